"""``explain``: what a word on a screen or on a pack means; without a word, all that are explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.app import App
from skinroutine.errors import UsageError
from skinroutine.interview.own_words import in_short
from skinroutine.options import Argument, command
from skinroutine.rulebook import Glossary, GlossaryTerm
from skinroutine.show.blocks import Block, Heading, Item, Page, Para, command_line
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import capital

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds

_POINTERS: Final = {
    "about": "What each treatment and device does:",
    "check-symptoms": "If you have it now:",
    "device": "Your own heads:",
    "history": "Your own sessions:",
    "hold": "What pauses your own sessions:",
    "plan": "What this means for your skin today:",
    "status": "Your own dates and aftercare:",
}
"""What the command that a term names answers for this person."""


class UnknownWordError(UsageError):
    """The glossary does not have the word."""

    code = "unknown-word"

    def __init__(self, typed: str, near: Sequence[str]) -> None:
        hint = f"Try: {'; '.join(map(explain_line, near))}" if near else "See the list: skinroutine explain"
        super().__init__(f"There's no explanation of {in_short(typed)!r} here. {hint}")


class ExplainedWord(JsonRecord):
    """One word."""

    id: Annotated[str, "The id of the entry, for rules show."]
    term: Annotated[str, "The word."]
    also: Annotated[Sequence[Annotated[str, "One of them."]], "What else people write for it."]
    means: Annotated[Sequence[Annotated[str, "One sentence."]], "What it means."]
    command: Annotated[str | None, "The command that shows the thing itself, or null."]
    sources: kinds.Sources


class ExplainDocument(JsonDocument):
    """What a word means; without a word, all words that are explained."""


class ExplainWord(ExplainDocument):
    """One word that was asked for."""

    asked: Annotated[str, "What was typed."]
    word: Annotated[ExplainedWord, "What it means."]
    unreviewed_rules: kinds.Unreviewed


class ExplainAll(ExplainDocument):
    """All words."""

    words: Annotated[Sequence[ExplainedWord], "The words, in the order of the alphabet."]


@command(rules=True)
def explain(
    app: App, words: Annotated[list[str] | None, Argument("The word, such as hold.", "[WORD...]")] = None
) -> int:
    """Say what a word means. Raises UnknownWordError and FileProblemsError."""
    glossary = app.library.glossary
    typed = " ".join(words or ())
    if not typed:
        listed = sorted(glossary.terms, key=lambda term: term.term.lower())
        app.out.result(_list_page(listed), ExplainAll(words=[ExplainedWord.of(term) for term in listed]))
        return 0
    term = _find(glossary, typed)
    unreviewed = [term.origin] if term.origin else []
    document = ExplainWord(asked=typed, word=ExplainedWord.of(term), unreviewed_rules=unreviewed)
    app.out.result(_term_page(term), document)
    return 0


def _find(glossary: Glossary, typed: str) -> GlossaryTerm:
    found = glossary.find(typed)
    if found is None:
        raise UnknownWordError(typed, glossary.near(typed))
    return found


def explain_line(term: str) -> str:
    """The command that explains a term, to be pasted."""
    return f'skinroutine explain "{term}"' if " " in term else f"skinroutine explain {term}"


def _list_page(terms: Sequence[GlossaryTerm]) -> Page:
    return [
        Heading("Words and what they mean"),
        *(Item("-", f"{capital(term.term)}: {term.means[0]}") for term in terms),
        Para(""),
        command_line("More on one of them, such as:", explain_line(terms[0].term)),
    ]


def _term_page(term: GlossaryTerm) -> Page:
    return list(_term_blocks(term))


def _term_blocks(term: GlossaryTerm) -> Iterator[Block]:
    yield Para(capital(term.term), "strong")
    yield from (Para(sentence, indent=2) for sentence in term.means)
    if term.disagreement:
        yield Para(f"Sources differ: {term.disagreement}", indent=2)
    if term.origin:
        yield Para(f"Unreviewed rules: {term.origin}", "careful", indent=2)
    yield Para("")
    if term.command:
        yield command_line(_POINTERS[term.command], f"skinroutine {term.command}")
    yield command_line("The sources behind this:", f"skinroutine rules show {term.id}")

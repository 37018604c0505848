"""``why QUESTION``: why something is asked, what was answered last, and which rules read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Final

from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.regions import REGIONS
from skinroutine.show.blocks import Block, Item, Page, Para, command_line
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import answer_text, counted, plain_form, plural

_NAMED: Final = 6
"""Rules that are named on the screen."""


class AnswerOption(JsonRecord):
    """One answer that fits a question."""

    id: Annotated[str, "How it is written in --set and in an answers file."]
    label: Annotated[str, "The answer in words."]


class WhyQuestionDocument(JsonDocument):
    """One question, and why it is asked."""

    asked: Annotated[str, "What was typed."]
    question: Annotated[str, "The id of the question."]
    ask: Annotated[str, "The question as it is asked."]
    why: Annotated[str, "Why it is asked."]
    find_out: Annotated[str | None, "How to find out, or null."]
    answer: Annotated[str | None, "The answer in the last plan or check, in words. Null when it has none."]
    options: Annotated[Sequence[AnswerOption], "What it can be answered with. It is empty for a number."]
    rules: Annotated[Sequence[Annotated[str, "The id of a rule."]], "The rules that read the answer."]


def find_question(library: Library, asked: str) -> Question | None:
    """The question whose id or name was typed; None where no whole name fits."""
    typed = plain_form(asked)
    for book in _books(library):
        for question in book.questions(None):
            if typed in {plain_form(question.id), plain_form(question.called)}:
                return question
    return None


def question_document(
    library: Library, asked: str, question: Question, answers: Mapping[str, object]
) -> WhyQuestionDocument:
    """The question as JSON; ``answers`` are those of the last plan or check."""
    answer = answers.get(question.id)
    text = answer_text(question.as_shown(answer), question.options, question.shown_unit)
    return WhyQuestionDocument.of(
        question,
        asked=asked,
        question=question.id,
        answer="" if answer is None else text,
        options=[AnswerOption(id=name, label=label) for name, label in _offered(library, question.id)],
        rules=list(_readers(library, question.id)),
    )


def question_page(document: WhyQuestionDocument) -> Page:
    """The screen of one question."""
    return [*_about(document), *_options(document.options), *_rules(document.rules)]


def _about(document: WhyQuestionDocument) -> Iterator[Block]:
    yield Para(document.ask, "strong")
    yield Para(document.why, indent=2)
    if document.find_out:
        yield Para(document.find_out, indent=2)
    if document.answer:
        yield Para(f"Your last answer: {document.answer}", indent=2)


def _options(options: Sequence[AnswerOption]) -> Iterator[Block]:
    if options:
        yield Para("")
        yield Para("What fits, and how to write it:")
        yield from (Item("-", f"{option.label} [{option.id}]") for option in options)


def _rules(rules: Sequence[str]) -> Iterator[Block]:
    if not rules:
        return
    yield Para("")
    first = f", the first {_NAMED} of them" if len(rules) > _NAMED else ""
    yield Para(f"{counted(len(rules), 'rule')} {plural(len(rules), 'reads', 'read')} it{first}:")
    yield from (Item("-", name) for name in rules[:_NAMED])
    yield Para("")
    yield command_line("What one of them says:", f"skinroutine why {rules[0]}")


def _offered(library: Library, name: str) -> Iterator[tuple[str, str]]:
    """The options of a question in all treatments, but for those that no rule reads."""
    asked = [each for book in _books(library) for each in book.questions(None) if each.id == name]
    listed = [each for each in asked if each.options_from != REGIONS]
    yield from {
        option: label
        for question in listed
        for option, label in question.options.items()
        if option not in question.unread
    }.items()


def _readers(library: Library, question: str) -> Iterator[str]:
    """The rules that give a result and read the question, each once."""
    found = (
        ruling.id
        for book in _books(library)
        for ruling in (*book.screening, *book.signs)
        if any(leaf.question == question for leaf, _ in ruling.when.leaves())
    )
    yield from dict.fromkeys(found)


def _books(library: Library) -> Iterator[Book]:
    yield from (Book(library, treatment) for treatment in library.treatment_ids)

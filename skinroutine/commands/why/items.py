"""``why STEP``: the reason for one step or rule, found by its id, a part of it, or some of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from skinroutine.commands.reasons import Judgements, Known, cited, marked, sources_blocks
from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.interview.own_words import content_words, in_short, words_in
from skinroutine.rulebook import (
    Cited,
    Course,
    HeadLife,
    Interval,
    LastingFinding,
    ScreeningRule,
    Step,
    SymptomRule,
)
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.slips import slipped
from skinroutine.rulebook.topics import TOPICS
from skinroutine.show.blocks import Block, Page, Para
from skinroutine.show.document_parts import CitedSource
from skinroutine.show.documents import JsonDocument, JsonRecord

_KINDS: Final = (Step, ScreeningRule, SymptomRule, Course, Interval, HeadLife, LastingFinding)
_SENTENCE: Final = 3
"""The least words of a sentence that says what it is about."""
_MOST: Final = 6
"""Items that are named where several fit."""


class NoSuchStepError(SkinroutineError):
    """No step and no rule has these words."""

    code = "no-such-step"

    def __init__(self, asked: str, known: Iterable[str]) -> None:
        hint = slipped(asked, known) or "."
        super().__init__(
            f"There's no step or rule {in_short(asked)!r}{hint} Type a few of its words. See them all: "
            "skinroutine rules list"
        )


class SeveralStepsError(UsageError):
    """Several steps or rules have these words."""

    code = "several-steps"

    def __init__(self, asked: str, ids: Sequence[str]) -> None:
        named = "; ".join(f"skinroutine why {name}" for name in ids[:_MOST])
        more = f" ({len(ids) - _MOST} more have them too)" if len(ids) > _MOST else ""
        super().__init__(f"{in_short(asked)!r} fits {len(ids)} steps or rules. Try: {named}{more}")


class Explainable(NamedTuple):
    """A step or a rule, and what it tells a person."""

    item: Cited
    message: str

    @property
    def why(self) -> str:
        """Its reason; empty where it has none of its own."""
        return str(getattr(self.item, "why", ""))


def find_items(library: Library, asked: str, lately: frozenset[str]) -> list[Explainable]:
    """The step or rule that is meant: of several, the one of the last answer (``lately`` are its ids).

    Raises SeveralStepsError and NoSuchStepError.
    """
    every = {each.item.id: each for each in explainable(library)}
    if asked in every:
        return [every[asked]]
    found = _whole(every.values(), asked) or [each for each in every.values() if _fits(each, asked)]
    shown = [each for each in found if each.item.id in lately] or found
    same = {each.message for each in shown}
    if not shown:
        raise NoSuchStepError(asked, every)
    if len(same) > 1:
        raise SeveralStepsError(asked, [each.item.id for each in shown])
    return shown


def explainable(library: Library) -> Iterator[Explainable]:
    """Every step and rule of all treatments."""
    for treatment in library.treatment_ids:
        for topic in TOPICS:
            for item in library.items(topic, treatment, Cited):
                if isinstance(item, _KINDS):
                    yield Explainable(item, item.text if isinstance(item, Step) else item.say)


def _whole(every: Iterable[Explainable], asked: str) -> list[Explainable]:
    """Those whose whole sentence was typed, as from a checklist with its times behind it; the longest."""
    typed = frozenset(words_in(asked))
    sizes = [(len(words), each) for each in every if (words := set(words_in(each.message))) <= typed]
    longest = max((size for size, _ in sizes), default=0)
    return [each for size, each in sizes if size == longest and size >= _SENTENCE]


def _fits(each: Explainable, asked: str) -> bool:
    """Whether what was typed is a part of the id, or its words are among those of the sentence."""
    part = "-".join(words_in(asked))
    wanted = content_words(asked)
    in_id = bool(part) and f"-{part}-" in f"-{each.item.id}-"
    return in_id or (bool(wanted) and wanted <= content_words(each.message))


class WhyItemRule(JsonRecord):
    """One step or rule."""

    id: Annotated[str, "The id of the step or rule."]
    message: Annotated[str, "What it says, in plain words."]
    why: Annotated[str | None, "Why it is there, or null."]
    disagreement: Annotated[str | None, "Who says otherwise, or null."]
    judgement: Judgements
    sources: Annotated[Sequence[CitedSource], "The sources that it rests on."]
    evidence: Annotated[Sequence[Annotated[str, "The id of a fact."]], "The facts that it rests on."]


class WhyItemDocument(JsonDocument):
    """One step or rule, and why it is there."""

    asked: Annotated[str, "What was asked."]
    items: Annotated[Sequence[WhyItemRule], "The step or rule; several where their words are the same."]


def item_document(library: Library, asked: str, found: Sequence[Explainable]) -> WhyItemDocument:
    """The reason as JSON."""
    return WhyItemDocument(
        asked=asked,
        items=[
            WhyItemRule.of(
                each.item,
                message=each.message,
                why=each.why,
                judgement=Known.of(each.item).judged_of(each.message),
                sources=cited(library, each.item.sources),
            )
            for each in found
        ],
    )


def item_page(document: WhyItemDocument) -> Page:
    """The screen of one reason."""
    first, *rest = document.items
    return [*_item(first), *(block for rule in rest for block in (Para(""), *_item(rule)))]


def _item(rule: WhyItemRule) -> Iterator[Block]:
    yield Para(rule.id, "strong")
    yield Para(marked(rule, "message", rule.message), indent=2)
    nothing = "No reason of its own is written down. Its sources are these."
    yield Para(marked(rule, "why", rule.why or nothing), indent=2)
    if rule.disagreement:
        yield Para(marked(rule, "disagreement", f"Sources differ: {rule.disagreement}"), indent=2)
    yield from sources_blocks(rule.sources)

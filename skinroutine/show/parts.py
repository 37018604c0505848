"""What several screens share: the last line, and answers that conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from skinroutine.interview import Conflict
from skinroutine.interview.answers import plain
from skinroutine.rulebook import Question
from skinroutine.show.blocks import Block, Heading, Item, Para
from skinroutine.show.documents import ClashingAnswers
from skinroutine.text import answer_text, first_few, kept_text, spoken

FOOT: Final = "This comes from cited sources. It isn't a diagnosis."
_NAMED: Final = 3
"""How many details that were left out are named in words; all stand by id."""


def contradictions(clashes: Sequence[Conflict]) -> list[ClashingAnswers]:
    """The answers that clashed: which question, what was said, and what counts."""
    return [
        ClashingAnswers.of(clash, message=clash.note, stands=plain({"": clash.stands})[""])
        for clash in clashes
    ]


def left_out(names: Sequence[str], questions: Iterable[Question]) -> Iterator[Block]:
    """What was left out that could make the result stricter, and how to add it; nothing if nothing was."""
    if names:
        called = {question.id: _short(question) for question in questions}
        missing = first_few([called.get(name, name) for name in names], _NAMED)
        yield Para(f"Left out: {missing}. The result could be stricter. Add {', '.join(names)}.", "careful")


def unsure(names: Collection[str], questions: Iterable[Question]) -> Iterator[Block]:
    """What a reason hangs on that a person was not sure of; nothing for a fact."""
    called = [_short(question) for question in questions if question.id in names]
    if called:
        yield Para(f"It counts because you weren't sure: {first_few(called, _NAMED)}.", "faint", indent=4)


def answer_line(question: Question | None, name: str, answer: object) -> str:
    """An answer in the words of its question; one whose question the rules no longer have keeps its names."""
    if question is None:
        return f"{spoken(name).replace('.', ', ')}: {kept_text(answer)}"
    words = answer_text(question.as_shown(answer), question.options, question.shown_unit)
    return f"{question.called}: {words}"


def _short(question: Question) -> str:
    """What a question is called; a detail of an option by the option's id, as its words can be long."""
    *_, option, _ = ("", *question.id.split("."))
    what = question.called.rsplit(", ", 1)[-1]
    return f"{what} ({spoken(option)})" if option and what != question.called else what.lower()


def conflict_blocks(clashes: Sequence[Conflict]) -> Iterator[Block]:
    """Which answer counts where two clashed; what the person has read, or chosen, is not said again."""
    unread = [clash for clash in clashes if clash.outcome]
    if unread:
        yield Heading("Your answers don't agree")
        yield from (
            Item("-", clash.outcome if clash.asked else f"{clash.note} {clash.outcome}") for clash in unread
        )
        if any(clash.when for clash in unread):
            yield Para("Was it a mistake then? Take it back: skinroutine history", "faint")
        yield Para("")

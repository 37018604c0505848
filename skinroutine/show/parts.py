"""What several screens share: the last line, and answers that conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from skinroutine.interview.answers import plain
from skinroutine.rulebook import Question
from skinroutine.show.blocks import Block, Heading, Item, Para, Sided, command_line
from skinroutine.text import answer_text, capital, first_few, kept_text, spoken, uncapital

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.clash import Conflict
    from skinroutine.show.document_parts import ClashingAnswers

FOOT: Final = "This comes from cited sources. It isn't a diagnosis."
_NAMED: Final = 3
"""How many details of one option are named in words."""
_SETTINGS: Final = 6
"""How many settings stand below a result: a file without details leaves out dozens."""


def contradictions(clashes: Sequence[Conflict]) -> list[ClashingAnswers]:
    """The answers that clashed: which question, what was said, and what counts."""
    from skinroutine.show.document_parts import ClashingAnswers  # noqa: PLC0415  JSON alone has them

    return [
        ClashingAnswers.of(clash, message=clash.note, stands=plain({"": clash.stands})[""])
        for clash in clashes
    ]


def left_out(names: Sequence[str], questions: Sequence[Question]) -> Iterator[Block]:
    """What was left out that could make the result stricter, each with its setting; nothing if none was."""
    if not names:
        return
    found = [question for question in questions if question.id in names]
    options = [question.option for question in found]
    listed = sorted(found, key=lambda question: options.index(question.option))
    yield Para("")
    yield Para("You left this out, and the result could be stricter with it:", "careful")
    yield from (_setting(question) for question in listed[:_SETTINGS])
    if len(listed) > _SETTINGS:
        yield Item("-", f"{len(listed) - _SETTINGS} more", "careful")
    yield command_line("To see which answers fit:", f"skinroutine why {listed[0].id}", 2)
    yield Para("")


def _setting(question: Question) -> Sided:
    """What a question is called, and what gives its answer when it is pasted behind the command."""
    about = uncapital(question.told_as or question.called)
    called = capital(f"{question.option}, {about}" if question.option else question.called)
    setting = f"--set {question.id}=..."
    return Sided(called, setting, f"{called}: add {setting}", "careful", "accent")


def unsure(names: Collection[str], questions: Sequence[Question]) -> Iterator[Block]:
    """What a reason hangs on that nobody knows, as it was not sure or not asked; nothing for a fact."""
    if called := "; ".join(_called(names, questions)):
        yield Para(f"Not known ({called}), so the more careful answer counts.", "faint", indent=4)


def answer_line(question: Question | None, name: str, answer: object) -> str:
    """An answer in the words of its question; one whose question the rules no longer have keeps its names."""
    if question is None:
        return f"{spoken(name).replace('.', ', ')}: {kept_text(answer)}"
    words = answer_text(question.as_shown(answer), question.options, question.shown_unit)
    return f"{question.called}: {words}"


def _called(names: Collection[str], questions: Sequence[Question]) -> Iterator[str]:
    """What questions are called; details of one option together, after its words."""
    details: dict[str, list[str]] = {}
    for question in questions:
        if question.id in names:
            what = question.told_as if question.option else question.called
            details.setdefault(question.option, []).append(uncapital(what or question.called))
    yield from details.pop("", ())
    yield from (f"{uncapital(option)}: {first_few(what, _NAMED)}" for option, what in details.items())


def conflict_blocks(clashes: Sequence[Conflict]) -> Iterator[Block]:
    """Which answer counts where two clashed; what the person has read, or chosen, is not said again."""
    unread = [clash for clash in clashes if clash.outcome]
    if unread:
        yield Heading("Your answers don't agree")
        yield from (
            Item("-", clash.outcome if clash.asked else f"{clash.note} {clash.outcome}") for clash in unread
        )
        if any(clash.when for clash in unread):
            yield Para("If what you said earlier was wrong, take it back: skinroutine history", "faint")
        yield Para("")

"""The screens of ``about``: a treatment part by part, all side by side, and answers to what people ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from skinroutine.commands.about.find import CHECK, FoundAnswers, PlacedFaq, quoted
from skinroutine.rulebook import Faq, Statement, Treatment
from skinroutine.show.blocks import Block, Columns, Heading, Item, Page, Para, command_line
from skinroutine.show.parts import FOOT

_PARTS: Final = {
    "does": "What it does",
    "expect": "What to expect",
    "not-expect": "What not to expect",
    "time": "How long until it shows",
    "interval": "How often",
    "place": "At home or in a clinic",
    "device": "Which device",
}


_POINTERS: Final[Mapping[str, str]] = {
    "plan": "Whether your own skin may have it today",
    "check-symptoms": "For what you see or feel now",
    "device choose": "For the device that you have in mind",
}
"""What a command answers that no page can."""


def about_page(treatment: Treatment, faq: Sequence[Faq]) -> Page:
    """One treatment, part by part, with where sources disagree, and the questions that people ask."""
    return [
        Para(treatment.name, "strong"),
        Para(treatment.summary),
        *_parts(treatment),
        *_devices(treatment),
        *_asked([each.question for each in faq]),
        Para(""),
        command_line("Whether your own skin may have it today:", f"skinroutine plan {treatment.id}"),
        Para(FOOT, "faint"),
    ]


def comparison_page(treatments: Sequence[Treatment], faq: Iterable[PlacedFaq]) -> Page:
    """All treatments side by side, and the questions that people ask."""
    names = [treatment.name for treatment in treatments]
    blocks: list[Block] = [Columns([names, [treatment.summary for treatment in treatments]])]
    for part, heading in _PARTS.items():
        cells = [" ".join(_sentences(treatment, part)) for treatment in treatments]
        if any(cells):
            blocks += [Heading(heading), Columns([names, cells])]
    return [
        *blocks,
        *_asked(dict.fromkeys(placed.faq.question for placed in faq)),
        Para(f"More on one of them: skinroutine about {treatments[0].id}", "faint"),
        Para(FOOT, "faint"),
    ]


def answers_page(found: FoundAnswers) -> Page:
    """The answers, one for each treatment, each with the command that answers it for this person."""
    blocks: list[Block] = []
    if found.unused:
        blocks += [Para(f"This says nothing about {quoted(found.unused)}.", "careful"), Para("")]
    for placed in found.answers:
        blocks += [*_answer(placed), Para("")]
    unreviewed = (Para(f"Unreviewed rules: {name}", "careful") for name in unreviewed_of(found))
    return [*blocks, *unreviewed, Para(FOOT, "faint")]


def unreviewed_of(found: FoundAnswers) -> list[str]:
    """The folders of own rules that the answers come from."""
    return sorted({placed.faq.origin for placed in found.answers if placed.faq.origin})


def _answer(placed: PlacedFaq) -> Iterator[Block]:
    treatment, faq = placed.treatment, placed.faq
    yield Para(f"{treatment.name}: {faq.question}", "strong")
    yield from (Item("-", sentence) for sentence in faq.answer)
    if faq.disagreement:
        yield Para(f"Sources differ: {faq.disagreement}", indent=4)
    for statement in statements_of(placed):
        yield from _statement(statement)
    # What was seen on the skin goes to the check alone: a plan is not for skin that has reacted.
    commands = [faq.next] if faq.next in {"plan", CHECK} else [faq.next, "plan"]
    for command in commands:
        yield command_line(f"{_POINTERS[command]}:", f"skinroutine {command} {treatment.id}")
    yield command_line("The sources behind this:", f"skinroutine rules show {faq.id}")


def statements_of(placed: PlacedFaq) -> list[Statement]:
    """The statements of the treatment's page that belong to an answer, in the order that it names."""
    known = {statement.id: statement for statement in placed.treatment.about}
    return [known[name] for name in placed.faq.see if name in known]


def _asked(questions: Iterable[str]) -> Iterator[Block]:
    """The questions, and how to ask one."""
    listed = list(questions)
    if listed:
        yield Heading("What people ask")
        yield from (Item("-", question) for question in listed)
        yield Para("")
        yield command_line("Ask in your own words, such as:", f'skinroutine about "{listed[0]}"')


def _statement(statement: Statement) -> Iterator[Block]:
    yield Item("-", statement.say)
    if statement.disagreement:
        yield Para(f"Sources differ: {statement.disagreement}", indent=4)


def _parts(treatment: Treatment) -> Iterator[Block]:
    for part, heading in _PARTS.items():
        sentences = [sentence for sentence in treatment.about if sentence.part == part]
        if sentences:
            yield Heading(heading)
        for sentence in sentences:
            yield from _statement(sentence)


def _devices(treatment: Treatment) -> Iterator[Block]:
    yield Heading("The devices")
    for device in treatment.devices:
        yield Item("-", f"{device.label} ({'at home' if device.home else 'never at home'}): {device.say}")


def _sentences(treatment: Treatment, part: str) -> list[str]:
    return [sentence.say for sentence in treatment.about if sentence.part == part]

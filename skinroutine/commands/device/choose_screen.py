"""The answer of ``device choose``: the verdict, what speaks for a device and against it, what to look for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

from skinroutine.commands.device.screen import HeadReason
from skinroutine.decide.verdict import Verdict
from skinroutine.rulebook import VERDICTS, Merit, Question, Statement, VerdictWords
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, command_line
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.parts import FOOT
from skinroutine.show.signs import verdict_sign

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class ChoiceView(NamedTuple):
    """What a screen shows of a device that was judged."""

    treatment: str
    name: str
    kind: str
    answers: Mapping[str, object]
    verdict: Verdict
    words: VerdictWords
    merits: Sequence[Merit]
    to_find_out: Sequence[Question]
    look_for: Sequence[Statement]
    asked: int
    own: Sequence[str]


def choice_page(view: ChoiceView) -> Page:
    """The screen of a device that was judged."""
    advice = view.words.buy or view.words.say
    return [
        Banner(view.words.title, f"{view.name}. {advice}", verdict_sign(view.verdict.name)),
        *([Para(view.kind)] if view.kind else []),
        *_against(view),
        *_to_find_out(view),
        *_for(view),
        *_look_for(view),
        *_foot(view),
    ]


class ChoiceReason(HeadReason, first=("id", "verdict", "because", "message", "sources", "until", "instead")):
    """One rule that holds."""

    until: Annotated[str | None, "A day, or what must be so first, or null."]
    instead: Annotated[str | None, "What to do instead, or null."]
    disagreement: Annotated[str | None, "How sources differ, or null."]


class ChoicePoint(JsonRecord, say="message"):
    """One point."""

    id: Annotated[str, "The id of the point."]
    point: Annotated[str, "What it is about."]
    say: Annotated[str, "What it says."]
    sources: Annotated[Sequence[kinds.SourceId], "Where it comes from."]


class ChoiceSign(JsonRecord, say="message"):
    """One thing."""

    id: Annotated[str, "The id of the sentence."]
    say: Annotated[str, "What it says."]
    sources: Annotated[Sequence[kinds.SourceId], "Where it comes from."]
    disagreement: Annotated[str | None, "How sources differ, or null."]


class DeviceChooseDocument(JsonDocument, merits="for"):
    """What speaks for a device and against it. Nothing is stored."""

    treatment: kinds.TreatmentId
    answers: Annotated[Mapping[str, kinds.Answer], "What was said of the device, by the id of each question."]
    verdict: Annotated[kinds.VerdictWord, "May it be used at home? The strictest rule decides."]
    reasons: Annotated[Sequence[ChoiceReason], "What speaks against it, strictest first."]
    merits: Annotated[Sequence[ChoicePoint], "What speaks for it."]
    find_out: Annotated[Sequence[kinds.AnyQuestion], "What to find out first, and then ask again."]
    look_for: Annotated[Sequence[ChoiceSign], "What to look for in any such device."]
    questions_asked: Annotated[kinds.Count, "How many questions were put."]
    unreviewed_rules: kinds.OwnRules


def choice_document(view: ChoiceView) -> DeviceChooseDocument:
    """The device as JSON."""
    return DeviceChooseDocument.of(
        view,
        verdict=view.verdict.name,
        reasons=[
            ChoiceReason.of(reason, verdict=VERDICTS[reason.weight], until=reason.until or reason.until_words)
            for reason in view.verdict.reasons
        ],
        merits=[ChoicePoint.of(merit) for merit in view.merits],
        find_out=[question.id for question in view.to_find_out],
        look_for=[ChoiceSign.of(sign) for sign in view.look_for],
        questions_asked=view.asked,
        unreviewed_rules=_unreviewed_rules(view),
    )


def _against(view: ChoiceView) -> Iterator[Block]:
    if view.verdict.reasons:
        yield Heading("What speaks against it")
    for reason in view.verdict.reasons:
        yield Item(
            "-",
            " ".join(part for part in (reason.message, reason.why, reason.instead) if part),
        )
        if reason.disagreement:
            yield Para(f"Sources differ: {reason.disagreement}", indent=4)


def _to_find_out(view: ChoiceView) -> Iterator[Block]:
    if view.to_find_out:
        yield Heading("Find this out first, and ask again")
    yield from (Item("-", question.ask) for question in view.to_find_out)


def _for(view: ChoiceView) -> Iterator[Block]:
    if view.merits:
        yield Heading("What speaks for it")
    for merit in view.merits:
        yield Item("-", merit.say)


def _look_for(view: ChoiceView) -> Iterator[Block]:
    if view.look_for:
        yield Heading("What to look for in a shop")
    for sign in view.look_for:
        yield Item("-", sign.say)
        if sign.disagreement:
            yield Para(f"Sources differ: {sign.disagreement}", indent=4)


def _foot(view: ChoiceView) -> Iterator[Block]:
    yield Para("")
    for name in _unreviewed_rules(view):
        yield Para(f"Unreviewed rules: {name}", "careful")
    if view.verdict.allowed:
        yield Para("Once you have it, note it: skinroutine device add", "faint")
    judged = [*(reason.id for reason in view.verdict.reasons), *(merit.id for merit in view.merits)]
    if judged:
        yield command_line(
            "The rules and sources behind this, first of all:", f"skinroutine rules show {judged[0]}"
        )
    yield Para(FOOT, "faint")


def _unreviewed_rules(view: ChoiceView) -> list[str]:
    origins = [reason.origin for reason in view.verdict.reasons]
    origins += [merit.origin for merit in view.merits]
    origins += [sign.origin for sign in view.look_for]
    return sorted({*view.own, *(origin for origin in origins if origin)})

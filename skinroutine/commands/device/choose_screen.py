"""The answer of ``device choose``: the verdict, what speaks for a device and against it, what to look for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from skinroutine.decide.verdict import Verdict
from skinroutine.model import VERDICTS, Merit, Question, Reason, Statement, VerdictWords
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para
from skinroutine.show.parts import FOOT, VERDICT_TONES


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
    said = view.words.buy or view.words.say
    return [
        Banner(view.words.title, f"{view.name}. {said}", VERDICT_TONES.get(view.verdict.name, "bad")),
        *([Para(view.kind)] if view.kind else []),
        *_against(view),
        *_to_find_out(view),
        *_for(view),
        *_look_for(view),
        *_foot(view),
    ]


def choice_data(view: ChoiceView) -> dict[str, object]:
    """The device as JSON: see ``docs/json.md``."""
    return {
        "schema_version": 1,
        "treatment": view.treatment,
        "answers": dict(view.answers),
        "verdict": view.verdict.name,
        "reasons": [_reason_data(one) for one in view.verdict.reasons],
        "for": [
            {"id": one.id, "point": one.point, "message": one.say, "sources": list(one.sources)}
            for one in view.merits
        ],
        "find_out": [one.id for one in view.to_find_out],
        "look_for": [
            {
                "id": one.id,
                "message": one.say,
                "sources": list(one.sources),
                "disagreement": one.disagreement or None,
            }
            for one in view.look_for
        ],
        "questions_asked": view.asked,
        "unreviewed_rules": _unreviewed(view),
    }


def _reason_data(one: Reason) -> dict[str, object]:
    return {
        "id": one.id,
        "verdict": VERDICTS[one.weight],
        "because": list(one.because),
        "message": one.message,
        "sources": list(one.sources),
        "until": one.until or one.until_words or None,
        "instead": one.instead or None,
        "why": one.why or None,
        "disagreement": one.disagreement or None,
    }


def _against(view: ChoiceView) -> Iterator[Block]:
    if view.verdict.reasons:
        yield Heading("What speaks against it")
    for one in view.verdict.reasons:
        yield Item("-", " ".join(part for part in (one.message, one.why, one.instead, f"[{one.id}]") if part))
        if one.disagreement:
            yield Para(f"Sources differ: {one.disagreement}", "faint", indent=4)
        yield _sources(one.sources)


def _to_find_out(view: ChoiceView) -> Iterator[Block]:
    if view.to_find_out:
        yield Heading("Find this out first, and ask again")
    yield from (Item("-", one.ask) for one in view.to_find_out)


def _for(view: ChoiceView) -> Iterator[Block]:
    if view.merits:
        yield Heading("What speaks for it")
    for one in view.merits:
        yield Item("-", f"{one.say} [{one.id}]")
        yield _sources(one.sources)


def _look_for(view: ChoiceView) -> Iterator[Block]:
    if view.look_for:
        yield Heading("What to look for in a shop")
    for one in view.look_for:
        yield Item("-", one.say)
        if one.disagreement:
            yield Para(f"Sources differ: {one.disagreement}", "faint", indent=4)


def _foot(view: ChoiceView) -> Iterator[Block]:
    yield Para("")
    for name in _unreviewed(view):
        yield Para(f"Unreviewed rules: {name}", "careful")
    if view.verdict.allowed:
        yield Para("Once you have it, note it: skinroutine device add", "faint")
    yield Para("More on a rule: skinroutine rules show ID", "faint")
    yield Para(FOOT, "faint")


def _sources(names: Sequence[str]) -> Block:
    return Para(f"Sources: {', '.join(names)}", "faint", indent=4)


def _unreviewed(view: ChoiceView) -> list[str]:
    origins = [one.origin for one in view.verdict.reasons]
    origins += [one.origin for one in view.merits]
    origins += [one.origin for one in view.look_for]
    return sorted({*view.own, *(origin for origin in origins if origin)})

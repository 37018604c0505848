"""The answer of ``plan``: verdict, reasons, checklists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from skinroutine.decide.verdict import Verdict
from skinroutine.interview import Conflict
from skinroutine.model import MILDEST_REFUSAL, VERDICTS, Phase, Reason, Step, VerdictWords
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, Tone
from skinroutine.show.parts import FOOT, VERDICT_TONES, clashing, contradictions_data
from skinroutine.text import as_typed, day, yes_or_no

_HEADINGS: Final[dict[Phase, str]] = {
    "device": "1. The device",
    "prep": "2. Before",
    "technique": "3. During",
    "aftercare": "4. After",
}


class PlanView(NamedTuple):
    """What a screen shows of a plan. ``example`` holds the answers of an example, else nothing."""

    treatment: str
    name: str
    verdict: Verdict
    words: VerdictWords
    steps: Mapping[Phase, Sequence[Step]]
    meanwhile: Sequence[str]
    next_earliest: str
    asked: int
    today: date
    example: Mapping[str, object]
    own: Sequence[str] = ()
    """The folders of own rules that the treatment comes from, when it is not a shipped one."""
    stood: Sequence[Conflict] = ()
    """The cautious answers that stand because two answers conflict."""
    supposed: Sequence[str] = ()
    """What is only supposed, a sentence each."""


def plan_page(view: PlanView) -> Page:
    """The screen of a plan."""
    return [*_example(view), *_supposed(view), *_verdict(view), *_steps(view), *_after(view), *_foot(view)]


def plan_data(view: PlanView, stored: str) -> dict[str, object]:
    """The plan as JSON: see ``docs/json.md``."""
    verdict = view.verdict
    data: dict[str, object] = {
        "schema_version": 1,
        "treatment": view.treatment,
        "verdict": verdict.name,
        "until": verdict.until or None,
        "reasons": [_reason_data(one) for one in verdict.reasons],
        "next_earliest": view.next_earliest or None,
        "questions_asked": view.asked,
        "contradictions": contradictions_data(view.stood),
        "supposed": list(view.supposed),
        "unreviewed_rules": _unreviewed(view),
        "stored": stored or None,
    }
    if verdict.allowed:
        data["checklist"] = {
            phase: [step_text(step) for step in steps] for phase, steps in view.steps.items()
        }
    else:
        data["meanwhile"] = _meanwhile(view)
    return data


def step_text(step: Step) -> str:
    """One line of a checklist, with how long it holds and whether it is critical, in words."""
    times = ", ".join(
        words
        for words in (
            f"from {step.starts.words} on" if step.starts else "",
            f"for {step.lasts.words}" if step.lasts else "",
        )
        if words
    )
    text = f"{step.text.rstrip('.')} ({times})." if times else step.text
    mark = "Stopping point: " if step.kind == "pause" else "Critical: " if step.critical else ""
    return f"{mark}{text}"


def _example(view: PlanView) -> Iterator[Block]:
    if not view.example:
        return
    yield Para("An example: these are the answers of a typical person. Nothing is stored.", "faint")
    for name, answer in view.example.items():
        shown = yes_or_no(answer) if isinstance(answer, bool) else as_typed(answer)
        yield Item("-", f"{name}: {shown}", "faint")
    yield Para("")


def _supposed(view: PlanView) -> Iterator[Block]:
    if not view.supposed:
        return
    yield Para("Only a trial: nothing is stored.", "faint")
    yield from (Item("-", text, "faint") for text in view.supposed)
    yield Para("")


def _verdict(view: PlanView) -> Iterator[Block]:
    verdict = view.verdict
    yield Banner(view.words.title, f"{view.name}. {view.words.say}", VERDICT_TONES.get(verdict.name, "bad"))
    if verdict.until and not verdict.allowed:
        yield Para(
            f"This cannot change before {day(date.fromisoformat(verdict.until), view.today)}.", "strong"
        )
    if verdict.reasons:
        yield Heading("Why")
    for one in verdict.reasons:
        yield Item("-", _reason(one, view))
    yield from clashing(view.stood)
    if not verdict.allowed:
        yield Heading("What you can do meanwhile")
        yield from (Item("-", text) for text in _meanwhile(view))


def _reason(one: Reason, view: PlanView) -> str:
    """What to do, until when, what else where a session may go ahead, and why."""
    also = one.instead if view.verdict.allowed else ""
    parts = [f"{one.message}{_until(one, view.today)}", also, one.why, f"[{one.id}]"]
    return " ".join(part for part in parts if part)


def _until(one: Reason, today: date) -> str:
    """When a reason is over: a session waits for that day only where the reason refuses it."""
    if one.until:
        words = "Not before" if one.weight >= MILDEST_REFUSAL else "Until"
        return f" {words} {day(date.fromisoformat(one.until), today)}."
    said = "until" in one.message.lower()
    return f" Until {one.until_words}." if one.until_words and not said else ""


def _meanwhile(view: PlanView) -> list[str]:
    own = [one.instead for one in view.verdict.reasons if one.instead]
    return list(dict.fromkeys([*own, *view.meanwhile]))


def _steps(view: PlanView) -> Iterator[Block]:
    for phase, steps in view.steps.items():
        yield Heading(_HEADINGS[phase])
        for number, step in enumerate(steps, 1):
            tone: Tone = "strong" if step.critical else "plain"
            yield Item(f"{number}.", step_text(step), tone)


def _after(view: PlanView) -> Iterator[Block]:
    if not view.next_earliest:
        return
    when = day(date.fromisoformat(view.next_earliest), view.today)
    yield Para("")
    if view.verdict.allowed:
        yield Para(f"{view.words.title}: {view.words.say}", "strong")
        yield Para(f"If you do it today, the next may be on {when} at the earliest.", "strong")
        yield Para(f"Once it is done, log it: skinroutine log {view.treatment}")
    else:
        yield Para(f"Plan again on {when} at the earliest.", "strong")


def _foot(view: PlanView) -> Iterator[Block]:
    yield Para("")
    for name in _unreviewed(view):
        yield Para(f"Unreviewed rules: {name}", "careful")
    if not view.example and not view.supposed:
        yield Para("The rules and sources behind this: skinroutine why", "faint")
    yield Para(FOOT, "faint")


def _unreviewed(view: PlanView) -> list[str]:
    origins = [one.origin for one in view.verdict.reasons]
    origins += [step.origin for steps in view.steps.values() for step in steps]
    return sorted({*view.own, *(origin for origin in origins if origin)})


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
    }

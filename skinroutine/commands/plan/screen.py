"""The answer of ``plan``: verdict, reasons, checklists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from skinroutine.commands.plan.apart import areas_of, free_areas
from skinroutine.commands.plan.doubts import Doubt, doubt_text
from skinroutine.decide.verdict import Verdict
from skinroutine.interview import Conflict
from skinroutine.memory.named import NamedOption
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS, Phase, Question, Reason, Step, VerdictWords
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, Tone
from skinroutine.show.documents import JsonDocument, JsonRecord, RuleReason
from skinroutine.show.parts import FOOT, VERDICT_TONES, clashing, contradictions, left_out
from skinroutine.show.remembered import remembered, remembered_text
from skinroutine.text import as_typed, day, joined, spoken, yes_or_no

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


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
    now: datetime
    example: Mapping[str, object]
    own: Sequence[str] = ()
    """The folders of own rules that the treatment comes from, when it is not a shipped one."""
    doubts: Sequence[Doubt] = ()
    """The questions with a "not sure" that counts."""
    titles: Mapping[str, str] = {}
    """The title of each verdict, by its name."""
    clashes: Sequence[Conflict] = ()
    """The cautious answers that stand because two answers conflict."""
    recalled: Mapping[str, NamedOption] = {}
    by_area: Mapping[str, Verdict] = {}
    """Of a plan that refuses several areas, what it says of each of them alone."""
    questions: Sequence[Question] = ()
    """What a plan may ask."""
    supposed: Sequence[str] = ()
    """What is only supposed, a sentence each."""

    @property
    def today(self) -> date:
        """The day of the plan."""
        return self.now.date()


def plan_page(view: PlanView) -> Page:
    """The screen of a plan: which answer counts where two clash is said before the verdict."""
    head = [*_example(view), *_supposed(view), *clashing(view.clashes)]
    return [*head, *_verdict(view), *_steps(view), *_after(view), *_foot(view)]


class PlanReason(RuleReason, first=("id", "verdict")):
    """One rule that holds."""

    verdict: Annotated[kinds.VerdictWord, "The verdict of this rule alone."]
    until: Annotated[str | None, "The day before which this reason stays, or in words what has to be over."]
    instead: Annotated[str | None, "What to do instead, or null."]
    why: Annotated[str | None, "Why the rule is there, or null."]
    remembered: kinds.Remembered
    areas: Annotated[
        Sequence[kinds.AreaId], "The planned areas that it is about. Empty when it is about them all."
    ]


class PlanDocument(JsonDocument):
    """Whether a session may go ahead, and how."""

    treatment: kinds.TreatmentId
    verdict: Annotated[kinds.VerdictWord, "The strictest verdict of all rules that hold; go when none does."]
    until: Annotated[date | None, "The day before which the verdict cannot change. Null when none is known."]
    reasons: Annotated[Sequence[PlanReason], "The rules that hold, strictest first."]
    next_earliest: Annotated[
        date | None,
        "The first day on which to plan again. If this session may go ahead, that is the one after it. It "
        "is null when no day is known.",
    ]
    questions_asked: kinds.Asked
    contradictions: kinds.Contradictions
    left_out: kinds.Unanswered
    supposed: Annotated[Sequence[kinds.Supposed], "What is only supposed in a trial. It is empty for a plan."]
    unreviewed_rules: kinds.Unreviewed
    stored: Annotated[str | None, "The id of this entry in the history, or null when nothing was stored."]


class PlanChecklist(JsonRecord):
    """What to do, step by step."""

    device: Annotated[Sequence[kinds.StepText], "Steps for the device."]
    prep: Annotated[Sequence[kinds.StepText], "Steps before the session."]
    technique: Annotated[Sequence[kinds.StepText], "Steps while it is done."]
    aftercare: Annotated[Sequence[kinds.StepText], "Steps after the session."]


class PlanGoAhead(PlanDocument):
    """A session may go ahead."""

    verdict: Annotated[str, "The verdict lets the session go ahead.", {"enum": ["go", "caution"]}]
    checklist: Annotated[PlanChecklist, "What to do, step by step."]


class PlanNotNow(PlanDocument):
    """A session may not go ahead."""

    verdict: Annotated[kinds.Refusal, "The verdict does not let the session go ahead."]
    free_areas: Annotated[
        Sequence[kinds.AreaId],
        "The planned areas that may be treated today if the others are left out.",
    ]
    meanwhile: Annotated[Sequence[kinds.ToDo], "What can be done instead."]


def plan_document(view: PlanView, stored: str) -> PlanDocument:
    """The plan as JSON."""
    verdict = view.verdict
    shared = PlanDocument.of(
        view,
        verdict=verdict.name,
        until=verdict.until,
        reasons=[
            PlanReason.of(
                reason,
                verdict=VERDICTS[reason.weight],
                until=reason.until or reason.until_words,
                remembered=remembered(reason, view.recalled),
                areas=areas_of(reason, view.by_area),
            )
            for reason in verdict.reasons
        ],
        questions_asked=view.asked,
        contradictions=contradictions(view.clashes),
        left_out=verdict.left_out,
        unreviewed_rules=_unreviewed(view),
        stored=stored,
    )
    if not verdict.allowed:
        return PlanNotNow.of(shared, free_areas=free_areas(view.by_area), meanwhile=_meanwhile(view))
    steps = {phase: [step_text(step) for step in steps] for phase, steps in view.steps.items()}
    return PlanGoAhead.of(shared, checklist=steps)


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
    yield from left_out(verdict.left_out, view.questions)
    if verdict.until and not verdict.allowed and not _may_end_sooner(verdict):
        yield Para(
            f"This cannot change before {day(date.fromisoformat(verdict.until), view.today)}.", "strong"
        )
    known = [reason for reason in verdict.reasons if not reason.doubts]
    if known:
        yield Heading("Why")
    yield from (Item("-", _reason(reason, view)) for reason in known)
    yield from _doubts(view)
    if free_areas(view.by_area):
        free = joined([spoken(area) for area in free_areas(view.by_area)])
        yield Para(f"You may still treat your {free} today. Plan that alone.")
    if not verdict.allowed:
        yield Heading("What you can do meanwhile")
        yield from (Item("-", text) for text in _meanwhile(view))


def _may_end_sooner(verdict: Verdict) -> bool:
    """Whether only a "not sure" makes the verdict what it is, so that an answer could change it today."""
    return all(reason.doubts for reason in verdict.reasons if reason.weight == verdict.weight)


def _doubts(view: PlanView) -> Iterator[Block]:
    if view.doubts:
        yield Heading("Where you were not sure")
    for doubt in view.doubts:
        now, worst = (view.titles[VERDICTS[weight]] for weight in (doubt.weight, doubt.worst))
        yield Item("-", doubt_text(doubt, now, worst))


def _reason(reason: Reason, view: PlanView) -> str:
    """What to do, until when, what else where a session may go ahead, and why."""
    also = reason.instead if view.verdict.allowed else ""
    since = remembered_text(reason, view.recalled, view.now)
    areas = joined([spoken(area) for area in areas_of(reason, view.by_area)])
    message = f"{reason.message}{_until(reason, view.today)}"
    where = f"This is about your {areas}." if areas else ""
    parts = [
        message,
        where,
        also,
        reason.why,
        f"[{reason.id}]",
        since,
    ]
    return " ".join(part for part in parts if part)


def _until(reason: Reason, today: date) -> str:
    """When a reason is over: a session waits for that day only where the reason refuses it."""
    if reason.until:
        words = "Not before" if reason.weight >= MILDEST_REFUSAL else "Until"
        return f" {words} {day(date.fromisoformat(reason.until), today)}."
    worded = "until" in reason.message.lower()
    return f" Until {reason.until_words}." if reason.until_words and not worded else ""


def _meanwhile(view: PlanView) -> list[str]:
    own = [reason.instead for reason in view.verdict.reasons if reason.instead and not reason.doubts]
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
    origins = [reason.origin for reason in view.verdict.reasons]
    origins += [step.origin for steps in view.steps.values() for step in steps]
    return sorted({*view.own, *(origin for origin in origins if origin)})

"""The plan as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from skinroutine.commands.plan.apart import areas_of, free_areas
from skinroutine.commands.plan.view import PlanView, is_stop, meanwhile_of, unreviewed_of
from skinroutine.decide.checklist import ChecklistStep
from skinroutine.rulebook import VERDICTS
from skinroutine.show.document_parts import RuleReason
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.parts import contradictions
from skinroutine.show.remembered import remembered

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class PlanReason(RuleReason, first=("id", "verdict")):
    """One rule that holds."""

    verdict: Annotated[kinds.VerdictWord, "The verdict of this rule alone."]
    until: Annotated[str | None, "The day before which this reason stays, or in words what has to be over."]
    instead: Annotated[str | None, "What to do instead, or null."]
    why: Annotated[str | None, "Why the rule is there, or null."]
    disagreement: Annotated[str | None, "Who says otherwise, or null."]
    remembered: kinds.Remembered
    areas: Annotated[
        Sequence[kinds.AreaId], "The planned areas that it is about. Empty when it is about them all."
    ]


class PlanNamedLately(JsonRecord):
    """Something that a plan not long ago named and these answers leave out. It does not count."""

    question: kinds.QuestionId
    option: kinds.OptionId
    happened: Annotated[datetime, "When the plan that named it was made."]
    keep: Annotated[str, "The command that makes it count from now on."]


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
    better_from: Annotated[
        date | None,
        "The day from which a session is better than today, after what was done before. Null when none is.",
    ]
    questions_asked: kinds.Asked
    contradictions: kinds.Contradictions
    left_out: kinds.Unanswered
    supposed: Annotated[Sequence[kinds.Supposed], "What is only supposed in a trial. It is empty for a plan."]
    named_lately: Annotated[
        Sequence[PlanNamedLately], "What plans of the last two weeks named and these answers leave out."
    ]
    unreviewed_rules: kinds.Unreviewed
    stored: Annotated[str | None, "The id of this entry in the history, or null when nothing was stored."]


class PlanChecklist(JsonRecord):
    """What to do, step by step."""

    device: Annotated[Sequence[kinds.StepText], "Steps for the device."]
    prep: Annotated[Sequence[kinds.StepText], "Steps before the session."]
    technique: Annotated[Sequence[kinds.StepText], "Steps while it is done."]
    aftercare: Annotated[Sequence[kinds.StepText], "Steps after the session."]


class PlanSettings(JsonRecord):
    """What a step sets."""

    tip: Annotated[str | None, "The tip or head to fit, in words, or null."]
    level: Annotated[str | None, "How strong the device is set, in words, or null."]
    direction: Annotated[str | None, "Which way to move, in words, or null."]
    passes: Annotated[int | None, "The most passes over one place, or null."]
    needle_mm: Annotated[float | None, "The longest needle in mm, or null."]


class PlanStep(JsonRecord):
    """One step of a checklist, part by part."""

    id: Annotated[str, "The id of the step."]
    text: Annotated[str, "The step alone, without its areas, its times and its mark."]
    areas: Annotated[Sequence[kinds.AreaId], "The chosen areas that it is for."]
    starts_before_hours: Annotated[
        float | None,
        "How many hours before the session it starts, or null. On the day its text only asks about it.",
    ]
    starts_after_hours: Annotated[float | None, "How many hours after the session it starts, or null."]
    ends_after_hours: Annotated[float | None, "How many hours after the session it is over, or null."]
    minutes: Annotated[float | None, "How many minutes it takes, or null."]
    marker: Annotated[
        str | None,
        "Whether it is critical or a stopping point; else null.",
        {"enum": ["critical", "stop", None]},
    ]
    settings: Annotated[PlanSettings | None, "What it sets, or null."]


class PlanSteps(JsonRecord):
    """The steps of the checklist, part by part, in the same order."""

    device: Annotated[Sequence[PlanStep], "Steps for the device."]
    prep: Annotated[Sequence[PlanStep], "Steps before the session."]
    technique: Annotated[Sequence[PlanStep], "Steps while it is done."]
    aftercare: Annotated[Sequence[PlanStep], "Steps after the session."]


class PlanNext(JsonRecord):
    """When an area may be treated again."""

    area: kinds.AreaId
    earliest: Annotated[date, "The first day for the next session there."]
    suggested: Annotated[date, "The day from which it is better still. It is never before the earliest day."]


class PlanConsult(JsonRecord):
    """What a professional can help with before the first session."""

    ask: Annotated[Sequence[Annotated[str, "One thing to ask."]], "What to ask."]
    bring: Annotated[Sequence[Annotated[str, "One thing to bring."]], "What to bring."]


class PlanGoAhead(PlanDocument):
    """A session may go ahead."""

    verdict: Annotated[str, "The verdict lets the session go ahead.", {"enum": ["go", "caution"]}]
    checklist: Annotated[PlanChecklist, "What to do, step by step."]
    steps: Annotated[PlanSteps, "The same steps, each with its areas, times, minutes, mark and settings."]
    next_dates: Annotated[Sequence[PlanNext], "When each area may be treated again after this session."]
    patch: Annotated[bool, "True when today is one test patch only, and next_earliest is for the rest."]
    consult: Annotated[PlanConsult, "What to ask a professional before a first session, and to bring."]


class PlanNotNow(PlanDocument):
    """A session may not go ahead."""

    verdict: Annotated[kinds.Refusal, "The verdict does not let the session go ahead."]
    free_areas: Annotated[
        Sequence[kinds.AreaId], "The planned areas that may be treated today if the others are left out."
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
        better_from=max((each.until for each in view.better), default=None),
        questions_asked=view.asked,
        contradictions=contradictions(view.clashes),
        left_out=verdict.left_out,
        named_lately=[PlanNamedLately.of(each, question=each.question.id) for each in view.lately],
        unreviewed_rules=unreviewed_of(view),
        stored=stored,
    )
    if not verdict.allowed:
        return PlanNotNow.of(shared, free_areas=free_areas(view.by_area), meanwhile=meanwhile_of(view))
    texts = {phase: [view.step_text(found) for found in steps] for phase, steps in view.steps.items()}
    parts = {phase: [_parts(found) for found in steps] for phase, steps in view.steps.items()}
    dates = [PlanNext.of(each) for each in view.next_dates]
    consult = PlanConsult.of(
        view,
        ask=[item.ask for item in view.consult if item.ask],
        bring=[item.bring for item in view.consult if item.bring],
    )
    return PlanGoAhead.of(
        shared, checklist=texts, steps=parts, next_dates=dates, patch=view.patch, consult=consult
    )


def _parts(found: ChecklistStep) -> PlanStep:
    step = found.step
    return PlanStep.of(
        step,
        text=found.text,
        areas=found.areas,
        starts_before_hours=step.before.hours if step.before else None,
        starts_after_hours=step.starts.hours if step.starts else None,
        ends_after_hours=step.lasts.hours if step.lasts else None,
        marker="stop" if is_stop(found) else "critical" if step.critical else "",
        settings=PlanSettings.of(step.settings) if step.settings else None,
    )

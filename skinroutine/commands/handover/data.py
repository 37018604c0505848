"""A hand-over as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from skinroutine.commands.handover.document import numbered
from skinroutine.commands.handover.records import Check, Handover, Pairs, Rule, Session
from skinroutine.show.documents import CitedSource, JsonDocument, JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class HandoverFact(JsonRecord):
    """One fact."""

    question: kinds.QuestionId
    name: Annotated[str, "What it is about, in plain words."]
    answer: Annotated[str, "What was told, in plain words."]
    told: Annotated[date, "The day on which it was told."]


class HandoverDetail(JsonRecord):
    """One detail."""

    name: Annotated[str, "What it is about."]
    answer: Annotated[str, "What was told."]


class HandoverDevice(JsonRecord, why="retired_why"):
    """One head."""

    name: Annotated[str | None, "What the person calls it, or null."]
    added: Annotated[datetime, "When it was added to the list."]
    details: Annotated[Sequence[HandoverDetail], "More about it, in plain words."]
    retired: Annotated[datetime | None, "When it was retired. It is null while it is in use."]
    why: Annotated[str | None, "Why it was retired, or null."]


class HandoverLimit(JsonRecord):
    """One limit."""

    id: Annotated[str, "The id of the rule."]
    message: Annotated[str, "The limit in plain words."]
    sources: Annotated[Sequence[kinds.SourceId], "The ids of its sources."]


class HandoverRemoved(JsonRecord, happened="at", corrected="corrected_limits", left_out="limits_left_out"):
    """One session that was removed."""

    id: Annotated[str, "The id of the session."]
    happened: Annotated[datetime, "When it was done."]
    treatment: kinds.NameOfTreatment
    areas: Annotated[Sequence[Annotated[str, "The name of an area."]], "The areas in plain words."]
    corrected: Annotated[Sequence[HandoverLimit], "The limits that a correction took away."]
    left_out: Annotated[bool, "True when some limits are left out, as was asked for."]


class HandoverSession(
    HandoverRemoved,
    first=(
        "id",
        "happened",
        "treatment",
        "areas",
        "settings",
        "reaction",
        "later",
        "note",
        "photos",
        "limits",
    ),
    settings="used",
    limits="past_limits",
):
    """One session."""

    settings: Annotated[Sequence[HandoverDetail], "More about it, in plain words."]
    reaction: Annotated[str | None, "How the skin took it, or null."]
    later: Annotated[Sequence[kinds.LaterLook], "How the skin was some time after."]
    note: Annotated[str | None, "The note, or null."]
    photos: Annotated[Sequence[kinds.PhotoPath], "The photos of the skin. They are not in the page."]
    limits: Annotated[Sequence[HandoverLimit], "The limits that the session went past."]


class HandoverSymptom(JsonRecord):
    """One symptom."""

    name: Annotated[str, "The symptom in plain words."]
    details: Annotated[Sequence[HandoverDetail], "More about it, in plain words."]


class HandoverCheck(JsonRecord, happened="at", unreviewed="unreviewed_rules"):
    """One check."""

    id: Annotated[str, "The id of the check."]
    happened: Annotated[datetime, "When it was done."]
    treatment: Annotated[str | None, "The name of the treatment in plain words, or null."]
    after: Annotated[str | None, "How long after the session it was, in plain words, or null."]
    level: Annotated[kinds.Level, "How soon care was needed, from 0 to 4, as for check-symptoms."]
    title: Annotated[str, "The level in plain words."]
    symptoms: Annotated[Sequence[HandoverSymptom], "The symptoms that were named."]
    reasons: kinds.RulesBehind
    actions: Annotated[Sequence[kinds.ToDo], "What the person was told to do."]
    unreviewed: kinds.OwnRules
    left_out: kinds.LeftOut


class HandoverHold(JsonRecord):
    """One hold."""

    id: Annotated[str, "The id of the hold."]
    since: Annotated[datetime, "When it was set."]
    treatment: Annotated[str | None, "The name of the treatment in plain words, or null."]
    rule: Annotated[str | None, "The id of the rule that set it, or null."]
    why: Annotated[str | None, "The reason in plain words, or null."]
    ended: Annotated[datetime | None, "When it ended. It is null while it is in force."]
    how: Annotated[str | None, "How it ended, in plain words, or null."]


class HandoverPlan(JsonRecord, happened="at", title="answer", unreviewed="unreviewed_rules"):
    """One plan."""

    happened: Annotated[datetime, "When it was made."]
    treatment: kinds.NameOfTreatment
    title: Annotated[str, "The verdict in plain words."]
    reasons: kinds.RulesBehind
    unreviewed: kinds.OwnRules
    left_out: kinds.LeftOut


class HandoverRule(JsonRecord):
    """One rule."""

    id: Annotated[str, "The id of the rule."]
    message: Annotated[str, "What it said."]
    sources: Annotated[Sequence[kinds.SourceId], "Where it comes from."]


class HandoverDocument(JsonDocument):
    """The page for a professional. What was told is in plain words, as on the page."""

    made: Annotated[datetime, "When the page was made."]
    since: Annotated[date, "The first day that it tells of."]
    until: Annotated[date, "The last day that it tells of."]
    redacted: Annotated[Sequence[kinds.Redacted], "What was left out."]
    person: Annotated[Sequence[HandoverFact], "What the person told of themselves."]
    devices: Annotated[Sequence[HandoverDevice], "The heads that were in use in that time."]
    sessions: Annotated[Sequence[HandoverSession], "The sessions, newest first."]
    removed_sessions: Annotated[Sequence[HandoverRemoved], "Sessions past a limit that were removed later."]
    checks: Annotated[Sequence[HandoverCheck], "The checks of symptoms, newest first."]
    holds: Annotated[Sequence[HandoverHold], "The holds, newest first."]
    plans: Annotated[Sequence[HandoverPlan], "The plans, newest first."]
    rules: Annotated[Sequence[HandoverRule], "The rules behind the checks and plans."]
    sources: Annotated[Sequence[CitedSource], "The sources of these rules, in the order of the page."]
    file: Annotated[str | None, "The file that was written, or null."]


def handover_record(handover: Handover, written: str) -> HandoverDocument:
    """All that the page tells. ``written`` is the file that it went into, or empty."""
    return HandoverDocument.of(
        handover,
        person=[HandoverFact.of(one, told=one.told.date()) for one in handover.told],
        devices=[HandoverDevice.of(one, details=_details(one.details)) for one in handover.devices],
        sessions=[_session(one) for one in handover.sessions],
        removed_sessions=[
            HandoverRemoved.of(one, corrected=_limits(one.corrected)) for one in handover.removed
        ],
        checks=[_check(one) for one in handover.checks],
        holds=[HandoverHold.of(one) for one in handover.holds],
        plans=[HandoverPlan.of(one, reasons=_ids(one.rules)) for one in handover.plans],
        rules=[HandoverRule.of(one) for one in handover.rules],
        sources=[CitedSource.of(handover.sources[name]) for name in numbered(handover)],
        file=written,
    )


def _session(one: Session) -> HandoverSession:
    return HandoverSession.of(
        one,
        settings=_details(one.settings),
        limits=_limits(one.limits),
        corrected=_limits(one.corrected),
    )


def _check(one: Check) -> HandoverCheck:
    symptoms = [HandoverSymptom.of(part, details=_details(part.details)) for part in one.symptoms]
    return HandoverCheck.of(one, symptoms=symptoms, reasons=_ids(one.rules))


def _details(pairs: Pairs) -> list[HandoverDetail]:
    return [HandoverDetail(name=name, answer=answer) for name, answer in pairs]


def _limits(rules: Sequence[Rule]) -> list[HandoverLimit]:
    return [HandoverLimit.of(one) for one in rules]


def _ids(rules: Sequence[Rule]) -> list[str]:
    return [rule.id for rule in rules]

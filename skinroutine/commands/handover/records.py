"""A hand-over page before it is known how it will be shown. All texts are words for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

from skinroutine.rulebook import Source
from skinroutine.show.documents import JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class Told(JsonRecord):
    """One fact."""

    question: kinds.QuestionId
    name: Annotated[str, "What it is about, in plain words."]
    answer: Annotated[str, "What was told, in plain words."]
    told: Annotated[date, "The day on which it was told."]


class Detail(JsonRecord):
    """One detail."""

    name: Annotated[str, "What it is about."]
    answer: Annotated[str, "What was told."]


class Device(JsonRecord, why="retired_why"):
    """One head."""

    name: Annotated[str | None, "What the person calls it, or null."]
    added: Annotated[datetime, "When it was added to the list."]
    details: Annotated[Sequence[Detail], "More about it, in plain words."]
    retired: Annotated[datetime | None, "When it was retired. It is null while it is in use."]
    why: Annotated[str | None, "Why it was retired, or null."]


class Rule(JsonRecord):
    """One rule or limit."""

    id: Annotated[str, "The id of the rule."]
    message: Annotated[str, "What it said."]
    sources: Annotated[Sequence[kinds.SourceId], "Where it comes from."]


class RemovedSession(JsonRecord, happened="at", corrected="corrected_limits", left_out="limits_left_out"):
    """One session that was removed."""

    id: Annotated[str, "The id of the session."]
    happened: Annotated[datetime, "When it was done."]
    treatment: kinds.NameOfTreatment
    areas: Annotated[Sequence[Annotated[str, "The name of an area."]], "The areas in plain words."]
    corrected: Annotated[Sequence[Rule], "The limits that a correction took away."] = ()
    left_out: Annotated[bool, "True when some limits are left out, as was asked for."] = False


class Session(
    RemovedSession, settings="used", limits="past_limits",
    first=("id", "happened", "treatment", "areas",
           "settings", "reaction", "later", "note", "photos", "limits"),
):  # fmt: skip
    """One session."""

    settings: Annotated[Sequence[Detail], "More about it, in plain words."]
    reaction: Annotated[str | None, "How the skin took it, or null."]
    later: Annotated[Sequence[kinds.LaterLook], "How the skin was some time after."]
    note: Annotated[str | None, "The note, or null."]
    photos: Annotated[Sequence[kinds.PhotoPath], "The photos of the skin. They are not in the page."]
    limits: Annotated[Sequence[Rule], "The limits that the session went past."] = ()


class Symptom(JsonRecord):
    """One symptom."""

    name: Annotated[str, "The symptom in plain words."]
    details: Annotated[Sequence[Detail], "More about it, in plain words."]


class Check(JsonRecord, happened="at", unreviewed="unreviewed_rules", say="", rules=""):
    """One check."""

    id: Annotated[str, "The id of the check."]
    happened: Annotated[datetime, "When it was done."]
    treatment: Annotated[str | None, "The name of the treatment in plain words, or null."]
    after: Annotated[str | None, "How long after the session it was, in plain words, or null."]
    level: Annotated[kinds.Level, "How soon care was needed, from 0 to 4, as for check-symptoms."]
    title: Annotated[str, "The level in plain words."]
    symptoms: Annotated[Sequence[Symptom], "The symptoms that were named."]
    reasons: kinds.RulesBehind
    actions: Annotated[Sequence[kinds.ToDo], "What the person was told to do."]
    unreviewed: kinds.OwnRules
    left_out: kinds.LeftOut
    say: str
    rules: Sequence[Rule]
    """Those that gave the level."""


class Held(JsonRecord, waits_for=""):
    """One hold."""

    id: Annotated[str, "The id of the hold."]
    since: Annotated[datetime, "When it was set."]
    treatment: Annotated[str | None, "The name of the treatment in plain words, or null."]
    rule: Annotated[str | None, "The id of the rule that set it, or null."]
    why: Annotated[str | None, "The reason in plain words, or null."]
    ended: Annotated[datetime | None, "When it ended. It is null while it is in force."]
    how: Annotated[str | None, "How it ended, in plain words, or null."]
    waits_for: str = ""
    """Who has still to clear what a check found, where the hold that it set has ended."""


class Plan(JsonRecord, happened="at", title="answer", unreviewed="unreviewed_rules", rules=""):
    """One plan."""

    happened: Annotated[datetime, "When it was made."]
    treatment: kinds.NameOfTreatment
    title: Annotated[str, "The verdict in plain words."]
    reasons: kinds.RulesBehind
    unreviewed: kinds.OwnRules
    left_out: kinds.LeftOut
    rules: Sequence[Rule]


class Handover(NamedTuple):
    """All that a page tells. Lists are newest first; ``levels`` names each level by its number."""

    made: datetime
    since: date
    until: date
    redacted: Sequence[str]
    told: Sequence[Told]
    devices: Sequence[Device]
    sessions: Sequence[Session]
    checks: Sequence[Check]
    holds: Sequence[Held]
    plans: Sequence[Plan]
    sources: Mapping[str, Source]
    levels: Mapping[int, str]
    removed: Sequence[RemovedSession] = ()
    """The sessions that were past a limit as they were logged, and were taken out later."""

    @property
    def in_force(self) -> list[Held]:
        """The holds that nobody has ended."""
        return [hold for hold in self.holds if hold.ended is None]

    @property
    def rules(self) -> list[Rule]:
        """Every rule behind an answer, once for each thing that it said."""
        lists = [*(check.rules for check in self.checks), *(plan.rules for plan in self.plans)]
        named = [rule for rules in lists for rule in rules]
        return list({(rule.id, rule.message): rule for rule in named}.values())

"""A hand-over page before it is known how it will be shown. All texts are words for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from skinroutine.show.document_parts import CitedSource
from skinroutine.show.documents import JsonDocument, JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class HandoverFact(JsonRecord, since="told", lasting=""):
    """One fact."""

    question: kinds.QuestionId
    name: Annotated[str, "What it is about, in plain words."]
    answer: Annotated[str, "What was said, in plain words. It is `not kept` when that isn't known any more."]
    since: Annotated[date, "The day on which it was said."]
    lasting: bool = True
    """Whether it is about the person. Else it is about the day and the device of a session."""
    counted: Annotated[
        str | None, "What wasn't said then and counted, as the more careful answer. Null where nothing did."
    ] = None

    @property
    def text(self) -> str:
        """What was said, and what counted beside it or in its place."""
        if not self.counted:
            return self.answer
        return f"{self.answer} (but the more careful answer counted: {self.counted})"


class Detail(JsonRecord):
    """One detail."""

    name: Annotated[str, "What it is about."]
    answer: Annotated[str, "What was said."]


class HandoverDevice(JsonRecord, why="retired_why"):
    """One head."""

    name: Annotated[str | None, "What the person calls it, or null."]
    added: Annotated[datetime, "When it was added to the list."]
    details: Annotated[Sequence[Detail], "More about it, in plain words."]
    retired: Annotated[datetime | None, "When it was retired. It is null while it is in use."]
    why: Annotated[str | None, "Why it was retired, or null."]


class HandoverRule(JsonRecord):
    """One rule or limit."""

    id: Annotated[str, "The id of the rule."]
    message: Annotated[str, "What it said."]
    sources: Annotated[Sequence[kinds.SourceId], "Where it comes from."]


class HandoverReason(HandoverRule):
    """One rule behind a plan or a check."""

    not_sure_about: kinds.Doubts


class HandoverRemoval(JsonRecord, happened="at", corrected="corrected_limits", left_out="limits_left_out"):
    """One session that was removed."""

    id: Annotated[str, "The id of the session."]
    happened: Annotated[datetime, "When it was done."]
    treatment: kinds.NameOfTreatment
    areas: Annotated[Sequence[Annotated[str, "The name of an area."]], "The areas in plain words."]
    corrected: Annotated[Sequence[HandoverRule], "The limits that a correction took away."] = ()
    left_out: Annotated[bool, "True when some limits are left out, as was asked for."] = False


class HandoverLook(JsonRecord):
    """How the skin was some time after a session."""

    happened: datetime
    text: str
    """``26 hours after it: longer than expected``."""


class HandoverCare(JsonRecord):
    """One step of the aftercare of a session."""

    text: Annotated[str, "What to do or to leave out."]
    starts: Annotated[datetime, "From when on."]
    ends: Annotated[datetime | None, "Until when. It is null for a step without an end."]


class HandoverUndone(JsonRecord, happened="at"):
    """One entry that was taken out."""

    happened: Annotated[datetime, "When it was."]
    what: Annotated[str, "What it was, in plain words."]


class HandoverSession(
    HandoverRemoval, settings="used", limits="past_limits", looks="",
    first=("id", "happened", "treatment", "areas",
           "settings", "reaction", "later", "note", "photos", "limits"),
):  # fmt: skip
    """One session."""

    settings: Annotated[Sequence[Detail], "More about it, in plain words."]
    reaction: Annotated[str | None, "How the skin reacted, or null."]
    later: Annotated[Sequence[kinds.LaterLook], "How the skin was some time after."]
    note: Annotated[str | None, "The note, or null."]
    photos: Annotated[Sequence[kinds.PhotoPath], "The photos of the skin. They are not in the page."]
    limits: Annotated[Sequence[HandoverRule], "The limits that the session went past."] = ()
    edited: Annotated[bool, "True when the person changed it after it was first logged."] = False
    aftercare: Annotated[Sequence[HandoverCare], "The aftercare that was advised."] = ()
    looks: Sequence[HandoverLook] = ()
    """The same as ``later``, each with its time, oldest first."""


class HandoverSymptom(JsonRecord, lasted=""):
    """One symptom."""

    name: Annotated[str, "The symptom in plain words."]
    details: Annotated[Sequence[Detail], "More about it, in plain words."]
    began: Annotated[datetime | None, "About when it began, by how long the person had had it."] = None
    lasted: str = ""
    """The name of the detail that says how long; empty where none does."""


class HandoverCheck(JsonRecord, happened="at", unreviewed="unreviewed_rules", say="", rules="", asked=""):
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
    back_if: Annotated[Sequence[kinds.Sign], "The signs to get help for, as it said."] = ()
    say: str
    rules: Sequence[HandoverReason]
    """Those that gave the level."""
    asked: Sequence[str] = ()
    """The names of all details of a symptom, in the order of the questions."""


class HandoverHold(JsonRecord, waits_for="", mistaken=""):
    """One hold."""

    id: Annotated[str, "The id of the hold."]
    since: Annotated[datetime, "When it was set."]
    treatment: Annotated[str | None, "The name of the treatment in plain words, or null."]
    rule: Annotated[str | None, "The id of the rule that set it, or null."]
    why: Annotated[str | None, "The reason in plain words, or null."]
    ended: Annotated[datetime | None, "When it ended. It is null until it has ended."]
    how: Annotated[str | None, "How it ended, in plain words, or null."]
    waits_for: str = ""
    """Who has still to clear what a check found, where the hold that it set has ended."""
    mistaken: bool = False
    """Whether the person ended it as set in error, or took it back: it does not lead the page."""


class HandoverPlan(JsonRecord, happened="at", title="answer", unreviewed="unreviewed_rules", rules=""):
    """One plan."""

    happened: Annotated[datetime, "When it was made."]
    treatment: kinds.NameOfTreatment
    title: Annotated[str, "The verdict in plain words."]
    reasons: kinds.RulesBehind
    unreviewed: kinds.OwnRules
    left_out: kinds.LeftOut
    rules: Sequence[HandoverReason]


class HandoverEarlier(JsonRecord, worst=""):
    """What was recorded before the first day of the page."""

    since: Annotated[date, "The day of the first entry."]
    sessions: Annotated[int, "How many sessions there were, up to 100."]
    checks: Annotated[int, "How many checks of symptoms there were, up to 100."]
    worst: HandoverCheck | None
    """The newest check with the highest level."""


class HandoverDocument(JsonDocument, facts="person", removed="removed_sessions", levels=""):
    """The page for a professional. What was said is in plain words, as on the page."""

    made: Annotated[datetime, "When the page was made."]
    since: Annotated[date, "The first day that it covers."]
    until: Annotated[date, "The last day that it covers."]
    redacted: Annotated[Sequence[kinds.Redacted], "What was left out."]
    facts: Annotated[Sequence[HandoverFact], "What the person said of themselves."]
    devices: Annotated[Sequence[HandoverDevice], "The heads that were in use in that time."]
    sessions: Annotated[Sequence[HandoverSession], "The sessions, newest first."]
    removed: Annotated[Sequence[HandoverRemoval], "Sessions past a limit that were removed later."]
    checks: Annotated[Sequence[HandoverCheck], "The checks of symptoms, newest first."]
    removed_checks: Annotated[Sequence[HandoverCheck], "Checks that the person took back or removed later."]
    holds: Annotated[Sequence[HandoverHold], "The holds, newest first."]
    plans: Annotated[Sequence[HandoverPlan], "The plans, newest first."]
    rules: Annotated[Sequence[HandoverReason], "The rules behind the checks and plans."]
    sources: Annotated[Sequence[CitedSource], "The sources of these rules, in the order of the page."]
    file: Annotated[str | None, "The file that was written, or null."]
    undone: Annotated[Sequence[HandoverUndone], "Other sessions and checks that were taken out later."] = ()
    not_known: Annotated[
        Sequence[Annotated[str, "One thing."]], "What the person has never said, in plain words."
    ] = ()
    earlier: Annotated[HandoverEarlier | None, "What was recorded before that time, or null."] = None
    levels: Mapping[int, str]
    """The name of each level of a check by its number."""

    @property
    def in_force(self) -> list[HandoverHold]:
        """The holds that nobody has ended."""
        return [hold for hold in self.holds if hold.ended is None]

"""The document of a session that was recorded: what was stored, the next date, the limits it went past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.head_words import UsedHead
from skinroutine.show.limits import check_at
from skinroutine.show.parts import contradictions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from skinroutine.history.parts import Crossing, PassedLimit
    from skinroutine.show import document_types as kinds
    from skinroutine.show.session import LogView


class EarlySession(JsonRecord):
    """A session that was logged before and came too early after this one."""

    session: kinds.SessionId
    treatment: kinds.TreatmentId
    areas: kinds.Areas
    at: Annotated[datetime, "When it was done."]
    until: Annotated[date, "The day until which the skin should have had a rest."]


class PastLimit(JsonRecord):
    """One limit."""

    id: Annotated[str, "The id of the rule, or hold for a hold that was open."]
    verdict: Annotated[kinds.Refusal, "What a plan would have said because of this alone."]
    message: Annotated[str, "The limit in plain words."]
    because: Annotated[Sequence[kinds.Because], "The answers behind it, or the sessions."]
    sources: Annotated[Sequence[kinds.SourceId], "The ids of its sources."]
    sure: Annotated[bool, "False when only an answer of not sure makes it a limit."]
    not_before: Annotated[date | None, "The day before which it could not be lifted, or null."]
    watch_for: Annotated[Sequence[kinds.Sign], "The signs to watch for because of it."]
    until: Annotated[datetime | None, "Until when to watch for them. Null when there is nothing to watch."]


class SignList(JsonRecord):
    """One list of signs."""

    id: Annotated[str, "The id of the list in the rules."]
    watch_for: Annotated[Sequence[kinds.Sign], "The signs to watch for."]
    do: Annotated[Sequence[kinds.StepText], "What to do now."]
    until: Annotated[datetime, "Until when to watch for them."]
    check: Annotated[datetime | None, "When to look closely. It is null when no time is set."]


class LogStored(JsonRecord):
    """The session as it was stored."""

    id: Annotated[str, "The id of this entry in the history."]
    treatment: kinds.TreatmentId
    at: Annotated[datetime, "When the session was done. Of a reaction alone, it is when that was recorded."]
    answers: Annotated[Mapping[str, kinds.Answer], "What was done, by the id of each question."]
    note: Annotated[str | None, "The note, or null."]
    photo: Annotated[str | None, "Where the photo is, as a whole path, or null. It is not copied."]
    head: Annotated[UsedHead | None, "The head that was used, or null when none on your list fits."]


class LogAftercare(JsonRecord):
    """One step of aftercare."""

    id: Annotated[str, "The id of the step."]
    text: Annotated[str, "The step in plain words."]
    starts: Annotated[datetime, "When the step begins to hold."]
    ends: Annotated[datetime | None, "When the step is over. It is null when it has no end."]


class LogDocument(JsonDocument):
    """What was recorded of a session, or of the reaction to it, and what follows."""

    stored: Annotated[LogStored, "The session as it was stored. After a reaction alone, it is that reaction."]
    next_earliest: Annotated[
        date | None,
        "The day on which the wait for all these areas is over. A plan may still say no. It is null when no "
        "rule sets one.",
    ]
    next: kinds.NextDates
    aftercare: Annotated[Sequence[LogAftercare], "The aftercare of this session. Empty for a reaction alone."]
    contradictions: kinds.Contradictions
    too_early_until: Annotated[
        date | None,
        "The day until which the skin should have had a rest. It is null unless the session came before "
        "that day.",
    ]
    later_too_early: Annotated[
        Sequence[EarlySession], "Sessions logged before this one that came too early after it."
    ]
    hold: Annotated[bool, "True when sessions are on hold."]
    paused: Annotated[bool, "True when a pause runs, so that nothing reminds you."]
    past_limits: Annotated[
        Sequence[PastLimit], "The limits that the session went past. Empty for a reaction."
    ]
    watch: Annotated[Sequence[SignList], "What to watch for after a limit was passed."]
    check_symptoms_at: Annotated[
        datetime | None, "When to run check-symptoms next after a limit was passed, or null."
    ]
    back_if: Annotated[
        Sequence[kinds.Sign], "The signs to run check-symptoms for. Empty for a reaction alone."
    ]
    call_if: Annotated[
        Sequence[kinds.Sign], "The signs to call the emergency number for. Empty for a reaction alone."
    ]


class LogSession(LogDocument):
    """A session was recorded."""


def log_document(view: LogView) -> LogDocument:
    """The session as JSON."""
    dates = {area: found.earliest for area, found in view.following.items()}
    head = UsedHead.of(view.head) if view.head else None
    return LogSession.of(
        view,
        stored=LogStored.of(view, id=view.event, at=view.happened, head=head),
        next_earliest=max(dates.values(), default=None),
        next=dates,
        aftercare=[LogAftercare.of(window, text=window.words) for window in view.windows],
        contradictions=contradictions(view.clashes),
        too_early_until=view.early,
        hold=view.on_hold,
        paused=view.pause is not None,
        **limits_data(view.crossing, view.now),
    )


def limits_data(crossing: Crossing, now: datetime) -> dict[str, object]:
    """The fields of a document that tell of the limits that a session went past."""
    return {
        "past_limits": [_past_limit(limit, crossing) for limit in crossing.limits],
        "watch": [SignList.of(watch) for watch in crossing.watches],
        "check_symptoms_at": check_at(crossing.watched(now), now),
    }


def _past_limit(limit: PassedLimit, crossing: Crossing) -> PastLimit:
    """One limit, with the signs to watch for and the end of that time."""
    watches = crossing.watches_of(limit)
    signs = [sign for watch in watches for sign in watch.watch_for]
    return PastLimit.of(limit, watch_for=signs, until=max((watch.until for watch in watches), default=None))

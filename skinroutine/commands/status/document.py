"""What ``status`` prints as JSON. Its page does without this file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

from skinroutine.commands.status.screen import StatusView
from skinroutine.history import SOONER, Standing
from skinroutine.show.aftercare import one_list
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.due_document import DueDate, SkinLook, dates_of, looks
from skinroutine.show.holds import HoldInForce
from skinroutine.show.pauses import RunningPause, paused_record
from skinroutine.text import hours_left

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class ReasonOfDate(JsonRecord, name="date"):
    """Why one date is what it is."""

    name: Annotated[
        str,
        "Which date it is: earliest, suggested or lapsed; remembered or barred for what stands against it.",
    ]
    rule: Annotated[str, "The id of the rule."]
    say: Annotated[str, "What the rule says."]
    treatment: Annotated[str, "The id of the treatment that it counts from."]
    counted_from: Annotated[date, "The day of the session that it counts from."]


class NextDate(
    DueDate, first=("treatment", "area", "last_session", "earliest", "suggested", "lapsed_from", "due")
):
    """One treatment of one area."""

    lapsed_from: Annotated[date | None, "The day from which you should start gently again, or null."]
    due: Annotated[bool, "True when the wait is over and nothing is on hold. A plan may still say no."]
    sooner: Annotated[
        date | None,
        "The earliest date once you say how your skin reacted, where that is sooner.",
    ]
    why: Annotated[Sequence[ReasonOfDate], "The rules behind these dates."]


class StepInForce(JsonRecord):
    """One step of aftercare."""

    treatment: kinds.TreatmentId
    areas: kinds.Areas
    text: Annotated[str, "The step in plain words."]
    starts: Annotated[datetime, "When the step begins to hold."]
    ends: Annotated[datetime | None, "When the step is over. It is null when it has no end."]
    hours_left: Annotated[int | None, "Whole hours until it is over, rounded up. Null when it has no end."]
    session: kinds.SessionId


class CareNow(JsonRecord):
    """One line of the list of aftercare, over all sessions."""

    text: Annotated[str, "The step in plain words."]
    areas: kinds.Areas
    starts: Annotated[datetime, "When the step begins to hold on these areas."]
    ends: Annotated[datetime | None, "When the step is over. It is null when it has no end."]
    against: Annotated[
        str | None, "The id of a treatment whose aftercare makes it start later than its own would, or null."
    ]


class HeadInUse(JsonRecord, most_days="most_days_open"):
    """One head."""

    id: Annotated[str, "The id of the head."]
    name: Annotated[str, "What you call it."]
    treatment: kinds.TreatmentId
    uses: Annotated[kinds.Count, "How often it has been used."]
    most_uses: Annotated[int | None, "After how many uses it is worn out, or null."]
    days_open: Annotated[int, "How many days ago it was opened."]
    most_days: Annotated[int | None, "After how many days it is worn out, or null."]
    worn: Annotated[bool, "True when it is worn out."]


class SignsAhead(JsonRecord):
    """One list of signs after one session."""

    treatment: kinds.TreatmentId
    areas: kinds.Areas
    session: kinds.SessionId
    id: Annotated[str, "The id of the list in the rules."]
    watch_for: Annotated[Sequence[kinds.Sign], "The signs to watch for."]
    help: Annotated[Sequence[kinds.StepText], "Who to see or to call for them, and how soon."]
    until: Annotated[datetime, "Until when to watch for them."]
    hours_left: Annotated[kinds.Count, "The hours that are left of that time."]


class StatusDocument(JsonDocument):
    """Where things stand between two sessions."""

    holds: Annotated[Sequence[HoldInForce], "The open holds. While there is one, no session may be done."]
    aftercare: Annotated[Sequence[StepInForce], "The steps of aftercare that are not over."]
    care: Annotated[
        Sequence[CareNow],
        "The same as one list: where two sessions say the same, the stricter and longer step alone.",
    ]
    next: Annotated[Sequence[NextDate], "The next session of each treatment and area."]
    checks: Annotated[Sequence[SkinLook], "The looks at the skin that are asked for now."]
    paused: Annotated[RunningPause | None, "The pause that runs, or null."]
    clock_behind: Annotated[bool, "True when the clock is behind your last session: the dates may be wrong."]
    heads: Annotated[Sequence[HeadInUse], "The heads in use."]
    watch: Annotated[Sequence[SignsAhead], "What to watch for after sessions that went past a limit."]


def status_document(view: StatusView) -> StatusDocument:
    """Where things stand as JSON."""
    now, today = view.now, view.now.date()
    return StatusDocument(
        holds=[HoldInForce.of(hold) for hold in view.holds],
        aftercare=[
            StepInForce.of(step, hours_left=step.ends and hours_left(step.ends, now))
            for step in view.aftercare
        ],
        care=[CareNow.of(care) for care in one_list(view.aftercare)],
        next=[_next(row, today, on_hold=bool(view.holds)) for row in view.standings],
        checks=looks(view.checks),
        paused=paused_record(view.pause),
        clock_behind=view.behind is not None,
        heads=[
            HeadInUse.of(head, days_open=head.open_for(today), worn=head.spent(today)) for head in view.heads
        ],
        watch=[
            SignsAhead.of(
                signs,
                id=signs.watch.id,
                watch_for=signs.watch.watch_for,
                help=signs.watch.help,
                until=signs.watch.until,
                hours_left=hours_left(signs.watch.until, now),
            )
            for signs in view.watched
        ],
    )


def _next(row: Standing, today: date, *, on_hold: bool) -> NextDate:
    return NextDate.of(
        row,
        **dates_of(row, today),
        lapsed_from=row.lapsed,
        due=row.best_day <= today and not on_hold and not row.bar,
        overdue=row.overdue <= today and not row.bar,
        why=[
            ReasonOfDate.of(reason, counted_from=reason.counted)
            for reason in row.explained
            if reason.name != SOONER
        ],
    )

"""The answer of ``log --reaction`` between sessions: how the skin reacted, by hours, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

from skinroutine.show.blocks import Banner, Block, Item, Page, Para
from skinroutine.show.documents import JsonRecord
from skinroutine.show.pauses import clock_page, pause_page
from skinroutine.show.session import LogView, follow_page
from skinroutine.show.session_document import LogDocument, LogStored, limits_data
from skinroutine.text import moment, moment_there, short_hours, treatment_text

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class FollowUpView(NamedTuple):
    """What a screen shows of a reaction.

    ``sessions`` are those that it belongs to, the last one first, and ``hours`` how long ago each was.
    ``usual`` is the latest hour of such a reaction before, when this one lasts longer.
    """

    events: Sequence[str]
    sessions: Sequence[LogView]
    hours: Sequence[float]
    reaction: str
    option: str
    usual: float | None
    photo: str
    behind: datetime | None
    again: datetime | None = None
    """When to look again, where the reaction was told before the first look at the skin."""


def follow_up_page(view: FollowUpView) -> Page:
    """The screen of a reaction that was recorded."""
    latest = max(view.sessions, key=_latest)
    return [*_stored(view), *_usual(view), *follow_page(latest), *_ask(view), *pause_page(latest.pause)]


class SessionReaction(JsonRecord):
    """The reaction to one session."""

    id: Annotated[str, "The id of this entry in the history."]
    session: Annotated[str, "The id of the session."]
    treatment: kinds.TreatmentId
    areas: kinds.Areas
    hours: Annotated[float, "How many hours ago the session was."]
    next: kinds.NextDates


class ReactionStored(LogStored):
    """The reaction as it was stored."""

    reaction: Annotated[str, "How the skin reacted, as an option of the question."]
    sessions: Annotated[Sequence[SessionReaction], "The sessions that it belongs to, the last one first."]


class LogReaction(LogDocument, first=("schema_version", "stored", "longer_than_usual", "usual_hours")):
    """Only the reaction to the last session was recorded."""

    stored: Annotated[ReactionStored, "The reaction as it was stored."]
    longer_than_usual: Annotated[bool, "True when the skin takes longer than after the sessions before."]
    usual_hours: Annotated[float | None, "The last hour of such a reaction before, where this one is longer."]


def follow_up_document(view: FollowUpView) -> LogReaction:
    """The reaction as JSON: all that ``log`` tells, and what only a reaction has."""
    latest = view.sessions[0]
    dates = sorted(
        (found.earliest, area) for session in view.sessions for area, found in session.following.items()
    )
    nexts = {area: earliest for earliest, area in dates}
    return LogReaction.of(
        latest,
        stored=_stored_reaction(view, latest),
        longer_than_usual=view.usual is not None,
        usual_hours=view.usual,
        next_earliest=max(nexts.values(), default=None),
        next=nexts,
        aftercare=[],
        contradictions=[],
        too_early_until=None,
        hold=latest.on_hold,
        paused=latest.pause is not None,
        **limits_data(latest.crossing, latest.now),
    )


def _stored_reaction(view: FollowUpView, latest: LogView) -> ReactionStored:
    return ReactionStored.of(
        latest,
        id=view.events[0],
        at=latest.now,
        photo=view.photo,
        head=None,
        reaction=view.option,
        sessions=[
            SessionReaction.of(
                session,
                id=event,
                session=session.event,
                hours=hours,
                next={area: found.earliest for area, found in session.following.items()},
            )
            for event, session, hours in zip(view.events, view.sessions, view.hours, strict=True)
        ],
    )


def _stored(view: FollowUpView) -> Iterator[Block]:
    yield Banner("Logged", f"your reaction: {view.reaction}", "good")
    for session, hours in zip(view.sessions, view.hours, strict=True):
        done = f"{short_hours(hours)} after the session of {moment_there(session.happened, session.now)}"
        yield Item("-", f"{treatment_text(session.treatment, session.areas)}: {done}")
    if view.sessions[0].note:
        yield Item("-", f"note: {view.sessions[0].note}")
    if view.photo:
        yield Item("-", f"photo: {view.photo}")
    if view.again and not view.sessions[0].holds:
        when = moment(view.again, view.sessions[0].now)
        yield Para(f"That's early. Look again on {when}, and log it again if it has changed.", "careful")
    yield from clock_page(view.behind, view.sessions[0].now)


def _usual(view: FollowUpView) -> Iterator[Block]:
    if view.usual is None:
        return
    yield Para("")
    yield Para("This is longer than your usual.", "careful")
    before = f"Before, the last sign of it was after {short_hours(view.usual)}."
    yield Para(before if view.usual else "Before, your skin was calm by then.", indent=2)
    if not view.sessions[0].holds:
        yield Para("Check what to do: skinroutine check-symptoms", "strong", indent=2)


def _ask(view: FollowUpView) -> Iterator[Block]:
    if view.usual is None and not view.sessions[0].holds:
        yield Para("")
        yield Para("If something worries you: skinroutine check-symptoms", "faint")


def _latest(session: LogView) -> str:
    return max((found.suggested.isoformat() for found in session.following.values()), default="")

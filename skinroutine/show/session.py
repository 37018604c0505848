"""The answer of ``log``: what was stored, the next date, the aftercare that starts now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from skinroutine.decide.holds import HOLD
from skinroutine.history.events import PATCH
from skinroutine.history.parts import NOTHING_PASSED, Crossing
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import VERDICTS
from skinroutine.show.aftercare import calm_day, care_lines
from skinroutine.show.blocks import CHECK, Banner, Block, Heading, Item, Page, Para, Series, command_line
from skinroutine.show.parts import answer_line, conflict_blocks
from skinroutine.text import ago, capital, day, moment, spoken, treatment_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.decide.schedule import Next, TimedStep
    from skinroutine.history import Pause
    from skinroutine.interview.clash import Conflict
    from skinroutine.memory.heads import Head
    from skinroutine.rulebook import Question
    from skinroutine.show.aftercare import InForce
    from skinroutine.show.session_document import EarlySession

# What a session seldom has (a limit that was passed, a head, a pause) is loaded with it.


class LogView(NamedTuple):
    """What a screen shows of a session that was recorded."""

    event: str
    treatment: str
    answers: Mapping[str, object]
    areas: Sequence[str]
    happened: datetime
    now: datetime
    note: str
    following: Mapping[str, Next]
    holds: Sequence[str]
    on_hold: bool
    windows: Sequence[TimedStep] = ()
    care: Sequence[InForce] = ()
    """What holds on that skin now, of this session and of those before it."""
    prefilled: str = ""
    early: date | None = None
    clashes: Sequence[Conflict] = ()
    photo: str = ""
    questions: Sequence[Question] = ()
    """Those of the answers, for their words."""
    pause: Pause | None = None
    head: Head | None = None
    behind: datetime | None = None
    """The last session that was recorded, when the clock says that it is still to come."""
    crossing: Crossing = NOTHING_PASSED
    """The limits that it went past."""
    later_too_early: Sequence[EarlySession] = ()
    """The sessions logged before it that came too early after it."""
    back_if: Sequence[str] = ()
    """The signs for which to check the skin at once after an ordinary session."""
    call_if: Sequence[str] = ()
    """Those to call the emergency number for."""
    emergency: str = ""
    """The number to call, in words."""


def log_page(view: LogView) -> Page:
    """The screen of a session that was recorded."""
    wrong = [Para("Typed something wrong? Take it back and log it again: skinroutine undo")]
    mistyped = wrong if view.crossing.limits else []
    return [
        *_stored_lines(view),
        *conflict_blocks(view.clashes),
        *follow_page(view),
        *mistyped,
        *_pause(view),
    ]


def follow_page(view: LogView) -> Page:
    """What follows from a session: a limit that was passed, a hold, the next date, the aftercare."""
    return [*_limits(view), *_holds(view), *_next(view), *_aftercare(view)]


def _stored_lines(view: LogView) -> Iterator[Block]:
    when = f"{moment(view.happened, view.now)} ({ago(view.happened, view.now)})"
    done = treatment_text(view.treatment, view.areas)
    # Never the sign of NO, which reads as if nothing had been recorded.
    yield Banner("Logged", f"{capital(done)}, {when}", "careful" if view.crossing.limits else "good")
    asked = {question.id: question for question in view.questions}
    for name, answer in view.answers.items():
        if name != "areas":
            yield Item("-", answer_line(asked.get(name), name, answer))
    yield from _head(view)
    if view.note:
        yield Item("-", f"note: {view.note}")
    if view.photo:
        yield Item("-", f"photo: {view.photo}")
    yield from _clock(view)
    if view.early:
        rested = day(view.early, view.now.date())
        yield Para(f"This came too early: the skin should have rested until {rested}.", "careful")
    for later in view.later_too_early:
        when, rested = (day(each, view.now.date()) for each in (later.at.date(), later.until))
        what = treatment_text(later.treatment, later.areas)
        yield Para(f"So this came too early: {what}, {when}. The rest ran until {rested}.", "careful")
    if view.prefilled:
        yield Para("What you did not type comes from your last plan.", "faint")
    if view.answers.get(PATCH) is True:
        yield Para("Did you treat more than the patch? Type skinroutine undo, then log the whole session.")


def _limits(view: LogView) -> Iterator[Block]:
    if view.crossing.limits:
        from skinroutine.show.limits import limits_page  # noqa: PLC0415

        yield from limits_page(view.crossing, view.now, dated=view.early is None, session=view.event)


def _head(view: LogView) -> Iterator[Block]:
    if view.head is not None:
        from skinroutine.show.head_words import head_used  # noqa: PLC0415

        yield from head_used(view.head, view.now)


def _clock(view: LogView) -> Iterator[Block]:
    if view.behind is not None:
        from skinroutine.show.pauses import clock_page  # noqa: PLC0415

        yield from clock_page(view.behind, view.now)


def _pause(view: LogView) -> Iterator[Block]:
    if view.pause is not None:
        from skinroutine.show.pauses import pause_page  # noqa: PLC0415

        yield from pause_page(view.pause)


def _holds(view: LogView) -> Iterator[Block]:
    if not view.holds:
        return
    yield Heading("Your sessions are paused from now on")
    yield from (Item("-", f"{text}", "bad") for text in view.holds)
    yield Para("See what to do now: skinroutine check-symptoms", "strong")


def _next(view: LogView) -> Iterator[Block]:
    if view.on_hold:
        yield Para("")
        yield Para("No session while you're paused. See how it ends: skinroutine hold", "strong")
        return
    if not view.following:
        return
    barred = {area: found.bar for area, found in view.following.items() if found.bar}
    for area, bar in barred.items():
        yield Para("")
        yield Para(f"This skin has no next session: {spoken(area)}.", "strong")
        yield Para(bar.message, indent=2)
    dated = [found for area, found in view.following.items() if area not in barred]
    if dated:
        yield from _dates(dated, view)


def _dates(following: Sequence[Next], view: LogView) -> Iterator[Block]:
    # The day for the next session, and why; the areas of a session wait for each other.
    yield Para("")
    latest = max(following, key=lambda found: (found.suggested, found.earliest))
    if view.answers.get(PATCH) is True:
        yield from _after_patch(max(found.sooner or found.suggested for found in following), view)
        return
    yield Para(
        f"The next session may be on {day(latest.suggested, view.now.date())} at the earliest.", "strong"
    )
    yield Para(latest.say, indent=2)
    yield from _never_again(view.crossing)
    if latest.sooner:
        yield Para(calm_day(day(latest.sooner, view.now.date())), indent=2)


def _never_again(crossing: Crossing) -> Iterator[Block]:
    """That no date makes right what is never right: the limits that no day ends."""
    for limit in crossing.limits:
        paused = any(pair.startswith(f"{HOLD}=") for pair in limit.because)
        if limit.sure and limit.verdict == VERDICTS[-1] and not (limit.not_before or paused):
            yield Para(f"Not like this time, on any day: {limit.message}", "careful", indent=2)


def _after_patch(sooner: date, view: LogView) -> Iterator[Block]:
    """The day for the rest of the skin; it hangs on how the spot takes it, so that this is asked for."""
    when = day(sooner, view.now.date())
    yield Para(f"If the spot calms down, the rest of that skin may be on {when} at the earliest.", "strong")
    calm = "Once it has calmed down as usual, and not before: skinroutine log --reaction expected"
    yield Para(f"Look at it each day, and feel it. {calm}", indent=2)


def _signs(view: LogView) -> Iterator[Block]:
    """What is no ordinary healing, in a few lines; after a limit was passed the lists above say more."""
    if view.crossing.limits or view.holds:
        return
    calling = f"Call {view.emergency} at once if"
    for order, signs in (("Check your skin at once if", view.back_if), (calling, view.call_if)):
        if signs:
            yield Para("")
            yield Series(order, signs)
    if view.back_if:
        yield Para("")
        yield command_line("To check your skin:", CHECK)


def _aftercare(view: LogView) -> Iterator[Block]:
    if not view.care:
        return
    yield Heading("Aftercare now")
    yield from care_lines(view.care, view.now)
    yield from _signs(view)
    yield Para("")
    yield Para("What's still to do, any day: skinroutine status", "faint")
    if not view.crossing.limits:
        yield Para("Wrong? Take it back: skinroutine undo", "faint")

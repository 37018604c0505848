"""``hold``: the blocks in force, and how one ends."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from skinroutine.app import App
from skinroutine.errors import UsageError
from skinroutine.history import Draft, Hold
from skinroutine.history.events import ClearanceRecord, HoldRecord, ReleaseRecord
from skinroutine.interview import Asking
from skinroutine.options import Argument, NoInput, Option, command
from skinroutine.prompts import EndOfInputError, asker
from skinroutine.rulebook import Question
from skinroutine.show.holds import (
    ENDINGS,
    OWN,
    HoldAddDocument,
    ended_document,
    ended_page,
    holds_document,
    holds_page,
)

CLEARED: Final = "cleared"


class HoldError(UsageError):
    """A hold cannot be ended as it was asked for."""

    code = "hold"


@command()
def show(app: App) -> int:
    """List the holds in force. Raises the errors of the history."""
    holds = app.history.holds()
    app.out.result(holds_page(holds, app.now()), holds_document(holds))
    return 0


@command()
def add(
    app: App,
    *,
    why: Annotated[str, Option("--why", 'The reason, such as "A doctor told me to stop".')] = "",
    days: Annotated[int, Option("--days", "The least days that it lasts.", least=0, most=3660)] = 0,
) -> int:
    """Block every session for a reason of one's own, for so many days at the least.

    Raises HoldError without a reason, and the errors of the history.
    """
    if not why.strip():
        raise HoldError('Say why: skinroutine hold add --why "A doctor told me to stop"')
    event = app.history.record(HoldRecord(treatment="", rule=OWN, why=why.strip(), least_days=days))
    holds, now = app.history.holds(), app.now()
    app.out.result(holds_page(holds, now), HoldAddDocument.of(holds_document(holds), stored=event.id))
    return 0


@command()
def end(
    app: App,
    hold: Annotated[str, Argument("The id of the hold, or its beginning.")] = "",
    *,
    how: Annotated[str, Option("--how", "healed, seen (by a professional), error or cleared.")] = "",
    by: Annotated[str, Option("--by", "With cleared: who, such as allergy_specialist.", "WHO")] = "",
    no_input: NoInput = False,
) -> int:
    """End the holds in force, or the one that is named by one end of its id; keep how they ended.

    What a professional has to clear ends with their word alone: ``how`` "cleared", and ``by`` their name.
    Asks how where that is not said. Raises HoldError when nothing fits, for an unknown ending, and while
    the least days of a rule run unless a professional has seen it or it was an error.
    """
    now = app.now()
    found = _found(app.history.holds(), hold)
    asking = not (how or no_input)
    endings = _endings(found)
    how = how or (_answer(app, "how", "How did it end?", endings) if asking else "")
    if how not in ENDINGS:
        raise HoldError(f"Say how it ended: --how {', --how '.join(endings)}.")
    if by and how != CLEARED:
        raise HoldError(f"--by names who cleared it. Write --how {CLEARED} --by {by}")
    if how == CLEARED:
        by = by or (_asked_by(app, found) if asking else "")
        drafts, ended = _cleared(found, by, now), [hold for hold in found if hold.cleared_by == by]
    else:
        ended = _set(found)
        for ending in ended:
            _check_days(ending, how, now)
        drafts = [Draft(ReleaseRecord(hold=ending.id, how=how)) for ending in ended]
    events = app.history.write(drafts)
    page = ended_page(ended, ENDINGS[how], app.history.holds())
    app.out.result(page, ended_document(ended, how, [event.id for event in events]))
    return 0


def _set(found: list[Hold]) -> list[Hold]:
    """Those that were set, and that a release ends; what a check found ends otherwise."""
    ending = [hold for hold in found if not hold.found]
    if ending:
        return ending
    hold = found[0]
    raise HoldError(f"Only {hold.professional} can clear this: {hold.why} Once they have: {hold.clearing}")


def _cleared(found: list[Hold], by: str, now: datetime) -> list[Draft]:
    """What is recorded where this professional has cleared it: their word, and the end of the holds.

    A check that a wrong clock has dated ahead of now is cleared too.
    """
    waiting = sorted({hold.cleared_by for hold in found if hold.cleared_by})
    if not waiting:
        raise HoldError("None of these holds waits for a specialist. Say: skinroutine hold end --how seen")
    if by not in waiting:
        raise HoldError(f"Say who cleared you: --how {CLEARED} --by {', --by '.join(waiting)}.")
    theirs = [hold for hold in found if hold.cleared_by == by]
    happened = max(now, *(hold.since for hold in theirs))
    releases = [Draft(ReleaseRecord(hold=hold.id, how=CLEARED)) for hold in theirs if not hold.found]
    return [Draft(ClearanceRecord(who=by, rule=theirs[0].rule), happened), *releases]


def _endings(found: list[Hold]) -> dict[str, str]:
    """The ways in which one of these can end: nobody clears what waits for nobody."""
    waiting = any(hold.cleared_by for hold in found)
    return {name: words for name, words in ENDINGS.items() if waiting or name != CLEARED}


def _asked_by(app: App, found: list[Hold]) -> str:
    """Who cleared it, by name."""
    waiting = {hold.cleared_by: f"{hold.professional.capitalize()} has" for hold in found if hold.cleared_by}
    return _answer(app, "by", "Who has cleared you for sessions?", waiting)


def _answer(app: App, name: str, ask: str, options: dict[str, str]) -> str:
    question = Question(
        id=name, kind="one", ask=ask, why="It is kept in your history.", asked_by=("plan",),
        options=options, not_sure=False,
    )  # fmt: skip
    try:
        return str(asker(plain=app.out.plain)(Asking(question, question.options)))
    except EndOfInputError:
        return ""


def _found(holds: list[Hold], named: str) -> list[Hold]:
    if not holds:
        raise HoldError("No hold is in force.")
    fitting = [hold for hold in holds if hold.id.startswith(named) or hold.id.endswith(named)]
    if not fitting:
        raise HoldError(f"No hold has the id {named}. List them with: skinroutine hold")
    if named and len(fitting) > 1:
        raise HoldError(f"{named} fits {len(fitting)} holds. Type more of the id: skinroutine hold")
    return fitting


def _check_days(hold: Hold, how: str, now: datetime) -> None:
    if how == "healed" and hold.least_end > now:
        step = hold.clearing if hold.cleared_by else "skinroutine hold end --how seen"
        raise HoldError(
            f"This hold runs until {hold.least_end.date()} at the least. "
            f"If {hold.professional or 'a professional'} "
            f"has {'cleared you' if hold.cleared_by else 'seen it'}, say: {step}"
        )

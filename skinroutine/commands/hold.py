"""``hold``: the blocks in force, and how one ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

from skinroutine.app import App
from skinroutine.commands.options import NoInput
from skinroutine.commands.way_to_ask import way_to_ask
from skinroutine.errors import EndOfInputError, UsageError
from skinroutine.history import CLEARED, HEALED, Draft, Hold
from skinroutine.history.events import OWN, SELF, ClearanceRecord, HoldRecord, ReleaseRecord
from skinroutine.interview.answer_tree import shortened
from skinroutine.interview.asking import Asking
from skinroutine.options import Argument, Option, command
from skinroutine.rulebook import Question
from skinroutine.rulebook.slips import slipped
from skinroutine.show.holds import (
    ENDINGS,
    HoldAddDocument,
    ended_document,
    ended_page,
    holds_document,
    holds_page,
    ways_out,
)
from skinroutine.text import day


class HoldError(UsageError):
    """A hold cannot be ended as it was asked for."""

    code = "hold"


@command()
def show(app: App) -> int:
    """List the holds in force. Raises the errors of the history."""
    holds, now = app.history.holds(), app.now()
    app.out.result(holds_page(holds, now), holds_document(holds, now))
    return 0


@command()
def add(
    app: App,
    *,
    why: Annotated[str, Option("--why", 'Your reason, such as "A doctor told me to stop".', "REASON")] = "",
    days: Annotated[
        int, Option("--days", "How many days to pause at least.", "NUMBER", least=0, most=3660)
    ] = 0,
) -> int:
    """Block every session for a reason of one's own, for so many days at the least.

    Raises HoldError without a reason, and the errors of the history.
    """
    if not why.strip():
        raise HoldError("Say why with --why. See: skinroutine hold add --help")
    event = app.history.record(HoldRecord(treatment="", rule=OWN, why=why.strip(), least_days=days))
    holds, now = app.history.holds(), app.now()
    app.out.result(holds_page(holds, now), HoldAddDocument.of(holds_document(holds, now), stored=event.id))
    return 0


@command()
def end(
    app: App,
    hold: Annotated[str, Argument("Which hold, by its id. `skinroutine hold` shows it.")] = "",
    *,
    how: Annotated[
        str, Option("--how", "How it ended: healed, seen (by a professional), error or cleared.")
    ] = "",
    by: Annotated[
        str, Option("--by", "Who cleared you, such as allergy_specialist. Goes with --how cleared.", "WHO")
    ] = "",
    no_input: NoInput = False,
) -> int:
    """End the holds in force, or the one that is named by one end of its id; keep how they ended.

    What a check found beyond the hold has an end of its own: ``how`` "cleared" with ``by``, the professional
    who did, or "healed" where it can. Asks how where that is not said. Raises HoldError when nothing fits,
    for an unknown ending, for one that this hold cannot have, and for "healed" before its first day.
    """
    now = app.now()
    if how and how not in ENDINGS:
        raise HoldError(
            f"{shortened(how)!r} isn't a way to end a hold{slipped(how, ENDINGS) or '.'} "
            f"Choose from: --how {', --how '.join(ENDINGS)}"
        )
    found = _findings(app.history.holds(), hold)
    asking = not (how or no_input)
    endings = _endings(found)
    how = how or (_answer(app, "how", "How did it end?", endings) if asking else "")
    if how not in ENDINGS:
        raise HoldError(f"Say how it ended: --how {', --how '.join(endings)}.")
    if by and how != CLEARED:
        raise HoldError(f"--by names who cleared it. Write --how {CLEARED} --by {by}")
    if how == CLEARED:
        by = by or (_professional(app, found) if asking else "")
        ended = _awaiting(found, by)
    else:
        ended = _ending(found, how, now)
    over = [hold for hold in ended if how != CLEARED or _waits_for_none_but(ended, hold)]
    drafts = [draft for hold in ended for draft in _drafts(hold, how, by, now, over=hold in over)]
    events = app.history.write(drafts)
    page = ended_page(ended, ENDINGS[how], app.history.holds(), now)
    app.out.result(page, ended_document(over, how, [event.id for event in events]))
    return 0


def _ending(found: list[Hold], how: str, now: datetime) -> list[Hold]:
    """Those that end in this way: the holds that were set, or else what checks have found."""
    ending = [hold for hold in found if not hold.found] or found
    for hold in ending:
        if how not in hold.ends:
            raise HoldError(_not_so(hold, how, now, found))
        if how == HEALED and hold.healed_from(now.tzinfo) > now.date():
            raise HoldError(_too_early(hold, now, found))
    return ending


def _not_so(hold: Hold, how: str, now: datetime, among: list[Hold]) -> str:
    ways = ". ".join(f"{words} {step}" for words, step in ways_out(hold, now, among))
    return f"--how {how} cannot end this: {hold.reason} {ways}"


def _too_early(hold: Hold, now: datetime, among: list[Hold]) -> str:
    sooner = [
        f"{words} {step}" for words, step in ways_out(hold, now, among) if f"--how {HEALED}" not in step
    ]
    when = day(hold.healed_from(now.tzinfo), now.date())
    return " ".join([f"This can end as healed from {when}.", *sooner[:1]])


def _awaiting(found: list[Hold], by: str) -> list[Hold]:
    """Those that wait for the word of this professional."""
    waiting = sorted({hold.cleared_by for hold in found if hold.cleared_by})
    if not waiting:
        raise HoldError("Nothing waits for a specialist. Type: skinroutine hold end --how seen")
    if by not in waiting:
        raise HoldError(f"Say who cleared you: --how {CLEARED} --by {', --by '.join(waiting)}.")
    return [hold for hold in found if hold.cleared_by == by]


def _waits_for_none_but(ended: list[Hold], hold: Hold) -> bool:
    """Whether what weighs as much as the finding of this hold ends with it."""
    return {*hold.beside} <= {each.finding for each in ended}


def _drafts(hold: Hold, how: str, by: str, now: datetime, *, over: bool) -> Iterator[Draft]:
    """What is recorded as one ends: the end of its finding, and that of the hold that was set if it is over.

    What a wrong clock has dated ahead of now ends too.
    """
    if how == CLEARED or hold.found:
        cleared = ClearanceRecord(who=by or SELF, rule=hold.rule, finding=hold.finding)
        yield Draft(cleared, max(now, hold.since))
    if over and not hold.found:
        yield Draft(ReleaseRecord(hold=hold.id, how=how))


def _endings(found: list[Hold]) -> dict[str, str]:
    """The ways in which one of these can end."""
    return {name: words for name, words in ENDINGS.items() if any(name in hold.ends for hold in found)}


def _professional(app: App, found: list[Hold]) -> str:
    """Who cleared it, by name."""
    waiting = {hold.cleared_by: f"{hold.professional.capitalize()} has" for hold in found if hold.cleared_by}
    return _answer(app, "by", "Who has cleared you for sessions?", waiting)


def _answer(app: App, name: str, ask: str, options: dict[str, str]) -> str:
    question = Question(
        id=name, kind="one", ask=ask, why="It is kept in your history.", asked_by=("plan",),
        options=options, not_sure=False,
    )  # fmt: skip
    try:
        return str(way_to_ask(app)(Asking(question, question.options)))
    except EndOfInputError:
        return ""


def _findings(holds: list[Hold], named: str) -> list[Hold]:
    if not holds:
        raise HoldError("Your sessions aren't paused.")
    fitting = [
        hold
        for hold in holds
        if hold.id.startswith(named) or hold.id.endswith(named) or (hold.found and hold.finding == named)
    ]
    if not fitting:
        raise HoldError(f"Nothing that pauses sessions has the id {named}. List them with: skinroutine hold")
    if named and len({hold.id for hold in fitting}) > 1:
        raise HoldError(f"{named} fits {len(fitting)} holds. Type more of the id: skinroutine hold")
    return fitting

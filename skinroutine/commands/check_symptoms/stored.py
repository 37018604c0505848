"""A check as it is kept: its result, the hold that it calls for, and what the person said of themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from skinroutine.app import App
from skinroutine.commands.check_symptoms.screen import SymptomCheck, symptom_document
from skinroutine.decide.dates import derive
from skinroutine.errors import SkinroutineError
from skinroutine.history import Draft, Hold
from skinroutine.history.events import HoldRecord, SymptomCheckRecord
from skinroutine.history.parts import StoredResult
from skinroutine.interview.answers import plain
from skinroutine.rulebook.answer import not_asked

THIS_CHECK: Final = timedelta(hours=1)
"""A hold this young was set while the same questions were asked."""


def check_record(check: SymptomCheck) -> SymptomCheckRecord:
    """The check as it is kept."""
    document = symptom_document(check._replace(on_hold=check.found.words.hold), "")
    return SymptomCheckRecord(
        treatment=check.treatment,
        answers=plain(check.answers),
        unseen=not_asked(check.answers),
        result=StoredResult.read(document.data()),
        began_as=check.began_as,
    )


def store_check(app: App, check: SymptomCheck) -> tuple[str, bool]:
    """Keep the check and the hold that it calls for. Gives its id and whether sessions are blocked."""
    # in one write: a machine that stops in between would keep a check without its hold
    written = [Draft(check_record(check))]
    try:
        holds = app.history.holds()
        if check.found.words.hold and not _covered(holds, check):
            written.append(Draft(_hold(check)))
        written += [Draft(fact) for fact in check.facts]
        # With the rules of today: what the check leaves counts from now on, not from the next command on.
        event = app.history.write(written, lambda reader: derive(reader, app.library, (), app.now()))[0]
        return event.id, bool(holds) or check.found.words.hold
    except SkinroutineError as error:
        app.warn(f"This check was not stored, and no hold is set. {error}")
        return "", False


def _covered(holds: list[Hold], check: SymptomCheck) -> bool:
    """Whether a hold stands that lasts as long: one for the same rule, or one from this very check."""
    ends = check.now + timedelta(days=check.found.words.hold_days)
    return any(
        not hold.found
        and hold.level >= check.found.level
        and hold.least_end >= ends - THIS_CHECK
        and (hold.rule == _rule(check) or hold.since >= check.now - THIS_CHECK)
        for hold in holds
    )


def _hold(check: SymptomCheck) -> HoldRecord:
    reason = check.found.reasons[0] if check.found.reasons else None
    why = reason.message if reason else check.found.words.say
    days = check.found.words.hold_days
    return HoldRecord(treatment=check.treatment, rule=_rule(check), why=why, least_days=days)


def _rule(check: SymptomCheck) -> str:
    return check.found.reasons[0].id if check.found.reasons else check.found.words.name

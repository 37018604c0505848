"""``check-symptoms``: red flags first, then the rest; a level, what to do, and a hold where it needs one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from skinroutine.answers import plain
from skinroutine.checking import Checking
from skinroutine.commands.answering import Given, checked, complete, pick_treatment
from skinroutine.commands.choosing import ask_treatment, without_treatment
from skinroutine.commands.log import hold_data
from skinroutine.commands.place import Place
from skinroutine.conditions import Answer, Chosen, Facts
from skinroutine.errors import SkinroutineError, StoppedError
from skinroutine.history import Draft, Event, Hold
from skinroutine.interview import Ask, Asking, merged, next_asking
from skinroutine.prompts import EndOfInputError, asker
from skinroutine.remembering import session_answers
from skinroutine.render.symptom_screen import SymptomView, alarm_page, symptom_data, symptom_page
from skinroutine.rulebook import Book
from skinroutine.triage import URGENT, WORST, Triage

SEE_SOMEONE: Final = 2
THIS_CHECK: Final = timedelta(hours=1)
"""A hold this young was set while the same questions were asked."""
_SYMPTOMS: Final = "symptoms"
_SINCE: Final = "hours_since_session"


class Check(NamedTuple):
    """Symptoms that were judged."""

    book: Book
    treatment: str
    answers: dict[str, Answer]
    found: Triage
    asked: int
    now: datetime


def run(place: Place, treatment: str, given: Given) -> int:
    """Judge symptoms. Gives the level, for the exit status.

    The advice is given whatever becomes of the history and of a person's own rules; what could not be
    stored or used is said. Raises
    BadAnswersError and MissingAnswersError.
    """
    try:
        _ = place.library
    except SkinroutineError as error:
        place.leave_own_rules_out(error)
    ask = None if given.quiet else asker(plain=place.out.plain)
    check = _checked(place, treatment, given, ask)
    stored, held = _store(place, check)
    view = _view(check, held=held)
    place.out.result(symptom_page(view), symptom_data(view, stored))
    return check.found.level


def _checked(place: Place, named: str, given: Given, ask: Ask | None) -> Check:
    wanted = pick_treatment(named, given.raw.get("treatment"), place.library.treatment_ids)
    typed: dict[str, Answer] = {}
    first = said = 0
    if not wanted and ask is not None:
        early = _red_flags(place, ask)
        if early.found.level == WORST:
            return early
        typed, first, said = early.answers, early.asked, early.found.level
        if said >= URGENT:
            _alarm(place, early)
            ask = _alarmed(ask)
    if not wanted and ask is None:
        early = _common_check(place, given)
        if early.found.level == WORST:
            return early
        raise without_treatment(
            place.library, "check-symptoms", lambda name: _checked(place, name, given, None)
        )
    book = Book(place.library, wanted or ask_treatment(place.library, "check-symptoms", ask))
    checking = Checking(book, place.now())
    typed = _own_unseen(typed, checking) | checked(given.raw, checking.questions, given.where)
    known = {**_from_history(place, checking), **typed}
    asked = complete(
        "check-symptoms",
        checking.questions,
        known,
        checking.open_now,
        ask=_alarming(place, checking, known, ask, said),
        conditions=checking.rulings,
    )
    return Check(book, book.treatment, known, checking.judge(known), first + asked, checking.now)


def _common_check(place: Place, given: Given) -> Check:
    """What was typed, by the rules that hold for all: an emergency needs no treatment to be one."""
    checking = Checking(Book(place.library), place.now())
    known = checked(given.raw, checking.questions, given.where)
    return Check(checking.book, "", known, checking.judge(known), 0, checking.now)


def _red_flags(place: Place, ask: Ask) -> Check:
    """The first screen, before it is even known which treatment it was: it is the same for all."""
    book = Book(place.library)
    checking = Checking(book, place.now())
    known: dict[str, Answer] = {}
    facts = Facts(known, checking.guards)
    first = next_asking(checking.questions, facts, frozenset({_SYMPTOMS}), checking.rulings)
    if first is not None:
        try:
            known[first.question.id] = merged(known, first, ask(first))
        except EndOfInputError:
            first = None
    return Check(book, "", known, checking.judge(known), int(first is not None), checking.now)


def _own_unseen(answers: Mapping[str, Answer], checking: Checking) -> dict[str, Answer]:
    """The first screen's answer, with what only this treatment can cause still to be asked."""
    named = answers.get(_SYMPTOMS)
    if not isinstance(named, Chosen):
        return dict(answers)
    common = Book(checking.book.library).symptoms
    own = {one.id for one in checking.book.symptoms} - {one.id for one in common}
    return {**answers, _SYMPTOMS: Chosen(named.options, named.unseen | own)}


def _alarming(
    place: Place, checking: Checking, known: Mapping[str, Answer], ask: Ask | None, level: int
) -> Ask | None:
    """The same way to ask, with the first actions said as soon as care cannot wait.

    ``level`` is the one whose actions were said before.
    """
    if ask is None:
        return None
    said = {"level": max(level, SEE_SOMEONE)}

    def asked(asking: Asking) -> Answer:
        found = checking.judge(known)
        if found.level >= URGENT and found.level > said["level"]:
            said["level"] = found.level
            _alarm(place, Check(checking.book, checking.book.treatment, dict(known), found, 0, checking.now))
        return (_alarmed(ask) if said["level"] >= URGENT else ask)(asking)

    return asked


def _alarmed(ask: Ask) -> Ask:
    """The same way to ask, once something was said that stands: who stops now is not told otherwise."""

    def asked(asking: Asking) -> Answer:
        try:
            return ask(asking)
        except StoppedError:
            raise StoppedError("Stopped. What was said above stands.") from None

    return asked


def _alarm(place: Place, check: Check) -> None:
    """Say what cannot wait, and keep it: who stops here has been told, and the hold stands."""
    _store(place, check)
    place.out.talk(alarm_page(check.found))


def _from_history(place: Place, checking: Checking) -> dict[str, Answer]:
    """Hours since the last session and its needle length, when the history can be read and knows them."""
    last = _last_session(place, checking.book.treatment)
    if last is None:
        return {}
    hours = (checking.now - last.happened).total_seconds() / 3600
    ids = {question.id for question in checking.questions}
    told = session_answers(last, checking.book.questions("plan"))
    known = {name: answer for name, answer in told.items() if name in ids}
    return {**known, _SINCE: round(hours, 1)} if hours >= 0 else known


def _last_session(place: Place, treatment: str) -> Event | None:
    try:
        return next(iter(place.history.last_sessions(treatment=treatment, limit=1)), None)
    except SkinroutineError as error:
        place.warn(f"Your history was not read. {error}")
        return None


def _store(place: Place, check: Check) -> tuple[str, bool]:
    """Keep the check and the hold that it calls for. Gives its id and whether sessions are blocked."""
    view = _view(check, held=check.found.words.hold)
    data = {"treatment": check.treatment, "answers": plain(check.answers), "result": symptom_data(view, "")}
    drafts = [Draft("symptom-check", data)]
    try:
        held = place.history.holds()
        if check.found.words.hold:
            drafts += [] if _covered(held, check) else [Draft("hold", _hold(check))]
        event = place.history.write(drafts)[0]
        return event.id, bool(held) or check.found.words.hold
    except SkinroutineError as error:
        place.warn(f"This check was not stored, and no hold is set. {error}")
        return "", False


def _view(check: Check, *, held: bool) -> SymptomView:
    own = check.book.library.unreviewed(check.treatment)
    return SymptomView(check.treatment, check.found, check.now, held, check.asked, own)


def _covered(held: list[Hold], check: Check) -> bool:
    """Whether a hold stands that lasts as long: one for the same rule, or one from this very check."""
    ends = check.now + timedelta(days=check.found.words.hold_days)
    return any(
        hold.since + timedelta(days=hold.least_days) >= ends - THIS_CHECK
        and (hold.rule == _rule(check) or hold.since >= check.now - THIS_CHECK)
        for hold in held
    )


def _hold(check: Check) -> dict[str, object]:
    reason = check.found.reasons[0] if check.found.reasons else None
    why = reason.message if reason else check.found.words.say
    return hold_data(check.treatment, _rule(check), why, check.found.words.hold_days)


def _rule(check: Check) -> str:
    return check.found.reasons[0].id if check.found.reasons else check.found.words.name

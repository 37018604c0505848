"""The answers of a check: what is typed, what is remembered, what the history says, and what conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from skinroutine.app import REGION, App
from skinroutine.commands.typed import Typed, check_answers
from skinroutine.commands.workflow import unread_notes
from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.errors import SkinroutineError
from skinroutine.history import Event
from skinroutine.memory.facts import read_facts
from skinroutine.memory.recall import Recollection, recollect
from skinroutine.memory.sessions import AREAS, session_answers
from skinroutine.memory.statements import statements
from skinroutine.memory.stored_answers import settled_options, with_settled
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.rulebook.rulings import HOURS

_SAME_SESSION: Final = 1
"""Hours by which a person may be off about when the last session was."""


def typed_answers(typed: Typed, checking: SymptomDecision) -> dict[str, Answer]:
    """What was typed, as answers. Raises BadAnswersError."""
    return check_answers(typed, [*checking.questions, *checking.texts])


def known_answers(app: App, checking: SymptomDecision, typed: Mapping[str, Answer]) -> dict[str, Answer]:
    """What is known before anything is asked: what was typed, over what was done and said before."""
    profile = profile_of(app, checking)
    for sentence in unread_notes(question for question in profile.unread if question.id not in typed):
        app.warn(sentence)
    past = _last_session_answers(_from_history(app, checking), typed, checking)
    # Where they live changes no level: it is nothing to look over before the answer.
    own = {name: answer for name, answer in profile.known.items() if name != REGION}
    known = {**own, **past, **typed}
    for name in [question.id for question in checking.questions if question.logged_as]:
        settled = past.get(name)
        if isinstance(settled, Chosen):
            known[name] = with_settled(typed.get(name, profile.known.get(name)), settled)
    return known


def _last_session_answers(
    past: Mapping[str, Answer], typed: Mapping[str, Answer], checking: SymptomDecision
) -> dict[str, Answer]:
    """What the history says; not what was done in it, where another session is meant than the last."""
    hours, last = typed.get(HOURS, past.get(HOURS)), past.get(HOURS)
    same = hours == last or (
        isinstance(hours, int | float)
        and isinstance(last, int | float)
        and abs(hours - last) <= _SAME_SESSION
    )
    own = {AREAS, *(question.id for question in checking.questions if question.logged_as)}
    return {name: answer for name, answer in past.items() if same or name not in own}


def profile_of(app: App, checking: SymptomDecision) -> Recollection:
    """What the person said of themselves before, when the history can be read."""
    try:
        found, unread = read_facts(app.history, checking.questions, checking.now, checking.book.treatment)
    except SkinroutineError:  # told once, where the last session is read
        return Recollection({}, {})
    profile = recollect(found, checking.questions, checking.now, asking=checking.asking)
    return profile._replace(unread=tuple(unread))


def conflicts_of(app: App, checking: SymptomDecision) -> Conflicts:
    """The conflicts of a check, against what was recorded before, when the history can be read."""
    try:
        earlier = statements(app.history, checking.now)
    except SkinroutineError:  # the same
        earlier = []
    book, before = checking.book, Before(earlier, checking.now)
    return Conflicts(
        book.contradictions, checking.questions, checking.guards, before, lambda: book.questions(None)
    )


def _from_history(app: App, checking: SymptomDecision) -> dict[str, Answer]:
    """Hours since the last session and its needle length, when the history can be read and knows them."""
    last = _last_session(app, checking.book.treatment)
    if last is None:
        return {}
    hours = (checking.now - last.happened).total_seconds() / 3600
    ids = {question.id for question in checking.questions}
    earlier = session_answers(last, checking.book.questions("plan"))
    known = {name: answer for name, answer in earlier.items() if name in ids}
    lists = [question for question in checking.questions if question.logged_as]
    known |= {question.id: settled_options(earlier, question) for question in lists}
    return {**known, HOURS: round(hours, 1)} if hours >= 0 else known


def _last_session(app: App, treatment: str) -> Event | None:
    try:
        return next(iter(app.history.last_sessions(treatment=treatment, limit=1)), None)
    except SkinroutineError as error:
        app.doubt(error, f"Your history was not read. {error}")
        return None

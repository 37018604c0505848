"""A session that is logged twice: it is asked about once, and never stored unasked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from skinroutine.app import App
from skinroutine.commands.entry import Entry
from skinroutine.errors import StoppedError, UsageError
from skinroutine.history import Event
from skinroutine.interview.answers import plain
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import areas_of, session_answers
from skinroutine.text import kept_text, moment, treatment_text

NEAR: Final = timedelta(hours=2)
"""Two logs this close that say the same in everything are the same line typed twice."""
_LOOKED_AT: Final = 50


class Repeat(NamedTuple):
    """Whether a session that was logged before is stored ``again``, or may at least be asked about."""

    again: bool = False
    may_ask: bool = False


class LoggedBeforeError(UsageError):
    """The session is in the history already, and nobody is there to ask."""

    code = "logged-before"

    def __init__(self, named: str, correction: str) -> None:
        other = f" If it was as you say now, correct it: {correction}" if correction else ""
        before = f"You already logged this session ({named}). Nothing was stored."
        super().__init__(f"{before}{other} To log another one, add --again.")


def refuse_again(twice: Repeat) -> None:
    """Refuse ``--again`` beside a reaction alone, which logs no session. Raises UsageError."""
    if twice.again:
        message = "--again is for a session, and you only gave a reaction. Leave --again out."
        raise UsageError(message)


def check_new(app: App, entry: Entry, twice: Repeat) -> None:
    """Go on with a session that is not in the history yet, or that the person wants to log all the same.

    Raises LoggedBeforeError where nobody can be asked, and StoppedError where the answer is no.
    """
    same = None if twice.again else _same(app, entry)
    if same is None:
        return
    from skinroutine.commands.way_to_ask import agrees  # noqa: PLC0415  few log a session twice
    from skinroutine.prompts import is_terminal  # noqa: PLC0415  the same

    named = _named(same, app.now())
    if not (twice.may_ask and is_terminal()):
        raise LoggedBeforeError(named, _correction(app, entry, same))
    ask = f"You already logged this session ({named}). Log it again?"
    if not agrees(app, ask, "Two sessions so close would count as one too many.", before=False):
        raise StoppedError("Nothing was stored. What you logged before is still there.")


def _same(app: App, entry: Entry) -> Event | None:
    """The newest session of this treatment that this one repeats."""
    near = app.history.between("session", entry.happened - NEAR, entry.happened + NEAR)
    own = [event for event in near[:_LOOKED_AT] if event.payload.treatment == entry.book.treatment]
    return next((event for event in own if _repeats(entry, event)), None)


def _repeats(entry: Entry, event: Event) -> bool:
    """In one minute nobody treats the same area twice; later it is the same answers that tell."""
    if _minute(entry.happened) == _minute(event.happened):
        return not set(areas_of(entry.answers)).isdisjoint(event.payload.areas)
    questions = [question for question in entry.book.questions("plan") if not question.remembered]
    done = {question.id: entry.answers[question.id] for question in questions if question.id in entry.answers}
    return plain(done) == plain(session_answers(event, questions))


def _correction(app: App, entry: Entry, event: Event) -> str:
    """The command that puts what is said now into the session of before; "" where it says the same."""
    known = event.payload.answers
    changed = {name: value for name, value in plain(entry.answers).items() if known.get(name) != value}
    asked = {question.becomes: question.id for question in entry.book.questions("log") if question.becomes}
    settings = " ".join(f"--set {asked.get(name, name)}={_typed(value)}" for name, value in changed.items())
    short = app.history.short_ids([event.id])[event.id]
    return f"skinroutine history edit {short} {settings}." if changed else ""


def _typed(value: object) -> str:
    """An answer by its ids, as a setting gives it."""
    if isinstance(value, list):
        return ",".join(map(str, value)) or "none"
    return kept_text(value) if isinstance(value, bool | float) else str(value)


def _minute(moment_: datetime) -> int:
    return int(moment_.timestamp() // 60)


def _named(event: Event, now: datetime) -> str:
    return f"{treatment_text(event.payload.treatment, event.payload.areas)}, {moment(event.happened, now)}"

"""``log``: records what was really done, and says when the next session may be and what aftercare starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from skinroutine.answers import plain
from skinroutine.commands.answering import Given, checked, pick_treatment, without_asking
from skinroutine.commands.choosing import ask_treatment
from skinroutine.commands.conversation import briefly
from skinroutine.commands.place import Place
from skinroutine.conditions import Answer, Condition, Facts
from skinroutine.contradictions import Before, Contradictions
from skinroutine.history import Draft, Event, Reader, Standing
from skinroutine.instants import instant
from skinroutine.interview import Clash, Reads, Subject, always_asked
from skinroutine.model import MILDEST_REFUSAL, VERDICTS, Question, Ruling, Step
from skinroutine.prompts import asker
from skinroutine.remembering import areas_of, next_on, session_answers, standings, statements
from skinroutine.render.log_screen import LogView, log_data, log_page
from skinroutine.rulebook import Book
from skinroutine.schedule import Next, Window, windows
from skinroutine.screening import shown
from skinroutine.weighing import weigh

ALLOWED: Final = VERDICTS[:MILDEST_REFUSAL]
RECENT: Final = timedelta(days=3)
"""A plan this old still tells what was on the skin and which medicines were used."""


class Entry(NamedTuple):
    """A session that is about to be written."""

    book: Book
    answers: dict[str, Answer]
    happened: datetime
    note: str
    prefilled: str
    stood: Sequence[Clash] = ()


def run(place: Place, treatment: str, given: Given, *, at: str = "", note: str = "") -> int:
    """Record a session.

    ``at`` is when it was, in words or ISO; now when empty. Raises BadInstantError for a time to come,
    BadAnswersError, MissingAnswersError, and the errors of the history.
    """
    now = place.now()
    happened = instant(at, now) if at else now
    book, raw, prefilled = _start(place, treatment, given, happened)
    ask = None if given.quiet or (prefilled and not treatment) else asker(plain=place.out.plain)
    questions = book.questions("log")
    known = checked(raw, questions, given.where)
    rules = [ruling for ruling in book.screening if ruling.hold]
    conditions = [*(one.when for one in rules), *(one.when for one in book.intervals)]

    def open_now(facts: Facts) -> frozenset[str]:
        return _worth_recording(questions, conditions, facts)

    clashes = _clashes(place, book, happened)
    if ask is None:
        stood = without_asking("log", questions, known, open_now, clashes)
    else:
        rules_read: list[Reads] = [*rules, *book.intervals]
        subject = Subject(questions, open_now, rules_read, clashes=clashes)
        stood = briefly(place, "log", ask, subject, known).stood
    entry = Entry(book, _as_remembered(known, book), happened, note, prefilled, stood)
    _show(place, entry, rules, now)
    return 0


def _clashes(place: Place, book: Book, happened: datetime) -> Contradictions:
    """What the reaction to this session cannot go with: what was recorded since."""
    now = place.now()
    before = Before(statements(place.history, now), now, happened)
    return Contradictions(book.contradictions, book.questions("log"), book.guards, before)


def _start(
    place: Place, named: str, given: Given, happened: datetime
) -> tuple[Book, Mapping[str, object], str]:
    """The treatment and what is typed, over what the last plan says where nothing is typed."""
    planned = _usable_plan(place, named, happened)
    wanted = pick_treatment(named, given.raw.get("treatment"), place.library.treatment_ids)
    if not wanted and planned is not None:
        wanted = str(planned.data["treatment"])
    if not wanted:
        ask = None if given.quiet else asker(plain=place.out.plain)
        wanted = ask_treatment(place.library, "log", ask)
    book = Book(place.library, wanted)
    if planned is None or planned.data.get("treatment") != wanted:
        return book, given.raw, ""
    known = {question.id for question in book.questions("log")}
    answers = planned.data.get("answers")
    earlier = {name: answers[name] for name in answers if name in known} if isinstance(answers, dict) else {}
    used = "" if known <= set(given.raw) else planned.happened.isoformat()
    return book, {**earlier, **given.raw}, used


def _usable_plan(place: Place, named: str, happened: datetime) -> Event | None:
    """The last plan, when it let the session go ahead, is of about that time, and was not logged before."""
    plan = place.history.newest(["plan"], named or None)
    if plan is None or abs(happened - plan.happened) > RECENT:
        return None
    result = plan.data.get("result")
    verdict = result.get("verdict") if isinstance(result, Mapping) else None
    done = place.history.newest(["session"], str(plan.data.get("treatment")))
    logged = done is not None and done.recorded >= plan.recorded
    return None if verdict not in ALLOWED or logged else plan


def _worth_recording(
    questions: list[Question], conditions: Iterable[Condition], facts: Facts
) -> frozenset[str]:
    """What some interval or hold could turn on, and what is stored whatever it is."""
    could = frozenset().union(*(condition.weigh(facts, not_sure=True).open for condition in conditions))
    return (could & {question.id for question in questions}) | always_asked(questions, facts)


def _as_remembered(known: Mapping[str, Answer], book: Book) -> dict[str, Answer]:
    """Answers under the name that later plans know them by; one that it has no option for is left out."""
    questions = {one.id: one for one in [*book.questions("plan"), *book.questions("log")]}
    kept = dict(known)
    for name, answer in known.items():
        later = questions.get(questions[name].becomes)
        if later is not None:
            del kept[name]
            kept |= {later.id: answer} if answer in later.options else {}
    return kept


def _show(place: Place, entry: Entry, rules: list[Ruling], now: datetime) -> None:
    held = weigh(rules, Facts(entry.answers, entry.book.guards)).held
    holds = [one.ruling for one in held if one.ruling.weight == one.weight]
    starts = windows(_aftercare(place, entry), entry.happened)
    early = _too_early(place, entry)
    events = _write(place, entry, holds, starts, now)
    areas = areas_of(entry.answers)
    view = LogView(
        event=events[0].id,
        treatment=entry.book.treatment,
        answers=plain(entry.answers),
        areas=areas,
        happened=entry.happened,
        now=now,
        note=entry.note,
        prefilled=entry.prefilled,
        early=early,
        following={area: found for area in areas if (found := _next(place, entry, area, now))},
        windows=starts,
        holds=[ruling.say for ruling in holds],
        held=bool(place.history.holds()),
        stood=entry.stood,
    )
    place.out.result(log_page(view), log_data(view))


def _too_early(place: Place, entry: Entry) -> date | None:
    """The date until which the skin should have rested, when this session came before it."""
    areas = areas_of(entry.answers)
    rests = [
        row.earliest
        for row in place.history.standings()
        if row.treatment == entry.book.treatment and row.area in areas and row.last_session < entry.happened
    ]
    latest = max(rests, default=entry.happened.date())
    return latest if latest > entry.happened.date() else None


def _next(place: Place, entry: Entry, area: str, now: datetime) -> Next | None:
    return next_on(place.history, entry.book, area, entry.book.questions("plan"), now)


def _aftercare(place: Place, entry: Entry) -> list[Step]:
    facts = Facts({**_planned(place, entry), **entry.answers}, entry.book.guards)
    return [step for step in entry.book.steps["aftercare"] if shown(step, facts)]


def _planned(place: Place, entry: Entry) -> dict[str, Answer]:
    """What the plan of this session said of medicines and skin, when there was one not long before."""
    plan = place.history.newest(["plan"], entry.book.treatment)
    if plan is None or abs(entry.happened - plan.happened) > RECENT:
        return {}
    return session_answers(plan, entry.book.questions("plan"))


def _write(
    place: Place, entry: Entry, holds: Iterable[Ruling], starts: Iterable[Window], now: datetime
) -> list[Event]:
    """The session, the holds that it causes and the dates that it moves, in one transaction."""
    areas, treatment = areas_of(entry.answers), entry.book.treatment
    session = {
        "treatment": treatment,
        "areas": areas,
        "answers": plain(entry.answers),
        "note": entry.note,
        "aftercare": [_window_data(window) for window in starts],
    }
    drafts = [Draft("session", session, entry.happened)]
    drafts += [Draft("hold", hold_data(treatment, one.id, one.say, one.hold_days)) for one in holds]
    questions = entry.book.questions("plan")

    def moved(reader: Reader) -> list[Standing]:
        return standings(reader, place.library, areas, questions, now)

    return place.history.write(drafts, moved)


def hold_data(treatment: str, rule: str, why: str, least_days: int) -> dict[str, object]:
    """What is kept of a hold."""
    return {"treatment": treatment, "rule": rule, "why": why, "least_days": least_days}


def _window_data(window: Window) -> dict[str, object]:
    return {
        "id": window.id,
        "kind": window.kind,
        "text": window.text,
        "starts": window.starts.isoformat(),
        "ends": window.ends.isoformat() if window.ends else None,
    }

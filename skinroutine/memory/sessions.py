"""What the history tells of sessions: those done on an area, and how the skin took them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from skinroutine.history import Event, SessionBrief
from skinroutine.history.events import Payload, records_in
from skinroutine.light_typing import NamedTuple, TypeVar
from skinroutine.memory.past import ReadOnce, SessionHistory
from skinroutine.memory.stored_answers import recorded_to
from skinroutine.rulebook import VERDICTS, Interval, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, NotSure

T = TypeVar("T")
FIRST = "first_session"
SINCE = "days_since_last_session"
AREAS = "areas"
RESTING = 100
"""The newest sessions of an area, all read; of older ones those alone that could call for more rest."""


class Past(NamedTuple):
    """A session that was done on one area, with the answers that its interval depends on.

    That it came too early is no ``limit`` here: the dates tell that.
    """

    treatment: str
    area: str
    happened: datetime
    answers: Mapping[str, Answer]
    as_typed: str = ""
    """The answer that tells of it, where no log does: ``days_since_last_session=9``."""
    limit: int = 0
    """The strictest limit that the session went past, as a place among the verdicts; 0 for none."""
    event: str = ""
    """The id of the session in the history."""
    patch: bool = False
    """Whether it was one test patch only."""
    day: date | None = None
    """The day that counts for the time of its decision, where that was worked out."""

    @property
    def cause(self) -> str:
        """How it is named as a cause: ``microneedling cheeks=2026-11-18``."""
        return self.as_typed or f"{self.treatment} {self.area}={self.happened.date()}"


def session_answers(event: Event, questions: Iterable[Question]) -> dict[str, Answer]:
    """What was recorded with a session, as answers; what no question knows any more is left out."""
    return _answers_to(event.payload, {question.id: question for question in questions})


def _answers_to(record: Payload, known: Mapping[str, Question]) -> dict[str, Answer]:
    return dict.fromkeys(known, NOT_SURE) if record.lost_answers else recorded_to(record.answers, known)


def reported_answers(sessions: Sequence[SessionBrief], questions: list[Question]) -> list[dict[str, Answer]]:
    """The answers of each of these sessions, with what was told later of how the skin took it.

    Of what was told the strictest stands: a milder look later takes nothing back. Sessions of which the same
    is stored share their answers.
    """
    asked = {question.id: question for question in questions}
    outlived = [question for question in questions if question.remembered and question.options]
    return list(_each_kind(sessions, lambda brief: _follow(*records_in(brief), asked, outlived)))


def _each_kind(sessions: Iterable[SessionBrief], read: Callable[[SessionBrief], T]) -> Iterator[T]:
    """What is read of each of these sessions, which live: once for all that share what is stored."""
    known: dict[int, T] = {}
    for brief in sessions:
        kind = brief.likeness
        if kind not in known:
            known[kind] = read(brief)
        yield known[kind]


def _follow(
    session: Payload, reports: Iterable[Payload], asked: Mapping[str, Question], outlived: Iterable[Question]
) -> dict[str, Answer]:
    """The answers of a session, with those of the reports on it."""
    answers = _answers_to(session, asked)
    each = [answers, *(_answers_to(report, asked) for report in reports)]
    strictest = {}
    for question in outlived:
        found = [known[question.id] for known in each if question.id in known]
        if found:
            strictest[question.id] = strictest_answer(question, found)
    return {**answers, **strictest}


def remembered_answers(
    history: SessionHistory, book: Book, questions: list[Question], now: datetime
) -> dict[str, Answer]:
    """What the history answers by itself: that it is not the first session, and the last reaction.

    Of the last sessions on all areas the strictest answer counts, and one that is missing leaves the
    question open: how the hands took it says nothing about the cheeks. Beside them counts what was told of
    an older session, for as long as its question says. Without a session the history answers nothing: the
    person may have had some before there was one. What is read once is worked out once.
    """
    if not isinstance(history, ReadOnce):
        return _remembered(history, book, questions, now)

    def remembered(*_: object) -> tuple[list[Question], dict[str, Answer]]:
        return questions, _remembered(history, book, questions, now)

    # Found by the questions as the objects that they are, and kept with them: no others take their place.
    return dict(history.once(remembered, book, now, tuple(map(id, questions)))[1])


def last_answers(history: SessionHistory, book: Book, questions: list[Question]) -> list[dict[str, Answer]]:
    """What was recorded of the last session of a treatment on each area, with what was told of it later."""
    areas = _areas_done(history, book)
    return reported_answers([history.last_briefs(area, book.treatment, 1)[0] for area in areas], questions)


def _areas_done(history: SessionHistory, book: Book) -> list[str]:
    return [area for treatment, area in history.treated() if treatment == book.treatment]


def _remembered(
    history: SessionHistory, book: Book, questions: list[Question], now: datetime
) -> dict[str, Answer]:
    areas, reports = _areas_done(history, book), last_answers(history, book, questions)
    if not reports:
        return {}
    known: dict[str, Answer] = {FIRST: False}
    on_hold = bool(history.holds())
    for question in questions:
        if question.remembered and question.options and all(question.id in answers for answers in reports):
            counting = [answers[question.id] for answers in reports]
            counting += [past.answers[question.id] for past in lasting(history, book, areas, question, now)]
            found = [after_hold(question, answer, on_hold=on_hold) for answer in counting]
            known[question.id] = strictest_answer(question, found)
    return known


def lasting(
    history: SessionHistory, book: Book, areas: Collection[str], question: Question, now: datetime
) -> list[Past]:
    """The sessions of a treatment on these areas of which something was told that still counts.

    A milder answer to a newer session does not outdate it yet, nor one that was never given.
    """
    if not question.counts_for:
        return []
    oldest = now - timedelta(hours=max(span.hours for span in question.counts_for.values()))
    words = question.counts_for.keys()
    found = history.sessions_telling(areas, book.treatment, oldest, words)
    where = {brief.id: area for area, brief in found}
    briefs = list({brief.id: brief for _, brief in found}.values())
    return [
        Past(book.treatment, where[name], happened, answers)
        for (name, happened, _), answers in zip(briefs, reported_answers(briefs, [question]), strict=True)
        if (span := question.counts_for.get(str(answers.get(question.id))))
        and happened > now - timedelta(hours=span.hours)
    ]


def strictest_answer(question: Question, answers: Iterable[Answer]) -> Answer:
    """Of several answers to a remembered question the strictest: its options are in that order.

    "Not sure" stands before all but the answers that a hold was set for.
    """
    listed = list(answers)
    ranks = {option: rank for rank, option in enumerate(question.options)}
    known = [answer for answer in listed if not isinstance(answer, NotSure)]
    strictest = max(known, key=lambda answer: ranks.get(str(answer), 0), default=NOT_SURE)
    with_hold = str(strictest) in {*question.after_hold, *question.after_hold.values()}
    return strictest if with_hold or len(known) == len(listed) else NOT_SURE


def after_hold(question: Question, answer: Answer, *, on_hold: bool = False) -> Answer:
    """What an answer has become once the hold that it caused has ended."""
    return answer if on_hold else question.after_hold.get(str(answer), answer)


def pasts_on(history: SessionHistory, book: Book, areas: Iterable[str], now: datetime) -> list[Past]:
    """The last sessions of every treatment on each of the areas, newest first.

    A gentle session does not end the longer rest that one before it asks for.
    """
    if not isinstance(history, ReadOnce):
        return [past for area in areas for past in _pasts(history, book, area, now)]
    return [past for area in areas for past in history.once(_pasts, history, book, area, now)]


def _pasts(history: SessionHistory, book: Book, area: str, now: datetime) -> list[Past]:
    # Of each treatment by itself: the newest of all could be of one that calls for no rest.
    return [
        past
        for treatment in book.library.treatment_ids
        if (done := _resting(history, book, area, treatment, now))
        for past in _weighed(Book(book.library, treatment), area, done, now)
    ]


def _weighed(book: Book, area: str, done: Sequence[SessionBrief], now: datetime) -> Iterator[Past]:
    """Sessions of one treatment on an area, each with its answers, read with the options that this has."""
    treatment, reported = book.treatment, reported_answers(done, book.questions("plan"))
    read = zip(done, reported, _each_kind(done, _limit_and_patch), strict=True)
    for (name, happened, _), answers, (limit, patch) in read:
        yield Past(treatment, area, happened, answers, "", limit, name, patch, day_of(happened, now))


def day_of(moment: datetime, now: datetime) -> date:
    """The day of a session: there and then, or in the zone of ``now`` when that is later."""
    zone = now.tzinfo
    # The zone of the machine has a way of its own.
    own: Callable[[datetime], date] | None = getattr(zone, "day_of", None)
    return max(moment.date(), own(moment) if own else moment.astimezone(zone).date())


def _resting(
    history: SessionHistory, book: Book, area: str, treatment: str, now: datetime
) -> list[SessionBrief]:
    """The sessions of an area after which a rest may still run, newest first."""
    found = history.last_briefs(area, treatment, RESTING)
    if len(found) < RESTING:
        return found
    since = now - _longest_rest(book.intervals)
    return [*found, *history.sessions_apart(area, treatment, since, found[-1].happened)]


def _longest_rest(listed: Sequence[Interval]) -> timedelta:
    spans = [span for item in listed for span in (item.every, item.never_within, item.adds_up) if span]
    stretch = max((item.stretch for item in listed), default=1)
    return timedelta(hours=max((span.hours for span in spans), default=0) * stretch)


def _limit_and_patch(brief: SessionBrief) -> tuple[int, bool]:
    """The strictest limit that a session went past, and whether it was a patch only.

    That it came too early is none of these limits: its date tells that.
    """
    session, _ = records_in(brief)
    named = [limit.verdict for limit in session.crossing.limits if not limit.after]
    strictest = max((rank for rank, verdict in enumerate(VERDICTS) if verdict in named), default=0)
    return strictest, session.patch


def areas_of(answers: Mapping[str, Answer]) -> list[str]:
    """The areas that were named, in a steady order."""
    chosen = answers.get(AREAS)
    return sorted(chosen.options) if isinstance(chosen, Chosen) else []

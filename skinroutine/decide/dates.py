"""What follows from the sessions in the history: the next dates, and all that is stored of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from math import ceil

from msgspec.structs import replace

from skinroutine.decide.bars import memory_of, with_bars
from skinroutine.decide.person import person_on, with_person
from skinroutine.decide.rests import Rest
from skinroutine.decide.schedule import Lapse, Next, Schedule
from skinroutine.decide.wording import sentences_today
from skinroutine.history import BARRED, REMEMBERED, SOONER, Derived, Explained, FindingRow, Reader, Standing
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.sessions import Past, last_answers, pasts_on
from skinroutine.rulebook import VERDICTS, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer
from skinroutine.rulebook.library import Library


def untold(history: SessionHistory, book: Book, questions: list[Question]) -> dict[str, Answer]:
    """What the history should know of the last sessions and does not, each "not sure".

    That is how a plan reads it where nobody is asked, so that no stored date is earlier than a plan.
    """
    reports = last_answers(history, book, questions)
    asked = [question.id for question in questions if question.remembered and question.options]
    return {name: NOT_SURE for name in asked if any(name not in known for known in reports)}


def with_news(pasts: list[Past], treatment: str, news: Mapping[str, Answer]) -> list[Past]:
    """Sessions, and the newest of the treatment on each area as they are by what is known now."""
    own = [past for past in pasts if past.treatment == treatment]
    # From behind, so that of each area the newest stays.
    newest = {past.area: past for past in reversed(own)}.values()
    return [*pasts, *(past._replace(answers={**past.answers, **news}) for past in newest)]


class _Outlook:
    """What is known of one treatment at one time, and the next dates that follow."""

    def __init__(self, history: SessionHistory, book: Book, now: datetime) -> None:
        self._history = history
        self._book = book
        self.news = untold(history, book, book.questions("plan"))
        self.memory = memory_of(history, book, now)

    @cached_property
    def _schedule(self) -> Schedule:
        # The gaps are read only where some date is worked out: most checks move none.
        return Schedule(self._book.treatment, self._book.intervals, self._book.guards, self.memory.now)

    def next_on(self, area: str) -> Next | None:
        """When it may next be done on an area; None where no session calls for a rest."""
        found, known = self.with_and_without(area)
        if found is None or known is None:
            return None
        # What is not known yet may only lengthen a wait: ``sooner`` is the day without it.
        sooner = known.suggested if known.suggested < found.suggested else None
        return with_bars(replace(found, sooner=sooner), self._book, area, self.memory)

    def with_and_without(self, area: str) -> tuple[Next | None, Next | None]:
        """The next session with what is not known yet as "not sure", and without it."""
        person = person_on(self._history, self._book, area, self.memory)
        pasts = with_person(pasts_on(self._history, self._book, [area], self.memory.now), person)
        known = self._schedule.next_session(pasts)
        if not self.news:
            return known, known
        return self._schedule.next_session(with_news(pasts, self._book.treatment, self.news)), known


def next_on(history: SessionHistory, book: Book, areas: Iterable[str], now: datetime) -> dict[str, Next]:
    """When a treatment may next be done, by area, for those on which some session calls for a rest."""
    outlook = _Outlook(history, book, now)
    found = {area: outlook.next_on(area) for area in areas}
    return {area: due for area, due in found.items() if due}


def rests_on(history: SessionHistory, book: Book, areas: Iterable[str], now: datetime) -> list[Rest]:
    """The longest rest of each area, where some session calls for one, whatever else refuses the next."""
    outlook = _Outlook(history, book, now)
    dates = [outlook.with_and_without(area) for area in areas]
    return [found.rest for found, known in dates if found and known]


def derive(
    reader: Reader,
    library: Library,
    areas: Iterable[str],
    now: datetime,
    found: dict[tuple[str, str], Next] | None = None,
) -> Derived:
    """What the history stores: the dates of every treatment that was done on one of these areas.

    Dates of other areas are among them where more, or less, is known of the treatment now; and all dates
    are, where other rules stand behind what is stored. They go into ``found`` as they were worked out.
    """
    made = {} if found is None else found
    whole = reader.stored_under() != library.stored_under
    stored = {} if whole else {(row.treatment, row.area): row.untold for row in reader.standings()}
    changed = {pair: None for pair in reader.treated() if whole or pair[1] in set(areas)}
    wanted = {**stored, **changed}
    rows = [row for book in _done(reader, library) for row in _rows(reader, book, wanted, now, made)]
    findings = list(_finding_rows(library)) if whole else []
    ends = {words.level: words.hold_ends for words in library.levels if words.hold} if whole else {}
    sentences = sentences_today(library) if whole else []
    return Derived(rows, library.stored_under, library.treatment_ids, findings, ends, sentences, now)


def _finding_rows(library: Library) -> Iterator[FindingRow]:
    """What each rule leaves, and what is left at each level by all the others."""
    for finding in library.findings.values():
        ends = finding.ends
        about = (
            finding.id,
            VERDICTS.index(finding.verdict),
            ends.cleared_by,
            ceil(ends.healed.days) if ends.healed else None,
        )
        for rule in finding.left_by:
            yield FindingRow(rule, finding.from_level, *about)
        if finding.left_at_level is not None:
            for level in range(finding.left_at_level, len(library.levels)):
                yield FindingRow("", level, *about)


def _done(reader: Reader, library: Library) -> Iterator[Book]:
    """The rules of each treatment that was ever done."""
    for treatment in dict.fromkeys(treatment for treatment, _ in reader.treated()):
        if treatment in library.treatment_ids:
            yield Book(library, treatment)


def _rows(
    reader: Reader,
    book: Book,
    stored: Mapping[tuple[str, str], str | None],
    now: datetime,
    made: dict[tuple[str, str], Next],
) -> Iterator[Standing]:
    """The dates of one treatment that are to be stored anew: those that were made knowing something else."""
    outlook = _Outlook(reader, book, now)
    news_ids = ", ".join(sorted({*outlook.news, *outlook.memory.signature}))
    for (treatment, area), before in stored.items():
        if treatment == book.treatment and before != news_ids:
            found = outlook.next_on(area)
            if found:
                made[treatment, area] = found
                yield _make_standing(reader, treatment, area, found)._replace(untold=news_ids)


def _make_standing(reader: Reader, treatment: str, area: str, found: Next) -> Standing:
    return Standing(
        treatment=treatment,
        area=area,
        last_session=reader.last_briefs(area, treatment, 1)[0].happened,
        earliest=found.earliest,
        overdue=found.overdue or date.max,
        suggested=found.suggested,
        lapsed=found.lapse.since if found.lapse else None,
        explained=tuple(_explain(found)),
    )


def _explain(found: Next) -> Iterator[Explained]:
    """The rule and the session behind each of the dates, and the rule for which none counts."""
    behind: list[tuple[str, Rest | Lapse]] = [] if found.dated else [("earliest", found.rest)]
    behind += [("suggested", found.usual)] if found.suggested > found.earliest else []
    behind += [("lapsed", found.lapse)] if found.lapse else []
    last = (found.rest.past.treatment, found.rest.counted)
    if found.bar:
        yield Explained(BARRED, found.bar.id, found.bar.message, *last)
    if found.dated:
        yield Explained(REMEMBERED, found.dated.id, found.dated.message, *last)
    if found.sooner:
        yield Explained(SOONER, found.rest.interval.id, "", found.rest.past.treatment, found.sooner)
    for name, origin in behind:
        yield Explained(name, origin.interval.id, origin.interval.say, origin.past.treatment, origin.counted)

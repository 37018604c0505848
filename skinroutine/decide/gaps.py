"""The intervals that count after each session that was done, found once for all that were done alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import ceil

from skinroutine.decide.patches import floors_of, replaced_by, went_badly
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import AREAS, Past
from skinroutine.rulebook import VERDICTS, Interval, OfLast, Span
from skinroutine.rulebook.conditions import Answer, Chosen, Condition, Facts
from skinroutine.rulebook.doubt import holding

Day = tuple[str, str, date]
"""A treatment and an area, and a day on which it was done there."""


class Truths:
    """Whether conditions hold for sessions: those with the same answers, as one object, are asked about once.

    It keeps these answers, so that no others come to stand in their place, and lives no longer than the
    conditions that it is asked about.
    """

    def __init__(self, guards: Mapping[str, Condition]) -> None:
        self._guards = guards
        self._answers: dict[int, Mapping[str, Answer]] = {}
        self._known: dict[tuple[int, int], bool] = {}
        self._known_there: dict[tuple[int, int, str], bool] = {}

    def number(self, past: Past) -> int:
        """The number that the answers of a session have here."""
        name = id(past.answers)
        self._answers[name] = past.answers
        return name

    def facts(self, past: Past) -> Facts:
        """The answers of a session."""
        return Facts(past.answers, self._guards)

    def of(self, when: Condition, past: Past) -> bool:
        """Whether a condition holds for a session."""
        key = (id(when), self.number(past))
        if key not in self._known:
            self._known[key] = bool(holding(when, self.facts(past)).truth)
        return self._known[key]

    def on_its_area(self, when: Condition, past: Past) -> bool:
        """Whether it does for the area that is meant alone, whatever else was treated in the session."""
        key = (id(when), self.number(past), past.area)
        if key not in self._known_there:
            known = past.answers.get(AREAS)
            here = {AREAS: Chosen(frozenset({past.area}))} if past.area and isinstance(known, Chosen) else {}
            self._known_there[key] = bool(holding(when, Facts({**past.answers, **here}, self._guards)).truth)
        return self._known_there[key]


class Gap(NamedTuple):
    """An interval that counts after a session: its rest, the floors that may be longer, its usual length."""

    interval: Interval
    rest: timedelta
    floors: Sequence[Span]
    usual: timedelta | None
    """None where it has none, and where it is for another area of the session alone."""


class GapList(NamedTuple):
    """The gaps after a session, and the longest of their rests, and of these and the usual lengths."""

    gaps: Sequence[Gap]
    rest: timedelta
    usual: timedelta
    by_hour: bool
    """Whether one of them has a floor, so that the hour of the session counts too."""


class _Alike(NamedTuple):
    """Sessions that were done alike: the intervals that may count after each, and the gaps after most."""

    intervals: list[Interval]
    gaps: GapList
    """Where none of the intervals counts that ask how often something was so."""


class Gaps:
    """The intervals that count after each session, of those that call for a rest."""

    def __init__(self, treatment: str, listed: Iterable[Interval], truths: Truths) -> None:
        self.truths = truths
        self._treatment = treatment
        self._listed = list(listed)
        self._often = {item.id: (item, wanted) for item in self._listed if (wanted := item.of_last)}
        self._alike: dict[tuple[str, bool, str, int], _Alike] = {}
        self._known: dict[tuple[str, int, tuple[int, ...]], GapList] = {}

    @property
    def known(self) -> int:
        """How many kinds of sessions it knows."""
        return len(self._alike)

    def after(self, done: Sequence[tuple[Past, date]]) -> list[GapList]:
        """Return those after each of these sessions, which stand beside their days."""
        often = self._often_on(done)
        found = []
        for past, day in done:
            name = (past.treatment, past.patch, past.area, id(past.answers))
            alike = self._alike.get(name) or self._begin(past)
            found.append(self._on(past, day, alike, often) if often else alike.gaps)
        return found

    def _begin(self, past: Past) -> _Alike:
        name = self.truths.number(past)
        listed = [each for each in self._listed if self._counts(each, past)]
        usually = [each for each in listed if each.id not in self._often]
        found = _Alike(listed, self._gaps(past, usually))
        self._alike[past.treatment, past.patch, past.area, name] = found
        return found

    def _on(self, past: Past, day: date, alike: _Alike, often: Mapping[str, set[Day]]) -> GapList:
        place = (past.treatment, past.area, day)
        named = {name for name, days in often.items() if place in days}
        if not named:
            return alike.gaps
        listed = [each for each in alike.intervals if each.id not in self._often or each.id in named]
        return self._gaps(past, listed)

    def _gaps(self, past: Past, applying: list[Interval]) -> GapList:
        key = (past.area, self.truths.number(past), tuple(map(id, applying)))
        if key not in self._known:
            counting = _counting_of(applying, self.truths.facts(past))
            self._known[key] = _listed([self._on_its_area(gap, past) for gap in counting])
        return self._known[key]

    def _on_its_area(self, gap: Gap, past: Past) -> Gap:
        """A gap as it is for the area of a session that is meant, of all that were treated in it.

        The earliest day minds them all, as they wait for each other. As for the usual one, a longer gap for
        another area of the same session is none for this one.
        """
        if gap.usual is None or self.truths.on_its_area(gap.interval.when, past):
            return gap
        return gap._replace(usual=None)

    def _counts(self, interval: Interval, past: Past) -> bool:
        since = interval.since or self._treatment
        if since != past.treatment or (interval.after_patch and not past.patch):
            return False
        return interval.id in self._often or self.truths.of(interval.when, past)

    def _often_on(self, done: Sequence[tuple[Past, date]]) -> dict[str, set[Day]]:
        """The days on which an interval counts that asks how often something was so, by its id."""
        found = {}
        kinds = {(id(past.answers), past.limit): past for past, _ in done} if self._often else {}
        for name, (interval, wanted) in self._often.items():
            least = VERDICTS.index(wanted.past_limit) if wanted.past_limit else 0
            met = {
                kind
                for kind, past in kinds.items()
                if past.limit >= least and self.truths.of(interval.when, past)
            }
            if met:  # seldom is any so
                found[name] = _days_of_often(wanted, done, met)
        return found


def _listed(gaps: Sequence[Gap]) -> GapList:
    rest = max((gap.rest for gap in gaps), default=timedelta())
    usual = max((gap.usual for gap in gaps if gap.usual), default=rest)
    return GapList(gaps, rest, max(rest, usual), any(gap.floors for gap in gaps))


def _counting_of(applying: list[Interval], facts: Facts) -> Iterator[Gap]:
    """Those of the intervals that apply which no other replaces."""
    replaced = frozenset[str]() if went_badly(applying, facts) else replaced_by(applying)
    counting = [interval for interval in applying if interval.id not in replaced]
    every = max((interval.every.days for interval in counting if interval.every), default=0.0)
    for interval in counting:
        days = interval.every.days if interval.every else 0.0
        if interval.stretch > 1:
            days = max(days, every * interval.stretch)
        # The whole day after so many hours is two days beyond them at the most.
        floors = [span for span in floors_of(interval, applying) if ceil(days) < ceil(span.days) + 2]
        usual = timedelta(days=ceil(interval.suggested.days)) if interval.suggested else None
        yield Gap(interval, timedelta(days=ceil(days)), floors, usual)


def _days_of_often(
    wanted: OfLast, done: Iterable[tuple[Past, date]], met: Collection[tuple[int, int]]
) -> set[Day]:
    """The days of sessions that, with those before them, met the condition often enough.

    ``met`` are the answers that did, as the objects that they are, each with the limit of its session.
    Sessions of one day on one area count as one: two logs move nothing twice.
    """
    by_pair: dict[tuple[str, str], dict[date, bool]] = {}
    for past, day in done:
        days = by_pair.setdefault((past.treatment, past.area), {})
        days[day] = (id(past.answers), past.limit) in met or days.get(day, False)
    found: set[Day] = set()
    for (treatment, area), days in by_pair.items():
        newest = sorted(days, reverse=True)
        met_on = [days[day] for day in newest]
        for place, day in enumerate(newest):
            if sum(met_on[place : place + wanted.sessions]) >= wanted.at_least:
                found.add((treatment, area, day))
    return found

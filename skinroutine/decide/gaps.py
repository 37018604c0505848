"""The intervals that count after each session that was done, found once for all that were done alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


class Gaps:
    """The intervals that count after each session, of those that call for a rest."""

    def __init__(self, treatment: str, listed: Sequence[Interval], truths: Truths) -> None:
        self.truths = truths
        self._treatment = treatment
        self._listed = listed
        self._holding: dict[tuple[str, bool, int], list[Interval]] = {}
        self._known: dict[tuple[int, ...], list[Gap]] = {}

    def after(self, past: Past, day: date, often: Mapping[str, set[Day]]) -> list[Gap]:
        """Return those after a session of this day.

        ``often`` has the days on which an interval counts that asks how often something was so, by its id.
        """
        name, place = self.truths.number(past), (past.treatment, past.area, day)
        alike = (past.treatment, past.patch, name)
        if alike not in self._holding:
            self._holding[alike] = [each for each in self._listed if self._counts(each, past, often)]
        applying = [each for each in self._holding[alike] if place in often.get(each.id, (place,))]
        key = (name, *map(id, applying))
        if key not in self._known:
            self._known[key] = list(_counting_of(applying, self.truths.facts(past)))
        return self._known[key]

    def _counts(self, interval: Interval, past: Past, often: Mapping[str, set[Day]]) -> bool:
        since = interval.since or self._treatment
        if since != past.treatment or (interval.after_patch and not past.patch):
            return False
        return interval.id in often or self.truths.of(interval.when, past)


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


def days_of_often(
    interval: Interval,
    wanted: OfLast,
    done: Mapping[tuple[str, str], Sequence[tuple[Past, date]]],
    truths: Truths,
) -> set[Day]:
    """The days of sessions that, with those before them, met the condition often enough.

    ``done`` are the sessions of each treatment on each area.
    Sessions of one day on one area count as one: two logs move nothing twice.
    """
    least = VERDICTS.index(wanted.past_limit) if wanted.past_limit else 0
    found: set[Day] = set()
    for (treatment, area), pasts in done.items():
        days: dict[date, bool] = {}
        for past, day in pasts:
            days[day] = days.get(day, False) or (past.limit >= least and truths.of(interval.when, past))
        newest = sorted(days, reverse=True)
        met_on = [days[day] for day in newest]
        for place, day in enumerate(newest):
            if sum(met_on[place : place + wanted.sessions]) >= wanted.at_least:
                found.add((treatment, area, day))
    return found

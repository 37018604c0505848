"""A plan in the making: decides again after each answer, and knows what is still worth asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property

from skinroutine.conditions import Answer, Facts
from skinroutine.devices.heads import Head
from skinroutine.devices.worn import still_to_tell, worn_reasons
from skinroutine.history import Hold
from skinroutine.interview import always_asked
from skinroutine.limits import recent_crossings, watch_reasons
from skinroutine.model import MILDEST_REFUSAL, Reason
from skinroutine.next_dates import with_news
from skinroutine.remembering import (
    FIRST,
    SINCE,
    Remembered,
    answered_past,
    areas_of,
    hold_reasons,
    pasts_on,
    remembered_answers,
)
from skinroutine.rests import Past, Rest
from skinroutine.rulebook import Book
from skinroutine.schedule import following, restarts, rests, waits
from skinroutine.screening import STRICTEST, Verdict, screen


class Planning:
    """The rules, the history (None: not looked at) and the time of one plan."""

    def __init__(
        self,
        book: Book,
        now: datetime,
        history: Remembered | None = None,
        holds: Iterable[Hold] = (),
        heads: Iterable[Head] = (),
    ) -> None:
        self.book = book
        self.now = now
        self.history = history
        self.questions = book.questions("plan")
        self.steps = [step for steps in book.steps.values() for step in steps]
        self.holds = hold_reasons(holds, book)
        self.heads = list(heads)
        crossed = recent_crossings(history) if history is not None else []
        self.watched = watch_reasons(crossed, book, now)
        self._read: dict[tuple[str, ...], list[Past]] = {}
        self.logged = history is not None and bool(history.last_sessions(treatment=book.treatment, limit=1))

    def decide(self, answers: Mapping[str, Answer]) -> Verdict:
        """The verdict for these answers, the history and the holds."""
        facts = Facts(answers, self.book.guards)
        today = self.now.date()
        others = [*self.holds, *self._worn(answers), *waits(self.rests(answers), today)]
        others += [*self._restarts(answers), *self.watched]
        return screen(self.book.screening, facts, today, others=others, steps=self.steps)

    def rests(self, answers: Mapping[str, Answer]) -> list[Rest]:
        """The gaps that sessions before this one call for."""
        pasts = self.pasts(answers)
        return rests(self.book.treatment, self.book.intervals, pasts, self.book.guards, self.now)

    def _restarts(self, answers: Mapping[str, Answer]) -> list[Reason]:
        """A caution where the last session is so long ago that one starts again gently."""
        pasts = self.pasts(answers)
        return restarts(self.book.treatment, self.book.intervals, pasts, self.book.guards, self.now)

    def open_now(self, facts: Facts) -> frozenset[str]:
        """The questions that are still worth asking."""
        verdict = self.decide(facts.answers)
        if verdict.weight == STRICTEST:
            return frozenset()
        always = always_asked(self.questions, facts)
        heads = still_to_tell(self.heads, self.book.treatment, facts.answers)
        return verdict.open | self._open_intervals(facts) | self._untold(facts) | heads | always

    def _worn(self, answers: Mapping[str, Answer]) -> list[Reason]:
        """Why the head that is meant is used up; without a head no rule about them is read."""
        if not self.heads:
            return []
        return worn_reasons(self.heads, self.book.lives, self.book.treatment, answers, self.now)

    def pasts(self, answers: Mapping[str, Answer]) -> list[Past]:
        """The sessions that intervals count from, with what is known now of how they went."""
        told = answered_past(self.book.treatment, answers, self.now)
        found = [told] if told else []
        if self.history is not None:
            found += self._logged_on(self.history, tuple(areas_of(answers)))
        new = {name: answers[name] for name in self._recalled() if self._is_new(name, answers)}
        return with_news(found, self.book.treatment, new)

    @cached_property
    def recalled(self) -> dict[str, Answer]:
        """What the history answers by itself, of all areas together."""
        return remembered_answers(self.history, self.book, self.questions) if self.history is not None else {}

    def _is_new(self, name: str, answers: Mapping[str, Answer]) -> bool:
        """Whether the person said it: what the history says of one area is no news of another."""
        return name in answers and answers[name] != self.recalled.get(name)

    def _logged_on(self, history: Remembered, areas: tuple[str, ...]) -> list[Past]:
        """The sessions on these areas, read once: a plan decides again after each of its answers."""
        if areas not in self._read:
            self._read[areas] = pasts_on(history, self.book.library, areas, self.questions)
        return self._read[areas]

    def next_after(self, answers: Mapping[str, Answer], verdict: Verdict) -> str:
        """The next date (ISO): after the session of today when it may be done, else when it may be.

        Empty when a reason has no date: what has to heal, or to be asked, is not over on a day.
        """
        if not verdict.allowed:
            dates = [one.until for one in verdict.reasons if one.weight >= MILDEST_REFUSAL]
            return max(dates) if all(dates) else ""
        done = {
            name: answer for name, answer in answers.items() if name not in {FIRST, SINCE, *self._recalled()}
        }
        today = [Past(self.book.treatment, area, self.now, done, "") for area in areas_of(answers) or [""]]
        pasts = [*today, *self.pasts(answers)]
        found = following(self.book.treatment, self.book.intervals, pasts, self.book.guards, self.now)
        return found.earliest.isoformat() if found else ""

    def _recalled(self) -> set[str]:
        return {question.id for question in self.questions if question.remembered}

    def _untold(self, facts: Facts) -> frozenset[str]:
        """The last session, where there was one and the history does not know it."""
        missing = facts.answers.get(FIRST) is False and SINCE not in facts.answers and not self.logged
        return frozenset({SINCE}) if missing else frozenset()

    def _open_intervals(self, facts: Facts) -> frozenset[str]:
        """Whether an interval could still lengthen: only what the person knows better than the history."""
        if not self.pasts(facts.answers):
            return frozenset()
        wanted = {leaf.question for one in self.book.intervals for leaf, _ in one.when.leaves()}
        return frozenset(name for name in wanted & self._recalled() if name not in facts.answers)

"""A plan in the making: judges again after each answer, and knows what is still worth asking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property

from skinroutine.decide.carried import carried_reasons, lasting_on
from skinroutine.decide.dates import with_news
from skinroutine.decide.head_wear import still_to_tell, wear_reasons, with_areas
from skinroutine.decide.holds import hold_reasons
from skinroutine.decide.limits import recent_crossings, watch_reasons
from skinroutine.decide.patches import is_patch, patch_waits
from skinroutine.decide.person import with_person
from skinroutine.decide.rests import Rest
from skinroutine.decide.schedule import Next, Schedule, waits
from skinroutine.decide.verdict import STRICTEST, Verdict, screen
from skinroutine.history import Hold
from skinroutine.interview.pending import always_asked
from skinroutine.memory.heads import Head
from skinroutine.memory.past import ReadOnce, SessionHistory
from skinroutine.memory.sessions import (
    AREAS,
    FIRST,
    SINCE,
    Past,
    areas_of,
    pasts_on,
    remembered_answers,
)
from skinroutine.rulebook import MILDEST_REFUSAL, Question, Reason, Step
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import LEFT_OUT, NOT_SURE, Answer, Chosen, Facts, NotSure
from skinroutine.rulebook.doubt import holding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.pending import Reads


class PlanDecision:
    """The rules, the history (None: not looked at) and the time of one plan."""

    def __init__(
        self,
        book: Book,
        now: datetime,
        history: SessionHistory | None = None,
        holds: Iterable[Hold] = (),
        heads: Iterable[Head] = (),
    ) -> None:
        self.book = book
        self.now = now
        self.history = history if history is None or isinstance(history, ReadOnce) else ReadOnce(history)
        self.questions = book.questions("plan")
        self.guards = book.guards
        self._details = [question for question in self.questions if _is_detail(question)]
        self._schedule = Schedule(book.treatment, book.intervals, book.guards, now)
        self.steps = [step for steps in book.steps.values() for step in steps]
        self.holds = hold_reasons(holds, book)
        self.heads = list(heads)
        crossed = recent_crossings(history) if history is not None else []
        self.watched = watch_reasons(crossed, book, now)
        self._read: dict[str, list[Past]] = {}
        self._rests: dict[tuple[int, ...], tuple[list[Past], list[Rest]]] = {}
        self._lasts: dict[tuple[str, ...], list[Past]] = {}
        self.logged = history is not None and bool(history.last_sessions(treatment=book.treatment, limit=1))

    @property
    def rules(self) -> list[Reads]:
        """Everything that an answer could turn on."""
        return [*self.book.screening, *self.steps, *self.book.own_gaps]

    def judge(self, answers: Mapping[str, Answer]) -> Verdict:
        """The verdict for these answers, the history and the holds; a detail not given is left out."""
        return self._screen({**answers, **self._details_left_out(answers)})

    def reasons(self, answers: Mapping[str, Answer]) -> tuple[Reason, ...]:
        """Those of the verdict, where nobody is asked any more: what is still open is not looked for."""
        return self._screen({**answers, **self._details_left_out(answers)}, settled=True).reasons

    def _details_left_out(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """The details that apply and were not given: a rule that one of them eases stands as it was.

        Of a list that the person is not sure of nobody can tell the details: they are as unsure as the list.
        """
        facts = Facts(answers, self.guards)
        missing = [question for question in self._details if question.id not in answers]
        found = {question.id: holding(question.when, facts) for question in missing}
        return {name: LEFT_OUT for name, applies in found.items() if applies.truth and applies.sure}

    def _screen(
        self, answers: Mapping[str, Answer], steps: Iterable[Step] = (), *, settled: bool = False
    ) -> Verdict:
        today = self.now.date()
        answers = with_areas(self.heads, self.book.treatment, answers)
        pasts = self.pasts(answers)
        waiting = waits(self._rests_after(pasts), today)
        late = self._schedule.restarts(pasts)
        others = [*self.holds, *self._wear(answers), *waiting, *late, *self.watched]
        # While the whole area has to wait, the day of the spot would be a second date on one screen.
        others += [] if waiting else self._schedule.spots(pasts)
        facts, index = Facts(answers, self.guards), self.book.screening_index
        possible = index.possible(facts.answers)
        others += carried_reasons(possible, self._lasting(answers), facts)
        rulings = index.answered(facts) if settled else possible
        return screen(rulings, facts, today, others=others, steps=steps)

    def by_area(self, answers: Mapping[str, Answer]) -> dict[str, Verdict]:
        """What a plan of each of the areas by itself would come to."""
        return {area: self.judge({**answers, AREAS: _only(area)}) for area in areas_of(answers)}

    def rests(self, answers: Mapping[str, Answer]) -> list[Rest]:
        """The gaps that sessions before this one call for."""
        return self._rests_after(self.pasts(answers))

    def _rests_after(self, pasts: list[Past]) -> list[Rest]:
        """What these sessions call for, worked out once while they are the same objects."""
        alike = tuple(map(id, pasts))
        if alike not in self._rests:
            # Kept with the sessions, so that no other takes the place of one of them.
            self._rests[alike] = (pasts, self._schedule.rests(pasts))
        return self._rests[alike][1]

    def is_patch(self, answers: Mapping[str, Answer]) -> bool:
        """Whether today is one test patch only."""
        return is_patch(self.book.intervals, answers)

    def undecided(self, facts: Facts) -> frozenset[str]:
        """The questions that are still worth asking."""
        verdict = self._screen(facts.answers, self.steps)
        # Nothing is stricter: no answer could change it.
        if verdict.weight == STRICTEST:
            return frozenset()
        always = always_asked(self.questions, facts)
        heads = still_to_tell(self.heads, self.book.treatment, facts.answers)
        return verdict.undecided | self._open_intervals(facts) | self._untold(facts) | heads | always

    def _wear(self, answers: Mapping[str, Answer]) -> list[Reason]:
        """Why the head that is meant is used up; without a head no rule about them is read."""
        if not self.heads:
            return []
        return wear_reasons(self.heads, self.book.lives, self.book.treatment, answers, self.now)

    def pasts(self, answers: Mapping[str, Answer]) -> list[Past]:
        """The sessions that intervals count from, with what is known now of how they went."""
        answered = answered_past(self.book.treatment, answers, self.now)
        found = [answered] if answered else []
        if self.history is not None:
            found += self._sessions_on(self.history, areas_of(answers))
        new = {name: answers[name] for name in self._past_ids() if self._is_new(name, answers)}
        if answers.get(FIRST) is True and self.logged:
            # Nobody is asked how the last session went before there was a whole one.
            new = {**dict.fromkeys(self._past_ids() - self.recalled.keys() - answers.keys(), NOT_SURE), **new}
        return with_news(found, self.book.treatment, new) if new else found

    @cached_property
    def recalled(self) -> dict[str, Answer]:
        """What the history answers by itself, of all areas together."""
        if self.history is None:
            return {}
        known = remembered_answers(self.history, self.book, self.questions, self.now)
        return {**known, FIRST: True} if FIRST in known and not self.begun else known

    @cached_property
    def begun(self) -> bool:
        """Whether the first step is done: a session with the wait that a test patch calls for.

        Until then nobody knows how the skin takes it, on whichever area it was.
        """
        if self.history is None or not self.logged:
            return False
        own = [area for treatment, area in self.history.treated() if treatment == self.book.treatment]
        unknown: dict[str, Answer] = dict.fromkeys(self._past_ids(), NOT_SURE)
        # The oldest first: for most people it settles the question, and no further area is read.
        return any(
            self._is_rested(past._replace(patch=True, answers={**unknown, **past.answers}))
            for area in own
            for past in reversed(self._sessions_on(self.history, [area]))
            if past.treatment == self.book.treatment
        )

    @cached_property
    def _first_step(self) -> Schedule:
        return Schedule(self.book.treatment, patch_waits(self.book.intervals), self.guards, self.now)

    def _is_rested(self, past: Past) -> bool:
        found = self._first_step.next_session([past])
        return found is None or found.earliest <= self.now.date()

    def _is_new(self, name: str, answers: Mapping[str, Answer]) -> bool:
        """Whether the person said it: what the history says of one area is no news of another."""
        return name in answers and answers[name] != self.recalled.get(name)

    def _sessions_on(self, history: SessionHistory, areas: Iterable[str]) -> list[Past]:
        """The sessions on these areas, each read once: a plan decides again after each of its answers."""
        for area in areas:
            if area not in self._read:
                self._read[area] = pasts_on(history, self.book, [area], self.now)
        return [past for area in areas for past in self._read[area]]

    def still_better(self, answers: Mapping[str, Answer]) -> dict[str, Rest]:
        """The usual rest that still runs on each area after what was done there before, the longest."""
        found = {area: self._usual_rest({**answers, AREAS: _only(area)}) for area in areas_of(answers)}
        return {area: rest for area, rest in found.items() if rest}

    def _usual_rest(self, answers: Mapping[str, Answer]) -> Rest | None:
        asked = self.book.asked_of_person
        person = {name: answer for name, answer in answers.items() if name in asked}
        pasts = with_person(self.pasts(answers), person)
        running = [
            rest
            for rest in self._schedule.rests(pasts)
            if rest.suggested > max(rest.earliest, self.now.date())
        ]
        return max(running, key=lambda rest: rest.suggested, default=None)

    def next_after(self, answers: Mapping[str, Answer], verdict: Verdict) -> str:
        """The next date (ISO): after the session of today when it may be done, else when it may be.

        Empty when a reason has no date: what has to heal, or to be asked, is not over on a day.
        """
        if not verdict.allowed:
            dates = [reason.until for reason in verdict.reasons if reason.weight >= MILDEST_REFUSAL]
            return max(dates) if all(dates) else ""
        found = self._following(answers, areas_of(answers))
        return found.earliest.isoformat() if found else ""

    def next_by_area(self, answers: Mapping[str, Answer]) -> dict[str, Next]:
        """The next session on each area, after the session of today."""
        dates = {area: self._following(answers, [area]) for area in areas_of(answers)}
        return {area: date for area, date in dates.items() if date}

    def _following(self, answers: Mapping[str, Answer], areas: Collection[str]) -> Next | None:
        """The next session on these areas together, after the session of today."""
        unlogged = {FIRST, SINCE, *self._past_ids()}
        done = {name: answer for name, answer in answers.items() if name not in unlogged}
        patch = self.is_patch(answers)
        today = [Past(self.book.treatment, area, self.now, done, patch=patch) for area in areas or [""]]
        before = [past for past in self.pasts(answers) if past.area in {"", *areas} or not areas]
        return self._schedule.next_session([*today, *before])

    def _lasting(self, answers: Mapping[str, Answer]) -> list[Past]:
        """The sessions before of which something was told that still counts, read once."""
        areas = tuple(areas_of(answers))
        if self.history is not None and areas not in self._lasts:
            self._lasts[areas] = lasting_on(self.history, self.book, areas, self.now)
        return self._lasts.get(areas, [])

    def _past_ids(self) -> set[str]:
        return {question.id for question in self.questions if question.remembered}

    def _untold(self, facts: Facts) -> frozenset[str]:
        """The last session, where there was one and the history does not know it."""
        missing = facts.answers.get(FIRST) is False and SINCE not in facts.answers and not self.logged
        return frozenset({SINCE}) if missing else frozenset()

    def _open_intervals(self, facts: Facts) -> frozenset[str]:
        """Whether an interval could still lengthen: only what the person knows better than the history."""
        if not self.pasts(facts.answers):
            return frozenset()
        wanted = frozenset().union(*(interval.when.reads for interval in self.book.own_gaps))
        return frozenset(name for name in wanted & self._past_ids() if name not in facts.answers)


def _only(area: str) -> Chosen:
    return Chosen(frozenset({area}))


def _is_detail(question: Question) -> bool:
    """Whether an answers file may leave it out, and it is then "not sure"; what the history knows is none."""
    left_out = question.if_left_out("plan") == "not_sure"
    return left_out and bool(question.asked_by) and not question.remembered


def answered_past(treatment: str, answers: Mapping[str, Answer], now: datetime) -> Past | None:
    """The last session as an answers file gives it, by days; "not sure" is read as today."""
    days = answers.get(SINCE)
    # A copy: whoever asks on adds to the answers, and what was worked out of a session is kept.
    if isinstance(days, NotSure):
        return Past(treatment, "", now, dict(answers), f"{SINCE}=not_sure")
    # For Python true is the number 1.
    if isinstance(days, bool) or not isinstance(days, int | float):
        return None
    return Past(treatment, "", now - timedelta(days=days), dict(answers), f"{SINCE}={days:g}")

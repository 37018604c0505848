"""Rules and courses as rulings to weigh, by what they cannot do without, and the reasons that held.

A course becomes one ruling a turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from skinroutine.rulebook.answer import Answer, Chosen, possible
from skinroutine.rulebook.basis import VERDICTS, Grounded, Span, Until
from skinroutine.rulebook.conditions import Condition, Every, Facts, Not, Picked, Within
from skinroutine.rulebook.outcome import Holding
from skinroutine.rulebook.questions import SYMPTOMS
from skinroutine.rulebook.rules import Course, ScreeningRule, StepBelow, SymptomRule, Turn

HOURS: Final = "hours_since_session"


class Ruling(Struct, frozen=True, kw_only=True):
    """A rule, or a part of a course, as something to weigh.

    ``weight`` is its place among the verdicts, or its level; ``weight_if_not_sure`` applies when only
    a "not sure" makes it hold, about one of the ``doubted`` questions if any are named, and
    ``weight_if_left_out`` when only what was left out does. Of the rulings of one ``group`` only the
    strictest is told.
    """

    id: str
    when: Condition
    weight: int
    say: str
    sources: tuple[str, ...]
    group: str
    weight_if_not_sure: int | None = None
    weight_if_left_out: int | None = None
    say_if_not_sure: str = ""
    doubted: frozenset[str] = frozenset()
    until: Until | None = None
    instead: str = ""
    why: str = ""
    do: tuple[str, ...] = ()
    do_below: tuple[StepBelow, ...] = ()
    helper: tuple[str, ...] = ()
    look_for: tuple[str, ...] = ()
    call_if: tuple[str, ...] = ()
    check_again: Span | None = None
    hold: bool = False
    hold_days: int = 0
    disagreement: str = ""
    stricter: bool = False
    origin: str = ""
    item: Grounded | None = None
    """What was written, of which this is one ruling."""

    @property
    def judged(self) -> tuple[str, ...]:
        """The sentences of its item that are our own judgement."""
        if not self.item:
            return ()
        from skinroutine.rulebook.grounds import judged  # noqa: PLC0415  `why` and rule authors alone ask for it

        return judged(self.item)

    @property
    def milder(self) -> bool:
        """Whether something milder applies in doubt."""
        same = (None, self.weight)
        return self.weight_if_not_sure not in same or self.weight_if_left_out not in same

    @property
    def worst(self) -> int:
        """The most that it can count for."""
        return max(self.weight, self.weight_if_not_sure or 0, self.weight_if_left_out or 0)

    def weight_of(self, found: Holding) -> int:
        """What it counts for, as far as it holds."""
        weight = self.weight
        if not found.sure and self.weight_if_not_sure is not None:
            weight = self.weight_if_not_sure
        if found.left_out and self.weight_if_left_out is not None:
            weight = self.weight_if_left_out
        return weight


class Reason(Struct, frozen=True, kw_only=True):
    """A ruling that held, and the answers that made it hold, as ``question=answer``."""

    id: str
    weight: int
    message: str
    because: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """The questions whose "not sure" alone makes this hold. Without any it is a fact."""
    sources: tuple[str, ...] = ()
    until: str = ""
    """The date (ISO) before which this reason cannot go away, or empty."""
    until_words: str = ""
    instead: str = ""
    why: str = ""
    do: tuple[str, ...] = ()
    look_for: tuple[str, ...] = ()
    call_if: tuple[str, ...] = ()
    disagreement: str = ""
    stricter: bool = False
    """Whether who says otherwise is stricter, so that the screen of a plan says so."""
    origin: str = ""


def screening_rulings(rules: Iterable[ScreeningRule]) -> list[Ruling]:
    """Each rule with its verdict as a weight."""
    return [
        Ruling(
            id=rule.id,
            group=rule.id,
            when=rule.when,
            weight=VERDICTS.index(rule.verdict),
            weight_if_not_sure=VERDICTS.index(rule.if_not_sure) if rule.if_not_sure else None,
            weight_if_left_out=VERDICTS.index(rule.if_left_out) if rule.if_left_out else None,
            doubted=frozenset(rule.if_not_sure_about),
            say=rule.say,
            say_if_not_sure=rule.say_if_not_sure,
            sources=rule.sources,
            until=rule.until,
            instead=rule.instead,
            why=rule.why,
            hold=rule.hold,
            hold_days=rule.hold_days,
            disagreement=rule.disagreement,
            stricter=rule.stricter,
            origin=rule.origin,
            item=rule,
        )
        for rule in rules
    ]


def symptom_rulings(items: Iterable[SymptomRule | Course]) -> list[Ruling]:
    """Each rule with its level as a weight, each course turn by turn."""
    return [
        ruling
        for item in items
        for ruling in ([_of_rule(item)] if isinstance(item, SymptomRule) else _of_course(item))
    ]


def _of_rule(rule: SymptomRule) -> Ruling:
    return Ruling(
        id=rule.id,
        group=rule.id,
        when=rule.when,
        weight=rule.level,
        weight_if_not_sure=rule.if_not_sure,
        weight_if_left_out=rule.if_left_out,
        doubted=frozenset(rule.if_not_sure_about),
        say=rule.say,
        say_if_not_sure=rule.say_if_not_sure,
        sources=rule.sources,
        do=rule.do,
        do_below=rule.do_below,
        helper=rule.helper,
        look_for=rule.look_for,
        call_if=rule.call_if,
        check_again=rule.check_again,
        why=rule.why,
        disagreement=rule.disagreement,
        origin=rule.origin,
        item=rule,
    )


def _of_course(course: Course) -> Iterator[Ruling]:
    present = Every([Picked(SYMPTOMS, [course.course]), course.when])
    yield _turn(course, Turn(level=0, say=course.say, check_again=course.check_again), present)
    for turn in course.then:
        yield _turn(course, turn, Every([present, *_departure(course.course, turn)]))


def _departure(symptom: str, turn: Turn) -> Iterator[Condition]:
    """The conditions of a turn, on the full names of the symptom's details."""
    prefix = f"{SYMPTOMS}.{symptom}."
    if turn.since:
        yield Within(HOURS, {"at_least": turn.since.hours})
    if turn.when:
        yield turn.when.under(prefix)
    if turn.unless:
        yield Not(turn.unless.under(prefix))


def _turn(course: Course, turn: Turn, when: Condition) -> Ruling:
    return Ruling(
        id=course.id,
        group=course.id,
        when=when,
        weight=turn.level,
        weight_if_not_sure=turn.if_not_sure,
        weight_if_left_out=turn.if_left_out,
        doubted=_own_details(course.course, turn),
        say=turn.say,
        say_if_not_sure=turn.say_if_not_sure,
        sources=course.sources,
        do=turn.do,
        do_below=turn.do_below,
        check_again=turn.check_again,
        disagreement=course.disagreement,
        origin=course.origin,
        item=course,
    )


def _own_details(symptom: str, turn: Turn) -> frozenset[str]:
    # A milder level for a "not sure" is for the details of the turn, not for when or how the session was.
    prefix = f"{SYMPTOMS}.{symptom}."
    conditions = [condition.under(prefix) for condition in (turn.when, turn.unless) if condition]
    return frozenset().union(*(condition.reads for condition in conditions))


class RuleIndex:
    """Rulings by an option that each cannot do without, so that those for other options are not evaluated."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        self.rulings = list(rulings)
        self._unindexed: list[int] = []
        self._by_option: dict[str, dict[str, list[int]]] = {}
        for place, ruling in enumerate(self.rulings):
            self._add(place, next(required_picks(ruling.when), None))

    def _add(self, place: int, pick: Picked | None) -> None:
        if pick is None:
            self._unindexed.append(place)
            return
        by_option = self._by_option.setdefault(pick.question, {})
        for option in pick.options:
            by_option.setdefault(option, []).append(place)

    def possible(self, answers: Mapping[str, Answer]) -> list[Ruling]:
        """The rulings that could hold under these answers, in their order; the others are false for sure."""
        return self._of({question: answers.get(question) for question in self._by_option})

    def answered(self, facts: Facts) -> list[Ruling]:
        """Those that could hold by what is answered alone; the others are false or open, whatever they say.

        What was not asked is taken for a "not sure" only where one is among the answers: then it is all.
        """
        if facts.in_doubt:
            return self.possible(facts.answers)
        return self._of({name: answer for name, answer in facts.answers.items() if name in self._by_option})

    def _of(self, answers: Mapping[str, Answer | None]) -> list[Ruling]:
        places = set(self._unindexed)
        for question, answer in answers.items():
            by_option = self._by_option[question]
            # Not asked, "not sure" and any other kind of answer leave all of them to the evaluation.
            named = possible(answer) if isinstance(answer, Chosen) else by_option.keys()
            places.update(place for option in named for place in by_option.get(option, ()))
        return [self.rulings[place] for place in sorted(places)]


def required_picks(condition: Condition) -> Iterator[Picked]:
    """The options that a condition cannot do without."""
    if isinstance(condition, Picked):
        yield condition
    elif isinstance(condition, Every):
        for part in condition.parts():
            yield from required_picks(part)


def is_excluded(pick: Picked, answers: Mapping[str, Answer]) -> bool:
    """Whether the question was answered in full and none of the options that are needed is there."""
    answer = answers.get(pick.question)
    return isinstance(answer, Chosen) and not pick.options & possible(answer)

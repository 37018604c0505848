"""Sets of rules to prove laws on: every answer that makes a difference, alone, in pairs and at random."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations
from random import Random
from typing import NamedTuple

from compiled_rules import Bits, Masks, Scales, holds
from rule_set import Answers, anybody, values_of
from skinroutine.decide.checklist import stands_in
from skinroutine.decide.patches import steps_of_the_day
from skinroutine.decide.schedule import Schedule, waits
from skinroutine.memory.sessions import AREAS, SINCE
from skinroutine.rulebook import MOST_STEPS, Interval, Phase, Question, Ruling, Step
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Picked
from skinroutine.rulebook.rulings import HOURS
from todays_rules import check_edges, checking, example, plan_edges, planning

SYMPTOMS = "symptoms"
NONE = Chosen(frozenset())


class Change(NamedTuple):
    """One thing that a person may answer: a value, or one more option with a detail of it."""

    question: str
    option: str
    detail: str
    value: Answer

    @property
    def place(self) -> tuple[str, str, str]:
        """What else could have been said here."""
        return self.question, self.option, self.detail

    def on(self, answers: Answers) -> Answers:
        """The answers with this in them."""
        if not self.option:
            return {**answers, self.question: self.value}
        before = answers[self.question]
        assert isinstance(before, Chosen)
        added = {**answers, self.question: Chosen(before.options | {self.option})}
        return added | {self.detail: self.value} if self.detail else added

    def adds_to(self, answers: Mapping[str, Answer]) -> bool:
        """Whether this is one more option of a question that was answered."""
        before = answers[self.question]
        return bool(self.option) and isinstance(before, Chosen) and self.option not in before.options

    def goes_with(self, other: Change) -> bool:
        """Whether a person may answer both."""
        if self.question != other.question:
            return True
        return bool(self.option and other.option) and self.place != other.place and bool(
            self.option != other.option or (self.detail and other.detail)
        )  # fmt: skip


class Proof(NamedTuple):
    """Rules to be proven: how strict they are on complete answers, and what can be answered."""

    weight: Callable[[Answers], int]
    bits: Bits
    scales: Scales
    base: Answers
    changes: tuple[Change, ...]
    random: Callable[[Random], Answers]

    @property
    def places(self) -> dict[tuple[str, str, str], list[Change]]:
        """The changes that exclude each other, together."""
        found: dict[tuple[str, str, str], list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.place, []).append(change)
        return found


@cache
def plan_proof(treatment: str, *more: Ruling) -> Proof:
    """The rules that give a verdict, with the intervals."""
    plan = planning(treatment)
    rulings = [*plan.book.screening, *more]
    others = [*(one.when for one in plan.steps), *(one.when for one in plan.book.own_gaps)]
    bits = Bits(plan.questions, [*(one.when for one in rulings), *others], keep=[SINCE])
    since = bits.guarded.get(SINCE)
    scales = Scales(bits, rulings)
    seen = bits.read_by(one.when for one in plan.book.own_gaps)
    known: dict[tuple[int, Answer | None], int] = {}

    def timed(answers: Answers, found: int) -> int:
        """What the time since the last session comes to: a wait, a gentle start, or nothing."""
        asked = since is None or holds(since.firm, found)
        key = (found & seen, answers[SINCE] if asked else None)
        if key not in known:
            pasts = plan.pasts(bits.applying(answers))
            schedule = Schedule(treatment, plan.book.intervals, plan.book.guards, plan.now)
            reasons = [*waits(schedule.rests(pasts), plan.now.date()), *schedule.restarts(pasts)]
            known[key] = max((one.weight for one in reasons), default=0)
        return known[key]

    def weight(answers: Answers) -> int:
        found = bits.of(answers)
        return max(scales.weight(found), timed(answers, found))

    edges = {**plan_edges(treatment), SINCE: lengths(plan.book.intervals)}
    listed = list(bits.questions.values())
    base = harmless(listed) | example(treatment)
    changes = tuple(changes_of(listed, edges, bits))
    return Proof(weight, bits, scales, base, changes, anybody(listed, edges))


@cache
def check_proof(treatment: str, *more: Ruling) -> Proof:
    """The rules that give a level."""
    check = checking(treatment)
    bits = Bits(check.questions, [one.when for one in [*check.rules, *more]])
    scales = Scales(bits, [*check.rules, *more], by=SYMPTOMS)

    def weight(answers: Answers) -> int:
        named = answers[SYMPTOMS]
        assert isinstance(named, Chosen)
        return scales.weight(bits.of(answers), named.options)

    edges = check_edges(treatment)
    listed = list(bits.questions.values())
    base = harmless(listed)
    changes = tuple(changes_of(listed, edges, bits))
    session = [one for one in listed if not one.when.parts() and one.id != SYMPTOMS]
    told = [one for one in changes if one.question == SYMPTOMS]

    in_session = anybody(session, edges)

    def random(luck: Random) -> Answers:
        answers = base | in_session(luck)
        for change in luck.sample(told, luck.randint(2, 8)):
            answers = change.on(answers)
        return answers

    return Proof(weight, bits, scales, base, changes, random)


def times_of(answers: Answers, symptoms: Iterable[str]) -> list[Answer]:
    """The hours since the session, and those of each symptom that has lasted longer: it is judged by both."""
    since = answers[HOURS]
    if not isinstance(since, int | float):
        return [since]
    lasted = [answers.get(f"{SYMPTOMS}.{symptom}.hours") for symptom in symptoms]
    return [since, *sorted(one for one in lasted if isinstance(one, int | float) and one > since)]


def lengths(intervals: list[Interval]) -> list[float]:
    """The days after which some interval is over, stretched or not, or after which one starts again."""
    spans = [span.days for one in intervals for span in (one.every, one.never_within, one.lapsed) if span]
    return sorted({days * factor for days in spans for factor in (1, *(one.stretch for one in intervals))})


def harmless(questions: Iterable[Question]) -> Answers:
    """No option at all, and the first value of everything else."""
    return {one.id: NONE if one.kind == "many" else values_of(one, {}, unsure=False)[0] for one in questions}


def changes_of(
    questions: Iterable[Question], edges: Mapping[str, list[float]], bits: Bits
) -> Iterator[Change]:
    """Every answer that some rule can tell from another, each detail with the option that it belongs to."""
    listed = list(questions)
    parents = {one.id: parent for one in listed if (parent := parent_of(one))}
    for question in listed:
        values = values_of(question, edges)
        if question.id not in bits.keep:
            values = different(values, bits.masks[question.id])
        if question.id in parents:
            read = [value for value in values if len(values) > 1]
            yield from (Change(*parents[question.id], question.id, value) for value in read)
        elif question.kind == "many":
            yield from (Change(question.id, option, "", True) for option in question.options)
            if question.not_sure:
                yield Change(question.id, "", "", NOT_SURE)
        else:
            yield from (Change(question.id, "", "", value) for value in values)


def parent_of(question: Question) -> tuple[str, str] | None:
    """The question and the option that a detail belongs to: ``symptoms`` and one symptom."""
    for leaf, _ in question.when.leaves():
        if isinstance(leaf, Picked) and f"{question.id}.".find(f".{next(iter(leaf.options))}.") > 0:
            return leaf.question, next(iter(leaf.options))
    return None


def different(values: Iterable[Answer], masks: Masks) -> list[Answer]:
    """One answer of each sort: two that no rule can tell apart are one."""
    first: dict[int, Answer] = {}
    for value in values:
        first.setdefault(masks[value], value)
    return list(first.values())


def sampled(proof: Proof, luck: Random, count: int) -> Iterator[Answers]:
    """People with a few things that matter; each fifth one answers everything at random."""
    for place in range(count):
        if place % 5 == 0:
            yield proof.random(luck)
            continue
        answers = proof.base
        for change in luck.sample(proof.changes, luck.choice((2, 3, 3, 4, 6))):
            if not change.option or isinstance(answers[change.question], Chosen):
                answers = change.on(answers)
        yield answers


def sights(bits: Bits, seen: int, edges: Mapping[str, list[float]], alone: str = "") -> set[int]:
    """Everything that conditions with these bits can ever see, whatever is answered: not a sample.

    Of the question that is ``alone`` only one option at a time is chosen.
    """
    found = {0}
    for name, question in bits.questions.items():
        masks = {bits.masks[name][value] & seen for value in values_of(question, edges)}
        if question.kind == "many" and name != alone:
            for mask in list(masks):
                masks |= {mask | other for other in masks}
        if name in bits.guarded:
            masks.add(0)
        found = {one | other for one in found for other in masks}
    return found


def checklists(treatment: str) -> Iterator[tuple[Phase, list[Step]]]:
    """Every list of steps that a phase can come to for one area."""
    proof, edges = plan_proof(treatment), plan_edges(treatment)
    days = [
        (phase, steps_of_the_day(steps, patch=patch))
        for phase, steps in planning(treatment).book.steps.items()
        for patch in (False, True)
    ]
    for phase, steps in days:
        compiled = [(step, proof.bits.clauses(step.when)) for step in steps]
        seen = proof.bits.read_by(step.when for step in steps)
        for bits in sights(proof.bits, seen, edges, AREAS):
            held = [step for step, clauses in compiled if holds(clauses, bits)]
            yield phase, [step for step in held if not any(stands_in(other, step) for other in held)]


def complaints(steps: list[Step]) -> list[str]:
    """What is wrong with the steps of one phase, when all are shown."""
    found = [f"{one.id} and {other.id}" for one, other in combinations(steps, 2) if contradict(one, other)]
    return [*found, f"{len(steps)} steps"] if len(steps) > MOST_STEPS else found


def contradict(one: Step, other: Step) -> bool:
    """One says do and the other says avoid, of one subject, for hours that overlap."""
    return (
        bool(one.subject)
        and one.subject == other.subject
        and {one.kind, other.kind} == {"do", "avoid"}
        and max(hours(one)[0], hours(other)[0]) < min(hours(one)[1], hours(other)[1])
    )


def hours(step: Step) -> tuple[float, float]:
    """From when to when a step holds, in hours after the session."""
    return step.starts.hours if step.starts else 0, step.lasts.hours if step.lasts else 1e9

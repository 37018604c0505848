"""A set of shipped rules, people to hold against them, and their results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from checkout import TESTS
from skinroutine.commands.typed import complete
from skinroutine.decide.checklist import checklist
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import Triage
from skinroutine.decide.verdict import Verdict
from skinroutine.interview.answers import read_answers
from skinroutine.machine import here
from skinroutine.memory.sessions import FIRST, SINCE
from skinroutine.review.sampler import turning_points
from skinroutine.rulebook import Case, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Condition, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library

THIRD = TESTS / "third"
NOW: Final = here()
"""When everything is decided, even if the first test that asks has set the clock: what is decided is kept."""
EDGE = 0.01

Answers = dict[str, Answer]


@cache
def _library(shipped: Path, *own: Path) -> Library:
    return Library(layers(own, shipped_folder=shipped))


@cache
def _planning(shipped: Path, treatment: str, *own: Path) -> PlanDecision:
    return PlanDecision(Book(_library(shipped, *own), treatment), NOW)


@cache
def _checking(shipped: Path, treatment: str, *own: Path) -> SymptomDecision:
    return SymptomDecision(Book(_library(shipped, *own), treatment), NOW)


@cache
def _example(shipped: Path, treatment: str, *own: Path) -> Mapping[str, object]:
    _, raw = _library(shipped, *own).example(treatment)
    assert isinstance(raw, dict)
    return raw


@cache
def _plan_edges(shipped: Path, treatment: str) -> dict[str, list[float]]:
    return turning_points(conditions_of(_planning(shipped, treatment)))


@cache
def _check_edges(shipped: Path, treatment: str) -> dict[str, list[float]]:
    return turning_points(one.when for one in _checking(shipped, treatment).rules)


class RuleSet:
    """One folder of shipped rules, read once; ``own`` are folders laid over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = _library(folder)
        self.treatments = self.library.treatment_ids

    def library_with(self, *own: Path) -> Library:
        return _library(self.folder, *own)

    def planning(self, treatment: str, *own: Path) -> PlanDecision:
        """A plan that knows no history."""
        return _planning(self.folder, treatment, *own)

    def checking(self, treatment: str, *own: Path) -> SymptomDecision:
        """A check of symptoms that knows no history."""
        return _checking(self.folder, treatment, *own)

    def plan_edges(self, treatment: str) -> dict[str, list[float]]:
        """The numbers at which a plan turns, by question."""
        return _plan_edges(self.folder, treatment)

    def check_edges(self, treatment: str) -> dict[str, list[float]]:
        """The numbers at which a check turns, by question."""
        return _check_edges(self.folder, treatment)

    def example(self, treatment: str, *own: Path, **changes: object) -> Answers:
        """The answers of example.yaml with changes; None takes an answer out."""
        raw = _example(self.folder, treatment, *own)
        given = {name: value for name, value in {**raw, **changes}.items() if value is not None}
        answers = read_answers(given, self.planning(treatment, *own).questions)
        return {FIRST: SINCE not in answers, **answers}

    def story(self, treatment: str, luck: Random, *, most: int = 3) -> tuple[Answers, Answers, str]:
        """A story with all of its details; then the details of one more symptom, and its name."""
        check, bounds = self.checking(treatment), self.check_edges(treatment)
        few = luck.sample(sorted(one.id for one in check.book.symptoms), luck.randint(1, most) + 1)
        asked = {
            symptom: [one for one in check.questions if one.id.startswith(f"symptoms.{symptom}.")]
            for symptom in few
        }
        session = [one for one in check.questions if not one.id.startswith("symptoms")]
        told = somebody([*session, *(one for symptom in few[1:] for one in asked[symptom])], bounds, luck)
        told["symptoms"] = Chosen(frozenset(few[1:]))
        return told, somebody(asked[few[0]], bounds, luck), few[0]

    def cases(self, *own: Path) -> list[tuple[str, Case]]:
        """Every case of every treatment of these rules."""
        library = self.library_with(*own)
        return [
            (treatment, case)
            for treatment, file in library.case_files()
            for case in library.read_file(file, "cases")
            if isinstance(case, Case)
        ]

    def planned(self, treatment: str, case: Case, *own: Path) -> tuple[Answers, Verdict]:
        """A case through what ``plan --answers`` runs. Raises MissingAnswersError as that does."""
        plan = self.planning(treatment, *own)
        answers = self.example(treatment, *own, **(case.answers or {}))
        complete("plan", plan, answers)
        return answers, plan.judge(answers)

    def checked(self, treatment: str, case: Case, *own: Path) -> tuple[Answers, Triage]:
        """A case through what ``check-symptoms --answers`` runs."""
        check = self.checking(treatment, *own)
        answers = read_answers(case.symptoms or {}, check.questions)
        complete("check-symptoms", check, answers)
        return answers, check.judge(answers)


def plan_result(plan: PlanDecision, answers: Answers) -> dict[str, object]:
    """All that a person gets of a plan, but for the words."""
    verdict = plan.judge(answers)
    steps = checklist(plan.book, Facts(answers, plan.book.guards)) if verdict.allowed else {}
    return {
        "verdict": verdict.name,
        "reasons": {(one.id, one.weight, one.until) for one in verdict.reasons},
        "steps": [f"{found.place} {found.step.id}".strip() for phase in steps.values() for found in phase],
        "next": plan.next_after(answers, verdict),
        "stored": {one.id: answers.get(one.id) for one in plan.questions if one.always},
    }


def check_result(check: SymptomDecision, answers: Answers) -> dict[str, object]:
    """All that a person gets of a check."""
    found = check.judge(answers)
    return {
        "level": found.level,
        "reasons": {(one.id, one.weight, one.message) for one in found.reasons},
        "actions": found.actions,
    }


def conditions_of(plan: PlanDecision) -> list[Condition]:
    """Every ``when`` that a plan reads."""
    book = plan.book
    steps = [one.when for one in plan.steps]
    return [*(one.when for one in book.screening), *steps, *(one.when for one in book.own_gaps)]


def values_of(question: Question, bounds: Mapping[str, list[float]], *, unsure: bool = True) -> list[Answer]:
    """Every answer that could make a difference, the harmless ones among them."""
    known: list[Answer]
    if question.kind == "yes_no":
        known = [False, True]
    elif question.kind == "number":
        near = [bound + step for bound in bounds.get(question.id, []) for step in (-EDGE, 0, EDGE)]
        allowed = [number for number in near if question.least <= number <= question.most]
        known = list(dict.fromkeys([question.least, *allowed, question.most]))
    elif question.kind == "many":
        singles: list[Answer] = [Chosen(frozenset({option})) for option in question.options]
        known = singles if question.at_least_one else [Chosen(frozenset()), *singles]
    else:
        known = list(question.options)
    return [*known, NOT_SURE] if unsure and question.not_sure else known


def somebody(questions: Iterable[Question], bounds: Mapping[str, list[float]], luck: Random) -> Answers:
    """An answer to every question; of many options at most two, and mostly few."""
    return anybody(questions, bounds)(luck)


def anybody(questions: Iterable[Question], bounds: Mapping[str, list[float]]) -> Callable[[Random], Answers]:
    """What gives one ``somebody`` after another: what can be said is looked up once for all of them."""
    sayings = [(question.id, _saying(question, bounds)) for question in questions]
    return lambda luck: {name: say(luck) for name, say in sayings}


def _saying(question: Question, bounds: Mapping[str, list[float]]) -> Callable[[Random], Answer]:
    """What gives an answer to a question by luck."""
    if question.kind == "many":
        options, least = sorted(question.options), int(question.at_least_one)
        return lambda luck: Chosen(frozenset(luck.sample(options, luck.choice([0, 0, 1, 2]) or least)))
    values, doubted = values_of(question, bounds, unsure=False), question.not_sure
    return lambda luck: NOT_SURE if doubted and luck.random() < 0.05 else luck.choice(values)


def applying(answers: Answers, questions: Iterable[Question], guards: Mapping[str, Condition]) -> Answers:
    """These answers without those to questions that do not apply."""
    kept = dict(answers)
    facts = Facts(kept, guards)
    for question in questions:
        if holding(question.when, facts).truth is False and kept.pop(question.id, None) is not None:
            facts = Facts(kept, guards)  # they know nothing of what was taken out
    return kept


def chances(seed: int | str) -> Random:
    """The same run of luck every time."""
    return Random(seed)  # noqa: S311  people to try, no secrets

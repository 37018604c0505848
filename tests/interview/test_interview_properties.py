"""The interview against rules that nobody designed: it asks enough, and nothing in vain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from interviews import conduct
from skinroutine.decide.verdict import STRICTEST, Verdict, screen
from skinroutine.interview.asking import Asking
from skinroutine.rulebook import Question, Ruling, guards_of
from skinroutine.rulebook.conditions import (
    NOT_SURE,
    Answer,
    AnyOf,
    Chosen,
    Condition,
    Every,
    Facts,
    Not,
    Picked,
    YesNo,
)

TODAY = date(2026, 11, 20)
OPTIONS = ("x", "y", "z")
PARTS = ("m_x", "m_y", "m_z", "a", "b", "c", "d")


def a_question(
    name: str, kind: Literal["yes_no", "one", "many"], when: Condition | None = None, *, screens: bool = False
) -> Question:
    return Question(
        id=name,
        kind=kind,
        ask="?",
        why="!",
        asked_by=("plan",),
        options={} if kind == "yes_no" else dict.fromkeys(OPTIONS, "label"),
        when=when or Every(()),
        screens={"first": ("x",), "second": ("y", "z")} if screens else {},
    )


QUESTIONS = [
    a_question("a", "yes_no"),
    a_question("m", "many", screens=True),
    a_question("b", "yes_no"),
    a_question("c", "one"),
    a_question("d", "yes_no", Every([YesNo("b", yes=True)])),
]
GUARDS = guards_of(QUESTIONS)


def leaf(part: str, *, yes: bool) -> Condition:
    """A condition on one question; none is true, or false, under every answer."""
    if part.startswith("m_"):
        return Picked("m", [part[-1]])
    return Picked("c", ["x"]) if part == "c" else YesNo(part, yes=yes)


@st.composite
def read_once(draw: st.DrawFn, *, apart: bool = False) -> Condition:
    """A condition that reads no answer twice, so that whatever it is open on can really decide it."""
    parts = draw(st.lists(st.sampled_from(PARTS), unique=True, min_size=1, max_size=4))
    if apart and "d" in parts:  # the guard of d is b
        parts = [part for part in parts if part != "b"]
    found = [leaf(part, yes=draw(st.booleans())) for part in parts]
    while len(found) > 1:
        joined = draw(st.sampled_from([Every, AnyOf]))(found[:2])
        found = [*found[2:], Not(joined) if draw(st.booleans()) else joined]
    return found[0]


def rulings(conditions: st.SearchStrategy[Condition]) -> st.SearchStrategy[list[Ruling]]:
    doubts = st.sets(st.sampled_from(["a", "b", "c"]), max_size=2)
    rule = st.tuples(conditions, st.integers(0, 4), st.one_of(st.none(), st.integers(0, 4)), doubts)
    return st.lists(rule, max_size=5).map(
        lambda rules: [
            Ruling(
                id=f"r{place}",
                group=f"r{place}",
                when=when,
                weight=weight,
                weight_if_not_sure=None if milder is None else min(weight, milder),
                doubted=frozenset(doubted),
                say=".",
                sources=("s",),
            )
            for place, (when, weight, milder, doubted) in enumerate(rules)
        ]
    )


YES_NO: st.SearchStrategy[Answer] = st.sampled_from([True, False, NOT_SURE])
PEOPLE: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {
        "a": YES_NO,
        "b": YES_NO,
        "c": st.one_of(st.sampled_from(OPTIONS), st.just(NOT_SURE)),
        "d": YES_NO,
        "m": st.sets(st.sampled_from(OPTIONS)).map(lambda options: Chosen(frozenset(options))),
    }
)


class Interview(NamedTuple):
    """Who was asked what, and what had been known before each question."""

    known: dict[str, Answer]
    put: list[tuple[Asking, dict[str, Answer]]]


def verdict(rules: list[Ruling], answers: dict[str, Answer]) -> Verdict:
    return screen(rules, Facts(answers, GUARDS), TODAY)


def interview(rules: list[Ruling], person: dict[str, Answer]) -> Interview:
    found = Interview({}, [])

    def ask(asking: Asking) -> Answer:
        found.put.append((asking, dict(found.known)))
        answer = person[asking.question.id]
        return Chosen(answer.options & asking.options.keys()) if isinstance(answer, Chosen) else answer

    def still_open(facts: Facts) -> frozenset[str]:
        return screen(rules, facts, TODAY).undecided

    conduct(QUESTIONS, found.known, still_open, ask, [rule for rule in rules if rule.weight])
    return found


def everything(person: dict[str, Answer]) -> dict[str, Answer]:
    """All that a person would say who is asked everything that applies."""
    return {name: answer for name, answer in person.items() if name != "d" or person["b"] is True}


def told(result: Verdict) -> set[tuple[str, int]]:
    return {(reason.id, reason.weight) for reason in result.reasons}


@pytest.mark.proof
@given(rulings(read_once()), PEOPLE)
@examples(300)
def test_what_was_not_asked_changes_no_verdict_and_no_reason(
    rules: list[Ruling], person: dict[str, Answer]
) -> None:
    short, full = verdict(rules, interview(rules, person).known), verdict(rules, everything(person))
    assert short.name == full.name
    if short.weight < STRICTEST:
        assert told(short) == told(full)
    else:
        assert {reason.id for reason in short.reasons} <= {reason.id for reason in full.reasons}


@pytest.mark.proof
@given(rulings(read_once()), PEOPLE)
@examples(300)
def test_an_interview_ends_with_nothing_open_and_puts_nothing_twice(
    rules: list[Ruling], person: dict[str, Answer]
) -> None:
    held = interview(rules, person)
    put = [(asking.question.id, option) for asking, _ in held.put for option in asking.options or [""]]
    assert verdict(rules, held.known).undecided == frozenset()
    assert len(put) == len(set(put))


def answers_to(asking: Asking) -> list[Answer]:
    """Every answer to a question as it was put; of kind many each set of options, as some rules need two."""
    if asking.question.kind == "many":
        return [Chosen(chosen) for chosen in subsets(asking.options)]
    return [True, False] if asking.question.kind == "yes_no" else [*asking.options]


def completions(known: dict[str, Answer], asked: str) -> list[dict[str, Answer]]:
    """Ways to answer everything else: all yes or all no, each option or none, question by question."""
    ways: list[dict[str, Answer]] = [dict(known)]
    for question in QUESTIONS:
        before = known.get(question.id)
        if question.id != asked and (before is None or (isinstance(before, Chosen) and before.unseen)):
            ways = [{**way, question.id: one} for way in ways for one in all_answers(question, before)]
    return ways


def all_answers(question: Question, before: Answer | None) -> list[Answer]:
    if question.kind != "many":
        return [True, False] if question.kind == "yes_no" else ["x", "y"]
    chosen, unseen = (before.options, before.unseen) if isinstance(before, Chosen) else ("", OPTIONS)
    return [Chosen(one | frozenset(chosen)) for one in subsets(unseen)]


def subsets(options: Iterable[str]) -> list[frozenset[str]]:
    sets = [frozenset[str]()]
    for option in options:
        sets += [one | {option} for one in sets]
    return sets


def could_matter(rules: list[Ruling], asking: Asking, known: dict[str, Answer]) -> bool:
    """Whether, under some completion, two answers to this question lead to different results."""
    name, before = asking.question.id, known.get(asking.question.id)
    rest = (before.unseen if isinstance(before, Chosen) else frozenset(OPTIONS)) - asking.options.keys()
    chosen = before.options if isinstance(before, Chosen) else frozenset[str]()
    for way in completions(known, name):
        for others in subsets(rest):
            results = set()
            for answer in answers_to(asking):
                whole = Chosen(chosen | others | answer.options) if isinstance(answer, Chosen) else answer
                results.add(frozenset(told(verdict(rules, everything({**way, name: whole})))))
            if len(results) > 1:
                return True
    return False


@given(rulings(read_once(apart=True)), PEOPLE)
@examples(100)
def test_no_question_is_put_whose_every_answer_gives_the_same_result(
    rules: list[Ruling], person: dict[str, Answer]
) -> None:
    for asking, known in interview(rules, person).put:
        assert could_matter(rules, asking, known), asking.question.id

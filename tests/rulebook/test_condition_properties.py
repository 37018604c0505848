"""What holds for conditions that nobody designed. Questions a to d are yes or no, m is of kind many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
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
    Within,
    YesNo,
)
from skinroutine.rulebook.doubt import holding

YES_NO = ("a", "b", "c", "d")
OPTIONS = ("x", "y", "z")

LEAVES = st.one_of(
    st.builds(lambda name, yes: YesNo(name, yes=yes), st.sampled_from(YES_NO), st.booleans()),
    st.builds(Picked, st.just("m"), st.sets(st.sampled_from(OPTIONS), min_size=1)),
    st.builds(
        lambda bound, number: Within("n", {bound: number}),
        st.sampled_from(["under", "at_least"]),
        st.integers(0, 3),
    ),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(Every), st.lists(inner, max_size=3).map(AnyOf), inner.map(Not)
    ),
    max_leaves=8,
)
CHOSEN = st.sets(st.sampled_from(OPTIONS)).map(lambda options: Chosen(frozenset(options)))
FULL: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {
        **{name: st.sampled_from([True, False, NOT_SURE]) for name in YES_NO},
        "m": st.one_of(CHOSEN, st.just(NOT_SURE)),
        "n": st.one_of(st.integers(0, 3), st.just(NOT_SURE)),
    }
)
ASKED = st.sets(st.sampled_from([*YES_NO, "m", "n"]))
SEEN = st.tuples(ASKED, st.sets(st.sampled_from(OPTIONS)))
"""The questions that were asked, and the options of m that were not shown."""
# A question is guarded only by conditions on earlier ones: "d" by what does not read "d".
GUARDS: st.SearchStrategy[dict[str, Condition]] = st.one_of(
    st.just({}),
    CONDITIONS.filter(lambda guard: all(leaf.question != "d" for leaf, _ in guard.leaves())).map(
        lambda guard: {"d": guard}
    ),
)


def partly(full: dict[str, Answer], seen: tuple[set[str], set[str]]) -> dict[str, Answer]:
    """The answers to some questions; of kind many only what was shown."""
    asked, unseen = seen
    known = {name: full[name] for name in full if name in asked}
    many = known.get("m")
    if isinstance(many, Chosen):
        known["m"] = Chosen(many.options - unseen, frozenset(unseen))
    return known


def applying(full: dict[str, Answer], guards: dict[str, Condition]) -> dict[str, Answer]:
    """The answers that a person who is asked everything gives: none where the question does not apply."""
    known = {name: answer for name, answer in full.items() if name not in guards}
    for name, guard in guards.items():
        if guard.weigh(Facts(known, {}), not_sure=False).truth:
            known[name] = full[name]
    return known


@pytest.mark.proof
@given(CONDITIONS, GUARDS, FULL, SEEN, st.booleans())
@examples(600)
def test_no_later_answer_contradicts_what_was_decided(
    condition: Condition,
    guards: dict[str, Condition],
    full: dict[str, Answer],
    seen: tuple[set[str], set[str]],
    not_sure: bool,
) -> None:
    everything = applying(full, guards)
    early = condition.weigh(Facts(partly(everything, seen), guards), not_sure=not_sure)
    late = condition.weigh(Facts(everything, guards), not_sure=not_sure)
    assert late.truth is not None
    assert early.truth in {None, late.truth}


@pytest.mark.proof
@given(CONDITIONS, GUARDS, FULL, SEEN)
@examples(600)
def test_every_open_question_is_still_to_be_answered(
    condition: Condition,
    guards: dict[str, Condition],
    full: dict[str, Answer],
    seen: tuple[set[str], set[str]],
) -> None:
    known = partly(applying(full, guards), seen)
    for milder in (True, False):
        found = holding(condition, Facts(known, guards), milder_if_not_sure=milder)
        assert (found.truth is None) == bool(found.open)
        for name in found.open:
            answer = known.get(name)
            assert answer is None or (isinstance(answer, Chosen) and answer.unseen)


@given(CONDITIONS, FULL, st.sampled_from([*YES_NO, "m", "n"]))
@examples(600)
def test_not_sure_is_never_milder_than_any_other_answer(
    condition: Condition, full: dict[str, Answer], name: str
) -> None:
    if holding(condition, Facts(full, {})).truth:
        unsure = holding(condition, Facts({**full, name: NOT_SURE}, {}))
        assert unsure.truth is True


@given(CONDITIONS, FULL)
@examples(600)
def test_what_holds_against_not_sure_holds_in_its_favour(
    condition: Condition, full: dict[str, Answer]
) -> None:
    facts = Facts(full, {})
    if condition.weigh(facts, not_sure=False).truth:
        assert condition.weigh(facts, not_sure=True).truth is True


@given(CONDITIONS, FULL, ASKED, st.booleans())
@examples(300)
def test_a_condition_and_its_opposite_are_never_decided_alike_without_a_not_sure(
    condition: Condition, full: dict[str, Answer], asked: set[str], not_sure: bool
) -> None:
    facts = Facts({name: full[name] for name in asked if full[name] is not NOT_SURE}, {})
    itself = condition.weigh(facts, not_sure=not_sure).truth
    opposite = Not(condition).weigh(facts, not_sure=not_sure).truth
    assert opposite is (None if itself is None else not itself)

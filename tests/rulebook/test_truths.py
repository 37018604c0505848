"""What a condition comes to is kept for the same answers, and is what asking anew would give."""

from __future__ import annotations

from itertools import product
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st

from effort import examples
from skinroutine.rulebook.conditions import (
    LEFT_OUT,
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
from skinroutine.rulebook.guards import Guards

LEAVES: Final = (
    YesNo("a", yes=True), YesNo("b", yes=False), Picked("c", ["x", "y"]), Picked("d", ["x"]),
    Within("a", {"at_least": 1}), Within("e", {"under": 7}),
)  # fmt: skip
CONDITIONS: Final = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(Every),
        st.lists(inner, min_size=1, max_size=3).map(AnyOf),
        inner.map(Not),
    ),
    max_leaves=4,
)
OPTIONS: Final = st.frozensets(st.sampled_from("xyz"))
ONE: Final = st.sampled_from([True, False, 1, 1.0, 7, "x", NOT_SURE, LEFT_OUT])
WAYS: Final = ((False, frozenset[str]()), (True, frozenset[str]()), (True, frozenset("cd")))
ANSWERS: Final = st.dictionaries(st.sampled_from("abcde"), ONE | st.builds(Chosen, OPTIONS, OPTIONS, OPTIONS))


@given(st.lists(CONDITIONS, min_size=1, max_size=4), st.lists(ANSWERS, min_size=1, max_size=6), CONDITIONS)
@examples(400)
def test_what_is_kept_is_what_asking_again_would_give(
    conditions: list[Condition], known: list[dict[str, Answer]], guard: Condition
) -> None:
    assume(
        all(leaf.question != "b" for leaf, _ in guard.leaves())
    )  # a question that guards itself is refused

    def fresh() -> Guards:
        return Guards({"b": guard}, {"d": frozenset("xy")})

    guards = fresh()
    for answers in [*known, *known]:
        for condition, (milder, about) in product(conditions, WAYS):
            kept, anew = (
                holding(condition, Facts(answers, each), milder_if_not_sure=milder, about=about)
                for each in (guards, fresh())
            )
            assert kept == anew


def test_a_yes_is_not_taken_for_the_number_one() -> None:
    guards, numbers = Guards({}, {}), Within("a", {"at_least": 1})
    truths = [holding(numbers, Facts({"a": answer}, guards)).truth for answer in (True, 1, 1.0, True)]
    assert truths == [False, True, True, False]


def test_no_more_is_kept_of_a_condition_than_under_256_sets_of_answers() -> None:
    guards, few = Guards({}, {}), Within("e", {"under": 7})
    for number in range(1000):
        assert holding(few, Facts({"e": number}, guards)).truth is (number < 7)
    assert len(guards.kept[few][1]) <= 256

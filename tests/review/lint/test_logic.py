"""What ``milder`` lets pass cannot be switched off by choosing one more option."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.lint.logic import milder
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.review.lint.vocabulary import Vocabulary
from skinroutine.rulebook import Question, ScreeningRule, guards_of
from skinroutine.rulebook.conditions import Answer, Chosen, Condition, Facts
from skinroutine.rulebook.whens import condition

WRITTEN = [
    Question(id="foods", kind="many", ask="?", why="?", asked_by=("plan",), options={"egg": "", "nut": ""}),
    Question(id="since.{foods}", kind="number", ask="?", why="?", asked_by=("plan",), most=10),
    Question(id="smoker", kind="yes_no", ask="?", why="?", asked_by=("plan",)),
]
VOCABULARY = Vocabulary(WRITTEN, {})
GUARDS = guards_of(
    found for name in ("since.egg", "since.nut") if isinstance(found := VOCABULARY.find(name), Question)
)
SUBSETS = [frozenset(some) for some in ([], ["egg"], ["nut"], ["egg", "nut"])]
DAYS = [0.0, 4.0, 9.0]
LEAVES = st.one_of(
    st.fixed_dictionaries({"foods": st.lists(st.sampled_from(["egg", "nut"]), min_size=1, max_size=2)}),
    st.fixed_dictionaries({"smoker": st.booleans()}),
    *(
        st.fixed_dictionaries(
            {name: st.sampled_from([{"under": 3}, {"over": 3}, {"at_least": 3, "under": 7}])}
        )
        for name in ("since.egg", "since.nut")
    ),
)
WHENS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=6,
)


def flagged(when: Condition) -> bool:
    rule = ScreeningRule(id="own", when=when, verdict="wait", say="Wait.", sources=("judgement",))
    entry = PlacedItem(rule, "screening", "brushing", "screening.yaml", 1, "own")
    return bool(list(milder(Ruleset(Catalogue((entry,), ()), ["brushing"], lambda _: VOCABULARY))))


def holds(when: Condition, foods: frozenset[str], answers: Mapping[str, Answer]) -> bool:
    """Whether it holds for these foods; days since a food that was not chosen are not asked."""
    kept = {name: answer for name, answer in answers.items() if name.partition(".")[2] in {"", *foods}}
    return when.weigh(Facts({**kept, "foods": Chosen(foods)}, GUARDS), not_sure=True).truth is True


def undone(when: Condition) -> bool:
    """Whether one more food, eaten at any time, makes a condition that held not hold."""
    return any(
        holds(when, fewer, answers) and not holds(when, more, answers)
        for egg, nut, smoker in product(DAYS, DAYS, [True, False])
        for answers in [{"since.egg": egg, "since.nut": nut, "smoker": smoker}]
        for fewer, more in product(SUBSETS, SUBSETS)
        if fewer < more
    )


@given(WHENS)
def test_what_is_let_pass_cannot_be_undone_by_one_more_option(when: dict[str, object]) -> None:
    made = condition(when)
    assume(not flagged(made))
    assert not undone(made)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ({"foods": "egg", "not": {"since.egg": {"under": 3}}}, False),
        ({"foods": ["egg", "nut"], "not": {"since.egg": {"under": 3}}}, True),
        ({"not": {"since.egg": {"under": 3}}}, True),
        ({"any": [{"foods": "egg"}, {"smoker": True}], "not": {"since.egg": {"under": 3}}}, True),
        ({"any": [{"smoker": True}, {"foods": "egg", "not": {"since.egg": {"over": 3}}}]}, False),
        ({"not": {"not": {"foods": "egg"}}}, False),
        ({"not": {"any": [{"smoker": True}, {"foods": "egg"}]}}, True),
        ({"not": {"smoker": True}}, False),
    ],
)
def test_a_not_is_told_where_one_more_option_can_undo_it(when: dict[str, object], told: bool) -> None:
    assert flagged(condition(when)) is told
    assert undone(condition(when)) is told

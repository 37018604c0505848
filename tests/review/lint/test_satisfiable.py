"""Whether conditions can hold together: the search against trying every answer there is."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skinroutine.review.lint.satisfiable import can_hold, key
from skinroutine.rulebook import Question, guards_of
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Condition, Facts
from skinroutine.rulebook.whens import condition


def question(name: str, kind: str, **more: object) -> Question:
    return Question(id=name, kind=kind, ask="?", why="?", asked_by=("plan",), **more)  # type: ignore[arg-type]


QUESTIONS = {
    one.id: one
    for one in [
        question("colour", "one", options={"red": "", "blue": "", "green": ""}, not_sure=False),
        question("foods", "many", options={"egg": "", "nut": ""}),
        question("smoker", "yes_no"),
        question("age", "number", least=0, most=10),
        question("days_since.egg", "number", least=0, most=10, when=condition({"foods": "egg"})),
        question("packs", "number", least=0, most=10, when=condition({"smoker": True}), not_sure=False),
    ]
}
GUARDS = guards_of(QUESTIONS.values())
NUMBERS = [0, 0.5, 3, 4, 5, 6, 7, 9.5, 10]
VALUES: dict[str, list[Answer]] = {
    "colour": ["red", "blue", "green"],
    "foods": [Chosen(frozenset(some)) for some in ([], ["egg"], ["nut"], ["egg", "nut"])],
    "smoker": [True, False],
    "age": [*NUMBERS],
    "days_since.egg": [*NUMBERS],
    "packs": [*NUMBERS],
}
BOUNDS = st.dictionaries(
    st.sampled_from(["under", "over", "at_least", "at_most"]),
    st.sampled_from([3, 5, 7]),
    min_size=1,
    max_size=2,
)
LEAVES = st.one_of(
    st.fixed_dictionaries({"colour": st.lists(st.sampled_from(["red", "blue", "green"]), min_size=1)}),
    st.fixed_dictionaries({"foods": st.lists(st.sampled_from(["egg", "nut"]), min_size=1)}),
    st.fixed_dictionaries({"smoker": st.booleans()}),
    *(st.fixed_dictionaries({name: BOUNDS}) for name in ("age", "days_since.egg", "packs")),
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


def tried(conditions: list[Condition], *, unsure: bool) -> bool:
    """Whether some answers to the questions that are read make all of the conditions hold."""
    read = {leaf.question for one in conditions for leaf, _ in one.leaves()}
    read |= {leaf.question for name in read & set(GUARDS) for leaf, _ in GUARDS[name].leaves()}
    names = sorted(read, key=list(QUESTIONS).index)
    doubt: dict[str, list[Answer]] = {
        name: [NOT_SURE] if unsure and QUESTIONS[name].not_sure else [] for name in names
    }
    return any(
        all(_holds(one, dict(zip(names, values, strict=True))) for one in conditions)
        for values in product(*(VALUES[name] + doubt[name] for name in names))
    )


def _holds(one: Condition, answers: dict[str, Answer]) -> bool:
    asked = dict(answers)
    for name in (name for name in answers if name in GUARDS):
        if GUARDS[name].weigh(Facts(asked, GUARDS), not_sure=True).truth is False:
            del asked[name]
    return one.weigh(Facts(asked, GUARDS), not_sure=True).truth is True


@given(st.lists(WHENS, min_size=1, max_size=2))
def test_conditions_can_hold_when_some_answers_make_them_hold(whens: list[dict[str, object]]) -> None:
    conditions = [condition(when) for when in whens]
    assert can_hold(conditions, QUESTIONS.get) == tried(conditions, unsure=False)


@given(st.lists(WHENS, min_size=1, max_size=2))
def test_with_doubt_they_can_hold_whenever_some_answers_or_a_not_sure_make_them(
    whens: list[dict[str, object]],
) -> None:
    conditions = [condition(when) for when in whens]
    assert can_hold(conditions, QUESTIONS.get, unsure=True) or not tried(conditions, unsure=True)


@given(st.lists(WHENS, min_size=1, max_size=2))
def test_with_doubt_they_can_hold_only_then_where_no_question_hangs_on_another(
    whens: list[dict[str, object]],
) -> None:
    conditions = [condition(when) for when in whens]
    assume(not any(leaf.question in GUARDS for one in conditions for leaf, _ in one.leaves()))
    assert can_hold(conditions, QUESTIONS.get, unsure=True) == tried(conditions, unsure=True)


@pytest.mark.parametrize(
    ("when", "possible"),
    [
        ({"age": {"at_least": 5, "at_most": 5}}, True),
        ({"age": {"at_least": 5, "under": 5}}, False),
        ({"age": {"over": 10}}, False),
        ({"not": {"age": {"at_least": 0}}}, False),
        ({"foods": "egg", "not": {"foods": "nut"}}, True),
        ({"foods": ["egg", "nut"], "not": {"foods": ["egg", "nut"]}}, False),
        ({"days_since.egg": {"under": 3}, "not": {"foods": "egg"}}, False),
        ({"not": {"days_since.egg": {"under": 3}}}, True),
        ({"packs": {"over": 3}, "smoker": False}, False),
        ({"colour": "red", "any": [{"colour": "blue"}, {"colour": "green"}]}, False),
    ],
)
def test_a_condition_that_speaks_against_itself_cannot_hold(when: dict[str, object], possible: bool) -> None:
    assert can_hold([condition(when)], QUESTIONS.get) is possible


def test_a_condition_too_tangled_to_settle_counts_as_possible() -> None:
    either = [{"any": [{"foods": "egg"}, {"age": {"over": n / 100}}, {"smoker": True}]} for n in range(40)]
    never = condition({"all": [{"all": either}, {"colour": "red"}, {"colour": "blue"}]})
    assert can_hold([never], QUESTIONS.get) in {True, False}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"smoker": True, "age": {"over": 3}}, {"age": {"over": 3}, "smoker": True}, True),
        ({"all": [{"smoker": True}]}, {"smoker": True}, True),
        ({"foods": ["egg", "nut"]}, {"foods": ["nut", "egg"]}, True),
        (
            {"any": [{"smoker": True}, {"foods": "egg"}]},
            {"any": [{"foods": ["egg"]}, {"smoker": True}]},
            True,
        ),
        ({"any": [{"smoker": True}, {"foods": "egg"}]}, {"smoker": True, "foods": "egg"}, False),
        ({"age": {"over": 3}}, {"age": {"at_least": 3}}, False),
        ({"not": {"smoker": True}}, {"smoker": False}, False),
    ],
)
def test_conditions_say_the_same_whatever_their_order(
    one: dict[str, object], other: dict[str, object], same: bool
) -> None:
    assert (key(condition(one)) == key(condition(other))) is same

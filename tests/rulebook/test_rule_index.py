"""Rules that an answer leaves out are not evaluated, and nothing is lost by it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rule_set import chances, somebody
from shipped import TREATMENTS, checking, plan_edges, planning, story
from skinroutine.decide.evaluate import evaluate
from skinroutine.rulebook import Ruling
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
)
from skinroutine.rulebook.rulings import RuleIndex

MANY = ("skin", "medicines")
OPTIONS = "abc"
PICKS: st.SearchStrategy[Condition] = st.builds(
    Picked, st.sampled_from([*MANY, "device"]), st.sets(st.sampled_from(OPTIONS), min_size=1)
)
CONDITIONS = st.recursive(
    PICKS | st.builds(lambda: Within("days", {"under": 7})),
    lambda parts: (
        st.builds(Every, st.lists(parts, max_size=3))
        | st.builds(AnyOf, st.lists(parts, min_size=1, max_size=3))
        | st.builds(Not, parts)
    ),
    max_leaves=6,
)
CHOSEN = st.builds(
    lambda options, unseen: Chosen(frozenset(options), frozenset(unseen) - frozenset(options)),
    st.sets(st.sampled_from(OPTIONS)),
    st.sets(st.sampled_from(OPTIONS)),
)
ANSWERS: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {},
    optional={
        **{name: CHOSEN | st.just(NOT_SURE) for name in MANY},
        "device": st.sampled_from(OPTIONS) | st.just(NOT_SURE),
        "days": st.integers(0, 14) | st.just(NOT_SURE),
    },
)


def a_ruling(number: int, when: Condition, group: str, milder: int | None) -> Ruling:
    return Ruling(
        id=f"r{number}", group=group, when=when, weight=3, weight_if_not_sure=milder, doubted=frozenset(),
        say="Wait.", sources=("s",),
    )  # fmt: skip


@given(
    st.lists(st.tuples(CONDITIONS, st.sampled_from("xyz"), st.none() | st.integers(0, 2)), max_size=6),
    ANSWERS,
    st.dictionaries(st.sampled_from([*MANY, "device", "days"]), CONDITIONS, max_size=2),
)
def test_what_can_hold_comes_to_the_same_as_all_rules(
    drawn: list[tuple[Condition, str, int | None]],
    answers: dict[str, Answer],
    guards: dict[str, Condition],
) -> None:
    rulings = [a_ruling(number, *one) for number, one in enumerate(drawn)]
    facts = Facts(answers, {name: when for name, when in guards.items() if not reads(when, name, guards)})
    index = RuleIndex(rulings)
    assert evaluate(index.possible(answers), facts) == evaluate(rulings, facts)
    assert evaluate(index.answered(facts), facts).fired == evaluate(rulings, facts).fired


def reads(when: Condition, name: str, guards: dict[str, Condition]) -> bool:
    """Whether a guard reads a question that is guarded itself: no rule file can say so in a circle."""
    return any(leaf.question == name or leaf.question in guards for leaf, _ in when.leaves())


def test_a_rule_for_an_option_that_was_not_chosen_is_left_out() -> None:
    sunburn = a_ruling(0, Picked("skin", ["a"]), "x", None)
    index = RuleIndex([sunburn, a_ruling(1, Picked("skin", ["b"]), "y", None)])
    assert index.possible({"skin": Chosen(frozenset({"a"}))}) == [sunburn]


def test_a_rule_for_an_option_that_was_not_shown_yet_is_kept() -> None:
    sunburn = a_ruling(0, Picked("skin", ["a"]), "x", None)
    assert RuleIndex([sunburn]).possible({"skin": Chosen(frozenset(), frozenset({"a"}))}) == [sunburn]


def test_not_asked_and_not_sure_keep_every_rule() -> None:
    rulings = [a_ruling(0, Picked("skin", ["a"]), "x", None)]
    answers: list[dict[str, Answer]] = [{}, {"skin": NOT_SURE}]
    assert [RuleIndex(rulings).possible(one) for one in answers] == [rulings, rulings]


def test_the_rules_of_every_treatment_come_to_the_same() -> None:
    for treatment in TREATMENTS:
        luck = chances(f"index {treatment}")
        plan, check = planning(treatment), checking(treatment)
        for _ in range(20):
            person = somebody(plan.questions, plan_edges(treatment), luck)
            signs, _, _ = story(treatment, luck)
            for rules, answers, guards in (
                (plan.book.screening, person, plan.guards),
                (check.rules, signs, check.guards),
            ):
                facts, index = Facts(answers, guards), RuleIndex(rules)
                assert evaluate(index.possible(answers), facts) == evaluate(rules, facts)
                assert evaluate(index.answered(facts), facts).fired == evaluate(rules, facts).fired


def test_of_what_was_not_asked_no_rule_is_left_where_nobody_is_asked() -> None:
    index = RuleIndex(
        [a_ruling(0, Picked("skin", ["a"]), "x", None), a_ruling(1, Picked("device", ["b"]), "y", None)]
    )
    assert [rule.id for rule in index.answered(Facts({"device": "b"}, {}))] == ["r1"]

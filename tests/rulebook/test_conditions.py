from __future__ import annotations

import pytest

from skinroutine.rulebook.conditions import (
    ALWAYS,
    BOUNDS,
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
from skinroutine.rulebook.outcome import Holding, Outcome

A, B, C = YesNo("a", yes=True), YesNo("b", yes=True), YesNo("c", yes=True)


def truth(
    condition: Condition,
    answers: dict[str, Answer],
    guards: dict[str, Condition] | None = None,
    *,
    not_sure: bool = True,
) -> bool | None:
    return condition.weigh(Facts(answers, guards or {}), not_sure=not_sure).truth


def opened(
    condition: Condition, answers: dict[str, Answer], guards: dict[str, Condition] | None = None
) -> set[str]:
    return set(condition.weigh(Facts(answers, guards or {}), not_sure=True).open)


def said(**states: bool | None) -> dict[str, Answer]:
    """Yes, no, or None for not asked."""
    return {name: state for name, state in states.items() if state is not None}


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, True, None, True),
        (None, False, False, None),
        (None, None, None, None),
    ],
)
def test_all_and_any_follow_the_three_valued_tables(
    a: bool | None, b: bool | None, both: bool | None, either: bool | None
) -> None:
    assert truth(Every([A, B]), said(a=a, b=b)) is both
    assert truth(AnyOf([A, B]), said(a=a, b=b)) is either


@pytest.mark.parametrize(("a", "turned"), [(True, False), (False, True), (None, None)])
def test_not_turns_yes_and_no_and_leaves_open_open(a: bool | None, turned: bool | None) -> None:
    assert truth(Not(A), said(a=a)) is turned


def test_a_rule_without_conditions_always_holds() -> None:
    assert truth(ALWAYS, {}) is True


def test_any_of_nothing_never_holds() -> None:
    assert truth(AnyOf([]), {}) is False


@pytest.mark.parametrize(
    ("condition", "answer", "found"),
    [
        (Picked("q", ["x"]), "x", True),
        (Picked("q", ["x", "y"]), "y", True),
        (Picked("q", ["x"]), "y", False),
        (Picked("q", ["x"]), Chosen(frozenset("xz")), True),
        (Picked("q", ["x"]), Chosen(frozenset("z")), False),
        (Picked("q", ["x"]), Chosen(frozenset()), False),
        (YesNo("q", yes=True), True, True),
        (YesNo("q", yes=True), False, False),
        (YesNo("q", yes=False), False, True),
        (YesNo("q", yes=False), True, False),
        (YesNo("q", yes=True), 1, False),
        (YesNo("q", yes=False), 0, False),
        (Within("q", {"under": 3}), 3, False),
        (Within("q", {"under": 3}), 2.9, True),
        (Within("q", {"over": 3}), 3, False),
        (Within("q", {"over": 3}), 3.1, True),
        (Within("q", {"at_least": 3}), 3, True),
        (Within("q", {"at_least": 3}), 2.9, False),
        (Within("q", {"at_most": 3}), 3, True),
        (Within("q", {"at_most": 3}), 3.1, False),
        (Within("q", {"over": 1, "under": 3}), 2, True),
        (Within("q", {"over": 1, "under": 3}), 3, False),
        (Within("q", {"over": 1, "under": 3}), 1, False),
        (Within("q", {"under": 3}), True, False),
        (Within("q", {"under": 3}), "2", False),
    ],
)
def test_a_condition_on_one_question_reads_its_answer(
    condition: Condition, answer: Answer, found: bool
) -> None:
    assert truth(condition, {"q": answer}) is found


def test_there_are_four_bounds() -> None:
    assert list(BOUNDS) == ["under", "over", "at_least", "at_most"]


@pytest.mark.parametrize(
    "condition", [Picked("q", ["x"]), YesNo("q", yes=True), YesNo("q", yes=False), Within("q", {"under": 7})]
)
def test_not_sure_counts_in_favour_of_a_rule_and_of_its_opposite(condition: Condition) -> None:
    facts = Facts({"q": NOT_SURE}, {})
    assert holding(condition, facts).truth is True
    assert holding(Not(condition), facts).truth is True
    assert holding(Not(Not(condition)), facts).truth is True


def test_counted_against_a_rule_not_sure_fails_it_in_both_polarities() -> None:
    assert truth(A, {"a": NOT_SURE}, not_sure=False) is False
    assert truth(Not(A), {"a": NOT_SURE}, not_sure=False) is False


def test_a_rule_that_only_a_not_sure_makes_hold_is_not_sure_itself() -> None:
    held = holding(Every([A, B]), Facts({"a": NOT_SURE, "b": True}, {}))
    assert (held.truth, held.sure) == (True, False)


def test_a_rule_that_holds_whatever_the_not_sure_means_is_sure() -> None:
    held = holding(AnyOf([A, B]), Facts({"a": NOT_SURE, "b": True}, {}))
    assert (held.truth, held.sure) == (True, True)


def test_a_no_beside_a_not_sure_still_fails_a_rule_that_needs_both() -> None:
    assert holding(Every([A, B]), Facts({"a": NOT_SURE, "b": False}, {})).truth is False


def test_a_rule_with_a_milder_result_stays_open_while_a_question_could_settle_which_applies() -> None:
    facts = Facts({"a": NOT_SURE}, {})
    milder = holding(AnyOf([A, B]), facts, milder_if_not_sure=True)
    assert milder == Holding(None, sure=False, because=("a=not_sure",), open=frozenset({"b"}))


def test_a_rule_without_a_milder_result_needs_no_further_question() -> None:
    held = holding(AnyOf([A, B]), Facts({"a": NOT_SURE}, {}))
    assert (held.truth, held.open) == (True, frozenset())


@pytest.mark.parametrize(("about", "sure"), [("", False), ("a", False), ("b", True)])
def test_only_a_not_sure_about_the_named_questions_leaves_a_rule_in_doubt(about: str, sure: bool) -> None:
    facts = Facts({"a": NOT_SURE, "b": True}, {})
    assert holding(Every([A, B]), facts, about=frozenset(about)).sure is sure
    assert holding(Every([Not(A), B]), facts, about=frozenset(about)).sure is sure


def test_a_question_whose_guard_is_false_does_not_apply() -> None:
    assert truth(B, {"a": False}, {"b": A}) is False
    assert opened(B, {"a": False}, {"b": A}) == set()


def test_a_question_whose_guard_is_open_hangs_on_the_guard() -> None:
    assert truth(B, {}, {"b": A}) is None
    assert opened(B, {}, {"b": A}) == {"a"}


def test_a_question_whose_guard_holds_is_open_itself() -> None:
    assert opened(B, {"a": True}, {"b": A}) == {"b"}


def test_a_question_whose_guard_is_not_sure_is_not_sure_too() -> None:
    held = holding(B, Facts({"a": NOT_SURE}, {"b": A}))
    assert (held.truth, held.sure, held.because) == (True, False, ("b=not_sure",))


def test_an_answer_counts_even_where_its_guard_is_not_sure() -> None:
    assert truth(B, {"a": NOT_SURE, "b": False}, {"b": A}) is False


def test_a_guard_that_another_answer_could_still_settle_is_no_not_sure_yet() -> None:
    guards: dict[str, Condition] = {"b": AnyOf([A, C])}
    assert opened(B, {"a": NOT_SURE}, guards) == {"c"}
    assert opened(B, {"a": NOT_SURE, "c": True}, guards) == {"b"}
    assert truth(B, {"a": NOT_SURE, "c": False}, guards) is True


def test_guards_of_guards_are_followed_to_the_first_open_question() -> None:
    assert opened(C, {}, {"c": B, "b": A}) == {"a"}
    assert opened(C, {"a": True}, {"c": B, "b": A}) == {"b"}
    assert truth(C, {"a": False}, {"c": B, "b": A}) is False


def test_an_option_that_was_not_shown_yet_is_open() -> None:
    answer = Chosen(frozenset({"x"}), unseen=frozenset({"y"}))
    assert truth(Picked("q", ["y"]), {"q": answer}) is None
    assert opened(Picked("q", ["y"]), {"q": answer}) == {"q"}


def test_an_option_that_was_shown_and_not_chosen_is_no() -> None:
    assert truth(Picked("q", ["z"]), {"q": Chosen(frozenset({"x"}), unseen=frozenset({"y"}))}) is False


def test_one_chosen_option_is_enough_whatever_is_unseen() -> None:
    answer = Chosen(frozenset({"x"}), unseen=frozenset({"y"}))
    assert truth(Picked("q", ["x", "y"]), {"q": answer}) is True


@pytest.mark.parametrize(
    ("condition", "answers", "because"),
    [
        (A, {"a": True}, ("a=yes",)),
        (YesNo("a", yes=False), {"a": False}, ("a=no",)),
        (A, {"a": NOT_SURE}, ("a=not_sure",)),
        (Picked("q", ["x", "y"]), {"q": Chosen(frozenset("yxz"))}, ("q=x", "q=y")),
        (Picked("q", ["x"]), {"q": "x"}, ("q=x",)),
        (Within("n", {"under": 1}), {"n": 0.25}, ("n=0.25",)),
        (Within("n", {"under": 99}), {"n": 70}, ("n=70",)),
        (Every([A, B]), {"a": True, "b": True}, ("a=yes", "b=yes")),
        (Every([A, A]), {"a": True}, ("a=yes",)),
        (AnyOf([A, B]), {"a": False, "b": True}, ("b=yes",)),
        (AnyOf([A, B]), {"a": True, "b": True}, ("a=yes", "b=yes")),
        (Not(A), {"a": False}, ("a=no",)),
        (Not(Picked("q", ["x"])), {"q": Chosen(frozenset())}, ("q=none",)),
        (Not(Picked("q", ["x"])), {"q": Chosen(frozenset("zy"))}, ("q=y+z",)),
    ],
)
def test_because_names_the_answers_that_make_a_rule_hold(
    condition: Condition, answers: dict[str, Answer], because: tuple[str, ...]
) -> None:
    assert condition.weigh(Facts(answers, {}), not_sure=True) == Outcome(truth=True, because=because)


def test_what_does_not_hold_has_no_because() -> None:
    facts = Facts({"a": True, "b": False}, {})
    assert Every([A, B]).weigh(facts, not_sure=True) == Outcome(truth=False)
    assert Not(A).weigh(facts, not_sure=True) == Outcome(truth=False)


def test_an_open_condition_names_every_question_that_it_hangs_on_and_no_other() -> None:
    assert opened(Every([A, B, C]), {"b": True}) == {"a", "c"}
    assert opened(AnyOf([A, Not(Every([B, C]))]), {"b": True}) == {"a", "c"}


def test_a_settled_condition_is_open_on_nothing() -> None:
    assert opened(Every([A, B]), {"a": False}) == set()
    assert opened(AnyOf([A, B]), {"a": True}) == set()


def test_a_condition_can_be_put_on_the_details_of_a_symptom() -> None:
    parts: list[Condition] = [Picked("q", ["x"]), AnyOf([YesNo("b", yes=True), Within("n", {"over": 1})])]
    moved = Not(Every(parts)).under("symptoms.fever.")
    assert [(leaf.question, positive) for leaf, positive in moved.leaves()] == [
        ("symptoms.fever.q", False),
        ("symptoms.fever.b", False),
        ("symptoms.fever.n", False),
    ]
    answers: dict[str, Answer] = {"symptoms.fever.q": "x", "symptoms.fever.b": True}
    assert truth(moved, answers) is False


def test_leaves_know_whether_they_stand_under_a_not() -> None:
    found = [(leaf.question, positive) for leaf, positive in Every([A, Not(AnyOf([B, Not(C)]))]).leaves()]
    assert found == [("a", True), ("b", False), ("c", True)]

"""Weighing, and what screening and triage make of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from effort import examples
from skinroutine.decide.evaluate import evaluate, strictest_per_group
from skinroutine.decide.triage import Triage, triage
from skinroutine.decide.verdict import Verdict, screen
from skinroutine.rulebook import LevelWords, Reason, Ruling, Span, Step, StepBelow, Until
from skinroutine.rulebook.conditions import (
    NOT_SURE,
    Answer,
    AnyOf,
    Condition,
    Every,
    Facts,
    Picked,
    Within,
    YesNo,
)

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
GO, CAUTION, WAIT, PROFESSIONAL, NO = range(5)
LEVELS = [
    LevelWords(level=0, name="expected", title="Expected", say="Carry on.", check_again=Span(24, "24 hours")),
    LevelWords(level=1, name="self-care", title="Rest", say="Rest.", do=("Rest.",), check_again=Span(48, "")),
    LevelWords(level=2, name="see-professional", title="See", say="See.", do=("Book a visit.",), hold=True),
    LevelWords(level=3, name="urgent", title="Today", say="Today.", do=("Go today.",)),
    LevelWords(level=4, name="emergency", title="Now", say="Now.", do=("Call 112.", "Lie down.")),
]


def yes(question: str) -> Condition:
    return YesNo(question, yes=True)


def a_ruling(name: str, weight: int, when: Condition | None = None, *, milder: int | None = None) -> Ruling:
    return Ruling(
        id=name,
        group=name,
        when=when or yes(name),
        weight=weight,
        weight_if_not_sure=milder,
        say=f"{name} holds.",
        sources=("s",),
    )


def screened(rulings: list[Ruling], answers: dict[str, Answer], *others: Reason) -> Verdict:
    return screen(rulings, Facts(answers, {}), TODAY, others=others)


def triaged(rulings: list[Ruling], answers: dict[str, Answer]) -> Triage:
    return triage(rulings, Facts(answers, {}), LEVELS, NOW)


def ids(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.id for reason in reasons]


def test_the_weight_is_the_strictest_that_holds() -> None:
    weighed = evaluate(
        [a_ruling("a", 1), a_ruling("b", 3), a_ruling("c", 4)],
        Facts({"a": True, "b": True, "c": False}, {}),
    )
    assert weighed.weight == 3


def test_nothing_that_holds_weighs_nothing() -> None:
    assert evaluate([a_ruling("a", 4)], Facts({"a": False}, {})).weight == 0


def test_a_ruling_that_nobody_asked_about_is_open_and_does_not_hold() -> None:
    weighed = evaluate([a_ruling("a", 4)], Facts({}, {}))
    assert weighed.fired == ()
    assert weighed.questions == {"a"}


def test_the_soonest_check_counts_and_what_goes_slowly_puts_it_off_by_itself_alone() -> None:
    slow, quick = replace(a_ruling("slow", 1), check_again=Span(72, "")), a_ruling("quick", 1)
    alone = triaged([slow, quick], {"slow": True, "quick": False})
    both = triaged([slow, quick], {"slow": True, "quick": True})
    assert (alone.check_again, both.check_again) == (NOW + timedelta(hours=72), NOW + timedelta(hours=48))


def test_in_an_emergency_a_helper_comes_after_oneself_and_what_is_mild_after_both() -> None:
    fit = replace(a_ruling("fit", 4), do=("Wipe it off.",), helper=("Turn the person.",))
    found = triaged([fit, replace(a_ruling("itch", 1), do=("Cool it.",))], {"fit": True, "itch": True})
    assert found.actions == ("Call 112.", "Wipe it off.", "Lie down.", "Turn the person.", "Cool it.")
    assert (found.helper, found.meanwhile) == (("Turn the person.",), ("Cool it.",))


def test_a_milder_weight_applies_while_only_a_not_sure_makes_a_ruling_hold() -> None:
    weighed = evaluate([a_ruling("a", NO, milder=CAUTION)], Facts({"a": NOT_SURE}, {}))
    assert (weighed.weight, weighed.questions) == (CAUTION, frozenset())


def test_a_plain_yes_gets_the_full_weight_although_a_milder_one_is_named() -> None:
    assert evaluate([a_ruling("a", NO, milder=CAUTION)], Facts({"a": True}, {})).weight == NO


def test_a_not_sure_gets_the_full_weight_when_nothing_milder_is_named() -> None:
    assert evaluate([a_ruling("a", NO)], Facts({"a": NOT_SURE}, {})).weight == NO


def test_the_milder_weight_counts_at_once_while_another_question_could_raise_it() -> None:
    either = a_ruling("either", NO, AnyOf([yes("a"), yes("b")]), milder=CAUTION)
    weighed = evaluate([either], Facts({"a": NOT_SURE}, {}))
    assert (weighed.weight, weighed.questions) == (CAUTION, frozenset("b"))
    assert evaluate([either], Facts({"a": NOT_SURE, "b": True}, {})).weight == NO


def test_a_milder_weight_may_be_limited_to_a_not_sure_about_some_questions() -> None:
    both = replace(a_ruling("both", NO, Every([yes("a"), yes("b")]), milder=CAUTION), doubted=frozenset("a"))
    unsure: Answer = NOT_SURE
    about_a, about_b = Facts({"a": unsure, "b": True}, {}), Facts({"a": True, "b": unsure}, {})
    assert [evaluate([both], facts).weight for facts in (about_a, about_b)] == [CAUTION, NO]


def test_of_one_group_only_the_strictest_is_told() -> None:
    rulings = [a_ruling("x", 0), a_ruling("y", 2), a_ruling("z", 1)]
    course = [replace(ruling, group="redness") for ruling in rulings]
    held = evaluate(course, Facts({"x": True, "y": True, "z": True}, {})).fired
    assert [one.ruling.id for one in strictest_per_group(held)] == ["y"]


def test_what_is_told_is_strictest_first_and_then_in_the_order_of_the_rules() -> None:
    rulings = [a_ruling("a", 1), a_ruling("b", 3), a_ruling("c", 1), a_ruling("d", 3)]
    held = evaluate(rulings, Facts(dict.fromkeys("abcd", True), {})).fired
    assert [one.ruling.id for one in strictest_per_group(held)] == ["b", "d", "a", "c"]


@pytest.mark.parametrize(
    ("weight", "name", "allowed"),
    [
        (0, "go", True),
        (1, "caution", True),
        (2, "wait", False),
        (3, "professional-first", False),
        (4, "no", False),
    ],
)
def test_a_weight_is_a_verdict_and_only_the_two_mildest_allow_a_session(
    weight: int, name: str, allowed: bool
) -> None:
    verdict = screened([a_ruling("a", weight)], {"a": True})
    assert (verdict.name, verdict.allowed) == (name, allowed)


def test_every_reason_that_holds_is_named_with_the_answers_behind_it() -> None:
    rulings = [a_ruling("a", CAUTION), a_ruling("b", NO), a_ruling("c", WAIT)]
    verdict = screened(rulings, {"a": True, "b": NOT_SURE, "c": False})
    assert [(one.id, one.weight, one.because) for one in verdict.reasons] == [
        ("b", NO, ("b=not_sure",)),
        ("a", CAUTION, ("a=yes",)),
    ]


def test_a_go_is_no_reason_and_asks_nothing() -> None:
    verdict = screened([a_ruling("a", GO), a_ruling("b", GO)], {"a": True})
    assert (verdict.reasons, verdict.undecided, verdict.name) == ((), frozenset(), "go")


def test_a_go_whose_not_sure_is_a_caution_still_asks() -> None:
    ruling = a_ruling("a", GO, milder=CAUTION)
    assert screened([ruling], {}).undecided == {"a"}
    assert screened([ruling], {"a": NOT_SURE}).name == "caution"


def test_reasons_from_elsewhere_count_like_rules() -> None:
    hold = Reason(id="hold", weight=NO, message="A hold is in force.")
    verdict = screened([a_ruling("a", CAUTION)], {"a": True}, hold)
    assert (verdict.name, ids(verdict.reasons)) == ("no", ["hold", "a"])


def test_a_rule_counts_days_from_what_it_names() -> None:
    recent = Within("days_since.peel", {"under": 14})
    rule = replace(a_ruling("peel", WAIT, recent), until=Until(days=14, after="peel"))
    verdict = screened([rule], {"days_since.peel": 9})
    assert (verdict.until, verdict.reasons[0].until) == ("2026-11-25", "2026-11-25")


@pytest.mark.parametrize(
    ("days", "until"), [(0, "2026-12-04"), (13, "2026-11-21"), (13.5, "2026-11-21"), (NOT_SURE, "2026-12-04")]
)
def test_part_of_a_day_counts_as_a_day_to_wait_and_not_sure_as_today(days: Answer, until: str) -> None:
    recent = Within("days_since.peel", {"under": 14})
    rule = replace(a_ruling("peel", WAIT, recent), until=Until(days=14, after="peel"))
    assert screened([rule], {"days_since.peel": days}).until == until


def test_words_for_the_end_are_told_and_give_no_date() -> None:
    rule = replace(a_ruling("sore", WAIT), until=Until(words="it has healed"))
    verdict = screened([rule], {"sore": True})
    assert (verdict.until, verdict.reasons[0].until_words) == ("", "it has healed")


def test_the_verdict_lasts_until_the_last_date_among_its_strictest_reasons() -> None:
    others = [
        Reason(id="first", weight=WAIT, message="", until="2026-12-01"),
        Reason(id="last", weight=WAIT, message="", until="2026-12-09"),
        Reason(id="milder", weight=CAUTION, message="", until="2027-01-01"),
    ]
    assert screened([], {}, *others).until == "2026-12-09"


def test_at_the_strictest_verdict_nothing_is_open() -> None:
    assert screened([a_ruling("a", NO), a_ruling("b", NO)], {"a": True}).undecided == frozenset()


def test_below_the_strictest_verdict_every_reason_is_still_looked_for() -> None:
    rulings = [a_ruling("a", PROFESSIONAL), a_ruling("b", CAUTION)]
    assert screened(rulings, {"a": True}).undecided == {"b"}


def a_step(name: str, when: Condition) -> Step:
    return Step(id=name, do=f"Do {name}.", sources=("s",), when=when)


def test_a_step_is_asked_about_only_while_a_session_may_go_ahead() -> None:
    rulings, steps = [a_ruling("a", WAIT)], [a_step("rinse", yes("b"))]
    assert screen(rulings, Facts({"a": False}, {}), TODAY, steps=steps).undecided == {"b"}
    assert screen(rulings, Facts({"a": True}, {}), TODAY, steps=steps).undecided == frozenset()


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 4), st.integers(0, 4)), max_size=6),
    st.sets(st.sampled_from("abcd")),
    st.sampled_from("abcd"),
)
@examples(300)
def test_one_more_yes_or_not_sure_never_makes_a_verdict_or_a_level_milder(
    rules: list[tuple[str, int, int]], said: set[str], more: str
) -> None:
    rulings = [
        a_ruling(f"r{place}", max(weights), Picked("q", [option]), milder=min(weights))
        for place, (option, *weights) in enumerate(rules)
    ]
    yes_no = [replace(ruling, when=yes(rules[place][0])) for place, ruling in enumerate(rulings)]
    before: dict[str, Answer] = {name: name in said for name in "abcd"}
    weights = [
        (screened(yes_no, answers).weight, triaged(yes_no, answers).level)
        for answers in (before, {**before, more: NOT_SURE}, {**before, more: True})
    ]
    least = weights[0]
    if more not in said:
        assert least[0] <= weights[1][0] <= weights[2][0]
        assert least[1] <= weights[1][1] <= weights[2][1]
    else:
        assert weights[2] == least


def test_no_symptom_is_level_0_without_reasons() -> None:
    result = triaged([a_ruling("a", 4)], {"a": False})
    assert (result.level, result.words.name, result.reasons) == (0, "expected", ())


def test_the_level_is_the_worst_that_holds_and_milder_reasons_are_told_after_it() -> None:
    result = triaged([a_ruling("a", 1), a_ruling("b", 3), a_ruling("c", 0)], dict.fromkeys("abc", True))
    assert (result.level, ids(result.reasons)) == (3, ["b", "a", "c"])


@pytest.mark.parametrize(
    ("level", "actions"),
    [
        (1, ("Do this first.", "Rest.")),
        (3, ("Go today.", "Do this first.")),
        (4, ("Call 112.", "Do this first.", "Lie down.")),
    ],
)
def test_what_a_reason_asks_for_comes_first_but_after_care_that_cannot_wait(
    level: int, actions: tuple[str, ...]
) -> None:
    rule = replace(a_ruling("a", level), do=("Do this first.",))
    assert triaged([rule], {"a": True}).actions == actions


def test_what_a_milder_reason_asks_for_stays_said_and_nothing_is_said_twice() -> None:
    rules = [
        replace(a_ruling("b", 1), do=("Use cream.", "Mark it.")),
        replace(a_ruling("a", 3), do=("Go today.", "Mark it.")),
    ]
    assert triaged(rules, {"a": True, "b": True}).actions == ("Go today.", "Mark it.", "Use cream.")


def test_a_step_that_ends_below_a_level_is_told_below_it_alone() -> None:
    sip = StepBelow(step="Sip water.", level=3, because="A doctor says what you may drink.")
    rules = [replace(a_ruling("b", 1), do_below=(sip,)), a_ruling("c", 2), a_ruling("a", 3)]
    assert "Sip water." in triaged(rules, {"a": False, "b": True, "c": True}).actions
    assert "Sip water." not in triaged(rules, {"a": True, "b": True, "c": True}).actions


def test_no_step_is_dropped_from_a_long_list_and_the_call_for_help_comes_first() -> None:
    rule = replace(a_ruling("a", 4), do=tuple(f"Step {number}." for number in range(20)))
    actions = triaged([rule], {"a": True}).actions
    assert (len(actions), actions[0], actions[-1]) == (22, "Call 112.", "Lie down.")


def test_the_next_check_is_named_where_waiting_is_safe_and_not_where_care_comes_first() -> None:
    assert triaged([a_ruling("a", 1)], {"a": True}).check_again == datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    assert triaged([a_ruling("a", 3)], {"a": True}).check_again is None


def test_an_emergency_asks_nothing_more_and_anything_milder_asks_on() -> None:
    rulings = [a_ruling("a", 4), a_ruling("b", 3), a_ruling("c", 0)]
    assert triaged(rulings, {"a": True}).undecided == frozenset()
    assert triaged(rulings, {"a": False, "b": True}).undecided == {"c"}

"""Law 12: what a level tells, each higher one tells while the sign holds, unless the rule says why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest

from rule_set import Answers
from skinroutine.decide import triage
from skinroutine.decide.evaluate import Fired
from skinroutine.decide.skin_care import KEEP
from skinroutine.decide.triage import WORST, Triage
from skinroutine.review.lint.orders import starts_with_verb
from skinroutine.rulebook import Step
from skinroutine.rulebook.conditions import NOT_SURE, Chosen, Picked
from todays_rules import TREATMENTS, cases, checked, checking

pytestmark = pytest.mark.todays_rules

URGENT = 3
ABOUT_ANOTHER = re.compile(r"\bthe person\b")
WAYS = list(product(("mild", "moderate", "severe"), ("improving", "stable", "worsening", "came_back")))
FEW_WAYS = [("mild", "improving"), ("moderate", "came_back"), ("severe", "worsening")]


@cache
def told(treatment: str) -> list[tuple[str, Answers, Triage]]:
    """Every case of a check with its answers and its result: together they make every rule hold."""
    tried = [case for name, case in cases() if name == treatment and case.symptoms is not None]
    return [(case.case, *checked(treatment, case)) for case in tried]


@cache
def alone(treatment: str, level: int) -> list[str]:
    """The signs that come to a level by themselves, of whose details nothing is known."""
    check = checking(treatment)
    found = {one.id: check.judge({"symptoms": Chosen(frozenset({one.id}))}) for one in check.book.symptoms}
    return [sign for sign, result in found.items() if result.level == level]


def own_steps(result: Triage) -> set[str]:
    """What the rules told, without what the level asks of everybody."""
    usual = {*result.words.do, *(each.step for each in result.words.on_skin)}
    return {step for step in result.actions if step not in usual and not step.startswith(KEEP)}


def ended(treatment: str, level: int) -> set[str]:
    """The steps that some rule takes back at this level, each with its reason."""
    return {
        below.step
        for rule in checking(treatment).rules
        for below in rule.do_below
        if level >= below.level and below.because
    }


def beside(answers: Answers, sign: str) -> Answers:
    before = answers["symptoms"]
    assert isinstance(before, Chosen)
    return {**answers, "symptoms": Chosen(before.options | {sign})}


def lost(treatment: str, level: int) -> list[tuple[str, str, str]]:
    """The steps of any case that are gone when a sign of this level comes to it, and no rule says why."""
    signs, check = alone(treatment, level), checking(treatment)
    found = []
    for place, (name, answers, before) in enumerate(told(treatment)):
        sign = signs[place % len(signs)]
        after = check.judge(beside(answers, sign))
        assert after.level >= before.level
        gone = own_steps(before) - set(after.actions) - ended(treatment, after.level)
        found += [(name, sign, step) for step in sorted(gone)]
    return found


@pytest.mark.parametrize("level", [URGENT, WORST])
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_step_of_any_rule_is_gone_when_a_worse_sign_comes_to_it(treatment: str, level: int) -> None:
    assert lost(treatment, level) == []


def test_some_case_hears_each_step_of_every_rule() -> None:
    heard = {step for name in TREATMENTS for _, _, result in told(name) for step in result.actions}
    rules = [rule for name in TREATMENTS for rule in checking(name).rules]
    below = {below.step for rule in rules for below in rule.do_below}
    steps = below.union(*({*rule.do, *rule.helper} for rule in rules))
    assert steps - heard == set()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_result_that_tells_only_what_its_strictest_rules_say_is_found(
    treatment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = triage.steps_at

    def only_at_its_own(level: int, fired: Fired) -> Iterator[str]:
        return whole(level, fired) if fired.weight == level else iter(())

    monkeypatch.setattr(triage, "steps_at", only_at_its_own)
    assert lost(treatment, WORST) != []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_step_of_a_sign_is_gone_when_the_same_sign_is_worse(treatment: str) -> None:
    check = checking(treatment)
    lost = []
    for sign in [one.id for one in check.book.symptoms]:
        results = [check.judge(so(treatment, sign, *way)) for way in WAYS]
        for (way, before), (worse, after) in product(zip(WAYS, results, strict=True), repeat=2):
            if after.level > before.level:
                gone = own_steps(before) - set(after.actions) - ended(treatment, after.level)
                lost += [(sign, way, worse, step) for step in sorted(gone)]
    assert lost == []


def so(treatment: str, sign: str, severity: str, trend: str) -> Answers:
    """One sign on a cheek half a day after a session, in somebody with no risk of their own."""
    detail = f"symptoms.{sign}."
    answers: Answers = {
        "hours_since_session": 10.0,
        "needle_mm": 0.25,
        "risk_factors": Chosen(frozenset()),
        "symptoms": Chosen(frozenset({sign})),
        detail + "severity": severity,
        detail + "trend": trend,
        detail + "area": "cheeks",
        detail + "near_eye": False,
    }
    known = {question.id for question in checking(treatment).questions}
    return {name: value for name, value in answers.items() if name in known}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_what_helps_against_a_sign_that_is_an_emergency_never_waits(treatment: str) -> None:
    check = checking(treatment)
    for sign in [one.id for one in check.book.symptoms]:
        assert [check.judge(so(treatment, sign, *way)).meanwhile for way in FEW_WAYS] == [(), (), ()], sign


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_action_of_a_check_is_a_whole_sentence_that_starts_with_a_verb(treatment: str) -> None:
    actions = {step for _, _, result in told(treatment) for step in result.actions}
    assert {step for step in actions if not (step.endswith(".") and starts_with_verb(step))} == set()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_check_says_what_one_does_oneself_then_what_a_helper_does_and_mixes_neither(treatment: str) -> None:
    for name, _, result in told(treatment):
        others = len(result.helper) + len(result.meanwhile)
        own = result.actions[: len(result.actions) - others]
        assert result.actions == (*own, *result.helper, *result.meanwhile), name
        assert [step for step in (*own, *result.meanwhile) if ABOUT_ANOTHER.search(step)] == [], name
        assert [step for step in result.helper if not ABOUT_ANOTHER.search(step)] == [], name
        assert result.level == WORST or result.meanwhile == (), name


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_message_has_the_words_of_another_level_than_the_result(treatment: str) -> None:
    owners = {words: one.level for one in checking(treatment).levels for words in one.own_words}
    shown = {
        (one.message, result.level)
        for _, _, result in told(treatment)
        for one in result.reasons
        if one.weight == result.level
    }
    assert {
        (message, level)
        for message, level in shown
        for words, owner in owners.items()
        if words in message.lower() and owner != level
    } == set()


def test_nobody_who_can_hardly_breathe_is_asked_to_check_again() -> None:
    levels = checking(TREATMENTS[0]).levels
    words = [level for each in levels for level in (each, each.nothing_named) if level]
    assert [sign for level in words for sign in level.back_if if "breathe" in sign or "tongue" in sign] == []
    rules = [rule for name in TREATMENTS for rule in checking(name).rules]
    assert [rule.id for rule in rules if any("breathe" in sign for sign in rule.look_for)] == []


def test_what_a_level_leaves_to_the_aftercare_is_something_that_some_aftercare_leaves_no_room_for() -> None:
    steps = [step for name in TREATMENTS for step in checking(name).book.steps_of("aftercare")]
    excluded = {subject for step in steps for subject in step.excludes}
    levels = [words for name in TREATMENTS for words in checking(name).levels]
    assert {each.subject for words in levels for each in words.on_skin} - excluded == set()


def left_to_aftercare(step: Step) -> frozenset[str]:
    """What lies ready for the steps of any aftercare that this one leaves no room for, such as a cream."""
    steps = [other for name in TREATMENTS for other in checking(name).book.steps_of("aftercare")]
    return frozenset(need for other in steps if other.subject in step.excludes for need in other.needs)


def puts_on(text: str, words: frozenset[str]) -> bool:
    """Whether a text has some of these put on the skin, and doesn't leave that to the aftercare."""
    return any(word in text for word in words) and "aftercare" not in text


def test_no_check_puts_on_the_skin_what_the_aftercare_of_that_hour_leaves_no_room_for() -> None:
    found, tried = [], 0
    for treatment in TREATMENTS:
        check = checking(treatment)
        for step in [step for step in check.book.steps_of("aftercare") if step.excludes and step.over]:
            words = left_to_aftercare(step)
            picks = [leaf.options for leaf, _ in step.when.leaves() if isinstance(leaf, Picked)]
            now: Answers = {"areas": Chosen(frozenset[str]().union(*picks))} if picks else {}
            now["hours_since_session"] = step.over.hours / 2 if step.over else 0
            for sign, way in product([one.id for one in check.book.symptoms], FEW_WAYS):
                result = check.judge({**so(treatment, sign, *way), **now})
                told = [*result.actions, *(reason.message for reason in result.reasons)]
                found += [(step.id, sign, text) for text in told if puts_on(text, words)]
                tried += 1
    assert tried
    assert found == []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_check_that_a_slow_sign_puts_off_comes_before_the_sign_counts_for_more(treatment: str) -> None:
    check, put_off = checking(treatment), set[str]()
    for sign, start in product([one.id for one in check.book.symptoms], (14.0, 60.0, 100.0, 170.0, 330.0)):
        answers = {**so(treatment, sign, "mild", "stable"), "hours_since_session": start}
        found, usual = check.judge(answers), check.levels[1].check_again
        if found.check_again is None or usual is None:
            continue
        hours = (found.check_again - check.now).total_seconds() / 3600
        assert hours >= usual.hours
        if hours > usual.hours:
            put_off.add(sign)
            before = {**answers, "hours_since_session": start + hours - 0.1}
            assert check.judge(before).level == found.level, (sign, start)
            unsure = check.judge({**answers, f"symptoms.{sign}.trend": NOT_SURE})
            assert unsure.check_again is None or unsure.check_again <= found.check_again, (sign, start)
    assert put_off

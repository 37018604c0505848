"""Proof of the laws on the whole rule set: every pair of answers, and 100,000 combinations of each kind.

The rules are held against answers by ``answer_bits``, which says again what ``conditions`` means and is
fast enough for that; the first tests hold the two against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from random import Random

import pytest

from proof_rules import (
    SYMPTOMS,
    Change,
    Proof,
    check_proof,
    checklists,
    complaints,
    plan_proof,
    sampled,
    times_of,
)
from rule_set import Answers
from skinroutine.decide.checklist import checklist
from skinroutine.rulebook import MILDEST_REFUSAL, Ruling, Step
from skinroutine.rulebook.conditions import NOT_SURE, Chosen, Facts, Not, Picked
from skinroutine.rulebook.rulings import HOURS
from skinroutine.rulebook.whens import span
from todays_rules import LIBRARY, TREATMENTS, checking, planning

pytestmark = pytest.mark.todays_rules

SAMPLES = 100_000
PARTS = 4
KINDS = {"plan": plan_proof, "check": check_proof}
every_kind = pytest.mark.parametrize("kind", KINDS)
every_treatment = pytest.mark.parametrize("treatment", TREATMENTS)
every_part = pytest.mark.parametrize("part", range(PARTS))


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311  no secret: the same people each time


@every_treatment
def test_a_plan_decides_as_the_compiled_rules_say_and_names_each_rule_that_holds(treatment: str) -> None:
    proof, plan = plan_proof(treatment), planning(treatment)
    intervals = {one.id for one in plan.book.intervals}
    for answers in sampled(proof, chance(1), 800):
        verdict = plan.judge(proof.bits.applying(answers))
        held = {(name, weight) for name, _, weight in proof.scales.held(proof.bits.of(answers)) if weight}
        assert verdict.weight == proof.weight(answers)
        assert {(one.id, one.weight) for one in verdict.reasons if one.id not in intervals} == held


@every_treatment
def test_a_check_judges_as_the_compiled_rules_say(treatment: str) -> None:
    proof, check = check_proof(treatment), checking(treatment)
    for answers in sampled(proof, chance(2), 300):
        given = told(proof, answers)
        if check.complete(given) != given:
            continue  # what "as it usually is" stands for has a law of its own
        found = check.judge(given)
        named = answers[SYMPTOMS]
        assert isinstance(named, Chosen)
        # A sign that has lasted longer than the session is ago is judged by its own time too.
        times = [{**answers, HOURS: time} for time in times_of(answers, named.options)]
        worst = max(times, key=proof.weight)
        assert found.level == proof.weight(worst)
        held = proof.scales.held(proof.bits.of(worst))
        assert {(one.id, one.message, one.weight) for one in found.reasons} <= held
        assert {one.id for one in found.reasons} == {name for name, _, _ in held}


def told(proof: Proof, answers: Answers) -> Answers:
    """The answers without the details of symptoms that are not there."""
    named = answers[SYMPTOMS]
    assert isinstance(named, Chosen)
    return {
        name: answer
        for name, answer in answers.items()
        if name not in proof.bits.guarded or name.split(".")[1] in named.options
    }


@every_treatment
def test_no_plan_with_a_contraindication_goes_ahead_and_every_verdict_has_reasons_with_sources(
    treatment: str,
) -> None:
    proof, plan = plan_proof(treatment), planning(treatment)
    alone = [change.on(proof.base) for change in proof.changes]
    for answers in [*alone, *sampled(proof, chance(3), 800)]:
        verdict = plan.judge(proof.bits.applying(answers))
        against = [one for one in proof.scales.held(proof.bits.of(answers)) if one[2] >= MILDEST_REFUSAL]
        assert not (against and verdict.allowed)
        assert bool(verdict.reasons) is (verdict.weight > 0)
        assert [one.id for one in verdict.reasons if not one.message or not set(one.sources)] == []
        assert {source for one in verdict.reasons for source in one.sources} <= set(LIBRARY.sources)


@every_treatment
def test_every_level_above_expected_has_reasons_with_sources_and_says_what_to_do(treatment: str) -> None:
    proof, check = check_proof(treatment), checking(treatment)
    for answers in sampled(proof, chance(4), 150):
        found = check.judge(told(proof, answers))
        assert found.level == 0 or any(one.weight == found.level for one in found.reasons)
        assert [one.id for one in found.reasons if not one.message or not set(one.sources)] == []
        assert {source for one in found.reasons for source in one.sources} <= set(LIBRARY.sources)
        assert set(found.words.do) <= set(found.actions)
        assert len(found.actions) == len(set(found.actions))


@pytest.mark.proof
@every_kind
@every_treatment
@every_part
def test_no_answer_beside_any_other_makes_a_result_milder(kind: str, treatment: str, part: int) -> None:
    proof = KINDS[kind](treatment)
    assert list(islice(milder_in_pairs(proof, part), 5)) == []


def milder_in_pairs(proof: Proof, part: int = 0, parts: int = PARTS) -> Iterator[str]:
    """What is milder than it was before, or, when it is not sure, than any answer would be."""
    places = proof.places
    for first in proof.changes[part::parts]:
        person = first.on(proof.base)
        before = proof.weight(person)
        with_it = {
            change: proof.weight(change.on(person)) for change in proof.changes if first.goes_with(change)
        }
        for change, after in with_it.items():
            if change.adds_to(person) and after < before:
                yield f"{first} then {change}: {before} became {after}"
            if change.value is NOT_SURE and after < mildest(
                proof, person, change, places[change.place], with_it
            ):
                yield f"{first} and not sure of {change.place}: {after}"


def mildest(
    proof: Proof, person: Answers, unsure: Change, others: list[Change], known: dict[Change, int]
) -> int:
    """The mildest result of a person who knows what this one is not sure of."""
    if not unsure.option and isinstance(proof.base[unsure.question], Chosen):
        return proof.weight({**person, unsure.question: Chosen(frozenset())})
    return min(known[one] for one in others if one.value is not NOT_SURE and one in known)


@pytest.mark.proof
@every_kind
@every_treatment
@every_part
def test_nothing_makes_any_of_100_000_people_safer_than_they_are(
    kind: str, treatment: str, part: int
) -> None:
    proof, luck = KINDS[kind](treatment), chance(10 + part)
    options = [change for change in proof.changes if change.option]
    places = [(group, listed) for group, listed in proof.places.items() if unsure_of(listed)]
    met = Counter[str]()
    for answers in sampled(proof, luck, SAMPLES // PARTS):
        weight = proof.weight(answers)
        more = luck.choice(options)
        if more.adds_to(answers):
            met["more"] += 1
            assert proof.weight(more.on(answers)) >= weight, more
        (question, option, _), listed = luck.choice(places)
        answer = answers[question]
        if not option or (isinstance(answer, Chosen) and option in answer.options):
            met["not sure"] += 1
            assert_unsure_is_never_milder(proof, answers, listed)
    assert min(met["more"], met["not sure"]) > 1000


def unsure_of(listed: list[Change]) -> bool:
    return any(change.value is NOT_SURE for change in listed)


def assert_unsure_is_never_milder(proof: Proof, answers: Answers, listed: list[Change]) -> None:
    unsure = next(change for change in listed if change.value is NOT_SURE)
    after = proof.weight(unsure.on(answers))
    known = [change for change in listed if change is not unsure]
    if known:
        assert after >= min(proof.weight(change.on(answers)) for change in known), unsure
    else:
        assert after >= proof.weight({**answers, unsure.question: Chosen(frozenset())}), unsure


@every_treatment
def test_no_checklist_that_any_answers_lead_to_contradicts_itself_or_has_over_nine_steps(
    treatment: str,
) -> None:
    lists = list(checklists(treatment))
    wrong = {(phase, one) for phase, steps in lists for one in complaints(steps)}

    assert any(steps for _, steps in lists)
    assert wrong == set()


@every_treatment
def test_these_checklists_are_those_that_people_get(treatment: str) -> None:
    proof, plan = plan_proof(treatment), planning(treatment)
    possible = {(phase, tuple(step.id for step in steps)) for phase, steps in checklists(treatment)}
    for answers in sampled(proof, chance(5), 300):
        facts = Facts(proof.bits.applying(answers), plan.book.guards)
        # The day before, as on the day itself some steps are over.
        for phase, steps in checklist(plan.book, facts, days_ahead=1).items():
            for area in {area for found in steps for area in found.areas}:
                assert (phase, tuple(found.step.id for found in steps if area in found.areas)) in possible


@every_kind
@every_treatment
def test_a_rule_for_the_lack_of_an_option_is_found_by_the_pairs(kind: str, treatment: str) -> None:
    proof = KINDS[kind](treatment)
    options = [one for one in proof.changes if one.adds_to(proof.base) and not one.detail]
    question, option, *_ = min(options, key=lambda one: proof.weight(one.on(proof.base)))
    lacking = Ruling(
        id="x", group="x", say="x", sources=("x",), weight=4, when=Not(Picked(question, [option]))
    )
    make: Callable[..., Proof] = KINDS[kind]
    found = milder_in_pairs(make(treatment, lacking), parts=40)
    assert f"option='{option}'" in next(found)


@every_treatment
def test_a_not_sure_that_counts_for_less_than_any_answer_is_found_by_the_pairs(treatment: str) -> None:
    proof = plan_proof(treatment)
    name = next(one.question for one in proof.changes if one.value is NOT_SURE and not one.option)
    easy = proof._replace(weight=lambda answers: proof.weight(answers) - (answers[name] is NOT_SURE))
    assert any(f"not sure of ('{name}', '', '')" in one for one in milder_in_pairs(easy, parts=10))


def test_steps_that_contradict_each_other_or_are_too_many_are_found() -> None:
    put = Step(id="put", do="Put it on.", subject="serum", lasts=span("2 days"), sources=("x",))
    leave = Step(id="leave", avoid="Leave it off.", subject="serum", lasts=span("1 day"), sources=("x",))
    later = Step(id="later", do="Put it on.", subject="serum", starts=span("1 day"), sources=("x",))

    assert complaints([put, leave]) == ["put and leave"]
    assert complaints([leave, later]) == []
    assert complaints([later] * 10) == ["10 steps"]

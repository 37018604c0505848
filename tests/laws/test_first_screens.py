"""The first screen of an answer: it hides nothing that counts, and fits a small terminal where it can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import first_screens
import shipped
from effort import examples
from first_screens import ROWS, drawn, remembering, rows_with_keys, weighed
from in_a_terminal import letters_of
from rule_set import NOW, Answers, RuleSet, applying, chances, somebody
from skinroutine.commands.check_symptoms.first_screen import first_screen as first_of_check
from skinroutine.commands.check_symptoms.screen import SymptomCheck, symptom_page
from skinroutine.commands.check_symptoms.stored import check_record
from skinroutine.commands.plan.answers import PlanAnswers
from skinroutine.commands.plan.doubts import known_reasons
from skinroutine.commands.plan.first_screen import checklist_page, first_screen, folded
from skinroutine.commands.plan.made import Plan, decide_plan, record_of, view_of
from skinroutine.commands.plan.screen import doubted_reasons, plan_page
from skinroutine.commands.plan.view import PlanView
from skinroutine.commands.reasons import AnsweredResult
from skinroutine.commands.reasons.short import short_page
from skinroutine.decide.checklist import phase_steps
from skinroutine.history.events import SymptomCheckRecord
from skinroutine.rulebook import VERDICTS
from skinroutine.rulebook.conditions import Facts
from skinroutine.rulebook.steps import Step
from skinroutine.show.aftercare import InForce, care_lines
from skinroutine.show.blocks import Heading, Item, Page
from skinroutine.show.plain import plain_text
from todays_rules import SET as TODAYS

pytestmark = pytest.mark.todays_rules

RULES = {"today": TODAYS, "frozen": RuleSet(shipped.RULES)}
WIDE = 5_000
"""Columns in which no sentence is broken."""
KEYS = {"enter": "checklist", "w": "why"}
SHORT_ENOUGH = 2
"""So many points as strict as the verdict force no more rows than a small terminal has."""


@cache
def places(rules: str) -> list[str]:
    return list(RULES[rules].treatments)


def anybody(rules: str, seed: int) -> PlanView:
    """What a screen shows to somebody with answers by chance, of whom most is as in the example."""
    return view_of(decided(rules, seed))


def decided(rules: str, seed: int) -> Plan:
    found, luck = RULES[rules], chances(seed)
    treatment = luck.choice(places(rules))
    planning, edges = found.planning(treatment), found.plan_edges(treatment)
    changed = luck.sample(planning.questions, luck.randint(0, 6))
    mixed = {**found.example(treatment), **somebody(changed, edges, luck)}
    answers: Answers = applying(mixed, planning.questions, planning.guards)
    return decide_plan(planning, PlanAnswers(answers))


def anything(rules: str, seed: int) -> SymptomCheck:
    """A check of a few signs, with their details by chance."""
    found, luck = RULES[rules], chances(seed)
    treatment = luck.choice(places(rules))
    told, _, _ = found.story(treatment, luck)
    return weighed(found.checking(treatment), told)


def text_of(page: Page) -> str:
    return letters_of(plain_text(page, WIDE))


def sentences_of(page: Page) -> list[str]:
    """What a page says, without its headings and the commands that lead on from it."""
    said = [block for block in page if not isinstance(block, Heading)]
    texts = [getattr(block, "sentence", getattr(block, "text", "")) for block in said]
    return [part for text in texts if "skinroutine " not in text for part in re.split(r"(?<=[.!?]) ", text)]


SEEDS = st.integers(0, 10**9)
EACH = pytest.mark.parametrize("rules", list(RULES))


def strict_points(view: PlanView) -> Iterator[str]:
    """What stands on the first screen whatever its length."""
    known = known_reasons(view.verdict.reasons, view.doubts)
    yield from (reason.message for reason in known if reason.weight >= view.verdict.weight)
    for doubt in view.doubts:
        if doubt.weight >= view.verdict.weight:
            yield doubt.question.called
    if view.verdict.name != VERDICTS[-1]:
        heard = [*known, *doubted_reasons(view)]
        yield from (reason.disagreement for reason in heard if reason.stricter)


@EACH
@examples(120)
@given(SEEDS)
def test_no_point_as_strict_as_the_verdict_and_no_stricter_voice_is_left_to_a_key(
    rules: str, seed: int
) -> None:
    view = anybody(rules, seed)
    shown = text_of(first_screen(view))
    assert [text for text in strict_points(view) if letters_of(text) not in shown] == []


@EACH
@examples(120)
@given(SEEDS)
def test_every_reason_is_spoken_of_once_by_itself_or_by_its_doubt(rules: str, seed: int) -> None:
    view = anybody(rules, seed)
    known = {reason.id for reason in known_reasons(view.verdict.reasons, view.doubts)}
    doubted = {name for doubt in view.doubts for name in doubt.reasons}
    assert known | doubted == {reason.id for reason in view.verdict.reasons}


@EACH
@examples(120)
@given(SEEDS)
def test_what_folds_is_counted_and_stands_on_the_whole_page(rules: str, seed: int) -> None:
    view = anybody(rules, seed)
    whole, first = text_of(plan_page(view)), text_of(first_screen(view))
    known = known_reasons(view.verdict.reasons, view.doubts)
    assert [reason.id for reason in known if letters_of(reason.message) not in whole] == []
    missing = [reason for reason in known if letters_of(reason.message) not in first]
    mild = [doubt for doubt in view.doubts if doubt.weight < view.verdict.weight]
    # Two rules may say the same sentence, of which one stands on the first screen.
    assert len(missing) + len(mild) <= folded(view)
    assert all(reason.weight < view.verdict.weight for reason in missing)
    steps = [found for phase in view.steps.values() for found in phase]
    checklist = text_of(checklist_page(view))
    assert [found.step.id for found in steps if letters_of(view.step_words(found)) not in checklist] == []


@EACH
@examples(120)
@given(SEEDS)
def test_what_only_a_later_step_needs_is_not_among_what_lies_ready_for_the_session(
    rules: str, seed: int
) -> None:
    view = anybody(rules, seed)
    rows = {line.mark.strip(): line.text for line in first_screen(view) if isinstance(line, Item)}
    ready, later = re.split("[,;] ", rows.get("You'll need", "")), rows.get("And later", "")
    steps = [found.step for phase in view.steps.values() for found in phase if view.verdict.allowed]
    now = {thing for step in steps if not step.starts for thing in step.needs}
    after = {thing for step in steps if step.starts for thing in step.needs} - now
    assert set(ready) - {""} == now
    assert [thing for thing in after if f"{thing}, from " not in later] == []


@EACH
@examples(60)
@given(SEEDS)
def test_the_first_screen_and_its_keys_say_what_the_whole_page_of_a_plan_says(rules: str, seed: int) -> None:
    made = decided(rules, seed)
    view = view_of(made)
    kept = record_of(made, view)
    answered = AnsweredResult(kept.kind, view.now, kept, kept.steps)
    pages = [first_screen(view), checklist_page(view), short_page(RULES[rules].library, answered, view.now)]
    shown, whole = text_of([block for page in pages for block in page]), text_of(plan_page(view))
    points = [reason.message for reason in known_reasons(view.verdict.reasons, view.doubts)]
    assert [text for text in points if (letters_of(text) in shown) != (letters_of(text) in whole)] == []
    if view.verdict.allowed:
        assert [text for text in sentences_of(plan_page(view)) if letters_of(text) not in shown] == []


@EACH
@examples(60)
@given(SEEDS)
def test_the_first_screen_and_its_key_say_what_the_whole_page_of_a_check_says(rules: str, seed: int) -> None:
    check = anything(rules, seed)
    answered = AnsweredResult(SymptomCheckRecord.kind, check.now, check_record(check))
    pages = [first_of_check(check), short_page(RULES[rules].library, answered, check.now)]
    shown = text_of([block for page in pages for block in page])
    assert [text for text in sentences_of(symptom_page(check)) if letters_of(text) not in shown] == []


@EACH
@examples(120)
@given(SEEDS)
def test_a_plan_fits_a_small_terminal_unless_what_must_stand_there_forces_more(rules: str, seed: int) -> None:
    view = anybody(rules, seed)
    forced = len(list(strict_points(view))) + len(view.verdict.left_out) + len(view.supposed)
    if forced <= SHORT_ENOUGH:
        assert rows_with_keys(first_screen(view), KEYS) <= ROWS + 3 * forced


@EACH
@examples(120)
@given(SEEDS)
def test_no_action_no_sign_and_no_reason_of_a_check_is_left_to_a_key(rules: str, seed: int) -> None:
    check = anything(rules, seed)
    found, shown = check.found, text_of(first_of_check(check))
    deciding = [reason.message for reason in found.reasons if reason.weight == found.level]
    texts = [*found.actions, *found.back_if, *deciding]
    assert [text for text in texts if letters_of(text) not in shown] == []
    first, last = (shown.index(letters_of(found.actions[place])) for place in (0, -1))
    signs = [shown.index(letters_of(sign)) for sign in found.back_if]
    assert first <= last
    assert all(last < place for place in signs)


@EACH
@examples(60)
@given(SEEDS)
def test_a_check_tells_the_same_on_its_first_screen_and_on_the_whole_page(rules: str, seed: int) -> None:
    check = anything(rules, seed)
    whole = symptom_page(check)
    for text in [*check.found.actions, *check.found.back_if]:
        assert letters_of(text) in text_of(whole)


@EACH
@pytest.mark.parametrize("columns", [40, 60, 80, 120, 160])
@examples(20)
@given(SEEDS)
def test_no_line_of_a_first_screen_is_wider_than_the_terminal(rules: str, columns: int, seed: int) -> None:
    for page in (first_screen(anybody(rules, seed)), first_of_check(anything(rules, seed))):
        # A long command begins at the edge and is broken by the terminal alone, which pastes it whole.
        broken = [line for line in drawn(page, columns) if not line.startswith("skinroutine ")]
        assert max(map(len, broken)) <= columns


def share_that_fits(rules: RuleSet) -> dict[str, tuple[int, int]]:
    """How many plans of each verdict fit a small terminal, and how many there are, over the cases."""
    counts: dict[str, tuple[int, int]] = {}
    for treatment, case in rules.cases():
        if case.symptoms is None:
            answers, _ = rules.planned(treatment, case)
            view = view_of(decide_plan(rules.planning(treatment), PlanAnswers(answers)))
            fits, number = counts.get(view.verdict.name, (0, 0))
            rows = rows_with_keys(first_screen(view), KEYS)
            counts[view.verdict.name] = (fits + (rows <= first_screens.ROWS), number + 1)
    return counts


@pytest.mark.proof
def test_nine_of_ten_plans_of_the_cases_fit_a_small_terminal() -> None:
    with remembering():
        counts = share_that_fits(TODAYS)
    assert counts["go"][0] == counts["go"][1]
    assert sum(fits for fits, _ in counts.values()) >= 0.9 * sum(number for _, number in counts.values())


def checks_that_fit(rules: RuleSet) -> dict[int, tuple[int, int]]:
    """How many checks of each level fit a small terminal, and how many there are, over the cases."""
    counts: dict[int, tuple[int, int]] = {}
    for treatment, case in rules.cases():
        if case.symptoms is not None:
            answers, found = rules.checked(treatment, case)
            page = first_of_check(weighed(rules.checking(treatment), answers))
            fits, number = counts.get(found.level, (0, 0))
            counts[found.level] = (fits + (rows_with_keys(page, {"w": "why"}) <= ROWS), number + 1)
    return counts


@pytest.mark.proof
def test_three_of_four_checks_of_the_cases_fit_a_small_terminal_and_at_each_level_more_than_half() -> None:
    with remembering():
        counts = checks_that_fit(TODAYS)
    assert sum(fits for fits, _ in counts.values()) >= 0.75 * sum(number for _, number in counts.values())
    assert [level for level, (fits, number) in counts.items() if fits <= number / 2] == []


def aftercare(treatment: str) -> list[Step]:
    """The steps with a time of their own after the session of the example."""
    answers = Facts(TODAYS.example(treatment), TODAYS.planning(treatment).guards)
    return [found.step for found in phase_steps(TODAYS.planning(treatment).book, "aftercare", answers)]


@pytest.mark.parametrize("treatment", TODAYS.treatments)
def test_the_aftercare_of_an_ordinary_session_leaves_room_on_home_for_the_dates(treatment: str) -> None:
    lasting = [step for step in aftercare(treatment) if step.lasts]
    steps = [
        InForce(
            treatment,
            ["nose"],
            step.text,
            NOW,
            NOW + timedelta(hours=step.lasts.hours),
            "one",
            step.kind,
            step.subject,
        )
        for step in lasting
        if step.lasts
    ]
    shorts = {step.text: step.in_short for step in lasting if step.in_short}
    assert len(drawn(list(care_lines(steps, NOW, shorts)))) <= ROWS / 2


@pytest.mark.parametrize("treatment", TODAYS.treatments)
def test_a_step_in_a_few_words_names_no_number_that_its_sentence_does_not(treatment: str) -> None:
    steps = [step for step in TODAYS.planning(treatment).book.steps_of("aftercare") if step.in_short]
    numbers = {step.id: re.findall(r"[0-9]+", step.in_short) for step in steps}
    assert [step.id for step in steps if not {*numbers[step.id]} <= {*re.findall(r"[0-9]+", step.text)}] == []

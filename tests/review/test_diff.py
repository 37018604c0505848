"""``rules diff``: whose result a change of the rules alters, and how."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from effort import examples
from rule_folders import changed, rows
from rule_set import THIRD
from shipped import LIBRARY, RULES, TREATMENTS, cases, example, planning
from skinroutine.commands.rules.diff import library_of
from skinroutine.machine import here
from skinroutine.review.cases import CaseResult, CaseRunner
from skinroutine.review.diff import Comparison, change_of, compare
from skinroutine.review.sampler import Sampler
from skinroutine.rulebook import VERDICTS
from skinroutine.rulebook.conditions import Chosen, Facts, NotSure
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library

SCREENING = "microneedling/screening.yaml"
SHIPPED = CaseRunner(LIBRARY, here())


def against(folder: Path, samples: int = 200) -> Comparison:
    """The shipped rules and a changed copy, with few samples."""
    return compare(SHIPPED, CaseRunner(Library(layers(shipped_folder=folder)), SHIPPED.now), samples)


def came(weight: int, until: str = "", problem: str = "") -> CaseResult:
    return CaseResult(VERDICTS[weight], weight, (), {}, until, problem)


def test_rules_that_turn_on_the_same_cannot_change_a_result(run: Run) -> None:
    ran = run("rules", "diff", str(RULES), str(RULES), "--json")
    assert ran.status == 0
    assert (ran.json["cases"], ran.json["samples"], ran.json["changes"]) == (len(cases()), 0, [])


def test_other_words_of_a_question_change_no_result(tmp_path: Path) -> None:
    folder = changed(tmp_path, "common/questions.yaml", "How old are you?", "What is your age?")
    assert against(folder)[1:4] == (0, (), 0)


@pytest.mark.proof
def test_a_shorter_wait_is_milder_stands_before_a_longer_one_and_exits_with_1(
    run: Run, tmp_path: Path
) -> None:
    folder = changed(tmp_path, SCREENING, "days_since.sunburn: {under: 14}", "days_since.sunburn: {under: 7}")
    file = folder / "microdermabrasion" / "frequency.yaml"
    file.write_text(file.read_text().replace("every: 7 days", "every: 9 days"))
    ran = run("rules", "diff", str(RULES), str(folder))
    assert ran.status == 1
    assert ran.out.startswith("Milder\n  - microneedling plan: ")
    assert "wait -> go" in ran.out
    assert ": Thirteen days after sunburn is too soon.\n" in ran.out
    assert ran.out.index("by mn-sunburn") < ran.out.index("\nStricter\n") < ran.out.index("by md-every-week")


@pytest.mark.proof
def test_a_longer_wait_is_stricter_and_exits_with_0(run: Run, tmp_path: Path) -> None:
    folder = changed(tmp_path, "microneedling/frequency.yaml", "every: 42 days", "every: 50 days")
    ran = run("rules", "diff", str(RULES), str(folder), "--json")
    assert ran.status == 0
    assert (ran.json["milder"], ran.json["unable"], ran.json["samples"]) == (0, 0, 2000)
    assert {str(one["rules"]) for one in rows(ran.json["changes"])} <= {
        "['mn-after-clinic-needle']",
        "['mn-after-clinic-needle', 'mn-after-slow-reaction']",
        "['mn-after-slow-reaction']",
    }


def test_the_same_verdict_that_is_over_sooner_is_milder(tmp_path: Path) -> None:
    folder = changed(
        tmp_path, SCREENING, "until: {days: 14, after: sunburn}", "until: {days: 9, after: sunburn}"
    )
    found = against(folder)
    assert {(group.kind, group.old == group.new) for group in found.groups} == {("milder", True)}


def test_a_change_that_no_case_shows_is_found_by_the_samples_alone(tmp_path: Path) -> None:
    old = "days_since.recent_tan: {at_least: 7, under: 14}"
    folder = changed(tmp_path, SCREENING, old, "days_since.recent_tan: {at_least: 7, under: 13}")
    found = against(folder)
    assert {group.rules for group in found.groups} == {("mn-tan-last-week",)}
    assert [group.cases for group in found.groups] == [[]]
    assert found.groups[0].samples > 5


@pytest.mark.proof
def test_a_symptom_rule_that_is_taken_down_a_level_is_found(tmp_path: Path) -> None:
    old = "when: {symptoms: crusting, hours_since_session: {at_least: 72}}\n  level: 2"
    folder = changed(tmp_path, "microdermabrasion/symptoms.yaml", old, old.replace("level: 2", "level: 1"))
    groups = against(folder, 100).groups
    assert {(group.kind, group.treatment) for group in groups} == {("milder", "microdermabrasion")}
    assert {(group.old, group.new, group.rules) for group in groups} == {
        ("2", "1", ("md-sym-crusting-lasting",))
    }


@pytest.mark.proof
def test_an_answer_that_only_one_of_the_two_knows_is_told_as_such(tmp_path: Path) -> None:
    folder = changed(tmp_path, "common/questions.yaml", "    warts: Warts\n", "")
    found = against(folder)
    unable = [group for group in found.groups if group.kind == "unable"]
    assert unable != []
    assert all("warts" in group.changes[0].new.problem for group in unable)
    assert all(group.samples == 0 for group in unable)


def test_a_folder_that_is_no_whole_set_of_rules_is_laid_over_the_shipped_ones() -> None:
    assert [layer.folder for layer in library_of(THIRD).layers] == [RULES, THIRD]


def test_a_whole_set_of_rules_stands_by_itself(tmp_path: Path) -> None:
    folder = changed(tmp_path, SCREENING, "warts", "warts")
    assert [layer.folder for layer in library_of(folder).layers] == [folder]


@pytest.mark.proof
def test_a_treatment_that_only_one_has_is_named_and_not_compared(run: Run) -> None:
    out = run("rules", "diff", str(RULES), str(THIRD)).out
    assert out.startswith("Only in the new rules: dermaplaning\n")
    assert "no result changes" in out


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (came(2), came(1), "milder"),
        (came(1), came(2), "stricter"),
        (came(2, "2026-12-01"), came(2, "2026-11-30"), "milder"),
        (came(2, "2026-12-01"), came(2, "2026-12-02"), "stricter"),
        (came(2, "2026-12-01"), came(2), None),
        (came(2), came(-1, problem="missing"), "unable"),
        (came(-1, problem="bad"), came(-1, problem="missing"), None),
        (came(3), came(3), None),
    ],
)
def test_two_results_are_compared_by_strictness_and_then_by_date(
    old: CaseResult, new: CaseResult, kind: str | None
) -> None:
    change = change_of("t", "plan", old, new, None)
    assert (change if isinstance(change, bool) else change.kind) == (kind or False)


@given(st.integers(0, 10_000), st.sampled_from(TREATMENTS))
@examples(30)
def test_a_sample_answers_what_applies_and_nothing_that_cannot_be_answered(seed: int, treatment: str) -> None:
    plan = planning(treatment)
    sampler = Sampler(plan.questions, example(treatment), [one.when for one in plan.book.screening])
    answers = sampler.sample(Random(seed))  # noqa: S311  people to try
    for question in plan.questions:
        answer = answers.get(question.id)
        applies = holding(question.when, Facts(answers, plan.book.guards)).truth
        assert answer is not None or not question.asked_by or not applies
        if isinstance(answer, Chosen):
            assert answer.options <= set(question.options)
        elif isinstance(answer, str):
            assert answer in question.options
        elif isinstance(answer, float) and not isinstance(answer, bool):
            assert question.least <= answer <= question.most
        elif isinstance(answer, NotSure):
            assert question.not_sure


def test_the_same_seed_gives_the_same_people() -> None:
    plan = planning(TREATMENTS[0])
    sampler = Sampler(plan.questions, example(TREATMENTS[0]), [one.when for one in plan.book.screening])
    once, again = Random(3), Random(3)  # noqa: S311  people to try
    assert [sampler.sample(once) for _ in range(9)] == [sampler.sample(again) for _ in range(9)]


def test_most_samples_meet_some_rule_and_they_meet_nearly_all_rules() -> None:
    plan = planning(TREATMENTS[0])
    sampler = Sampler(plan.questions, example(TREATMENTS[0]), [one.when for one in plan.book.screening])
    luck = Random(7)  # noqa: S311  people to try
    reached: set[str] = set()
    for _ in range(400):
        reached |= {one.id for one in plan.judge(sampler.sample(luck)).reasons}
    rules = {one.id for one in plan.book.screening}
    assert len(reached & rules) > 0.9 * len(rules)

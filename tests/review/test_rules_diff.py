"""``rules diff``: whose result a change of the rules alters, and how."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from rule_folders import changed, laid_over_with, rows
from shipped import LIBRARY, RULES, THIRD, TREATMENTS, cases, example, planning
from skinroutine.commands.due import here
from skinroutine.conditions import Chosen, Facts, NotSure, holding
from skinroutine.model import VERDICTS
from skinroutine.review.casework import Came, Casework
from skinroutine.review.comparing import Comparison, compare, held
from skinroutine.review.sampling import Sampler
from skinroutine.rulebook import Library, layers

SCREENING = "microneedling/screening.yaml"
SHIPPED = Casework(LIBRARY, here())


def against(folder: Path, samples: int = 300) -> Comparison:
    """The shipped rules and a changed copy, with few samples."""
    return compare(SHIPPED, Casework(Library(layers(shipped_folder=folder)), SHIPPED.now), samples)


def came(weight: int, until: str = "", problem: str = "") -> Came:
    return Came(VERDICTS[weight], weight, (), {}, until, problem)


def test_rules_that_are_the_same_change_no_result(run: Run) -> None:
    ran = run("rules", "diff", str(RULES), str(RULES))
    assert ran.status == 0
    assert ran.out == f"{len(cases())} cases and 2000 sampled answers: no result changes\n"


def test_a_shorter_wait_is_milder_and_exits_with_1(run: Run, tmp_path: Path) -> None:
    folder = changed(tmp_path, SCREENING, "days_since.sunburn: {under: 14}", "days_since.sunburn: {under: 7}")
    ran = run("rules", "diff", str(RULES), str(folder))
    assert ran.status == 1
    assert ran.out.startswith("\nMilder\n  - microneedling plan: ")
    assert "wait -> go" in ran.out
    assert "by mn-sunburn" in ran.out.replace("\n   ", "")
    assert "plan.yaml:143: Thirteen days after sunburn is too soon.\n" in ran.out
    assert "Stricter" not in ran.out


def test_a_longer_wait_is_stricter_and_exits_with_0(run: Run, tmp_path: Path) -> None:
    folder = changed(
        tmp_path, SCREENING, "days_since.sunburn: {under: 14}", "days_since.sunburn: {under: 21}"
    )
    ran = run("rules", "diff", str(RULES), str(folder), "--json")
    assert ran.status == 0
    assert (ran.json["milder"], ran.json["unable"]) == (0, 0)
    assert {tuple(one["rules"]) for one in rows(ran.json["changes"])} == {("mn-sunburn",)}  # type: ignore[arg-type]
    assert ("go", "wait") in {(one["old"], one["new"]) for one in rows(ran.json["changes"])}


def test_what_is_milder_comes_before_what_is_stricter(tmp_path: Path) -> None:
    folder = changed(tmp_path, SCREENING, "days_since.sunburn: {under: 14}", "days_since.sunburn: {under: 7}")
    file = folder / "microdermabrasion" / "frequency.yaml"
    file.write_text(file.read_text().replace("every: 7 days", "every: 9 days"))
    kinds = [group.kind for group in against(folder).groups]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"milder", "stricter"}


def test_the_same_verdict_that_is_over_sooner_is_milder(tmp_path: Path) -> None:
    folder = changed(
        tmp_path, SCREENING, "until: {days: 14, after: sunburn}", "until: {days: 9, after: sunburn}"
    )
    found = against(folder)
    assert {(group.kind, group.old, group.new) for group in found.groups} == {("milder", "wait", "wait")}


def test_a_change_that_no_case_shows_is_found_by_the_samples_alone(tmp_path: Path) -> None:
    old = (
        "when: {skin_today: recent_tan, days_since.recent_tan: {at_least: 7, under: 14}}\n  verdict: caution"
    )
    folder = changed(tmp_path, SCREENING, old, old.replace("at_least: 7", "at_least: 13.5"))
    found = against(folder)
    assert {group.rules for group in found.groups} == {("mn-tan-last-week",)}
    assert sum(group.samples for group in found.groups) > 5


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_symptom_rule_that_is_taken_down_a_level_is_found(tmp_path: Path, treatment: str) -> None:
    old = "when: {symptoms: no_urine}\n  level: 4"
    folder = changed(tmp_path, "common/red-flags.yaml", old, old.replace("level: 4", "level: 3"))
    groups = [group for group in against(folder).groups if group.treatment == treatment]
    assert {(group.kind, group.rules) for group in groups} == {("milder", ("flag-no-urine",))}
    assert ("4", "3") in {(group.old, group.new) for group in groups}


def test_an_answer_that_only_one_of_the_two_knows_is_told_as_such(tmp_path: Path) -> None:
    folder = changed(tmp_path, "common/questions.yaml", "    warts: Warts\n", "")
    found = against(folder)
    unable = [group for group in found.groups if group.kind == "unable"]
    assert unable != []
    assert all("warts" in group.changes[0].new.problem for group in unable)
    assert all(group.samples == 0 for group in unable)


def test_a_folder_that_is_no_whole_set_of_rules_is_laid_over_the_shipped_ones(
    run: Run, tmp_path: Path
) -> None:
    rule = "- {id: own, when: {skin_today: warts}, verdict: %s, say: Wait., sources: [judgement]}\n"
    old = laid_over_with(tmp_path / "old", screening=rule % '"no"')
    new = laid_over_with(tmp_path / "new", screening=rule % "professional-first")
    ran = run("rules", "diff", str(old), str(new), "--json")
    assert ran.status == 1
    assert {(one["kind"], one["old"], one["new"]) for one in rows(ran.json["changes"])} == {
        ("milder", "no", "professional-first")
    }


def test_a_treatment_that_only_one_has_is_named_and_not_compared(run: Run) -> None:
    out = run("rules", "diff", str(RULES), str(THIRD)).out
    assert "Only in the new rules: dermaplaning\n" in out
    assert "no result changes" in out


def test_the_same_two_folders_always_give_the_same_answer(tmp_path: Path) -> None:
    folder = changed(tmp_path, SCREENING, "days_since.sunburn: {under: 14}", "days_since.sunburn: {under: 7}")
    assert [group[:6] for group in against(folder).groups] == [group[:6] for group in against(folder).groups]


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
    old: Came, new: Came, kind: str | None
) -> None:
    change = held("t", "plan", old, new, None)
    assert (change if isinstance(change, bool) else change.kind) == (kind or False)


@given(st.integers(0, 10_000), st.sampled_from(TREATMENTS))
@settings(max_examples=60)
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


def test_most_samples_meet_some_rule_and_they_meet_nearly_all_rules() -> None:
    plan = planning(TREATMENTS[0])
    sampler = Sampler(plan.questions, example(TREATMENTS[0]), [one.when for one in plan.book.screening])
    luck = Random(7)  # noqa: S311  people to try
    reached: set[str] = set()
    for _ in range(600):
        reached |= {one.id for one in plan.decide(sampler.sample(luck)).reasons}
    rules = {one.id for one in plan.book.screening}
    assert len(reached & rules) > 0.9 * len(rules)

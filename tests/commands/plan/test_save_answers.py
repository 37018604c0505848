"""``plan --save-answers``: a file that says the same again, and never in the place of another file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from effort import examples
from first_interview import DECIDE, FIRST_TIME, lines
from rule_set import Answers, applying, chances, somebody
from shipped import TREATMENTS, example, plan_edges, planning
from skinroutine.app import App
from skinroutine.commands.plan.answers import PlanAnswers
from skinroutine.commands.plan.saved import _word, save, target_for
from skinroutine.interview.answers import plain, read_answers
from skinroutine.rulebook import guards_of
from skinroutine.rulebook.yaml_text import read_yaml
from typed import HEALTHY, RESTED, ROLLER, abrasion, flags, needling, refused

TRAPS = [
    "no",
    "yes",
    "on",
    "off",
    "null",
    "true",
    "y",
    "1:30",
    "012",
    "2026-11-20",
    "1e3",
    "0x1f",
    "~",
    "a: b",
    "#a",
]


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Every plan is made on 2026-11-20 at 10:00."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "me.yaml"


def told(data: dict[str, Any]) -> dict[str, Any]:
    """A plan without what is another each time."""
    return {name: one for name, one in data.items() if name not in {"stored", "questions_asked"}}


def written(file: Path) -> dict[str, Any]:
    data = read_yaml(file.read_text(), str(file), words_for_truth=True).data
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(
    "person",
    [
        needling(),
        needling(**RESTED),
        abrasion(**RESTED),
        needling(skin_today="broken_skin,old_scar", conditions="not_sure"),
        needling(medicines="retinol", **{"days_since.retinol": "2.5"}),
        needling(needle_mm="0.2500001", **RESTED),
        needling(needle_mm="not_sure", numbing_cream="stronger", numbing_covered="no"),
        needling(recent_procedures="peel,waxing", **{"days_since.peel": "36500", "days_since.waxing": "0"}),
    ],
)
def test_the_saved_file_gives_the_same_plan_in_another_home(
    run: Run, file: Path, tmp_path: Path, person: list[str]
) -> None:
    first = run("plan", *person, "--save-answers", str(file), "--json")
    again = run("plan", "--answers", str(file), "--json", "--home", str(tmp_path / "other"))
    assert (first.status, again.status) == (0, 0), first.err + again.err
    assert told(again.json) == told(first.json)


def test_an_interview_is_saved_as_it_was_answered(run: Run, file: Path, tmp_path: Path) -> None:
    typed = lines(*FIRST_TIME, DECIDE)
    asked = run("plan", "microneedling", "--save-answers", str(file), "--json", typed=typed)
    assert asked.status == 0, asked.err
    again = run("plan", "--answers", str(file), "--json", "--home", str(tmp_path / "other"))
    assert told(again.json) == told(asked.json)
    assert written(file)["first_session"] is True


def test_saving_a_saved_plan_again_writes_the_same_file(run: Run, file: Path, tmp_path: Path) -> None:
    run("plan", *needling(**RESTED), "--save-answers", str(file))
    (tmp_path / "two").mkdir()
    second = tmp_path / "two" / file.name
    run("plan", "--answers", str(file), "--save-answers", str(second), "--home", str(tmp_path / "other"))
    assert second.read_text() == file.read_text()


def test_the_file_that_is_read_may_be_the_one_that_is_written(run: Run, file: Path) -> None:
    run("plan", *needling(**RESTED), "--save-answers", str(file))
    ran = run("plan", "--answers", str(file), "--set", "age=40", "--save-answers", str(file))
    assert ran.status == 0, ran.err
    assert written(file)["age"] == 40


@examples(60)
@given(seed=st.integers(0, 10**6), treatment=st.sampled_from(TREATMENTS))
def test_whatever_is_answered_is_read_back_as_it_was_said(
    tmp_path_factory: pytest.TempPathFactory, seed: int, treatment: str
) -> None:
    plan, luck = planning(treatment), chances(seed)
    full: Answers = somebody(plan.questions, plan_edges(treatment), luck)
    answers = applying(full, plan.questions, guards_of(plan.questions))
    answers = {one.id: answers[one.id] for one in plan.questions if one.id in answers and one.asked_by}
    file = tmp_path_factory.mktemp("saved") / "me.yaml"
    save(target_for(App(), file), plan, PlanAnswers(answers))
    raw = written(file)
    assert raw.pop("treatment") == treatment
    assert plain(read_answers(raw, plan.questions)) == plain(answers)


def test_the_file_says_what_it_is_and_each_question_stands_over_its_answer(run: Run, file: Path) -> None:
    run("plan", *needling(**RESTED), "--save-answers", str(file))
    found = file.read_text().splitlines()
    assert found[:3] == [
        "# Answers for skinroutine plan. Run it again with: skinroutine plan --answers me.yaml",
        "# Saved on 2026-11-20 10:00. Skin changes: look again before you repeat it.",
        "treatment: microneedling",
    ]
    place = found.index("needle_mm: 0.25")
    assert found[place - 2 : place] == ["", "# How long are the needles?"]
    assert "#   eczema: Eczema" in found
    assert "device_shared: no" in found


def test_a_plan_that_is_not_saved_leaves_no_file(run: Run, file: Path) -> None:
    run("plan", *needling())
    assert not file.exists()


def test_the_file_is_for_its_owner_alone(run: Run, file: Path) -> None:
    run("plan", *needling(), "--save-answers", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_plan_that_lacks_answers_is_not_saved(run: Run, file: Path) -> None:
    ran = run("plan", "microneedling", *flags(ROLLER), "--save-answers", str(file))
    assert (ran.status, file.exists()) == (2, False)


def test_what_counts_after_a_clash_is_what_is_saved(run: Run, file: Path) -> None:
    run("profile", "set", "conditions=keloid_history")
    run("plan", *needling(), "--save-answers", str(file))
    assert written(file)["conditions"] == ["keloid_history"]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_name_that_yaml_would_read_as_something_else_stands_in_quotes(trap: str) -> None:
    assert yaml.safe_load(f"a: {_word(trap)}")["a"] == trap


@pytest.mark.parametrize("text", ["", "my own notes\n", "treatment: microneedling\n", "\x00\xff"])
def test_a_file_of_something_else_is_never_overwritten(run: Run, file: Path, text: str) -> None:
    file.write_bytes(text.encode("latin-1"))
    refused(run("plan", *needling(), "--save-answers", str(file)), 2, str(file), "Choose another name")
    assert file.read_bytes() == text.encode("latin-1")


def test_a_folder_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    refused(run("plan", *needling(), "--save-answers", str(tmp_path)), 2, "isn't a plain file")


def test_a_foreign_file_is_refused_before_anything_is_asked_or_stored(
    run: Run, file: Path, home: Path
) -> None:
    file.write_text("mine\n")
    ran = run("plan", "microneedling", "--save-answers", str(file), typed=lines(*FIRST_TIME, DECIDE))
    refused(ran, 2, "a file of saved answers")
    assert not home.exists()


def test_an_earlier_file_of_answers_is_replaced(run: Run, file: Path) -> None:
    run("plan", *needling(age="34"), "--save-answers", str(file))
    run("plan", *needling(age="35"), "--save-answers", str(file))
    assert written(file)["age"] == 35


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is refused to root")
def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert run("plan", *needling(), "--save-answers", str(tmp_path / "me.yaml")).status == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nedle_mm: 0.25", "nedle_mm: there's no such question; did you mean 'needle_mm'?"),
        ("conditions: [exzema]", "did you mean 'eczema'?"),
        (
            "days_since: {peeel: 4}",
            "days_since.peeel: there's no such question; did you mean 'days_since.peel'?",
        ),
        ("needle_mm: thick", "write a number of mm from 0 to 5 or not_sure"),
    ],
)
def test_what_a_file_calls_wrong_is_an_error_with_the_nearest_name(
    run: Run, file: Path, line: str, words: str
) -> None:
    file.write_text(f"treatment: microneedling\n{line}\n")
    refused(run("plan", "--answers", str(file)), 2, str(file), words)


def test_all_that_a_file_calls_wrong_is_told_at_once(run: Run, file: Path) -> None:
    file.write_text("treatment: microneedling\nnedle_mm: 1\nagee: 30\n")
    assert run("plan", "--answers", str(file)).err.count("there's no such question") == 2


def test_the_example_of_each_treatment_can_be_saved_and_read(tmp_path: Path) -> None:
    for treatment in TREATMENTS:
        file, plan = tmp_path / f"{treatment}.yaml", planning(treatment)
        save(target_for(App(), file), plan, PlanAnswers(example(treatment)))
        raw = written(file)
        raw.pop("treatment")
        assert plain(read_answers(raw, plan.questions)).keys() >= HEALTHY.keys()

"""Law 4: a clinician who changes a rule and its cases breaks no test.

The changes are made to a copy of the frozen rules, so these tests stand whatever the shipped ones become.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checkout import FROZEN_RULES, ROOT, TESTS
from clinicians_changes import CHANGES, rewrite
from skinroutine.machine import here
from skinroutine.review.cases import CaseRunner, placed_cases
from skinroutine.review.catalogue import catalogue
from skinroutine.review.lint.concerns import summarise
from skinroutine.review.lint.run import check
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from todays_rules_guard import TODAYS


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the rules that may be changed."""
    shutil.copytree(FROZEN_RULES, tmp_path / "rules")
    return tmp_path / "rules"


def laws_over(rules: Path, *chosen: str) -> str:
    """What pytest says of the laws and the cases, held against these rules."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *chosen]
    environment = {**os.environ, "LAWS_OVER": str(rules)}
    for name in ("PYTHONPATH", "PYTHONSAFEPATH"):
        del environment[name]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    ).stdout


def files_of_laws() -> list[str]:
    """The files with tests over the rules as they are today, but for the younger laws: no other is read."""
    marked = [file for file in TESTS.rglob("test_*.py") if TODAYS in file.read_text(encoding="utf-8")]
    return [str(file) for file in sorted(marked) if file.stem not in YOUNGER_LAWS]


YOUNGER = {
    "not-sure", "split-step", "no-verb", "same-address", "kind-not-borne", "copy", "figure", "first-aid",
    "no-facts", "uncarried-source", "unlisted-fact", "own-judgement", "no-position", "below-triage",
}  # fmt: skip
"""What the frozen rules have not heard of: a law over today's rules holds it."""
YOUNGER_LAWS = (
    "test_every_word_of_the_seeds",
    "test_law_2_as_usual",
    "test_law_2_asked_apart",
    "test_law_3_three_screens",
    "test_what_people_ask",
    "test_law_10_lists",
    "test_law_10_plain_speech",
    "test_law_12_holds_say_what_to_do",
    "test_law_12_what_helps_stays_said",
    "test_law_13_devices",
    "test_law_13_this_area",
    "test_law_13_this_day",
    "test_law_1_findings",
    "test_law_1_over_time",
    "test_law_1_test_patch",
    "test_law_2_a_step_at_most",
    "test_law_2_occasion",
    "test_law_3_same_as_last_time",
    "test_law_5_who_says_otherwise",
    "test_law_6_gaps_that_are_said",
    "test_law_6_watches",
)
AS_THEY_ARE = "tests/laws/test_rules_as_they_are_today.py"
PEOPLES_WORDS = "tests/laws/test_law_3_words_people_use.py"
NOT_SURE = "tests/laws/test_law_2_not_sure.py"
NOT_YET_LAW = (
    "tests/cli/test_examples.py",
    "tests/laws/test_cases.py::test_every_rule_that_gives_a_verdict_is_hit_by_a_case",
    "tests/laws/test_shipped_rules.py::test_every_fact_that_an_item_names_is_in_the_evidence",
    "tests/laws/test_shipped_rules.py::test_every_fact_of_the_source_articles_is_in_the_evidence_as_one_of_theirs",
    f"{AS_THEY_ARE}::test_every_option_in_the_tables_of_the_benchmark_is_one_of_the_rules",
    f"{PEOPLES_WORDS}::test_an_option_that_is_never_offered_is_answered_where_no_rule_reads_it",
    f"{PEOPLES_WORDS}::test_on_a_screen_that_two_lists_share_each_word_still_finds_one_line",
    "tests/laws/test_law_3_questions.py::test_the_first_plan_of_a_typical_person_asks_at_most_twelve_questions",
    f"{NOT_SURE}::test_every_question_of_a_plan_says_how_to_find_out_what_one_is_not_sure_of",
    "tests/laws/test_first_screens.py::test_the_aftercare_of_an_ordinary_session_leaves_room_on_home_for_the_dates",
    f"{AS_THEY_ARE}::test_the_rules_have_no_mistake",
    f"{AS_THEY_ARE}::test_rules_check_and_rules_test_say_so",
)


@pytest.mark.proof
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_with_its_cases_has_no_mistake_and_leaves_nothing_unweighed(rules: Path, name: str) -> None:
    CHANGES[name](rules)
    library = Library(layers(shipped_folder=rules))
    work = CaseRunner(library, here())
    tried = [work.run(placed) for placed in placed_cases(library, library.layers)]

    assert [one for one in check(library).findings if one.code not in YOUNGER] == []
    assert [one.placed.case.case for one in tried if one.differs] == []
    assert summarise(catalogue(library), library.layers[0]).unweighed == ()


@pytest.mark.proof
def test_all_changes_together_break_no_law(rules: Path) -> None:
    for change in CHANGES.values():
        change(rules)

    said = laws_over(
        rules,
        "-m",
        "todays_rules and not proof",
        *(f"--deselect={name}" for name in NOT_YET_LAW),
        *files_of_laws(),
    )

    assert re.search(r"^\d+ passed", said.splitlines()[-1]), said


@pytest.mark.proof
def test_a_change_that_breaks_a_law_is_found(rules: Path) -> None:
    condition = "  when: {numbing_cream: stronger}\n"
    rewrite(rules / "common" / "screening.yaml", (condition, "  when: {not: {medicines: retinol}}\n"))

    said = laws_over(rules, "tests/laws/test_law_1_only_up.py", "-m", "todays_rules and not proof")

    assert "test_no_rule_asks_for_the_lack_of_an_option" in said

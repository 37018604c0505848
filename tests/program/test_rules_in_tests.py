"""Law 4: no test of the program reads a rule that a clinician may change; only the laws and the cases do."""

from __future__ import annotations

from pathlib import Path

from checkout import FROZEN_CHECKOUT, FROZEN_RULES, ROOT
from child_processes import start_child
from skinroutine.rule_files import shipped
from todays_rules_guard import TODAYS, UNMARKED, opened

TESTS = ROOT / "tests"
OVER_TODAYS_RULES = {
    "cli/test_examples.py",
    "laws/test_cases.py",
    "laws/test_first_screens.py",
    "laws/test_every_word_of_the_seeds.py",
    "laws/test_choosing_a_device.py",
    "laws/test_law_10_lists.py",
    "laws/test_law_10_plain_speech.py",
    "laws/test_law_10_plain_words.py",
    "laws/test_law_10_regions.py",
    "laws/test_law_12_holds_say_what_to_do.py",
    "laws/test_law_12_what_helps_stays_said.py",
    "laws/test_law_13_this_area.py",
    "laws/test_law_13_this_day.py",
    "laws/test_law_1_findings.py",
    "laws/test_law_1_only_up.py",
    "laws/test_law_13_devices.py",
    "laws/test_law_1_over_time.py",
    "laws/test_law_1_test_patch.py",
    "laws/test_law_2_a_step_at_most.py",
    "laws/test_law_2_as_usual.py",
    "laws/test_law_2_asked_apart.py",
    "laws/test_law_2_not_sure.py",
    "laws/test_law_2_occasion.py",
    "laws/test_law_3_questions.py",
    "laws/test_law_3_same_as_last_time.py",
    "laws/test_law_3_three_screens.py",
    "laws/test_law_3_typed_alike.py",
    "laws/test_law_3_words_people_use.py",
    "laws/test_law_5_proved.py",
    "laws/test_law_5_who_says_otherwise.py",
    "laws/test_law_6_gaps_that_are_said.py",
    "laws/test_law_6_limits.py",
    "laws/test_law_6_watches.py",
    "laws/test_law_9_and_11_twins_and_no_streaks.py",
    "laws/test_proof.py",
    "laws/test_rules_as_they_are_today.py",
    "laws/test_shipped_rules.py",
    "laws/test_what_people_ask.py",
    "program/test_homes_of_before.py",
    "review/test_schema.py",
    "rulebook/test_kept.py",
}
"""The laws and the cases, what a home of before answers, the schemas for editors,
and that the shipped rules are the same from the binary."""


def files_that_say(*words: str) -> set[str]:
    """The test files in which one of these stands."""
    return {
        file.relative_to(TESTS).as_posix()
        for file in TESTS.rglob("test_*.py")
        if any(word in file.read_text(encoding="utf-8") for word in words)
        and file.name != Path(__file__).name
    }


def test_only_the_laws_and_the_cases_run_over_the_rules_of_today() -> None:
    assert files_that_say(f"pytest.mark.{TODAYS}") == OVER_TODAYS_RULES
    assert {"test_docs.py"} == UNMARKED


def test_whatever_takes_the_rules_of_today_is_marked() -> None:
    taking = files_that_say(f"from {TODAYS} import", "TODAYS_RULES", "from proof_rules import")
    assert taking - OVER_TODAYS_RULES == set()


def test_the_program_ships_the_frozen_rules_here_and_in_a_child() -> None:
    child = start_child("from skinroutine.rule_files import shipped; print(shipped())")
    assert shipped() == FROZEN_RULES
    assert child.communicate()[0].strip() == str(FROZEN_RULES)
    assert FROZEN_CHECKOUT not in ROOT.parents


def test_a_rule_of_today_that_is_read_would_be_noticed() -> None:
    file = ROOT / "rules" / "common" / "levels.yaml"
    file.read_bytes()
    seen = list(opened)
    opened.clear()
    assert seen == [str(file)]


def test_the_frozen_rules_are_no_part_of_the_package() -> None:
    assert not (ROOT / "skinroutine" / "rules").exists()
    assert "frozen" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")

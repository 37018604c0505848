"""``rules check`` on the shipped rules, on a treatment of YAML alone, and as a command."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from rule_overlay import SHIPPED, LaidOver
from rule_set import THIRD
from skinroutine.app import App
from skinroutine.commands.rules import check as check_command
from skinroutine.review.catalogue import PlacedItem, catalogue
from skinroutine.review.grade import reading_grade
from skinroutine.review.lint.findings import CODES, UnknownCodeError, explanation_of
from skinroutine.review.lint.own_rules import ids_in, refuse_unusable
from skinroutine.review.lint.run import check, check_folder
from skinroutine.rulebook import MOST_STEPS, PHASES, Course, Interval, Step
from skinroutine.rulebook.folders import NoRulesFolderError, layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.problems import FileProblemsError

RULE = "- {id: own-rule, when: {skin_today: %s}, verdict: wait, say: Wait., sources: [judgement]}\n"


def folder_with(place: Path, text: str, name: str = "screening") -> Path:
    file = place / "own" / "microneedling" / f"{name}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return place / "own"


YOUNGER = {"not-sure", "split-step", "no-verb", "same-address"}
"""What the frozen rules, which nobody keeps up to date, have not heard of."""


def test_the_shipped_rules_have_no_problems_of_their_time() -> None:
    assert {one.code for one in check(SHIPPED).findings} == YOUNGER


def test_the_third_treatment_of_the_tests_has_no_problems() -> None:
    assert check_folder(LaidOver(THIRD)).findings == ()
    refuse_unusable(LaidOver(THIRD))


def test_without_a_folder_the_shipped_rules_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    status = check_command.check(App(plain=True), None)
    told = capsys.readouterr().out.splitlines()
    assert (status, len(told)) == (1, len(check(SHIPPED).findings))
    assert any("split-step: flag-lips-swelling: 'Watch your tongue'" in line for line in told)


def test_a_finding_stands_on_one_line_that_is_never_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path, RULE % "wart")
    monkeypatch.chdir(tmp_path)
    assert check_command.check(App(plain=True), folder) == 1
    assert capsys.readouterr().out == (
        "own/microneedling/screening.yaml:1: unknown-option: own-rule: skin_today has no option 'wart'"
        " (did you mean 'warts'?)\n"
    )


def test_all_problems_are_told_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = RULE % "wart" + (RULE % "sunburnt").replace("own-rule", "own-other").replace("judgement", "nobody")
    found = check_folder(LaidOver(folder_with(tmp_path, text))).findings
    assert [(one.line, one.code) for one in found] == [
        (1, "unknown-option"),
        (2, "unknown-option"),
        (2, "unknown-source"),
    ]


def test_json_gives_the_same_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_with(tmp_path, RULE % "wart")
    assert check_command.check(App(as_json=True), folder) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["findings"] == [
        {
            "file": str(folder / "microneedling" / "screening.yaml"),
            "line": 1,
            "code": "unknown-option",
            "message": "own-rule: skin_today has no option 'wart'",
            "hint": "did you mean 'warts'?",
        }
    ]
    assert (data["files"], data["rules"]) == (1, 1)


def test_a_value_with_control_characters_cannot_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check_command.check(App(plain=True), folder_with(tmp_path, RULE % r'"\e[2J\n"'))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.count("\n") == 1


def test_what_is_wrong_in_other_folders_is_not_told(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, RULE.replace("wait", '"no"') % "warts")
    assert check_folder(LaidOver(folder)).findings == ()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRulesFolderError) as refused:
        check_command.check(App(), tmp_path / "nothing")
    assert refused.value.status == 2


@pytest.mark.parametrize("code", CODES)
def test_each_code_is_explained_in_plain_words_with_an_example(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_command.check(App(plain=True), None, code) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{code}\n")
    assert ("Wrong\n" in out, "Right\n" in out) == (True, True)
    meaning, wrong, right = CODES[code]
    assert reading_grade(meaning) <= 8
    assert wrong != right


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match=r"no code 'mildr'; did you mean 'milder'\?") as refused:
        explanation_of("mildr")
    assert refused.value.status == 2


def test_every_id_of_the_shipped_files_is_found_in_their_text() -> None:
    entries = catalogue(SHIPPED).entries
    for file in {entry.file for entry in entries}:
        read = {entry.id for entry in entries if entry.file == file and entry.id}
        assert read <= ids_in(Path(file).read_text(encoding="utf-8")), file


@pytest.mark.parametrize(
    "entry",
    [one for one in catalogue(SHIPPED).entries if isinstance(one.item, Course | Interval | Step)][::40],
)
def test_an_own_rule_may_not_have_the_id_of_any_shipped_item(entry: PlacedItem, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, (RULE % "[warts, sunburn]").replace("own-rule", entry.id))
    with pytest.raises(FileProblemsError, match=f"the id '{entry.id}' is taken"):
        refuse_unusable(LaidOver(folder))


@pytest.mark.parametrize("name", ["redness", "age", "wait", "pen"])
def test_an_own_rule_may_have_the_name_of_a_symptom_a_question_or_a_device(name: str, tmp_path: Path) -> None:
    refuse_unusable(LaidOver(folder_with(tmp_path, (RULE % "[warts, sunburn]").replace("own-rule", name))))


def test_own_rules_are_looked_at_in_60_milliseconds(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, RULE % "[warts, sunburn]")
    took = []
    for _ in range(5):
        start = time.process_time()
        refuse_unusable(Library(layers((folder,))))
        took.append(time.process_time() - start)
    assert min(took) < 0.06


def test_without_own_rules_nothing_is_read() -> None:
    library = Library(layers())
    refuse_unusable(library)
    assert library.__dict__.keys() == {"layers", "books", "_name", "_region", "_read", "_pages", "_texts"}
    assert (library._read, library._pages, library._texts.__dict__) == ({}, {}, {"_read": {}})  # noqa: SLF001  the same


def test_two_own_folders_may_not_share_an_id(tmp_path: Path) -> None:
    one, other = (folder_with(tmp_path / name, RULE % "[warts, sunburn]") for name in ("a", "b"))
    with pytest.raises(FileProblemsError, match="the id 'own-rule' is taken"):
        refuse_unusable(Library(layers((one, other))))


def test_each_shipped_phase_has_at_most_nine_steps_without_a_condition() -> None:
    steps = [entry for entry in catalogue(SHIPPED).entries if isinstance(entry.item, Step)]
    always = [one for one in steps if isinstance(one.item, Step) and not one.item.when.parts()]
    counts = {
        (one.treatment, phase): sum((each.treatment, each.topic) == (one.treatment, phase) for each in always)
        for one in steps
        for phase in PHASES
    }
    assert max(counts.values()) <= MOST_STEPS

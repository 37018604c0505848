from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from conftest import Run
from effort import examples
from shipped import RULES, TREATMENTS, cases, checked, checking, planned, planning
from skinroutine.app import App
from skinroutine.commands.rules import check, new
from skinroutine.decide.evaluate import evaluate
from skinroutine.review.catalogue import catalogue
from skinroutine.review.grade import reading_grade
from skinroutine.review.new import (
    TreatmentNameError,
    check_name,
    skeleton_texts,
    write_skeleton,
)
from skinroutine.review.schema import schema_of
from skinroutine.rulebook import Case, Ruling
from skinroutine.rulebook.conditions import Facts
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.yaml_text import read_yaml

FILES = [
    "treatment.yaml", "aftercare.yaml", "counts-as.yaml", "device.yaml", "example.yaml", "faq.yaml",
    "frequency.yaml", "no-concern.yaml", "prep.yaml", "questions.yaml", "red-flags.yaml", "screening.yaml",
    "sources.yaml", "symptoms.yaml", "technique.yaml", "cases/plan.yaml", "cases/symptoms.yaml",
]  # fmt: skip
SAID = re.compile(
    r"\b(?:say|why|do|avoid|pause|stop_if|instead|ask|label|summary|disagreement): ([A-Z][^{}\n]*)"
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of rules with a skeleton in it."""
    folder = tmp_path_factory.mktemp("own")
    write_skeleton("skin_brushing", folder, TREATMENTS)
    return folder


def everything_in(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*"))


def test_a_skeleton_has_every_topic_an_example_sources_and_cases(own: Path) -> None:
    assert everything_in(own) == sorted(["skin_brushing", "skin_brushing/cases", *in_it(FILES)])


def in_it(files: list[str]) -> list[str]:
    return [f"skin_brushing/{file}" for file in files]


def test_every_file_of_a_skeleton_explains_itself_in_comments(own: Path) -> None:
    for file in in_it(FILES):
        lines = (own / file).read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("# yaml-language-server: $schema=/")
        assert lines[1].startswith("# "), file


def test_the_reader_takes_a_skeleton_and_every_source_question_and_id_is_its_own_or_known(own: Path) -> None:
    read = catalogue(Library(layers((own,))))
    ours = [entry for entry in read.entries if entry.layer]
    shipped_ids = {entry.id for entry in read.entries if not entry.layer}
    library = Library(layers((own,)))

    assert read.findings == ()
    assert {entry.id for entry in ours if entry.id} & shipped_ids == set()
    assert {one for entry in ours for one in getattr(entry.item, "sources", ())} <= set(library.sources)
    assert "skin-brushing-manual" in library.sources


def test_a_skeleton_passes_rules_check(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.check(App(plain=True), own, "") == 0
    assert capsys.readouterr().out == "17 files, 20 rules: no problems\n"


def test_a_skeleton_is_clean_in_an_editor_that_finds_the_schemas(own: Path) -> None:
    for path in in_it(FILES):
        file = own / path
        text = file.read_text(encoding="utf-8")
        schema = Path(text.split("\n", 1)[0].partition("$schema=")[2])
        data = read_yaml(text, path, words_for_truth=file.stem == "example").data
        errors = Draft202012Validator(schema_of(schema.stem)).iter_errors(data)
        assert schema.is_file()
        assert [one.message for one in errors] == []


def test_a_skeleton_beside_the_schemas_names_them_from_where_it_stands() -> None:
    texts = skeleton_texts("skin_brushing", RULES)
    assert texts["prep.yaml"].startswith("# yaml-language-server: $schema=../schema/prep.json\n")
    assert texts["cases/plan.yaml"].startswith("# yaml-language-server: $schema=../../schema/cases.json\n")


def test_nothing_in_a_skeleton_still_has_the_name_of_the_pattern() -> None:
    texts = skeleton_texts("skin_brushing", RULES)
    assert [path for path, text in texts.items() if re.search(r"new.treatment", text, re.IGNORECASE)] == []


def test_every_sentence_of_a_skeleton_has_a_reading_grade_of_eight_or_lower() -> None:
    texts = skeleton_texts("skin_brushing", RULES)
    said = {sentence for text in texts.values() for sentence in SAID.findall(text)}
    assert len(said) > 30
    assert {one for one in said if reading_grade(one) > 8} == set()


def test_the_cases_of_a_skeleton_hold(own: Path) -> None:
    found = [(treatment, case) for treatment, case in cases(own) if treatment == "skin_brushing"]
    assert len(found) == 22
    for treatment, case in found:
        reasons = case.expect["reasons"]
        assert isinstance(reasons, list)
        if case.answers is None:
            judged = checked(treatment, case, own)[1]
            assert (judged.level, set(reasons) <= {one.id for one in judged.reasons}) == (
                case.expect["level"], True,
            ), case.case  # fmt: skip
        else:
            verdict = planned(treatment, case, own)[1]
            assert (verdict.name, set(reasons) <= {one.id for one in verdict.reasons}) == (
                case.expect["verdict"], True,
            ), case.case  # fmt: skip


def held_in(own: Path, case: Case) -> set[str]:
    if case.answers is None:
        check = checking("skin_brushing", own)
        rulings, facts = check.rules, Facts(checked("skin_brushing", case, own)[0], check.guards)
    else:
        plan = planning("skin_brushing", own)
        answers, verdict = planned("skin_brushing", case, own)
        rulings, facts = plan.book.screening, Facts(answers, plan.book.guards)
        return {one.id for one in verdict.reasons} | told_by(rulings, facts)
    return told_by(rulings, facts)


def told_by(rulings: list[Ruling], facts: Facts) -> set[str]:
    return {f"{held.ruling.id}: {held.ruling.say}" for held in evaluate(rulings, facts).fired}


def test_a_case_of_a_skeleton_hits_every_rule_turn_and_interval_of_it(own: Path) -> None:
    plan, check = planning("skin_brushing", own), checking("skin_brushing", own)
    ours = {
        f"{one.id}: {one.say}"
        for one in [*plan.book.screening, *check.rules]
        if one.id.startswith("skin-brushing-")
    }
    # What counts from another treatment is tried by no case.
    ours |= {one.id for one in plan.book.intervals if not one.since}
    hit = {told for name, case in cases(own) if name == "skin_brushing" for told in held_in(own, case)}

    assert len(ours) == 13
    assert ours - hit == set()


@pytest.mark.usefixtures("home", "clock")
def test_a_skeleton_goes_through_plan_log_and_check_symptoms(run: Run, own: Path) -> None:
    rules = ("--rules", str(own))
    settings = ("areas=cheeks", "device_kind=skin_brushing_hand_tool", "reaction=expected")
    story = ("hours_since_session=3", "risk_factors=none", "symptoms.skin_brushing_marks.severity=mild")

    planned = run("plan", "skin_brushing", "--example", "--json", *rules)
    logged = run("log", "skin_brushing", *options(settings), "--json", *rules)
    judged = run("check-symptoms", "skin_brushing", *options(story), "--json", *rules)
    told = run("about", "skin_brushing", *rules)

    assert (planned.status, planned.json["verdict"]) == (0, "go")
    assert logged.status == 0, logged.err
    assert (judged.status, judged.json["level"]) == (0, 0)
    assert told.out.startswith("Skin brushing\n")


def options(settings: tuple[str, ...]) -> list[str]:
    return [word for setting in settings for word in ("--set", setting)]


def test_the_command_says_what_it_wrote_and_what_to_do_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new.new(App(plain=True), "skin_brushing", into=tmp_path / "mine") == 0
    out = capsys.readouterr().out

    assert out.startswith("Written: A treatment to start from is in")
    assert "  - cases/symptoms.yaml\n" in out
    assert "skinroutine rules check" in out


def test_the_command_gives_the_same_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new.new(App(as_json=True), "skin_brushing", into=tmp_path)
    data = read_yaml(capsys.readouterr().out, "standard output").data
    assert data == {
        "schema_version": 1,
        "treatment": "skin_brushing",
        "folder": str(tmp_path / "skin_brushing"),
        "files": FILES,
    }


def test_the_folder_of_the_pattern_is_no_treatment_of_the_shipped_rules() -> None:
    assert (RULES / "skeleton" / "new_treatment" / "treatment.yaml").is_file()
    assert TREATMENTS == ("microdermabrasion", "microneedling")


@examples(60)
@given(name=st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True))
def test_any_name_that_is_taken_gives_files_that_the_reader_takes(name: str) -> None:
    try:
        check_name(name, TREATMENTS)
    except TreatmentNameError:
        return
    for path, text in skeleton_texts(name, RULES).items():
        assert read_yaml(text, path, words_for_truth=path == "example.yaml").data

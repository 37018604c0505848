"""Regions: one entry of YAML adds one, and the texts of all rules are filled with it."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from conftest import Run
from shipped import LIBRARY, RULES
from skinroutine.review.lint.run import check_folder
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.problems import FileProblemsError
from skinroutine.rulebook.regions import Place, without_blanks
from typed import symptoms

NORWAY = """\
- id: "no"
  label: Norway
  also: [NOR, Norge]
  call: "113"
  emergency: [{number: "113", what: ambulance}]
  sources: [judgement]
"""
EMERGENCY = symptoms(symptoms="breathing_difficulty", symptoms__breathing_difficulty__severity="severe")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own" / "common" / "regions.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(NORWAY, encoding="utf-8")
    return tmp_path / "own"


def test_one_entry_adds_a_region(run: Run, own: Path) -> None:
    rules = ["--rules", str(own)]
    assert run("profile", "set", "region=Norge", *rules).status == 0
    told: Any = run(*EMERGENCY, *rules, "--json").json
    assert told["actions"][0] == "Call 113 now. In another country, call 112, 911 or 999."
    assert told["numbers"]["name"] == "Norway"


def test_without_the_folder_that_has_it_the_three_numbers_stand(run: Run, own: Path) -> None:
    run("profile", "set", "region=Norge", "--rules", str(own))
    told: Any = run(*EMERGENCY, "--json").json
    assert (told["actions"][0], told["numbers"]["region"]) == ("Call 112, 911 or 999 now.", None)


def test_the_entry_is_without_fault(own: Path) -> None:
    assert check_folder(Library(layers((own,)))).findings == ()


def test_an_own_entry_replaces_no_shipped_region(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own" / "common" / "regions.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(NORWAY.replace('"no"', "gb"), encoding="utf-8")
    ran = run(*EMERGENCY, "--rules", str(tmp_path / "own"))
    assert "the id 'gb' is taken" in ran.err


@pytest.mark.parametrize("region", ["", *LIBRARY.regions])
def test_a_record_without_a_blank_stays_the_same_record(region: str) -> None:
    place = Place(LIBRARY.place.everywhere, LIBRARY.regions.get(region))
    assert all(place.fill(item) is item for item in LIBRARY.treatments.values())


def test_without_a_region_the_list_of_regions_is_not_read() -> None:
    library = Library(layers())
    assert library.levels
    assert "regions" not in library.__dict__


def test_where_nothing_says_what_to_call_no_blank_is_shown_but_the_missing_file_is_named(
    tmp_path: Path,
) -> None:
    rules = tmp_path / "rules"
    copytree(RULES, rules)
    (rules / "common" / "everywhere.yaml").unlink()
    with pytest.raises(FileProblemsError, match=r"everywhere\.yaml:1: this file is missing"):
        _ = Library(layers(shipped_folder=rules)).levels


def test_a_text_reads_without_its_blanks() -> None:
    assert without_blanks("Call {emergency} now. {elsewhere}") == "Call 123 now."

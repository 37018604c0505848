from __future__ import annotations

import re

import pytest

from conftest import ROOT, Run
from skinroutine import __version__


def test_version_says_the_release_and_nothing_else(run: Run) -> None:
    ran = run("--version")
    assert (ran.status, ran.out, ran.err) == (0, f"skinroutine {__version__}\n", "")


def test_the_newest_section_of_the_changelog_is_that_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(.*?)\]", changelog, re.MULTILINE)[0] == __version__


def test_the_version_stands_in_one_place() -> None:
    assert __version__ not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["--version", "--json"], ["plan", "--version"]])
def test_version_goes_with_nothing_else(run: Run, words: list[str]) -> None:
    assert run(*words).status == 2

"""Every statement of the articles that the project began with reaches the person, or its conflict does."""

from __future__ import annotations

import shlex
from functools import cache
from typing import Final, NamedTuple

import pytest
import yaml

from checkout import ROOT, TODAYS_CHECKOUT
from conftest import Run
from todays_rules import LIBRARY

pytestmark = pytest.mark.todays_rules


class SeedRow(NamedTuple):
    """One statement, and what says it."""

    statement: str
    command: str
    how: str
    words: str


@cache
def rows() -> dict[str, list[SeedRow]]:
    """The statements of each article."""
    written = yaml.safe_load((ROOT / "docs" / "seeds.yaml").read_text(encoding="utf-8"))
    return {seed: [SeedRow(**row) for row in listed] for seed, listed in written.items()}


EVERY: Final = [(seed, row) for seed, listed in rows().items() for row in listed]
COMMANDS: Final = list(dict.fromkeys(row.command for _, row in EVERY))


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_of_each_statement_says_it(
    command: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(TODAYS_CHECKOUT)
    out = " ".join(run(*shlex.split(command)).out.split())
    asked = [row for _, row in EVERY if row.command == command]
    assert [row for row in asked if row.words not in out] == []
    assert out


def test_each_article_has_its_statements_and_each_once() -> None:
    assert set(rows()) == {source.id for source in LIBRARY.sources.values() if source.kind == "seed"}
    for listed in rows().values():
        statements = [row.statement for row in listed]
        assert len(set(statements)) == len(statements) > 20


def test_a_statement_is_told_or_contradicted() -> None:
    assert {row.how for _, row in EVERY} == {"told", "contradicted"}
    assert len(EVERY) >= 121

"""Law 5, as far as it can be proved: what is left for a reader of the sources only ever gets less."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from skinroutine.review.lint.findings import LEFT_TO_READERS, UNSAID
from skinroutine.review.lint.run import check
from todays_rules import LIBRARY

pytestmark = [pytest.mark.todays_rules, pytest.mark.proof]

LEFT = Path(__file__).with_name("left_to_readers.txt")
"""How many sentences and items of each kind are left. A number in it may only be lowered."""


def left() -> dict[str, int]:
    lines = LEFT.read_text(encoding="utf-8").splitlines()
    return {code: int(count) for code, count in (line.split() for line in lines)}


@pytest.mark.skipif("LAWS_OVER" in os.environ, reason="the numbers are those of the rules that are shipped")
def test_no_more_is_left_to_readers_than_is_written_down() -> None:
    found = Counter(finding.code for finding in check(LIBRARY).warnings)
    assert {code: found[code] for code, most in left().items() if found[code] > most} == {}


def test_every_kind_of_warning_is_counted() -> None:
    assert left().keys() == UNSAID | LEFT_TO_READERS


def test_every_fact_that_a_rule_or_a_sentence_names_is_in_the_evidence() -> None:
    assert [finding for finding in check(LIBRARY).findings if finding.code == "unknown-fact"] == []

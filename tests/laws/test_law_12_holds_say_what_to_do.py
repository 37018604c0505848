"""Law 12: whatever pauses all sessions says whom to see and how soon, for as long as it lasts."""

from __future__ import annotations

import re
from typing import Final

import pytest

from skinroutine.commands.plan.doubts import doubts_of
from skinroutine.decide.evaluate import evaluate, reason
from skinroutine.rulebook import Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Facts
from skinroutine.rulebook.pages import LevelWords
from todays_rules import LIBRARY, TREATMENTS

pytestmark = pytest.mark.todays_rules

PAUSING: Final = [words for words in LIBRARY.levels if words.hold]
HOLDING: Final = [rule for name in ("", *TREATMENTS) for rule in Book(LIBRARY, name).screening if rule.hold]
WHOM: Final = re.compile(r"doctor|dermatologist|pharmacist|urgent care|Call \d|check-symptoms")
WHEN: Final = re.compile(r"now|today|within")


@pytest.mark.parametrize("words", PAUSING, ids=[words.name for words in PAUSING])
def test_a_level_that_pauses_says_whom_to_see_and_how_soon(words: LevelWords) -> None:
    assert WHOM.search(words.while_paused)
    assert WHEN.search(words.while_paused)


@pytest.mark.parametrize("words", PAUSING, ids=[words.name for words in PAUSING])
def test_a_level_that_pauses_says_how_the_pause_ends(words: LevelWords) -> None:
    assert "seen" in words.hold_ends


@pytest.mark.parametrize("rule", HOLDING, ids=[rule.id for rule in HOLDING])
def test_a_rule_that_pauses_says_whom_to_see_and_how_soon(rule: Ruling) -> None:
    assert WHOM.search(rule.instead)
    assert WHEN.search(rule.instead)


@pytest.mark.parametrize("finding", LIBRARY.findings.values(), ids=list(LIBRARY.findings))
def test_what_a_check_found_says_who_can_end_it(finding: object) -> None:
    say = getattr(finding, "say", "")
    assert WHOM.search(say) or "specialist" in say or "clinic" in say


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_whoever_is_not_sure_about_a_changing_spot_is_told_to_show_it(treatment: str) -> None:
    book = Book(LIBRARY, treatment)
    answers: dict[str, Answer] = {"skin_today": NOT_SURE}
    hits = evaluate(book.screening, Facts(answers, book.guards)).fired
    told = " ".join(
        line for hit in doubts_of(book, [reason(hit) for hit in hits], answers) for line in hit.advice
    )
    assert WHOM.search(told)
    assert "spot" in told

"""The sentences of today for those that were stored: found for each rule, and left where unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from functools import cache

import pytest

from checkout import TESTS  # noqa: F401  the frozen rules are those that are read here
from history_facts import START
from shipped import LIBRARY
from skinroutine.decide.wording import sentences_today
from skinroutine.history import Event, TodaysSentence
from skinroutine.history.codec import event_of
from skinroutine.history.copies import without_entries
from skinroutine.history.lengths import lengths_in
from skinroutine.history.sentences import CARE, RESULT
from skinroutine.history.wording import SpokenEvent, Wording, store

ANEW = " (anew)"


@cache
def sentences() -> tuple[TodaysSentence, ...]:
    return tuple(sentences_today(LIBRARY))


def wording_of(*found: TodaysSentence) -> Wording:
    db = without_entries()
    store(db, found, "")
    return Wording(lambda: nullcontext(db), event_of)


def spoken(wording: Wording, treatment: str = "", kind: str = "session") -> SpokenEvent:
    return SpokenEvent(wording, Event("a-b", kind, START, START, {"treatment": treatment}, None))


def answers_of(reads: str) -> Iterator[str]:
    """For each place that a condition reads an answer that it takes there."""
    for question, _, wanted in (part.partition("=") for part in reads.split()):
        first = wanted.split(",")[0]
        name, _, at = first.partition(":")
        more = {"over": 1, "under": -0.01}.get(name, 0)
        yield f"{question}={float(at) + more:g}" if at else f"{question}={first or 'x'}"


def test_every_sentence_of_the_rules_is_found_again_in_other_words() -> None:
    wording = wording_of(*(each._replace(text=f"{each.text}{ANEW}") for each in sentences()))
    missing = []
    for each in sentences():
        if each.item == RESULT:
            continue
        for treatment in [each.treatment] if each.treatment else LIBRARY.treatment_ids:
            because = list(answers_of(each.reads))
            found = spoken(wording, treatment).today(each.item, each.text, (each.part,), because=because)
            if not found.endswith(ANEW):
                missing.append((each.item, each.part, each.text))
    assert missing == []


def test_what_was_filled_in_on_its_day_stays_filled_whatever_the_sentence_is_today() -> None:
    blank = [each for each in sentences() if "{" in each.text and each.item not in {RESULT, CARE}]
    assert blank
    reworded = [each._replace(item="another", text=f"{each.text}{ANEW}") for each in blank]
    wording = wording_of(*blank, *reworded)
    for each in blank:
        stored = re.sub(r"{\w+}", "3", each.text)
        for item in (each.item, "another"):
            because = list(answers_of(each.reads))
            said = spoken(wording, each.treatment).today(item, stored, (each.part,), because=because)
            assert said == stored


@pytest.mark.parametrize(
    ("because", "says"),
    [
        (["trend=back"], "It came back, said anew."),
        (["trend=worse"], "It got worse, said anew."),
        (["trend=better"], "As it was."),
        (["hours=50", "trend=worse"], "As it was."),
        (["trend=not_sure"], "It got worse, said anew."),
        ([], "As it was."),
    ],
)
def test_of_several_sentences_of_a_rule_the_answers_tell_which(because: list[str], says: str) -> None:
    wording = wording_of(
        TodaysSentence("", "rule", "2", "It got worse, said anew.", 0, "a", "trend=worse"),
        TodaysSentence("", "rule", "2", "It came back, said anew.", 1, "b", "trend=back,again"),
    )
    assert spoken(wording).today("rule", "As it was.", ("2",), because=because) == says


def test_a_number_that_todays_bounds_leave_out_keeps_the_stored_words() -> None:
    wording = wording_of(TodaysSentence("", "rule", "2", "After two days.", 0, "a", "hours=at_least:48"))
    assert (
        spoken(wording).today("rule", "Later.", ("2",), because=["hours=48"], lasting=timedelta(2))
        != "Later."
    )
    assert (
        spoken(wording).today("rule", "Later.", ("2",), because=["hours=47"], lasting=timedelta(2))
        == "Later."
    )


def test_another_result_keeps_the_stored_words() -> None:
    wording = wording_of(TodaysSentence("", "rule", "4", "Call for help now."))
    assert spoken(wording).today("rule", "See a doctor.", ("2", "")) == "See a doctor."


@pytest.mark.parametrize(
    ("stored", "today", "same"),
    [
        ("Wait 48 hours.", "Wait two days.", True),
        ("Leave it off for a week.", "Leave it off for 7 days.", True),
        ("Leave it off.", "Leave it off for 7 days.", False),
        ("Leave it off for two weeks.", "Leave it off for three weeks.", False),
        ("Put it on every two hours.", "Put it on every three hours.", True),
        ("Wash it.", "Wash it twice a day.", True),
    ],
)
def test_a_length_that_was_not_said_then_is_not_said_now(stored: str, today: str, same: bool) -> None:
    assert (lengths_in(today) <= lengths_in(stored)) is same


def test_a_condition_that_comes_back_as_it_was_is_no_other_one() -> None:
    db = without_entries()
    first = TodaysSentence("", "rule", "do", "Wash it.", nature="a")
    for sentence, when in ((first, "1"), (first, "2"), (first._replace(nature="b"), "3")):
        store(db, [sentence], when)
    assert db.execute("SELECT since FROM wording").fetchall() == [("3",)]
    store(db, [], "4")
    assert db.execute("SELECT text, nature, since FROM wording").fetchall() == [("", "b", "3")]

"""One fact has two names: what one list names counts in another, until it is ended where it was named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import replace

from shipped import LIBRARY, TREATMENTS
from skinroutine.history import History
from skinroutine.history.events import FactRecord
from skinroutine.memory.facts import facts
from skinroutine.memory.new_facts import ending
from skinroutine.memory.recall import recollect
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
BOOK: Final = Book(LIBRARY, TREATMENTS[0])
PLACES: Final[tuple[tuple[Command, str], ...]] = (("plan", "conditions"), ("check-symptoms", "risk_factors"))
THERE, HERE = (next(one for one in BOOK.questions(command) if one.id == name) for command, name in PLACES)
OPTION: Final = "immunosuppression"
COUNTING: Final = replace(HERE, counts_from={"immunosuppressed": {THERE.id: (OPTION,)}})


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.db", lambda: NOW)


def record(history: History, question: Question, *named: str, areas: tuple[str, ...] = ()) -> str:
    about = {"options": None, "treatment": "", "areas": list(areas), "about": None}
    fact = FactRecord(question=question.id, answer=list(named), **about)  # type: ignore[arg-type]
    return history.record(fact).id


def counting(
    history: History, question: Question = COUNTING, typed: Mapping[str, Answer] = {}
) -> frozenset[str]:
    """What of the list counts beside what was typed."""
    memory = recollect(facts(history, [question], NOW), [question], NOW).memory
    answer = memory.under(typed).get(question.id, Chosen(frozenset()))
    assert isinstance(answer, Chosen)
    return answer.options


def on(area: str) -> dict[str, Answer]:
    return {"areas": Chosen(frozenset({area}))}


def test_what_another_list_named_counts_though_this_one_names_nothing(history: History) -> None:
    record(history, THERE, OPTION)
    assert counting(history, typed={HERE.id: Chosen(frozenset())}) == {"immunosuppressed"}


def test_what_no_rule_calls_the_same_does_not_count(history: History) -> None:
    record(history, THERE, "eczema")
    assert counting(history) == frozenset()
    record(history, THERE, OPTION)
    assert counting(history, HERE) == frozenset()


def test_it_is_ended_where_it_was_named_and_the_command_says_so(history: History) -> None:
    name = record(history, THERE, OPTION)
    memory = recollect(facts(history, [COUNTING], NOW), [COUNTING], NOW).memory
    assert [row.end for row in memory.all_named()] == [f"skinroutine profile forget {THERE.id}={OPTION}"]
    history.record(ending(THERE, {OPTION: [name]}))
    assert counting(history) == frozenset()


def test_whoever_ends_it_here_by_name_ends_it_here_alone(history: History) -> None:
    name = record(history, THERE, OPTION)
    history.record(ending(HERE, {"immunosuppressed": [name]}))
    assert counting(history) == frozenset()
    assert counting(history, THERE) == {OPTION}


def test_what_is_true_of_the_person_counts_on_every_area(history: History) -> None:
    record(history, THERE, OPTION, areas=("cheeks",))
    assert counting(history, THERE, on("hands")) == {OPTION}
    assert counting(history) == {"immunosuppressed"}


def test_what_was_done_to_some_skin_counts_there_alone(history: History) -> None:
    skin = next(one for one in BOOK.questions("plan") if one.stays and "areas" in one.trusted_within)
    option = next(iter(skin.options))
    record(history, skin, option, areas=("cheeks",))
    assert counting(history, skin, on("hands")) == frozenset()
    assert counting(history, skin, on("cheeks")) == {option}

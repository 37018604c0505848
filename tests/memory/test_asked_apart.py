"""An option with a question of its own: its answer counts in the list until it is ended by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from example_questions import a_question, chosen
from skinroutine.history import History
from skinroutine.history.events import FactRecord
from skinroutine.interview.asking import Asking
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.memory.facts import facts
from skinroutine.memory.new_facts import ending, forgetting
from skinroutine.memory.recall import Recollection, recollect
from skinroutine.rulebook import Question, Span, guards_of
from skinroutine.rulebook.apart import lists_apart, stored
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Facts, Picked
from skinroutine.rulebook.doubt import holding

if TYPE_CHECKING:
    from skinroutine.interview.pending import Reads

NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
YEAR: Final = Span(365 * 24, "365 days")
COLOUR: Final = a_question("colour", "one", "pale blue green", trusted=YEAR)
SHADES: Final = {"deep": {"colour": ("blue", "green")}}
LIST: Final = a_question(
    "traits", "many", "tall deep", stays=True, trusted=YEAR, apart=SHADES, counts_from=SHADES
)
QUESTIONS: Final = [LIST, COLOUR]
LISTS: Final = lists_apart(QUESTIONS)


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.db", lambda: NOW)


def record(history: History, question: Question, answer: object, options: list[str] | None = None) -> str:
    about: dict[str, object] = {"treatment": "", "areas": [], "about": None}
    fact = FactRecord(question=question.id, answer=answer, options=options, **about)  # type: ignore[arg-type]
    return history.record(fact).id


def recalled(history: History, *, asking: bool = False) -> Recollection:
    return recollect(facts(history, QUESTIONS, NOW), QUESTIONS, NOW, asking=asking)


def counting(history: History, typed: Mapping[str, Answer]) -> dict[str, Answer]:
    """What is kept of typed answers beside what is remembered."""
    found = recalled(history)
    return stored(found.memory.under({**found.known, **typed}), LISTS)


def test_a_remembered_answer_counts_in_a_list_that_is_typed_without_it(history: History) -> None:
    record(history, COLOUR, "blue")
    assert counting(history, {"traits": chosen()})["traits"] == chosen("deep")


def test_a_later_answer_that_says_less_takes_nothing_away(history: History) -> None:
    record(history, COLOUR, "blue")
    record(history, COLOUR, "pale")
    assert counting(history, {"traits": chosen()}) == {"traits": chosen("deep"), "colour": "pale"}
    assert counting(history, {"traits": chosen(), "colour": NOT_SURE})["traits"] == chosen("deep")


def test_a_list_in_doubt_stays_in_doubt_beside_a_remembered_answer(history: History) -> None:
    record(history, COLOUR, "blue")
    assert counting(history, {"traits": NOT_SURE}) == {"traits": NOT_SURE, "colour": "blue"}


def test_an_earlier_answer_is_ended_by_name_and_the_newer_one_stays(history: History) -> None:
    first = record(history, COLOUR, "blue")
    record(history, COLOUR, "pale")
    history.record(ending(COLOUR, {"blue": [first]}))
    assert counting(history, {"traits": chosen()}) == {"traits": chosen(), "colour": "pale"}


def test_what_is_forgotten_counts_no_longer(history: History) -> None:
    name = record(history, COLOUR, "blue")
    history.record(forgetting(COLOUR, {"blue": [name]}))
    assert counting(history, {"traits": chosen()}) == {"traits": chosen()}


def test_a_not_sure_forgets_the_answer_and_not_what_counts_in_the_list(history: History) -> None:
    record(history, COLOUR, "blue")
    record(history, COLOUR, None)
    assert "colour" not in recalled(history).known
    assert counting(history, {"traits": chosen()})["traits"] == chosen("deep")


def test_an_old_list_that_left_it_out_says_no_to_a_script_and_is_open_where_somebody_can_be_asked(
    history: History,
) -> None:
    record(history, LIST, ["tall"], ["tall", "deep"])
    assert recalled(history).known["traits"] == chosen("tall")
    open_now = Chosen(frozenset({"tall"}), frozenset({"deep"}))
    assert recalled(history, asking=True).known["traits"] == open_now


def test_an_old_list_that_named_it_counts_as_it_did(history: History) -> None:
    record(history, LIST, ["deep"], ["tall", "deep"])
    assert recalled(history, asking=True).known["traits"] == chosen("deep")
    assert counting(history, {"traits": chosen(), "colour": "pale"})["traits"] == chosen("deep")


class Reading:
    """A decision that turns on the list alone."""

    def __init__(self) -> None:
        self.questions = QUESTIONS
        self.guards = guards_of(QUESTIONS)
        self.rules: list[Reads] = [Picked("traits", ["tall"]), Picked("traits", ["deep"])]

    def undecided(self, facts: Facts) -> frozenset[str]:
        """What the rules hang on."""
        return frozenset().union(*(holding(rule, facts).open for rule in self.rules))  # type: ignore[arg-type]

    def judge(self, answers: Mapping[str, Answer]) -> None:
        """Nothing."""


def asked_of(history: History, says: Mapping[str, Answer]) -> tuple[list[str], dict[str, Answer]]:
    """What a person is asked beside what is remembered, and what is kept of it."""
    found = recalled(history, asking=True)
    known, put = dict(found.known), list[str]()

    def ask(asking: Asking) -> Answer:
        put.append(asking.question.id)
        return says[asking.question.id]

    Interview(Subject(Reading(), found.stale, named=found.memory.lines), known, ask).run()
    return put, stored(known, LISTS)


def test_a_first_interview_asks_the_list_and_then_its_own_question(history: History) -> None:
    put, kept = asked_of(history, {"traits": chosen(), "colour": "green"})
    assert put == ["traits", "colour"]
    assert kept == {"traits": chosen("deep"), "colour": "green"}


def test_a_not_sure_about_the_list_asks_its_own_question_all_the_same(history: History) -> None:
    put, kept = asked_of(history, {"traits": NOT_SURE, "colour": "pale"})
    assert put == ["traits", "colour"]
    assert kept == {"traits": NOT_SURE, "colour": "pale"}


def test_who_types_it_into_the_list_is_not_asked_again(history: History) -> None:
    put, kept = asked_of(history, {"traits": chosen("deep")})
    assert put == ["traits"]
    assert kept["traits"] == chosen("deep")


def test_what_an_old_list_named_is_not_asked_again(history: History) -> None:
    record(history, LIST, ["deep"], ["tall", "deep"])
    assert asked_of(history, {}) == ([], {"traits": chosen("deep")})


def test_what_an_old_list_left_out_is_asked_once(history: History) -> None:
    record(history, LIST, [], ["tall", "deep"])
    assert asked_of(history, {"colour": "pale"})[0] == ["colour"]
    record(history, COLOUR, "pale")
    assert asked_of(history, {})[0] == []


def test_an_answer_that_says_less_asks_by_name_whether_the_earlier_one_is_over(history: History) -> None:
    record(history, COLOUR, "blue")
    record(history, COLOUR, None)
    record(history, LIST, [], ["tall"])
    put, kept = asked_of(history, {"colour": "pale", "no_longer": False})
    assert put == []
    record(history, COLOUR, "pale")
    put, kept = asked_of(history, {"no_longer": False})
    assert put == ["no_longer"]
    assert kept["traits"] == chosen("deep")

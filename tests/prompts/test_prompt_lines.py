"""One question as plain lines: what is said, in which order, and how wide; no program around it."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from conftest import ROOT
from effort import examples
from example_questions import a_question, chosen
from skinroutine.errors import EndOfInputError
from skinroutine.interview.asking import BACK, Asking
from skinroutine.prompts import _way_to_ask
from skinroutine.prompts.lines import ask_by_lines
from skinroutine.rulebook.conditions import NOT_SURE

AREAS = {"nose": "Nose", "back": "Back", "moles": "A mole or spot that is new, grows, bleeds or changes " * 2}
WHERE = Asking(a_question("areas", "many"), AREAS)
AGE = Asking(a_question("age", "number", unit="years", most=120), {})

Told = Callable[..., tuple[object, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Ask with these lines typed; gives the answer and all that was said."""

    def asking_by_lines(asking: Asking, *typed: str) -> tuple[object, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        answer = ask_by_lines(asking)
        streams = capsys.readouterr()
        assert streams.out == ""
        return answer, streams.err

    return asking_by_lines


def test_a_question_its_rows_and_what_may_be_typed_come_in_order(told: Told) -> None:
    answer, said = told(WHERE._replace(can_go_back=True, note="Two more questions."), "nose")
    assert answer == chosen("nose")
    assert said == (
        "\n"
        "Two more questions.\n"
        "?\n"
        "     None of these\n"
        "  1  Nose\n"
        "  2  Back\n"
        "  3  A mole or spot that is new, grows, bleeds or changes A mole or spot that is\n"
        "     new, grows, bleeds or changes\n"
        "  4  Not sure\n"
        'Type numbers or words with commas between; or "none", "not sure", "<" to go\n'
        'back, "why", "quit".\n'
        "> Answer: Nose.\n"
    )


def test_the_answer_from_before_is_said_and_can_be_kept(told: Told) -> None:
    answer, said = told(AGE._replace(before=34, can_go_back=True), "", "keep")
    assert answer == 34
    assert said == (
        "\n"
        "?\n"
        'Your answer was: 34 years. Type "keep" to keep it.\n'
        'Type a number of years (0 to 120); or "not sure", "back", "why", "quit".\n'
        "> An empty line isn't an answer.\n"
        'Type a number of years (0 to 120); or "not sure", "back", "why", "quit".\n'
        "> Answer: 34 years.\n"
    )


def test_going_back_is_no_answer_and_says_none(told: Told) -> None:
    answer, said = told(AGE._replace(can_go_back=True), "back")
    assert answer is BACK
    assert "Answer:" not in said


def test_a_number_without_an_upper_end_says_so(told: Told) -> None:
    _, said = told(Asking(a_question("days", "number", unit="days"), {}), "1")
    assert "Type a number of days (0 or more);" in said


@pytest.mark.parametrize("asking", [WHERE, AGE])
def test_the_end_of_input_is_no_answer(told: Told, asking: Asking) -> None:
    with pytest.raises(EndOfInputError):
        told(asking)


def test_nothing_that_steers_a_terminal_is_said(told: Told) -> None:
    bad = "\x1b[2J\x9b"
    asking = Asking(
        a_question("areas", "many"), {"nose": f"Nose{bad}"}, note=f"Note{bad}", before=chosen("nose")
    )
    answer, said = told(asking, f"x{bad}", "why", "1")
    assert answer == chosen("nose")
    assert not set(said) & {"\x1b", "\x9b"}


def test_lines_do_not_wait_for_the_library_of_the_terminal() -> None:
    program = "import sys, skinroutine.prompts; print('prompt_toolkit' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_a_pipe_and_a_dumb_terminal_get_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _way_to_ask(plain=False) is ask_by_lines
    assert _way_to_ask(plain=True) is ask_by_lines
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "dumb")
    assert _way_to_ask(plain=False) is ask_by_lines
    monkeypatch.setenv("TERM", "xterm")
    assert _way_to_ask(plain=False) is not ask_by_lines


@examples(60, allowed=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=90), max_size=4
    )
)
def test_whatever_is_typed_no_line_is_over_80_columns_or_steers(told: Told, typed: list[str]) -> None:
    safe = [line for line in typed if line.strip().lower() not in {"q", "quit", "exit"}]
    _, said = told(WHERE, *safe, "none")
    assert max(map(len, said.split("\n"))) <= 80
    assert all(sign == "\n" or sign.isprintable() or ord(sign) > 159 for sign in said)


def test_not_sure_is_a_row_where_it_is_an_answer(told: Told) -> None:
    shared: Any = Asking(a_question("shared", "yes_no"), {})
    answer, said = told(shared, "3")
    assert answer is NOT_SURE
    assert "  1  Yes\n  2  No\n  3  Not sure\n" in said

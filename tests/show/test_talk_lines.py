"""One line of talk, such as an error: whole in a pipe, broken at spaces in a terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from in_a_terminal import Glass
from skinroutine.show.plain import talk_line

WORDS = st.lists(st.sampled_from(["I", "couldn't", "read", "that.", "Try:", "yesterday", "9pm,"]), min_size=1)
COMMANDS = st.sampled_from(["skinroutine why areas", "skinroutine log --at yesterday.", "skinroutine hold,"])
SENTENCES = st.lists(st.one_of(WORDS.map(" ".join), COMMANDS), min_size=1, max_size=6).map(" ".join)


@examples(100)
@given(SENTENCES)
def test_a_pipe_gets_one_line(sentence: str) -> None:
    assert talk_line(sentence, io.StringIO()) == f"{sentence}\n"


@pytest.mark.parametrize("columns", [40, 60, 80])
@examples(100)
@given(sentence=SENTENCES)
def test_a_terminal_gets_the_same_words_with_no_word_and_no_command_broken(
    columns: int, sentence: str
) -> None:
    with pytest.MonkeyPatch.context() as here:
        here.setenv("COLUMNS", str(columns))
        lines = talk_line(sentence, Glass()).splitlines()
    assert " ".join(lines) == sentence
    assert [line for line in lines if len(line) > columns and " " in line.partition("skinroutine")[0]] == []
    assert [line for line in lines if line.endswith(("skinroutine", "why", "--at"))] == []


def test_an_error_names_its_command_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert talk_line("There's no area 'cheek'. See what may be named: skinroutine why areas", Glass()) == (
        "There's no area 'cheek'. See what may be named:\nskinroutine why areas\n"
    )

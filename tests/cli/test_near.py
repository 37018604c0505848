"""A wrong command is answered with the one that was probably wanted."""

from __future__ import annotations

import pytest

from conftest import Run
from skinroutine.cli.near import _OTHER_WORDS, near_commands
from skinroutine.cli.table import TABLE, GroupEntry

NAMES = {*TABLE, *(name for each in TABLE.values() if isinstance(each, GroupEntry) for name in each.commands)}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("hold start", "hold add"),
        ("hold remove", "hold end"),
        ("profile edit", "profile set"),
        ("device delete", "device retire"),
        ("history rm", "history remove"),
        ("pan", "plan"),
        ("backup", "export"),
        ("choose", "device choose"),
    ],
)
def test_a_wrong_command_suggests_the_one_that_does_it(run: Run, typed: str, wanted: str) -> None:
    ran = run(*typed.split())
    said = f"There's no command '{typed}'. Did you mean: skinroutine {wanted}\n"
    assert (ran.status, ran.out, ran.err) == (2, "", said)


def test_a_word_that_could_mean_two_things_suggests_neither() -> None:
    assert near_commands("hold", "stop") == []


def test_the_words_of_people_belong_to_commands_that_are_there() -> None:
    assert _OTHER_WORDS.keys() <= NAMES

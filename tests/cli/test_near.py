"""A wrong command is answered with the one that was probably wanted."""

from __future__ import annotations

import re

import pytest

from conftest import Run
from skinroutine.cli.help import help_of
from skinroutine.cli.near import _OTHER_WORDS, names_in, near_commands
from skinroutine.cli.table import TABLE, GroupEntry
from skinroutine.rulebook.slips import slips

NAMES = {*TABLE, *(name for each in TABLE.values() if isinstance(each, GroupEntry) for name in each.commands)}
PATHS = [
    (group, name)
    for group, entry in TABLE.items()
    for name in ([*entry.commands] if isinstance(entry, GroupEntry) else [""])
]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("hold strt", "hold add"),
        ("symptom", "check-symptoms"),
        ("chooes", "device choose"),
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


def options_of(group: str, name: str) -> list[str]:
    """The options of a command as its help lists them."""
    return re.findall(r"^ +(?:-h, )?(--[a-z-]+)", help_of([*filter(None, [group, name])]), re.MULTILINE)


EVERY_OPTION = [
    (f"{group} {name}".strip(), option)
    for group, name in PATHS
    for option in options_of(group, name)
    if option not in {"--install-completion", "--show-completion"}
]


@pytest.mark.parametrize("path", sorted({path for path, _ in EVERY_OPTION}))
def test_an_option_without_one_of_its_letters_suggests_one_that_is_a_slip_away(run: Run, path: str) -> None:
    known = [option for command, option in EVERY_OPTION if command == path]
    for option in known:
        typed = option[:-2] + option[-1]
        if len(typed) >= len("--set") and typed not in known:
            err = run(*path.split(), typed).err
            meant = re.search(r"Did you mean (--[a-z-]+)\? See: skinroutine (.*) --help$", err)
            assert meant, err
            assert (meant[1] in known, slips(typed, meant[1]), meant[2]) == (True, 1, path)


@pytest.mark.parametrize("path", sorted({path for path, _ in EVERY_OPTION}))
def test_an_option_that_is_near_none_points_at_the_help_and_suggests_none(run: Run, path: str) -> None:
    said = f"There's no option --qqqqq here. See: skinroutine {path} --help\n"
    assert run(*path.split(), "--qqqqq").err == said


@pytest.mark.parametrize(
    "group", ["", *(name for name, each in TABLE.items() if isinstance(each, GroupEntry))]
)
def test_a_command_that_is_near_none_lists_a_few_or_points_at_the_help(run: Run, group: str) -> None:
    err = run(*group.split(), "qqqqq").err
    see = f"skinroutine {group} --help".replace("  ", " ")
    names = names_in(group)
    assert err.endswith(f"See them all: {see}\n" if len(names) > 8 else f"Choose from: {', '.join(names)}.\n")
    assert "Did you mean" not in err

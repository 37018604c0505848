"""Prompts in a real terminal: the program itself in a pseudo terminal, driven by keys."""

from __future__ import annotations

from pathlib import Path

import pexpect
import pytest

from in_a_terminal import (
    CTRL_C,
    CTRL_D,
    CTRL_N,
    DOWN,
    ENTER,
    ESCAPES,
    KEYS,
    SPACE,
    Open,
    answer,
    done,
    ended,
)

FIRST = "Do you have any of these right now?"
SCREENS = (
    "Do you see any of these signs",
    "How does the skin look and feel?",
    "Is there anything wrong with an eye?",
    "Do you feel ill in any other way?",
    "Has any of these come up later",
)


def up_to_the_device(started: pexpect.spawn[str]) -> None:
    """Answer a plan as a healthy adult, by every kind of key."""
    none = f"{CTRL_N}{ENTER}"
    answer(started, "Which areas will you treat?", f"/chee{ENTER}{ENTER}")
    answer(started, "What do you see there today?", none)
    answer(started, "Which of these apply to you?", none)
    answer(started, "in the last 12 months?", none)
    answer(started, "were done on that skin", none)
    answer(started, "How many days since your last session", f"never{ENTER}")
    answer(started, "How old are you?", f"34{ENTER}")
    answer(started, "Which device will you use?", f"1{ENTER}")
    answer(started, "How long are the needles?", f"0,25{ENTER}")


def healthy(started: pexpect.spawn[str]) -> None:
    """Answer a whole plan as a healthy adult."""
    up_to_the_device(started)
    answer(started, "Look at the head under a bright light.", f"{CTRL_N}{ENTER}")
    answer(started, "What will be on the skin", f"{CTRL_N}{ENTER}")
    answer(started, "Are these answers right?", ENTER)


def test_a_whole_plan_can_be_answered_with_arrows_space_enter_and_typing(terminal: Open) -> None:
    started = terminal("plan", "microneedling")
    healthy(started)
    started.expect(KEYS)
    shown = ESCAPES.sub("", str(started.before))
    assert " \N{BLACK UP-POINTING TRIANGLE} CAUTION   Microneedling: cheeks" in shown
    assert "Start with a small test patch" in shown
    started.send(ENTER)
    started.expect_exact("The next days")
    assert done(started)[0] == 0


def test_the_answer_goes_to_standard_output_and_the_prompts_to_the_terminal(
    terminal: Open, tmp_path: Path
) -> None:
    file = tmp_path / "answer.txt"
    started = terminal("plan", "microneedling", output=file)
    healthy(started)
    assert ended(started)[0] == 0
    assert file.read_text().startswith("(!) CAUTION: Microneedling.")
    assert "\x1b" not in file.read_text()


def test_enter_in_haste_is_not_sure_where_that_is_an_answer(terminal: Open) -> None:
    started = terminal("plan", "microneedling")
    up_to_the_device(started)
    answer(started, "Look at the head under a bright light.", f"{CTRL_N}{ENTER}")
    answer(started, "What will be on the skin", f"/at most{ENTER}{ENTER}")
    answer(started, "Will it be wrapped, or spread over a large area?", ENTER)
    started.expect_exact("✓ ")
    answer(started, "Numbing cream wrapped or spread wide: not sure", ENTER)
    assert done(started)[0] == 0


def test_arrows_move_and_space_chooses_several(terminal: Open) -> None:
    started = terminal("check-symptoms", "microneedling")
    answer(started, FIRST, DOWN * 4 + SPACE + DOWN + SPACE + ENTER)
    status, shown = done(started)
    assert status == 0
    assert "A fit (seizure); " in shown
    assert "A fit needs emergency help." in shown


def test_a_search_finds_an_option(terminal: Open) -> None:
    started = terminal("check-symptoms", "microneedling")
    answer(started, FIRST, f"/seizure{ENTER}{ENTER}")
    status, shown = done(started)
    assert status == 0
    assert "Do you have any of these right now?  A fit (seizure)" in shown
    assert "A fit needs emergency help." in shown


def test_one_emergency_sign_ends_the_questions(terminal: Open) -> None:
    started = terminal("check-symptoms")
    answer(started, FIRST, SPACE + ENTER)
    status, shown = done(started)
    assert (status, "EMERGENCY" in shown) == (0, True)
    assert "Which treatment" not in shown


def test_an_urgent_sign_shows_the_action_before_the_next_question(terminal: Open) -> None:
    started = terminal("check-symptoms")
    answer(started, FIRST, f"/far{ENTER}{ENTER}")
    started.expect_exact("GET CARE TODAY")
    answer(started, "Which treatment is this about?", CTRL_C)
    assert ended(started)[0] == 130


def test_an_emergency_sign_is_taken_before_the_rest_of_a_long_list_was_on_the_screen(terminal: Open) -> None:
    started = terminal("check-symptoms", rows=24)
    answer(started, FIRST, SPACE + ENTER)
    status, shown = done(started)
    assert (status, "EMERGENCY" in shown) == (0, True)


def test_a_sign_that_is_no_emergency_waits_for_the_rest_of_a_long_list(terminal: Open) -> None:
    started = terminal("check-symptoms", rows=16)
    answer(started, FIRST, f"/far{ENTER}{ENTER}")
    started.expect_exact("more lines first, then press Enter again.")
    started.send(ENTER)
    started.expect_exact("GET CARE TODAY")


@pytest.mark.parametrize("command", [["plan"], ["log"], ["check-symptoms"], ["plan", "microneedling"]])
def test_ctrl_c_is_status_130_and_gives_no_verdict(terminal: Open, home: Path, command: list[str]) -> None:
    started = terminal(*command)
    answer(started, "?", CTRL_C)
    status, shown = ended(started)
    assert status == 130
    assert "Stopped. Nothing was decided and nothing was stored." in shown
    for word in ("GO", "CAUTION", "EXPECTED", "LOGGED"):
        assert word not in shown
    assert not home.exists()


def test_ctrl_d_at_a_number_is_status_130_too(terminal: Open, home: Path) -> None:
    started = terminal("check-symptoms", "microneedling")
    answer(started, FIRST, f"{CTRL_N}{ENTER}")
    answer(started, SCREENS[0], f"/pus{ENTER}{ENTER}")
    for screen in SCREENS[1:]:
        answer(started, screen, f"{CTRL_N}{ENTER}")
    answer(started, "How many hours ago", CTRL_D)
    status, shown = ended(started)
    assert status == 130
    assert "Stopped. Nothing was decided." in shown
    assert not (home / "history.db").exists()


def test_who_stops_after_an_urgent_action_is_told_that_it_stands(terminal: Open, home: Path) -> None:
    started = terminal("check-symptoms", "microneedling")
    answer(started, FIRST, f"/far{ENTER}{ENTER}")
    answer(started, SCREENS[0], CTRL_C)
    status, shown = ended(started)
    assert (status, "Nothing was decided" in shown) == (130, False)
    assert "Stopped. Please still do what it says above." in shown
    assert (home / "history.db").exists()


@pytest.mark.parametrize(("plain", "dumb"), [(True, False), (False, True)])
def test_a_dumb_terminal_and_plain_get_questions_line_by_line(
    terminal: Open, plain: bool, dumb: bool
) -> None:
    flags = ["--plain"] if plain else []
    started = terminal("plan", "microneedling", *flags, **({"TERM": "dumb"} if dumb else {}))
    started.expect_exact('Type numbers or words with commas between; or "why", "quit".')
    assert "\x1b" not in str(started.before)
    started.sendline("quit")
    status, shown = ended(started)
    assert status == 130
    assert shown.endswith("Stopped. Nothing was decided and nothing was stored.\n")


def test_ctrl_c_by_lines_in_a_terminal_is_status_130(terminal: Open, home: Path) -> None:
    started = terminal("plan", "microneedling", TERM="dumb")
    started.expect_exact("\n> ")
    started.sendintr()
    assert ended(started)[0] == 130
    assert not home.exists()


@pytest.mark.parametrize(
    ("environment", "shown"),
    [({"NO_COLOR": "1"}, "\N{CHECK MARK} GO   Microneedling"), ({"TERM": "dumb"}, "GO: Microneedling")],
)
def test_no_color_and_a_dumb_terminal_get_no_escape_codes(
    terminal: Open, environment: dict[str, str], shown: str
) -> None:
    started = terminal("plan", "--example", **environment)
    started.expect(pexpect.EOF)
    assert shown in str(started.before)
    assert "\x1b" not in str(started.before)


def test_a_terminal_with_colours_gets_them(terminal: Open) -> None:
    started = terminal("plan", "--example")
    started.expect(pexpect.EOF)
    assert "\x1b[" in str(started.before)


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize(
    "command", [["plan", "--example", "--full"], ["about"], ["about", "microdermabrasion"]]
)
def test_every_line_stays_within_the_terminal(terminal: Open, command: list[str], columns: int) -> None:
    status, shown = ended(terminal(*command, columns=columns))
    lines = shown.splitlines()
    assert status == 0
    assert len(lines) > 30
    # A long command begins at the edge and is broken by the terminal alone, which pastes it whole.
    assert max(len(line) for line in lines if not line.startswith("skinroutine ")) <= columns


@pytest.mark.proof
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_word_is_lost_in_a_narrow_terminal(terminal: Open, columns: int) -> None:
    narrow = ended(terminal("plan", "--example", columns=columns))[1].split()
    wide = ended(terminal("plan", "--example", columns=100))[1].split()
    assert sorted(narrow) == sorted(wide)

"""Prompts in a real terminal: the program itself in a pseudo terminal, driven by keys."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from conftest import ROOT

UP, DOWN, ENTER, SPACE, CTRL_C, CTRL_D = "\x1b[A", "\x1b[B", "\r", " ", "\x03", "\x04"
WHERE, HERE = "\x1b[6n", "\x1b[1;1R"
FIRST = "Do you have any of these right now?"
SCREENS = (
    "Do you see any of these signs",
    "How does the skin look and feel?",
    "Is there anything wrong with an eye?",
    "Do you feel ill in any other way?",
    "Has any of these come up later",
)
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x08")

Open = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def terminal(home: Path) -> Open:
    """Start the program in a terminal of 80 columns, in a home of its own."""

    def opened(
        *arguments: str, columns: int = 80, output: Path | None = None, **environment: str
    ) -> pexpect.spawn[str]:
        surroundings = {
            "PATH": os.environ["PATH"],
            "HOME": str(home.parent),
            "SKINROUTINE_HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            **environment,
        }
        program = shlex.join([sys.executable, "-m", "skinroutine", *arguments])
        sent = f" > {shlex.quote(str(output))}" if output else ""
        started = pexpect.spawn(
            "/bin/sh",
            ["-c", f"exec {program}{sent}"],
            cwd=str(ROOT),
            env=surroundings,
            dimensions=(50, columns),
            encoding="utf-8",
            timeout=10,
        )
        started.delaybeforesend = None  # keys are sent only after the program has drawn its question
        started.delayafterclose = started.delayafterterminate = 0.01
        return started

    return opened


def ended(started: pexpect.spawn[str]) -> tuple[int | None, str]:
    """The exit status, and what was shown since the last expectation, without escape codes."""
    started.expect(pexpect.EOF)
    started.close()
    return started.exitstatus, ESCAPES.sub("", str(started.before)).replace("\r", "")


def answer(started: pexpect.spawn[str], question: str, keys: str) -> None:
    """Tell where the cursor is, as a terminal does when asked; wait for a question, then press these keys."""
    started.expect_exact(WHERE)
    started.send(HERE)
    started.expect_exact(question)
    started.expect_exact("\x1b[?7h")
    started.send(keys)


def up_to_the_device(started: pexpect.spawn[str]) -> None:
    """Answer a plan as a healthy adult, by every kind of key."""
    none = f"none{SPACE}{ENTER}"
    answer(started, "Which areas will you treat?", f"chee{SPACE}{ENTER}")
    answer(started, "What do you see there today?", none)
    answer(started, "Which of these apply to you?", none)
    answer(started, "in the last 12 months?", none)
    answer(started, "were done on that skin", none)
    answer(started, "Is this your first session", ENTER)
    answer(started, "How old are you?", f"34{ENTER}")
    answer(started, "Which device will you use?", ENTER)
    answer(started, "How long are the needles?", f"0,25{ENTER}")


def healthy(started: pexpect.spawn[str]) -> None:
    """Answer a whole plan as a healthy adult."""
    up_to_the_device(started)
    answer(started, "Has anyone else ever used", f"{UP}{ENTER}")
    answer(started, "Is the head sound", f"{UP}{UP}{ENTER}")
    answer(started, "Have you cleaned it", f"yes{ENTER}")
    answer(started, "What will be on the skin", f"none{SPACE}{ENTER}")
    answer(started, "Will you use a numbing cream?", f"{DOWN}{ENTER}")


def test_a_whole_plan_can_be_answered_with_arrows_space_enter_and_typing(terminal: Open) -> None:
    started = terminal("plan", "microneedling")
    healthy(started)
    status, shown = ended(started)
    assert status == 0
    assert " CAUTION  Microneedling." in shown
    assert "[mn-first-session]" in shown


def test_the_answer_goes_to_standard_output_and_the_prompts_to_the_terminal(
    terminal: Open, tmp_path: Path
) -> None:
    file = tmp_path / "answer.txt"
    started = terminal("plan", "microneedling", output=file)
    healthy(started)
    assert ended(started)[0] == 0
    assert file.read_text().startswith("CAUTION: Microneedling.")
    assert "\x1b" not in file.read_text()


def test_enter_in_haste_is_not_sure_where_that_is_an_answer(terminal: Open) -> None:
    started = terminal("plan", "microneedling", "--json")
    up_to_the_device(started)
    answer(started, "Has anyone else ever used", ENTER)
    status, shown = ended(started)
    assert status == 0
    assert '"device_shared=not_sure"' in shown


def test_arrows_move_and_space_chooses_several(terminal: Open) -> None:
    started = terminal("check-symptoms", "microneedling")
    answer(started, FIRST, DOWN * 4 + SPACE + DOWN + SPACE + ENTER)
    status, shown = ended(started)
    assert status == 0
    assert "done (2 selections)" in shown
    assert "A fit needs emergency help." in shown


def test_typing_filters_the_options(terminal: Open) -> None:
    started = terminal("check-symptoms", "microneedling")
    answer(started, FIRST, f"seizure{SPACE}{ENTER}")
    status, shown = ended(started)
    assert status == 0
    assert "[A fit (seizure)]" in shown
    assert "A fit needs emergency help." in shown


def test_one_emergency_sign_ends_the_questions(terminal: Open) -> None:
    started = terminal("check-symptoms")
    answer(started, FIRST, SPACE + ENTER)
    status, shown = ended(started)
    assert (status, "EMERGENCY" in shown) == (0, True)
    assert "Which treatment" not in shown


def test_an_urgent_sign_shows_the_action_before_the_next_question(terminal: Open) -> None:
    started = terminal("check-symptoms")
    answer(started, FIRST, f"far{SPACE}{ENTER}")
    started.expect_exact("GET CARE TODAY")
    answer(started, "Which treatment is this about?", CTRL_C)
    assert ended(started)[0] == 130


def test_an_empty_choice_is_no_answer(terminal: Open, home: Path) -> None:
    started = terminal("plan", "microneedling")
    answer(started, "Which areas will you treat?", ENTER)
    started.expect_exact("Choose at least one with the space bar.")
    started.send(CTRL_C)
    assert ended(started)[0] == 130
    assert not home.exists()


def test_none_of_these_stands_alone(terminal: Open) -> None:
    started = terminal("check-symptoms", "microneedling")
    answer(started, FIRST, f"{SPACE}{UP}{SPACE}{ENTER}")
    started.expect_exact("Choose that one alone, or take it out.")
    started.send(CTRL_C)
    assert ended(started)[0] == 130


@pytest.mark.parametrize("said", ["", "forty", "-3", "1000"])
def test_an_impossible_number_is_no_answer(terminal: Open, home: Path, said: str) -> None:
    started = terminal("plan", "microneedling")
    answer(started, "Which areas will you treat?", f"chee{SPACE}{ENTER}")
    for question in ("What do you see", "Which of these apply", "the last 12 months?", "done on that skin"):
        answer(started, question, f"none{SPACE}{ENTER}")
    answer(started, "Is this your first session", ENTER)
    answer(started, "How old are you?", f"{said}{ENTER}")
    started.expect_exact('Type a number from 0 to 120, or "not sure".')
    started.send(CTRL_C)
    assert ended(started)[0] == 130
    assert not home.exists()


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
    answer(started, FIRST, f"none{SPACE}{ENTER}")
    answer(started, SCREENS[0], f"pus{SPACE}{ENTER}")
    for screen in SCREENS[1:]:
        answer(started, screen, f"none{SPACE}{ENTER}")
    answer(started, "How many hours ago", CTRL_D)
    status, shown = ended(started)
    assert status == 130
    assert "Stopped. Nothing was decided and nothing was stored." in shown
    assert not home.exists()


def test_who_stops_after_an_urgent_action_is_told_that_it_stands(terminal: Open, home: Path) -> None:
    started = terminal("check-symptoms", "microneedling")
    answer(started, FIRST, f"far{SPACE}{ENTER}")
    answer(started, SCREENS[0], CTRL_C)
    status, shown = ended(started)
    assert (status, "Nothing was decided" in shown) == (130, False)
    assert "Stopped. What was said above stands." in shown
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


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_color_and_a_dumb_terminal_get_no_escape_codes(
    terminal: Open, environment: dict[str, str]
) -> None:
    started = terminal("plan", "--example", **environment)
    started.expect(pexpect.EOF)
    assert "GO: Microneedling." in str(started.before)
    assert "\x1b" not in str(started.before)


def test_a_terminal_with_colours_gets_them(terminal: Open) -> None:
    started = terminal("plan", "--example")
    started.expect(pexpect.EOF)
    assert "\x1b[" in str(started.before)


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("command", [["plan", "--example"], ["about"], ["about", "microdermabrasion"]])
def test_every_line_stays_within_the_terminal(terminal: Open, command: list[str], columns: int) -> None:
    status, shown = ended(terminal(*command, columns=columns))
    lines = shown.splitlines()
    assert status == 0
    assert len(lines) > 30
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_word_is_lost_in_a_narrow_terminal(terminal: Open, columns: int) -> None:
    narrow = ended(terminal("plan", "--example", columns=columns))[1].split()
    wide = ended(terminal("plan", "--example", columns=100))[1].split()
    assert narrow == wide

"""Every key of the prompts in a real terminal, one question at a time."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

import pexpect
import pytest

from checkout import FROZEN_CHECKOUT, ROOT
from checkout import environment as run_environment
from in_a_terminal import PATIENCE
from shipped import LIBRARY
from skinroutine.rulebook.book import Book
from small_screen import SmallScreen

UP, DOWN, LEFT, HOME, END = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[H", "\x1b[F"
PAGE_UP, PAGE_DOWN, ENTER, ESCAPE, SPACE, RUB_OUT = "\x1b[5~", "\x1b[6~", "\r", "\x1b", " ", "\x7f"
CTRL_C, CTRL_D, CTRL_N, CTRL_U, CTRL_Z = "\x03", "\x04", "\x0e", "\x15", "\x1a"
AREAS = {
    "eyelids": "Eyelids",
    "nose": "Nose",
    "cheeks": "Cheeks",
    "chin": "Chin",
    "sore": "Cold sores that come back, or have come back in the last two years",
}
MANY = {"kind": "many", "options": AREAS}
LONG = {"kind": "many", "options": {f"spot_{number}": f"Spot {number}." for number in range(1, 31)}}
QUESTIONS = {question.id: question for question in Book(LIBRARY, "microneedling").questions("plan")}
CONDITIONS: dict[str, Any] = {"kind": "many", "options": {**QUESTIONS["conditions"].options}}
LAST_CONDITION = [*CONDITIONS["options"].values()][-1]
ONE = {"kind": "one", "options": {"roller": "Derma roller", "pen": "Pen"}, "not_sure": False}
YES_NO = {"kind": "yes_no"}
NUMBER = {"kind": "number", "unit": "years", "most": 120}
BACK = {"can_go_back": True}
HIDE_CURSOR, SHOW_CURSOR, TAKES_KEYS = "\x1b[?25l", "\x1b[?25h", "\x1b[?2004h"
"""What the library sends before it draws, behind all that it draws, and once it takes keys."""


class Terminal:
    """One question in a terminal, driven by keys. What it shows is read as a person reads it."""

    def __init__(self, process: pexpect.spawn[str]) -> None:
        self.process = process
        self.screen = SmallScreen()
        self.raw = ""
        self.done = False

    def press(self, keys: str) -> None:
        self.process.send(keys)

    def shows(self, text: str, seconds: float = PATIENCE) -> str:
        """Wait until this is on the screen; gives the whole screen."""
        return self.until(lambda shown: text in shown, text, seconds)

    def until(self, right: Callable[[str], bool], what: str, seconds: float = PATIENCE) -> str:
        end = time.monotonic() + seconds
        while not (self.is_whole and right(self.screen.text)):
            assert time.monotonic() < end, f"{what!r} is not on the screen:\n{self.screen.text}"
            self.read()
        return self.screen.text

    @property
    def is_whole(self) -> bool:
        """Whether all of a drawing has come, of which the terminal may give a part at a time."""
        return self.raw.rfind(HIDE_CURSOR) <= self.raw.rfind(SHOW_CURSOR)

    def read(self) -> None:
        try:
            text = self.process.read_nonblocking(65536, 0.02)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            pytest.fail(f"the program ended:\n{self.screen.text}")
        self.raw += text
        self.screen.feed(text)

    def got(self) -> object:
        """The answer, read to the end of its line: what is left would be the next question's first row."""
        shown = self.until(lambda _: ";;\r\n" in self.raw, "an answer")
        self.done = True
        return json.loads(shown.split("Got: ")[-1].split(";;")[0])

    def resize(self, columns: int) -> str:
        """Change the width; gives what is drawn then."""
        start = len(self.raw)
        self.process.setwinsize(40, columns)
        self.until(lambda _: "ctrl-c stop" in self.raw[start:], "the keys, drawn again")
        again = SmallScreen()
        again.feed(self.raw[start:].split("\x1b[J")[-1])
        return again.text


class Asker:
    """A process that asks question after question."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: dict[str, tuple[pexpect.spawn[str], TextIO]] = {}
        self.open: dict[str, Terminal] = {}

    def __call__(
        self, question: dict[str, Any], columns: int = 80, rows: int = 40, *, plain: bool = False, **rest: Any
    ) -> Terminal:
        environment: dict[str, str] = rest.pop("environment", {})
        name = "-".join(environment) or "usual"
        self.settle(name)
        if name not in self.processes:
            self.processes[name] = self._started(name, environment)
        process, questions = self.processes[name]
        process.setwinsize(rows, columns)
        questions.write(json.dumps({**question, "asking": rest, "plain": plain}) + "\n")
        questions.flush()
        terminal = self.open[name] = Terminal(process)
        # The first question of a process stands there before the library does, which draws it anew.
        ready = "\n>" if plain else "ctrl-c stop"
        dumb = plain or environment.get("TERM") == "dumb"
        terminal.until(lambda shown: ready in shown and (dumb or TAKES_KEYS in terminal.raw), ready)
        return terminal

    def settle(self, name: str) -> None:
        """Stop a question that was not answered."""
        terminal = self.open.pop(name, None)
        if terminal and not terminal.done:
            terminal.press(CTRL_C)
            terminal.got()

    def end(self, name: str) -> None:
        process, questions = self.processes.pop(name)
        process.close(force=True)
        questions.close()

    def _started(self, name: str, environment: dict[str, str]) -> tuple[pexpect.spawn[str], TextIO]:
        pipe = self.folder / name
        if not pipe.exists():
            os.mkfifo(pipe)
        usual = {
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            **run_environment(FROZEN_CHECKOUT),
            "PYTHONPATH": f"{FROZEN_CHECKOUT}{os.pathsep}{ROOT / 'tests' / 'helpers'}",
        }
        program = str(ROOT / "tests" / "asked_in_turn.py")
        process = pexpect.spawn(
            sys.executable, [program, str(pipe)], env=usual | environment, encoding="utf-8"
        )
        process.delaybeforesend = None
        process.delayafterclose = process.delayafterterminate = 0.01
        return process, os.fdopen(
            os.open(pipe, os.O_RDWR), "w", encoding="utf-8"
        )  # never waits for the other end


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """Put one question in a terminal of 80 columns."""
    asker = Asker(tmp_path_factory.mktemp("asked"))
    yield asker
    for name in list(asker.processes):
        asker.end(name)


@pytest.mark.parametrize(
    ("question", "keys", "answer"),
    [
        pytest.param(MANY, SPACE + DOWN * 2 + SPACE + ENTER, ["cheeks", "eyelids"], id="arrows and space"),
        pytest.param(MANY, HOME + UP + SPACE + ENTER, "NotSure", id="up from the first is the last"),
        pytest.param(MANY, END + DOWN + SPACE + ENTER, [], id="down from the last is the first"),
        pytest.param(MANY, END + HOME + DOWN + SPACE + ENTER, ["eyelids"], id="home"),
        pytest.param(MANY, "2 4 " + ENTER, ["chin", "nose"], id="a number and space"),
        pytest.param(MANY, "2  3 " + ENTER, ["cheeks"], id="space twice unticks"),
        pytest.param(MANY, "/chee" + ENTER * 2, ["cheeks"], id="a search"),
        pytest.param(MANY, "/CHEE" + ENTER * 2, ["cheeks"], id="capitals find too"),
        pytest.param(MANY, "/cold so" + ENTER * 2, ["sore"], id="a blank in a search"),
        pytest.param(MANY, "/ch" + DOWN + SPACE + ENTER * 2, ["chin"], id="space after an arrow ticks"),
        pytest.param(MANY, SPACE + "/chin" + ENTER * 2, ["chin", "eyelids"], id="a hidden tick stays"),
        pytest.param(MANY, "/nosy" + RUB_OUT + ENTER * 2, ["nose"], id="backspace in a search"),
        pytest.param(MANY, CTRL_N + ENTER, [], id="a key for none of these"),
        pytest.param(MANY, "1 " + CTRL_N + ENTER, ["eyelids"], id="none of these is refused beside others"),
        pytest.param(MANY, "chin" + CTRL_N + ENTER, [], id="letters alone find nothing"),
        pytest.param(MANY, "6 1 " + ENTER, ["eyelids"], id="another row clears not sure"),
        pytest.param(LONG, "12 5 " + ENTER, ["spot_12", "spot_5"], id="two figures in a long list"),
        pytest.param(LONG, "02 " + ENTER, ["spot_2"], id="a nought before the number"),
        pytest.param(LONG, PAGE_DOWN + SPACE + PAGE_DOWN * 9 + PAGE_UP + SPACE + ENTER, ["spot_23", "spot_9"],
                     id="page keys"),
        pytest.param(ONE, DOWN + ENTER, "pen", id="arrows in a list for one"),
        pytest.param(ONE, ENTER * 3 + SPACE + ENTER, "roller", id="Enter alone chooses nothing"),
        pytest.param(ONE, "2" + ENTER, "pen", id="a number in a list for one"),
        pytest.param(ONE, "/pen" + ENTER, "pen", id="a search that leaves one row"),
        pytest.param(YES_NO, ENTER, "NotSure", id="Enter in haste is not sure"),
        pytest.param(YES_NO, "1" + ENTER, True, id="yes by its number"),
        pytest.param(YES_NO, UP + ENTER, False, id="no by an arrow"),
        pytest.param(NUMBER, "34" + ENTER, 34, id="a number"),
        pytest.param(NUMBER, "34,5 years" + ENTER, 34.5, id="a number with a comma and its unit"),
        pytest.param(NUMBER, "35" + LEFT + RUB_OUT + "4" + ENTER, 45, id="the left arrow edits a number"),
        pytest.param(NUMBER, "not sure" + ENTER, "NotSure", id="not sure typed"),
        pytest.param(NUMBER, "skip" + ENTER, "NotSure", id="skip typed"),
        pytest.param(MANY, CTRL_C, "StoppedError", id="Ctrl-C in a list"),
        pytest.param(MANY, CTRL_D, "StoppedError", id="Ctrl-D in a list"),
        pytest.param(MANY, "/chi" + CTRL_C, "StoppedError", id="Ctrl-C in a search"),
        pytest.param(NUMBER, "3" + CTRL_C, "StoppedError", id="Ctrl-C at a number"),
        pytest.param(NUMBER, CTRL_D, "StoppedError", id="Ctrl-D at a number"),
        pytest.param(NUMBER, "quit" + ENTER, "StoppedError", id="quit typed at a number"),
        pytest.param(NUMBER, "why" + ENTER + "9" + ENTER, 9, id="why typed at a number"),
    ],
)  # fmt: skip
def test_keys_give_an_answer_at_80_and_at_40_columns(
    asked: Asker, question: dict[str, Any], keys: str, answer: object
) -> None:
    for columns in (80, 40):
        terminal = asked(question, columns)
        terminal.press(keys)
        assert terminal.got() == answer


def test_none_of_these_is_taken_once_all_conditions_were_on_a_screen_of_24_rows(asked: Asker) -> None:
    terminal = asked(CONDITIONS, rows=24)
    terminal.press(CTRL_N)
    terminal.shows("more lines first, then press Ctrl-N again.")
    terminal.press(ENTER)
    terminal.shows("Tick with the space bar first, or press Ctrl-N for “None of these”.")
    terminal.press(CTRL_N)
    terminal.shows("[x]     None of these")
    terminal.press(ENTER)
    assert terminal.got() == []


def test_what_is_ticked_is_taken_once_all_conditions_were_on_a_screen_of_24_rows(asked: Asker) -> None:
    terminal = asked(CONDITIONS, rows=24)
    terminal.press("2 " + ENTER)
    terminal.shows("more lines first, then press Enter again.")
    terminal.shows(LAST_CONDITION)
    terminal.press(ENTER)
    assert terminal.got() == [[*CONDITIONS["options"]][1]]


def test_what_was_ticked_before_is_taken_once_all_was_on_the_screen(asked: Asker) -> None:
    terminal = asked(LONG, rows=24, before=["spot_1"])
    terminal.press(ENTER)
    terminal.shows("more lines first, then press Enter again.")
    terminal.press(ENTER)
    assert terminal.got() == ["spot_1"]


def test_keys_that_come_before_a_page_was_drawn_do_not_turn_it(asked: Asker) -> None:
    terminal = asked(CONDITIONS, rows=24)
    terminal.press("2 " + ENTER * 9)
    terminal.shows("more lines first, then press Enter again.")


def test_a_list_that_became_lower_keeps_what_was_on_the_screen(asked: Asker) -> None:
    terminal = asked(CONDITIONS, rows=40)
    terminal.process.setwinsize(12, 80)
    terminal.shows("more below")
    terminal.press(CTRL_N + ENTER)
    assert terminal.got() == []


@pytest.mark.parametrize("rows", [2, 12, 24, 40])
def test_not_sure_has_a_key_in_a_list_of_any_length(asked: Asker, rows: int) -> None:
    terminal = asked(CONDITIONS)
    terminal.process.setwinsize(rows, 80)
    terminal.press(CTRL_U + ENTER)
    assert terminal.got() == "NotSure"


@pytest.mark.parametrize("question", [MANY, NUMBER])
def test_the_signal_of_ctrl_c_stops(asked: Asker, question: dict[str, Any]) -> None:
    terminal = asked(question)
    terminal.process.kill(signal.SIGINT)
    assert terminal.got() == "StoppedError"


@pytest.mark.parametrize(("columns", "rows"), [(40, 5), (12, 24), (5, 2)])
def test_a_very_small_terminal_still_takes_an_answer(asked: Asker, columns: int, rows: int) -> None:
    terminal = asked(MANY)
    terminal.process.setwinsize(rows, columns)
    terminal.press(DOWN + SPACE + ENTER)
    assert terminal.got() == ["nose"]


def test_space_behind_typed_letters_says_how_to_tick(asked: Asker) -> None:
    terminal = asked(MANY)
    terminal.press("/chin" + SPACE)
    told = ("Press Enter to tick a line.", "\u203a [ ] 4  Chin", "enter tick · ↑↓ move · esc show all")
    terminal.until(lambda text: all(one in text for one in told), "how to tick")


@pytest.mark.parametrize("keys", [LEFT, ESCAPE])
@pytest.mark.parametrize("question", [MANY, ONE, YES_NO])
def test_left_and_escape_go_back(asked: Asker, question: dict[str, Any], keys: str) -> None:
    terminal = asked(question, **BACK)
    terminal.press(keys)
    assert terminal.got() == "Back"
    assert "← back" in terminal.screen.text


def test_never_is_an_answer_to_a_number_where_that_is_offered(asked: Asker) -> None:
    terminal = asked(NUMBER, never="first")
    terminal.press("forty" + ENTER)
    terminal.shows("'forty' isn't a number that fits. Type a number, 0 to 120, or “never” or “not")
    terminal.shows("type “never”")
    terminal.press(RUB_OUT * 5 + "Never" + ENTER)
    assert terminal.got() == "never"
    assert "✓ Which of them?  Never" in terminal.screen.text


def test_a_never_of_before_is_kept_with_enter(asked: Asker) -> None:
    terminal = asked(NUMBER, never="first", before="never")
    terminal.press(ENTER)
    assert terminal.got() == "never"


def test_never_is_no_answer_to_a_number_where_it_is_not_offered(asked: Asker) -> None:
    terminal = asked(NUMBER)
    terminal.press("never" + ENTER)
    terminal.shows("'never' isn't a number that fits. Type a number, 0 to 120, or “not sure”.")
    assert "type “never”" not in terminal.screen.text


@pytest.mark.parametrize("keys", [ESCAPE, "back" + ENTER, "<" + ENTER])
def test_escape_or_the_word_goes_back_from_a_number(asked: Asker, keys: str) -> None:
    terminal = asked(NUMBER, **BACK)
    terminal.press(keys)
    assert terminal.got() == "Back"


@pytest.mark.parametrize(("question", "keys"), [(MANY, LEFT), (YES_NO, ESCAPE), (NUMBER, ESCAPE)])
def test_the_first_question_says_that_there_is_none_before_it(
    asked: Asker, question: dict[str, Any], keys: str
) -> None:
    terminal = asked(question)
    assert "← back" not in terminal.screen.text
    assert "esc back" not in terminal.screen.text
    terminal.press(keys)
    terminal.shows("This is the first question.")


def test_escape_ends_a_search_before_it_goes_back(asked: Asker) -> None:
    terminal = asked(MANY, **BACK)
    terminal.press("/chi")
    terminal.until(lambda shown: "/chi" in shown and "Nose" not in shown, "the search")
    terminal.press(ESCAPE)
    terminal.until(lambda shown: "/chi" not in shown and "Nose" in shown, "the whole list")
    terminal.press(ESCAPE)
    assert terminal.got() == "Back"


def test_why_explains_the_words_of_the_question_and_of_the_row_that_is_pointed_at(asked: Asker) -> None:
    terms = {"which": "One of several.", "chins": "Below the mouth.", "noses": "Above it."}
    terminal = asked(MANY, glossary=terms)
    terminal.press("?" + DOWN)
    terminal.until(lambda shown: "Which: One of several." in shown, "the word of the question")
    terminal.shows("  Noses: Above it.")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("question", [MANY, YES_NO])
def test_a_search_that_fits_nothing_says_so_and_enter_takes_nothing(
    asked: Asker, question: dict[str, Any], columns: int
) -> None:
    terminal = asked(question, columns)
    terminal.press("/zzz")
    terminal.until(lambda shown: "No line has “zzz”." in shown and " 1  " not in shown, "no row")
    terminal.press(ENTER * 3 + SPACE + UP + ENTER + "?")
    told = ("It matters.", "No line has “zzz”.")
    shown = terminal.until(lambda text: all(one in text for one in told), "why, and what fits nothing")
    assert "Got" not in shown


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        (MANY, "Tick with the space bar first, or press Ctrl-N for “None of these”."),
        (MANY | {"at_least_one": True}, "Tick with the space bar first."),
        (ONE, "Choose a line first, with ↑↓ or its number."),
        (NUMBER, "An empty line isn't an answer. Type a number, 0 to 120, or “not sure”."),
        (NUMBER | {"not_sure": False}, "An empty line isn't an answer. Type a number, 0 to 120."),
    ],
)
def test_enter_alone_is_no_answer(asked: Asker, question: dict[str, Any], complaint: str) -> None:
    terminal = asked(question)
    terminal.press(ENTER * 2)
    assert "Got" not in terminal.shows(complaint)


@pytest.mark.parametrize("said", ["forty", "-3", "1000", "3 4", "nan"])
def test_an_impossible_number_is_told_right_under_the_line(asked: Asker, said: str) -> None:
    terminal = asked(NUMBER)
    terminal.press(said + ENTER)
    terminal.shows(f"In years: {said}\n\n'{said}' isn't a number that fits. Type a number, 0 to 120")
    terminal.press(RUB_OUT)
    terminal.until(lambda shown: "no number" not in shown, "no complaint")


def test_a_number_that_cannot_be_skipped_says_so(asked: Asker) -> None:
    terminal = asked(NUMBER | {"not_sure": False})
    assert "skip" not in terminal.screen.text
    terminal.press("skip" + ENTER)
    terminal.shows("This question cannot be skipped.")


@pytest.mark.parametrize("question", [MANY, ONE, YES_NO, NUMBER])
def test_why_is_said_under_the_question_and_stays(asked: Asker, question: dict[str, Any]) -> None:
    terminal = asked(question)
    assert "It matters." not in terminal.screen.text
    terminal.press("?")
    terminal.shows("Which of them?\n  It matters.\n")
    before = terminal.screen.text
    terminal.press("5" if question is NUMBER else DOWN)
    assert "It matters." in terminal.until(lambda shown: shown != before, "what the key does")


@pytest.mark.parametrize(
    ("question", "before", "answer"),
    [
        (MANY, ["nose", "chin"], ["chin", "nose"]),
        (MANY, [], []),
        (MANY, "not_sure", "NotSure"),
        (ONE, "pen", "pen"),
        (YES_NO, False, False),
        (NUMBER, 34, 34),
        (NUMBER, 0.5, 0.5),
    ],
)
def test_enter_keeps_the_answer_that_was_given_before(
    asked: Asker, question: dict[str, Any], before: object, answer: object
) -> None:
    terminal = asked(question, before=before, **BACK)
    terminal.press(ENTER)
    assert terminal.got() == answer


def test_what_goes_before_a_question_is_said_first_and_stays(asked: Asker) -> None:
    terminal = asked(YES_NO, note="Your answers from this morning are kept.")
    terminal.press("2" + ENTER)
    terminal.got()
    assert terminal.screen.text.startswith(
        "Your answers from this morning are kept.\n✓ Which of them?  No\nGot: false;;"
    )


def test_a_pointer_may_wait_on_a_row_that_decides_nothing(asked: Asker) -> None:
    terminal = asked(ONE, start="pen")
    terminal.press(ENTER)
    assert terminal.got() == "pen"


def test_the_answer_stays_as_one_line_and_a_long_one_is_wrapped(asked: Asker) -> None:
    terminal = asked(MANY)
    terminal.press("2 3 " + ENTER)
    terminal.got()
    assert terminal.screen.text.startswith("✓ Which of them?  Nose, Cheeks\nGot: ")
    terminal = asked(MANY, 40)
    terminal.press("2 5 " + ENTER)
    terminal.got()
    assert terminal.screen.text.startswith(
        "✓ Which of them?\n    Nose; Cold sores that come back, or\n"
        "    have come back in the last two\n    years\nGot: "
    )


@pytest.mark.parametrize(
    "question", [MANY, NUMBER | {"ask": "How many years ago was it, as near as you know it?"}]
)
def test_a_terminal_that_changes_its_width_is_drawn_anew(asked: Asker, question: dict[str, Any]) -> None:
    terminal = asked(question, **BACK)
    for columns in (40, 80, 40):
        again = terminal.resize(columns)
        assert max(map(len, again.splitlines())) < columns
        for word in str(question.get("ask", "Which of them?")).split():
            assert word in again
    terminal.press("5" + (SPACE if question is MANY else "") + ENTER)
    assert terminal.got() in (["sore"], 5)


def test_a_list_longer_than_the_screen_scrolls_with_the_pointer(asked: Asker) -> None:
    terminal = asked(LONG, rows=12)
    shown = terminal.screen.text
    assert "\u203a [ ]  1  Spot 1." in shown
    assert "more below" in shown
    assert "Spot 30." not in shown
    terminal.press(END)
    shown = terminal.shows("\u203a [ ] 31  Not sure")
    assert "more above" in shown
    assert len(shown.splitlines()) <= 12


def test_the_cursor_is_on_the_row_with_the_pointer(asked: Asker) -> None:
    terminal = asked(MANY)
    assert terminal.screen.lines[terminal.screen.row].startswith("\u203a [ ] 1  Eyelids")
    terminal.press(DOWN)
    terminal.until(
        lambda _: terminal.screen.lines[terminal.screen.row].startswith("\u203a [ ] 2  Nose"), "the cursor"
    )


@pytest.mark.parametrize(
    ("environment", "styles"),
    [({}, {"", "0", "1", "2", "32", "36", "39"}), ({"NO_COLOR": "1"}, {"", "0", "1", "2"})],
)
def test_there_is_one_accent_and_no_colour_where_none_is_wanted(
    asked: Asker, environment: dict[str, str], styles: set[str]
) -> None:
    terminal = asked(MANY, environment=environment)
    terminal.press("1 ?" + ENTER)
    terminal.got()
    codes = {
        code
        for part in terminal.raw.split("\x1b[")[1:]
        if "m" in part[:9]
        for code in part.split("m")[0].split(";")
    }
    assert codes <= styles


def test_nothing_that_steers_the_terminal_comes_through(asked: Asker) -> None:
    bad = "\x1b[2J\x1b]0;gotcha\x07"
    terminal = asked(
        {"kind": "one", "ask": f"Which{bad}?", "why": f"So{bad}.", "options": {"a": f"One{bad}"}},
        note=f"Note{bad}.",
    )
    terminal.press("?" + "1" + ENTER)
    assert terminal.got() == "a"
    assert "\x1b[2J" not in terminal.raw
    assert "\x1b]0" not in terminal.raw


def test_a_terminal_without_the_signs_gets_plain_ones(asked: Asker) -> None:
    terminal = asked(MANY, environment={"PYTHONIOENCODING": "ascii"}, **BACK)
    assert "space tick - enter next - / find - left back - ? why - ctrl-c stop" in terminal.screen.text
    assert "> [ ] 1  Eyelids" in terminal.screen.text
    terminal.press("/zz")
    terminal.shows('No line has "zz".')


@pytest.mark.parametrize("environment", [{}, {"TERM": "dumb"}])
def test_lines_in_a_terminal_hold_no_control_code_and_fit_its_width(
    asked: Asker, environment: dict[str, str]
) -> None:
    terminal = asked(MANY, 40, plain=True, environment=environment, before=["nose"], **BACK)
    terminal.press("why\r")
    terminal.shows("It matters.")
    terminal.press("k\r")
    assert terminal.got() == ["nose"]
    assert "\x1b" not in terminal.raw
    assert max(map(len, terminal.raw.replace("\r", "").split("\n"))) <= 40


def test_ctrl_c_by_lines_stops(asked: Asker) -> None:
    terminal = asked(MANY, plain=True)
    terminal.process.sendintr()
    assert terminal.got() == "StoppedError"

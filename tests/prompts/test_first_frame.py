"""The first question stands on the terminal before the library that takes its keys is loaded."""

from __future__ import annotations

import json
import os
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from asked_in_turn import asking_of
from checkout import FROZEN_CHECKOUT, ROOT
from checkout import environment as run_environment
from in_a_terminal import CTRL_C, CTRL_D, CTRL_N, DOWN, ENTER, PATIENCE, SPACE, STOP
from small_screen import SmallScreen

WAITING = """
import sys
sys.path[:0] = [{tests!r}, {helpers!r}]
class Late:
    def find_spec(self, name, path, target=None):
        if name == "prompt_toolkit":
            sys.meta_path.remove(self)
            with open({gate!r}) as gate:
                gate.read()
sys.meta_path.insert(0, Late())
import asked_in_turn
asking = asked_in_turn.asking_of({asking!r})
print("Got:", asked_in_turn.json.dumps(asked_in_turn.answered(asking, plain=False)), end=";;")
"""
"""Puts one question, and loads the library when somebody opens the gate."""
AREAS = {"nose": "Nose", "cheeks": "Cheeks", "chin": "Chin"}
MANY: dict[str, object] = {"kind": "many", "options": AREAS}
ONE: dict[str, object] = {"kind": "one", "options": AREAS}
NOTED: dict[str, object] = {**MANY, "asking": {"note": "This was said before. " * 7}}
LONG: dict[str, object] = {"kind": "many", "options": {f"spot_{each}": f"Spot {each}." for each in range(60)}}
YES_NO: dict[str, object] = {"kind": "yes_no", "asking": {"place": 1, "total": 9}}


class Early:
    """A program whose library waits for its gate."""

    def __init__(self, folder: Path, asking: dict[str, object], columns: int, **environment: str) -> None:
        self.gate, self.screen, self.raw = folder / "gate", SmallScreen(), ""
        os.mkfifo(self.gate)
        usual = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        code = WAITING.format(
            tests=str(ROOT / "tests"),
            helpers=str(ROOT / "tests" / "helpers"),
            gate=str(self.gate),
            asking=asking,
        )
        self.process = pexpect.spawn(
            sys.executable, ["-c", code], env={**usual, **run_environment(FROZEN_CHECKOUT), **environment},
            dimensions=(24, columns), encoding="utf-8", timeout=PATIENCE,
        )  # fmt: skip
        self.process.delaybeforesend = None
        self.sees(STOP)

    def sees(self, text: str) -> str:
        """What stands on the screen once this has been written."""
        self.process.expect_exact(text)
        new = f"{self.process.before}{text}"
        self.raw += new
        self.screen.feed(new)
        return self.screen.text

    def load(self) -> None:
        self.gate.write_text("open", encoding="utf-8")

    def ended(self) -> str:
        self.process.expect(pexpect.EOF)
        self.process.wait()
        self.screen.feed(str(self.process.before))
        return self.screen.text


Start = Callable[..., Early]


@pytest.fixture
def early(tmp_path: Path) -> Iterator[Start]:
    """Put a question in a terminal whose library is not loaded yet."""
    started: list[Early] = []

    def start(asking: dict[str, object], columns: int = 80, **environment: str) -> Early:
        started.append(Early(tmp_path, json.loads(json.dumps(asking)), columns, **environment))
        return started[-1]

    yield start
    for each in started:
        each.process.close(force=True)


@pytest.mark.parametrize(
    ("question", "columns", "environment"),
    [
        (MANY, 80, {}),
        (ONE, 30, {"NO_COLOR": "1"}),
        (NOTED, 30, {}),
        (LONG, 80, {"NO_COLOR": "1"}),
        (YES_NO, 30, {}),
    ],
    ids=["many", "one", "note", "long", "yes"],
)
def test_the_library_draws_the_same_lines_in_the_same_place(
    early: Start, question: dict[str, object], environment: dict[str, str], columns: int
) -> None:
    started = early(question, columns, **environment)
    first, asking = started.screen.text, asking_of(json.loads(json.dumps(question)))
    assert (asking.text in first.replace("\n", " "), "\x1b[36m" in started.raw) == (True, not environment)
    started.load()
    assert started.sees(STOP) == first
    started.process.send(CTRL_C)
    assert STOP not in started.ended()


@pytest.mark.parametrize(
    ("question", "keys", "answer"),
    [
        (MANY, SPACE + DOWN + SPACE + ENTER, ["cheeks", "nose"]),
        (MANY, "/chin" + ENTER * 2, ["chin"]),
        (MANY, CTRL_N + ENTER, []),
        (ONE, "2" + ENTER, "cheeks"),
        (YES_NO, "\N{LATIN SMALL LETTER E WITH ACUTE}1" + ENTER, True),
        (MANY, CTRL_D, "StoppedError"),
    ],
)
def test_keys_of_before_the_library_are_not_shown_and_answer(
    early: Start, question: dict[str, object], keys: str, answer: object
) -> None:
    started = early(question)
    first = started.screen.text
    started.process.send(keys)
    started.load()
    assert started.sees(STOP) == first
    shown = started.ended()
    assert json.loads(shown.split("Got: ")[1].split(";;")[0]) == answer
    assert STOP not in shown


def test_ctrl_c_before_the_library_stops_at_once_and_takes_the_question_away(early: Start) -> None:
    started = early(NOTED)
    started.process.send(CTRL_C)
    shown = started.ended()
    assert shown.splitlines()[-1] == 'Got: "StoppedError";;'
    assert ("This was said before." in shown, STOP in shown, "Nose" in shown) == (True, False, False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_before_the_library_leaves_the_terminal_as_it_was(
    early: Start, number: signal.Signals
) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup a child would not hear it
    started = early(MANY)
    signal.signal(signal.SIGHUP, before)
    held = os.dup(started.process.child_fd)
    assert _echo(held) == 0
    started.process.kill(number)
    assert STOP not in started.ended()
    assert (started.process.signalstatus, _echo(held)) == (number, termios.ECHO | termios.ICANON)
    os.close(held)


def _echo(terminal: int) -> int:
    flags = termios.tcgetattr(terminal)[3]
    assert isinstance(flags, int)
    return flags & (termios.ECHO | termios.ICANON)


@pytest.mark.parametrize("columns", [30, 120])
def test_in_a_terminal_of_another_width_the_library_begins_where_the_question_began(
    early: Start, columns: int
) -> None:
    started = early({**MANY, "ask": "Which of these are on the left side, as you see it in a mirror?"}, 60)
    place = [line[:1] for line in started.screen.lines].index(
        "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    )
    rows = sum(1 + (len(line) - 1) // columns if line else 1 for line in started.screen.lines[:place])
    assert rows > place or columns > 60
    started.process.setwinsize(24, columns)
    started.load()
    start = len(started.raw)
    started.sees(STOP)
    assert f"\r\x1b[{rows}A\x1b[?2004h" in started.raw[start:]

"""Pictures of the program for the docs, drawn from what it prints in a terminal of 80 columns."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO
from unittest import mock

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from skinroutine.errors import StoppedError
from skinroutine.interview.asking import Asking, Back
from skinroutine.prompts.first_frame import ansi_text
from skinroutine.prompts.list_view import ScreenLine, Size, list_lines, list_state
from skinroutine.prompts.parse_line import parse_line
from skinroutine.prompts.terminal import fold_lines
from skinroutine.rulebook.conditions import Answer
from skinroutine.show import Output, Page
from skinroutine.show.colour import show

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 80
SCREEN = Size(COLUMNS, 24)
FACE = re.compile(r"\s*@font-face \{[^}]*\}")
"""What Rich fetches from a content network when a picture is opened; a picture of ours fetches nothing."""
FONT = re.compile(r"Fira Code, monospace")
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
DARK = TerminalTheme(
    (22, 22, 28),
    (214, 214, 220),
    [(22, 22, 28), (230, 90, 90), (110, 200, 120), (230, 190, 90),
     (110, 160, 240), (200, 130, 220), (90, 200, 210), (214, 214, 220)],
    [(110, 110, 122), (255, 120, 120), (140, 225, 150), (255, 215, 120),
     (140, 185, 255), (225, 160, 240), (120, 225, 235), (250, 250, 252)],
)  # fmt: skip
NEEDLED = "log microneedling --area {} --device roller --needle 0.25 --reaction {} --at"
ABRADED = "log microdermabrasion --area neck --device diamond_tip --setting lowest --reaction expected --at"


class Picture(NamedTuple):
    """What is typed for a picture, and what has happened before, a command each.

    ``lines`` answer the questions before the one that is drawn, and ``keys`` are pressed at that.
    """

    typed: str
    before: Sequence[Sequence[str]] = ()
    lines: Sequence[str] = ()
    keys: str = ""


def needled(when: str, areas: str = "cheeks", reaction: str = "expected") -> list[str]:
    """A session of needling that was logged."""
    return [*NEEDLED.format(areas, reaction).split(), when]


LIVED = (needled("yesterday 9pm"), [*ABRADED.split(), "9 days ago"])
PICTURES: Mapping[str, Picture] = {
    "home": Picture("skinroutine", LIVED),
    "plan": Picture("skinroutine plan microneedling --answers me.yaml --set skin_today=active_acne"),
    "prompt": Picture(
        "skinroutine plan microneedling", lines=("cheeks, forehead", "none"), keys="down down space down"
    ),
    "go": Picture("skinroutine plan microneedling --answers me.yaml"),
    "check": Picture("skinroutine check-symptoms microneedling --answers symptoms.yaml", LIVED),
    "chart": Picture(
        "skinroutine history --chart",
        [
            needled(f"{days} days ago", reaction=how)
            for days, how in ((40, "expected"), (26, "prolonged"), (8, "expected"))
        ],
    ),
    "handover": Picture(
        "skinroutine handover --format text",
        [
            needled("26 days ago"),
            needled("yesterday 9pm", reaction="prolonged"),
            ["check-symptoms", "microneedling", "--answers", "symptoms.yaml"],
        ],
    ),
}


def pictures(typed: Path) -> dict[Path, str]:
    """Each picture as SVG, by its file; ``typed`` is the folder with the files of answers."""
    return {ROOT / "docs" / f"{name}.svg": _draw(name, one, typed) for name, one in PICTURES.items()}


def _draw(name: str, wanted: Picture, typed: Path) -> str:
    os.environ["SKINROUTINE_HOME"] = str(typed / f"home-of-{name}")
    for arguments in wanted.before:
        _pages(arguments, typed)
    _, *words = wanted.typed.split()
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    for line in _asked(words, wanted) if wanted.lines else ():
        console.print(Text.from_ansi(line), highlight=False)
    for page in () if wanted.lines else _pages(words, typed):
        show(page, console)
    drawn = console.export_svg(title=wanted.typed, theme=DARK, unique_id=name)
    return FONT.sub(FONTS, FACE.sub("", drawn))


def _pages(arguments: Sequence[str], typed: Path) -> list[Page]:
    """The pages that a command gives as its answer in a terminal where nobody presses a key."""
    pages: list[Page] = []

    def keep(_output: Output, page: Page, stream: TextIO) -> None:
        if stream is sys.stdout:
            pages.append(page)

    names = [str(typed / word) if word.endswith(".yaml") else word for word in arguments]
    with (
        mock.patch.object(Output, "_show", keep),
        mock.patch.object(sys, "stdin", io.StringIO()),
        mock.patch.object(sys, "stdout", _Terminal()),
        # Tall enough for all of its air.
        mock.patch.dict(os.environ, {"TERM": "xterm-256color", "LINES": "40"}),
    ):
        _run(names)
    return pages


def _run(arguments: Sequence[str], status: int | None = None) -> None:
    from skinroutine.__main__ import main  # noqa: PLC0415  it must see the home that is set above

    with mock.patch.object(sys, "argv", ["skinroutine", *arguments]):
        try:
            main()
        except SystemExit as left:
            if (left.code or None) != status:
                raise RuntimeError(f"{arguments} ended with {left.code}") from None


class _Terminal(io.StringIO):
    """A terminal of which nothing is read, and whose text is kept."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def _asked(arguments: Sequence[str], wanted: Picture) -> list[str]:
    """A question as the prompt draws it in colours, below those that the lines have answered."""
    left, drawn = iter(wanted.lines), list[ScreenLine]()

    def ask(asking: Asking) -> Answer | Back:
        line = next(left, None)
        if line is not None:
            answer = parse_line(asking, line)
            drawn.extend(fold_lines(asking, answer, SCREEN.width))
            return answer
        state = list_state(asking)
        for key in wanted.keys.split():
            state.move(1) if key == "down" else state.space()
        drawn.extend(list_lines(asking, state, SCREEN, why=False))
        raise StoppedError

    with (
        mock.patch("skinroutine.prompts.terminal.ask_in_terminal", ask),
        mock.patch.object(sys, "stdin", _Terminal()),
        mock.patch.object(sys, "stdout", _Terminal()),
        mock.patch.object(sys, "stderr", _Terminal()),
    ):
        _run(arguments, StoppedError.status)
    return [ansi_text(line) for line in drawn]

"""One key in a terminal, without Enter behind it: what goes on below an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from skinroutine.ending import Ending
from skinroutine.errors import StoppedError
from skinroutine.prompts.canvas import Canvas, fragments, size_of, stop_keys
from skinroutine.prompts.first_frame import FirstFrame
from skinroutine.prompts.list_view import ACCENT, Part, ScreenLine

_GAP: Final = "   "
_DONE: Final = "q"


class KeyPrompt:
    """A line that names keys and what each does; ``keys`` are those that give an answer."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self.keys = {**keys, _DONE: "done"}

    def ask(self) -> str:
        """The key that was pressed; empty for q, Escape, Ctrl-C, Ctrl-D, and when the terminal goes away."""
        control = FormattedTextControl(self._draw, focusable=True, show_cursor=False)
        window = Window(control, dont_extend_height=True)
        ending = Ending()
        try:
            with ending.watch():
                pressed = Canvas(Layout(window), self._bindings(), list).put(FirstFrame(), ending)
        except (StoppedError, KeyboardInterrupt, EOFError):
            return ""
        return pressed if isinstance(pressed, str) and pressed != _DONE else ""

    def _draw(self) -> StyleAndTextTuples:
        return fragments(key_lines(self.keys, size_of(get_app()).width))

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        for key in self.keys:
            bindings.add(key, eager=True)(_leave_with(key))
        bindings.add("escape", eager=True)(_leave_with(_DONE))
        stop_keys(bindings)
        return bindings


def _leave_with(key: str) -> Callable[[KeyPressEvent], None]:
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(result=key)

    return leave


def key_lines(keys: Mapping[str, str], width: int) -> Sequence[ScreenLine]:
    """The keys and their words, as many on a line as fit."""
    lines: list[list[Part]] = [[]]
    for key, words in keys.items():
        taken = sum(len(text) for _, text in lines[-1])
        room = len(_GAP) * bool(lines[-1]) + len(f"{key} {words}")
        if lines[-1] and taken + room > width:
            lines.append([])
        lines[-1] += [("", _GAP)] * bool(lines[-1]) + [(ACCENT, key), ("", f" {words}")]
    return [ScreenLine(tuple(line)) for line in lines]

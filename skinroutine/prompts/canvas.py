"""The part of the terminal that a prompt draws on: on standard error, erased when the answer is there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import Layout
from prompt_toolkit.output import ColorDepth, create_output
from prompt_toolkit.output.vt100 import Vt100_Output

from skinroutine.errors import StoppedError
from skinroutine.interview import BACK, Back
from skinroutine.prompts.labels import signs
from skinroutine.prompts.list_view import ScreenLine
from skinroutine.rulebook.conditions import Answer

if TYPE_CHECKING:
    from prompt_toolkit.output import Output

_ESCAPE_SECONDS: Final = 0.1
"""How long Escape waits for the rest of an arrow key that a slow line sends in parts."""


class Canvas(Application[Answer | Back]):
    """An application that redraws itself cleanly when the terminal changes its width.

    ``above`` gives the lines that stand above the cursor. Most terminals break long lines anew when they get
    narrower, so that the cursor is further down than where it was left.
    """

    def __init__(self, layout: Layout, keys: KeyBindings, above: Callable[[], Sequence[str]]) -> None:
        super().__init__(
            layout,
            key_bindings=keys,
            output=terminal_output(),
            color_depth=ColorDepth.DEPTH_1_BIT,
            erase_when_done=True,
        )
        self.ttimeoutlen = _ESCAPE_SECONDS
        self._above = above

    def _on_resize(self) -> None:
        columns = self.output.get_size().columns
        # The library goes up by the lines that it drew, not by those that the terminal made of them:
        # https://github.com/prompt-toolkit/python-prompt-toolkit/issues/1933
        self.output.cursor_up(sum((len(line) - 1) // columns for line in self._above() if line))
        super()._on_resize()


def terminal_output() -> Output:
    """Standard error, never asked where its cursor is: not every terminal answers."""
    output = create_output(stdout=sys.stderr)
    if isinstance(output, Vt100_Output):
        # Where no answer comes the library waits, then warns on the screen:
        # https://github.com/prompt-toolkit/python-prompt-toolkit/issues/535
        output.enable_cpr = False
    return output


def fragments(lines: Sequence[ScreenLine]) -> StyleAndTextTuples:
    """Lines as the library draws them, with the cursor on the line that is pointed at."""
    drawn: StyleAndTextTuples = []
    for line in lines:
        if line.pointed:
            drawn.append(("[SetCursorPosition]", ""))
        drawn += [(line.style, signs(line.text, sys.stderr.encoding)), ("", "\n")]
    return drawn[:-1]


def stop_keys(keys: KeyBindings) -> None:
    """Ctrl-C and Ctrl-D stop, as does the signal that Ctrl-C is elsewhere."""

    @keys.add("c-c", eager=True)
    @keys.add("c-d", eager=True)
    @keys.add("<sigint>")
    def _stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=StoppedError())


def go_back(event: KeyPressEvent) -> None:
    """End the prompt with BACK."""
    event.app.exit(result=BACK)


def size_of(application: Application[Any]) -> tuple[int, int]:
    """Columns and rows of the terminal now."""
    size = application.output.get_size()
    return size.columns, size.rows

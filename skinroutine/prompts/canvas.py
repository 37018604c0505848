"""The part of the terminal that a prompt draws on: on standard error, erased when the answer is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import Layout
from prompt_toolkit.output import ColorDepth, create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import Attrs, Style

from skinroutine.ending import Ending
from skinroutine.errors import StoppedError
from skinroutine.interview.asking import BACK, Back
from skinroutine.prompts.first_frame import FirstFrame
from skinroutine.prompts.labels import signs
from skinroutine.prompts.list_view import ScreenLine, Size
from skinroutine.rulebook.conditions import Answer

if TYPE_CHECKING:
    from prompt_toolkit.output import Output

_ESCAPE_SECONDS: Final = 0.1
"""How long Escape waits for the rest of an arrow key that a slow line sends in parts."""
# An older library cannot draw dim text, and refuses the word: https://github.com/prompt-toolkit/python-prompt-toolkit/pull/1957
STYLE: Final = Style.from_dict(
    {
        "strong": "bold",
        "accent": "ansicyan",
        "good": "ansigreen",
        "dim": "dim" if "dim" in Attrs._fields else "",
    }
)


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
            style=STYLE,
            color_depth=colours(),
            erase_when_done=True,
        )
        self.ttimeoutlen = _ESCAPE_SECONDS
        self._above = above

    def put(self, frame: FirstFrame, ending: Ending) -> Answer | Back:
        """Run until there is an answer, drawn over what may stand there already."""
        ending.leave_by(self._end)
        return self.run(pre_run=lambda: frame.hand_over(self.output.write_raw))

    def _end(self) -> None:
        if self.loop is None:
            raise StoppedError
        self.loop.call_soon_threadsafe(self._leave)

    def _leave(self) -> None:
        if self.future is not None and not self.future.done():
            self.exit(exception=StoppedError())

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
        drawn += [(style, signs(text, sys.stderr.encoding)) for style, text in line.parts]
        drawn.append(("", "\n"))
    return drawn[:-1]


def say(lines: Sequence[ScreenLine]) -> None:
    """Print lines that stay."""
    text = FormattedText([*fragments(lines)])
    print_formatted_text(text, output=terminal_output(), style=STYLE, color_depth=colours())


def colours() -> ColorDepth:
    """The sixteen colours of every theme, or none where the person wants none."""
    return ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else ColorDepth.DEPTH_4_BIT


def stop_keys(keys: KeyBindings) -> None:
    """Ctrl-C and Ctrl-D stop, as does the signal that Ctrl-C is elsewhere; Ctrl-Z waits in the background."""

    @keys.add("c-c", eager=True)
    @keys.add("c-d", eager=True)
    @keys.add("<sigint>")
    def _stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=StoppedError())

    @keys.add("c-z", eager=True)
    def _suspend(event: KeyPressEvent) -> None:
        event.app.suspend_to_background()


def go_back(event: KeyPressEvent) -> None:
    """End the prompt with BACK."""
    event.app.exit(result=BACK)


def size_of(application: Application[Any]) -> Size:
    """How large the terminal is now."""
    size = application.output.get_size()
    return Size(size.columns, size.rows)

"""A list in a terminal: arrows, space, numbers, and a search for words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from prompt_toolkit.application import get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from skinroutine.ending import Ending
from skinroutine.interview.asking import Asking, Back
from skinroutine.prompts.canvas import Canvas, fragments, go_back, size_of, stop_keys
from skinroutine.prompts.first_frame import FirstFrame
from skinroutine.prompts.labels import FIRST, answer_of, harmless
from skinroutine.prompts.list_view import ScreenLine, list_lines, list_state, rows_drawn
from skinroutine.rulebook.conditions import Answer

_PAGE: Final = 8
_ENDS: Final = 10_000


class ListPrompt:
    """One question with options, put on the terminal."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.state = list_state(asking)
        self.why = False
        self.lines: list[ScreenLine] = []

    def ask(self, frame: FirstFrame, ending: Ending) -> Answer | Back:
        """The answer, or BACK. Raises StoppedError on Ctrl-C and Ctrl-D."""
        control = FormattedTextControl(self._draw, focusable=True, show_cursor=True)
        window = Window(control, dont_extend_height=True)
        canvas = Canvas(Layout(window), self._keys(), self._above)
        canvas.after_render.add_handler(lambda _: self._see(window))
        return canvas.put(frame, ending)

    def _see(self, window: Window) -> None:
        """Note what the terminal was given: it may be lower than what was made for it."""
        if window.render_info is not None:
            self.state.see(rows_drawn(self.lines, window.render_info.displayed_lines))

    def _draw(self) -> StyleAndTextTuples:
        self.lines = list_lines(self.asking, self.state, size_of(get_app()), why=self.why)
        return fragments(self.lines)

    def _above(self) -> list[str]:
        places = [place for place, line in enumerate(self.lines) if line.pointed]
        return [line.text for line in self.lines[: places[0] if places else 0]]

    def _keys(self) -> KeyBindings:
        keys, state = KeyBindings(), self.state
        plain: dict[str, Callable[[], object]] = {
            "up": lambda: state.move(-1),
            "down": lambda: state.move(1),
            "pageup": lambda: state.leap(-_PAGE),
            "pagedown": lambda: state.leap(_PAGE),
            "home": lambda: state.leap(-_ENDS),
            "end": lambda: state.leap(_ENDS),
            "backspace": state.rub_out,
            "space": state.space,
            "?": self._tell_why,
            "c-n": state.none,
            "c-u": state.unsure,
        }
        for key, does in plain.items():
            keys.add(key)(_without_event(does))
        keys.add("left")(self._left)
        # Escape begins what Alt and the arrows send: unless it is eager, it waits for more.
        keys.add("escape", eager=True)(self._escape)
        keys.add("enter")(self._enter)
        keys.add(Keys.Any)(self._type_key)
        keys.add(Keys.BracketedPaste)(self._type_key)
        stop_keys(keys)
        return keys

    def _tell_why(self) -> None:
        self.why = True

    def _left(self, event: KeyPressEvent) -> None:
        # What is typed is edited from its end alone: an arrow in it throws nothing away.
        if not self.state.finding:
            self._back(event)

    def _back(self, event: KeyPressEvent) -> None:
        if self.asking.can_go_back:
            go_back(event)
        else:
            self.state.say(FIRST)

    def _escape(self, event: KeyPressEvent) -> None:
        if not self.state.clear():
            self._back(event)

    def _enter(self, event: KeyPressEvent) -> None:
        names = self.state.enter(self._settles)
        if names:
            event.app.exit(result=answer_of(self.asking, names, self.state.hidden))

    def _settles(self, names: Collection[str]) -> bool:
        settled = self.asking.settled
        return settled is not None and settled(answer_of(self.asking, names))

    def _type_key(self, event: KeyPressEvent) -> None:
        """A figure goes to its row, "/" begins a search; a key without a sign does nothing."""
        text = harmless(event.data) if event.data.isprintable() or len(event.data) > 1 else ""
        if text.isascii() and text.isdigit() and len(text) == 1:
            self.state.digit(text)
        elif text == "/" and not self.state.finding:
            self.state.find()
        # A key that the library does not know comes as its whole sequence, and is no letter.
        elif text and "\x1b" not in event.data:
            self.state.letter(text)


def _without_event(does: Callable[[], object]) -> Callable[[KeyPressEvent], None]:
    def pressed(_: KeyPressEvent) -> None:
        does()

    return pressed

"""A number in a terminal: one line to type in, its unit named, errors right under it."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.processors import BeforeInput

from skinroutine.ending import Ending
from skinroutine.errors import StoppedError
from skinroutine.interview.asking import Asking, Back
from skinroutine.prompts.canvas import Canvas, fragments, go_back, size_of, stop_keys
from skinroutine.prompts.first_frame import FirstFrame
from skinroutine.prompts.labels import FIRST, bounds, harmless, number_before
from skinroutine.prompts.list_view import ACCENT, ScreenLine, foot_lines, head, hints
from skinroutine.prompts.parse_line import NotUnderstoodError, find_steering, parse_line
from skinroutine.rulebook.conditions import Answer


class NumberPrompt:
    """One question for a number, put on the terminal."""

    def __init__(self, asking: Asking) -> None:
        before = number_before(asking)
        unit = harmless(asking.question.shown_unit)
        self.asking = asking
        self.label = f"In {unit}: " if unit else "Number: "
        document = Document(before, len(before))
        self.buffer = Buffer(multiline=False, document=document, on_text_changed=self._clear_message)
        self.why = False
        self.message = ""
        self.lines: list[ScreenLine] = []

    def ask(self, frame: FirstFrame, ending: Ending) -> Answer | Back:
        """The answer, or BACK. Raises StoppedError on Ctrl-C and Ctrl-D."""
        typed = BufferControl(self.buffer, input_processors=[BeforeInput(self.label, ACCENT)])
        line = Window(typed, height=1)
        parts = HSplit([_text(self._head), line, _text(self._foot)])
        return Canvas(Layout(parts, focused_element=line), self._keys(), self._above).put(frame, ending)

    def _head(self) -> StyleAndTextTuples:
        size = size_of(get_app())
        self.lines = [*head(self.asking, size, why=self.why), *size.air]
        return fragments(self.lines)

    def _above(self) -> list[str]:
        return [line.text for line in self.lines]

    def _foot(self) -> StyleAndTextTuples:
        size, typed = size_of(get_app()), []
        if self.asking.never:
            typed.append("type “never”")
        if self.asking.question.not_sure:
            typed.append("type “skip” for not sure")
        keys = hints(self.asking, "enter next", *typed)
        return fragments([*size.air, *foot_lines(self.message, keys, size.width)])

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        # The line to type in has keys of its own for these; eager ones come first.
        keys.add("enter", eager=True)(self._enter)
        keys.add("escape", eager=True)(self._back)
        keys.add("?", eager=True)(self._tell_why)
        keys.add(Keys.BracketedPaste, eager=True)(self._paste)
        stop_keys(keys)
        return keys

    def _clear_message(self, _: Buffer) -> None:
        self.message = ""

    def _tell_why(self, _: KeyPressEvent) -> None:
        self.why = True

    def _back(self, event: KeyPressEvent) -> None:
        if self.asking.can_go_back:
            go_back(event)
        else:
            self.message = FIRST

    def _paste(self, event: KeyPressEvent) -> None:
        # A pasted text may hold signs that steer a terminal.
        event.current_buffer.insert_text(harmless(event.data))

    def _enter(self, event: KeyPressEvent) -> None:
        typed = self.buffer.text
        try:
            if find_steering(self.asking, " ".join(typed.lower().split())) == "why":
                self.why, self.message = True, ""
                self.buffer.reset()
                return
            answer = parse_line(self.asking, typed)
        except NotUnderstoodError as error:
            self.message = f"{error} {_hint(self.asking)}"
        except StoppedError as stopped:
            event.app.exit(exception=stopped)
        else:
            event.app.exit(result=answer)


def _hint(asking: Asking) -> str:
    words = ["“never”"] * bool(asking.never) + ["“not sure”"] * asking.question.not_sure
    return f"Type a number, {bounds(asking)}{', or ' if words else ''}{' or '.join(words)}."


def _text(drawn: Callable[[], StyleAndTextTuples]) -> Window:
    return Window(FormattedTextControl(drawn), dont_extend_height=True)

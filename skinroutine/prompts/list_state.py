"""A list to choose from, as the keys change it: where the pointer is, what is ticked, what the filter hides.

Knows no terminal: a key is a call, and what the person should know afterwards is in ``message``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from skinroutine.prompts.labels import ALONE, NONE

LONG = 8
"""A list of so many rows or more says that it can be filtered."""
_FINDING: Final = 3
"""So many letters bring up a row that is not on the list."""


class FoundRow(NamedTuple):
    """A row that only typing brings up, and what the person reads once it is ticked."""

    label: str
    note: str


class TypedWords(NamedTuple):
    """What else each row is called, in small letters, and the rows that only typing brings up, by name."""

    words: Mapping[str, Collection[str]] = {}
    found: Mapping[str, FoundRow] = {}


class ListState:
    """The state of one list.

    ``rows`` gives the labels by name, ``many`` whether several may be ticked. ``before`` is what was chosen
    before. The pointer starts there, else at ``start``; with neither, a list for one answer has no pointer,
    so that Enter alone never answers. ``typed`` is what typing can find beside the labels.
    """

    def __init__(
        self,
        rows: Mapping[str, str],
        *,
        many: bool,
        before: Sequence[str] = (),
        start: str | None = None,
        typed: TypedWords = TypedWords(),  # noqa: B008  it is immutable
    ) -> None:
        self.words, self.found = typed
        self.rows = {**rows, **{name: row.label for name, row in self.found.items()}}
        self.names = list(rows)
        self.many = many
        self.ticked = set(before) if many else set[str]()
        first = self.names[0] if many else None
        self.start = before[0] if before else start or first
        self.pointer = self.start
        self.filter = ""
        self.typing = False
        self.number = ""
        self.message = ""

    @property
    def shown(self) -> list[str]:
        """The rows that the filter leaves, by name."""
        wanted = self.filter.strip().casefold()
        listed = [name for name in self.names if self._fits(name, wanted)]
        return listed + [name for name in self.found if name in self.ticked or self._is_found(name, wanted)]

    def _fits(self, name: str, wanted: str) -> bool:
        """Whether a row has the typed letters in its label, or is called by a word that begins with them."""
        return wanted in self.rows[name].casefold() or any(
            word.startswith(wanted) for word in self.words.get(name, ())
        )

    def _is_found(self, name: str, wanted: str) -> bool:
        return len(wanted) >= _FINDING and self._fits(name, wanted)

    def say(self, message: str) -> None:
        """Tell the person something; the next key takes it away."""
        self.message = message

    def move(self, steps: int) -> None:
        """Move the pointer by so many rows; past an end it comes in again at the other."""
        self._settle()
        shown = self.shown
        if not shown:
            self._say_nothing_fits()
        elif self.pointer in shown:
            self.pointer = shown[(shown.index(self.pointer) + steps) % len(shown)]
        else:
            self.pointer = shown[0 if steps > 0 else -1]

    def leap(self, steps: int) -> None:
        """Move the pointer by so many rows, no further than to the last or the first."""
        self._settle()
        shown = self.shown
        if not shown:
            self._say_nothing_fits()
            return
        place = shown.index(self.pointer) if self.pointer in shown else 0
        self.pointer = shown[max(0, min(place + steps, len(shown) - 1))]

    def letter(self, letters: str) -> None:
        """Add what was typed to the filter."""
        self.number = self.message = ""
        self.typing = True
        self._sift(f"{self.filter}{letters}".lstrip())

    def rub_out(self) -> None:
        """Take the last letter of the filter away, or the first figure of a number."""
        self.message = ""
        if self.number:
            self.number = ""
        elif self.filter:
            self.typing = True
            self._sift(self.filter[:-1])

    def clear(self) -> bool:
        """Show all rows again. Gives whether there was a filter or half a number to clear."""
        found = bool(self.filter or self.number)
        self._settle()
        self._drop_filter()
        return found

    def space(self) -> None:
        """Tick the row with the pointer, or untick it; behind typed letters, a blank in the filter."""
        if self.number:
            self._take_number()
        elif self.typing and self.filter:
            self.letter(" ")
            self.message = self.message or "Press Enter to tick a line." * self.many
        elif not self.many:
            self.message = "Press Enter to choose a line."
        elif self.pointer in self.shown:
            self._settle()
            self._toggle(self.pointer)
        else:
            self._say_nothing_fits()

    def digit(self, figure: str) -> None:
        """Go to the row with this number, and tick it where several may be chosen.

        A figure that may be the first of two waits for the second.
        """
        if self.filter and not self.shown:
            self._say_nothing_fits()
            return
        number = f"{self.number}{figure}"
        self._settle()
        self._drop_filter()
        fitting = self._numbers(number)
        if not fitting:
            self.message = f"There is no option {number}."
            return
        self.number = number
        if len(fitting) == 1:
            self._take_number()
            return
        if int(number):
            self.pointer = self.names[int(number) - 1]
        self.message = f"Option {number}: press Enter, or type one more figure."

    def separate(self) -> None:
        """A comma: the end of a number."""
        if self.number:
            self._take_number()

    def enter(self) -> tuple[str, ...]:
        """The names that are the answer; none where this was no answer, and ``message`` says why."""
        if self.number and (self.many or not int(self.number)):
            self._take_number()
            return ()
        self.number = self.message = ""
        if not self.shown:
            self._say_nothing_fits()
            return ()
        return self._enter_many() if self.many else self._enter_row()

    def _enter_row(self) -> tuple[str, ...]:
        if self.pointer is None:
            several = self.typing and len(self.shown) > 1
            self.message = (
                "Several lines fit: type more, or choose one." if several else "Choose a line first."
            )
            return ()
        return (self.pointer,)

    def _enter_many(self) -> tuple[str, ...]:
        # While some rows are hidden there is no answer: a person should see all that is ticked.
        if self.filter:
            self._end_filter()
            return ()
        if not self.ticked:
            rest = ", or choose “None of these”" if NONE in self.rows else ""
            self.message = f"Choose with the space bar{rest}."
        return tuple(name for name in self.rows if name in self.ticked)

    def _end_filter(self) -> None:
        if self.typing and self.pointer is not None and self.pointer not in self.ticked:
            self._toggle(self.pointer)
        self._settle()
        self._drop_filter()
        chosen = self.rows[self.pointer] if self.pointer in self.ticked else ""
        found = self.found.get(self.pointer or "")
        note = found.note if found else f"Ticked: {chosen}."
        self.message = f"{note} Press Enter when done." if chosen else "All options are back."

    def _take_number(self) -> None:
        number = int(self.number)
        self._settle()
        if not number:
            self.message = "There is no option 0."
            return
        self.pointer = self.names[number - 1]
        if self.many:
            self._toggle(self.pointer)

    def _numbers(self, typed: str) -> list[int]:
        """The numbers that may be meant: ``1`` may be the start of 12, and ``0`` of 01."""
        digits = len(str(len(self.names)))
        numbers = [(number, str(number)) for number in range(1, len(self.names) + 1)]
        plain = {number for number, text in numbers if text.startswith(typed)}
        return [number for number, text in numbers if number in plain or text.zfill(digits).startswith(typed)]

    def _toggle(self, name: str) -> None:
        if name in self.ticked:
            self.ticked.discard(name)
        elif name in ALONE:
            self.ticked = {name}
        else:
            self.ticked = (self.ticked - ALONE) | {name}

    def _sift(self, letters: str) -> None:
        """Filter. A list for one answer points at the row that is meant, or at none where several may be."""
        self.filter = letters
        self.typing = bool(letters)
        shown = self.shown
        typed = letters.strip().lower()
        exact = [
            name for name in shown if typed == self.rows[name].lower() or typed in self.words.get(name, ())
        ]
        if exact:
            self.pointer = exact[0]
        elif self.pointer not in shown or (letters and not self.many and len(shown) > 1):
            sure = len(shown) == 1 or (self.many and shown)
            self.pointer = shown[0] if sure else None
        if not shown:
            self._say_nothing_fits()
        elif not letters and self.pointer is None:
            self.pointer = self.start

    def _settle(self) -> None:
        self.number = self.message = ""
        self.typing = False

    def _drop_filter(self) -> None:
        self.filter = ""
        if self.pointer is None:
            self.pointer = self.start

    def _say_nothing_fits(self) -> None:
        self.message = f"No option fits “{self.filter.strip()}”."

"""A list to choose from, as the keys change it: where the pointer is, what is ticked, what a search hides.

Knows no terminal: a key is a call, and what the person should know afterwards is in ``message``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from skinroutine.prompts.find import RowSearch, TypedWords
from skinroutine.prompts.labels import ALONE, NONE, UNSURE, numbers
from skinroutine.text import counted

_LONGEST: Final = 200
"""No line has as many letters. Each key searches anew, so that a long text pasted would take minutes."""


class ListState(RowSearch):
    """The state of one list.

    ``rows`` gives the labels by name, ``many`` whether several may be ticked. ``before`` is what was chosen
    before, or of one row where the pointer may wait. Without it the pointer is on the first row, where Enter
    alone chooses nothing. ``typed`` is what a search can find beside the labels. ``unsure`` has the rows that
    say "not sure" of some rows, and of which.
    """

    def __init__(
        self,
        rows: Mapping[str, str],
        *,
        many: bool,
        before: Sequence[str] = (),
        typed: TypedWords = TypedWords(),  # noqa: B008  it is immutable
        unsure: Mapping[str, frozenset[str]] = {},
    ) -> None:
        super().__init__(rows, typed)
        self.numbers = numbers(self.names)
        self.many = many
        self.unsure_of = unsure
        self.ticked = set(before) if many else set[str]()
        first = next((name for name in self.names if name not in ALONE), self.names[0])
        self.start = before[0] if before else first
        self.pointer: str | None = self.start
        self._starts_chosen = self.chosen = bool(before)
        """Whether the pointer is where somebody put it. Where nobody did, Enter alone is no choice."""
        self.seen = set[str]()
        """The rows that were on the screen so far, as who draws says."""
        self.turned = False
        """Whether a page was turned, so that the row with the pointer stands on top."""
        self.finding = self.typing = False
        self.number = self.message = ""

    def see(self, names: Collection[str]) -> None:
        """Note which rows are on the screen."""
        self.seen.update(names)

    @property
    def hidden(self) -> list[str]:
        """The rows that were never on the screen."""
        return [name for name in self.names if name not in self.seen]

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
            self._point(shown[(shown.index(self.pointer) + steps) % len(shown)])
        else:
            self._point(shown[0 if steps > 0 else -1])

    def leap(self, steps: int) -> None:
        """Move the pointer by so many rows, no further than to the last or the first."""
        self._settle()
        shown = self.shown
        if not shown:
            self._say_nothing_fits()
            return
        place = shown.index(self.pointer) if self.pointer in shown else 0
        self._point(shown[max(0, min(place + steps, len(shown) - 1))])

    def find(self) -> None:
        """Begin a search: from now on letters and figures are words to find."""
        self._settle()
        self.finding = True

    def letter(self, letters: str) -> None:
        """Add what was typed to the words to find; before a search, say how one begins."""
        self.number = self.message = ""
        if not self.finding:
            self.message = "Press / first to find a word."
            return
        self.typing = True
        longer = f"{self.filter}{letters}".lstrip()
        if len(longer) > _LONGEST:
            self.message = "No line is that long. Esc ends the search."
        else:
            self._sift(longer)

    def rub_out(self) -> None:
        """Take the last letter of the search away, or end a search without one."""
        self.number = self.message = ""
        if self.filter:
            self.typing = True
            self._sift(self.filter[:-1])
        else:
            self.finding = False

    def clear(self) -> bool:
        """End the search and show all rows again. Gives whether there was one."""
        found = self.finding
        self._settle()
        self._end_search()
        return found

    def space(self) -> None:
        """Tick the row with the pointer, or untick it; behind typed letters, a blank between words."""
        if self.finding and self.typing and self.filter:
            self.letter(" ")
            self.message = self.message or "Press Enter to tick a line." * self.many
        elif self.pointer not in self.shown or self.pointer is None:
            self._say_nothing_fits()
        elif self.many:
            self._settle()
            self._toggle(self.pointer)
        else:
            self._point(self.pointer)
            self.message = "Press Enter to choose this line."

    def digit(self, figure: str) -> None:
        """Go to the row with this number, in every list alike; in a search it is a letter.

        Figures that follow each other are one number while there is such a row.
        """
        if self.finding:
            self.letter(figure)
            return
        longer = f"{self.number}{figure}"
        self._settle()
        number = next((text for text in (longer, figure) if int(text) in self.numbers), "")
        if not number:
            # The nought of 07 waits for its other figure.
            waits = figure == "0" and len(self.names) > len("0123456789")
            self.number = figure if waits else ""
            self.message = "" if waits else f"There's no line {figure}."
            return
        self.number = number
        self._point(self.numbers[int(number)])

    def none(self) -> None:
        """Tick "None of these", which is refused while anything is ticked."""
        self._settle()
        self._end_search()
        if not self.many or NONE not in self.rows:
            self.message = "“None of these” isn't an answer here."
        elif NONE not in self.ticked and (self.ticked - ALONE or not self._turn_page("Ctrl-N")):
            self._toggle(NONE)
            self._point(NONE if NONE in self.ticked else self.pointer or NONE)

    def unsure(self) -> None:
        """Go to "Not sure", which says no to nothing, and tick it unless anything else is."""
        self._settle()
        self._end_search()
        name = self._nearest_unsure()
        if not name:
            self.message = "“Not sure” isn't an answer here."
        else:
            self._point(name)
            if self.many and name not in self.ticked:
                self._toggle(name)

    def _nearest_unsure(self) -> str:
        """The row for "not sure"; of several the next one without a tick."""
        if UNSURE in self.rows or not self.unsure_of:
            return UNSURE if UNSURE in self.rows else ""
        places = {name: self.names.index(name) for name in self.unsure_of}
        here = self.names.index(self.pointer) if self.pointer in self.names else 0
        left = [name for name in places if name not in self.ticked] or list(places)
        return min(left, key=lambda name: (places[name] < here, places[name]))

    def _turn_page(self, key: str) -> bool:
        """Go on to rows that were never on the screen, where there are any: nobody has said no to those."""
        if not self.hidden:
            return False
        self._point(self.hidden[0])
        self.turned = True
        self.message = f"Look at {counted(len(self.hidden), 'more line')} first, then press {key} again."
        return True

    def enter(self, settles: Callable[[Collection[str]], bool] = lambda _: False) -> tuple[str, ...]:
        """The names that are the answer; none where this was no answer, and ``message`` says why.

        ``settles`` says whether what is ticked decides, whatever the other rows say: they need not be seen.
        """
        self.number = self.message = ""
        if not self.shown:
            self._say_nothing_fits()
            return ()
        return self._enter_many(settles) if self.many else self._enter_row()

    def _enter_row(self) -> tuple[str, ...]:
        if self.pointer is None:
            self.message = "Several lines fit: type more, or choose one."
            return ()
        if not self.chosen:
            self.message = "Choose a line first, with ↑↓ or its number."
            return ()
        return (self.pointer,)

    def _enter_many(self, settles: Callable[[Collection[str]], bool]) -> tuple[str, ...]:
        # While some rows are hidden there is no answer: a person should see all that is ticked.
        if self.finding:
            self._take_found()
            return ()
        if not self.ticked:
            rest = ", or press Ctrl-N for “None of these”" if NONE in self.rows else ""
            self.message = f"Tick with the space bar first{rest}."
        elif self.hidden and not self._says_unsure_of_all and not settles(self.ticked):
            self._turn_page("Enter")
            return ()
        return tuple(name for name in self.rows if name in self.ticked)

    @property
    def _says_unsure_of_all(self) -> bool:
        lines = self.unsure_of.keys() or {UNSURE}
        return lines <= self.ticked

    def _take_found(self) -> None:
        """End the search; the row that was typed is ticked."""
        if self.typing and self.filter and self.pointer is not None and self.pointer not in self.ticked:
            self._toggle(self.pointer)
        refused = self.message
        self._settle()
        self._end_search()
        chosen = self.rows[self.pointer] if self.pointer in self.ticked else ""
        found = self.found.get(self.pointer or "")
        note = (found and found.note) or f"Ticked: {chosen}."
        self.message = refused or (f"{note} Press Enter when done." if chosen else "All lines are back.")

    def _toggle(self, name: str) -> None:
        if name in self.ticked:
            self.ticked.discard(name)
        elif name == NONE and not self.ticked - ALONE and self.hidden:
            # The pointer stays: on another row, the same key would tick that.
            self.message = f"Press Ctrl-N to look at {counted(len(self.hidden), 'more line')} first."
        elif self.ticked - ALONE if name in ALONE else self.ticked & self.unsure_of.get(name, set()):
            self.message = f"“{self.rows[name]}” doesn't go with the lines you ticked. Untick them first."
        elif name in ALONE:
            self.ticked = {name}
        else:
            doubted = {each for each, rows in self.unsure_of.items() if name in rows}
            self.ticked = (self.ticked - ALONE - doubted) | {name}

    def _point(self, name: str) -> None:
        self.pointer, self.chosen, self.turned = name, True, False

    def _sift(self, letters: str) -> None:
        """Search. A list for one answer points at the row that is meant, or at none where several may be."""
        self.filter = letters
        self.typing = bool(letters)
        shown = self.shown
        exact = self.exact
        if letters and (len(exact) == 1 or (self.many and exact) or len(shown) == 1):
            self._point((exact or shown)[0])
        elif self.pointer not in shown or (letters and not self.many and len(shown) > 1):
            self.pointer = shown[0] if self.many and shown else None
        if not shown:
            self._say_nothing_fits()
        elif not letters and self.pointer is None:
            self._rest()

    def _settle(self) -> None:
        self.number = self.message = ""
        self.typing = False

    def _end_search(self) -> None:
        self.finding, self.filter = False, ""
        if self.pointer is None:
            self._rest()

    def _rest(self) -> None:
        """Put the pointer back to where it began."""
        self.pointer, self.chosen = self.start, self._starts_chosen

    def _say_nothing_fits(self) -> None:
        self.message = self.nothing_fits

"""The note of a session: an option of ``log``, or a text in its answers."""

from __future__ import annotations

from typing import Final

from skinroutine.answer_tree import DoubleAnswer, shortened
from skinroutine.answers import BadAnswersError
from skinroutine.commands.given import Given

_NOTE: Final = "note"


def noted(given: Given, typed: str) -> tuple[Given, str]:
    """The answers without the note that may be among them, and the note; ``typed`` is that of the option.

    Raises BadAnswersError for a note that is no text, and for two notes.
    """
    if _NOTE not in given.raw:
        return given, typed
    written = given.raw[_NOTE]
    where = f"{given.where}: " if given.where else ""
    if typed or isinstance(written, DoubleAnswer):
        raise BadAnswersError([f"{where}{_NOTE}: it is written twice; keep one of the notes"])
    if not isinstance(written, str):
        shown = "nothing" if written is None else shortened(str(written))
        raise BadAnswersError(
            [f'{where}{_NOTE}: found {shown}; write a text in quotes, such as "left cheek"']
        )
    rest = {name: value for name, value in given.raw.items() if name != _NOTE}
    return given._replace(raw=rest), written

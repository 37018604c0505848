"""The note of a session: an option of ``log``, or a text in its answers."""

from __future__ import annotations

from typing import Final

from skinroutine.commands.typed import Typed
from skinroutine.interview.answer_tree import DoubleAnswer, shortened
from skinroutine.interview.answers import BadAnswersError

_NOTE: Final = "note"


def noted(typed: Typed, note: str) -> tuple[Typed, str]:
    """The answers without the note that may be among them, and the note; ``note`` is that of the option.

    Raises BadAnswersError for a note that is no text, and for two notes.
    """
    if _NOTE not in typed.raw:
        return typed, note
    written = typed.raw[_NOTE]
    where = f"{typed.where}: " if typed.where else ""
    if note or isinstance(written, DoubleAnswer):
        raise BadAnswersError([f"{where}{_NOTE}: it is written twice; keep one of the notes"])
    if not isinstance(written, str):
        shown = "nothing" if written is None else shortened(str(written))
        raise BadAnswersError(
            [f'{where}{_NOTE}: found {shown}; write a text in quotes, such as "left cheek"']
        )
    rest = {name: value for name, value in typed.raw.items() if name != _NOTE}
    return typed._replace(raw=rest), written

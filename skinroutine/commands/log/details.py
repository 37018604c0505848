"""What is named with a session: the head it was done with, a note, and where a photo is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from skinroutine.app import App
from skinroutine.commands.typed import Typed
from skinroutine.errors import EndOfInputError, SkinroutineError
from skinroutine.interview.answer_tree import DoubleAnswer, shortened
from skinroutine.interview.answers import BadAnswersError
from skinroutine.memory.facts import Fact
from skinroutine.memory.heads import KIND, LENGTH, Done, Head, HeadError, find_head, fits, head_of, heads
from skinroutine.memory.recall import recollect
from skinroutine.memory.sessions import AREAS, areas_of, session_answers
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer
from skinroutine.text import date_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.asking import Ask
    from skinroutine.interview.reconfirm import Recalled


def find_named(app: App, named: str, happened: datetime) -> Head | None:
    """The head that was named for a session; None where none was. Raises HeadError."""
    if not named:
        return None
    head = find_head(heads(app.history, retired=True), named)
    if head.opened > happened.date():
        opened = f"{head.name} was opened on {date_text(head.opened)}, which is after this session."
        raise HeadError(f"{opened} Name another head, or leave --head out.")
    return head


def as_last_time(app: App, book: Book, known: Mapping[str, Answer]) -> Mapping[str, Recalled]:
    """The areas and the device of the last session of this treatment, to be confirmed in one list.

    Nothing where nobody types: lines of a pipe answer the questions that they were written for.
    """
    from skinroutine.prompts import is_terminal  # noqa: PLC0415  only who is asked waits for it

    last = next(iter(app.history.last_sessions(treatment=book.treatment, limit=1)), None)
    if last is None or not is_terminal():
        return {}
    asked = (each for each in book.questions("log") if each.kept)
    listed = [each for each in asked if {AREAS, KIND} & {each.id, each.follows}]
    answers = session_answers(last, listed)
    areas = frozenset(areas_of(answers))
    found = {
        each.id: Fact(each, answers[each.id], dict.fromkeys(_options(each), last.happened), areas)
        for each in listed
        if each.id in answers and answers[each.id] is not NOT_SURE
    }
    stale = recollect(found, listed, app.now(), all_at_once=True).stale
    return {name: fact for name, fact in stale.items() if name not in known}


def _options(question: Question) -> tuple[str, ...]:
    return tuple(question.options) if question.kind == "many" else ("",)


def with_head(typed: Typed, head: Head | None) -> Typed:
    """What was typed, over what a head that was named tells of its treatment, kind and length."""
    if head is None:
        return typed
    known = {"treatment": head.treatment, KIND: head.kind, LENGTH: head.needle_mm}
    return typed._replace(
        raw={**{name: value for name, value in known.items() if value is not None}, **typed.raw}
    )


def ask_head(
    app: App, ask: Ask, treatment: str, raw: Mapping[str, object], happened: datetime
) -> Head | None:
    """The head that the person chooses from those of this treatment; None where it was another."""
    from skinroutine.interview.asking import Asking  # noqa: PLC0415  the same
    from skinroutine.show.head_words import describe_head  # noqa: PLC0415  the same

    own = {head.id: head for head in heads(app.history) if _could_be(head, treatment, raw, happened)}
    if not own:
        return None
    lines = {name: f"{head.name}: {describe_head(head)}" for name, head in own.items()}
    question = Question(
        id="head", kind="one", ask="Which head did you use?", name="Head", asked_by=("log",), not_sure=False,
        why="Its uses are counted, and what it is need not be asked.",
        options={**lines, _OTHER: "Another one"},
    )  # fmt: skip
    try:
        return own.get(str(ask(Asking(question, question.options))))
    except EndOfInputError:  # the questions that follow tell what is missing
        return None


def _could_be(head: Head, treatment: str, raw: Mapping[str, object], happened: datetime) -> bool:
    same = all(
        raw.get(name) in {None, known} for name, known in ((KIND, head.kind), (LENGTH, head.needle_mm))
    )
    return same and head.treatment == treatment and head.opened <= happened.date()


def head_done_with(
    app: App, treatment: str, answers: Mapping[str, Answer], happened: datetime, named: Head | None
) -> Head | None:
    """The head with the use of this session counted; the newest that fits where none was named.

    Raises HeadError when the head that was named is of another kind or length than the session.
    """
    length = answers.get(LENGTH)
    needle = length if isinstance(length, int | float) else None
    done = Done(treatment, str(answers.get(KIND) or ""), needle, happened, app.now())
    if named is not None and not fits(named, done.treatment, done.kind, done.needle_mm):
        raise HeadError(
            f"{named.name} is another kind or length of head than this session says. Name one of them."
        )
    found = named or head_of(heads(app.history), done)
    return found._replace(uses=found.uses + 1) if found else None


_OTHER: Final = "another"
"""The line of the list for a head that was not noted."""
_NOTE: Final = "note"


def take_note(typed: Typed, note: str) -> tuple[Typed, str]:
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


class NoPhotoError(SkinroutineError):
    """No file is where the photo should be."""

    code = "no-photo"

    def __init__(self, typed: str) -> None:
        shown = typed if typed.isprintable() else repr(typed)
        super().__init__(
            f"{shown}: there's no such file, so nothing was stored. Check the path of the photo."
        )


def photo_path(typed: str) -> str:
    """The whole path of a photo that is there; empty for none. Raises NoPhotoError."""
    if not typed:
        return ""
    try:
        file = Path(typed).expanduser()
        there = file.is_file()
    except (OSError, RuntimeError, ValueError):  # no right to look, no such home, a sign that no path has
        there = False
    if not there:
        raise NoPhotoError(typed)
    return str(file.absolute())

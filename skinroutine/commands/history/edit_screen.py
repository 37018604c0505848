"""The answer of ``history edit``: what is different now, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from skinroutine.commands.history.screen import lifted_page, standing_page
from skinroutine.history import Event, Hold
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import PassedLimit
from skinroutine.show.blocks import Banner, Block, Item, Page, Para
from skinroutine.show.document_parts import ClashingAnswers
from skinroutine.show.documents import JsonRecord
from skinroutine.show.session import LogView, follow_page
from skinroutine.show.session_document import LogDocument, log_document
from skinroutine.text import answer_text, kept_text, moment_there, spoken, treatment_text

if TYPE_CHECKING:
    from skinroutine.rulebook import Question
    from skinroutine.show import document_types as kinds


_AT: Final = "at"
"""The name under which a change says when the session was."""


class EditView(NamedTuple):
    """What a screen shows of a session that was changed.

    ``answers`` are those of the older record, ``stands`` the holds in force that were set with it;
    ``in_force`` holds there are in all. ``questions`` give the answers their words.
    """

    session: LogView
    older: Event
    answers: Mapping[str, object]
    stands: Sequence[Hold]
    in_force: int
    questions: Mapping[str, Question]


def edit_page(view: EditView) -> Page:
    """The screen of a session that was changed."""
    new = view.session
    done = treatment_text(new.treatment, new.areas)
    return [
        Banner("Changed", f"{done}, {moment_there(new.happened, new.now)}", "good"),
        *_changes(view),
        *lifted_page(_no_longer(view), new.now),
        *standing_page(view.stands, view.in_force),
        *follow_page(new),
        *_way_back(new),
    ]


def _way_back(new: LogView) -> Iterator[Block]:
    """How to take the change back, where what follows from the session does not say so."""
    if not new.care or new.crossing.limits:
        yield Para("")
        yield Para("To take this change back: skinroutine undo", "faint")


class EditChange(JsonRecord, from_="from"):
    """One change."""

    from_: Annotated[str | float | bool | Sequence[kinds.OptionId] | None, "What it was, or null."]
    to: Annotated[str | float | bool | Sequence[kinds.OptionId] | None, "What it is now, or null."]


class HistoryEditDocument(LogDocument):
    """A session as it is now recorded, what changed, and what follows from it."""

    contradictions: Annotated[
        Sequence[ClashingAnswers],
        "Answers that cannot both be true. It is empty for a change.",
        {"items": None},
    ]
    too_early_until: Annotated[date | None, "The same field as for log. It is null for a change."]
    replaces: Annotated[str, "The id of the entry that it took the place of."]
    changed: Annotated[Mapping[str, EditChange], "What is not as before: answers by question, at, note."]
    holds_standing: Annotated[Sequence[kinds.HoldId], "The open holds that were set with it before."]
    no_longer_past: Annotated[Sequence[kinds.RuleId], "The limits that the older record alone was past."]


def edit_document(view: EditView) -> HistoryEditDocument:
    """The same as JSON: as for ``log``, with what was replaced."""
    return HistoryEditDocument.of(
        log_document(view.session),
        replaces=view.older.id,
        changed={name: EditChange.of(from_=old, to=new) for name, old, new in _differences(view)},
        holds_standing=[hold.id for hold in view.stands],
        no_longer_past=[limit.id for limit in _no_longer(view)],
    )


def _no_longer(view: EditView) -> list[PassedLimit]:
    kept = {limit.id for limit in view.session.crossing.limits}
    return [limit for limit in SessionRecord.of(view.older).crossing.limits if limit.id not in kept]


def _changes(view: EditView) -> Iterator[Block]:
    found = list(_differences(view))
    if not found:
        yield Para("Nothing is different from before.")
    for name, old, new in found:
        yield Item("-", _change(view, name, old, new))


def _change(view: EditView, name: str, old: object, new: object) -> str:
    if name == _AT:
        now = view.session.now
        return (
            f"When: {moment_there(view.session.happened, now)} (was {moment_there(view.older.happened, now)})"
        )
    question = view.questions.get(name)
    called = question.called if question else spoken(name)
    return f"{called}: {shown(question, new)} (was {shown(question, old)})"


def _differences(view: EditView) -> Iterator[tuple[str, object, object]]:
    new, older = view.session, view.older
    if new.happened != older.happened:
        yield _AT, older.happened.isoformat(), new.happened.isoformat()
    for name in [*new.answers, *(name for name in view.answers if name not in new.answers)]:
        old, now = view.answers.get(name), new.answers.get(name)
        if old != now:
            yield name, old, now
    note = older.payload.note
    if new.note != note:
        yield "note", note or None, new.note or None


def shown(question: Question | None, value: object) -> str:
    """An answer of a session before or after the change in words, or that there is none."""
    if value is None or value == "":
        return "not said"
    if question is None:
        return kept_text(value)
    return answer_text(question.as_shown(value), question.options, question.shown_unit)

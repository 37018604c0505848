"""The answer of ``remind``: the files, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from skinroutine.commands.remind.files import Reminder
from skinroutine.show.blocks import Heading, Line, Page
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import clock_text

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


def reminder_text(made: Reminder) -> str:
    """The files; where there are several, each below its name in a comment."""
    if len(made.files) == 1:
        return next(iter(made.files.values()))
    return "\n".join(f"# {made.places[name]}\n{text}" for name, text in made.files.items())


def reminder_page(made: Reminder) -> Page:
    """How to start the reminder and how to stop it."""
    return [
        Heading("Nothing was changed. To get a notice each day when something is due:"),
        *(Line(f"  {step}") for step in made.start),
        Heading("To stop it:"),
        *(Line(f"  {step}") for step in made.stop),
    ]


class ReminderFile(JsonRecord):
    """One file."""

    name: Annotated[str, "The name by which --only picks it."]
    goes_to: Annotated[str, "Where the file goes, or what it is added to."]
    text: Annotated[str, "All that the file holds."]


class RemindDocument(JsonDocument):
    """What this system needs to remind you each day. Nothing was changed."""

    kind: Annotated[str, "What runs it: cron, systemd or launchd."]
    at: Annotated[str, "The time of day, such as 09:00."]
    files: Annotated[Sequence[ReminderFile], "The files that it needs."]
    start: Annotated[Sequence[kinds.CommandText], "What to type to start it, in order."]
    stop: Annotated[Sequence[kinds.CommandText], "What to type to stop it, in order."]


def reminder_document(made: Reminder) -> RemindDocument:
    """The reminder as JSON."""
    files = [
        ReminderFile(name=name, goes_to=made.places[name], text=text) for name, text in made.files.items()
    ]
    return RemindDocument.of(made, at=clock_text(made.at), files=files)

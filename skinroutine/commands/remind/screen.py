"""The answer of ``remind``: the files, and what to do with them."""

from __future__ import annotations

from skinroutine.commands.remind.files import Reminder
from skinroutine.show.blocks import Heading, Line, Page
from skinroutine.text import clock_text


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


def reminder_data(made: Reminder) -> dict[str, object]:
    """The reminder as JSON: see ``docs/json.md``."""
    return {
        "schema_version": 1,
        "kind": made.kind,
        "at": clock_text(made.at),
        "files": [
            {"name": name, "goes_to": made.places[name], "text": text} for name, text in made.files.items()
        ],
        "start": list(made.start),
        "stop": list(made.stop),
    }

"""The options and arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from skinroutine.options import Argument, Option

TreatmentName = Annotated[str, Argument("The treatment. `skinroutine about` lists them.")]
NoInput = Annotated[bool, Option("--no-input", "Ask no questions. If an answer is missing, say which one.")]
AnswersFile = Annotated[
    str | None, Option("--answers", "Take the answers from this file. - reads what is piped in.", "FILE")
]
Settings = Annotated[
    list[str] | None, Option("--set", "Give one answer. Repeat it for more.", "QUESTION=VALUE")
]
At = Annotated[str | None, Option("--at", 'When it was, such as "yesterday 9pm" or 2026-11-20.', "TIME")]
Areas = Annotated[list[str] | None, Option("--area", "An area that you treated. Repeat it for more.")]
Device = Annotated[str, Option("--device", "The kind of device, such as roller.")]
Needle = Annotated[str, Option("--needle", "How long the needles are, in mm.", "MM")]
Suction = Annotated[str, Option("--setting", "How strong the suction was, such as lowest.")]

REACTION: Final = 'How your skin reacted. "expected" means that it calmed down as usual.'
"""What is typed is what was seen, not what is to come."""
EntryId = Annotated[str, Argument("The id that `skinroutine history` shows, or the end of it.", "ID")]
RulesFolder = Annotated[
    Path | None,
    Argument("A folder of your own rules. Without it, the rules that come with skinroutine.", "[DIR]"),
]


def session_settings(
    areas: list[str] | None, device: str, needle: str, suction: str, reaction: str
) -> list[str]:
    """The options that say what a session was, as settings: ``needle_mm=0.25``."""
    named = {
        "areas": ",".join(areas or []),
        "device_kind": device,
        "needle_mm": needle,
        "suction": suction,
        "reaction": reaction,
    }
    return [f"{question}={value}" for question, value in named.items() if value]

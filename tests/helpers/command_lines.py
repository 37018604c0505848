"""What is typed again and again to get JSON, and how one situation is written down."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rule_set import THIRD
from typed import RESTED, needled, needling, symptoms

FOLDERS: Final = "FOLDERS"
"""Stands in a line for the place of the folders of ``folders_in``."""
FIRST: Final = "FIRST"
"""Stands in a line for the id of what the first of the lines before it recorded."""


class Situation(NamedTuple):
    """A line that is typed, what was typed before it, and what standard input holds."""

    typed: Sequence[str]
    before: Sequence[Sequence[str]] = ()
    answers: str = ""


LUMP: Final = symptoms(symptoms="lump_nodule")
FAINT: Final = ["check-symptoms", "--set", "symptoms=seizure"]
KNOWN: Final = ["profile", "set"]
PLANNED: Final = ["plan", *needling(**RESTED)]
OWN: Final = ["--rules", f"{FOLDERS}/own"]
SHAVED: Final = [*FAINT[1:], "--set", "hours_since_session=3", "--rules", str(THIRD)]
SHAVING: Final = [
    "plan", "dermaplaning", "--rules", str(THIRD), "--set", "areas=cheeks", "--set", "skin_today=none",
    "--set", "conditions=none", "--set", "medicines=none", "--set", "recent_procedures=none",
    "--set", "device_kind=face_blade", "--set", "blade_new=yes", "--set", "numbing_cream=none",
]  # fmt: skip
SEVERE: Final = [*needled(), "--reaction", "severe"]
TOO_DEEP: Final = needled(needle_mm="1.5")
AGO: Final = [*needled(), "--at", "2 days ago"]
PHOTO: Final = ["--photo", str(Path(__file__).resolve())]
HEAD: Final = [
    "device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--no-input", "--name",
]  # fmt: skip
BLUE: Final = [*HEAD, "blue"]
DOCTOR: Final = ["hold", "add", "--why", "A doctor told me to stop", "--days", "9"]

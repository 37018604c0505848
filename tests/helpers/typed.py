"""What a person types: the answers of a healthy adult as flags, as a file and line by line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from conftest import Ran

HEALTHY: Final[Mapping[str, str]] = {
    "areas": "cheeks",
    "skin_today": "none",
    "conditions": "none",
    "medicines": "none",
    "recent_procedures": "none",
    "age": "34",
    "device_shared": "no",
    "device_sound": "yes",
    "device_clean": "yes",
    "products_during": "none",
    "numbing_cream": "none",
}
RESTED: Final[Mapping[str, str]] = {"days_since_last_session": "12", "last_reaction": "expected"}
ROLLER: Final[Mapping[str, str]] = {"device_kind": "roller", "needle_mm": "0.25"}
DIAMOND: Final[Mapping[str, str]] = {"device_kind": "diamond_tip", "suction": "lowest"}


def flags(answers: Mapping[str, str]) -> list[str]:
    """Each answer as ``--set question=value``."""
    return [word for name, value in answers.items() for word in ("--set", f"{name}={value}")]


def needling(**changes: str) -> list[str]:
    """``microneedling`` and the answers of a healthy adult with a 0.25 mm roller, with changes."""
    return ["microneedling", *flags({**HEALTHY, **ROLLER, **changes})]


def abrasion(**changes: str) -> list[str]:
    """``microdermabrasion`` and the answers of a healthy adult with a diamond tip, with changes."""
    return ["microdermabrasion", *flags({**HEALTHY, **DIAMOND, **changes})]


def needled(**changes: str) -> list[str]:
    """``log`` of a session with a 0.25 mm roller on the cheeks, with changes."""
    session = {"areas": "cheeks", "products_during": "none", "numbing_cream": "none", **ROLLER, **changes}
    return ["log", "microneedling", *flags(session)]


def abraded(**changes: str) -> list[str]:
    """``log`` of a session with a diamond tip on the cheeks, with changes."""
    session = {"areas": "cheeks", "products_during": "none", "numbing_cream": "none", **DIAMOND, **changes}
    return ["log", "microdermabrasion", *flags(session)]


def symptoms(**changes: str) -> list[str]:
    """``check-symptoms`` after needling fourteen hours ago, with no risk factors; symptoms are changes."""
    known = {"hours_since_session": "14", "needle_mm": "0.25", "risk_factors": "none"}
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return ["check-symptoms", "microneedling", *flags({**known, **named})]


def refused(ran: Ran, status: int, *words: str) -> None:
    """One line on standard error that has these words, nothing on standard output."""
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err

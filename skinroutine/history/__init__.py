"""One SQLite file of append-only events. It knows no rules and never prints."""

from __future__ import annotations

from skinroutine.history.codec import action_of
from skinroutine.history.reader import Reader
from skinroutine.history.records import (
    BARRED,
    CLEARED,
    ENTRIES,
    HEALED,
    KINDS,
    REMEMBERED,
    SOONER,
    VOID,
    Derived,
    Draft,
    Event,
    Explained,
    FindingRow,
    Hold,
    Pause,
    SessionBrief,
    SkinCheck,
    Standing,
    TodaysSentence,
)
from skinroutine.history.store import History

__all__ = [
    "BARRED", "CLEARED", "ENTRIES", "HEALED", "KINDS", "REMEMBERED", "SOONER", "VOID", "Derived", "Draft",
    "Event", "Explained", "FindingRow", "History", "Hold", "Pause", "Reader", "SessionBrief", "SkinCheck",
    "Standing", "TodaysSentence", "action_of",
]  # fmt: skip

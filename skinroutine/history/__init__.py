"""One SQLite file of append-only events. It knows no rules and never prints."""

from __future__ import annotations

from skinroutine.history.failures import (
    EntryGone,
    HistoryBusy,
    HistoryDamaged,
    HistoryTooNew,
    HistoryUnwritable,
    HoldStands,
    NoSuchEntry,
)
from skinroutine.history.reader import Reader
from skinroutine.history.records import ENTRIES, KINDS, Draft, Event, Hold, Standing
from skinroutine.history.store import History

__all__ = [
    "ENTRIES",
    "KINDS",
    "Draft",
    "EntryGone",
    "Event",
    "History",
    "HistoryBusy",
    "HistoryDamaged",
    "HistoryTooNew",
    "HistoryUnwritable",
    "Hold",
    "HoldStands",
    "NoSuchEntry",
    "Reader",
    "Standing",
]

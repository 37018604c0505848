"""What a professional should know: the history of a time as records in plain words, ready for a page."""

from __future__ import annotations

from skinroutine.handover.gathering import Wanted, gathered
from skinroutine.handover.records import Handover
from skinroutine.handover.redaction import NOTES, redactions

__all__ = ["NOTES", "Handover", "Wanted", "gathered", "redactions"]

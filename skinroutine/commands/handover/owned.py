"""The heads and devices that were registered, as far as they were in use in that time."""

from __future__ import annotations

from datetime import datetime

from skinroutine.commands.handover.records import Detail, Device
from skinroutine.commands.handover.wording import Words
from skinroutine.history import History
from skinroutine.memory.heads import CLAIMED, KIND, LENGTH, SINGLE, Head, heads
from skinroutine.text import counted, spoken


def owned(history: History, since: datetime, until: datetime, words: Words) -> list[Device]:
    """The heads that were added by then and not retired before, the newest first.

    Their uses are counted up to now. Raises the errors of the history.
    """
    return [
        _device(head, words)
        for head in heads(history, retired=True)
        if head.added <= until and (head.retired is None or head.retired >= since)
    ]


def _device(head: Head, words: Words) -> Device:
    answers = {KIND: head.kind, LENGTH: head.needle_mm, SINGLE: head.single_use, CLAIMED: head.certified}
    told = {name: answer for name, answer in answers.items() if answer not in (None, "")}
    return Device(
        name=head.name,
        added=head.added,
        details=[*words.pairs(head.treatment, told), Detail(name="Used", answer=counted(head.uses, "use"))],
        retired=head.retired,
        why=spoken(head.why),
    )

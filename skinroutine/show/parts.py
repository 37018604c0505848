"""What several screens share: the last line, the tones of results, and answers that conflict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from skinroutine.interview import Conflict
from skinroutine.interview.answers import plain
from skinroutine.show.blocks import Block, Heading, Item, Tone
from skinroutine.show.documents import ClashingAnswers

FOOT: Final = "This comes from cited sources. It is no diagnosis."
VERDICT_TONES: Final[Mapping[str, Tone]] = {"go": "good", "caution": "careful", "wait": "careful"}
"""By the name of a verdict; those that are not here are bad."""
LEVEL_TONES: Final[Sequence[Tone]] = ("good", "careful", "careful", "bad", "bad")


def contradictions(clashes: Sequence[Conflict]) -> list[ClashingAnswers]:
    """The answers that clashed: which question, what was said, and what counts."""
    return [
        ClashingAnswers.of(clash, message=clash.note, stands=plain({"": clash.stands})[""])
        for clash in clashes
    ]


def clashing(clashes: Sequence[Conflict]) -> Iterator[Block]:
    """The answers that clashed, in words."""
    if clashes:
        yield Heading("Answers that clash")
        yield from (Item("-", f"{clash.note} The more careful answer counts.") for clash in clashes)

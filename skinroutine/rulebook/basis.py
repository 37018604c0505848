"""What all records are made of: names of results, lengths of time, ids and sources."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

VerdictName = Literal["go", "caution", "wait", "professional-first", "no"]
VERDICTS: Final[tuple[VerdictName, ...]] = ("go", "caution", "wait", "professional-first", "no")
"""Mildest first; a result is the strictest of all rules that hold."""

MILDEST_REFUSAL: Final = VERDICTS.index("wait")
"""From here on a session does not go ahead, and no checklist is given."""

Level = Annotated[int, Meta(ge=0, le=4)]
Text = Annotated[str, Meta(min_length=1)]
SENTENCE: Final = "sentence"
"""Marks a text that may be written with its own facts: ``{text: ..., facts: [...]}``."""
Sentence = Annotated[str, Meta(min_length=1, extra={SENTENCE: True})]
MaybeSentence = Annotated[str, Meta(extra={SENTENCE: True})]
Sources = Annotated[tuple[str, ...], Meta(min_length=1)]
Command = Literal["plan", "log", "check-symptoms", "device-add", "device-choose"]
Phase = Literal["device", "prep", "technique", "aftercare"]
PHASES: Final[tuple[Phase, ...]] = ("device", "prep", "technique", "aftercare")
MOST_STEPS: Final = 9
"""Steps of one phase at once: Gawande's five to nine items of a checklist that is read."""


class Span:
    """A length of time, kept in hours, and the words in which it was written."""

    def __init__(self, hours: float, words: str) -> None:
        self.hours = hours
        self.words = words

    @property
    def days(self) -> float:
        """The same length in days."""
        return self.hours / 24


class Until:
    """When a verdict can change: in words, or a number of days after something that has a date."""

    def __init__(self, words: str = "", days: int = 0, after: str = "") -> None:
        self.words = words
        self.days = days
        self.after = after


class Ground(Struct, frozen=True, kw_only=True):
    """What one sentence rests on by itself, and where it stands in its item, such as ``then.0.say``."""

    part: str
    """The place of the sentence in its item."""
    facts: tuple[str, ...] = ()
    """Ids of the facts that carry it."""
    judgement: bool = False
    """True where it is our own reading, or rests on that in part."""


class Grounded(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything with sentences that may name their own facts."""

    grounds: tuple[Ground, ...] = ()
    """Set when read: what the sentences rest on that are written with facts of their own."""


class Record(Grounded, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything that has an id."""

    id: Text
    """The name of this item. It must be the only one of its kind in all rules."""


class Cited(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything that rests on sources. ``disagreement`` says in one sentence who says otherwise."""

    sources: Sources
    """Ids from sources.yaml. At least one; use judgement for our own reading."""
    evidence: tuple[str, ...] = ()
    """Ids of the facts that this rests on, from the evidence file."""
    disagreement: MaybeSentence = ""
    """One sentence: who says otherwise."""
    review: str = ""
    """What a clinician should look at here, in a sentence. Only rule authors read it."""
    origin: str = ""
    """Set when read: empty for the shipped rules, else the folder that the item came from."""

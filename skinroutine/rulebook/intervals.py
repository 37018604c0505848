"""How long to leave between two sessions, as rule files say it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from skinroutine.rulebook.basis import Cited, MaybeSentence, Sentence, Span, Text, VerdictName
from skinroutine.rulebook.conditions import ALWAYS, Condition


class OfLast(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many of the last sessions must have been so. Those of one day are one session."""

    sessions: Annotated[int, Meta(ge=1, le=20)]
    """How many sessions back to look. Those of one day count as one."""
    at_least: Annotated[int, Meta(ge=1, le=20)]
    """In how many of them when must hold."""
    past_limit: VerdictName | None = None
    """They must have gone past a limit of this verdict or a stricter one."""


class Interval(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long to leave between sessions on one area. The longest that holds wins."""

    say: Sentence
    """What the person reads: one plain sentence."""
    when: Condition = ALWAYS
    """Under which answers this holds: of the session that it counts from, and of the person."""
    since: str = ""
    """The treatment whose last session is counted from. Leave it out for this one."""
    every: Span | None = None
    """How long to wait for the next session, such as 7 days. The longest one wins."""
    never_within: Span | None = None
    """A floor in true hours: no session before this, such as 72 hours."""
    stretch: Annotated[float, Meta(ge=1, le=10)] = 1
    """Makes the longest interval that holds this many times as long. 1 or more."""
    overdue: Span | None = None
    """How long until the next session counts as late, such as 28 days."""
    suggested: Span | None = None
    """The usual gap, where it is longer than every. Its day is the one shown, and it holds nobody back."""
    lapsed: Span | None = None
    """From how long ago on the next session starts again gently. It gives a caution."""
    of_last: OfLast | None = None
    """Asks when of the last sessions and not of one, such as {sessions: 3, at_least: 2}."""
    adds_up: Span | None = None
    """Adds the rest that one early session after another missed, up to this much. See of_last."""
    after_patch: tuple[Text, ...] = ()
    """Counts from a test patch alone, in place of these intervals. Their never_within still counts."""
    spot: MaybeSentence = ""
    """What a plan tells while the spot of the test patch still has its own, longer rest."""

    @property
    def rests(self) -> bool:
        """Whether it asks for a rest at all."""
        return bool(self.every or self.never_within or self.suggested or self.stretch > 1)


class CountsAs(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a session of this treatment is for every other one, and what a person may name in its place."""

    counts_as: tuple[Text, ...]
    """Treatments, and options of recent_procedures, such as [peel]. The others wait as after those."""
    say: Text
    """What the person reads while another treatment waits: one plain sentence."""
    when: Condition = ALWAYS
    """Which sessions count so, such as {areas: legs}. Without it: every one."""
    every: Span | None = None
    """How long each other treatment waits at least, whatever it says itself, such as 28 days."""
    suggested: Span | None = None
    """The usual gap, where it is longer than every. It is shown and holds nobody back."""

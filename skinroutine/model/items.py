"""The items of rule files: rules, courses, steps and intervals."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from skinroutine.conditions import ALWAYS, Condition
from skinroutine.model.basis import Cited, Level, Span, Text, Until, VerdictName


class ScreeningRule(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers that call for a verdict."""

    when: Condition
    verdict: VerdictName
    say: Text
    until: Until | None = None
    instead: str = ""
    why: str = ""
    hold: bool = False
    hold_days: Annotated[int, Meta(ge=0, le=3660)] = 0
    if_not_sure: VerdictName | None = None
    if_not_sure_about: tuple[Text, ...] = ()


class SymptomRule(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Symptoms that call for a level. ``do`` comes before what the level asks for."""

    when: Condition
    level: Level
    say: Text
    do: tuple[Text, ...] = ()
    why: str = ""
    if_not_sure: Level | None = None
    if_not_sure_about: tuple[Text, ...] = ()


class Contradiction(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Two answers that cannot both be true: ``asks`` is asked once more, and then ``stands`` counts.

    ``against`` is what was recorded before, at most ``within`` ago. ``vanished`` names options that cannot
    go so soon: each is a contradiction of its own, against the last time that it was named.
    """

    asks: Text
    say: Text
    when: Condition = ALWAYS
    against: Condition | None = None
    within: Span | None = None
    after_session: bool = False
    vanished: tuple[Text, ...] = ()
    stands: str = ""


class Turn(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a course leaves the expected: from an hour after the session, or by how the symptom is.

    ``when`` and ``unless`` name details of the symptom, without its name.
    """

    level: Level
    say: Text
    since: Span | None = field(name="from", default=None)
    when: Condition | None = None
    unless: Condition | None = None
    if_not_sure: Level | None = None
    do: tuple[Text, ...] = ()


class Course(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a symptom is expected to go."""

    course: Text
    say: Text
    when: Condition = ALWAYS
    then: tuple[Turn, ...] = ()


class Step(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of a checklist. Exactly one of ``do``, ``avoid``, ``pause`` and ``stop_if`` is set."""

    do: str = ""
    avoid: str = ""
    pause: str = ""
    stop_if: str = ""
    when: Condition = ALWAYS
    critical: bool = False
    lasts: Span | None = field(name="for", default=None)
    starts: Span | None = field(name="from", default=None)
    why: str = ""
    subject: str = ""
    """What the step is about, in a word: a ``do`` and an ``avoid`` of one subject contradict each other."""

    @property
    def kind(self) -> str:
        """Which of the four the step is."""
        return next(kind for kind in ("do", "avoid", "pause", "stop_if") if getattr(self, kind))

    @property
    def text(self) -> str:
        """The words of the step."""
        return self.do or self.avoid or self.pause or self.stop_if


class Interval(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How long to leave between sessions on one area. The longest that holds wins."""

    say: Text
    when: Condition = ALWAYS
    since: str = ""
    """The treatment whose last session is counted from; empty for the same treatment."""
    every: Span | None = None
    never_within: Span | None = None
    stretch: Annotated[float, Meta(ge=1, le=10)] = 1
    overdue: Span | None = None

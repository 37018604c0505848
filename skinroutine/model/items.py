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
    cleared_by: Annotated[str, Meta(pattern=r"^([a-z]+(_[a-z]+)*)?$")] = ""
    """Who alone can say that sessions may go on after this, such as allergy_specialist."""


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


class OfLast(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many of the last sessions must have been so. Those of one day are one session."""

    sessions: Annotated[int, Meta(ge=1, le=20)]
    at_least: Annotated[int, Meta(ge=1, le=20)]
    past_limit: VerdictName | None = None
    """Set where they must have gone past a limit of this verdict, or a stricter one."""


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
    suggested: Span | None = None
    """The usual gap, where it is longer than the least one."""
    lapsed: Span | None = None
    """From here on the last session is so long ago that the next one starts again gently."""
    of_last: OfLast | None = None
    """Set where ``when`` is asked of several of the last sessions and not of one alone."""
    adds_up: Span | None = None
    """The most that a rest can come to, where what one early session after another missed is added.

    ``of_last`` says from how many such sessions on.
    """

    @property
    def rests(self) -> bool:
        """Whether it asks for a rest at all."""
        return bool(self.every or self.never_within or self.stretch > 1)


class NoConcern(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers that another treatment minds and this one does not. No decision reads it."""

    no_concern: Condition
    because: Text

    @property
    def when(self) -> Condition:
        """The answers that it is about."""
        return self.no_concern


class Watch(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to watch for, and to do, after a session that went past a limit.

    One with a ``when`` belongs to the limits that rest on the same answers, one without to every limit.
    """

    watch_for: Annotated[tuple[Text, ...], Meta(min_length=1)]
    lasts: Span = field(name="for")
    check: Span | None = None
    do: tuple[Text, ...] = ()
    when: Condition = ALWAYS
    verdict: VerdictName | None = None
    say: str = ""
    """What a plan says as long as it lasts, where ``verdict`` is set."""


class HeadLife(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a head has done its work: after so many uses, or so many days since it was opened."""

    say: Text
    when: Condition = ALWAYS
    uses: Annotated[int, Meta(ge=1, le=1000)] | None = None
    days_open: Annotated[int, Meta(ge=1, le=3660)] | None = None
    why: str = ""


class Merit(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What speaks for a device before it is bought. It makes no verdict milder."""

    point: Text
    say: Text
    when: Condition = ALWAYS

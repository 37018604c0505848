"""A hand-over page before it is known how it will be shown. All texts are words for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from skinroutine.model import Source

Pairs = Sequence[tuple[str, str]]
"""Names and answers, in the order of the questions."""


class Told(NamedTuple):
    """A fact about the person, as told on that day."""

    question: str
    name: str
    answer: str
    told: datetime


class Device(NamedTuple):
    """A device or head that was registered. ``retired`` is None while it is in use."""

    name: str
    added: datetime
    details: Pairs
    retired: datetime | None
    why: str


class Rule(NamedTuple):
    """A rule that held, with what it told the person and the ids of its sources."""

    id: str
    message: str
    sources: Sequence[str]


class Session(NamedTuple):
    """One session as logged. ``later``: how the skin was some time after. ``photos``: where they are.

    ``limits`` are the rules that it went past, ``corrected`` those that only an older record of it was
    past; ``left_out`` is true where some are missing on purpose.
    """

    id: str
    happened: datetime
    treatment: str
    areas: Sequence[str]
    settings: Pairs
    reaction: str
    later: Sequence[str]
    note: str
    photos: Sequence[str] = ()
    limits: Sequence[Rule] = ()
    corrected: Sequence[Rule] = ()
    left_out: bool = False


class Symptom(NamedTuple):
    """A symptom with the answers that were given about it."""

    name: str
    details: Pairs


class Check(NamedTuple):
    """One check of symptoms: what was told, the level, and what was advised.

    ``after`` is the time since the session in words. ``rules`` are those that gave the level.
    ``left_out`` is true where a rule or an advice is missing because that was asked for.
    """

    id: str
    happened: datetime
    treatment: str
    after: str
    level: int
    title: str
    say: str
    symptoms: Sequence[Symptom]
    rules: Sequence[Rule]
    actions: Sequence[str]
    unreviewed: Sequence[str]
    left_out: bool


class Held(NamedTuple):
    """A hold on sessions. ``ended`` is None while it is in force.

    ``waits_for`` is who has still to clear what a check found, where the hold that it set has ended.
    """

    id: str
    since: datetime
    treatment: str
    rule: str
    why: str
    ended: datetime | None
    how: str
    waits_for: str = ""


class Plan(NamedTuple):
    """What a plan answered, and the rules behind it."""

    happened: datetime
    treatment: str
    title: str
    rules: Sequence[Rule]
    unreviewed: Sequence[str]
    left_out: bool


class Handover(NamedTuple):
    """All that a page tells. Lists are newest first; ``levels`` names each level by its number."""

    made: datetime
    since: date
    until: date
    redacted: Sequence[str]
    told: Sequence[Told]
    devices: Sequence[Device]
    sessions: Sequence[Session]
    checks: Sequence[Check]
    holds: Sequence[Held]
    plans: Sequence[Plan]
    sources: Mapping[str, Source]
    levels: Mapping[int, str]
    removed: Sequence[Session] = ()
    """The sessions that were past a limit as they were logged, and were taken out later."""

    @property
    def in_force(self) -> list[Held]:
        """The holds that nobody has ended."""
        return [hold for hold in self.holds if hold.ended is None]

    @property
    def rules(self) -> list[Rule]:
        """Every rule behind an answer, once for each thing that it said."""
        lists = [*(check.rules for check in self.checks), *(plan.rules for plan in self.plans)]
        named = [rule for rules in lists for rule in rules]
        return list({(rule.id, rule.message): rule for rule in named}.values())

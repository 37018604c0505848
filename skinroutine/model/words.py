"""What is said of a treatment, a result and a source, and the cases that prove the rules."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from skinroutine.model.basis import Cited, Level, Record, Span, Text, VerdictName


class Source(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry of the bibliography."""

    title: Text
    publisher: Text
    kind: Literal[
        "regulator", "society", "hospital", "peer-reviewed", "medical-reference",
        "charity", "manufacturer", "clinic", "media", "seed", "judgement",
    ]  # fmt: skip
    url: str = ""


class VerdictWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a verdict is said."""

    verdict: VerdictName
    title: Text
    say: Text
    buy: str = ""


class LevelWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a level is said, what it asks for, and whether it blocks the next session."""

    level: Level
    name: Text
    title: Text
    say: Text
    do: tuple[Text, ...] = ()
    back_if: tuple[Text, ...] = ()
    check_again: Span | None = None
    hold: bool = False
    hold_days: Annotated[int, Meta(ge=0, le=3660)] = 0


class Device(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of device that a treatment is done with."""

    label: Text
    home: bool
    say: Text
    has: tuple[Text, ...] = ()


class Statement(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that ``about`` says of a treatment."""

    part: Literal["does", "expect", "not-expect", "time", "place", "device", "interval"]
    say: Text


class Meanwhile(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What can be done while a session has to wait."""

    do: Text


class FollowUp(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A look at the skin that is asked for some time after a session, and no longer than ``until``."""

    after: Span
    until: Span
    ask: Text


class Treatment(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A treatment as ``about`` tells it. Its id is the name of its folder."""

    name: Text
    summary: Text
    devices: Annotated[tuple[Device, ...], Meta(min_length=1)]
    about: tuple[Statement, ...]
    meanwhile: tuple[Meanwhile, ...] = ()
    follow_up: tuple[FollowUp, ...] = ()
    order: int = 99
    id: str = ""


class Case(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers or symptoms, and the result that they must give."""

    case: Text
    expect: dict[str, str | int | list[str]]
    answers: dict[str, object] | None = None
    symptoms: dict[str, object] | None = None

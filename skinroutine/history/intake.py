"""What the data of an event must look like when it comes from a file: the program reads it unseen later.

Only what some command reads is held to a shape; the rest is kept as it came, within limits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct, field

from skinroutine.misfits import Misfit, misfit

LONGEST: Final = 3660
"""Days: no hold has to last longer than ten years."""
_DEEPEST: Final = 20
_NAME_LENGTH: Final = 100
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2200
"""Beyond these years no clock was right, and dates that are counted from there leave the calendar."""

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Moment = Annotated[datetime, Meta(tz=True)]
Answer = bool | int | float | str | list[str]
"""What an answer can be: a null or a list in a list was never said by anybody."""


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One event as a line of a file."""

    id: Id
    kind: str
    happened: Moment
    recorded: Moment
    data: dict[str, Any]
    replaces: Id | None

    def __post_init__(self) -> None:
        _check_years(happened=self.happened, recorded=self.recorded)
        if self.replaces == self.id:
            raise ValueError("it takes its own place")


class _Window(Struct):
    id: str
    kind: str
    text: str
    starts: Moment
    ends: Moment | None

    def __post_init__(self) -> None:
        _check_years(aftercare=self.starts)
        _check_years(aftercare=self.ends)


class _Look(Struct):
    ask: str
    opens: Moment
    closes: Moment
    answer: str = ""

    def __post_init__(self) -> None:
        _check_words(follow_up=self.ask + self.answer)
        _check_years(follow_up=self.opens)
        _check_years(follow_up=self.closes)


class _PassedLimit(Struct):
    id: str
    verdict: str
    message: str
    because: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    sure: bool = True
    not_before: str | None = None
    after: list[str] = field(default_factory=list)
    watch: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        _check_names(past_limits=[self.id])
        _check_date(self.not_before or "", "not_before")


class _Watch(Struct):
    id: str
    watch_for: list[str]
    until: Moment
    do: list[str] = field(default_factory=list)
    check: Moment | None = None

    def __post_init__(self) -> None:
        _check_names(watch=[self.id])
        _check_years(watch=self.until)
        _check_years(watch=self.check)


class _Session(Struct):
    treatment: str
    areas: list[str]
    answers: dict[str, Answer] = field(default_factory=dict)
    note: str = ""
    aftercare: list[_Window] = field(default_factory=list)
    follow_up: list[_Look] = field(default_factory=list)
    past_limits: list[_PassedLimit] = field(default_factory=list)
    watch: list[_Watch] = field(default_factory=list)

    def __post_init__(self) -> None:
        _check_names(treatment=[self.treatment], areas=self.areas)


class _Hold(Struct):
    treatment: str
    rule: str
    why: str
    least_days: Annotated[int, Meta(ge=0, le=LONGEST)]

    def __post_init__(self) -> None:
        _check_names(rule=[self.rule])
        _check_words(why=self.why)


class _Release(Struct):
    hold: Id
    how: str


class _Clearance(Struct):
    who: str

    def __post_init__(self) -> None:
        _check_names(who=[self.who])


class _FollowUp(Struct):
    session: Id
    hours: float
    reaction: str
    treatment: str
    areas: list[str]
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_names(treatment=[self.treatment], areas=self.areas, reaction=[self.reaction])


class _Fact(Struct):
    question: str
    answer: Answer | None
    options: list[str] | None = None
    areas: list[str] = field(default_factory=list)
    about: Answer | None = None


class _Life(Struct):
    uses: int | None = None
    days_open: int | None = None


class _Device(Struct):
    needle_mm: float | None = None
    single_use: bool | Literal["not_sure"] | None = None
    certified: bool | Literal["not_sure"] | None = None
    used_before: Annotated[int, Meta(ge=0)] | None = None
    life: _Life = field(default_factory=_Life)


class _Pause(Struct):
    until: str
    why: str

    def __post_init__(self) -> None:
        _check_words(why=self.why)
        _check_date(self.until, "until")


class _Resume(Struct):
    pause: Id


class _Reason(Struct):
    id: str
    message: str
    because: list[str]
    sources: list[str]


class _Result(Struct):
    reasons: list[_Reason] = field(default_factory=list)


class _Answered(Struct):
    treatment: str | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    unseen: dict[str, list[str]] = field(default_factory=dict)
    result: _Result = field(default_factory=_Result)


_SHAPES: Final[Mapping[str, type[Struct]]] = {
    "session": _Session,
    "hold": _Hold,
    "release": _Release,
    "clearance": _Clearance,
    "follow-up": _FollowUp,
    "fact": _Fact,
    "device": _Device,
    "pause": _Pause,
    "resume": _Resume,
    "plan": _Answered,
    "symptom-check": _Answered,
}


def check_data(kind: str, data: Mapping[str, Any]) -> None:
    """Raise ValueError (msgspec.ValidationError too) for data that some command would stumble over."""
    _check_depth(data)
    treatment = data.get("treatment")
    if isinstance(treatment, str) and treatment:
        _check_names(treatment=[treatment])
    if kind in _SHAPES:
        msgspec.convert(data, _SHAPES[kind])
    _check_letters(data)


def misfit_of_line(raw: Mapping[str, Any]) -> Misfit | None:
    """Return what is wrong with the first part of a line that is no event, the line before its data."""
    found = misfit(raw, Line)
    kind, data = raw.get("kind"), raw.get("data")
    if found is None and kind in _SHAPES and isinstance(data, dict):
        return misfit(data, _SHAPES[str(kind)])
    return found


def _check_letters(data: object) -> None:
    """Halves of letters stand in no text: what is written with them cannot be read, or breaks a screen."""
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("a text holds half of a letter") from error


def _check_depth(data: object) -> None:
    level = [data]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in _inside(one) if type(inner) in {dict, list}]
        if not level:
            return
    raise ValueError("it is nested too deep")


def _inside(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _check_names(**names: list[str]) -> None:
    """Names stand in lines that other programs read: no line breaks, nothing that steers a terminal."""
    for key, listed in names.items():
        if not all(name.isprintable() and 0 < len(name) <= _NAME_LENGTH for name in listed):
            raise ValueError(f"its {key} makes no sense")


def _check_words(**texts: str) -> None:
    """Halves of a letter, which JSON lets pass, have no place in the columns of the file."""
    for key, text in texts.items():
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValueError(f"its {key} makes no sense")


def _check_date(text: str, key: str) -> None:
    try:
        date.fromisoformat(text or "2026-01-01")
    except ValueError as error:
        raise ValueError(f"its {key} makes no sense") from error


def _check_years(**moments: datetime | None) -> None:
    for key, moment in moments.items():
        if moment is not None and not _FIRST_YEAR < moment.year < _LAST_YEAR:
            raise ValueError(f"its {key} makes no sense: the year is {moment.year}")

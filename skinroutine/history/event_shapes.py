"""What the data of an event must look like when it comes from a file: the program reads it unseen later.

Only what some command reads is held to a shape; the rest is kept as it came, within limits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from skinroutine.history import fields as form
from skinroutine.history.events import (
    RECORDS,
    ClearanceRecord,
    FollowUpRecord,
    HoldRecord,
    PauseRecord,
    SessionRecord,
)
from skinroutine.history.fields import LOOSE, OPTIONAL, REQUIRED, Field, StoredRecord
from skinroutine.history.parts import AftercareWindow, FollowUpLook, PassedLimit, SessionWatch
from skinroutine.misfits import Misfit, misfit

LONGEST: Final = 3660
"""Days: no hold has to last longer than ten years."""
LARGEST: Final = 10**12
SMALLEST: Final = 1e-4
"""Smaller numbers are written with an exponent, by each library in its own way."""
_DEEPEST: Final = 20
_PLAIN_LEVELS: Final = 4
"""As many as the result of a plan has; a type of more takes longer to make than it saves."""
_NAME_LENGTH: Final = 100
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2200
"""Beyond these years no clock was right, and dates that are counted from there leave the calendar."""

Id = Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Moment = Annotated[datetime, Meta(tz=True)]
Answer = bool | int | float | str | list[str]
"""What an answer can be: a null or a list in a list was never said by anybody."""


class EventLine(Struct, frozen=True, forbid_unknown_fields=True):
    """One event as a line of a file."""

    id: Id
    kind: str
    happened: Moment
    recorded: Moment
    data: dict[str, Any]
    replaces: Id | None

    def __post_init__(self) -> None:
        _check_year("happened", self.happened)
        _check_year("recorded", self.recorded)
        if self.replaces == self.id:
            raise ValueError("it takes its own place")


def _plain_values(levels: int) -> Any:  # noqa: ANN401  a type
    number = Annotated[int, Meta(ge=-LARGEST, le=LARGEST)] | Annotated[float, Meta(ge=SMALLEST, le=LARGEST)]
    found = single = str | bool | number | None
    for _ in range(levels):
        found = single | list[found] | dict[str, found]  # type: ignore[valid-type]  # msgspec takes it as a value
    return found


if TYPE_CHECKING:
    PlainValue = Any
else:
    PlainValue = _plain_values(_PLAIN_LEVELS)


class PlainLine(Struct, forbid_unknown_fields=True):
    """The same where nothing in it needs a second look: values of few levels, and numbers of usual size."""

    id: Id
    kind: str
    happened: Moment
    recorded: Moment
    stored: dict[str, PlainValue] = msgspec.field(name="data")
    replaces: Id | None

    @property
    def is_sound(self) -> bool:
        """Whether it can be the line of an event: what no type says of it."""
        return (
            _FIRST_YEAR < self.happened.year < _LAST_YEAR
            and _FIRST_YEAR < self.recorded.year < _LAST_YEAR
            and self.replaces != self.id
        )


def check_data(kind: str, data: Mapping[str, Any]) -> None:
    """Raise ValueError (msgspec.ValidationError too) for data that some command would stumble over."""
    # First: msgspec and json call themselves for every level, and give up at some depth.
    _check_depth(data)
    check_shape(kind, data)
    _check_letters(data)


def check_shape(kind: str, data: Mapping[str, Any]) -> None:
    """Raise the same for data that is whole text and not nested too deep, without looking at that again."""
    treatment = data.get("treatment")
    if isinstance(treatment, str) and treatment:
        _check_names("treatment", [treatment])
    msgspec.convert(data, _SHAPES[kind])


def is_shallow(data: object, smallest: float = SMALLEST, largest: float = LARGEST) -> bool:
    """Whether nothing is nested too deep, and every number but zero lies between these two."""
    # Of strings, which most parts are, nothing is asked, and no function is called: an import has millions.
    level: list[Any] = [data]
    for _ in range(_DEEPEST):
        below = []
        for part in level:
            for inner in part.values() if type(part) is dict else part:
                kind = type(inner)
                if kind is str:
                    continue
                if kind is dict or kind is list:
                    below.append(inner)
                elif (kind is int or kind is float) and inner and not smallest <= abs(inner) <= largest:
                    return False
        if not below:
            return True
        level = below
    return False


def misfit_of_line(raw: Mapping[str, Any]) -> Misfit | None:
    """Return what is wrong with the first part of a line that is no event, the line before its data."""
    found = misfit(raw, EventLine)
    kind, data = raw.get("kind"), raw.get("data")
    if found is None and kind in _SHAPES and isinstance(data, dict):
        return misfit(data, _SHAPES[str(kind)])
    return found


def _shape(record: type[StoredRecord]) -> type[Struct]:
    """Return the strict shape of a record: its parts that are not loose, and the checks of their values."""
    checked = [field for field in record.fields.values() if field.need != LOOSE]
    defaults = {REQUIRED: msgspec.field(), OPTIONAL: msgspec.field(default=None)}
    fields = [(field.key, _type_of(field), defaults[field.need]) for field in checked]

    checks = [(check, says or key, key) for check, says, keys in _CHECKS.get(record, ()) for key in keys]

    def look(shape: Struct) -> None:
        for check, says, key in checks:
            check(says, getattr(shape, key))

    namespace = {"__post_init__": look} if checks else {}
    return msgspec.defstruct(record.__name__, fields, kw_only=True, namespace=namespace)


def _type_of(field: Field) -> Any:  # noqa: ANN401  a type
    if field.form.record is None:
        return _TYPES[field.form]
    inner = _shape(field.form.record)
    return list[inner] if field.form.json is list else inner  # type: ignore[valid-type]  # msgspec takes it as a value


def _check_letters(data: object) -> None:
    # Halves of letters stand in no text: what is written with them cannot be read, or breaks a screen.
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("a text holds half of a letter") from error


def _check_depth(data: object) -> None:
    level = [data]
    for _ in range(_DEEPEST):
        level = [inner for part in level for inner in _inside(part) if type(inner) in {dict, list}]
        if not level:
            return
    raise ValueError("it is nested too deep")


def _inside(value: Any) -> Iterable[Any]:  # noqa: ANN401  any JSON
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _check_names(key: str, named: str | list[str]) -> None:
    # Names stand in lines that other programs read: no line breaks, nothing that steers a terminal.
    for name in [named] if isinstance(named, str) else named:
        if not (name.isprintable() and 0 < len(name) <= _NAME_LENGTH):
            raise ValueError(f"its {key} makes no sense")


def _check_any(key: str, named: list[str]) -> None:
    # A session on no area would count for none: no date would ever follow from it.
    if not named:
        raise ValueError(f"its {key} makes no sense")


def _check_words(key: str, text: str | None) -> None:
    # Halves of a letter, which JSON lets pass, have no place in the columns of the file.
    if any("\ud800" <= letter <= "\udfff" for letter in text or ""):
        raise ValueError(f"its {key} makes no sense")


def _check_day(key: str, text: str | None) -> None:
    try:
        date.fromisoformat(text or "2026-01-01")
    except ValueError as error:
        raise ValueError(f"its {key} makes no sense") from error


def _check_year(key: str, moment: datetime | None) -> None:
    if moment is not None and not _FIRST_YEAR < moment.year < _LAST_YEAR:
        raise ValueError(f"its {key} makes no sense: the year is {moment.year}")


_TYPES: Final[Mapping[object, Any]] = {
    form.TEXT: str,
    form.NULL_TEXT: str | None,
    form.MAYBE_TEXT: str | None,
    form.ID: Id,
    form.WORDS: list[str],
    form.OPTIONS: list[str] | None,
    form.ANSWER: Answer | None,
    form.ANSWERS: dict[str, Answer],
    form.LISTS: dict[str, list[str]],
    form.CLAIM: bool | Literal["not_sure"] | None,
    form.YES: bool,
    form.NUMBER: float,
    form.MAYBE_NUMBER: float | None,
    form.WHOLE: int | None,
    form.DAYS: Annotated[int, Meta(ge=0, le=LONGEST)],
    form.USES: Annotated[int, Meta(ge=0)] | None,
    form.MOMENT: Moment,
    form.MAYBE_MOMENT: Moment | None,
}
"""What each form of a part is in an entry from elsewhere."""
_CHECKS: Final[
    Mapping[type[StoredRecord], Sequence[tuple[Callable[[str, Any], None], str, tuple[str, ...]]]]
] = {
    AftercareWindow: [(_check_year, "aftercare", ("starts", "ends"))],
    FollowUpLook: [
        (_check_words, "follow_up", ("ask", "answer")),
        (_check_year, "follow_up", ("opens", "closes")),
    ],
    PassedLimit: [(_check_names, "past_limits", ("id",)), (_check_day, "", ("not_before",))],
    SessionWatch: [(_check_names, "watch", ("id",)), (_check_year, "watch", ("until", "check"))],
    SessionRecord: [(_check_names, "", ("treatment", "areas")), (_check_any, "", ("areas",))],
    HoldRecord: [(_check_names, "", ("rule",)), (_check_words, "", ("why",))],
    ClearanceRecord: [(_check_names, "", ("who",))],
    FollowUpRecord: [(_check_names, "", ("treatment", "areas", "reaction"))],
    PauseRecord: [(_check_words, "", ("why",)), (_check_day, "", ("until",))],
}
"""What a type cannot say: the check, the part that it speaks of where that is another one, and the keys."""
_SHAPES: Final = {kind: _shape(record) for kind, record in RECORDS.items()}

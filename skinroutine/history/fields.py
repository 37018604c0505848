"""Records over what is stored: a dict of JSON whose keys have names and types.

A record keeps the dict that it was read from, so that a key which this version does not know is lost nowhere.
Reading never fails: what is missing or of another kind, as in an old or a damaged entry, is empty.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from skinroutine.light_typing import Generic, TypeVar, cast, dataclass_transform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import ClassVar, Final, Self

T = TypeVar("T")
R = TypeVar("R", bound="StoredRecord")
Stored = dict[str, object]

REQUIRED: Final = "required"
OPTIONAL: Final = "optional"
LOOSE: Final = "loose"
_MISSING: Final = object()
LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a moment that cannot be read: its time is over."""


class Form(Generic[T]):
    """How a value is read from JSON and written to it; ``json`` is the type that it has there."""

    __slots__ = ("json", "read", "record", "write")

    def __init__(
        self,
        read: Callable[[object], T],
        json: type,
        write: Callable[[T], object] = lambda value: value,
        record: type[StoredRecord] | None = None,
    ) -> None:
        self.read = read
        self.json = json
        self.write = write
        self.record = record


class Field:
    """One key of a record. ``need`` says what is asked of an entry from elsewhere, see ``intake``."""

    __slots__ = ("_read", "default", "form", "key", "need")

    def __init__(self, form: Form[object], need: str, key: str, default: object) -> None:
        self.form = form
        self._read = form.read
        self.need = need
        self.key = key
        self.default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self.key = self.key or name

    def __get__(self, record: StoredRecord | None, owner: type) -> object:
        return self if record is None else self._read(record.stored.get(self.key))


def required(form: Form[T], *, key: str = "") -> T:
    """A key that every entry of its kind has."""
    return cast("T", Field(cast("Form[object]", form), REQUIRED, key, _MISSING))


def optional(form: Form[T], *, key: str = "", default: object = _MISSING) -> T:
    """A key that may be missing, and is not written where it is the default."""
    return cast("T", Field(cast("Form[object]", form), OPTIONAL, key, default))


def loose(form: Form[T], *, key: str = "", default: object = _MISSING) -> T:
    """A key that may be anything in an entry from elsewhere: whoever reads it can do without."""
    return cast("T", Field(cast("Form[object]", form), LOOSE, key, default))


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(required, optional, loose))
class StoredRecord:
    """A dict of JSON with its fields as attributes."""

    fields: ClassVar[Mapping[str, Field]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Field)}
        cls.fields = own | {name: field for name, field in cls.fields.items() if name not in own}

    def __init__(self, **values: object) -> None:
        self.stored: Stored = {}
        for name, field in self.fields.items():
            value = values.get(name, field.default)
            if value != field.default:
                self.stored[field.key] = field.form.write(value)

    @classmethod
    def read(cls, stored: object) -> Self:
        """Return the record over what is stored, whatever that is."""
        record = cls.__new__(cls)
        record.stored = stored if isinstance(stored, dict) else {}
        return record

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.stored == other.stored

    def __hash__(self) -> int:
        # By its keys: what stands under them may be lists, which have no hash.
        return hash(frozenset(self.stored))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.stored})"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _words(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def _options(value: object) -> list[str] | None:
    whole = isinstance(value, list) and all(isinstance(word, str) for word in value)
    return cast("list[str]", value) if whole else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _lists(value: object) -> Mapping[str, list[str]]:
    return {name: list(map(str, words)) for name, words in _mapping(value).items() if isinstance(words, list)}


def _number(value: object) -> float | None:
    return cast("float", value) if _is_number(value) else None


def _whole(value: object) -> int | None:
    # True counts as 1: a check whose level another program wrote so is not lost from a page.
    return int(value) if isinstance(value, int) else None


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.utcoffset() is not None else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _same(value: object) -> object:
    return value


TEXT: Final = Form(lambda value: str(value or ""), str)
NULL_TEXT: Final = Form(lambda value: str(value or ""), str)
"""Text that another version may have stored as null."""
MAYBE_TEXT: Final = Form(lambda value: str(value or ""), str, lambda text: text or None)
"""Text that is stored as null where it is empty."""
ID: Final = Form(lambda value: str(value or ""), str)
"""The id of another entry."""
WORDS: Final = Form(_words, list)
OPTIONS: Final = Form(_options, list)
"""The options that were on offer; None stands for all."""
ANSWER: Final = Form(_same, object)
CLAIM: Final = Form(_same, object)
"""Yes, no, "not_sure", or None where nobody said."""
ANSWERS: Final = Form(_mapping, dict)
LISTS: Final = Form(_lists, dict)
FLAG: Final = Form(lambda value: value is True, bool)
YES: Final = Form(lambda value: value is None or bool(value), bool)
"""True, where nothing says that it is not."""
NUMBER: Final = Form(_number, float)
MAYBE_NUMBER: Final = Form(_number, float)
WHOLE: Final = Form(_whole, int)
DAYS: Final = Form(lambda value: _whole(value) or 0, int)
"""How many days a hold has to last."""
USES: Final = Form(_whole, int)
DAY: Final = Form(_day, str, _iso)
MOMENT: Final = Form(lambda value: _moment(value) or LONG_AGO, str, _iso)
MAYBE_MOMENT: Final = Form(_moment, str, _iso)


def form_of(record: type[R]) -> Form[R]:
    """The form of a record within a record."""
    return Form(record.read, dict, lambda inner: inner.stored, record)


def each(record: type[R]) -> Form[list[R]]:
    """The form of a list of records; what is none is left out."""
    return Form(lambda value: _records(record, value) or [], list, _to_store, record)


def maybe_each(record: type[R]) -> Form[list[R] | None]:
    """The same, where None stands for a list that is not there."""
    return Form(lambda value: _records(record, value), list, lambda ones: _to_store(ones or []), record)


def _records(record: type[R], value: object) -> list[R] | None:
    listed = value if isinstance(value, list) else None
    return None if listed is None else [record.read(part) for part in listed if isinstance(part, dict)]


def _to_store(records: list[R]) -> list[Stored]:
    return [record.stored for record in records]

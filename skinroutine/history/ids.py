"""Parts of ids: which entries a typed part fits, and the shortest ending that names one entry alone.

Each id is looked up by its beginning or by its last characters: neither walks through the history.
"""

from __future__ import annotations

from itertools import pairwise, product, takewhile
from typing import TYPE_CHECKING, Any, Final

from skinroutine.history.codec import data_text
from skinroutine.light_typing import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping

_INDEXED: Final = 4
"""So many characters of its end are in the index ``events_ending``."""
SHORT: Final = 6
"""So long a short id is where no other ends like it."""
_DIGITS: Final = "0123456789abcdef"
_GROUPS: Final = (0, 8, 12, 16, 20, 32)
"""Before and after which digits of an id a group begins and ends; between two of them stands a hyphen."""

# What begins alike is less than the same with a "g": no id has one.
_FITS: Final = """FROM events WHERE kind <> 'void' AND (id >= :first AND id < :first || 'g' OR (
substr(id, -4) IN (SELECT value FROM json_each(:endings)) AND replace(id, '-', '') LIKE '%' || :digits))"""
_COUNT: Final = f"SELECT count(*) {_FITS}"
_NEWEST: Final = f"""SELECT id {_FITS}
AND NOT (:standing AND EXISTS (SELECT 1 FROM events AS later WHERE later.replaces = events.id))
ORDER BY recorded DESC, id DESC LIMIT :most"""  # noqa: S608  the same
_CROWDED: Final = "SELECT substr(id, -?) AS ending FROM events GROUP BY ending HAVING count(*) > 1"
_ALIKE: Final = "SELECT id FROM events WHERE substr(id, -4) IN (SELECT value FROM json_each(?))"


class Named(NamedTuple):
    """The entries that a part of an id fits: how many they are, and the first of them, the newest first."""

    many: int
    ids: list[str]


def named_in(db: sqlite3.Connection, part: str, most: int, *, standing: bool = False) -> Named:
    """Return what begins or ends with these hexadecimal digits, but no voids.

    At the ``most`` so many ids come back; ``standing`` leaves out those of what was changed or taken out.
    """
    digits = part.replace("-", "").lower()
    if not digits or set(digits) - set(_DIGITS):
        return Named(0, [])
    asked = _asked(digits)
    rows = db.execute(_NEWEST, {**asked, "most": most, "standing": standing})
    return Named(db.execute(_COUNT, asked).fetchone()[0], [row[0] for row in rows])


def short_ids_in(db: sqlite3.Connection, ids: Collection[str], least: int) -> dict[str, str]:
    """Return the shortest ending of each id, of ``least`` characters or more, that no other id has."""
    endings = _as_value({name[-_INDEXED:] for name in ids})
    alike = {*ids, *(row[0] for row in db.execute(_ALIKE, (endings,)))}
    # Read from behind and in order, each stands beside the one that it shares the longest ending with.
    backwards = sorted(name[::-1] for name in alike)
    beside = zip(["", *backwards], backwards, [*backwards[1:], ""], strict=False)
    lengths = {name[::-1]: _length(name, before, after) for before, name, after in beside}
    return {name: name[-max(least, lengths[name]) :] for name in ids}


def crowded_endings_in(db: sqlite3.Connection, length: int) -> set[str]:
    """Return the endings of that length that more than one id has."""
    return {row[0] for row in db.execute(_CROWDED, (length,))}


def _length(name: str, before: str, after: str) -> int:
    return 1 + max(_shared(name, other) for other in (before, after))


def _shared(name: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False)))


def _asked(digits: str) -> Mapping[str, Any]:
    first = "-".join(digits[start:end] for start, end in pairwise(_GROUPS))
    missing = product(_DIGITS, repeat=max(0, _INDEXED - len(digits)))
    endings = ("".join(ahead) + digits[-_INDEXED:] for ahead in missing)
    return {"first": first.rstrip("-"), "digits": digits, "endings": _as_value(endings)}


def _as_value(words: Iterable[str]) -> str:
    # SQLite takes only so many values in a query.
    return data_text({str(place): word for place, word in enumerate(words)})

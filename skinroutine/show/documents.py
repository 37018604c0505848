"""What ``--json`` documents are made of: records, whose fields are the contract that ``docs/schema`` tells.

``docs/generate.py`` makes the schemas and ``docs/json.md`` from their annotations. Nothing evaluates one
while the program runs, so that a document costs no start-up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from skinroutine.light_typing import dataclass_transform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, ClassVar, Self


@dataclass_transform(kw_only_default=True)
class JsonRecord:
    """A part of a document. Its fields are its annotations, each with a sentence that describes it.

    A text that is empty is null in JSON where the type says ``| None``. A field that has another name in JSON
    gets it as a keyword of the class: ``class Change(JsonRecord, from_="from")``; an empty name keeps it out.
    ``first`` names the fields that come before those that are inherited.
    """

    _fields: ClassVar[tuple[tuple[str, str, bool], ...]] = ()
    """The name of each field in Python and in JSON, and whether it may be null."""

    def __init__(self, **fields: object) -> None:
        self.__dict__.update(fields)

    def __init_subclass__(cls, *, first: Sequence[str] = (), **names: str) -> None:
        inherited = [base.__annotations__ for base in reversed(cls.__mro__[:-2])]
        kinds = {name: kind for found in inherited for name, kind in found.items()}
        ordered = dict.fromkeys((*first, *kinds))
        keys = {name: key for name, key, _ in cls._fields} | names
        shown = [name for name in ordered if keys.get(name) != ""]
        cls._fields = tuple((name, keys.get(name, name), "| None" in kinds[name]) for name in shown)

    @classmethod
    def of(cls, source: object = None, **given: object) -> Self:
        """Return the record with the fields that are given; the rest are those of ``source`` by that name."""
        names = [name for name, _, _ in cls._fields if name not in given]
        taken = [name for name in names if hasattr(source, name) or not hasattr(cls, name)]
        return cls(**given, **{name: getattr(source, name) for name in taken})

    def data(self) -> dict[str, object]:
        """Return it as JSON holds it, in the order in which the fields are declared."""
        return {key: _plain(getattr(self, name), nullable) for name, key, nullable in self._fields}


class JsonDocument(JsonRecord):
    """A whole document: ``PlanDocument`` is what ``plan --json`` prints, ``PlanGoAhead`` one of its forms."""

    schema_version: Annotated[
        int, "The version of this form. It stays the same while fields are only added.", {"const": 1}
    ] = 1


def _plain(value: object, nullable: bool = False) -> object:  # noqa: FBT001, FBT002  a field by its place
    if isinstance(value, JsonRecord):
        return value.data()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if nullable and value == "" else value

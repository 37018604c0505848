"""What a record of a ``--json`` document does with the values that it is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Annotated

from skinroutine.show.documents import JsonDocument, JsonRecord


class Piece(JsonRecord, from_="from"):
    """A piece."""

    name: Annotated[str, "Its name."]
    note: Annotated[str | None, "A note, or null."]
    from_: Annotated[date, "A day."]


class Whole(JsonDocument, first=("schema_version", "pieces")):
    """A document."""

    at: Annotated[datetime, "A time."]
    pieces: Annotated[Sequence[Piece], "Its pieces."]


NIGHT = date(2026, 11, 20)
PIECE = Piece(name="", note="", from_=NIGHT)


def test_an_empty_text_is_null_where_the_field_may_be_null_and_stays_where_it_may_not() -> None:
    assert PIECE.data() == {"name": "", "note": None, "from": "2026-11-20"}


def test_fields_come_in_the_order_in_which_they_are_declared_those_named_first_before_them() -> None:
    whole = Whole(at=datetime(2026, 11, 20, 9, tzinfo=UTC), pieces=(PIECE,))

    assert list(whole.data().items()) == [
        ("schema_version", 1),
        ("pieces", [PIECE.data()]),
        ("at", "2026-11-20T09:00:00+00:00"),
    ]


def test_what_is_not_given_is_taken_from_the_source_by_its_name() -> None:
    source = SimpleNamespace(name="left", note="old", from_=NIGHT, more="not a field")

    assert Piece.of(source, note="new").data() == {"name": "left", "note": "new", "from": "2026-11-20"}

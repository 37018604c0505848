"""Parts of ids against the slow road: a look at every id."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from history_facts import a_history
from skinroutine.history.events import payload_of
from skinroutine.history.ids import named_in, short_ids_in
from skinroutine.history.migrations import migrate

if TYPE_CHECKING:
    from pathlib import Path

# Few digits, so that ids share beginnings and endings of any length.
IDS = st.text("01", min_size=32, max_size=32).map(
    lambda text: "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
)
ALIKE = st.tuples(IDS, st.lists(st.integers(0, 35), max_size=6)).map(
    lambda told: {told[0], *(_turned(told[0], place) for place in told[1])}
)


def _turned(name: str, place: int) -> str:
    return name[:place] + {"0": "1", "1": "0"}.get(name[place], name[place]) + name[place + 1 :]


def filled(db: sqlite3.Connection, ids: list[str], *, void: str = "", replaced: str = "") -> None:
    migrate(db)
    for place, name in enumerate(ids):
        kind = "void" if name == void else "fact"
        later = replaced if name != replaced and place == len(ids) - 1 else None
        db.execute(
            "INSERT INTO events (id, kind, happened, happened_offset, recorded, data, replaces)"
            " VALUES (?, ?, '', 0, ?, '{}', ?)",
            (name, kind, f"{place:04}", later),
        )


def shortest(name: str, others: set[str], least: int) -> str:
    """The slow road: every ending against every other id."""
    endings = (name[-length:] for length in range(least, len(name)))
    return next((end for end in endings if not any(other.endswith(end) for other in others)), name)


@examples(200)
@given(ALIKE, st.integers(4, 8))
def test_a_short_id_is_the_shortest_ending_that_no_other_id_has(ids: set[str], least: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        filled(db, sorted(ids))
        found = short_ids_in(db, sorted(ids)[:3], least)
    assert found == {name: shortest(name, ids - {name}, least) for name in sorted(ids)[:3]}


@examples(200)
@given(ALIKE, st.data())
def test_a_part_names_what_begins_or_ends_with_it_the_newest_first(
    ids: set[str], data: st.DataObject
) -> None:
    listed = sorted(ids)
    whole = data.draw(st.sampled_from(listed))
    size = data.draw(st.integers(1, 32))
    part = data.draw(st.sampled_from([whole[:size], whole[-size:], whole.replace("-", "")[:size]]))
    void, replaced = data.draw(st.sampled_from(listed)), data.draw(st.sampled_from(listed))
    digits = part.replace("-", "")
    fits = [
        name
        for name in reversed(listed)
        if name != void and digits
        and (name.replace("-", "").startswith(digits) or name.replace("-", "").endswith(digits))
    ]  # fmt: skip
    changed = {replaced} - {listed[-1]}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        filled(db, listed, void=void, replaced=replaced)
        every, standing = named_in(db, part, 99), named_in(db, part, 2, standing=True)
    assert (every.many, every.ids) == (len(fits), fits)
    assert (standing.many, standing.ids) == (len(fits), [name for name in fits if name not in changed][:2])


@pytest.mark.parametrize("part", ["", "-", "xyz1", "01 2"])
def test_what_is_no_part_of_an_id_names_nothing(tmp_path: Path, part: str) -> None:
    history = a_history(tmp_path)
    history.record(payload_of("fact", {}))
    assert history.named(part).many == 0

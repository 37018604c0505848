from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from history_facts import START, a_history, hold, raw, release, session
from skinroutine.history import KINDS, Draft, History
from skinroutine.history.errors import EntryGone, NoSuchEntry
from skinroutine.history.events import payload_of

if TYPE_CHECKING:
    from pathlib import Path


def test_an_event_is_read_back_as_it_was_returned(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    data = {"note": "Ünïcode \udcff\n", "n": 1.5, "none": None, "list": [1, {"a": True}]}
    event = history.record(payload_of("plan", data), happened=START - timedelta(days=1))
    assert (history.event(event.id), event.stored) == (event, data)


def test_an_event_keeps_the_offset_of_its_place(tmp_path: Path) -> None:
    event = a_history(tmp_path).record(payload_of("fact", {}), happened=START)
    stored = a_history(tmp_path).event(event.id)
    assert stored is not None
    assert stored.happened.isoformat() == "2026-03-01T20:00:00+02:00"


def test_an_event_without_a_time_happened_now(tmp_path: Path) -> None:
    event = a_history(tmp_path).record(payload_of("fact", {}))
    assert (event.happened, event.recorded) == (START, START)


def test_recorded_is_in_utc(tmp_path: Path) -> None:
    event = a_history(tmp_path).record(payload_of("fact", {}), happened=START - timedelta(days=9))
    assert event.recorded.isoformat() == "2026-03-01T18:00:00+00:00"


def test_microseconds_are_kept(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    moment = START.replace(microsecond=1)
    history.record(payload_of("fact", {}), happened=moment)
    assert history.events()[0].happened == moment


def test_the_returned_data_is_no_longer_the_callers(tmp_path: Path) -> None:
    data = {"list": [1]}
    event = a_history(tmp_path).record(payload_of("fact", data))
    data["list"].append(2)
    assert event.stored == {"list": [1]}


def test_an_id_is_a_uuid_of_version_7(tmp_path: Path) -> None:
    found = UUID(a_history(tmp_path).record(payload_of("fact", {})).id)
    assert (found.version, found.variant) == (7, UUID(int=1 << 63).variant)


def test_an_id_begins_with_the_milliseconds_of_its_record(tmp_path: Path) -> None:
    event = a_history(tmp_path).record(payload_of("fact", {}), happened=START - timedelta(days=9))
    assert UUID(event.id).int >> 80 == int(START.timestamp() * 1000)


def test_events_of_one_write_have_different_ids(tmp_path: Path) -> None:
    events = a_history(tmp_path).write([Draft(payload_of("fact", {}))] * 50)
    assert len({event.id for event in events}) == 50


def test_data_is_stored_with_sorted_keys(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.record(payload_of("fact", {"b": 1, "a": {"d": 1, "c": 2}}))
    with raw(tmp_path / "history.db") as db:
        assert db.execute("SELECT data FROM events").fetchone()[0] == '{"a":{"c":2,"d":1},"b":1}'


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_lacks_is_refused(tmp_path: Path, number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        a_history(tmp_path).record(payload_of("fact", {"n": number}))


def test_a_refused_draft_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        a_history(tmp_path).write(
            [Draft(payload_of("fact", {})), Draft(payload_of("fact", {"n": float("nan")}))]
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("void", {}),
        ("session", {"areas": ["cheeks"]}),
        ("session", {"treatment": "mn", "areas": "cheeks"}),
        ("session", {"treatment": "mn", "areas": [1]}),
        ("hold", {"treatment": "mn", "rule": "pus", "why": "Pus."}),
        ("release", {"hold": None, "how": "healed"}),
    ],
)
def test_an_event_of_the_wrong_shape_is_refused(tmp_path: Path, kind: str, data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=kind):
        a_history(tmp_path).record(payload_of(kind, data))


def test_an_event_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no event of kind"):
        a_history(tmp_path).record(payload_of("sesion", session()))


def test_a_moment_without_an_offset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no offset"):
        a_history(tmp_path).record(payload_of("fact", {}), happened=datetime(2026, 3, 1))  # noqa: DTZ001


def test_a_clock_without_an_offset_stores_nothing(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", lambda: datetime(2026, 3, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="no offset"):
        history.record(payload_of("fact", {}))
    assert history.events() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET data = '{}'",
        "DELETE FROM events",
        "REPLACE INTO events SELECT * FROM events",
        """INSERT OR REPLACE INTO events SELECT seq + 1, id, kind, happened, happened_offset,
        recorded, '{}', replaces, treatment FROM events""",
    ],
)
def test_the_file_refuses_to_change_an_event(tmp_path: Path, statement: str) -> None:
    event = a_history(tmp_path).record(payload_of("fact", {"a": 1}))
    with (
        raw(tmp_path / "history.db") as db,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        db.execute(statement)
    assert a_history(tmp_path).events() == [event]


def test_events_come_newest_happened_first(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    for days in (1, 3, 2):
        history.record(payload_of("fact", {"days": days}), happened=START + timedelta(days=days))
    assert [event.stored["days"] for event in history.events()] == [3, 2, 1]


def test_events_of_different_offsets_are_ordered_by_instant(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    later = history.record(payload_of("fact", {}), happened=datetime(2026, 3, 1, 18, 30, tzinfo=UTC))
    history.record(payload_of("fact", {}), happened=START)
    assert history.events()[0] == later


def test_of_equal_times_the_one_recorded_later_is_the_newer(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    kinds = ("fact", "plan", "fact")
    history.write([Draft(payload_of(kind, {"n": n}), START) for n, kind in enumerate(kinds)])
    assert [event.stored["n"] for event in history.events()] == [2, 1, 0]


def test_events_can_be_limited_to_kinds_and_a_number(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write([Draft(payload_of(kind, {})) for kind in ("plan", "fact", "device", "fact")])
    found = history.events(("fact", "plan"), limit=2)
    assert [event.kind for event in found] == ["fact", "fact"]


def test_a_voided_event_is_left_out(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    kept, gone = history.write([Draft(payload_of("fact", {"n": n})) for n in range(2)])
    history.void(gone.id)
    assert history.events() == [kept]


def test_a_replaced_event_is_left_out(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    old = history.record(payload_of("fact", {"n": 1}))
    new = history.record(payload_of("fact", {"n": 2}), replaces=old.id)
    assert (history.events(), new.replaces) == ([new], old.id)


def test_an_event_that_was_voided_can_still_be_looked_up(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("fact", {}))
    history.void(event.id)
    assert history.event(event.id) == event


def test_voids_are_listed_only_when_asked_for(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    void = history.void(
        history.record(payload_of("fact", {})).id, payload=payload_of("void", {"why": "typing"})
    )
    assert (history.events(), history.events(KINDS)) == ([], [void])


def test_voiding_an_edit_does_not_bring_back_what_it_replaced(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    edit = history.record(payload_of("fact", {}), replaces=history.record(payload_of("fact", {})).id)
    history.void(edit.id)
    assert history.events() == []


@pytest.mark.parametrize("known", [False, True])
def test_an_id_that_names_no_entry_cannot_be_voided(tmp_path: Path, known: bool) -> None:
    history = a_history(tmp_path)
    void = history.void(history.record(payload_of("fact", {})).id)
    with pytest.raises(NoSuchEntry, match="no entry"):
        history.void(void.id if known else "abc")


def test_an_event_is_replaced_only_once(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("fact", {}))
    new = history.record(payload_of("fact", {}), replaces=event.id)
    with pytest.raises(EntryGone, match="changed or removed"):
        history.record(payload_of("fact", {}), replaces=event.id)
    assert history.events() == [new]


def test_the_newest_event_is_the_one_recorded_last(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.record(payload_of("plan", {}), happened=START + timedelta(days=9))
    last = history.record(payload_of("session", session()), happened=START)
    assert history.newest(("plan", "session")) == last


def test_the_newest_event_can_be_of_one_treatment(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    plan = history.record(payload_of("plan", {"treatment": "mn"}))
    history.record(payload_of("plan", {"treatment": "md"}))
    history.record(payload_of("plan", {}))
    assert history.newest("plan", "mn") == plan


def test_the_newest_event_skips_what_was_voided(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    first, second = history.write([Draft(payload_of("plan", {})), Draft(payload_of("plan", {}))])
    history.void(second.id)
    assert history.newest(()) == first


def test_there_is_no_newest_event_of_a_kind_that_is_missing(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.record(payload_of("fact", {}))
    assert history.newest(["plan"]) is None


def test_a_write_keeps_all_of_its_events_or_none(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    with pytest.raises(NoSuchEntry):
        history.write([Draft(payload_of("hold", hold())), Draft(payload_of("release", release("abc")))])
    assert (history.events(), history.holds()) == ([], [])


def test_a_write_of_nothing_makes_no_file(tmp_path: Path) -> None:
    assert a_history(tmp_path).write([]) == []
    assert list(tmp_path.iterdir()) == []


def test_data_that_json_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="JSON"):
        a_history(tmp_path).record(payload_of("fact", {"when": START}))

"""Two histories that take in each other's events agree in everything, whatever was done in each."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from history_facts import START, hold, release, session, weekly
from skinroutine.history import ENTRIES, KINDS, Event, History, Reader, Standing
from skinroutine.history.codec import event_of
from skinroutine.history.errors import EntryGone, HoldStands
from skinroutine.history.events import payload_of
from skinroutine.history.jsonl import BadLineError, ExportHead, line_of, read_row
from skinroutine.history.merge import beaten

PICKS = st.integers(0, 30)
AREAS = st.lists(st.sampled_from(["cheeks", "nose"]), max_size=2)
ACTIONS = st.one_of(
    st.tuples(st.just("session"), AREAS, st.integers(0, 3)),
    st.tuples(st.just("edit"), PICKS, AREAS, st.integers(0, 3)),
    st.tuples(st.just("void"), PICKS),
    st.tuples(st.just("hold")),
    st.tuples(st.just("release"), PICKS),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("merge")),
)
STEPS = st.lists(st.tuples(st.booleans(), st.integers(-90, 90), ACTIONS), max_size=10)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


class Home(NamedTuple):
    """A history and its clock, which somebody sets forth and back."""

    history: History
    clock: list[datetime]

    def shift(self, minutes: int) -> None:
        self.clock[0] += timedelta(minutes=minutes)


@contextmanager
def two_homes() -> Iterator[tuple[Home, Home]]:
    with tempfile.TemporaryDirectory() as folder:
        yield a_home(Path(folder) / "one.db"), a_home(Path(folder) / "other.db")


def a_home(path: Path) -> Home:
    clock = [START]
    return Home(History(path, lambda: clock[0]), clock)


def everything(history: History) -> list[Event]:
    return list(history.everything()[1])


def take_in(history: History, other: History) -> None:
    history.merge(reversed(everything(other)), weekly)


def swap(one: History, other: History) -> None:
    take_in(one, other)
    take_in(other, one)


def told(history: History) -> object:
    """All that the reading methods say."""
    return {
        "everything": everything(history),
        "events": history.events(KINDS),
        "holds": history.holds(),
        "standings": history.standings(),
        "sessions": list(history.sessions()),
        "newest": [history.newest([kind]) for kind in ENTRIES],
        "newest of one": history.newest((), "mn"),
        "last": [history.last_sessions(area, "mn", 9) for area in ("cheeks", "nose", None)],
        "since": history.sessions_since(START + timedelta(days=1)),
    }


def act(home: Home, other: Home, action: tuple[object, ...]) -> None:
    history = home.history
    match action:
        case "session", list(areas), int(day):
            history.record(payload_of("session", session(areas=areas)), happened=START + timedelta(days=day))
        case "edit", int(pick), list(areas), int(day):
            change(history, pick, session(areas=areas), START + timedelta(days=day))
        case "void", int(pick):
            change(history, pick, None, None)
        case "hold", *_:
            history.record(payload_of("hold", hold()))
        case "release", int(pick):
            if holds := history.holds():
                history.record(payload_of("release", release(holds[pick % len(holds)].id)))
        case "undo", *_:
            history.undo(lambda reader, _: weekly(reader))
        case "redo", *_:
            history.redo(lambda reader, _: weekly(reader))
        case "merge", *_:
            take_in(history, other.history)
    history.write([], weekly)


def change(history: History, pick: int, data: dict[str, object] | None, when: datetime | None) -> None:
    entries = history.events(("session", "release"))
    if not entries:
        return
    target = entries[pick % len(entries)]
    if data is not None and target.kind == "session":
        history.record(payload_of("session", data), happened=when, replaces=target.id)
    else:
        history.void(target.id)


@pytest.mark.proof
@examples(40)
@given(STEPS)
def test_two_histories_that_were_exported_into_each_other_agree(
    steps: list[tuple[bool, int, tuple[object, ...]]],
) -> None:
    with two_homes() as (one, other):
        for here, minutes, action in steps:
            home, away = (one, other) if here else (other, one)
            home.shift(minutes)
            act(home, away, action)
        swap(one.history, other.history)
        assert told(one.history) == told(other.history)
        assert_only_releases_end_holds(one.history)


def assert_only_releases_end_holds(history: History) -> None:
    ended = {event.stored["hold"] for event in history.events("release")}
    holds = {event.id for event in everything(history) if event.kind == "hold"}
    assert {found.id for found in history.holds()} == holds - ended


@pytest.mark.proof
@examples(40)
@given(STEPS)
def test_what_is_kept_event_by_event_is_what_follows_from_all_of_them(
    steps: list[tuple[bool, int, tuple[object, ...]]],
) -> None:
    with two_homes() as (one, other):
        for _, minutes, action in steps:
            one.shift(minutes)
            act(one, other, action)
        take_in(other.history, one.history)
        assert told(other.history) == told(one.history)


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ([("b", "a", "1")], "b"),
        ([("b", "a", "1"), ("c", "a", "2")], "c"),
        ([("b", "a", "2"), ("c", "a", "1")], "b"),
        ([("b", "a", "1"), ("c", "a", "1")], "c"),
        ([("b", "a", "1"), ("d", "b", "3"), ("c", "a", "2")], "d"),
        ([("b", "a", "3"), ("d", "b", "1"), ("c", "a", "2")], "c"),
        ([("b", "a", "1"), ("a", "b", "2")], "a"),
        ([("b", "a", "1"), ("a", "b", "2"), ("c", "b", "0")], "c"),
    ],
)
def test_of_all_that_changes_one_entry_the_end_that_was_recorded_last_counts(
    changes: list[tuple[str, str, str]], left: str
) -> None:
    ids = {name for one in changes for name in one[:2]}
    assert ids - set(beaten(changes)) == {left}


def test_a_long_chain_of_edits_is_settled_in_no_time() -> None:
    chain = [(str(n + 1), str(n), f"{n:06}") for n in range(50_000)]
    assert len(list(beaten(chain))) == 50_000


def test_a_clock_that_is_set_back_keeps_the_order_of_what_is_recorded(tmp_path: Path) -> None:
    home = a_home(tmp_path / "history.db")
    home.history.record(payload_of("plan", {"n": 1}))
    home.shift(-60)
    later = home.history.record(payload_of("plan", {"n": 2}))
    assert home.history.newest(["plan"]) == later
    assert later.recorded == START + timedelta(microseconds=1)


def test_a_clock_that_was_years_ahead_does_not_drag_later_entries_along(tmp_path: Path) -> None:
    home = a_home(tmp_path / "history.db")
    home.shift(900 * 24 * 60)
    home.history.record(payload_of("plan", {}))
    home.shift(-900 * 24 * 60)
    assert home.history.record(payload_of("plan", {})).recorded == START


def test_an_edit_is_recorded_after_what_it_edits_whatever_the_clock_says(tmp_path: Path) -> None:
    home = a_home(tmp_path / "history.db")
    home.shift(900 * 24 * 60)
    first = home.history.record(payload_of("fact", {}))
    home.shift(-900 * 24 * 60)
    edit = home.history.record(payload_of("fact", {}), replaces=first.id)
    assert edit.recorded == first.recorded + timedelta(microseconds=1)


def test_an_error_on_the_way_adds_nothing(tmp_path: Path) -> None:
    one, other = a_home(tmp_path / "one.db"), a_home(tmp_path / "other.db")
    event = one.history.record(payload_of("session", session()))

    def broken() -> Iterator[Event]:
        yield event
        raise RuntimeError

    with pytest.raises(RuntimeError):
        other.history.merge(broken(), weekly)
    assert everything(other.history) == []


def test_an_edit_of_what_has_gone_elsewhere_is_refused(tmp_path: Path) -> None:
    one, other = a_home(tmp_path / "one.db"), a_home(tmp_path / "other.db")
    first = one.history.record(payload_of("fact", {}))
    take_in(other.history, one.history)
    edit = other.history.record(payload_of("fact", {}), replaces=first.id)
    take_in(one.history, other.history)
    with pytest.raises(EntryGone):
        one.history.void(first.id)
    one.history.void(edit.id)
    assert one.history.events() == []


@pytest.mark.parametrize("minutes", [1, 3])
def test_an_entry_that_was_brought_back_and_edited_elsewhere_stands_once(
    tmp_path: Path, minutes: int
) -> None:
    one, other = a_home(tmp_path / "one.db"), a_home(tmp_path / "other.db")
    first = one.history.record(payload_of("session", session()))
    take_in(other.history, one.history)
    one.history.void(first.id)
    one.shift(2)
    one.history.undo(lambda reader, _: weekly(reader))
    other.shift(minutes)
    other.history.record(payload_of("session", session(note="edited")), replaces=first.id)
    swap(one.history, other.history)
    assert [event.stored.get("note") for event in one.history.events()] == ["edited" if minutes > 2 else None]


@pytest.mark.parametrize("kind", ["void", "fact", "hold"])
def test_whatever_says_that_it_replaces_a_hold_changes_nothing(tmp_path: Path, kind: str) -> None:
    history = a_home(tmp_path / "history.db").history
    found = history.record(payload_of("hold", hold()))
    forged = found._replace(id=f"{found.id[:-4]}ffff", kind=kind, replaces=found.id)
    history.merge([forged], weekly)
    assert found.id in [one.id for one in history.holds()]
    assert found in history.events("hold")


def test_a_hold_that_came_from_elsewhere_cannot_be_voided(tmp_path: Path) -> None:
    one, other = a_home(tmp_path / "one.db"), a_home(tmp_path / "other.db")
    found = one.history.record(payload_of("hold", hold()))
    take_in(other.history, one.history)
    with pytest.raises(HoldStands):
        other.history.void(found.id)


def test_what_is_recorded_while_everything_is_read_is_left_out(tmp_path: Path) -> None:
    history = a_home(tmp_path / "history.db").history
    first = history.record(payload_of("fact", {}))
    many, events = history.everything()
    history.record(payload_of("fact", {}))
    assert (many, list(events)) == (1, [first])


def test_a_merge_of_known_events_asks_for_no_dates(tmp_path: Path) -> None:
    history = a_home(tmp_path / "history.db").history
    event = history.record(payload_of("session", session()))

    def never(_: Reader) -> list[Standing]:
        raise AssertionError

    assert history.merge([event], never) == (0, 1, ())


@given(st.binary(max_size=60))
def test_no_line_is_more_than_damaged(line: bytes) -> None:
    with pytest.raises(BadLineError):
        read_row(line)


@examples(300)
@given(st.sampled_from(["id", "kind", "happened", "recorded", "data", "replaces"]), JSON)
def test_a_line_with_anything_in_one_place_is_an_event_or_damaged(key: str, value: object) -> None:
    event = Event(f"{0:08}-0000-7000-8000-{0:012}", "fact", START, START.astimezone(UTC), {}, None)
    row = {**json.loads(line_of(event)), key: value}
    try:
        found = read_row(json.dumps(row).encode())
    except BadLineError:
        return
    assert not isinstance(found, ExportHead)
    assert read_row(line_of(event_of((0, *found))).encode()) == found

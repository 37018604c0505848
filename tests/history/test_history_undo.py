"""Undo and redo of the history: any sequence of them agrees with a plain list of states."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from effort import examples
from history_facts import START, a_history, hold, raw, release, session, weekly
from skinroutine.history import Draft, Event, History
from skinroutine.history.events import BOOKKEEPING, payload_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from skinroutine.history import Reader, Standing
    from skinroutine.history.undo import UndoStep

State = dict[int, tuple[tuple[str, ...], int]]
"""The sessions that stand: their areas and their day, by a number of their own."""

AREAS = st.lists(st.sampled_from(["cheeks", "nose", "chin"]), min_size=1, max_size=2, unique=True).map(tuple)
DAYS, PICKS = st.integers(0, 3), st.integers(0, 9)
ACTIONS = st.one_of(
    st.tuples(st.just("log"), AREAS, DAYS),
    st.tuples(st.just("log with a hold"), AREAS, DAYS),
    st.tuples(st.just("edit"), PICKS, AREAS, DAYS),
    st.tuples(st.just("remove"), PICKS),
    st.tuples(st.just("plan")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def all_of(reader: Reader, _events: Iterable[Event]) -> list[Standing]:
    return weekly(reader)


def undo(history: History) -> UndoStep | None:
    return history.undo(all_of)


def redo(history: History) -> UndoStep | None:
    return history.redo(all_of)


class Twin:
    """A history, and the states that a person went through, in a list with a place in it."""

    def __init__(self, folder: str) -> None:
        self.history = a_history(Path(folder))
        self.path = Path(folder) / "history.db"
        self.states: list[State] = [{}]
        self.place = 0
        self.holds = 0
        self.count = 0

    @property
    def state(self) -> State:
        return self.states[self.place]

    def reach(self, state: State) -> None:
        self.states = [*self.states[: self.place + 1], state]
        self.place += 1

    def event(self, number: int) -> Event:
        return next(one for one in self.history.events(["session"]) if one.stored["n"] == number)

    def draft(self, number: int, areas: tuple[str, ...], day: int, replaces: str | None = None) -> Draft:
        return Draft(payload_of("session", session(*areas, n=number)), START + timedelta(days=day), replaces)

    def act(self, name: str, *rest: object) -> None:
        if name.startswith("log"):
            self.log(*rest, held=name != "log")  # type: ignore[arg-type]  # the strategy gives them
        elif name in {"edit", "remove"}:
            self.change(*rest)  # type: ignore[arg-type]  # the same
        elif name == "plan":
            self.history.record(payload_of("plan", {"treatment": "mn"}))
        elif name == "undo":
            assert (undo(self.history) is not None) is (self.place > 0)
            self.place = max(0, self.place - 1)
        else:
            assert (redo(self.history) is not None) is (self.place + 1 < len(self.states))
            self.place = min(len(self.states) - 1, self.place + 1)

    def log(self, areas: tuple[str, ...], day: int, *, held: bool) -> None:
        self.count += 1
        drafts = [self.draft(self.count, areas, day), *([Draft(payload_of("hold", hold()))] if held else [])]
        self.history.write(drafts, weekly)
        self.holds += held
        self.reach({**self.state, self.count: (areas, day)})

    def change(self, pick: int, areas: tuple[str, ...] = (), day: int = 0) -> None:
        if not self.state:
            return
        number = sorted(self.state)[pick % len(self.state)]
        old = self.event(number).id
        if areas:
            self.history.write([self.draft(number, areas, day, old)], weekly)
            self.reach({**self.state, number: (areas, day)})
        else:
            self.history.void(old, standing=weekly)
            self.reach({one: kept for one, kept in self.state.items() if one != number})

    def found(self) -> State:
        return {
            int(str(one.stored["n"])): (tuple(one.stored["areas"]), (one.happened - START).days)  # type: ignore[arg-type]  # a list of areas
            for one in self.history.events(["session"])
        }

    def rows(self) -> list[tuple[object, ...]]:
        with raw(self.path) as db:
            return db.execute("SELECT * FROM events ORDER BY seq").fetchall() if self.path.exists() else []


def last_days(state: State) -> dict[str, int]:
    areas = {area for ones, _ in state.values() for area in ones}
    return {area: max(day for ones, day in state.values() if area in ones) for area in areas}


@pytest.mark.proof
@examples(60)
@given(st.lists(ACTIONS, max_size=12))
@example(
    [
        ("log", ("nose",), 0),
        ("edit", 0, ("chin",), 1),
        ("remove", 0),
        ("undo",),
        ("undo",),
        ("redo",),
        ("redo",),
    ]
)
@example(
    [("log", ("nose",), 0), ("undo",), ("plan",), ("redo",), ("undo",), ("log", ("chin",), 0), ("redo",)]
)
def test_any_sequence_leaves_what_a_plain_list_of_states_says(actions: list[tuple[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        twin, before = Twin(folder), list[tuple[object, ...]]()
        for action in actions:
            twin.act(*action)
            after = twin.rows() if twin.path.exists() else []
            assert after[: len(before)] == before
            before = after
            assert twin.found() == twin.state
            assert {row.area: (row.last_session - START).days for row in twin.history.standings()} == (
                last_days(twin.state)
            )
            assert len(twin.history.holds()) == twin.holds


def test_undo_takes_back_all_that_was_written_together_but_the_hold_of_a_session(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write(
        [
            Draft(payload_of("session", session())),
            Draft(payload_of("fact", {"a": 1})),
            Draft(payload_of("hold", hold())),
        ],
        weekly,
    )
    turn = undo(history)
    assert turn is not None
    assert [event.kind for event in turn.events] == ["session", "fact"]
    assert [event.kind for event in history.events()] == ["hold"]


def test_a_check_is_undone_and_redone_with_its_hold(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write([Draft(payload_of("symptom-check", {"answers": {}})), Draft(payload_of("hold", hold()))])
    turn = undo(history)
    assert turn is not None
    assert sorted(event.kind for event in turn.events) == ["hold", "symptom-check"]
    assert (history.events(), history.holds()) == ([], [])
    redo(history)
    assert (len(history.events(["symptom-check"])), len(history.holds())) == (1, 1)
    undo(history)
    assert history.holds() == []


def test_a_hold_of_ones_own_is_undone_here_and_on_another_machine(tmp_path: Path) -> None:
    history, other = a_history(tmp_path), a_history(tmp_path / "other")
    history.record(payload_of("hold", {**hold(), "rule": "own"}))
    other.merge(history.everything()[1], weekly)
    undo(history)
    other.merge(history.everything()[1], weekly)
    assert (history.holds(), other.holds()) == ([], [])
    redo(history)
    other.merge(history.everything()[1], weekly)
    assert [held.id for held in other.holds()] == [held.id for held in history.holds()]
    assert len(history.holds()) == 1


@pytest.mark.parametrize("kind", ["plan", "hold"])
def test_a_plan_and_a_hold_of_an_older_session_are_not_undone(tmp_path: Path, kind: str) -> None:
    history = a_history(tmp_path)
    history.record(payload_of(kind, hold()))
    assert undo(history) is None
    assert len(history.events()) == 1


def test_with_no_file_there_is_nothing_to_undo_and_no_file_is_made(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    assert (undo(history), redo(history), list(tmp_path.iterdir())) == (None, None, [])


def test_undone_and_redone_data_are_as_they_were(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    first = history.record(payload_of("session", session(note="a", extra=[1, {"b": 2}])), happened=START)
    undo(history)
    redo(history)
    [again] = history.events()
    assert (again.payload.content, again.happened, again.kind) == (first.stored, first.happened, "session")
    assert set(again.stored) - set(first.stored) <= BOOKKEEPING


def test_the_end_of_a_hold_can_be_undone_and_redone(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    held = history.record(payload_of("hold", hold()))
    history.record(payload_of("release", release(held.id)))
    undo(history)
    assert [one.id for one in history.holds()] == [held.id]
    redo(history)
    assert history.holds() == []
    undo(history)
    assert [one.id for one in history.holds()] == [held.id]


def test_what_was_told_of_a_session_later_stays_with_it_when_its_removal_is_undone(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    first = history.record(payload_of("session", session()))
    told = history.record(
        payload_of("follow-up", {**session(), "session": first.id, "hours": 9.0, "reaction": "none"})
    )
    history.void(first.id)
    undo(history)
    [done] = history.events(["session"])
    assert done.id != first.id
    assert history.follow_ups([done.id]) == {done.id: [told]}


def test_a_pause_and_its_end_are_undone_and_redone_in_turn(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    today = START.date()
    first = history.record(payload_of("pause", {"until": "", "why": ""}))
    history.record(payload_of("resume", {"pause": first.id}))
    assert history.pause(today) is None
    undo(history)
    assert history.pause(today) is not None
    undo(history)
    assert history.pause(today) is None
    redo(history)
    assert history.pause(today) is not None
    redo(history)
    assert history.pause(today) is None


def test_what_was_changed_on_another_machine_since_is_left_alone(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    first = history.record(payload_of("session", session()))
    second = history.record(payload_of("session", session("nose")))
    elsewhere = f"ffffffff{second.id[8:]}"
    history.merge([Event(elsewhere, "void", START, START, {}, second.id)], weekly)
    assert [one.id for one in history.events()] == [first.id]
    turns = [undo(history), undo(history), undo(history)]
    assert [[event.id for event in turn.events] for turn in turns if turn] == [
        [elsewhere],
        [second.id],
        [first.id],
    ]


def test_the_entries_of_an_older_version_are_undone_one_by_one(tmp_path: Path) -> None:
    with raw(tmp_path / "history.db") as db:
        db.executescript(Path(__file__).with_name("version_1.sql").read_text())
    history = a_history(tmp_path)
    turns = [undo(history) for _ in range(4)]
    kinds = [[event.kind for event in turn.events] for turn in turns if turn]
    assert kinds == [["release"], ["session"], ["session"]]
    assert len(history.holds()) == 2


def test_the_ids_of_one_write_share_all_but_their_last_group(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    together = history.write([Draft(payload_of("fact", {})), Draft(payload_of("fact", {}))])
    alone = history.record(payload_of("fact", {}))
    assert len({event.id[:23] for event in together}) == 1
    assert alone.id[:23] != together[0].id[:23]
    assert len({event.id[-12:] for event in [*together, alone]}) == 3


def test_a_short_id_grows_until_no_other_entry_ends_like_it(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    real = history.record(payload_of("fact", {}))
    other = f"{real.id[:-8]}{'0' if real.id[-8] != '0' else '1'}{real.id[-7:]}"
    with raw(tmp_path / "history.db") as db:
        db.execute(
            "INSERT INTO events (id, kind, happened, happened_offset, recorded, data)"
            " SELECT ?, 'fact', happened, 0, recorded, '{}' FROM events",
            (other,),
        )
    assert history.short_ids([real.id, other]) == {real.id: real.id[-8:], other: other[-8:]}
    assert sorted(history.named(real.id[-7:]).ids) == sorted([other, real.id])

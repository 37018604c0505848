"""Any sequence of records, voids, holds and releases folds to what a tiny model says."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from history_facts import START, a_history, hold, release, session, weekly
from skinroutine.history import Event, History
from skinroutine.history.errors import EntryGone, HoldStands
from skinroutine.history.events import payload_of

TREATMENTS = st.sampled_from(["mn", "md"])
AREAS = st.lists(st.sampled_from(["cheeks", "nose"]), max_size=3)
DAYS = st.integers(0, 4)
PICKS = st.integers(0, 30)
ACTIONS = st.one_of(
    st.tuples(st.just("session"), TREATMENTS, AREAS, DAYS),
    st.tuples(st.just("edit"), PICKS, TREATMENTS, AREAS, DAYS),
    st.tuples(st.just("void"), PICKS),
    st.tuples(st.just("hold"), TREATMENTS),
    st.tuples(st.just("release"), PICKS),
)


class Model(NamedTuple):
    """All events in the order of their record; everything else is worked out from scratch."""

    events: list[Event]

    def live(self) -> list[Event]:
        gone = {event.replaces for event in self.events}
        found = [e for e in self.events if e.id not in gone and e.kind != "void"]
        found.reverse()
        return sorted(found, key=lambda event: event.happened, reverse=True)

    def holds(self) -> list[str]:
        ended = {event.stored["hold"] for event in self.live() if event.kind == "release"}
        return [e.id for e in self.live() if e.kind == "hold" and e.id not in ended]

    def sessions(self, treatment: str, area: str) -> list[Event]:
        return [
            event
            for event in self.live()
            if event.kind == "session"
            and event.stored["treatment"] == treatment
            and area in event.stored["areas"]  # type: ignore[operator]
        ]

    def last(self) -> dict[tuple[str, str], datetime]:
        pairs = [(treatment, area) for treatment in ("md", "mn") for area in ("cheeks", "nose")]
        return {p: self.sessions(*p)[0].happened for p in pairs if self.sessions(*p)}


def act(history: History, model: Model, name: str, *rest: object) -> list[Event]:
    match name, *rest:
        case "session", treatment, areas, day:
            return [log(history, treatment, areas, day)]
        case "hold", treatment:
            return [history.record(payload_of("hold", hold(str(treatment))))]
        case "release", int(pick):
            holds = [event for event in model.events if event.kind == "hold"]
            found = holds[pick % len(holds)] if holds else None
            return [history.record(payload_of("release", release(found.id)))] if found else []
        case _, int(pick), *change:
            return change_one(history, model, pick, change)
    raise AssertionError(name)


def log(history: History, treatment: object, areas: object, day: object, *, old: str | None = None) -> Event:
    data = {**session(treatment=str(treatment)), "areas": areas}
    happened = START + timedelta(days=int(str(day)))
    event = history.record(payload_of("session", data), happened=happened, replaces=old)
    history.write([], weekly)
    return event


def change_one(history: History, model: Model, pick: int, change: list[object]) -> list[Event]:
    targets = [event for event in model.events if event.kind != "void"]
    if not targets:
        return []
    target = targets[pick % len(targets)]
    try:
        if change:
            treatment, areas, day = change
            return [log(history, treatment, areas, day, old=target.id)]
        return [history.void(target.id, standing=weekly)]
    except HoldStands:
        assert target.kind == "hold"
    except EntryGone:
        assert target not in model.live()
    return []


@pytest.mark.proof
@examples(80)
@given(st.lists(ACTIONS, max_size=14))
def test_any_sequence_folds_to_what_the_model_says(actions: list[tuple[str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history, model = a_history(Path(folder)), Model([])
        for action in actions:
            model.events.extend(act(history, model, *action))
        assert history.events() == model.live()
        assert [found.id for found in history.holds()] == model.holds()
        assert_sessions_agree(history, model)


def assert_sessions_agree(history: History, model: Model) -> None:
    last = model.last()
    assert history.treated() == sorted(last)
    assert {(row.treatment, row.area): row.last_session for row in history.standings()} == last
    for treatment, area in last:
        expected = model.sessions(treatment, area)
        assert history.last_sessions(area, treatment, 100) == expected

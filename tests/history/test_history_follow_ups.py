"""Which sessions a chart looks at, and what was told of many sessions at once, against the slow road."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from history_facts import START, a_history, session
from skinroutine.history import Draft, Event, History
from skinroutine.history.events import FollowUpRecord, payload_of

DAY = timedelta(days=1)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["log", "tell", "edit", "undo", "redo"]),
        st.integers(0, 40),
        st.integers(0, 600),
    ),
    max_size=12,
)


def lived(folder: Path, acts: list[tuple[str, int, int]]) -> History:
    history = a_history(folder)
    for act, day, hours in acts:
        done = history.last_sessions(limit=50)
        if act == "log":
            history.write([Draft(payload_of("session", session()), START + day * DAY)])
        elif act in {"undo", "redo"}:
            (history.undo if act == "undo" else history.redo)(lambda *_: [])
        elif done and act == "edit":
            old = done[day % len(done)]
            history.write([Draft(payload_of("session", session(note=str(day))), START + day * DAY, old.id)])
        elif done:
            about = done[day % len(done)].id
            told = {"session": about, "hours": hours, "reaction": "expected", **session()}
            history.write([Draft(payload_of("follow-up", told), START + day * DAY)])
    return history


def _reports(history: History, event: Event) -> list[Event]:
    return history.follow_ups([event.id])[event.id]


def told_at(report: Event, about: Event) -> float:
    hours = FollowUpRecord.of(report).hours
    at = report.happened if hours is None else about.happened + timedelta(hours=hours)
    return at.timestamp()


@examples(100)
@given(ACTS, st.integers(0, 60))
def test_every_session_of_which_something_is_told_for_a_later_time_is_found(
    acts: list[tuple[str, int, int]], day: int
) -> None:
    moment = START + day * DAY
    with tempfile.TemporaryDirectory() as folder:
        history = lived(Path(folder), acts)
        before = [event for event in history.events(["session"]) if event.happened < moment]
        later = [
            event
            for event in before
            if any(told_at(report, event) >= moment.timestamp() for report in _reports(history, event))
        ]
        found = history.sessions_told_of_later(moment)
    assert [event for event in before if event in found] == found
    assert [event for event in later if event not in found] == []


@examples(50)
@given(ACTS)
def test_what_was_told_of_many_sessions_is_what_was_told_of_each(
    acts: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = lived(Path(folder), acts)
        ids = [event.id for event in history.everything()[1]]
        assert history.follow_ups(ids) == {name: history.follow_ups([name])[name] for name in ids}


@examples(50)
@given(ACTS, st.integers(0, 5))
def test_the_first_of_all_entries_are_the_newest(acts: list[tuple[str, int, int]], many: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = lived(Path(folder), acts)
        every = history.events()
        order = [(event.happened, event.recorded, event.id) for event in every]
        assert order == sorted(order, reverse=True)
        assert history.events(limit=many) == every[:many]

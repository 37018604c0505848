from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from history_facts import START, a_history, hold, release, session
from skinroutine.history import Draft, Hold
from skinroutine.history.errors import HoldStands, NoSuchEntry
from skinroutine.history.events import payload_of

if TYPE_CHECKING:
    from pathlib import Path


def test_a_hold_is_in_force_once_recorded(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("hold", hold()), happened=START)
    assert history.holds() == [Hold(event.id, "mn", START, "pus", "Pus.", 14)]


def test_holds_can_be_of_one_treatment(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.write([Draft(payload_of("hold", hold("md"))), Draft(payload_of("hold", hold("mn")))])
    assert [found.treatment for found in history.holds("md")] == ["md"]


def test_a_release_ends_only_the_hold_that_it_names(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    first, second = history.write([Draft(payload_of("hold", hold())), Draft(payload_of("hold", hold()))])
    history.record(payload_of("release", release(first.id)))
    assert [found.id for found in history.holds()] == [second.id]


def test_a_hold_outlives_the_voiding_of_its_session(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    done, _ = history.write([Draft(payload_of("session", session())), Draft(payload_of("hold", hold()))])
    history.void(done.id)
    assert len(history.holds()) == 1


def test_a_hold_cannot_be_voided(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("hold", hold()))
    with pytest.raises(HoldStands, match="cannot be removed"):
        history.void(event.id)
    assert history.holds()[0].id == event.id


def test_a_hold_cannot_be_replaced_by_a_milder_one(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("hold", hold()))
    with pytest.raises(HoldStands, match="cannot be removed"):
        history.record(payload_of("hold", hold(least_days=0)), replaces=event.id)
    assert history.holds()[0].least_days == 14


def test_a_hold_that_was_released_cannot_be_voided(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("hold", hold()))
    history.record(payload_of("release", release(event.id)))
    with pytest.raises(HoldStands):
        history.void(event.id)


def test_a_release_of_something_else_is_refused(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("session", session()))
    with pytest.raises(NoSuchEntry, match=event.id):
        history.record(payload_of("release", release(event.id)))


def test_a_hold_is_in_force_again_when_its_release_is_voided(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("hold", hold()))
    history.void(history.record(payload_of("release", release(event.id))).id)
    assert [found.id for found in history.holds()] == [event.id]


def test_a_hold_stays_released_while_another_release_names_it(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("hold", hold()))
    first, _ = history.write([Draft(payload_of("release", release(event.id)))] * 2)
    history.void(first.id)
    assert history.holds() == []


def test_a_release_that_is_edited_still_ends_its_hold(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    event = history.record(payload_of("hold", hold()))
    first = history.record(payload_of("release", release(event.id)))
    history.record(payload_of("release", {"hold": event.id, "how": "seen"}), replaces=first.id)
    assert history.holds() == []

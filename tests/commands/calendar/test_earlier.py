"""Files of before had an entry for each area and each step: a newer file takes these back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from ical.calendar_stream import IcsCalendarStream

from calendars import Imported, events_of, living
from conftest import Run
from old_homes import opened
from typed import needled

# What the program of before wrote for one of the kept homes, on the same day.
FILE_OF_BEFORE = Path(__file__).with_name("before_day_parts.ics").read_text(encoding="utf-8")
HOME_OF_BEFORE = Path(__file__).parents[2] / "program" / "homes" / "revision_2" / "everyday"
REPLACED = "Replaced by newer dates"


@pytest.fixture(autouse=True)
def _home_of_before(clock: time_machine.Traveller, home: Path) -> None:
    """It is 2026-11-20 10:00 in London, in a home that an older version kept."""
    assert clock
    opened(HOME_OF_BEFORE, home)


def not_over(events: Iterable[Any]) -> set[str]:
    """The ids of those that are ahead, or whose time runs; some of before had a start alone."""
    return {
        event["UID"] for event in events if str(event.get("DTEND", event["DTSTART"]).dt) > "2026-11-20 10"
    }


def test_the_first_new_file_leaves_nothing_of_the_file_before_it(run: Run) -> None:
    imported = Imported()
    imported.take(FILE_OF_BEFORE)
    assert len(not_over(imported.living.values())) > 10
    file = run("calendar").out
    imported.take(file)
    assert not_over(imported.living.values()) == not_over(living(file))


EXPORT_OF_BEFORE = HOME_OF_BEFORE / "export.jsonl"


def test_the_first_file_of_another_machine_takes_back_what_the_one_before_had_put_there(
    run: Run, home: Path, tmp_path: Path
) -> None:
    (home / "history.db").unlink()
    imported = Imported()
    imported.take(FILE_OF_BEFORE)
    run("import", str(EXPORT_OF_BEFORE))
    file = run("calendar").out
    imported.take(file)
    assert not_over(imported.living.values()) == not_over(living(file))
    assert cancelled(file) == {
        event.uid
        for calendar in IcsCalendarStream.from_ics(file).calendars
        for event in calendar.events
        if event.status == "CANCELLED"
    }
    # It goes on from there to a third one.
    run("export", str(tmp_path / "on.jsonl"))
    (home / "history.db").unlink()
    run("import", str(tmp_path / "on.jsonl"))
    assert cancelled(run("calendar").out) == cancelled(file) != set()


def test_an_import_of_what_is_known_tells_the_calendar_too(run: Run, tmp_path: Path, home: Path) -> None:
    head, *lines = EXPORT_OF_BEFORE.read_text(encoding="utf-8").splitlines()
    told = {**json.loads(head), "before_day_parts": None}
    (tmp_path / "told.jsonl").write_text("\n".join([json.dumps(told), *lines]), encoding="utf-8")
    (home / "history.db").unlink()
    run("import", str(tmp_path / "told.jsonl"))
    new = run("calendar").out
    run("import", str(EXPORT_OF_BEFORE))
    once = run("calendar").out
    assert cancelled(new) < cancelled(once)
    run("import", str(EXPORT_OF_BEFORE))
    assert cancelled(run("calendar").out) == cancelled(once)


def cancelled(file: str) -> set[str]:
    return {event["UID"] for event in events_of(file) if event["STATUS"] == "CANCELLED"}


def test_a_later_file_takes_back_only_what_is_not_over_yet(run: Run, clock: time_machine.Traveller) -> None:
    def replaced() -> int:
        return sum(
            event["SUMMARY"] == REPLACED for event in events_of(run("calendar", "--what", "aftercare").out)
        )

    first = replaced()
    clock.shift(timedelta(days=5))
    second = replaced()
    clock.shift(timedelta(days=40))
    assert first > second > replaced() == 0


def test_what_is_logged_from_now_on_has_nothing_to_take_back(run: Run, home: Path) -> None:
    (home / "history.db").unlink()
    run(*needled(areas="cheeks,nose"))
    assert [event for event in events_of(run("calendar").out) if event["STATUS"] == "CANCELLED"] == []


def test_a_new_session_in_an_old_home_takes_back_the_old_days_of_its_areas(run: Run) -> None:
    imported = Imported()
    imported.take(FILE_OF_BEFORE)
    run("calendar")
    run(*needled(areas="cheeks,nose"))
    file = run("calendar").out
    imported.take(file)
    assert not_over(imported.living.values()) == not_over(living(file))

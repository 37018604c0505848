"""``calendar``: what it writes, and what becomes of a calendar into which each file is imported."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from calendars import Imported, events_of, kept, living, titled, titles_of
from conftest import Run
from skinroutine.history.events import payload_of
from typed import needled, refused, symptoms


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is Friday, 2026-11-20 10:00 in London."""


def session(**data: object) -> Mapping[str, object]:
    return {"treatment": "microneedling", "areas": ["cheeks"], "answers": {}, "note": "", **data}


def step(name: str, ends: str, **more: object) -> dict[str, object]:
    times = {"starts": "2026-11-20T10:00:00+00:00", "ends": f"2026-11-{ends}:00+00:00"}
    return {"id": name, "kind": "avoid", "text": f"Leave {name} off.", **times, **more}


def test_a_calendar_without_a_session_is_empty_and_says_how_to_begin(run: Run, home: Path) -> None:
    ran = run("calendar")
    assert (ran.status, events_of(ran.out)) == (0, [])
    assert ran.err == "There is nothing for a calendar yet. After a session: skinroutine log\n"
    assert not home.exists()


def test_an_entry_keeps_its_id_and_no_two_share_one(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(areas="cheeks,nose"))
    before = [event["UID"] for event in events_of(run("calendar").out)]
    clock.shift(3600)
    assert [event["UID"] for event in events_of(run("calendar").out)] == before
    assert len(set(before)) == len(before)


def test_a_session_logged_once_takes_nothing_back(run: Run) -> None:
    run(*needled(areas="cheeks,nose"))
    assert {event["STATUS"] for event in events_of(run("calendar").out)} == {"CONFIRMED"}


def test_an_edited_session_updates_its_aftercare_under_the_same_id(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    first = kept(home).record(payload_of("session", session(aftercare=[step("make-up", "22T10:00")])))
    before = titled(run("calendar").out, "Aftercare this morning: microneedling, cheeks")
    clock.shift(60)
    shorter = session(aftercare=[step("make-up", "21T19:00")])
    second = kept(home).record(payload_of("session", shorter), replaces=first.id)
    kept(home).record(payload_of("session", shorter), replaces=second.id)
    after = titled(run("calendar").out, "Aftercare this morning: microneedling, cheeks")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "Leave make-up off. Until Sat 21 Nov 19:00." in after["DESCRIPTION"]


def test_a_session_that_is_taken_out_takes_its_entries_back(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    run(*needled())
    before = {event["UID"]: event["SEQUENCE"] for event in events_of(run("calendar").out)}
    clock.shift(60)
    kept(home).void(kept(home).last_sessions()[0].id)
    after = events_of(run("calendar").out)
    assert {event["UID"] for event in after} == set(before)
    assert {event["STATUS"] for event in after} == {"CANCELLED"}
    assert all(event["SEQUENCE"] > before[event["UID"]] for event in after)


def test_what_is_over_is_taken_back_for_two_weeks_after_a_correction(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled())
    begun = {event["UID"] for event in events_of(run("calendar").out)}
    clock.shift(60 * 60)
    run("undo")
    clock.shift(13 * 86400)
    assert {event["UID"] for event in events_of(run("calendar").out)} == begun
    clock.shift(30 * 86400)
    assert len(events_of(run("calendar").out)) == 1


def test_an_import_of_each_file_leaves_what_the_last_one_shows(
    run: Run, clock: time_machine.Traveller
) -> None:
    imported = Imported()
    for words in (
        needled(areas="cheeks,nose"), ["undo"], needled(areas="cheeks"), [*needled(areas="chin"), "--again"],
        ["history", "edit", "ID", "--area", "nose"], symptoms(symptoms="lump_nodule"),
        ["hold", "end", "--how", "seen"], ["hold", "end", "--how", "cleared", "--by", "skin_doctor"],
        ["pause", "--until", "3 days"], ["resume"], ["undo"],
    ):  # fmt: skip
        last: Any = run("history", "--json").json["entries"]
        sessions = [entry["id"] for entry in last if entry["kind"] == "session"]
        run(*(sessions[0] if word == "ID" else word for word in words))
        file = run("calendar").out
        imported.take(file)
        ahead = {event["UID"] for event in living(file)}
        assert set(imported.living) == ahead, words
        clock.shift(600)


def test_a_file_that_is_made_later_counts_for_more_although_nothing_was_recorded(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    run(*needled())
    kept(home).record(payload_of("pause", {"until": "2026-11-22", "why": "holiday"}))
    imported = Imported()
    imported.take(run("calendar", "--what", "next").out)
    assert imported.living == {}
    clock.shift(3 * 86400)
    imported.take(run("calendar", "--what", "next").out)
    assert len(imported.living) == 1


def test_what_is_recorded_under_a_clock_that_was_set_back_counts_for_more_all_the_same(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled())
    before = events_of(run("calendar").out)[0]["SEQUENCE"]
    clock.shift(-60)
    run("undo")
    assert events_of(run("calendar").out)[0]["SEQUENCE"] == before + 1


def test_a_check_is_at_the_time_at_which_it_opens_and_says_how_to_record_it(run: Run) -> None:
    run(*needled())
    day, three_days = events_of(run("calendar", "--what", "checks").out)
    assert str(day["SUMMARY"]).endswith("? (microneedling, cheeks)")
    assert day["DTSTART"].dt == datetime(2026, 11, 21, 10, tzinfo=UTC)
    assert day["DTEND"].dt - day["DTSTART"].dt == timedelta(minutes=30)
    assert three_days["DTSTART"].dt == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert str(day["DESCRIPTION"]).startswith("Record it: skinroutine log --reaction ")
    assert str(day["DESCRIPTION"]).endswith("\nIf something worries you: skinroutine check-symptoms")


def test_a_check_whose_time_is_over_is_left_out(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(30 * 86400)
    assert events_of(run("calendar", "--what", "checks").out) == []


def test_a_private_calendar_tells_nothing_but_the_times(run: Run) -> None:
    run(*needled())
    out = run("calendar", "--private").out.replace("\r\n ", "")
    assert set(titles_of(out)) == {"Reminder"}
    for word in ("microneedling", "Microneedling", "cheeks", "make-up", "mn-", "session", "skin:"):
        assert word not in out
    described = [line for line in out.split("\r\n") if line.startswith("DESCRIPTION")]
    assert set(described) == {"DESCRIPTION:Reminder"}


def test_a_private_calendar_has_the_ids_of_the_open_one(run: Run) -> None:
    run(*needled())
    plain = [event["UID"] for event in events_of(run("calendar").out)]
    assert [event["UID"] for event in events_of(run("calendar", "--private").out)] == plain


def test_only_the_parts_that_are_named_are_written(run: Run) -> None:
    run(*needled())
    told: Any = run("calendar", "--what", "aftercare, next", "--json").json
    assert {entry["part"] for entry in told["entries"]} == {"next", "aftercare"}
    told = run("calendar", "--what", "checks", "--json").json
    assert {entry["part"] for entry in told["entries"]} == {"checks"}


def test_an_unknown_part_is_a_wrong_use(run: Run) -> None:
    refused(run("calendar", "--what", "next,streaks"), 2, "'streaks'", "--what next,aftercare,checks")


def test_the_json_has_every_entry_with_its_times(run: Run) -> None:
    run(*needled(reaction="expected"))
    told: Any = run("calendar", "--json").json
    first, second = told["entries"][:2]
    assert (told["schema_version"], told["file"]) == (1, None)
    assert [first[name] for name in ("part", "starts", "ends", "cancelled", "alarm")] == [
        "next", "2026-11-27", None, False, "2026-11-27T09:00:00+00:00",
    ]  # fmt: skip
    assert [second[name] for name in ("part", "starts", "ends", "alarm")] == [
        "aftercare", "2026-11-20T10:00:00+00:00", "2026-11-20T10:30:00+00:00", None,
    ]  # fmt: skip
    assert len(told["entries"]) == len(events_of(run("calendar").out))


def test_a_file_is_readable_by_its_owner_alone_and_written_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "skin.ics"
    run(*needled())
    ran = run("calendar", "--what", "next", "--output", str(file))
    assert " ".join(ran.out.split()).startswith(f"Written: {file}, 1 entry. Import it")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run("calendar", "--output", str(file), "--json").json["file"] == str(file)
    assert len(events_of(file.read_text())) > 1
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    "text", ["", "Dear diary", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n"]
)
def test_a_file_of_another_program_is_left_alone(run: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.ics"
    file.write_text(text, newline="")
    refused(run("calendar", "--output", str(file)), 2, str(file), "Name another file")
    assert file.read_bytes() == text.encode()


def test_a_folder_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    refused(run("calendar", "--output", str(tmp_path / "no" / "c.ics")), 1, "No such file", "Name a file")


@pytest.mark.parametrize(
    "damaged", ["x", [1], [{"id": "a"}], [{"id": "a", "text": "b", "starts": "2026-11-20T10:00:00"}]]
)
def test_aftercare_that_makes_no_sense_is_left_out(run: Run, home: Path, damaged: object) -> None:
    kept(home).record(payload_of("session", session(aftercare=damaged)))
    ran = run("calendar", "--what", "aftercare")
    assert (ran.status, events_of(ran.out)) == (0, [])

"""``history`` from outside: the list, one entry and a removal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import abraded, needled, needling, refused, symptoms

SEVERE = "Do not treat your skin again while a severe reaction is open."


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def entries(run: Run, *arguments: str) -> Any:
    return run("history", *arguments, "--json").json["entries"]


def ids(run: Run, kind: str = "session") -> list[str]:
    return [str(one["short"]) for one in entries(run, "--all") if one["kind"] == kind]


def answers(run: Run, short: str) -> Any:
    shown: Any = run("history", "show", short, "--json").json["entry"]
    return shown["data"]["answers"]


def earliest(run: Run) -> dict[str, str]:
    following: Any = run("status", "--json").json["next"]
    return {row["area"]: row["earliest"] for row in following}


def events(home: Path) -> int:
    with closing(sqlite3.connect(home / "history.db")) as database:
        return int(database.execute("SELECT count(*) FROM events").fetchone()[0])


# ---------------------------------------------------------------- the list


def test_with_no_history_the_list_says_so_and_makes_no_file(run: Run, home: Path) -> None:
    ran = run("history")
    assert (ran.status, ran.out) == (0, "No entry fits.\nAfter a session: skinroutine log\n")
    assert not home.exists()


def test_the_list_is_newest_first_with_short_ids(run: Run) -> None:
    run(*needled(), "--at", "9 days ago", "--note", "calm")
    run(*needled(areas="nose"), "--at", "yesterday 9pm")
    nose, cheeks = ids(run)
    assert (len(nose), len(cheeks)) == (6, 6)
    assert run("history").out == (
        "November 2026\n"
        f"  {nose} Thu 19 Nov 21:00: Session: Microneedling, nose\n"
        f'  {cheeks} Wed 11 Nov 10:00: Session: Microneedling, cheeks, "calm"\n'
        "\n"
        f"See one of them: skinroutine history show {nose}\n"
        "Take one back: skinroutine history remove ID\n"
    )


def test_checks_and_holds_are_listed_and_plans_only_when_all_is_asked_for(run: Run) -> None:
    run("plan", *needling())
    run(*symptoms(symptoms="fever,red_streaks"))
    assert sorted(one["kind"] for one in entries(run)) == ["hold", "symptom-check"]
    assert sorted(one["kind"] for one in entries(run, "--all")) == ["hold", "plan", "symptom-check"]


def test_the_end_of_a_hold_is_listed_with_what_it_was_set_for(run: Run) -> None:
    run(*needled(reaction="severe"))
    run("hold", "end", "--how", "error")
    assert ": Pause over: Microneedling, it was recorded in error\n" in run("history").out


def test_a_check_is_one_row_with_the_word_for_its_level_and_what_it_was_about(run: Run) -> None:
    run(*symptoms(areas="cheeks", symptoms="fever,red_streaks"))
    assert ": EMERGENCY: Microneedling, cheeks, fever, red streaks\n" in run("history").out


def test_a_check_is_about_its_symptoms_by_their_short_names(run: Run) -> None:
    run(*symptoms(symptoms="lump_nodule,fever"))
    assert "Microneedling, fever, a lump" in run("history").out


def test_what_was_taken_back_stays_at_its_place_in_the_list_and_not_in_json(run: Run) -> None:
    run(*needled(areas="nose"), "--at", "3 days ago")
    run(*needled(), "--at", "yesterday 9pm")
    run("undo")
    run(*needled(areas="chin"), "--at", "2 hours ago", "--again")
    rows = [line.split(": ", 1)[1] for line in run("history").out.splitlines() if "Session:" in line]
    assert rows == [
        "Session: Microneedling, chin",
        "Session: Microneedling, cheeks, taken back",
        "Session: Microneedling, nose",
    ]
    assert [each["data"]["areas"] for each in entries(run)] == [["chin"], ["nose"]]
    run("redo")


def test_what_was_brought_back_is_no_longer_taken_back(run: Run) -> None:
    run(*needled())
    run("undo")
    run("redo")
    assert "taken back" not in run("history").out


def test_an_edit_takes_nothing_back(run: Run) -> None:
    run(*needled())
    run("history", "edit", ids(run)[0], "--needle", "0.2")
    assert "taken back" not in run("history").out


def test_the_list_can_be_narrowed_to_an_area_a_treatment_and_days(run: Run) -> None:
    run(*needled(areas="nose"), "--at", "2026-11-10T21:00")
    run(*abraded(areas="neck"), "--at", "2026-11-18T23:30")
    run(*needled(areas="cheeks"), "--at", "2026-11-19T08:00")

    def listed(*flags: str) -> list[str]:
        return [area for one in entries(run, *flags) for area in one["data"]["areas"]]

    assert listed("--area", "neck") == ["neck"]
    assert listed("--area", "under eyes") == []
    assert listed("--treatment", "microneedling") == ["cheeks", "nose"]
    assert listed("--since", "2026-11-18") == ["cheeks", "neck"]
    assert listed("--until", "2026-11-18") == ["neck", "nose"]
    assert listed("--since", "2026-11-18", "--until", "2026-11-18") == ["neck"]
    assert listed("--limit", "1") == ["cheeks"]


def test_the_list_says_when_there_is_more_than_it_shows(run: Run) -> None:
    run(*needled())
    run(*needled(), "--again")
    assert "There are more: skinroutine history --limit 5\n" in run("history", "--limit", "1").out
    assert run("history", "--limit", "1", "--json").json["more"] is True
    assert run("history", "--limit", "2", "--json").json["more"] is False


def test_the_command_for_more_asks_for_the_same(run: Run) -> None:
    run(*needled())
    run(*needled(), "--again")
    typed = ("--area", "cheeks", "--since", "2026-11-01", "--limit", "1", "--all")
    pasted = "skinroutine history --area cheeks --since 2026-11-01 --limit 5 --all"
    assert f"There are more: {pasted} See" in " ".join(run("history", *typed).out.split())


@pytest.mark.parametrize("flag", ["--since", "--until"])
def test_a_day_that_is_none_is_refused_by_the_name_of_its_option(run: Run, flag: str) -> None:
    refused(run("history", flag, "flurb"), 2, f"{flag}: I couldn't read \u201cflurb\u201d as a day.")


def test_what_a_person_wrote_cannot_steer_the_terminal(run: Run) -> None:
    run(*needled(), "--note", "a\x1b[2Jb")
    assert "\x1b" not in run("history").out + run("history", "show", ids(run)[0]).out


# ---------------------------------------------------------------- one entry


def test_an_entry_is_shown_with_all_that_was_kept(run: Run) -> None:
    run(*needled(), "--note", "calm")
    out = run("history", "show", ids(run)[0]).out
    assert out.startswith("SESSION: Microneedling, cheeks, Fri 20 Nov 10:00 (just now)\n")
    assert "  - Needle length: 0.25 mm\n" in out
    assert "  - Note: calm\n" in out


@pytest.mark.parametrize("end", ["whole", "beginning", "ending", "capitals"])
def test_an_entry_is_found_by_either_end_of_its_id(run: Run, end: str) -> None:
    whole = str(run(*needled(), "--json").json["stored"]["id"])  # type: ignore[index]  # it is a mapping
    part = {"whole": whole, "beginning": whole[:8], "ending": whole[-4:], "capitals": whole.upper()}[end]
    found: Any = run("history", "show", part, "--json").json
    assert (found["entry"]["id"], found["state"]) == (whole, "stands")


def test_a_part_that_fits_several_entries_lists_them(run: Run) -> None:
    run(*needled())
    run(*needled(areas="nose"), "--at", "yesterday 9pm")
    common = entries(run)[0]["id"][:6]
    ran = run("history", "show", common)
    refused(ran, 2, f'"{common}" fits 2 entries', *ids(run), "(session, Thu 19 Nov 21:00)")


@pytest.mark.parametrize(
    ("command", "part", "status", "words"),
    [
        ("show", "abc", 2, "Type at least 4 characters of the id."),
        ("show", "%%%%", 1, "There's no entry %%%%."),
        ("edit", "zzzz", 1, "There's no entry zzzz."),
        ("remove", "ffffffff", 1, "There's no entry ffffffff."),
    ],
)
def test_an_id_that_names_nothing_is_refused(
    run: Run, command: str, part: str, status: int, words: str
) -> None:
    run(*needled())
    refused(run("history", command, part), status, words, "skinroutine history")


# ---------------------------------------------------------------- a removal


def test_a_removal_names_the_entry_and_works_the_dates_out_again(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    run(*needled(areas="cheeks,nose", reaction="expected"), "--at", "yesterday 9pm")
    assert run("history", "remove", ids(run)[0]).out == (
        "Removed: microneedling, cheeks, nose, Thu 19 Nov 21:00\n"
        "To bring it back: skinroutine undo\n"
        "\n"
        "Updated dates\n"
        "  - microneedling, cheeks: from Wed 18 Nov at the earliest.\n"
        "  - microneedling, nose: no session is left here.\n"
    )
    assert earliest(run) == {"cheeks": "2026-11-18"}


def test_a_removal_stops_the_aftercare(run: Run) -> None:
    run(*needled())
    assert "Leave make-up off." in run("status").out
    run("history", "remove", ids(run)[0])
    assert "Leave make-up off." not in run("status").out


def test_a_removal_of_needling_moves_the_date_of_an_abrasion_on_the_same_skin_back(run: Run) -> None:
    run(*abraded(reaction="expected"), "--at", "9 days ago")
    run(*needled(reaction="expected"), "--at", "yesterday 9pm")
    run("history", "remove", ids(run)[0])
    following: Any = run("status", "--json").json["next"]
    assert {row["treatment"]: row["earliest"] for row in following} == {"microdermabrasion": "2026-11-18"}


def test_a_removed_session_leaves_its_hold(run: Run) -> None:
    run(*needled(reaction="severe"))
    out = run("history", "remove", ids(run)[0]).out
    assert f"Still paused: {SEVERE}\n" in out
    assert "Your sessions are paused" in run("hold").out


def test_a_hold_cannot_be_removed(run: Run, home: Path) -> None:
    run(*needled(reaction="severe"))
    before = events(home)
    refused(run("history", "remove", ids(run, "hold")[0]), 1, "a hold cannot be removed", "skinroutine hold")
    assert events(home) == before


def test_a_removed_release_brings_the_hold_back(run: Run) -> None:
    run(*needled(reaction="severe"))
    run("hold", "end", "--how", "error")
    assert "Your sessions are paused again.\n" in run("history", "remove", ids(run, "release")[0]).out
    assert "Your sessions are paused" in run("hold").out


def test_a_removed_entry_is_gone_from_the_list_and_can_still_be_shown(run: Run) -> None:
    run(*needled())
    gone = ids(run)[0]
    run("history", "remove", gone)
    assert ids(run) == []
    assert "This entry was removed.\n" in run("history", "show", gone).out
    refused(run("history", "remove", gone), 1, f"Entry {gone} was removed before.", "skinroutine undo")


def test_a_removal_adds_an_event_and_takes_none_away(run: Run, home: Path) -> None:
    run(*needled())
    run("history", "remove", ids(run)[0])
    assert events(home) == 2

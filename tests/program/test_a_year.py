"""What the program shows of a year of one person's use, and what of it survives a move and a change."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from icalendar import Calendar

from a_year import LAST, PHOTO, Year, live
from conftest import Run
from typed import needled

pytestmark = pytest.mark.proof

SCREENS = (
    ["status"], ["due"], ["history"], ["history", "--all", "--limit", "500"], ["hold"], ["profile"],
    ["device", "list", "--all"], ["history", "--chart", "--months", "12"],
)  # fmt: skip
SHOWN = (
    *SCREENS, ["calendar"], ["handover", "--since", "2025-11-21"], ["why"],
    ["handover", "--since", "2025-11-21", "--format", "html"], ["export", "--format", "csv"],
)  # fmt: skip


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Year]:
    """The home after that year, and what was seen on the way."""
    home = tmp_path_factory.mktemp("year") / "home"
    return home, live(home)


@pytest.fixture
def year(lived: tuple[Path, Year], home: Path) -> Iterator[Year]:
    """That home for one test alone, on 20 November 2026 at 10:00 in London."""
    shutil.copytree(lived[0], home)
    with time_machine.travel(LAST, tick=False):
        yield lived[1]


def entries(run: Run, *arguments: str) -> Any:
    return run("history", "--limit", "500", *arguments, "--json").json["entries"]


def short(run: Run, kind: str, day: str) -> str:
    return next(
        str(one["short"]) for one in entries(run, "--all") if one["kind"] == kind and day in one["at"]
    )


def flat(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- what is shown


@pytest.mark.proof
@pytest.mark.usefixtures("year")
def test_the_year_holds_what_the_person_did(run: Run) -> None:
    assert Counter(one["kind"] for one in entries(run, "--all")) == {
        "session": 39, "plan": 42, "follow-up": 22, "symptom-check": 3, "hold": 2, "release": 2,
        "device": 7, "fact": 7, "pause": 1,
    }  # fmt: skip


@pytest.mark.usefixtures("year")
def test_status_tells_the_aftercare_the_dates_and_the_head(run: Run) -> None:
    out = flat(run("status").out)
    assert "microneedling, cheeks, forehead: How is your skin, a day after?" in out
    assert (
        "Keep the skin out of direct sun, with a hat or indoors. Until Tue 24 Nov 20:30, 5 days left." in out
    )
    assert "microneedling, cheeks, forehead: from Tue 1 Dec (last Tue 17 Nov 20:30, 3 days ago)" in out
    assert "microneedling, nose: ready, start gently" in out
    assert "grey roller: 5 of 8 uses, day 63 of 90" in out
    assert "hold" not in out


@pytest.mark.usefixtures("year")
def test_due_is_a_line_for_each_area_and_a_look_at_the_skin(run: Run) -> None:
    assert run("due").out == (
        "microneedling, nose: long ago, so start gently again, last done Tue 20 Jan\n"
        "microneedling, cheeks, forehead: How is your skin, a day after? "
        "skinroutine log --reaction 'none|expected|prolonged|severe'\n"
    )


@pytest.mark.usefixtures("year")
def test_the_list_tells_of_devices_holds_and_looks_in_words(run: Run) -> None:
    out = flat(run("history", "--limit", "500", "--all").out)
    assert "Fri 18 Sep 21:38: Head: Microneedling, roller, 0.25 mm, grey roller" in out
    assert "Fri 18 Sep 21:38: Head: Microneedling, red roller, retired, worn" in out
    assert "Wed 9 Sep 00:01: Follow-up: Microneedling, cheeks, forehead, 28 hours after: severe" in out
    assert "Fri 18 Sep 00:02: Pause over: Microneedling, it has healed" in out
    assert "Sat 4 Jul 20:00: Reminders off: Until 1 Aug 2026, holiday by the sea" in out
    assert "Sun 1 Nov 09:00: About you: Conditions: dark skin" in out


@pytest.mark.usefixtures("year")
def test_a_session_is_told_on_the_clock_of_the_place_where_it_was(run: Run) -> None:
    out = flat(run("history", "--limit", "500").out)
    assert 'Mon 18 May 22:30: Session: Microneedling, cheeks, forehead, "In the hotel"' in out
    assert [one["at"] for one in entries(run, "--since", "2026-05-18", "--until", "2026-05-18")] == [
        "2026-05-18T22:30:30-04:00"
    ]
    assert "18 May 2026, 22:30" in run("handover", "--since", "2025-11-21").out


@pytest.mark.usefixtures("year")
def test_in_the_hour_that_comes_twice_the_later_session_is_above(run: Run) -> None:
    out = run("history").out
    second, first = out.index("Sun 25 Oct 01:10: Session"), out.index("Sun 25 Oct 01:30: Session")
    assert second < first


@pytest.mark.usefixtures("year")
def test_the_chart_marks_sessions_reactions_and_every_check(run: Run) -> None:
    out = run("history", "--chart", "--months", "12").out
    april, september = (out[out.index(f"{month} 2026") :] for month in ("April", "September"))
    assert re.search(r"^ 20   21   22 .*\n      3$", april, re.MULTILINE)
    assert re.search(r"^  7    8    9 .*\n S +v$", september, re.MULTILINE)
    assert "[20]" in out
    days: Any = run("history", "--chart", "--months", "12", "--json").json["days"]
    assert {one["date"]: one["level"] for one in days if one["level"] is not None} == {
        "2026-01-22": 0, "2026-04-21": 3, "2026-11-17": 0,
    }  # fmt: skip


@pytest.mark.usefixtures("year")
def test_the_calendar_has_the_next_dates_the_aftercare_and_the_looks(run: Run) -> None:
    events = [one for one in Calendar.from_ical(run("calendar").out).events if one["STATUS"] == "CONFIRMED"]
    starts = [(f"{one.start:%d %b %H:%M}", str(one["SUMMARY"])) for one in events]
    assert starts == [
        ("26 Nov 00:00", "Next session from today: microdermabrasion, chin, neck"),
        ("03 Feb 00:00", "Next session from today: microneedling, nose"),
        ("01 Dec 00:00", "Next session from today: microneedling, cheeks, forehead"),
        ("19 Nov 20:08", "Aftercare tonight: microneedling, cheeks, forehead"),
        ("22 Nov 20:30", "Aftercare tonight: microneedling, cheeks, forehead"),
        ("24 Nov 20:30", "Aftercare tonight: microneedling, cheeks, forehead"),
        ("27 Nov 20:30", "Aftercare tonight: microneedling, cheeks, forehead"),
        ("01 Dec 20:30", "Aftercare tonight: microneedling, cheeks, forehead"),
        ("08 Dec 20:30", "Aftercare over: microneedling, cheeks, forehead"),
        ("18 Nov 20:30", "How is your skin, a day after? (microneedling, cheeks, forehead)"),
        ("20 Nov 20:30", "How is your skin, three days after? (microneedling, cheeks, forehead)"),
    ]
    assert "From Mon 20 Apr on: Start again with the shortest needle" in str(events[1]["DESCRIPTION"])


@pytest.mark.usefixtures("year")
def test_the_heads_tell_their_uses_up_to_the_day_they_were_retired(run: Run) -> None:
    out = flat(run("device", "list", "--all").out)
    told: Any = run("device", "list", "--all", "--json").json["heads"]
    assert {one["name"]: one["uses"] for one in told} == {
        "grey roller": 5, "red roller": 8, "green roller": 3, "blue roller": 10,
    }  # fmt: skip
    assert "blue roller (microneedling, roller, 0.25 mm): 10 of 8 uses" in out
    assert "day 107 of 90, retired Sun 8 Mar, worn" in out


@pytest.mark.usefixtures("year")
def test_the_profile_tells_what_is_trusted_and_until_when(run: Run) -> None:
    out = flat(run("profile", "--verbose").out)
    assert "Conditions: Brown or black skin. You said so 19 days ago." in out
    assert "Age: 34 years. You said so 364 days ago." in out
    assert "age: trusted until Sat 21 Nov. " in out


def test_on_the_way_it_said_what_came_too_early_and_when_a_hold_may_end(year: Year) -> None:
    assert "This came too early: the skin should have rested until Tue 24 Mar." in year.early
    assert "blue roller, 10 of 8 uses\nblue roller is worn out now." in year.early
    assert year.refused.startswith("This can end as healed from Wed 16 Sep.")
    assert Counter(year.answers.values()) == {"caution": 30, "wait": 8}


def test_the_days_of_the_holiday_are_silent_and_the_day_after_is_not(year: Year) -> None:
    *silent, after = year.due.values()
    assert (len(silent), set(silent)) == (28, {""})
    assert after.startswith("microdermabrasion, chin: ready since Sat 20 Jun, last done Sat 6 Jun\n")


# ---------------------------------------------------------------- for a professional


@pytest.mark.usefixtures("year")
def test_the_page_tells_the_worst_of_the_year_first_and_every_session(run: Run) -> None:
    page = run("handover", "--since", "2025-11-21").out
    lead, rest = page.split("## How it went")
    assert "- Worst check in this time, 21 Apr 2026, 19:00 (213 days ago): level 3, get care today." in lead
    assert "From 21 Nov 2025 to 20 Nov 2026: 39 sessions, 3 checks of symptoms." in lead
    assert '| Skin later: 28 hours after it: severe ("Sore and weeping on the left") |' in rest
    assert "Sessions were paused until 24 Apr 2026" in rest
    assert "A professional has seen it." in rest
    assert re.search(r"Used: 10 uses; added [^;]*; no longer used since 8 Mar 2026, worn\)", rest)


@pytest.mark.usefixtures("year")
def test_the_page_tells_where_the_photo_is_unless_notes_are_left_out(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    for form in ("md", "html", "text"):
        for redacted, told in (((), True), (("--redact", "notes"), False)):
            run(
                "handover",
                "--since",
                "2025-11-21",
                "--output",
                str(file),
                "--format",
                form,
                *redacted,
                "--force",
            )
            page = flat(file.read_text(encoding="utf-8"))
            assert (PHOTO in page, "photo: " in page, "Sore and weeping" in page) == (told, told, told)


@pytest.mark.usefixtures("year")
def test_the_page_in_html_runs_and_links_nothing_that_a_note_holds(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    run("handover", "--since", "2025-11-21", "--output", str(file))
    page = file.read_text(encoding="utf-8")
    assert "&lt;b&gt;50 %&lt;/b&gt; off = *not* _me_ @home" in page
    assert not re.search(r"<(script|img|b>50)|href=.http://example", page)
    assert page.count("<svg") == 1


@pytest.mark.usefixtures("year")
def test_an_entry_tells_its_head_its_photo_and_what_it_is_about(run: Run) -> None:
    session = flat(run("history", "show", short(run, "session", "2026-02-24")).out)
    assert "- Head: blue roller" in session
    assert f"/photos/{PHOTO}" in session
    assert "- Needle length: 0.25 mm" in session
    late = flat(run("history", "show", short(run, "follow-up", "2026-09-09")).out)
    assert "- Hours after the session: 28" in late
    assert "- Session: microneedling, cheeks, forehead, Mon 7 Sep 20:00" in late
    end = flat(run("history", "show", short(run, "release", "2026-04-24")).out)
    assert "- Hold: microneedling, Pain that went and came back can be an infection, Tue 21 Apr 19:00" in end
    head = flat(run("history", "show", short(run, "device", "2025-11-21")).out)
    assert "HEAD: Microneedling, roller, 0.25 mm, blue roller, Fri 21 Nov 2025 09:00" in head
    assert "- Opened: 21 Nov 2025" in head
    assert "- Single use: no" in head


# ---------------------------------------------------------------- moved and merged


@pytest.mark.usefixtures("year")
def test_in_an_empty_home_every_screen_is_the_same_to_the_byte(run: Run, home: Path, tmp_path: Path) -> None:
    file, away = tmp_path / "year.jsonl", str(tmp_path / "away")
    run("export", str(file))
    assert run("import", str(file), "--home", away).out.startswith("Imported: 130 entries are new.\n")
    for screen in SCREENS:
        assert run(*screen, "--json", "--home", away).out == run(*screen, "--json", "--home", str(home)).out


@pytest.mark.usefixtures("year")
def test_two_homes_that_went_on_apart_agree_once_each_has_the_other(
    run: Run, home: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    shutil.copytree(home, away)
    run("log", "--reaction", "prolonged")
    run("hold", "add", "--why", "A doctor told me to stop", "--home", str(away))
    for one, other in ((home, away), (away, home)):
        file = str(tmp_path / f"{one.name}.jsonl")
        run("export", file, "--home", str(one))
        assert run("import", file, "--home", str(other)).status == 0
    for screen in SCREENS:
        assert (
            run(*screen, "--json", "--home", str(away)).out == run(*screen, "--json", "--home", str(home)).out
        )
    assert "A doctor told me to stop" in run("status").out
    assert "after: prolonged" in flat(run("history").out)


# ---------------------------------------------------------------- changed


@pytest.mark.usefixtures("year")
def test_a_session_that_set_a_hold_can_be_undone_and_the_hold_stands(run: Run) -> None:
    run(*needled(areas="neck"), "--reaction", "severe")
    out = flat(run("undo").out)
    assert "Still paused: Do not treat your skin again while a severe reaction is open." in out
    assert "end it with: skinroutine hold end --how error" in out
    assert "PAUSED: All sessions, since today." in run("status").out


@pytest.mark.usefixtures("year")
def test_a_removed_session_takes_its_dates_its_use_and_its_aftercare_with_it(run: Run) -> None:
    out = flat(run("history", "remove", short(run, "session", "2026-11-17")).out)
    assert "microneedling, forehead: from Mon 2 Nov at the earliest." in out
    status = flat(run("status").out)
    assert "grey roller: 4 of 8 uses" in status
    assert "Leave off retinol" not in status
    assert "How is your skin" not in status
    run("undo")
    assert "grey roller: 5 of 8 uses" in flat(run("status").out)


@pytest.mark.usefixtures("year")
def test_a_hold_ends_by_the_short_id_that_the_list_shows(run: Run) -> None:
    run("hold", "add", "--why", "A doctor told me to stop")
    run("hold", "add", "--why", "I have a cold")
    cold = next(str(one["short"]) for one in entries(run) if one["data"].get("why") == "I have a cold")
    run("hold", "end", cold, "--how", "healed")
    held: Any = run("hold", "--json").json["holds"]
    assert [one["why"] for one in held] == ["A doctor told me to stop"]


@pytest.mark.usefixtures("year")
def test_the_end_of_a_pause_that_is_undone_is_silent_again_and_says_so(run: Run) -> None:
    run("pause", "--until", "2026-12-01")
    run("resume")
    assert "The pause goes on, so no reminders until it ends.\n" in run("undo").out
    assert run("due").out == ""


@pytest.mark.usefixtures("year")
def test_an_edit_and_a_removal_keep_what_was_there_before(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "year.jsonl"
    run("export", str(file))
    kept = [json.loads(line) for line in file.read_text().splitlines()[1:]]
    march = [one for one in kept if one["happened"].startswith("2026-03-29") and one["kind"] == "session"]
    assert [one["data"]["areas"] for one in march] == [["chin", "neck"], ["chin", "neck"], ["neck"]]
    shown = [one for one in entries(run) if one["at"].startswith("2026-03-29")]
    assert [one["data"]["areas"] for one in shown] == [["neck"]]


# ---------------------------------------------------------------- laws


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("screen", SHOWN, ids=" ".join)
def test_no_screen_of_a_year_counts_a_streak_or_steers_the_terminal(run: Run, screen: list[str]) -> None:
    ran = run(*screen)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out
    own = "\n".join(line for line in ran.out.splitlines() if "http" not in line)  # a source has its own title
    assert not re.search(
        r"\b(streaks?|scores?|badges?|in a row|points|well done|congrat\w*|best)\b", own, re.IGNORECASE
    )
    assert not re.search("[\x1b\u202e]", ran.out)

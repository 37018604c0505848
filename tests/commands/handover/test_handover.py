"""``handover``: one page for a professional, in three forms, of what was recorded and nothing else."""

from __future__ import annotations

import re
import stat
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import NOW, Run
from handover_pages import BUMPS, lived, written
from skinroutine import __version__
from skinroutine.history import Draft, History
from skinroutine.history.events import payload_of
from skinroutine.review.grade import reading_grade
from skinroutine.show.plain import plain_text
from typed import needled, refused, symptoms

__all__ = ["lived"]

PARTS = [
    "The skin now",
    "How it went, newest first",
    "What was used on the skin",
    "Since the last session",
    "About the person",
    "What skinroutine said to do",
    "Sources for the level of the last check",
]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def rows(page: str, first: str) -> list[list[str]]:
    """The cells of the rows of a Markdown page whose first cell starts like this."""
    lines = [line for line in page.splitlines() if line.startswith(f"| {first}")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_page_leads_with_the_level_its_reason_and_since_when(lived: Run) -> None:
    page = " ".join(lived("handover", "--plain").out.split())
    assert (
        "The skin now (!) HAVE IT SEEN: Level 2 of 4. Last check 20 Nov 2026, 10:00 (just now), "
        "14 hours after microneedling Many bumps with pus" in page
    )
    assert "Sessions are paused, since 20 Nov 2026 (just now)." in page
    assert "began about: 19 Nov 2026, 04:00 (30 h ago)" in page


def test_the_first_lines_say_what_the_page_is(lived: Run) -> None:
    page = " ".join(lived("handover", "--plain").out.split())
    made = f"Made 20 Nov 2026, 10:00 (UTC+00:00) with skinroutine {__version__}."
    assert f"From 22 Aug 2026 to 20 Nov 2026: 2 sessions, 1 check of symptoms. {made}" in page
    assert "All of this comes from the person. Nobody has checked it." in page
    assert "It contains health details. Check it before you share it." in page
    assert "It isn't a diagnosis." in page


def test_the_parts_stand_in_the_order_in_which_a_professional_reads_them(lived: Run) -> None:
    page = lived("handover").out
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == PARTS


def test_a_session_tells_what_was_used_and_how_the_skin_took_it(lived: Run) -> None:
    page = lived("handover").out
    assert rows(page, "18 Nov") == [
        [
            "18 Nov 2026, 20:00",
            (
                "Session, microneedling, cheeks, chin: "
                "Past a limit: Do not needle through a product like that. "
                'Reaction: as expected; note: "Pressed hard"'
            ),
        ]
    ]
    assert rows(page, "Microneedling") == [
        [
            "Microneedling",
            (
                "Cheeks, chin; Device: roller; Needle: 0.25 mm; Products: vitamin C; Numbing cream: no; "
                "done once: 18 Nov 2026, 20:00"
            ),
        ]
    ]


def test_sessions_that_were_done_alike_are_one_row_with_all_their_times(run: Run) -> None:
    for day in ("2026-10-02", "2026-11-02"):
        run(*needled(), "--at", f"{day} 20:00")
    (row,) = rows(run("handover").out, "Microneedling")
    assert row[1].endswith("; done 2 times: 2 Nov 2026, 20:00; 2 Oct 2026, 20:00")


def test_a_later_look_at_the_skin_stands_at_its_own_time_and_since_the_session(
    lived: Run, home: Path
) -> None:
    history = History(home / "history.db", lambda: NOW)
    session = history.last_sessions(treatment="microneedling", limit=1)[0]
    data = {
        "session": session.id,
        "hours": 38.0,
        "reaction": "prolonged",
        "treatment": "microneedling",
        "areas": ["cheeks"],
    }
    history.record(payload_of("follow-up", data))
    page = lived("handover").out
    looks = [row[1] for row in rows(page, "20 Nov") if row[1].startswith("Skin later")]
    assert looks == ["Skin later: 38 hours after it: longer than expected"]
    assert "\nHow the skin was: 38 hours after it: longer than expected\n" in page


def test_a_check_tells_each_symptom_in_words_with_what_was_said_of_it(lived: Run) -> None:
    page = lived("handover").out
    assert rows(page, "Sign")[0] == ["Sign", "How bad", "Course", "Where", "Began about", "More"]
    assert rows(page, "Bumps with white")[0][1:] == ["moderate", "", "cheeks", "", "how many: 12 bumps"]
    assert rows(page, "Skin that is red")[0][2:5] == ["getting worse", "", "19 Nov 2026, 04:00 (30 h ago)"]
    assert "Stop all sessions until a professional says that you may start again." in page


def test_the_sources_of_the_level_are_listed_and_no_rule_is_named_by_its_id(lived: Run) -> None:
    page = lived("handover").out
    told: Any = lived("handover", "--json").json
    reasons = [rule for rule in told["rules"] if rule["id"] in told["checks"][0]["reasons"]]
    cited = {name for rule in reasons for name in rule["sources"]}
    listed = re.findall(r"^(\d+)\. (.*)$", page, re.MULTILINE)
    assert len(listed) == len(cited)
    assert not [rule["id"] for rule in told["rules"] if rule["id"] in page]


def test_the_person_is_told_as_they_told_it_with_the_day_and_the_last_use(lived: Run) -> None:
    page = lived("handover").out
    assert rows(page, "Conditions") == [
        ["Conditions and allergies", "Brown or black skin (said 20 Nov 2026)"]
    ]
    assert rows(page, "Medicines") == [
        ["Medicines, last 12 months", "Retinol, last used: 8 Nov 2026 (said 20 Nov 2026)"]
    ]
    assert rows(page, "Age") == [["Age", "34 years (said 20 Nov 2026)"]]


def test_of_two_tellings_the_newest_counts_and_keeps_its_day(
    lived: Run, home: Path, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=2))
    fact = {"question": "conditions", "answer": ["asthma", "dark_skin"]}
    History(home / "history.db", lambda: NOW + timedelta(days=2)).record(payload_of("fact", fact))
    told = rows(lived("handover").out, "Conditions")
    assert told == [
        ["Conditions and allergies", "Asthma or another lung disease; Brown or black skin (said 22 Nov 2026)"]
    ]
    assert rows(lived("handover").out, "Age")[0][-1] == "34 years (said 20 Nov 2026)"


def test_a_date_that_was_told_before_the_answer_is_no_longer_shown(
    lived: Run, home: Path, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=2))
    fact = {"question": "medicines", "answer": ["retinol"]}
    History(home / "history.db", lambda: NOW + timedelta(days=2)).record(payload_of("fact", fact))
    told = rows(lived("handover").out, "Medicines")
    assert told == [["Medicines, last 12 months", "Retinol (said 22 Nov 2026)"]]


def test_the_part_on_the_person_holds_what_is_true_beyond_one_session(lived: Run) -> None:
    told: Any = lived("handover", "--json").json["person"]
    assert [one["question"] for one in told] == [
        "skin_today",
        "conditions",
        "medicines",
        "recent_procedures",
        "age",
        "device_shared",
        "device_clean",
        "risk_factors",
    ]


def test_only_the_rules_that_gave_the_level_are_its_reasons(run: Run) -> None:
    run(*symptoms(symptoms="pustules,dryness", symptoms__pustules__count="12"))
    check: Any = run("handover", "--json").json["checks"]
    assert check[0]["reasons"]
    assert not [one for one in check[0]["reasons"] if "dryness" in one]


def test_what_was_told_before_that_time_is_still_told_of_the_person(
    lived: Run, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=200))
    page = lived("handover", "--since", "7d").out
    assert rows(page, "Conditions")[0][1] == "Brown or black skin (said 20 Nov 2026)"
    assert "What skinroutine said to do" not in page
    assert "Sessions are paused, since 20 Nov 2026 (200 days ago). Many bumps" in page


def test_what_was_before_that_time_is_counted_with_its_worst_check_and_the_way_to_it(
    lived: Run, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(days=200))
    page = lived("handover").out
    assert (
        "Before that, since 1 Oct 2026: 2 sessions, 1 check of symptoms. "
        "The worst check was level 2, have it seen, on 20 Nov 2026. "
        'All of it: skinroutine handover --since "1 Oct 2026"' in page
    )
    assert "Before that" not in lived("handover", "--since", "2026-10-01").out


def test_what_the_person_has_never_said_is_named_as_not_known(run: Run) -> None:
    run("profile", "set", "age=34")
    page = run("handover").out
    assert rows(page, "Age") == [["Age", "34 years (said 20 Nov 2026)"]]
    assert (
        "\nNot known, as the person has never said: conditions and allergies; medicines, last 12 months; "
        "procedures, last 12 months\n" in page
    )


def test_a_head_tells_its_kind_and_uses(lived: Run) -> None:
    assert "\n- Blue one (Device: roller; Needle: 0.25 mm; Used: " in lived("handover").out


def test_a_session_names_the_head_that_it_was_done_with(lived: Run) -> None:
    lived(*needled(), "--head", "Blue one")
    assert (
        "; Head: Blue one; done once: 20 Nov 2026, 10:00"
        in rows(lived("handover").out, "Microneedling")[0][1]
    )


def test_a_head_that_was_retired_says_so_and_one_of_long_ago_is_not_there(
    lived: Run, clock: time_machine.Traveller
) -> None:
    lived("device", "retire", "Blue one", "--why", "worn")
    assert "; added 20 Nov 2026; no longer used since 20 Nov 2026, worn)" in lived("handover").out
    clock.shift(timedelta(days=100))
    assert "Blue one" not in lived("handover").out


def test_a_hold_that_has_ended_is_told_at_its_place_and_not_at_the_top(lived: Run) -> None:
    lived("hold", "end", "--how", "seen")
    lead, rest = lived("handover").out.split("## How it went, newest first")
    assert "Sessions aren't paused." in lead
    ended = "Sessions were paused until 20 Nov 2026, 10:00. A professional has seen it."
    assert (ended in lead, ended in rest) == (False, True)


def test_a_milder_last_check_does_not_hide_the_worst_one(lived: Run, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=1))
    lived(*symptoms(symptoms="dryness", hours_since_session="38", symptoms__dryness__severity="mild"))
    page = " ".join(lived("handover", "--plain").out.split())
    assert "(ok) EXPECTED: Level 0 of 4. Last check 21 Nov 2026, 10:00 (just now)" in page
    assert "Down from level 2 at the check before, 20 Nov 2026, 10:00." in page
    assert "Worst check in this time, 20 Nov 2026, 10:00 (24 h ago): level 2, have it seen. Many" in page


def test_a_removed_session_stands_at_its_place_as_removed_and_counts_no_more(lived: Run, home: Path) -> None:
    history = History(home / "history.db", lambda: NOW)
    history.void(history.last_sessions(treatment="microneedling", limit=1)[0].id)
    page = lived("handover").out
    assert [row[1].split(":")[0] for row in rows(page, "18 Nov")] == ["Removed, microneedling, cheeks, chin"]
    assert "1 session, 1 check" in page


@pytest.mark.parametrize("done", [needled(), symptoms(symptoms="none")], ids=["session", "check"])
def test_what_was_taken_back_is_marked_at_its_place_and_counts_no_more(run: Run, done: list[str]) -> None:
    run(*done)
    run("undo")
    page = run("handover").out
    assert "0 sessions, 0 checks" in page
    assert rows(page, "20 Nov")[0][1].startswith("Taken back: The person took it back later. ")
    run("redo")
    assert "Taken back" not in run("handover").out


def test_a_session_that_was_changed_says_so(run: Run) -> None:
    entry: Any = run(*needled(), "--json").json
    run("history", "edit", entry["stored"]["id"], "--area", "nose")
    changed = "The person changed this after it was first logged."
    assert rows(run("handover").out, "20 Nov")[0][1] == f"Session, microneedling, nose: {changed}"


def test_what_came_after_the_last_check_is_said_with_it(lived: Run, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=1))
    lived(*needled(areas="nose"))
    lead = lived("handover").out.split("## How it went")[0]
    assert "- After this check there was a session, 21 Nov 2026, 10:00: microneedling." in lead


def test_an_old_check_does_not_stand_for_the_skin_of_today(lived: Run, clock: time_machine.Traveller) -> None:
    since = "Nothing has been noted about the skin since."
    assert since not in lived("handover").out
    clock.shift(timedelta(days=3))
    assert since in lived("handover").out.split("## How it went")[0]


def test_an_alarm_that_was_stored_before_the_check_was_done_is_no_second_check(run: Run, home: Path) -> None:
    history = History(home / "history.db", lambda: NOW)
    result = {"level": 3, "reasons": [], "actions": []}
    first = {"treatment": "", "answers": {"symptoms": ["fever"]}, "result": result}
    answers = {"symptoms": ["fever", "redness"], "hours_since_session": 20}
    whole = {"treatment": "microneedling", "answers": answers, "result": result}
    history.write(
        [
            Draft(payload_of("symptom-check", first), NOW - timedelta(minutes=3)),
            Draft(payload_of("symptom-check", whole)),
        ]
    )
    milder = {"treatment": "", "answers": {"symptoms": ["fever"]}, "result": {**result, "level": 4}}
    assert len(run("handover", "--json").json["checks"]) == 1  # type: ignore[arg-type]
    history.write([Draft(payload_of("symptom-check", milder), NOW - timedelta(minutes=2))])
    assert len(run("handover", "--json").json["checks"]) == 2  # type: ignore[arg-type]


def test_what_the_rules_no_longer_know_keeps_its_own_name(run: Run, home: Path) -> None:
    data = {"treatment": "cupping", "areas": ["left_knee"], "answers": {"cup": "big"}, "note": ""}
    History(home / "history.db", lambda: NOW).record(payload_of("session", data))
    assert rows(run("handover").out, "20 Nov")[0][1] == "Session, cupping, left knee"


@pytest.mark.parametrize(
    ("since", "sessions"),
    [("90d", 2), ("3 months", 2), ("30 days", 1), ("2026-10-01", 2), ("2026-10-02", 1), ("yesterday", 0)],
)
def test_since_takes_what_happened_from_that_day_on(lived: Run, since: str, sessions: int) -> None:
    told: Any = lived("handover", "--since", since, "--json").json
    assert len(told["sessions"]) == sessions


def test_until_takes_the_whole_of_its_day(lived: Run) -> None:
    told: Any = lived("handover", "--since", "90d", "--until", "2026-10-01", "--json").json
    assert [one["treatment"] for one in told["sessions"]] == ["Microdermabrasion"]
    assert told["checks"] == []
    assert (told["since"], told["until"]) == ("2026-08-22", "2026-10-01")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        (["--since", "soon"], "--since: I couldn't read \u201csoon\u201d as a day."),
        (["--since", "3m"], "--since: I couldn't read \u201c3m\u201d as a day."),
        (["--until", "2027-01-01"], "still to come"),
        (["--since", "yesterday", "--until", "2026-11-01"], "Name a first day before the last"),
        (["--format", "pdf"], "Choose from: --format md, html, text"),
        (["--redact", "everything"], "Choose from: --redact notes, conditions, medicines"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(lived: Run, typed: list[str], word: str) -> None:
    refused(lived("handover", *typed), 2, word)


def test_without_any_entry_there_is_nothing_to_hand_over(run: Run) -> None:
    refused(run("handover"), 1, "Nothing is recorded yet")


@pytest.mark.parametrize("form", [["--format", "md"], ["--format", "html"], ["--format", "text"], ["--json"]])
def test_what_is_left_out_is_nowhere_on_the_page(lived: Run, form: list[str]) -> None:
    whole = lived("handover", *form).out
    short = lived("handover", *form, "--redact", "notes,conditions", "--redact", "medicines").out
    for word in ("Pressed hard", "Brown or black", "Retinol"):
        assert word in whole
        assert word not in short
    assert re.search(
        r'conditions",\s+"medicines",\s+"notes|left this out: conditions, medicines, notes', short
    )


def test_a_hold_does_not_tell_the_condition_that_is_left_out(run: Run) -> None:
    run(*symptoms(symptoms="pustules", symptoms__pustules__count="1", risk_factors="diabetes"))
    told: Any = run("handover", "--json").json
    assert [hold["rule"] for hold in told["holds"]] == ["flag-pustules-risk"]
    short = run("handover", "--json", "--redact", "conditions")
    assert "iabetes" not in short.out
    assert "flag-pustules-risk" not in short.out
    check: Any = short.json["checks"]
    assert (check[0]["level"], check[0]["left_out"]) == (2, True)
    page = run("handover", "--redact", "conditions").out
    assert "Sessions are paused, since 20 Nov 2026 (just now)." in page
    assert "Some reasons or advice are not shown." in page


def test_advice_that_a_left_out_reason_brought_is_left_out_with_it(run: Run, home: Path) -> None:
    reason = {"id": "r", "level": 2, "because": ["risk_factors=pregnant"], "message": "m", "sources": []}
    actions = ["Call your midwife.", "Take a photo each day."]
    result = {"level": 2, "reasons": [reason], "actions": actions}
    data = {"treatment": "microneedling", "answers": {"symptoms": ["redness"]}, "result": result}
    History(home / "history.db", lambda: NOW).record(payload_of("symptom-check", data))
    whole: Any = run("handover", "--json").json["checks"]
    short: Any = run("handover", "--json", "--redact", "conditions").json["checks"]
    assert whole[0]["actions"] == ["Call your midwife.", "Take a photo each day."]
    assert short[0]["actions"] == ["Take a photo each day."]


def test_a_file_is_for_the_person_alone_and_its_ending_picks_the_form(lived: Run, tmp_path: Path) -> None:
    assert written(lived, tmp_path, "page.html").startswith("<!doctype html>")
    assert written(lived, tmp_path, "page.md").startswith("<!-- skinroutine handover -->\n\n# Home skin")
    assert written(lived, tmp_path, "page.txt").startswith("Home skin treatment")
    modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("page.*")}
    assert modes == {0o600}


def test_only_a_page_of_ours_is_written_over(lived: Run, tmp_path: Path) -> None:
    for name in ("page.html", "page.md", "page.txt"):
        written(lived, tmp_path, name)
        written(lived, tmp_path, name)
    other = tmp_path / "letter.html"
    other.write_text("<p>Dear doctor</p>", encoding="utf-8")
    refused(lived("handover", "--output", str(other)), 2, "letter.html", "--force")
    assert other.read_text(encoding="utf-8") == "<p>Dear doctor</p>"
    assert lived("handover", "--output", str(other), "--force").status == 0
    assert other.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_file_that_cannot_be_written_is_told_in_one_line(lived: Run, tmp_path: Path) -> None:
    refused(lived("handover", "--output", str(tmp_path / "none" / "page.html")), 1, "cannot be written")


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_folder_is_never_taken_for_a_page(lived: Run, tmp_path: Path, force: list[str]) -> None:
    refused(lived("handover", "--output", str(tmp_path), *force), 2, "isn't a plain file")


def test_with_a_file_the_screen_says_where_the_page_is(lived: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert lived("handover", "--output", str(file)).out.splitlines()[1] == str(file)
    assert lived("handover", "--output", str(file), "--json").json["file"] == str(file)


def test_a_page_stores_nothing(lived: Run, home: Path, tmp_path: Path) -> None:
    before = (home / "history.db").read_bytes()
    written(lived, tmp_path)
    assert (home / "history.db").read_bytes() == before


def test_broken_rules_of_ones_own_keep_no_page_back(lived: Run, home: Path) -> None:
    (home / "rules" / "common").mkdir(parents=True)
    (home / "rules" / "common" / "screening.yaml").write_text("- id: [", encoding="utf-8")
    ran = lived("handover")
    assert (ran.status, "## About the person" in ran.out) == (0, True)
    assert "Your own rules were left out" in ran.err


def test_the_plain_page_is_at_most_80_columns_wide(lived: Run) -> None:
    lines = lived("handover", "--plain").out.splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= 80


def test_the_json_has_the_whole_page(lived: Run) -> None:
    told: Any = lived("handover", "--json").json
    assert told["schema_version"] == 1
    assert {name: len(told[name]) for name in ("devices", "sessions", "checks", "holds", "plans")} == {
        "devices": 1,
        "sessions": 2,
        "checks": 1,
        "holds": 1,
        "plans": 1,
    }
    assert told["checks"][0]["reasons"][0] == "flag-pustules-many"
    assert {"flag-pustules-many"} <= {rule["id"] for rule in told["rules"]}
    assert {name for rule in told["rules"] for name in rule["sources"]} == {
        one["id"] for one in told["sources"]
    }


@pytest.mark.parametrize(
    ("story", "offered"),
    [
        ({"symptoms": "redness", "symptoms__redness__severity": "mild"}, False),
        (BUMPS, True),
        ({"symptoms": "red_streaks", "symptoms__red_streaks__trend": "worsening"}, True),
        ({"symptoms": "seizure"}, True),
    ],
    ids=["mild", "see someone", "today", "emergency"],
)
def test_a_check_offers_the_page_where_somebody_should_see_the_skin(
    run: Run, story: dict[str, str], offered: bool
) -> None:
    told = run(*symptoms(**story), "--json").json
    assert told["handover"] is offered
    assert (int(str(told["level"])) >= 2) is offered
    out = run(*symptoms(**story)).out
    assert ("For whoever sees you: skinroutine handover --output handover.html\n" in out) is offered
    if offered:
        assert out.index("What to do now") < out.index("For whoever sees you")


def test_every_sentence_of_the_page_is_plain(
    lived: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skinroutine.commands.handover.plain_text", lambda page: plain_text(page, 10_000))
    monkeypatch.setattr("skinroutine.show.output.WIDTH", 10_000)
    lines = lived("handover", "--redact", "conditions", "--plain").out.split("\nSources\n")[0].splitlines()
    lines += lived("handover", "--output", str(tmp_path / "page.txt")).out.splitlines()
    plain = [re.sub(r"\[[^\]]*\]|\d+ \w{3} \d{4}|, \d\d:\d\d|^\s*- ", "", line) for line in lines]
    found = [one for line in plain for one in re.split(r"(?<=[.!?])\s+", line)]
    said = {one for one in found if one.endswith(".") and len(one.split()) > 2}
    assert "Nobody has checked it." in said
    assert len(said) > 12
    assert {one: grade for one in said if (grade := reading_grade(one)) > 8} == {}


def test_times_are_those_of_the_place_where_it_happened(lived: Run) -> None:
    lived(*needled(), "--at", "2026-11-19T23:30+09:00")
    assert rows(lived("handover").out, "19 Nov")[0][0] == "19 Nov 2026, 23:30"
    assert datetime.fromisoformat("2026-11-19T23:30+09:00") < NOW

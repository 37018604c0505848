"""Looks at the skin after a session: when they are asked for, what one records, what follows from it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, Run
from shipped import planning
from skinroutine.history import Draft, History, SessionBrief
from skinroutine.history.events import payload_of
from skinroutine.memory.sessions import reported_answers
from typed import abraded, needled, needling, refused, symptoms

HOUR = 3600
ASK_1 = "microneedling, cheeks: How is your skin, a day after? "
ASK_3 = "microneedling, cheeks: How is your skin, three days after? "
QUESTIONS = planning("microneedling").questions
ANSWER = "skinroutine log --reaction 'none|expected|prolonged|severe'\n"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def earliest(run: Run) -> dict[str, str]:
    told: Any = run("status", "--json").json
    return {row["area"]: row["earliest"] for row in told["next"]}


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(23.9, ""), (24, ASK_1 + ANSWER), (71.9, ASK_1 + ANSWER), (72, ASK_3 + ANSWER), (143.9, ASK_3 + ANSWER)],
)
def test_due_asks_how_the_skin_is_a_day_and_three_days_after_and_no_longer_than_a_week(
    run: Run, clock: time_machine.Traveller, hours: float, expected: str
) -> None:
    run(*needled())
    clock.shift(hours * HOUR)
    assert run("due").out == expected


def test_after_a_week_a_check_is_asked_for_no_more(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(167.9 * HOUR)
    assert "How is your skin" in run("due").out
    clock.shift(0.1 * HOUR)
    assert "How is your skin" not in run("due").out
    assert run("status", "--json").json["checks"] == []


def test_status_asks_for_a_check_and_says_how_to_record_it(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(25 * HOUR)
    out = run("status").out
    assert "\nToday\n  - microneedling, cheeks: How is your skin, a day after?\n" in out
    assert f"    Record it: {ANSWER}" in out
    told: Any = run("due", "--json").json["checks"]
    assert (told[0]["areas"], told[0]["since"]) == (["cheeks"], "2026-11-21T10:00:00+00:00")


def test_a_look_answers_the_check_and_the_next_one_comes(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(25 * HOUR)
    run("log", "--reaction", "expected")
    assert run("due").out == ""
    clock.shift(47 * HOUR)
    assert run("due").out == ASK_3 + ANSWER


def test_a_look_before_the_time_answers_no_later_check(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(2 * HOUR)
    run("log", "--reaction", "none")
    clock.shift(22 * HOUR)
    assert run("due").out == ASK_1 + ANSWER


def test_a_check_of_symptoms_answers_a_check_too(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(25 * HOUR)
    run(*symptoms(symptoms="none"))
    assert run("due").out == ""


def test_the_next_session_ends_the_checks_of_the_one_before(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(30 * HOUR)
    run(*needled())
    assert run("due").out == ""


def test_a_session_on_other_skin_ends_no_check(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    clock.shift(30 * HOUR)
    run(*abraded(areas="neck"))
    assert run("due").out == ASK_1 + ANSWER
    told: Any = run("log", "--reaction", "none", "--json").json["stored"]
    assert [(one["treatment"], one["hours"]) for one in told["sessions"]] == [
        ("microdermabrasion", 0.0),
        ("microneedling", 30.0),
    ]
    assert run("due").out == ""


def test_two_logs_of_one_day_are_both_looked_at_and_one_answer_is_kept_for_both(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled())
    clock.shift(2 * HOUR)
    run(*needled(areas="nose"))
    clock.shift(24 * HOUR)
    assert len(run("due").out.splitlines()) == 2
    told: Any = run("log", "--reaction", "prolonged", "--json").json
    assert len(told["stored"]["sessions"]) == 2
    assert run("due").out == ""
    assert earliest(run) == {"cheeks": "2026-12-04", "nose": "2026-12-04"}


def test_a_reaction_told_with_a_late_log_answers_the_checks_that_are_over_by_then(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "2 days ago")
    assert run("due").out == ""
    run(*abraded(areas="neck"), "--at", "2 days ago")
    assert "microdermabrasion, neck: How is your skin, a day after?" in run("due").out


def test_a_look_is_recorded_by_hours_with_its_note(run: Run, clock: time_machine.Traveller) -> None:
    logged: Any = run(*needled(), "--json").json
    clock.shift(26 * HOUR)
    ran = run("log", "--reaction", "expected", "--note", "a bit pink")
    assert ran.out.startswith(
        "Logged: your reaction: As expected\n"
        "  - microneedling, cheeks: 26 h after the session of Fri 20 Nov 10:00\n"
        "  - note: a bit pink\n"
    )
    told: Any = run("log", "--reaction", "expected", "--json").json["stored"]
    (look,) = told["sessions"]
    assert (look["session"], look["hours"], told["reaction"]) == (logged["stored"]["id"], 26.0, "expected")


def test_a_worse_reaction_told_later_lengthens_the_rest_and_a_milder_one_takes_nothing_back(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="expected"))
    assert earliest(run) == {"cheeks": "2026-11-27"}
    clock.shift(25 * HOUR)
    assert run("log", "--reaction", "prolonged", "--json").json["next_earliest"] == "2026-12-04"
    clock.shift(48 * HOUR)
    assert run("log", "--reaction", "none", "--json").json["next_earliest"] == "2026-12-04"
    assert earliest(run) == {"cheeks": "2026-12-04"}


def test_a_plan_knows_the_reaction_that_was_told_later(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(reaction="expected"))
    clock.shift(25 * HOUR)
    run("log", "--reaction", "prolonged")
    clock.shift(8 * 24 * HOUR)
    told: Any = run("plan", *needling(), "--json").json
    assert (told["verdict"], told["until"]) == ("wait", "2026-12-04")


def test_a_severe_reaction_told_later_sets_the_same_hold_as_one_told_at_once(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="expected"))
    clock.shift(25 * HOUR)
    ran = run("log", "--reaction", "severe")
    assert "Your sessions are paused from now on\n" in ran.out
    assert "The next session may be on" not in ran.out
    held: Any = run("hold", "--json").json["holds"]
    assert [(one["rule"], one["least_days"]) for one in held] == [("any-last-severe", 7)]
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


def test_a_milder_look_after_the_end_of_a_hold_sets_none_again(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="severe"))
    run("hold", "end", "--how", "seen")
    clock.shift(72 * HOUR)
    run("log", "--reaction", "expected")
    assert run("hold", "--json").json["holds"] == []
    assert earliest(run) == {"cheeks": "2026-12-04"}


def test_two_slow_sessions_of_three_ask_for_three_times_the_gap(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="prolonged"), "--at", "30 days ago")
    run(*needled(reaction="expected"), "--at", "15 days ago")
    assert run(*needled(reaction="expected"), "--json").json["next_earliest"] == "2026-11-27"
    clock.shift(25 * HOUR)
    told: Any = run("log", "--reaction", "prolonged", "--json").json
    assert told["next_earliest"] == "2026-12-11"
    assert "21 days after Fri 20 Nov: Leave three times the gap" in " ".join(run("status").out.split())


def test_the_next_date_of_a_plan_counts_the_last_sessions_as_log_does(run: Run) -> None:
    run(*needled(reaction="prolonged"), "--at", "60 days ago")
    run(*needled(reaction="prolonged"), "--at", "30 days ago")
    planned: Any = run("plan", *needling(), "--json").json
    assert (planned["verdict"], planned["next_earliest"]) == ("go", "2026-12-11")
    assert run("log", "--json").json["next_earliest"] == "2026-12-11"


REACTIONS = st.sampled_from(["not_yet", "none", "expected", "prolonged", "severe"])


def stored_with(reaction: str) -> dict[str, object]:
    return {"answers": {} if reaction == "not_yet" else {"last_reaction": reaction}}


@given(REACTIONS, st.lists(REACTIONS, max_size=5), REACTIONS)
def test_one_more_look_never_makes_what_is_known_of_a_session_milder(
    own: str, looks: list[str], more: str
) -> None:
    options = list(next(one for one in QUESTIONS if one.id == "last_reaction").options)

    def rank(looks: list[str]) -> int:
        brief = SessionBrief("session", NOW, (stored_with(own), *map(stored_with, looks)))
        [answers] = reported_answers([brief], QUESTIONS)
        return options.index(str(answers["last_reaction"])) if "last_reaction" in answers else -1

    assert rank([*looks, more]) >= rank(looks) >= rank([])
    assert rank(looks) == rank(looks[::-1])


def looked(run: Run, clock: time_machine.Traveller, *looks: tuple[float, str]) -> Any:
    """A session, then looks at these hours; gives the JSON of the last look."""
    run(*needled())
    told, passed = None, 0.0
    for hours, reaction in looks:
        clock.shift((hours - passed) * HOUR)
        told, passed = run("log", "--reaction", reaction, "--json").json, hours
    clock.shift((20 * 24 - passed) * HOUR)
    return told


@pytest.mark.parametrize(
    ("before", "now", "usual"),
    [
        ([], (49, "prolonged"), None),
        ([(25, "expected"), (73, "none")], (24, "expected"), None),
        ([(25, "expected"), (73, "none")], (49, "expected"), 25),
        ([(25, "expected"), (73, "none")], (74, "none"), None),
        ([(25, "none")], (26, "expected"), 0),
        ([(73, "none")], (26, "expected"), None),
        ([(25, "not_yet")], (20, "expected"), None),
    ],
)
def test_longer_than_your_usual_is_said_when_earlier_looks_show_it(
    run: Run,
    clock: time_machine.Traveller,
    before: list[tuple[float, str]],
    now: tuple[float, str],
    usual: float | None,
) -> None:
    if before:
        looked(run, clock, *before)
    told = looked(run, clock, now)
    assert (told["longer_than_usual"], told["usual_hours"]) == (usual is not None, usual)


def test_longer_than_your_usual_comes_with_what_to_do(run: Run, clock: time_machine.Traveller) -> None:
    looked(run, clock, (25, "expected"), (73, "none"))
    run(*needled())
    clock.shift(49 * HOUR)
    out = run("log", "--reaction", "expected").out
    assert (
        "This is longer than your usual.\n"
        "  Before, the last sign of it was after 25 h.\n"
        "  Check what to do: skinroutine check-symptoms\n"
    ) in out


def test_only_the_last_three_sessions_tell_what_is_usual(run: Run, clock: time_machine.Traveller) -> None:
    looked(run, clock, (100, "prolonged"))
    for _ in range(3):
        looked(run, clock, (25, "none"))
    assert looked(run, clock, (50, "expected"))["usual_hours"] == 0


def test_a_plan_that_was_not_used_is_logged_first(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(reaction="expected"), "--at", "20 days ago")
    run("plan", *needling())
    clock.shift(HOUR)
    told: Any = run("log", "--reaction", "expected", "--json").json["stored"]
    assert told["treatment"] == "microneedling"
    again: Any = run("log", "--reaction", "expected", "--json").json["stored"]
    assert len(again["sessions"]) == 1


@pytest.mark.parametrize("more", [["microneedling"], ["--at", "2 hours ago"], ["--area", "nose"]])
def test_anything_beside_the_reaction_means_a_new_session(run: Run, more: list[str]) -> None:
    run(*needled())
    ran = run("log", "--reaction", "expected", *more, "--no-input")
    assert (ran.status, ran.out) == (2, "")
    assert "These answers are missing: " in ran.err


def test_a_reaction_without_any_session_is_not_stored(run: Run, home: Path) -> None:
    assert run("log", "--reaction", "prolonged").status == 2
    assert not home.exists()


def test_an_unknown_reaction_is_refused_with_the_words_that_there_are(run: Run) -> None:
    run(*needled())
    refused(run("log", "--reaction", "itchy"), 2, "not_yet, none, expected, prolonged, severe")


def test_a_look_under_a_clock_that_was_set_back_is_kept_and_the_clock_named(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled())
    clock.shift(-3 * HOUR)
    ran = run("log", "--reaction", "prolonged")
    assert ran.out.startswith(
        "Logged: your reaction: Longer than expected\n"
        "  - microneedling, cheeks: 0 h after the session of Fri 20 Nov 10:00\n"
    )
    assert "The clock here is behind your last session, Fri 20 Nov 10:00." in " ".join(ran.out.split())
    assert earliest(run) == {"cheeks": "2026-12-04"}


def test_a_follow_up_of_a_session_that_was_edited_still_counts_and_a_voided_one_does_not(
    tmp_path: Path,
) -> None:
    now = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/London"))
    history = History(tmp_path / "history.db", lambda: now)
    first = history.record(payload_of("session", {"treatment": "mn", "areas": ["cheeks"]}))
    data = {"session": first.id, "hours": 25.0, "reaction": "slow", "treatment": "mn", "areas": ["cheeks"]}
    told = history.record(payload_of("follow-up", data))
    second = history.record(payload_of("session", first.stored), replaces=first.id)
    third = history.record(payload_of("session", first.stored), replaces=second.id)
    assert history.follow_ups([third.id]) == {third.id: [told]}
    history.void(told.id)
    assert history.follow_ups([third.id]) == {third.id: []}


def test_undo_takes_a_look_back_and_redo_brings_it_back_even_with_its_session(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="expected"))
    clock.shift(25 * HOUR)
    run("log", "--reaction", "prolonged")
    run("undo")
    assert (earliest(run), "a day after" in run("due").out) == ({"cheeks": "2026-11-27"}, True)
    run("redo")
    assert (earliest(run), run("due").out) == ({"cheeks": "2026-12-04"}, "")
    for command in ("undo", "undo", "redo", "redo"):
        assert run(command).status == 0
    assert (earliest(run), run("due").out) == ({"cheeks": "2026-12-04"}, "")


def test_undo_ends_a_pause_and_redo_starts_it_again(run: Run) -> None:
    run("pause", "--until", "2026-12-24")
    run("undo")
    assert run("due", "--json").json["paused"] is None
    run("redo")
    assert run("due", "--json").json["paused"] is not None
    run("resume")
    run("undo")
    assert run("due", "--json").json["paused"] is not None


def test_a_pause_whose_day_makes_no_sense_runs_until_it_is_ended(tmp_path: Path) -> None:
    now = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/London"))
    history = History(tmp_path / "history.db", lambda: now)
    history.record(payload_of("pause", {"until": "soon", "why": ""}))
    pause = history.pause(now.date())
    assert pause is not None
    assert pause.until is None


@pytest.mark.parametrize("looks", [None, "soon", [None], [{}], [{"opens": "x", "closes": "y", "ask": "z"}]])
def test_a_look_that_makes_no_sense_is_left_out_of_the_table(tmp_path: Path, looks: object) -> None:
    now = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/London"))
    history = History(tmp_path / "history.db", lambda: now)
    data = {"treatment": "mn", "areas": ["cheeks"], "follow_up": looks}
    history.write([Draft(payload_of("session", data))])
    assert history.checks(now) == []
    assert len(history.last_sessions()) == 1


def test_a_photo_is_noted_by_its_whole_path_and_not_copied(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "skin.jpg").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    told: Any = run(*needled(), "--photo", "skin.jpg", "--json").json["stored"]
    assert told["photo"] == str(tmp_path / "skin.jpg")
    out = run(*needled(), "--photo", "skin.jpg", "--again").out
    assert f"- photo: {tmp_path / 'skin.jpg'}" in " ".join(out.split())
    assert [file.name for file in home.iterdir()] == ["history.db"]


@pytest.mark.parametrize("said", ["nothing.jpg", ".", "~nobody-at-all/x.jpg", "a\0b"])
def test_a_photo_that_is_not_there_is_refused_and_nothing_is_stored(run: Run, home: Path, said: str) -> None:
    refused(run(*needled(), "--photo", said), 1, "so nothing was stored. Check the path of the photo.")
    assert not home.exists()


def test_a_reaction_told_before_the_first_look_says_when_to_look_again(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled())
    early = " ".join(run("log", "--reaction", "expected").out.split())
    assert "Look again on Sat 21 Nov 10:00, and log it again if it has changed." in early
    clock.shift(86400)
    assert "Look again" not in run("log", "--reaction", "expected").out

"""What was done past a limit: logged and said, watched for, and counted by every later answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine

from conftest import Run
from typed import HEALTHY, ROLLER, abraded, abrasion, flags, needled, needling

EYELIDS = needled(areas="eyelids", device_kind="radiofrequency", needle_mm="2")
BELLY = needled(areas="abdomen", needle_mm="1.5")
CALM = needled(reaction="expected")
SERUM = needled(products_during="vitamin_c", numbing_cream="stronger")


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def told(run: Run, *arguments: str) -> Any:
    return run(*arguments, "--json").json


def passed(run: Run, *arguments: str) -> dict[str, str]:
    """The limits that a logged session went past, with the verdict of each."""
    return {one["id"]: one["verdict"] for one in told(run, *arguments)["past_limits"]}


def reason(run: Run, *arguments: str) -> Any:
    """The reason of a plan that names what was past a limit."""
    reasons = told(run, "plan", *arguments)["reasons"]
    return next((one for one in reasons if one["id"] == "watch-past-a-limit"), None)


# ---------------------------------------------------------------- what was past which limit


@pytest.mark.parametrize(
    ("session", "limits"),
    [
        (needled(), {}),
        (EYELIDS, {"mn-eyelids": "no", "mn-radiofrequency": "no", "mn-needle-too-long": "no"}),
        (BELLY, {"mn-needle-too-long": "no"}),
        (SERUM, {"any-numbing-strong": "no", "mn-product-on-skin": "no"}),
        (needled(needle_mm="5"), {"mn-needle-too-long": "no"}),
        (needled(numbing_cream="up_to_4_percent"), {"mn-numbing-cream": "professional-first"}),
        (needled(areas="scalp", needle_mm="0.3"), {"mn-scalp-needle": "no"}),
        (abraded(device_kind="medical_grade"), {"md-medical-grade": "no"}),
        (abraded(products_during="acid"), {"md-active-under-device": "no"}),
    ],
    ids=["within limits", "eyelids", "belly", "serum and cream", "slip of the finger", "cream", "scalp",
         "clinic machine", "acid"],
)  # fmt: skip
def test_log_names_each_rule_that_the_session_went_past(
    run: Run, session: list[str], limits: dict[str, str]
) -> None:
    assert passed(run, *session) == limits


def test_a_limit_is_told_in_the_words_of_its_rule(run: Run) -> None:
    out = run(*BELLY).out
    assert "This went past a limit\n  - Do not use needles longer than 0.3 mm at home.\n" in out


def test_a_session_within_limits_speaks_of_none(run: Run) -> None:
    out = run(*needled()).out
    assert "past" not in out
    assert "Watch for" not in out


def test_not_knowing_the_needle_may_be_past_a_limit_and_is_said_as_that(run: Run) -> None:
    out = run(*needled(needle_mm="not_sure")).out
    assert "This may have gone past a limit\n" in out
    assert "You weren't sure about: needle length." in " ".join(out.split())
    (limit,) = told(run, *needled(needle_mm="not_sure", areas="nose"))["past_limits"]
    assert (limit["id"], limit["verdict"], limit["sure"]) == ("mn-needle-too-long", "wait", False)


def test_the_limits_behind_one_not_sure_are_one_line_and_the_rest_is_named_by_number(run: Run) -> None:
    given = needling(conditions="not_sure", medicines="not_sure")
    assert run("plan", *given).status == 0
    out = " ".join(run(*needled()).out.split())
    limits, _, rest = out.partition("This may have gone past ")[2].partition(" limits ")
    lines = rest.partition("See them all")[0]
    assert sum(int(more) + 1 for more in re.findall(r"(\d+) more may count too", lines)) == int(limits)
    assert lines.count("You weren't sure about: ") == 2
    assert "You weren't sure about: medicines." in lines
    assert "ran until" not in lines


def test_what_nobody_was_asked_is_past_no_limit(run: Run) -> None:
    assert passed(run, "log", "microneedling", "--area", "nose", *flags(ROLLER)) == {}


# ---------------------------------------------------------------- what was known before the session


def test_a_session_right_after_a_no_is_past_what_the_plan_said(run: Run) -> None:
    run("plan", *needling(skin_today="active_infection", device_shared="yes"))
    assert passed(run, *needled()) == {"mn-device-shared": "no", "mn-active-infection": "wait"}


def test_the_answers_of_a_plan_count_for_the_whole_of_its_day(run: Run) -> None:
    run("plan", *needling(skin_today="active_infection"))
    assert passed(run, *needled(), "--at", "2026-11-20 08:00") == {"mn-active-infection": "wait"}


def test_a_plan_of_a_later_day_says_nothing_of_the_session(run: Run) -> None:
    run("plan", *needling(skin_today="irritated_skin"))
    assert passed(run, *needled(), "--at", "yesterday 9pm") == {}


def test_what_was_mended_since_the_plan_is_past_no_limit(run: Run) -> None:
    assert told(run, "plan", *needling(needle_mm="1.5"))["verdict"] == "no"
    assert passed(run, *needled()) == {}


def test_days_of_a_plan_run_on_until_the_session(run: Run, clock: time_machine.Traveller) -> None:
    run("plan", *needling(medicines="retinol"), "--set", "days_since.retinol=6")
    clock.shift(86400)
    assert passed(run, *needled()) == {}


def test_what_the_profile_knows_counts(run: Run) -> None:
    run("profile", "set", "conditions=pregnancy")
    assert passed(run, *needled()) == {"mn-pregnancy": "no"}


def test_a_session_during_a_hold_is_logged_and_names_the_hold(run: Run) -> None:
    run("hold", "add", "--why", "A doctor told me to stop.", "--days", "14")
    (limit,) = told(run, *needled())["past_limits"]
    assert (limit["id"], limit["verdict"], limit["not_before"]) == ("hold", "no", None)
    assert limit["message"] == "Sessions were paused until this was sorted out: A doctor told me to stop."
    assert limit["watch_for"]


def test_a_hold_counts_for_the_time_in_which_it_was_in_force(run: Run, clock: time_machine.Traveller) -> None:
    run("hold", "add", "--why", "A doctor told me to stop.")
    clock.shift(86400)
    run("hold", "end", "--how", "seen")
    clock.shift(86400)
    assert passed(run, *needled(), "--at", "2026-11-19 21:00") == {}
    assert passed(run, *needled(areas="nose"), "--at", "2026-11-21 09:00") == {"hold": "no"}
    assert passed(run, *needled(areas="chin")) == {}


def test_a_session_that_came_too_early_is_past_its_gap(run: Run) -> None:
    run(*needled(), "--at", "3 days ago")
    assert passed(run, *needled()) == {"mn-weekly": "wait"}


# ---------------------------------------------------------------- what to watch for, and until when


def test_strong_numbing_cream_has_its_own_signs_for_a_day_and_a_first_look_in_an_hour(run: Run) -> None:
    found = told(run, *SERUM)
    cream = next(one for one in found["past_limits"] if one["id"] == "any-numbing-strong")
    assert "Tingling or numb lips or tongue, a taste of metal, or ringing ears." in cream["watch_for"]
    assert found["check_symptoms_at"] == "2026-11-20T11:00:00+00:00"
    ends = {one["id"]: one["until"] for one in found["watch"]}
    assert ends["watch-numbing-cream"] == "2026-11-21T10:00:00+00:00"
    assert ends["watch-past-a-limit"] == "2026-11-27T10:00:00+00:00"


def test_the_screen_says_what_to_do_what_to_watch_for_and_when_to_check(run: Run) -> None:
    out = run(*SERUM).out
    assert "Do this now\n  - Wash off all of the numbing cream now.\n" in out
    assert "Watch for this until Sat 21 Nov 10:00, 24 h left\n" in out
    assert "Watch for this until Fri 27 Nov 10:00, 7 days left\n" in out
    assert "Check your skin on Fri 20 Nov 11:00, and at once if one of these signs shows up:" in out


def test_signs_that_are_about_another_limit_are_not_told(run: Run) -> None:
    assert [one["id"] for one in told(run, *BELLY)["watch"]] == ["watch-past-a-limit", "mn-watch-long-needle"]


def test_status_tells_what_to_watch_for_with_the_hours_left(run: Run, clock: time_machine.Traveller) -> None:
    run(*SERUM)
    clock.shift(3600 * 4)
    lists = {one["id"]: one["hours_left"] for one in told(run, "status")["watch"]}
    assert (lists["watch-numbing-cream"], lists["watch-past-a-limit"]) == (20, 164)
    out = run("status").out
    assert "Watch for this after going past a limit: microneedling, cheeks\n" in out
    assert "  Until Sat 21 Nov 10:00, 20 h left:\n    - Tingling or numb lips" in out


def test_status_is_silent_once_that_time_is_over(run: Run) -> None:
    run(*needled(), "--at", "40 days ago")
    run(*needled(needle_mm="1.5", areas="nose"), "--at", "30 days ago")
    assert told(run, "status")["watch"] == []


# ---------------------------------------------------------------- what it means for the next date


def test_after_a_limit_the_gap_is_twice_a_week(run: Run) -> None:
    found = told(run, *needled(products_during="oil", reaction="expected"))
    assert found["next_earliest"] == "2026-12-04"


def test_a_limit_never_shortens_the_gap_of_a_deep_needle(run: Run) -> None:
    deep = needled(areas="abdomen", needle_mm="1.5", reaction="expected")
    assert told(run, *deep)["next_earliest"] == "2027-01-01"


def test_five_sessions_on_five_days_add_up_to_five_weeks_from_the_first(run: Run) -> None:
    dates = [told(run, *CALM, "--at", f"{day} days ago")["next_earliest"] for day in (4, 3, 2, 1, 0)]
    assert dates == ["2026-11-23", "2026-11-24", "2026-12-07", "2026-12-14", "2026-12-21"]


def test_log_says_how_many_sessions_there_were_in_how_many_days(run: Run) -> None:
    for day in (4, 3, 2, 1):
        run(*needled(), "--at", f"{day} days ago")
    out = " ".join(run(*needled()).out.split())
    assert "You did 5 sessions in 5 days, so the missed rest is added to the next one." in out


def test_missed_rest_adds_up_to_six_weeks_at_most(run: Run) -> None:
    for day in range(20, 0, -1):
        run(*needled(), "--at", f"{day} days ago")
    assert told(run, *needled())["next_earliest"] == "2027-01-01"


def test_keeping_to_the_gap_that_log_named_ends_the_row(run: Run) -> None:
    for day in (17, 14, 7):
        found = told(run, *CALM, "--at", f"{day} days ago")
    assert found["too_early_until"] is None
    assert found["next_earliest"] == "2026-11-20"


def test_status_plan_and_due_know_the_added_rest(run: Run) -> None:
    for day in (4, 3, 2, 1, 0):
        run(*CALM, "--at", f"{day} days ago")
    (row,) = told(run, "status")["next"]
    assert (row["earliest"], row["why"][0]["rule"]) == ("2026-12-21", "mn-early-adds-up")
    assert told(run, "plan", *needling(last_reaction="expected"))["until"] == "2026-12-21"


# ---------------------------------------------------------------- the next plan


def test_the_next_plan_names_the_limit_and_its_day_until_the_time_is_over(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(products_during="oil"))
    found = reason(run, *needling(areas="chin"))
    assert (
        found["message"] == "On Fri 20 Nov you went past a limit: Do not needle through a product like that."
    )
    assert (found["verdict"], found["until"]) == ("caution", "2026-11-27")
    assert reason(run, *abrasion(areas="feet"))["verdict"] == "caution"
    clock.shift(86400 * 7 + 60)
    assert reason(run, *needling(areas="chin")) is None


def test_one_reason_stands_for_all_limits_and_names_the_strictest(run: Run) -> None:
    run(*needled(), "--at", "3 days ago")
    run(*needled(), "--at", "2 days ago")
    run(*SERUM, "--at", "yesterday 9am")
    found = reason(run, *needling())
    assert found["message"].startswith("On Thu 19 Nov you went past a limit: Do not")
    assert found["message"].endswith("You went past 3 more since Wed 18 Nov.")


# ---------------------------------------------------------------- records


def test_the_hand_over_names_the_limits_at_the_session(run: Run) -> None:
    run(*BELLY)
    (session,) = told(run, "handover")["sessions"]
    assert [one["id"] for one in session["past_limits"]] == ["mn-needle-too-long"]
    page = " ".join(run("handover", "--format", "text").out.split())
    assert "20 Nov 2026, 10:00 Session, microneedling, belly: Past a limit: Do not use needles longer" in page
    assert "Sessions past a limit in this time: 1 of 1." in page


def test_the_hand_over_leaves_out_a_limit_that_tells_what_is_left_out(run: Run) -> None:
    run("profile", "set", "conditions=pregnancy")
    run(*needled())
    page = run("handover", "--redact", "conditions").out
    assert "pregnan" not in page
    assert "Some limits of the session" in page
    run("plan", *needling(areas="chin"))
    assert "pregnan" not in run("handover", "--redact", "conditions").out


def test_history_shows_what_was_past_a_limit(run: Run) -> None:
    entry = told(run, *BELLY)["stored"]["id"]
    assert ", past a limit" in run("history").out
    shown = run("history", "show", entry).out
    assert "Past a limit, as it was said then\n  - Do not use needles longer than 0.3 mm" in shown


def test_correcting_the_session_takes_away_what_it_raised_and_stays_on_the_hand_over(run: Run) -> None:
    deep = needled(areas="abdomen", needle_mm="1.5", reaction="expected")
    entry = told(run, *deep)["stored"]["id"]
    found = told(run, "history", "edit", entry, "--needle", "0.25")
    assert (found["past_limits"], found["no_longer_past"]) == ([], ["mn-needle-too-long"])
    assert found["next_earliest"] == "2026-11-27"
    assert told(run, "status")["watch"] == []
    (session,) = told(run, "handover")["sessions"]
    assert [one["id"] for one in session["corrected_limits"]] == ["mn-needle-too-long"]


def test_a_correction_of_one_answer_leaves_the_other_limits(run: Run) -> None:
    run("plan", *needling(skin_today="active_infection"))
    entry = told(run, *BELLY)["stored"]["id"]
    found = told(run, "history", "edit", entry, "--needle", "0.25")
    assert [one["id"] for one in found["past_limits"]] == ["mn-active-infection"]


def test_a_new_note_leaves_every_limit_though_the_person_says_otherwise_by_now(run: Run) -> None:
    run("profile", "set", "conditions=pregnancy")
    entry = told(run, *needled())["stored"]["id"]
    run("profile", "forget", "conditions")
    found = told(run, "history", "edit", entry, "--note", "calm")
    assert [one["id"] for one in found["past_limits"]] == ["mn-pregnancy"]


def test_undoing_the_session_takes_its_limits_away_and_redo_brings_them_back(run: Run) -> None:
    run(*BELLY)
    run("undo")
    assert told(run, "status")["watch"] == []
    assert reason(run, *needling()) is None
    run("redo")
    assert reason(run, *needling()) is not None


def test_removing_the_session_before_makes_a_session_no_longer_early(run: Run) -> None:
    entry = told(run, *needled(), "--at", "yesterday")["stored"]["id"]
    assert passed(run, *needled()) == {"mn-weekly": "wait"}
    run("history", "remove", entry)
    assert reason(run, *needling(areas="chin")) is None
    assert told(run, "status")["watch"] == []


def test_removing_one_session_leaves_what_another_raised(run: Run) -> None:
    run(*BELLY)
    entry = told(run, *SERUM)["stored"]["id"]
    run("history", "remove", entry)
    assert {one["areas"][0] for one in told(run, "status")["watch"]} == {"abdomen"}


def test_an_imported_session_counts_with_its_limits(
    run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file, other = tmp_path_factory.mktemp("away") / "all.jsonl", tmp_path_factory.mktemp("other")
    run(*needled(products_during="oil"))
    run("export", str(file))
    assert run("import", str(file), "--home", str(other)).status == 0
    found = told(run, "plan", *needling(last_reaction="expected"), "--home", str(other))
    assert found["until"] == "2026-12-04"
    assert "watch-past-a-limit" in {one["id"] for one in found["reasons"]}


def test_a_session_that_was_recorded_without_limits_is_not_judged_anew(
    run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file, other = tmp_path_factory.mktemp("old") / "all.jsonl", tmp_path_factory.mktemp("other")
    run(*needled(products_during="oil"))
    run("export", str(file))
    old = "\n".join(_without_limits(line) for line in file.read_text(encoding="utf-8").splitlines())
    file.write_text(f"{old}\n", encoding="utf-8")
    assert run("import", str(file), "--home", str(other)).status == 0
    assert told(run, "status", "--home", str(other))["watch"] == []
    assert told(run, "handover", "--home", str(other))["sessions"][0]["past_limits"] == []


def _without_limits(line: str) -> str:
    import json  # noqa: PLC0415  for this helper alone

    event = json.loads(line)
    for key in ("past_limits", "watch"):
        event.get("data", {}).pop(key, None)
    return json.dumps(event)


def test_what_a_plan_asks_of_a_healthy_adult_is_past_no_limit(run: Run) -> None:
    run("plan", "microneedling", *flags({**HEALTHY, **ROLLER}))
    assert passed(run, "log") == {}


def test_whom_to_call_for_a_sign_is_said_as_long_as_it_is_watched_for(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(needle_mm="1.5", numbing_cream="stronger"))
    call = "Call 112, 911 or 999 at once for tingling lips"
    assert call in " ".join(run("status").out.split())
    lists: Any = run("status", "--json").json["watch"]
    assert any(step.startswith(call) for each in lists for step in each["help"])
    clock.shift(25 * 3600)
    assert call not in " ".join(run("status").out.split())

"""``history edit`` from outside: what a change says, what follows from it, and that a hold stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from heads_typed import BLUE
from test_history_command import SEVERE, earliest, entries, events, ids
from typed import needled, needling, refused, symptoms


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def changed(run: Run, *flags: str) -> Ran:
    return run("history", "edit", ids(run)[-1], *flags)


def test_a_change_says_what_was_and_what_is(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "yesterday 9pm", "--note", "hm")
    out = changed(run, "--needle", "0.5", "--at", "2 days ago", "--note", "calm").out
    assert out.startswith("Changed: microneedling, cheeks, Wed 18 Nov 10:00\n")
    assert "  - Needle length: 0.5 mm (was 0.25 mm)\n" in out
    assert "  - note: calm (was hm)\n" in out
    assert "The next session may be on Wed 16 Dec at the earliest.\n" in out


def test_each_change_is_said_in_the_words_that_history_show_has_for_it(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "yesterday 9pm")
    told = ["--device", "pen", "--needle", "0.5", "--reaction", "prolonged", "--set", "numbing_cream=none"]
    out = changed(run, *told, "--at", "2 days ago").out
    lines = [line for line in out.splitlines() if " (was " in line]
    shown = run("history", "show", ids(run)[-1]).out
    assert "  - When: Wed 18 Nov 10:00 (was Thu 19 Nov 21:00)" in lines
    changes = [line.partition(" (was ")[0] for line in lines if not line.startswith("  - When")]
    assert len(changes) == 3
    for line in changes:
        assert f"{line}\n" in shown


def test_a_change_moves_the_dates_of_the_areas_before_and_after(run: Run) -> None:
    run(*needled(areas="cheeks,nose", reaction="expected"), "--at", "yesterday 9pm")
    changed(run, "--area", "nose", "--area", "chin", "--at", "2 days ago")
    assert earliest(run) == {"chin": "2026-11-25", "nose": "2026-11-25"}


def test_a_change_starts_the_aftercare_anew(run: Run) -> None:
    run(*needled(), "--at", "3 days ago")
    assert "Leave make-up off." not in run("status").out
    changed(run, "--at", "yesterday 9pm")
    assert "Leave make-up off. Until Sat 21 Nov 21:00, 35 h left.\n" in run("status").out


def test_a_change_keeps_what_was_not_named(run: Run) -> None:
    run(*needled(), "--reaction", "prolonged", "--note", "hm", "--at", "yesterday 9pm")
    changed(run, "--needle", "0.2")
    shown: Any = run("history", "show", ids(run)[0], "--json").json["entry"]
    assert (shown["data"]["answers"]["last_reaction"], shown["data"]["note"]) == ("prolonged", "hm")
    assert shown["at"] == "2026-11-19T21:00:00+00:00"


def test_a_changed_session_keeps_the_aftercare_that_its_plan_asked_for(
    run: Run, clock: time_machine.Traveller
) -> None:
    retinoid = {"medicines": "prescription_retinoid", "days_since.prescription_retinoid": "30"}
    run("plan", *needling(**retinoid))
    before: Any = run(*needled(), "--json").json["aftercare"]
    clock.shift(20 * 86_400)
    run("plan", *needling(days_since_last_session="20", last_reaction="none"))
    after: Any = changed(run, "--note", "late", "--json").json["aftercare"]
    assert [one["id"] for one in after] == [one["id"] for one in before]


def test_an_empty_note_takes_the_note_away(run: Run) -> None:
    run(*needled(), "--note", "hm")
    changed(run, "--note", "")
    assert "note" not in run("history", "show", ids(run)[0]).out


def test_what_was_changed_can_still_be_seen_and_names_what_stands(run: Run) -> None:
    run(*needled())
    old = ids(run)[0]
    changed(run, "--needle", "0.2")
    assert f"This entry was changed. It is now: {ids(run)[0]}\n" in run("history", "show", old).out
    refused(run("history", "edit", old, "--needle", "0.1"), 1, f"Entry {old} was changed", ids(run)[0])
    refused(run("history", "remove", old), 1, f"Entry {old} was changed before.", ids(run)[0])


def test_a_change_that_takes_a_severe_reaction_back_leaves_the_hold(run: Run) -> None:
    run(*needled(reaction="severe"))
    out = changed(run, "--reaction", "expected").out
    assert f"Still paused: {SEVERE}\n" in out
    assert "skinroutine hold end --how error" in out
    held: Any = run("hold", "--json").json["holds"]
    assert len(held) == 1


def test_a_second_change_still_says_that_the_hold_stands(run: Run) -> None:
    run(*needled(reaction="severe"))
    changed(run, "--reaction", "expected")
    assert f"Still paused: {SEVERE}\n" in changed(run, "--note", "calm now").out


def test_with_another_hold_in_force_the_one_that_stands_is_named(run: Run) -> None:
    run(*needled(reaction="severe"))
    severe: Any = run("hold", "--json").json["holds"]
    run(*symptoms(symptoms="fever,red_streaks"))
    out = " ".join(changed(run, "--note", "calm now").out.split())
    assert f"skinroutine hold end {severe[0]['id']} --how error" in out


def test_a_change_to_a_severe_reaction_sets_a_hold_once(run: Run) -> None:
    run(*needled(reaction="expected"))
    assert "Your sessions are paused from now on" in changed(run, "--reaction", "severe").out
    assert "Your sessions are paused from now on" not in changed(run, "--note", "as beforere").out
    held: Any = run("hold", "--json").json["holds"]
    assert len(held) == 1


def test_a_change_that_changes_nothing_says_so(run: Run) -> None:
    run(*needled())
    assert "Nothing is different from before.\n" in changed(run, "--needle", "0.25").out


@pytest.mark.parametrize("flags", [[], ["--no-input"]])
def test_with_nobody_to_ask_a_change_says_what_it_needs(run: Run, home: Path, flags: list[str]) -> None:
    run(*needled())
    before = events(home)
    ran = changed(run, *flags)
    assert (ran.status, ran.out, events(home)) == (2, "", before)
    assert "Say what to change, such as --needle 0.25." in ran.err


def test_a_person_is_asked_what_to_change_with_what_is_there(run: Run) -> None:
    run(*needled(), "--reaction", "expected")
    ran = run("history", "edit", ids(run)[0], typed="areas\nnose,chin\n")
    assert "Needle length: 0.25 mm" in ran.err
    assert "Which areas did you treat?" in ran.err
    assert "  - Areas: Chin, Nose (was Cheeks)\n" in ran.out


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--needle", "9"], "needle_mm: found 9"),
        (["--at", "tomorrow"], "which is still to come"),
        (["--set", "treatment=microdermabrasion"], "The treatment cannot be changed."),
        (["--set", "nonsense=1"], "there's no such question"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_and_changes_nothing(
    run: Run, home: Path, flags: list[str], words: str
) -> None:
    run(*needled())
    before = events(home)
    refused(changed(run, *flags), 2, words)
    assert events(home) == before


def test_only_a_session_can_be_changed(run: Run) -> None:
    run(*symptoms(symptoms="redness"))
    refused(run("history", "edit", ids(run, "symptom-check")[0], "--note", "x"), 2, "Only a session")


def test_the_json_of_a_change_keeps_the_photo_and_the_head_and_has_null_for_no_note(
    run: Run, tmp_path: Path
) -> None:
    photo = tmp_path / "skin.jpg"
    photo.touch()
    run("device", "add", "microneedling", *BLUE, "--no-input")
    run(*needled(), "--at", "yesterday", "--head", "blue roller", "--photo", str(photo), "--note", "windy")
    told: Any = changed(run, "--note", "", "--json").json
    assert (told["stored"]["photo"], told["stored"]["head"]["uses"]) == (str(photo), 1)
    assert told["changed"] == {"note": {"from": "windy", "to": None}}


def test_the_json_of_a_change_has_what_was_replaced(run: Run) -> None:
    run(*needled(reaction="severe"))
    old = entries(run, "--treatment", "microneedling")[-1]["id"]
    told: Any = changed(run, "--needle", "0.2", "--json").json
    assert (told["schema_version"], told["replaces"]) == (1, old)
    assert told["changed"] == {"needle_mm": {"from": 0.25, "to": 0.2}}
    assert (len(told["holds_standing"]), told["hold"]) == (1, True)

"""``device`` from outside: heads that are added, used by sessions and retired."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Run
from heads_typed import BLUE, add, listed, uses, worn_out
from skinroutine.review.grade import reading_grade, sentences
from typed import abraded, needled, refused

DAY = 86400


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


def test_without_a_head_the_list_says_how_to_add_one(run: Run, home: Path) -> None:
    ran = run("device")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "You have no head in use on your list.\nNote one: skinroutine device add\n"
    assert not home.exists()


def test_a_head_that_is_added_is_echoed_with_its_limit(run: Run) -> None:
    out = run("device", "add", "microneedling", *BLUE, "--no-single-use", "--no-input").out
    assert out.startswith(
        "Added: blue roller, microneedling, roller, 0.25 mm\n0 of 8 uses, opened Sun 1 Nov.\n"
    )


def test_everything_that_was_said_of_a_head_is_kept(run: Run) -> None:
    add(run, "microneedling", *BLUE, "--no-single-use", "--not-certified", "--uses", "3")
    (head,) = listed(run)
    assert (head["treatment"], head["kind"], head["needle_mm"]) == ("microneedling", "roller", 0.25)
    assert (head["opened"], head["single_use"], head["certified"]) == ("2026-11-01", False, False)
    assert (head["uses"], head["most_uses"]) == (3, 8)
    assert (head["days_open"], head["most_days_open"]) == (19, 90)
    assert head["worn"] is False


def test_the_kind_tells_the_treatment_when_only_one_has_it(run: Run) -> None:
    assert add(run, "--kind", "stamp")["treatment"] == "microneedling"
    assert add(run, "--kind", "diamond_tip")["treatment"] == "microdermabrasion"


def test_a_missing_kind_is_named_and_nothing_is_stored(run: Run, home: Path) -> None:
    ran = run("device", "add", "microneedling", "--needle", "0.25", "--no-input")
    refused(ran, 2, "device_kind")
    assert not home.exists()


def test_a_kind_that_no_treatment_has_is_refused_with_the_kinds(run: Run) -> None:
    refused(
        run("device", "add", "microneedling", "--kind", "rolller", "--no-input"), 2, "'rolller'", "'roller'"
    )


def test_what_was_not_said_is_asked_and_not_sure_is_kept(run: Run) -> None:
    ran = run("device", "add", "microneedling", typed="roller\n0.25\nnot sure\nno\n2\n")
    assert ran.status == 0
    assert "How many times has it been used so far?" in ran.err
    (head,) = listed(run)
    assert (head["name"], head["uses"], head["certified"]) == ("roller 0.25 mm", 2, "not_sure")


def test_input_that_ends_early_stores_no_head(run: Run, home: Path) -> None:
    assert run("device", "add", "microneedling", typed="roller\n").status == 2
    assert not home.exists()


def test_heads_without_a_name_get_names_of_their_own(run: Run) -> None:
    names = [add(run, "--kind", "roller", "--needle", "0.25")["name"] for _ in range(3)]
    assert names == ["roller 0.25 mm", "roller 0.25 mm, no. 2", "roller 0.25 mm, no. 3"]


def test_a_name_that_another_head_has_is_refused(run: Run) -> None:
    add(run, *BLUE)
    refused(run("device", "add", *BLUE[:-1], "Blue Roller", "--no-input"), 2, "is in your list already")


@pytest.mark.parametrize("said", ["2026-12-01", "tomorrow", "flurb", "1999-01-01"])
def test_a_day_on_which_nothing_can_have_been_opened_is_refused(run: Run, home: Path, said: str) -> None:
    refused(run("device", "add", "--kind", "roller", "--opened", said, "--no-input"), 2, "--opened")
    assert not home.exists()


def test_a_head_that_is_too_long_is_kept_and_the_rule_against_it_is_told(run: Run) -> None:
    ran = run("device", "add", "--kind", "roller", "--needle", "1.5", "--no-input")
    assert ran.status == 0
    assert "Do not use needles longer than 0.3 mm at home." in ran.out
    assert [head["needle_mm"] for head in listed(run)] == [1.5]


def test_a_name_cannot_steer_a_terminal(run: Run) -> None:
    run("device", "add", "--kind", "roller", "--name", "a\x1b[2Jb", "--no-input")
    assert "\x1b" not in run("device").out
    assert "a[2Jb" in run("device").out


def test_each_logged_session_is_a_use_of_the_head_that_fits(run: Run) -> None:
    add(run, *BLUE)
    out = run(*needled()).out
    assert "  - head: blue roller, 1 of 8 uses\n" in out
    assert uses(run) == {"blue roller": 1}


def test_two_sessions_at_one_moment_are_two_uses(run: Run) -> None:
    add(run, *BLUE)
    run(*needled())
    run(*needled(), "--again")
    assert uses(run) == {"blue roller": 2}


@pytest.mark.parametrize(
    "session",
    [needled(needle_mm="0.2"), needled(device_kind="stamp"), abraded()],
    ids=["length", "kind", "tip"],
)
def test_a_session_with_another_kind_or_length_is_no_use(run: Run, session: list[str]) -> None:
    add(run, *BLUE)
    assert "head:" not in run(*session).out
    assert uses(run) == {"blue roller": 0}


def test_of_two_heads_that_fit_the_one_opened_last_is_used(run: Run) -> None:
    add(run, *BLUE)
    add(run, "--kind", "roller", "--needle", "0.25", "--opened", "2026-11-10", "--name", "red")
    run(*needled())
    run(*needled(), "--at", "2026-11-05")
    assert uses(run) == {"red": 1, "blue roller": 1}


def test_the_head_that_is_named_is_the_one_that_counts(run: Run) -> None:
    add(run, *BLUE)
    add(run, "--kind", "roller", "--needle", "0.25", "--name", "red")
    run(*needled(), "--head", "Blue  roller")
    assert uses(run) == {"red": 0, "blue roller": 1}


def test_a_head_that_is_named_tells_kind_and_length_of_the_session(run: Run) -> None:
    add(run, *BLUE)
    rest = ["--area", "cheeks", "--set", "products_during=none", "--set", "numbing_cream=none"]
    stored: Any = run("log", "--head", "blue roller", *rest, "--json").json["stored"]
    assert (stored["treatment"], stored["answers"]["device_kind"]) == ("microneedling", "roller")
    assert stored["answers"]["needle_mm"] == 0.25
    assert stored["head"]["name"] == "blue roller"


def test_a_head_can_be_named_by_its_id(run: Run) -> None:
    head = add(run, *BLUE)["id"]
    assert run(*needled(), "--head", head[-8:]).status == 0
    assert uses(run) == {"blue roller": 1}


@pytest.mark.parametrize(
    ("session", "said"),
    [
        (needled(), ("gold", "device list")),
        (needled(needle_mm="0.2"), ("blue roller", "another kind or length")),
    ],
)
def test_a_head_that_cannot_have_been_used_is_refused(
    run: Run, session: list[str], said: tuple[str, str]
) -> None:
    add(run, *BLUE)
    refused(run(*session, "--head", said[0]), 2, *said)
    assert uses(run) == {"blue roller": 0}


def test_a_head_was_not_used_before_it_was_opened(run: Run) -> None:
    add(run, *BLUE)
    refused(run(*needled(), "--at", "2026-10-30", "--head", "blue roller"), 2, "opened on Sun 1 Nov 2026")


def test_sessions_logged_before_the_head_was_added_count_from_the_day_it_was_opened(run: Run) -> None:
    run(*needled(), "--at", "2026-10-31")
    run(*needled(), "--at", "2026-11-02")
    run(*needled(), "--at", "2026-11-12")
    assert add(run, *BLUE)["uses"] == 0
    assert uses(run) == {"blue roller": 2}


def test_uses_that_are_told_with_the_head_are_not_counted_twice(run: Run) -> None:
    run(*needled(), "--at", "2026-11-12")
    add(run, *BLUE, "--uses", "4")
    assert uses(run) == {"blue roller": 4}
    run(*needled(), "--at", "yesterday")
    assert uses(run) == {"blue roller": 5}


def test_a_session_that_is_undone_gives_its_use_back(run: Run) -> None:
    add(run, *BLUE)
    run(*needled())
    run(*needled(), "--again")
    assert run("undo").status == 0
    assert uses(run) == {"blue roller": 1}


def test_a_head_keeps_its_uses_when_adding_it_is_undone_and_redone(run: Run) -> None:
    run(*needled(), "--at", "2026-11-12")
    add(run, *BLUE)
    run("undo")
    assert listed(run) == []
    run("redo")
    assert uses(run) == {"blue roller": 1}
    run(*needled())
    assert uses(run) == {"blue roller": 2}


def test_a_session_that_is_changed_to_another_length_gives_its_use_back(run: Run) -> None:
    add(run, *BLUE)
    entry = run(*needled(), "--json").json["stored"]
    assert isinstance(entry, dict)
    assert run("history", "edit", entry["id"], "--needle", "0.2").status == 0
    assert uses(run) == {"blue roller": 0}


def test_a_session_that_is_changed_otherwise_keeps_its_head(run: Run) -> None:
    add(run, *BLUE)
    add(run, "--kind", "roller", "--needle", "0.25", "--name", "red")
    entry = run(*needled(), "--head", "blue roller", "--json").json["stored"]
    assert isinstance(entry, dict)
    assert run("history", "edit", entry["id"], "--note", "calm").status == 0
    assert uses(run) == {"red": 0, "blue roller": 1}


def test_a_retired_head_leaves_the_list_and_stays_in_the_history(run: Run) -> None:
    worn_out(run, times=2)
    out = run("device", "retire", "blue roller", "--why", "damaged").out
    assert out.startswith("Retired: blue roller is off your list after 2 uses. It is damaged.\n")
    assert listed(run) == []
    (head,) = listed(run, "--all")
    assert (head["uses"], head["retired_why"], head["retired"][:10]) == (2, "damaged", "2026-11-20")
    assert "retired Fri 20 Nov, damaged" in " ".join(run("device", "--all").out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gold"], "No head of yours"),
        (["blue roller", "--why", "sold"], "--why worn, --why lost, --why damaged"),
    ],
)
def test_a_head_that_is_not_there_and_an_unknown_reason_are_refused(
    run: Run, arguments: list[str], said: str
) -> None:
    add(run, *BLUE)
    refused(run("device", "retire", *arguments), 2, said)
    assert len(listed(run)) == 1


def test_a_head_is_retired_once(run: Run) -> None:
    add(run, *BLUE)
    run("device", "retire", "blue roller")
    refused(run("device", "retire", "blue roller"), 2, "was retired on Fri 20 Nov 2026")


def test_undoing_a_retirement_brings_the_head_back_with_its_uses(run: Run) -> None:
    worn_out(run, times=3)
    run("device", "retire", "blue roller")
    run("undo")
    assert uses(run) == {"blue roller": 3}


def test_a_session_after_a_retirement_is_no_use_of_that_head(run: Run, clock: time_machine.Traveller) -> None:
    worn_out(run, times=1)
    run("device", "retire", "blue roller")
    clock.shift(DAY)
    run(*needled())
    assert [head["uses"] for head in listed(run, "--all")] == [1]


def test_what_the_device_commands_say_can_be_read_by_a_twelve_year_old(run: Run) -> None:
    worn_out(run)
    words = [
        run("device").out, run("device", "add", *BLUE[:-1], "red", "--no-input").out,
        run("device", "retire", "blue roller", "--why", "lost").out, run("device", "list", "--all").out,
    ]  # fmt: skip
    said = [
        one for text in words for line in text.splitlines() for one in sentences(line) if one.endswith(".")
    ]
    assert {one: reading_grade(one) for one in said if reading_grade(one) > 8} == {}
    assert len(said) > 5

"""A first session that is one test patch: what the plan shows, what is logged, and what follows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from rule_set import THIRD

Planing = Callable[..., Ran]
TREATMENT = "dermaplaning"
ADDED = {
    "frequency.yaml": """
- id: dp-after-patch
  after_patch: [dp-monthly]
  every: 2 days
  say: Leave some days after a test patch.
  spot: Leave out the spot that you tested.
  sources: [blade-manual]
""",
    "technique.yaml": """
- id: dp-patch
  do: Stroke over one spot only.
  patch: true
  sources: [blade-manual]
""",
    "aftercare.yaml": """
- id: dp-look
  do: Look at the spot in good light.
  patch: true
  for: 2 days
  sources: [blade-manual]
""",
}
BARE = {
    "areas": "cheeks", "skin_today": "[]", "conditions": "[]", "medicines": "[]", "recent_procedures": "[]",
    "device_kind": "face_blade", "blade_new": "yes", "numbing_cream": "none",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture
def planing(run: Run, tmp_path: Path) -> Planing:
    """Run a command with rules of a treatment whose first session is a test patch."""
    folder = tmp_path / "rules"
    shutil.copytree(THIRD, folder)
    for name, text in ADDED.items():
        file = folder / TREATMENT / name
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")
    return lambda *arguments: run(*arguments, "--rules", str(folder))


def plan(planing: Planing, *more: str) -> Ran:
    given = [part for name, value in BARE.items() for part in ("--set", f"{name}={value}")]
    return planing("plan", TREATMENT, *given, *more)


def planned(planing: Planing, *more: str) -> Any:
    return plan(planing, *more, "--json").json


def logged(planing: Planing, *typed: str) -> Any:
    return planing("log", TREATMENT, *typed, "--json").json


def kept(run: Run, *home: str) -> Any:
    """What the one session in a history says of a patch."""
    told: Any = run("history", "--json", *home).json
    (session,) = [entry for entry in told["entries"] if entry["kind"] == "session"]
    return session["data"]["answers"].get("patch")


PATCH = ["--area", "cheeks", "--device", "face_blade", "--patch"]


def test_a_first_plan_shows_the_steps_of_a_patch_and_no_other_thing_to_do(planing: Planing) -> None:
    told = planned(planing)
    assert told["patch"] is True
    assert told["checklist"]["technique"] == ["Stroke over one spot only.", "Critical: You see blood."]


def test_a_first_plan_names_one_day_for_the_rest_and_the_floor_of_the_usual_gap_counts(
    planing: Planing,
) -> None:
    assert planned(planing)["next_earliest"] == "2026-11-26"
    shown = " ".join(plan(planing).out.split())
    assert "the rest may be on Thu 26 Nov at the earliest, if the patch stays calm." in shown


def test_a_first_plan_says_what_to_ask_a_professional_and_what_to_bring(planing: Planing) -> None:
    assert planned(planing)["consult"] == {
        "ask": ["Is my risk higher than usual?"],
        "bring": ["a list of your skin care."],
    }


def test_the_look_at_a_patch_joins_the_usual_aftercare_of_the_plan_and_of_the_log(planing: Planing) -> None:
    usual = [
        step["id"]
        for step in planned(
            planing, "--set", "days_since_last_session=30", "--set", "last_reaction=expected"
        )["steps"]["aftercare"]
    ]
    assert [step["id"] for step in planned(planing)["steps"]["aftercare"]] == [*usual, "dp-look"]
    assert "Right after: one test patch" not in plan(planing).out
    assert logged(planing, *PATCH)["aftercare"][-1]["ends"] == "2026-11-22T10:00:00+00:00"


def test_a_later_plan_is_no_patch_and_asks_nobody_first(planing: Planing) -> None:
    told = planned(planing, "--set", "days_since_last_session=30", "--set", "last_reaction=expected")
    assert (told["patch"], told["consult"]) == (False, {"ask": [], "bring": []})
    assert told["checklist"]["technique"] == [
        "Hold the blade flat and stroke down.",
        "Critical: You see blood.",
    ]


def test_log_after_such_a_plan_records_a_patch_without_being_told(planing: Planing, run: Run) -> None:
    plan(planing)
    shown = " ".join(planing("log").out.split())
    assert "If the spot calms down, the rest of that skin may be on Thu 26 Nov at the earliest." in shown
    assert kept(run) is True


def test_log_after_such_a_plan_with_areas_of_its_own_records_a_whole_session(
    planing: Planing, run: Run
) -> None:
    plan(planing)
    logged(planing, "--area", "cheeks", "--device", "face_blade")
    assert kept(run) is None


def test_the_flag_and_the_answer_say_the_same(planing: Planing, run: Run) -> None:
    by_flag = logged(planing, *PATCH)["next"]
    run("undo")
    by_answer = logged(planing, *PATCH[:-1], "--set", "patch=yes")["next"]
    assert by_flag == by_answer


def test_no_patch_is_a_whole_session(planing: Planing) -> None:
    assert logged(planing, *PATCH[:-1], "--reaction", "expected")["next"] == {"cheeks": "2026-12-11"}
    assert logged(planing, *PATCH[:-1], "--set", "patch=no", "--again")["stored"]["answers"]["patch"] is False


def test_after_the_patch_and_its_wait_the_plan_is_for_the_rest_and_leaves_out_the_spot(
    planing: Planing, clock: time_machine.Traveller
) -> None:
    logged(planing, *PATCH)
    calm = ["--set", "last_reaction=expected"]
    assert planned(planing, *calm)["verdict"] == "wait"
    clock.shift(6 * 24 * 3600)
    told = planned(planing, *calm)
    assert (told["verdict"], told["patch"]) == ("caution", False)
    assert [(one["id"], one["message"], one["until"]) for one in told["reasons"]] == [
        ("dp-after-patch", "Leave out the spot that you tested.", "2026-12-11")
    ]


def test_a_screen_that_says_wait_names_no_second_day_for_the_spot(planing: Planing) -> None:
    logged(planing, *PATCH)
    told = planned(planing, "--set", "last_reaction=expected")
    assert [(one["id"], one["until"]) for one in told["reasons"]] == [("dp-after-patch", "2026-11-26")]


def test_history_names_a_patch_and_an_edit_makes_a_session_of_it(planing: Planing, run: Run) -> None:
    stored = logged(planing, *PATCH, "--reaction", "expected")["stored"]["id"]
    assert "Dermaplaning, cheeks, test patch only" in run("history").out
    edited: Any = planing("history", "edit", stored, "--set", "patch=no", "--json").json
    assert edited["next"] == {"cheeks": "2026-12-11"}


def test_a_patch_comes_through_export_and_import(planing: Planing, run: Run, tmp_path: Path) -> None:
    logged(planing, *PATCH)
    file = tmp_path / "all.json"
    run("export", str(file))
    other = str(tmp_path / "other")
    run("import", str(file), "--home", other)
    assert kept(run, "--home", other) is True

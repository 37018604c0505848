"""``plan``, ``log`` and ``status``: for which areas a step is, in words and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from rule_folders import laid_over_with
from typed import RESTED, needled, needling

STEPS = {
    "technique": """\
- id: own-hold
  do: Hold the skin flat.
  sources: [judgement]

- id: own-hold-neck
  do: Tip your chin up and hold the skin flat.
  when: {areas: neck}
  in_place_of: [own-hold]
  critical: true
  minutes: 0.5
  settings: {direction: upward, passes: 1}
  sources: [judgement]
""",
    "aftercare": """\
- id: own-scarf
  avoid: Wear no scarf.
  when: {areas: neck}
  from: 1 hour
  for: 48 hours
  sources: [judgement]
""",
}


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Every plan is made on 2026-11-20 at 10:00."""


@pytest.fixture
def rules(tmp_path: Path) -> tuple[str, str]:
    return "--rules", str(laid_over_with(tmp_path, **STEPS))


def planned(run: Run, rules: tuple[str, str], areas: str) -> Any:
    return run("plan", *needling(areas=areas, **RESTED), *rules, "--json").json


def test_a_step_for_one_of_two_areas_begins_with_its_name(run: Run, rules: tuple[str, str]) -> None:
    lists = planned(run, rules, "neck,cheeks")["checklist"]
    assert lists["technique"][-2:] == [
        "Cheeks: Hold the skin flat.",
        "Neck: Critical: Tip your chin up and hold the skin flat.",
    ]
    assert lists["aftercare"][-1] == "Neck: Wear no scarf (from 1 hour on, for 48 hours)."


def test_a_step_for_the_only_area_names_none(run: Run, rules: tuple[str, str]) -> None:
    assert planned(run, rules, "neck")["checklist"]["technique"][-1] == (
        "Critical: Tip your chin up and hold the skin flat."
    )
    assert planned(run, rules, "cheeks")["checklist"]["technique"][-1] == "Hold the skin flat."


def test_the_steps_tell_part_by_part_what_the_checklist_says(run: Run, rules: tuple[str, str]) -> None:
    plan = planned(run, rules, "neck,cheeks")
    assert plan["steps"]["technique"][-1] == {
        "id": "own-hold-neck",
        "text": "Tip your chin up and hold the skin flat.",
        "areas": ["neck"],
        "starts_before_hours": None,
        "starts_after_hours": None,
        "ends_after_hours": None,
        "minutes": 0.5,
        "marker": "critical",
        "settings": {"tip": None, "level": None, "direction": "upward", "passes": 1, "needle_mm": None},
    }
    scarf = plan["steps"]["aftercare"][-1]
    assert (scarf["starts_after_hours"], scarf["ends_after_hours"], scarf["marker"]) == (1, 48, None)
    assert plan["steps"]["prep"][-1]["marker"] == "stop"
    assert plan["steps"]["prep"][-1]["areas"] == ["cheeks", "neck"]


def test_the_steps_stand_in_the_order_of_the_checklist(run: Run, rules: tuple[str, str]) -> None:
    plan = planned(run, rules, "neck,cheeks")
    assert list(plan["steps"]) == list(plan["checklist"])
    for phase, texts in plan["checklist"].items():
        said = [step["text"].rstrip(".") for step in plan["steps"][phase]]
        assert [part in text for part, text in zip(said, texts, strict=True)] == [True] * len(texts)


def test_the_next_dates_are_told_for_each_area(run: Run, rules: tuple[str, str]) -> None:
    dates = {"earliest": "2026-11-27", "suggested": "2026-11-27"}
    assert planned(run, rules, "neck,cheeks")["next_dates"] == [
        {"area": "cheeks", **dates},
        {"area": "neck", **dates},
    ]


def test_the_aftercare_of_a_session_names_its_area_too(run: Run, rules: tuple[str, str]) -> None:
    logged: Any = run(*needled(areas="neck,cheeks"), *rules, "--json").json
    assert "Neck: Wear no scarf." in [step["text"] for step in logged["aftercare"]]
    assert "Neck: Wear no scarf." in run("status").out


def test_a_longer_usual_gap_on_one_area_leaves_the_others_alone(run: Run, tmp_path: Path) -> None:
    spans = "every: 7 days, suggested: 14 days"
    gap = f"- {{id: own-gap, when: {{areas: neck}}, {spans}, say: Wait., sources: [judgement]}}\n"
    rules = ("--rules", str(laid_over_with(tmp_path, frequency=gap)))
    plan = planned(run, rules, "neck,cheeks")
    assert [(each["area"], each["earliest"], each["suggested"]) for each in plan["next_dates"]] == [
        ("cheeks", "2026-11-27", "2026-11-27"),
        ("neck", "2026-11-27", "2026-12-04"),
    ]
    shown = run("plan", *needling(areas="neck,cheeks", **RESTED), *rules).out
    assert "the next session may be on Fri 27 Nov at the earliest." in shown
    assert "Neck: leave it until Fri 4 Dec." in shown

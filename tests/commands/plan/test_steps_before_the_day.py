"""``plan`` and ``plan --on``: what has to be left off before a session, on the day and days ahead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from rule_folders import laid_over_with
from typed import RESTED, needling, refused

PREP = """\
- id: own-wine
  avoid: Drink no wine.
  before: 3 days
  if_past: Put it off if you drank wine in the last three days.
  sources: [judgement]

- id: own-cream
  avoid: Leave off the cream.
  before: 7 days
  critical: true
  sources: [judgement]

- id: own-razor
  avoid: Leave the razor alone.
  before: 12 hours
  when: {areas: neck}
  if_past: Put it off if you shaved this morning.
  sources: [judgement]
"""


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Every plan is made on Fri 2026-11-20 at 10:00."""


@pytest.fixture
def rules(tmp_path: Path) -> tuple[str, str]:
    return "--rules", str(laid_over_with(tmp_path, prep=PREP))


def own(run: Run, rules: tuple[str, str], *more: str) -> list[Any]:
    document: Any = run("plan", *needling(areas="neck,cheeks", **RESTED), *rules, *more, "--json").json
    steps, lines = document["steps"]["prep"], document["checklist"]["prep"]
    assert len(steps) == len(lines)
    pairs = zip(steps, lines, strict=True)
    return [(step, line) for step, line in pairs if step["id"].startswith("own-")]


def test_a_plan_for_today_asks_and_gives_no_order_for_the_days_before(
    run: Run, rules: tuple[str, str]
) -> None:
    assert [line for _, line in own(run, rules)] == [
        "Stopping point: Put it off if you drank wine in the last three days.",
        "Neck: Stopping point: Put it off if you shaved this morning.",
    ]


def test_a_plan_for_a_later_day_gives_each_order_with_its_day(run: Run, rules: tuple[str, str]) -> None:
    assert [line for _, line in own(run, rules, "--on", "2026-11-30")] == [
        "From Fri 27 Nov on: drink no wine.",
        "Critical: From Mon 23 Nov on: leave off the cream.",
        "Neck: On Mon 30 Nov: leave the razor alone.",
    ]


def test_what_should_have_begun_already_begins_now_and_is_asked_too(run: Run, rules: tuple[str, str]) -> None:
    assert [line for _, line in own(run, rules, "--on", "2026-11-22")] == [
        "From now on: drink no wine. Put it off if you drank wine in the last three days.",
        "Critical: From now on: leave off the cream.",
        "Neck: On Sun 22 Nov: leave the razor alone.",
    ]


def test_json_gives_the_hours_before_and_marks_what_is_only_asked_as_a_stop(
    run: Run, rules: tuple[str, str]
) -> None:
    today = [(step["starts_before_hours"], step["marker"]) for step, _ in own(run, rules)]
    assert today == [(72, "stop"), (12, "stop")]
    later = own(run, rules, "--on", "2026-11-30")
    assert [(step["text"], step["starts_before_hours"], step["marker"]) for step, _ in later] == [
        ("Drink no wine.", 72, None),
        ("Leave off the cream.", 168, "critical"),
        ("Leave the razor alone.", 12, None),
    ]


def test_a_plan_for_a_later_day_does_not_call_it_today(run: Run, rules: tuple[str, str]) -> None:
    page = run("plan", *needling(**RESTED), *rules, "--on", "2026-11-30", "--plain").out
    assert "If you do it then, the next session may be on" in page


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ("- {id: own, avoid: Drink no wine., if_past: Wait., sources: [judgement]}", "if_past needs before"),
        (
            "- {id: own, avoid: Drink no wine., before: 3 days, for: 2 days, sources: [judgement]}",
            "before goes with do or avoid",
        ),
        (
            "- {id: own, pause: Stop and look., before: 3 days, sources: [judgement]}",
            "before goes with do or avoid",
        ),
    ],
)
def test_a_time_before_the_session_that_nothing_would_read_is_refused(
    run: Run, tmp_path: Path, steps: str, words: str
) -> None:
    folder = laid_over_with(tmp_path, prep=steps)
    refused(run("plan", *needling(**RESTED), "--rules", str(folder)), 1, words)


def test_a_time_before_the_session_is_refused_in_any_other_list(run: Run, tmp_path: Path) -> None:
    step = "- {id: own, avoid: Drink no wine., before: 3 days, sources: [judgement]}"
    folder = laid_over_with(tmp_path, technique=step)
    refused(run("plan", *needling(**RESTED), "--rules", str(folder)), 1, "'before' is for steps of prep")

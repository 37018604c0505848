"""A day is shown as people say it on every screen; figures are for JSON, CSV and what can be pasted."""

from __future__ import annotations

import re

import pytest
import time_machine

from conftest import LiveOnce, Run
from typed import needled, needling, symptoms

IN_FIGURES = re.compile(r"(?<![\w/.-])\d{4}-\d\d-\d\d")
SCREENS = (
    ["due"], ["status"], ["status", "--verbose"], ["history"], ["history", "--all"], ["history", "--chart"],
    ["profile"], ["hold"], ["device", "list", "--all"], ["why"], ["handover"], ["doctor"], ["remind", "cron"],
    ["plan", *needling()], ["plan", "--what-if", "age=30", *needling()],
    ["plan", "--on", "in 3 days", *needling()],
    symptoms(symptoms="redness"), ["undo"],
    ["log", "microneedling", "--head", "red", "--at", "2 months ago", "--no-input"],
    ["device", "retire", "red"], ["hold", "end", "--how", "healed"], ["pause", "--until", "2026-12-24"],
    ["history", "--since", "2026-11-02", "--until", "2026-11-01"],
    ["handover", "--since", "2026-11-02", "--until", "2026-11-01"],
)  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture(autouse=True)
def _lived(run: Run, live_once: LiveOnce) -> None:
    """Three sessions, one of them two years ago, heads, a check, a plan, a pause and a hold."""

    def live() -> None:
        run(*needled(areas="cheeks", reaction="expected"), "--at", "2 years ago")
        run(*needled(areas="cheeks,nose", reaction="expected"), "--at", "20 days ago")
        run("device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--name", "red")
        run("device", "add", "microneedling", "--kind", "stamp", "--needle", "0.25", "--name", "blue")
        run(*needled(areas="chin"), "--at", "3 days ago")
        run("device", "retire", "red", "--why", "worn")
        run("profile", "set", "medicines=retinol", "age=34")
        run("plan", *needling())
        run(
            "check-symptoms",
            "microneedling",
            "--set",
            "symptoms=fever",
            "--set",
            "hours_since_session=72",
            "--no-input",
        )
        run("hold", "add", "--why", "Sore", "--days", "9")

    live_once(live)


@pytest.mark.parametrize("typed", SCREENS, ids=" ".join)
def test_no_screen_and_no_refusal_shows_a_day_in_figures(run: Run, typed: list[str]) -> None:
    ran = run(*typed)
    shown = ran.out + ran.err
    assert shown.strip() or typed == ["due"]
    assert [line for line in shown.splitlines() if IN_FIGURES.search(line)] == []

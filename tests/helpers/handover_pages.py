"""A home with something to hand over, and its page in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import LiveOnce, Run
from typed import abraded, needled, needling, symptoms

BUMPS = {
    "symptoms": "pustules,redness",
    "symptoms__pustules__count": "12",
    "symptoms__pustules__severity": "moderate",
    "symptoms__pustules__area": "cheeks",
    "symptoms__redness__trend": "worsening",
    "symptoms__redness__hours": "30",
}
PLANNED = {
    "conditions": "dark_skin",
    "medicines": "retinol",
    "days_since__retinol": "12",
    "first_session": "no",
    "days_since_last_session": "20",
    "last_reaction": "expected",
}


@pytest.fixture
def lived(run: Run, live_once: LiveOnce) -> Run:
    """A home with a plan, a head, two sessions, and a check of level 2 with its hold."""
    live_once(lambda: live(run))
    return run


def live(run: Run) -> None:
    planned = {name.replace("__", "."): value for name, value in PLANNED.items()}
    done = {"areas": "cheeks,chin", "products_during": "vitamin_c"}
    run("plan", *needling(**planned))
    run("device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--name", "Blue one")
    run(*needled(**done), "--at", "2026-11-18 20:00", "--reaction", "expected", "--note", "Pressed hard")
    run(*abraded(areas="nose"), "--at", "2026-10-01 20:00")
    run(*symptoms(**BUMPS))


def written(run: Run, tmp_path: Path, name: str = "page.html", *more: str) -> str:
    file = tmp_path / name
    assert run("handover", "--output", str(file), *more).status == 0
    return file.read_text(encoding="utf-8")

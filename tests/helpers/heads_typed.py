"""Heads as a person types them, and what the program tells of them."""

from __future__ import annotations

from typing import Any, Final

from conftest import Run
from typed import needled, needling

BLUE: Final = ("--kind", "roller", "--needle", "0.25", "--opened", "2026-11-01", "--name", "blue roller")


def add(run: Run, *arguments: str) -> Any:
    return run("device", "add", *arguments, "--no-input", "--json").json["added"]


def listed(run: Run, *arguments: str) -> list[dict[str, Any]]:
    told: Any = run("device", "list", *arguments, "--json").json["heads"]
    return list(told)


def uses(run: Run) -> dict[str, int]:
    return {head["name"]: head["uses"] for head in listed(run)}


def planned(run: Run, **changes: str) -> Any:
    return run("plan", *needling(**{"areas": "nose", **changes}), "--json").json


def worn_out(run: Run, times: int = 8) -> None:
    """A blue roller with that many uses, the last one by a session ten days ago."""
    add(run, *BLUE, "--uses", str(times - 1))
    run(*needled(), "--at", "10 days ago")

"""Each screen ends with what people do next, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from typed import needled


@pytest.mark.parametrize(
    ("typed", "following"),
    [
        (["undo"], "To bring it back: skinroutine redo"),
        (
            ["about", "microneedling"],
            "Whether your own skin may have it today: skinroutine plan microneedling",
        ),
        (["calendar", "--output", "skin.ics"], "For a reminder each day: skinroutine remind"),
        (["history", "--chart"], "As a list: skinroutine history"),
    ],
)
def test_a_screen_names_the_next_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: list[str], following: str
) -> None:
    monkeypatch.chdir(tmp_path)
    run(*needled())
    assert following in run(*typed).out.splitlines()


def test_what_was_brought_back_can_be_taken_back_again(run: Run) -> None:
    run(*needled())
    run("undo")
    assert run("redo").out.splitlines()[-1] == "To take it back again: skinroutine undo"


def test_the_reasons_end_with_where_things_are(run: Run) -> None:
    run("check-symptoms", "--set", "symptoms=breathing_difficulty")
    assert run("why").out.splitlines()[-1] == "Where you are now: skinroutine status"

"""The screens that people see, as text: one command draws them anew where they were meant to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from kept_screens import FOLDER, MOST_LINES, RENEW, differences, drawn, kept, write
from situations import SITUATIONS


@pytest.mark.locked
def test_each_screen_is_drawn_as_it_is_kept(tmp_path: Path) -> None:
    lines = list(differences(kept(), drawn(tmp_path)))
    shown = [*lines[:MOST_LINES], *(["…"] if len(lines) > MOST_LINES else [])]
    meant = f"If that was meant, look at the whole of it after: {RENEW}"
    assert not lines, "\n".join([f"{len(lines)} lines differ.", *shown, meant])


def test_a_screen_is_kept_for_each_situation_and_no_other() -> None:
    assert set(kept()) == set(SITUATIONS)


@pytest.mark.parametrize("name", ["../laws/x", "/x", "a/b", ".."])
def test_nothing_outside_the_folder_is_ever_written(name: str) -> None:
    before = {file: file.read_bytes() for file in FOLDER.iterdir()}
    with pytest.raises(ValueError, match="no name of a screen"):
        write({**kept(), name: "text"})
    assert {file: file.read_bytes() for file in FOLDER.iterdir()} == before


def test_a_difference_is_told_by_its_lines() -> None:
    assert list(differences({"a": "one\ntwo\n"}, {"a": "one\nthree\n"})) == [
        "--- tests/screens/a.txt", "+++ a as it is drawn now", "@@ -1,2 +1,2 @@", " one", "-two", "+three",
    ]  # fmt: skip

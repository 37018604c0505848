"""Folders of rules made for one test: laid over the shipped rules, or a changed copy of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from shipped import RULES


def laid_over_with(place: Path, **files: str) -> Path:
    """A folder with these files of the treatment that is shipped as microneedling; __ is a folder."""
    folder = place / "own"
    for name, text in files.items():
        file = folder / "microneedling" / f"{name.replace('__', '/')}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def changed(place: Path, file: str, old: str, new: str) -> Path:
    """A copy of the shipped rules in which one text of one file is another."""
    folder = place / "changed"
    shutil.copytree(RULES, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def rows(data: object) -> list[dict[str, object]]:
    """A list of JSON objects."""
    assert isinstance(data, list)
    assert all(isinstance(one, dict) for one in data)
    return data

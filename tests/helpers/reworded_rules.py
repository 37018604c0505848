"""A checkout whose rules say the same in other words: every sentence ends otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import yaml

from shipped import RULES

ANEW: Final = " (anew)"
TOPICS: Final = (
    "aftercare", "red-flags", "symptoms", "screening", "frequency", "levels", "limits", "device", "treatment",
)  # fmt: skip
SENTENCES: Final = frozenset({"say", "say_if_not_sure", "do", "avoid", "watch_for", "ask"})


def reworded(place: Path, change: Callable[[dict[str, Any]], object] = bool) -> Path:
    """A checkout in a folder; ``change`` may alter each item further."""
    shutil.copytree(RULES, place / "rules")
    for topic in TOPICS:
        for file in (place / "rules").glob(f"*/{topic}.yaml"):
            data = _anew(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
            for item in data if isinstance(data, list) else []:
                change(item)
            text = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=1000)
            file.write_text(text, encoding="utf-8")
    return place


def _anew(data: Any) -> Any:
    if isinstance(data, list):
        return [_anew(each) for each in data]
    if isinstance(data, dict):
        return {key: _with(value) if key in SENTENCES else _anew(value) for key, value in data.items()}
    return data


def _with(value: Any) -> Any:
    """A sentence, or a list of them, with other words at its end."""
    if isinstance(value, list):
        return [_with(each) for each in value]
    if isinstance(value, dict):
        return {**value, "text": _with(value["text"])} if "text" in value else _anew(value)
    if not isinstance(value, str):
        return value
    words = value.rstrip()
    end = words[-1] if words[-1] in ".?!" else ""
    return f"{words.removesuffix(end)}{ANEW}{end}"

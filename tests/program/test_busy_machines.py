"""A test may be slow on a busy machine, never red: it waits for the thing itself, not for the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

FILES = sorted((ROOT / "tests").rglob("*.py"))
WAITS_ON_A_SCREEN = {"in_a_terminal.py", "test_first_frame.py", "test_prompt_keys.py"}
"""What never comes to a terminal has to be given up some time; each uses one long PATIENCE."""


def waits(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if ast.unparse(node.func).endswith("sleep"):
            yield f"{file.name}:{node.lineno}: sleeps"
        if any(one.arg in {"timeout", "deadline"} and not is_none(one.value) for one in node.keywords):
            yield f"{file.name}:{node.lineno}: gives up after a time"


def is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def test_no_test_waits_for_a_length_of_time() -> None:
    found = [wait for file in FILES if file.name not in WAITS_ON_A_SCREEN for wait in waits(file)]
    assert found == []

"""Python in a process of its own, which no test leaves behind."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator
from typing import Final

import pytest

from checkout import ROOT

_CHILDREN: Final[list[subprocess.Popen[str]]] = []


def start_child(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python on a script, with pipes for all that it reads and writes."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    pipe = subprocess.PIPE
    _CHILDREN.append(subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True))
    return _CHILDREN[-1]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """What a test that failed leaves open would be a warning in one that has nothing to do with it."""
    yield
    while _CHILDREN:
        with _CHILDREN.pop() as child:
            child.kill()

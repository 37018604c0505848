"""Sees to it that only tests with the marker ``todays_rules`` read the rules as they are today."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from typing import Final

import pytest

from checkout import OF_THE_PROGRAM, ROOT

TODAYS: Final = "todays_rules"
UNMARKED: Final = {"test_docs.py"}
"""Test files over today's rules that do not say so themselves: the docs show the real program."""
_SHIPPED: Final = f"{ROOT / 'rules'}{os.sep}"
_ALLOWED: Final = tuple(f"{_SHIPPED}{name}" for name in OF_THE_PROGRAM)
_LOOKS: Final = frozenset({"open", "os.listdir", "os.scandir"})
opened: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Remember each rule of today that this process looks at."""
    if event in _LOOKS and isinstance(arguments[0], str | os.PathLike):
        path = os.path.abspath(os.fspath(arguments[0]))  # noqa: PTH100  a link stays a link
        if path.startswith(_SHIPPED) and not path.startswith(_ALLOWED):
            opened.append(path)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, and watch."""
    config.addinivalue_line("markers", f"{TODAYS}: holds for the rules as they are today, whatever they say")
    sys.addaudithook(_watch)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that cannot mark themselves."""
    for item in items:
        if item.path.name in UNMARKED:
            item.add_marker(TODAYS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Begin to watch one test."""
    opened.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """A test without the marker that reads one would break when a clinician corrects it."""
    yield
    if not item.get_closest_marker(TODAYS):
        assert opened == [], f"read today's rules without the marker {TODAYS}"

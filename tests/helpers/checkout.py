"""A checkout whose shipped rules are the frozen ones: what the tests run, in this process and in others.

Nothing in the program knows of it. A child of the tests finds this copy of the package first, and beside it
the rules (``PYTHONPATH``). Who can set that can run any other program, so it opens no way to milder rules.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

import scratch
from skinroutine import rule_files

ROOT: Final = Path(__file__).resolve().parents[2]
TESTS: Final = ROOT / "tests"
PACKAGE: Final = ROOT / "skinroutine"
FROZEN: Final = TESTS / "frozen_rules"
LAWS_OVER: Final = os.environ.get("LAWS_OVER")
"""A folder of rules that the laws and the cases are held against instead of ``rules/``."""
OF_THE_PROGRAM: Final = ("schema", "skeleton", "README.md")
"""What lies in ``rules/`` and is no rule: it goes with the code, frozen or not."""


def _copied(rules: Path) -> Path:
    """A new checkout with these rules, gone when the tests are over."""
    folder = Path(tempfile.mkdtemp(prefix="skinroutine-checkout-"))
    folder.chmod(0o755)  # some tests run the program as somebody who may do less
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(PACKAGE, folder / "skinroutine")
    shutil.copytree(rules, folder / "rules", ignore=shutil.ignore_patterns(*OF_THE_PROGRAM))
    for name in OF_THE_PROGRAM:
        source = ROOT / "rules" / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, folder / "rules" / name)
    return folder


def _todays() -> Path:
    """The checkout with the rules as they are today."""
    return _copied(Path(LAWS_OVER)) if LAWS_OVER else ROOT


scratch.use_memory()
FROZEN_CHECKOUT: Final = _copied(FROZEN)
TODAYS_CHECKOUT: Final = _todays()
FROZEN_RULES: Final = FROZEN_CHECKOUT / "rules"
TODAYS_RULES: Final = TODAYS_CHECKOUT / "rules"


def environment(checkout: Path) -> dict[str, str]:
    """What a child process needs to run this checkout, wherever it starts."""
    found = {"PYTHONPATH": str(checkout), "PYTHONSAFEPATH": "1"}
    if checkout != ROOT:
        found["PYTHONDONTWRITEBYTECODE"] = ""  # our own copy: what one child compiles, the next ones read
    return found


def run_here(checkout: Path) -> None:
    """From now on the program in this process takes the shipped rules from this checkout."""
    rule_files.__dict__["_PACKAGE"] = checkout / "skinroutine"


run_here(FROZEN_CHECKOUT)

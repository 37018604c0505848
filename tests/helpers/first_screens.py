"""First screens as a terminal shows them, for answers that no history knows."""

from __future__ import annotations

import io

from rich.console import Console

from in_a_terminal import ESCAPES
from rule_set import Answers
from skinroutine.commands.check_symptoms.alarm import weigh
from skinroutine.commands.check_symptoms.screen import SymptomCheck
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.prompts.key_prompt import key_lines
from skinroutine.show.blocks import Page, Para
from skinroutine.show.colour import fitted, show

ROWS = 24
"""The rows of the smallest terminal that people use."""


def weighed(checking: SymptomDecision, answers: Answers) -> SymptomCheck:
    """What a screen shows of a check that blocks sessions where its level does."""
    check = weigh(checking, answers)
    return check._replace(on_hold=check.found.words.hold)


def drawn(page: Page, columns: int = 80) -> list[str]:
    """The lines of a page in a terminal, without its colours."""
    glass = io.StringIO()
    show(page, Console(file=glass, width=columns, force_terminal=True, legacy_windows=False))
    return [line.rstrip() for line in ESCAPES.sub("", glass.getvalue()).splitlines()]


def rows_with_keys(page: Page, keys: dict[str, str]) -> int:
    """How many rows the page takes with the line of keys below it, in a terminal of ``ROWS`` rows."""
    below = len(key_lines({**keys, "q": "done"}, 79))
    console = Console(file=io.StringIO(), width=80, force_terminal=True, legacy_windows=False)
    return len(drawn(fitted([*page, Para("")], console, ROWS - below))) + below

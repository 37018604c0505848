"""The first screen of a check in a terminal: the level, what to do now, what to call for, and when.

Every action, every sign and every reason of the level stands here, help before reasons.
"""

from __future__ import annotations

from collections.abc import Sequence

from skinroutine.commands.check_symptoms.screen import (
    SymptomCheck,
    actions,
    banner,
    coming_back,
    numbers,
    pages_for_others,
    reasons,
)
from skinroutine.decide.triage import URGENT
from skinroutine.show.blocks import Block, Page, Para
from skinroutine.show.parts import FOOT, conflict_blocks, left_out


def first_screen(check: SymptomCheck, rest: Sequence[Block] = ()) -> Page:
    """The first screen; ``rest`` says how to see more where no key is waited for."""
    found, questions = check.found, check.book.questions("check-symptoms")
    clashes, waits = list(conflict_blocks(check.clashes)), found.level < URGENT
    return [
        *(clashes if waits else ()),
        banner(found),
        *left_out(found.left_out, questions),
        Para(""),
        *actions(found),
        Para(""),
        *reasons(check, questions),
        *(() if waits else clashes),
        *coming_back(check),
        *numbers(check),
        Para(""),
        *pages_for_others(check),
        *rest,
        Para(FOOT, "faint"),
    ]

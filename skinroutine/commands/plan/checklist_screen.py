"""The checklists of a plan on a screen: grouped by time, with a box to tick and the times on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from skinroutine.commands.plan.view import PlanView, is_stop, step_times
from skinroutine.decide.checklist import ChecklistStep
from skinroutine.show.blocks import Block, Heading, Sided
from skinroutine.text import day, with_unit

BOX: Final = "[ ]"
MARKER: Final = "!"
"""Of what must not be missed: a point at which to stop."""
_DAYS_BEFORE: Final = "Days before"
_DURING: Final = "During"
_RIGHT_AFTER: Final = "Right after"
_NEXT_DAYS: Final = "The next days"


def checklists(view: PlanView) -> Iterator[Block]:
    """Every step, in the order in which it is done."""
    for name, steps in by_time(view).items():
        minutes = sum(found.step.minutes or 0 for found in steps)
        yield Heading(name, with_unit(minutes, "min") if minutes and name != _NEXT_DAYS else "")
        yield from (_line(found, view, "-" if name == _NEXT_DAYS else BOX) for found in steps)


def by_time(view: PlanView) -> dict[str, list[ChecklistStep]]:
    """The steps by when they are done; a time without a step is left out."""
    before = f"{day(view.session_day, view.today) if view.days_ahead else 'Today'}, before"
    technique = view.steps.get("technique", ())
    during = f"{_DURING}: one test patch" if view.patch and _has_patch(technique) else _DURING
    groups: dict[str, list[ChecklistStep]] = {
        name: [] for name in (_DAYS_BEFORE, before, during, _RIGHT_AFTER, _NEXT_DAYS)
    }
    for phase in ("device", "prep"):
        for found in view.steps.get(phase, ()):
            early = found.begins_in is not None and not found.is_check
            groups[_DAYS_BEFORE if early else before].append(found)
    groups[during] = list(technique)
    for found in view.steps.get("aftercare", ()):
        groups[_NEXT_DAYS if found.step.lasts or found.step.starts else _RIGHT_AFTER].append(found)
    return {name: steps for name, steps in groups.items() if steps}


def _has_patch(steps: Sequence[ChecklistStep]) -> bool:
    return any(found.step.is_patch_itself for found in steps)


def _line(found: ChecklistStep, view: PlanView, mark: str) -> Block:
    stop = is_stop(found) or found.step.kind == "stop_if"
    text = view.step_words(found)
    if found.place:
        text = f"{found.place}: {text}"
    times = step_times(found.step)
    minutes = with_unit(found.step.minutes, "min") if found.step.minutes else ""
    aside = times.removeprefix("for ") or minutes
    sentence = f"{text.rstrip('.')} ({times or minutes})." if aside else text
    return Sided(text, aside, sentence, "strong" if stop else "plain", mark=MARKER if stop else mark)

"""The first screen of a plan in a terminal: the verdict, what changes, when next, and what to have ready.

What is as strict as the verdict always stands here, and so does each stricter voice that is not followed.
Only milder points fold, with their number; the checklist and the reasons are a key away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from skinroutine.commands.plan.apart import areas_of, free_areas
from skinroutine.commands.plan.checklist_screen import by_time, checklists
from skinroutine.commands.plan.doubts import Doubt, doubt_text, known_reasons
from skinroutine.commands.plan.screen import (
    after,
    consult,
    doubted_reasons,
    is_outvoiced,
    lately,
    later_areas,
    log_line,
    may_end_sooner,
    stricter_voices,
    supposition,
    until_text,
)
from skinroutine.commands.plan.view import PlanView, is_stop, meanwhile_of
from skinroutine.decide.checklist import ChecklistStep
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS, Reason
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, command_line
from skinroutine.show.parts import FOOT, conflict_blocks, left_out
from skinroutine.show.remembered import remembered_text
from skinroutine.show.signs import verdict_sign
from skinroutine.text import day, join_words, with_unit

_LABEL: Final = 14
"""The column of the names on the left."""


def first_screen(view: PlanView, rest: Sequence[Block] = ()) -> Page:
    """The first screen; ``rest`` says how to see what is on ``checklist_page`` and behind ``why``."""
    example = [Para("An example: a typical person's answers. Nothing is stored.", "faint")]
    return [
        *(example if view.example else ()),
        *supposition(view),
        *conflict_blocks(view.clashes),
        Banner(
            view.words.title,
            ": ".join(filter(None, (view.name, view.areas))),
            verdict_sign(view.verdict.name),
        ),
        Para(""),
        *(_allowed(view) if view.verdict.allowed else _refused(view)),
        Para(""),
        *log_line(view),
        *rest,
        Para(FOOT, "faint"),
    ]


def checklist_page(view: PlanView) -> Page:
    """What Enter shows: what to ask and to bring, every step, and which areas are better left for longer."""
    later = list(later_areas(view))
    return [*consult(view), *checklists(view), *([Para(""), *later] if later else [])]


def folded(view: PlanView) -> int:
    """How many points are milder than the verdict and stand behind ``why`` alone."""
    return len([reason for reason in _known(view) if not _stays(reason, view)]) + len(
        [doubt for doubt in view.doubts if doubt.weight < view.verdict.weight]
    )


def _allowed(view: PlanView) -> Iterator[Block]:
    points = list(_points(view))
    yield Para(view.words.say)
    yield from points
    yield from [Para("")] if points else ()
    yield from after(view, short=True)
    yield Para("")
    yield from _rows(view)
    if view.consult:
        yield from _row("Better still", ["ask a dermatologist before you start"])


def _refused(view: PlanView) -> Iterator[Block]:
    yield Para(view.words.say)
    yield from _points(view)
    yield from _next(view)
    if free_areas(view.by_area):
        yield Para(f"You may still treat your {join_words(free_areas(view.by_area))} today. Plan that alone.")
    if any(doubt.weight >= view.verdict.weight for doubt in view.doubts):
        yield command_line("Once you know, plan again:", "skinroutine plan")
    later = {reason.instead for reason in view.verdict.reasons if reason.weight < MILDEST_REFUSAL}
    yield Heading("What you can do meanwhile")
    yield from (Item("-", text) for text in meanwhile_of(view) if text not in later)


def _points(view: PlanView) -> Iterator[Block]:
    """Every reason and every doubt as strict as the verdict, and every stricter voice."""
    yield from left_out(view.verdict.left_out, view.questions)
    yield from lately(view)
    for reason in _known(view):
        if _stays(reason, view):
            yield Item("-", _reason(reason, view), "strong")
            yield from stricter_voices([reason], view)
    for doubt in view.doubts:
        if doubt.weight >= view.verdict.weight:
            yield Item("-", _doubt(doubt, view))
    yield from stricter_voices(doubted_reasons(view), view)


def _known(view: PlanView) -> list[Reason]:
    return known_reasons(view.verdict.reasons, view.doubts)


def _stays(reason: Reason, view: PlanView) -> bool:
    return reason.weight >= view.verdict.weight or is_outvoiced(reason, view)


def _reason(reason: Reason, view: PlanView) -> str:
    """What to do, and until when where that is not the one next date of the screen."""
    when = "" if reason.until and not view.verdict.allowed else until_text(reason, view.today)
    areas = join_words(areas_of(reason, view.by_area))
    also = reason.instead if view.verdict.allowed else ""
    where = f"This is about your {areas}." if areas else ""
    since = remembered_text(reason, view.recalled, view.now)
    return " ".join(part for part in (f"{reason.message}{when}", where, also, since) if part)


def _doubt(doubt: Doubt, view: PlanView) -> str:
    now, worst = (view.titles[VERDICTS[weight]] for weight in (doubt.weight, doubt.worst))
    return doubt_text(doubt, now, worst)


def _next(view: PlanView) -> Iterator[Block]:
    """The one next date of a refusal: the first day to plan again, else that before which nothing changes."""
    if view.next_earliest:
        yield Para("")
        yield from after(view, short=True)
    elif view.verdict.until and not may_end_sooner(view.verdict):
        yield Para("")
        yield Para(
            f"This can't change before {day(date.fromisoformat(view.verdict.until), view.today)}.", "strong"
        )


def _rows(view: PlanView) -> Iterator[Block]:
    steps = [found for phase in view.steps.values() for found in phase]
    now, later = (
        _things(found for found in steps if bool(found.step.starts) is late) for late in (False, True)
    )
    yield from _row("You'll need", now)
    # Else it lies ready for skin that must not get it yet.
    yield from _row("And later", (words for thing, words in later.items() if thing not in now))
    yield from _row("Put it off if", _signs(found for found in steps if is_stop(found)))
    yield from _row("Stop if", _signs(found for found in steps if found.step.kind == "stop_if"))
    yield from _row("Takes", _times(view))


def _row(name: str, texts: Iterable[str]) -> Iterator[Block]:
    words = list(texts)
    if words:
        # A text of several parts has commas of its own.
        comma = "; " if any("," in text for text in words) else ", "
        yield Item(name.ljust(_LABEL), comma.join(words), indent=0)


def _things(steps: Iterable[ChecklistStep]) -> dict[str, str]:
    """What steps need, and from when on where a step begins a while after the session."""
    return {
        thing: f"{thing}, from {found.step.starts.words} on" if found.step.starts else thing
        for found in steps
        for thing in found.step.needs
    }


def _signs(steps: Iterable[ChecklistStep]) -> dict[str, None]:
    """Each sign in the few words that its step has for it, else in those of the step; with its areas."""
    return dict.fromkeys(
        f"{found.place}: {words}" if found.place else words
        for found in steps
        for words in [found.step.in_short or found.text.rstrip(".")]
    )


def _times(view: PlanView) -> Sequence[str]:
    """How long it takes by the steps that say so, and how much of it comes when."""
    minutes = {
        name: sum(found.step.minutes or 0 for found in steps if not (found.step.lasts or found.step.starts))
        for name, steps in by_time(view).items()
    }
    known = {name: length for name, length in minutes.items() if length}
    if not known:
        return ()
    parts = ", ".join(
        f"{with_unit(length, 'min')} {name.rpartition(', ')[2].lower()}" for name, length in known.items()
    )
    total = f"about {with_unit(sum(known.values()), 'min')}"
    return [f"{total} ({parts})" if len(known) > 1 else total]

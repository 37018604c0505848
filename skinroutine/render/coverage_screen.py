"""The answer of ``rules coverage``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from skinroutine.review.checks.concerns import ConcernSummary, Unweighed
from skinroutine.review.coverage import Coverage, State
from skinroutine.review.units import Unit
from skinroutine.show.blocks import Block, Heading, Item, Line, Page, Para


def coverage_page(found: Coverage, across: ConcernSummary) -> Page:
    """What was not weighed for every treatment, what no case tries, and the counts."""
    weighed = across.minded - len(across.unweighed)
    return [
        *_unweighed(across.unweighed),
        *_units("No case fires these rules", found.unfired),
        *_units("No case just misses these red flags", found.not_missed),
        *_states(found),
        *([Para("")] if _is_incomplete(found, across) else []),
        Para(f"{found.cases} cases"),
        Para(f"{len(found.units) - len(found.unfired)} of {len(found.units)} rules are fired by a case"),
        Para(f"{len(found.red) - len(found.not_missed)} of {len(found.red)} red flags have a near miss"),
        Para(f"{len(found.states) - len(found.unseen)} of {len(found.states)} answers were seen"),
        Para(f"{weighed} of {across.minded} answers are weighed for every treatment"),
    ]


def _is_incomplete(found: Coverage, across: ConcernSummary) -> bool:
    return bool(found.unfired or found.not_missed or found.unseen or across.unweighed)


def _unweighed(missing: Sequence[Unweighed]) -> Iterator[Block]:
    if missing:
        yield Heading("One treatment weighs these and another does not")
        yield Para("Write a rule that reads the answer, or the record that is shown.")
    for one in missing:
        readers = ", ".join(entry.id for entry in one.readers)
        yield Line(
            f"  {one.file}:{one.line}: {one.treatment} says nothing of {one.concern} (read by {readers})"
        )
        yield Line(f"    {one.record}")


def _units(title: str, units: Sequence[Unit]) -> Iterator[Block]:
    if units:
        yield Heading(title)
        yield from (Line(f"  {one.entry.file}:{one.entry.line}: {one.name}") for one in units)


def _states(found: Coverage) -> Iterator[Block]:
    """The answers by question; of a detail that is asked of many things their number alone."""
    if found.unseen:
        yield Heading("No case gives these answers (--json names each)")
    missing, every = _grouped(found.unseen), _grouped(found.states)
    for (treatment, question), answers in missing.items():
        count = f"{len(answers)} of {len(every[treatment, question])} answers"
        told = count if "." in question else ", ".join(answers)
        yield Item("-", f"{treatment}, {question}: {told}")


def _grouped(states: Iterable[State]) -> dict[tuple[str, str], list[str]]:
    """The answers by treatment and question, the name of what a detail is asked of left out."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in states:
        first, *rest = one.question.split(".")
        name = ".".join([first, *("*" for _ in rest[:1]), *rest[1:]])
        found.setdefault((one.treatment, name), []).append(one.answer)
    return found


def coverage_data(found: Coverage, across: ConcernSummary) -> dict[str, object]:
    """The same as JSON."""
    return {
        "schema_version": 1,
        "cases": found.cases,
        "rules": len(found.units),
        "unfired": [_unit(one) for one in found.unfired],
        "red_flags": len(found.red),
        "without_near_miss": [_unit(one) for one in found.not_missed],
        "answers": len(found.states),
        "unseen": [one._asdict() for one in found.unseen],
        "minded": across.minded,
        "unweighed": [_gap(one) for one in across.unweighed],
    }


def _gap(one: Unweighed) -> dict[str, object]:
    return {
        "treatment": one.treatment,
        "question": one.concern.question,
        "answer": one.concern.option or None,
        "read_by": [entry.id for entry in one.readers],
        "file": one.file,
        "line": one.line,
        "write": one.record,
    }


def _unit(one: Unit) -> dict[str, object]:
    return {
        "id": one.entry.id,
        "turn": one.turn or None,
        "file": one.entry.file,
        "line": one.entry.line,
    }

"""The answer of ``rules test``: the cases that differ, as a diff of what was expected and what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from skinroutine.model import VERDICTS, Reason
from skinroutine.render.sheet_screen import place_data
from skinroutine.review.casework import PLAN, Tried
from skinroutine.show.blocks import Block, Line, Page, Para
from skinroutine.text import counted


class CasesView(NamedTuple):
    """The cases that were run, and where each rule stands (``file:line``, by id)."""

    tried: Sequence[Tried]
    places: Mapping[str, str]

    @property
    def differing(self) -> list[Tried]:
        """The cases whose result is not the expected one."""
        return [one for one in self.tried if one.differs]


def cases_page(view: CasesView) -> Page:
    """Each case that differs, then how many there were."""
    differing, count = view.differing, len(view.tried)
    last = counted(count, "case")
    if not differing:
        return [Para(f"{last}: all as expected")]
    told = [block for one in differing for block in _diff(one, view)]
    return [*told, Para(f"{last}, {counted(len(differing), 'differs', 'differ')}")]


def _diff(one: Tried, view: CasesView) -> Iterator[Block]:
    key = one.placed.asks_for
    yield Line(f"{one.placed.file}:{one.placed.line}: {one.placed.case.case}")
    if one.came.problem:
        yield Line(f"  ! {one.came.problem}")
    else:
        if one.other_result:
            yield Line(f"  - {key}: {one.expected}")
            yield Line(f"  + {key}: {one.came.result}")
        yield from (Line(f"  - reason: {_place(name, view)}") for name in one.missing)
        yield from (Line(f"  + reason: {_reason(reason, one, view)}") for reason in one.responsible)
    yield Line("")


def _place(name: str, view: CasesView) -> str:
    return f"{name} ({view.places[name]})" if name in view.places else f"{name} (no rule has this id)"


def _reason(reason: Reason, one: Tried, view: CasesView) -> str:
    result = _result(reason, one)
    because = f", because {', '.join(reason.because)}" if reason.because else ""
    return f"{_place(reason.id, view)} {result}{because}"


def _result(reason: Reason, one: Tried) -> str:
    return VERDICTS[reason.weight] if one.placed.command == PLAN else f"level {reason.weight}"


def cases_data(view: CasesView) -> dict[str, object]:
    """The same as JSON."""
    return {
        "schema_version": 1,
        "cases": len(view.tried),
        "differing": [_data(one, view) for one in view.differing],
    }


def _data(one: Tried, view: CasesView) -> dict[str, object]:
    return {
        **place_data(one.placed),
        "expected": one.placed.case.expect,
        "result": None if one.came.problem else one.came.result,
        "missing": [{"id": name, "place": view.places.get(name)} for name in one.missing],
        "reasons": [
            {
                "id": reason.id,
                "result": _result(reason, one),
                "because": list(reason.because),
                "place": view.places.get(reason.id),
            }
            for reason in one.came.reasons
        ],
        "problem": one.came.problem or None,
    }

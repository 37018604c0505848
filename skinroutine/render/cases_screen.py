"""The answer of ``rules test``: the cases that differ, as a diff of what was expected and what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

from skinroutine.model import VERDICTS, Reason
from skinroutine.render.sheet_screen import CaseAtPlace, case_at_place
from skinroutine.review.casework import PLAN, Tried
from skinroutine.show.blocks import Block, Line, Page, Para
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import counted

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


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


class MissingReason(JsonRecord):
    """One reason that did not come."""

    id: Annotated[str, "The id of the rule."]
    place: kinds.RulePlace | None


class GivenReason(JsonRecord):
    """One reason that came."""

    id: Annotated[str, "The id of the rule."]
    result: Annotated[str, "What this rule gave: a verdict, or the word level and its number."]
    because: kinds.Reasons
    place: kinds.RulePlace | None


class DifferingCase(CaseAtPlace):
    """One case that differs."""

    expected: Annotated[Mapping[str, kinds.Expected], "The result that the case asks for, and reasons."]
    result: Annotated[str | None, "The verdict or the number of the level that came. Null when none did."]
    missing: Annotated[Sequence[MissingReason], "The reasons that did not come."]
    reasons: Annotated[Sequence[GivenReason], "The reasons that came."]
    problem: Annotated[str | None, "Why the case could not be run, or null."]


class RulesTestDocument(JsonDocument):
    """The cases, and those that do not come out as they should."""

    cases: Annotated[kinds.Count, "How many cases were run."]
    differing: Annotated[Sequence[DifferingCase], "The cases that differ."]


def cases_document(view: CasesView) -> RulesTestDocument:
    """The same as JSON."""
    return RulesTestDocument(cases=len(view.tried), differing=[_record(one, view) for one in view.differing])


def _record(one: Tried, view: CasesView) -> DifferingCase:
    return DifferingCase.of(
        case_at_place(one.placed),
        expected=one.placed.case.expect,
        result=None if one.came.problem else one.came.result,
        missing=[MissingReason(id=name, place=view.places.get(name)) for name in one.missing],
        reasons=[
            GivenReason.of(reason, result=_result(reason, one), place=view.places.get(reason.id))
            for reason in one.came.reasons
        ],
        problem=one.came.problem,
    )

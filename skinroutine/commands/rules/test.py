"""``rules test``: the cases of the shipped rules, or of a folder laid over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

from skinroutine.app import App
from skinroutine.commands.options import RulesFolder
from skinroutine.commands.rules import CaseAtPlace, case_at_place, lay_over
from skinroutine.options import command
from skinroutine.review.cases import PLAN, CaseRun, CaseRunner, NoCasesError, placed_cases
from skinroutine.review.catalogue import catalogue
from skinroutine.rulebook import VERDICTS, Reason
from skinroutine.show.blocks import Block, Page, Para, TextLine
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import counted

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


@command(home=False, no_pager=True)
def run_cases(app: App, folder: RulesFolder = None) -> int:
    """Run the cases, and tell those that differ from what they expect. Gives 1 when some do, else 0.

    ``folder`` is laid over the shipped rules, and only its own cases are run. Raises NoCasesError,
    NoRulesFolderError and FileProblemsError.
    """
    library = lay_over(folder)
    work = CaseRunner(library, app.now())
    runs = [work.run(placed) for placed in placed_cases(library, library.layers[-1:])]
    if not runs:
        raise NoCasesError(library.layers[-1].folder)
    places = {entry.id: f"{entry.file}:{entry.line}" for entry in catalogue(library).cited}
    view = CasesView(runs, places)
    app.out.result(cases_page(view), cases_document(view))
    return 1 if view.differing else 0


class CasesView(NamedTuple):
    """The cases that were run, and where each rule stands (``file:line``, by id)."""

    runs: Sequence[CaseRun]
    places: Mapping[str, str]

    @property
    def differing(self) -> list[CaseRun]:
        """The cases whose result is not the expected one."""
        return [case_run for case_run in self.runs if case_run.differs]


def cases_page(view: CasesView) -> Page:
    """Each case that differs, then how many there were."""
    differing, count = view.differing, len(view.runs)
    last = counted(count, "case")
    if not differing:
        return [Para(f"{last}: all as expected")]
    blocks = [block for case_run in differing for block in _diff(case_run, view)]
    return [*blocks, Para(f"{last}, {counted(len(differing), 'differs', 'differ')}")]


def _diff(case_run: CaseRun, view: CasesView) -> Iterator[Block]:
    key = case_run.placed.asks_for
    yield TextLine(f"{case_run.placed.file}:{case_run.placed.line}: {case_run.placed.case.case}")
    if case_run.result.problem:
        yield TextLine(f"  ! {case_run.result.problem}")
    else:
        if case_run.other_result:
            yield TextLine(f"  - {key}: {case_run.expected}")
            yield TextLine(f"  + {key}: {case_run.result.name}")
        yield from (TextLine(f"  - reason: {_place(name, view)}") for name in case_run.missing)
        yield from (TextLine(f"  - step: {name}") for name in case_run.missing_steps)
        yield from (TextLine(f"  + step: {name}") for name in case_run.extra_steps)
        yield from (
            TextLine(f"  + reason: {_reason(reason, case_run, view)}") for reason in case_run.responsible
        )
    yield TextLine("")


def _place(name: str, view: CasesView) -> str:
    return f"{name} ({view.places[name]})" if name in view.places else f"{name} (no rule has this id)"


def _reason(reason: Reason, case_run: CaseRun, view: CasesView) -> str:
    result = _result(reason, case_run)
    because = f", because {', '.join(reason.because)}" if reason.because else ""
    return f"{_place(reason.id, view)} {result}{because}"


def _result(reason: Reason, case_run: CaseRun) -> str:
    return VERDICTS[reason.weight] if case_run.placed.command == PLAN else f"level {reason.weight}"


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
    missing_steps: Annotated[Sequence[kinds.StepName], "The steps that are not shown, and should be."]
    extra_steps: Annotated[Sequence[kinds.StepName], "The steps that are shown, and should not be."]
    problem: Annotated[str | None, "Why the case could not be run, or null."]


class RulesTestDocument(JsonDocument):
    """The cases, and those that do not come out as they should."""

    cases: Annotated[kinds.Count, "How many cases were run."]
    differing: Annotated[Sequence[DifferingCase], "The cases that differ."]


def cases_document(view: CasesView) -> RulesTestDocument:
    """The same as JSON."""
    return RulesTestDocument(
        cases=len(view.runs), differing=[_record(case_run, view) for case_run in view.differing]
    )


def _record(case_run: CaseRun, view: CasesView) -> DifferingCase:
    return DifferingCase.of(
        case_at_place(case_run.placed),
        expected=case_run.placed.case.expect,
        result=None if case_run.result.problem else case_run.result.name,
        missing=[MissingReason(id=name, place=view.places.get(name)) for name in case_run.missing],
        reasons=[
            GivenReason.of(reason, result=_result(reason, case_run), place=view.places.get(reason.id))
            for reason in case_run.result.reasons
        ],
        missing_steps=case_run.missing_steps,
        extra_steps=case_run.extra_steps,
        problem=case_run.result.problem,
    )

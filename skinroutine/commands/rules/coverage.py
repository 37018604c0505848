"""``rules coverage``: what the cases of the shipped rules, or of a folder laid over them, leave untried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from skinroutine.app import App
from skinroutine.commands.rules import laid_over
from skinroutine.options import RulesFolder, command
from skinroutine.review.cases import CaseRunner, placed_cases
from skinroutine.review.catalogue import catalogue
from skinroutine.review.coverage import AnswerState, Coverage
from skinroutine.review.coverage import coverage as coverage_of
from skinroutine.review.lint.concerns import ConcernSummary, Unweighed, summarise
from skinroutine.review.units import Unit
from skinroutine.rulebook.folders import COMMON
from skinroutine.show.blocks import Block, Heading, Item, Line, Page, Para


@command(home=False)
def coverage(app: App, folder: RulesFolder = None) -> int:
    """Tell what no case tries, and what one treatment weighs and another does not.

    Of a folder its own rules are looked at; shipped cases of the treatments that it adds to count too.
    Gives 1 when something was not weighed for every treatment, else 0. Raises NoRulesFolderError and
    FileProblemsError.
    """
    library = laid_over(folder)
    own = library.layers[-1]
    concerned = {COMMON, *own.treatments()}
    everybody = (own.folder / COMMON).is_dir()
    work = CaseRunner(library, app.now())
    runs = [
        work.run(placed)
        for placed in placed_cases(library, library.layers)
        if everybody or placed.treatment in concerned
    ]
    read = catalogue(library)
    entries = [entry for entry in read.entries if entry.layer == own.name]
    found, across = coverage_of(work, entries, runs), summarise(read, own)
    app.out.result(coverage_page(found, across), coverage_data(found, across))
    return 1 if across.unweighed else 0


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
    for gap in missing:
        readers = ", ".join(entry.id for entry in gap.readers)
        yield Line(
            f"  {gap.file}:{gap.line}: {gap.treatment} says nothing of {gap.concern} (read by {readers})"
        )
        yield Line(f"    {gap.record}")


def _units(title: str, units: Sequence[Unit]) -> Iterator[Block]:
    if units:
        yield Heading(title)
        yield from (Line(f"  {unit.entry.file}:{unit.entry.line}: {unit.name}") for unit in units)


def _states(found: Coverage) -> Iterator[Block]:
    """The answers by question; of a detail that is asked of many things their number alone."""
    if found.unseen:
        yield Heading("No case gives these answers (--json names each)")
    missing, every = _grouped(found.unseen), _grouped(found.states)
    for (treatment, question), answers in missing.items():
        count = f"{len(answers)} of {len(every[treatment, question])} answers"
        listed = count if "." in question else ", ".join(answers)
        yield Item("-", f"{treatment}, {question}: {listed}")


def _grouped(states: Iterable[AnswerState]) -> dict[tuple[str, str], list[str]]:
    """The answers by treatment and question, the name of what a detail is asked of left out."""
    found: dict[tuple[str, str], list[str]] = {}
    for state in states:
        first, *rest = state.question.split(".")
        name = ".".join([first, *("*" for _ in rest[:1]), *rest[1:]])
        found.setdefault((state.treatment, name), []).append(state.answer)
    return found


def coverage_data(found: Coverage, across: ConcernSummary) -> dict[str, object]:
    """The same as JSON."""
    return {
        "schema_version": 1,
        "cases": found.cases,
        "rules": len(found.units),
        "unfired": [_unit(unit) for unit in found.unfired],
        "red_flags": len(found.red),
        "without_near_miss": [_unit(unit) for unit in found.not_missed],
        "answers": len(found.states),
        "unseen": [state._asdict() for state in found.unseen],
        "minded": across.minded,
        "unweighed": [_gap(gap) for gap in across.unweighed],
    }


def _gap(gap: Unweighed) -> dict[str, object]:
    return {
        "treatment": gap.treatment,
        "question": gap.concern.question,
        "answer": gap.concern.option or None,
        "read_by": [entry.id for entry in gap.readers],
        "file": gap.file,
        "line": gap.line,
        "write": gap.record,
    }


def _unit(unit: Unit) -> dict[str, object]:
    return {
        "id": unit.entry.id,
        "turn": unit.turn or None,
        "file": unit.entry.file,
        "line": unit.entry.line,
    }

"""``rules coverage``: what the cases of the shipped rules, or of a folder laid over them, leave untried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from skinroutine.app import App
from skinroutine.commands.options import RulesFolder
from skinroutine.commands.rules import lay_over
from skinroutine.options import command
from skinroutine.review.cases import CaseRunner, placed_cases
from skinroutine.review.catalogue import catalogue
from skinroutine.review.coverage import AnswerState, Coverage
from skinroutine.review.coverage import coverage as coverage_of
from skinroutine.review.lint.concerns import ConcernSummary, Unweighed, summarise
from skinroutine.review.lint.faq import Unanswered, unanswered
from skinroutine.review.units import Unit
from skinroutine.rulebook.folders import COMMON
from skinroutine.show.blocks import Block, Heading, Item, Page, Para, TextLine
from skinroutine.show.documents import JsonDocument, JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


@command(home=False, no_pager=True)
def coverage(app: App, folder: RulesFolder = None) -> int:
    """Tell what no case tries, and what one treatment weighs and another does not.

    Of a folder its own rules are looked at; shipped cases of the treatments that it adds to count too.
    Gives 1 when something was not weighed for every treatment, else 0. Raises NoRulesFolderError and
    FileProblemsError.
    """
    library = lay_over(folder)
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
    missing = [each for each in unanswered(read, library.treatment_ids) if each.missing in concerned]
    app.out.result(coverage_page(found, across, missing), coverage_document(found, across, missing))
    return 1 if across.unweighed else 0


def coverage_page(found: Coverage, across: ConcernSummary, missing: Sequence[Unanswered]) -> Page:
    """What was not weighed for every treatment, what no case tries, and the counts."""
    weighed = across.minded - len(across.unweighed)
    missed = len(found.conditional) - len(found.not_missed)
    return [
        *_unweighed_lines(across.unweighed),
        *_units("No case fires these rules", found.unfired),
        *_units("No case just misses these red flags", found.red_not_missed),
        *_units("No case just misses these other rules", found.mild_not_missed),
        *_states(found),
        *_missing_answers(missing),
        *([Para("")] if missing or _is_incomplete(found, across) else []),
        Para(f"{found.cases} cases"),
        Para(f"{len(found.units) - len(found.unfired)} of {len(found.units)} rules are fired by a case"),
        Para(f"{len(found.red) - len(found.red_not_missed)} of {len(found.red)} red flags have a near miss"),
        Para(f"{missed} of {len(found.conditional)} rules with a condition have a near miss"),
        Para(f"{len(found.states) - len(found.unseen)} of {len(found.states)} answers were seen"),
        Para(f"{weighed} of {across.minded} answers are weighed for every treatment"),
    ]


def _missing_answers(missing: Sequence[Unanswered]) -> Iterator[Block]:
    if missing:
        yield Heading("People ask these, and only some treatments answer")
    for gap in missing:
        entry = gap.entry
        yield TextLine(
            f"  {entry.file}:{entry.line}: {entry.id}: {gap.missing} has no answer to {gap.question!r}"
        )


def _is_incomplete(found: Coverage, across: ConcernSummary) -> bool:
    return bool(found.unfired or found.not_missed or found.unseen or across.unweighed)


def _unweighed_lines(missing: Sequence[Unweighed]) -> Iterator[Block]:
    if missing:
        yield Heading("One treatment weighs these and another does not")
        yield Para("Write a rule that reads the answer, or the record that is shown.")
    for gap in missing:
        readers = ", ".join(entry.id for entry in gap.readers)
        yield TextLine(
            f"  {gap.file}:{gap.line}: {gap.treatment} says nothing of {gap.concern} (read by {readers})"
        )
        yield TextLine(f"    {gap.record}")


def _units(title: str, units: Sequence[Unit]) -> Iterator[Block]:
    if units:
        yield Heading(title)
        yield from (TextLine(f"  {unit.entry.file}:{unit.entry.line}: {unit.name}") for unit in units)


def _states(found: Coverage) -> Iterator[Block]:
    """The answers by question; of a detail that is asked of many things their number alone."""
    if found.unseen:
        yield Heading("No case gives these answers (--json names each)")
    missing, every = _group(found.unseen), _group(found.states)
    for (treatment, question), answers in missing.items():
        count = f"{len(answers)} of {len(every[treatment, question])} answers"
        listed = count if "." in question else ", ".join(answers)
        yield Item("-", f"{treatment}, {question}: {listed}")


def _group(states: Iterable[AnswerState]) -> dict[tuple[str, str], list[str]]:
    """The answers by treatment and question, the name of what a detail is asked of left out."""
    found: dict[tuple[str, str], list[str]] = {}
    for state in states:
        first, *rest = state.question.split(".")
        name = ".".join([first, *("*" for _ in rest[:1]), *rest[1:]])
        found.setdefault((state.treatment, name), []).append(state.answer)
    return found


class RuleUnit(JsonRecord):
    """One rule, or one turn of a course."""

    id: Annotated[str, "The id of the rule."]
    turn: Annotated[str | None, "What this turn says. It is null for a whole rule."]
    file: kinds.FilePath
    line: kinds.LineInFile


class UnseenAnswer(JsonRecord):
    """One answer."""

    treatment: kinds.TreatmentId
    question: kinds.QuestionId
    answer: Annotated[str, "The answer: yes, no, not sure, an option, a number, or none of these."]


class UnweighedAnswer(JsonRecord, record="write"):
    """One answer, and the treatment that says nothing of it."""

    treatment: Annotated[str, "The id of the treatment that says nothing."]
    question: kinds.QuestionId
    answer: Annotated[str | None, "The option; null for a question without options."]
    read_by: Annotated[Sequence[kinds.RuleId], "The ids of the rules that read it."]
    file: Annotated[str, "The file to write the record to."]
    line: Annotated[kinds.LineNumber, "The first free line of that file."]
    record: Annotated[str, "The record to write, unless a rule is right."]


class UnansweredQuestion(JsonRecord):
    """One question that people ask, and the treatment that has no answer."""

    id: Annotated[str, "The id of the answer of another treatment."]
    question: Annotated[str, "The question."]
    missing: Annotated[str, "The id of the treatment without an answer."]


class RulesCoverageDocument(JsonDocument):
    """What no case tries, and what one treatment weighs and another does not."""

    cases: Annotated[kinds.Count, "How many cases were run."]
    rules: Annotated[kinds.Count, "How many rules and turns of a course there are."]
    unfired: Annotated[Sequence[RuleUnit], "Those that no case fires."]
    red_flags: Annotated[kinds.Count, "How many red flags there are."]
    without_near_miss: Annotated[Sequence[RuleUnit], "The red flags that no case just misses."]
    answers: Annotated[kinds.Count, "How many answers the rules can tell apart."]
    conditional: Annotated[kinds.Count, "How many rules and turns have a condition."]
    never_just_missed: Annotated[Sequence[RuleUnit], "Those of them that no case just misses."]
    unseen: Annotated[Sequence[UnseenAnswer], "The answers that no case gives."]
    minded: Annotated[kinds.Count, "How many answers are to be weighed, counted for each treatment."]
    unweighed: Annotated[
        Sequence[UnweighedAnswer], "What one treatment's rules read and another neither reads nor records."
    ]
    unanswered: Annotated[
        Sequence[UnansweredQuestion], "What people ask and only some treatments answer. It fails nothing."
    ]


def coverage_document(
    found: Coverage, across: ConcernSummary, missing: Iterable[Unanswered]
) -> RulesCoverageDocument:
    """The same as JSON."""
    return RulesCoverageDocument.of(
        found,
        rules=len(found.units),
        unfired=[_unit(unit) for unit in found.unfired],
        red_flags=len(found.red),
        without_near_miss=[_unit(unit) for unit in found.red_not_missed],
        conditional=len(found.conditional),
        never_just_missed=[_unit(unit) for unit in found.not_missed],
        answers=len(found.states),
        unseen=[UnseenAnswer.of(state) for state in found.unseen],
        minded=across.minded,
        unweighed=[_gap(gap) for gap in across.unweighed],
        unanswered=[UnansweredQuestion.of(gap, id=gap.entry.id) for gap in missing],
    )


def _gap(gap: Unweighed) -> UnweighedAnswer:
    readers = [entry.id for entry in gap.readers]
    return UnweighedAnswer.of(gap, question=gap.concern.question, answer=gap.concern.option, read_by=readers)


def _unit(unit: Unit) -> RuleUnit:
    return RuleUnit.of(unit.entry, turn=unit.turn)

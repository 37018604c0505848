"""``rules diff``: whose result changes between two folders of rules, and which rules make it so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from skinroutine.app import App
from skinroutine.commands.rules import CaseAtPlace, case_at_place
from skinroutine.interview.answers import plain
from skinroutine.options import Argument, command
from skinroutine.review.cases import PLAN, CaseRunner
from skinroutine.review.diff import KINDS, ChangeGroup, Comparison, Kind, compare
from skinroutine.rulebook.folders import COMMON, layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.unread import refuse_unread
from skinroutine.show.blocks import Block, Heading, Item, Page, Para, TextLine, Tone
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import counted

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds

SHOWN: Final = 3
"""The most cases that are named of one group; the rest is counted."""
_TITLES: Final[dict[Kind, tuple[str, Tone]]] = {
    "milder": ("Milder", "bad"),
    "unable": ("Can be answered under one of them only", "careful"),
    "stricter": ("Stricter", "plain"),
}

_WHOLE = ("questions", "symptoms", "verdicts", "levels", "sources")
"""What a folder has in common/ when it is a whole set of rules, and no addition to one."""


@command(home=False, no_pager=True)
def diff(
    app: App,
    old: Annotated[Path, Argument("A folder of rules as they were.", "OLD")],
    new: Annotated[Path, Argument("The same folder as you want it.", "NEW")],
) -> int:
    """Hold the cases of both, and 2,000 sampled answers, against both. Gives 1 when a result gets milder.

    A folder that is no whole set of rules is laid over the shipped ones. Raises NoRulesFolderError and
    FileProblemsError.
    """
    now = app.now()
    found = compare(CaseRunner(library_of(old), now), CaseRunner(library_of(new), now))
    app.out.result(comparison_page(found), comparison_document(found))
    return 1 if found.count("milder") else 0


def library_of(folder: Path) -> Library:
    """The rules of a folder: by themselves where it is a whole set, else over the shipped ones."""
    laid_over = layers((folder,))
    whole = all((folder / COMMON / f"{topic}.yaml").is_file() for topic in _WHOLE)
    library = Library(layers(shipped_folder=folder) if whole else laid_over)
    refuse_unread(library.layers[-1])
    return library


def comparison_page(found: Comparison) -> Page:
    """What changes, milder results first, then the counts."""
    blocks = [block for kind in KINDS for block in _kind(kind, found)]
    return [
        *blocks,
        *([Para("")] if blocks else []),
        *(Para(f"Only in the old rules: {name}", "careful") for name in found.gone),
        *(Para(f"Only in the new rules: {name}") for name in found.added),
        Para(f"{found.cases} cases and {found.samples} sampled answers: {_counts(found)}"),
    ]


def _counts(found: Comparison) -> str:
    if not found.samples:
        return "no result can change, as nothing that they turn on differs"
    if not found.groups and not found.other_reasons:
        return "no result changes"
    milder, stricter = found.count("milder"), found.count("stricter")
    parts = [f"{milder} milder", f"{stricter} stricter", f"{found.other_reasons} with other reasons alone"]
    unable = found.count("unable")
    return ", ".join([*parts, *([f"{unable} that one cannot answer"] if unable else [])])


def _kind(kind: Kind, found: Comparison) -> Iterator[Block]:
    groups = [group for group in found.groups if group.kind == kind]
    if groups:
        yield Heading(_TITLES[kind][0])
    for group in groups:
        yield Item("-", _group(group), _TITLES[kind][1])
        for placed in group.cases[:SHOWN]:
            yield TextLine(f"      {placed.file}:{placed.line}: {placed.case.case}")
        if len(group.cases) > SHOWN:
            yield TextLine(f"      and {len(group.cases) - SHOWN} more cases")
        if not group.cases:
            yield Para(f"such as {_example(group)}", "faint", indent=6)


def _group(group: ChangeGroup) -> str:
    cases, samples = len(group.cases), group.samples
    counts = [counted(cases, "case")] if cases else []
    counts += [f"{samples} sampled"] if samples else []
    rules = f", by {', '.join(group.rules)}" if group.rules else ""
    return f"{group.treatment} {group.command}: {_step(group)} ({', '.join(counts)}){rules}"


def _step(group: ChangeGroup) -> str:
    """``no -> wait``; a result that stays has a day on which it is over that does not."""
    if group.kind == "unable":
        change = group.changes[0]
        return f"{change.old.problem or group.old} -> {change.new.problem or group.new}"
    if group.old == group.new:
        return f"{group.old}, over {'sooner' if group.kind == 'milder' else 'later'}"
    level = "" if group.command == PLAN else "level "
    return f"{level}{group.old} -> {level}{group.new}"


def _example(group: ChangeGroup) -> str:
    """The answers of the first that rules gave as causes."""
    change = group.changes[0]
    result = change.old if group.kind == "milder" else change.new
    pairs = dict.fromkeys(pair for reason in result.deciding for pair in reason.because)
    return ", ".join(pairs) or "answers that no rule turns on"


class UntilChange(JsonRecord):
    """The day before which the verdict cannot change."""

    old: Annotated[date | None, "That day under the old rules, or null."]
    new: Annotated[date | None, "That day under the new rules, or null."]


class RuleChange(JsonRecord):
    """Changes that are alike."""

    kind: Annotated[Kind, "Which way the results change."]
    treatment: kinds.TreatmentId
    command: Annotated[Literal["plan", "check-symptoms"], "The command whose result changes."]
    old: Annotated[kinds.Weight, "The old verdict, or the number of the old level. Null when there is none."]
    new: Annotated[kinds.Weight, "The new verdict, or the number of the new level. Null when there is none."]
    until: Annotated[UntilChange, "The day before which the verdict cannot change."]
    problem: Annotated[str | None, "Why it could not be answered, or null."]
    rules: Annotated[Sequence[kinds.RuleId], "The rules that make the change."]
    cases: Annotated[Sequence[CaseAtPlace], "The cases that show it."]
    sampled: Annotated[kinds.Count, "How many of the made-up sets of answers show it."]
    example: Annotated[Mapping[str, kinds.Answer], "Answers that show it, by the id of each question."]


class RulesDiffDocument(JsonDocument):
    """Whose result changes between two folders of rules."""

    cases: Annotated[kinds.Count, "How many cases were run under both."]
    samples: Annotated[kinds.Count, "How many made-up sets of answers were run under both."]
    milder: Annotated[kinds.Count, "How many results get milder."]
    unable: Annotated[kinds.Count, "How many can be answered under one of the two only."]
    stricter: Annotated[kinds.Count, "How many results get stricter."]
    other_reasons: Annotated[kinds.Count, "How many keep their result with other reasons."]
    only_old: Annotated[kinds.TreatmentIds, "Treatments that only the old rules have."]
    only_new: Annotated[kinds.TreatmentIds, "Treatments that only the new rules have."]
    changes: Annotated[Sequence[RuleChange], "The changes, those that get milder first, like ones together."]


def comparison_document(found: Comparison) -> RulesDiffDocument:
    """The same as JSON, each group with its cases and the answers of one that is in it."""
    return RulesDiffDocument.of(
        found,
        **{kind: found.count(kind) for kind in KINDS},
        only_old=found.gone,
        only_new=found.added,
        changes=[_record(group) for group in found.groups],
    )


def _record(group: ChangeGroup) -> RuleChange:
    change = group.changes[0]
    return RuleChange.of(
        group,
        old=group.old or None,
        new=group.new or None,
        until=UntilChange.of(old=change.old.until, new=change.new.until),
        problem=change.old.problem or change.new.problem,
        cases=[case_at_place(placed) for placed in group.cases],
        sampled=group.samples,
        example=plain(change.new.answers or change.old.answers),
    )

"""``rules check``: everything that is wrong with the shipped rules, or with a folder laid over them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.app import App
from skinroutine.commands.options import RulesFolder
from skinroutine.options import Apart, Option, command
from skinroutine.review.lint.findings import Explanation, explanation_of
from skinroutine.review.lint.run import CheckReport, check_folder
from skinroutine.review.lint.run import check as check_rules
from skinroutine.rule_files import shipped
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.unread import leftovers, refuse_empty
from skinroutine.show.blocks import Block, Heading, Page, Para, TextLine
from skinroutine.show.documents import JsonDocument, JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds

LONGEST: Final = 400
"""A finding is cut beyond this: it may quote a whole value of a file that is no rule file at all."""


@command(home=False, no_pager=True, apart=(Apart("--explain", ("DIR", "--warnings")),))
def check(
    app: App,
    folder: RulesFolder = None,
    explain: Annotated[str, Option("--explain", "Explain a code, such as milder.", "CODE")] = "",
    *,
    warnings: Annotated[
        bool, Option("--warnings", "List what only a reader of the sources can settle.")
    ] = False,
) -> int:
    """Check the rules. Gives 1 when something is wrong with them, else 0, whatever it warns of.

    ``folder`` is laid over the shipped rules, and only what is wrong in it is told; None checks the
    shipped rules. ``explain`` names a code to explain in place of a check. ``warnings`` lists what the
    shipped rules leave to readers; of a folder it is always listed. Raises UnknownCodeError and
    NoRulesFolderError.
    """
    if explain:
        meaning = explanation_of(explain)
        app.out.result(explanation_page(meaning), explanation_document(meaning))
        return 0
    if folder is None or os.path.realpath(folder) == os.path.realpath(shipped()):
        found = check_rules(Library(layers()))
    else:
        found, warnings = _check(app, folder), True
    app.out.result(findings_page(found, listed=warnings), findings_document(found))
    return 1 if found.findings else 0


def _check(app: App, folder: Path) -> CheckReport:
    library = Library(layers((folder,)))
    refuse_empty(library.layers[1])
    named = leftovers(library.layers[1])
    if named:
        app.warn(named)
    return check_folder(library)


def findings_page(report: CheckReport, *, listed: bool) -> Page:
    """The findings a line each, or that there are none. Then the warnings, or how many there are."""
    page: list[Block] = [TextLine(_one_line(str(finding))) for finding in report.findings]
    if not page:
        page.append(Para(f"{report.files} files, {report.rules} rules: no problems"))
    if not report.facts:
        return page
    if listed and report.warnings:
        page.append(Heading("For a reader to look at"))
        page += [TextLine(_one_line(str(finding))) for finding in report.warnings]
    elif report.warnings:
        counts = Counter(finding.code for finding in report.warnings)
        named = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
        page.append(Para(f"For a reader to look at: {named}"))
        page.append(Para("List them with: skinroutine rules check --warnings"))
    return page


class CheckFinding(JsonRecord):
    """One mistake."""

    file: kinds.FilePath
    line: kinds.LineInFile
    code: Annotated[str, "The id of this sort of mistake."]
    message: Annotated[str, "What is wrong."]
    hint: Annotated[str | None, "What to do about it, or null."]


class RulesCheckDocument(JsonDocument):
    """What is wrong with the rules. With --explain, it tells what a code means."""


class RulesCheckChecked(RulesCheckDocument):
    """The rules were checked."""

    files: Annotated[kinds.Count, "How many files were read."]
    rules: Annotated[kinds.Count, "How many rules were read."]
    findings: Annotated[Sequence[CheckFinding], "All that is wrong."]
    warnings: Annotated[Sequence[CheckFinding], "What nobody has said or read again yet. It fails no check."]
    facts: Annotated[kinds.Count, "How many facts they were held against. With 0 that was not looked at."]


class RulesCheckExplained(RulesCheckDocument):
    """A code was explained."""

    code: Annotated[str, "The id of this sort of mistake."]
    meaning: Annotated[str, "What the code means."]
    wrong: Annotated[str, "A piece of a file before it is mended."]
    right: Annotated[str, "The same piece after it is mended."]


def findings_document(report: CheckReport) -> RulesCheckChecked:
    """The findings as JSON."""
    return RulesCheckChecked(
        files=report.files,
        rules=report.rules,
        findings=[CheckFinding.of(finding) for finding in report.findings],
        warnings=[CheckFinding.of(finding) for finding in report.warnings],
        facts=report.facts,
    )


def explanation_page(meaning: Explanation) -> Page:
    """What a code means, with an example before and after."""
    return [
        Para(meaning.code, "strong"),
        Para(meaning.meaning),
        *_piece("Wrong", meaning.wrong),
        *_piece("Right", meaning.right),
    ]


def explanation_document(meaning: Explanation) -> RulesCheckExplained:
    """What a code means, as JSON."""
    return RulesCheckExplained.of(meaning)


def _piece(name: str, text: str) -> Iterator[Block]:
    yield Heading(name)
    for line in text.splitlines():
        yield TextLine(f"  {line}")


def _one_line(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}..."

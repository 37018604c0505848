"""The answers of ``rules check``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.review.findings import Explanation, Finding
from skinroutine.show.blocks import Block, Heading, Line, Page, Para
from skinroutine.show.documents import JsonDocument, JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


LONGEST: Final = 400


"""A finding is cut beyond this: it may quote a whole value of a file that is no rule file at all."""


def findings_page(findings: Sequence[Finding], files: int, rules: int) -> Page:
    """One finding a line, as an editor reads it; or that there are none."""
    if not findings:
        return [Para(f"{files} files, {rules} rules: no problems")]
    return [Line(_one_line(str(finding))) for finding in findings]


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


class RulesCheckExplained(RulesCheckDocument):
    """A code was explained."""

    code: Annotated[str, "The id of this sort of mistake."]
    meaning: Annotated[str, "What the code means."]
    wrong: Annotated[str, "A piece of a file before it is mended."]
    right: Annotated[str, "The same piece after it is mended."]


def findings_document(findings: Sequence[Finding], files: int, rules: int) -> RulesCheckChecked:
    """The findings as JSON."""
    return RulesCheckChecked(files=files, rules=rules, findings=[CheckFinding.of(one) for one in findings])


def explanation_page(told: Explanation) -> Page:
    """What a code means, with an example before and after."""
    return [
        Para(told.code, "strong"),
        Para(told.meaning),
        *_piece("Wrong", told.wrong),
        *_piece("Right", told.right),
    ]


def explanation_document(told: Explanation) -> RulesCheckExplained:
    """What a code means, as JSON."""
    return RulesCheckExplained.of(told)


def _piece(name: str, text: str) -> Iterator[Block]:
    yield Heading(name)
    for line in text.splitlines():
        yield Line(f"  {line}")


def _one_line(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}..."

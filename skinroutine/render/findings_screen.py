"""The answers of ``rules check``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from skinroutine.review.findings import Explanation, Finding
from skinroutine.show.blocks import Block, Heading, Line, Page, Para

LONGEST: Final = 400
"""A finding is cut beyond this: it may quote a whole value of a file that is no rule file at all."""


def findings_page(findings: Sequence[Finding], files: int, rules: int) -> Page:
    """One finding a line, as an editor reads it; or that there are none."""
    if not findings:
        return [Para(f"{files} files, {rules} rules: no problems")]
    return [Line(_one_line(str(finding))) for finding in findings]


def findings_data(findings: Sequence[Finding], files: int, rules: int) -> dict[str, object]:
    """The findings as JSON."""
    return {
        "schema_version": 1,
        "files": files,
        "rules": rules,
        "findings": [
            {
                "file": one.file,
                "line": one.line,
                "code": one.code,
                "message": one.message,
                "hint": one.hint or None,
            }
            for one in findings
        ],
    }


def explanation_page(told: Explanation) -> Page:
    """What a code means, with an example before and after."""
    return [
        Para(told.code, "strong"),
        Para(told.meaning),
        *_piece("Wrong", told.wrong),
        *_piece("Right", told.right),
    ]


def explanation_data(told: Explanation) -> dict[str, object]:
    """What a code means, as JSON."""
    return {"schema_version": 1, **told._asdict()}


def _piece(name: str, text: str) -> Iterator[Block]:
    yield Heading(name)
    for line in text.splitlines():
        yield Line(f"  {line}")


def _one_line(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}..."

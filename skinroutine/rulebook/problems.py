"""What is wrong with a file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable

from skinroutine.errors import SkinroutineError
from skinroutine.light_typing import NamedTuple


class Problem(NamedTuple):
    """One mistake: where it stands, at which key, and what to write instead."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.message}"


class FileProblemsError(SkinroutineError):
    """A file cannot be used. All of its problems are told at once, a line each."""

    code = "bad-file"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def missing_file(shown: str, why: str) -> FileProblemsError:
    """The error of a file that is not there, and why it is needed."""
    return FileProblemsError([Problem(shown, 1, "", f"this file is missing; {why}")])

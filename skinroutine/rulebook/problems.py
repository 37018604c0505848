"""What is wrong with a file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from skinroutine.errors import SkinroutineError


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


def nearest(word: str, words: Iterable[str]) -> str:
    """``; did you mean X?`` when one of the words is close, else nothing."""
    close = get_close_matches(word, list(words), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""

"""What is wrong with a file, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from skinroutine.errors import SkinroutineError
from skinroutine.text import spoken
from skinroutine.tuples import NamedTuple

_LETTERS_A_SLIP: Final = 4
_MOST_SLIPS: Final = 3


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


def nearest(word: str, words: Iterable[str]) -> str:
    """``; did you mean X?`` when one of the words is close, else nothing."""
    from difflib import get_close_matches  # noqa: PLC0415  only who mistypes waits for it

    close = get_close_matches(word, list(words), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def slipped(word: str, words: Iterable[str]) -> str:
    """The same, but only when one of the words is a slip of the finger away: a far word could be taken."""
    close = min(words, key=lambda known: slips(word, known), default="")
    return f"; did you mean {close!r}?" if close and is_slip(word, close) else ""


def is_slip(word: str, other: str) -> bool:
    """Whether a word can be another one mistyped: one slip in four letters, and three at most.

    So ``waxing`` isn't taken for ``shaving``, nor Narnia for Argentina.
    """
    return slips(word, other) <= min(_MOST_SLIPS, max(1, len(word) // _LETTERS_A_SLIP))


def slips(word: str, other: str) -> int:
    """How many letters were left out, added, changed or swapped between two words, in small letters."""
    first, second = spoken(word.lower()), spoken(other.lower())
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        further, before, row = before, row, [place]
        for at, found in enumerate(second, 1):
            least = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != found))
            if further and at > 1 and letter == second[at - 2] and first[place - 2] == found:
                least = min(least, further[at - 2] + 1)
            row.append(least)
    return row[-1]

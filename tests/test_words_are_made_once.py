"""A plural, a date, a yes or no and a name in words are made in ``skinroutine/text.py`` and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

pytestmark = pytest.mark.proof

PACKAGE: Final = Path(__file__).resolve().parent.parent / "skinroutine"
MAKER: Final = "text.py"
OTHER_DATES: Final = {
    "times/calendar.py": "names the day of the week that a date falls on",
    "times/grammar.py": "names the months that a date in numbers could mean",
    "commands/handover/document.py": "names the zone of the clock beside a time",
    "commands/history/chart_screen.py": "names the months of a chart",
    "commands/stopped.py": "names a file that is put aside",
}
FILES: Final = sorted(
    file for file in PACKAGE.rglob("*.py") if file.relative_to(PACKAGE).parts[0] not in {MAKER, "review"}
)
"""What rule authors read has words of its own still."""


def shown(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def constant(node: ast.AST | None) -> str | None:
    """The text of a string; of one with values put in, what stands around them."""
    if isinstance(node, ast.JoinedStr):
        return "".join(constant(part) or "" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def one_and_several(first: str, second: str) -> bool:
    """Whether two texts end on the same word, once for one thing and once for several."""
    if {first, second} in ({"", "s"}, {"", "es"}, {"y", "ies"}):
        return True
    words = [re.findall("[A-Za-z]+", text)[-1:] for text in (first, second)]
    return all(words) and words[0] != words[1] and words[0][0][:3] == words[1][0][:3]


def plurals(source: str) -> Iterator[int]:
    """The lines that choose between one and several, or cut the s from a word."""
    return (node.lineno for node in expressions(source) if chooses(node))


@cache
def expressions(source: str) -> tuple[ast.expr, ...]:
    return tuple(node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.expr))


def chooses(node: ast.expr) -> bool:
    if isinstance(node, ast.IfExp) and isinstance(node.test, ast.Compare):
        first, second = constant(node.body), constant(node.orelse)
        return first is not None and second is not None and one_and_several(first, second)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mult) and constant(node.left) == "s"
    return called(node) == "removesuffix" and arguments(node) == ["s"]


def dates(source: str) -> Iterator[int]:
    """The lines that put a date or a time of day into words."""
    for node in expressions(source):
        if called(node) == "strftime":
            yield node.lineno
        elif isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            parts = (constant(part) or "" for part in ast.walk(node.format_spec))
            if any(re.search("%-?[A-Za-z]", part) for part in parts):
                yield node.lineno


def yes_or_no(source: str) -> Iterator[int]:
    """The lines that make "yes" or "no" of a truth."""
    for node in expressions(source):
        if isinstance(node, ast.IfExp) and {constant(node.body), constant(node.orelse)} == {"yes", "no"}:
            yield node.lineno


def names(source: str) -> Iterator[int]:
    """The lines that make words of a name."""
    for node in expressions(source):
        if called(node) == "replace" and arguments(node) == ["_", " "]:
            yield node.lineno


def called(node: ast.AST) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def arguments(node: ast.AST) -> list[str | None]:
    return [constant(each) for each in node.args] if isinstance(node, ast.Call) else []


@pytest.mark.parametrize("rule", [plurals, yes_or_no, names])
def test_words_are_made_in_one_file(rule: Callable[[str], Iterator[int]]) -> None:
    found = {shown(file): list(rule(file.read_text(encoding="utf-8"))) for file in FILES}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_dates_are_put_into_words_in_one_file() -> None:
    found = {shown(file): list(dates(file.read_text(encoding="utf-8"))) for file in FILES}
    assert {name for name, lines in found.items() if lines} == set(OTHER_DATES)


def test_no_date_format_leaves_out_a_zero_by_a_sign_that_windows_does_not_know() -> None:
    sources = {shown(file): file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py")}
    assert [name for name, source in sources.items() if re.search("%[-#][a-zA-Z]", source)] == []


def test_whether_a_person_types_is_asked_in_the_prompts_alone() -> None:
    sources = {shown(file): file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py")}
    asking = {name.split("/")[0] for name, source in sources.items() if "stdin.isatty" in source}
    assert asking == {"prompts"}


@pytest.mark.parametrize(
    "source",
    [
        "f\"{n} day{'' if n == 1 else 's'}\"",
        "f\"{n} day{'s' if n > 1 else ''}\"",
        "'use' if len(uses) == 1 else 'uses'",
        "'1 entry' if n == 1 else f'{n} entries'",
        "'a limit' if n == 1 else f'{n} limits'",
        "'differs' if n == 1 else 'differ'",
        "'day' + 's' * (n != 1)",
        "unit.removesuffix('s')",
    ],
)
def test_a_plural_is_found_however_it_is_written(source: str) -> None:
    assert list(plurals(source)) == [1]


@pytest.mark.parametrize(
    "source",
    [
        "f'Did you mean {likely[0]}?' if len(likely) == 1 else f'Try one of: {known}.'",
        "f' {hold.id}' if held > 1 else ''",
        "'an' if words[0] in 'aeiou' else 'a'",
        "name.endswith('s')",
    ],
)
def test_two_sentences_are_no_plural(source: str) -> None:
    assert list(plurals(source)) == []


@pytest.mark.parametrize("source", ["f'{when:%a} {when.day}'", "f'{when:{form}%b}'", "when.strftime('%d')"])
def test_a_date_format_is_found(source: str) -> None:
    assert list(dates(source)) == [1]

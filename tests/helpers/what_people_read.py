"""Every sentence that a person can be shown: of the rules, of the program and of the pages about it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import yaml

_NOT_SHOWN: Final = frozenset({"evidence", "publishers", "reviews", "sources"})
"""Files of rules whose words are those of sources, or no words."""
_NO_WORDS: Final = frozenset({
    "id", "also", "asks", "asked_by", "when", "unless", "evidence", "facts", "sources", "review", "see",
    "may_mean", "because_of", "own_words", "counts_as", "after_patch", "in_place_of", "left_by", "address",
    "point", "name_of", "command", "settings",
})  # fmt: skip
"""Keys whose values are ids, words that are typed, or notes to an author; all others are read."""
_PROSE: Final = re.compile(r"[a-z]+[ ,.?!]+[A-Za-z“(]", re.IGNORECASE)
_SQL: Final = re.compile(r"\b(SELECT|INSERT|CREATE|DELETE|UPDATE|DROP|ALTER|PRAGMA|WITH RECURSIVE)\b")
_FENCE: Final = re.compile(r"^```.*?^```|<!--.*?-->", re.DOTALL | re.MULTILINE)
_CODE: Final = re.compile(r"`[^`]*`|\]\([^)]*\)|^    .*$|https?://\S+", re.MULTILINE)


class Shown(NamedTuple):
    """A text, and the file and line that it stands in; the line is 0 where nobody counts."""

    text: str
    file: str
    line: int = 0


def of_rules(rules: Path) -> Iterator[Shown]:
    """What the rules show."""
    for file in sorted(rules.glob("*/*.yaml")):
        if file.stem not in _NOT_SHOWN and file.parent.name != "schema":
            data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            for text in _texts(data):
                yield Shown(text, f"{file.parent.name}/{file.name}")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in _NO_WORDS:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str) and _PROSE.search(value):
        yield value


def of_program(package: Path) -> Iterator[Shown]:
    """What stands in the program as a text with words: f-strings with ``{}`` for what is filled in."""
    for file in sorted(package.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node, text in _strings(tree):
            if _PROSE.search(text) and not _SQL.search(text):
                yield Shown(text, str(file.relative_to(package)), node.lineno)


def _strings(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    passed_by: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):  # the fields of a record: the reference for programs, no screen
            fields = (part.annotation for part in node.body if isinstance(part, ast.AnnAssign))
            passed_by |= {id(part) for field in fields for part in ast.walk(field)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_by.add(id(node.value))  # a docstring
        if isinstance(node, ast.JoinedStr):
            passed_by |= {id(part) for part in node.values}
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            yield node, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_by:
            yield node, node.value


def of_page(page: Path, name: str = "") -> Iterator[Shown]:
    """The prose of a page, without code and without what is pasted into it from the program."""
    text = _FENCE.sub(lambda found: "\n" * found[0].count("\n"), page.read_text(encoding="utf-8"))
    for line, part in enumerate(_CODE.sub("", text).split("\n"), 1):
        if part.strip():
            yield Shown(part, name or page.name, line)


def of_newest_section(changelog: Path) -> Iterator[Shown]:
    """What the changelog says of the newest version."""
    listed = list(of_page(changelog))
    starts = [place for place, text in enumerate(listed) if text.text.startswith("## ")]
    yield from listed[starts[0] : starts[1]]


def of_schemas(folder: Path, name: str) -> Iterator[Shown]:
    """What the schemas of a folder say of each field, each sentence once."""
    files = sorted(folder.glob("*.json"))
    texts = {text: file for file in files for text in _descriptions(json.loads(file.read_text("utf-8")))}
    yield from (Shown(text, f"{name}/{file.name}") for text, file in texts.items())


def _descriptions(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, part in schema.items():
            yield from [part] if key == "description" and isinstance(part, str) else _descriptions(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _descriptions(part)

"""What the pages for people name is there: files, functions, commands, and the rooms as the layers have them.

A file that moves, or a function that gets another name, fails here with the page and the words to mend.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Final

import pytest

from checkout import FROZEN
from conftest import ROOT
from skinroutine.cli.table import TABLE, GroupEntry
from source_trees import tree_of

PACKAGE: Final = ROOT / "skinroutine"
PAGES: Final = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/json.md", "docs/tour.md")
FOLDERS: Final = ("skinroutine", "tests", "docs", "bench", "requirements", ".ci")
ARCHITECTURE: Final = "docs/architecture.md"
SPAN: Final = re.compile(r"`([^`\n]+)`")
LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
BLOCK: Final = re.compile(r"^ {4,}(.*)$", re.MULTILINE)
PATH: Final = re.compile(
    r"(?P<path>(?:[\w.<>-]+/)+(?:[\w.<>-]+)?|[\w-]+\.(?:py|md|toml))(?::(?P<name>[A-Za-z_][\w.]*))?"
)
"""A path with a folder in it, or the bare name of a file; behind it what stands in that file."""
COMMAND: Final = re.compile(r"skinroutine ([a-z][\w-]*)(?: ([a-z][\w-]*))?")
NOT_OURS: Final = (".venv/",)


@cache
def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    """What stands in code spans, word by word."""
    return [word for span in SPAN.findall(text) for word in span.split()]


def paths(text: str) -> list[tuple[str, str]]:
    """Every path that a text names in a code span, with the name behind it or none."""
    found = [PATH.fullmatch(word) for word in words(text)]
    named = [(one["path"], one["name"] or "") for one in found if one]
    return [one for one in named if not one[0].startswith(NOT_OURS)]


def files(path: str) -> list[Path]:
    """What a path means: from the top, or in the package; a bare name is looked for everywhere."""
    if path.startswith("rules/"):  # not listed: nothing that a clinician adds may count here
        spelled = {path.replace("<treatment>", one.name) for one in FROZEN.iterdir()}
        return [ROOT / one for one in spelled if (ROOT / one).exists()]
    pattern = re.sub("<[^>]*>", "*", path).rstrip("/")
    if "/" in pattern:
        return [*ROOT.glob(pattern), *PACKAGE.glob(pattern)]
    return [*ROOT.glob(pattern), *(file for folder in FOLDERS for file in (ROOT / folder).rglob(pattern))]


def names(nodes: list[ast.stmt], before: str = "") -> Iterator[str]:
    """What a module defines: ``answer``, ``TABLE``, ``History``, ``History.write``."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef):
            yield f"{before}{node.name}"
        elif isinstance(node, ast.ClassDef):
            yield f"{before}{node.name}"
            yield from names(node.body, f"{before}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (f"{before}{one.id}" for one in targets if isinstance(one, ast.Name))


def rooms() -> list[str]:
    """The rooms from the ground up, as the test of the layers lists them, wherever it lies."""
    (file,) = (ROOT / "tests").rglob("test_layers.py")
    for node in tree_of(file).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ROOMS":
            found = ast.literal_eval(node.value)
            assert isinstance(found, list)
            return found
    raise AssertionError(file)


def rows(title: str, text: str) -> list[list[str]]:
    """The cells of the table below a heading, its head left out."""
    part = text.split(f"## {title}\n")[1].split("\n## ", maxsplit=1)[0]
    lines = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("|")]
    return lines[2:]


def drawn() -> list[list[str]]:
    """The rooms of the picture, from the top: those that each line begins with."""
    known, picture = set(rooms()), page(ARCHITECTURE).split("```")[1]
    lines = [list(takewhile(known.__contains__, line.split())) for line in picture.splitlines()]
    return [line for line in lines if line]


@pytest.mark.parametrize("name", PAGES)
def test_every_path_that_a_page_names_is_there(name: str) -> None:
    assert [path for path, _ in paths(page(name)) if not files(path)] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_path_in_a_block_of_commands_is_there(name: str) -> None:
    tokens = [word for line in BLOCK.findall(page(name)) for word in line.split()]
    assert [
        one
        for one in tokens
        if one.startswith(tuple(f"{top}/" for top in (*FOLDERS, "rules"))) and not files(one)
    ] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_name_behind_a_path_stands_in_that_file(name: str) -> None:
    named = [(path, one) for path, one in paths(page(name)) if one]
    lost = [
        f"{path}:{one}"
        for path, one in named
        if not any(one in names(tree_of(file).body) for file in files(path))
    ]
    assert lost == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_somewhere(name: str) -> None:
    lost = []
    for link in LINK.findall(page(name)):
        target, _, heading = link.partition("#")
        file = (ROOT / name).parent / target
        if not file.exists() or (heading and heading not in headings(file)):
            lost.append(link)
    assert lost == []


def headings(file: Path) -> set[str]:
    """The headings of a page, as a link names them."""
    found = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in found}


@pytest.mark.parametrize("name", PAGES)
def test_every_command_that_a_page_names_is_one(name: str) -> None:
    spans = [*SPAN.findall(page(name)), *BLOCK.findall(page(name))]
    typed = [found.groups() for span in spans if (found := COMMAND.match(span.removeprefix("$ ")))]
    assert [(one, more) for one, more in typed if one not in TABLE] == []
    groups = {one: entry.commands for one, entry in TABLE.items() if isinstance(entry, GroupEntry)}
    assert [(one, more) for one, more in typed if one in groups and more and more not in groups[one]] == []


def test_the_rooms_of_contributing_are_those_of_the_layers() -> None:
    table = rows("The rooms of the code", page("CONTRIBUTING.md"))
    assert [room for row in table for room in SPAN.findall(row[0])] == rooms()


def test_the_picture_has_every_room_once() -> None:
    assert sorted(room for line in drawn() for room in line) == sorted(rooms())


def test_in_the_picture_a_room_imports_only_what_is_drawn_below_it() -> None:
    height = {room: place for place, line in enumerate(drawn()) for room in line}
    up = set()
    for file in PACKAGE.rglob("*.py"):
        room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        used = re.findall(r"^ *from skinroutine\.(\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
        up |= {f"{room} -> {one}" for one in used if one != room and height[one] <= height[room]}
    assert up == set()


def test_each_line_of_where_do_i_change_names_a_file() -> None:
    table = rows("Where do I change …", page(ARCHITECTURE))
    assert [row[0] for row in table if not paths(row[1])] == []
    assert len(table) > 1


def test_a_name_that_moved_would_be_noticed() -> None:
    assert paths("in `text.py:day` and `python docs/generate.py`") == [
        ("text.py", "day"),
        ("docs/generate.py", ""),
    ]
    assert files("rules/<treatment>/screening.yaml")
    assert files("commands/nowhere.py") == []
    assert "History.write" in names(tree_of(PACKAGE / "history" / "store.py").body)

"""The rooms of the design: who may know whom, and how large a room may grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from checkout import ROOT, TESTS
from source_trees import nodes_of

PACKAGE = ROOT / "skinroutine"
FILES = sorted(PACKAGE.rglob("*.py"))
ROOMS = [
    "light_typing", "errors", "text", "misfits", "ending", "files", "times", "rule_files", "rulebook",
    "history", "interview", "memory", "decide", "review", "prompts", "show", "machine", "options",
    "completion", "app", "commands", "cli", "__main__",
]  # fmt: skip
"""From the ground up: a room imports only from those before it."""
CORE = ("errors", "misfits", "text", "interview", "memory", "decide")
CLOCKS = {"datetime", "date", "time"}
NETWORK = {
    "socket", "socketserver", "ssl", "asyncio", "http", "urllib", "urllib3", "requests", "httpx", "aiohttp",
    "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc", "webbrowser",
}  # fmt: skip


def shown(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imported(file: Path) -> frozenset[str]:
    """The full names of all modules that a file imports, at the top or inside a function."""
    names = set()
    for node in nodes_of(file):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{shown(file)} imports relatively"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


@cache
def attributes(file: Path) -> frozenset[str]:
    return frozenset(node.attr for node in nodes_of(file) if isinstance(node, ast.Attribute))


def rooms_known(file: Path) -> set[str]:
    parts = [name.split(".") for name in imported(file)]
    return {one[1] for one in parts if one[0] == "skinroutine" and len(one) > 1 and one[1] in ROOMS}


def packages_known(file: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(file)}


def in_rooms(*rooms: str) -> list[Path]:
    found = [file for file in FILES if room_of(file) in rooms]
    assert found
    return found


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes_of(file):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function, its docstring left out."""
    size = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return size
    return size - ((first.end_lineno or first.lineno) - first.lineno + 1)


def test_every_file_stands_in_a_room_of_the_design() -> None:
    assert {room_of(file) for file in FILES} - {"__init__"} == set(ROOMS)


def up_from(file: Path) -> set[str]:
    """The rooms that a file may not know and does."""
    room = room_of(file)
    below = set() if room == "__init__" else set(ROOMS[: ROOMS.index(room) + 1])
    return rooms_known(file) - below


def test_an_import_never_points_up() -> None:
    assert {shown(file): up_from(file) for file in FILES if up_from(file)} == {}


def test_the_core_knows_no_file_no_screen_no_database_and_no_command_line() -> None:
    edges = {
        "yaml",
        "rich",
        "sqlite3",
        "typer",
        "click",
        "pathlib",
        "os",
        "sys",
        "io",
        "prompt_toolkit",
        "platformdirs",
    }
    assert [shown(file) for file in in_rooms(*CORE) if packages_known(file) & edges] == []


def looks_at_the_clock(file: Path) -> bool:
    return "time" in packages_known(file) or any(
        isinstance(node, ast.Attribute)
        and node.attr in {"now", "today", "utcnow", "time", "time_ns"}
        and isinstance(node.value, ast.Name)
        and node.value.id in CLOCKS
        for node in nodes_of(file)
    )


def test_neither_the_core_nor_the_reading_of_rules_looks_at_the_clock() -> None:
    files = in_rooms(*CORE, "times", "rulebook")
    assert [shown(file) for file in files if looks_at_the_clock(file)] == []


def called(file: Path) -> set[str]:
    """The functions that a file calls by their bare names."""
    calls = [node.func for node in nodes_of(file) if isinstance(node, ast.Call)]
    return {call.id for call in calls if isinstance(call, ast.Name)}


def test_nothing_below_the_prompts_prints() -> None:
    files = in_rooms(*CORE, "times", "rulebook", "history")
    assert [shown(file) for file in files if called(file) & {"print", "input"}] == []


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("yaml", {"rulebook"}),
        ("sqlite3", {"history"}),
        ("prompt_toolkit", {"prompts"}),
        ("typer", {"cli", "__main__"}),
        ("icalendar", {"commands"}),
        ("rich", {"show", "cli", "prompts"}),
    ],
)
def test_a_tool_is_known_only_where_it_is_used(package: str, rooms: set[str]) -> None:
    known = {room_of(file) for file in FILES if package in packages_known(file)}
    assert known <= rooms
    assert known


SHARED = {
    "stopped",
    "typed",
    "conversation",
    "entry",
    "workflow",
    "limit_check",
    "logged_late",
    "recorded",
    "notify",
    "way_to_ask",
    "reasons",
    "more",
    "options",
}
"""What several slices of ``commands`` are made of; they know no slice."""


def slice_of(module: str) -> str:
    """The slice that a module of ``commands`` belongs to, by its full name; empty for what is shared."""
    name = module.removeprefix("skinroutine.commands").lstrip(".").partition(".")[0]
    return "" if name in SHARED else name


def test_a_slice_knows_no_other_slice_and_what_they_share_knows_none() -> None:
    found = []
    for file in in_rooms("commands"):
        own = slice_of(".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts))
        known = {slice_of(name) for name in imported(file) if name.startswith("skinroutine.commands.")}
        found += [f"{shown(file)} -> {name}" for name in known - {own, ""}]
    assert found == []
    assert slice_of("skinroutine.commands.plan.screen") == "plan"


OF_ALL_ROOMS = {"program", "laws"}
"""Folders of tests that are about no room alone."""


def test_a_test_stands_where_the_code_that_it_is_about_stands() -> None:
    places = {file.relative_to(TESTS).parent for file in TESTS.rglob("test_*.py")}
    rooms = [place for place in places if str(place) not in OF_ALL_ROOMS]
    assert [str(one) for one in rooms if not list((PACKAGE / one.parent).glob(f"{one.name}*"))] == []


def test_history_knows_neither_rules_nor_verdicts() -> None:
    assert {room for file in in_rooms("history") for room in rooms_known(file)} <= {
        "light_typing",
        "errors",
        "misfits",
        "text",
        "files",
        "history",
    }


def test_prompts_and_screens_decide_nothing() -> None:
    deciding = {
        "skinroutine.decide.evaluate.evaluate",
        "skinroutine.decide.verdict.screen",
        "skinroutine.decide.triage.triage",
    }
    assert [shown(file) for file in in_rooms("prompts", "show") if deciding & imported(file)] == []


def test_no_file_can_reach_a_network() -> None:
    assert [shown(file) for file in FILES if packages_known(file) & NETWORK] == []


def test_no_file_imports_by_a_name_that_is_only_known_when_it_runs() -> None:
    by_name = [(file, packages_known(file) & {"importlib", "imp", "runpy"}) for file in FILES]
    allowed = {"importlib"}
    found = [shown(file) for file, used in by_name if used - (allowed if room_of(file) == "cli" else set())]
    assert found == []


DIALECT = {"one", "told", "said", "held", "stood", "meant", "came"}
"""Words that name nothing: a name is the thing it is."""


def names_in(file: Path) -> set[str]:
    """Whatever a file gives a name or calls by one."""
    fields = [
        getattr(node, field, None) for node in nodes_of(file) for field in ("id", "name", "arg", "attr")
    ]
    return {name for name in fields if isinstance(name, str)}


def test_a_name_says_what_the_thing_is() -> None:
    found = {shown(file): names_in(file) & DIALECT for file in FILES}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_class_has_the_name_of_another() -> None:
    names = [node.name for file in FILES for node in nodes_of(file) if isinstance(node, ast.ClassDef)]
    assert {name for name in names if names.count(name) > 1} == set()


def test_only_the_history_reads_what_is_stored_with_an_event() -> None:
    """Everybody else reads the fields of its payload: one place knows the keys, and what they may hold."""
    outside = [file for file in FILES if room_of(file) != "history"]
    assert [shown(file) for file in outside if "stored" in attributes(file)] == []


def test_all_keys_of_a_payload_are_seen_only_where_an_entry_is_shown_whole() -> None:
    readers = [shown(file) for file in FILES if room_of(file) != "history" and "content" in attributes(file)]
    assert readers == ["commands/history/details.py", "show/entry_words.py"]


def test_no_file_is_over_300_lines_and_no_function_over_40() -> None:
    lengths = {shown(file): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
    long = [(shown(file), one.name) for file in FILES for one in functions(file) if lines_of(one) > 40]
    assert long == []


SET_FROM_OUTSIDE = {
    ("__main__.py", "sys.stdin"): "Python has no other way to replace a closed stream",
    ("__main__.py", "sys.stdout"): "the same",
    ("__main__.py", "sys.stderr"): "the same",
    ("prompts/canvas.py", "output.enable_cpr"): "the library has no argument for it",
    ("light_typing.py", "cls.__new__"): "the first tuple of a class makes what makes the next ones",
    ("history/fields.py", "cls.fields"): "a class that is made learns its own keys",
    ("show/documents.py", "cls._fields"): "the same",
    ("history/fields.py", "record.stored"): "a record is made from what was read, past its constructor",
}
"""Fields that are set from outside their object, with the reason."""


def fields_set(file: Path) -> Iterator[str]:
    """The fields that are set of anything but ``self``."""
    for node in nodes_of(file):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            own = isinstance(node.value, ast.Name) and node.value.id == "self"
            yield from [] if own else [ast.unparse(node)]


def test_an_object_gets_its_fields_from_its_constructor_and_sets_them_itself() -> None:
    found = {(shown(file), field) for file in FILES for field in fields_set(file)}
    assert found == SET_FROM_OUTSIDE.keys()


def test_a_function_is_measured_without_its_docstring() -> None:
    source = 'def f() -> None:\n    """One.\n\n    Two.\n    """\n    x = 1\n    return x\n'
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert lines_of(function) == 3

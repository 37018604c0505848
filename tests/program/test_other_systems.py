"""What breaks on Windows or macOS is seen by reading: no such machine runs these tests."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from conftest import ROOT
from source_trees import nodes_of, tree_of

FILES = sorted(file for room in ("skinroutine", "docs", "bench") for file in (ROOT / room).rglob("*.py"))
PADLESS = re.compile(r"%[-#_^][A-Za-z]")
"""``%-d`` is an extension of the C library of some systems; Windows has another one, or refuses it."""
ONLY_POSIX = {
    "getuid", "geteuid", "getgid", "fork", "fchmod", "fchown", "mkfifo", "setsid", "killpg", "getpgid",
    "O_NOFOLLOW", "O_DIRECTORY", "O_CLOEXEC", "O_NONBLOCK",
    "SIGKILL", "SIGHUP", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGALRM", "SIGUSR1", "alarm", "tzset",
}  # fmt: skip
ONLY_POSIX_MODULES = {"fcntl", "pwd", "grp", "termios", "tty", "pty", "resource", "readline", "curses"}


def shown(file: Path) -> str:
    return str(file.relative_to(ROOT))


def unguarded(tree: ast.AST) -> list[str]:
    """Names that some systems lack, outside of any block that looks first whether this one has them."""
    found: list[str] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Attribute) and node.attr in ONLY_POSIX:
            found.append(f"line {node.lineno}: {node.attr}")
        modules = imported(node) & ONLY_POSIX_MODULES
        if modules and not (isinstance(tree, ast.Try) and catches_import_error(tree)):
            found += [f"line {getattr(node, 'lineno', 0)}: import {name}" for name in sorted(modules)]
        found += unguarded(node)
    return [] if isinstance(tree, ast.FunctionDef) and looks_first(tree) else found


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {name.name.split(".")[0] for name in node.names}
    return {node.module} if isinstance(node, ast.ImportFrom) and node.module else set()


def catches_import_error(node: ast.Try) -> bool:
    return any(isinstance(one.type, ast.Name) and one.type.id == "ImportError" for one in node.handlers)


def looks_first(function: ast.FunctionDef) -> bool:
    tests = [ast.unparse(node.test) for node in ast.walk(function) if isinstance(node, ast.If | ast.IfExp)]
    return any("hasattr" in test or "sys.platform" in test or "os.name" in test for test in tests)


def test_no_date_is_written_with_a_format_that_windows_refuses() -> None:
    assert {shown(file) for file in FILES if PADLESS.search(file.read_text(encoding="utf-8"))} == set()


def test_what_only_some_systems_have_is_used_behind_a_look_whether_it_is_there() -> None:
    trees = {shown(file): tree_of(file) for file in FILES}
    assert {name: found for name, tree in trees.items() if (found := unguarded(tree))} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os\ndef f():\n    return os.getuid()\n", ["line 3: getuid"]),
        ("import os\ndef f():\n    if hasattr(os, 'getuid'):\n        return os.getuid()\n", []),
        ("import fcntl\n", ["line 1: import fcntl"]),
        ("try:\n    import fcntl\nexcept ImportError:\n    fcntl = None\n", []),
    ],
)
def test_such_a_use_is_found(code: str, found: list[str]) -> None:
    assert unguarded(ast.parse(code)) == found


def test_every_text_file_is_read_and_written_as_utf_8() -> None:
    """The encoding that a system takes when none is named differs from one to the next."""
    calls = {
        f"{shown(file)}:{node.lineno}"
        for file in FILES
        for node in nodes_of(file)
        if isinstance(node, ast.Call) and reads_text(node) and not names_encoding(node)
    }
    assert calls == set()


def reads_text(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"read_text", "write_text"}:
        return True
    literals = [one.value for one in call.args if isinstance(one, ast.Constant)]
    modes = [one for one in literals if isinstance(one, str) and re.fullmatch(r"[rwax]b?\+?t?", one)]
    is_module = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in {"os", "webbrowser"}
    return name == "open" and not is_module and not any("b" in mode for mode in modes)


def names_encoding(call: ast.Call) -> bool:
    return any(one.arg == "encoding" for one in call.keywords)


def test_no_picture_of_the_docs_fetches_anything_when_it_is_opened() -> None:
    fetched = {
        shown(file): re.findall(
            r"""(?:url\(|href=|src=)["']?(?:https?:)?//[^"')\s]+""", file.read_text(encoding="utf-8")
        )
        for file in (ROOT / "docs").rglob("*.svg")
    }
    assert fetched != {}
    assert {name: found for name, found in fetched.items() if found} == {}

"""Law 9: every prompt has a twin without a prompt, every screen a ``--json``. Law 11: no streaks."""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.main import get_command

from checkout import TODAYS_RULES
from conftest import ROOT, Run
from json_promises import promises, schemas
from skinroutine.__main__ import main
from skinroutine.cli.program import app_for
from source_trees import nodes_of
from typed import ROLLER, flags, needled, needling, symptoms

COMMANDS = ROOT / "skinroutine" / "commands"
SHELL_GROUP = {"rules"}
"""A group that does nothing of its own."""
ASKING = {
    "plan": ["plan", *needling()],
    "log": ["log", "--reaction", "none"],
    "check_symptoms": symptoms(symptoms="none"),
    "hold": ["hold", "end", "--how", "healed"],
    "device": ["device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--no-input"],
    "device/choose": ["device", "choose", "microneedling", *flags({**ROLLER, "device_shared": "no"})],
    "history/edit": ["history", "edit", "SESSION", "--note", "It was windy."],
    "transfer/import_": ["import", "FILE", "--no-input"],
}
"""Each file of commands that asks, and what is typed to do the same without being asked."""
HELPING = {
    "conversation", "more", "way_to_ask", "plan/more", "check_symptoms/interview", "check_symptoms/more",
    "log/repeat", "log/details", "check_symptoms/residence",
}  # fmt: skip
"""They ask for plan, log, check-symptoms and import, or wait for a key after the answer.

--full, --again, --yes, --head and `profile set` are their twins.
"""
COUNTING = re.compile(
    r"\b(streaks?|badges?|in a row|(high|your) ?scores?|well done|congrat\w*|personal best|level up)\b",
    re.IGNORECASE,
)


def screens() -> Iterator[tuple[str, set[str]]]:
    """Every command that shows something, with its options."""
    waiting: list[tuple[str, Any]] = [("", get_command(app_for([], whole=True)))]
    while waiting:
        path, command = waiting.pop()
        for name, one in getattr(command, "commands", {}).items():
            waiting.append((f"{path} {name}".strip(), one))
        if path and path not in SHELL_GROUP:
            yield path, {option for one in command.params for option in one.opts}


SCREENS = dict(screens())


@pytest.mark.parametrize("path", SCREENS)
def test_every_screen_can_be_had_as_json_and_as_plain_text(path: str) -> None:
    assert {"--json", "--plain"} <= SCREENS[path]


def test_the_screens_are_those_of_the_program() -> None:
    assert {"plan", "history edit", "device choose", "rules diff", "import"} <= SCREENS.keys()
    assert len(SCREENS) > 35


def asking() -> set[str]:
    """The files of commands that import the prompts, or the way to ask."""
    return {
        file.relative_to(COMMANDS).with_suffix("").as_posix().removesuffix("/__init__")
        for file in COMMANDS.rglob("*.py")
        for node in nodes_of(file)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("skinroutine.prompts", "skinroutine.commands.way_to_ask"))
    }


def test_every_command_that_asks_is_known_here_with_its_twin() -> None:
    assert asking() == ASKING.keys() | HELPING


class Nobody(io.StringIO):
    """A standard input at which nobody sits."""

    def readline(self, *_: object) -> NoReturn:
        pytest.fail("the program asked")

    read = readline
    __next__ = readline


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.usefixtures("clock", "home")
def test_what_can_be_asked_can_be_typed_instead(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    run(*needled(), "--at", "yesterday")
    run("hold", "add", "--why", "A doctor told me to wait")
    entries: Any = run("history", "--json").json["entries"]
    session = next(one["id"] for one in entries if one["kind"] == "session")
    run("export", str(tmp_path / "all.jsonl"))
    words = {"SESSION": str(session), "FILE": str(tmp_path / "all.jsonl")}
    monkeypatch.setattr(sys, "argv", ["skinroutine", *(words.get(one, one) for one in ASKING[name])])
    monkeypatch.setattr(sys, "stdin", Nobody())
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 0


def test_a_question_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["skinroutine", "plan"])
    monkeypatch.setattr(sys, "stdin", Nobody())
    with pytest.raises(pytest.fail.Exception, match="the program asked"):
        main()


def texts() -> Iterator[tuple[str, str]]:
    """Every text that the program could show; in rules a streak is one on the skin."""
    for file in (ROOT / "skinroutine").rglob("*.py"):
        for node in nodes_of(file):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield file.name, node.value
    for file in TODAYS_RULES.rglob("*.yaml"):
        if file.name != "sources.yaml" and "cases" not in file.parts:
            yield file.name, re.sub("streak", "", file.read_text(encoding="utf-8"), flags=re.IGNORECASE)


@pytest.mark.todays_rules
def test_no_text_counts_what_was_done_in_a_row_or_praises_it() -> None:
    skin = re.compile(r"\bred streaks?\b", re.IGNORECASE)
    found = [(name, one[0]) for name, text in texts() for one in COUNTING.finditer(skin.sub("", text))]
    assert found == []


def test_no_field_of_the_json_counts_a_streak_or_a_score() -> None:
    fields = {path for _, path in promises(schemas())}
    assert "verdict" in fields
    assert [path for path in fields if re.search(r"streak|score|badge|points", path)] == []


def test_a_streak_would_be_noticed() -> None:
    assert COUNTING.search("Well done: 5 sessions in a row!")

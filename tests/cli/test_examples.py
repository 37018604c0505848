"""Every example of the help can be typed as it stands, in the home of somebody who uses the program."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checkout import TODAYS_CHECKOUT
from conftest import LiveOnce, Run
from skinroutine.cli.guide import EXAMPLES, SECTIONS
from skinroutine.cli.table import TABLE, GroupEntry
from skinroutine.review.cases import CaseRun, CaseRunner, PlacedCase

ROLLER = ("--device", "roller", "--needle", "0.2")
ANSWERS = {
    "symptoms.yaml": "hours_since_session: 40\nneedle_mm: 0.25\nrisk_factors: []\nsymptoms: [redness]\n",
    "device.yaml": "device_shared: no\nmade_for_home: yes\nclear_manual: yes\ndevice_kind: roller\n"
    "needle_mm: 0.25\ndevice_cleared: no\nhead_sterile: yes\nhead_pack_mixed: no\n",
}
LIVED = (
    ("log", "microneedling", "--at", "3 weeks ago", "--area", "chin", *ROLLER),
    ("export", "other.jsonl"),
    ("device", "add", "microneedling", "--kind", "roller", "--needle", "0.2", "--name", "blue roller"),
    ("plan", "--answers", "me.yaml"),
    ("profile", "set", "age=40"),
    ("hold", "add", "--why", "A doctor told me to wait"),
    ("pause", "--why", "holiday"),
    ("log", "microneedling", "--area", "cheeks", *ROLLER),
    ("undo",),
)
RUN_CASE = CaseRunner.run
KNOWN: dict[tuple[str, str, int], CaseRun] = {}
TYPED = [(path, each.typed) for path, examples in EXAMPLES.items() for each in examples]
SLOW = {"rules coverage", "rules test"}
"""What runs all cases to answer."""


def called() -> Iterator[str]:
    """All that has a help, the program itself too, as it is typed."""
    yield ""
    for name, entry in TABLE.items():
        yield name
        if isinstance(entry, GroupEntry):
            yield from (f"{name} {inner}" for inner in entry.commands)


@pytest.fixture
def prepared(run: Run, home: Path, live_once: LiveOnce, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A home with a session, a head, facts, an answer, a hold and a pause; the ids that lists would show."""

    def live() -> None:
        write_files(home / "typed")
        monkeypatch.chdir(home / "typed")
        for words in LIVED:
            assert run(*words).status == 0

    live_once(live)
    monkeypatch.chdir(home / "typed")
    holds: Any = run("hold", "--json").json["holds"]
    heads: Any = run("device", "--json").json["heads"]
    return {"history": newest_session(run), "hold": holds[0]["id"], "device": heads[0]["id"]}


@pytest.fixture
def _cases_are_run_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several examples run every case of the rules of today: each case once for all of them."""
    monkeypatch.setattr(CaseRunner, "run", _run_of)


def _run_of(work: CaseRunner, placed: PlacedCase) -> CaseRun:
    key = (work.library.stored_under, placed.file, placed.line)
    if key not in KNOWN:
        KNOWN[key] = RUN_CASE(work, placed)
    return KNOWN[key]


def write_files(folder: Path) -> None:
    """The files that examples name."""
    folder.mkdir(parents=True)
    rules = TODAYS_CHECKOUT / "rules"
    example = (rules / "microneedling" / "example.yaml").read_text(encoding="utf-8")
    for name, text in {**ANSWERS, "me.yaml": f"treatment: microneedling\n{example}"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("before", "after"):
        shutil.copytree(rules / "microneedling", folder / name / "microneedling")


def newest_session(run: Run) -> str:
    entries: Any = run("history", "--json").json["entries"]
    return next(str(each["id"]) for each in entries if each["kind"] == "session")


@pytest.mark.todays_rules
@pytest.mark.usefixtures("_cases_are_run_once")
@pytest.mark.parametrize(
    ("path", "typed"),
    [pytest.param(*each, marks=pytest.mark.proof) if each[0] in SLOW else each for each in TYPED],
)
def test_an_example_can_be_typed_as_it_stands(
    run: Run, prepared: dict[str, str], path: str, typed: str
) -> None:
    words = [prepared[path.partition(" ")[0]] if word == "ID" else word for word in shlex.split(typed)]
    ran = run(*words)
    assert ran.status == 0, ran.err


def test_all_that_has_a_help_has_two_examples() -> None:
    assert {
        path: len({each.typed for each in examples}) for path, examples in EXAMPLES.items()
    } == dict.fromkeys(called(), 2)


def test_an_example_calls_the_command_in_whose_help_it_stands() -> None:
    assert [(path, typed) for path, typed in TYPED if not f"{typed} ".startswith(f"{path} ".lstrip())] == []


def test_every_command_stands_below_one_heading() -> None:
    assert sorted(name for _, names in SECTIONS for name in names) == sorted(TABLE)

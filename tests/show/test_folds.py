"""A terminal gets what a pipe gets: at once, or with ``--full`` where its screen folds."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import pytest
import time_machine

from conftest import LiveOnce, Run
from in_a_terminal import Glass
from skinroutine.__main__ import main
from skinroutine.cli.parameters import function_of, shared_by
from skinroutine.cli.table import TABLE, CommandEntry
from skinroutine.show import Output, Page
from skinroutine.show.blocks import Block, Para
from typed import RESTED, abraded, needled, needling, symptoms

FOLDING = (
    ["plan", *needling(**RESTED)],
    ["plan", *needling(conditions="diabetes,eczema", skin_today="active_acne")],
    symptoms(symptoms="pus_discharge,redness"),
    ["why"],
)
WHOLE: tuple[list[str], ...] = (
    [], ["status", "--verbose"], ["history"], ["history", "--chart"], ["hold"], ["profile"], ["device"],
    ["about"], ["about", "microneedling"], ["explain"], ["why", "sunscreen"],
    ["handover", "--format", "text"],
)  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture(autouse=True)
def _lived(_clock: None, run: Run, live_once: LiveOnce) -> None:
    """Two sessions, a hold, a plan and a profile."""

    def live() -> None:
        run(*needled(areas="cheeks,forehead"), "--at", "8 days ago")
        run(*abraded(areas="neck"), "--at", "9 days ago", "--reaction", "prolonged")
        run(*symptoms(symptoms="lump_nodule"))
        run("plan", *needling(**RESTED))

    live_once(live)


def shown(monkeypatch: pytest.MonkeyPatch, line: Sequence[str], stdout: io.StringIO) -> list[Block]:
    """What a command puts on standard output; of its air a low terminal has less."""
    blocks: list[Block] = []

    def keep(_output: Output, page: Page, stream: object) -> None:
        blocks.extend(block for block in page if stream is stdout and block != Para(""))

    with monkeypatch.context() as here:
        here.setattr(sys, "argv", ["skinroutine", *line])
        here.setattr(sys, "stdin", io.StringIO())
        here.setattr(sys, "stdout", stdout)
        here.setenv("TERM", "xterm-256color")
        here.setattr(Output, "_show", keep)
        with pytest.raises(SystemExit):
            main()
    assert blocks != []
    return blocks


@pytest.mark.parametrize("line", [*(([*line, "--full"]) for line in FOLDING), *WHOLE], ids=" ".join)
def test_a_terminal_gets_the_page_that_a_pipe_gets(monkeypatch: pytest.MonkeyPatch, line: list[str]) -> None:
    assert shown(monkeypatch, line, Glass()) == shown(monkeypatch, line, io.StringIO())


@pytest.mark.parametrize("line", FOLDING, ids=" ".join)
def test_what_folds_says_how_to_see_the_rest(monkeypatch: pytest.MonkeyPatch, line: list[str]) -> None:
    folded, whole = shown(monkeypatch, line, Glass()), shown(monkeypatch, line, io.StringIO())
    assert folded != whole
    asides = [getattr(block, "aside", "") for block in folded]
    assert [aside for aside in asides if aside.endswith("--full") or aside == "skinroutine why"] != []


def test_the_commands_that_fold_are_those_that_are_tried_here() -> None:
    folding = {
        name
        for name, entry in TABLE.items()
        if isinstance(entry, CommandEntry) and "full" in shared_by(function_of(entry.where))
    }
    assert {line[0] for line in FOLDING} == folding

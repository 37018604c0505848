"""A check that found two things of the same weight: a word about one of them ends no pause for the other."""

from __future__ import annotations

import tempfile
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from conftest import NOW, Run
from effort import examples
from skinroutine.history import Draft, History
from skinroutine.history.events import payload_of
from skinroutine.rulebook.findings import LastingFinding
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from typed import needling

LEVEL: Final = 4
"""At this level every rule leaves what it may leave."""
PAIRS: Final = [
    pair
    for pair in permutations(Library(layers()).findings.values(), 2)
    if pair[0].verdict == pair[1].verdict
    and all(one.left_by and one.ends.cleared_by for one in pair)
    and not {*pair[0].left_by} & {*pair[1].left_by}
]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def checked(home: Path, by: LastingFinding, beside: LastingFinding, *, turned: bool) -> str:
    """A home in which one check left both, with its hold set by the rule of one; gives the id of the hold."""
    rules = [by.left_by[0], beside.left_by[0]]
    reasons = [
        {"id": rule, "level": LEVEL, "message": f"It was {rule}.", "because": [], "sources": []}
        for rule in (rules[::-1] if turned else rules)
    ]
    check = payload_of("symptom-check", {"treatment": "", "answers": {}, "result": {"reasons": reasons}})
    hold = payload_of("hold", {"treatment": "", "rule": rules[0], "why": "It was bad.", "least_days": 0})
    return History(home / "history.db", lambda: NOW).write([Draft(check), Draft(hold)])[1].id


@examples(60, allowed=[HealthCheck.function_scoped_fixture])
@given(pair=st.sampled_from(PAIRS), swapped=st.booleans(), turned=st.booleans(), named=st.booleans())
def test_a_pause_ends_only_once_all_that_weighs_the_same_was_cleared(
    run: Run, pair: tuple[LastingFinding, LastingFinding], *, swapped: bool, turned: bool, named: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        at_home = ["--json", "--home", folder]
        hold = checked(Path(folder), *pair, turned=turned)
        # One word for two is about both, unless it was given for one of them by its name.
        first, second = pair[::-1] if swapped else pair
        in_one = not named and first.ends.cleared_by == second.ends.cleared_by
        for finding in [first] if in_one else [first, second]:
            held: Any = run("hold", *at_home).json["holds"]
            which = [one["id"] for one in held if one["finding"] == finding.id][: int(named)]
            assert hold in {one["id"] for one in held}
            said = run("hold", "end", *which, "--how", "cleared", "--by", finding.ends.cleared_by, *at_home)
            over, ended = in_one or finding is second, said.json
            assert (said.status, hold in str(ended["ended"])) == (0, over)
            assert (run("hold", *at_home).json["holds"] == []) is over


def test_a_pause_that_waits_for_two_says_what_is_left_and_how_that_ends(run: Run, home: Path) -> None:
    first, second = next(pair for pair in PAIRS if pair[0].ends.cleared_by != pair[1].ends.cleared_by)
    hold = checked(home, first, second, turned=True)
    said = run("hold", "end", "--how", "cleared", "--by", second.ends.cleared_by).out
    assert said.startswith("Noted: The professional it waited for has cleared it. Sessions stay paused for")
    command = f"hold end --how cleared --by {first.ends.cleared_by}"
    assert f"says that you may start again: skinroutine {command} " in " ".join(said.split())
    assert run("plan", *needling(areas="legs"), "--json").json["verdict"] == "no"
    assert run(*command.split(), "--json").json["ended"] == [hold]
    assert run("plan", *needling(areas="legs"), "--json").json["verdict"] == "caution"

"""What was told in the last two weeks counts, however much was recorded since."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import time_machine

from conftest import NOW, Run
from skinroutine.history import Draft, History
from skinroutine.history.events import PlanRecord
from skinroutine.memory.statements import statements
from typed import RESTED, needling, symptoms


def history_at(home: Path) -> History:
    return History(home / "history.db", lambda: NOW)


def test_a_check_counts_though_a_script_has_planned_a_thousand_times_since(
    run: Run, home: Path, clock: time_machine.Traveller
) -> None:
    run(*symptoms(symptoms="open_sore", symptoms__open_sore__severity="mild"))
    run("hold", "end", "--how", "seen")
    clock.shift(timedelta(hours=1))
    assert run("plan", *needling(**RESTED), "--json").json["verdict"] == "wait"
    plan = PlanRecord.read({"treatment": "microneedling"})
    history_at(home).write([Draft(plan, NOW + timedelta(minutes=one)) for one in range(1000)])
    clock.shift(timedelta(days=1))
    assert run("plan", *needling(**RESTED), "--json").json["verdict"] == "wait"


def test_what_was_told_more_than_two_weeks_ago_counts_no_longer(run: Run, home: Path, clock: object) -> None:  # noqa: ARG001  the clock stands still
    run(*symptoms(symptoms="open_sore"))
    told = [NOW + timedelta(days=days) for days in (14, 15)]
    assert [len(statements(history_at(home), moment)) for moment in told] == [1, 0]

"""Whatever was done, in whatever order it was logged: every command names the same next date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest
import time_machine
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from conftest import NOW, Run
from effort import examples
from typed import DIAMOND, HEALTHY, RESTED, ROLLER, abraded, flags, needled

TODAY: Final = NOW.date()
DEVICES: Final = {"microneedling": ROLLER, "microdermabrasion": DIAMOND}
LOGGED: Final = {"microneedling": needled, "microdermabrasion": abraded}
AREAS: Final = ("cheeks", "neck", "forehead")


class Done(NamedTuple):
    """A session: so many days ago, on these areas, and how the skin reacted (empty: nobody said)."""

    treatment: str
    days: int
    areas: tuple[str, ...]
    reaction: str = ""


SESSIONS: Final = st.builds(
    Done,
    st.sampled_from(sorted(DEVICES)),
    st.integers(0, 40),
    st.lists(st.sampled_from(AREAS), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from(["", "none", "expected", "prolonged"]),
)


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def log(run: Run, done: Done) -> dict[str, Any]:
    changes = {"areas": ",".join(done.areas), **({"reaction": done.reaction} if done.reaction else {})}
    ran = run(*LOGGED[done.treatment](**changes), "--at", f"{done.days} days ago", "--again", "--json")
    assert ran.status == 0, ran.err
    document: dict[str, Any] = ran.json
    return document


def planned(run: Run, treatment: str, *areas: str) -> dict[str, Any]:
    answers = {**HEALTHY, **DEVICES[treatment], "areas": ",".join(areas)}
    document: dict[str, Any] = run("plan", treatment, *flags(answers), "--json").json
    return document


def waits(plan: dict[str, Any]) -> str:
    """The day until which a plan has to wait; empty where it has not."""
    return max((one["until"] for one in plan["reasons"] if one["verdict"] == "wait"), default="")


def dates(run: Run, name: str = "earliest") -> dict[tuple[str, str], str]:
    listed: Any = run("status", "--json").json["next"]
    return {(row["treatment"], row["area"]): row[name] for row in listed}


def in_words(day: str) -> str:
    return date.fromisoformat(day).strftime("%a %-d %b")


@pytest.mark.proof
@given(st.lists(SESSIONS, min_size=1, max_size=4), st.booleans())
@example([Done("microneedling", 2, ("cheeks",)), Done("microdermabrasion", 0, ("cheeks", "neck"))], False)
@example([Done("microneedling", 3, ("cheeks",), "none"), Done("microneedling", 9, ("neck",), "")], False)
@example([Done("microneedling", 8, ("cheeks",), "none")], True)
@examples(100, allowed=[HealthCheck.function_scoped_fixture])
def test_log_status_due_and_a_plan_name_one_date(
    run: Run, monkeypatch: pytest.MonkeyPatch, sessions: list[Done], dark: bool
) -> None:
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("SKINROUTINE_HOME", str(Path(folder) / "home"))
        if dark:
            run("profile", "set", "conditions=dark_skin")
        for done in sessions:
            logged = log(run, done)["next"]
        stored, best = dates(run), dates(run, "suggested")
        last = sessions[-1]
        assert logged == {area: stored[last.treatment, area] for area in last.areas}
        ready: Any = run("due", "--json").json["due"]
        assert {(row["treatment"], row["area"]) for row in ready} == {
            pair for pair, day in best.items() if day <= TODAY.isoformat()
        }
        for (treatment, area), day in stored.items():
            assert waits(planned(run, treatment, area)) == (day if day > TODAY.isoformat() else "")
        entries: Any = run("calendar", "--json").json["entries"]
        # One entry has all areas of a treatment that share a day.
        days = {(treatment, day) for (treatment, _), day in best.items()}
        assert sorted(
            row["starts"] for row in entries if row["part"] == "next" and not row["cancelled"]
        ) == sorted(day for _, day in days)
        for treatment in {treatment for treatment, _ in stored}:
            own = {area: day for (name, area), day in stored.items() if name == treatment}
            latest = max(own.values())
            assert waits(planned(run, treatment, *own)) == (latest if latest > TODAY.isoformat() else "")


@given(st.integers(0, 13), st.sampled_from(sorted(DEVICES)), st.sampled_from(["none", "expected"]))
@example(0, "microneedling", "none")
@example(8, "microneedling", "none")
@examples(12, allowed=[HealthCheck.function_scoped_fixture])
def test_where_the_rules_want_two_weeks_for_this_skin_each_screen_shows_the_day_after_two(
    run: Run, monkeypatch: pytest.MonkeyPatch, days: int, treatment: str, reaction: str
) -> None:
    shown = in_words((TODAY + timedelta(days=14 - days)).isoformat())
    sooner = in_words((TODAY + timedelta(days=7 - days)).isoformat())
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("SKINROUTINE_HOME", str(Path(folder) / "home"))
        run("profile", "set", "conditions=dark_skin")
        changes = {"areas": "cheeks", "reaction": reaction}
        logged = run(*LOGGED[treatment](**changes), "--at", f"{days} days ago").out
        answers = {**HEALTHY, **DEVICES[treatment], "conditions": "dark_skin"}
        plan = run("plan", treatment, *flags(answers)).out
        told = run("plan", treatment, *flags(answers), "--json").json["better_from"]
        assert told == (TODAY + timedelta(days=14 - days)).isoformat()
        assert "This can't change before" not in plan
        for page in (logged, run("status").out, run("calendar").out):
            assert f"from {sooner}" not in page
            assert f"on {sooner} at the earliest" not in page
        assert f"may be on {shown} at the earliest." in logged
        assert f"from {shown} (" in run("status").out
        assert f"Plan again on {shown}" in plan or f"it's better to wait until {shown}." in plan
        assert treatment not in run("due").out


def test_a_plan_that_lets_somebody_go_ahead_says_in_one_sentence_that_waiting_is_better(run: Run) -> None:
    run("profile", "set", "conditions=dark_skin")
    run(*LOGGED["microneedling"](areas="cheeks", reaction="expected"), "--at", "8 days ago")
    answers = {**HEALTHY, **DEVICES["microneedling"], "conditions": "dark_skin"}
    out = " ".join(run("plan", "microneedling", *flags(answers)).out.split())
    assert "You may go ahead" in out
    before, *rest = re.split("better to wait", out, flags=re.IGNORECASE)
    assert (before.endswith("You may do it today, but it's "), len(rest)) == (True, 1)


@pytest.mark.parametrize("said", ["skin_today=none", "conditions=none", ""])
def test_where_nobody_knows_the_skin_the_day_stays_as_it_is_and_log_asks_nothing_more(
    run: Run, said: str
) -> None:
    if said:
        run("profile", "set", said)
    logged = run(*needled(reaction="expected"), "--no-input")
    assert (logged.status, "may be on Fri 27 Nov at the earliest." in logged.out) == (0, True)


def test_a_log_knows_the_skin_by_the_plan_of_that_session(run: Run) -> None:
    plan = run(
        "plan", "microneedling", *flags({**HEALTHY, **ROLLER, **RESTED, "conditions": "dark_skin"})
    ).out
    logged = run("log", "microneedling", "--set", "reaction=expected", "--no-input").out
    assert "may be on Fri 4 Dec at the earliest." in plan
    assert "may be on Fri 4 Dec at the earliest." in logged


@pytest.mark.proof
@given(st.lists(SESSIONS, min_size=1, max_size=3), SESSIONS)
@example([Done("microneedling", 2, ("cheeks",))], Done("microdermabrasion", 0, ("cheeks", "neck")))
@examples(50, allowed=[HealthCheck.function_scoped_fixture])
def test_log_says_too_early_until_the_day_that_a_plan_just_before_names(
    run: Run, monkeypatch: pytest.MonkeyPatch, sessions: list[Done], newest: Done
) -> None:
    now = newest._replace(days=0)
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("SKINROUTINE_HOME", str(Path(folder) / "home"))
        for done in sessions:
            log(run, done)
        until = waits(planned(run, now.treatment, *now.areas))
        assert log(run, now)["too_early_until"] == (until or None)
    assert not until or date.fromisoformat(until) > TODAY


def test_a_wait_names_its_areas_and_those_that_are_free(run: Run) -> None:
    log(run, Done("microneedling", 2, ("cheeks",)))
    plan = planned(run, "microdermabrasion", *AREAS)
    assert {one["id"]: one["areas"] for one in plan["reasons"] if one["verdict"] == "wait"} == {
        "md-after-needling": ["cheeks"]
    }
    assert plan["free_areas"] == ["forehead", "neck"]
    page = run("plan", "microdermabrasion", *flags({**HEALTHY, **DIAMOND, "areas": ",".join(AREAS)})).out
    assert "This is about your cheeks." in " ".join(page.split())
    assert "You may still treat your forehead, neck today. Plan that alone." in " ".join(page.split())


@pytest.mark.parametrize("areas", [("cheeks",), ("cheeks", "neck")])
def test_no_area_is_free_where_a_wait_is_for_all(run: Run, areas: tuple[str, ...]) -> None:
    log(run, Done("microneedling", 2, ("cheeks", "neck")))
    assert planned(run, "microneedling", *areas)["free_areas"] == []

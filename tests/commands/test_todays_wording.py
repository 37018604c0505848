"""Sentences that were stored with entries: every screen speaks the words of today's rules by their ids."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine

from checkout import FROZEN_CHECKOUT, run_here
from conftest import LiveOnce, Run
from reworded_rules import ANEW, reworded
from typed import abraded, needled, needling, symptoms

SCREENS = (
    ("status",), ("due",), ("hold",), ("calendar",), ("why",), ("handover", "--since", "2026-10-01"),
    ("handover", "--format", "html", "--since", "2026-10-01"), ("history",), ("plan", *needling()),
)  # fmt: skip
"""Each screen that speaks of what was recorded."""
TWINS = ("status", "due", "hold", "calendar", "why", "history")


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules with every sentence in other words."""
    return reworded(tmp_path_factory.mktemp("anew"))


@pytest.fixture
def lived(run: Run, clock: time_machine.Traveller, live_once: LiveOnce) -> Callable[[], None]:
    """Sessions with their aftercare, one of them past limits, checks, a hold and a plan."""

    def live() -> None:
        run(*abraded(areas="neck"), "--at", "2 days ago")
        run(*needled(areas="cheeks", needle_mm="1.5", products_during="vitamin_c"), "--at", "yesterday 9pm")
        run(*symptoms(symptoms__redness__severity="mild", symptoms__redness__trend="improving"))
        run("plan", *needling(skin_today="active_acne"))
        run(*symptoms(symptoms="fever,red_streaks"))
        clock.shift(3 * 3600)

    def lived() -> None:
        live_once(live)
        clock.move_to("2026-11-20T13:00:00+00:00")

    return lived


def stripped(value: Any) -> Any:
    """A document without the words that were put in anew."""
    if isinstance(value, dict):
        return {key: stripped(each) for key, each in value.items()}
    if isinstance(value, list):
        return [stripped(each) for each in value]
    return value.replace(ANEW, "") if isinstance(value, str) else value


def test_every_screen_says_what_todays_rules_say(run: Run, lived: Callable[[], None], anew: Path) -> None:
    lived()
    status: Any = run("status", "--json").json
    said = {each[key] for name, key in (("aftercare", "text"), ("holds", "why")) for each in status[name]}
    run_here(anew)
    for screen in SCREENS:
        shown = re.sub(r"\s+", " ", run(*screen).out.replace("\r\n ", ""))
        old = [sentence for sentence in said if sentence in shown]
        assert (screen, old) == (screen, [])
    assert ANEW.strip() in run("status").out + run("hold").out


def test_other_words_change_no_result_no_date_and_no_length(
    run: Run, lived: Callable[[], None], anew: Path
) -> None:
    lived()
    before = {name: run(name, "--json").json for name in TWINS}
    run_here(anew)
    after = {name: run(name, "--json").json for name in TWINS}
    assert stripped(after) == before
    assert [name for name in TWINS if after[name] != before[name]] == ["status", "hold", "calendar", "why"]


def test_what_is_undone_is_named_in_the_words_of_today(
    run: Run, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    run(*needled(reaction="severe"))
    clock.shift(60)
    run_here(reworded(tmp_path))
    assert ANEW in run("history").out
    assert run("undo").status == 0
    run("redo")
    held = [line for line in run("history").out.splitlines() if "PAUSED: " in line]
    assert len(held) == 1
    assert run("hold", "--json").out.count(ANEW) == 1


def test_one_entry_keeps_what_was_said(run: Run, lived: Callable[[], None], anew: Path) -> None:
    lived()
    listed: Any = run("history", "--all", "--json").json["entries"]
    before = [_of_then(run, each["id"]) for each in listed]
    run_here(anew)
    assert [_of_then(run, each["id"]) for each in listed] == before


def _of_then(run: Run, entry: str) -> str:
    """The screen of an entry without the holds that go on: these speak as today."""
    return run("history", "show", entry).out.partition("Still paused:")[0]


def changed(item: str, **values: object) -> Callable[[dict[str, Any]], None]:
    def change(found: dict[str, Any]) -> None:
        if found.get("id") == item:
            found.update(values)
            for key in [key for key, value in values.items() if value is None]:
                del found[key]

    return change


@pytest.mark.parametrize(
    "values",
    [
        {"avoid": None, "do": "Put on make-up."},
        {"when": {"areas": ["nose"]}, "avoid": "Leave make-up off your nose."},
        {"for": "6 hours", "avoid": "Leave make-up off for 6 hours."},
    ],
    ids=["the opposite", "another condition", "another length"],
)
def test_where_todays_sentence_means_something_else_the_stored_one_stays(
    run: Run, clock: time_machine.Traveller, tmp_path: Path, values: dict[str, object]
) -> None:
    run(*needled())
    step, change = _step(run, "make-up"), changed(_make_up_rule(run), **values)
    clock.shift(1)
    run_here(reworded(tmp_path, change))
    assert _step(run, "make-up") == step


@pytest.mark.usefixtures("clock")
def test_a_shorter_time_of_today_never_shortens_what_was_stored(run: Run, tmp_path: Path) -> None:
    run(*needled())
    step = _step(run, "make-up")
    run_here(reworded(tmp_path, changed(_make_up_rule(run), **{"for": "6 hours"})))
    assert _step(run, "make-up") == {**step, "text": f"Leave make-up off{ANEW}."}


@pytest.mark.usefixtures("clock")
def test_a_rule_that_is_gone_leaves_its_words(run: Run, tmp_path: Path) -> None:
    run(*needled())
    step = _step(run, "make-up")
    run_here(reworded(tmp_path, changed(_make_up_rule(run), id="another-step")))
    assert _step(run, "make-up") == step


def test_a_new_condition_counts_for_what_is_recorded_from_then_on(
    run: Run, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    run(*needled())
    rule = _make_up_rule(run)
    clock.shift(1)
    run_here(reworded(tmp_path / "first", changed(rule, when={"areas": ["cheeks"]}, avoid="Wear none.")))
    assert _step(run, "make-up")["text"] == "Leave make-up off."
    clock.shift(60)
    run(*needled(areas="cheeks"), "--again")
    run_here(reworded(tmp_path / "second", changed(rule, when={"areas": ["cheeks"]}, avoid="Use none.")))
    assert "Use none." in run("status").out
    run_here(FROZEN_CHECKOUT)


def _step(run: Run, words: str) -> dict[str, Any]:
    steps: Any = run("status", "--json").json["aftercare"]
    return next(step for step in steps if words in step["text"])


def _make_up_rule(run: Run) -> str:
    """The id under which the step about make-up is stored."""
    listed: Any = run("history", "--json").json["entries"]
    steps = listed[-1]["data"]["aftercare"]
    return str(next(step["id"] for step in steps if "make-up" in step["text"]))

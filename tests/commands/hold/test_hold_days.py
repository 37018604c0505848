"""The least days of a hold: what has to heal cannot have healed before them, and a plan knows the date."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
import yaml

from calendars import events_of
from conftest import Run
from shipped import RULES
from typed import abrasion, needled, needling, symptoms

DAY = 86400
SET_BY = {
    "level 2": (symptoms(symptoms="lump_nodule"), 2),
    "level 3": (symptoms(symptoms="headache_stiff_neck"), 7),
    "level 4": (symptoms(symptoms="seizure"), 14),
    "a severe reaction": ([*needled(), "--reaction", "severe"], 7),
}


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def holds(run: Run) -> Any:
    return run("hold", "--json").json["holds"]


@pytest.mark.parametrize("setting", SET_BY)
def test_a_hold_knows_its_least_days(run: Run, setting: str) -> None:
    command, days = SET_BY[setting]
    run(*command)
    assert [hold["least_days"] for hold in holds(run)] == [days]


def test_a_severe_reaction_can_have_healed_from_the_day_that_is_shown(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*SET_BY["a severe reaction"][0])
    assert "Once it has healed, from Fri 27 Nov:" in run("hold").out
    clock.shift(7 * DAY - 11 * 3600)  # Thursday, 23:00
    ran = run("hold", "end", "--how", "healed")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "This can end as healed from Fri 27 Nov. Once a professional has seen it and says that you may start "
        "again: skinroutine hold end --how seen\n"
    )
    clock.shift(2 * 3600)  # Friday, 01:00
    assert run("hold", "end", "--how", "healed").status == 0
    assert holds(run) == []


@pytest.mark.parametrize("level", ["level 2", "level 3", "level 4"])
def test_a_hold_that_waits_for_a_professional_never_ends_as_healed(
    run: Run, clock: time_machine.Traveller, level: str
) -> None:
    run(*SET_BY[level][0])
    clock.shift(400 * DAY)
    ran = run("hold", "end", "--how", "healed")
    assert (ran.status, ran.out, len(holds(run))) == (2, "", 1)
    assert ran.err.startswith("--how healed cannot end this: ")
    assert "says that you may start again: skinroutine hold end --how seen" in ran.err
    assert "healed" not in run("hold").out


@pytest.mark.parametrize("how", ["seen", "error"])
@pytest.mark.parametrize("setting", SET_BY)
def test_what_was_seen_or_an_error_ends_a_hold_at_once(run: Run, setting: str, how: str) -> None:
    run(*SET_BY[setting][0])
    assert run("hold", "end", "--how", how).status == 0
    assert holds(run) == []


def test_a_refused_ending_still_says_no_to_a_plan(run: Run) -> None:
    run(*symptoms(symptoms="lump_nodule"))
    run("hold", "end", "--how", "healed")
    assert run("plan", *needling(), "--json").json["verdict"] == "no"


@pytest.mark.parametrize("setting", SET_BY)
def test_a_plan_names_no_day_for_a_hold_that_a_professional_may_end_today(run: Run, setting: str) -> None:
    run(*SET_BY[setting][0])
    told: Any = run("plan", *abrasion(areas="neck"), "--json").json
    assert (told["verdict"], told["until"], told["next_earliest"]) == ("no", None, None)
    assert "cannot change before" not in run("plan", *abrasion(areas="neck")).out


def test_an_infection_denied_under_a_hold_for_one_has_to_heal_and_has_no_date(run: Run) -> None:
    run(*symptoms(symptoms__red_streaks__trend="stable"))
    told: Any = run("plan", *needling(areas="neck"), "--json").json
    assert (told["verdict"], told["until"], told["next_earliest"]) == ("no", None, None)
    assert "mn-active-infection" in [reason["id"] for reason in told["reasons"]]


def test_there_is_no_next_date_while_one_of_the_refusing_reasons_has_none(run: Run) -> None:
    told: Any = run("plan", *needling(skin_today="broken_skin"), "--json").json
    assert (told["verdict"], told["next_earliest"]) == ("wait", None)
    run(*symptoms(symptoms="lump_nodule"))
    told = run("plan", *needling(skin_today="broken_skin"), "--json").json
    assert (told["verdict"], told["until"], told["next_earliest"]) == ("no", None, None)
    assert "Plan again on" not in run("plan", *needling(skin_today="broken_skin")).out


def test_a_plan_under_a_hold_offers_nothing_of_the_treatment_meanwhile(run: Run) -> None:
    page = yaml.safe_load((RULES / "microneedling" / "treatment.yaml").read_text(encoding="utf-8"))
    offers = [one["do"] for one in page["meanwhile"]]
    without: Any = run("plan", *needling(skin_today="active_acne"), "--json").json["meanwhile"]
    assert offers
    assert set(offers) <= set(without)
    run(*symptoms(symptoms="lump_nodule"))
    under: Any = run("plan", *needling(skin_today="active_acne"), "--json").json["meanwhile"]
    assert set(offers) & set(under) == set()
    out = " ".join(run("plan", *needling(skin_today="active_acne")).out.split())
    assert [offer for offer in offers if offer in out] == []


@pytest.mark.parametrize("typed", ["not_sure", "none", "expected", "prolonged"])
def test_a_severe_reaction_that_ended_is_not_made_milder_by_what_is_typed_later(
    run: Run, clock: time_machine.Traveller, typed: str
) -> None:
    run(*needled(), "--reaction", "severe")
    run("hold", "end", "--how", "seen")
    clock.shift(60 * DAY)

    told: Any = run("plan", *needling(last_reaction=typed), "--json").json

    assert (told["verdict"], [one["id"] for one in told["reasons"]]) == ("caution", ["any-last-severe-over"])


def test_a_hold_is_not_ended_without_saying_how_where_nothing_may_be_asked(run: Run) -> None:
    run(*needled(), "--reaction", "severe")

    ran = run("hold", "end", "--no-input", typed="healed\n")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "Say how it ended: --how healed, --how seen, --how error.\n"


@pytest.mark.parametrize("setting", SET_BY)
def test_each_screen_of_a_hold_says_what_to_do_about_it(run: Run, setting: str) -> None:
    run(*SET_BY[setting][0])
    (care,) = [hold["care"] for hold in holds(run)]
    assert care
    for command in (["status"], ["hold"], ["plan", *needling(days_since_last_session="20")]):
        assert care in " ".join(run(*command).out.split()), command
    assert any(care in str(event["DESCRIPTION"]) for event in events_of(run("calendar").out))


@pytest.mark.parametrize("setting", SET_BY)
def test_each_way_to_end_a_hold_has_its_command_whole_on_a_line(run: Run, setting: str) -> None:
    run(*SET_BY[setting][0])
    lines = [line for line in run("hold").out.splitlines() if "skinroutine" in line]
    ways = {how for hold in holds(run) for how in hold["ends"]}
    assert {line.partition("--how ")[2].split()[0] for line in lines} == ways
    assert all(line.endswith("--by skin_doctor") for line in lines if "cleared --by skin" in line)


def test_a_hold_of_ones_own_says_nothing_that_nobody_said(run: Run) -> None:
    run("hold", "add", "--why", "My doctor told me to stop")
    assert [hold["care"] for hold in holds(run)] == [None]

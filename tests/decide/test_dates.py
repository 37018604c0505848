"""Dates in the program as a whole: words, zones, clocks that change or were set back, 29 February, breaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import NOW, Run
from effort import examples
from skinroutine.history import Draft, Explained, History, Standing
from skinroutine.history.events import payload_of
from skinroutine.machine import HERE
from typed import abraded, needled, needling

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
APIA, SAO_PAULO = ZoneInfo("Pacific/Apia"), ZoneInfo("America/Sao_Paulo")
DAY = 86400


def rows(run: Run) -> Any:
    return run("status", "--json").json["next"]


def stored_at(run: Run, *more: str) -> str:
    told: Any = run(*needled(reaction="expected"), *more, "--json").json["stored"]
    return str(told["at"])


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mon", "2026-11-16T12:00:00+00:00"),
        ("monday 9pm", "2026-11-16T21:00:00+00:00"),
        ("30m ago", "2026-11-20T09:30:00+00:00"),
        ("90 m ago", "2026-11-20T08:30:00+00:00"),
        ("25 oct 2026 12:00", "2026-10-25T12:00:00+00:00"),
        ("24 oct 2026 12:00", "2026-10-24T12:00:00+01:00"),
    ],
)
@pytest.mark.usefixtures("clock")
def test_words_mean_the_past_with_m_for_minutes_and_the_offset_of_that_day(
    run: Run, said: str, meant: str
) -> None:
    assert stored_at(run, "--at", said) == meant


@pytest.mark.usefixtures("clock")
def test_status_explains_each_date_by_its_rule_and_its_session(run: Run) -> None:
    run(*needled(reaction="expected"), "--at", "2 days ago")
    out = " ".join(run("status", "--verbose").out.split())
    assert "7 days after Wed 18 Nov: Leave a full week between two sessions. [mn-weekly]" in out
    assert "[mn-long-ago]" not in out
    (row,) = rows(run)
    assert (row["suggested"], row["lapsed_from"]) == ("2026-11-25", "2027-02-16")
    assert row["why"][0] == {
        "date": "earliest",
        "rule": "mn-weekly",
        "say": "Leave a full week between two sessions.",
        "treatment": "microneedling",
        "counted_from": "2026-11-18",
    }


@pytest.mark.usefixtures("clock")
def test_once_the_next_session_is_late_status_says_from_when_on_it_starts_gently_again(run: Run) -> None:
    run(*needled(), "--at", "30 days ago")
    assert (
        "From Tue 19 Jan 2027, 90 days after Wed 21 Oct: Start again with the shortest needle after a break"
        " of three months. [mn-long-ago]"
    ) in " ".join(run("status", "--verbose").out.split())


@pytest.mark.usefixtures("clock")
def test_a_long_break_does_not_hide_a_rest_that_still_runs(run: Run) -> None:
    run(*needled(), "--at", "200 days ago")
    run(*abraded(), "--at", "2 days ago")
    out = " ".join(run("status").out.split())
    assert "microneedling, cheeks: from Wed 30 Dec (last Mon 4 May" in out
    assert "From Sun 2 Aug, 90 days after Mon 4 May: Start again with the shortest needle" in out
    assert "microneedling" not in run("due").out


@pytest.mark.usefixtures("clock")
def test_a_date_that_counts_from_the_other_treatment_says_so_and_is_the_usual_day(run: Run) -> None:
    run(*needled(), "--at", "20 days ago")
    run(*abraded(), "--at", "2 days ago")
    out = " ".join(run("status").out.split())
    assert "microneedling, cheeks: from Wed 30 Dec" in out
    assert "42 days after microdermabrasion on Wed 18 Nov: Leave four weeks after skin abrasion" in out
    assert "Wed 16 Dec" not in out
    every = " ".join(run("status", "--verbose").out.split())
    assert "Never before Wed 16 Dec, 28 days after microdermabrasion on Wed 18 Nov." in every


@pytest.mark.usefixtures("clock")
def test_nothing_is_due_before_the_usual_day(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(), "--at", "60 days ago")
    run(*abraded(reaction="none"), "--at", "30 days ago")
    assert "microneedling" not in run("due").out
    clock.shift(12 * DAY)
    assert "microneedling, cheeks: ready since Wed 2 Dec, last done Mon 21 Sep" in run("due").out


@pytest.mark.usefixtures("clock")
def test_each_area_is_explained_by_the_needle_that_was_used_there(run: Run) -> None:
    run(*needled(areas="nose", reaction="expected"))
    run(*needled(needle_mm="0.5", areas="chin", reaction="expected"))
    assert [row["why"][0]["rule"] for row in rows(run)] == ["mn-after-long-needle", "mn-weekly"]


def test_a_voided_session_takes_its_dates_and_their_explanation_with_it(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db", lambda: NOW)
    why = (Explained("earliest", "weekly", "Wait.", "mn", NOW.date()),)
    row = Standing("mn", "cheeks", NOW, NOW.date(), NOW.date(), explained=why)
    (event,) = history.write(
        [Draft(payload_of("session", {"treatment": "mn", "areas": ["cheeks"]}))], lambda _: [row]
    )
    assert history.standings() == [row]
    history.void(event.id, standing=lambda _: [])
    history.write([Draft(payload_of("session", {"treatment": "mn", "areas": ["cheeks"]}))])
    assert history.standings() == []
    history.write([], lambda _: [row._replace(explained=())])
    assert history.standings()[0].explained == ()


def test_after_a_break_a_plan_is_a_caution_that_starts_again(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(reaction="expected"))
    clock.shift(89 * DAY)
    assert run("plan", *needling(), "--json").json["verdict"] == "go"
    clock.shift(DAY)
    told: Any = run("plan", *needling(), "--json").json
    assert (told["verdict"], [one["id"] for one in told["reasons"]]) == ("caution", ["mn-long-ago"])
    assert told["reasons"][0]["because"] == ["microneedling cheeks=2026-11-20"]
    assert "long ago, so start gently again, last done Fri 20 Nov" in run("due").out
    assert ": ready, start gently (last" in " ".join(run("status").out.split())


def test_a_break_on_one_area_counts_though_another_was_treated_since(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(areas="nose", reaction="expected"))
    clock.shift(80 * DAY)
    run(*needled(reaction="expected"))
    clock.shift(10 * DAY)
    told: Any = run("plan", *needling(areas="nose,cheeks"), "--json").json
    assert [one["because"] for one in told["reasons"]] == [["microneedling nose=2026-11-20"]]


@pytest.mark.usefixtures("clock")
def test_a_break_makes_no_stricter_answer_milder(run: Run) -> None:
    typed = needling(days_since_last_session="400", last_reaction="expected", conditions="pregnancy")
    assert run("plan", *typed, "--json").json["verdict"] == "no"


@pytest.mark.usefixtures("clock")
def test_two_logs_on_one_day_move_nothing_twice(run: Run) -> None:
    run(*needled(), "--at", "2026-11-20T08:00")
    before = {key: rows(run)[0][key] for key in ("earliest", "suggested", "lapsed_from")}
    run(*needled(), "--at", "2026-11-20T09:00")
    (row,) = rows(run)
    assert {key: row[key] for key in before} == before


@pytest.mark.parametrize(
    ("zone", "done", "earliest", "offset"),
    [
        (LONDON, datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), "2026-11-01", "+01:00"),
        (LONDON, datetime(2026, 10, 25, 2, 30, tzinfo=LONDON), "2026-11-01", "+00:00"),
        (NEW_YORK, datetime(2026, 11, 1, 0, 30, tzinfo=NEW_YORK), "2026-11-08", "-04:00"),
        (NEW_YORK, datetime(2026, 11, 1, 3, 30, tzinfo=NEW_YORK), "2026-11-08", "-05:00"),
        (NEW_YORK, datetime(2027, 3, 14, 3, 30, tzinfo=NEW_YORK), "2027-03-21", "-04:00"),
    ],
)
def test_a_week_is_a_week_over_a_change_of_the_clocks(
    run: Run, zone: ZoneInfo, done: datetime, earliest: str, offset: str
) -> None:
    with time_machine.travel(done, tick=False) as clock:
        assert stored_at(run).endswith(offset)
        assert rows(run)[0]["earliest"] == earliest
        clock.move_to(datetime.fromisoformat(earliest).replace(tzinfo=zone))
        assert "ready since" in run("due").out


def test_a_check_comes_a_full_day_later_though_the_clocks_change_in_between(run: Run) -> None:
    with time_machine.travel(datetime(2026, 10, 24, 21, 0, tzinfo=LONDON), tick=False) as clock:
        run(*needled())
        clock.move_to(datetime(2026, 10, 25, 19, 59, tzinfo=LONDON))
        assert run("due").out == ""
        clock.move_to(datetime(2026, 10, 25, 20, 0, tzinfo=LONDON))
        assert "How is your skin, a day after?" in run("due").out


@pytest.mark.parametrize(
    ("there", "here", "earliest"),
    [
        (datetime(2026, 11, 19, 22, 0, tzinfo=NEW_YORK), LONDON, "2026-11-27"),
        (datetime(2026, 11, 20, 2, 0, tzinfo=LONDON), NEW_YORK, "2026-11-27"),
    ],
)
def test_a_journey_between_zones_never_brings_the_next_day_forward(
    run: Run, there: datetime, here: ZoneInfo, earliest: str
) -> None:
    with time_machine.travel(there, tick=False):
        run(*needled(reaction="expected"))
    landed = datetime.fromtimestamp(there.timestamp() + 12 * 3600, UTC).astimezone(here)
    with time_machine.travel(landed, tick=False):
        told: Any = run("plan", *needling(), "--json").json
        assert (told["verdict"], told["until"]) == ("wait", earliest)


def test_a_session_of_a_winter_night_keeps_its_day_when_it_is_counted_again_in_summer(run: Run) -> None:
    with time_machine.travel(datetime(2026, 1, 10, 23, 30, tzinfo=LONDON), tick=False) as clock:
        run(*needled(reaction="expected"))
        clock.move_to(datetime(2026, 7, 10, 12, 0, tzinfo=LONDON))
        run(*needled(reaction="expected"))
        run("undo")
        (row,) = rows(run)
        assert (row["earliest"], row["why"][0]["counted_from"]) == ("2026-01-17", "2026-01-10")
        assert "(last Sat 10 Jan 23:30, 181 days ago)" in " ".join(run("status").out.split())


@pytest.mark.parametrize("zone", [LONDON, NEW_YORK])
@pytest.mark.parametrize(
    ("moment", "twice"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ],
)
def test_the_hour_that_comes_twice_is_told_apart_by_its_offset(
    zone: ZoneInfo, moment: datetime, twice: datetime
) -> None:
    with time_machine.travel(NOW.replace(tzinfo=zone), tick=False):
        for one in (moment, twice):
            assert one.astimezone(HERE).isoformat() == one.astimezone(zone).isoformat()


@pytest.mark.parametrize("edge", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_an_edge_of_the_calendar_has_a_time_here_too(edge: datetime) -> None:
    for zone in (NEW_YORK, ZoneInfo("Asia/Tokyo")):
        with time_machine.travel(NOW.replace(tzinfo=zone), tick=False):
            told = edge.astimezone(HERE).replace(tzinfo=UTC)
            assert abs(told - edge) <= timedelta(days=1)


@examples(200)
@given(
    st.datetimes(
        timezones=st.sampled_from([UTC, LONDON, NEW_YORK, APIA, timezone(timedelta(hours=-9)), HERE])
    ),
    st.sampled_from([LONDON, NEW_YORK, APIA, SAO_PAULO]),
)
@example(datetime(1, 1, 1, tzinfo=UTC), NEW_YORK)
@example(datetime(9999, 12, 31, 23, 59, tzinfo=UTC), APIA)
@example(datetime(2018, 11, 4, 0, 30, tzinfo=HERE), SAO_PAULO)  # an hour that the clocks leave out
def test_the_day_of_a_moment_here_is_the_same_by_either_way(moment: datetime, zone: ZoneInfo) -> None:
    def asked(way: Callable[[datetime], date]) -> date | None:
        try:
            return way(moment)
        except OverflowError:
            return None

    with time_machine.travel(NOW.replace(tzinfo=zone), tick=False):
        assert asked(HERE.day_of) == asked(lambda each: each.astimezone(HERE).date())


def test_a_clock_that_was_set_back_loses_nothing_and_is_named(
    run: Run, clock: time_machine.Traveller
) -> None:
    run(*needled(reaction="expected"))
    clock.shift(-3 * DAY)
    for command in (["status"], ["due"], ["hold"], ["plan", *needling()]):
        ran = run(*command)
        assert (ran.status, "Traceback" in ran.err) == (0, False)
    assert "The clock here is behind your last session, Fri 20 Nov 10:00. Set it right." in " ".join(
        run("status").out.split()
    )
    assert "(last Fri 20 Nov 10:00, still to come)" in " ".join(run("status").out.split())
    ran = run(*needled(reaction="expected"))
    assert "The clock here is behind your last session, Fri 20 Nov 10:00." in " ".join(ran.out.split())
    assert rows(run)[0]["earliest"] == "2026-11-27"
    assert run("status", "--json").json["clock_behind"] is True


@pytest.mark.usefixtures("clock")
def test_a_clock_that_is_right_is_not_named(run: Run) -> None:
    assert "clock" not in run(*needled()).out
    assert "clock" not in run("status").out


def test_a_session_on_29_february_and_a_rest_over_it(run: Run) -> None:
    with time_machine.travel(datetime(2028, 2, 29, 20, 0, tzinfo=LONDON), tick=False) as clock:
        run(*needled(reaction="expected"))
        (row,) = rows(run)
        assert (row["earliest"], row["lapsed_from"]) == ("2028-03-07", "2028-05-29")
        run(*needled(areas="nose", reaction="expected"), "--at", "2028-02-24T20:00")
        assert {one["area"]: one["earliest"] for one in rows(run)} == {
            "cheeks": "2028-03-07",
            "nose": "2028-03-02",
        }
        clock.move_to(datetime(2029, 2, 28, 20, 0, tzinfo=LONDON))
        assert "last done Tue 29 Feb" in run("due").out

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from skinroutine.decide.schedule import Next, Schedule, waits, windows
from skinroutine.memory.sessions import Past
from skinroutine.rulebook import Interval, OfLast, Span, Step
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Condition, Picked, Within, YesNo

LONDON, TOKYO = ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=LONDON)


def days(number: float) -> Span:
    return Span(number * 24, f"{number} days")


def hours(number: float) -> Span:
    return Span(number, f"{number} hours")


def an_interval(name: str = "weekly", **keys: object) -> Interval:
    return Interval(id=name, say=f"Leave time ({name}).", sources=("s",), **keys)  # type: ignore[arg-type]


def a_session(happened: datetime, treatment: str = "mn", area: str = "cheeks", **answers: Answer) -> Past:
    return Past(treatment, area, happened, answers, f"{treatment} {area}={happened:%Y-%m-%d}")


def following_on(intervals: list[Interval], *pasts: Past, now: datetime = NOW) -> Next:
    found = Schedule("mn", intervals, {}, now).next_session(pasts)
    assert found is not None
    return found


def earliest(intervals: list[Interval], *pasts: Past, now: datetime = NOW) -> date:
    return following_on(intervals, *pasts, now=now).earliest


WEEKLY = an_interval(every=days(7))


def test_an_interval_counts_whole_days_from_the_day_of_the_session() -> None:
    assert earliest([WEEKLY], a_session(datetime(2026, 11, 18, 23, 30, tzinfo=LONDON))) == date(2026, 11, 25)


def test_part_of_a_day_is_rounded_up() -> None:
    past = a_session(datetime(2026, 11, 18, 9, 0, tzinfo=LONDON))
    assert earliest([an_interval(every=hours(36))], past) == date(2026, 11, 20)


def test_the_longest_interval_that_holds_wins() -> None:
    short = an_interval("short", every=days(7), when=Within("needle_mm", {"at_most": 0.3}))
    long = an_interval("long", every=days(28), when=Within("needle_mm", {"over": 0.3}))
    shortest = an_interval("shortest", every=days(2))
    day = datetime(2026, 11, 1, 12, 0, tzinfo=LONDON)
    assert earliest([short, long, shortest], a_session(day, needle_mm=0.25)) == date(2026, 11, 8)
    assert earliest([short, long, shortest], a_session(day, needle_mm=0.5)) == date(2026, 11, 29)


def test_a_not_sure_at_the_session_counts_for_the_longer_interval() -> None:
    long = an_interval("long", every=days(28), when=Within("needle_mm", {"over": 0.3}))
    day = datetime(2026, 11, 1, 12, 0, tzinfo=LONDON)
    assert earliest([WEEKLY, long], a_session(day, needle_mm=NOT_SURE)) == date(2026, 11, 29)


def test_the_session_with_the_latest_end_decides_even_when_it_was_logged_first() -> None:
    newest = a_session(datetime(2026, 11, 18, 9, 0, tzinfo=LONDON))
    logged_late = a_session(datetime(2026, 11, 10, 9, 0, tzinfo=LONDON))
    assert earliest([WEEKLY], newest, logged_late) == date(2026, 11, 25)
    assert earliest([WEEKLY], logged_late, newest) == date(2026, 11, 25)


def test_a_session_that_was_logged_late_counts_from_when_it_was_done() -> None:
    past = a_session(datetime(2026, 11, 1, 9, 0, tzinfo=LONDON))
    assert earliest([WEEKLY], past) == date(2026, 11, 8)
    assert waits(Schedule("mn", [WEEKLY], {}, NOW).rests([past]), NOW.date()) == []


def test_nothing_done_means_no_date() -> None:
    assert Schedule("mn", [WEEKLY], {}, NOW).next_session([]) is None


def test_a_session_under_no_interval_means_no_date() -> None:
    never = an_interval(every=days(7), when=YesNo("x", yes=True))
    assert Schedule("mn", [never], {}, NOW).next_session([a_session(NOW, x=False)]) is None


@pytest.mark.parametrize(
    ("numbing", "expected"), [("none", date(2026, 11, 8)), (NOT_SURE, date(2026, 12, 1))]
)
def test_questions_that_do_not_apply_do_not_lengthen_an_interval(numbing: Answer, expected: date) -> None:
    covered = an_interval("covered", every=days(30), when=YesNo("covered", yes=True))
    guards: dict[str, Condition] = {"covered": Picked("numbing", ["strong"])}
    past = a_session(datetime(2026, 11, 1, 9, 0, tzinfo=LONDON), numbing=numbing)
    found = Schedule("mn", [WEEKLY, covered], guards, NOW).next_session([past])
    assert found is not None
    assert found.earliest == expected


def test_a_stretch_lengthens_the_longest_interval_that_holds() -> None:
    fortnight = an_interval("fortnight", every=days(14))
    slower = an_interval("slower", stretch=2, when=Picked("last_reaction", ["prolonged"]))
    day = datetime(2026, 11, 1, 12, 0, tzinfo=LONDON)
    intervals = [WEEKLY, slower, fortnight]
    assert earliest(intervals, a_session(day, last_reaction="prolonged")) == date(2026, 11, 29)
    assert earliest(intervals, a_session(day, last_reaction="expected")) == date(2026, 11, 15)


def test_the_larger_of_two_stretches_wins() -> None:
    stretches = [an_interval("double", stretch=2), an_interval("half", stretch=1.5)]
    past = a_session(datetime(2026, 11, 1, 12, 0, tzinfo=LONDON))
    assert earliest([WEEKLY, *stretches], past) == date(2026, 11, 15)


def test_a_stretch_stretches_nothing_where_no_interval_holds() -> None:
    assert earliest([an_interval("slower", stretch=3)], a_session(NOW)) == NOW.date()


def test_never_within_ends_on_the_first_day_on_which_every_hour_is_late_enough() -> None:
    guarded = an_interval(every=days(1), never_within=hours(72))
    assert earliest([guarded], a_session(datetime(2026, 11, 10, 0, 0, tzinfo=LONDON))) == date(2026, 11, 13)
    assert earliest([guarded], a_session(datetime(2026, 11, 10, 0, 1, tzinfo=LONDON))) == date(2026, 11, 14)


def test_never_within_counts_hours_that_pass_over_a_change_of_the_clocks() -> None:
    guarded = an_interval(never_within=hours(24))
    spring = a_session(datetime(2026, 3, 28, 23, 30, tzinfo=LONDON))
    autumn = a_session(datetime(2026, 10, 25, 0, 0, tzinfo=LONDON))
    assert earliest([guarded], spring) == date(2026, 3, 31)
    assert earliest([guarded], autumn) == date(2026, 10, 26)


def test_an_interval_may_count_from_another_treatment_on_the_same_area() -> None:
    after_abrasion = an_interval("after-abrasion", since="md", every=days(28))
    abraded = a_session(datetime(2026, 11, 1, 9, 0, tzinfo=LONDON), treatment="md")
    needled = a_session(datetime(2026, 11, 18, 9, 0, tzinfo=LONDON))
    assert earliest([WEEKLY, after_abrasion], needled, abraded) == date(2026, 11, 29)
    assert earliest([WEEKLY, after_abrasion], needled) == date(2026, 11, 25)


def test_an_interval_of_its_own_does_not_count_from_another_treatment() -> None:
    assert Schedule("mn", [WEEKLY], {}, NOW).next_session([a_session(NOW, treatment="md")]) is None


def test_overdue_counts_from_the_last_session_of_the_same_treatment() -> None:
    weekly = an_interval(every=days(7), overdue=days(28))
    after = an_interval("after-abrasion", since="md", every=days(3), overdue=days(5))
    needled = a_session(datetime(2026, 11, 1, 9, 0, tzinfo=LONDON))
    abraded = a_session(datetime(2026, 11, 18, 9, 0, tzinfo=LONDON), treatment="md")
    assert following_on([weekly, after], needled, abraded).overdue == date(2026, 11, 29)


def test_nothing_is_overdue_before_it_may_be_done_at_all() -> None:
    weekly = an_interval(every=days(7), overdue=days(28))
    after = an_interval("after-abrasion", since="md", every=days(60))
    needled = a_session(datetime(2026, 11, 1, 9, 0, tzinfo=LONDON))
    abraded = a_session(datetime(2026, 11, 18, 9, 0, tzinfo=LONDON), treatment="md")
    found = following_on([weekly, after], needled, abraded)
    assert (found.earliest, found.overdue) == (date(2027, 1, 17), date(2027, 1, 17))


def test_an_interval_without_an_overdue_is_never_overdue() -> None:
    assert following_on([WEEKLY], a_session(NOW)).overdue is None


def test_without_a_usual_gap_the_suggested_day_is_the_earliest() -> None:
    assert following_on([WEEKLY], a_session(NOW)).suggested == date(2026, 11, 27)


def test_a_usual_gap_suggests_a_later_day_and_moves_no_earliest_one() -> None:
    found = following_on([an_interval(every=days(28), suggested=days(42))], a_session(NOW))
    assert (found.earliest, found.suggested) == (date(2026, 12, 18), date(2027, 1, 1))


def test_a_usual_gap_that_is_shorter_than_the_rest_suggests_the_end_of_the_rest() -> None:
    intervals = [an_interval("usual", every=days(7), suggested=days(10)), an_interval("slow", stretch=2)]
    assert following_on(intervals, a_session(NOW)).suggested == date(2026, 12, 4)


def test_nothing_is_overdue_before_the_suggested_day() -> None:
    found = following_on([an_interval(every=days(7), overdue=days(8), suggested=days(14))], a_session(NOW))
    assert found.overdue == date(2026, 12, 4)


LAPSED = an_interval("long-ago", lapsed=days(90))


@pytest.mark.parametrize(("ago", "told"), [(89, []), (90, ["long-ago"]), (400, ["long-ago"])])
def test_a_last_session_that_is_long_ago_is_a_caution(ago: int, told: list[str]) -> None:
    past = a_session(NOW - timedelta(days=ago))
    reasons = Schedule("mn", [WEEKLY, LAPSED], {}, NOW).restarts([past])
    assert [one.id for one in reasons] == told
    assert {one.weight for one in reasons} <= {1}


def test_only_the_newest_session_of_an_area_can_be_long_ago() -> None:
    old, new = a_session(NOW - timedelta(days=200)), a_session(NOW - timedelta(days=20))
    assert Schedule("mn", [LAPSED], {}, NOW).restarts([old, new]) == []
    chin = a_session(NOW - timedelta(days=120), area="chin")
    assert [one.because for one in Schedule("mn", [LAPSED], {}, NOW).restarts([old, new, chin])] == [
        ("mn chin=2026-07-23",)
    ]


def test_a_session_of_another_treatment_neither_lapses_nor_starts_again() -> None:
    other = a_session(NOW - timedelta(days=3), treatment="md")
    assert Schedule("mn", [LAPSED], {}, NOW).restarts([other]) == []
    assert Schedule("mn", [LAPSED], {}, NOW).restarts([other, a_session(NOW - timedelta(days=100))]) != []


def test_a_rule_that_only_lapses_asks_for_no_rest() -> None:
    assert Schedule("mn", [LAPSED], {}, NOW).rests([a_session(NOW)]) == []
    assert following_on([WEEKLY, LAPSED], a_session(NOW)).lapse is not None


OFTEN = an_interval(
    "often", stretch=3, when=Picked("reaction", ["slow"]), of_last=OfLast(sessions=3, at_least=2)
)


def a_run(*reactions: str) -> list[Past]:
    """Sessions ten days apart, the last one today."""
    count = len(reactions)
    return [
        a_session(NOW - timedelta(days=10 * (count - place - 1)), reaction=reaction)
        for place, reaction in enumerate(reactions)
    ]


@pytest.mark.parametrize(
    ("reactions", "expected"),
    [
        (["slow"], date(2026, 11, 27)),
        (["slow", "calm"], date(2026, 11, 27)),
        (["slow", "slow"], date(2026, 12, 11)),
        (["slow", "calm", "slow"], date(2026, 12, 11)),
        (["slow", "slow", "calm"], date(2026, 12, 11)),
        (["slow", "calm", "calm", "slow"], date(2026, 11, 27)),
    ],
)
def test_two_slow_sessions_of_the_last_three_ask_for_three_times_the_gap(
    reactions: list[str], expected: date
) -> None:
    assert earliest([WEEKLY, OFTEN], *a_run(*reactions)) == expected


def test_two_slow_logs_of_one_day_are_one_slow_session() -> None:
    morning = a_session(datetime(2026, 11, 20, 8, 0, tzinfo=LONDON), reaction="slow")
    evening = a_session(datetime(2026, 11, 20, 22, 0, tzinfo=LONDON), reaction="slow")
    assert earliest([WEEKLY, OFTEN], morning, evening) == date(2026, 11, 27)


def test_a_calm_log_of_the_same_day_takes_no_slow_one_back() -> None:
    again = a_session(NOW + timedelta(hours=2), reaction="calm")
    assert earliest([WEEKLY, OFTEN], *a_run("slow", "slow"), again) == date(2026, 12, 11)


def test_slow_sessions_of_another_area_do_not_count() -> None:
    chin = a_session(NOW - timedelta(days=10), area="chin", reaction="slow")
    assert earliest([WEEKLY, OFTEN], chin, a_session(NOW, reaction="slow")) == date(2026, 11, 27)


@given(st.lists(st.sampled_from(["slow", "calm"]), min_size=1, max_size=6))
def test_looking_at_the_last_sessions_never_shortens_a_rest(reactions: list[str]) -> None:
    pasts = a_run(*reactions)
    assert earliest([WEEKLY, OFTEN], *pasts) >= earliest([WEEKLY], *pasts)


def test_two_sessions_of_one_day_give_the_same_dates_as_one() -> None:
    one = a_session(datetime(2026, 11, 18, 9, 0, tzinfo=LONDON))
    other = a_session(datetime(2026, 11, 18, 21, 0, tzinfo=LONDON))
    intervals = [an_interval(every=days(7), never_within=hours(72), overdue=days(28)), LAPSED]
    alone, both = following_on(intervals, other), following_on(intervals, one, other)
    assert (both.earliest, both.suggested, both.overdue) == (alone.earliest, alone.suggested, alone.overdue)
    assert both.lapse is not None
    assert both.lapse.since == date(2027, 2, 16)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (datetime(2026, 3, 25, 23, 59, tzinfo=LONDON), date(2026, 4, 1)),  # clocks go forward on 29 March
        (datetime(2026, 10, 21, 0, 1, tzinfo=LONDON), date(2026, 10, 28)),  # and back on 25 October
        (datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON), date(2026, 11, 1)),
        (datetime(2028, 2, 22, 9, 0, tzinfo=LONDON), date(2028, 2, 29)),
        (datetime(2027, 2, 22, 9, 0, tzinfo=LONDON), date(2027, 3, 1)),
        (datetime(2028, 2, 29, 9, 0, tzinfo=LONDON), date(2028, 3, 7)),
        (datetime(2026, 12, 28, 9, 0, tzinfo=LONDON), date(2027, 1, 4)),
    ],
)
def test_seven_days_are_seven_days_of_the_calendar(done: datetime, expected: date) -> None:
    assert earliest([WEEKLY], a_session(done), now=done) == expected


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        (datetime(2026, 10, 24, 0, 30, tzinfo=timezone(timedelta(hours=1))), date(2026, 10, 31)),
        (datetime(2026, 11, 10, 1, 0, tzinfo=TOKYO), date(2026, 11, 17)),
        (datetime(2026, 11, 10, 23, 0, tzinfo=ZoneInfo("America/New_York")), date(2026, 11, 18)),
    ],
)
def test_a_session_in_another_zone_counts_from_its_later_day_there_or_here(
    happened: datetime, expected: date
) -> None:
    here = NOW.astimezone(UTC)
    assert earliest([WEEKLY], a_session(happened), now=here) == expected


def test_an_interval_that_is_not_over_is_a_reason_to_wait_with_its_date_and_cause() -> None:
    past = a_session(datetime(2026, 11, 18, 9, 0, tzinfo=LONDON))
    (reason,) = waits(Schedule("mn", [WEEKLY], {}, NOW).rests([past]), NOW.date())
    assert (reason.id, reason.weight, reason.until) == ("weekly", 2, "2026-11-25")
    assert (reason.because, reason.sources) == (("mn cheeks=2026-11-18",), ("s",))
    assert reason.message == "Leave time (weekly)."


def test_on_the_earliest_day_there_is_nothing_to_wait_for() -> None:
    asked = Schedule("mn", [WEEKLY], {}, NOW).rests([a_session(datetime(2026, 11, 13, 23, 0, tzinfo=LONDON))])
    assert waits(asked, date(2026, 11, 20)) == []
    assert len(waits(asked, date(2026, 11, 19))) == 1


def test_of_several_areas_the_longest_wait_is_told_once() -> None:
    pasts = [
        a_session(datetime(2026, 11, day, 9, 0, tzinfo=LONDON), area=area)
        for day, area in ((16, "chin"), (19, "nose"), (15, "cheeks"))
    ]
    reasons = waits(Schedule("mn", [WEEKLY], {}, NOW).rests(pasts), NOW.date())
    assert [(one.until, one.because) for one in reasons] == [("2026-11-26", ("mn nose=2026-11-19",))]


def a_step(name: str, **keys: object) -> Step:
    return Step(id=name, avoid=f"No {name}.", sources=("s",), **keys)  # type: ignore[arg-type]


def test_aftercare_runs_for_its_hours_from_the_session_and_may_start_later() -> None:
    done = datetime(2026, 11, 20, 21, 0, tzinfo=LONDON)
    steps = [a_step("make-up", lasts=hours(48)), a_step("acid", starts=hours(24), lasts=days(7))]
    assert [(one.id, one.starts, one.ends) for one in windows(steps, done)] == [
        ("make-up", done, datetime(2026, 11, 22, 21, 0, tzinfo=LONDON)),
        ("acid", datetime(2026, 11, 21, 21, 0, tzinfo=LONDON), datetime(2026, 11, 27, 21, 0, tzinfo=LONDON)),
    ]


def test_a_step_without_times_has_no_window_and_one_that_only_starts_has_no_end() -> None:
    steps = [a_step("touch"), a_step("sun", starts=hours(1))]
    assert [(one.id, one.ends) for one in windows(steps, NOW)] == [("sun", None)]


@pytest.mark.parametrize(
    ("done", "ends"),
    [
        (datetime(2026, 3, 28, 21, 0, tzinfo=LONDON), datetime(2026, 3, 30, 22, 0, tzinfo=LONDON)),
        (datetime(2026, 10, 24, 21, 0, tzinfo=LONDON), datetime(2026, 10, 26, 20, 0, tzinfo=LONDON)),
    ],
)
def test_forty_eight_hours_pass_in_full_over_a_change_of_the_clocks(done: datetime, ends: datetime) -> None:
    (window,) = windows([a_step("make-up", lasts=hours(48))], done)
    assert window.ends == ends
    assert window.ends.astimezone(UTC) - done.astimezone(UTC) == timedelta(hours=48)


MOMENTS = st.builds(
    datetime.fromtimestamp, st.integers(1_577_836_800, 1_893_456_000), st.sampled_from([LONDON, TOKYO, UTC])
)
LENGTHS = st.integers(1, 60)


@given(st.lists(MOMENTS, min_size=1, max_size=4), MOMENTS, LENGTHS, LENGTHS)
@examples(200)
def test_one_more_session_or_interval_never_brings_the_next_date_forward(
    moments: list[datetime], more: datetime, length: int, other: int
) -> None:
    first, second = an_interval("a", every=days(length)), an_interval("b", never_within=hours(other))
    pasts = [a_session(moment) for moment in moments]
    before = earliest([first], *pasts)
    assert earliest([first], *pasts, a_session(more)) >= before
    assert earliest([first, second], *pasts) >= before
    assert earliest([first, an_interval("c", stretch=2)], *pasts) >= before


@given(MOMENTS, LENGTHS)
@examples(200)
def test_never_within_is_never_cut_short_even_at_midnight_of_the_earliest_day(
    moment: datetime, length: int
) -> None:
    day = earliest([an_interval(never_within=hours(length))], a_session(moment))
    midnight = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    assert midnight.astimezone(UTC) - moment.astimezone(UTC) >= timedelta(hours=length)

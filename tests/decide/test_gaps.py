"""The gaps after sessions that were done alike are found once; each gets what it would get by itself."""

from __future__ import annotations

import operator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from skinroutine.decide.rests import Rest
from skinroutine.decide.schedule import Schedule, waits
from skinroutine.machine import HERE
from skinroutine.memory.sessions import Past, day_of
from skinroutine.rulebook import Interval, OfLast, Span
from skinroutine.rulebook.conditions import ALWAYS, NOT_SURE, Answer, Chosen, Picked, Within
from slow_rests import slow_rests

# A change of the clocks, and a day that an island skipped.
NOWS = (datetime(2026, 11, 1, 10, tzinfo=UTC), datetime(2012, 1, 5, 10, tzinfo=UTC))
ZONES: tuple[tzinfo, ...] = (
    UTC, HERE, ZoneInfo("Europe/London"), ZoneInfo("Pacific/Apia"), timezone(timedelta(hours=-9)),
)  # fmt: skip
ANSWERS: tuple[dict[str, Answer], ...] = (
    {"needle_mm": 0.25, "last_reaction": "expected", "areas": Chosen(frozenset({"cheeks", "neck"}))},
    {"needle_mm": 1.5, "last_reaction": "prolonged", "areas": Chosen(frozenset({"cheeks"}))},
    {"needle_mm": NOT_SURE, "last_reaction": NOT_SURE},
)
SPANS = st.sampled_from([None, *(Span(at, f"{at} hours") for at in (1.0, 36.0, 72.0, 168.0, 500.0))])
DAY, SIXTY, SPAN = (Span(24.0 * days, f"{days} days") for days in (1, 60, 200))
SELDOM = st.one_of(st.none(), st.none(), SPANS)
WHENS = st.sampled_from(
    [
        ALWAYS,
        Picked("last_reaction", ["prolonged"]),
        Picked("areas", ["neck"]),
        Within("needle_mm", {"over": 0.3}),
    ]
)
OFTEN = st.sampled_from(
    [None, OfLast(sessions=3, at_least=2), OfLast(sessions=1, at_least=1, past_limit="wait")]
)


@st.composite
def intervals(draw: st.DrawFn) -> list[Interval]:
    names = ["one", "two", "three", "four"][: draw(st.integers(1, 4))]
    return [
        Interval(
            id=name, say=f"Wait {name}: {{sessions}} in {{days}}.", sources=("s",), when=draw(WHENS),
            every=draw(SPANS), never_within=draw(SELDOM), suggested=draw(SPANS), adds_up=draw(SPANS),
            of_last=draw(OFTEN), stretch=draw(st.sampled_from([1, 1, 2])),
            since=draw(st.sampled_from(["", "", "md"])),
            after_patch=draw(st.sampled_from([(), (), ("one",)])),
        )
        for name in names
    ]  # fmt: skip


@st.composite
def sessions(draw: st.DrawFn, now: datetime) -> list[Past]:
    """Sessions of which several have the same answers: as one object, and as equal ones."""
    found: list[Past] = []
    for _ in range(draw(st.integers(0, 12))):
        if draw(st.integers(0, 2)) and found:  # the like again, not long before or after
            like = found[draw(st.integers(0, len(found) - 1))]
            moved = min(now, like.happened - timedelta(hours=draw(st.integers(-20, 60))))
            day = like.day and day_of(moved, now)
            found.append(like._replace(happened=moved, day=day, event=f"{len(found)}"))
            continue
        zone, back = draw(st.sampled_from(ZONES)), timedelta(minutes=37 * draw(st.integers(0, 1200)))
        happened = (now - back).astimezone(zone)
        answers = draw(st.sampled_from(ANSWERS))
        own = dict(answers) if draw(st.booleans()) else answers
        counted = day_of(happened, now) if draw(st.booleans()) else None
        treatment, area = draw(st.sampled_from(["mn", "md"])), draw(st.sampled_from(["cheeks", "neck", ""]))
        limit, patch = draw(st.sampled_from([0, 0, 3])), draw(st.booleans())
        found.append(Past(treatment, area, happened, own, "", limit, "id", patch, counted))
    return found


@examples(300)
@given(st.data(), intervals(), st.sampled_from(NOWS), st.sampled_from(ZONES))
def test_sessions_that_were_done_alike_rest_as_each_does_by_itself(
    data: st.DataObject, listed: list[Interval], moment: datetime, zone: tzinfo
) -> None:
    now = moment.astimezone(zone)
    schedule = Schedule("mn", listed, {}, now)
    # What it keeps of the first ones must not reach the others, and what is over may be left out.
    for _ in range(2):
        done = data.draw(sessions(now))
        found, whole = schedule.rests(done), slow_rests("mn", listed, done, {}, now)
        assert all(rest in whole for rest in found)
        assert running(found, now.date()) == running(whole, now.date())
        assert waits(found, now.date()) == waits(whole, now.date())
        assert longest(found) == longest(whole)


def running(rests: list[Rest], today: date) -> list[Rest]:
    """Those of which something is still to come."""
    return [rest for rest in rests if max(rest.earliest, rest.suggested) > today]


def longest(rests: list[Rest]) -> list[object]:
    """What a next date is made of: the longest rest, the longest usual one, the newest day of each rule."""
    newest: dict[str, date] = {}
    for rest in rests:
        newest[rest.interval.id] = max(rest.counted, newest.get(rest.interval.id, date.min))
    key = operator.attrgetter
    return [max(rests, key=key(name), default=None) for name in ("earliest", "suggested")] + [newest]


def test_who_travels_is_overdue_no_earlier_because_a_later_session_counts_from_an_earlier_day() -> None:
    """Three sessions in a row, the last of them a day earlier by the calendar of its place."""
    now = datetime(2026, 9, 17, 13, 48, tzinfo=timezone(timedelta(hours=-11)))
    listed = [
        Interval(id="own", say="", sources=(), when=ALWAYS, every=DAY),
        Interval(id="add", say="", sources=(), when=ALWAYS, adds_up=SIXTY, overdue=SPAN),
    ]
    times = ["2026-03-01T22:00+13:00", "2026-03-01T22:30+13:00", "2026-02-28T23:10-11:00"]
    done = [Past("mn", "cheeks", datetime.fromisoformat(time), {}) for time in times]
    rests = Schedule("mn", listed, {}, now).rests(done)
    added = [rest.counted for rest in rests if rest.interval.id == "add"]
    assert max(added) == date(2026, 3, 1)
    assert max(added) == max(
        rest.counted for rest in slow_rests("mn", listed, done, {}, now) if rest.interval.id == "add"
    )

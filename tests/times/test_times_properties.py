"""What holds for every phrase: it is read whole or refused, and whatever is suggested instead works."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from effort import examples
from skinroutine.times import BadTimeError, coming_day, grammar, later_day, past_day, past_moment
from skinroutine.times.phrase import Phrase, PhraseError
from skinroutine.times.pieces import PIECES, ZONES, Piece
from test_times_table import CASES

LONDON: Final = ZoneInfo("Europe/London")
NOW: Final = datetime(2026, 11, 20, 10, 0, tzinfo=LONDON)
SLACK: Final = timedelta(minutes=2)
READ: Final[list[Callable[[str, datetime], date]]] = [
    past_moment,
    lambda text, now: past_day(text, now, "--since"),
    coming_day,
    lambda text, now: later_day(text, now, "--until"),
]
ACCEPTED: Final = sorted({phrase for at, phrase, meaning in CASES if meaning != "refused"})
KNOWN: Final = [
    "a", "ago", "after", "afternoon", "am", "an", "and", "april", "at", "august", "before", "couple", "day",
    "days", "december", "evening", "february", "friday", "from", "gmt", "half", "hour", "hours", "in",
    "january", "july", "june", "last", "march", "may", "midday", "midnight", "minutes", "monday", "month",
    "months", "morning", "next", "night", "nine", "noon", "november", "now", "o'clock", "october", "of", "on",
    "past", "pm", "quarter", "saturday", "september", "sunday", "ten", "the", "this", "thursday", "to",
    "today", "tomorrow", "tonight", "tuesday", "two", "utc", "wednesday", "week", "weeks", "year",
    "yesterday", "z",
]  # fmt: skip
NUMBERS: Final = [
    "2", "9", "9pm", "21:37", "25:00", "3rd", "2026", "2026-11-19", "2026-02-29", "90d", "3/11",
]  # fmt: skip
clocks = st.integers(0, 12 * 365 * 24 * 60).map(
    lambda minutes: (datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(LONDON)
)
shuffled = st.lists(st.sampled_from([*KNOWN, *NUMBERS]), max_size=6).map(" ".join)
anything = st.one_of(st.text(max_size=30), shuffled, st.datetimes().map(str), st.dates().map(str))

WEEKDAYS: Final = ["monday", "tuesday", "wednesday", "thursday", "saturday", "sunday"]


@st.composite
def named_days(draw: st.DrawFn) -> tuple[str, date]:
    """A way to name a day of the past, and the day."""
    back = draw(st.integers(1, 300))
    day = NOW.date() - timedelta(days=back)
    ways = [
        f"{back} days ago",
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"on {day:%a} {day.day} {day:%b} {day.year}".lower(),
    ]
    ways += [f"{day.day} {day:%B}", f"{day:%b} {day.day}"]
    ways += [f"{day:%A}", f"last {day:%a}", f"on {day:%A}".lower()] if back < 7 else []
    ways += ["yesterday"] if back == 1 else []
    return draw(st.sampled_from(ways)), day


@st.composite
def named_times(draw: st.DrawFn) -> tuple[str, tuple[int, int]]:
    """A way to name a time of day, and its hour and minute."""
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    short, half = hour % 12 or 12, "pm" if hour >= 12 else "am"
    ways = [f"{hour:02}:{minute:02}", f"{hour}:{minute:02}", f"{hour}h{minute:02}", f"{hour:02}.{minute:02}"]
    if (hour, minute) != (0, 0):
        ways += [f"{short}:{minute:02}{half}", f"{short}:{minute:02} {half.upper()}"]
    ways += [f"{short}{half}"] if minute == 0 and hour else []
    ways += [f"half past {short} {half}"] if minute == 30 else []
    ways += [f"{short}:{minute:02} in the evening"] if hour >= 18 else []
    return draw(st.sampled_from(ways)), (hour, minute)


@given(
    named_days(),
    named_times(),
    st.sampled_from(["{0} {1}", "{0} at {1}", "{0}, {1}", "{1} {0}", "at {1} {0}"]),
)
@examples(500)
def test_a_phrase_put_together_from_its_parts_is_read_as_what_was_put_together(
    day: tuple[str, date], time: tuple[str, tuple[int, int]], order: str
) -> None:
    found = past_moment(order.format(day[0], time[0]), NOW)
    assert (found.date(), (found.hour, found.minute)) == (day[1], time[1])
    assert found.astimezone(LONDON).utcoffset() == found.utcoffset()


@given(
    st.integers(2, 300),
    named_times(),
    st.integers(-12, 14),
    st.sampled_from(["UTC{:+}", " UTC{:+03}:00", "{:+03}:00"]),
)
def test_a_zone_is_never_lost(back: int, time: tuple[str, tuple[int, int]], hours: int, form: str) -> None:
    assume("UTC" in form or hours >= 0)
    assume("h" not in time[0] and "evening" not in time[0])
    day = NOW.date() - timedelta(days=back)
    found = past_moment(f"{day} {time[0]}{form.format(hours)}", NOW)
    assert found.utcoffset() == timedelta(hours=hours)
    assert (found.date(), (found.hour, found.minute)) == (day, time[1])


@given(st.integers(1, 9999), st.sampled_from(["minutes", "min", "m"]))
def test_minutes_ago_are_that_many_minutes(minutes: int, unit: str) -> None:
    assert NOW - past_moment(f"{minutes} {unit} ago", NOW) == timedelta(minutes=minutes)


@given(clocks, st.integers(1, 2000))
def test_hours_ago_are_hours_that_pass_whatever_the_clocks_do(now: datetime, hours: int) -> None:
    found = past_moment(f"{hours} hours ago", now)
    assert now.astimezone(UTC) - found.astimezone(UTC) == timedelta(hours=hours)


garbage = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8).filter(
        lambda word: (
            not any(known.startswith(word) for known in KNOWN)
            and word not in {"wk", "wks", "yr", "yrs", "hr", "hrs", "min", "mins"}
        )
    ),
    st.sampled_from([*'!?#@&*~<>;_%$^()[]{}|\\"=', "...", "--", "\u00b7", "9999999", "25:61"]),
)


@given(st.sampled_from(ACCEPTED), garbage, st.data())
@examples(800)
def test_a_phrase_with_anything_unknown_in_it_is_refused(phrase: str, word: str, data: st.DataObject) -> None:
    words = phrase.split()
    words.insert(data.draw(st.integers(0, len(words))), word)
    for read in READ:
        with pytest.raises(BadTimeError):
            read(" ".join(words), NOW)


@given(st.sampled_from(ACCEPTED), st.sampled_from("!?#@&*~<>;_%$^()[]{}|\\=\u00e9\u0660\uff11"), st.data())
def test_a_phrase_with_a_strange_sign_within_is_refused(phrase: str, sign: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(phrase)))
    for read in READ:
        with pytest.raises(BadTimeError):
            read(phrase[:place] + sign + phrase[place:], NOW)


@given(st.lists(st.sampled_from(KNOWN), max_size=4), st.lists(st.sampled_from(KNOWN), max_size=4))
@examples(500)
def test_a_time_of_day_that_was_typed_is_the_time_of_day_that_is_read(
    before: list[str], after: list[str]
) -> None:
    try:
        found = past_moment(" ".join([*before, "21:37", *after]), NOW)
    except BadTimeError:
        return
    assert (found.hour, found.minute) == (21, 37)


@given(shuffled)
@examples(500)
def test_a_phrase_with_a_time_of_day_is_no_day(text: str) -> None:
    for read in READ[1:]:
        with pytest.raises(BadTimeError):
            read(f"{text} 21:37", NOW)


@given(anything, clocks, st.sampled_from(range(len(READ))))
@examples(800)
def test_any_text_is_read_on_the_right_side_of_now_or_refused_in_one_line(
    text: str, now: datetime, which: int
) -> None:
    try:
        found = READ[which](text, now)
    except BadTimeError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017  either outcome is right
        return
    if isinstance(found, datetime):
        assert found.astimezone(UTC) <= now.astimezone(UTC) + SLACK
    elif which == 1:
        assert found <= now.date()
    else:
        assert found >= now.date() + timedelta(days=which - 2)


@given(anything, clocks, st.sampled_from(range(len(READ))))
def test_each_of_the_three_phrases_that_a_refusal_names_works(text: str, now: datetime, which: int) -> None:
    try:
        READ[which](text, now)
    except BadTimeError as error:
        works = str(error).rpartition(" Try: ")[2].split(", ")
        assert len(works) == 3
        for phrase in works:
            READ[which](phrase, now)


@given(clocks, st.sampled_from(ACCEPTED))
@examples(500)
def test_a_moment_has_the_offset_of_its_place_at_that_moment(now: datetime, phrase: str) -> None:
    assume(not re.search(r"utc|gmt|z$|[+-]\d\d:?\d\d$", phrase.lower()))
    try:
        found = past_moment(phrase, now)
    except BadTimeError:
        return
    assert found.utcoffset() == found.astimezone(LONDON).utcoffset()


def farthest(text: str, place: int, *, glued: bool) -> tuple[Piece, int]:
    """The piece that reaches farthest, found by trying all of them."""
    tried = [
        (match, meaning)
        for source, meaning in (ZONES if glued else (*PIECES, *ZONES))
        if (match := re.compile(source).match(text, place))
    ]
    for match, meaning in sorted(tried, key=lambda found: -found[0].end()):
        with suppress(PhraseError):
            return meaning(match), match.end()
    raise PhraseError


def reading(text: str) -> Phrase | None:
    try:
        return grammar.read_phrase(text)
    except PhraseError:
        return None


@given(st.sampled_from(ACCEPTED) | shuffled | anything)
@examples(1000)
def test_patterns_that_need_not_be_tried_would_change_nothing(text: str) -> None:
    found = reading(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammar, "_piece", farthest)
        assert reading(text) == found


@pytest.mark.parametrize("text", ACCEPTED)
def test_each_phrase_of_the_table_is_read_as_if_all_patterns_were_tried(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    found = reading(text)
    monkeypatch.setattr(grammar, "_piece", farthest)
    assert reading(text) == found

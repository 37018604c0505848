"""What people type for the time of a session, and the moment that it is, or that it is refused.

Each line is a fact: a moment (or ``refused``), then the phrases for it, seen from one clock in one place. The
clocks stand in winter and in summer, just after midnight, on both sides of both clock changes, on a leap day
and at the turn of a year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from skinroutine.times import BadTimeError, coming_day, later_day, past_day, past_moment


class At(NamedTuple):
    """A clock in a place, and the facts about phrases that are typed there just then."""

    now: str
    zone: str
    facts: str

    @property
    def clock(self) -> datetime:
        """The time of now with its zone."""
        return datetime.fromisoformat(self.now).replace(tzinfo=ZoneInfo(self.zone))

    def lines(self) -> Iterator[tuple[str, str]]:
        """Each phrase with what it is."""
        for line in self.facts.strip().splitlines():
            meaning, _, phrases = line.strip().partition(" = ")
            yield from ((phrase, meaning) for phrase in phrases.split(" | "))


MOMENTS: Final = [
    # Friday morning in winter
    At(
        "2026-11-20 10:00",
        "Europe/London",
        """
        2024-02-29 12:00+00:00 = 29 feb
        2024-11-20 10:00+00:00 = 2 years ago
        2025-11-20 10:00+00:00 = a year ago
        2025-12-03 12:00+00:00 = 3 dec
        2026-01-05 12:00+00:00 = 2026-1-5
        2026-08-20 10:00+01:00 = 3 months ago
        2026-10-20 10:00+01:00 = a month ago
        2026-10-22 12:00+01:00 = 22nd
        2026-10-31 12:00+00:00 = 31st
        2026-11-01 12:00+00:00 = 1st
        2026-11-02 12:00+00:00 = 2nd | the 2nd | on the 2nd
        2026-11-02 21:00+00:00 = 2nd 9pm | 9pm on the 2nd | the 2nd at 9pm
        2026-11-03 12:00+00:00 = 3rd | 3 nov | nov 3 | 3 november | november 3 | november 3rd | 3rd nov
        2026-11-03 12:00+00:00 = 3rd of november | the 3rd of november | on 3 nov | 3 Nov. | 3nov
        2026-11-03 12:00+00:00 = 3-nov-2026 | 3 nov 2026 | nov 3 2026 | nov 3, 2026 | november 3rd, 2026
        2026-11-03 21:00+00:00 = 3 nov 21:00 | 3 nov at 21 | 3 nov 9pm | 9pm 3 nov | 2026-11-03 21:00 UTC
        2026-11-03 21:00+00:00 = 2026-11-03 21:00 GMT
        2026-11-05 12:00+00:00 = 2026-11-05
        2026-11-06 10:00+00:00 = 2 weeks ago | a fortnight ago | 2w ago
        2026-11-13 09:00+00:00 = a week ago at 9am
        2026-11-13 10:00+00:00 = a week ago | 1 week ago
        2026-11-13 12:00+00:00 = last friday
        2026-11-13 21:00+00:00 = friday 9pm | fri 21:00
        2026-11-14 12:00+00:00 = sat
        2026-11-15 12:00+00:00 = sunday
        2026-11-16 09:00+00:00 = last monday 9am
        2026-11-16 12:00+00:00 = monday | mon | Mon | on monday | last monday
        2026-11-16 20:00+00:00 = monday evening at 8
        2026-11-16 21:00+00:00 = monday 9pm | 9pm monday | mon at 9pm | monday, 9pm | on monday at 9pm
        2026-11-16 21:00+00:00 = mon 16th 9pm | monday 9pm gmt | monday night 9pm
        2026-11-17 10:00+00:00 = 3d ago
        2026-11-17 12:00+00:00 = tues
        2026-11-17 19:00+00:00 = 3 days ago, 19:00
        2026-11-18 10:00+00:00 = couple of days ago
        2026-11-20 09:15+00:00 = forty-five minutes ago
        2026-11-20 09:20+00:00 = forty minutes ago
        2026-11-20 09:30+00:00 = thirty minutes ago
        2026-11-20 09:40+00:00 = twenty minutes ago
        2026-11-20 09:35+00:00 = twenty-five minutes ago
        2026-11-18 10:00+00:00 = 2 days ago | two days ago | a couple of days ago
        2026-11-18 12:00+00:00 = day before yesterday | the day before yesterday | wed | weds
        2026-11-18 19:00+00:00 = 2 days ago at 7pm | 7pm 2 days ago
        2026-11-18 21:00+00:00 = 2 days ago 21:00
        2026-11-19 00:00+00:00 = yesterday 00:00
        2026-11-19 08:00+00:00 = 1 day 2 hours ago
        2026-11-19 08:15+00:00 = quarter past eight yesterday morning
        2026-11-19 09:00+00:00 = yesterday morning at 9
        2026-11-19 09:10+00:00 = yesterday 9.10
        2026-11-19 10:00+00:00 = a day ago | 1 day ago
        2026-11-19 12:00+00:00 = yesterday | yesterday noon | yesterday at noon | noon yesterday
        2026-11-19 12:00+00:00 = midday yesterday | noon | 12pm | thurs | thu 19 nov
        2026-11-19 12:00+00:00 = thursday 19 november 2026 | thursday the 19th | thursday 19th | 2026-11-19
        2026-11-19 12:00+00:00 = 2026/11/19 | 2026.11.19 | 20261119
        2026-11-19 15:00+00:00 = yesterday at 3 in the afternoon
        2026-11-19 20:00+00:00 = last evening at 8 | 14 hours ago
        2026-11-19 20:00-08:00 = 2026-11-19T20:00-08:00 | 2026-11-19 20:00 -0800 | 2026-11-19 20:00 UTC-8
        2026-11-19 20:20+00:00 = 20 past 8pm
        2026-11-19 20:50+00:00 = ten to nine pm
        2026-11-19 20:55+00:00 = yesterday, five minutes to 9 in the evening
        2026-11-19 21:00+00:00 = yesterday 9pm | 9pm yesterday | at 9pm yesterday | yesterday at 9pm
        2026-11-19 21:00+00:00 = yesterday, 9pm | Yesterday 9 PM | yesterday 9 p.m. | yesterday 21:00
        2026-11-19 21:00+00:00 = yesterday at 21 | yesterday at 21h | 9pm | 9 pm | 21:00 | at 21
        2026-11-19 21:00+00:00 = thu 19 nov 21:00 | Thu 19 Nov 2026 21:00 | 2026-11-19T21:00
        2026-11-19 21:00+00:00 = 2026-11-19 21:00 | 2026-11-19T21 | 2026-11-19 21 | 2026-11-19 9pm
        2026-11-19 21:00+00:00 = 2026-11-19 at 9pm | 2026-11-19T21:00Z | 2026-11-19T21:00:00Z
        2026-11-19 21:00+00:00 = 20261119T2100 | thu 2026-11-19 21:00 | 21:00 UTC | 9pm UTC
        2026-11-19 21:00+00:00 = yesterday 21:00 UTC | 21:00z | last night at 9 | last night at 9pm
        2026-11-19 21:00+00:00 = last night 9pm | 9 last night | yesterday evening at 9
        2026-11-19 21:00+00:00 = yesterday at 9 in the evening | 9 in the evening
        2026-11-19 21:00+00:00 = 9 in the evening yesterday | 9 yesterday evening | nine in the evening
        2026-11-19 21:00+00:00 = yesterday 9 at night | yesterday evening 21 | nine pm
        2026-11-19 21:00+00:00 = yesterday 9 o'clock in the evening | 9 o\u2019clock pm
        2026-11-19 21:00+01:00 = 2026-11-19 21:00+01:00 | 21:00+01:00 | yesterday 21:00 UTC+1
        2026-11-19 21:00+09:00 = 2026-11-19T21:00+09:00
        2026-11-19 21:00:30+00:00 = 2026-11-19 21:00:30
        2026-11-19 21:10+00:00 = at 21.10
        2026-11-19 21:30+00:00 = yesterday 9:30 pm | yesterday at 9:30 pm | yesterday 21.30
        2026-11-19 21:30+00:00 = yesterday 21h30 | 21.30 | 21h30 | yesterday evening 9:30
        2026-11-19 21:30+00:00 = half past nine yesterday evening | half past 9pm
        2026-11-19 21:45+00:00 = quarter to ten pm | a quarter to ten yesterday evening
        2026-11-19 21:45:30+00:00 = 19 Nov 2026 21:45:30
        2026-11-19 22:30+00:00 = half past ten last night
        2026-11-19 23:30+00:00 = last night 23:30
        2026-11-19 23:59+00:00 = yesterday 23:59
        2026-11-20 00:00+00:00 = midnight | at midnight | 12am | last night at midnight
        2026-11-20 00:00+00:00 = midnight last night
        2026-11-20 00:30+00:00 = 12:30am
        2026-11-20 01:00+00:00 = last night at 1 | last night at 1am
        2026-11-20 07:00+00:00 = 3 hours ago
        2026-11-20 07:30+00:00 = 07:30 | 2 and a half hours ago
        2026-11-20 07:45+00:00 = 2 hours 15 minutes ago
        2026-11-20 08:00+00:00 = 2h ago | a couple of hours ago
        2026-11-20 08:30+00:00 = 90 m ago | 90 min ago | 1h30m ago | 1h 30min ago
        2026-11-20 08:30+00:00 = 1 hour and 30 minutes ago | an hour and a half ago | 1.5 hours ago
        2026-11-20 09:00+00:00 = 9am | at 9am | this morning at 9 | 9 this morning | an hour ago
        2026-11-20 09:00+00:00 = 1 hour ago
        2026-11-20 09:15+00:00 = 9:15am | 45 minutes ago
        2026-11-20 09:30+00:00 = 9:30 | 30m ago | half an hour ago
        2026-11-20 09:59+00:00 = 2026-11-20 09:59
        2026-11-20 10:00+00:00 = now | just now | right now | today | the 20th | 20 november
        2026-11-20 10:02+00:00 = 2026-11-20T10:02
        refused = a week ago yesterday | at 9 | yesterday at 9 | monday 9 | friday 9 | friday 9am
        refused = friday | 9 | 21 | 2130 | 9 o'clock | half past nine | quarter to ten | half 9
        refused = half to nine | 9.10 | 3.11 | 2h | 21h | 2h30 | last night | tonight
        refused = yesterday evening | this morning | in the afternoon | yesterday at night
        refused = monday evening | morning | tonight at 9 | today 9pm | this evening at 8 | tomorrow
        refused = tomorrow 9am | in 3 days | in an hour | next monday | day after tomorrow
        refused = 2026-11-20T10:03 | 2026-11-21 | 27 nov 2026 | 9999-12-31 | 3/11 | 3/11/2026
        refused = 03/04/27 | 13/11/2026 | 3.11. | 3.11.2026 | 05-11-2026 | 13-11-2026 | 26-13-01
        refused = 3 nov 21 | nov 3 21 | may | november | nov 2026 | 2025 | 2026 | 11/2026 | 2026-11
        refused = 2026-13 | mon 26 nov 2026 | mon 19 nov | friday the 19th | tue 2026-11-19 21:00
        refused = last thu 19 nov | 2026-02-29 | 30 feb | 31 nov 2026 | 32 nov | 2026-13-01
        refused = 2026-11-31 | 2th | 3st | 0th | yesterday 25:00 | 25:99 | yesterday 21:60
        refused = yesterday 9:5 | 24:00 | 13pm | 0am | 13:00 pm | yesterday 9pm in the morning
        refused = yesterday noon in the evening | 5 at night | last night at 5 | yesterday midnight
        refused = midnight on monday | yesterday 12am | friday night at 1am | yesterday night at 1
        refused = 21:00-22:00 | 9-10pm | 9pm-10pm | yesterday 9pm to 10pm | 9pm or 10pm | 21:00-08:00
        refused = yesterday 21:00 CET | 9pm BST | 21:00 Europe/London | 21:00+25:00 | 21:00 UTC+99
        refused = yesterday UTC | 21:00+1 | yesterdayy | yestreday 9pm | yesterday 9pm blah
        refused = yesterday at | at yesterday | on yesterday | yesterday 9pm 10pm | yesterday today
        refused = monday tuesday | 9pm 2026-11-19T21:00 | ago | 2 ago | days ago | 2 days | 90d
        refused = 2 dayz ago | 2 days agoo | minus 2 days | -2 days ago | 2 hours 3 days ago
        refused = 1.5 days ago | some days ago | a few days ago | 99999 days ago
        refused = around 9pm yesterday | yesterday ~9pm | yesterday 9pm! | yesterday 9pm.
        refused = yesterday 9p.m | the yesterday | last week | last month | this week | weekend
        refused = christmas | soon | the day after | the other day | flurb | - | ?
        refused = ten years ago tomorrow | 4000 days ago | 2015-01-01 | 0001-01-01 | 20 years ago
        """,
    ),
    # A Friday evening in summer
    At(
        "2026-07-10 22:30",
        "Europe/London",
        """
        2025-11-10 22:30+00:00 = 8 months ago
        2026-01-01 12:00+00:00 = 1 january
        2026-01-10 21:00+00:00 = 2026-01-10 21:00
        2026-06-11 12:00+01:00 = the 11th
        2026-07-04 12:00+01:00 = sat
        2026-07-08 22:30+01:00 = 2 days ago
        2026-07-09 21:00+01:00 = yesterday 9pm | last night at 9
        2026-07-09 22:00+00:00 = 22:00 UTC
        2026-07-09 23:30+01:00 = last night at 11:30
        2026-07-10 12:00+01:00 = today
        2026-07-10 20:00+01:00 = this evening at 8
        2026-07-10 21:00+00:00 = 21:00 UTC | 2026-07-10T21:00Z
        2026-07-10 21:00+01:00 = 9pm | 21:00 | tonight at 9 | today 9pm
        2026-07-10 22:00+01:00 = at 10 tonight
        refused = friday 9pm | friday | tonight | tonight at 11 | tonight at 1am
        """,
    ),
    # Half an hour after midnight
    At(
        "2026-07-11 00:30",
        "Europe/London",
        """
        2026-07-10 12:00+01:00 = yesterday
        2026-07-10 21:00+00:00 = 2026-07-10 21:00 UTC | 21:00 UTC
        2026-07-10 21:00+01:00 = yesterday 9pm | friday 9pm
        2026-07-10 23:00+01:00 = 23:00 | last night at 11
        2026-07-10 23:30+01:00 = last night at 11:30 | an hour ago
        2026-07-11 00:00+01:00 = midnight
        2026-07-11 00:15+01:00 = last night at 00:15
        2026-07-11 00:30+01:00 = today
        refused = yesterday 21:00 UTC | tonight at 9 | saturday 00:15
        """,
    ),
    # The morning on which the clocks went forward
    At(
        "2026-03-29 10:00",
        "Europe/London",
        """
        2026-03-28 01:30+00:00 = yesterday 1:30
        2026-03-28 09:00+00:00 = 24 hours ago
        2026-03-28 10:00+00:00 = a day ago
        2026-03-28 12:00+00:00 = yesterday
        2026-03-28 21:00+00:00 = 12 hours ago | sat 9pm
        2026-03-28 23:00+00:00 = last night at 11
        2026-03-29 00:00+00:00 = 9 hours ago | midnight
        2026-03-29 00:30+00:00 = 2026-03-29 00:30
        2026-03-29 01:30+00:00 = 2026-03-29T01:30Z
        2026-03-29 01:30+01:00 = 2026-03-29T01:30+01:00
        2026-03-29 02:30+01:00 = 2026-03-29 02:30
        refused = 01:30 | today 1:30am | 2026-03-29 01:30 | 1 at night
        """,
    ),
    # The night after the clocks went forward
    At(
        "2026-03-30 01:30",
        "Europe/London",
        """
        2026-03-28 01:30+00:00 = 2 days ago
        2026-03-29 00:30+00:00 = 24 hours ago
        2026-03-29 02:30+01:00 = a day ago
        2026-03-29 12:00+01:00 = yesterday
        2026-03-30 01:30+01:00 = 1:30 | 01:30
        refused = yesterday 1:30
        """,
    ),
    # The morning on which the clocks went back
    At(
        "2026-10-25 10:00",
        "Europe/London",
        """
        2026-10-24 10:00+01:00 = a day ago
        2026-10-24 11:00+01:00 = 24 hours ago
        2026-10-24 12:00+01:00 = yesterday
        2026-10-24 21:00+01:00 = yesterday 9pm | sat 21:00
        2026-10-24 23:00+01:00 = 12 hours ago
        2026-10-25 00:30+01:00 = 2026-10-25 00:30
        2026-10-25 01:00+00:00 = 9 hours ago
        2026-10-25 01:30+00:00 = 01:30 | 2026-10-25 01:30 | 2026-10-25T01:30+00:00 | 2026-10-25T01:30Z
        2026-10-25 01:30+00:00 = last night at 1:30am
        2026-10-25 01:30+01:00 = 2026-10-25T01:30+01:00
        2026-10-25 02:30+00:00 = 2026-10-25 02:30
        """,
    ),
    # The night after the clocks went back
    At(
        "2026-10-26 01:30",
        "Europe/London",
        """
        2026-10-25 01:30+00:00 = a day ago | 24 hours ago | yesterday 1:30
        2026-10-25 01:30+01:00 = 25 hours ago
        """,
    ),
    # A Sunday on which the clocks went back in New York
    At(
        "2026-11-01 10:00",
        "America/New_York",
        """
        2026-10-25 12:00-04:00 = last sunday
        2026-10-31 12:00-04:00 = 31st
        2026-10-31 21:00+00:00 = yesterday 21:00 UTC
        2026-10-31 21:00-04:00 = yesterday 9pm | 9pm
        2026-10-31 23:00-04:00 = 12 hours ago
        2026-11-01 01:30-04:00 = 2026-11-01T01:30-04:00
        2026-11-01 01:30-05:00 = 1:30am | 01:30
        2026-11-01 03:00+00:00 = 2026-11-01 03:00 UTC
        2026-11-01 10:00-05:00 = 1 nov | the 1st
        refused = halloween | sunday
        """,
    ),
    # A morning in Tokyo, still yesterday in UTC
    At(
        "2026-11-20 08:00",
        "Asia/Tokyo",
        """
        2026-11-18 08:00+09:00 = 2 days ago
        2026-11-18 23:30+00:00 = 23:30 UTC
        2026-11-19 21:00+00:00 = 21:00 UTC | 2026-11-19 21:00 UTC
        2026-11-19 21:00+09:00 = yesterday 9pm | 2026-11-19T21:00
        2026-11-19 22:30+00:00 = 22:30 UTC
        refused = yesterday 21:00 UTC | thu 21:00 UTC
        """,
    ),
    # 29 February
    At(
        "2028-02-29 20:00",
        "Europe/London",
        """
        2024-02-29 20:00+00:00 = 4 years ago
        2027-02-28 20:00+00:00 = a year ago
        2027-03-01 12:00+00:00 = 1 mar
        2028-01-29 20:00+00:00 = a month ago
        2028-01-30 12:00+00:00 = 30th
        2028-01-31 12:00+00:00 = 31st
        2028-02-28 12:00+00:00 = 28 feb
        2028-02-28 21:00+00:00 = yesterday 9pm
        2028-02-29 12:00+00:00 = today | 29 feb | feb 29th | 29 feb 2028 | 2028-02-29
        """,
    ),
    # Twenty minutes into a year
    At(
        "2027-01-01 00:20",
        "Europe/London",
        """
        2026-12-01 00:20+00:00 = a month ago
        2026-12-25 12:00+00:00 = 25 dec
        2026-12-30 00:20+00:00 = 2 days ago
        2026-12-31 12:00+00:00 = 31 dec | thu | dec 31 2026
        2026-12-31 21:00+00:00 = yesterday 9pm | 31 dec 9pm
        2026-12-31 23:00+00:00 = last night at 11pm
        2026-12-31 23:20+00:00 = 1h ago
        2027-01-01 00:10+00:00 = 10 minutes ago
        2027-01-01 00:20+00:00 = 1 jan
        refused = friday
        """,
    ),
]
CASES: Final = [(at, phrase, meaning) for at in MOMENTS for phrase, meaning in at.lines()]


@pytest.mark.parametrize(
    ("at", "phrase", "meaning"), CASES, ids=[f"{at.now} {phrase}" for at, phrase, _ in CASES]
)
def test_a_phrase_is_the_moment_that_the_table_names(at: At, phrase: str, meaning: str) -> None:
    if meaning == "refused":
        with pytest.raises(BadTimeError):
            past_moment(phrase, at.clock)
        return
    found = past_moment(phrase, at.clock)
    assert found == datetime.fromisoformat(meaning)
    assert found.utcoffset() == datetime.fromisoformat(meaning).utcoffset()


def test_the_table_names_no_phrase_twice_for_one_clock() -> None:
    assert len({(at.now, at.zone, phrase) for at, phrase, _ in CASES}) == len(CASES)


def test_the_table_is_as_large_as_it_should_be() -> None:
    assert len(CASES) >= 250
    assert sum(meaning == "refused" for _, _, meaning in CASES) >= 100


FRIDAY: Final = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/London"))
DAYS: Final = [
    # a phrase, as a day of the past, from today on, and after today
    ("today", "2026-11-20", "2026-11-20", "refused"),
    ("yesterday", "2026-11-19", "refused", "refused"),
    ("tomorrow", "refused", "2026-11-21", "2026-11-21"),
    ("the day after tomorrow", "refused", "2026-11-22", "2026-11-22"),
    ("monday", "2026-11-16", "2026-11-23", "2026-11-23"),
    ("mon", "2026-11-16", "2026-11-23", "2026-11-23"),
    ("last monday", "2026-11-16", "refused", "refused"),
    ("next monday", "refused", "2026-11-23", "2026-11-23"),
    ("friday", "refused", "refused", "2026-11-27"),
    ("last friday", "2026-11-13", "refused", "refused"),
    ("next friday", "refused", "2026-11-27", "2026-11-27"),
    ("2 weeks", "2026-11-06", "2026-12-04", "2026-12-04"),
    ("90d", "2026-08-22", "2027-02-18", "2027-02-18"),
    ("3 months", "2026-08-20", "2027-02-20", "2027-02-20"),
    ("1y", "2025-11-20", "2027-11-20", "2027-11-20"),
    ("3 days ago", "2026-11-17", "refused", "refused"),
    ("in 3 days", "refused", "2026-11-23", "2026-11-23"),
    ("a week from now", "refused", "2026-11-27", "2026-11-27"),
    ("2nd", "2026-11-02", "2026-12-02", "2026-12-02"),
    ("the 31st", "2026-10-31", "2026-12-31", "2026-12-31"),
    ("3 nov", "2026-11-03", "2027-11-03", "2027-11-03"),
    ("3 dec", "2025-12-03", "2026-12-03", "2026-12-03"),
    ("20 nov", "2026-11-20", "2026-11-20", "refused"),
    ("29 feb", "2024-02-29", "2028-02-29", "2028-02-29"),
    ("29 feb 2028", "refused", "2028-02-29", "2028-02-29"),
    ("thu 26 nov 2026", "refused", "2026-11-26", "2026-11-26"),
    ("mon 26 nov 2026", "refused", "refused", "refused"),
    ("2026-11-01", "2026-11-01", "refused", "refused"),
    ("2026-12-24", "refused", "2026-12-24", "2026-12-24"),
    ("2099-01-01", "refused", "refused", "refused"),
    *((phrase, "refused", "refused", "refused") for phrase in (
        "2026", "may", "11/2026", "2026-11", "3/11", "03/04/27", "31/12/2026", "3m", "5", "now",
        "fri 9pm", "yesterday 9pm", "last night", "this morning", "9pm", "2026-11-19T21:00", "in 2 hours",
        "soonish", "2 hours ago", "", "last week", "this week", "2026-02-29", "in 3 days ago",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "past", "coming", "later"), DAYS)
def test_a_phrase_is_the_day_that_the_table_names(phrase: str, past: str, coming: str, later: str) -> None:
    assert seen(lambda: past_day(phrase, FRIDAY, "--since")) == past
    assert seen(lambda: coming_day(phrase, FRIDAY)) == coming
    assert seen(lambda: later_day(phrase, FRIDAY, "--until")) == later


def seen(read: Callable[[], date]) -> str:
    """The day as ISO, or that it is refused."""
    try:
        return read().isoformat()
    except BadTimeError:
        return "refused"

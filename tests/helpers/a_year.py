"""A year of one person's use, typed into the program itself.

``python tests/helpers/a_year.py HOME`` fills a home.

The clock is moved from 21 November 2025 to 20 November 2026, and the person travels. Days and hours come
from one seed, so that each run tells the same story; the ids alone differ.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import time_machine
import yaml

from person import Someone

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
FIRST, LAST = datetime(2025, 11, 21, 9, 0, tzinfo=LONDON), datetime(2026, 11, 20, 10, 0, tzinfo=LONDON)
PHOTO: Final = "cheeks, 12 days on (left).jpg"
ODD: Final = "Crème brûlée 🧴 “fine” | <b>50 %</b> off = *not* _me_ @home\x1b[31m\u202e\nhttp://example.org"
FORMULA: Final = "=1+1 is what a spreadsheet would count"
PERSON: Final = {
    "skin_today": [],
    "conditions": ["dark_skin"],
    "medicines": [],
    "recent_procedures": [],
    "age": 34,
    "device_shared": False,
    "device_sound": True,
    "device_clean": True,
    "products_during": [],
    "numbing_cream": "none",
}
TREATMENTS: Final[Mapping[str, Mapping[str, object]]] = {
    "microneedling": {"areas": ["cheeks", "forehead"], "device_kind": "roller", "needle_mm": 0.25},
    "microdermabrasion": {"areas": ["neck", "chin"], "device_kind": "diamond_tip", "suction": "lowest"},
}
DONE: Final = ("areas", "device_kind", "needle_mm", "suction", "products_during", "numbing_cream")
HEADS: Final = ("blue roller", "green roller", "red roller", "grey roller", "black roller", "white roller")
AWAY: Final = (date(2026, 7, 4), date(2026, 8, 1))
"""The holiday, for which reminders are paused."""


class Year(NamedTuple):
    """What was seen on the way. ``due`` is what it said on each day of the holiday and on the one after."""

    due: Mapping[date, str]
    refused: str
    early: str
    answers: Mapping[date, str]


class Person(Someone):
    """The one who lives this year, with the head in use and what was seen."""

    def __init__(self, home: Path, clock: time_machine.Traveller) -> None:
        super().__init__(home, clock)
        self.draw = random.Random(1)  # noqa: S311  a story, no secret
        self.heads = iter(HEADS)
        self.head = ""
        self.answers: dict[date, str] = {}
        self.due: dict[date, str] = {}
        self.refused = self.early = ""


def plan(person: Person, treatment: str, **changes: object) -> Any:
    """Plan with all answers in a file, as someone does who keeps one."""
    answers = {**PERSON, **TREATMENTS[treatment], **changes}
    return person.json("plan", treatment, "--answers", "-", typed=yaml.safe_dump(answers))


def done(treatment: str, **changes: object) -> list[str]:
    """``log`` with all answers as settings."""
    answers = {**PERSON, **TREATMENTS[treatment], **changes}
    told = {name: answers[name] for name in DONE if name in answers}
    texts = {name: ",".join(one) or "none" if isinstance(one, list) else one for name, one in told.items()}
    return ["log", treatment, *(word for name, one in texts.items() for word in ("--set", f"{name}={one}"))]


def new_head(person: Person) -> None:
    person.head = next(person.heads)
    roller = ("microneedling", "--kind", "roller", "--needle", "0.25", "--no-single-use", "--not-certified")
    person.types("device", "add", *roller, "--name", person.head)


def start(person: Person) -> None:
    new_head(person)
    person.types("profile", "set", "conditions=dark_skin", "age=34", "medicines=none")


def routine(person: Person, treatment: str) -> None:
    """An evening: plan, take a new head when the old one is worn, do it if it may be done, and log."""
    found = plan(person, treatment)
    if any(reason["id"].startswith("mn-head") for reason in found["reasons"]):
        person.types("device", "retire", person.head, "--why", "worn")
        new_head(person)
        found = plan(person, treatment)
    person.answers[datetime.now(LONDON).date()] = found["verdict"]
    if found["verdict"] in {"go", "caution"}:
        logged(person, treatment)


def logged(person: Person, treatment: str) -> None:
    """Log it at once from the plan, the next morning, or two days late; then say how the skin reacted."""
    way = person.draw.choice(["at once", "at once", "next morning", "late"])
    person.later(minutes=25)
    if way == "at once":
        person.types("log")
    elif way == "next morning":
        person.later(hours=12)
        person.types(*done(treatment), "--at", "yesterday 9pm", "--reaction", "expected")
    else:
        person.later(days=2)
        person.types(*done(treatment), "--at", "2 days ago")
    if way != "next morning" and person.draw.random() < 0.6:
        person.later(hours=26 + person.draw.randrange(20))
        person.types("log", "--reaction", person.draw.choice(["none", "expected", "expected"]))


def slow_skin(person: Person) -> None:
    """A skin that is slow to calm down, with a check that finds nothing out of the way."""
    person.types(*done("microneedling", areas=["nose"]), "--note", ODD)
    person.later(hours=30)
    person.types("log", "--reaction", "prolonged", "--note", "Still pink at noon")
    person.types(*checked("redness", severity="mild", trend="stable", hours="31"))


def checked(symptom: str, **details: str) -> list[str]:
    told = {"symptoms": symptom, **{f"symptoms.{symptom}.{name}": one for name, one in details.items()}}
    known = {"risk_factors": "none", "needle_mm": "0.25", **told}
    words = [word for name, one in known.items() for word in ("--set", f"{name}={one}")]
    return ["check-symptoms", "microneedling", *words]


def photographed(person: Person) -> None:
    photo = person.home / "photos" / PHOTO
    photo.parent.mkdir(mode=0o700, exist_ok=True)
    photo.write_bytes(b"\xff\xd8\xff")
    person.types(*done("microneedling"), "--photo", str(photo), "--note", FORMULA)


def too_soon(person: Person) -> None:
    """A session against the advice, three days after the last one."""
    person.early = person.types(*done("microneedling", areas=["cheeks"])).out


def twice(person: Person) -> None:
    """The same session logged twice, one of them removed; the other moved to the right area."""
    first = person.json(*done("microdermabrasion"), "--reaction", "none")["stored"]["id"]
    second = person.json(*done("microdermabrasion"), "--again")["stored"]["id"]
    person.types("history", "remove", second)
    person.types("history", "edit", first, "--area", "neck", "--note", "Only the neck")


def undone(person: Person) -> None:
    """A look at the skin that is taken back and put there again."""
    person.types("log", "--reaction", "expected")
    person.types("undo")
    person.types("redo")


def care_today(person: Person) -> None:
    """A check of level 3 and its hold, which a professional ends."""
    person.types(*checked("pain", severity="mild", trend="came_back"))
    plan(person, "microneedling")
    person.later(days=3)
    person.types("hold", "end", "--how", "seen")


def severe(person: Person) -> None:
    """A severe reaction told a day later, and its hold, which ends once the skin has healed."""
    person.types(*done("microneedling"))
    person.later(hours=28)
    person.types("log", "--reaction", "severe", "--note", "Sore and weeping on the left")
    person.refused = person.types("hold", "end", "--how", "healed", status=2).err
    person.later(days=9)
    person.types("hold", "end", "--how", "healed")


def in_new_york(person: Person) -> None:
    """Late in the evening there, when it is the next day in London."""
    person.types(*done("microneedling"), "--note", "In the hotel")


def clocks_back(person: Person) -> None:
    """Two sessions in the hour that comes twice, on different skin."""
    person.types(*done("microneedling", areas=["cheeks"]), "--at", "2026-10-25T01:30:00+01:00")
    person.types(*done("microdermabrasion", areas=["neck"]), "--at", "2026-10-25T01:10:00+00:00")


def holiday(person: Person) -> None:
    """Four weeks in which nothing is asked for."""
    first, last = AWAY
    person.types("pause", "--until", last.isoformat(), "--why", "holiday by the sea")
    for gone in range((last - first).days + 1):
        day = first + timedelta(days=gone)
        person.go_to(datetime.combine(day, time(9), LONDON) + timedelta(hours=12 if not gone else 0))
        person.due[day] = person.types("due").out


def refreshed(person: Person) -> None:
    person.types("profile", "set", "medicines=none", "conditions=dark_skin")


def last_days(person: Person) -> None:
    person.types(*done("microneedling"), "--reaction", "expected", "--note", "Calm the next day")
    person.types(*checked("none"))


SCENES: Final[Mapping[datetime, Callable[[Person], None]]] = {
    FIRST: start,
    datetime(2026, 1, 20, 20, 0, tzinfo=LONDON): slow_skin,
    datetime(2026, 2, 24, 20, 0, tzinfo=LONDON): photographed,
    datetime(2026, 2, 27, 20, 0, tzinfo=LONDON): too_soon,
    datetime(2026, 3, 29, 0, 30, tzinfo=LONDON): twice,
    datetime(2026, 4, 2, 18, 0, tzinfo=LONDON): undone,
    datetime(2026, 4, 21, 19, 0, tzinfo=LONDON): care_today,
    datetime(2026, 5, 18, 22, 30, tzinfo=NEW_YORK): in_new_york,
    datetime(2026, 6, 1, 9, 0, tzinfo=LONDON): refreshed,
    datetime.combine(AWAY[0], time(20), LONDON): holiday,
    datetime(2026, 9, 7, 20, 0, tzinfo=LONDON): severe,
    datetime(2026, 10, 25, 10, 0, tzinfo=LONDON): clocks_back,
    datetime(2026, 11, 1, 9, 0, tzinfo=LONDON): refreshed,
    datetime(2026, 11, 17, 20, 30, tzinfo=LONDON): last_days,
}
QUIET: Final = 4
"""The days around a scene in which no ordinary evening comes."""


def evenings(draw: random.Random) -> dict[datetime, Callable[[Person], None]]:
    """The ordinary evenings: needles about every eight days, the diamond tip about every sixteen."""
    found: dict[datetime, Callable[[Person], None]] = {}
    for treatment, first, every in (("microneedling", 1, 7), ("microdermabrasion", 5, 15)):
        gone = first
        while gone < (LAST - FIRST).days - QUIET:
            day = FIRST.date() + timedelta(days=gone)
            hour = time(19 + draw.randrange(3), draw.randrange(60))
            if ordinary(day):
                found[datetime.combine(day, hour, LONDON)] = partial(routine, treatment=treatment)
            gone += every + draw.randrange(3)
    return found


def ordinary(day: date) -> bool:
    """Whether nothing else is told of the days around this one."""
    busy = [when.date() for when in SCENES if when != FIRST]
    return all(abs((day - one).days) > QUIET for one in busy) and not AWAY[0] <= day < AWAY[1]


def live(home: Path) -> Year:
    """Live the whole year in that home; the clock is given back as it was."""
    with time_machine.travel(FIRST, tick=False) as clock:
        person = Person(home, clock)
        for when, scene in sorted({**evenings(person.draw), **SCENES}.items()):
            if when >= datetime.now(LONDON):  # nobody goes back for an evening that has passed
                person.go_to(when)
                scene(person)
    return Year(person.due, person.refused, person.early, person.answers)


if __name__ == "__main__":
    seen = live(Path(sys.argv[1]).resolve())
    sys.stdout.write(f"{sys.argv[1]}: {len(seen.answers)} evenings.\n")

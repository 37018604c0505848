"""Homes as one revision of the program left them.

``python tests/helpers/old_homes.py FOLDER`` types them anew.

Run it with the program of the revision that the folder is named after, and never again into a folder that
is kept: a home of then has to open for ever. A new revision gets a folder of its own. Beside each home
lies what the program of that revision answered, for the test that no answer falls by an upgrade.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from zoneinfo import ZoneInfo

import time_machine

from person import Someone, run_program

LONDON: Final = ZoneInfo("Europe/London")
STORED: Final = "history.db"
KEPT: Final = ("unfinished-plan.json", "answers.yaml", "export.jsonl", "rules/microneedling/*.yaml")
"""What else of a home is kept, as it lies there."""
BESIDE: Final = ("answers.yaml", "export.jsonl")
"""Of these, what a person wrote beside it."""
OWN_RULES: Final[Mapping[str, str]] = {
    "screening": """\
- id: own-nose
  when: {areas: nose}
  verdict: caution
  say: Go gently on the nose.
  sources: [judgement]
""",
    "frequency": """\
- id: own-nose-interval
  when: {areas: nose}
  every: 12 days
  say: Leave twelve days on the nose.
  sources: [judgement]
""",
}
HEALTHY: Final = (
    "skin_today=none", "conditions=none", "medicines=none", "recent_procedures=none", "age=34",
    "device_shared=no", "device_sound=yes", "device_clean=yes", "products_during=none", "numbing_cream=none",
)  # fmt: skip
ROLLER: Final = ("device_kind=roller", "needle_mm=0.25")
DIAMOND: Final = ("device_kind=diamond_tip", "suction=lowest")
ABOUT: Final = ("hours_since_session=6", "needle_mm=0.25")
STOPPED: Final = "cheeks\nnone\nnone\nquit\n"


def settings(*answers: str) -> list[str]:
    """Each answer as ``--set``; of two to one question the later."""
    latest = {answer.partition("=")[0]: answer for answer in answers}
    return [word for answer in latest.values() for word in ("--set", answer)]


def needling(areas: str, *changes: str) -> list[str]:
    """``plan`` of a healthy adult with a roller; what comes later counts."""
    return ["plan", "microneedling", *settings(f"areas={areas}", *HEALTHY, *ROLLER, *changes)]


def abrasion(areas: str, *changes: str) -> list[str]:
    """``plan`` of a healthy adult with a diamond tip."""
    return ["plan", "microdermabrasion", *settings(f"areas={areas}", *HEALTHY, *DIAMOND, *changes)]


def needled(areas: str, *changes: str) -> list[str]:
    """``log`` of a session with a roller."""
    return ["log", "microneedling", *settings(f"areas={areas}", *HEALTHY[-2:], *ROLLER, *changes)]


def abraded(areas: str, *changes: str) -> list[str]:
    """``log`` of a session with a diamond tip."""
    return ["log", "microdermabrasion", *settings(f"areas={areas}", *HEALTHY[-2:], *DIAMOND, *changes)]


def symptoms(*told: str) -> list[str]:
    """``check-symptoms`` some hours after needling."""
    return ["check-symptoms", "microneedling", *settings(*ABOUT, *told)]


def everyday(person: Someone) -> None:
    """Seven weeks of someone who does all that can be done, with rules of their own."""
    for name, text in OWN_RULES.items():
        file = person.home / "rules" / "microneedling" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    person.types("profile", "set", "age=34", "conditions=dark_skin", "medicines=none")
    roller = ("--kind", "roller", "--needle", "0.25", "--no-single-use", "--not-certified")
    person.types("device", "add", "microneedling", *roller, "--name", "blue roller")
    person.types(*needling("cheeks,forehead"))
    person.types("log")
    person.later(hours=26)
    person.types("log", "--reaction", "expected", "--note", "Calm the next day")
    for day, scene in EVERYDAY.items():
        person.go_to(day)
        scene(person)
    (person.home.parent / "answers.yaml").unlink(missing_ok=True)
    person.types(*needling("cheeks"), "--save-answers", str(person.home.parent / "answers.yaml"))
    person.types("plan", "microneedling", typed=STOPPED, status=130)
    person.types("export", str(person.home.parent / "export.jsonl"))


def a_slow_nose(person: Someone) -> None:
    person.types(*needled("nose", "reaction=prolonged"), "--note", "Still pink the next evening")
    details = ("severity=mild", "trend=improving", "area=nose")
    redness = [f"symptoms.redness.{one}" for one in details]
    person.types(*symptoms("symptoms=redness", "risk_factors=none", *redness))


def a_hold_that_was_seen(person: Someone) -> None:
    person.types(*symptoms("symptoms=lump_nodule", "risk_factors=none"))
    person.later(days=4)
    person.types("hold", "end", "--how", "seen")
    person.types("hold", "add", "--why", "A week by the sea", "--days", "2")
    person.later(days=3)
    person.types("hold", "end", "--how", "healed")


def a_clock_that_goes_back(person: Someone) -> None:
    person.types(*abraded("neck"), "--at", "2026-10-25T01:30:00+01:00", "--reaction", "none")


def changed_and_undone(person: Someone) -> None:
    first = person.json(*needled("chin"), "--reaction", "none")["stored"]["id"]
    second = person.json(*abraded("jaw"))["stored"]["id"]
    person.types("history", "edit", first, "--area", "chin,jaw", "--note", "The jaw too")
    person.types("history", "remove", second)
    person.types("undo")
    person.types("redo")
    person.types("pause", "--until", "2026-11-06", "--why", "holiday")
    person.later(days=1)
    person.types("resume")


def the_last_week(person: Someone) -> None:
    person.types(*needled("cheeks,nose", "reaction=expected"))
    person.later(days=2)
    person.types(*needled("forehead"))
    person.later(days=1)
    person.types(*abraded("neck", "reaction=none"))


EVERYDAY: Final[Mapping[datetime, Callable[[Someone], None]]] = {
    datetime(2026, 10, 9, 20, 0, tzinfo=LONDON): a_slow_nose,
    datetime(2026, 10, 14, 9, 0, tzinfo=LONDON): a_hold_that_was_seen,
    datetime(2026, 10, 25, 9, 0, tzinfo=LONDON): a_clock_that_goes_back,
    datetime(2026, 11, 3, 19, 0, tzinfo=LONDON): changed_and_undone,
    datetime(2026, 11, 14, 20, 0, tzinfo=LONDON): the_last_week,
    datetime(2026, 11, 20, 8, 0, tzinfo=LONDON): lambda _: None,
}


def alarmed(person: Someone) -> None:
    """Three alarms whose holds were ended, each in one of the ways that there were."""
    alarms = {
        "seen": ("symptoms=mouth_throat_swelling", "risk_factors=numbing_cream_used"),
        "healed": ("symptoms=hives,nausea_vomiting", "risk_factors=none"),
        "error": ("symptoms=eye_pain", "symptoms.eye_pain.severity=severe", "risk_factors=none"),
    }
    for how, told in alarms.items():
        person.types(*needled("cheeks", "reaction=none"))
        person.later(hours=6)
        person.types(*symptoms(*told))
        person.later(days=15)
        person.types("hold", "end", "--how", how)
    person.types("export", str(person.home.parent / "export.jsonl"))


STORIES: Final[Mapping[str, Callable[[Someone], None]]] = {"everyday": everyday, "alarmed": alarmed}
FIRST: Final = datetime(2026, 10, 1, 19, 0, tzinfo=LONDON)
QUESTIONS: Final[Mapping[str, list[str]]] = {
    "needling the cheeks": needling("cheeks"),
    "needling the nose": needling("nose"),
    "needling the forehead": needling("forehead"),
    "needling skin that was never treated": needling("legs"),
    "needling when pregnant": needling("legs", "conditions=pregnancy"),
    "needling with answers from a file": ["plan", "microneedling", "--answers", "{home}/answers.yaml"],
    "abrasion of the neck": abrasion("neck"),
    "abrasion of the cheeks": abrasion("cheeks"),
    "a red cheek": symptoms("symptoms=redness", "risk_factors=none", "symptoms.redness.severity=mild"),
    "pus and a fever": symptoms("symptoms=pus_discharge,fever", "risk_factors=none"),
    "due": ["due"],
    "status": ["status"],
    "holds": ["hold"],
    "profile": ["profile"],
    "heads": ["device"],
    "history": ["history"],
}
ASKED_ON: Final = (
    datetime(2026, 11, 20, 10, 0, tzinfo=LONDON),
    datetime(2026, 11, 27, 10, 0, tzinfo=LONDON),
    datetime(2026, 12, 12, 10, 0, tzinfo=LONDON),
)
RESULT: Final = ("verdict", "until", "next_earliest", "level", "check_again", "hold", "due", "next", "holds")
"""What is kept of an answer: what must not fall, or must not come earlier."""


def answered(home: Path, question: list[str]) -> Any:
    """What a home answers, as JSON."""
    words = [word.replace("{home}", str(home)) for word in question]
    return json.loads(run_program(home, *words, "--json").out)


def kept(found: Any) -> dict[str, Any]:
    """The part of an answer that is kept."""
    part = {name: found[name] for name in RESULT if name in found}
    for name in ("due", "next"):
        if name in part:
            rows = part[name]
            part[name] = {f"{row['treatment']}, {row['area']}": row["earliest"] for row in rows}
    return part | ({"reasons": [one["id"] for one in found["reasons"]]} if "reasons" in found else {})


def opened(folder: Path, home: Path) -> Path:
    """A kept home as one that the program can use."""
    home.mkdir(parents=True)
    with closing(sqlite3.connect(home / STORED)) as db:
        db.executescript((folder / "history.sql").read_text(encoding="utf-8"))
    for file in (one for pattern in KEPT for one in folder.glob(pattern)):
        (home / file.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
        (home / file.relative_to(folder)).write_bytes(file.read_bytes())
    return home


def keep(home: Path, folder: Path) -> None:
    """A used home as files that can be compared line by line."""
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(home / STORED)) as db:
        numbers = [
            (one, db.execute(f"PRAGMA {one}").fetchone()[0]) for one in ("application_id", "user_version")
        ]
        text = "\n".join(db.iterdump())
    pragmas = "".join(f"PRAGMA {name} = {number};\n" for name, number in numbers)
    (folder / "history.sql").write_text(f"{pragmas}{text}\n", encoding="utf-8")
    for file in (one for pattern in KEPT for one in home.glob(pattern)):
        (folder / file.relative_to(home)).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.relative_to(home)).write_bytes(file.read_bytes())


def answers_of(folder: Path) -> dict[str, dict[str, Any]]:
    """What the kept home answers on each of the days, by question; each is asked of a home of its own."""
    found: dict[str, dict[str, Any]] = {}
    for moment in ASKED_ON:
        for name, question in QUESTIONS.items():
            with TemporaryDirectory() as place, time_machine.travel(moment, tick=False):
                home = opened(folder, Path(place) / "home")
                if "{home}/answers.yaml" not in question or (home / "answers.yaml").exists():
                    found.setdefault(f"{moment:%Y-%m-%d}", {})[name] = kept(answered(home, question))
    return found


def main() -> None:
    """Type both homes and keep them in the folder that was named, with what they answer."""
    for title, story in STORIES.items():
        folder = Path(sys.argv[1]) / title
        with TemporaryDirectory() as place, time_machine.travel(FIRST, tick=False) as clock:
            home = Path(place) / "home"
            story(Someone(home, clock))
            for name in BESIDE:  # the program writes no result among its own files
                if (home.parent / name).exists():
                    (home.parent / name).replace(home / name)
            keep(home, folder)
        (folder / "answered.json").write_text(
            json.dumps(answers_of(folder), indent=1) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()

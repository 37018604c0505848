"""Homes with a history of any length, to time commands in.

    python bench/homes.py FOLDER 1000

Four entries belong together: a plan, the session after it, how the skin took that, and a check of symptoms.
They stand over ten years, each written by itself, as a person writes them.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from skinroutine.history import Draft
from skinroutine.history.events import (
    FollowUpRecord,
    Payload,
    PlanRecord,
    SessionRecord,
    SymptomCheckRecord,
)
from skinroutine.history.files import create, open_transaction
from skinroutine.history.parts import AftercareWindow, StoredReason, StoredResult
from skinroutine.history.writer import append, check_draft

LONG: Final = timedelta(days=3652)
QUIET: Final = timedelta(days=10)
"""How long ago the last entry is: what is planned today finds a skin that has rested."""
TREATMENT: Final = "microneedling"
AREAS: Final = ("cheeks", "forehead", "chin", "neck")
DONE: Final = {"device_kind": "roller", "needle_mm": 0.25, "products_during": [], "numbing_cream": "none"}
SKIN: Final = {"skin_today": [], "conditions": [], "medicines": [], "recent_procedures": [], "age": 34}
NOTE: Final = "A calm evening, with the blue roller."


def fill(home: Path, entries: int) -> None:
    """Write a history of so many entries into the folder, in one transaction."""
    file = home / "history.db"
    create(file)
    first, step = datetime.now().astimezone() - LONG - QUIET, LONG / max(entries, 1)
    session = ""
    with open_transaction(file) as connection:
        for place in range(entries):
            when = first + place * step
            payload = _entry(place, when, session)
            event = append(connection, [check_draft(Draft(payload, when))], when)[0]
            session = event.id if event.kind == "session" else session


def _entry(place: int, when: datetime, session: str) -> Payload:
    areas = [AREAS[place // 4 % len(AREAS)]]
    if place % 4 == 0:
        answers = {**SKIN, **DONE, "areas": areas}
        reason = StoredReason(id="bench", message="Wait a little.", because=["age=34"], sources=["bench"])
        result = StoredResult(verdict="caution", reasons=[reason])
        return PlanRecord(treatment=TREATMENT, answers=answers, result=result, steps=["bench"] * 20)
    if place % 4 == 1:
        windows = [_window(number, when) for number in range(3)]
        return SessionRecord(
            treatment=TREATMENT, areas=areas, answers=DONE, note=NOTE, aftercare=windows, follow_up=[]
        )
    if place % 4 == 2:
        return FollowUpRecord(
            session=session, hours=24, reaction="expected", treatment=TREATMENT, areas=areas,
            answers={"last_reaction": "expected"},
        )  # fmt: skip
    redness = {"severity": "mild", "trend": "improving", "area": areas[0]}
    told = {f"symptoms.redness.{name}": value for name, value in redness.items()}
    answers = {**DONE, "hours_since_session": 30, "symptoms": ["redness"], **told}
    result = StoredResult(level=1, name="Expected", reasons=[], actions=["Carry on with your aftercare."])
    return SymptomCheckRecord(treatment=TREATMENT, answers=answers, result=result)


def _window(number: int, when: datetime) -> AftercareWindow:
    ends = when + timedelta(days=number + 1)
    return AftercareWindow(
        id=f"bench-{number}", kind="avoid", text="Leave make-up off.", starts=when, ends=ends,
        subject="", excludes=[], areas=[],
    )  # fmt: skip


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))

"""Homes with a history of any length, to time commands in.

    python bench/homes.py FOLDER 1000

Four entries belong together: a plan, the session after it, how the skin took that, and a check of symptoms.
They stand over fifty years, so that no day of the longest history holds more than five of them; each is
written by itself, as a person writes them.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from skinroutine.history import Draft
from skinroutine.history.events import Payload, payload_of
from skinroutine.history.files import create, open_transaction
from skinroutine.history.writer import append, check_draft

KINDS: Final = ("plan", "session", "follow-up", "symptom-check")
LONG: Final = timedelta(days=50 * 365)
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
    areas = [AREAS[place // len(KINDS) % len(AREAS)]]
    kind = KINDS[place % len(KINDS)]
    about: dict[str, object] = {"treatment": TREATMENT, "areas": areas}
    if kind == "plan":
        reason = {"id": "bench", "message": "Wait a little.", "because": ["age=34"], "sources": ["bench"]}
        answers = {**SKIN, **DONE, "areas": areas}
        result = {"verdict": "caution", "reasons": [reason]}
        return payload_of(kind, {**about, "answers": answers, "result": result, "steps": ["bench"] * 20})
    if kind == "session":
        windows = [_window(number, when) for number in range(3)]
        parts = {"note": NOTE, "aftercare": windows, "follow_up": []}
        return payload_of(kind, {**about, **parts, "answers": DONE})
    if kind == "follow-up":
        told: dict[str, object] = {"session": session, "hours": 24.0, "reaction": "expected"}
        return payload_of(kind, {**about, **told, "answers": {"last_reaction": "expected"}})
    redness = {"severity": "mild", "trend": "improving", "area": areas[0]}
    details = {f"symptoms.redness.{name}": value for name, value in redness.items()}
    checked = {**DONE, "hours_since_session": 30, "symptoms": ["redness"], **details}
    found = {"level": 1, "name": "Expected", "reasons": [], "actions": ["Carry on with your aftercare."]}
    return payload_of(kind, {"treatment": TREATMENT, "answers": checked, "result": found})


def _window(number: int, when: datetime) -> dict[str, object]:
    ends = when + timedelta(days=number + 1)
    return {
        "id": f"bench-{number}", "kind": "avoid", "text": "Leave make-up off.", "starts": when.isoformat(),
        "ends": ends.isoformat(), "subject": "", "excludes": [], "areas": [],
    }  # fmt: skip


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))

"""What the tests of the history share: a clock that ticks, plain data, other processes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from skinroutine.history import History, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from skinroutine.history import Reader

START = datetime(2026, 3, 1, 20, 0, tzinfo=timezone(timedelta(hours=2)))
NOBODY = 65534


def ticking(start: datetime = START) -> Callable[[], datetime]:
    ticks = count()
    return lambda: start + timedelta(seconds=next(ticks))


def a_history(tmp_path: Path) -> History:
    return History(tmp_path / "history.db", ticking())


def session(*areas: str, treatment: str = "mn", **more: object) -> dict[str, object]:
    return {"treatment": treatment, "areas": list(areas or ("cheeks",)), **more}


def hold(treatment: str = "mn", **more: object) -> dict[str, object]:
    return {"treatment": treatment, "rule": "pus", "why": "Pus.", "least_days": 14, **more}


def release(hold_id: str) -> dict[str, object]:
    return {"hold": hold_id, "how": "healed"}


def weekly(reader: Reader) -> list[Standing]:
    """Say of all that was treated: again in a week, overdue in four."""
    return [_standing(reader, treatment, area) for treatment, area in reader.treated()]


def _standing(reader: Reader, treatment: str, area: str) -> Standing:
    last = reader.last_sessions(area, treatment, 1)[0].happened
    earliest, overdue = [(last + timedelta(days=days)).date() for days in (7, 28)]
    return Standing(treatment, area, last, earliest, overdue)


def raw(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))


def utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def plain_user_folder() -> Iterator[Path]:
    """Be a user who is bound by permissions, in a folder of that user."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))  # root's own is closed to nobody
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, NOBODY, -1)
        try:
            os.seteuid(NOBODY)
        except OSError:
            pytest.skip("root here cannot become a plain user")
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        shutil.rmtree(folder)

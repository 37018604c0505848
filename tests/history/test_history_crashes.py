from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from child_processes import start_child
from history_facts import a_history, raw, session, utc_now
from skinroutine.history import History
from skinroutine.history.errors import HistoryUnwritable
from skinroutine.history.events import payload_of

if TYPE_CHECKING:
    from pathlib import Path

# Each id is printed only after the history has returned it: that is the acknowledgement.
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from skinroutine.history import History
from skinroutine.history.events import payload_of
history = History(Path(sys.argv[1]), lambda: datetime.now(UTC))
for number in range(int(sys.argv[2])):
    data = {"treatment": "mn", "areas": ["cheeks"], "note": "x" * 3000}
    print(history.record(payload_of("session", data)).id, flush=True)
"""

FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from skinroutine.errors import SkinroutineError
from skinroutine.history import History
from skinroutine.history.events import payload_of
path = Path(sys.argv[1])
size = path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    History(path, lambda: datetime.now(UTC)).record(payload_of("fact", {"note": "x" * 500_000}))
except SkinroutineError as error:
    print(error)
    sys.exit(error.status)
"""


def ids_of(path: Path) -> set[str]:
    return {event.id for event in History(path, utc_now).events()}


def is_sound(path: Path) -> bool:
    with raw(path) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "history.db"
    writers = [start_child(WRITER, path, 25) for _ in range(8)]
    results = [(*writer.communicate(), writer.returncode) for writer in writers]
    acknowledged = {line for out, _, _ in results for line in out.split()}
    assert [(err, status) for _, err, status in results] == [("", 0)] * 8
    assert (len(acknowledged), ids_of(path)) == (200, acknowledged)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(5))
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "history.db"
    writer = start_child(WRITER, path, 100_000)
    assert writer.stdout
    first = "".join(writer.stdout.readline() for _ in range(random.Random(seed).randint(1, 200)))  # noqa: S311
    writer.kill()
    rest = writer.stdout.read()  # communicate() would drop the lines that readline() took with the first
    writer.communicate()
    acknowledged = {line for line in (first + rest).splitlines() if len(line) == 36}
    found = ids_of(path)
    # The one write that was under way may be there or not.
    assert (acknowledged <= found, len(found - acknowledged) <= 1) == (True, True)
    assert is_sound(path)


def test_a_history_can_be_written_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    writer = start_child(WRITER, path, 100_000)
    assert writer.stdout
    writer.stdout.readline()
    writer.kill()
    writer.communicate()
    event = a_history(tmp_path).record(payload_of("fact", {}))
    assert event in a_history(tmp_path).events()


def test_a_full_disk_keeps_the_file_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    a_history(tmp_path).record(payload_of("session", session()))
    before = path.read_bytes()
    child = start_child(FULL, path)
    out, err = child.communicate()
    assert (child.returncode, err, len(out.splitlines())) == (1, "", 1)
    assert (str(path) in out, "space" in out) == (True, True)
    assert path.read_bytes() == before


def test_a_history_can_be_written_once_the_disk_has_room_again(tmp_path: Path) -> None:
    a_history(tmp_path).record(payload_of("session", session()))
    start_child(FULL, tmp_path / "history.db").communicate()
    a_history(tmp_path).record(payload_of("fact", {"note": "x" * 500_000}))
    assert len(a_history(tmp_path).events()) == 2


def test_no_space_for_another_page_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    before = (tmp_path / "history.db").read_bytes()
    connect = sqlite3.connect

    def connect_to_full_disk(*args: object, **options: object) -> sqlite3.Connection:
        connection = connect(*args, **options)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size
        return connection  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect_to_full_disk)
    with pytest.raises(HistoryUnwritable, match=r"the disk is full\. Nothing was stored\. Free"):
        a_history(tmp_path).record(payload_of("fact", {"note": "x" * 500_000}))
    assert (tmp_path / "history.db").read_bytes() == before

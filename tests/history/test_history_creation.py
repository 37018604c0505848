from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NoReturn

import pytest

from child_processes import start_child
from history_facts import a_history, raw, utc_now
from skinroutine.history import History, files
from skinroutine.history.errors import HistoryUnwritable
from skinroutine.history.events import payload_of
from skinroutine.history.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VERSION = len(MIGRATIONS)

# Stands at the line before anything is imported late, so that all of them meet at the creation.
ONE_OF_MANY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from skinroutine.history import History
from skinroutine.history.events import payload_of
if sys.argv[2] == "no links":
    def no_links(*_, **__):
        raise PermissionError(1, "no links")
    os.link = no_links
if sys.argv[2] == "no locks":
    import fcntl
    def no_locks(*_):
        raise OSError(9, "no locks")
    fcntl.flock = no_locks
print("ready", flush=True)
sys.stdin.readline()
print(History(Path(sys.argv[1]), lambda: datetime.now(UTC)).record(payload_of("fact", {})).id)
"""

# The n-th copy of this process kills itself before or after its n-th call of anything.
KILLED_EVERYWHERE = """
import fcntl, json, os, signal, sys, time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from skinroutine.history import History
from skinroutine.history.events import payload_of

def dying(number):
    calls = count()
    def on_call(frame, event, argument):
        if event in ("c_call", "c_return") and next(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
    return on_call

for number in count():
    history = History(Path(sys.argv[1], str(number), "history.db"), lambda: datetime.now(UTC))
    child = os.fork()
    if not child:
        sys.setprofile(dying(number))
        history.record(payload_of("fact", {}))
        sys.setprofile(None)
        os._exit(0)
    if not os.waitpid(child, 0)[1]:
        break
"""

TOO_SMALL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from skinroutine.history import History
from skinroutine.history.errors import HistoryUnwritable
from skinroutine.history.events import payload_of
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    History(Path(sys.argv[1]), lambda: datetime.now(UTC)).record(payload_of("fact", {}))
except HistoryUnwritable as error:
    print(error)
"""


def names(folder: Path) -> list[str]:
    return sorted(found.name for found in folder.iterdir())


def look_at(path: Path) -> tuple[object, ...]:
    with raw(path) as db:
        return (
            *db.execute("PRAGMA integrity_check").fetchone(),
            *db.execute("PRAGMA user_version").fetchone(),
        )


def first(path: Path) -> str:
    return History(path, utc_now).record(payload_of("fact", {"who": "first"})).id


@pytest.fixture
def overtaken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Another process makes the file at the last moment before ours is put in place."""
    ids: list[str] = []
    fill = files._fill  # noqa: SLF001

    def fill_slowly(new: Path) -> None:
        fill(new)
        monkeypatch.setattr(files, "_fill", fill)
        (tmp_path / "other").mkdir()
        ids.append(first(tmp_path / "other" / "history.db"))
        (tmp_path / "other" / "history.db").rename(tmp_path / "history.db")
        (tmp_path / "other").rmdir()

    monkeypatch.setattr(files, "_fill", fill_slowly)
    return ids


def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> NoReturn:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", denied)


def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> NoReturn:
        raise OSError(9, "no locks here")

    monkeypatch.setattr(fcntl, "flock", denied)


@pytest.mark.parametrize("disk", ["plain", "no links", "no locks"])
@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=pytest.mark.proof) for turn in (1, 2))])
def test_eight_writers_that_start_at_once_on_no_file_all_succeed(
    tmp_path: Path, disk: str, turn: int
) -> None:
    path = tmp_path / f"new {turn}" / "history.db"
    writers = [start_child(ONE_OF_MANY, path, disk) for _ in range(8)]
    assert [writer.stdout and writer.stdout.readline() for writer in writers] == ["ready\n"] * 8
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    results = [(*writer.communicate(), writer.returncode) for writer in writers]
    assert [(err, status) for _, err, status in results] == [("", 0)] * 8
    assert {event.id for event in a_history(path.parent).events()} == {out.strip() for out, _, _ in results}
    assert names(path.parent) == ["history.db"]


@pytest.mark.proof
def test_a_kill_at_any_moment_leaves_no_file_or_a_whole_one(tmp_path: Path) -> None:
    out, err = start_child(KILLED_EVERYWHERE, tmp_path).communicate()
    assert (out, err) == ("", "")
    folders = list(tmp_path.iterdir())
    made = [folder for folder in folders if (folder / "history.db").exists()]
    before = [(len(a_history(folder).events()), *look_at(folder / "history.db")) for folder in made]
    assert set(before) == {(0, "ok", VERSION), (1, "ok", VERSION)}
    left = [name for folder in folders for name in names(folder)]
    assert [name for name in left if name.startswith(".history.db.new-")]  # some died on the way
    for folder in folders:
        a_history(folder).record(payload_of("fact", {}))
    assert {tuple(names(folder)) for folder in folders} == {("history.db",)}
    assert {look_at(folder / "history.db") for folder in folders} == {("ok", VERSION)}


def test_the_file_is_whole_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[object] = []
    link = os.link

    def look(new: str, path: str, **options: bool) -> None:
        found.extend((os.path.lexists(path), oct(os.stat(new).st_mode & 0o777)))  # noqa: PTH116
        with closing(sqlite3.connect(new)) as db:
            found.extend(db.execute("PRAGMA user_version").fetchone())
        link(new, path, **options)

    monkeypatch.setattr(os, "link", look)
    files.create(tmp_path / "history.db")
    assert (found, look_at(tmp_path / "history.db")) == ([False, "0o600", VERSION], ("ok", VERSION))


@pytest.mark.parametrize("lacking", [lambda _: None, no_links, no_locks])
def test_a_file_that_another_process_made_meanwhile_is_used(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    overtaken: list[str],
    lacking: Callable[[pytest.MonkeyPatch], None],
) -> None:
    lacking(monkeypatch)
    second = a_history(tmp_path).record(payload_of("fact", {})).id
    assert {event.id for event in a_history(tmp_path).events()} == {second, *overtaken}
    assert (len(overtaken), names(tmp_path)) == (1, ["history.db"])


def test_a_disk_without_links_and_locks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_links(monkeypatch)
    no_locks(monkeypatch)
    with pytest.raises(HistoryUnwritable):
        a_history(tmp_path).record(payload_of("fact", {}))
    assert names(tmp_path) == []


def test_a_creation_that_hangs_does_not_stop_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.05)
    number = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(number, fcntl.LOCK_EX)
    a_history(tmp_path).record(payload_of("fact", {}))
    os.close(number)
    assert names(tmp_path) == ["history.db"]


def test_what_a_killed_creation_left_is_gone_after_the_next_one(tmp_path: Path) -> None:
    mine = [".history.db.new", "history.db.new-1", "history.db~"]
    for name in (".history.db.new-1", ".history.db.new-2-journal", *mine):
        (tmp_path / name).write_text("half")
    a_history(tmp_path).record(payload_of("fact", {}))
    assert names(tmp_path) == sorted(["history.db", *mine])


def test_the_second_name_that_a_kill_left_is_gone_after_the_next_write(tmp_path: Path) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    (tmp_path / ".history.db.new-1").hardlink_to(tmp_path / "history.db")
    a_history(tmp_path).record(payload_of("fact", {}))
    assert (names(tmp_path), len(a_history(tmp_path).events())) == (["history.db"], 2)


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
@pytest.mark.parametrize("way", [lambda one: one.events(), lambda one: one.record(payload_of("fact", {}))])
def test_a_journal_without_its_history_is_refused_and_left_alone(
    tmp_path: Path, way: Callable[[History], object], ending: str
) -> None:
    (tmp_path / f"history.db{ending}").write_text("mine")
    with pytest.raises(HistoryUnwritable, match="only a journal of it is left there"):
        way(a_history(tmp_path))
    assert names(tmp_path) == [f"history.db{ending}"]


def test_a_history_that_comes_back_beside_its_journal_is_read_as_it_was(tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    kept = a_history(tmp_path).record(payload_of("fact", {"note": "x" * 9000}))
    (tmp_path / "history.db").rename(aside)
    (tmp_path / "history.db-journal").write_bytes(b"")
    with pytest.raises(HistoryUnwritable):
        a_history(tmp_path).record(payload_of("fact", {}))
    aside.rename(tmp_path / "history.db")
    assert a_history(tmp_path).events() == [kept]


def test_a_disk_too_small_for_a_new_file_is_left_as_it_was(tmp_path: Path) -> None:
    out, err = start_child(TOO_SMALL, tmp_path / "history.db").communicate()
    assert ("space" in out, len(out.splitlines()), err) == (True, 1, "")
    assert names(tmp_path) == []

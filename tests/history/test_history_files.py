from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from history_facts import START, a_history, plain_user_folder, raw, session, ticking
from skinroutine.history import Draft, History, Reader, files
from skinroutine.history.errors import HistoryBusy, HistoryDamaged, HistoryTooNew, HistoryUnwritable
from skinroutine.history.events import payload_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from skinroutine.errors import SkinroutineError

WAYS: dict[str, Callable[[History], object]] = {
    "reading": lambda history: history.events(),
    "writing": lambda history: history.record(payload_of("fact", {})),
}


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def refuses(history: History, way: str, error: type[SkinroutineError], *words: str) -> SkinroutineError:
    with pytest.raises(error) as caught:
        WAYS[way](history)
    sentence = str(caught.value)
    assert [word for word in words if word not in sentence] == []
    assert (len(sentence.splitlines()), sentence[-1], caught.value.status) == (1, ".", 1)
    return caught.value


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o277])
def test_file_and_folders_are_closed_to_others(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "new" / "newer" / "history.db"
    with umask(mask):
        History(path, ticking()).record(payload_of("fact", {}))
    modes = [mode(path), mode(path.parent), mode(path.parent.parent)]
    assert modes == ["0o600", "0o700", "0o700"]


def test_file_and_folder_are_closed_from_their_first_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "history.db"
    with umask(0), monkeypatch.context() as patch:
        patch.setattr(type(path), "chmod", lambda *_: None)
        files.create(path)
    assert (mode(path), mode(path.parent)) == ("0o600", "0o700")


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_goes_away_meanwhile_is_not_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(files, "is_there", lambda _: True)
    refuses(a_history(tmp_path), way, HistoryUnwritable)
    assert list(tmp_path.iterdir()) == []


def test_the_journal_is_closed_to_others(tmp_path: Path) -> None:
    found: list[str] = []

    def look(_: Reader) -> list[object]:
        found.append(mode(tmp_path / "history.db-journal"))
        return []

    with umask(0):
        a_history(tmp_path).write([Draft(payload_of("fact", {}))], look)  # type: ignore[arg-type]
    assert found == ["0o600"]


def test_the_mode_of_a_folder_that_was_there_is_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    a_history(tmp_path).record(payload_of("fact", {}))
    assert mode(tmp_path) == "0o755"


def test_reading_a_missing_file_answers_empty_and_creates_nothing(tmp_path: Path) -> None:
    history = History(tmp_path / "folder" / "history.db", ticking())
    events = [history.events(), history.last_sessions(), history.sessions_since(START)]
    others = (history.treated(), history.standings(), history.holds())
    assert (events, others) == ([[]] * 3, ([], [], []))
    assert (history.event("a"), history.newest(("plan",))) == (None, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("journal", [[], ["history.db-journal"]])
@pytest.mark.parametrize("way", WAYS)
def test_a_file_without_a_byte_is_refused_and_left_alone(
    tmp_path: Path, way: str, journal: list[str]
) -> None:
    for name in ("history.db", *journal):
        (tmp_path / name).touch()
    refuses(a_history(tmp_path), way, HistoryDamaged, str(tmp_path), "Nothing was changed")
    assert [(found.stat().st_size, mode(found)) for found in tmp_path.iterdir()] == [(0, "0o644")] * (
        1 + len(journal)
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("head", [b"", bytes(100), bytes(5000)], ids=["gone", "blank", "more blank"])
def test_a_file_without_its_head_is_refused_and_left_alone(tmp_path: Path, way: str, head: bytes) -> None:
    path = tmp_path / "history.db"
    a_history(tmp_path).record(payload_of("fact", {}))
    path.write_bytes(head + path.read_bytes()[max(100, len(head)) :])
    before = path.read_bytes()
    refuses(a_history(tmp_path), way, HistoryDamaged, str(path))
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (before, [path])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["user_version", "application_id"])
def test_a_file_that_lost_a_number_of_its_head_is_damaged(tmp_path: Path, way: str, name: str) -> None:
    path = tmp_path / "history.db"
    a_history(tmp_path).record(payload_of("fact", {}))
    with raw(path) as db:
        db.execute(f"PRAGMA {name} = 0")
    before = path.read_bytes()
    refuses(a_history(tmp_path), way, HistoryDamaged, str(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("wide", "narrow"), [(0o644, "0o600"), (0o666, "0o600"), (0o4777, "0o600"), (0o440, "0o400")]
)
def test_writing_narrows_the_rights_of_a_wider_file(tmp_path: Path, wide: int, narrow: str) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    (tmp_path / "history.db").chmod(wide)
    with files.open_transaction(tmp_path / "history.db"):  # root may write a file that its rights close
        pass
    assert mode(tmp_path / "history.db") == narrow


def test_the_journal_of_a_wider_file_is_closed_to_others(tmp_path: Path) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    (tmp_path / "history.db").chmod(0o666)
    with umask(0), files.open_transaction(tmp_path / "history.db") as db:
        db.execute("DELETE FROM hold_release")
        db.execute("DELETE FROM standing")
        db.execute("INSERT INTO hold_release VALUES ('a', 'b')")
        assert mode(tmp_path / "history.db-journal") == "0o600"


def test_reading_leaves_the_rights_of_the_file_alone(tmp_path: Path) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    (tmp_path / "history.db").chmod(0o644)
    assert (len(a_history(tmp_path).events()), mode(tmp_path / "history.db")) == (1, "0o644")


def test_a_file_that_is_no_history_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "history.db").write_bytes(b"garbage")
    (tmp_path / "history.db").chmod(0o644)
    refuses(a_history(tmp_path), "writing", HistoryDamaged)
    assert mode(tmp_path / "history.db") == "0o644"


def test_a_file_whose_rights_are_not_ours_to_change_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> None:
        raise PermissionError

    a_history(tmp_path).record(payload_of("fact", {}))
    (tmp_path / "history.db").chmod(0o666)
    monkeypatch.setattr(type(tmp_path), "chmod", denied)
    a_history(tmp_path).record(payload_of("fact", {}))
    assert len(a_history(tmp_path).events()) == 2


def test_reading_changes_no_byte(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    history.record(payload_of("session", session()))
    before = (tmp_path / "history.db").read_bytes()
    history.last_sessions()
    assert (tmp_path / "history.db").read_bytes() == before


def test_a_path_with_odd_characters_is_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "100% a?b#c ü&mode=ro" / "history.db"
    History(path, ticking()).record(payload_of("fact", {}))
    assert (path.is_file(), len(History(path, ticking()).events())) == (True, 1)


def test_the_file_uses_a_rollback_journal(tmp_path: Path) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    with raw(tmp_path / "history.db") as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_every_write_waits_for_the_disk(tmp_path: Path) -> None:
    with files.open_transaction(tmp_path / "history.db") as db:
        assert db.execute("PRAGMA synchronous").fetchone() == (2,)


@pytest.mark.parametrize("way", WAYS)
def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path, way: str) -> None:
    path = tmp_path / "history.db"
    a_history(tmp_path).record(payload_of("fact", {}))
    with raw(path) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    refuses(a_history(tmp_path), way, HistoryTooNew, str(path), "Update skinroutine")
    assert path.read_bytes() == before


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("content", [b"garbage", b"SQLite format 3\x00" + b"x" * 9000])
def test_a_garbage_file_is_refused_and_left_alone(tmp_path: Path, way: str, content: bytes) -> None:
    path = tmp_path / "history.db"
    path.write_bytes(content)
    refuses(a_history(tmp_path), way, HistoryDamaged, str(path), "Nothing was changed", "a copy")
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (content, [path])


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("way", WAYS)
def test_a_database_of_another_program_is_left_alone(tmp_path: Path, way: str, version: int) -> None:
    path = tmp_path / "history.db"
    with raw(path) as db:
        db.execute("CREATE TABLE songs (title)")
        db.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    refuses(a_history(tmp_path), way, HistoryDamaged, str(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_was_cut_off_is_refused_and_left_alone(tmp_path: Path, way: str) -> None:
    path = tmp_path / "history.db"
    a_history(tmp_path).write([])
    a_history(tmp_path).record(payload_of("fact", {}))
    path.write_bytes(path.read_bytes()[:5000])
    before = path.read_bytes()
    refuses(a_history(tmp_path), way, HistoryDamaged, str(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("column", "value"),
    [("data", "{"), ("data", "[]"), ("happened", "noon"), ("recorded", ""), ("data", b"\xff")],
)
def test_a_row_that_makes_no_sense_is_damage(tmp_path: Path, column: str, value: str | bytes) -> None:
    a_history(tmp_path).record(payload_of("fact", {}))
    with raw(tmp_path / "history.db") as db:
        db.execute("DROP TRIGGER events_keep")
        db.execute(f"UPDATE events SET {column} = CAST(? AS TEXT)", (value,))  # noqa: S608
    refuses(a_history(tmp_path), "reading", HistoryDamaged)


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_in_the_way_is_named(tmp_path: Path, way: str) -> None:
    path = tmp_path / "history.db"
    path.mkdir()
    refuses(a_history(tmp_path), way, HistoryUnwritable, str(path), "folder", "Move")


@pytest.mark.parametrize("way", WAYS)
def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path, way: str) -> None:
    (tmp_path / "file").write_text("mine")
    history = History(tmp_path / "file" / "sub" / "history.db", ticking())
    refuses(history, way, HistoryUnwritable, "a file is where a folder should be")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("way", WAYS)
def test_a_pipe_in_the_way_is_refused_at_once(tmp_path: Path, way: str) -> None:
    os.mkfifo(tmp_path / "history.db")
    refuses(a_history(tmp_path), way, HistoryUnwritable, "not a plain file")


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "history.db").symlink_to(tmp_path / "nowhere" / "history.db")
    refuses(a_history(tmp_path), "writing", HistoryUnwritable, str(tmp_path))


def test_a_line_break_in_the_path_does_not_break_the_sentence(tmp_path: Path) -> None:
    (tmp_path / "a\nb").mkdir()
    refuses(History(tmp_path / "a\nb", ticking()), "reading", HistoryUnwritable, r"a\nb")


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_a_history_that_may_not_be_written_is_refused_and_can_be_read(closed: str) -> None:
    with plain_user_folder() as folder:
        a_history(folder).record(payload_of("fact", {}))
        if closed == "file":
            (folder / "history.db").chmod(0o400)
        else:
            folder.chmod(0o500)
        before = (folder / "history.db").read_bytes()
        refuses(a_history(folder), "writing", HistoryUnwritable, "may not write", "Allow")
        found = (len(a_history(folder).events()), (folder / "history.db").read_bytes())
        folder.chmod(0o700)
    assert found == (1, before)


@pytest.mark.parametrize("way", WAYS)
def test_a_history_in_a_closed_folder_is_refused(way: str) -> None:
    with plain_user_folder() as folder:
        a_history(folder).record(payload_of("fact", {}))
        folder.chmod(0o000)
        refuses(a_history(folder), way, HistoryUnwritable, "may not")
        folder.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_refused() -> None:
    with plain_user_folder() as folder:
        folder.chmod(0o500)
        history = History(folder / "new" / "history.db", ticking())
        refuses(history, "writing", HistoryUnwritable, "may not write")
        folder.chmod(0o700)


@pytest.mark.parametrize(("way", "lock"), [("writing", "IMMEDIATE"), ("reading", "EXCLUSIVE")])
def test_a_file_that_stays_locked_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, lock: str
) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.05)
    a_history(tmp_path).record(payload_of("fact", {}))
    with raw(tmp_path / "history.db") as db:
        db.execute(f"BEGIN {lock}")
        refuses(a_history(tmp_path), way, HistoryBusy, str(tmp_path), "Wait")


def test_a_mistake_of_the_program_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    with (
        pytest.raises(sqlite3.ProgrammingError),
        files.open_transaction(tmp_path / "history.db") as db,
    ):
        db.execute("SELECT ?", ())

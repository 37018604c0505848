"""A history that is there and cannot be read: every command refuses it, none takes it for an empty one."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from conftest import Ran, Run
from skinroutine.cli.table import TABLE, GroupEntry
from skinroutine.commands.stopped import Shelf
from typed import abrasion, needled, needling, refused, symptoms

NAMED: Final = ["--name", "mine", "--no-single-use", "--no-input"]
READERS: Final[dict[str, list[str]]] = {
    "plan": ["plan", *needling()],
    "log": needled(),
    "check-symptoms": symptoms(symptoms="none"),
    "status": ["status"],
    "status by the command line": ["status", "--home={home}"],
    "due": ["due"],
    "due by the command line": ["due", "--home={home}"],
    "due --notify": ["due", "--notify"],
    "why": ["why"],
    "pause": ["pause"],
    "resume": ["resume"],
    "calendar": ["calendar"],
    "handover": ["handover"],
    "undo": ["undo"],
    "redo": ["redo"],
    "export": ["export"],
    "export to a file": ["export", "{elsewhere}/out.jsonl"],
    "export --format csv": ["export", "--format", "csv"],
    "import": ["import", "{elsewhere}/in.jsonl"],
    "import --dry-run": ["import", "{elsewhere}/in.jsonl", "--dry-run"],
    "hold": ["hold"],
    "hold list": ["hold", "list"],
    "hold add": ["hold", "add", "--why", "mine"],
    "hold end": ["hold", "end", "--how", "seen"],
    "profile": ["profile"],
    "profile show": ["profile", "show"],
    "profile set": ["profile", "set", "age=34"],
    "profile forget": ["profile", "forget", "age"],
    "history": ["history"],
    "history --chart": ["history", "--chart"],
    "history show": ["history", "show", "0a1b2c3d"],
    "history edit": ["history", "edit", "0a1b2c3d", "--note", "mine"],
    "history remove": ["history", "remove", "0a1b2c3d"],
    "history undo": ["history", "undo"],
    "history redo": ["history", "redo"],
    "device": ["device"],
    "device list": ["device", "list"],
    "device add": ["device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", *NAMED],
    "device retire": ["device", "retire", "roller"],
}
"""Every command that reads the history, as typed."""

READ_NO_HISTORY: Final[dict[str, str]] = {
    "about": "describes treatments",
    "remind": "prints a file that runs `due`",
    "rules": "is for rule authors",
    "device choose": "says what to buy",
    "explain": "explains words",
}


def typed(command: str, home: Path) -> list[str]:
    elsewhere = home.parent / "elsewhere"
    return [word.format(home=home, elsewhere=elsewhere) for word in READERS[command]]


def _commands() -> Iterator[str]:
    for name, entry in TABLE.items():
        yield name
        if isinstance(entry, GroupEntry):
            yield from (f"{name} {inner}" for inner in entry.commands)


def test_every_command_is_in_the_table_or_reads_no_history() -> None:
    known = {*READERS, *READ_NO_HISTORY}
    missing = [name for name in _commands() if name not in known and name.split()[0] != "rules"]
    assert missing == []


def dangling(home: Path) -> None:
    (home / "history.db").rename(home.parent / "away.db")
    (home / "history.db").symlink_to(home.parent / "nowhere.db")


def dangling_home(home: Path) -> None:
    home.rename(home.parent / "away")
    home.symlink_to(home.parent / "nowhere")


def dangling_above(home: Path) -> None:
    """The folder that the home lies in is a link that leads nowhere."""
    below = home.parent / "below"
    home.rename(home.parent / "away")
    below.symlink_to(home.parent / "nowhere")
    home.symlink_to(below / "skin" / "home")


def circle(home: Path) -> None:
    (home / "history.db").unlink()
    (home / "history.db").symlink_to(home / "history.db")


def link_to_a_folder(home: Path) -> None:
    (home / "history.db").unlink()
    (home / "history.db").symlink_to(home.parent)


def folder(home: Path) -> None:
    (home / "history.db").unlink()
    (home / "history.db").mkdir()


def fifo(home: Path) -> None:
    (home / "history.db").unlink()
    os.mkfifo(home / "history.db")


def device(home: Path) -> None:
    (home / "history.db").unlink()
    (home / "history.db").symlink_to("/dev/null")


def socket_file(home: Path) -> None:
    (home / "history.db").unlink()
    here = Path.cwd()
    os.chdir(home)  # the path of a socket has to be short
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind("history.db")
    os.chdir(here)


def without_a_byte(home: Path) -> None:
    (home / "history.db").write_bytes(b"")


def text(home: Path) -> None:
    (home / "history.db").write_text("a history\n" * 900)


def half(home: Path) -> None:
    whole = (home / "history.db").read_bytes()
    (home / "history.db").write_bytes(whole[: len(whole) // 2])


def of_another_program(home: Path) -> None:
    (home / "history.db").unlink()
    with closing(sqlite3.connect(home / "history.db")) as made:
        made.execute("CREATE TABLE mine (one)")


def without_tables(home: Path) -> None:
    with closing(sqlite3.connect(home / "history.db", isolation_level=None)) as found:
        found.execute("DROP TRIGGER events_stay")
        found.execute("DROP VIEW live")
        for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found.execute(f"DROP TABLE {name}")


def only_a_journal(home: Path) -> None:
    (home / "history.db").rename(home / "history.db-journal")


def only_a_log(home: Path) -> None:
    (home / "history.db").rename(home / "history.db-wal")


def file_for_a_home(home: Path) -> None:
    home.rename(home.parent / "away")
    home.write_text("mine")


KINDS: Final[list[Callable[[Path], None]]] = [
    dangling, dangling_home, dangling_above, circle, link_to_a_folder, folder, fifo, device, socket_file,
    without_a_byte, text, half, of_another_program, without_tables, only_a_journal, only_a_log,
    file_for_a_home,
]  # fmt: skip


def names_and_sizes(place: Path) -> dict[str, tuple[int, int]]:
    """What lies in a folder, links not followed; how long ago it was read does not count."""
    return {
        str(one.relative_to(place)): (one.lstat().st_mode, one.lstat().st_size)
        for one in sorted(place.rglob("*"))
        if "elsewhere" not in one.parts
    }


def refused_in_a_line(ran: Ran, *words: str) -> None:
    assert (ran.status, ran.out) == (1, ""), ran
    assert ran.err.count("\n") == 1, ran.err
    assert [word for word in words if word not in ran.err] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: str(one.__name__))
def test_no_command_takes_a_history_that_cannot_be_read_for_an_empty_one(
    run: Run, home: Path, kind: Callable[[Path], None]
) -> None:
    (home.parent / "elsewhere").mkdir()
    run(*needled())
    run("export", str(home.parent / "elsewhere" / "in.jsonl"))
    run("hold", "add", "--why", "a doctor said so", "--days", "30")
    kind(home)
    before = names_and_sizes(home.parent)
    for command in READERS:
        refused_in_a_line(run(*typed(command, home)), str(home))
    assert names_and_sizes(home.parent) == before
    assert not (home.parent / "elsewhere" / "out.jsonl").exists()


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: str(one.__name__))
def test_an_emergency_is_told_whatever_is_wrong_with_the_history(
    run: Run, home: Path, kind: Callable[[Path], None]
) -> None:
    run(*needled())
    kind(home)
    ran = run(*symptoms(symptoms="breathing_difficulty"), "--json")
    assert (ran.status, ran.json["level"]) == (0, 4)
    assert "Your history was not read." in ran.err or "Your own rules were left out" in ran.err


def test_a_link_that_leads_nowhere_is_told_with_what_it_points_to(run: Run, home: Path) -> None:
    run(*needled())
    dangling(home)
    refused(
        run("plan", *needling()),
        1,
        f"Cannot use the history at {home}/history.db: {home}/history.db is a link to "
        f"{home.parent}/nowhere.db, and nothing is there.",
        f"or point the link to where it is now (ln -sfn NEW {home}/history.db), then try again.",
    )


def test_a_history_behind_a_link_is_read(run: Run, home: Path) -> None:
    run(*needled())
    (home / "history.db").rename(home.parent / "away.db")
    (home / "history.db").symlink_to(home.parent / "away.db")
    assert run("status", "--json").json == run("status", "--json", "--plain").json
    assert run("plan", *needling()).out.startswith("(..) WAIT: ")


@pytest.mark.parametrize("length", [1, 15, 16, 20, 99, 100, 101, 511, 512, 4095, 4096, 4097, 8192, -4096, -1])
def test_a_history_that_lost_its_end_is_refused(run: Run, home: Path, length: int) -> None:
    run(*needled())
    whole = (home / "history.db").read_bytes()
    (home / "history.db").write_bytes(whole[:length])
    refused(run("plan", *abrasion()), 1, "history.db is damaged")
    assert (home / "history.db").read_bytes() == whole[:length]


def test_a_home_that_may_not_be_entered_is_refused_by_every_command(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    with TemporaryDirectory() as place:
        home = Path(place, "home")
        (Path(place) / "elsewhere").mkdir(mode=0o777)
        (Path(place) / "elsewhere").chmod(0o777)
        monkeypatch.setenv("SKINROUTINE_HOME", str(home))
        run(*needled())
        run("export", str(Path(place, "elsewhere", "in.jsonl")))
        Path(place, "elsewhere", "in.jsonl").chmod(0o644)
        for command in READERS:  # what is imported late is readable by root alone
            run(*typed(command, home), *(["--example"] if command == "plan" else []))
        Path(place, "elsewhere", "out.jsonl").unlink()
        Path(place).chmod(0o755)
        home.chmod(0o000)
        os.seteuid(65534)
        try:
            found = {command: run(*typed(command, home)) for command in READERS}
        finally:
            os.seteuid(0)
    for ran in found.values():
        refused_in_a_line(ran, f"{home}/")


@pytest.mark.parametrize("command", ["status", "due", "plan", "export"])
def test_a_home_of_nobody_is_refused(run: Run, command: str) -> None:
    ran = run(command, "--home", "~nobody-of-this-name/skin")
    refused(ran, 2, "there's no user nobody-of-this-name here")


def test_a_draft_that_cannot_be_read_is_known_from_none(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "unfinished-plan.json")
    assert not shelf.is_lost()
    shelf.file.symlink_to(tmp_path / "nowhere.json")
    assert shelf.is_lost()

"""Programs that keep a person's entries as skinroutine does, each with a journal of any length of its own.

What is on the PATH, or in the folder that is named, is measured; the rest is left out.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

STEP: Final = timedelta(hours=1)
NOW: Final = datetime.now(UTC).replace(microsecond=0)
FILES: Final = 1_000
"""todoman keeps a file for each entry: a longer history takes it minutes."""
TODO: Final = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//bench//EN
BEGIN:VTODO
UID:{uid}
SUMMARY:A calm evening
DTSTAMP:{when}
CREATED:{when}
END:VTODO
END:VCALENDAR
"""


class Peer(NamedTuple):
    """A program: how its journal is filled, and the commands that add an entry and list the newest."""

    name: str
    fill: Callable[[Path, int], None]
    commands: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, str]
    """What is set in its environment; ``{}`` is the folder of the journal."""
    most: int = 100_000


def _moments(entries: int) -> list[datetime]:
    return [NOW - STEP * (entries - place) for place in range(entries)]


def _fill_jrnl(home: Path, entries: int) -> None:
    lines = [f"[{when:%Y-%m-%d %H:%M}] Cheeks. A calm evening.\n\n" for when in _moments(entries)]
    (home / "journal.txt").write_text("".join(lines), encoding="utf-8")
    settings = {
        "journals": {"default": {"journal": str(home / "journal.txt")}}, "version": "4.6", "editor": "",
        "encrypt": False, "default_hour": 9, "default_minute": 0, "timeformat": "%Y-%m-%d %H:%M",
        "tagsymbols": "@", "highlight": False, "linewrap": 79, "indent_character": "|", "template": False,
        "colors": {"body": "none", "date": "none", "tags": "none", "title": "none"},
    }  # fmt: skip
    # As YAML: it takes JSON for the settings of an old version, and asks.
    lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
    (home / "jrnl.yaml").write_text("".join(lines), encoding="utf-8")


def _fill_watson(home: Path, entries: int) -> None:
    frames = [
        [int(when.timestamp()), int(when.timestamp()) + 900, "cheeks", uuid.uuid4().hex, ["calm"],
         int(when.timestamp())]
        for when in _moments(entries)
    ]  # fmt: skip
    (home / "frames").write_text(json.dumps(frames), encoding="utf-8")


def _fill_task(home: Path, entries: int) -> None:
    lines = [
        f'[description:"A calm evening" entry:"{int(when.timestamp())}" status:"pending" '
        f'uuid:"{uuid.uuid4()}"]\n'
        for when in _moments(entries)
    ]
    (home / "pending.data").write_text("".join(lines), encoding="utf-8")
    (home / "taskrc").write_text(f"data.location={home}\nconfirmation=no\n", encoding="utf-8")


def _fill_todoman(home: Path, entries: int) -> None:
    folder = home / "list"
    folder.mkdir()
    for when in _moments(entries):
        name = uuid.uuid4().hex
        text = TODO.format(uid=name, when=f"{when:%Y%m%dT%H%M%SZ}").replace("\n", "\r\n")
        (folder / f"{name}.ics").write_text(text, encoding="utf-8", newline="")
    settings = f'path = "{home}/*"\ncache_path = "{home}/cache"\ndefault_list = "list"\n'
    (home / "config.py").write_text(settings, encoding="utf-8")


PEERS: Final = (
    Peer(
        "jrnl",
        _fill_jrnl,
        {
            "add": ("jrnl", "--config-file", "{}/jrnl.yaml", "now:", "Chin. Calm."),
            "list": ("jrnl", "--config-file", "{}/jrnl.yaml", "-n", "20"),
        },
        {},
    ),
    Peer(
        "Watson",
        _fill_watson,
        {
            "add": ("watson", "add", "-f", f"{NOW:%Y-%m-%d} 00:00", "-t", f"{NOW:%Y-%m-%d} 00:10", "chin"),
            "list": ("watson", "log", "--no-pager"),
        },
        {"WATSON_DIR": "{}"},
    ),
    Peer(
        "Taskwarrior",
        _fill_task,
        {"add": ("task", "add", "Chin, calm"), "list": ("task", "rc.verbose=nothing", "list", "limit:20")},
        {"TASKRC": "{}/taskrc"},
    ),
    Peer(
        "todoman",
        _fill_todoman,
        {
            "add": ("todo", "--config", "{}/config.py", "new", "-l", "list", "Chin, calm"),
            "list": ("todo", "--config", "{}/config.py", "list"),
        },
        {},
        FILES,
    ),
)


def found(peer: Peer, folders: str) -> bool:
    """Whether the program is there; ``folders`` is a PATH."""
    return shutil.which(peer.commands["add"][0], path=folders) is not None


def typed(peer: Peer, name: str, home: Path, folders: str) -> list[str]:
    """A command of the program over the journal in ``home``, with the whole path of the program."""
    program, *words = peer.commands[name]
    return [
        shutil.which(program, path=folders) or program,
        *(word.replace("{}", str(home)) for word in words),
    ]


def environment(peer: Peer, home: Path) -> dict[str, str]:
    """The environment that it runs in."""
    own = {name: value.replace("{}", str(home)) for name, value in peer.settings.items()}
    return {**os.environ, **own, "HOME": str(home), "NO_COLOR": "1", "COLUMNS": "100"}

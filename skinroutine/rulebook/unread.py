"""What lies in a folder of rules and is never read: refused where it could hold a rule, else named.

A rule that its author believes in and that nobody reads would let a session go ahead which it forbids.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from skinroutine.errors import UsageError
from skinroutine.rulebook.folders import COMMON, Layer
from skinroutine.rulebook.problems import FileProblemsError, Problem
from skinroutine.rulebook.regions import EVERYWHERE, REGIONS
from skinroutine.rulebook.slips import nearest
from skinroutine.rulebook.texts import shown_path
from skinroutine.rulebook.topics import TOPICS

CASES: Final = "cases"
PAGE: Final = "treatment"
EXAMPLE: Final = "example"
FACTS: Final = "evidence.txt"
"""The file of a rules folder that lists the ids of all facts, one a line."""
_SCHEMA: Final = "schema"
_COMMON: Final = tuple(topic for topic in TOPICS if topic != CASES)
_OWN: Final = (
    *(topic for topic in _COMMON if topic not in {"verdicts", "levels", EVERYWHERE, REGIONS}),
    PAGE,
    EXAMPLE,
)
_RULES: Final = frozenset({*_COMMON, PAGE, EXAMPLE, CASES})
_YAML: Final = frozenset({".yaml", ".yml"})

_TOOLS: Final = frozenset({
    ".git", ".github", ".gitlab", ".hg", ".svn", ".vscode", ".idea", ".venv", ".mypy_cache", ".ruff_cache",
    ".pytest_cache", ".trashes", ".spotlight-v100", ".fseventsd", "__macosx", "__pycache__", "node_modules",
})  # fmt: skip
"""Folders of version control, editors and systems. Nobody writes rules into them."""
_FAMILIAR: Final = frozenset({
    ".gitignore", ".gitattributes", ".gitkeep", ".git", ".hgignore", ".editorconfig", ".ds_store",
    "thumbs.db", "desktop.ini", ".directory", ".gitlab-ci.yml", ".pre-commit-config.yaml", ".yamllint",
    ".yamllint.yaml",
})  # fmt: skip
_PROSE: Final = re.compile(
    r"(readme|licen[cs]e|copying|notice|changelog|contributing)(\.(md|txt|rst))?", re.IGNORECASE
)
"""Files that lie in many folders and say what they are by their names."""
_COPY: Final = re.compile(
    r"(?P<a>.+)(~|\.bak|\.orig|\.old|\.save)|\.(?P<b>.+)\.sw[a-p]|#(?P<c>.+)#|\.#(?P<d>.+)|\._(?P<e>.+)"
)
"""What editors and systems leave beside a file: an earlier copy, a swap file, a lock."""
_HALF_MADE: Final = re.compile(r"\.[a-z][a-z0-9_]*\.\d+")
"""What ``rules new`` leaves when it is killed."""
_ITEM: Final = re.compile(r"(^|[{,\[])[\s\-{\[\"']*(id|verdict|level|case)[\"']?\s*[:=]", re.MULTILINE)
"""What each rule begins with, also as JSON or TOML."""
_LOOKED_AT: Final = 1 << 20
_NAMED: Final = 8


class Unread(NamedTuple):
    """Something that is not read, why, and what to do. ``harmless``: no rule is in it."""

    file: str
    why: str
    step: str
    harmless: bool = False


class NoRulesInFolderError(UsageError):
    """A folder was named for rules, and there are none in it."""

    code = "no-rules"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} has no rules in it. Name the folder that holds the treatment folders, such as "
            f"{folder}/NAME/screening.yaml."
        )


def unread(layer: Layer) -> list[Unread]:
    """Everything in a folder of one's own that is not read; of the shipped one, what lies beside rules."""
    walk = _Walk(layer)
    if layer.name:
        return list(walk.inside(layer.folder, ()))
    return [
        entry for name in (COMMON, *layer.treatments()) for entry in walk.inside(layer.folder / name, (name,))
    ]


def refuse_unread(*layers: Layer) -> None:
    """Refuse own folders with rules that nobody would read. Raises FileProblemsError."""
    found = [entry for layer in layers for entry in unread(layer) if not entry.harmless]
    if found:
        raise FileProblemsError(
            Problem(entry.file, 1, "unread-file", f"{entry.why} ({entry.step})") for entry in found
        )


def refuse_empty(layer: Layer) -> None:
    """Refuse a folder that was named for its rules and has none. Raises NoRulesInFolderError."""
    has_rules = layer.treatments() or any((layer.folder / COMMON).glob("*.yaml"))
    if not has_rules and all(entry.harmless for entry in unread(layer)):
        raise NoRulesInFolderError(layer.folder)


def leftovers(*layers: Layer) -> str:
    """A line that names what is not read and holds no rule; empty when there is nothing."""
    names = [entry.file for layer in layers for entry in unread(layer) if entry.harmless]
    if not names:
        return ""
    rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"Not read as rules: {', '.join(names[:_NAMED])}{rest}. Put a rule into a file that ends in .yaml."


class _Walk:
    """A way through a folder, links included, that opens nothing but plain files."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._way: list[str] = []

    @cached_property
    def _treatments(self) -> list[str]:
        return self._layer.treatments()

    def inside(self, folder: Path, parts: tuple[str, ...]) -> Iterator[Unread]:
        """What is not read in a folder, which lies in these folders of the layer."""
        real = os.path.realpath(folder)
        if real in self._way:
            yield Unread(shown_path(folder), "this link leads back to a folder around it", "remove the link")
            return
        # Only the folders around this one: a second link to the same place is no circle.
        self._way.append(real)
        try:
            names = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            yield _cannot_open(folder, error)
            names = []
        for name in names:
            yield from self._entry(folder / name, parts, names)
        self._way.pop()

    def _entry(self, path: Path, parts: tuple[str, ...], beside: list[str]) -> Iterator[Unread]:
        if _is_familiar(path, parts):
            return
        if not path.is_dir() and _is_copy(path.name, beside):
            yield Unread(shown_path(path), "an editor or a system made it", "remove it", harmless=True)
            return
        try:
            # Nothing is opened before its kind is known: a pipe would keep the command waiting.
            mode = path.stat().st_mode
        except FileNotFoundError:
            yield Unread(
                shown_path(path), f"this is a link to {path.readlink()}, which is not there", "mend it"
            )
            return
        except OSError as error:
            yield _cannot_open(path, error)
            return
        yield from self._folder(path, parts) if stat.S_ISDIR(mode) else self._file(path, parts, beside, mode)

    def _folder(self, path: Path, parts: tuple[str, ...]) -> Iterator[Unread]:
        if path.suffix.casefold() in _YAML:
            yield Unread(shown_path(path), "a folder is where a file of rules should be", "move it away")
        elif not parts and _HALF_MADE.fullmatch(path.name):
            yield Unread(
                shown_path(path), "a new treatment that was not finished", "remove it", harmless=True
            )
        else:
            yield from self.inside(path, (*parts, path.name))

    def _file(self, path: Path, parts: tuple[str, ...], beside: list[str], mode: int) -> Iterator[Unread]:
        if not stat.S_ISREG(mode):
            yield Unread(shown_path(path), "this isn't a plain file", "put a plain file in its place")
        elif path.suffix == ".yaml" and not path.name.startswith("."):
            misplaced = self._why_misplaced(parts, path)
            if misplaced:
                yield Unread(shown_path(path), *misplaced)
        else:
            yield _of_another_name(path, parts, beside)

    def _why_misplaced(self, parts: tuple[str, ...], file: Path) -> tuple[str, str] | None:
        """Why a file is not read, and where it belongs; None when it is read."""
        if not parts:
            return "rules are read only from the folder of a treatment", f"put it in NAME/ or {COMMON}/"
        if len(parts) > 1:
            return self._not_a_case(parts)
        return _not_named(parts[0], file)

    def _not_a_case(self, parts: tuple[str, ...]) -> tuple[str, str] | None:
        if parts[1:] != (CASES,) or parts[0] == COMMON:
            return "nothing is read from a folder this deep", f"put it in {parts[0]}/"
        if parts[0] not in self._treatments:
            return "cases are read only beside a rule file", f"add a rule to {parts[0]}/"
        return None


def _not_named(folder: str, file: Path) -> tuple[str, str] | None:
    known = _COMMON if folder == COMMON else _OWN
    if file.stem in known:
        return None
    if file.stem == CASES:
        return "cases are read from a folder", f"put it in {folder}/{CASES}/"
    guess = nearest(file.stem, known).removeprefix("; ")
    return f"nothing reads a file named {file.name}", guess or f"use {', '.join(known)}"


def _of_another_name(path: Path, parts: tuple[str, ...], beside: list[str]) -> Unread:
    """A file without the ending of a rule file: refused by its name or its words, else only named."""
    is_yaml = path.suffix.casefold() in _YAML
    topic = _topic_of(path.name)
    why = "only files that end in .yaml are read"
    if is_yaml and path.suffix == ".yaml":
        why = "hidden files are not read"
    if is_yaml or topic in _RULES:
        return Unread(shown_path(path), why, _rename(f"{topic}.yaml", parts, beside))
    try:
        with path.open("rb") as stream:
            text = _text(stream.read(_LOOKED_AT))
    except OSError as error:
        return _cannot_open(path, error)
    if _ITEM.search(text):
        return Unread(shown_path(path), why, f"put its rules into a file such as {_OWN[0]}.yaml")
    return Unread(shown_path(path), "it isn't a file of rules", "move it away", harmless=True)


def _topic_of(name: str) -> str:
    """What a file would be called without its dots, ending and capitals."""
    return name.strip("._# ").partition(".")[0].strip().casefold()


def _rename(name: str, parts: tuple[str, ...], beside: list[str]) -> str:
    if name in beside:
        return f"put its rules into {name}, or remove it"
    return f"rename it to {name}" if parts else f"put it in NAME/ or {COMMON}/ as {name}"


def _text(found: bytes) -> str:
    # Notepad saved what it called Unicode as UTF-16.
    wide = found.startswith((b"\xff\xfe", b"\xfe\xff"))
    return found.decode("utf-16" if wide else "utf-8", errors="replace")


def _is_familiar(path: Path, parts: tuple[str, ...]) -> bool:
    """Whether a name says that no rules are in it, or what it is read for."""
    name = path.name.casefold()
    if path.is_dir():
        return name in _TOOLS
    known = name in _FAMILIAR or _PROSE.fullmatch(name) is not None
    listed = parts == () and path.name == FACTS and path.is_file()
    return known or listed or (parts == (_SCHEMA,) and path.suffix == ".json")


def _is_copy(name: str, beside: list[str]) -> bool:
    """Whether a name is that of a copy, a swap file or a lock, and the file itself is there too."""
    found = _COPY.fullmatch(name)
    return found is not None and any(part in beside for part in found.groupdict().values())


def _cannot_open(path: Path, error: OSError) -> Unread:
    return Unread(shown_path(path), f"it cannot be read ({error.strerror})", "allow it, or move it away")

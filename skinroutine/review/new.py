"""A new treatment to start from: the files of ``rules/skeleton``, under a name of its own.

The skeleton is a set of rules that works as it stands, so that its author changes one thing at a time and
always has something that runs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.files.private import write_folder
from skinroutine.files.targets import FileInTheWay
from skinroutine.rule_files import shipped
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.problems import FileProblemsError
from skinroutine.rulebook.yaml_text import read_yaml

_PATTERN: Final = "new_treatment"
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_ID: Final = re.compile(r"\bid: ([\w-]+)")
_LONGEST: Final = 40
_SCHEMA: Final = "schema"
_THERE: Final = "is there already. Choose another name, or another place with --into."
_TAKEN: Final = frozenset({COMMON, _SCHEMA, "skeleton", _PATTERN})
_SCHEMA_LINE: Final = re.compile(r"\A(# yaml-language-server: \$schema=)\S*/(\w[\w-]*\.json)$", re.MULTILINE)


class TreatmentNameError(UsageError):
    """A treatment cannot have this name."""

    code = "treatment-name"


class SkeletonNotWrittenError(SkinroutineError):
    """The disk refuses the files."""

    code = "not-written"

    def __init__(self, folder: Path, cause: OSError) -> None:
        why = cause.strerror or "unknown cause"
        super().__init__(f"{folder} cannot be written ({why}). Name a folder of your own with --into.")


class Skeleton(NamedTuple):
    """What was written: the folder of the treatment, and its files in the order of reading."""

    treatment: str
    folder: Path
    files: tuple[str, ...]


def write_skeleton(treatment: str, into: Path, known: Collection[str], ids: Collection[str] = ()) -> Skeleton:
    """Write a working skeleton of a treatment to ``into/treatment``.

    ``known`` are the treatments that there are, ``ids`` the ids of their items. Either the whole folder is
    there in the end or nothing is. Raises TreatmentNameError, FileInTheWay and
    SkeletonNotWrittenError.
    """
    check_name(treatment, known)
    target = into / treatment
    if os.path.lexists(target):
        raise FileInTheWay(target, _THERE)
    texts = skeleton_texts(treatment, into)
    _check_ids(treatment, texts.values(), ids)
    try:
        write_folder(target, texts)
    except OSError as error:
        raise SkeletonNotWrittenError(target, error) from error
    return Skeleton(treatment, target, tuple(texts))


def check_name(treatment: str, known: Collection[str]) -> None:
    """Refuse a name that cannot be a folder of rules. Raises TreatmentNameError."""
    if not _NAME.fullmatch(treatment) or len(treatment) > _LONGEST:
        raise TreatmentNameError(
            f"{treatment!r} cannot be the name of a treatment. Write lower-case letters, digits and single "
            f"underscores, a letter first, at most {_LONGEST} in all."
        )
    if treatment in known:
        raise TreatmentNameError(
            f"There is a treatment {treatment} already. Choose another name. To make its rules stricter, "
            f"put files of your own into DIR/{treatment} and name DIR with --rules."
        )
    if treatment in _TAKEN or not _is_word(treatment):
        raise TreatmentNameError(
            f"{treatment} is a word that means something else in rule files. Choose another name."
        )


def _check_ids(treatment: str, texts: Iterable[str], ids: Collection[str]) -> None:
    """The ids begin with the name of the treatment, and so may those of another treatment."""
    taken = sorted(name for text in texts for name in _ID.findall(text) if name in ids)
    if taken:
        raise TreatmentNameError(
            f"Other rules have ids that begin with {treatment} too, such as {taken[0]}. Choose another name."
        )


def _is_word(treatment: str) -> bool:
    """Whether YAML reads the name as a word, and not as true, false or nothing."""
    try:
        return isinstance(read_yaml(treatment, treatment).data, str)
    except FileProblemsError:
        return False


def skeleton_texts(treatment: str, into: Path) -> dict[str, str]:
    """Each file of the skeleton under its new name, by its path inside the folder."""
    names = {
        _PATTERN: treatment,
        _PATTERN.replace("_", "-"): treatment.replace("_", "-"),
        _PATTERN.replace("_", " ").capitalize(): treatment.replace("_", " ").capitalize(),
    }
    return {path: _with_schema(_rename(text, names), path, into) for path, text in _pattern_files()}


def _pattern_files() -> Iterator[tuple[str, str]]:
    pattern = shipped() / "skeleton" / _PATTERN
    files = [file.relative_to(pattern) for file in pattern.rglob("*.yaml")]
    for file in sorted(files, key=lambda path: (path.name != "treatment.yaml", len(path.parts), str(path))):
        yield file.as_posix(), (pattern / file).read_text(encoding="utf-8")


def _rename(text: str, names: Mapping[str, str]) -> str:
    for pattern, name in names.items():
        text = text.replace(pattern, name)
    return text


def _with_schema(text: str, path: str, into: Path) -> str:
    """The line by which editors find the schema: beside the rules where it is there, else the shipped one."""
    beside = (into / _SCHEMA).is_dir()
    where = "../" * (path.count("/") + 1) + _SCHEMA if beside else (shipped() / _SCHEMA).as_posix()
    return _SCHEMA_LINE.sub(lambda found: f"{found[1]}{where}/{found[2]}", text)

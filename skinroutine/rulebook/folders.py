"""Where rules live: the shipped folder, and folders of a person's own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from skinroutine.errors import UsageError
from skinroutine.light_typing import NamedTuple
from skinroutine.rule_files import shipped
from skinroutine.rulebook.slips import choices, nearest

COMMON: Final = "common"


class Layer(NamedTuple):
    """One folder of rules. ``name`` is empty for the shipped rules, which are reviewed."""

    folder: Path
    name: str = ""

    def treatments(self) -> list[str]:
        """The folders that belong to a treatment."""
        return sorted(
            entry.name
            for entry in self.folder.iterdir()
            if entry.is_dir() and entry.name != COMMON and any(entry.glob("*.yaml"))
        )


class UnknownTreatmentError(UsageError):
    """No folder of rules has this name."""

    code = "unknown-treatment"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        known = list(known)
        hint = nearest(name, known) or "."
        super().__init__(f"There's no treatment {name!r}{hint} {choices(known, 'skinroutine about')}")


class NoRulesFolderError(UsageError):
    """The folder named for rules is none."""

    code = "no-rules"

    def __init__(self, folder: Path, why: str = "") -> None:
        what = f"cannot be read ({why})" if why else "isn't a folder of rules"
        super().__init__(f"{folder} {what}. Name the folder that holds the treatment folders.")


def layers(own: tuple[Path, ...] = (), *, shipped_folder: Path | None = None) -> tuple[Layer, ...]:
    """The shipped rules first, then a person's own. Raises NoRulesFolderError."""
    for folder in own:
        _refuse_unreadable(folder)
    first = Layer(shipped_folder or shipped())
    return (first, *(Layer(folder, Path(os.path.realpath(folder)).name or str(folder)) for folder in own))


def _refuse_unreadable(folder: Path) -> None:
    try:
        list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoRulesFolderError(folder) from error
    except OSError as error:
        raise NoRulesFolderError(folder, error.strerror or "unknown cause") from error

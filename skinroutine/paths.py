"""Where a person's own files live."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from skinroutine.private_files import expanded

if TYPE_CHECKING:
    from skinroutine.targets import OwnPlaces

HOME = "SKINROUTINE_HOME"


class Paths:
    """One folder when a home is named (``home``, else the environment), else the system's folders.

    Raises NoSuchUserError.
    """

    def __init__(self, home: Path | None = None) -> None:
        named = home or (Path(os.environ[HOME]) if os.environ.get(HOME) else None)
        self.home = expanded(named).absolute() if named else None

    @property
    def history(self) -> Path:
        """The history file."""
        return (self.home or self._system("user_data_path")) / "history.db"

    def unfinished(self, command: str) -> Path:
        """The file of an interview that was interrupted."""
        return self.history.with_name(f"unfinished-{command}.json")

    @property
    def rules(self) -> Path:
        """The folder of a person's own rules."""
        return (self.home or self._system("user_config_path")) / "rules"

    def own(self, *more: Path) -> OwnPlaces:
        """What no result is written over: these folders, the usual ones, the rules, and ``more`` rules."""
        from skinroutine.rulebook import shipped  # noqa: PLC0415  `due` knows paths, and reads no rules
        from skinroutine.targets import OwnPlaces  # noqa: PLC0415  the same

        data, config = self._system("user_data_path"), self._system("user_config_path")
        folders = {self.history.parent, Paths().history.parent, self.rules.parent, data, config}
        trees = {shipped(), self.rules, Paths().rules, config / "rules", *more}
        return OwnPlaces(tuple(folders), tuple(trees))

    @staticmethod
    def _system(kind: str) -> Path:
        import platformdirs  # noqa: PLC0415  costs 20 ms and is not needed where a home is named

        return Path(getattr(platformdirs, kind)("skinroutine", appauthor=False))

"""Where a person's own files live."""

from __future__ import annotations

import os
from pathlib import Path

HOME = "SKINROUTINE_HOME"


class Paths:
    """One folder when a home is named (``home``, else the environment), else the system's folders."""

    def __init__(self, home: Path | None = None) -> None:
        named = home or (Path(os.environ[HOME]) if os.environ.get(HOME) else None)
        self.home = named.expanduser().absolute() if named else None

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

    @staticmethod
    def _system(kind: str) -> Path:
        import platformdirs  # noqa: PLC0415  costs 20 ms and is not needed where a home is named

        return Path(getattr(platformdirs, kind)("skinroutine", appauthor=False))

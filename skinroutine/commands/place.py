"""What every command works with: the rules, the history, the clock, and where results go."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from skinroutine.commands.clock import here
from skinroutine.commands.paths import Paths
from skinroutine.errors import SkinroutineError
from skinroutine.render.output import Output

if TYPE_CHECKING:
    from skinroutine.history import History
    from skinroutine.rulebook import Library


class Place:
    """The surroundings of one command. Everything is opened when it is first used."""

    def __init__(
        self,
        *,
        home: Path | None = None,
        rules: Path | None = None,
        as_json: bool = False,
        plain: bool = False,
    ) -> None:
        self.paths = Paths(home)
        self.own_rules = rules
        self.out = Output(as_json=as_json, plain=plain)

    def now(self) -> datetime:
        """The time here, with its offset."""
        return here()

    @cached_property
    def library(self) -> Library:
        """The shipped rules and those of the person."""
        from skinroutine.rulebook import Library, layers  # noqa: PLC0415  commands that read no rules skip it

        own = {self.own_rules.resolve(): self.own_rules} if self.own_rules else {}
        if self.paths.rules.exists() or self.paths.rules.is_symlink():
            own.setdefault(self.paths.rules.resolve(), self.paths.rules)
        library = Library(layers(tuple(own.values())))
        if own:
            from skinroutine.review.checks import refuse_unusable  # noqa: PLC0415  own rules alone need it

            refuse_unusable(library)
        return library

    def leave_own_rules_out(self, error: SkinroutineError) -> None:
        """Go on with the shipped rules where those of the config folder fail; an error of --rules stands."""
        from skinroutine.rulebook import Library, layers  # noqa: PLC0415  the same

        if self.own_rules is not None:
            raise error
        self.warn(f"{error}\nYour own rules were left out; the shipped rules answer.")
        self.library = Library(layers())

    @cached_property
    def history(self) -> History:
        """The history; nothing is created until something is written."""
        from skinroutine.history import History  # noqa: PLC0415  the same

        return History(self.paths.history, self.now)

    def warn(self, sentence: str) -> None:
        """One line on standard error beside a result that stands."""
        sys.stderr.write(f"{sentence}\n")

"""What every command works with: the rules, the history, the clock, and where results go."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import cached_property
from pathlib import Path

from skinroutine.errors import SkinroutineError
from skinroutine.machine import Paths, here
from skinroutine.rule_files import RuleTexts, own_folders, shipped
from skinroutine.show.output import Output
from skinroutine.text import date_text

REGION: Final = "region"
"""The question that asks where a person lives."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from skinroutine.files.targets import OwnPlaces
    from skinroutine.history import History, Hold
    from skinroutine.rulebook.library import Library


class App:
    """The surroundings of one command. Everything is opened when it is first used."""

    def __init__(  # noqa: PLR0913  what a command may be told of its surroundings, by name
        self,
        *,
        home: Path | None = None,
        rules: Path | None = None,
        as_json: bool = False,
        plain: bool = False,
        full: bool = False,
        no_pager: bool = True,
    ) -> None:
        self.paths = Paths(home)
        self.own_rules = rules
        self.unread: SkinroutineError | None = None
        """Why the dates of the history could not be worked out by the rules of today."""
        self.out = Output(as_json=as_json, plain=plain, full=full, pager=None if no_pager else _types)
        self.doubts: list[SkinroutineError] = []
        self._untold: list[str] = []
        self._without_own = False
        self._texts = RuleTexts()

    def now(self) -> datetime:
        """The time here, with its offset."""
        return here()

    @cached_property
    def library(self) -> Library:
        """The shipped rules and those of the person."""
        from skinroutine.rulebook.folders import layers  # noqa: PLC0415  commands that read no rules skip it
        from skinroutine.rulebook.library import Library  # noqa: PLC0415  commands that read no rules skip it

        own = own_folders(self.own_rules, self.paths.rules)
        # The name before any file is read: what is stored is never newer than it.
        library = Library(layers(tuple(own.values())), lambda: self.region, self.stored_under, self._texts)
        if own:
            self._check_own(library)
        return library

    def _check_own(self, library: Library) -> None:
        """Refuse own rules that would not be used as they stand, and name what holds no rules."""
        from skinroutine.review.lint.own_rules import refuse_unusable  # noqa: PLC0415  own rules alone need it
        from skinroutine.rulebook.unread import leftovers, refuse_empty  # noqa: PLC0415  the same

        if self.own_rules is not None:
            refuse_empty(library.layers[1])
        refuse_unusable(library)
        named = leftovers(*library.layers[1:])
        if named:
            self.warn(named)

    def leave_own_rules_out(self, error: SkinroutineError) -> None:
        """Go on with the shipped rules where those of the config folder fail; an error of --rules stands.

        It stays in doubt whether the person's own rules would have asked for more.
        """
        from skinroutine.rulebook.folders import layers  # noqa: PLC0415  the same
        from skinroutine.rulebook.library import Library  # noqa: PLC0415  the same

        if self.own_rules is not None:
            raise error
        self.library = Library(layers(), lambda: self.region)
        self._without_own = True
        self.__dict__.pop("stored_under", None)
        self.doubt(error, f"{error}\nYour own rules were left out; the shipped rules answer.")

    @cached_property
    def region(self) -> str:
        """Where the person lives, by its id; "" where they did not say, or where that cannot be read.

        It is never guessed: neither the language of the machine nor its zone says where somebody is.
        """
        from skinroutine.history.events import FactRecord  # noqa: PLC0415  commands that call for no help skip it

        try:
            # As it is stored: it may be about to be worked out anew by the rules that ask this.
            event = self._as_stored.last_told(REGION)
        except SkinroutineError:  # told where something else is asked of it
            return ""
        answer = FactRecord.of(event).answer if event else None
        return answer if isinstance(answer, str) else ""

    def live_in(self, region: str) -> None:
        """Answer this time for somebody who lives there, whatever was told before."""
        self.region = region
        self.__dict__.pop("library", None)  # it is filled with the numbers of another place

    def doubt(self, error: SkinroutineError, sentence: str) -> None:
        """Remember that something was not read, because of which an answer may be too mild."""
        self.doubts.append(error)
        self._untold.append(sentence)

    def tell_doubts(self) -> None:
        """Say what was not read, each once."""
        while self._untold:
            self.warn(self._untold.pop(0))

    @cached_property
    def _as_stored(self) -> History:
        from skinroutine.history import History  # noqa: PLC0415  commands that read none skip it

        return History(self.paths.history, self.now)

    @cached_property
    def history(self) -> History:
        """The history; nothing is created until something is written.

        What other rules stored in it is worked out anew, where today's can be read.
        """
        history = self._as_stored
        try:
            name = self.stored_under
        except SkinroutineError as error:
            self.unread = error
            return history
        try:
            outdated = history.is_outdated(name)
        except SkinroutineError:  # told where something is asked of it
            return history
        if outdated:
            self.unread = self._renew(history)
        return history

    def _renew(self, history: History) -> SkinroutineError | None:
        """Work out again what other rules stored, and say what holds anew. Gives what stood in the way."""
        from skinroutine.decide.dates import derive  # noqa: PLC0415  rare

        try:
            before = {hold.id for hold in history.holds()}
            library = self.library
            history.renew(lambda reader: derive(reader, library, (), self.now()))
            after = history.holds()
        except SkinroutineError as error:
            return error
        for hold in after:
            if hold.found and hold.id not in before:
                self.warn(_hold_again(hold))
        return None

    @cached_property
    def stored_under(self) -> str:
        """The name of the rules that are in force here; worked out once, as all of their files are read."""
        return self._texts.stored_under(self._folders())

    @property
    def rules(self) -> str:
        """The name of all that the rules in force here say, by which an interview was asked."""
        return RuleTexts().name_after(self._folders())

    def _folders(self) -> list[Path]:
        """The folders of rules in force here, the shipped one first."""
        own = {} if self._without_own else own_folders(self.own_rules, self.paths.rules)
        return [shipped(), *own.values()]

    @property
    def dated_history(self) -> History:
        """The history, where its dates are wanted: refused while the rules that they rest on cannot be read.

        Raises the error of these rules.
        """
        history = self.history
        if self.unread is not None:
            raise self.unread
        return history

    @property
    def own_places(self) -> OwnPlaces:
        """Where no result is ever written."""
        return self.paths.own(*([self.own_rules] if self.own_rules else []))

    def warn(self, sentence: str) -> None:
        """One line on standard error beside a result that stands."""
        from skinroutine.show.plain import talk_line  # noqa: PLC0415  few have anything to add

        sys.stderr.write(talk_line(sentence, sys.stderr))


def _hold_again(hold: Hold) -> str:
    """What holds again, and how it ends: said once, as the plan goes on to say it."""
    when, who = date_text(hold.since), hold.professional
    step = f"Once they have: {hold.clearing}" if who else f"Once it has healed: {hold.healing}"
    open_ = f"{who} hasn't cleared what you had" if who else "what you had hasn't healed since it began"
    return f"Sessions are paused: {open_} on {when} ({hold.why.rstrip('.')}) {step}"


def _types() -> bool:
    from skinroutine.prompts import is_terminal  # noqa: PLC0415  only a terminal is asked

    return is_terminal()

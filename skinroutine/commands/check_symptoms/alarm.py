"""What cannot wait for the end of the questions: it is said at once, and then it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from skinroutine.commands.check_symptoms.screen import SymptomCheck
from skinroutine.decide.symptoms import URGENT, SymptomDecision
from skinroutine.errors import StoppedError
from skinroutine.interview import Ask, Asking, Back
from skinroutine.rulebook.conditions import Answer

SEE_SOMEONE: Final = 2


def weigh(checking: SymptomDecision, known: dict[str, Answer]) -> SymptomCheck:
    """These answers, judged."""
    known = checking.complete(known)
    return SymptomCheck(checking.book, checking.book.treatment, known, checking.judge(known), 0, checking.now)


class Alarm:
    """A way to ask that first says what cannot wait, as soon as the answers so far call for it.

    What was said stands: answers may still be corrected, but the end is never milder than it.
    """

    def __init__(self, ask: Ask, say: Callable[[SymptomCheck], str]) -> None:
        self.ask = ask
        self.say = say
        self.shown: SymptomCheck | None = None
        """The worst check whose actions were said."""
        self.kept_as = ""
        """The id under which that was kept, as ``say`` gives it."""
        self._checking: SymptomDecision | None = None
        self._known: dict[str, Answer] = {}

    def watch(self, checking: SymptomDecision, known: dict[str, Answer]) -> None:
        """Look at these answers before each question."""
        self._checking, self._known = checking, known

    def sound(self, check: SymptomCheck) -> None:
        """Say what cannot wait, once for each level."""
        if check.found.level >= URGENT and check.found.level > (self.shown.found.level if self.shown else 0):
            self.shown = check
            self.kept_as = self.say(check._replace(began_as=self.kept_as))

    def at_least(self, check: SymptomCheck) -> SymptomCheck:
        """The check, or what was said before where that was worse."""
        worse = self.shown is not None and self.shown.found.level > check.found.level
        check = check._replace(began_as=self.kept_as)
        return check._replace(found=self.shown.found) if worse and self.shown else check

    def __call__(self, asking: Asking) -> Answer | Back:
        """Ask. Who stops once something was said that stands is not told otherwise."""
        if self._checking is not None:
            self.sound(weigh(self._checking, dict(self._known)))
        try:
            return self.ask(asking)
        except StoppedError:
            if self.shown is None:
                raise
            raise StoppedError("Stopped. Please still do what it says above.") from None

"""What cannot wait, for the end of the questions or for an answer that is put right: it is said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from skinroutine.app import App
from skinroutine.commands.check_symptoms.screen import SymptomCheck
from skinroutine.commands.typed import Typed
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import URGENT, WORST
from skinroutine.errors import StoppedError, UsageError
from skinroutine.interview.answers import BadAnswersError, read_answers
from skinroutine.interview.pending import questions_left
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.asking import Ask, Asking, Back

SEE_SOMEONE: Final = 2


def weigh(checking: SymptomDecision, known: dict[str, Answer]) -> SymptomCheck:
    """These answers, judged."""
    known = checking.complete(known)
    return SymptomCheck(checking.book, checking.book.treatment, known, checking.judge(known), 0, checking.now)


def without_delay(asking: Asking, checking: SymptomDecision, known: Mapping[str, Answer]) -> Asking:
    """The same question, where an answer that is an emergency by itself is taken at once."""
    from skinroutine.interview.asking import take  # noqa: PLC0415  only who is asked waits for it

    def is_emergency(answer: Answer) -> bool:
        new = {name: part for name, part in take(known, asking, answer).items() if part is not None}
        return weigh(checking, {**known, **new}).found.level >= WORST

    return asking._replace(settled=is_emergency)


def after_what_is_urgent(error: UsageError, app: App, treatment: str, typed: Typed) -> UsageError:
    """The refusal, after what cannot wait of the answers that were read: a slip in one hides no other."""
    named = treatment if treatment in app.library.treatment_ids else ""
    checking = SymptomDecision(Book(app.library, named), app.now(), asking=False)
    known = _understood(typed.raw, checking)
    questions_left("check-symptoms", checking, known)  # puts into ``known`` what may be left out
    found = weigh(checking, known).found
    return error.after(found.actions[0]) if found.level >= URGENT else error


def _understood(raw: Mapping[str, object], checking: SymptomDecision) -> dict[str, Answer]:
    """What can be read of answers that are refused: each word of a list for itself, the rest left out.

    Never enough to go on with: it only shows what may not wait until the rest is put right.
    """
    found: dict[str, Answer] = {}
    for name, part in _parts(raw):
        try:
            read = read_answers({name: part}, checking.questions)
        except BadAnswersError:
            continue
        for question, answer in read.items():
            before = found.get(question)
            if isinstance(answer, Chosen) and isinstance(before, Chosen):
                answer = Chosen(answer.options | before.options)  # noqa: PLW2901  the same answer, gathered
            found[question] = answer
    return found


def _parts(raw: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in raw.items():
        words = value.split(",") if isinstance(value, str) else value
        if isinstance(words, Mapping):
            yield from ((name, {word: details}) for word, details in words.items())
        else:
            yield from (
                ((name, [word]) for word in words)
                if isinstance(words, list) and words[1:]
                else [(name, value)]
            )


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
            asking = without_delay(asking, self._checking, self._known)
        try:
            return self.ask(asking)
        except StoppedError:
            if self.shown is None:
                raise
            raise StoppedError("Stopped. Please still do what it says above.") from None

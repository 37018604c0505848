"""Devices against the rules: one that may be bought, and a head that is added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from skinroutine.decide.evaluate import undecided_by
from skinroutine.decide.verdict import STRICTEST, Verdict, screen
from skinroutine.interview.pending import always_asked, when_of
from skinroutine.memory.heads import KIND
from skinroutine.rulebook import Device, Merit, Question, Reason, guards_of
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Facts, NotSure
from skinroutine.rulebook.rulings import RuleIndex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.pending import Reads


class DeviceDecision:
    """A device before it is bought: its rules and the day. Judges again after each answer."""

    def __init__(self, book: Book, today: date) -> None:
        self.book = book
        self.today = today
        self.questions = book.questions("device-choose")
        self.guards = guards_of(self.questions)
        self.rules: list[Reads] = [*book.choosing, *book.merits]
        self._index = RuleIndex(book.choosing)

    def judge(self, answers: Mapping[str, Answer]) -> Verdict:
        """The verdict for these answers: the strictest of what speaks against the device."""
        facts = Facts(answers, self.guards)
        possible = self._index.possible(facts.answers)
        found = screen(possible, facts, self.today)
        device = self.device(answers)
        # Where a rule refuses the device already, its reason says more than "not for the home".
        if device is None or device.home or not found.allowed:
            return found
        return screen(possible, facts, self.today, others=[_not_for_home(device)])

    def undecided(self, facts: Facts) -> frozenset[str]:
        """The questions that could still add something for the device or against it."""
        found = self.judge(facts.answers)
        if found.weight == STRICTEST:
            return frozenset()
        merits = undecided_by((merit.when for merit in self.book.merits), facts)
        return found.undecided | merits | always_asked(self.questions, facts)

    def merits(self, answers: Mapping[str, Answer]) -> list[Merit]:
        """What speaks for the device, for sure: a "not sure" speaks for nothing."""
        facts = Facts(answers, self.guards)
        return [merit for merit in self.book.merits if merit.when.weigh(facts, not_sure=False).truth]

    def device(self, answers: Mapping[str, Answer]) -> Device | None:
        """The kind of device, once it is named."""
        kinds = self.book.library.treatment(self.book.treatment).devices
        return next((kind for kind in kinds if kind.id == answers.get(KIND)), None)

    def to_find_out(self, answers: Mapping[str, Answer], verdict: Verdict) -> list[Question]:
        """The questions that were not answered for sure and that a reason hangs on."""
        pairs = {pair for reason in verdict.reasons for pair in reason.because}
        unsure = {name for name, answer in answers.items() if isinstance(answer, NotSure)}
        turned = {name for name in unsure if f"{name}={NOT_SURE}" in pairs}
        return [question for question in self.questions if question.id in turned]


class HeadDecision:
    """A head that is added: how long it lasts turns on its answers, and what the rules say against it."""

    def __init__(self, book: Book, today: date) -> None:
        self.today = today
        self.questions = book.questions("device-add")
        self.guards = guards_of(self.questions)
        self.rules: list[Reads] = [*book.lives, *book.choosing, *book.steps_of("device")]
        self._index = RuleIndex(book.choosing)
        self._ids = {question.id for question in self.questions}

    def judge(self, answers: Mapping[str, Answer]) -> Verdict:
        """The verdict of the rules about devices."""
        return screen(self._index.possible(answers), Facts(answers, {}), self.today)

    def undecided(self, facts: Facts) -> frozenset[str]:
        """The questions that some rule about devices could turn on, and what is stored whatever it is."""
        return (undecided_by(map(when_of, self.rules), facts) & self._ids) | always_asked(
            self.questions, facts
        )


def _not_for_home(device: Device) -> Reason:
    """What its treatment says of a device that is not for the home, where no rule does."""
    return Reason(
        id=device.id,
        weight=STRICTEST,
        message=device.say,
        because=(f"{KIND}={device.id}",),
        sources=device.sources,
        disagreement=device.disagreement,
        origin=device.origin,
    )

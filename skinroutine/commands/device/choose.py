"""``device choose``: asks about a device before it is bought, and tells what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from skinroutine.answers import plain
from skinroutine.app import App
from skinroutine.commands.conversation import briefly
from skinroutine.commands.device import treatment_of
from skinroutine.commands.device.choose_screen import ChoiceView, choice_data, choice_page
from skinroutine.commands.typed import checked, complete, read_typed
from skinroutine.conditions import NOT_SURE, Answer, Facts, NotSure, holding
from skinroutine.devices.heads import KIND
from skinroutine.interview import Reads, Subject, always_asked, guards_of
from skinroutine.model import VERDICTS, Device, Merit, Question, Reason
from skinroutine.options import AnswersFile, NoInput, Settings, Treatment, command
from skinroutine.prompts import asker
from skinroutine.rulebook import Book
from skinroutine.screening import STRICTEST, Verdict, screen

LOOK_FOR: Final = "device"
"""The part of what ``about`` tells that says what to look for."""


class Choosing:
    """The rules and the day of one choice: judges again after each answer, and knows what is open."""

    def __init__(self, book: Book, today: date) -> None:
        self.book = book
        self.today = today
        self.questions = book.questions("device-choose")
        self.guards = guards_of(self.questions)

    def judge(self, answers: Mapping[str, Answer]) -> Verdict:
        """The verdict for these answers: the strictest of what speaks against the device."""
        found = screen(self.book.choosing, Facts(answers, self.guards), self.today)
        device = self.device(answers)
        if device is None or device.home or not found.allowed:
            return found
        own = [_not_for_home(device)]
        return screen(self.book.choosing, Facts(answers, self.guards), self.today, others=own)

    def open_now(self, facts: Facts) -> frozenset[str]:
        """The questions that could still add something for the device or against it."""
        found = self.judge(facts.answers)
        if found.weight == STRICTEST:
            return frozenset()
        merits = frozenset().union(*(holding(one.when, facts).open for one in self.book.merits))
        return found.open | merits | always_asked(self.questions, facts)

    def merits(self, answers: Mapping[str, Answer]) -> list[Merit]:
        """What speaks for the device, for sure: a "not sure" speaks for nothing."""
        facts = Facts(answers, self.guards)
        return [one for one in self.book.merits if one.when.weigh(facts, not_sure=False).truth]

    def device(self, answers: Mapping[str, Answer]) -> Device | None:
        """The kind of device, once it is named."""
        kinds = self.book.library.treatment(self.book.treatment).devices
        return next((one for one in kinds if one.id == answers.get(KIND)), None)

    def to_find_out(self, answers: Mapping[str, Answer], verdict: Verdict) -> list[Question]:
        """The questions that were not answered for sure and that a reason hangs on."""
        pairs = {pair for one in verdict.reasons for pair in one.because}
        unsure = {name for name, answer in answers.items() if isinstance(answer, NotSure)}
        return [one for one in self.questions if one.id in unsure and f"{one.id}={NOT_SURE}" in pairs]

    def rules(self) -> list[Reads]:
        """Everything that an answer could turn on."""
        return [*self.book.choosing, *self.book.merits]


@command(rules=True)
def choose(
    app: App,
    treatment: Treatment = "",
    *,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
) -> int:
    """Judge a device; nothing is stored.

    Raises UnknownTreatmentError, BadAnswersError, MissingAnswersError and the errors of the rules.
    """
    typed = read_typed(answers, settings or [], no_input=no_input)
    ask = None if typed.quiet else asker(plain=app.out.plain)
    book = Book(app.library, treatment_of(app.library, "device-choose", treatment, typed.raw, ask))
    choosing = Choosing(book, app.now().date())
    known = checked(typed.raw, choosing.questions, typed.where)
    asked = 0
    if ask is None:
        complete("device-choose", choosing.questions, known, choosing.open_now)
    else:
        subject = Subject(choosing.questions, choosing.open_now, choosing.rules())
        asked = briefly(app, "device-choose", ask, subject, known).asked
    view = _view(choosing, known, asked)
    app.out.result(choice_page(view), choice_data(view))
    return 0


def _view(choosing: Choosing, known: dict[str, Answer], asked: int) -> ChoiceView:
    book = choosing.book
    told = book.library.treatment(book.treatment)
    verdict = choosing.judge(known)
    device = choosing.device(known)
    return ChoiceView(
        treatment=book.treatment,
        name=told.name,
        kind=f"{device.label}: {device.say}" if device else "",
        answers=plain(known),
        verdict=verdict,
        words=book.verdicts[verdict.name],
        merits=choosing.merits(known),
        to_find_out=choosing.to_find_out(known, verdict),
        look_for=[one for one in told.about if one.part == LOOK_FOR],
        asked=asked,
        own=book.library.unreviewed(book.treatment),
    )


def _not_for_home(device: Device) -> Reason:
    """What its treatment says of a device that is not for the home, where no rule does."""
    return Reason(
        id=device.id,
        weight=len(VERDICTS) - 1,
        message=device.say,
        because=(f"{KIND}={device.id}",),
        sources=device.sources,
        disagreement=device.disagreement,
        origin=device.origin,
    )

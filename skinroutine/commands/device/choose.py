"""``device choose``: asks about a device before it is bought, and tells what speaks for it and against it."""

from __future__ import annotations

from typing import Final

from skinroutine.app import REGION, App
from skinroutine.commands.conversation import briefly
from skinroutine.commands.device import treatment_of
from skinroutine.commands.device.choose_screen import ChoiceView, choice_document, choice_page
from skinroutine.commands.options import AnswersFile, NoInput, Settings, TreatmentName
from skinroutine.commands.typed import check_answers, complete, read_typed
from skinroutine.commands.way_to_ask import way_to_ask
from skinroutine.decide.device import DeviceDecision
from skinroutine.interview.answers import plain
from skinroutine.interview.subject import Subject
from skinroutine.options import command
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer

LOOK_FOR: Final = "device"
"""The part of what ``about`` tells that says what to look for."""


@command(rules=True, no_pager=True)
def choose(
    app: App,
    treatment: TreatmentName = "",
    *,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
) -> int:
    """Judge a device; nothing is stored.

    Raises UnknownTreatmentError, BadAnswersError, MissingAnswersError and the errors of the rules.
    """
    typed = read_typed(answers, settings or [], no_input=no_input)
    ask = None if typed.quiet else way_to_ask(app)
    book = Book(app.library, treatment_of(app.library, "device-choose", treatment, typed.raw, ask))
    choosing = DeviceDecision(book, app.now().date())
    known = {**_lives_in(app, choosing), **check_answers(typed, choosing.questions)}
    asked = 0
    if ask is None:
        complete("device-choose", choosing, known)
    else:
        asked = briefly(app, "device-choose", ask, Subject(choosing), known).asked
    view = _view(choosing, known, asked)
    app.out.result(choice_page(view), choice_document(view))
    return 0


def _lives_in(app: App, choosing: DeviceDecision) -> dict[str, Answer]:
    """Where the person lives, where they told so and rules here turn on it."""
    known = next((question for question in choosing.questions if question.id == REGION), None)
    return {REGION: app.region} if known and app.region in known.options else {}


def _view(choosing: DeviceDecision, known: dict[str, Answer], asked: int) -> ChoiceView:
    book = choosing.book
    treatment = book.library.treatment(book.treatment)
    verdict = choosing.judge(known)
    device = choosing.device(known)
    return ChoiceView(
        treatment=book.treatment,
        name=treatment.name,
        kind=f"{device.label}: {device.say}" if device else "",
        answers=plain(known),
        verdict=verdict,
        words=book.verdicts[verdict.name],
        merits=choosing.merits(known),
        to_find_out=choosing.to_find_out(known, verdict),
        look_for=[sentence for sentence in treatment.about if sentence.part == LOOK_FOR],
        asked=asked,
        own=book.library.unreviewed(book.treatment),
    )

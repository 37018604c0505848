"""``check-symptoms``: red flags first, then the rest; a level, what to do, and a hold where it needs one."""

from __future__ import annotations

from typing import Annotated

from skinroutine.app import App
from skinroutine.commands.check_symptoms.alarm import SEE_SOMEONE, after_what_is_urgent, weigh
from skinroutine.commands.check_symptoms.answers import conflicts_of, known_answers, profile_of, typed_answers
from skinroutine.commands.check_symptoms.residence import ask_after, take_typed
from skinroutine.commands.check_symptoms.screen import SymptomCheck, symptom_document, symptom_page
from skinroutine.commands.check_symptoms.stored import store_check
from skinroutine.commands.options import AnswersFile, NoInput, Settings, TreatmentName
from skinroutine.commands.typed import Typed, pick_treatment, read_typed, without_asking
from skinroutine.commands.way_to_ask import way_to_ask
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import WORST
from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.options import NOT_NOW, Option, command
from skinroutine.rulebook.book import Book

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.asking import Ask


class TooMildError(SkinroutineError):
    """Nothing urgent was found, but something that could say more was not read."""

    code = "too-mild"

    def __init__(self, cause: SkinroutineError) -> None:
        super().__init__(f"There's no answer yet: it could be too mild, as not all was read. {cause}")


@command(rules=True, full=True, no_pager=True)
def check_symptoms(
    app: App,
    treatment: TreatmentName = "",
    *,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    exit_code: Annotated[
        bool, Option("--exit-code", "For a script: exit with 3 when someone should see it.")
    ] = False,
) -> int:
    """Judge symptoms. Gives the exit status. Raises what ``answer`` raises."""
    level = answer(app, treatment, read_typed(answers, settings or [], no_input=no_input))
    return NOT_NOW if exit_code and level >= SEE_SOMEONE else 0


def answer(app: App, treatment: str, typed: Typed) -> int:
    """Judge symptoms. Gives the level, for the exit status.

    Advice to see someone is given whatever becomes of the history and of a person's own rules; what could
    not be stored or used is said. Anything milder is given only when both were read. Raises TooMildError,
    BadAnswersError and MissingAnswersError.
    """
    try:
        _ = app.library
    except SkinroutineError as error:
        app.leave_own_rules_out(error)
    take_typed(app, typed.raw)
    ask = None if typed.quiet else way_to_ask(app)
    if ask is not None:
        app.tell_doubts()
    try:
        check = _check(app, treatment, typed, ask)
    except UsageError as error:
        raise (error if ask else after_what_is_urgent(error, app, treatment, typed)) from None
    if app.doubts and check.found.level < SEE_SOMEONE:
        raise TooMildError(app.doubts[0])
    app.tell_doubts()
    stored, on_hold = store_check(app, check)
    check = check._replace(on_hold=on_hold)
    if app.out.folds:
        from skinroutine.commands.check_symptoms.more import show_first  # noqa: PLC0415  a terminal alone folds

        show_first(app, check, asked=ask is not None)
        return check.found.level
    app.out.result(symptom_page(check), symptom_document(check, stored))
    if ask is not None:
        ask_after(app, check.found.level)
    return check.found.level


def _check(app: App, named: str, typed: Typed, ask: Ask | None) -> SymptomCheck:
    wanted = pick_treatment(named, typed.raw.get("treatment"), app.library)
    if ask is not None:
        from skinroutine.commands.check_symptoms.interview import ask_person  # noqa: PLC0415  only who is asked waits for it

        return ask_person(app, wanted, typed, ask)
    if not wanted:
        early = _common_check(app, typed)
        if early.found.level == WORST:
            return early
        from skinroutine.commands.workflow import without_treatment  # noqa: PLC0415  most name it

        raise without_treatment(app.library, "check-symptoms", lambda name: _check(app, name, typed, None))
    checking = SymptomDecision(Book(app.library, wanted), app.now(), asking=False)
    known = known_answers(app, checking, typed_answers(typed, checking))
    conflicts = conflicts_of(app, checking)
    memory = profile_of(app, checking).memory
    clashes = without_asking("check-symptoms", checking, known, conflicts, memory)
    recalled = memory.because((), typed_answers(typed, checking))
    return weigh(checking, known)._replace(clashes=tuple(clashes), recalled=recalled)


def _common_check(app: App, typed: Typed) -> SymptomCheck:
    """What was typed, by the rules that hold for all: an emergency needs no treatment to be one."""
    checking = SymptomDecision(Book(app.library), app.now())
    return weigh(checking, typed_answers(typed, checking))

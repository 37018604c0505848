"""``plan``: asks what matters, gives the verdict with its reasons, and the checklists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.app import App
from skinroutine.commands.entry import dates_on
from skinroutine.commands.options import AnswersFile, NoInput, Settings, TreatmentName
from skinroutine.commands.plan.answers import PlanAnswers, gather_answers, planning_of
from skinroutine.commands.plan.document import plan_document
from skinroutine.commands.plan.made import Plan, decide_plan, record_of, view_of
from skinroutine.commands.plan.screen import plan_page
from skinroutine.commands.typed import Typed, pick_treatment, read_typed
from skinroutine.decide.plan import PlanDecision
from skinroutine.errors import SkinroutineError
from skinroutine.history import Draft
from skinroutine.interview.answers import read_answers
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.sessions import FIRST, SINCE
from skinroutine.options import NOT_NOW, Apart, Option, command
from skinroutine.rulebook import MILDEST_REFUSAL
from skinroutine.rulebook.book import Book

if TYPE_CHECKING:
    from skinroutine.commands.conversation import Conversation
    from skinroutine.commands.plan.view import PlanView
    from skinroutine.history.events import PlanRecord


_APART: Final = (
    Apart(
        "--example",
        ("--answers", "--set", "--what-if", "--on", "--save-answers"),
        "The example shows a typical person. For your own answers, leave --example out.",
    ),
    Apart("--what-if", ("--save-answers",)),
    Apart("--on", ("--save-answers",)),
)


class PlanOptions(NamedTuple):
    """What is wanted of a plan beside its answers; the command line has seen to it that it goes together.

    ``what_if`` are settings (``question=value``) to try, ``on`` a day in words, ``save`` a file for the
    answers.
    """

    example: bool = False
    what_if: tuple[str, ...] = ()
    on: str | None = None
    save: Path | None = None


@command(rules=True, full=True, no_pager=True, apart=_APART)
def plan(
    app: App,
    treatment: TreatmentName = "",
    *,
    example: Annotated[
        bool, Option("--example", "Show a typical person's plan. Nothing is asked or stored.")
    ] = False,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    what_if: Annotated[
        list[str] | None,
        Option("--what-if", "See what another answer would change. Nothing is stored.", "QUESTION=VALUE"),
    ] = None,
    on: Annotated[
        str | None, Option("--on", "Plan for a later day, such as friday or 2026-11-30.", "DAY")
    ] = None,
    save_answers: Annotated[
        Path | None, Option("--save-answers", "Save your answers to this file, for --answers.", "FILE")
    ] = None,
    exit_code: Annotated[
        bool, Option("--exit-code", "For a script: exit with 3 when the result isn't to go ahead.")
    ] = False,
) -> int:
    """Plan a session. Gives the exit status. Raises what ``answer`` raises."""
    typed = read_typed(answers, settings or [], no_input=no_input)
    options = PlanOptions(example, tuple(what_if or ()), on, save_answers)
    weight = answer(app, treatment, typed, options)
    return NOT_NOW if exit_code and weight >= MILDEST_REFUSAL else 0


def answer(app: App, treatment: str, typed: Typed, options: PlanOptions = PlanOptions()) -> int:  # noqa: B008  it is immutable
    """Plan a session. Gives the weight of the verdict, for the exit status.

    Raises the errors of its parts: unknown treatments, bad or missing answers, a damaged history, a day
    that cannot be read, a file that cannot be written.
    """
    _check(app, options)
    if options.example:
        return _show(app, view_of(_example(app, treatment), example=True))
    if options.what_if or options.on is not None:
        return _try(app, treatment, typed, options)
    made = _plan(app, treatment, typed)
    if options.save is not None:
        from skinroutine.commands.plan.saved import save, target_for  # noqa: PLC0415  no other plan needs it

        save(target_for(app, options.save), made.planning, made.answered)
        app.warn(f"Your answers are in {options.save}.")
    view = view_of(made)
    record = record_of(made, view)
    return _show(app, view, _store(app, made, record), None if typed.quiet else record)


def _try(app: App, treatment: str, typed: Typed, options: PlanOptions) -> int:
    """A plan that is only tried: it stores nothing."""
    from skinroutine.commands.plan.what_if import supposed  # noqa: PLC0415  only --what-if and --on need it

    trial = supposed(app, treatment, typed, options.what_if, options.on)
    tried = decide_plan(trial.planning, trial.answered, trial.days_ahead)
    return _show(app, view_of(tried, trial=trial))


def _check(app: App, options: PlanOptions) -> None:
    """Refuse a file that holds something else, before anybody is asked."""
    if options.save is not None:
        from skinroutine.commands.plan.saved import target_for  # noqa: PLC0415  no other plan needs it

        target_for(app, options.save).check()


def _show(app: App, view: PlanView, stored: str = "", record: PlanRecord | None = None) -> int:
    """Show the plan. In a terminal the rest of a ``record``, of a person who was asked, waits for keys."""
    if not app.out.folds:
        app.out.result(plan_page(view), plan_document(view, stored))
        return view.verdict.weight
    from skinroutine.commands.plan.more import show_first  # noqa: PLC0415  a terminal alone folds

    show_first(app, view, record)
    return view.verdict.weight


def _example(app: App, treatment: str) -> Plan:
    book = Book(app.library, treatment or next(iter(app.library.treatments)))
    planning = PlanDecision(book, app.now())
    file, raw = app.library.example(book.treatment)
    answers = read_answers(raw if isinstance(raw, dict) else {}, planning.questions, str(file))
    return decide_plan(planning, PlanAnswers({FIRST: SINCE not in answers, **answers}))


def _plan(app: App, named: str, typed: Typed) -> Plan:
    wanted = pick_treatment(named, typed.raw.get("treatment"), app.library)
    if typed.quiet:
        if not wanted:
            from skinroutine.commands.workflow import without_treatment  # noqa: PLC0415  most name it

            raise without_treatment(app.library, "plan", lambda name: _plan(app, name, typed))
        return _about(app, wanted, typed, None)
    # Only who is asked waits for what asks.
    from skinroutine.commands.conversation import Conversation  # noqa: PLC0415
    from skinroutine.commands.way_to_ask import way_to_ask  # noqa: PLC0415
    from skinroutine.commands.workflow import ask_treatment, last_treatment  # noqa: PLC0415
    from skinroutine.interview.subject import BackedOutError  # noqa: PLC0415

    talk = Conversation(app, "plan", way_to_ask(app))
    taken_up = wanted or talk.take_up("")
    if wanted:
        talk.take_up(wanted)
    while True:
        chosen = taken_up or ask_treatment(app.library, "plan", talk.ask, last=last_treatment(app))
        try:
            plan = _about(app, chosen, typed, talk, can_go_back=not taken_up)
        except BackedOutError:
            continue
        asked = plan.answered.asked + (not taken_up)
        return plan._replace(answered=plan.answered._replace(asked=asked))


def _about(
    app: App, treatment: str, typed: Typed, talk: Conversation | None, *, can_go_back: bool = False
) -> Plan:
    planning = planning_of(app, treatment, app.now())
    return decide_plan(planning, gather_answers(app, planning, typed, talk, can_go_back=can_go_back))


def _store(app: App, plan: Plan, stored: PlanRecord) -> str:
    """Keep the plan for ``log`` and ``why``, and what the person said of themselves for the next plan.

    The answer stands even where nothing can be written.
    """
    try:
        facts = [Draft(fact) for fact in plan.answered.facts]
        dates = dates_on(app.library, (), app.now()) if facts else None
        return app.history.write([Draft(stored), *facts], dates)[0].id
    except SkinroutineError as error:
        app.warn(f"This plan was not stored. {error}")
        return ""

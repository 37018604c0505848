"""``plan``: asks what matters, gives the verdict with its reasons, and the checklists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from skinroutine.answers import plain, read_answers
from skinroutine.app import Place
from skinroutine.commands.given import Given, pick_treatment
from skinroutine.commands.plan.answers import Answered, answered
from skinroutine.commands.plan.screen import PlanView, plan_data, plan_page
from skinroutine.commands.workflow import ask_treatment, last_treatment, without_treatment
from skinroutine.conditions import Answer, Chosen, Facts
from skinroutine.devices.heads import heads as heads_in_use
from skinroutine.errors import SkinroutineError
from skinroutine.history import Draft
from skinroutine.interview import BackedOutError
from skinroutine.model import Phase, Step
from skinroutine.planning import Planning
from skinroutine.profile import FACT
from skinroutine.prompts import asker
from skinroutine.remembering import FIRST, HOLD, SINCE
from skinroutine.rulebook import Book
from skinroutine.screening import Verdict, checklist

if TYPE_CHECKING:
    from skinroutine.commands.conversation import Conversation
    from skinroutine.commands.plan.what_if import Supposed


class Wish(NamedTuple):
    """What is wanted of a plan beside its answers; the command line has seen to it that it goes together.

    ``what_if`` are settings (``question=value``) to try, ``on`` a day in words, ``save`` a file for the
    answers.
    """

    example: bool = False
    what_if: tuple[str, ...] = ()
    on: str | None = None
    save: Path | None = None


class Plan(NamedTuple):
    """A plan that was decided, with all that is shown of it."""

    planning: Planning
    answered: Answered
    verdict: Verdict
    steps: dict[Phase, list[Step]]
    next_earliest: str


def run(place: Place, treatment: str, given: Given, wish: Wish = Wish()) -> int:  # noqa: B008  it is immutable
    """Plan a session. Gives the weight of the verdict, for the exit status.

    Raises the errors of its parts: unknown treatments, bad or missing answers, a damaged history, a day
    that cannot be read, a file that cannot be written.
    """
    _check(place, wish)
    if wish.example:
        return _shown(place, _example(place, treatment), example=True)
    if wish.what_if or wish.on is not None:
        return _tried(place, treatment, given, wish)
    plan = _planned(place, treatment, given)
    if wish.save is not None:
        from skinroutine.commands.plan.saved import save, target_for  # noqa: PLC0415  no other plan needs it

        save(target_for(place, wish.save), plan.planning, plan.answered)
        place.warn(f"Your answers are in {wish.save}.")
    return _shown(place, plan, stored=_store(place, plan))


def _tried(place: Place, treatment: str, given: Given, wish: Wish) -> int:
    """A plan that is only tried: it stores nothing."""
    from skinroutine.commands.plan.what_if import supposed  # noqa: PLC0415  only --what-if and --on need it

    trial = supposed(place, treatment, given, wish.what_if, wish.on)
    return _shown(place, _decided(trial.planning, trial.answered), trial=trial)


def _check(place: Place, wish: Wish) -> None:
    """Refuse a file that holds something else, before anybody is asked."""
    if wish.save is not None:
        from skinroutine.commands.plan.saved import target_for  # noqa: PLC0415  no other plan needs it

        target_for(place, wish.save).check()


def view_of(plan: Plan, *, example: bool = False, trial: Supposed | None = None) -> PlanView:
    """What a screen needs to know of a plan."""
    book, verdict = plan.planning.book, plan.verdict
    treatment = book.library.treatment(book.treatment)
    held = any(one.id == HOLD for one in verdict.reasons)
    return PlanView(
        treatment=book.treatment,
        name=treatment.name,
        verdict=verdict,
        words=book.verdicts[verdict.name],
        steps=plan.steps,
        meanwhile=[] if held else [one.do for one in treatment.meanwhile],
        next_earliest=plan.next_earliest,
        asked=plan.answered.asked,
        today=plan.planning.now.date(),
        example=plain(_own(plan)) if example else {},
        own=book.library.unreviewed(book.treatment),
        stood=plan.answered.stood,
        supposed=trial.words if trial else (),
    )


def _shown(
    place: Place, plan: Plan, *, example: bool = False, trial: Supposed | None = None, stored: str = ""
) -> int:
    view = view_of(plan, example=example, trial=trial)
    place.out.result(plan_page(view), plan_data(view, stored))
    return plan.verdict.weight


def _example(place: Place, treatment: str) -> Plan:
    book = Book(place.library, treatment or next(iter(place.library.treatments)))
    planning = Planning(book, place.now())
    file, raw = place.library.example(book.treatment)
    answers = read_answers(raw if isinstance(raw, dict) else {}, planning.questions, str(file))
    return _decided(planning, Answered({FIRST: SINCE not in answers, **answers}))


def _planned(place: Place, named: str, given: Given) -> Plan:
    wanted = pick_treatment(named, given.raw.get("treatment"), place.library.treatment_ids)
    if given.quiet:
        if not wanted:
            raise without_treatment(place.library, "plan", lambda name: _planned(place, name, given))
        return _about(place, wanted, given, None)
    from skinroutine.commands.conversation import Conversation  # noqa: PLC0415  only who is asked waits

    talk = Conversation(place, "plan", asker(plain=place.out.plain))
    taken_up = wanted or talk.take_up("")
    if wanted:
        talk.take_up(wanted)
    while True:
        chosen = taken_up or ask_treatment(place.library, "plan", talk.ask, last=last_treatment(place))
        talk.leading = not taken_up
        try:
            plan = _about(place, chosen, given, talk)
        except BackedOutError:
            continue
        asked = plan.answered.asked + (not taken_up)
        return plan._replace(answered=plan.answered._replace(asked=asked))


def _about(place: Place, treatment: str, given: Given, talk: Conversation | None) -> Plan:
    planning = Planning(
        Book(place.library, treatment),
        place.now(),
        place.history,
        place.history.holds(),
        heads_in_use(place.history),
    )
    return _decided(planning, answered(place, planning, given, talk))


def _decided(planning: Planning, told: Answered) -> Plan:
    verdict = planning.decide(told.answers)
    facts = Facts(told.answers, planning.book.guards)
    steps = checklist(planning.book.steps, facts) if verdict.allowed else {}
    return Plan(planning, told, verdict, steps, planning.next_after(told.answers, verdict))


def _store(place: Place, plan: Plan) -> str:
    """Keep the plan for ``log`` and ``why``, and what the person said of themselves for the next plan.

    The answer stands even where nothing can be written.
    """
    data: dict[str, object] = {
        "treatment": plan.planning.book.treatment,
        "answers": plain(_own(plan)),
        "unseen": _unseen(plan),
        "result": plan_data(view_of(plan), ""),
        "steps": [step.id for steps in plan.steps.values() for step in steps],
    }
    try:
        return place.history.write(
            [Draft("plan", data), *(Draft(FACT, fact) for fact in plan.answered.facts)]
        )[0].id
    except SkinroutineError as error:
        place.warn(f"This plan was not stored. {error}")
        return ""


def _unseen(plan: Plan) -> dict[str, list[str]]:
    """The options of each list that nobody was asked about: they are not left out, they are not known."""
    answers = plan.answered.answers.items()
    return {name: sorted(one.unseen) for name, one in answers if isinstance(one, Chosen) and one.unseen}


def _own(plan: Plan) -> Mapping[str, Answer]:
    return {name: answer for name, answer in plan.answered.answers.items() if name != FIRST}

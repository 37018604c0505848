"""The answers of a plan: what is typed, what is remembered, what is asked, and what conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from skinroutine.app import App
from skinroutine.commands.typed import Typed, check_answers, without_asking
from skinroutine.commands.workflow import unread_notes, unread_sessions
from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.decide.plan import PlanDecision
from skinroutine.history.events import FactRecord
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.facts import read_facts
from skinroutine.memory.heads import heads
from skinroutine.memory.lately import NamedLately, left_out_lately
from skinroutine.memory.named import Memory, NamedOption
from skinroutine.memory.recall import recollect
from skinroutine.memory.sessions import FIRST, SINCE, areas_of, strictest_answer
from skinroutine.memory.statements import statements
from skinroutine.rulebook.apart import stored
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen

if TYPE_CHECKING:
    from skinroutine.commands.conversation import Conversation
    from skinroutine.interview.clash import Conflict
    from skinroutine.interview.subject import Subject


class PlanAnswers(NamedTuple):
    """All answers of a plan, how many were asked for, which cautious ones stand, and what to remember."""

    answers: dict[str, Answer]
    asked: int = 0
    clashes: tuple[Conflict, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    recalled: Mapping[str, NamedOption] = {}
    """What counts because it was named before, by the answer that a rule names as its cause."""
    lately: tuple[NamedLately, ...] = ()
    """What other plans named of the person not long ago that these answers leave out."""


def planning_of(app: App, treatment: str, now: datetime) -> PlanDecision:
    """What a plan of that time is decided by: the rules, the history with its holds, and the heads."""
    book = Book(app.library, treatment)
    return PlanDecision(book, now, app.history, app.history.holds(), heads(app.history))


def gather_answers(
    app: App,
    planning: PlanDecision,
    typed: Typed,
    talk: Conversation | None,
    *,
    can_go_back: bool = False,
) -> PlanAnswers:
    """The answers of a plan; without a conversation nobody is asked.

    ``can_go_back`` lets a person back out of the first question.

    Raises BadAnswersError, MissingAnswersError, and what a conversation raises.
    """
    answers = check_answers(typed, planning.questions)
    for note in _of_no_concern(planning, answers):
        app.warn(note)
    recalled = planning.recalled
    found, unread = read_facts(app.history, planning.questions, planning.now, planning.book.treatment)
    talking = talk is not None
    profile = recollect(found, planning.questions, planning.now, all_at_once=talking, asking=talking)
    memory = profile.memory
    for sentence in unread_notes(question for question in unread if question.id not in answers):
        app.warn(sentence)
    for session in unread_sessions(app.history, planning.questions, planning.book.treatment):
        app.warn(session)
    known = {**profile.known, **recalled, **never_milder(planning, answers)}
    if FIRST not in answers and (SINCE in answers or talk is None):
        known[FIRST] = SINCE not in answers and not planning.begun
    conflicts = conflicts_of(app, planning)
    if talk is None:
        answered = unasked_plan(planning, known, conflicts, memory)
        lately = left_out_lately(app.history, planning.questions, known, planning.now)
        return answered._replace(recalled=memory.because(areas_of(known), answers), lately=tuple(lately))
    from skinroutine.interview.subject import Subject  # noqa: PLC0415  only who is asked waits for it

    stale = {name: fact for name, fact in profile.stale.items() if name not in answers}
    subject = Subject(planning, stale, conflicts, can_go_back, memory.lines, today_first=True)
    return _ask(planning, known, subject, talk, memory)


def _of_no_concern(planning: PlanDecision, answers: Mapping[str, Answer]) -> Iterator[str]:
    """What was typed and is never offered: that it does not matter here, and why."""
    for question in planning.questions:
        answer = answers.get(question.id)
        named = answer.options if isinstance(answer, Chosen) else frozenset[str]()
        yield from filter(None, (question.no_matter(option) for option in question.unread if option in named))


def conflicts_of(app: App, planning: PlanDecision) -> Conflicts:
    """The conflicts of a plan, against what was recorded in the last two weeks."""
    last = next(iter(app.history.last_sessions(treatment=planning.book.treatment, limit=1)), None)
    before = Before(statements(app.history, planning.now), planning.now, last.happened if last else None)
    return Conflicts(
        planning.book.contradictions,
        planning.questions,
        planning.guards,
        before,
        lambda: planning.book.questions(None),
    )


def unasked_plan(
    planning: PlanDecision, known: dict[str, Answer], conflicts: Conflicts, memory: Memory
) -> PlanAnswers:
    """The answers of a plan where nobody can be asked. Raises MissingAnswersError."""
    return PlanAnswers(known, clashes=tuple(without_asking("plan", planning, known, conflicts, memory)))


def _ask(
    planning: PlanDecision, known: dict[str, Answer], subject: Subject, talk: Conversation, memory: Memory
) -> PlanAnswers:
    from skinroutine.memory.new_facts import drafts  # noqa: PLC0415  the same

    treatment = planning.book.treatment
    result = talk.about(treatment, subject, known)
    gone = memory.ends(known, result.ended)
    new = tuple(drafts(result.shown, known, planning.questions, treatment, gone))
    answers = stored(memory.under(known, result.ended), planning.guards.apart)
    return PlanAnswers(answers, result.asked, tuple(result.conflicts), new, memory.counting(known, gone))


def never_milder(planning: PlanDecision, typed: Mapping[str, Answer]) -> dict[str, Answer]:
    """Typed answers as they count: of one beside what the history says, the stricter of the two stands."""
    recalled = planning.recalled
    stricter = {
        question.id: strictest_answer(question, [recalled[question.id], typed[question.id]])
        for question in planning.questions
        if question.options and question.id in recalled and question.id in typed
    }
    return {**typed, **stricter}

"""The answers of a plan: what is typed, what is remembered, what is asked, and what clashes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from skinroutine.app import App
from skinroutine.commands.typed import Typed, checked, without_asking
from skinroutine.commands.workflow import unread_notes, unread_sessions
from skinroutine.conditions import Answer
from skinroutine.contradictions import Before, Contradictions
from skinroutine.history.events import FactRecord
from skinroutine.interview import Clash, Reads, Subject
from skinroutine.planning import Planning
from skinroutine.profile import Recollection, drafts, read_facts, recollect
from skinroutine.remembering import FIRST, SINCE, statements, strictest_told

if TYPE_CHECKING:
    from skinroutine.commands.conversation import Conversation


class PlanAnswers(NamedTuple):
    """All answers of a plan, how many were asked for, which cautious ones stand, and what to remember."""

    answers: dict[str, Answer]
    asked: int = 0
    stood: tuple[Clash, ...] = ()
    facts: tuple[FactRecord, ...] = ()


def gather_answers(app: App, planning: Planning, typed: Typed, talk: Conversation | None) -> PlanAnswers:
    """The answers of a plan; without a conversation nobody is asked.

    Raises BadAnswersError, MissingAnswersError, and what a conversation raises.
    """
    answers = checked(typed.raw, planning.questions, typed.where)
    recalled = planning.recalled
    found, unread = read_facts(app.history, planning.questions, planning.now, planning.book.treatment)
    profile = recollect(found, planning.questions, planning.now)
    for sentence in unread_notes(one for one in unread if one.id not in answers):
        app.warn(sentence)
    for session in unread_sessions(app.history, planning.questions, planning.book.treatment):
        app.warn(session)
    known = {
        **profile.known,
        **recalled,
        **answers,
        **_never_milder(planning, recalled, answers),
    }
    if FIRST not in answers and (SINCE in answers or talk is None):
        known[FIRST] = SINCE not in answers and not planning.logged
    clashes = contradictions_of(app, planning)
    if talk is None:
        return unasked_plan(planning, known, clashes)
    stale = {name: one for name, one in profile.stale.items() if name not in answers}
    return _asked(planning, known, Recollection(profile.known, stale), clashes, talk)


def contradictions_of(app: App, planning: Planning) -> Contradictions:
    """The contradictions of a plan, against what was recorded in the last two weeks."""
    last = next(iter(app.history.last_sessions(treatment=planning.book.treatment, limit=1)), None)
    said_before = statements(app.history, planning.now)
    before = Before(said_before, planning.now, last.happened if last else None)
    return Contradictions(planning.book.contradictions, planning.questions, planning.book.guards, before)


def unasked_plan(planning: Planning, known: dict[str, Answer], clashes: Contradictions) -> PlanAnswers:
    """The answers of a plan where nobody can be asked. Raises MissingAnswersError."""
    stood = without_asking("plan", planning.questions, known, planning.open_now, clashes)
    return PlanAnswers(known, stood=tuple(stood))


def _asked(
    planning: Planning,
    known: dict[str, Answer],
    profile: Recollection,
    clashes: Contradictions,
    talk: Conversation,
) -> PlanAnswers:
    book = planning.book
    rules: list[Reads] = [*book.screening, *planning.steps, *book.intervals]
    subject = Subject(planning.questions, planning.open_now, rules, profile.stale, clashes)
    said = talk.about(book.treatment, subject, known)
    new = tuple(drafts(said.said, known, planning.questions, book.treatment))
    return PlanAnswers(known, said.asked, tuple(said.stood), new)


def _never_milder(
    planning: Planning, recalled: Mapping[str, Answer], typed: Mapping[str, Answer]
) -> dict[str, Answer]:
    """What is typed beside something remembered: the stricter of the two stands."""
    return {
        question.id: strictest_told(question, [recalled[question.id], typed[question.id]])
        for question in planning.questions
        if question.options and question.id in recalled and question.id in typed
    }

"""How many questions people are asked: ``python bench/questions.py [--people N]``.

For each treatment so many people answer a first plan, a plan some weeks later and a check of symptoms, and
as many emergencies are told. All go through the interview itself. What people say is drawn, with a fixed
seed, from the tables of ``bench/people.py``. Exit status 1 when a target of the design is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from random import Random
from statistics import median
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))  # so that a test can load this file from where it stands

from people import LAST_REACTIONS, LOGGED, Person

from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import WORST
from skinroutine.history import Draft, History
from skinroutine.history.events import SessionRecord
from skinroutine.interview.answers import plain
from skinroutine.interview.asking import Asking
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.memory.facts import facts
from skinroutine.memory.new_facts import drafts, options_answered
from skinroutine.memory.recall import recollect
from skinroutine.memory.sessions import areas_of, remembered_answers, session_answers
from skinroutine.memory.statements import statements
from skinroutine.review.sampler import Sampler
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library

SEED: Final = 20261120
START: Final = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
MOST_FIRST: Final = 14
HALF_FIRST: Final = 12
MOST_RETURNING: Final = 5
MOST_SCREENS: Final = 1
_SYMPTOMS: Final = "symptoms"


class Counted(NamedTuple):
    """How many questions, or screens, each person was asked in one kind of interview.

    ``target`` is the most that may be asked of nine people in ten, or with ``of_all`` of anybody; ``middle``
    the most of half of them.
    """

    name: str
    counts: list[int]
    target: int = 0
    of_all: bool = False
    middle: int = 0

    @property
    def ninth(self) -> int:
        """The 90th percentile: so many questions, or fewer, are asked of nine people in ten."""
        return self.part(0.9)

    def part(self, share: float) -> int:
        """So many, or fewer, are asked of this share of the people."""
        return sorted(self.counts)[max(0, ceil(share * len(self.counts)) - 1)]

    @property
    def missed(self) -> bool:
        """Whether more is asked than may be."""
        above = bool(self.target) and (max(self.counts) if self.of_all else self.ninth) > self.target
        return above or (bool(self.middle) and median(self.counts) > self.middle)


def main() -> int:
    """Measure every treatment and print a table. Gives 1 when a target is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=1_000)
    people = options.parse_args().people
    library = Library(layers())
    rows = [row for name in library.treatment_ids for row in measured(library, name, people)]
    print(f"{people} people for each treatment, seed {SEED}")
    print(f"{'':54}{'people':>7}{'median':>7}{'90 %':>6}{'99 %':>6}{'most':>6}  target")
    for row in rows:
        print(line(row))
    return int(any(row.missed for row in rows))


def line(row: Counted) -> str:
    """One line of the table."""
    target = f"{'everybody' if row.of_all else '90 %'} at most {row.target}" if row.target else "-"
    target += f", half at most {row.middle}" if row.middle else ""
    verdict = "  MISSED" if row.missed else ""
    figures = (
        f"{len(row.counts):>7}{median(row.counts):>7g}{row.ninth:>6}{row.part(0.99):>6}{max(row.counts):>6}"
    )
    return f"{row.name:54}{figures}  {target}{verdict}"


def measured(library: Library, treatment: str, people: int) -> list[Counted]:
    """Let so many people answer, and tell as many emergencies. Each has a history of their own."""
    luck, book = Random(SEED), Book(library, treatment)  # noqa: S311  people to try, no secrets
    with tempfile.TemporaryDirectory() as folder:
        lives = [life(book, Path(folder) / f"{one}.db", Random(luck.random())) for one in range(people)]  # noqa: S311  the same
    alone, joined = emergencies(book, luck, people)
    return [
        *plan_rows(treatment, lives),
        Counted(f"{treatment}: check-symptoms", [one.check for one in lives if one.allowed]),
        Counted(f"{treatment}: screens, one sign of an emergency", alone, MOST_SCREENS, of_all=True),
        Counted(f"{treatment}: screens, several signs together", joined),
    ]


def plan_rows(treatment: str, lives: list[Life]) -> list[Counted]:
    """What the plans of these people took. Who was refused had no session, and returns without one."""
    return [
        Counted(f"{treatment}: first plan", [one.first for one in lives], MOST_FIRST, middle=HALF_FIRST),
        Counted("  of these: no session before", [one.first for one in lives if one.new]),
        Counted("  of these: sessions before, not logged", [one.first for one in lives if not one.new]),
        Counted(
            f"{treatment}: returning plan", [one.returning for one in lives if one.allowed], MOST_RETURNING
        ),
        Counted("  after a plan that was refused", [one.returning for one in lives if not one.allowed]),
    ]


# ------------------------------------------------------------------ plans


class Life(NamedTuple):
    """How many questions one person was asked in a first plan, a returning one and a check (0: none).

    ``new`` says that there was no session before, ``allowed`` that the first plan let one go ahead.
    """

    first: int
    new: bool
    allowed: bool
    returning: int
    check: int = 0


def life(book: Book, file: Path, luck: Random, *, checking: bool = True) -> Life:
    """One person: a first plan, a session, a plan 7 to 60 days later, a session, a check."""
    clock = [START]
    history, person = History(file, lambda: clock[0]), Person(luck, {})
    first, allowed = planned(book, history, person, START)
    if allowed:
        logged(book, history, person, START)
    clock[0] += timedelta(days=luck.randint(7, 60))
    person.weeks_later()
    returning, _ = planned(book, history, person, clock[0])
    new, check = person.answers.get("first_session") is not False, 0
    if allowed and checking:
        logged(book, history, person, clock[0])
        clock[0] += timedelta(hours=luck.choice((2, 14, 30, 60, 120, 240)))
        check = checked(book, history, person, clock[0])
    return Life(first, new, allowed, returning, check)


def planned(book: Book, history: History, person: Person, now: datetime) -> tuple[int, bool]:
    """One plan, with the facts that it leaves in the history.

    Gives how many questions were put, and whether the session may go ahead.
    """
    planning = PlanDecision(book, now, history, history.holds())
    questions = planning.questions
    profile = recollect(facts(history, questions, now, book.treatment), questions, now)
    known = {**profile.known, **remembered_answers(history, book, questions, now)}
    conflicts = clashing(book, questions, history, now)
    subject = Subject(planning, profile.stale, conflicts)
    asked = talked(subject, known, person, history, book.treatment)
    return asked, planning.judge(known).allowed


def clashing(book: Book, questions: list[Question], history: History, now: datetime) -> Conflicts:
    """The contradictions of a command, against what this person told before."""
    last = next(iter(history.last_sessions(treatment=book.treatment, limit=1)), None)
    told = statements(history, now)
    before = Before(told, now, last.happened if last else None)
    return Conflicts(book.contradictions, questions, book.guards, before)


def talked(
    subject: Subject, known: dict[str, Answer], person: Person, history: History, treatment: str
) -> int:
    """One interview; what it tells of the person is kept. Gives how many questions were put."""
    interview = Interview(subject, known, person.says)
    asked = interview.run()
    interview.use_rest()
    new = drafts(
        options_answered(interview.trail, known, subject.questions), known, subject.questions, treatment
    )
    history.write([Draft(fact) for fact in new])
    return asked


def logged(book: Book, history: History, person: Person, when: datetime) -> None:
    """The session after a plan, with its reaction."""
    kept = {name: one for name, one in person.answers.items() if name in LOGGED}
    reaction = {"last_reaction": person.luck.choice(LAST_REACTIONS)}
    session = SessionRecord(
        treatment=book.treatment,
        areas=areas_of(kept),
        answers={**plain(kept), **reaction},
        note="",
        aftercare=[],
        follow_up=[],
    )
    history.write([Draft(session, when)])


# ------------------------------------------------------------------ checks


def checked(book: Book, history: History, person: Person, now: datetime) -> int:
    """One check after a session. Gives how many questions were put, the first screen among them."""
    checking = SymptomDecision(book, now)
    profile = recollect(facts(history, checking.questions, now, book.treatment), checking.questions, now)
    ids = {question.id for question in checking.questions}
    last = history.last_sessions(treatment=book.treatment, limit=1)[0]
    told = session_answers(last, book.questions("plan"))
    known = {**profile.known, **{name: one for name, one in told.items() if name in ids}}
    known["hours_since_session"] = (now - last.happened).total_seconds() / 3600
    conflicts = clashing(book, checking.questions, history, now)
    subject = Subject(checking, profile.stale, conflicts)
    return talked(subject, known, person, history, book.treatment)


def emergencies(book: Book, luck: Random, people: int) -> tuple[list[int], list[int]]:
    """After how many screens the action comes: for signs that are an emergency alone, and for others."""
    checking = SymptomDecision(book, START)
    alone = lone_signs(checking)
    worst = [one.when for one in checking.rules if one.weight == WORST]
    sampler = Sampler(checking.questions, {}, worst)
    first: list[int] = []
    later: list[int] = []
    while len(first) < people or len(later) < people:
        told = sampler.sample(luck)
        if checking.judge(told).level == WORST:
            chosen = told[_SYMPTOMS]
            signs = chosen.options if isinstance(chosen, Chosen) else frozenset()
            (first if signs & alone else later).append(screens(checking, told))
    return first[:people], later[:people]


def lone_signs(checking: SymptomDecision) -> frozenset[str]:
    """The symptoms that are an emergency with nothing else known."""
    named = next(one for one in checking.questions if one.id == _SYMPTOMS)
    return frozenset(
        option
        for option in named.options
        if checking.judge({_SYMPTOMS: Chosen(frozenset({option}))}).level == WORST
    )


def screens(checking: SymptomDecision, told: dict[str, Answer]) -> int:
    """After how many screens this story is known to be an emergency, and the action is told."""
    known: dict[str, Answer] = {}
    return Interview(Subject(checking), known, telling(told)).run()


def telling(told: dict[str, Answer]) -> Callable[[Asking], Answer]:
    """Somebody who tells this story, a screen at a time."""

    def ask(asking: Asking) -> Answer:
        answer = told[asking.question.id]
        return Chosen(answer.options & asking.options.keys()) if isinstance(answer, Chosen) else answer

    return ask


if __name__ == "__main__":
    sys.exit(main())

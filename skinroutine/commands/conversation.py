"""One interview with one person: taken up where it was left, reviewed, changed where it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from skinroutine.app import App
from skinroutine.commands.stopped import Shelf, Unfinished
from skinroutine.errors import EndOfInputError, SkinroutineError, StoppedError, UsageError
from skinroutine.interview.answers import MissingAnswersError
from skinroutine.interview.asking import Ask, Asking, Back, as_offered, take
from skinroutine.interview.clash import Conflict
from skinroutine.interview.no_longer import ended_in
from skinroutine.interview.pending import open_questions
from skinroutine.interview.question import whole
from skinroutine.interview.reconfirm import in_sight
from skinroutine.interview.replay import Answered, GivenAnswer, join_answers
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import BackedOutError, Subject
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.fact_words import counting
from skinroutine.memory.facts import parent_of
from skinroutine.memory.new_facts import options_answered
from skinroutine.prompts import is_terminal
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.conditions import Answer, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.text import moment

_DECIDE: Final = "decide"
Test = Callable[[], bool]


class UnconfirmedError(UsageError):
    """The input ended when all was answered and nothing was confirmed."""

    code = "unconfirmed"

    def __init__(self) -> None:
        super().__init__(
            "The input ended before your answers were confirmed, so nothing was decided. "
            "End it with one more line: yes"
        )


class InterviewResult(NamedTuple):
    """How many questions were put, what was answered now, the clashes, as they ended, and what is over."""

    asked: int
    shown: Mapping[str, list[str] | None]
    conflicts: list[Conflict]
    ended: Mapping[str, frozenset[str]] = {}


def briefly(
    app: App, command: Command, ask: Ask, subject: Subject, known: dict[str, Answer]
) -> InterviewResult:
    """An interview that is neither reviewed nor kept: what it asks is stored and can be edited."""
    return Conversation(app, command, ask, keeping=False).about("", subject, known, reviewing=lambda: False)


class Conversation:
    """An interview for a command, with its unfinished answers on a shelf.

    ``keeping`` keeps an interview that is stopped (None: where a person types); where it is not kept none is
    offered either. ``first`` are answers that were given just before it began: what was kept of them from an
    earlier time can only add to them.
    """

    def __init__(
        self,
        app: App,
        command: Command,
        ask: Ask,
        *,
        keeping: bool | None = None,
        first: Mapping[str, Answer] = {},
    ) -> None:
        self.app = app
        self.command = command
        self.ask = ask
        self.keeping = is_terminal() if keeping is None else keeping
        self.first = first
        self.interview: Interview | None = None
        self._shelf = Shelf(app.paths.unfinished(command), app.rules)
        self._taken_up: Unfinished | None = None
        self._changed: dict[str, Answer] = {}
        self._treatment = ""
        self._kept = False

    def take_up(self, treatment: str) -> str:
        """Offer to go on where an interview about this treatment (empty: any) was left.

        Gives the treatment that it is about, or the one named. Raises StoppedError.
        """
        left = self._shelf.load() if self.keeping else None
        if self.keeping and self._shelf.is_lost():
            self.app.warn(f"Your last answers, in {self._shelf.file}, cannot be read. Please start again.")
        other = left is None or (treatment and left.treatment != treatment)
        if left is None or other or left.treatment not in self.app.library.treatment_ids:
            return treatment
        now = self.app.now()
        when = moment(left.stopped, now)
        refused = self._shelf.refused(left, when, now)
        if refused:
            self.app.warn(refused)
            return treatment
        try:
            going_on = self.ask(left.go_on(self.command, when)) is True
        except EndOfInputError:  # the first question of the interview itself tells what is missing
            return treatment
        except StoppedError as error:
            raise self._stop(error) from None
        if going_on:
            self._taken_up = left
            return left.treatment
        self._shelf.drop()
        return treatment

    def about(
        self, treatment: str, subject: Subject, known: dict[str, Answer], *, reviewing: Test = lambda: True
    ) -> InterviewResult:
        """Ask until nothing is undecided; ``known`` takes the answers.

        ``reviewing`` says, once nothing is left to ask, whether all answers are shown before the end.
        Raises MissingAnswersError where the input ends, StoppedError where the person stops, and
        BackedOutError where they go back from the first question.
        """
        self._treatment = treatment
        try:
            return self._review_answers(subject, known, reviewing)
        except EndOfInputError:
            self._forget()
            raise MissingAnswersError(self._missing(subject, known)) from None
        except BackedOutError:
            self._drop()
            self._changed.clear()
            raise
        except StoppedError as error:
            raise self._stop(error) from None

    def _review_answers(self, subject: Subject, known: dict[str, Answer], reviewing: Test) -> InterviewResult:
        base, replay = dict(known), self._replay(subject)
        while True:
            known.clear()
            known.update({**self._undisturbed(base, subject), **self._changed})
            interview = self._interview(subject, known, replay)
            asked = interview.run()
            interview.use_rest()
            name = (
                self._review(interview)
                if reviewing() and not in_sight(interview.trail, subject.questions, known)
                else ""
            )
            if not name:
                self._drop()
                given = [*interview.trail, *interview.rest]
                shown = options_answered(given, known, subject.questions) | self._shown_again(subject, known)
                return InterviewResult(asked, shown, interview.ended_clashes, ended_in(given))
            self._changed |= interview.corrected
            replay = interview.but_for(self._change(interview, name))
            self._shelve(replay)

    def _undisturbed(self, base: Mapping[str, Answer], subject: Subject) -> dict[str, Answer]:
        """What was known at first, without what hangs on an answer that was changed since."""
        parents = {question.id: parent_of(question) for question in subject.questions}
        return {name: answer for name, answer in base.items() if parents.get(name) not in self._changed}

    def _shown_again(self, subject: Subject, known: Mapping[str, Answer]) -> dict[str, list[str] | None]:
        """What was changed in the review, with the options that were on offer there (None: all)."""
        decision = subject.decision
        return {
            question.id: sorted(whole(question, decision.rules, decision.guards).options)
            if question.kind == "many"
            else None
            for question in subject.questions
            if question.id in self._changed and question.id in known
        }

    def _interview(self, subject: Subject, known: dict[str, Answer], replay: list[GivenAnswer]) -> Interview:
        guards = subject.decision.guards
        for name in [name for name in self._changed if name in guards]:
            if holding(guards[name], Facts(known, guards)).truth is False:
                known.pop(name, None)
        stale = {name: fact for name, fact in subject.stale.items() if fact.follows not in self._changed}
        about = subject._replace(stale=stale)
        self.interview = Interview(about, known, self.ask, replay=replay, keep=self._keep)
        return self.interview

    def _replay(self, subject: Subject) -> list[GivenAnswer]:
        if self._taken_up is None:
            return []
        corrected = self._taken_up.corrected(subject.questions)
        self._changed = {
            name: join_answers(answer, self.first.get(name)) for name, answer in corrected.items()
        }
        return self._taken_up.replayed(subject.questions)

    def _review(self, interview: Interview) -> str:
        """The question whose answer the person wants to change; empty when all are right."""
        answered_now = self._answered_now(interview)
        lines = {
            question.id: counting(question, interview.own(question.id), interview.known)
            for question in interview.subject.questions
            if question.id in interview.known and (question.id in answered_now or not question.remembered)
            if holding(question.when, Facts(interview.known, interview.guards)).truth is not False
        }
        if not lines:
            return ""
        question = Question(
            id="review", kind="one", ask="Are these answers right? Choose one to change it.", name="Review",
            why="The answer that you get rests on these alone.", asked_by=(self.command,), not_sure=False,
            options={_DECIDE: "Yes, show my result", **lines}, also={_DECIDE: ("all right", "decide now")},
        )  # fmt: skip
        try:
            chosen = self.ask(Asking(question, question.options, start=_DECIDE))
        except EndOfInputError:
            self._forget()
            raise UnconfirmedError from None
        return "" if chosen == _DECIDE else str(chosen)

    def _answered_now(self, interview: Interview) -> set[str]:
        """The questions that were answered in this interview."""
        asked = {name for step in interview.trail for name in (step.asking.question.id, step.asking.never)}
        return asked | interview.used | self._changed.keys()

    def _change(self, interview: Interview, name: str) -> str:
        """Ask one question again. Gives it; empty where the person went back."""
        decision = interview.subject.decision
        question = next(each for each in decision.questions if each.id == name)
        asking = whole(question, decision.rules, decision.guards)
        never = question.never if question.never in self._answered_now(interview) else ""
        asking = asking._replace(before=interview.own(name), can_go_back=True, never=never)
        try:
            answer = self.ask(asking)
        except EndOfInputError:
            self._forget()
            raise MissingAnswersError([question]) from None
        if isinstance(answer, Back):
            return ""
        given = take({}, asking, answer) if never else {name: as_offered(asking, answer)}
        for follower in decision.questions:
            if follower.follows == name:
                self._changed.pop(follower.id, None)
        self._changed |= {key: value for key, value in given.items() if value is not None}
        return name

    def _drop(self) -> None:
        """Take away what is kept; what a person left in a terminal is not for a pipe to take."""
        if self.keeping:
            self._shelf.drop()

    def _forget(self) -> None:
        """Drop what this conversation kept: where the input ends nothing is stored."""
        if self._kept:
            self._shelf.drop()

    def _keep(self, trail: list[Answered]) -> None:
        """Keep all answers, those among them that were not called for again."""
        unused = self.interview.unused if self.interview else []
        self._shelve([*(step.given for step in trail), *unused])

    def _shelve(self, given: Iterable[GivenAnswer]) -> None:
        # Keep what was said. Where that cannot be, the interview goes on: it is a comfort, no record.
        if not self.keeping:
            return
        self._kept = True
        try:
            self._shelf.keep(self._treatment, self.app.now(), given, self._changed)
        except SkinroutineError:
            self._shelf.drop()

    def _missing(self, subject: Subject, known: Mapping[str, Answer]) -> list[Question]:
        """What is still to be answered: the question that was put, and all that are open."""
        facts = subject.facts(known, self.interview.trail if self.interview else ())
        left = open_questions(subject.questions, facts, subject.decision.undecided(facts))
        put = self.interview.at if self.interview else None
        names = {question.id for question in left}
        again = [
            question
            for question in subject.questions
            if put and question.id == put.id and not {question.id, question.never} & names
        ]
        return [*again, *left]

    def _stop(self, error: StoppedError) -> StoppedError:
        if not self.keeping or self._shelf.load() is None:
            return error
        so_far = str(error).replace(str(StoppedError()), "Stopped. Nothing was decided.")
        return StoppedError(f"{so_far} Your answers are kept for 12 hours: run it again to go on.")

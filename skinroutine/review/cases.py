"""The cases of the rules, run as the commands would run them, and how what came differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from skinroutine.decide.checklist import checklist
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.errors import SkinroutineError
from skinroutine.interview.answers import MissingAnswersError, read_answers
from skinroutine.interview.pending import questions_left
from skinroutine.memory.sessions import FIRST, SINCE
from skinroutine.rulebook import VERDICTS, Case, Command, Question, Reason
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Facts
from skinroutine.rulebook.folders import Layer
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.regions import REGION
from skinroutine.rulebook.texts import shown_path

Answers = dict[str, Answer]
PLAN: Final[Command] = "plan"
CHECK: Final[Command] = "check-symptoms"
_REASONS: Final = "reasons"
_STEPS: Final = "steps"
_NO_STEPS: Final = "no_steps"


class NoCasesError(SkinroutineError):
    """There is nothing to run."""

    code = "no-cases"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds no cases. Write some in TREATMENT/cases/plan.yaml.")


class PlacedCase(NamedTuple):
    """A case, the treatment that it is about, and where it stands."""

    case: Case
    treatment: str
    file: str
    line: int

    @property
    def command(self) -> Command:
        """What runs it."""
        return PLAN if self.case.symptoms is None else CHECK

    @property
    def asks_for(self) -> str:
        """The key of its result: a verdict, or a level."""
        return "verdict" if self.command == PLAN else "level"


class CaseResult(NamedTuple):
    """What a case came to: a verdict or a level. ``problem`` says why it could not be run."""

    name: str
    weight: int
    reasons: tuple[Reason, ...]
    answers: Answers
    until: str = ""
    problem: str = ""
    steps: frozenset[str] = frozenset()
    """The ids of the steps that are shown, alone and behind each of their areas: ``neck: my-step``.

    Of a check what it tells to do, in its words.
    """

    @property
    def deciding(self) -> list[Reason]:
        """The reasons that make the result what it is."""
        return [reason for reason in self.reasons if reason.weight == self.weight]


class CaseRun(NamedTuple):
    """A case that was run."""

    placed: PlacedCase
    result: CaseResult

    @property
    def expected(self) -> str:
        """The verdict or the level that the case asks for."""
        return str(self.placed.case.expect.get(self.placed.asks_for, ""))

    @property
    def missing(self) -> list[str]:
        """The reasons that the case asks for and that did not come."""
        given = {reason.id for reason in self.result.reasons}
        return [name for name in _names(self.placed.case, _REASONS) if name not in given]

    @property
    def missing_steps(self) -> list[str]:
        """The steps that the case asks for and that are not shown."""
        return [name for name in _names(self.placed.case, _STEPS) if name not in self.result.steps]

    @property
    def extra_steps(self) -> list[str]:
        """The steps that are shown although the case says that they are not."""
        return [name for name in _names(self.placed.case, _NO_STEPS) if name in self.result.steps]

    @property
    def other_result(self) -> bool:
        """Whether the verdict or the level is another one."""
        return self.expected != self.result.name

    @property
    def responsible(self) -> list[Reason]:
        """What came instead: the rules that decided, or all that held when a reason is missing."""
        if self.missing:
            return list(self.result.reasons)
        return self.result.deciding if self.other_result else []

    @property
    def differs(self) -> bool:
        """Whether anything is not as the case expects."""
        differing = (self.result.problem, self.missing, self.missing_steps, self.extra_steps)
        return any(differing) or self.other_result


class CaseRunner:
    """Plans and checks without a history, under the rules of one library. ``now`` is when they are made."""

    def __init__(self, library: Library, now: datetime) -> None:
        self.library = library
        self.now = now
        self.planning = cache(self._plan_decision)
        self.checking = cache(self._check_decision)
        self._checking_in = cache(self._check_in_region)
        self.example = cache(self._example)

    def _plan_decision(self, treatment: str) -> PlanDecision:
        return PlanDecision(Book(self.library, treatment), self.now)

    def _example(self, treatment: str) -> dict[str, object]:
        """A typical person's answers, as typed."""
        _, raw = self.library.example(treatment)
        return dict(raw) if isinstance(raw, dict) else {}

    def _check_decision(self, treatment: str) -> SymptomDecision:
        return SymptomDecision(Book(self.library, treatment), self.now)

    def questions(self, treatment: str, command: Command) -> list[Question]:
        """What a command may ask."""
        book = self.planning(treatment).book if command == PLAN else self.checking(treatment).book
        return book.questions(command)

    def raw(self, placed: PlacedCase) -> dict[str, object]:
        """The answers of a case as they would be typed: those of a plan change the example's."""
        if placed.command == CHECK:
            return dict(placed.case.symptoms or {})
        typed = {**self.example(placed.treatment), **(placed.case.answers or {})}
        return {name: value for name, value in typed.items() if value is not None}

    def given(self, placed: PlacedCase) -> Answers:
        """The answers that a case gives, what it leaves out left out. Raises BadAnswersError."""
        return self.read(self.raw(placed), placed.treatment, placed.command)

    def read(self, raw: dict[str, object], treatment: str, command: Command) -> Answers:
        """Typed answers as answers. Raises BadAnswersError."""
        answers = read_answers(raw, self.questions(treatment, command))
        return {FIRST: SINCE not in answers, **answers} if command == PLAN else answers

    def run(self, placed: PlacedCase) -> CaseRun:
        """Run one case. Nothing is raised for a case that cannot be run: it says why."""
        complaint = _complaint(placed)
        return CaseRun(placed, unable(complaint) if complaint else self.result_of(placed))

    def result_of(self, placed: PlacedCase, raw: dict[str, object] | None = None) -> CaseResult:
        """What a case comes to, with other typed answers than its own where they are given.

        What cannot be judged is a result that says why.
        """
        treatment, command = placed.treatment, placed.command
        try:
            answers = self.read(self.raw(placed) if raw is None else raw, treatment, command)
            decision = self.planning(treatment) if command == PLAN else self.checking(treatment)
            needed = questions_left(command, decision, answers)
            if needed:
                raise MissingAnswersError(needed)
            found = self.judge(answers, treatment, command)
            if not _asks_for_steps(placed):
                return found
            steps = self._steps if command == PLAN else self._actions
            return found._replace(steps=steps(answers, treatment))
        except SkinroutineError as error:
            return unable(str(error))

    def _steps(self, answers: Answers, treatment: str) -> frozenset[str]:
        planning = self.planning(treatment)
        if not planning.judge(answers).allowed:
            return frozenset()
        shown = checklist(planning.book, Facts(answers, planning.guards)).values()
        found = [each for steps in shown for each in steps]
        ids = {each.step.id for each in found}
        return frozenset(ids | {f"{area}: {each.step.id}" for each in found for area in each.areas})

    def _actions(self, answers: Answers, treatment: str) -> frozenset[str]:
        """What a check tells to do, in the words of the region that the answers name."""
        return frozenset(self._checking_in(str(answers.get(REGION, "")), treatment).judge(answers).actions)

    def _check_in_region(self, region: str, treatment: str) -> SymptomDecision:
        return SymptomDecision(Book(Library(self.library.layers, lambda: region), treatment), self.now)

    def judge(self, answers: Answers, treatment: str, command: Command) -> CaseResult:
        """What answers come to as they are, whatever may still be open."""
        if command == PLAN:
            verdict = self.planning(treatment).judge(answers)
            return CaseResult(verdict.name, verdict.weight, verdict.reasons, answers, verdict.until)
        found = self.checking(treatment).judge(answers)
        return CaseResult(str(found.level), found.level, found.reasons, answers)


def placed_cases(library: Library, layers: Iterable[Layer]) -> Iterator[PlacedCase]:
    """The cases that stand in these folders. Raises FileProblemsError and UnreadableFileError."""
    folders = [layer.folder for layer in layers]
    for treatment, file in library.case_files():
        if any(file.is_relative_to(folder) for folder in folders):
            for lines, case in library.read_lined(file, "cases"):
                if isinstance(case, Case):
                    yield PlacedCase(case, treatment, shown_path(file), lines.of())


def _names(case: Case, key: str) -> list[str]:
    """The ids that a case lists under a key of its result."""
    wanted = case.expect.get(key, [])
    return wanted if isinstance(wanted, list) else []


def _asks_for_steps(placed: PlacedCase) -> bool:
    return not placed.case.expect.keys().isdisjoint({_STEPS, _NO_STEPS})


def unable(why: str) -> CaseResult:
    """The result of a case that cannot be run."""
    return CaseResult("", -1, (), {}, problem=why.replace("\n", " "))


def _complaint(placed: PlacedCase) -> str:
    """What is wrong with the case itself; empty when it can be run."""
    case, key = placed.case, placed.asks_for
    if (case.answers is None) == (case.symptoms is None):
        return "A case gives answers or symptoms, and not both."
    lists = (_REASONS, _STEPS, _NO_STEPS)
    unread = [name for name in case.expect if name not in {key, *lists}]
    if unread:
        return f"Nothing reads {unread[0]!r} under expect. Write {key} and {_REASONS}."
    known = VERDICTS if placed.command == PLAN else range(5)
    if case.expect.get(key) not in known:
        return f"It expects no {key}. Write one of {', '.join(map(str, known))} under expect."
    wrong = [name for name in lists if not isinstance(case.expect.get(name, []), list)]
    return f"Write the {wrong[0]} in [ ]." if wrong else ""

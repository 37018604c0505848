"""The clashes of one interview: which to put to the person, what was chosen, and what counts."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from skinroutine.interview.asking import Asking
from skinroutine.interview.clash import (
    ANEW,
    CHANGE,
    CLASH,
    KEEP,
    Conflict,
    clashes_of,
    groups_of,
    is_believed,
    outcome_of,
)
from skinroutine.interview.replay import Answered, GivenAnswer
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer

FindConflicts = Callable[[Mapping[str, Answer]], Iterable[Conflict]]


class Clashes:
    """Each clash is put to the person once; ``known`` and ``trail`` are those of the interview.

    Where a careful answer counts against what the person said, ``known`` holds the careful one, and ``own``
    gives what was said: nothing is shown as said that was not.
    """

    def __init__(self, find: FindConflicts, known: dict[str, Answer], trail: list[Answered]) -> None:
        self._find = find
        self._known = known
        self._trail = trail
        self._seen: dict[str, Conflict] = {}
        self._overruled: dict[str, Conflict] = {}
        self._own: dict[str, Answer] = {}
        self._typed: dict[str, Answer] = {}
        """The same, and what the person gave up for what was said before."""

    def to_ask(self, kept: Iterable[str]) -> list[Conflict]:
        """The clashes to put to the person now, those of one kind; ``kept`` are chosen already."""
        chosen = self._chosen()
        # The choice stands, whatever came since.
        self.overrule(set(chosen) - self._believed())
        new = [conflict for conflict in self._find(self._known) if conflict.id not in chosen]
        group = next(iter(groups_of(new)), [])
        again = set(kept)
        group = [conflict for conflict in group if conflict.id in again] or group
        worded = {conflict.id: conflict.note for conflict in self._find({**self._known, **self._typed})}
        group = [conflict._replace(note=worded.get(conflict.id, conflict.note)) for conflict in group]
        self._seen |= {conflict.id: conflict for conflict in group}
        return group

    def to_change(self) -> str:
        """The question whose answer the person wants to change now; empty where it is none."""
        last = self._trail[-1] if self._trail else None
        change = last is not None and last.key[0] == CLASH and last.answer == CHANGE
        return self._seen[clashes_of(last.asking.screen)[0]].question if last and change else ""

    def about(self, asking: Asking, questions: Iterable[Question]) -> Question:
        """The question that is put, or that the clashes are about which are put."""
        if asking.question.id != CLASH:
            return asking.question
        name = self._seen[clashes_of(asking.screen)[0]].question
        return next(question for question in questions if question.id == name)

    def take(self, asking: Asking, answer: Answer) -> None:
        """Take a choice, which the trail ends with, or the answer that was given anew."""
        if asking.question.id != CLASH:
            self._own.pop(asking.question.id, None)
            self._typed.pop(asking.question.id, None)
            self.overrule(set(self._chosen()) - self._believed())
        elif answer != CHANGE:
            clashes = clashes_of(asking.screen)
            self.overrule(set(clashes) - self._believed())
            if answer in (KEEP, NOT_SURE):
                self._own.pop(self._seen[clashes[0]].question, None)

    def overrule(self, ids: Container[str]) -> None:
        """Put the careful answer in place for each of these clashes; no later one undoes it."""
        overruled: set[str] = set()
        # A careful answer may begin another clash; each of them is settled once, so that this ends.
        while True:
            conflicts = self._find(self._known)
            conflict = next((new for new in conflicts if new.id in ids and new.id not in overruled), None)
            if conflict is None:
                return
            self._own.setdefault(conflict.question, self._known[conflict.question])
            self._typed.setdefault(conflict.question, self._known[conflict.question])
            self._known[conflict.question] = conflict.stands
            self._overruled[conflict.id] = conflict
            overruled.add(conflict.id)

    def overrule_rest(self) -> None:
        """The same for all but those in which the person says that it is over."""
        self.overrule({conflict.id for conflict in self._find(self._known)} - self._believed())

    def own(self, name: str) -> Answer | None:
        """What the person said to a question, whatever counts in its place."""
        return self._own.get(name, self._known.get(name))

    def go_back(self) -> None:
        """Forget what followed from answers that are taken back: it is found anew from the rest."""
        chosen = self._chosen()
        self._overruled = {name: each for name, each in self._overruled.items() if name in chosen}
        for answers in (self._own, self._typed):
            for name in [name for name, answer in answers.items() if self._known.get(name, answer) == answer]:
                del answers[name]

    def ended(self) -> list[Conflict]:
        """Each as it ended: what counts, which is said unless the person chose it."""
        chosen = self._chosen()
        every = {**{name: self._seen[name] for name in self._believed()}, **self._overruled}
        return [
            outcome_of(each, chosen[name], self.own(each.question)) if name in chosen else each
            for name, each in every.items()
        ]

    def as_past(self, given: GivenAnswer, name: str) -> GivenAnswer:
        """A choice about an answer that is changed later: that it is over stays said, the rest is past."""
        about = [self._seen[each] for each in clashes_of(given.screen) if each in self._seen]
        past = any(each.question == name and not is_believed(each, given.answer) for each in about)
        return given._replace(answer=ANEW) if past and given.question == CLASH else given

    def _chosen(self) -> dict[str, Answer]:
        """What was chosen for each clash that was put to the person, by its id."""
        steps = [step for step in self._trail if step.key[0] == CLASH]
        return {name: step.answer for step in steps for name in clashes_of(step.asking.screen)}

    def _believed(self) -> set[str]:
        return {name for name, choice in self._chosen().items() if is_believed(self._seen[name], choice)}

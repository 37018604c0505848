"""Rulings by what they cannot do without, so that most of them need no evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from skinroutine.rulebook.answer import Answer, Chosen, possible
from skinroutine.rulebook.conditions import Condition, Every, Facts, Picked
from skinroutine.rulebook.rulings import Ruling


class RuleIndex:
    """Rulings by an option that each cannot do without, so that those for other options are not evaluated."""

    def __init__(self, rulings: Iterable[Ruling]) -> None:
        self.rulings = list(rulings)
        self._unindexed: list[int] = []
        self._by_option: dict[str, dict[str, list[int]]] = {}
        for place, ruling in enumerate(self.rulings):
            self._add(place, next(required_picks(ruling.when), None))

    def _add(self, place: int, pick: Picked | None) -> None:
        if pick is None:
            self._unindexed.append(place)
            return
        by_option = self._by_option.setdefault(pick.question, {})
        for option in pick.options:
            by_option.setdefault(option, []).append(place)

    def possible(self, answers: Mapping[str, Answer]) -> list[Ruling]:
        """The rulings that could hold under these answers, in their order; the others are false for sure."""
        return self._of({question: answers.get(question) for question in self._by_option})

    def answered(self, facts: Facts) -> list[Ruling]:
        """Those that could hold by what is answered alone; the others are false or open, whatever they say.

        What was not asked is taken for a "not sure" only where one is among the answers: then it is all.
        """
        if facts.in_doubt:
            return self.possible(facts.answers)
        return self._of({name: answer for name, answer in facts.answers.items() if name in self._by_option})

    def _of(self, answers: Mapping[str, Answer | None]) -> list[Ruling]:
        places = set(self._unindexed)
        for question, answer in answers.items():
            by_option = self._by_option[question]
            # Not asked, "not sure" and any other kind of answer leave all of them to the evaluation.
            named = possible(answer) if isinstance(answer, Chosen) else by_option.keys()
            places.update(place for option in named for place in by_option.get(option, ()))
        return [self.rulings[place] for place in sorted(places)]


def required_picks(condition: Condition) -> Iterator[Picked]:
    """The options that a condition cannot do without."""
    if isinstance(condition, Picked):
        yield condition
    elif isinstance(condition, Every):
        for part in condition.parts():
            yield from required_picks(part)


def is_excluded(pick: Picked, answers: Mapping[str, Answer]) -> bool:
    """Whether the question was answered in full and none of the options that are needed is there."""
    answer = answers.get(pick.question)
    return isinstance(answer, Chosen) and not pick.options & possible(answer)

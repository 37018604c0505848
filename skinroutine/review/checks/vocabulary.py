"""What the conditions of one treatment may speak of: its questions, as they would be asked.

A name such as ``days_since.peel`` is looked up without writing out every question there could be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from msgspec.structs import replace

from skinroutine.conditions import Every, Picked
from skinroutine.model import SYMPTOMS, Command, Question
from skinroutine.reading.problems import nearest

FILLED_BY: Final = ("treatments", "devices", SYMPTOMS, "listed")
_MANY: Final = 1_000
"""Names looked up, beyond which no likely name is sought for a wrong one: that takes long."""
_TEMPLATE: Final = re.compile(r"\{(\w+)\}")


class Unknown(NamedTuple):
    """A name that nothing stands behind: the code of the finding, and what is wrong."""

    code: str
    message: str
    hint: str = ""


class Vocabulary:
    """The questions of one treatment by name.

    ``fillings`` gives what ``options_from`` stands for (treatments, devices, symptoms), read only for a
    question that needs it.
    """

    def __init__(
        self, questions: Iterable[Question], fillings: Mapping[str, Callable[[], Iterable[str]]]
    ) -> None:
        self.questions: dict[str, Question] = {}
        """The questions as written; of two with one name the first stands."""
        for one in questions:
            self.questions.setdefault(one.id, one)
        self._fillings = fillings
        self._found: dict[str, Question | Unknown] = {}
        self._taken: dict[str, dict[str, str]] = {}

    def find(self, name: str) -> Question | Unknown:
        """The question of this name with all of its options, or why there is none."""
        if name not in self._found:
            written = self.questions.get(name)
            plain = written is not None and not _TEMPLATE.search(name)
            self._found[name] = self.filled(written) if written and plain else self._concrete(name)
        return self._found[name]

    def filled(self, question: Question) -> Question:
        """A question with the options that it takes from elsewhere."""
        wanted = question.options_from
        if not wanted:
            return question
        if wanted not in self._taken:
            self._taken[wanted] = self._from(wanted)
        return replace(question, options={**self._taken[wanted], **question.options})

    def _from(self, wanted: str) -> dict[str, str]:
        if wanted in self._fillings:
            return dict.fromkeys(self._fillings[wanted](), "")
        return self.questions[wanted].options if wanted in self.questions else {}

    def asked(self, name: str, command: Command) -> Question | Unknown:
        """The question of this name, when the command asks it or is told its answer."""
        found = self.find(name)
        if isinstance(found, Unknown) or not found.asked_by or command in {*found.asked_by, *found.told_to}:
            return found
        return Unknown(
            "unknown-question",
            f"{name} is not asked by {command}, so this never holds",
            f"{command} must be among its asked_by",
        )

    def templates_of(self, name: str) -> list[tuple[Question, str]]:
        """The questions that are asked once for each option, where the name fits; with that option."""
        fits = ((one, pattern.fullmatch(name)) for one, pattern in self._patterns)
        return [(one, found[1]) for one, found in fits if found]

    @cached_property
    def _patterns(self) -> list[tuple[Question, re.Pattern[str]]]:
        return [
            (one, _pattern(one.id, found[0]))
            for one in self.questions.values()
            if (found := _TEMPLATE.search(one.id)) and found[1] in self.questions
        ]

    def _parent(self, template: Question) -> Question:
        return self.filled(self.questions[parent_of(template)])

    def _concrete(self, name: str) -> Question | Unknown:
        templates = self.templates_of(name)
        for one, option in templates:
            parent = self._parent(one)
            if option in parent.options and (not one.only or option in one.only):
                when = Every([Picked(parent.id, [option]), *([one.when] if one.when.parts() else [])])
                return replace(self.filled(one), id=name, when=when)
        return self._unknown(name, templates)

    def _unknown(self, name: str, templates: list[tuple[Question, str]]) -> Unknown:
        for one, option in templates:
            parent = self._parent(one)
            if option in parent.options:
                fits = [wanted for wanted in one.only if wanted in parent.options]
                return Unknown("unknown-question", f"{name} is never asked", f"only for {', '.join(fits)}")
        if not templates:
            few = len(self._found) < _MANY
            known = [_filled_like(name, one) for one in self.questions] if few else []
            return Unknown("unknown-question", f"there is no question {name!r}", _near(name, known))
        option = templates[0][1]
        parents = [self._parent(one) for one, _ in templates]
        options = [each for parent in parents for each in parent.options]
        return no_option(parents[0].id, option, options)


def no_option(question: str, option: str, options: Iterable[str]) -> Unknown:
    """An option that its question does not have."""
    if question == SYMPTOMS:
        return Unknown("unknown-symptom", f"there is no symptom {option!r}", _near(option, options))
    return Unknown("unknown-option", f"{question} has no option {option!r}", _near(option, options))


def parent_of(question: Question) -> str:
    """The question whose options this one is asked for; empty when it is asked once."""
    found = _TEMPLATE.search(question.id)
    return found[1] if found else ""


def _filled_like(name: str, written: str) -> str:
    """A question's name with the option of another name in it, to compare the two."""
    parts, wanted = name.split("."), written.split(".")
    pairs = zip(wanted, [*parts, *wanted[len(parts) :]], strict=False)
    return ".".join(part if _TEMPLATE.search(own) else own for own, part in pairs)


def _near(word: str, words: Iterable[str]) -> str:
    return nearest(word, words).removeprefix("; ")


def _pattern(written: str, template: str) -> re.Pattern[str]:
    before, _, after = written.partition(template)
    return re.compile(rf"{re.escape(before)}([^.]+){re.escape(after)}")

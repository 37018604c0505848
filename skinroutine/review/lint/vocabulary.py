"""What the conditions of one treatment may speak of: its questions, as they would be asked.

A name such as ``days_since.peel`` is looked up without writing out every question there could be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from typing import Final, NamedTuple

from msgspec.structs import replace

from skinroutine.rulebook import SYMPTOMS, Command, Question
from skinroutine.rulebook.regions import REGIONS
from skinroutine.rulebook.slips import nearest
from skinroutine.rulebook.templates import for_option, names_of, parent_of, with_words_of

FILLED_BY: Final = ("treatments", "devices", SYMPTOMS, REGIONS, "listed")
_MANY: Final = 1_000
"""Names looked up, beyond which no likely name is sought for a wrong one: that takes long."""


class Fault(NamedTuple):
    """What is wrong with an item: the code of the finding, and what to do about it."""

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
        for question in questions:
            self.questions.setdefault(question.id, question)
        self._fillings = fillings
        self._found: dict[str, Question | Fault] = {}
        self._taken: dict[str, dict[str, str]] = {}
        self.templates_of = cache(self._templates_of)

    def find(self, name: str) -> Question | Fault:
        """The question of this name with all of its options, or why there is none."""
        if name not in self._found:
            written = self.questions.get(name)
            plain = written is not None and not parent_of(written)
            self._found[name] = self.filled(written) if written and plain else self._concrete(name)
        return self._found[name]

    def ask(self, name: str) -> Question | None:
        """The same, None where there is none."""
        found = self.find(name)
        return None if isinstance(found, Fault) else found

    def filled(self, question: Question) -> Question:
        """A question with the options that it takes from elsewhere."""
        wanted = question.options_from
        if not wanted:
            return question
        if wanted == "listed":
            lines = [each for each in self.questions.values() if each.listed_in == question.id]
            return replace(question, options={each.id: each.listed_as for each in lines})
        if wanted not in self._taken:
            known = self.questions.get(wanted)
            made = self._fillings[wanted]() if wanted in self._fillings else known.options if known else ()
            self._taken[wanted] = dict(made) if isinstance(made, Mapping) else dict.fromkeys(made, "")
        filled = replace(question, options={**self._taken[wanted], **question.options})
        return with_words_of(filled, self.questions.get(wanted))

    def asked(self, name: str, command: Command) -> Question | Fault:
        """The question of this name, when the command asks it or is told its answer."""
        found = self.find(name)
        if isinstance(found, Fault) or not found.asked_by or command in {*found.asked_by, *found.told_to}:
            return found
        message = f"{name} is not asked by {command}, so this never holds"
        return Fault("unknown-question", message, f"{command} must be among its asked_by")

    def _templates_of(self, name: str) -> list[tuple[Question, str]]:
        """The questions that are asked once for each option, where the name fits; with that option."""
        fits = ((template, pattern.fullmatch(name)) for template, pattern in self._patterns)
        return [(template, found[1]) for template, found in fits if found]

    @cached_property
    def _patterns(self) -> list[tuple[Question, re.Pattern[str]]]:
        known = self.questions
        return [(asked, names_of(asked.id)) for asked in known.values() if parent_of(asked) in known]

    def _concrete(self, name: str) -> Question | Fault:
        # Why a name is none is found out from the questions that it could have been.
        templates = [
            (template, self.filled(self.questions[parent_of(template)]), option)
            for template, option in self.templates_of(name)
        ]
        for template, parent, option in templates:
            question = for_option(self.filled(template), parent, option)
            if question is not None:
                return question
        for template, parent, option in templates:
            if option in parent.options:
                fits = [wanted for wanted in template.only if wanted in parent.options]
                return Fault("unknown-question", f"{name} is never asked", f"only for {', '.join(fits)}")
        if not templates:
            few = len(self._found) < _MANY
            known = [_fill_like(name, written) for written in self.questions] if few else []
            return Fault("unknown-question", f"there's no question {name!r}", likely(name, known))
        _, first, option = templates[0]
        return no_option(first.id, option, [each for _, parent, _ in templates for each in parent.options])


def no_option(question: str, option: str, options: Iterable[str]) -> Fault:
    """An option that its question does not have."""
    if question == SYMPTOMS:
        return Fault("unknown-symptom", f"there's no symptom {option!r}", likely(option, options))
    return Fault("unknown-option", f"{question} has no option {option!r}", likely(option, options))


def likely(word: str, words: Iterable[str]) -> str:
    """The word that was probably wanted, as a hint; empty when none is near."""
    return nearest(word, words).removeprefix("; ")


def _fill_like(name: str, written: str) -> str:
    """A question's name with the option of another name in it, to compare the two."""
    parts, wanted = name.split("."), written.split(".")
    pairs = zip(wanted, [*parts, *wanted[len(parts) :]], strict=False)
    return ".".join(part if "{" in own else own for own, part in pairs)

"""Answers as people write them (a file, a flag) to answers as rules read them."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from skinroutine.errors import UsageError
from skinroutine.interview.answer_tree import DoubleAnswer, as_tree, shortened
from skinroutine.interview.borrowed_details import borrow, option_inside, owners_of, with_owners
from skinroutine.interview.plain_words import (
    meant_option,
    near_question,
    nearest_labels,
    number_of,
    says_unsure,
)
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, NotSure, Picked
from skinroutine.rulebook.questions import CELSIUS
from skinroutine.rulebook.regions import REGIONS
from skinroutine.rulebook.slips import fit_a_line
from skinroutine.text import capital, first_few, harmless, truth_of, yes_or_no

_NOT_SURE: Final = "not_sure"
_LISTED: Final = 9
"""Parts of a value that are shown where it is refused."""


class BadAnswersError(UsageError):
    """Some answers make no sense; each is told on a line of its own."""

    code = "bad-answers"

    def __init__(self, complaints: Iterable[str]) -> None:
        super().__init__("\n".join(complaints))


class MissingAnswersError(UsageError):
    """Answers are needed and nobody is there to ask. ``missing`` lists them all."""

    code = "missing-answers"

    def __init__(self, questions: Iterable[Question]) -> None:
        self.questions = tuple(questions)
        self.missing = [
            {"id": question.id, "kind": question.kind, "options": list(question.options)}
            for question in self.questions
        ]
        names = ", ".join(question.id for question in self.questions)
        asked = [f"{question.id}: {question.ask}" for question in self.questions]
        super().__init__(
            f"These answers are missing: {names}. Give them with --set NAME=VALUE or --answers FILE, "
            f"or run the command on its own and I'll ask. {' '.join(asked)}"
        )


def read_answers(
    raw: Mapping[str, object], questions: Iterable[Question], where: str = "", by_hand: Collection[str] = ()
) -> dict[str, Answer]:
    """Answers by question id.

    ``raw`` may nest as the vocabulary does: ``days_since: {peel: 9}``, ``symptoms: {redness: {...}}``.
    ``where`` names the file for the complaints, but for what stands ``by_hand`` in the command. A key without
    a value, an entry without a word and a list in a list are refused. Raises BadAnswersError with them all.
    """
    own = [question for question in questions if question.options_from != "listed"]
    reader = _AnswerReader({question.id: question for question in own})
    try:
        for key, value in as_tree(raw).items():
            reader.take(key, value)
    except UsageError as error:
        reader.complaints.append(str(error))
    if reader.complaints:
        raise BadAnswersError(_placed(complaint, where, by_hand) for complaint in reader.complaints)
    return _with_parents(with_owners(reader.answers, reader.owners), reader.questions)


def _placed(complaint: str, where: str, by_hand: Collection[str]) -> str:
    """A complaint behind the file that it is about; a setting stands in the command, and in no file."""
    is_set = any(f"{complaint.partition(':')[0]}.".startswith(f"{each}.") for each in by_hand)
    return complaint if is_set or not where else f"{where}: {complaint}"


def _with_parents(answers: dict[str, Answer], questions: Mapping[str, Question]) -> dict[str, Answer]:
    """A detail of an option says that the option is there, whatever the list of options says."""
    for name in [name for name in answers if "." in name]:
        leaf = next((leaf for leaf, _ in questions[name].when.leaves()), None)
        chosen = answers.get(leaf.question) if leaf else None
        if isinstance(leaf, Picked) and isinstance(chosen, Chosen):
            answers[leaf.question] = Chosen(chosen.options | leaf.options, chosen.unseen)
    return answers


class _AnswerReader:
    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = dict(questions)
        self.owners: dict[str, Question] = {}
        self.answers: dict[str, Answer] = {}
        self.complaints: list[str] = []

    def take(self, name: str, value: object) -> None:
        """Take what stands under a name: one answer, or a mapping of several."""
        question = self.questions.get(name)
        if question is None:
            self._take_group(name, value)
        elif isinstance(value, Mapping) and self._names_inside(name):
            self._take_named(question, value)
        else:
            self._take_answer(question, value)

    def _names_inside(self, name: str) -> bool:
        return any(known.startswith(f"{name}.") for known in self.questions)

    def _take_group(self, name: str, value: object) -> None:
        if not isinstance(value, Mapping) or not self._names_inside(name):
            self._complain(name, f"there's no such question{near_question(name, self.questions)}")
            return
        for key, inner in value.items():
            full = f"{name}.{option_inside(name, str(key), self.questions)}"
            if full in self.answers:
                self._complain(full, "it is answered twice; keep one of the answers")
            self.take(full, inner)

    def _take_named(self, question: Question, named: Mapping[str, object]) -> None:
        """A mapping from each option that is there to its details."""
        found: list[str] = []
        for name, details in named.items():
            try:
                option = _option(question, name)
            except ValueError as error:
                self._complain(question.id, str(error))
                continue
            if option in found:
                self._complain(f"{question.id}.{option}", "it is there twice; keep one")
            found.append(option)
            self._take_details(f"{question.id}.{option}", details)
        if len(found) == len(named):
            self._take_answer(question, found)

    def _take_details(self, name: str, details: object) -> None:
        if isinstance(details, Mapping):
            for key, value in details.items():
                self._take_detail(f"{name}.{key}", str(key), value)
        elif truth_of(details) is not True:
            such = "{ }, such as {severity: mild}"
            self._complain(name, f"write its details in {such}, not {_quote(details)}")

    def _take_detail(self, name: str, detail: str, value: object) -> None:
        """A detail of other options is kept where its question says so; else it would be lost unsaid."""
        owners = [] if name in self.questions else owners_of(name, detail, self.questions.values())
        if not owners:
            self.take(name, value)
        elif owners[0].taken_of_others:
            self.questions[name], self.owners[name] = borrow(owners[0], name), owners[0]
            self._take_answer(self.questions[name], value)
        else:
            shown = first_few([owner.id.split(".")[-2] for owner in owners], 1)
            self._complain(name, f"that belongs to {shown}; write it there, or leave it out")

    def _take_answer(self, question: Question, value: object) -> None:
        known = len(self.complaints)
        for single in value.values if isinstance(value, DoubleAnswer) else (value,):
            try:
                self.answers[question.id] = answer_of(question, single)
            except ValueError as error:
                self._complain(question.id, str(error))
        if isinstance(value, DoubleAnswer) and len(self.complaints) == known:
            self._complain(question.id, "it is answered twice; keep one of the answers")

    def _complain(self, name: str, what: str) -> None:
        self.complaints.append(f"{shortened(name)}: {what}")


def answer_of(question: Question, value: object) -> Answer:
    """One answer, checked against its question. Raises ValueError with what to write instead."""
    word = value[0] if isinstance(value, list) and len(value) == 1 else value
    if says_unsure(question, word):
        if question.not_sure:
            return NOT_SURE
        raise ValueError(f"{word} isn't an answer here; {_expectation(question)}")
    reading = {"many": _many, "one": _single, "number": _number, "yes_no": _yes_no, "text": _text}
    return reading[question.kind](question, value)


def _many(question: Question, value: object) -> Answer:
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        such = ", ".join(list(question.options)[:2])
        raise ValueError(f"found {_quote(value)}; write a list such as [{such}], or []")
    # Typed with --set an empty list is a text.
    names = parts if parts != ["none"] and value != "[]" else []
    names = [option for name in names for option in question.members(name) or (_option(question, name),)]
    if question.at_least_one and not names:
        raise ValueError("name at least one")
    return Chosen(frozenset(names))


def _single(question: Question, value: object) -> Answer:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    word = yes_or_no(value) if isinstance(value, bool) else value
    if not isinstance(word, str):
        raise _unfit(question, value)
    return _option(question, word)


def _option(question: Question, name: str) -> str:
    """The id of an option that is named by its id, its words, or what else people call it."""
    option = question.option_of(name)
    if option:
        return option
    meanings = question.meanings_of(name)
    if meanings:
        several = ", ".join(meanings)
        raise ValueError(f"found {_quote(name)}, which can mean several things; write one of {several}")
    if question.options_from == REGIONS:
        near = nearest_labels(question, name)
        hint = f"the nearest: {near}" if near else "write the name of the country in English"
        raise ValueError(f"there's no place {_quote(name)}; {hint}")
    near = meant_option(question, name)
    if not near:
        raise _unfit(question, name)
    raise ValueError(f"found {_quote(name)}; did you mean {near!r}? {capital(_expectation(question))}")


def _number(question: Question, value: object) -> Answer:
    number = number_of(question, value)
    if number is None:
        raise _unfit(question, value)
    if not (math.isfinite(number) and question.least <= number <= question.most):
        raise ValueError(f"found {shortened(str(value))} {question.unit}; {_expectation(question)}")
    return int(number) if number.is_integer() else number


def _yes_no(question: Question, value: object) -> Answer:
    found = truth_of(value)
    if found is None:
        raise _unfit(question, value)
    return found


def _text(question: Question, value: object) -> Answer:
    words = " ".join(harmless(value).split()) if isinstance(value, str) else ""
    if 0 < len(words) <= question.most:
        return words
    raise _unfit(question, value)


def _unfit(question: Question, value: object) -> ValueError:
    return ValueError(f"found {_quote(value)}; {_expectation(question)}")


def _quote(value: object) -> str:
    """A value as its author wrote it, or nearly so."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, list):
        return shortened(f"[{', '.join(map(_quote, value[:_LISTED]))}]")
    if isinstance(value, Mapping):
        return shortened(f"{{{', '.join(map(str, list(value)[:_LISTED]))}}}")
    return repr(shortened(value)) if isinstance(value, str) else shortened(str(value))


def _expectation(question: Question) -> str:
    """What to write instead, in words; of a long list the command that shows it."""
    unsure = " or not_sure" if question.not_sure else ""
    if question.kind in {"yes_no", "text"}:
        fits = "yes, no" if question.kind == "yes_no" else f"1 to {question.most:g} letters"
        return f"write {fits}{unsure}"
    if question.kind == "number":
        other = ", or one such as 101 °F" if question.unit == CELSIUS else ""
        return (
            f"write a number of {question.unit} from {question.least:g} to {question.most:g}{other}{unsure}"
        )
    listed = [option for option in question.options if option not in question.unread]
    if not fit_a_line(listed):
        return f"see what fits: skinroutine why {question.id}"
    return f"write {'any' if question.kind == 'many' else 'one'} of {', '.join(listed)}{unsure}"


def plain(answers: Mapping[str, Answer]) -> dict[str, object]:
    """Answers as JSON can hold them, by question id; ``read_answers`` takes them back.

    What was left out is no answer, and is left out here too.
    """
    return dict(_plain(answers))


def _plain(answers: Mapping[str, Answer]) -> Iterator[tuple[str, object]]:
    for name, answer in answers.items():
        if isinstance(answer, Chosen):
            yield name, sorted(answer.options)
        elif not isinstance(answer, NotSure):
            yield name, answer
        elif not answer.left_out:
            yield name, _NOT_SURE

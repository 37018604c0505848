"""Answers as people write them (a file, a flag) to answers as rules read them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from skinroutine.conditions import NOT_SURE, Answer, Chosen, Picked
from skinroutine.errors import UsageError
from skinroutine.model import Question
from skinroutine.reading.problems import nearest

_NOT_SURE: Final = "not_sure"
_WORDS: Final = {"yes": True, "true": True, "no": False, "false": False}
_NONE: Final = {"none", "[]"}


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
        names = ", ".join(str(one["id"]) for one in self.missing)
        super().__init__(
            f"These answers are missing: {names}. Give them with --set NAME=VALUE or --answers FILE."
        )


def read_answers(
    raw: Mapping[str, object], questions: Iterable[Question], where: str = ""
) -> dict[str, Answer]:
    """Answers by question id.

    ``raw`` may nest as the vocabulary does: ``days_since: {peel: 9}``, ``symptoms: {redness: {...}}``.
    ``where`` names the file for the complaints. A key without a value is no answer. Raises
    BadAnswersError with all complaints.
    """
    reader = _Reader({question.id: question for question in questions if question.options_from != "listed"})
    for key, value in raw.items():
        reader.take(str(key), value)
    if reader.complaints:
        raise BadAnswersError(f"{where}{': ' if where else ''}{one}" for one in reader.complaints)
    return _with_parents(reader.answers, reader.questions)


def _with_parents(answers: dict[str, Answer], questions: Mapping[str, Question]) -> dict[str, Answer]:
    """A detail of an option says that the option is there, whatever the list of options says."""
    for name in [name for name in answers if "." in name]:
        leaf = next((leaf for leaf, _ in questions[name].when.leaves()), None)
        chosen = answers.get(leaf.question) if leaf else None
        if isinstance(leaf, Picked) and isinstance(chosen, Chosen):
            answers[leaf.question] = Chosen(chosen.options | leaf.options, chosen.unseen)
    return answers


def with_settings(
    raw: Mapping[str, object], settings: Iterable[str], option: str = "--set"
) -> dict[str, object]:
    """Raw answers with ``question=value`` settings put over them. ``option`` is how they are given.

    Raises UsageError.
    """
    merged = dict(raw)
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            message = f"{option} {setting}: write it as question=value, such as {option} needle_mm=0.25."
            raise UsageError(message)
        _put(merged, name.strip().split("."), value.strip())
    return merged


def _put(holder: dict[str, object], path: list[str], value: object) -> None:
    if len(path) == 1:
        holder[path[0]] = value
        return
    inner = holder.get(path[0])
    if isinstance(inner, str):
        inner = [part.strip() for part in inner.split(",") if part.strip()]
    if isinstance(inner, list):
        inner = {str(name): {} for name in inner}
    nested = dict(inner) if isinstance(inner, Mapping) else {}
    _put(nested, path[1:], value)
    holder[path[0]] = nested


class _Reader:
    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions
        self.details = {name.rsplit(".", 1)[-1] for name in questions if name.count(".") > 1}
        self.answers: dict[str, Answer] = {}
        self.complaints: list[str] = []

    def take(self, name: str, value: object) -> None:
        question = self.questions.get(name)
        if value is None:
            return
        if isinstance(value, Mapping) and (question is None or question.kind == "many"):
            self._take_mapping(name, value, question)
        elif question is None:
            self._unknown(name)
        else:
            self._take_one(question, value)

    def _take_mapping(self, name: str, value: Mapping[object, object], question: Question | None) -> None:
        if question is not None:
            self._take_one(question, [str(key) for key in value])
        elif not any(known.startswith(f"{name}.") for known in self.questions):
            self._unknown(name)
            return
        for key, inner in value.items():
            if question is None or inner is not None:
                self._take_detail(f"{name}.{key}", inner, question)

    def _take_detail(self, name: str, value: object, parent: Question | None) -> None:
        if parent is None:
            self.take(name, value)
        elif isinstance(value, Mapping):
            for detail, inner in value.items():
                self._take_symptom_detail(f"{name}.{detail}", str(detail), inner)
        elif value is not True and value != "":
            self.complaints.append(
                f"{name}: write its details in {{ }}, such as {{severity: mild}}, not {value!r}"
            )

    def _take_symptom_detail(self, name: str, detail: str, value: object) -> None:
        """A detail that another symptom has is let pass: it says nothing about this one."""
        if name in self.questions or detail not in self.details:
            self.take(name, value)

    def _take_one(self, question: Question, value: object) -> None:
        try:
            self.answers[question.id] = answer_of(question, value)
        except ValueError as error:
            self.complaints.append(f"{question.id}: {error}")

    def _unknown(self, name: str) -> None:
        self.complaints.append(f"{name}: there is no such question{nearest(name, self.questions)}")


def answer_of(question: Question, value: object) -> Answer:
    """One answer, checked against its question. Raises ValueError with what to write instead."""
    if value in (_NOT_SURE, [_NOT_SURE]):
        if question.not_sure:
            return NOT_SURE
        message = f"not_sure is no answer here; write {_expected(question)}"
        raise ValueError(message)
    reading = {"many": _many, "one": _one, "number": _number, "yes_no": _yes_no}
    return reading[question.kind](question, value)


def _many(question: Question, value: object) -> Answer:
    parts = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(parts, list):
        message = f"found {value!r}; write a list such as [{', '.join(list(question.options)[:2])}], or []"
        raise ValueError(message)  # noqa: TRY004  callers turn every ValueError into a complaint
    names = [str(part) for part in parts]
    if len(names) == 1 and names[0] in _NONE and names[0] not in question.options:
        names = []
    names = [_option(question, name) for name in names]
    if question.at_least_one and not names:
        message = "name at least one"
        raise ValueError(message)
    return Chosen(frozenset(names))


def _one(question: Question, value: object) -> Answer:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    name = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    return _option(question, str(name))


def _option(question: Question, name: str) -> str:
    """The id of an option that is named by its id or by its words."""
    if name in question.options:
        return name
    said = name.strip().lower()
    named = [one for one, label in question.options.items() if said in {label.lower(), one.replace("_", " ")}]
    if len(named) == 1:
        return named[0]
    guess = nearest(name, question.options)
    message = (
        f"found {name!r}{guess} Write {_expected(question)}"
        if guess
        else f"found {name!r}; write {_expected(question)}"
    )
    raise ValueError(message)


def _number(question: Question, value: object) -> Answer:
    try:
        number = float("" if isinstance(value, bool) or "_" in str(value) else value)  # type: ignore[arg-type]  # TypeError is caught
    except (TypeError, ValueError, OverflowError):
        message = f"found {value!r}; write {_expected(question)}"
        raise ValueError(message) from None
    if not (math.isfinite(number) and question.least <= number <= question.most):
        message = f"found {value} {question.unit}; write {_expected(question)}"
        raise ValueError(message)
    return int(number) if number.is_integer() else number


def _yes_no(question: Question, value: object) -> Answer:
    found = value if isinstance(value, bool) else _WORDS.get(str(value).lower())
    if found is None:
        message = f"found {value!r}; write {_expected(question)}"
        raise ValueError(message)
    return found


def _expected(question: Question) -> str:
    """What an answer to this question looks like, in words."""
    unsure = " or not_sure" if question.not_sure else ""
    if question.kind == "yes_no":
        return f"yes, no{unsure}"
    if question.kind == "number":
        return f"a number of {question.unit} from {question.least:g} to {question.most:g}{unsure}"
    return f"{'any' if question.kind == 'many' else 'one'} of {', '.join(question.options)}{unsure}"


def recorded(raw: Mapping[str, object], questions: Iterable[Question]) -> dict[str, Answer]:
    """Answers as ``plain`` wrote them, perhaps under other rules: an option may be gone by now.

    What fits no question, or not its kind, is left out; nothing is refused.
    """
    kinds = {question.id: question.kind for question in questions}
    found = {name: _recorded(kinds[name], value) for name, value in raw.items() if name in kinds}
    return {name: answer for name, answer in found.items() if answer is not None}


def told_before(raw: Mapping[str, object]) -> dict[str, Answer]:
    """Answers as ``plain`` wrote them, by their shape alone: whatever question they once were to."""
    return {
        name: NOT_SURE
        if value == _NOT_SURE
        else Chosen(frozenset(map(str, value)))
        if isinstance(value, list)
        else value
        for name, value in raw.items()
        if isinstance(value, str | bool | int | float | list)
    }


def _recorded(kind: str, value: object) -> Answer | None:
    if value == _NOT_SURE:
        return NOT_SURE
    if kind == "many" and isinstance(value, list):
        return Chosen(frozenset(map(str, value)))
    if isinstance(value, bool):
        return value if kind == "yes_no" else None
    if kind == "number" and isinstance(value, int | float):
        return value
    return value if kind == "one" and isinstance(value, str) else None


def plain(answers: Mapping[str, Answer]) -> dict[str, object]:
    """Answers as JSON can hold them, by question id; ``read_answers`` takes them back."""
    return dict(_plain(answers))


def _plain(answers: Mapping[str, Answer]) -> Iterator[tuple[str, object]]:
    for name, answer in answers.items():
        if isinstance(answer, Chosen):
            yield name, sorted(answer.options)
        else:
            yield name, _NOT_SURE if answer is NOT_SURE else answer

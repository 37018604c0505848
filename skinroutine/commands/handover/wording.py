"""Stored answers in the words of the questions. What the rules no longer know keeps its own name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from skinroutine.commands.handover.layout import LevelBadge
from skinroutine.commands.handover.records import (
    Detail,
    HandoverCheck,
    HandoverReason,
    HandoverRule,
    HandoverSymptom,
)
from skinroutine.rulebook import SYMPTOMS, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.text import NOT_SURE, ago, answer_text, clock_text, date_text, option_text, spoken

DAYS: Final = "days"
HOURS: Final = "hours"
NONE: Final = "none"
_BARE: Final = {"yes", "no", spoken(NOT_SURE)}
Answers = Mapping[str, object]


class AnswerWords:
    """The names and labels of all questions, by treatment."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._questions: dict[str, dict[str, Question]] = {}
        self._ranks: dict[str, dict[str, int]] = {}
        self._details: dict[str, list[str]] = {}

    def treatment(self, name: str) -> str:
        """The name of a treatment; one that is gone keeps its id."""
        return self._library.treatment(name).name if name in self._library.treatment_ids else spoken(name)

    def questions(self, treatment: str) -> dict[str, Question]:
        """Every question of a treatment by id; those of all treatments where it is gone."""
        known = self._known(treatment)
        if known not in self._questions:
            asked = Book(self._library, known).questions(None)
            self._questions[known] = {question.id: question for question in asked}
            self._ranks[known] = {name: place for place, name in enumerate(self._questions[known])}
        return self._questions[known]

    def _known(self, treatment: str) -> str:
        return treatment if treatment in self._library.treatment_ids else ""

    def answer(self, question: Question, value: object) -> str:
        """One answer in words."""
        shown, unit = question.as_shown(value), question.shown_unit
        return answer_text(shown, question.options, unit, comma="; ", none=NONE)

    def label(self, question: Question | None, value: object) -> str:
        """One answer in words, or its own name where no question knows it."""
        return self.answer(question, value) if question else spoken(str(value))

    def dated(
        self, question: Question, answers: Answers, given: Mapping[str, datetime], treatment: str
    ) -> str:
        """An answer with many options, each with the date that its own question gives.

        ``given`` is when each answer was given: days run from then.
        """
        value = answers[question.id]
        if not isinstance(value, list):
            return self.answer(question, value)
        shown = [self._with_date(question, option, answers, given, treatment) for option in value]
        return "; ".join(shown) or self.answer(question, value)

    def _with_date(
        self,
        question: Question,
        option: object,
        answers: Answers,
        given: Mapping[str, datetime],
        treatment: str,
    ) -> str:
        shown, questions = option_text(option, question.options), self.questions(treatment)
        for name, value in answers.items():
            detail = questions.get(name)
            if detail and detail.told_as and name.rpartition(".")[2] == option:
                return f"{shown}, {detail.told_as.lower()}: {self._date(detail, value, given[name])}"
        return shown

    def _date(self, detail: Question, value: object, given: datetime) -> str:
        """Days before the day of telling as a date."""
        if detail.unit != DAYS or isinstance(value, bool) or not isinstance(value, int | float):
            return self.answer(detail, value)
        try:
            return date_text(given - timedelta(days=value), weekday=False)
        except OverflowError:
            return self.answer(detail, value)

    def pairs(self, treatment: str, answers: Answers) -> list[Detail]:
        """Answers by their short names, in the order of the questions; those without one are left out."""
        asked, ranks = self.questions(treatment), self._ranks[self._known(treatment)]
        named = sorted((name for name in answers if name in asked), key=ranks.__getitem__)
        return [
            Detail(name=asked[name].told_as, answer=within(self.answer(asked[name], answers[name])))
            for name in named
            if asked[name].told_as
        ]

    def symptoms(self, treatment: str, answers: Answers, at: datetime) -> Iterator[HandoverSymptom]:
        """Each symptom that was named ``at`` that time, with the answers about it."""
        question = self.questions(treatment).get(SYMPTOMS)
        named, labels = answers.get(SYMPTOMS), question.options if question else {}
        for symptom in named if isinstance(named, list) else []:
            start = f"{SYMPTOMS}.{symptom}."
            about = {name: value for name, value in answers.items() if name.startswith(start)}
            lasted = self._lasted(treatment, about)
            yield HandoverSymptom(
                name=option_text(symptom, labels),
                details=self.pairs(treatment, about),
                began=_hours_before(at, about[lasted.id]) if lasted else None,
                lasted=lasted.told_as if lasted else "",
            )

    def detail_names(self, treatment: str) -> list[str]:
        """What is asked of a symptom, by its short names, in the order of the questions."""
        if treatment not in self._details:
            asked = self.questions(treatment).items()
            listed = (question for name, question in asked if name.startswith(f"{SYMPTOMS}."))
            names = (question.told_as for question in listed if question.kind != "text")
            self._details[treatment] = list(dict.fromkeys(filter(None, names)))
        return self._details[treatment]

    def _lasted(self, treatment: str, about: Answers) -> Question | None:
        """The question that was answered with the hours since a symptom began, where one was."""
        asked = self.questions(treatment)
        answered = (asked[name] for name, value in about.items() if name in asked and _is_number(value))
        return next((question for question in answered if question.unit == HOURS), None)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _hours_before(moment: datetime, hours: object) -> datetime | None:
    """So many hours before a moment; None for what is no number, or leads out of the calendar."""
    if not isinstance(hours, int | float):
        return None
    try:
        return moment - timedelta(hours=hours)
    except OverflowError:
        return None


def within(label: str) -> str:
    """A label inside a line: its first letter is small, unless it starts a short form such as HIV."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


NOTES = "notes"


def redactions(library: Library) -> list[str]:
    """What can be left out: notes, and what the questions name."""
    named = {word for question in library.questions() for word in question.redacted_by}
    return [NOTES, *sorted(named)]


class Redaction:
    """The words of what is left out. A rule that held because of such an answer is left out with it."""

    def __init__(self, named: Iterable[str], words: AnswerWords) -> None:
        self.named = frozenset(named)
        self.words = words

    def hides(self, question: Question) -> bool:
        """Whether the answer to this question is left out."""
        return not self.named.isdisjoint(question.redacted_by)

    def kept(self, treatment: str, answers: Answers) -> Answers:
        """The answers but for those that are left out."""
        questions = self.words.questions(treatment)
        return {
            name: value
            for name, value in answers.items()
            if name not in questions or not self.hides(questions[name])
        }

    def hides_reason(self, treatment: str, because: Iterable[str]) -> bool:
        """Whether a reason, by the answers behind it, would tell what is left out."""
        questions = self.words.questions(treatment)
        asked = [questions.get(pair.partition("=")[0]) for pair in because]
        return any(question is not None and self.hides(question) for question in asked)


def day(when: date) -> str:
    """``20 Nov 2026``."""
    return date_text(when, weekday=False)


def moment(when: datetime) -> str:
    """``20 Nov 2026, 21:00``, on the clock of the place where it happened."""
    return f"{day(when)}, {clock_text(when)}"


def moment_ago(when: datetime, made: datetime) -> str:
    """``20 Nov 2026, 21:00 (13 h ago)``, as it was when the page was made."""
    return f"{moment(when)} ({ago(when, made)})"


def after_text(check: HandoverCheck) -> str:
    """``37 hours after microneedling``; empty where nobody said how long it was."""
    return f"{check.after} after {within(check.treatment or 'the session')}" if check.after else ""


def badge_of(check: HandoverCheck) -> LevelBadge:
    """The level of a check with its name in capitals, as a screen shows it."""
    return LevelBadge(check.level, check.title.upper(), judges=bool(check.level or check.symptoms))


def pair_text(details: Sequence[Detail]) -> str:
    """Details in one line: ``Device: roller; Needle: 0.25 mm``."""
    return "; ".join(f"{detail.name}: {detail.answer}" for detail in details)


def symptom_text(symptom: HandoverSymptom) -> str:
    """A symptom with what was said of it: ``Redness: mild, getting worse, had it for 13 hours``."""
    details = ", ".join(map(_detail_text, symptom.details))
    return f"{symptom.name}: {details}" if details else symptom.name


def _detail_text(detail: Detail) -> str:
    """A word speaks for itself; a number and a plain yes or no go with what they answer."""
    if detail.answer[:1].isdigit():
        return f"{detail.name} {detail.answer}"
    return f"{detail.name}: {detail.answer}" if detail.answer in _BARE else detail.answer


def rule_text(rule: HandoverRule) -> str:
    """What a rule says, and whether it hangs on a "not sure"."""
    doubted = isinstance(rule, HandoverReason) and rule.not_sure_about
    unsure = "Only because the person wasn't sure: " if doubted else ""
    return f"{unsure}{rule.message}"


def reasons_text(check: HandoverCheck) -> str:
    """Why a check gave its level."""
    by_level = check.say if check.symptoms else "No sign was chosen."
    return " ".join(map(rule_text, check.rules)) or by_level

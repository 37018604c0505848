"""An interview that was interrupted: what was answered so far, for as long as skin stays as it is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from msgspec import structs

from skinroutine.files.private import write_whole
from skinroutine.interview.answers import answer_of, plain
from skinroutine.interview.asking import NEVER, Asking, lines_of
from skinroutine.interview.clash import CHOICES, CLASH
from skinroutine.interview.no_longer import NO_LONGER
from skinroutine.interview.reconfirm import STILL_SO
from skinroutine.interview.replay import GivenAnswer
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.stored_answers import are_words
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen
from skinroutine.text import counted, spoken

MOST_BYTES: Final = 1 << 20
"""No interview is as long; what is longer was not written here."""
LASTS: Final = timedelta(hours=12)
"""Skin that was looked at in the morning is not looked at by night."""


class Unfinished(NamedTuple):
    """What was answered before the interruption, as it was stored, and when the last answer was given.

    ``rules`` is the name of the rules that asked; empty where they left none.
    """

    treatment: str
    stopped: datetime
    given: list[dict[str, Any]]
    changed: dict[str, Any]
    rules: str = ""

    def go_on(self, command: Command, when: str) -> Asking:
        """The question whether to go on with what was left at a time that is ``when`` in words."""
        count = counted(len(self.given), "answer", alone="one answer")
        about = f" about {spoken(self.treatment)}" if self.treatment else ""
        question = Question(
            id="go_on", kind="yes_no", ask=f"You stopped on {when}{about}, after {count}. Go on from there?",
            why="What you said then is kept for 12 hours.", asked_by=(command,), not_sure=False,
        )  # fmt: skip
        return Asking(question, {})

    def replayed(self, questions: Iterable[Question]) -> list[GivenAnswer]:
        """The answers as they were given; what fits no question any more is left out, to be asked again."""
        known = _as_asked(questions)
        found = []
        for answered in self.given:
            name, value = str(answered["question"]), answered["answer"]
            question = known.get(name)
            never = question is not None and question.never and value == NEVER
            known_answer = NEVER if never else _fit(question, value)
            unlisted = name in {STILL_SO, CLASH, NO_LONGER}
            answer = _unlisted(name, value) if unlisted else known_answer
            if answer is not None:
                options = frozenset(map(str, answered["options"]))
                found.append(GivenAnswer(name, str(answered["screen"]), options, answer))
        return found

    def corrected(self, questions: Iterable[Question]) -> dict[str, Answer]:
        """What was changed in the review, by question; what fits no question any more is left out."""
        known = {question.id: question for question in questions}
        found = {name: _fit(known.get(name), value) for name, value in self.changed.items()}
        return {name: answer for name, answer in found.items() if answer is not None}


class Shelf:
    """The one unfinished interview of a command, in a file of its own, under the rules of that name."""

    def __init__(self, file: Path, rules: str = "") -> None:
        self.file = file
        self.rules = rules

    def load(self) -> Unfinished | None:
        """What lies there. A file that cannot be read is as good as none: it held nothing that lasts."""
        try:
            if not self.file.is_file() or self.file.stat().st_size > MOST_BYTES:
                return None
            data = json.loads(self.file.read_text(encoding="utf-8"))
            stopped = datetime.fromisoformat(data["stopped"])
            given = [answered for answered in data["given"] if _whole(answered)]
            rules = str(data.get("rules") or "")
            found = Unfinished(str(data["treatment"]), stopped, given, dict(data["changed"]), rules)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None
        timed = stopped.tzinfo is not None and MINYEAR < stopped.year < MAXYEAR
        return found if timed else None

    def is_lost(self) -> bool:
        """Whether something lies there that cannot be taken up."""
        return os.path.lexists(self.file) and self.load() is None

    def keep(
        self, treatment: str, now: datetime, given: Iterable[GivenAnswer], changed: Mapping[str, Answer]
    ) -> None:
        """Put what was answered so far into the file; nothing is no file. Raises FileNotWrittenError."""
        answers = [
            {
                "question": answered.question,
                "screen": answered.screen,
                "options": sorted(answered.options),
                "answer": plain({"": answered.answer})[""],
            }
            for answered in given
        ]
        if not answers and not changed:
            self.drop()
            return
        data = {
            "treatment": treatment,
            "rules": self.rules,
            "stopped": now.isoformat(),
            "given": answers,
            "changed": plain(changed),
        }
        write_whole(self.file, json.dumps(data, ensure_ascii=False, indent=1).encode(), folder=True)

    def refused(self, left: Unfinished, when: str, now: datetime) -> str:
        """Why these answers, left at a time that is ``when`` in words, cannot be used; empty when they can.

        Answers of long ago say nothing of the skin, and answers to other rules are never partly used.
        """
        if not left.stopped <= now < left.stopped + LASTS:
            self.drop()
            return f"What you answered on {when} is dropped: skin changes within hours."
        if left.rules == self.rules:
            return ""
        return (
            f"The rules have changed since you stopped on {when}, so this starts from the beginning. "
            f"Your answers from then are in {self._set_aside(left)}."
        )

    def _set_aside(self, left: Unfinished) -> Path:
        """Put the file beside its place, under the time at which it was left, and give its new path.

        Where it cannot be moved it stays until the next answer is kept.
        """
        aside = self.file.with_name(f"{self.file.stem}-{left.stopped:%Y-%m-%dT%H%M%S}.json")
        try:
            return self.file.rename(aside)
        except OSError:
            return self.file

    def drop(self) -> None:
        """Take the file away. One that cannot be taken away grows old by itself."""
        try:
            self.file.unlink(missing_ok=True)
        except OSError:
            return


def _whole(answered: object) -> bool:
    """Whether this is an answer with all that belongs to it."""
    keys = {"question", "screen", "options", "answer"}
    return isinstance(answered, dict) and keys <= set(answered) and are_words(answered["options"])


def _as_asked(questions: Iterable[Question]) -> dict[str, Question]:
    """The questions by id, a list with the lines that stand for other questions."""
    known = {question.id: question for question in questions}
    for member in list(known.values()):
        asker = known.get(member.listed_in)
        if asker is not None:
            known[asker.id] = structs.replace(asker, options={**asker.options, **lines_of(member)})
    return known


def _fit(question: Question | None, value: object) -> Answer | None:
    """An answer that its question would take today."""
    try:
        return answer_of(question, value) if question else None
    except ValueError:
        return None


def _unlisted(name: str, value: object) -> Answer | None:
    """The answer to what is no question of the rules."""
    if name == CLASH:
        chosen = [choice for choice in CHOICES if choice == value]
        return NOT_SURE if value == plain({"": NOT_SURE})[""] else next(iter(chosen), None)
    return _confirm(value)


def _confirm(value: object) -> Answer | None:
    """What was said of remembered facts: of one line it is asked as a yes or no."""
    if value == plain({"": NOT_SURE})[""]:
        return NOT_SURE
    if are_words(value):
        return Chosen(frozenset(value))
    return value if isinstance(value, bool) else None

"""What is kept off a page because the person asks for that, wherever it would show."""

from __future__ import annotations

from collections.abc import Iterable

from skinroutine.commands.handover.wording import Words
from skinroutine.rulebook import Question
from skinroutine.rulebook.library import Library

NOTES = "notes"


def redactions(library: Library) -> list[str]:
    """What can be left out: notes, and what the questions name."""
    named = {word for question in library.questions() for word in question.redacted_by}
    return [NOTES, *sorted(named)]


class Redaction:
    """The words of what is left out. A rule that held because of such an answer is left out with it."""

    def __init__(self, named: Iterable[str], words: Words) -> None:
        self.named = frozenset(named)
        self._words = words

    def hides(self, question: Question) -> bool:
        """Whether the answer to this question is left out."""
        return not self.named.isdisjoint(question.redacted_by)

    def hides_reason(self, treatment: str, because: Iterable[str]) -> bool:
        """Whether a reason, by the answers behind it, would tell what is left out."""
        questions = self._words.questions(treatment)
        asked = [questions.get(pair.partition("=")[0]) for pair in because]
        return any(question is not None and self.hides(question) for question in asked)

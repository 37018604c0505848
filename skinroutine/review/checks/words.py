"""Sentences that are too hard to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from skinroutine.model import Course, Question, ScreeningRule
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.ruleset import Ruleset
from skinroutine.review.findings import Finding
from skinroutine.review.reading_grade import HIGHEST, reading_grade, sentences

SHOWN: Final = (
    "ask", "ask_log", "say", "do", "avoid", "pause", "stop_if", "why", "because", "instead",
    "disagreement", "summary", "back_if", "screen_asks", "buy", "watch_for",
)  # fmt: skip
"""The keys whose text a person is shown as sentences."""


def hard_sentences(ruleset: Ruleset) -> Iterator[Finding]:
    """Sentences above the highest grade that a person is shown."""
    for entry in ruleset.catalogue.entries:
        for text in shown_texts(entry):
            for sentence in sentences(text):
                grade = reading_grade(sentence)
                if grade > HIGHEST:
                    name = f"{entry.id}: " if entry.id else ""
                    message = f"{name}grade {grade:g}: {sentence}"
                    yield entry.finding("grade", message, f"at most {HIGHEST:g}: use short, common words")


def shown_texts(entry: Entry) -> Iterator[str]:
    """The texts of an item that a person is shown."""
    item = entry.item
    yield from _texts(item)
    if isinstance(item, Course):
        for turn in item.then:
            yield from _texts(turn)
    if isinstance(item, ScreeningRule) and item.until is not None and item.until.words:
        yield item.until.words


def _texts(item: object) -> Iterator[str]:
    for key in SHOWN:
        value = getattr(item, key, "")
        texts: Iterable[str] = (value,) if isinstance(value, str) else value
        if isinstance(value, dict):
            texts = value.values()
        for text in texts:
            plain = (
                text.replace("({option})", "").replace("{option}", "it")
                if isinstance(item, Question)
                else text
            )
            if plain.strip():
                yield plain.strip()

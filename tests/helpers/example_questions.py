"""A few questions of every kind, for the tests of answers."""

from __future__ import annotations

from collections.abc import Mapping

from skinroutine.rulebook import Glossary, GlossaryTerm, Question
from skinroutine.rulebook.conditions import Chosen


def a_question(name: str, kind: str, options: str = "", **keys: object) -> Question:
    labels = {option: option.title() for option in options.split()}
    return Question(id=name, kind=kind, ask="?", why="!", asked_by=("plan",), options=labels, **keys)  # type: ignore[arg-type]


QUESTIONS = [
    a_question("needle_mm", "number", unit="mm", least=0.01, most=5),
    a_question("conditions", "many", "eczema asthma"),
    a_question("areas", "many", "chin nose", at_least_one=True, not_sure=False),
    a_question("suction", "one", "none lowest high"),
    a_question("device_kind", "one", "roller pen", not_sure=False),
    a_question("device_shared", "yes_no"),
    a_question("days_since.peel", "number", unit="days", most=366),
    a_question("symptoms", "many", "redness fever pain", not_sure=False),
    a_question("symptoms.redness.severity", "one", "mild severe"),
    a_question("symptoms.pain.severity", "one", "mild severe"),
    a_question("symptoms.fever.temperature_c", "number", unit="°C", least=30, most=45),
    a_question("symptoms.pain.count", "number", unit="bumps", most=99, taken_of_others=True),
]


def chosen(*options: str) -> Chosen:
    return Chosen(frozenset(options))


def glossary_of(words: Mapping[str, str], *, origin: str = "") -> Glossary:
    """A glossary of these words, each with what it means."""
    made = [
        GlossaryTerm(id=f"word-{name}", term=name, means=(text,), sources=("judgement",), origin=origin)
        for name, text in words.items()
    ]
    return Glossary(made)

"""What is wrong with a set of rules, each with a code that can be explained."""

from __future__ import annotations

from typing import Final, NamedTuple


class Finding(NamedTuple):
    """One problem: where it stands, its code, what is wrong, and what to do about it."""

    file: str
    line: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}: {self.code}: {self.message}{hint}"


CODES: Final[dict[str, str]] = {
    "file": "The file cannot be read as rules: its YAML, a key or a value is wrong.",
    "same-id": "Two items have one id. An answer names rules by id, so each needs its own.",
    "unknown-source": "An item cites a source that the bibliography does not have.",
    "unused-source": "The bibliography has a source that no item cites.",
    "unknown-question": "A condition reads a question that is never asked.",
    "unknown-option": "A condition reads an option that its question does not have.",
    "wrong-kind": "A condition reads a question in a way that its kind does not allow.",
    "never-holds": "The condition contradicts itself, so the item can never hold.",
    "shadowed": "A stricter rule holds under the same condition, so this one changes nothing.",
    "overlap": "Two intervals hold for the same answers and ask for different times.",
    "gap": "Between two rules on one number there is a value that neither covers.",
    "milder": "The item could make a result milder when more is answered.",
    "unread-question": "No rule, step or interval reads the question, so it would never be asked.",
    "contradiction": "Two steps of one phase can hold at once and say opposite things.",
    "grade": "A sentence has a reading grade above 8.",
    "long-checklist": "More than nine steps of one phase can hold at once.",
    "no-example": "The treatment has no example.yaml, or its answers are not enough for a plan.",
    "no-cases": "The treatment has no cases.",
    "unknown-symptom": "A course, or a condition, names a symptom that nobody can choose.",
    "unknown-treatment": "An interval counts from a treatment that there is no folder for.",
}

"""What is wrong with a set of rules, each with a code that can be explained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from skinroutine.errors import UsageError
from skinroutine.reading.problems import nearest


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


class UnknownCodeError(UsageError):
    """No finding has this code."""

    code = "unknown-code"

    def __init__(self, code: str, known: Iterable[str]) -> None:
        known = list(known)
        hint = nearest(code, known)
        super().__init__(f"There is no code {code!r}{hint or '.'} Choose from: {', '.join(known)}.")


class Explanation(NamedTuple):
    """What a code means, and a piece of a rule file before and after it is mended."""

    code: str
    meaning: str
    wrong: str
    right: str


def explained(code: str) -> Explanation:
    """What a code means. Raises UnknownCodeError with the nearest code."""
    if code not in CODES:
        raise UnknownCodeError(code, CODES)
    return Explanation(code, CODES[code], *EXAMPLES[code])


CODES: Final[dict[str, str]] = {
    "file": "The file cannot be read as rules: its YAML, a key or a value is wrong.",
    "unread-file": "Nothing reads the file: its name or its place is wrong.",
    "same-id": "Two items have one id. An answer names rules by id, so each needs its own.",
    "unknown-source": "An item cites a source that the list of sources does not have.",
    "unused-source": "The list of sources has one that no item cites.",
    "unknown-question": "A condition reads a question that is never asked there.",
    "unknown-option": "A condition reads an option that its question does not have.",
    "unknown-symptom": "A course, or a condition, names a symptom that no one can choose.",
    "unknown-treatment": "There is no folder for the treatment that is named.",
    "wrong-kind": "A condition reads a question in a way that does not fit its kind.",
    "out-of-range": "A bound lies outside the numbers that its question takes.",
    "never-holds": "The condition speaks against itself, so the item can never hold.",
    "milder": "More answers, or a 'not sure', could make the result milder. They may only make it stricter.",
    "shadowed": "Another rule with the same condition is as strict or stricter, so this one adds nothing.",
    "overlap": "Two rules that differ in one number hold at once, and their results differ.",
    "gap": "Two rules that differ in one number leave a value between them that no rule covers.",
    "unread-question": "No rule, step or interval reads the question, so it is never asked.",
    "unread-option": "No rule reads the option, so it is never on offer.",
    "no-concern": "A record of no concern stands against a rule, or says nothing that anybody asks.",
    "contradiction": "Two steps of one phase can hold at once and say opposite things of one subject.",
    "long-checklist": "More than nine steps of one phase can hold at once. Such a list is not read.",
    "grade": "A sentence has a reading grade above 8. Use short words and say one thing.",
    "no-example": "The treatment has no example.yaml, or its answers do not do for a plan.",
    "no-cases": "The treatment has no cases that prove its rules.",
}

EXAMPLES: Final[dict[str, tuple[str, str]]] = {
    "file": ("verdict: no", 'verdict: "no"'),
    "unread-file": ("rules/my_treatment/screning.yaml", "rules/my_treatment/screening.yaml"),
    "same-id": ("- id: my-rule   # twice", "- id: my-rule\n- id: my-other-rule"),
    "unknown-source": ("sources: [judgment]", "sources: [judgement]"),
    "unused-source": ("- id: my-source   # in sources.yaml only", "sources: [my-source]   # in a rule"),
    "unknown-question": ("when: {skin_tody: sunburn}", "when: {skin_today: sunburn}"),
    "unknown-option": ("when: {skin_today: wart}", "when: {skin_today: warts}"),
    "unknown-symptom": ("course: tickel", "course: tickle"),
    "unknown-treatment": ("since: brushin", "since: brushing"),
    "wrong-kind": ('when: {smoker: "yes"}', "when: {smoker: true}"),
    "out-of-range": ("when: {age: {over: 180}}", "when: {age: {over: 80}}"),
    "never-holds": ("when: {age: {under: 18, over: 70}}", "when: {age: {at_least: 18, under: 70}}"),
    "milder": (
        "when: {symptoms: tickle, not: {symptoms: rash}}",
        "when: {symptoms: tickle, not: {symptoms.tickle.trend: improving}}",
    ),
    "shadowed": (
        "{when: {skin_today: warts}, verdict: caution, ...}\n{when: {skin_today: warts}, verdict: wait, ...}",
        "{when: {skin_today: warts}, verdict: wait, ...}",
    ),
    "overlap": (
        "wait: {days_since.peel: {under: 14}}\ncaution: {days_since.peel: {at_least: 7}}",
        "wait: {days_since.peel: {under: 14}}\ncaution: {days_since.peel: {at_least: 14}}",
    ),
    "gap": (
        "when: {days_since.peel: {under: 7}}\nwhen: {days_since.peel: {over: 7}}",
        "when: {days_since.peel: {under: 7}}\nwhen: {days_since.peel: {at_least: 7}}",
    ),
    "unread-question": ("- id: skin_type   # in questions.yaml only", "when: {skin_type: dry}   # in a rule"),
    "unread-option": ("options: {warts: Warts, freckles: Freckles}", "options: {warts: Warts}"),
    "no-concern": (
        "no_concern: {conditions: lupus}   # and a rule of this treatment reads lupus",
        "when: {conditions: lupus}   # the rule alone",
    ),
    "contradiction": (
        "{do: Put on a serum., subject: serum, ...}\n{avoid: Leave the skin bare., subject: serum, ...}",
        "{avoid: Leave the skin bare., subject: serum, ...}",
    ),
    "long-checklist": ("ten steps in prep.yaml", "nine steps in prep.yaml, or a `when` that lets in fewer"),
    "grade": (
        "say: Discontinue utilisation immediately subsequent to irritation.",
        "say: Stop as soon as the skin is sore.",
    ),
    "no-example": ("my_treatment/ without example.yaml", "my_treatment/example.yaml with:\n  age: 34"),
    "no-cases": (
        "my_treatment/ without cases/",
        "my_treatment/cases/plan.yaml with:\n  - {case: Warts go first., answers: {...}, expect: {...}}",
    ),
}  # fmt: skip

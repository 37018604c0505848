"""Law 10: no sentence that a person can see is one that nobody would say across a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

import pytest

from conftest import ROOT
from todays_rules import RULES
from what_people_read import Shown, of_newest_section, of_page, of_program, of_rules, of_schemas

pytestmark = pytest.mark.todays_rules

PACKAGE: Final = ROOT / "skinroutine"
DOCS: Final = ("architecture", "commands", "faq", "json", "performance", "tour")
"""The pages that say something in our own words; the others list what sources say."""
PAGES: Final = {
    "README.md": ROOT / "README.md",
    "SECURITY.md": ROOT / "SECURITY.md",
    "CONTRIBUTING.md": ROOT / "CONTRIBUTING.md",
    "rules/README.md": ROOT / "rules" / "README.md",
    **{f"docs/{name}.md": ROOT / "docs" / f"{name}.md" for name in DOCS},
}
SCHEMAS: Final = {"docs/schema": ROOT / "docs" / "schema", "rules/schema": RULES / "schema"}


class Refused(NamedTuple):
    """What is not said, what is said instead, and where it may stand all the same."""

    pattern: str
    instead: str
    allowed: tuple[str, ...] = ()


ENGINEERS: Final = (
    "docs/architecture.md",
    "docs/performance.md",
    "docs/json.md",
    "docs/schema/",
    "CONTRIBUTING.md",
)
"""What programs are written by: facts, entries and rules that hold are fields and records there."""
AUTHORS: Final = (
    "review/", "commands/rules/", "rulebook/", "cli/table.py", "README.md", "rules/", *ENGINEERS,
)  # fmt: skip
"""What rule authors read: facts of the evidence, rules that hold, and options that are named in a file."""
HISTORY: Final = (
    "commands/history/", "commands/transfer/", "history/", "cli/", "options.py", "README.md", "rules/",
    "SECURITY.md", "CHANGELOG.md", *ENGINEERS,
)  # fmt: skip
"""A history is a list of entries, and is called so where one of them is picked."""
ON_NO_SCREEN: Final = ("interview/own_words.py", "review/lint/orders.py", "show/document_types.py")
"""Lists of words that are looked for in what is typed or written, and what a field of JSON is."""

REFUSED: Final = (
    Refused(
        r"(?<!here )(?<!here')\b(?:is|are|was|were|be) no (?!longer|more|less|worse|better|later|one)",
        "isn't a",
    ),
    Refused(r"\btold\b(?! (?:you|me|them|to)\b)", "said"),
    Refused(r"\btells? (?:of|nothing)\b", "shows, says"),
    Refused(r"(?i:^|\b(?:none|not|is|was|were|are|that) )named\b", "said, chosen", AUTHORS),
    Refused(
        r"\b(?:it|this|that|what|which|file|still|must|made it) holds?\b", "counts, contains, is", AUTHORS
    ),
    Refused(r"\bstands?\b(?! (?:up|in for))(?<!things stand)(?<!you stand)|\bstood\b", "is, counts", AUTHORS),
    Refused(r"\bin force\b", "now, right now"),
    Refused(r"\bso\?|\bstill so\b|\b(?:is|are|was|were|be) so(?:[.?,]| no longer|$)", "true"),
    Refused(r"\bISO\b(?! [0-9])", "a date, such as 2026-11-20"),
    Refused(r"\bin all likelihood\b", "probably"),
    Refused(r"\baslant\b", "diagonally"),
    Refused(r"\bsun ?creams?\b", "sunscreen"),
    Refused(r"\bchemists?\b", "pharmacist"),
    Refused(r"(?<!pus-)\bfilled spots?\b", "pus-filled spots"),
    Refused(r"\b(?:remembered|asked|known|kept) of you\b", "about you"),
    Refused(r"\bat the (?:least|most)\b", "at least, at most"),
    Refused(r"\boverdue\b", "ready since"),
    Refused(r"\bsymptom[- ]checks?\b", "check of your skin", ENGINEERS),
    Refused(r"\bfacts?\b", "what you said", AUTHORS),
    Refused(r"\bentr(?:y|ies)\b", "what you recorded", HISTORY),
    Refused(r"\bclash(?:es)?\b", "don't agree"),
    Refused(r"\bskin (?:take|took) (?:it|the last)\b", "react"),
    Refused(r"(?:^|[.] )Yet\b", "But"),
    Refused(r"\b[Ww]hich of it\b|\b[Ww]hat of it\b", "any of this"),
    Refused(r"\banew\b|\bafresh\b", "again"),
    Refused(r"(?:^|[.] )Doubt (?:a|the|any)\b", "Be wary of"),
    Refused(r"(?:^|[.] )(?:Have|Use|Put on|Eat|Wear|Drink|Take) no (?!more\b)", "Leave out, or do not"),
    Refused(r"\bis none\b|\bthat there is not\b", "isn't one", AUTHORS),
    Refused(r"\bas you (?:had|told|said)\b", "you weren't sure, you said"),
    Refused(
        r"\b(?:lest|hence|thus|shall|whilst|amongst|nought|upon|thereof|whereof|therein)\b",
        "an ordinary word",
    ),
    Refused(
        r"\bThere is no\b|\bthere is no\b|\byou (?:are|were) not\b|\bYou (?:are|were) not\b", "a contraction"
    ),
    Refused(
        r"\b(?:UN|RE)?(?:LOGGED|DONE|ENDED|CHANGED|ADDED|RETIRED|WRITTEN|IMPORTED|EXPORTED)\b|\b(?:Un|Re)did\b",
        "Logged, Undone",
    ),
)
"""The dialect of before: words that are easy and that nobody says. Its list is that of the pages on voice."""


def hits(shown: Iterable[Shown]) -> list[str]:
    """Each refused word with where it stands and what to say instead."""
    found = []
    patterns = [(each, re.compile(each.pattern)) for each in REFUSED]
    for text, file, line in shown:
        if file.startswith(ON_NO_SCREEN):
            continue
        for each, pattern in patterns:
            match = pattern.search(text)
            if match and not file.startswith(each.allowed or ("-",)):
                found.append(f"{file}:{line}: “{match[0].strip()}” in “{text[:120]}”: say {each.instead}")
    return found


@pytest.mark.proof
def test_no_sentence_is_one_that_nobody_would_say() -> None:
    assert hits([*of_rules(RULES), *of_program(PACKAGE)]) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_sentence_that_nobody_would_say(name: str) -> None:
    assert hits(of_page(PAGES[name], name)) == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_field_is_described_as_nobody_would_say_it(name: str) -> None:
    described = list(of_schemas(SCHEMAS[name], name))
    assert len(described) > 100
    assert hits(described) == []


def test_the_newest_section_of_the_changelog_has_no_sentence_that_nobody_would_say() -> None:
    assert hits(of_newest_section(ROOT / "CHANGELOG.md")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "'abc' is no number that fits.",
        "Not named: Ill within the last week",
        "Yet today you told of skin that hurt.",
        "Is any of this so?",
        "Which of it has changed?",
        "Doubt a box that claims US clearance.",
        "one across and one aslant",
        "Have no waxing on that skin.",
        "Aftercare that holds now",
        "What is remembered of you",
        "This hold runs until Monday at the least.",
        "It holds what you told about your health.",
        "if your skin is still as you told",
        "How did your skin take the last session?",
        "LOGGED: microneedling",
    ],
)
def test_a_sentence_of_the_dialect_would_be_noticed(sentence: str) -> None:
    assert len(hits([Shown(sentence, "somewhere.py")])) >= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Hold the skin taut with your other hand.",
        "Your sessions aren't paused.",
        "A hold means that your sessions are paused.",
        "Only if a doctor told you to.",
        "See where things stand now: skinroutine status",
        "Has any of this changed?",
        "There's no plan of the last three days to start from.",
    ],
)
def test_a_sentence_that_people_say_is_let_through(sentence: str) -> None:
    assert hits([Shown(sentence, "somewhere.py")]) == []


RECORDS: Final = re.compile(
    r"skinroutine (?:profile set [a-z_.]+=|hold add --why|profile forget [a-z_]+|log --reaction [a-z]+\|)"
    r"|--how [a-z]+\|"
)
"""What changes the record of whoever pastes it: an answer, a reason, the first of words with a pipe."""


@pytest.mark.proof
def test_no_hint_records_what_nobody_said_when_it_is_pasted() -> None:
    found = [shown for shown in of_program(PACKAGE) if RECORDS.search(shown.text)]
    assert found == []


@pytest.mark.parametrize(
    "hint",
    [
        "To add or change something: skinroutine profile set medicines=retinol",
        'Say why: skinroutine hold add --why "A doctor told me to stop"',
        "To end that: skinroutine hold end --how healed|seen|error.",
    ],
)
def test_a_hint_that_records_something_would_be_noticed(hint: str) -> None:
    assert RECORDS.search(hint)


@pytest.mark.proof
def test_the_collector_sees_what_is_written_in_rules_code_and_pages() -> None:
    kinds = [
        list(of_rules(RULES)),
        list(of_program(PACKAGE)),
        [text for name, page in PAGES.items() for text in of_page(page, name)],
    ]
    assert [len(kind) > least for kind, least in zip(kinds, (3000, 1500, 100), strict=True)] == [True] * 3
    assert any(text.text == "Stopped. Nothing was decided and nothing was stored." for text in kinds[1])

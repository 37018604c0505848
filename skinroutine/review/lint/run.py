"""All checks over a library, in an order in which one mistake is told once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from skinroutine.review.catalogue import PAGE, Catalogue, PlacedItem, catalogue
from skinroutine.review.grade import HIGHEST, reading_grade, sentences
from skinroutine.review.lint.bibliography import copies, same_addresses, wrong_kinds
from skinroutine.review.lint.calls import spelled_calls, wrong_calls
from skinroutine.review.lint.concerns import wrong_records
from skinroutine.review.lint.counts import wrong_counts
from skinroutine.review.lint.faq import words_with_two_meanings, wrong_answers
from skinroutine.review.lint.files import (
    missing_pages,
    missing_proof,
    poor_examples,
    repeated_pages,
    rule_files,
    unread_files,
    unreadable_proof,
)
from skinroutine.review.lint.findings import LEFT_TO_READERS, UNSAID, Finding
from skinroutine.review.lint.grounds import poor_grounds, unknown_facts
from skinroutine.review.lint.level_words import words_of_other_levels
from skinroutine.review.lint.logic import milder, never_holds, same_ids, shadowed
from skinroutine.review.lint.merits import absent_merits
from skinroutine.review.lint.names import unknown_intervals, unknown_names, unknown_rules, unknown_sources
from skinroutine.review.lint.numbers import gaps_and_overlaps
from skinroutine.review.lint.orders import poor_orders
from skinroutine.review.lint.ruleset import RULES, Ruleset, speaking_of
from skinroutine.review.lint.steps import contradictions, long_checklists, wrong_stand_ins
from skinroutine.review.lint.unsure import mild_doubts
from skinroutine.review.lint.usage import unread, unused_sources
from skinroutine.review.reviews import unknown_reviews
from skinroutine.review.sources import listed_facts
from skinroutine.rulebook import (
    Course,
    EvidenceFact,
    Faq,
    GlossaryTerm,
    Question,
    ScreeningRule,
    Source,
    SymptomRule,
)
from skinroutine.rulebook.folders import Layer
from skinroutine.rulebook.library import EVIDENCE, Library
from skinroutine.rulebook.regions import without_blanks

_NAMING: Final = frozenset({"questions", "symptoms", "sources", "treatment"})
"""Topics that other files name things from: where one cannot be read, every name would seem unknown."""
_OF_ONE_ITEM: Final = (never_holds, milder)
_OF_SEVERAL: Final = (
    mild_doubts, shadowed, gaps_and_overlaps, contradictions, long_checklists, wrong_stand_ins, poor_orders,
    words_of_other_levels, wrong_answers, words_with_two_meanings, wrong_calls, absent_merits,
)  # fmt: skip
SHOWN: Final = (
    "ask", "ask_log", "say", "say_if_not_sure", "do", "avoid", "pause", "stop_if", "if_past", "in_short",
    "why", "because", "instead", "disagreement", "summary", "back_if", "call_if", "screen_asks",
    "screen_notes", "buy", "watch_for", "help", "spot", "bring", "answer", "elsewhere", "note", "note_health",
    "used_for",
)  # fmt: skip
"""The keys whose text a person is shown as sentences."""


class CheckReport(NamedTuple):
    """What was found, and how much was looked at. ``facts`` is 0 where nothing was held against evidence.

    ``warnings`` is what nobody has looked at yet, or what only a reader of the sources can put right.
    """

    findings: tuple[Finding, ...]
    files: int
    rules: int
    warnings: tuple[Finding, ...]
    facts: int


def check(library: Library) -> CheckReport:
    """Check all rules of a library."""
    return _report(library, library.layers)


def check_folder(library: Library) -> CheckReport:
    """Check the last folder of a library as it lies over the others: only what is wrong in it is told."""
    return _report(library, library.layers[-1:])


def _report(library: Library, layers: tuple[Layer, ...]) -> CheckReport:
    read = catalogue(library)
    folders = [_whole(layer.folder) for layer in layers]

    @cache
    def file_inside(file: str) -> bool:
        return any(_whole(Path(file)).is_relative_to(folder) for folder in folders)

    def inside(placed: Finding | PlacedItem) -> bool:
        return file_inside(placed.file)

    found = sorted(set(filter(inside, _findings(library, read, layers, inside))))
    mild = UNSAID if any(layer.name for layer in layers) else UNSAID | LEFT_TO_READERS
    return CheckReport(
        findings=tuple(finding for finding in found if finding.code not in mild),
        files=sum(len(rule_files(layer)) for layer in layers),
        rules=len(list(filter(inside, read.of(*RULES)))),
        warnings=tuple(finding for finding in found if finding.code in mild),
        facts=len(read.of(EvidenceFact)),
    )


def _whole(path: Path) -> Path:
    """The whole path, links as they are: a file behind a link lies where the link does."""
    return Path(os.path.normpath(path.absolute()))


def _findings(
    library: Library, read: Catalogue, layers: tuple[Layer, ...], inside: Callable[[PlacedItem], bool]
) -> Iterator[Finding]:
    yield from read.findings
    yield from same_ids(read.entries)
    for layer in layers:
        yield from _of_files(layer, library)
    treatments = dict.fromkeys(entry.treatment for entry in read.entries if entry.topic == PAGE)
    ruleset = Ruleset(read, treatments, speaking_of(read))
    yield from hard_sentences(filter(inside, read.entries))
    # A file that cannot be read takes its names with it: all that speaks of them would seem wrong.
    broken = {Path(finding.file).stem for finding in read.findings}
    if broken & _NAMING:
        return
    wrong = [
        *unknown_names(ruleset),
        *unknown_intervals(ruleset),
        *(() if broken else wrong_counts(ruleset, library)),
        *unknown_sources(read.entries, [entry.id for entry in read.of(Source)]),
    ]
    yield from _of_evidence(library, read, broken)
    if not broken:
        wrong += unknown_reviews(read)
    if not broken & {"red-flags", "symptoms"}:
        wrong += unknown_rules(read, [entry.id for entry in read.of(SymptomRule, Course)])
    yield from wrong
    sound = ruleset.without(wrong)
    # What is wrong with an item alone is looked for only where it would be told: that is most of the work.
    for check_item in _OF_ONE_ITEM:
        yield from check_item(sound.only(inside))
    yield from spelled_calls(sound, inside)
    yield from chain.from_iterable(check_several(sound) for check_several in _OF_SEVERAL)
    # What nothing reads can be told only where every reader is known.
    if not broken:
        yield from unread(ruleset)
        yield from wrong_records(sound)
        yield from unused_sources(ruleset)
    if not broken and not wrong:
        for layer in layers:
            yield from poor_examples(layer, library, ruleset.treatments)


def _of_evidence(library: Library, read: Catalogue, broken: set[str]) -> Iterator[Finding]:
    """What sources are, and what items rest on, as far as it can be proved."""
    yield from same_addresses(read)
    if "publishers" not in broken:
        yield from wrong_kinds(read)
        yield from copies(read)
    facts = {fact.id: fact for _, fact in read.each(EvidenceFact)}
    if facts and EVIDENCE not in broken:
        yield from unknown_facts(read, facts.keys() | set(listed_facts(library)))
        yield from poor_grounds(read, facts)


def _of_files(layer: Layer, library: Library) -> Iterator[Finding]:
    yield from unread_files(layer)
    yield from missing_pages(layer, library)
    yield from missing_proof(layer, library)
    yield from unreadable_proof(layer, library)
    if layer is not library.layers[0]:
        yield from repeated_pages(layer, library.layers[0])


def hard_sentences(entries: Iterable[PlacedItem]) -> Iterator[Finding]:
    """Sentences above the highest grade that a person is shown."""
    for entry in entries:
        for sentence in (each for text in shown_texts(entry) for each in sentences(text)):
            grade = reading_grade(sentence)
            if grade > HIGHEST:
                name = f"{entry.id}: " if entry.id else ""
                hint = f"at most {HIGHEST:g}: use short, common words"
                yield entry.finding("grade", f"{name}grade {grade:g}: {sentence}", hint)


def shown_texts(entry: PlacedItem) -> Iterator[str]:
    """The texts of an item that a person is shown."""
    item = entry.item
    for part in (item, *(item.then if isinstance(item, Course) else ())):
        yield from _texts(part)
        for below in getattr(part, "do_below", ()):
            yield from (below.step, below.because)
    if isinstance(item, Faq):
        yield item.question
    if isinstance(item, GlossaryTerm):
        yield from map(without_blanks, item.means)
    if isinstance(item, ScreeningRule) and item.until is not None and item.until.words:
        yield item.until.words


def _texts(item: object) -> Iterator[str]:
    for key in SHOWN:
        value = getattr(item, key, "")
        for text in (
            (value,) if isinstance(value, str) else value.values() if isinstance(value, dict) else value
        ):
            asked = isinstance(item, Question)
            plain = without_blanks(text)
            plain = plain.replace("({option})", "").replace("{option}", "it") if asked else plain
            if plain.strip():
                yield plain.strip()

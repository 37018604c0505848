"""What people ask: words that lead to two questions, statements that are not there, missing answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from skinroutine.interview.own_words import content_words
from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.review.lint.vocabulary import likely
from skinroutine.rulebook import Faq, GlossaryTerm, Statement
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.glossary import in_one_spelling
from skinroutine.text import plain_form


class Unanswered(NamedTuple):
    """A question that is answered for one treatment and not for another."""

    entry: PlacedItem
    question: str
    missing: str
    """The treatment that has no answer."""


def wrong_answers(ruleset: Ruleset) -> Iterator[Finding]:
    """Statements that an answer names and nobody wrote, and words by which two questions would be found."""
    statements = ruleset.catalogue.of(Statement)
    for entry, faq in ruleset.catalogue.each(Faq):
        known = {each.id for each in statements if entry.treatment in {COMMON, each.treatment}}
        for name in faq.see:
            if name not in known:
                message = f"{entry.id}: see names {name!r}, which isn't a statement of this treatment"
                yield entry.finding("unknown-statement", message, likely(name, known))
    for _, entries in ruleset.together(Faq):
        yield from _two_meanings(entries)


def _two_meanings(entries: list[PlacedItem]) -> Iterator[Finding]:
    owners: dict[object, str] = {}
    for entry in entries:
        faq = entry.item
        assert isinstance(faq, Faq)  # noqa: S101  only these were asked for
        for words in (faq.question, *faq.also):
            other = owners.setdefault(content_words(words) or plain_form(words), entry.id)
            if other != entry.id:
                message = f"{entry.id}: {words!r} leads to {other!r} too"
                yield entry.finding("two-meanings", message, "keep it at one of them")


def words_with_two_meanings(ruleset: Ruleset) -> Iterator[Finding]:
    """Words that two terms of the glossary explain: the first alone would be found."""
    owners: dict[tuple[str, ...], str] = {}
    for entry, term in ruleset.catalogue.each(GlossaryTerm):
        for way in term.ways:
            other = owners.setdefault(in_one_spelling(way), entry.id)
            if other != entry.id:
                message = f"{entry.id}: {way!r} is explained by {other!r} already"
                yield entry.finding("two-meanings", message, "keep it at one of them")


def unanswered(read: Catalogue, treatments: tuple[str, ...]) -> list[Unanswered]:
    """The questions that some of these treatments answer and others do not, in the order of the files."""
    found = list(read.each(Faq))
    answered = {
        name: {plain_form(faq.question) for entry, faq in found if entry.treatment in {COMMON, name}}
        for name in treatments
    }
    return [
        Unanswered(entry, faq.question, name)
        for entry, faq in found
        if entry.treatment in treatments
        for name in treatments
        if plain_form(faq.question) not in answered[name]
    ]

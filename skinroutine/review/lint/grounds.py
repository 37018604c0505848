"""What items and sentences rest on: facts that carry it, sources that say it, figures that are somebody's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.lint.figures import Figure, figures_in, figures_of_fact, figures_of_item, unheld
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.vocabulary import likely
from skinroutine.rulebook import Cited, Contradiction, EvidenceFact, Grounded, LevelWords, SymptomRule
from skinroutine.rulebook.grounds import PlacedSentence, sentences_of
from skinroutine.rulebook.regions import Region

Facts = Mapping[str, EvidenceFact]
JUDGEMENT: Final = "judgement"
"""The source that is our own reading."""
_GUESSES: Final = 3


def unknown_facts(read: Catalogue, known: Collection[str]) -> Iterator[Finding]:
    """Facts that an item or a sentence names and the evidence does not have."""
    for entry in read.entries:
        for name in entry.facts:
            if name not in known:
                hint = likely(name, known) or "add it to common/evidence.yaml"
                part = _part_naming(entry, name)
                yield entry.finding("unknown-fact", f"{entry.id}: there's no fact {name!r}", hint, part)


def _part_naming(entry: PlacedItem, fact: str) -> str:
    grounds = entry.item.grounds if isinstance(entry.item, Grounded) else ()
    own = next((ground.part for ground in grounds if fact in ground.facts), "")
    return "evidence" if fact in entry.evidence else own


def poor_grounds(read: Catalogue, facts: Facts) -> Iterator[Finding]:
    """Everything that can be proved of what the items rest on, given what the evidence says.

    A folder that comes without evidence is asked for no fact; what it names is held against the facts.
    """
    keeping = {entry.layer for entry in read.of(EvidenceFact)}
    by_source: dict[str, list[str]] = {}
    for fact in facts.values():
        for source in fact.sources:
            by_source.setdefault(source, []).append(fact.id)
    called = [figure for _, words in read.each(LevelWords) for figure in _figures_said(words)]
    for entry in read.cited:
        named = [facts[name] for name in entry.facts if name in facts]
        asked = entry.layer in keeping
        yield from _of_sources(entry, named, by_source, asked=asked)
        yield from _of_level(entry, named)
        yield from _of_figures(entry, facts, called) if asked or named else ()
    for entry in read.of(Grounded):
        yield from _of_sentences(entry) if entry.layer in keeping else ()


def _figures_said(words: LevelWords) -> Iterator[Figure]:
    # The numbers to call stand in what each level says.
    return (figure for sentence in sentences_of(words) for figure in figures_in(sentence.text))


def _of_sources(
    entry: PlacedItem, named: Sequence[EvidenceFact], by_source: Mapping[str, Sequence[str]], *, asked: bool
) -> Iterator[Finding]:
    real = [source for source in entry.sources if source != JUDGEMENT]
    guesses = [name for source in real for name in by_source.get(source, ())]
    # A region is what its pages say, word for word: it is a fact itself.
    if real and not entry.facts and (asked or guesses) and not isinstance(entry.item, Region):
        message = f"{entry.id}: it cites {_some(real)} and names no fact"
        hint = f"name the fact under evidence{_such_as(guesses)}, or write sources: [{JUDGEMENT}]"
        yield entry.finding("no-facts", message, hint, "sources")
    carried = {source for fact in named for source in fact.sources}
    for source in real if named else ():
        if source not in carried:
            hint = f"name a fact of it{_such_as(by_source.get(source, ()))}, or take the source out"
            message = f"{entry.id}: no fact that it names comes from {source!r}"
            yield entry.finding("uncarried-source", message, hint, "sources")
    for fact in named:
        if not set(fact.sources) & set(entry.sources):
            message = f"{entry.id}: it lists no source of the fact {fact.id!r}"
            yield entry.finding(
                "unlisted-fact", message, f"add to its sources: {_some(fact.sources)}", "sources"
            )


def _of_level(entry: PlacedItem, named: Iterable[EvidenceFact]) -> Iterator[Finding]:
    item = entry.item
    if not isinstance(item, SymptomRule) or item.disagreement:
        return
    levels = [fact.lowest for fact in named if fact.lowest is not None]
    if levels and item.level < min(levels):
        message = f"{entry.id}: level {item.level}, and every fact that it names is at {min(levels)} or above"
        hint = "raise the level, or say in a disagreement who rates it higher"
        yield entry.finding("below-triage", message, hint, "level")


def _of_figures(entry: PlacedItem, facts: Facts, called: Sequence[Figure]) -> Iterator[Finding]:
    fields = [*figures_of_item(entry.item), *called]
    for sentence in sentences_of(entry.item) if isinstance(entry.item, Grounded) else ():
        written = [] if sentence.judgement else figures_in(sentence.text)
        # A step that names no fact yet is told of as such: its figure may stand in any fact of the item.
        names = entry.facts if sentence.first_aid and not sentence.own else sentence.facts
        known = [figure for name in names if name in facts for figure in figures_of_fact(facts[name])]
        missing = unheld(written, [*fields, *known])
        if missing:
            words = ", ".join(repr(figure.words) for figure in missing)
            message = f"{entry.id}: no fact and no field has {words}: {sentence.text}"
            hint = "name its fact: {text: ..., facts: [...]}, or write judgement: true"
            yield entry.finding("figure", message, hint, sentence.part)


def _of_sentences(entry: PlacedItem) -> Iterator[Finding]:
    # What a contradiction says is what the person has said, and no advice.
    ours = isinstance(entry.item, Cited) and not isinstance(entry.item, Contradiction)
    alone = ours and set(entry.sources) == {JUDGEMENT} and not entry.evidence
    for sentence in sentences_of(entry.item) if isinstance(entry.item, Grounded) else ():
        code, what, hint = _of_sentence(sentence, alone=alone)
        if code:
            yield entry.finding(code, f"{_name(entry)}: {what}: {sentence.text}", hint, sentence.part)


def _of_sentence(sentence: PlacedSentence, *, alone: bool) -> tuple[str, str, str]:
    if sentence.facts or sentence.judgement:
        return "", "", ""
    if alone:
        hint = "write it as {text: ..., judgement: true}"
        return "own-judgement", "nothing says that this is our own judgement", hint
    hint = "write it as {text: ..., facts: [...]}, or with judgement: true"
    if sentence.first_aid:
        return "first-aid", "this step names no fact of its own", hint
    if sentence.part == "disagreement":
        return "no-position", "no fact says who disagrees", hint
    return "", "", ""


def _name(entry: PlacedItem) -> str:
    return entry.id or f"level {getattr(entry.item, 'level', '')}"


def _some(names: Sequence[str]) -> str:
    rest = f" and {len(names) - _GUESSES} more" if len(names) > _GUESSES else ""
    return f"{', '.join(names[:_GUESSES])}{rest}"


def _such_as(names: Sequence[str]) -> str:
    return f", such as {', '.join(names[:_GUESSES])}" if names else ""

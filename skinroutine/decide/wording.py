"""What the rules say today, by the id of each rule, for sentences that were stored with events long ago."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skinroutine.history import TodaysSentence
from skinroutine.history.sentences import CARE, LINES, NAME, NOTHING, RESULT, SHORT, UNSURE
from skinroutine.rule_files import short_name
from skinroutine.rulebook import VERDICTS, Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Condition, Picked, Within, YesNo
from skinroutine.rulebook.library import Library
from skinroutine.text import yes_or_no


def sentences_today(library: Library) -> list[TodaysSentence]:
    """Every sentence that can be stored with an event: steps after a session, reasons, limits, questions."""
    found = _placed(_of_book(Book(library)))
    common = set(found)
    for name in library.treatment_ids:
        found += [
            each
            for each in _placed(_of_book(Book(library, name)))
            if each._replace(treatment="") not in common
        ]
    found += [TodaysSentence("", RESULT, str(words.level), words.title) for words in library.levels]
    nothing = [(f"{words.level}{NOTHING}", words.nothing_named) for words in library.levels]
    found += [TodaysSentence("", RESULT, part, words.title) for part, words in nothing if words]
    verdicts = Book(library).verdicts.values()
    found += [TodaysSentence("", RESULT, words.verdict, words.title) for words in verdicts]
    found += _names(library)
    found += _care(library)
    found += dict.fromkeys(_shorts(library))
    found += [TodaysSentence("", words.name, str(words.level), words.say) for words in library.levels]
    return found


def _names(library: Library) -> Iterator[TodaysSentence]:
    """The short names of the symptoms; of two treatments with the same one, the first."""
    books = [Book(library), *(Book(library, name) for name in library.treatment_ids)]
    names = {each.id: each.short for book in reversed(books) for each in book.symptoms if each.short}
    yield from (TodaysSentence("", NAME, name, short) for name, short in names.items())


def _care(library: Library) -> Iterator[TodaysSentence]:
    """What to do while a hold lasts: by the level of the check that set it, its finding, or its rule."""
    for words in library.levels:
        yield TodaysSentence("", CARE, str(words.level), words.while_paused)
    for finding in library.findings.values():
        yield TodaysSentence("", CARE, finding.id, finding.say)
    for name in ("", *library.treatment_ids):
        for rule in Book(library, name).screening:
            if rule.hold:
                yield TodaysSentence(name, CARE, rule.id, rule.instead)


def _shorts(library: Library) -> Iterator[TodaysSentence]:
    """What steps after a session ask in a few words, by the whole sentence."""
    for name in library.treatment_ids:
        for step in Book(library, name).steps_of("aftercare"):
            if step.in_short:
                yield TodaysSentence("", SHORT, step.text, step.in_short)


def _of_book(book: Book) -> Iterator[TodaysSentence]:
    about = book.treatment
    yield from _of_rulings(about, book.signs, [str(level) for level in range(len(book.levels))])
    yield from _of_rulings(about, book.screening, VERDICTS)
    for step in book.steps_of("aftercare"):
        yield _on(step.when, TodaysSentence(about, step.id, step.kind, step.text))
    for interval in book.intervals:
        yield TodaysSentence(about, interval.id, "", interval.say)
    for life in book.lives:
        yield _on(life.when, TodaysSentence(about, life.id, "", life.say))
    for watch in book.watches:
        yield _on(watch.when, TodaysSentence(about, watch.id, "watch_for", LINES.join(watch.watch_for)))
    for look in book.library.treatment(about).follow_up if about else ():
        yield TodaysSentence(about, look.id, "ask", look.ask)


def _of_rulings(about: str, rulings: Iterable[Ruling], names: Iterable[str]) -> Iterator[TodaysSentence]:
    """What each ruling says where it holds, and where only a "not sure" makes it hold, by its result."""
    results = list(names)
    for ruling in rulings:
        yield _on(ruling.when, TodaysSentence(about, ruling.id, results[ruling.weight], ruling.say))
        unsure = ruling.say_if_not_sure or ruling.say
        for weight in dict.fromkeys((ruling.weight, ruling.weight_if_not_sure, ruling.weight_if_left_out)):
            if weight is not None and (weight, unsure) != (ruling.weight, ruling.say):
                yield _on(ruling.when, TodaysSentence(about, ruling.id, f"{results[weight]}{UNSURE}", unsure))


def _on(when: Condition, sentence: TodaysSentence) -> TodaysSentence:
    """The sentence with what its condition reads, and a name for the whole of that."""
    reads = [
        _text(leaf) if positive and isinstance(leaf, Picked | YesNo | Within) else leaf.question
        for leaf, positive in when.leaves()
    ]
    return sentence._replace(reads=" ".join(dict.fromkeys(reads)), nature=short_name(_text(when)))


def _text(when: Condition) -> str:
    """A condition as a text that is the same in each run and for no other condition."""
    match when:
        case Picked():
            return f"{when.question}={','.join(sorted(when.options))}"
        case YesNo():
            return f"{when.question}={yes_or_no(when.yes)}"
        case Within():
            return f"{when.question}={','.join(f'{name}:{at:g}' for name, at in sorted(when.bounds.items()))}"
        case _:
            return f"{type(when).__name__}({';'.join(map(_text, when.parts()))})"


def _placed(sentences: Iterable[TodaysSentence]) -> list[TodaysSentence]:
    """The sentences, of those with one rule and part each in a place of its own."""
    places: dict[tuple[str, str, str], int] = {}
    found = []
    for each in sentences:
        key = (each.treatment, each.item, each.part)
        places[key] = places.get(key, -1) + 1
        found.append(each._replace(place=places[key]))
    return found

"""Conflicts, and what questions say of being remembered or listed: names, times, careful answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from skinroutine.interview.answers import answer_of
from skinroutine.memory.statements import LONGEST
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.review.lint.vocabulary import Fault, Vocabulary, no_option
from skinroutine.rulebook import Contradiction, Question
from skinroutine.rulebook.conditions import Picked

_UNSURE: Final = "not_sure"


def replacing_contradictions(ruleset: Ruleset) -> Iterator[Finding]:
    """Conflicts that put another answer in place of one: a person's own may only add to a list."""
    for entry, item in ruleset.catalogue.each(Contradiction):
        found = ruleset.ask(entry.treatment)(item.asks)
        if found is not None and found.kind != "many":
            message = f"{entry.id}: stands would replace the answer to {found.id}"
            yield entry.finding("milder", message, "ask about a question of kind many")


def contradiction_faults(item: Contradiction, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What a contradiction names that is not there, counts too long, or could make a result milder."""
    found = vocabulary.find(item.asks)
    if isinstance(found, Fault):
        yield found
        return
    if item.within is not None and item.within.days > LONGEST.days:
        message = f"within is {item.within.words}; nothing is held against an answer so long"
        yield Fault("out-of-range", message, f"write at most {LONGEST.days} days")
    if not item.vanished and item.against is None and not item.when.parts():
        yield Fault("wrong-kind", "it holds for everybody", "say under which answers, with when or against")
    if bool(item.vanished) == bool(item.stands):
        yield Fault("wrong-kind", "it needs either vanished or stands", "write one of the two")
    if item.vanished and found.kind != "many":
        yield Fault("wrong-kind", f"vanished needs a list, and {item.asks} is none", "write stands")
    yield from _no_options(found, item.vanished)
    if item.stands:
        yield from _of_stands(item, found)


def _of_stands(item: Contradiction, question: Question) -> Iterator[Fault]:
    try:
        answer_of(question, item.stands)
    except ValueError as error:
        yield Fault("unknown-option", f"stands: {error}")
        return
    if question.kind == "many" and item.stands == _UNSURE:
        message = f"stands not_sure would replace all that {question.id} names"
        yield Fault("milder", message, "write an option")
    if question.kind != "many" and item.stands != _UNSURE and not _later(item, question):
        message = f"stands {item.stands!r} is not the more careful answer to {question.id}"
        yield Fault("milder", message, "write not_sure, or an option that stands after those of when")


def _later(item: Contradiction, question: Question) -> bool:
    """Whether the answer stands after those that clash, where the options are in rising order."""
    ranks = {option: rank for rank, option in enumerate(question.options)}
    clashing = [
        rank
        for leaf, _ in item.when.leaves()
        if isinstance(leaf, Picked) and leaf.question == question.id
        for option, rank in ranks.items()
        if option in leaf.options
    ]
    rising = bool(question.remembered or question.becomes)
    return rising and bool(clashing) and ranks.get(item.stands, -1) > max(clashing)


def memory_faults(question: Question, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What a question says of being listed, trusted or growing that cannot be."""
    yield from _no_options(vocabulary.filled(question), question.trusted_options)
    if question.trusted_options and question.kind != "many":
        yield Fault("wrong-kind", "trusted_options needs a question of kind many", "write trusted")
    yield from _no_options(vocabulary.filled(question), question.passes)
    if question.stays and (question.kind != "many" or not question.kept):
        yield Fault("wrong-kind", "stays needs a list that the profile keeps", "write trusted beside it")
    if question.passes and not question.stays:
        yield Fault("wrong-kind", "passes needs a list that stays", "write stays: true beside it")
    yield from _no_options(question, question.counts_for)
    if question.counts_for and not question.remembered:
        yield Fault("wrong-kind", "counts_for needs an answer that the history knows", "write remembered")
    yield from _other_names(question, vocabulary)
    yield from _of_apart(question, vocabulary)
    yield from _of_logged(question, vocabulary)
    yield from _of_beside(question, vocabulary)
    if question.grows and question.kind != "number":
        yield Fault("wrong-kind", "grows needs a question of kind number", "take it out")
    if question.listed_in:
        yield from _of_list(question, vocabulary.questions.get(question.listed_in))
    never = vocabulary.questions.get(question.never)
    if question.never and (never is None or never.kind != "yes_no" or question.kind != "number"):
        message = f"never names {question.never!r}: it takes a number's question and a yes-or-no question"
        yield Fault("unknown-question", message)


def _other_names(question: Question, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What a list says of options of other lists that count as its own."""
    if question.counts_from and not question.stays:
        yield Fault("wrong-kind", "counts_from needs a list that stays", "write stays: true beside it")
    yield from _no_options(question, question.counts_from)
    for option, sources in question.counts_from.items():
        for name, options in sources.items():
            other = vocabulary.find(name)
            if isinstance(other, Fault):
                yield other
            elif name == question.id or not (other.stays or name in question.apart.get(option, {})):
                message = f"counts_from names {name}, which isn't another list that stays"
                yield Fault("wrong-kind", message, "name a question with stays: true")
            else:
                yield from _no_options(other, options)


def _of_apart(question: Question, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What a list says of options that a question of their own asks about."""
    if question.apart and question.kind != "many":
        yield Fault("wrong-kind", "apart needs a question of kind many", "take it out")
    yield from _no_options(question, question.apart)
    for name, options in (asked for by in question.apart.values() for asked in by.items()):
        other = vocabulary.find(name)
        if isinstance(other, Fault):
            yield other
        elif other.kind != "one" or not {*question.asked_by} <= {*other.asked_by}:
            message = f"apart names {name}, which isn't a question with one answer that the same commands ask"
            yield Fault("wrong-kind", message, "name a question of kind one")
        else:
            yield from _no_options(other, options)
            if {*options} >= other.options.keys():
                yield Fault("wrong-kind", f"every answer to {name} says the same", "leave one out")


def _of_logged(question: Question, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What a list says of options that the log of a session settles."""
    if question.logged_as and question.kind != "many":
        yield Fault("wrong-kind", "logged_as needs a question of kind many", "take it out")
    yield from _no_options(question, question.logged_as)
    for by in question.logged_as.values():
        for name, options in by.items():
            other = vocabulary.asked(name, "log")
            yield from [other] if isinstance(other, Fault) else _no_options(vocabulary.filled(other), options)


def _of_beside(question: Question, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Two lists that are put on one screen."""
    if question.beside is None:
        return
    other = vocabulary.find(question.beside.list)
    if isinstance(other, Fault):
        yield other
        return
    for each in (question, other):
        if each.kind != "many" or each.at_least_one or each.screens:
            message = f"beside needs two lists that may be answered with none, and {each.id} isn't one"
            yield Fault("wrong-kind", message, "take it out")
        elif each.not_sure and each.as_part is None:
            message = f'{each.id} shares a screen, and has no line for "not sure" there'
            yield Fault("wrong-kind", message, "write as_part: {not_sure: Not sure about ...}")


def _of_list(question: Question, whole: Question | None) -> Iterator[Fault]:
    """A question, or options of one, that are lines of the list of another question."""
    if question.listed_options:
        if whole is None or whole.kind != "many":
            yield Fault("unknown-question", f"listed_in names {question.listed_in!r}, which isn't a list")
        if question.kind != "one":
            yield Fault("wrong-kind", "listed_options needs a question of kind one", "take it out")
        yield from _no_options(question, (*question.listed_options, question.listed_rest))
        return
    if whole is None or whole.options_from != "listed":
        message = f"listed_in names {question.listed_in!r}, which isn't a question with options_from: listed"
        yield Fault("unknown-question", message)
    if question.kind != "yes_no" or not question.listed_as:
        yield Fault("wrong-kind", "a line of a list is a yes-or-no question with listed_as")


def _no_options(question: Question, options: Iterable[str]) -> Iterator[Fault]:
    for option in options:
        if option not in question.options:
            yield no_option(question.id, option, question.options)

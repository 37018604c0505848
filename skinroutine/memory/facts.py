"""What a person said that stays so for a while: each fact with the day on which it was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from skinroutine.history import Event
from skinroutine.history.events import FactRecord
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.stored_answers import are_words, recorded
from skinroutine.rulebook import Question, Span
from skinroutine.rulebook.apart import lists_apart
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, NotSure

FACT: Final = "fact"
AREAS: Final = "areas"


class Telling(NamedTuple):
    """The fact in which an option was named: its id, when it was, and of which areas (none: of any)."""

    event: str
    happened: datetime
    areas: frozenset[str]
    named_as: str = ""
    """What was named, as question=option, where that was an option of another question."""

    def is_on(self, areas: Iterable[str]) -> bool:
        """Whether it is about one of these areas."""
        return not self.areas or not self.areas.isdisjoint(areas)


class Fact(NamedTuple):
    """What is remembered of one question: the answer, and when each option of it was told.

    The answer to a question without a list of answers has the one option "". ``named`` are the options of
    a list that stays, wherever they are: each with the facts that named it, newest first. ``elsewhere`` is
    what was told of it on other areas.
    """

    question: Question
    answer: Answer
    answered_at: Mapping[str, datetime]
    areas: frozenset[str]
    about: object = None
    """The answer that it hangs on, as it was recorded: which device a needle length was told of."""
    named: Mapping[str, tuple[Telling, ...]] = {}
    elsewhere: tuple[Fact, ...] = ()

    @property
    def since(self) -> datetime:
        """When the oldest part of it was told."""
        known = self.answered_at.values() or [where[0].happened for where in self.named.values()]
        return min(known)

    @property
    def passing(self) -> bool:
        """Whether it may end any day: something that is still in use."""
        return self.question.grows == "over_zero" and not self.answer


def facts(
    history: SessionHistory, questions: Iterable[Question], now: datetime, treatment: str = ""
) -> dict[str, Fact]:
    """The facts in the history, by question; of a treatment when it is named. Newer ones stand first.

    What a clock that was ahead has dated in the future comes last: what is said now corrects it.
    """
    return read_facts(history, questions, now, treatment)[0]


def read_facts(
    history: SessionHistory, questions: Iterable[Question], now: datetime, treatment: str = ""
) -> tuple[dict[str, Fact], list[Question]]:
    """The facts as ``facts`` gives them, and the questions whose stored answer cannot be read.

    Nothing older is trusted in place of an answer that cannot be read: it was said to correct that.
    """
    kept = {question.id: question for question in questions if question.kept}
    sources = {name for each in kept.values() for named in each.counts_from.values() for name in named}
    apart = lists_apart(kept.values()).values()
    events: dict[str, list[Event]] = {}
    # The sort is stable: the newest first still, those of a clock that was ahead behind all others.
    for event in sorted(
        history.events([FACT], limit=None), key=lambda entry: entry.happened <= now, reverse=True
    ):
        name = FactRecord.of(event).question
        if name in sources or (name in kept and not _of_another(event, kept[name], treatment)):
            events.setdefault(name, []).append(event)
    found: dict[str, Fact] = {}
    unread: list[Question] = []
    for name, about in events.items():
        if name in kept:
            fact, lost = (_staying if kept[name].stays else _newest)(kept[name], about)
            found |= {name: fact} if fact else {}
            unread += [kept[name]] * lost
    for own in {own for each in apart for own in each.asked.values() if own.question in kept}:
        found |= _with_own_names(kept[own.question], found.get(own.question), own.by, events)
    for name, question in kept.items():
        found |= _with_other_names(question, found.get(name), events)
    return found, unread


def _with_other_names(
    question: Question, fact: Fact | None, events: Mapping[str, list[Event]]
) -> dict[str, Fact]:
    """A fact with what was named of other questions and counts as an option of this one.

    Whoever ended it here by name has ended it here alone: it stays what it is there.
    """
    ended = _ended(map(FactRecord.of, events.get(question.id, ())))
    named = dict(fact.named) if fact else {}
    for option, sources in question.counts_from.items():
        for name, options in sources.items():
            other = replace(question, options=dict.fromkeys(options, ""))
            for own, tellings in _named(other, events.get(name, ())).items():
                more = (each._replace(named_as=f"{name}={own}") for each in tellings)
                still = tuple(each for each in more if (option, each.event) not in ended)
                named[option] = (*named.get(option, ()), *still)
    named = {option: tellings for option, tellings in named.items() if tellings}
    known = fact or (Fact(question, Chosen(frozenset()), {}, frozenset()) if named else None)
    return {question.id: known._replace(named=named)} if known else {}


def _with_own_names(
    question: Question, fact: Fact | None, by: frozenset[str], events: Mapping[str, list[Event]]
) -> dict[str, Fact]:
    """A fact of one answer with those of its answers that count in a list until they are ended by name."""
    asked = replace(question, options={name: label for name, label in question.options.items() if name in by})
    named = _named(asked, events.get(question.id, ()))
    known = fact or (Fact(question, NOT_SURE, {}, frozenset()) if named else None)
    return {question.id: known._replace(named=named)} if known else {}


def _ended(records: Iterable[FactRecord]) -> set[tuple[str, str]]:
    """The options that these records end, each with the id of a fact that had named it."""
    return {(option, name) for record in records for option in record.no_longer for name in record.ends}


def _newest(question: Question, events: Iterable[Event]) -> tuple[Fact | None, bool]:
    """The fact that these events come to, newest first, and whether something in it cannot be read."""
    fact: Fact | None = None
    for event in events:
        if FactRecord.of(event).answer is None:
            break
        if question.kind == "one" and FactRecord.of(event).no_longer:
            continue  # it ends an earlier answer by name, and says nothing of this one
        if not _can_be_read(event, question):
            # A newer answer to all of it leaves nothing to be read from this one.
            return fact, not _is_whole(fact)
        fact = _with(fact, event, question)
    return fact, False


def _staying(question: Question, events: Sequence[Event]) -> tuple[Fact | None, bool]:
    """The same for a list that stays: what was named counts until a fact ends it by name.

    What was left out of a list is a no only where nothing named it.
    """
    named = _named(question, events)
    where = _newest_areas(map(FactRecord.of, events))
    here = {
        option: next(telling.happened for telling in tellings if _is_same(question, telling.areas, where))
        for option, tellings in named.items()
        if any(_is_same(question, telling.areas, where) for telling in tellings)
    }
    denied, lost = _denied(question, events, where)
    fact = Fact(question, Chosen(frozenset(here)), {**denied, **here}, where, named=named)
    return fact if fact.answered_at or named else None, lost and not _is_whole(fact)


def _newest_areas(records: Iterable[FactRecord]) -> frozenset[str]:
    """The areas of the newest list; a fact that only ends something is about none of its own."""
    listing = (
        record
        for record in records
        if not record.no_longer or set(record.options or ()) - set(record.no_longer)
    )
    whole = (record.areas for record in listing)
    return frozenset(next(whole, ()))


def named_in(question: Question, events: Iterable[Event]) -> frozenset[str]:
    """The options of a list that stays that these events, in any order, name and do not end."""
    about = [event for event in events if event.kind == FACT and FactRecord.of(event).question == question.id]
    return frozenset(_named(question, about))


def _named(question: Question, events: Iterable[Event]) -> dict[str, tuple[Telling, ...]]:
    """The options that were named and that no fact ended, each with the facts that named it."""
    listed = list(events)
    ended = _ended(map(FactRecord.of, listed))
    found: dict[str, tuple[Telling, ...]] = {}
    for event in listed:
        record = FactRecord.of(event)
        for option in _names_in(record):
            ids = (event.id, *event.payload.again)
            if option in question.options and not any((option, name) in ended for name in ids):
                telling = Telling(event.id, event.happened, _areas(question, record))
                found[option] = (*found.get(option, ()), telling)
    return found


def _names_in(record: FactRecord) -> list[str]:
    if are_words(record.answer):
        return record.answer
    return [record.answer] if isinstance(record.answer, str) else []


def _areas(question: Question, record: FactRecord) -> frozenset[str]:
    """The areas that an answer is about: what is true of the whole person is about none."""
    return frozenset(record.areas) if AREAS in question.trusted_within else frozenset()


def _denied(
    question: Question, events: Iterable[Event], where: frozenset[str]
) -> tuple[dict[str, datetime], bool]:
    """When each option was last left out of a list, or ended, and whether a list cannot be read.

    Lists before one that cannot be read, or before "not sure", say nothing any more.
    """
    found: dict[str, datetime] = {}
    for event in events:
        record = FactRecord.of(event)
        if not are_words(record.answer) or not _can_be_read(event, question):
            return found, record.answer is not None
        if record.no_longer or _is_same(question, frozenset(record.areas), where):
            shown = list(question.options) if record.options is None else record.options
            for option in set(shown) & question.options.keys() - set(record.answer):
                found.setdefault(option, event.happened)
    return found, False


def _is_same(question: Question, areas: frozenset[str], where: frozenset[str]) -> bool:
    return not question.trusted_within or areas == where


def _is_whole(fact: Fact | None) -> bool:
    """Whether newer answers say all that there is to say, so that nothing hangs on an older one."""
    return fact is not None and (
        not isinstance(fact.answer, Chosen) or fact.answered_at.keys() >= fact.question.options.keys()
    )


def _can_be_read(event: Event, question: Question) -> bool:
    """Whether a stored answer fits its question. Another treatment may have shown options of its own."""
    fact = FactRecord.of(event)
    if fact.lost_options:
        return False
    shown = dict.fromkeys(fact.options or (), "")
    asked = replace(question, options={**shown, **question.options}) if question.options else question
    return not isinstance(_answer_in(event, asked), NotSure)


def _answer_in(event: Event, question: Question) -> Answer:
    return recorded({question.id: FactRecord.of(event).answer}, [question])[question.id]


def _with(fact: Fact | None, event: Event, question: Question) -> Fact:
    """A fact with what an older event adds to it: options that no newer one speaks of."""
    record = FactRecord.of(event)
    answer, where = record.answer, frozenset(record.areas)
    if not are_words(answer):
        new = Fact(question, _answer_in(event, question), {"": event.happened}, where, record.about)
        if fact is None:
            return new
        return fact._replace(elsewhere=(*fact.elsewhere, new)) if AREAS in question.trusted_within else fact
    shown = list(question.options) if record.options is None else record.options
    known = fact.answered_at if fact else {}
    since = {option: event.happened for option in shown if option not in known and option in question.options}
    if fact is not None and question.trusted_within and fact.areas != where:
        return fact
    before = fact.answer.options if fact and isinstance(fact.answer, Chosen) else frozenset[str]()
    return Fact(question, Chosen(before | (frozenset(answer) & since.keys())), {**since, **known}, where)


def _of_another(event: Event, question: Question, treatment: str) -> bool:
    scoped = "treatment" in question.trusted_within and treatment
    return bool(scoped and event.payload.treatment != treatment)


def span_of(question: Question, option: str) -> Span | None:
    """How long one option of a question is trusted; None for what is asked each time."""
    return question.trusted_options.get(option, question.trusted)


def parent_of(question: Question) -> str:
    """The question whose option this one is asked about; empty when it stands alone."""
    if "." not in question.id:
        return question.follows
    return next((leaf.question for leaf, _ in question.when.leaves()), "")

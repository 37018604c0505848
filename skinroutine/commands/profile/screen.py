"""What is remembered of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

from skinroutine.interview.answers import plain
from skinroutine.memory.fact_words import words
from skinroutine.memory.facts import Fact
from skinroutine.memory.growth import grow
from skinroutine.memory.named import FORGET, Memory
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.show.blocks import Block, Heading, Item, Page, Para
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import counted, day, days_ago, join_words, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class UsedFact(NamedTuple):
    """A fact, the treatment that it is about (empty: any), and the ids of the rules that use it."""

    fact: Fact
    treatment: str
    rules: Sequence[str]


def profile_page(lines: Sequence[UsedFact], now: datetime, done: Sequence[str]) -> Page:
    """The screen of the profile."""
    return [*_done(done), *_facts(lines, now), *_foot(lines)]


class NamedFact(JsonRecord):
    """One option of a list that counts until it is ended by name."""

    option: kinds.OptionId
    since: Annotated[datetime, "When it was last named."]
    areas: Annotated[Sequence[kinds.AreaId], "The areas that it is about. Empty when it is about any."]
    end: Annotated[str, "The command that says that it is no longer so."]


class RememberedFact(JsonRecord, since="told"):
    """One fact."""

    question: kinds.QuestionId
    answer: kinds.Answer
    open_options: Annotated[Sequence[kinds.OptionId], "The options that are still to be asked."]
    since: Annotated[datetime, "When it was told."]
    trusted_until: Annotated[datetime, "When a part of it first has to be asked again."]
    confirm: Annotated[bool, "True when the next plan or check asks for it again."]
    treatment: Annotated[str | None, "The id of the treatment that it is about. Null when it is about any."]
    areas: Annotated[Sequence[kinds.AreaId], "The areas that it is about. It is empty when it is about any."]
    rules: Annotated[Sequence[kinds.RuleId], "The rules that use it."]
    named: Annotated[
        Sequence[NamedFact], "What was named of a list, and counts until you say that it is no longer so."
    ]


class ProfileDocument(JsonDocument):
    """What is remembered of the person."""

    facts: Annotated[Sequence[RememberedFact], "The facts."]


def profile_document(lines: Sequence[UsedFact], now: datetime) -> ProfileDocument:
    """The profile as JSON."""
    return ProfileDocument(facts=[_fact_record(line, now) for line in lines])


def still_counting(lines: Sequence[UsedFact], typed: Mapping[str, Answer]) -> list[str]:
    """What a list that was typed just now leaves out and what counts all the same, a sentence each."""
    found = []
    for line in lines:
        answer, question = typed.get(line.fact.question.id), line.fact.question
        left = line.fact.named.keys() - (answer.options if isinstance(answer, Chosen) else set())
        if question.id in typed and left:
            options = [option for option in question.options if option in left]
            labels = join_words([question.options[option] for option in options])
            what = f"{question.id}={','.join(options)}"
            found.append(f"Still counted: {labels}. No longer true? {FORGET} {what}")
    return found


def _done(done: Sequence[str]) -> Iterator[Block]:
    for text in filter(None, done):
        yield Para(text, "strong")


def _facts(lines: Sequence[UsedFact], now: datetime) -> Iterator[Block]:
    if not lines:
        yield Para("skinroutine remembers nothing about you yet. A plan or a check fills this in.")
        return
    yield Heading("What skinroutine remembers about you")
    for line in lines:
        about = [spoken(line.treatment)] if line.treatment else []
        about += [f"on {join_words(sorted(line.fact.areas))}"] if _of_areas(line) else []
        where = f" ({', '.join(about)})" if about else ""
        answer = words(line.fact.question, grow(line.fact, now))
        yield Item(
            "-",
            f"{line.fact.question.called}{where}: {answer}. You said so {days_ago(line.fact.since, now)}, "
            f"{_trust(line.fact, now)}. {_used(line)}",
        )
        yield from (Para(text, "faint", indent=4) for text in _named(line.fact, now))


def _named(fact: Fact, now: datetime) -> Iterator[str]:
    """When each option of a list that stays was last named, and how to end it."""
    for row in Memory({fact.question.id: fact}, (), now).all_named():
        since = day(row.happened.astimezone(now.tzinfo).date(), now.date())
        where = f" on {join_words(sorted(row.areas))}" if row.areas else ""
        yield f"{row.label}{where}: you said so on {since}. No longer true? {row.end}"


def _foot(lines: Sequence[UsedFact]) -> Iterator[Block]:
    yield Para("")
    yield Para("To add or change something: skinroutine profile set medicines=retinol", "faint")
    if lines:
        yield Para("To drop one: skinroutine profile forget medicines", "faint")


def _of_areas(line: UsedFact) -> bool:
    return "areas" in line.fact.question.trusted_within


def until(fact: Fact) -> datetime:
    """When a part of a fact first has to be confirmed, what is confirmed each time left out."""
    ends = [
        when + timedelta(hours=span.hours)
        for option, when in fact.answered_at.items()
        if (span := fact.question.trusted_options.get(option, fact.question.trusted)) and span.hours
    ]
    return min(ends, default=fact.since)


def _trust(fact: Fact, now: datetime) -> str:
    if _confirmed_each_time(fact):
        return "confirmed each time"
    if _time_is_up(fact, now):
        return "to be confirmed the next time"
    return f"trusted until {day(until(fact).astimezone(now.tzinfo).date(), now.date())}"


def _time_is_up(fact: Fact, now: datetime) -> bool:
    """Whether it has to be confirmed; what a clock that was ahead has dated is not trusted at all."""
    return until(fact) <= now or max(fact.answered_at.values()) > now


def _confirmed_each_time(fact: Fact) -> bool:
    spans = [fact.question.trusted_options.get(option, fact.question.trusted) for option in fact.answered_at]
    return (
        fact.passing
        or "areas" in fact.question.trusted_within
        or all(span and not span.hours for span in spans)
    )


def _used(line: UsedFact) -> str:
    by_rules = f"Used by {counted(len(line.rules), 'rule')}." if line.rules else ""
    return f"{line.fact.question.used_for} {by_rules}".strip() or "No rule uses it."


def _fact_record(line: UsedFact, now: datetime) -> RememberedFact:
    fact, answer = line.fact, grow(line.fact, now)
    return RememberedFact.of(
        line,
        question=fact.question.id,
        answer=plain({"": answer})[""],
        open_options=sorted(answer.unseen) if isinstance(answer, Chosen) else [],
        since=fact.since,
        trusted_until=until(fact),
        confirm=_time_is_up(fact, now) or _confirmed_each_time(fact),
        areas=sorted(fact.areas) if _of_areas(line) else [],
        named=[
            NamedFact.of(row, since=row.happened, areas=sorted(row.areas))
            for row in Memory({fact.question.id: fact}, (), now).all_named()
        ],
    )

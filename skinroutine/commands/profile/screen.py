"""What is remembered of a person."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

from skinroutine.interview.answers import plain
from skinroutine.memory.fact_words import option_line, words
from skinroutine.memory.facts import Fact, parent_of
from skinroutine.memory.growth import grow
from skinroutine.memory.named import FORGET, Memory, NamedOption, said_before
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.show.blocks import Block, Heading, Page, Para, Sided, command_line
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import date_text, day, days_ago, first_few, join_words, near_day, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds

_NAMED: Final = 3
"""How many rules are named."""


class UsedFact(NamedTuple):
    """A fact, the treatment that it is about (empty: any), and the ids of the rules that use it."""

    fact: Fact
    treatment: str
    rules: Sequence[str]


def profile_page(
    lines: Sequence[UsedFact], now: datetime, done: Sequence[str], *, verbose: bool = False
) -> Page:
    """The screen of the profile; with the rules that use each fact when it is ``verbose``."""
    return [*_done(done), *_facts(lines, now, verbose=verbose), *_foot(lines)]


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
    since: Annotated[datetime, "When it was said."]
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
        left = line.fact.named.keys() - (answer.options if isinstance(answer, Chosen) else {answer})
        if question.id in typed and left:
            options = [option for option in question.options if option in left]
            labels = join_words([question.options[option] for option in options])
            what = f"{question.id}={','.join(options)}"
            found.append(f"Still counted: {labels}. No longer true? {FORGET} {what}")
    return found


def _done(done: Sequence[str]) -> Iterator[Block]:
    for text in filter(None, done):
        yield Para(text, "strong")
    yield from [Para("")] if any(done) else ()


def _facts(lines: Sequence[UsedFact], now: datetime, *, verbose: bool) -> Iterator[Block]:
    """What is known of the person, and then of each treatment."""
    if not lines:
        yield Para("skinroutine remembers nothing about you yet.")
        yield Para("What you answer at the questions of a plan or a check goes in here.")
        return
    yield Para("What skinroutine remembers about you", "strong")
    followed = {line.fact.question.id: line.fact for line in lines}
    for treatment in dict.fromkeys(sorted(line.treatment for line in lines)):
        yield Heading(f"For {spoken(treatment)}" if treatment else "About you")
        for line in lines:
            if line.treatment == treatment and not _stands_with(line.fact, followed):
                yield from _fact(line, followed, now)
                if verbose:
                    yield Para(
                        f"{line.fact.question.id}: {_trust(line.fact, now)}. {_used(line)}", "faint", 4
                    )


def _stands_with(fact: Fact, followed: Mapping[str, Fact]) -> bool:
    """Whether it is told with what it hangs on: how long ago a medicine was is said with the medicine."""
    parent = followed.get(parent_of(fact.question))
    return bool(fact.question.grows and parent and fact.question.id.rsplit(".", 1)[-1] in parent.named)


def _fact(line: UsedFact, followed: Mapping[str, Fact], now: datetime) -> Iterator[Block]:
    """One fact, or a line for each thing that was named, with how to end it."""
    fact, question = line.fact, line.fact.question
    named = list(Memory({question.id: fact}, (), now).all_named())
    for row in named:
        text = _option(row, followed, now)
        yield _told(f"{question.called}: {text}{_on(row.areas)}", row.happened, now)
        yield command_line("Not true any more?", row.end, indent=4)
    if not named:
        where = _on(fact.areas) if _of_areas(line) else ""
        yield _told(f"{question.called}: {words(question, grow(fact, now))}{where}", fact.since, now)
        yield command_line("Has it changed?", f"{FORGET} {question.id}", indent=4)
        for row in said_before(fact):
            yield _told(f"Still counted: {row.label}", row.happened, now)
            yield command_line("Not true any more?", row.end, indent=4)
    if _time_is_up(fact, now) and not _confirmed_each_time(fact):
        yield Para("You'll be asked about it the next time.", indent=4)


def _option(row: NamedOption, followed: Mapping[str, Fact], now: datetime) -> str:
    """What was named, with the day on which it last was so where the days since are known."""
    fact = next((fact for name, fact in followed.items() if name.endswith(f".{row.option}")), None)
    if fact is not None and fact.question.grows and parent_of(fact.question) == row.question.id:
        days = grow(fact, now)
        if isinstance(days, int | float) and 0 < days < timedelta.max.days:
            return f"{row.label}, last on {date_text(now.date() - timedelta(days=days), weekday=False)}"
    return option_line(row.question, row.option, followed, now)


def _told(text: str, when: datetime, now: datetime) -> Block:
    """A fact with the day on which the person said it."""
    on = near_day(when.astimezone(now.tzinfo).date(), now.date())
    return Sided(text, f"said {on}", f"{text}. You said so {days_ago(when, now)}.")


def _on(areas: Collection[str]) -> str:
    return f" ({join_words(sorted(areas))})" if areas else ""


def _foot(lines: Sequence[UsedFact]) -> Iterator[Block]:
    yield Para("")
    yield command_line("To add or change something:", "skinroutine profile set --help")
    if lines:
        yield Para("What you drop here is asked again the next time it matters.", "faint")


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
    by_rules = f"Used by {first_few(line.rules, _NAMED)}." if line.rules else ""
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

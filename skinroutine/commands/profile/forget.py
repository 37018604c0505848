"""What ends facts: a whole question, or by name what was named of a list that stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from skinroutine.errors import UsageError
from skinroutine.history.events import FactRecord
from skinroutine.interview.answers import answer_of
from skinroutine.memory.facts import Fact, parent_of
from skinroutine.memory.new_facts import ending, forgetting
from skinroutine.rulebook.conditions import Chosen
from skinroutine.rulebook.slips import nearest
from skinroutine.text import join_words

Scoped = tuple[str, Fact]
"""A fact, and the treatment that it is about (empty: any)."""


class ProfileError(UsageError):
    """A fact that cannot be remembered or forgotten as it was asked for."""

    code = "profile"


def forgotten(known: Sequence[Scoped], wanted: Iterable[str]) -> tuple[list[FactRecord], list[str]]:
    """What ends all that is wanted, and what each is called.

    ``wanted`` are questions, or ``question=option,option``. Raises ProfileError for what is not remembered.
    """
    records: list[FactRecord] = []
    lines: list[str] = []
    for name in wanted:
        question, equals, options = (part.strip() for part in name.partition("="))
        if question not in {fact.question.id for _, fact in known}:
            ids = {fact.question.id for _, fact in known}
            near = nearest(question, ids) or "."
            raise ProfileError(f"Nothing is kept about {question!r}{near} See what is: skinroutine profile")
        made = _by_name(known, question, options) if equals else _whole(known, question)
        for record, line in made:
            records.append(record)
            lines += [line] if line not in lines else []
    return records, lines


def _whole(known: Iterable[Scoped], name: str) -> Iterator[tuple[FactRecord, str]]:
    """What ends all facts of a question and what hangs on it."""
    for treatment, fact in known:
        if name in {fact.question.id, parent_of(fact.question)}:
            ended = {option: [each.event for each in tellings] for option, tellings in fact.named.items()}
            named = join_words([fact.question.options[option] for option in ended])
            line = f"{fact.question.called} ({named})" if named else fact.question.called
            yield forgetting(fact.question, ended, treatment), line


def _by_name(known: Iterable[Scoped], name: str, typed: str) -> Iterator[tuple[FactRecord, str]]:
    """What ends these options of a list."""
    for treatment, fact in known:
        if fact.question.id == name:
            options = _options(fact, typed)
            ended = {option: [each.event for each in fact.named[option]] for option in options}
            labels = join_words([fact.question.options[option] for option in options])
            # Of one answer nothing is left without it.
            end = forgetting if fact.answer in options else ending
            yield end(fact.question, ended, treatment), f"{fact.question.called}: {labels}"


def _options(fact: Fact, typed: str) -> list[str]:
    """The options that are meant. Raises ProfileError for one that was not named before."""
    question = fact.question
    if not question.stays and not fact.named:
        raise ProfileError(f"{question.id} is one answer. Type its name alone: {_forget(question.id)}")
    try:
        answer = answer_of(question, typed)
    except ValueError as error:
        raise ProfileError(f"{question.id}: {error}") from None
    chosen = answer.options if isinstance(answer, Chosen) else frozenset({str(answer)})
    if not chosen or not chosen <= fact.named.keys():
        wanted = ",".join(option for option in question.options if option in fact.named)
        such = f" Remembered: {_forget(f'{question.id}={wanted}')}" if wanted else ""
        raise ProfileError(f"{question.id}: {typed or 'nothing'} is not remembered.{such}")
    return [option for option in question.options if option in chosen]


def _forget(what: str) -> str:
    return f"skinroutine profile forget {what}"

"""What a person said that stays so for a while: each fact with the day on which it was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from msgspec.structs import replace

from skinroutine.history import Event, Reader
from skinroutine.history.events import FactRecord
from skinroutine.interview import Answered, taken
from skinroutine.interview.answers import plain
from skinroutine.memory.stored_answers import are_words, recorded
from skinroutine.rulebook import Question, Span
from skinroutine.rulebook.conditions import Answer, Chosen, NotSure

FACT: Final = "fact"
AREAS: Final = "areas"
MOST: Final = 1_000
"""Facts that are looked at, newest first: years of plans."""


class Fact(NamedTuple):
    """What is remembered of one question: the answer, and when each option of it was told.

    The answer to a question without a list of answers has the one option "".
    """

    question: Question
    answer: Answer
    answered_at: Mapping[str, datetime]
    areas: frozenset[str]
    about: object = None
    """The answer that it hangs on, as it was recorded: which device a needle length was told of."""

    @property
    def since(self) -> datetime:
        """When the oldest part of it was told."""
        return min(self.answered_at.values())

    @property
    def passing(self) -> bool:
        """Whether it may end any day: something that is still in use."""
        return self.question.grows == "over_zero" and not self.answer


def facts(
    history: Reader, questions: Iterable[Question], now: datetime, treatment: str = ""
) -> dict[str, Fact]:
    """The facts in the history, by question; of a treatment when it is named. Newer ones stand first.

    What a clock that was ahead has dated in the future comes last: what is said now corrects it.
    """
    return read_facts(history, questions, now, treatment)[0]


def read_facts(
    history: Reader, questions: Iterable[Question], now: datetime, treatment: str = ""
) -> tuple[dict[str, Fact], list[Question]]:
    """The facts as ``facts`` gives them, and the questions whose stored answer cannot be read.

    Nothing older is trusted in place of an answer that cannot be read: it was said to correct that.
    """
    kept = {question.id: question for question in questions if question.kept}
    found: dict[str, Fact] = {}
    closed: set[str] = set()
    unread: list[Question] = []
    events = history.events([FACT], limit=MOST)
    # The sort is stable: the newest first still, those of a clock that was ahead behind all others.
    for event in sorted(events, key=lambda entry: entry.happened <= now, reverse=True):
        name = FactRecord.of(event).question
        if name not in kept or name in closed or _of_another(event, kept[name], treatment):
            continue
        if FactRecord.of(event).answer is None:
            closed.add(name)
        elif not _can_be_read(event, kept[name]):
            closed.add(name)
            # A newer answer to all of it leaves nothing to be read from this one.
            unread += [] if _is_whole(found.get(name)) else [kept[name]]
        else:
            found[name] = _with(found.get(name), event, kept[name])
    return found, unread


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


def grown(fact: Fact, now: datetime) -> Answer:
    """The answer as it is by now: a number of days has grown; what was never told is left open."""
    answer = fact.answer
    if isinstance(answer, Chosen):
        question = fact.question
        never = frozenset(option for option in question.options if span_of(question, option) is None)
        untold = frozenset(fact.question.options) - fact.answered_at.keys()
        return Chosen(answer.options - never, never | untold)
    return grown_by(fact.question, answer, max(0, (now - fact.since).days))


def grown_by(question: Question, answer: Answer, days: int) -> Answer:
    """An answer as it is that many days later: a number of days that counts on has grown."""
    if isinstance(answer, bool | str | Chosen | NotSure) or not question.grows:
        return answer
    if question.grows == "over_zero" and not answer:
        return answer
    return min(answer + days, question.most)


def days_later(questions: Iterable[Question], answers: Mapping[str, Answer], days: int) -> dict[str, Answer]:
    """Answers to these questions as they will be that many days on."""
    return {
        question.id: grown_by(question, answers[question.id], days)
        for question in questions
        if question.id in answers
    }


def options_answered(
    trail: Iterable[Answered], known: Mapping[str, Answer], questions: Iterable[Question]
) -> dict[str, list[str] | None]:
    """Which questions were answered in an interview, and the options of each that were on offer (None: all).

    What was recalled and never shown is left out: nobody said it now.
    """
    all_options = {question.id: frozenset(question.options) for question in questions}
    shown: dict[str, list[str] | None] = {}
    for given in trail:
        for name, options in _shown(given, all_options):
            if name in known:
                earlier = shown.get(name) or []
                shown[name] = None if options is None else sorted({*earlier, *options})
    return shown


def drafts(
    shown: Mapping[str, list[str] | None],
    known: Mapping[str, Answer],
    questions: Iterable[Question],
    treatment: str,
) -> Iterator[FactRecord]:
    """What is to be recorded of these answers: one fact for each question that the profile keeps.

    "Not sure" is kept as no answer, which ends what was remembered before.
    """
    areas = known.get(AREAS)
    for question in questions:
        if question.kept and question.id in shown:
            answer = known[question.id]
            unsure = isinstance(answer, NotSure)
            yield FactRecord(
                question=question.id,
                answer=None if unsure else _plain_answer(answer, shown[question.id]),
                options=shown[question.id],
                treatment=treatment,
                areas=sorted(areas.options) if isinstance(areas, Chosen) else [],
                about=plain({"": known[question.follows]})[""] if question.follows in known else None,
            )


def _with(fact: Fact | None, event: Event, question: Question) -> Fact:
    """A fact with what an older event adds to it: options that no newer one speaks of."""
    if fact is not None and not isinstance(fact.answer, Chosen):
        return fact
    record = FactRecord.of(event)
    answer, where = record.answer, frozenset(record.areas)
    if not are_words(answer):
        return Fact(question, _answer_in(event, question), {"": event.happened}, where, record.about)
    shown = list(question.options) if record.options is None else record.options
    known = fact.answered_at if fact else {}
    new = {option: event.happened for option in shown if option not in known and option in question.options}
    if fact is not None and question.trusted_within and fact.areas != where:
        return fact
    before = fact.answer.options if fact and isinstance(fact.answer, Chosen) else frozenset[str]()
    return Fact(question, Chosen(before | (frozenset(answer) & new.keys())), {**new, **known}, where)


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


def _shown(
    given: Answered, all_options: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, list[str] | None]]:
    """The questions that one answer settled, with the options that it settled of each."""
    asking = given.asking
    if not asking.tells:
        many = asking.question.kind == "many"
        own = sorted(asking.options.keys() & all_options.get(asking.question.id, frozenset()))
        yield asking.question.id, own if many else None
        yield from ((name, None) for name in (*asking.extras, *([asking.never] * bool(asking.never))))
    for name, line in asking.tells.items():
        left = line.left
        if not isinstance(left, Chosen):
            yield name, None
        elif taken({}, asking, given.answer)[name] == left:
            open_before = line.ticked.unseen if isinstance(line.ticked, Chosen) else all_options[name]
            yield name, sorted(open_before - left.unseen)


def _plain_answer(answer: Answer, shown: list[str] | None) -> object:
    if isinstance(answer, Chosen) and shown is not None:
        answer = Chosen(answer.options & frozenset(shown))
    return plain({"": answer})[""]

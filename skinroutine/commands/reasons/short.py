"""Why, on one screen: what decided the answer, what would change it, and how to read on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from skinroutine.commands.reasons import NO_SIGN, AnsweredResult, Known, known_rules
from skinroutine.decide.triage import is_anything_named
from skinroutine.history.events import ResultRecord
from skinroutine.history.parts import StoredReason
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import VERDICTS, Question, Source
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, command_line
from skinroutine.show.signs import level_sign, verdict_sign
from skinroutine.text import (
    answer_text,
    day,
    first_few,
    moment,
    spoken,
    stored_value,
    uncapital,
    with_and,
)

_SOURCES: Final = 2
"""So many publishers are named; all of them stand on the whole page."""


class ShortWhy(NamedTuple):
    """What the screen needs: the answer, the rules as they are now, and the questions that it rests on."""

    answered: AnsweredResult
    library: Library
    known: Mapping[str, Known]
    questions: Mapping[str, Question]
    now: datetime

    @property
    def record(self) -> ResultRecord:
        """The answers and their result."""
        return self.answered.record

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan; else it is a check of symptoms."""
        return self.answered.kind == "plan"

    def weight(self, reason: StoredReason) -> int:
        """How strict a reason is; one that was stored without that is as strict as the result."""
        if not self.is_plan:
            return self.worst if reason.level is None else reason.level
        return VERDICTS.index(reason.verdict) if reason.verdict in VERDICTS else self.worst

    @property
    def worst(self) -> int:
        """How strict the result is."""
        result = self.record.result
        if not self.is_plan:
            return result.level or 0
        return next((weight for weight, name in enumerate(VERDICTS) if name == result.verdict), 0)


def short_page(library: Library, answered: AnsweredResult, now: datetime) -> Page:
    """The screen of the reasons that decided, with the milder ones in a line each."""
    treatment = answered.record.treatment
    book = Book(library, treatment if treatment in library.treatment_ids else "")
    asked = book.questions("plan" if answered.kind == "plan" else "check-symptoms")
    questions = {question.id: question for question in asked}
    known = known_rules(library, treatment)
    why = ShortWhy(answered, library, known, questions, now)
    reasons = why.record.result.reasons
    deciding = [reason for reason in reasons if why.weight(reason) >= why.worst]
    milder = [reason for reason in reasons if why.weight(reason) < why.worst]
    return [
        _banner(why, book),
        *_deciding(why, deciding),
        *_changes(why, deciding),
        *_milder(milder),
        *_deeper(),
    ]


def _banner(why: ShortWhy, book: Book) -> Banner:
    result, what = why.record.result, "Your plan" if why.is_plan else "Your check"
    treatment = f", {spoken(why.record.treatment)}" if why.record.treatment else ""
    text = f"{what} of {moment(why.answered.happened, why.now)}{treatment}"
    if why.is_plan:
        words = book.verdicts.get(VERDICTS[why.worst])
        title = words.title if words else result.title
        return Banner(title, text, verdict_sign(result.verdict))
    anything = is_anything_named(why.record.answers)
    levels = {words.level: words.where_named(anything=anything).title for words in book.levels}
    sign = level_sign(why.worst) if anything or why.worst else "plain"
    return Banner(levels.get(why.worst, result.title), text, sign)


def _deciding(why: ShortWhy, reasons: Sequence[StoredReason]) -> Iterator[Block]:
    if not reasons:
        yield Para("")
        yield Para("Nothing that you said speaks against it." if why.is_plan else NO_SIGN)
        return
    yield Heading("What decided it")
    for reason in reasons:
        yield Item("-", reason.message, "strong")
        yield from (Para(text, indent=4) for text in _ground(why, reason))


def _ground(why: ShortWhy, reason: StoredReason) -> Iterator[str]:
    """Why it is so, your answer, the sources in short, and a stricter voice in full."""
    known = why.known.get(reason.id, Known())
    if known.why:
        yield known.why
    yield from _answers(why, reason)
    cited = (why.library.sources[name] for name in reason.sources if name in why.library.sources)
    names = dict.fromkeys(map(_called, cited))
    if names:
        differ = " They differ." if known.disagreement and not known.stricter else ""
        yield f"Sources: {first_few(list(names), _SOURCES)}.{differ}"
    if known.stricter:
        yield f"Sources differ: {known.disagreement}"


def _called(source: Source) -> str:
    """A source in short: by who put it out, or where that is nobody people know, by its title."""
    return f"{source.title} ({source.publisher})" if source.kind == "seed" else source.publisher


def _answers(why: ShortWhy, reason: StoredReason) -> Iterator[str]:
    """What the person said that made it hold, and what they didn't say."""
    found: dict[str, list[object]] = {}
    for name, _, value in (pair.partition("=") for pair in reason.because):
        if name in why.questions:
            found.setdefault(name, []).append(stored_value(value))
    left_out = [name for name in found if name in reason.not_sure_about and name not in why.record.answers]
    answers = [_said(why.questions[name], found[name]) for name in found if name not in left_out]
    if answers:
        yield f"You said: {'; '.join(answers)}."
    if left_out:
        yield f"You didn't say: {'; '.join(why.questions[name].called for name in left_out)}."


def _said(question: Question, values: list[object]) -> str:
    words = [answer_text(value, question.options, question.shown_unit) for value in values]
    return f"{question.called}: {', '.join(words)}"


def _changes(why: ShortWhy, reasons: Sequence[StoredReason]) -> Iterator[Block]:
    """What has to be over, or be known, before the answer can be another."""
    changes = list(dict.fromkeys(text for reason in reasons for text in _change(why, reason)))
    if why.is_plan and why.worst and changes:
        yield Heading("What would change it")
        yield from (Item("-", text) for text in changes)


def _change(why: ShortWhy, reason: StoredReason) -> Iterator[str]:
    unsure = [why.questions[name] for name in reason.not_sure_about if name in why.questions]
    for question in unsure:
        yield " ".join(filter(None, (f"Once you know: {uncapital(question.called)}.", question.find_out)))
    if reason.until:
        yield _until(reason.until, why.now.date())
    if unsure or reason.until:
        return
    names = dict.fromkeys(pair.partition("=")[0] for pair in reason.because)
    called = [uncapital(why.questions[name].called) for name in names if name in why.questions]
    if called:
        yield f"Another answer to: {with_and(called)}."


def _until(until: str, today: date) -> str:
    try:
        return f"Time: not before {day(date.fromisoformat(until), today)}."
    except ValueError:
        return f"When {until.rstrip('.')}."


def _milder(reasons: Sequence[StoredReason]) -> Iterator[Block]:
    if reasons:
        yield Heading("Milder points")
    yield from (Item("-", reason.message) for reason in reasons)


def _deeper() -> Iterator[Block]:
    yield Para("")
    yield command_line("More on a rule, a step or a question:", "skinroutine why WORD")
    yield command_line("Every source, and where they differ:", "skinroutine why --full")

"""``device``: the heads of a person: added, used by sessions, retired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Final

from skinroutine.app import App
from skinroutine.commands.conversation import briefly
from skinroutine.commands.device.screen import (
    HeadView,
    added_document,
    added_page,
    listed_document,
    listed_page,
    retired_document,
    retired_page,
)
from skinroutine.commands.options import AnswersFile, Needle, NoInput, Settings, TreatmentName
from skinroutine.commands.typed import Typed, check_answers, complete, pick_treatment, read_typed
from skinroutine.commands.way_to_ask import way_to_ask
from skinroutine.commands.workflow import ask_treatment
from skinroutine.decide.device import HeadDecision
from skinroutine.decide.head_wear import limits
from skinroutine.interview.answers import plain
from skinroutine.interview.asking import Ask
from skinroutine.interview.subject import Subject
from skinroutine.memory.heads import (
    BEFORE,
    CLAIMED,
    KIND,
    LENGTH,
    SINGLE,
    Head,
    HeadError,
    end_record,
    find_head,
    head_record,
    heads,
)
from skinroutine.options import Argument, Option, command
from skinroutine.prompts import is_terminal
from skinroutine.rulebook import Command
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer
from skinroutine.rulebook.library import Library
from skinroutine.text import date_text, spoken, with_unit
from skinroutine.times import past_day

ENDINGS: Final = {"worn": "It is worn", "lost": "It is lost", "damaged": "It is damaged"}
OLDEST: Final = timedelta(days=3660)
LONGEST_NAME: Final = 60


@command(rules=True)
def show(
    app: App, *, everything: Annotated[bool, Option("--all", "Show heads that you've retired too.")] = False
) -> int:
    """List the heads in use, or all of them. Raises the errors of the history and of the rules."""
    now = app.now()
    known = heads(app.history, retired=everything)
    views = [_view(app.library, head, now.date()) for head in known]
    short = app.history.short_ids([head.id for head in known]) if known else {}
    app.out.result(listed_page(views, short, now, everything=everything), listed_document(views, now.date()))
    return 0


@command(rules=True)
def add(
    app: App,
    treatment: TreatmentName = "",
    *,
    kind: Annotated[str, Option("--kind", "The kind of device, such as roller.")] = "",
    needle: Needle = "",
    opened: Annotated[
        str | None,
        Option("--opened", "The day you opened it, such as yesterday or 2026-11-02. Usually today.", "DAY"),
    ] = None,
    single_use: Annotated[
        bool | None,
        Option("--single-use", "Whether it's made to be used once.", off="--no-single-use"),
    ] = None,
    certified: Annotated[
        bool | None,
        Option("--certified", "Whether the maker says it's certified for home use.", off="--not-certified"),
    ] = None,
    uses: Annotated[str, Option("--uses", "How many times you've used it so far.", "NUMBER")] = "",
    name: Annotated[str, Option("--name", 'What you call it, such as "blue roller".')] = "",
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
) -> int:
    """Note a head that is in use.

    ``opened`` is a day in words or ISO, today when it is None. Asks for what is missing where somebody can
    answer. Raises HeadError, BadTimeError, BadAnswersError, MissingAnswersError and the errors of the
    history.
    """
    flags = _settings({KIND: kind, LENGTH: needle, SINGLE: single_use, CLAIMED: certified, BEFORE: uses})
    typed = read_typed(answers, [*(settings or []), *flags], no_input=no_input)
    now = app.now()
    day = _opening_day(opened, now)  # before anything is asked: nobody answers for a date that is refused
    # Options are a beginning where somebody sits at the terminal, and all there is in a script.
    quiet = bool(answers or settings or no_input) or bool(flags and not is_terminal())
    ask = None if quiet else way_to_ask(app)
    book = Book(app.library, treatment_of(app.library, "device-add", treatment, typed.raw, ask))
    decision = HeadDecision(book, now.date())
    described = _describe(app, decision, typed, ask)
    head = _head(book, described, _name(name, described, heads(app.history, retired=True)), day, now)
    event = app.history.record(head_record(head))
    view = _view(app.library, head._replace(id=event.id), now.date())
    reasons = list(decision.judge(described).reasons)
    app.out.result(added_page(view, reasons, now), added_document(view, reasons, now.date()))
    return 0


@command()
def retire(
    app: App,
    named: Annotated[str, Argument("Which head, by its name or id.", "NAME|ID")],
    *,
    why: Annotated[str, Option("--why", "Why: worn, lost or damaged.", "REASON")] = "",
) -> int:
    """Retire a head that is in use, and keep why. Raises HeadError and the errors of the history."""
    if why and why not in ENDINGS:
        raise HeadError(f"Say why: --why {', --why '.join(ENDINGS)}.")
    head = find_head(heads(app.history, retired=True), named)
    if head.retired is not None:
        raise HeadError(f"{head.name} was retired on {date_text(head.retired)}. There is nothing to do.")
    event = app.history.record(end_record(head, why))
    app.out.result(retired_page(head, ENDINGS.get(why, "")), retired_document(head, why, event.id))
    return 0


def _settings(named: Mapping[str, str | bool | None]) -> list[str]:
    """What was typed of a head with options, as settings of the questions that describe one."""
    words: dict[object, object] = {True: "yes", False: "no"}
    return [f"{name}={words.get(value, value)}" for name, value in named.items() if value not in {None, ""}]


def treatment_of(
    library: Library, command: Command, named: str, raw: Mapping[str, object], ask: Ask | None
) -> str:
    """The treatment that is named, or the only one with this kind of device, or the one that is chosen."""
    wanted = pick_treatment(named, raw.get("treatment"), library)
    kind = str(raw.get(KIND, ""))
    having = [
        name
        for name, treatment in library.treatments.items()
        if kind in {each.id for each in treatment.devices}
    ]
    if not wanted and len(having) == 1:
        return having[0]
    return wanted or ask_treatment(library, command, ask)


def _describe(app: App, decision: HeadDecision, typed: Typed, ask: Ask | None) -> dict[str, Answer]:
    """The answers that describe a head: those that a rule about devices could turn on, and what is stored."""
    known = check_answers(typed, decision.questions)
    if ask is None:
        complete("device-add", decision, known)
    else:
        briefly(app, "device-add", ask, Subject(decision), known)
    return known


def _opening_day(text: str | None, now: datetime) -> date:
    day = now.date() if text is None else past_day(text, now, "--opened")
    if now.date() - day > OLDEST:
        raise HeadError(f"--opened {day.isoformat()} is over ten years ago. Check the date.")
    return day


def _name(named: str, answers: Mapping[str, Answer], known: Iterable[Head]) -> str:
    """The name that was given, or one made of the kind and the length that no other head has."""
    taken = {head.name.casefold(): head for head in known}
    wanted = " ".join(named.split())
    if len(wanted) > LONGEST_NAME:
        raise HeadError(f"--name is longer than {LONGEST_NAME} characters. Choose a shorter one.")
    if wanted and wanted.casefold() in taken:
        raise HeadError(f'A head called "{wanted}" is in your list already. Choose another --name.')
    length = answers.get(LENGTH)
    mm = f" {with_unit(length, 'mm')}" if isinstance(length, int | float) else ""
    plain_name = f"{spoken(str(answers[KIND]))}{mm}"
    names = [wanted or plain_name, *(f"{plain_name}, no. {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.casefold() not in taken)


def _head(book: Book, answers: Mapping[str, Answer], name: str, opened: date, now: datetime) -> Head:
    """The head as it is stored: with the limits of today, for screens that read no rules."""
    values = plain(answers)
    length, before = answers.get(LENGTH), answers.get(BEFORE)
    head = Head(
        id="",
        name=name,
        treatment=book.treatment,
        kind=str(answers[KIND]),
        needle_mm=length if isinstance(length, int | float) else None,
        opened=opened,
        single_use=values.get(SINGLE),
        certified=values.get(CLAIMED),
        before=before if isinstance(before, int) else None,
        most_uses=None,
        most_days=None,
        added=now,
        uses=before if isinstance(before, int) else 0,
    )
    found = limits(head, book.lives, now.date())
    return head._replace(most_uses=found.uses, most_days=found.days)


def _view(library: Library, head: Head, today: date) -> HeadView:
    """A head with the limits that the rules of now set for it; none for a treatment that is gone."""
    known = head.treatment in library.treatment_ids
    return HeadView(head, limits(head, Book(library, head.treatment).lives if known else (), today))

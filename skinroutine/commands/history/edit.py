"""``history edit``: a session as it really was, in place of what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, NamedTuple

from skinroutine.app import App
from skinroutine.commands.conversation import briefly
from skinroutine.commands.entry import Entry, as_remembered, starts_of, write_session
from skinroutine.commands.history.edit_screen import EditView, edit_document, edit_page, shown
from skinroutine.commands.history.find import find_standing, holds_set_with
from skinroutine.commands.limit_check import limits_corrected
from skinroutine.commands.logged_late import later_early
from skinroutine.commands.options import (
    REACTION,
    AnswersFile,
    Areas,
    At,
    Device,
    EntryId,
    Needle,
    NoInput,
    Settings,
    Suction,
    session_settings,
)
from skinroutine.commands.recorded import view_of
from skinroutine.commands.typed import Typed, check_answers, complete, read_typed, without_idle
from skinroutine.commands.way_to_ask import way_to_ask
from skinroutine.decide.person import RECENT
from skinroutine.decide.session import SessionDecision, holds_of
from skinroutine.errors import EndOfInputError, UsageError
from skinroutine.history import Event
from skinroutine.interview.answers import plain
from skinroutine.interview.asking import Ask, Asking, Back
from skinroutine.interview.subject import Subject
from skinroutine.memory.heads import done_in, head_of, heads
from skinroutine.memory.sessions import session_answers
from skinroutine.options import Option, command
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen, NotSure
from skinroutine.times import past_moment

SAY_WHAT: Final = "Say what to change, such as --needle 0.25. For the rest: skinroutine history edit --help"


class EditError(UsageError):
    """An entry cannot be changed as it was asked for."""

    code = "edit"


class Change(NamedTuple):
    """What was typed with the command; ``note`` is None when it was not named."""

    typed: Typed
    at: str | None
    note: str | None

    @property
    def nothing(self) -> bool:
        """Whether nothing to change was named."""
        return not self.typed.raw and self.at is None and self.note is None


@command(rules=True, may_be_empty=frozenset({"--note"}))
def edit(
    app: App,
    part: EntryId,
    *,
    at: At = None,
    area: Areas = None,
    device: Device = "",
    needle: Needle = "",
    setting: Suction = "",
    reaction: Annotated[str, Option("--reaction", REACTION)] = "",
    note: Annotated[
        str | None, Option("--note", 'Replace the note. "" removes it.', shows_default=False)
    ] = None,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
) -> int:
    """Record a session anew in place of an older record of it; holds stay, and a new one may come.

    Asks what to change when nothing is named. Raises EditError, UnclearEntryError, NoSuchEntry,
    EntryChangedError, BadTimeError, BadAnswersError, MissingAnswersError, and the errors of the history.
    """
    named = session_settings(area, device, needle, setting, reaction)
    typed = read_typed(answers, [*(settings or []), *named], no_input=no_input)
    event = _editable(app, part)
    book = Book(app.library, event.payload.treatment)
    change = Change(typed, at, note)
    before = _as_logged(event, book)
    known = _changes(app, book, before, change)
    now = app.now()
    happened = past_moment(at, now) if at is not None else event.happened
    note = event.payload.note if note is None else note
    entry = Entry(book, _keep(event, book, known), happened, note)
    early = later_early(app, entry, now, event.id)
    _write(app, event, entry._replace(crossing=limits_corrected(app, entry, event), later_early=early), now)
    return 0


def _editable(app: App, part: str) -> Event:
    event = find_standing(app, part)
    if event.kind != "session":
        message = f"Only a session can be changed; this is a {event.kind}. See it: skinroutine history show"
        raise EditError(f"{message} {part}")
    return event


def _as_logged(event: Event, book: Book) -> dict[str, Answer]:
    """What was recorded, under the names by which ``log`` asks for it; what cannot be read is asked anew."""
    asked = book.questions("log")
    later = {question.becomes: question.id for question in asked if question.becomes}
    recorded = session_answers(event, [*book.questions("plan"), *asked])
    sure = {question.id: not question.not_sure for question in asked}
    named = {later.get(name, name): answer for name, answer in recorded.items()}
    return {
        name: answer
        for name, answer in named.items()
        if name in sure and not (sure[name] and isinstance(answer, NotSure))
    }


def _keep(event: Event, book: Book, known: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers to store: those that log does not know stay as they were recorded."""
    asked = book.questions("log")
    replaced = {name for question in asked for name in (question.id, question.becomes)}
    recorded = session_answers(event, [*book.questions("plan"), *asked])
    rest = {name: answer for name, answer in recorded.items() if name not in replaced}
    return {**rest, **as_remembered(known, book)}


def _changes(app: App, book: Book, before: Mapping[str, Answer], change: Change) -> dict[str, Answer]:
    named = change.typed.raw.get("treatment")
    if named and named != book.treatment:
        raise EditError("The treatment cannot be changed. Remove the session, then log it again.")
    decision = SessionDecision(book)
    known = {**before, **check_answers(change.typed, decision.questions)}
    ask = None if change.typed.quiet or not change.nothing else way_to_ask(app)
    if change.nothing:
        known |= _ask(decision.questions, before, ask)
    if ask is None:
        complete("log", decision, known)
    else:
        briefly(app, "log", ask, Subject(decision), known)
    return without_idle(change.typed, _idle_now(decision, before, known), known)


def _idle_now(
    decision: SessionDecision, before: Mapping[str, Answer], known: Mapping[str, Answer]
) -> list[Question]:
    """What the device doesn't have, unless it stood so before: a limit may rest on what stands."""
    return [
        each
        for each in decision.idle(known)
        if known.get(each.follows) != before.get(each.follows) or known[each.id] != before.get(each.id)
    ]


def _ask(questions: list[Question], before: Mapping[str, Answer], ask: Ask | None) -> dict[str, Answer]:
    """What a person wants to change: which answers, each shown as it is, then each of them anew."""
    if ask is None:
        raise EditError(SAY_WHAT)
    known = plain(before)
    choice = Question(
        id="change", kind="many", ask="What do you want to change?", asked_by=("log",),
        why="The time and the note are changed with --at and --note.",
        options={
            each.id: f"{each.called}: {shown(each, known.get(each.id))}" for each in questions
        },
        not_sure=False, at_least_one=True,
    )  # fmt: skip
    try:
        chosen = ask(Asking(choice, choice.options))
        wanted = chosen.options if isinstance(chosen, Chosen) else frozenset()
        return _anew([question for question in questions if question.id in wanted], before, ask)
    except EndOfInputError:
        raise EditError(SAY_WHAT) from None


def _anew(questions: list[Question], before: Mapping[str, Answer], ask: Ask) -> dict[str, Answer]:
    """Each of these questions once more, with the answer that stands."""
    changed = {
        question.id: ask(Asking(question, question.options, before=before.get(question.id)))
        for question in questions
    }
    return {name: answer for name, answer in changed.items() if not isinstance(answer, Back)}


def _plan_of(app: App, event: Event) -> Event | None:
    """The plan that was the last one when the session was first recorded."""
    plans = app.history.events(["plan"])
    about = [plan for plan in plans if plan.payload.treatment == event.payload.treatment]
    near = [plan for plan in about if abs(plan.happened - event.happened) <= RECENT]
    return max(near, key=lambda plan: (plan.recorded <= event.recorded, plan.recorded), default=None)


def _write(app: App, event: Event, entry: Entry, now: datetime) -> None:
    """Write the new record, and show what it changes and what follows."""
    asked = [*entry.book.questions("plan"), *entry.book.questions("log")]
    old = session_answers(event, asked)
    known = {ruling.id for ruling in holds_of(entry.book, old)}
    holds = [ruling for ruling in holds_of(entry.book, entry.answers) if ruling.id not in known]
    starts = starts_of(app, entry, _plan_of(app, event))
    written = write_session(app, entry, holds, starts, now, replaces=event)
    in_force = app.history.holds()
    logged = view_of(app, entry, written, holds, starts, now=now)._replace(
        photo=written.events[0].payload.photo,
        head=head_of(heads(app.history, retired=True), done_in(written.events[0])),
    )
    stands = holds_set_with(app.history, [event])
    view = EditView(logged, event, plain(old), stands, len(in_force), {each.id: each for each in asked})
    app.out.result(edit_page(view), edit_document(view))

"""``log``: records what was really done, and says when the next session may be and what aftercare starts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Final

from skinroutine.app import App
from skinroutine.commands.entry import Entry, as_remembered, shown_with, starts_of, write_session
from skinroutine.commands.limit_check import limits_passed
from skinroutine.commands.log.details import (
    as_last_time,
    ask_head,
    find_named,
    head_done_with,
    photo_path,
    take_note,
    with_head,
)
from skinroutine.commands.log.repeat import Repeat, check_new, refuse_again
from skinroutine.commands.logged_late import later_early
from skinroutine.commands.options import (
    REACTION,
    AnswersFile,
    Areas,
    At,
    Device,
    Needle,
    NoInput,
    Settings,
    Suction,
    TreatmentName,
    session_settings,
)
from skinroutine.commands.recorded import view_of
from skinroutine.commands.typed import (
    Typed,
    check_answers,
    pick_treatment,
    read_typed,
    without_asking,
    without_idle,
)
from skinroutine.commands.way_to_ask import way_to_ask
from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.decide.dates import rests_on
from skinroutine.decide.earlier import Earlier
from skinroutine.decide.person import RECENT
from skinroutine.decide.session import SessionDecision, holds_of
from skinroutine.history import Event
from skinroutine.history.events import PATCH, PlanRecord
from skinroutine.machine import clock_behind
from skinroutine.memory.heads import Head
from skinroutine.memory.past import ReadOnce, SessionHistory
from skinroutine.memory.sessions import AREAS, areas_of
from skinroutine.memory.statements import statements
from skinroutine.options import Option, command
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer
from skinroutine.show.session import log_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.asking import Ask
    from skinroutine.interview.clash import Conflict

ALLOWED: Final = VERDICTS[:MILDEST_REFUSAL]


@command(rules=True)
def log(
    app: App,
    treatment: TreatmentName = "",
    *,
    at: At = None,
    area: Areas = None,
    device: Device = "",
    needle: Needle = "",
    setting: Suction = "",
    head: Annotated[str, Option("--head", "Which of your heads you used, by name or id.")] = "",
    reaction: Annotated[str, Option("--reaction", f"{REACTION} Alone, it's about your last session.")] = "",
    note: Annotated[str, Option("--note", "A note to keep with it.")] = "",
    photo: Annotated[str, Option("--photo", "Where your photo is. It isn't copied.", "FILE")] = "",
    patch: Annotated[bool, Option("--patch", "You only treated a test patch.")] = False,
    again: Annotated[
        bool, Option("--again", "Log it again, even if it looks like one you've logged already.")
    ] = False,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
) -> int:
    """Record a session, or a reaction. Raises what ``record`` raises."""
    named = session_settings(area, device, needle, setting, reaction)
    named += [f"{PATCH}=yes"] if patch else []
    typed = read_typed(answers, [*(settings or []), *named], no_input=no_input or bool(head))
    twice = Repeat(again, may_ask=not (answers or no_input))
    return record(app, treatment, typed, at=at, note=note, head=head, photo=photo, twice=twice)


def record(
    app: App,
    treatment: str,
    typed: Typed,
    *,
    at: str | None = None,
    note: str = "",
    photo: str = "",
    head: str = "",
    twice: Repeat = Repeat(),  # noqa: B008  it is immutable
) -> int:
    """Record a session, or how the skin took the last one when nothing but that is typed.

    ``at`` is when it was, in words or ISO; now when it is None. ``photo`` is the path of a file, which is
    neither copied nor read. ``head`` names the head that was used. ``twice`` says what becomes of a
    session that was logged before. Raises BadTimeError for a time to come, LoggedBeforeError,
    NoPhotoError, HeadError, BadAnswersError, MissingAnswersError, and the errors of the history.
    """
    now, photo = app.now(), photo_path(photo)
    typed, note = take_note(typed, note)
    happened = _when(at, now)
    typed = with_head(typed, named := find_named(app, head, happened))
    if not treatment and at is None and typed.raw:
        from skinroutine.commands.log.follow_up import follow_up, is_follow_up  # noqa: PLC0415  no session needs it

        if is_follow_up(app, typed) and _usable_plan(app, treatment, now) is None:
            refuse_again(twice)
            return follow_up(app, typed, note=note, photo=photo)
    book, raw, prefilled = _start(app, treatment, typed, happened)
    ask = None if typed.quiet or (prefilled and not treatment) else way_to_ask(app)
    if ask is not None and named is None:
        named = ask_head(app, ask, book.treatment, raw, happened)
        raw = with_head(typed._replace(raw=raw), named).raw
    decision = SessionDecision(book)
    known = check_answers(typed._replace(raw=raw), decision.questions)
    conflicts = _conflicts(app, book, happened)
    if ask is None:
        clashes = without_asking("log", decision, known, conflicts)
    else:
        clashes = _ask_the_rest(app, ask, decision, conflicts, known)
    answers = as_remembered(without_idle(typed, decision.idle(known), known), book)
    entry = Entry(book, answers, happened, note, prefilled, photo=photo, clashes=tuple(clashes))
    check_new(app, entry, twice)
    used = head_done_with(app, book.treatment, entry.answers, happened, named)
    _show_judged(app, entry._replace(head=used.id if used else ""), now, used)
    return 0


def _ask_the_rest(
    app: App, ask: Ask, decision: SessionDecision, conflicts: Conflicts, known: dict[str, Answer]
) -> list[Conflict]:
    """Ask what is still open of a session; the answers go into ``known``."""
    from skinroutine.commands.conversation import briefly  # noqa: PLC0415  only who is asked waits for it
    from skinroutine.interview.subject import Subject  # noqa: PLC0415  the same

    subject = Subject(decision, as_last_time(app, decision.book, known), conflicts)
    return list(briefly(app, "log", ask, subject, known).conflicts)


def _show_judged(app: App, entry: Entry, now: datetime, used: Head | None) -> None:
    """Store and show a session with the limits that it went past, and that others did after it."""
    with app.history.snapshot():  # all of it sees the same moment, and the file is looked at once
        before = ReadOnce(Earlier(app.history, entry.happened))
        passed, later = limits_passed(app, entry, before), later_early(app, entry, now)
        early = _too_early(before, entry)
    _show(app, entry._replace(crossing=passed, later_early=later), now, used, early)


def _when(at: str | None, now: datetime) -> datetime:
    if at is None:
        return now
    from skinroutine.times import past_moment  # noqa: PLC0415  only --at needs it

    return past_moment(at, now)


def _conflicts(app: App, book: Book, happened: datetime) -> Conflicts:
    """What the reaction to this session cannot go with: what was recorded since."""
    now = app.now()
    before = Before(statements(app.history, now), now, happened)
    return Conflicts(
        book.contradictions, book.questions("log"), book.guards, before, lambda: book.questions(None)
    )


def _start(app: App, named: str, typed: Typed, happened: datetime) -> tuple[Book, Mapping[str, object], str]:
    """The treatment and what is typed, over what the last plan says where nothing is typed."""
    wanted = pick_treatment(named, typed.raw.get("treatment"), app.library)
    planned = _usable_plan(app, app.library.known(named) if named else "", happened)
    if not wanted and planned is not None:
        wanted = planned.payload.treatment
    if not wanted:
        from skinroutine.commands.workflow import ask_treatment  # noqa: PLC0415  the same

        ask = None if typed.quiet else way_to_ask(app)
        wanted = ask_treatment(app.library, "log", ask)
    book = Book(app.library, wanted)
    if planned is None or planned.payload.treatment != wanted:
        return book, typed.raw, ""
    known = {question.id for question in book.questions("log")}
    earlier = {name: answer for name, answer in planned.payload.answers.items() if name in known}
    # Who says where it was says more than "as planned": the plan makes no patch of it then.
    if PlanRecord.of(planned).patch and PATCH in known and AREAS not in typed.raw:
        earlier[PATCH] = True
    used = "" if known <= set(typed.raw) else planned.happened.isoformat()
    return book, {**earlier, **typed.raw}, used


def _usable_plan(app: App, named: str, happened: datetime) -> Event | None:
    """The last plan, when it let the session go ahead, is of about that time, and was not logged before."""
    plan = app.history.newest(["plan"], named or None)
    if plan is None or abs(happened - plan.happened) > RECENT:
        return None
    verdict = PlanRecord.of(plan).result.verdict
    done = app.history.newest(["session"], plan.payload.treatment)
    logged = done is not None and done.recorded >= plan.recorded
    return None if verdict not in ALLOWED or logged else plan


def _show(app: App, entry: Entry, now: datetime, used: Head | None, early: date | None) -> None:
    holds = holds_of(entry.book, entry.answers)
    starts = starts_of(app, entry)
    latest = [event.happened for event in app.history.last_sessions(limit=1)]
    written = write_session(app, entry, holds, starts, now)
    with app.history.snapshot():
        view = view_of(app, entry, written, holds, starts, now=now)._replace(
            prefilled=entry.prefilled,
            early=early,
            clashes=entry.clashes,
            questions=shown_with(entry.book),
            behind=clock_behind(latest, now),
            head=used,
        )
    if app.out.as_json:
        from skinroutine.show.session_document import log_document  # noqa: PLC0415  a screen does without it

        app.out.data(log_document(view))
    else:
        app.out.page(log_page(view))


def _too_early(before: SessionHistory, entry: Entry) -> date | None:
    """The date until which the skin should have rested, when this session came before it."""
    areas = areas_of(entry.answers)
    found = rests_on(before, entry.book, areas, entry.happened)
    latest = max((rest.earliest for rest in found), default=entry.happened.date())
    return latest if latest > entry.happened.date() else None

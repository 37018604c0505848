"""A hand-over page as headings, tables and lists, before it is text, Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Final, NamedTuple

from skinroutine.commands.handover.records import (
    Check,
    Detail,
    Device,
    Handover,
    Held,
    Plan,
    RemovedSession,
    Rule,
    Session,
    Symptom,
)
from skinroutine.commands.handover.wording import within
from skinroutine.show.parts import FOOT
from skinroutine.text import clock_text, counted, date_text, plural

TITLE: Final = "Home skin treatment: a page for a professional"
MARK: Final = "skinroutine handover"
"""Every page starts with this, so that one of ours may be written over."""


class Table(NamedTuple):
    """Rows under named columns. The first cell of a row names it.

    ``aloud`` puts the cells of a row into one line, where that can be followed.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    aloud: str = ""


class Points(NamedTuple):
    """A list, with the words that lead to it. Short sentences may run on in one paragraph."""

    lead: str
    items: Sequence[str]
    run_on: bool = False


class Words(NamedTuple):
    """Running text."""

    text: str
    strong: bool = False


class Cited(NamedTuple):
    """The bibliography: number, title with publisher, address."""

    rows: Sequence[tuple[str, str, str]]


Cites = Mapping[str, str]
Block = Table | Points | Words | Cited


class Part(NamedTuple):
    """One part of the page under its heading."""

    title: str
    blocks: Sequence[Block]


class Document(NamedTuple):
    """The whole page. Of ``lead`` the first line says why it is handed over."""

    title: str
    lead: Sequence[str]
    notes: Sequence[str]
    parts: Sequence[Part]
    foot: str


def document_of(handover: Handover) -> Document:
    """The page of a hand-over. What there is nothing to say about has no part."""
    parts = [
        _person(handover),
        _devices(handover),
        _sessions(handover),
        _checks(handover),
        _holds(handover),
        _plans(handover),
        _sources(handover),
    ]
    kept = [part for part in parts if part.blocks]
    return Document(TITLE, list(_lead(handover)), list(_notes(handover)), kept, FOOT)


def _lead(handover: Handover) -> Iterator[str]:
    last = next(iter(handover.checks), None)
    if last is None:
        yield "No check of symptoms in this time."
    else:
        scale = f" of {max(handover.levels, default=last.level)}"
        yield f"Last check, {moment(last.happened)}: {_level(last, scale)}. {_why(last)}".strip()
        worst = max(handover.checks, key=lambda one: one.level)
        if worst.level > last.level:
            yield f"Worst check in this time, {moment(worst.happened)}: {_level(worst)}."
    past = sum(bool(one.limits or one.left_out) for one in handover.sessions)
    if past:
        yield f"Sessions past a limit in this time: {past} of {len(handover.sessions)}."
    for hold in handover.in_force:
        stands = f"Not cleared by {hold.waits_for} yet, since" if hold.waits_for else "On hold since"
        yield f"{stands} {day(hold.since)}. {hold.why}".strip()
    for hold in handover.holds:
        if hold.ended is not None:
            yield f"On hold from {day(hold.since)} to {day(hold.ended)}. {hold.why}".strip()
    if not handover.in_force:
        yield "No hold on sessions is in force."


def _notes(handover: Handover) -> Iterator[str]:
    sessions, checks = counted(len(handover.sessions), "session"), counted(len(handover.checks), "check")
    span = f"From {day(handover.since)} to {day(handover.until)}"
    yield f"{span}: {sessions}, {checks} of symptoms. Made {moment(handover.made)}."
    yield "All of this was told by the person. Nobody has checked it."
    if handover.redacted:
        yield f"The person left this out: {', '.join(handover.redacted)}."


def _person(handover: Handover) -> Part:
    rows = [(one.name, one.answer, day(one.told)) for one in handover.told]
    return Part(
        "The person", [Table(("What", "As told", "Told on"), rows, "{}: {} (told on {})")] if rows else []
    )


def _devices(handover: Handover) -> Part:
    rows = [_device(one) for one in handover.devices]
    return Part("Devices", [Table(("Name", "Added", "Details", "No longer used"), rows)] if rows else [])


def _device(one: Device) -> tuple[str, ...]:
    gone = [day(one.retired), one.why] if one.retired else []
    return (one.name or "no name", day(one.added), _paired(one.details), ", ".join(filter(None, gone)))


def _sessions(handover: Handover) -> Part:
    columns = ("When", "Treatment", "Areas", "Used", "Reaction and note")
    rows = [_session(one) for one in handover.sessions]
    past = [block for one in handover.sessions for block in _past(one)]
    past += [block for one in handover.removed for block in _removed(one)]
    empty = Words("No session was logged in this time.")
    return Part("Sessions, newest first", [Table(columns, rows) if rows else empty, *past])


def _session(one: Session) -> tuple[str, ...]:
    areas = ", ".join([*one.areas[:1], *(within(area) for area in one.areas[1:])])
    took = "; ".join(filter(None, [one.reaction, *one.later])) or "Not told"
    note = f'; note: "{one.note}"' if one.note else ""
    photos = "".join(f"; photo: {photo}" for photo in one.photos)
    return (moment(one.happened), one.treatment, areas, _paired(one.settings), f"{took}{note}{photos}")


def _past(one: Session) -> Iterator[Block]:
    """The limits that a session went past, in the words of their rules, and those that were corrected.

    Their sources are those of the plan that would have said so; they would fill the page.
    """
    when = f"the session of {moment(one.happened)}"
    if one.limits:
        yield Points(f"Past a limit in {when}", [_ruled(rule, {}) for rule in one.limits])
    if one.corrected:
        gone = [_ruled(rule, {}) for rule in one.corrected]
        yield Points(f"First logged as past a limit, then corrected, in {when}", gone)
    if one.left_out:
        yield Words(f"Some limits of {when} are left out, as the person asked.")


def _removed(one: RemovedSession) -> Iterator[Block]:
    """A session that was past a limit as it was logged, and that the person took out."""
    what = ", ".join([one.treatment, *(within(area) for area in one.areas), moment(one.happened)])
    if one.corrected:
        gone = [_ruled(rule, {}) for rule in one.corrected]
        yield Points(f"First logged as past a limit, then removed: {what}", gone)
    if one.left_out:
        yield Words(f"Removed: {what}. Some of its limits are left out, as the person asked.")


def _checks(handover: Handover) -> Part:
    cited = numbered(handover)
    blocks = [block for one in handover.checks for block in _check(one, cited)]
    scale = ", ".join(f"{level} {title}" for level, title in sorted(handover.levels.items()))
    return Part("Checks of symptoms", [*blocks, Words(f"Levels: {scale}.")] if blocks else [])


def _check(one: Check, cited: Cites) -> Iterator[Block]:
    after = f"{one.after} after the session" if one.after else ""
    about = ", ".join(part for part in (one.treatment, after) if part)
    yield Words(f"{moment(one.happened)}{f' ({about})' if about else ''}: {_level(one)}", strong=True)
    symptoms = [_symptom(symptom) for symptom in one.symptoms]
    yield Points("Symptoms as told", symptoms or ["none of those asked about"])
    yield Points("Why this level", [_ruled(rule, cited) for rule in one.rules] or [_no_reason(one)])
    yield Points("What was advised", one.actions, run_on=True)
    if one.left_out:
        yield Words("Some reasons or advice are not shown. They would tell what the person left out.")
    for name in one.unreviewed:
        yield Words(f"Unreviewed rules: {name}")


def _why(one: Check) -> str:
    return one.rules[0].message if one.rules else one.say


def _no_reason(one: Check) -> str:
    return "left out" if one.left_out else "no rule held"


def _level(one: Check, scale: str = "") -> str:
    return f"level {one.level}{scale}, {one.title}"


def _symptom(one: Symptom) -> str:
    return f"{one.name} ({_paired(one.details)})" if one.details else one.name


def _holds(handover: Handover) -> Part:
    rows = [_hold(one) for one in handover.holds]
    return Part("Holds on sessions", [Table(("From", "To", "Reason", "How it ended"), rows)] if rows else [])


def _hold(one: Held) -> tuple[str, ...]:
    reason = f"{one.why} [{one.rule}]" if one.rule else "left out"
    treatment = f"{one.treatment}: " if one.treatment else ""
    return (
        day(one.since),
        day(one.ended) if one.ended else "in force",
        f"{treatment}{reason}",
        one.how or "",
    )


def _plans(handover: Handover) -> Part:
    """Plans that came to the same, one after the other, are one row."""
    cited = numbered(handover)
    alike = [list(found) for _, found in groupby(handover.plans, key=_answered)]
    table = Table(("When", "Treatment", "Answer", "Because"), [_plan(found, cited) for found in alike])
    return Part("What was advised before sessions", [table] if alike else [])


def _answered(one: Plan) -> tuple[object, ...]:
    rules = [rule.data() for rule in one.rules]
    return one.treatment, one.title, rules, one.unreviewed, one.left_out


def _plan(alike: Sequence[Plan], cited: Cites) -> tuple[str, ...]:
    one = alike[0]
    when = moment(one.happened) if len(alike) == 1 else ", ".join(day(other.happened) for other in alike)
    hidden = ["Some reasons are left out."] if one.left_out else []
    reasons = [*(_ruled(rule, cited) for rule in one.rules), *hidden] or ["no rule against it"]
    own = [f"Unreviewed rules: {name}" for name in one.unreviewed]
    return (when, one.treatment, one.title, " ".join([*reasons, *own]))


def _ruled(rule: Rule, cited: Cites) -> str:
    """What a rule says, with its id and the numbers of its sources."""
    numbers = [cited[name] for name in rule.sources if name in cited]
    sources = f"; {plural(len(numbers), 'source')} {', '.join(numbers)}" if numbers else ""
    return f"{rule.message} [{rule.id}{sources}]"


def _sources(handover: Handover) -> Part:
    cited = [(number, handover.sources[name]) for name, number in numbered(handover).items()]
    rows = [(number, f"{_stopped(one.title)} {one.publisher} [{one.id}]", one.url) for number, one in cited]
    return Part("Sources", [Cited(rows)] if rows else [])


def numbered(handover: Handover) -> Cites:
    """The sources of all rules on the page by id, with their numbers."""
    named = dict.fromkeys(name for rule in handover.rules for name in rule.sources)
    known = [name for name in named if name in handover.sources]
    return {name: str(number) for number, name in enumerate(known, 1)}


def day(when: date) -> str:
    """``20 Nov 2026``."""
    return date_text(when, weekday=False)


def moment(when: datetime) -> str:
    """``20 Nov 2026, 21:00``, on the clock of the place where it happened."""
    return f"{day(when)}, {clock_text(when)}"


def _paired(details: Sequence[Detail]) -> str:
    return "; ".join(f"{one.name}: {one.answer}" for one in details)


def _stopped(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else f"{title}."

"""A hand-over page as headings, tables and lists, before it is text, Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from skinroutine.commands.handover.records import (
    Detail,
    HandoverCheck,
    HandoverDevice,
    HandoverDocument,
    HandoverHold,
    HandoverPlan,
    HandoverReason,
    HandoverRemoval,
    HandoverRule,
    HandoverSession,
    HandoverSymptom,
)
from skinroutine.commands.handover.wording import day, moment, within
from skinroutine.show.parts import FOOT
from skinroutine.text import counted, plural

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


class Paragraph(NamedTuple):
    """Running text."""

    text: str
    strong: bool = False


class Bibliography(NamedTuple):
    """The bibliography: number, title with publisher, address."""

    rows: Sequence[tuple[str, str, str]]


Cites = Mapping[str, str]
Block = Table | Points | Paragraph | Bibliography


class Part(NamedTuple):
    """One part of the page under its heading."""

    title: str
    blocks: Sequence[Block]


class PrintedPage(NamedTuple):
    """The whole page. Of ``lead`` the first line says why it is handed over."""

    title: str
    lead: Sequence[str]
    notes: Sequence[str]
    parts: Sequence[Part]
    foot: str


def document_of(handover: HandoverDocument) -> PrintedPage:
    """The page of a hand-over. What there is nothing to say about has no part."""
    parts = (_person, _devices, _sessions, _checks, _holds, _plans, _sources)
    kept = [part for part in (make(handover) for make in parts) if part.blocks]
    return PrintedPage(TITLE, list(_lead(handover)), list(_notes(handover)), kept, FOOT)


def _lead(handover: HandoverDocument) -> Iterator[str]:
    last = next(iter(handover.checks), None)
    if last is None:
        yield "No check of symptoms in this time."
    else:
        scale = f" of {max(handover.levels, default=last.level)}"
        yield f"Last check, {moment(last.happened)}: {_level(last, scale)}. {_why(last)}".strip()
        worst = max(handover.checks, key=lambda check: check.level)
        if worst.level > last.level:
            yield f"Worst check in this time, {moment(worst.happened)}: {_level(worst)}."
    past = sum(bool(session.limits or session.left_out) for session in handover.sessions)
    if past:
        yield f"Sessions past a limit in this time: {past} of {len(handover.sessions)}."
    for hold in handover.in_force:
        stands = f"Not cleared by {hold.waits_for} yet, since" if hold.waits_for else "On hold since"
        yield f"{stands} {day(hold.since)}. {hold.why}".strip()
    for hold in handover.holds:
        if hold.ended is not None and not hold.mistaken:
            yield f"On hold from {day(hold.since)} to {day(hold.ended)}. {hold.why}".strip()
    if not handover.in_force:
        yield "Sessions aren't paused."


def _notes(handover: HandoverDocument) -> Iterator[str]:
    sessions, checks = counted(len(handover.sessions), "session"), counted(len(handover.checks), "check")
    span = f"From {day(handover.since)} to {day(handover.until)}"
    yield f"{span}: {sessions}, {checks} of symptoms. Made {moment(handover.made)}."
    yield "All of this comes from the person. Nobody has checked it."
    if handover.redacted:
        yield f"The person left this out: {', '.join(handover.redacted)}."


def _person(handover: HandoverDocument) -> Part:
    rows = [(fact.name, fact.answer, day(fact.since)) for fact in handover.facts]
    return Part(
        "The person", [Table(("What", "Answer", "Said on"), rows, "{}: {} (said on {})")] if rows else []
    )


def _devices(handover: HandoverDocument) -> Part:
    rows = [_device(device) for device in handover.devices]
    return Part("Devices", [Table(("Name", "Added", "Details", "No longer used"), rows)] if rows else [])


def _device(device: HandoverDevice) -> tuple[str, ...]:
    gone = [day(device.retired), device.why] if device.retired else []
    return (
        device.name or "no name",
        day(device.added),
        _pair(device.details),
        ", ".join(filter(None, gone)),
    )


def _sessions(handover: HandoverDocument) -> Part:
    columns = ("When", "Treatment", "Areas", "Used", "Reaction and note")
    rows = [_session(session) for session in handover.sessions]
    past = [block for session in handover.sessions for block in _past(session)]
    past += [block for session in handover.removed for block in _removal_lines(session)]
    empty = Paragraph("No session was logged in this time.")
    return Part("Sessions, newest first", [Table(columns, rows) if rows else empty, *past])


def _session(session: HandoverSession) -> tuple[str, ...]:
    areas = ", ".join([*session.areas[:1], *(within(area) for area in session.areas[1:])])
    took = "; ".join(filter(None, [session.reaction, *session.later])) or "Not said"
    note = f'; note: "{session.note}"' if session.note else ""
    photos = "".join(f"; photo: {photo}" for photo in session.photos)
    return (
        moment(session.happened),
        session.treatment,
        areas,
        _pair(session.settings),
        f"{took}{note}{photos}",
    )


def _past(session: HandoverSession) -> Iterator[Block]:
    """The limits that a session went past, in the words of their rules, and those that were corrected.

    Their sources are those of the plan that would have said so; they would fill the page.
    """
    when = f"the session of {moment(session.happened)}"
    if session.limits:
        yield Points(f"Past a limit in {when}", [_rule_text(rule, {}) for rule in session.limits])
    if session.corrected:
        gone = [_rule_text(rule, {}) for rule in session.corrected]
        yield Points(f"First logged as past a limit, then corrected, in {when}", gone)
    if session.left_out:
        yield Paragraph(f"Some limits of {when} are left out, as the person asked.")


def _removal_lines(session: HandoverRemoval) -> Iterator[Block]:
    """A session that was past a limit as it was logged, and that the person took out."""
    what = ", ".join([session.treatment, *(within(area) for area in session.areas), moment(session.happened)])
    if session.corrected:
        gone = [_rule_text(rule, {}) for rule in session.corrected]
        yield Points(f"First logged as past a limit, then removed: {what}", gone)
    if session.left_out:
        yield Paragraph(f"Removed: {what}. Some of its limits are left out, as the person asked.")


def _checks(handover: HandoverDocument) -> Part:
    cited = number_sources(handover)
    blocks = [block for check in handover.checks for block in _check(check, cited)]
    scale = ", ".join(f"{level} {title}" for level, title in sorted(handover.levels.items()))
    for check in handover.removed_checks:
        blocks.append(Paragraph("The person took this check back later. It no longer counts:"))
        blocks += _check(check, cited)
    return Part("Checks of symptoms", [*blocks, Paragraph(f"Levels: {scale}.")] if blocks else [])


def _check(check: HandoverCheck, cited: Cites) -> Iterator[Block]:
    after = f"{check.after} after the session" if check.after else ""
    about = ", ".join(part for part in (check.treatment, after) if part)
    yield Paragraph(f"{moment(check.happened)}{f' ({about})' if about else ''}: {_level(check)}", strong=True)
    symptoms = [_symptom(symptom) for symptom in check.symptoms]
    yield Points("Symptoms, in the person's words", symptoms or ["none of those asked about"])
    no_reason = "left out" if check.left_out else "no rule held"
    yield Points("Why this level", [_rule_text(rule, cited) for rule in check.rules] or [no_reason])
    yield Points("What was advised", check.actions, run_on=True)
    if check.left_out:
        yield Paragraph("Some reasons or advice are not shown. They'd give away what the person left out.")
    for name in check.unreviewed:
        yield Paragraph(f"Unreviewed rules: {name}")


def _why(check: HandoverCheck) -> str:
    return check.rules[0].message if check.rules else check.say


def _level(check: HandoverCheck, scale: str = "") -> str:
    return f"level {check.level}{scale}, {check.title}"


def _symptom(symptom: HandoverSymptom) -> str:
    return f"{symptom.name} ({_pair(symptom.details)})" if symptom.details else symptom.name


def _holds(handover: HandoverDocument) -> Part:
    rows = [_hold(hold) for hold in handover.holds]
    return Part("Holds on sessions", [Table(("From", "To", "Reason", "How it ended"), rows)] if rows else [])


def _hold(hold: HandoverHold) -> tuple[str, ...]:
    reason = hold.why if hold.rule else "left out"
    treatment = f"{hold.treatment}: " if hold.treatment else ""
    return (
        day(hold.since),
        day(hold.ended) if hold.ended else "still paused",
        f"{treatment}{reason}",
        hold.how or "",
    )


def _plans(handover: HandoverDocument) -> Part:
    """Plans that came to the same, one after the other, are one row."""
    cited = number_sources(handover)
    alike = [list(found) for _, found in groupby(handover.plans, key=_answer_cells)]
    table = Table(("When", "Treatment", "Answer", "Because"), [_plan(found, cited) for found in alike])
    return Part("What was advised before sessions", [table] if alike else [])


def _answer_cells(plan: HandoverPlan) -> tuple[object, ...]:
    rules = [rule.data() for rule in plan.rules]
    return plan.treatment, plan.title, rules, plan.unreviewed, plan.left_out


def _plan(alike: Sequence[HandoverPlan], cited: Cites) -> tuple[str, ...]:
    plan = alike[0]
    when = moment(plan.happened) if len(alike) == 1 else ", ".join(day(other.happened) for other in alike)
    hidden = ["Some reasons are left out."] if plan.left_out else []
    reasons = [*(_rule_text(rule, cited) for rule in plan.rules), *hidden] or ["no rule against it"]
    own = [f"Unreviewed rules: {name}" for name in plan.unreviewed]
    return (when, plan.treatment, plan.title, " ".join([*reasons, *own]))


def _rule_text(rule: HandoverRule, cited: Cites) -> str:
    """What a rule says, with its id and the numbers of its sources."""
    numbers = [cited[name] for name in rule.sources if name in cited]
    sources = f"; {plural(len(numbers), 'source')} {', '.join(numbers)}" if numbers else ""
    doubted = isinstance(rule, HandoverReason) and rule.not_sure_about
    unsure = "Only because the person wasn't sure: " if doubted else ""
    return f"{unsure}{rule.message} [{rule.id}{sources}]"


def _sources(handover: HandoverDocument) -> Part:
    numbers = number_sources(handover)
    rows = [
        (numbers[source.id], f"{_stop_text(source.title)} {source.publisher} [{source.id}]", source.url or "")
        for source in handover.sources
    ]
    return Part("Sources", [Bibliography(rows)] if rows else [])


def number_sources(handover: HandoverDocument) -> Cites:
    """The sources of all rules on the page by id, with their numbers."""
    return {source.id: str(number) for number, source in enumerate(handover.sources, 1)}


def _pair(details: Sequence[Detail]) -> str:
    return "; ".join(f"{detail.name}: {detail.answer}" for detail in details)


def _stop_text(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else f"{title}."

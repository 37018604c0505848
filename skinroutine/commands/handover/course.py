"""How it went: checks, sessions and holds at their time, newest first, with what was taken back marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from skinroutine.commands.handover.layout import Block, Drawing, LevelBadge, Marked, Paragraph, Part, Table
from skinroutine.commands.handover.records import (
    HandoverCheck,
    HandoverDocument,
    HandoverHold,
    HandoverRemoval,
    HandoverRule,
    HandoverSession,
)
from skinroutine.commands.handover.wording import (
    after_text,
    badge_of,
    moment,
    reasons_text,
    rule_text,
    symptom_text,
    within,
)
from skinroutine.text import capital, whole_sentence

_TOGETHER: Final = timedelta(minutes=1)
"""A hold so soon after a check, for its reason, is told with it."""
_HIDDEN: Final = "Some limits of the session are left out, as the person asked."
TAKEN_BACK: Final = "Taken back"


class _Entry(NamedTuple):
    happened: datetime
    mark: LevelBadge | str
    text: str


def course_part(handover: HandoverDocument) -> Part:
    """The timeline of everything that happened."""
    entries = sorted(_entries(handover), key=lambda entry: entry.happened, reverse=True)
    rows = [(moment(entry.happened), Marked(entry.mark, entry.text)) for entry in entries]
    if not rows:
        return Part("How it went", [Paragraph("Nothing was logged in this time.")])
    blocks: list[Block] = [Drawing(), Table(("When", "What happened"), rows, unnamed=True)]
    return Part("How it went, newest first", blocks)


def _entries(handover: HandoverDocument) -> Iterator[_Entry]:
    shown: set[str] = set()
    for check in handover.checks:
        pauses = [hold for hold in handover.holds if _goes_with(hold, check)]
        shown.update(hold.id for hold in pauses if not hold.mistaken)
        yield _check(check, pauses, above=check is handover.checks[0])
    for session in handover.sessions:
        yield _session(session)
        yield from (_Entry(look.happened, "Skin later", capital(look.text)) for look in session.looks)
    yield from (_removed_check(check) for check in handover.removed_checks)
    yield from (_removed_session(session) for session in handover.removed)
    for entry in handover.undone:
        yield _Entry(entry.happened, TAKEN_BACK, f"The person took it back later. {entry.what}")
    yield from (_hold(hold) for hold in handover.holds if hold.id not in shown)


def _goes_with(hold: HandoverHold, check: HandoverCheck) -> bool:
    near = abs(hold.since - check.happened) <= _TOGETHER
    return near and not hold.mistaken and hold.why in [rule.message for rule in check.rules]


def _check(check: HandoverCheck, pauses: Sequence[HandoverHold], *, above: bool) -> _Entry:
    """Sentences first, and what was named last: a list ends in no stop."""
    text = [f"Level {check.level}.", "" if above else reasons_text(check)]
    text += [f"Unreviewed rules: {name}." for name in check.unreviewed]
    text += [_pause_text(hold) for hold in pauses if hold.ended]
    text.append("The signs are above." if above and check.symptoms else _signs(check))
    return _Entry(check.happened, badge_of(check), " ".join(filter(None, text)))


def _signs(check: HandoverCheck) -> str:
    about = after_text(check) or within(check.treatment or "")
    signs = "; ".join(map(symptom_text, check.symptoms)) or "none of those asked about"
    return f"Signs{f', {about}' if about else ''}: {signs}"


def _removed_check(check: HandoverCheck) -> _Entry:
    text = [
        "The person took this check back later. It no longer counts.",
        f"It was level {check.level}, {check.title}.",
        reasons_text(check),
        _signs(check),
    ]
    return _Entry(check.happened, TAKEN_BACK, " ".join(filter(None, text)))


def _session(session: HandoverSession) -> _Entry:
    text = _limits("Past a limit", session.limits)
    text += _limits("First logged as past a limit, then corrected", session.corrected)
    text += [_HIDDEN] if session.left_out else []
    text += ["The person changed this after it was first logged."] if session.edited else []
    noted = [f"reaction: {within(session.reaction)}"] if session.reaction else []
    noted += [f'note: "{session.note}"'] if session.note else []
    noted += [f"photo: {photo}" for photo in session.photos]
    text += [capital("; ".join(noted))]
    return _Entry(session.happened, f"Session, {_treated(session)}", " ".join(filter(None, text)))


def _treated(session: HandoverRemoval) -> str:
    return ", ".join([within(session.treatment), *(within(area) for area in session.areas)])


def _limits(lead: str, rules: Sequence[HandoverRule]) -> list[str]:
    return [f"{lead}: {' '.join(map(rule_text, rules))}"] if rules else []


def _removed_session(session: HandoverRemoval) -> _Entry:
    """A session that was past a limit as it was logged, and that the person took out."""
    text = ["First logged as past a limit, then removed.", *map(rule_text, session.corrected)]
    text += [_HIDDEN] if session.left_out else []
    return _Entry(session.happened, f"Removed, {_treated(session)}", " ".join(text))


def _hold(hold: HandoverHold) -> _Entry:
    over = "Pause, taken back" if hold.mistaken else "Pause, over"
    what = over if hold.ended else "Not cleared" if hold.waits_for else "Paused"
    treatment = f"{hold.treatment}: " if hold.treatment else ""
    reason = whole_sentence(f"{treatment}{hold.why}") if hold.why else "The reason is left out."
    return _Entry(hold.since, what, f"{_pause_text(hold)} {reason}")


def _pause_text(hold: HandoverHold) -> str:
    if hold.waits_for:
        return f"Not cleared by {hold.waits_for} yet."
    if hold.ended is None:
        return "Sessions are still paused."
    return f"Sessions were paused until {moment(hold.ended)}. {whole_sentence(hold.how or 'It has ended')}"

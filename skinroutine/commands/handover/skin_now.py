"""What is wrong now: the last check with its signs, where it is heading, and what is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from skinroutine.commands.handover.layout import REST, Block, Part, Status, Table
from skinroutine.commands.handover.records import (
    HandoverCheck,
    HandoverDocument,
    HandoverSession,
    HandoverSymptom,
)
from skinroutine.commands.handover.wording import (
    after_text,
    badge_of,
    day,
    moment,
    moment_ago,
    reasons_text,
    within,
)
from skinroutine.text import ago, capital, whole_sentence

_OLD: Final = timedelta(days=2)
_DETAILS: Final = 3
"""As many details of a sign have a column of their own; the others share one."""


def skin_part(handover: HandoverDocument) -> Part:
    """The skin as the last check found it."""
    last = next(iter(handover.checks), None)
    blocks: list[Block] = [_status(handover, last)]
    if last and last.symptoms:
        blocks.append(signs_table(last, handover))
    return Part("The skin now", blocks)


def _status(handover: HandoverDocument, last: HandoverCheck | None) -> Status:
    if last is None:
        lines = [*_last_look(handover), *_in_force(handover)]
        return Status(None, "No check of symptoms in this time.", lines)
    scale = max(handover.levels, default=last.level)
    after = f", {after_text(last)}" if last.after else ""
    when = moment_ago(last.happened, handover.made)
    headline = f"Level {last.level} of {scale}. Last check {when}{after}"
    why = reasons_text(last)
    lines = [why, *_heading(handover, last), *_since_then(handover, last), *_in_force(handover)]
    return Status(badge_of(last), headline, [line for line in lines if line])


def _heading(handover: HandoverDocument, last: HandoverCheck) -> Iterator[str]:
    """Whether it gets better or worse: against the check before, and against the worst one."""
    before = next(iter(handover.checks[1:]), None)
    if before:
        way = "Up" if last.level > before.level else "Down"
        words = f"{way} from level {before.level}" if last.level != before.level else "The same level as"
        yield f"{words} at the check before, {moment(before.happened)}."
    worst = max(handover.checks, key=lambda check: check.level)
    if worst.level > last.level:
        when = moment_ago(worst.happened, handover.made)
        yield f"Worst check in this time, {when}: level {worst.level}, {worst.title}. {reasons_text(worst)}"


def _since_then(handover: HandoverDocument, last: HandoverCheck) -> Iterator[str]:
    """What came after that check: it does not know of it. An older check tells how the skin was, not is."""
    for session in reversed(handover.sessions):
        if session.happened > last.happened:
            what = within(session.treatment)
            yield f"After this check there was a session, {moment(session.happened)}: {what}."
    looks = [look for session in handover.sessions for look in session.looks]
    later = sorted((look for look in looks if look.happened > last.happened), key=lambda look: look.happened)
    for look in later:
        yield f"Noted after this check, {moment(look.happened)}: {look.text}"
    if not later and handover.made - last.happened > _OLD:
        yield "Nothing has been noted about the skin since."


def _last_look(handover: HandoverDocument) -> Iterator[str]:
    """How the skin took the last session, where nobody checked it."""
    for session in handover.sessions[:1]:
        when = moment_ago(session.happened, handover.made)
        yield f"After the last session, {when}: {latest_look(session)}"


def latest_look(session: HandoverSession) -> str:
    """The last that was noted of how the skin took a session."""
    looks = [look.text for look in session.looks]
    return looks[-1] if looks else within(session.reaction or "nothing was noted")


def _in_force(handover: HandoverDocument) -> Iterator[str]:
    """The holds that nobody has ended; a reason that a check gives on this page is not said again."""
    reasons = {rule.message for check in handover.checks for rule in check.rules}
    found: dict[tuple[str, str], datetime] = {}
    for hold in handover.in_force:
        stands = f"Not cleared by {hold.waits_for} yet" if hold.waits_for else "Sessions are paused"
        why = f" {whole_sentence(hold.why)}" if hold.why and hold.why not in reasons else ""
        found[stands, why] = min(hold.since, found.get((stands, why), hold.since))
    for (stands, why), since in found.items():
        yield f"{stands}, since {day(since)} ({ago(since, handover.made)}).{why}"
    if not handover.in_force:
        yield "Sessions aren't paused."


def signs_table(check: HandoverCheck, handover: HandoverDocument) -> Table:
    """The signs of a check, with a column for each of the first details and one for the others."""
    lasted = {sign.lasted for sign in check.symptoms if sign.began}
    found = {detail.name for sign in check.symptoms for detail in sign.details} - lasted
    shown = [name for name in check.asked if name in found][:_DETAILS]
    columns = ["Sign", *map(capital, shown), "Began about", REST]
    rows = [_sign(sign, shown, handover) for sign in check.symptoms]
    used = [place for place, _ in enumerate(columns) if any(row[place] for row in rows)]
    shown_rows = [[row[place] for place in used] for row in rows]
    return Table([columns[place] for place in used], shown_rows, short=True)


def _sign(sign: HandoverSymptom, shown: Sequence[str], handover: HandoverDocument) -> list[str]:
    """The cells of a sign: its name, the details ``shown``, when it began, and all others."""
    hidden = sign.lasted if sign.began else ""
    known = {detail.name: detail.answer for detail in sign.details if detail.name != hidden}
    began = moment_ago(sign.began, handover.made) if sign.began else ""
    more = "; ".join(f"{name}: {answer}" for name, answer in known.items() if name not in shown)
    return [sign.name, *(known.get(name, "") for name in shown), began, more]

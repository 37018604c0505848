"""What was used on the skin, and what was advised and noted since the last session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from skinroutine.commands.handover.layout import Block, Paragraph, Part, Points, Table
from skinroutine.commands.handover.records import (
    HandoverDevice,
    HandoverDocument,
    HandoverSession,
)
from skinroutine.commands.handover.wording import day, moment, moment_ago, pair_text, within
from skinroutine.text import counted


def treated_part(handover: HandoverDocument) -> Part:
    """Each way in which the skin was treated, with its days, and the heads."""
    blocks: list[Block] = [Paragraph(f"{_summary(handover)} {_on_the_day(handover)}".strip())]
    rows = list(_uses(handover))
    if rows:
        blocks.append(Table(("Treatment", "Where, with what, when"), rows, unnamed=True, short=True))
    devices = [_device(device) for device in handover.devices]
    if devices:
        blocks.append(Points("Heads and devices", devices))
    return Part("What was used on the skin", blocks)


def _summary(handover: HandoverDocument) -> str:
    if not handover.sessions:
        return "No session was logged in this time."
    last = moment_ago(handover.sessions[0].happened, handover.made)
    found = f"{counted(len(handover.sessions), 'session')} in this time, the last on {last}."
    past = sum(bool(session.limits or session.left_out) for session in handover.sessions)
    limits = f" Sessions past a limit in this time: {past} of {len(handover.sessions)}." if past else ""
    return f"{found}{limits}"


def _uses(handover: HandoverDocument) -> Iterator[tuple[str, ...]]:
    """A row for each treatment that was done alike, the newest first, with the times of its sessions."""
    alike: dict[tuple[str, str, str], list[HandoverSession]] = {}
    for session in handover.sessions:
        areas = ", ".join([*session.areas[:1], *(within(area) for area in session.areas[1:])])
        alike.setdefault((session.treatment, areas, pair_text(session.settings)), []).append(session)
    for (treatment, areas, used), sessions in alike.items():
        times = f"{len(sessions)} times" if len(sessions) > 1 else "once"
        dates = "; ".join(moment(session.happened) for session in sessions)
        yield treatment, "; ".join(filter(None, [areas, used, f"done {times}: {dates}"]))


def _on_the_day(handover: HandoverDocument) -> str:
    """What the person said of the skin and the device on the day of a plan, the newest first."""
    days: dict[date, list[str]] = {}
    for fact in handover.facts:
        if not fact.lasting:
            days.setdefault(fact.since, []).append(f"{fact.name}: {fact.text}")
    lines = [f"{day(since)}: {'; '.join(days[since])}" for since in sorted(days, reverse=True)]
    return f"Before a session, said on {'; '.join(lines)}" if lines else ""


def _device(device: HandoverDevice) -> str:
    gone = [f"no longer used since {day(device.retired)}", device.why] if device.retired else []
    ended = f"; {', '.join(filter(None, gone))}" if gone else ""
    return f"{device.name or 'no name'} ({pair_text(device.details)}; added {day(device.added)}{ended})"


def aftercare_part(handover: HandoverDocument) -> Part:
    """What has been since the last session: how the skin was, and the aftercare that was advised."""
    session = next(iter(handover.sessions), None)
    if session is None:
        return Part("Since the last session", [])
    noted = "; ".join(look.text for look in session.looks) or within(session.reaction or "nothing was noted")
    blocks: list[Block] = [Paragraph(f"How the skin was: {noted}")]
    running = [step for step in session.aftercare if step.ends is None or step.ends > handover.made]
    if running:
        steps = [step.text for step in running]
        blocks.append(Points("Aftercare still advised, followed or not", steps, run_on=True))
    return Part("Since the last session", blocks)

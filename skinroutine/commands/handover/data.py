"""A hand-over as JSON."""

from __future__ import annotations

from skinroutine.commands.handover.document import numbered
from skinroutine.commands.handover.records import Check, Handover, Held, Pairs, Plan, Rule, Session
from skinroutine.model import Source


def handover_data(handover: Handover, written: str) -> dict[str, object]:
    """All that the page tells. ``written`` is the file that it went into, or empty."""
    return {
        "schema_version": 1,
        "made": handover.made.isoformat(),
        "since": handover.since.isoformat(),
        "until": handover.until.isoformat(),
        "redacted": list(handover.redacted),
        "person": [{**one._asdict(), "told": one.told.date().isoformat()} for one in handover.told],
        "devices": [
            {
                "name": one.name or None,
                "added": one.added.isoformat(),
                "details": _pairs(one.details),
                "retired": one.retired.isoformat() if one.retired else None,
                "retired_why": one.why or None,
            }
            for one in handover.devices
        ],
        "sessions": [_session(one) for one in handover.sessions],
        "removed_sessions": [_removed(one) for one in handover.removed],
        "checks": [_check(one) for one in handover.checks],
        "holds": [_hold(one) for one in handover.holds],
        "plans": [_plan(one) for one in handover.plans],
        "rules": [_rule(one) for one in handover.rules],
        "sources": [_source(handover.sources[name]) for name in numbered(handover)],
        "file": written or None,
    }


def _session(one: Session) -> dict[str, object]:
    return {
        "id": one.id,
        "at": one.happened.isoformat(),
        "treatment": one.treatment,
        "areas": list(one.areas),
        "used": _pairs(one.settings),
        "reaction": one.reaction or None,
        "later": list(one.later),
        "note": one.note or None,
        "photos": list(one.photos),
        "past_limits": [_rule(limit) for limit in one.limits],
        "corrected_limits": [_rule(limit) for limit in one.corrected],
        "limits_left_out": one.left_out,
    }


def _removed(one: Session) -> dict[str, object]:
    names = ("id", "at", "treatment", "areas", "corrected_limits", "limits_left_out")
    return {name: value for name, value in _session(one).items() if name in names}


def _check(one: Check) -> dict[str, object]:
    return {
        "id": one.id,
        "at": one.happened.isoformat(),
        "treatment": one.treatment or None,
        "after": one.after or None,
        "level": one.level,
        "title": one.title,
        "symptoms": [{"name": part.name, "details": _pairs(part.details)} for part in one.symptoms],
        "reasons": [rule.id for rule in one.rules],
        "actions": list(one.actions),
        "unreviewed_rules": list(one.unreviewed),
        "left_out": one.left_out,
    }


def _hold(one: Held) -> dict[str, object]:
    return {
        "id": one.id,
        "since": one.since.isoformat(),
        "treatment": one.treatment or None,
        "rule": one.rule or None,
        "why": one.why or None,
        "ended": one.ended.isoformat() if one.ended else None,
        "how": one.how or None,
    }


def _plan(one: Plan) -> dict[str, object]:
    return {
        "at": one.happened.isoformat(),
        "treatment": one.treatment,
        "answer": one.title,
        "reasons": [rule.id for rule in one.rules],
        "unreviewed_rules": list(one.unreviewed),
        "left_out": one.left_out,
    }


def _rule(one: Rule) -> dict[str, object]:
    return {"id": one.id, "message": one.message, "sources": list(one.sources)}


def _source(one: Source) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "kind": one.kind,
        "url": one.url or None,
    }


def _pairs(pairs: Pairs) -> list[dict[str, str]]:
    return [{"name": name, "answer": answer} for name, answer in pairs]

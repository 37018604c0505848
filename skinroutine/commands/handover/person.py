"""What the person said of themselves, when they said it, and what nobody knows."""

from __future__ import annotations

from skinroutine.commands.handover.layout import Block, Paragraph, Part, Table
from skinroutine.commands.handover.records import HandoverDocument, HandoverFact
from skinroutine.commands.handover.wording import NONE, day, within


def person_part(handover: HandoverDocument) -> Part:
    """Health, medicines and skin as the person told of them."""
    facts = [fact for fact in handover.facts if fact.lasting]
    rows = [(fact.name, _dated(fact.text, fact)) for fact in facts if fact.text != NONE]
    nothing = [_dated(fact.name, fact) for fact in facts if fact.text == NONE]
    rows += [("None of these", "; ".join(nothing))] if nothing else []
    table = Table(("What", "As said, and when"), rows, unnamed=True, short=True)
    blocks: list[Block] = [table] if rows else []
    if handover.not_known:
        names = "; ".join(within(name) for name in handover.not_known)
        blocks.append(Paragraph(f"Not known, as the person has never said: {names}"))
    return Part("About the person", blocks)


def _dated(text: str, fact: HandoverFact) -> str:
    return f"{text} (said {day(fact.since)})"

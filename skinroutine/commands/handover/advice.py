"""What skinroutine said to do, with its time, and the sources behind the levels that lead the page."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final, NamedTuple

from skinroutine.commands.handover.layout import (
    Bibliography,
    Block,
    Cell,
    LevelBadge,
    Marked,
    Paragraph,
    Part,
    Points,
    Table,
)
from skinroutine.commands.handover.records import HandoverCheck, HandoverDocument, HandoverPlan
from skinroutine.commands.handover.wording import badge_of, moment, rule_text
from skinroutine.text import source_text

_LEFT_OUT: Final = "Some reasons or advice are not shown. They'd give away what the person left out."


class _Advice(NamedTuple):
    happened: datetime
    about: LevelBadge | str
    text: str

    @property
    def same(self) -> Hashable:
        return self.about, self.text


def advice_part(handover: HandoverDocument) -> Part:
    """The advice of checks and plans, newest first; what was said again right after is one row."""
    given = [*map(_of_check, handover.checks), *map(_of_plan, handover.plans)]
    given.sort(key=lambda advice: advice.happened, reverse=True)
    rows = [_row(list(found)) for _, found in groupby(given, key=lambda advice: advice.same)]
    if not rows:
        return Part("What skinroutine said to do", [])
    blocks: list[Block] = [Table(("When", "What it said"), rows, unnamed=True), *_help(handover)]
    if any(check.left_out for check in handover.checks):
        blocks.append(Paragraph(_LEFT_OUT))
    return Part("What skinroutine said to do", blocks)


def _row(alike: Sequence[_Advice]) -> tuple[Cell, ...]:
    first = alike[0]
    when = "; ".join(moment(each.happened) for each in alike)
    return when, Marked(first.about, first.text)


def _help(handover: HandoverDocument) -> Iterator[Block]:
    """The signs for which the person was told to get help sooner, at the last check."""
    for check in handover.checks[:1]:
        if check.back_if:
            yield Points("Signs to get help for, as shown at the last check", check.back_if, run_on=True)


def _of_check(check: HandoverCheck) -> _Advice:
    return _Advice(check.happened, badge_of(check), " ".join(check.actions))


def _of_plan(plan: HandoverPlan) -> _Advice:
    hidden = ["Some reasons are left out."] if plan.left_out else []
    reasons = [*map(rule_text, plan.rules), *hidden] or ["No rule against it."]
    own = [f"Unreviewed rules: {name}." for name in plan.unreviewed]
    return _Advice(plan.happened, f"Plan, {plan.treatment}: {plan.title}", " ".join([*reasons, *own]))


def sources_part(handover: HandoverDocument) -> Part:
    """The sources behind the level of the last check."""
    cited = {name for check in handover.checks[:1] for rule in check.rules for name in rule.sources}
    listed = [source for source in handover.sources if source.id in cited]
    rows = [
        (str(number), source_text(source.title, source.publisher), source.url or "")
        for number, source in enumerate(listed, 1)
    ]
    return Part("Sources for the level of the last check", [Bibliography(rows)] if rows else [])

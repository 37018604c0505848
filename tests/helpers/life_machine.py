"""Lives at random: any act after any other, and after each of them no result is milder than law 1 allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

import steps
from acts import Acts
from closed_list import CLOSED, Entry
from lives import Life, lines_without
from steps import CLEARED, Step

T = TypeVar("T")
ANY: Final = st.integers(0, 9_999)
"""One of a list, whichever length it has."""
AGO: Final = st.sampled_from([0, 1, 3, 8, 20, 45, 120])
DAYS: Final = st.sampled_from([1, 2, 3, 7, 14, 15, 31, 60, 200])


def pick(listed: Sequence[T], place: int) -> T:
    """One of them; the first for 0."""
    return listed[place % len(listed)]


class LifeMachine(RuleBasedStateMachine):
    """One life. A subclass says over which acts, and what is not kept yet."""

    found: ClassVar[Callable[[], Acts]]
    not_kept: ClassVar[Sequence[Entry]] = ()

    def __init__(self) -> None:
        super().__init__()
        self.acts = type(self).found()
        closed = (*CLOSED, *self.not_kept)
        self.life = Life(self.acts.probes, self.acts.resolved, closed, self.acts.counted)
        self.done: list[Step] = []

    def teardown(self) -> None:
        """Give the clock and the home back."""
        self.life.close()

    def do(self, *these: Step) -> None:
        """Do it: no result falls but by the closed list."""
        for step in these:
            self.done.append(step)
            lost = self.life.does(step)
            assert not lost, "\n".join([*lost, *(f"  {one}" for one in self.done)])

    @rule(treatment=ANY, session=ANY, reaction=ANY, ago=AGO)
    def log(self, treatment: int, session: int, reaction: int, ago: int) -> None:
        name = pick(self.acts.treatments, treatment)
        told = pick(["", *self.acts.reactions[name]], reaction)
        self.do(steps.log(name, pick(self.acts.sessions[name], session), reaction=told, ago=ago))

    @rule(reaction=ANY)
    def tell_reaction(self, reaction: int) -> None:
        self.do(steps.told(pick(self.acts.reactions[self.acts.treatments[0]], reaction)))

    @rule(case=ANY)
    def plan(self, case: int) -> None:
        self.do(steps.plan(*pick(self.acts.plans, case)))

    @rule(who=ANY)
    def interview(self, who: int) -> None:
        self.do(steps.interview(*pick(self.acts.people, who)))

    @rule(case=ANY)
    def check(self, case: int) -> None:
        self.do(steps.check(*pick(self.acts.checks, case)))

    @rule(days=DAYS)
    def hold(self, days: int) -> None:
        self.do(steps.hold(days))

    @rule(how=st.sampled_from(["seen", "healed", "error"]))
    def end_holds(self, how: str) -> None:
        self.do(steps.hold_end(how))

    @rule()
    def clear(self) -> None:
        waiting = {hold.cleared_by for hold in self.life.history.holds()} - {""}
        self.do(*(steps.hold_end(CLEARED, who) for who in sorted(waiting)))

    @rule(first=ANY)
    def set_fact(self, first: int) -> None:
        name, option = pick(self.acts.facts, first)
        self.do(steps.fact(name, option, areas=self.acts.areas(name)))

    @rule(name=ANY)
    def set_nothing(self, name: int) -> None:
        listed = pick(list(self.acts.lists), name)
        self.do(steps.fact(listed, areas=self.acts.areas(listed)))

    @rule(name=ANY)
    def forget(self, name: int) -> None:
        self.do(steps.forget(pick(list(self.acts.lists), name)))

    @rule(which=ANY)
    def end_option(self, which: int) -> None:
        self.do(steps.no_longer(*pick(self.acts.facts, which)))

    @rule(which=ANY, uses=st.sampled_from([0, 7, 30]))
    def add_head(self, which: int, uses: int) -> None:
        self.do(steps.head(*pick(self.acts.heads, which), uses))

    @rule(days=DAYS)
    def let_pass(self, days: int) -> None:
        self.do(steps.later(days))

    @rule()
    def undo(self) -> None:
        self.do(steps.undo())

    @precondition(lambda self: self.life.entries("session"))
    @rule(entry=ANY, reaction=ANY, session=ANY)
    def edit(self, entry: int, reaction: int, session: int) -> None:
        event = pick(self.life.entries("session"), entry)
        name = event.payload.treatment
        changed = pick(self.acts.sessions[name], session)
        self.do(steps.edit(event.id, {**changed, "reaction": pick(self.acts.reactions[name], reaction)}))

    @precondition(lambda self: self.life.entries())
    @rule(entry=ANY)
    def remove(self, entry: int) -> None:
        self.do(steps.remove(pick(self.life.entries(), entry).id))

    @precondition(lambda self: self.life.entries())
    @rule(entry=ANY)
    def take_in_what_it_has(self, entry: int) -> None:
        """An export of this very home, without one of its entries."""
        self.do(
            steps.taken_in(lines_without(self.life.home, frozenset({pick(self.life.entries(), entry).id})))
        )

    @rule(case=ANY, session=ANY)
    def take_in_another(self, case: int, session: int) -> None:
        """The export of another machine of the same person: a check and a session."""
        name = pick(self.acts.treatments, session)
        these = [
            steps.check(*pick(self.acts.checks, case)),
            steps.log(name, pick(self.acts.sessions[name], session)),
        ]
        self.do(steps.taken_in(self.life.elsewhere(these)))

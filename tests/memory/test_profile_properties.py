"""Whatever anybody told: what is recalled of it turns no option into a no, and no number into another one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple, cast

from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from rule_set import Answers, chances, somebody
from shipped import plan_edges, planning
from skinroutine.history import Event, Reader
from skinroutine.interview.asking import Asking
from skinroutine.interview.replay import Answered
from skinroutine.memory.facts import facts
from skinroutine.memory.new_facts import drafts, options_answered
from skinroutine.memory.recall import Recollection, recollect
from skinroutine.rulebook.conditions import Chosen, NotSure

QUESTIONS = planning("microneedling").questions
OPTIONS = {one.id: set(one.options) for one in QUESTIONS}
TOLD = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
SEEDS, DAYS = st.integers(0, 10_000), st.integers(0, 400)

Shown = dict[str, list[str] | None]


class Told(NamedTuple):
    """A history of facts alone."""

    facts: list[Event]

    def events(self, _: object, *, limit: int | None) -> list[Event]:
        """The facts."""
        return self.facts[:limit]


def anybody(luck: Random) -> tuple[Answers, Shown]:
    """Answers to every question, and of its options those that happened to be on offer."""
    shown: Shown = {
        one.id: sorted(option for option in one.options if luck.random() < 0.7)
        if one.kind == "many"
        else None
        for one in QUESTIONS
    }
    return somebody(QUESTIONS, plan_edges("microneedling"), luck), shown


def recalled(person: Answers, shown: Shown, days: int) -> Recollection:
    """What is recalled so many days after it was told."""
    told = drafts(shown, person, QUESTIONS, "microneedling")
    events = [Event(str(place), "fact", TOLD, TOLD, fact.stored, None) for place, fact in enumerate(told)]
    found = facts(cast(Reader, Told(events)), QUESTIONS, TOLD + timedelta(days=days), "microneedling")
    return recollect(found, QUESTIONS, TOLD + timedelta(days=days))


@given(SEEDS, DAYS)
@examples(100)
def test_only_what_was_on_offer_and_left_out_is_recalled_as_a_no(seed: int, days: int) -> None:
    person, shown = anybody(chances(seed))
    found = recalled(person, shown, days)
    answers = [*found.known.items(), *((name, one.answer) for name, one in found.stale.items())]
    for name, answer in answers:
        told = person[name]
        if isinstance(answer, Chosen) and isinstance(told, Chosen):
            told_as_no = set(shown[name] or ()) - told.options
            assert OPTIONS[name] - answer.options - answer.unseen <= told_as_no
            assert answer.options <= told.options


@given(SEEDS, DAYS)
@examples(50)
def test_not_sure_is_never_recalled(seed: int, days: int) -> None:
    person, shown = anybody(chances(seed))
    found = recalled(person, shown, days)
    unsure = {name for name, answer in person.items() if isinstance(answer, NotSure)}
    assert not unsure & {*found.known, *found.stale}


@given(SEEDS, DAYS)
@examples(100)
def test_a_number_is_recalled_as_it_was_or_grown_by_the_days_that_passed(seed: int, days: int) -> None:
    person, shown = anybody(chances(seed))
    found = recalled(person, shown, days)
    numbers = {one.id: one for one in QUESTIONS if one.kind == "number"}
    answers = {**{name: one.answer for name, one in found.stale.items()}, **found.known}
    for name in numbers.keys() & answers.keys():
        told = cast(float, person[name])
        still = numbers[name].grows == "over_zero" and not told
        grown = min(told + days, numbers[name].most) if numbers[name].grows and not still else told
        assert answers[name] == grown


@given(SEEDS)
@examples(50)
def test_a_line_that_was_not_on_the_screen_is_recorded_as_no_answer(seed: int) -> None:
    luck = chances(seed)
    question = luck.choice([one for one in QUESTIONS if one.kind == "many" and one.kept])
    hidden = frozenset(option for option in question.options if luck.random() < 0.5)
    answer = Chosen(frozenset(), hidden)
    given_now = Answered(Asking(question, dict(question.options)), answer, {})
    settled = options_answered([given_now], {question.id: answer}, QUESTIONS)[question.id]
    assert set(settled or ()) == OPTIONS[question.id] - hidden

"""What treatments count as for each other, as intervals and rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from skinroutine.rulebook import CountsAs, Interval, ScreeningRule, Span, Until
from skinroutine.rulebook.conditions import ALWAYS, Every, Facts, Picked, Within
from skinroutine.rulebook.counts import PROCEDURES, Count, counts_of, gaps_after_others, rulings_on_named

NAMED = ("peel", "laser", "waxing")


def days(number: float) -> Span:
    return Span(number * 24, f"{number} days")


def counting(*names: str, every: float = 0, **keys: object) -> CountsAs:
    least = days(every) if every else None
    return CountsAs(id="own", say="Rest.", sources=("own",), counts_as=names, every=least, **keys)  # type: ignore[arg-type]


def leaving(number: float, name: str = "gap", **keys: object) -> Interval:
    return Interval(id=name, say="Wait.", sources=("s",), every=days(number), **keys)  # type: ignore[arg-type]


def after(name: str, number: int) -> ScreeningRule:
    when = Every([Picked(PROCEDURES, [name]), Within(f"days_since.{name}", {"under": number})])
    until = Until(days=number, after=name)
    return ScreeningRule(id=name, when=when, verdict="wait", say="Wait.", until=until, sources=("s",))


def counts(**written: CountsAs) -> list[Count]:
    return counts_of({name: [item] for name, item in written.items()}, NAMED)


def gaps(own: list[Interval], rules: list[ScreeningRule], found: list[Count]) -> list[tuple[str, float]]:
    made = gaps_after_others("needling", own, rules, found)
    return [(gap.since, gap.every.days if gap.every else 0) for gap in made]


def test_a_session_that_counts_as_a_procedure_keeps_others_waiting_as_that_does() -> None:
    assert gaps([], [after("peel", 30)], counts(home_peel=counting("peel"))) == [("home_peel", 30)]


def test_a_session_that_counts_as_another_treatment_waits_as_after_that_one() -> None:
    own = [leaving(28, since="abrasion")]
    assert gaps(own, [], counts(scrub=counting("abrasion"))) == [("scrub", 28)]


def test_a_session_that_counts_as_this_treatment_calls_for_its_own_gap() -> None:
    assert gaps([leaving(7)], [], counts(stamping=counting("needling"))) == [("stamping", 7)]


def test_what_counts_as_another_treatment_is_what_that_one_counts_as() -> None:
    found = counts(scrub=counting("home_peel"), home_peel=counting("peel"))
    assert gaps([], [after("peel", 30)], found) == [("scrub", 30), ("home_peel", 30)]


def test_treatments_that_count_as_each_other_come_to_an_end() -> None:
    found = counts(scrub=counting("home_peel"), home_peel=counting("scrub", "peel"))
    assert gaps([], [after("peel", 30)], found) == [("scrub", 30), ("home_peel", 30)]


def test_a_treatment_asks_for_a_gap_of_its_own_where_nobody_minds_it() -> None:
    assert gaps([], [], counts(home_peel=counting(every=10))) == [("home_peel", 10)]


def test_what_a_treatment_says_itself_of_the_other_is_not_said_twice() -> None:
    own = [leaving(30, since="home_peel")]
    assert gaps(own, [after("peel", 30)], counts(home_peel=counting("peel", every=10))) == []


def test_a_treatment_leaves_no_gap_after_itself_by_what_it_counts_as() -> None:
    assert gaps([leaving(7)], [after("peel", 30)], counts(needling=counting("peel", every=10))) == []


def test_a_gap_holds_only_after_the_sessions_that_count() -> None:
    legs = Picked("areas", ["legs"])
    (gap,) = gaps_after_others(
        "needling", [], [after("peel", 30)], counts(home_peel=counting("peel", when=legs))
    )
    assert {leaf.question for leaf, _ in gap.when.leaves()} == {"areas"}


def test_a_named_procedure_counts_as_a_session_of_the_treatment_that_counts_as_it() -> None:
    (ruling,) = rulings_on_named("home_peel", [leaving(14)], [], counts(home_peel=counting("peel")))
    assert ruling.until is not None
    assert (ruling.until.days, ruling.until.after) == (14, "peel")


def test_a_named_procedure_of_which_a_rule_says_as_much_is_not_said_twice() -> None:
    rules = [after("peel", 14)]
    assert rulings_on_named("home_peel", [leaving(14)], rules, counts(home_peel=counting("peel"))) == []


@given(
    own=st.lists(st.integers(1, 60), max_size=3),
    ruled=st.lists(st.tuples(st.sampled_from(NAMED), st.integers(1, 60)), max_size=3),
    names=st.lists(st.sampled_from((*NAMED, "needling", "scrub")), max_size=3),
    every=st.integers(0, 60),
)
def test_each_name_is_worth_at_least_what_a_treatment_asks_for_after_it(
    own: list[int], ruled: list[tuple[str, int]], names: list[str], every: int
) -> None:
    written = [leaving(number) for number in own]
    rules = [after(name, number) for name, number in ruled]
    found = gaps(written, rules, counts(home_peel=counting(*names, every=every)))
    wanted = [every, *(number for name, number in ruled if name in names)]
    wanted += own if "needling" in names else []
    assert max((number for _, number in found), default=0) == max(wanted)


def test_a_rule_that_asks_who_the_person_is_says_nothing_of_a_session() -> None:
    rule = after("peel", 30)
    asked = Every([*rule.when.parts(), Picked("conditions", ["melasma"])])
    melasma = ScreeningRule(id="m", when=asked, verdict="wait", say="Wait.", until=rule.until, sources=("s",))
    assert gaps([], [melasma], counts(home_peel=counting("peel"))) == []


def test_every_session_counts_where_no_condition_is_written() -> None:
    assert counting("peel").when is ALWAYS
    assert ALWAYS.weigh(Facts({}, {}), not_sure=False).truth is True

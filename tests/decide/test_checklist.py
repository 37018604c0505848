"""Checklists: which steps stand on them, for which areas, and which stand in for others."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from skinroutine.decide.checklist import list_steps, stands_in
from skinroutine.rulebook import OptionGroup, Question, Step
from skinroutine.rulebook.conditions import (
    ALWAYS,
    NOT_SURE,
    Answer,
    AnyOf,
    Chosen,
    Condition,
    Every,
    Facts,
    Picked,
    YesNo,
)

FACE = ("brow", "cheek", "chin")
AREAS = Question(
    id="areas",
    kind="many",
    ask="Where?",
    why="It matters.",
    asked_by=("plan",),
    options={"brow": "Brow", "cheek": "Cheek", "chin": "Chin", "neck": "Neck", "side": "Round the side"},
    groups={"face": OptionGroup(label="The whole face", options=FACE)},
)


def a_step(name: str, when: Condition = ALWAYS, *over: str, origin: str = "") -> Step:
    return Step(id=name, do=f"Do {name}.", sources=("s",), when=when, in_place_of=over, origin=origin)


def on(*areas: str) -> Picked:
    return Picked("areas", areas)


def listed(steps: Iterable[Step], areas: Iterable[str], **answers: Answer) -> list[str]:
    facts = Facts({"areas": Chosen(frozenset(areas)), **answers}, {})
    found = list_steps(steps, facts, AREAS)
    return [f"{each.place}: {each.step.text}" if each.place else each.step.text for each in found]


def test_a_step_is_shown_unless_an_answer_rules_it_out() -> None:
    steps = [
        a_step("yes", YesNo("a", yes=True)),
        a_step("no", YesNo("b", yes=True)),
        a_step("open", YesNo("c", yes=True)),
    ]
    assert listed(steps, ["neck"], a=True, b=False) == ["Do yes.", "Do open."]


def test_a_step_for_all_chosen_areas_names_none_of_them() -> None:
    assert listed([a_step("wash"), a_step("lift", on("neck", "chin"))], ["neck", "chin"]) == [
        "Do wash.",
        "Do lift.",
    ]


def test_a_step_for_some_of_the_chosen_areas_begins_with_their_names_in_the_order_of_the_question() -> None:
    steps = [a_step("lift", on("side", "neck", "brow"))]
    assert listed(steps, ["side", "brow", "chin"]) == ["Brow and round the side: Do lift."]


def test_all_chosen_areas_of_a_group_go_by_the_name_of_the_group_when_they_are_three_or_more() -> None:
    assert listed([a_step("roll", on(*FACE))], [*FACE, "neck"]) == ["Face: Do roll."]
    assert listed([a_step("roll", on(*FACE))], ["brow", "chin", "neck"]) == ["Brow and chin: Do roll."]


def test_a_step_stands_in_for_another_on_its_own_areas_alone() -> None:
    steps = [a_step("passes"), a_step("few", on("neck"), "passes")]
    assert listed(steps, ["cheek", "neck"]) == ["Cheek: Do passes.", "Neck: Do few."]
    assert listed(steps, ["neck"]) == ["Do few."]
    assert listed(steps, ["cheek"]) == ["Do passes."]


def test_a_step_for_no_area_of_its_own_stands_in_on_all_of_them() -> None:
    steps = [
        a_step("passes"),
        a_step("few", on("neck"), "passes"),
        a_step("none", YesNo("thin", yes=True), "passes", "few"),
    ]
    assert listed(steps, ["cheek", "neck"], thin=True) == ["Do none."]


def test_a_step_that_nobody_answered_for_stands_in_as_the_more_careful_one() -> None:
    steps = [a_step("passes"), a_step("few", YesNo("thin", yes=True), "passes")]
    assert listed(steps, ["neck"]) == ["Do few."]
    assert listed(steps, ["neck"], thin=False) == ["Do passes."]


def test_a_not_sure_counts_for_the_step_that_stands_in() -> None:
    steps = [a_step("passes"), a_step("few", YesNo("thin", yes=True), "passes")]
    assert listed(steps, ["neck"], thin=NOT_SURE) == ["Do few."]


def test_a_step_of_own_rules_takes_no_reviewed_step_away() -> None:
    steps = [a_step("passes"), a_step("own", ALWAYS, "passes", origin="mine")]
    assert listed(steps, ["neck"]) == ["Do passes.", "Do own."]
    assert stands_in(a_step("own", ALWAYS, "older", origin="mine"), a_step("older", origin="mine"))


def test_without_areas_a_step_that_stands_in_for_sure_still_does() -> None:
    facts = Facts({"thin": True}, {})
    found = list_steps([a_step("passes"), a_step("few", YesNo("thin", yes=True), "passes")], facts, AREAS)
    assert [(each.step.id, each.areas, each.place) for each in found] == [("few", (), "")]


def test_a_condition_on_areas_is_weighed_for_each_area_alone() -> None:
    shave = a_step("shave", Every([AnyOf([on("chin"), YesNo("stubble", yes=True)]), on("chin", "cheek")]))
    assert listed([shave], ["chin", "cheek"], stubble=False) == ["Chin: Do shave."]
    assert listed([shave], ["chin", "cheek"], stubble=True) == ["Do shave."]


@given(
    st.sets(st.sampled_from(list(AREAS.options)), min_size=1),
    st.lists(
        st.tuples(st.sets(st.sampled_from(list(AREAS.options))), st.sets(st.integers(0, 5))), max_size=6
    ),
)
def test_each_area_is_given_what_it_is_given_alone_and_loses_only_what_another_step_stands_in_for(
    chosen: set[str], made: list[tuple[set[str], set[int]]]
) -> None:
    steps = [
        a_step(
            f"s{place}", on(*areas) if areas else ALWAYS, *(f"s{other}" for other in over if other < place)
        )
        for place, (areas, over) in enumerate(made)
    ]
    together = list_steps(steps, Facts({"areas": Chosen(frozenset(chosen))}, {}), AREAS)
    for area in chosen:
        alone = list_steps(steps, Facts({"areas": Chosen(frozenset({area}))}, {}), AREAS)
        assert [found.step for found in together if area in found.areas] == [found.step for found in alone]
        held = [step for step, (areas, _) in zip(steps, made, strict=True) if not areas or area in areas]
        lost = [step for step in held if step not in [found.step for found in alone]]
        assert [step for step in lost if not any(stands_in(other, step) for other in held)] == []

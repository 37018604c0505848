"""Before a device is bought: a point rests on what the device has, and where a person lives only adds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from rule_set import NOW
from skinroutine.decide.device import DeviceDecision
from skinroutine.interview.answers import plain
from skinroutine.review.lint.merits import rests_on_absence
from skinroutine.rulebook import Merit, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Picked
from skinroutine.rulebook.regions import REGION
from skinroutine.text import yes_or_no
from todays_rules import LIBRARY, TREATMENTS, example
from typed import flags

pytestmark = pytest.mark.todays_rules

CHOOSING = {name: DeviceDecision(Book(LIBRARY, name), NOW.date()) for name in TREATMENTS}
MERITS = [merit for choosing in CHOOSING.values() for merit in choosing.book.merits]
REGIONS = list(LIBRARY.regions)


def answers_of(question: Question) -> st.SearchStrategy[Answer]:
    if question.kind == "yes_no":
        return st.sampled_from([True, False, NOT_SURE])
    if question.kind == "number":
        return st.sampled_from([0.1, 0.25, 0.3, 0.5, 1.5, 3, NOT_SURE])
    return st.sampled_from(sorted(question.options))


@st.composite
def devices(draw: st.DrawFn) -> tuple[str, dict[str, Answer]]:
    """A treatment and a device for it, about which some answers may be left out."""
    treatment = draw(st.sampled_from(TREATMENTS))
    asked = [each for each in CHOOSING[treatment].questions if each.id != REGION]
    return treatment, {each.id: draw(answers_of(each)) for each in asked if draw(st.booleans())}


@pytest.mark.parametrize("merit", MERITS, ids=[merit.id for merit in MERITS])
def test_nothing_is_a_merit_because_the_device_lacks_it_or_does_not_claim_it(merit: Merit) -> None:
    assert not rests_on_absence(merit)


@given(devices())
def test_a_device_of_which_every_answer_is_a_no_has_no_merit(found: tuple[str, dict[str, Answer]]) -> None:
    treatment, answers = found
    refused = {name: False for name, answer in answers.items() if isinstance(answer, bool)}
    assert CHOOSING[treatment].merits(refused) == []


@given(devices(), st.sampled_from(REGIONS))
def test_where_a_person_lives_makes_no_device_better(
    found: tuple[str, dict[str, Answer]], region: str
) -> None:
    treatment, answers = found
    choosing = CHOOSING[treatment]
    general, here = choosing.judge(answers), choosing.judge({**answers, REGION: region})
    assert here.weight >= general.weight
    assert {each.id for each in here.reasons} >= {each.id for each in general.reasons}
    merits = choosing.merits(answers)
    assert choosing.merits({**answers, REGION: region}) == merits


def bought(treatment: str) -> list[str]:
    """The device of the typical person, as flags: one that is said to be cleared."""
    asked = {each.id for each in CHOOSING[treatment].questions} - {"device_cleared"}
    known = plain({name: answer for name, answer in example(treatment).items() if name in asked})
    words = {
        name: yes_or_no(value) if isinstance(value, bool) else str(value) for name, value in known.items()
    }
    return flags({**words, "device_cleared": "yes"})


def readers(region: str) -> list[tuple[str, str]]:
    """The rules that turn on where a person lives, and hold in this place, by treatment."""
    found = []
    for treatment, choosing in CHOOSING.items():
        for rule in choosing.book.choosing:
            leaves = [leaf for leaf, _ in rule.when.leaves()]
            picked = [leaf for leaf in leaves if isinstance(leaf, Picked) and leaf.question == REGION]
            if any(region in leaf.options for leaf in picked):
                found.append((treatment, rule.id))
    return found


@pytest.mark.parametrize("region", REGIONS)
def test_the_region_of_the_profile_counts_and_one_that_is_typed_comes_before_it(
    run: Run, region: str
) -> None:
    for treatment, rule in readers(region):
        answers = bought(treatment)
        assert rule not in run("device", "choose", treatment, *answers, "--json").out
        run("profile", "set", f"region={region}")
        assert f'"{rule}"' in run("device", "choose", treatment, *answers, "--json").out
        other = next(name for name in REGIONS if (treatment, rule) not in readers(name))
        assert (
            rule not in run("device", "choose", treatment, *answers, "--json", "--set", f"region={other}").out
        )
        run("profile", "forget", "region")

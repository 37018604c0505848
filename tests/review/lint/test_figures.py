"""Numbers in sentences, and whether a fact or a field of the rule has them."""

from __future__ import annotations

import pytest

from skinroutine.review.lint.figures import figures_in, figures_of_fact, figures_of_item, unheld
from skinroutine.rulebook import EvidenceFact, ScreeningRule
from skinroutine.rulebook.parse import read_one
from skinroutine.rulebook.yaml_text import read_yaml


def missing(sentence: str, claim: str = "It says so.", value: dict[str, object] | None = None) -> list[str]:
    fact = EvidenceFact(id="a", claim=claim, value=value or {}, sources=("s",))
    return [figure.words for figure in unheld(figures_in(sentence), figures_of_fact(fact))]


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Wait two weeks.", "Clinics wait 14 days."),
        ("Wait 48 hours.", "Some wait 24 to 48 hours."),
        ("Wait a day or two.", "It lasts two days."),
        ("Wait six months.", "The label asks for 6 months."),
        ("Leave four weeks.", "Leave a month, 30 days, between two."),
        ("Some ask for one week, others for two.", "A clinic asks for 14 days."),
        ("Use 0.3 mm at most.", "Home needles stop at 0.3 mm."),
        ("Wash twice.", "Wash the skin 2 times."),
        ("Two clinics say so.", "One says so."),
        ("Once a day is enough.", "Every day."),
    ],
)
def test_a_number_that_a_fact_has_in_other_words_is_held(sentence: str, claim: str) -> None:
    assert missing(sentence, claim) == []


@pytest.mark.parametrize(
    ("sentence", "claim", "words"),
    [
        ("Wait two weeks.", "Clinics wait 10 days.", ["two weeks"]),
        ("Wait 48 hours.", "Some wait 24 hours.", ["48 hours"]),
        ("Use 0.3 mm at most.", "Stay under 0.25 mm.", ["0.3 mm"]),
        ("Rinse for 5 to 20 minutes.", "Rinse for five minutes.", ["20 minutes"]),
        ("Wait two hours.", "Wait two days.", ["two hours"]),
    ],
)
def test_a_number_that_no_fact_has_is_told(sentence: str, claim: str, words: list[str]) -> None:
    assert missing(sentence, claim) == words


@pytest.mark.parametrize(
    "value",
    [{"max_hours": 72}, {"days": 3}, {"days": [1, 3]}, {"until": {"hours": 72}}, {"note": "72 hours"}],
)
def test_the_figures_of_a_value_count_with_the_unit_in_the_name_of_their_key(
    value: dict[str, object],
) -> None:
    assert missing("It lasts three days.", value=value) == []


def test_the_fields_of_a_rule_are_known_figures_and_its_level_is_none() -> None:
    when = "when: {days_since.peel: {under: 14}, age: {under: 18}}\nuntil: {days: 9, after: peel}"
    rule = read_one(
        read_yaml(f"id: a\n{when}\nverdict: wait\nhold_days: 5\nsay: Wait.\nsources: [s]", "f.yaml"),
        ScreeningRule,
    )
    sentence = "Two weeks, 18 years, nine days, five days, four hours."
    assert [each.words for each in unheld(figures_in(sentence), figures_of_item(rule))] == ["four hours"]


def test_a_length_in_another_unit_is_another_figure() -> None:
    assert missing("It lasts three weeks.", value={"max_hours": 72}) == ["three weeks"]

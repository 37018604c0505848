"""Law 5: a sign rated lower than the facts behind it says on the screen who says otherwise, and why."""

from __future__ import annotations

import pytest

from skinroutine.rulebook import SymptomRule
from todays_rules import LIBRARY, TREATMENTS

pytestmark = pytest.mark.todays_rules

LEVELS = {fact.id: fact.lowest for fact in LIBRARY.facts.values() if fact.lowest is not None}
"""How serious each fact of the evidence is about a sign, as a level: the mildest where that depends."""


def signs() -> list[SymptomRule]:
    """Every rule that gives a level, of all treatments, each once."""
    found = {
        rule.id: rule
        for treatment in ("", *TREATMENTS)
        for topic in ("red-flags", "symptoms")
        for rule in LIBRARY.items(topic, treatment, SymptomRule)
    }
    return list(found.values())


def rated_lower(rules: list[SymptomRule]) -> list[str]:
    """The rules below the mildest of the facts that they cite, of which none says who says otherwise."""
    cited = [(rule, [LEVELS[fact] for fact in rule.evidence if fact in LEVELS]) for rule in rules]
    return [
        rule.id for rule, levels in cited if levels and rule.level < min(levels) and not rule.disagreement
    ]


def test_a_sign_rated_lower_than_every_fact_behind_it_names_who_says_otherwise() -> None:
    assert rated_lower(signs()) == []


def test_a_sign_that_says_nothing_of_a_stricter_fact_is_found() -> None:
    fact = max(LEVELS, key=lambda name: LEVELS[name])
    rule = next(one for one in signs() if one.level and not one.disagreement)
    silent = type(rule)(
        id="mild", when=rule.when, level=0, say=rule.say, sources=rule.sources, evidence=(fact,)
    )
    assert rated_lower([silent]) == ["mild"]

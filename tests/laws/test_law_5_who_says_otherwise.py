"""Law 5: a sign rated lower than the facts behind it says on the screen who says otherwise, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checkout import ROOT
from skinroutine.rulebook import SymptomRule
from todays_rules import LIBRARY, TREATMENTS

pytestmark = pytest.mark.todays_rules

EVIDENCE = ROOT.parent / "shared" / "evidence"
LEVELS = {
    name: int(level)
    for name, level in (
        line.split()
        for line in Path(__file__).with_name("fact_levels.txt").read_text(encoding="utf-8").splitlines()
    )
}
"""How serious each fact of the evidence is about a sign, as a level."""


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


@pytest.mark.skipif(not EVIDENCE.is_dir(), reason="the evidence lies beside the repository")
def test_the_levels_of_facts_are_those_of_the_evidence() -> None:
    facts = [
        fact
        for name in ("treatment", "symptoms", "more", "fit")
        for fact in yaml.safe_load((EVIDENCE / f"{name}.yaml").read_text(encoding="utf-8"))["facts"]
    ]
    assert {fact["id"]: fact["triage"] for fact in facts if isinstance(fact.get("triage"), int)} == LEVELS

"""Law 5: what is milder than a source, a sign or a verdict, says on the screen who says otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from msgspec.structs import asdict

from conftest import Run
from skinroutine.rulebook import EvidenceFact, ScreeningRule, SymptomRule
from todays_rules import LIBRARY, TREATMENTS, cases, planned

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


def stricter_rules() -> list[tuple[str, ScreeningRule]]:
    """Every rule whose sources know a stricter voice, with the treatment that it is for."""
    return [
        (treatment, rule)
        for treatment in TREATMENTS
        for topic in ("screening", "device")
        for rule in LIBRARY.items(topic, treatment, ScreeningRule)
        if rule.stricter
    ]


@cache
def deciding_cases(treatment: str) -> dict[str, dict[str, object]]:
    """By rule, the answers of a case in which it holds for sure and nothing says no."""
    found: dict[str, dict[str, object]] = {}
    for name, case in cases():
        if name == treatment and case.answers is not None:
            _, verdict = planned(treatment, case)
            sure = [reason.id for reason in verdict.reasons if not reason.doubts and verdict.name != "no"]
            answers: dict[str, object] = {**LIBRARY.example(treatment)[1], **case.answers}  # type: ignore[dict-item]
            found = {**dict.fromkeys(sure, answers), **found}
    return found


@pytest.mark.parametrize(
    ("treatment", "rule"), stricter_rules(), ids=lambda one: getattr(one, "id", str(one))
)
def test_who_gets_the_verdict_of_a_milder_rule_reads_who_is_stricter(
    treatment: str, rule: ScreeningRule, run: Run, tmp_path: Path
) -> None:
    answers = {name: given for name, given in deciding_cases(treatment)[rule.id].items() if given is not None}
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump(answers), encoding="utf-8")
    out = " ".join(run("plan", treatment, "--answers", str(file)).out.split())
    assert " ".join(rule.say.split()) in out
    assert f"Sources differ: {' '.join(rule.disagreement.split())}" in out


def test_a_rule_milder_than_what_an_article_tells_some_people_names_the_article() -> None:
    """An article says of a condition that they should not; a rule that asks or warns shows that voice."""
    silent = [
        rule.id
        for treatment in TREATMENTS
        for topic in ("screening", "device")
        for rule in LIBRARY.items(topic, treatment, ScreeningRule)
        if rule.verdict in {"caution", "professional-first"} and not rule.stricter
        if any(_tells_some_people(LIBRARY.facts[fact]) for fact in rule.evidence if fact in LIBRARY.facts)
    ]
    assert silent == []


def _tells_some_people(fact: EvidenceFact) -> bool:
    of_an_article = any(
        LIBRARY.sources[name].kind == "seed" for name in fact.sources if name in LIBRARY.sources
    )
    return of_an_article and "condition" in (fact.value or {})


def test_a_rule_says_that_a_stricter_voice_is_there_only_with_its_words_and_below_no() -> None:
    # Made anew: `replace` of the oldest msgspec does not ask what a record refuses.
    rule = asdict(stricter_rules()[0][1])
    with pytest.raises(ValueError, match="disagreement"):
        ScreeningRule(**{**rule, "disagreement": ""})
    with pytest.raises(ValueError, match="stricter than no"):
        ScreeningRule(**{**rule, "verdict": "no"})

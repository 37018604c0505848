"""Law 5, and the evidence: what every shipped item rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from rule_set import chances, conditions_of, somebody
from skinroutine.app import App
from skinroutine.decide.plan import PlanDecision
from skinroutine.history import Hold
from skinroutine.rulebook import MOST_STEPS, Question, Reason, SymptomRule
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Picked, Within
from todays_rules import LIBRARY, RULES, TREATMENTS, checking, plan_edges, planning, story

pytestmark = pytest.mark.todays_rules

TESTS = Path(__file__).resolve().parent
CITING = {"verdict", "level", "course", "do", "avoid", "pause", "stop_if", "every", "never_within", "stretch"}
Item = dict[str, object]


def items() -> Iterator[tuple[str, Item]]:
    """Every item of every shipped file that is no case, question or bibliography."""
    for file in sorted(RULES.glob("*/*.yaml")):
        if file.stem not in {"sources", "evidence", "questions", "verdicts", "levels", "example"}:
            content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            yield from _inside(content, f"{file.parent.name}/{file.name}")


def _inside(value: object, where: str) -> Iterator[tuple[str, Item]]:
    if isinstance(value, list):
        for one in value:
            yield from _inside(one, where)
    elif isinstance(value, dict):
        if "id" in value:
            yield where, value
        for part in ("devices", "about", "meanwhile", "consult"):
            yield from _inside(value.get(part), where)


ITEMS = list(items())
CITED = [(where, one) for where, one in ITEMS if "screen" not in one]


def words(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(one) for one in value]


def listed(name: str) -> set[str]:
    return set((TESTS / name).read_text(encoding="utf-8").split())


FACTS = LIBRARY.facts.keys()


def test_every_rule_course_step_interval_device_and_statement_cites_at_least_one_source() -> None:
    assert [f"{where}: {one['id']}" for where, one in CITED if not one.get("sources")] == []


def test_every_source_that_is_cited_is_in_the_bibliography_and_the_other_way_round() -> None:
    cited = {source for _, one in CITED for source in words(one["sources"])}
    assert cited - LIBRARY.sources.keys() == set()
    assert LIBRARY.sources.keys() - cited == set()


def test_every_source_but_the_seeds_and_our_own_judgement_has_an_address() -> None:
    assert [
        one.id for one in LIBRARY.sources.values() if not one.url and one.kind not in {"seed", "judgement"}
    ] == []


def test_no_id_stands_twice() -> None:
    ids = Counter(str(one["id"]) for _, one in ITEMS)
    assert [name for name, count in ids.items() if count > 1] == []


def test_no_item_cites_a_source_twice() -> None:
    assert [
        one["id"] for _, one in CITED if len(set(words(one["sources"]))) < len(words(one["sources"]))
    ] == []


def test_every_fact_that_an_item_names_is_in_the_evidence() -> None:
    named = {fact for _, one in CITED for fact in words(one.get("evidence", []))}
    assert named - FACTS == set()


def test_each_of_the_95_facts_of_the_source_articles_is_behind_an_item_or_is_left_out_with_a_reason() -> None:
    named = {fact for _, one in CITED for fact in words(one.get("evidence", []))}
    readme = (RULES / "README.md").read_text(encoding="utf-8")
    left_out = {fact for fact in listed("seed_facts.txt") if f"`{fact}`" in readme}
    assert len(listed("seed_facts.txt")) == 95
    assert listed("seed_facts.txt") - named - left_out == set()


def test_every_fact_of_the_source_articles_is_in_the_evidence_as_one_of_theirs() -> None:
    seeds = {
        fact.id for fact in LIBRARY.facts.values() if any(name.startswith("seed-") for name in fact.sources)
    }
    assert listed("seed_facts.txt") - seeds == set()


CONFLICTS = yaml.safe_load((TESTS / "conflicts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("question", CONFLICTS)
def test_where_sources_clash_some_item_cites_both_sides_and_says_so(question: str) -> None:
    sides = set(CONFLICTS[question])
    saying = [
        one["id"]
        for _, one in CITED
        if one.get("disagreement") and len(sides & set(words(one["sources"]))) >= 2
    ]
    assert saying != []


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_reason_of_any_result_names_a_source_of_the_bibliography(treatment: str) -> None:
    plan, check, luck = planning(treatment), checking(treatment), chances(5)
    reasons: list[Reason] = []
    for _ in range(100):
        reasons += plan.judge(somebody(plan.questions, plan_edges(treatment), luck)).reasons
        reasons += check.judge(story(treatment, luck)[0]).reasons
    assert reasons
    assert [one.id for one in reasons if not one.sources or set(one.sources) - LIBRARY.sources.keys()] == []


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("held", TREATMENTS)
def test_a_hold_gives_the_sources_of_the_rule_that_set_it_for_whichever_treatment(
    treatment: str, held: str
) -> None:
    shared = {one.id for name in TREATMENTS if name != held for one in checking(name).rules}
    rule = next(one for one in checking(held).rules if one.id not in shared)
    hold = Hold("h1", held, datetime(2026, 11, 1).astimezone(), rule.id, rule.say, 0)
    place = App()
    place.library = LIBRARY
    (reason,) = PlanDecision(Book(LIBRARY, treatment), place.now(), None, [hold]).holds
    assert reason.sources == rule.sources


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_condition_reads_questions_and_options_that_there_are(treatment: str) -> None:
    plan, check = planning(treatment), checking(treatment)
    known: dict[str, Question] = {one.id: one for one in [*check.questions, *plan.questions]}
    conditions = [*conditions_of(plan), *(one.when for one in check.rules)]
    leaves = [leaf for condition in conditions for leaf, _ in condition.leaves()]
    assert {leaf.question for leaf in leaves} - known.keys() == set()
    picked = [leaf for leaf in leaves if isinstance(leaf, Picked)]
    assert {
        (leaf.question, option)
        for leaf in picked
        for option in leaf.options - set(known[leaf.question].options)
    } == set()
    assert {
        leaf.question for leaf in leaves if isinstance(leaf, Within) and known[leaf.question].kind != "number"
    } == set()


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_symptom_by_itself_gives_a_reason(treatment: str) -> None:
    check = checking(treatment)
    signs = {
        option
        for ruling in check.rules
        for leaf, _ in ruling.when.leaves()
        if isinstance(leaf, Picked) and leaf.question == "symptoms"
        for option in leaf.options
    }
    assert {one.id for one in check.book.symptoms} - signs == set()


def test_a_symptom_rule_has_no_more_actions_than_a_list_that_is_read() -> None:
    rules = LIBRARY.items("red-flags", TREATMENTS[0], SymptomRule)
    assert [one.id for one in rules if len(one.do) > MOST_STEPS] == []

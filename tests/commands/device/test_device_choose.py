"""``device choose`` from outside: what speaks for a device and against it, before it is bought."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, Run
from shipped import LIBRARY, TREATMENTS
from skinroutine.decide.device import DeviceDecision
from skinroutine.interview.question import next_asking
from skinroutine.review.grade import reading_grade, sentences
from skinroutine.rulebook import VERDICTS, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Facts
from typed import flags, refused

FINE = {"device_shared": "no", "made_for_home": "yes", "clear_manual": "yes"}
ROLLER = {
    **FINE, "device_kind": "roller", "needle_mm": "0.25", "device_cleared": "no", "head_sterile": "yes",
    "head_pack_mixed": "no",
}  # fmt: skip
DIAMOND = {**FINE, "device_kind": "diamond_tip", "strength_adjustable": "yes", "several_tips": "yes"}
SEVERAL = {"microneedling": ROLLER, "microdermabrasion": DIAMOND}


def chosen(run: Run, treatment: str, **changes: str) -> Any:
    return run("device", "choose", treatment, *flags({**SEVERAL[treatment], **changes}), "--json").json


def ids(told: Any, part: str = "reasons") -> list[str]:
    return [one["id"] for one in told[part]]


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_nothing_speaks_against_a_good_device(run: Run, treatment: str) -> None:
    told = chosen(run, treatment)
    assert (told["verdict"], told["reasons"], told["find_out"]) == ("go", [], [])
    assert len(told["for"]) >= 4
    assert len(told["look_for"]) >= 5


@pytest.mark.parametrize(
    ("treatment", "changes", "verdict", "reason"),
    [
        ("microneedling", {"device_kind": "radiofrequency"}, "no", "mn-radiofrequency"),
        ("microneedling", {"needle_mm": "0.5"}, "no", "mn-needle-too-long"),
        ("microneedling", {"needle_mm": "not_sure"}, "wait", "mn-needle-too-long"),
        ("microneedling", {"device_kind": "pen"}, "caution", "mn-pen"),
        ("microneedling", {"device_kind": "pen", "head_sterile": "no"}, "no", "mn-choose-cartridge"),
        ("microneedling", {"device_kind": "pen", "head_sterile": "not_sure"}, "wait", "mn-choose-cartridge"),
        ("microneedling", {"head_sterile": "no"}, "caution", "mn-choose-head-not-sterile"),
        ("microneedling", {"head_pack_mixed": "yes"}, "no", "mn-choose-mixed-pack"),
        ("microneedling", {"head_pack_mixed": "not_sure"}, "caution", "mn-choose-mixed-pack"),
        ("microneedling", {"device_shared": "yes"}, "no", "mn-device-shared"),
        ("microneedling", {"device_cleared": "yes"}, "caution", "mn-choose-claim"),
        ("microneedling", {"clear_manual": "no"}, "caution", "choose-no-manual"),
        ("microneedling", {"made_for_home": "no"}, "no", "choose-not-for-home"),
        ("microdermabrasion", {"device_kind": "medical_grade"}, "no", "md-medical-grade"),
        ("microdermabrasion", {"device_kind": "crystal"}, "caution", "md-crystal"),
        ("microdermabrasion", {"device_kind": "cream"}, "caution", "md-choose-cream"),
        ("microdermabrasion", {"strength_adjustable": "no"}, "caution", "md-choose-fixed-strength"),
        ("microdermabrasion", {"several_tips": "no"}, "caution", "md-choose-one-tip"),
        ("microdermabrasion", {"device_shared": "yes"}, "no", "md-shared"),
        ("microdermabrasion", {"made_for_home": "not_sure"}, "caution", "choose-not-for-home"),
    ],
)  # fmt: skip
def test_what_speaks_against_a_device_decides_and_is_cited(
    run: Run, treatment: str, changes: dict[str, str], verdict: str, reason: str
) -> None:
    told = chosen(run, treatment, **changes)
    assert told["verdict"] == verdict
    (found,) = [one for one in told["reasons"] if one["id"] == reason]
    assert found["verdict"] == verdict
    assert found["sources"]
    name, value = next(reversed(changes.items()))
    said = {"yes": "yes", "no": "no"}.get(value, value)
    assert f"{name}={said}" in found["because"]


def test_a_claim_of_clearance_that_nobody_knows_of_speaks_neither_way(run: Run) -> None:
    told = chosen(run, "microneedling", device_cleared="not_sure")
    assert told["verdict"] == "go"
    assert "device_cleared" not in " ".join(one["message"] for one in told["for"])


@pytest.mark.parametrize(
    ("treatment", "question", "point"),
    [
        ("microneedling", "needle_mm", "mn-choose-short"),
        ("microneedling", "head_sterile", "mn-choose-sterile"),
        ("microdermabrasion", "strength_adjustable", "md-choose-strength"),
        ("microdermabrasion", "several_tips", "md-choose-tips"),
        ("microdermabrasion", "clear_manual", "choose-manual"),
    ],
)
def test_not_sure_speaks_for_nothing(run: Run, treatment: str, question: str, point: str) -> None:
    assert point in ids(chosen(run, treatment), "for")
    told = chosen(run, treatment, **{question: "not_sure"})
    assert point not in ids(told, "for")
    assert question in told["find_out"]


def test_answers_that_are_left_out_are_things_to_find_out(run: Run) -> None:
    told: Any = run(
        "device", "choose", "microneedling", "--set", "device_kind=roller", "--set", "needle_mm=0.25",
        "--set", "device_shared=no", "--json",
    ).json  # fmt: skip
    assert told["verdict"] == "caution"
    assert told["find_out"] == ["made_for_home", "clear_manual", "head_sterile", "head_pack_mixed"]


def test_without_anything_the_answers_that_are_needed_are_named(run: Run, home: Path) -> None:
    refused(
        run("device", "choose", "microneedling", "--no-input"), 2, "device_kind, needle_mm, device_shared"
    )
    refused(run("device", "choose", "--no-input"), 2, "treatment")
    assert not home.exists()


def test_the_kind_tells_the_treatment(run: Run) -> None:
    told: Any = run("device", "choose", "--set", "device_kind=medical_grade", "--json").json
    assert (told["treatment"], told["verdict"]) == ("microdermabrasion", "no")


def test_an_answer_that_settles_it_ends_the_questions_and_nothing_is_stored(run: Run, home: Path) -> None:
    ran = run("device", "choose", "microneedling", typed="radiofrequency\n")
    assert ran.status == 0
    assert ran.out.startswith("(x) NO: Microneedling. Do not buy it for use at home.\n")
    assert "How long are the needles?" not in ran.err
    assert not home.exists()


def test_the_questions_are_asked_line_by_line(run: Run) -> None:
    ran = run("device", "choose", "microdermabrasion", typed="diamond tip\nno\nyes\nyes\nnot sure\nyes\n")
    out = " ".join(ran.out.split())
    assert ran.status == 0
    assert out.startswith("(!) CAUTION: Microdermabrasion. You may choose it, but keep these limits in mind.")
    assert "Look for a device whose strength you can turn down." in out
    assert "Find this out first, and ask again - Can you turn its strength down?" in out
    assert "What speaks for it" in out
    assert "What to look for in a shop - Choose a diamond tip whose strength you can turn down." in out


def test_input_that_ends_early_gives_no_verdict(run: Run) -> None:
    ran = run("device", "choose", "microneedling", typed="roller\n")
    assert (ran.status, ran.out) == (2, "")
    assert "needle_mm" in ran.err


def test_a_refused_device_is_not_to_be_noted_as_a_head(run: Run) -> None:
    bad = run("device", "choose", "microneedling", *flags({**ROLLER, "needle_mm": "1.5"})).out
    good = run("device", "choose", "microneedling", *flags(ROLLER)).out
    assert ("device add" in bad, "device add" in good) == (False, True)


def test_an_own_rule_can_speak_against_a_device_and_is_marked(run: Run, tmp_path: Path) -> None:
    rule = {
        "id": "no-stamps", "when": {"device_kind": "stamp"}, "verdict": "no", "say": "Buy no stamp.",
        "sources": ["judgement"],
    }  # fmt: skip
    own = tmp_path / "own" / "microneedling" / "choosing.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(yaml.safe_dump([rule]), encoding="utf-8")
    typed = flags({**ROLLER, "device_kind": "stamp"})
    told: Any = run(
        "device", "choose", "microneedling", *typed, "--rules", str(tmp_path / "own"), "--json"
    ).json
    assert (told["verdict"], ids(told)) == ("no", ["no-stamps"])
    assert told["unreviewed_rules"] == ["own"]


def test_a_kind_that_is_not_for_the_home_is_refused_even_where_no_rule_says_so() -> None:
    book = Book(LIBRARY, "microneedling")
    book.choosing = []
    verdict = DeviceDecision(book, NOW.date()).judge({"device_kind": "radiofrequency"})
    assert (verdict.name, verdict.reasons[0].id) == ("no", "radiofrequency")


CHOOSING = {name: DeviceDecision(Book(LIBRARY, name), NOW.date()) for name in TREATMENTS}


def answers_of(question: Question) -> st.SearchStrategy[Answer]:
    if question.kind == "yes_no":
        return st.sampled_from([True, False, NOT_SURE])
    if question.kind == "number":
        return st.sampled_from([0.1, 0.25, 0.3, 0.5, 1.5, NOT_SURE])
    return st.sampled_from(sorted(question.options))


@given(st.data())
def test_once_nothing_is_open_no_other_answer_changes_the_verdict(data: st.DataObject) -> None:
    choosing = CHOOSING[data.draw(st.sampled_from(TREATMENTS))]
    known: dict[str, Answer] = {}
    while True:
        facts = Facts(known, choosing.guards)
        asking = next_asking(choosing.questions, facts, choosing.undecided(facts), choosing.rules)
        if asking is None:
            break
        known[asking.question.id] = data.draw(answers_of(asking.question))
    rest = {one.id: data.draw(answers_of(one)) for one in choosing.questions if one.id not in known}
    before = choosing.judge(known)
    assert choosing.judge({**known, **rest}).weight == before.weight
    assert VERDICTS[before.weight] == before.name


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_sentence_of_a_choice_can_be_read_by_a_twelve_year_old(run: Run, treatment: str) -> None:
    told = chosen(run, treatment, **dict.fromkeys(FINE, "not_sure"))
    texts = [one["message"] for part in ("reasons", "for", "look_for") for one in told[part]]
    texts += [one.buy for one in Book(LIBRARY, treatment).verdicts.values()]
    said = [one for text in texts for one in sentences(text)]
    assert {one: reading_grade(one) for one in said if reading_grade(one) > 8} == {}
    assert all(one.buy for one in Book(LIBRARY, treatment).verdicts.values())

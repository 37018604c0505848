"""What one treatment minds is weighed for every other: read there, or recorded as of no concern."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import Run
from rule_folders import rows
from rule_set import THIRD
from shipped import LIBRARY, RULES, TREATMENTS
from skinroutine.review.catalogue import Catalogue, PlacedItem, catalogue
from skinroutine.review.lint.concerns import Concern, Concerns, summarise, wrong_records
from skinroutine.review.lint.ruleset import Ruleset, speaking_of
from skinroutine.review.lint.vocabulary import Vocabulary
from skinroutine.rulebook import Device, NoConcern
from skinroutine.rulebook.conditions import Condition, Picked, Within, YesNo

SMOKER = "- {id: smoker, kind: yes_no, asked_by: [plan], ask: Do you smoke?, why: It slows healing.}\n"
RULE = """\
- id: own-smoker
  when: {smoker: true}
  verdict: caution
  say: Go gently.
  sources: [judgement]
"""


@cache
def read() -> Catalogue:
    return catalogue(LIBRARY)


@cache
def vocabulary(treatment: str) -> Vocabulary:
    return speaking_of(read())(treatment)


def ruleset_of(entries: Iterable[PlacedItem]) -> Ruleset:
    """Some of the shipped rules, in the words of them all."""
    return Ruleset(Catalogue(tuple(entries), ()), TREATMENTS, vocabulary)


@cache
def concerns() -> Concerns:
    return Concerns(ruleset_of(read().entries))


def missing(entries: Iterable[PlacedItem]) -> set[tuple[str, Concern]]:
    found = Concerns(ruleset_of(entries)).unweighed(RULES)
    return {(one.treatment, one.concern) for one in found}


READ = [(name, one) for name in TREATMENTS for one in concerns().read[name]]
RECORDED = [(name, one) for name in TREATMENTS for one in sorted(concerns().recorded[name])]


def test_everything_that_one_shipped_treatment_minds_is_weighed_for_the_other() -> None:
    found = summarise(read(), LIBRARY.layers[0])
    assert found.unweighed == ()
    assert found.minded == len(READ) + len(RECORDED)
    assert found.minded > 200


def test_what_a_treatment_no_longer_reads_is_told_while_another_reads_it() -> None:
    for treatment, concern in READ:
        readers = {entry.id for entry in concerns().read[treatment][concern]}
        others = [entry for entry in concerns().readers(concern) if entry.id not in readers]
        left = [entry for entry in read().entries if entry.id not in readers]
        assert ((treatment, concern) in missing(left)) == bool(others), (treatment, str(concern))


def test_what_a_treatment_no_longer_records_is_told() -> None:
    for treatment, concern in RECORDED:
        left = [
            entry
            for entry in read().entries
            if not isinstance(entry.item, NoConcern) or concern not in concerns().of(entry, treatment)
        ]
        assert (treatment, concern) in missing(left), (treatment, str(concern))


def test_what_only_some_devices_raise_concerns_a_treatment_that_has_such_a_device() -> None:
    assert missing(read().entries) == set()
    assert not concerns().may_arise(Concern("needle_mm"), "microdermabrasion")
    assert not concerns().may_arise(Concern("suction", "high"), "microneedling")
    plain = [
        entry._replace(item=replace(entry.item, has=())) if isinstance(entry.item, Device) else entry
        for entry in read().entries
    ]
    assert missing(plain) == {
        ("microdermabrasion", Concern("needle_mm")),
        ("microneedling", Concern("suction", "high")),
        ("microneedling", Concern("eye_and_mouth_cover")),
    }


def test_a_device_of_another_treatment_is_never_of_concern() -> None:
    assert not concerns().may_arise(Concern("device_kind", "diamond_tip"), "microneedling")


def test_no_record_stands_against_a_rule() -> None:
    for place, (treatment, concern) in enumerate(READ):
        told = condition_of(concern, treatment)
        item = NoConcern(id=f"own-{place}", no_concern=told, because="-", sources=("judgement",))
        record = PlacedItem(item, "no-concern", treatment, "own.yaml", 1, "own")
        (found,) = wrong_records(ruleset_of([*read().entries, record]))
        assert (found.file, found.code) == ("own.yaml", "no-concern"), (treatment, str(concern))
        assert f"says that {concern} is of no concern, and" in found.message


def condition_of(concern: Concern, treatment: str) -> Condition:
    question = vocabulary(treatment).find(concern.question)
    if concern.option:
        return Picked(concern.question, [concern.option])
    if getattr(question, "kind", "") == "number":
        return Within(concern.question, {"at_least": 0})
    return YesNo(concern.question, yes=True)


def own_rules(place: Path, *, record: str = "") -> Path:
    """Own rules in which one treatment minds smoking, and what the other says to it."""
    texts = {"common/questions": SMOKER, "microneedling/screening": RULE}
    if record:
        texts["microdermabrasion/no-concern"] = record
    for name, text in texts.items():
        file = place / "own" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return place / "own"


@pytest.mark.proof
def test_coverage_tells_what_the_other_treatment_does_not_weigh_with_the_line_to_write_and_fails(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_rules(tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = run("rules", "coverage", "own")
    assert ran.status == 1
    assert (
        "  own/microdermabrasion/no-concern.yaml:1: microdermabrasion says nothing of smoker "
        "(read by own-smoker)\n"
        "    - {id: microdermabrasion-no-concern-smoker, no_concern: {smoker: true}, because: WHY, sources: "
        "[SOURCE]}\n"
    ) in ran.out
    assert rows(run("rules", "coverage", "own", "--json").json["unweighed"]) == [
        {
            "treatment": "microdermabrasion",
            "question": "smoker",
            "answer": None,
            "read_by": ["own-smoker"],
            "file": "own/microdermabrasion/no-concern.yaml",
            "line": 1,
            "write": "- {id: microdermabrasion-no-concern-smoker, no_concern: {smoker: true}, because: WHY, "
            "sources: [SOURCE]}",
        }
    ]


@pytest.mark.proof
def test_the_record_that_coverage_writes_can_be_pasted_and_changes_no_plan(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = own_rules(tmp_path)
    plan = ["plan", "microdermabrasion", "--example", "--json", "--rules", str(own)]
    before = run(*plan).json
    monkeypatch.chdir(tmp_path)
    (gap,) = rows(run("rules", "coverage", "own", "--json").json["unweighed"])
    pasted = str(gap["write"]).replace("WHY", "It does no harm.").replace("SOURCE", "judgement")
    own_rules(tmp_path, record=pasted + "\n")
    assert run("rules", "coverage", "own").status == 0
    assert run("rules", "check", "own").status == 0
    assert run(*plan).json == before


def test_a_new_treatment_is_told_what_the_others_mind(run: Run) -> None:
    ran = run("rules", "coverage", str(THIRD), "--json")
    assert ran.status == 1
    told = rows(ran.json["unweighed"])
    assert {one["treatment"] for one in told} == {"dermaplaning"}
    named = {(one["question"], one["answer"]) for one in told}
    assert {("conditions", "melasma"), ("medicines", "oral_steroid"), ("age", None)} <= named
    assert named.isdisjoint(
        {("skin_today", "old_scar"), ("conditions", "bleeding_disorder"), ("needle_mm", None)}
    )


@pytest.mark.parametrize("name", [entry.id for entry in read().of(NoConcern)])
def test_a_record_is_shown_in_words(run: Run, name: str) -> None:
    ran = run("rules", "show", name)
    assert ran.status == 0
    assert "then nothing changes." in ran.out
    assert "Because: " in ran.out

"""Law 4: a treatment is a folder of YAML and nothing else, and nobody's own rules weaken the shipped ones."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from time_machine import Traveller

from checkout import ROOT, TESTS
from conftest import Run
from rule_set import THIRD
from shipped import LIBRARY, TREATMENTS, cases, checked, checking, planned
from skinroutine.rulebook import Case
from source_trees import nodes_of

OWN = ("--rules", str(THIRD))
ALL_WELL = (
    "areas=cheeks", "skin_today=none", "conditions=none", "medicines=none", "recent_procedures=none",
    "device_kind=face_blade", "blade_new=yes", "numbing_cream=none",
)  # fmt: skip


def settings(*pairs: str) -> list[str]:
    """Each pair as ``--set``; of two for one question the later."""
    named = dict(pair.split("=") for pair in pairs)
    return [part for name, value in named.items() for part in ("--set", f"{name}={value}")]


NEEDLED = (
    "areas=cheeks", "device_kind=roller", "needle_mm=0.25", "reaction=expected", "numbing_cream=none",
)  # fmt: skip
SHAVED = settings("areas=cheeks", "device_kind=face_blade", "numbing_cream=none", "reaction=expected")


def shipped_names() -> set[str]:
    """The ids of every shipped treatment, symptom and device."""
    symptoms = {one.id for one in checking(TREATMENTS[0]).book.symptoms}
    devices = {one.id for name in TREATMENTS for one in LIBRARY.treatment(name).devices}
    return {*TREATMENTS, *symptoms, *devices}


def constants(file: Path) -> set[str]:
    """The words that code, other than a docstring, holds as a text of their own."""
    return {
        node.value
        for node in nodes_of(file)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.proof
def test_no_file_of_code_names_a_shipped_treatment_symptom_or_device() -> None:
    names = shipped_names()
    named = {file.name: constants(file) & names for file in (ROOT / "skinroutine").rglob("*.py")}
    # The words that everyone who treats their skin knows, for the reading grade.
    assert named.pop("grade.py") == {"microneedling"}
    assert {file: found for file, found in named.items() if found} == {}


def test_a_name_in_the_code_would_be_noticed(tmp_path: Path) -> None:
    file = tmp_path / "named.py"
    file.write_text('if treatment == "microneedling" or device in {"roller"}: pass\n', encoding="utf-8")
    assert constants(file) & shipped_names() == {"microneedling", "roller"}


@pytest.mark.parametrize(
    ("treatment", "case"),
    [pair for pair in cases(THIRD) if pair[0] not in TREATMENTS],
    ids=lambda value: value.case if isinstance(value, Case) else str(value),
)
def test_the_cases_of_the_third_treatment_hold(treatment: str, case: Case) -> None:
    if case.answers is not None:
        assert planned(treatment, case, THIRD)[1].name == case.expect["verdict"]
    else:
        assert checked(treatment, case, THIRD)[1].level == case.expect["level"]


def test_the_third_treatment_is_unknown_without_its_folder(run: Run) -> None:
    ran = run("plan", "dermaplaning", "--example")
    assert (ran.status, ran.out) == (2, "")


def test_a_plan_of_the_third_treatment_goes_ahead_and_says_that_its_rules_are_unreviewed(run: Run) -> None:
    ran = run("plan", "dermaplaning", "--example", "--plain", *OWN)
    assert ran.status == 0
    assert "GO: Dermaplaning. You may go ahead, with normal care." in ran.out
    assert "Hold the blade flat and stroke down." in ran.out
    assert "Unreviewed rules: third" in ran.out


def test_a_plan_of_the_third_treatment_is_refused_by_its_own_rule(run: Run) -> None:
    ran = run("plan", "dermaplaning", "--json", *OWN, *settings(*ALL_WELL, "device_kind=surgical_blade"))
    assert ran.json["verdict"] == "no"
    assert ran.json["unreviewed_rules"] == ["third"]
    assert "checklist" not in ran.json


def test_a_plan_of_the_third_treatment_keeps_the_common_rules(run: Run) -> None:
    ran = run("plan", "dermaplaning", "--json", *OWN, *settings(*ALL_WELL, "numbing_cream=stronger"))
    assert ran.json["verdict"] == "no"


def test_a_session_of_the_third_treatment_is_logged_waits_and_comes_due(run: Run, clock: Traveller) -> None:
    logged = run("log", "dermaplaning", "--json", *OWN, *SHAVED)
    assert logged.status == 0
    assert logged.json["next_earliest"] == "2026-12-11"
    assert "Leave make-up off." in run("status", "--plain").out
    assert run("due").out == ""
    waiting = run("plan", "dermaplaning", "--json", *OWN, *settings(*ALL_WELL))
    assert (waiting.json["verdict"], waiting.json["until"]) == ("wait", "2026-12-11")
    clock.shift(21 * 24 * 3600)
    assert run("due").out.startswith("dermaplaning, cheeks: ready since Fri 11 Dec")
    assert run("plan", "dermaplaning", "--json", *OWN, *settings(*ALL_WELL)).json["verdict"] == "go"


def named(reasons: Any) -> list[str]:
    return [reason["id"] for reason in reasons]


def planned_by(run: Run, treatment: str, *pairs: str) -> tuple[object, object, list[str]]:
    """What a typical person's plan with some other answers comes to, until when, and by which rules."""
    typical = ("--answers", str(TESTS / "frozen_rules" / treatment / "example.yaml"))
    found = run("plan", treatment, "--json", *OWN, *typical, *settings(*pairs)).json
    return found["verdict"], found["until"], named(found["reasons"])


@pytest.mark.usefixtures("clock")
def test_the_others_wait_after_the_third_treatment_as_after_what_it_counts_as(run: Run) -> None:
    run("log", "dermaplaning", *OWN, *SHAVED)
    found = {name: planned_by(run, name, "areas=cheeks") for name in TREATMENTS}
    # One has a rule of two weeks, the other one of a week, and the blade asks for ten days at least.
    assert found == {
        "microdermabrasion": ("wait", "2026-11-30", ["dp-counts-as-waxing"]),
        "microneedling": ("wait", "2026-12-04", ["dp-counts-as-waxing"]),
    }


@pytest.mark.usefixtures("clock")
def test_skin_that_the_third_treatment_left_alone_does_not_wait(run: Run) -> None:
    run("log", "dermaplaning", *OWN, *SHAVED)
    assert planned_by(run, "microneedling", "areas=forehead")[2] == []


@pytest.mark.usefixtures("clock")
def test_the_third_treatment_waits_after_a_named_procedure_that_it_counts_as(run: Run) -> None:
    early = ("recent_procedures=waxing", "days_since.waxing=5")
    ran = run("plan", "dermaplaning", "--json", *OWN, *settings(*ALL_WELL, *early))
    assert (ran.json["verdict"], ran.json["until"]) == ("wait", "2026-12-06")
    assert named(ran.json["reasons"]) == ["dp-counts-as-waxing"]
    late = ("recent_procedures=waxing", "days_since.waxing=21")
    assert run("plan", "dermaplaning", "--json", *OWN, *settings(*ALL_WELL, *late)).json["verdict"] == "go"


@pytest.mark.usefixtures("clock")
def test_a_session_too_soon_after_the_third_treatment_went_past_a_limit(run: Run) -> None:
    run("log", "dermaplaning", *OWN, *SHAVED, "--at", "3 days ago")
    logged = run("log", "microneedling", "--json", *OWN, *settings(*NEEDLED))
    assert named(logged.json["past_limits"]) == ["dp-counts-as-waxing"]


@pytest.mark.usefixtures("clock")
def test_the_third_treatment_waits_after_the_others_by_its_own_interval(run: Run) -> None:
    run("log", "microneedling", *OWN, *settings(*NEEDLED))
    ran = run("plan", "dermaplaning", "--json", *OWN, *settings(*ALL_WELL))
    assert (ran.json["verdict"], ran.json["until"]) == ("wait", "2026-12-04")
    assert named(ran.json["reasons"]) == ["dp-after-needling"]


def test_a_stored_date_minds_a_later_session_of_the_third_treatment(
    run: Run, home: Path, clock: Traveller
) -> None:
    shutil.copytree(THIRD, home / "rules")
    run("log", "microneedling", *settings(*NEEDLED))
    clock.shift(8 * 24 * 3600)
    run("log", "dermaplaning", *SHAVED)
    dates: Any = run("status", "--json").json["next"]
    assert {one["treatment"]: one["earliest"] for one in dates} == {
        "dermaplaning": "2026-12-19",
        "microneedling": "2026-12-12",
    }


def test_a_check_after_the_third_treatment_knows_its_own_symptom_and_the_common_red_flags(run: Run) -> None:
    common = ("hours_since_session=100", "risk_factors=none")
    own = run("check-symptoms", "dermaplaning", "--json", *OWN, *settings(*common, "symptoms=razor_bumps"))
    assert own.json["level"] == 2
    assert own.json["unreviewed_rules"] == ["third"]
    flag = run("check-symptoms", "dermaplaning", "--json", *OWN, *settings(*common, "symptoms=seizure"))
    assert flag.json["level"] == 4


def test_about_tells_of_the_third_treatment_and_puts_it_beside_the_others(run: Run) -> None:
    assert "It takes off the fine hair of the face." in run("about", "dermaplaning", "--plain", *OWN).out
    assert "Dermaplaning" in run("about", "--plain", *OWN).out


def test_why_names_the_source_of_the_third_treatment(run: Run) -> None:
    run("plan", "dermaplaning", *OWN, *settings(*ALL_WELL, "blade_new=no"))
    ran = run("why", "--plain", *OWN)
    assert "dp-used-blade" in ran.out
    assert "The manual of a face blade. Nobody (manufacturer) [blade-manual]" in ran.out


RULE = {"sources": ["judgement"], "say": "All is well."}
WEAKENING: dict[str, tuple[str, object]] = {
    "the same id, milder": (
        "microneedling/screening.yaml",
        [{"id": "mn-active-acne", "when": {"skin_today": "active_acne"}, "verdict": "caution", **RULE}],
    ),
    "a rule that says go": (
        "microneedling/screening.yaml",
        [{"id": "mn-all-fine", "when": {"age": {"at_least": 0}}, "verdict": "go", **RULE}],
    ),
    "a common rule that says go": (
        "common/screening.yaml",
        [{"id": "any-all-fine", "when": {"age": {"at_least": 0}}, "verdict": "go", **RULE}],
    ),
    "a shorter interval": (
        "microneedling/frequency.yaml",
        [{"id": "mn-weekly", "every": "1 day", "never_within": "1 hour", **RULE}],
    ),
    "a milder course": (
        "microneedling/symptoms.yaml",
        [{"id": "mn-sym-redness-short", "course": "redness", "then": [], **RULE}],
    ),
    "a red flag of level 0": (
        "common/red-flags.yaml",
        [{"id": "flag-airway", "when": {"symptoms": "breathing_difficulty"}, "level": 0, **RULE}],
    ),
    "a question that never applies": (
        "common/questions.yaml",
        [
            {"id": "skin_today", "asked_by": ["plan"], "kind": "many", "ask": "Skin?", "why": "So.",
             "when": {"age": {"over": 119}}, "options": {"active_acne": "Spots"}},
            {"id": "days_since.isotretinoin", "asked_by": ["plan"], "kind": "number", "unit": "days",
             "ask": "Days?", "why": "So.", "when": {"age": {"over": 119}}},
        ],
    ),
    "a question that may be left out": (
        "common/questions.yaml",
        [{"id": "device_shared", "asked_by": ["plan"], "kind": "yes_no", "ask": "Shared?", "why": "So.",
          "left_out": "optional"}],
    ),
    "other words for a refusal": (
        "common/verdicts.yaml",
        [{"verdict": "no", "title": "GO", "say": "You may go ahead."}],
    ),
    "other words for an emergency": (
        "common/levels.yaml",
        [{"level": level, "name": "expected", "title": "EXPECTED", "say": "This is normal."}
         for level in range(5)],
    ),
    "another name for a symptom": (
        "common/symptoms.yaml",
        [{"id": "breathing_difficulty", "screen": "late", "label": "A day at the beach"}],
    ),
    "another name for a source": (
        "common/sources.yaml",
        [{"id": "nhs-anaphylaxis", "title": "My blog", "publisher": "Me", "kind": "media"}],
    ),
}  # fmt: skip

PLAN_ANSWERS = (
    "areas=cheeks", "skin_today=active_acne", "conditions=none", "medicines=isotretinoin",
    "days_since.isotretinoin=60", "recent_procedures=none", "age=30", "device_kind=roller", "needle_mm=0.25",
    "device_shared=no", "device_sound=yes", "device_clean=yes", "products_during=none", "numbing_cream=none",
    "days_since_last_session=3", "last_reaction=expected",
)  # fmt: skip
SYMPTOM_ANSWERS = ("hours_since_session=100", "needle_mm=0.25", "risk_factors=none")


TAKEN_UP = {"a rule that says go", "a common rule that says go"}
"""What can do no harm; all else is refused at the door."""


def folder_with(attempt: str, place: Path) -> str:
    name, items = WEAKENING[attempt]
    file = place / "mine" / name
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(items), encoding="utf-8")
    return str(place / "mine")


@pytest.fixture(params=WEAKENING)
def weaker(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of rules that tries to make things milder, and nobody at the door to refuse it."""
    if request.param not in TAKEN_UP:
        monkeypatch.setattr("skinroutine.review.lint.own_rules.refuse_unusable", lambda _: None)
    return folder_with(request.param, tmp_path)


@pytest.mark.parametrize("attempt", [attempt for attempt in WEAKENING if attempt not in TAKEN_UP])
@pytest.mark.parametrize(
    "command",
    [
        ["plan", "microneedling", *settings(*PLAN_ANSWERS)],
        ["check-symptoms", "microneedling", *settings(*SYMPTOM_ANSWERS, "symptoms=breathing_difficulty")],
    ],
    ids=["plan", "check-symptoms"],
)
def test_rules_of_ones_own_that_would_weaken_are_refused_by_file_and_line(
    run: Run, home: Path, tmp_path: Path, attempt: str, command: list[str]
) -> None:
    folder = folder_with(attempt, tmp_path)
    ran = run(*command, "--rules", folder)
    assert (ran.status, ran.out) == (1, "")
    assert f"{folder}/{WEAKENING[attempt][0]}:1: " in ran.err
    assert "Traceback" not in ran.err
    assert not home.exists()


def test_rules_of_ones_own_make_no_plan_milder(run: Run, weaker: str) -> None:
    ran = run("plan", "microneedling", "--json", "--rules", weaker, *settings(*PLAN_ANSWERS))
    assert (ran.status, ran.json["verdict"]) == (0, "no")
    reasons = ran.json["reasons"]
    assert isinstance(reasons, list)
    assert {one["id"]: one["verdict"] for one in reasons}.items() >= {
        ("mn-isotretinoin-recent", "no"), ("mn-active-acne", "wait"), ("mn-weekly", "wait"),
    }  # fmt: skip
    shown = run("plan", "microneedling", "--plain", "--rules", weaker, *settings(*PLAN_ANSWERS)).out
    assert shown.startswith("(x) NO: Microneedling. Do not do this.")


def test_rules_of_ones_own_leave_no_needed_answer_out(run: Run, weaker: str) -> None:
    ran = run("plan", "microneedling", "--json", "--no-input", "--rules", weaker)
    missing = ran.json["missing"]
    assert isinstance(missing, list)
    assert {"skin_today", "device_shared"} <= {one["id"] for one in missing}
    assert "broken_skin" in next(one for one in missing if one["id"] == "skin_today")["options"]


def test_rules_of_ones_own_leave_no_date_out(run: Run, weaker: str) -> None:
    undated = [pair for pair in PLAN_ANSWERS if not pair.startswith("days_since.")]
    ran = run("plan", "microneedling", "--json", "--rules", weaker, *settings(*undated))
    assert ran.status == 2
    assert "days_since.isotretinoin" in ran.err


def test_rules_of_ones_own_make_no_check_milder(run: Run, weaker: str) -> None:
    airway = settings(*SYMPTOM_ANSWERS, "symptoms=breathing_difficulty")
    found = run("check-symptoms", "microneedling", "--json", "--rules", weaker, *airway)
    assert (found.json["level"], found.json["name"], found.json["hold"]) == (4, "emergency", True)
    assert "Call 112, 911 or 999 now." in found.out
    red = settings(*SYMPTOM_ANSWERS, "symptoms.redness.severity=severe")
    assert run("check-symptoms", "microneedling", "--json", "--rules", weaker, *red).json["level"] == 2


def test_rules_of_ones_own_rename_no_symptom_and_no_source(run: Run, weaker: str) -> None:
    first = run("check-symptoms", "microneedling", "--plain", "--rules", weaker, typed="").err
    assert "Trouble breathing or swallowing, a wheeze, or a tight chest" in first
    run("check-symptoms", "microneedling", *settings(*SYMPTOM_ANSWERS, "symptoms=breathing_difficulty"))
    assert "My blog" not in run("why", "--plain", "--rules", weaker).out


def test_a_treatment_of_ones_own_is_called_unreviewed_even_where_no_rule_of_it_holds(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "mine" / "cupping").mkdir(parents=True)
    cup = "{id: cup, label: Cup, home: true, say: A cup., sources: [judgement]}"
    page = f"name: Cupping\nsummary: Cups.\nabout: []\ndevices: [{cup}]\n"
    (tmp_path / "mine" / "cupping" / "treatment.yaml").write_text(page, encoding="utf-8")
    answers = ("--set", "areas=back", "--set", "device_kind=cup", "--set", "numbing_cream=none")

    ran = run("plan", "cupping", "--rules", str(tmp_path / "mine"), *answers, "--set", "first_session=no",
              "--set", "days_since_last_session=30", "--set", "last_reaction=none", "--json")  # fmt: skip

    assert (ran.status, ran.json["unreviewed_rules"]) == (0, ["mine"])


def test_a_question_that_only_the_third_treatment_asks_can_say_which_sessions_count(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    shutil.copytree(THIRD, own)
    counts = own / "dermaplaning" / "counts-as.yaml"
    kept = counts.read_text(encoding="utf-8")
    counts.write_text(kept.replace("  every:", "  when: {blade_new: true}\n  every:"), encoding="utf-8")
    rules = ("--rules", str(own))
    asked = own / "dermaplaning" / "questions.yaml"
    asked.write_text(asked.read_text(encoding="utf-8").replace("[plan]", "[plan, log]"), encoding="utf-8")
    assert run("log", "dermaplaning", *rules, *SHAVED, "--set", "blade_new=yes").status == 0
    typical = str(TESTS / "frozen_rules" / "microneedling" / "example.yaml")
    ran = run("plan", "microneedling", "--json", *rules, "--answers", typical, "--set", "areas=cheeks")
    assert named(ran.json["reasons"]) == ["dp-counts-as-waxing"]

"""What a person named of themselves counts until they end it by name, whatever is typed, imported or left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from conftest import NOW, Run
from effort import examples
from first_interview import DECIDE, FIRST_TIME, lines, put
from shipped import LIBRARY
from skinroutine.rulebook import Command
from skinroutine.rulebook.book import Book
from typed import DIAMOND, HEALTHY, ROLLER, abraded, flags, needled, needling, symptoms

PREGNANT: Final = "conditions=pregnancy"
ENDED: Final = ("profile", "forget", PREGNANT)
COMMANDS: Final[tuple[Command, ...]] = ("plan", "check-symptoms")
QUESTIONS: Final = {
    question.id: question
    for question in [
        *Book(LIBRARY, "microneedling").questions("plan"),
        *Book(LIBRARY).questions("check-symptoms"),
    ]
    if question.stays
}


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def plan(run: Run, **changes: str) -> dict[str, Any]:
    document: dict[str, Any] = run("plan", *needling(**changes), "--json").json
    return document


def ids(document: dict[str, Any]) -> set[str]:
    return {reason["id"] for reason in document["reasons"]}


def facts(run: Run) -> dict[str, Any]:
    listed: Any = run("profile", "--json").json["facts"]
    return {fact["question"]: fact for fact in listed}


def test_the_lists_that_stay_are_named_in_the_rules() -> None:
    assert set(QUESTIONS) == {"conditions", "medicines", "recent_procedures", "risk_factors"}


# ------------------------------------------------------------------ nothing takes away what was named

LATER: Final[dict[str, Callable[[Run, Path], object]]] = {
    "another list in the profile": lambda run, _: run("profile", "set", "conditions=sensitive_skin"),
    "an empty list in the profile": lambda run, _: run("profile", "set", "conditions=none"),
    "an imported empty list": lambda run, there: imported(run, there, "conditions=none"),
    "an imported list that was ended there": lambda run, there: imported(run, there, PREGNANT, *ENDED),
    "a plan that was told so": lambda run, _: plan(run, conditions="none"),
    "an interview that was not sure": lambda run, _: run(
        "plan", "microdermabrasion", typed=lines("cheeks", "none", "not sure", DECIDE)
    ),
}


def imported(run: Run, there: Path, setting: str, *then: str) -> None:
    """The facts of another home, brought here."""
    home, file = ("--home", str(there / "home")), there / "other.jsonl"
    run("profile", "set", setting, *home)
    if then:
        run(*then, *home)
    file.write_text(run("export", *home).out, encoding="utf-8")
    assert run("import", str(file), "--no-input").status == 0


@pytest.mark.parametrize("later", LATER)
def test_what_was_named_counts_after(run: Run, tmp_path: Path, later: str) -> None:
    run("profile", "set", PREGNANT)
    LATER[later](run, tmp_path)
    for conditions in ("none", "sensitive_skin", "not_sure"):
        document = plan(run, conditions=conditions)
        assert (document["verdict"], "mn-pregnancy" in ids(document)) == ("no", True)


def test_an_empty_list_in_a_file_takes_nothing_away(run: Run, tmp_path: Path) -> None:
    run("profile", "set", PREGNANT)
    answers = {**HEALTHY, **ROLLER, "numbing_cream": "'none'"}
    lists = {"skin_today", "conditions", "medicines", "recent_procedures", "products_during"}
    file = tmp_path / "me.yaml"
    text = "".join(f"{name}: {'[]' if name in lists else value}\n" for name, value in answers.items())
    file.write_text(text, encoding="utf-8")
    ran = run("plan", "microneedling", "--answers", str(file), "--json")
    assert ran.json["verdict"] == "no"


def test_a_trial_takes_nothing_away(run: Run) -> None:
    run("profile", "set", PREGNANT)
    plan(run)
    ran = run("plan", "microneedling", "--what-if", "conditions=none", "--json")
    assert ran.json["verdict"] == "no"


def test_what_was_named_counts_when_its_time_of_trust_is_over(
    run: Run, clock: time_machine.Traveller
) -> None:
    run("profile", "set", PREGNANT)
    clock.shift(timedelta(days=400))
    assert plan(run)["verdict"] == "no"


def test_a_risk_factor_stays_for_the_next_check(run: Run) -> None:
    spreading = symptoms(symptoms="spreading_redness", risk_factors="contact_lenses")
    before = run(*spreading, "--json").json["level"]
    assert run("profile", "set", "risk_factors=immunosuppressed").status == 0
    after: Any = run(*spreading, "--json").json
    assert (before, after["level"]) == (3, 4)
    assert "immunosuppressed" in {row["option"] for one in after["reasons"] for row in one["remembered"]}


def test_a_medicine_stays_with_its_days(run: Run, clock: time_machine.Traveller) -> None:
    run("profile", "set", "medicines=isotretinoin", "days_since.isotretinoin=10")
    assert "mn-isotretinoin-recent" in ids(plan(run))
    later = plan(run, medicines="isotretinoin", **{"days_since.isotretinoin": "400"})
    assert "mn-isotretinoin-recent" in ids(later)
    clock.shift(timedelta(days=180))
    assert "mn-isotretinoin-recent" not in ids(plan(run))


def test_a_procedure_on_one_area_stays_when_another_is_told_of(run: Run) -> None:
    run("profile", "set", "recent_procedures=peel", "days_since.peel=3", "areas=cheeks")
    run("profile", "set", "recent_procedures=none", "areas=forehead")
    assert "mn-peel" in ids(plan(run))
    assert "mn-peel" not in ids(plan(run, areas="forehead"))


def test_a_procedure_ends_by_the_time_of_its_rule(run: Run, clock: time_machine.Traveller) -> None:
    run("profile", "set", "recent_procedures=peel", "areas=cheeks")
    assert "mn-peel" in ids(plan(run))
    clock.shift(timedelta(days=31))
    assert "mn-peel" not in ids(plan(run))


def test_what_passes_by_itself_is_over_after_its_time(run: Run, clock: time_machine.Traveller) -> None:
    run("profile", "set", "conditions=ill_this_week")
    assert plan(run)["verdict"] == "wait"
    clock.shift(timedelta(days=8))
    assert plan(run)["verdict"] == "caution"


LISTS: Final = st.lists(st.sampled_from(sorted(QUESTIONS["conditions"].options)), max_size=3, unique=True)


@given(st.lists(LISTS, min_size=1, max_size=4), LISTS)
@examples(40, allowed=[HealthCheck.function_scoped_fixture])
def test_no_list_that_is_typed_later_makes_a_plan_milder(
    run: Run, monkeypatch: pytest.MonkeyPatch, earlier: list[list[str]], typed: list[str]
) -> None:
    weights = ("go", "caution", "wait", "professional-first", "no")
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("SKINROUTINE_HOME", str(Path(folder) / "home"))
        for named in earlier:
            run("profile", "set", f"conditions={','.join(named) or 'none'}")
        document = plan(run, conditions=",".join(typed) or "none")
        monkeypatch.setenv("SKINROUTINE_HOME", str(Path(folder) / "nobody"))
        union = {option for named in [*earlier, typed] for option in named}
        whole = plan(run, conditions=",".join(sorted(union)) or "none")
    assert weights.index(document["verdict"]) == weights.index(whole["verdict"])
    assert ids(document) == ids(whole)


# ------------------------------------------------------------------ how it ends


def test_what_is_ended_by_name_counts_no_more_and_is_kept_with_its_day(run: Run) -> None:
    run("profile", "set", PREGNANT)
    assert run(*ENDED).status == 0
    assert plan(run)["verdict"] == "caution"
    exported = run("export").out
    assert '"no_longer":["pregnancy"]' in exported.replace(" ", "")


def test_an_end_that_is_undone_counts_no_more(run: Run) -> None:
    run("profile", "set", PREGNANT)
    run(*ENDED)
    run("undo")
    assert plan(run)["verdict"] == "no"
    run("redo")
    assert plan(run)["verdict"] == "caution"


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("conditions=eczema", "skinroutine profile forget conditions=pregnancy"),
        ("conditions=", "conditions: found ''"),
        ("conditions=none", "skinroutine profile forget conditions=pregnancy"),
        ("conditions=nothing_of_the_kind", "conditions:"),
        ("age=34", "Nothing is kept about 'age'. See what is: skinroutine profile"),
    ],
)
def test_what_was_not_named_cannot_be_ended(run: Run, typed: str, fix: str) -> None:
    run("profile", "set", PREGNANT)
    ran = run("profile", "forget", typed)
    assert (ran.status, fix in ran.err) == (2, True)
    assert plan(run)["verdict"] == "no"


def test_a_reason_says_since_when_it_is_known_and_how_it_ends(
    run: Run, clock: time_machine.Traveller
) -> None:
    run("profile", "set", PREGNANT)
    clock.shift(timedelta(days=3))
    reason = next(one for one in plan(run)["reasons"] if one["id"] == "mn-pregnancy")
    assert reason["remembered"] == [
        {
            "question": "conditions",
            "option": "pregnancy",
            "since": NOW.isoformat(),
            "end": "skinroutine profile forget conditions=pregnancy",
        }
    ]
    page = " ".join(run("plan", *needling()).out.split())
    assert (
        "You said so on Fri 20 Nov. No longer true? skinroutine profile forget conditions=pregnancy" in page
    )


def test_what_is_typed_today_is_not_told_as_remembered(run: Run) -> None:
    run("profile", "set", PREGNANT)
    reason = next(one for one in plan(run, conditions="pregnancy")["reasons"] if one["id"] == "mn-pregnancy")
    assert reason["remembered"] == []


def test_the_profile_lists_what_stays_and_how_it_ends(run: Run) -> None:
    run("profile", "set", PREGNANT)
    page = " ".join(run("profile", "set", "conditions=none").out.split())
    assert "Still counted: Pregnant. No longer true? skinroutine profile forget conditions=pregnancy" in page
    assert [row["option"] for row in facts(run)["conditions"]["named"]] == ["pregnancy"]


# ------------------------------------------------------------------ who is asked

ASKED: Final = "No longer true? Sensitive skin (2 days ago)."


@pytest.mark.parametrize(("answer", "left"), [("yes", []), ("no", ["sensitive_skin"])])
def test_what_is_left_out_in_an_interview_is_asked_about_by_name(
    run: Run, clock: time_machine.Traveller, answer: str, left: list[str]
) -> None:
    run("profile", "set", "conditions=sensitive_skin")
    clock.shift(timedelta(days=2))
    typed = ("cheeks", "none", "yes", *FIRST_TIME[3:], "conditions", "none", answer, DECIDE)
    ran = run("plan", "microneedling", "--json", typed=lines(*typed))
    assert ASKED in put(ran.err)
    assert (ran.status, facts(run)["conditions"]["answer"]) == (0, left)


# ------------------------------------------------------------------ due and status


def test_due_and_status_know_what_bars_a_plan(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(reaction="expected"))
    run(*abraded(areas="neck", reaction="expected"))
    clock.shift(timedelta(days=40))
    assert run("due").out.count("\n") == 2
    run("profile", "set", PREGNANT)
    assert run("due").out == ""
    assert {row["due"] for row in run("status", "--json").json["next"]} == {False}  # type: ignore[attr-defined]
    run(*ENDED)
    assert run("due").out.count("\n") == 2


def test_a_dated_fact_moves_the_date_of_its_area(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(areas="cheeks,neck", reaction="expected"))
    clock.shift(timedelta(days=20))
    run("profile", "set", "recent_procedures=peel", "days_since.peel=3", "areas=cheeks")
    listed: Any = run("status", "--json").json["next"]
    until = next(one for one in plan(run)["reasons"] if one["id"] == "mn-peel")["until"]
    assert {row["area"]: row["earliest"] for row in listed} == {"cheeks": until, "neck": "2026-11-27"}
    run("undo")
    listed = run("status", "--json").json["next"]
    assert {row["area"]: row["earliest"] for row in listed} == {"cheeks": "2026-11-27", "neck": "2026-11-27"}


def test_a_plan_that_is_answered_bars_too(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(reaction="expected"))
    clock.shift(timedelta(days=40))
    typed = ("cheeks", "none", "bleeding", *FIRST_TIME[3:], DECIDE, DECIDE, DECIDE)
    assert run("plan", "microneedling", typed=lines(*typed)).status == 0
    assert run("due").out == ""


@pytest.mark.parametrize("device", [ROLLER, DIAMOND], ids=["needles", "abrasion"])
def test_a_list_about_now_is_replaced(run: Run, device: dict[str, str]) -> None:
    treatment = "microneedling" if device is ROLLER else "microdermabrasion"
    healthy = flags({**HEALTHY, **device})
    run("plan", treatment, *healthy, "--set", "skin_today=sunburn", "--set", "days_since.sunburn=1")
    assert "sunburn" not in str(run("plan", treatment, *healthy, "--json").json["reasons"])


def test_the_page_for_a_professional_has_what_stays(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled(reaction="expected"))
    run("profile", "set", PREGNANT)
    clock.shift(timedelta(days=1))
    run("profile", "set", "conditions=none")
    listed: Any = run("handover", "--json").json["person"]
    assert "Pregnant" in str(listed)
    clock.shift(timedelta(days=1))
    run(*ENDED)
    assert "Pregnant" not in str(run("handover", "--json").json["person"])

"""Law 2 on the screen of ``plan``: a "not sure" is spoken of as what it is, one sentence a question."""

from __future__ import annotations

import pytest

from conftest import Run
from skinroutine.commands.plan.doubts import Doubt, doubt_text, doubts_of
from skinroutine.decide.evaluate import evaluate, reason
from skinroutine.rulebook import VERDICTS
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Chosen, Facts
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from typed import RESTED, needling

HEADING = "Where you weren't sure"


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """Every plan is made on 2026-11-20 at 10:00."""


ACNE = "Wait until the sore or filled spots have healed."
SENSITIVE = "Use the shortest needle and go over each area less often."


def after(heading: str, text: str) -> str:
    """What stands under a heading, in one line."""
    return " ".join(text.split(f"{heading}\n")[1].split("\n\n", maxsplit=1)[0].split())


def test_two_lists_that_one_is_not_sure_about_make_two_sentences_and_not_forty_reasons(run: Run) -> None:
    shown = run("plan", *needling(skin_today="not_sure", conditions="not_sure", **RESTED)).out
    assert "\nWhy\n" not in shown
    assert after(HEADING, shown).count("you weren't sure.") == 2


def test_a_reason_that_hangs_on_a_not_sure_never_claims_it(run: Run) -> None:
    shown = run("plan", *needling(skin_today="not_sure", **RESTED)).out
    assert "as you had a cold sore" not in " ".join(shown.split())


def test_a_fact_keeps_its_reason_beside_what_one_is_not_sure_about(run: Run) -> None:
    shown = run("plan", *needling(skin_today="active_acne", conditions="not_sure", **RESTED)).out
    assert ACNE in after("Why", shown)
    assert after(HEADING, shown).count("you weren't sure.") == 1


def test_the_json_tells_a_not_sure_from_a_fact(run: Run) -> None:
    ran = run("plan", *needling(skin_today="active_acne", device_shared="not_sure", **RESTED), "--json")
    told = {cause["id"]: cause["not_sure_about"] for cause in ran.json["reasons"]}  # type: ignore[attr-defined]
    assert told["mn-active-acne"] == []
    assert told["mn-device-shared"] == ["device_shared"]


def test_no_day_is_named_as_final_while_only_a_not_sure_stands_in_the_way(run: Run) -> None:
    known = {"medicines": "isotretinoin", "days_since.isotretinoin": "10"}
    unsure = known | {"days_since.isotretinoin": "not_sure"}
    final = "This can't change before"
    assert final in run("plan", *needling(**known, **RESTED)).out
    assert final not in run("plan", *needling(**unsure, **RESTED)).out


def test_why_says_that_a_rule_counts_only_for_a_not_sure(run: Run) -> None:
    run("plan", *needling(device_shared="not_sure", **RESTED))
    assert "It counts because you weren't sure, or were not asked: device_shared" in run("why").out


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(Library(layers()), "microneedling")


def found(book: Book, **answers: object) -> list[Doubt]:
    fired = evaluate(book.screening, Facts(answers, book.guards)).fired  # type: ignore[arg-type]  # odd on purpose
    return doubts_of(book, [reason(hit) for hit in fired if hit.weight], answers)  # type: ignore[arg-type]  # the same


def test_a_doubt_names_what_would_be_worst_and_what_counts_for_now(book: Book) -> None:
    [doubt] = found(book, conditions=NOT_SURE)
    assert (VERDICTS[doubt.worst], VERDICTS[doubt.weight]) == ("no", "professional-first")
    assert "Pregnant" in doubt.options
    assert "Sensitive skin" not in doubt.options


def test_a_detail_that_was_not_asked_is_told_with_its_list(book: Book) -> None:
    assert [doubt.question.id for doubt in found(book, medicines=NOT_SURE)] == ["medicines"]


def test_a_not_sure_about_a_number_tells_the_rule_behind_it(book: Book) -> None:
    answers = {"medicines": Chosen(frozenset({"isotretinoin"})), "days_since.isotretinoin": NOT_SURE}
    [doubt] = found(book, **answers)
    assert doubt.options == []
    assert doubt_text(doubt, "NO", "NO").startswith(f"{doubt.question.called}: you weren't sure. At worst: ")


def test_what_a_rule_says_to_whoever_is_not_sure_stands_with_the_doubt(book: Book) -> None:
    [doubt] = found(book, conditions=NOT_SURE)
    told = doubt._replace(advice=["Show it to a doctor."])
    assert doubt_text(told, "ASK FIRST", "NO").endswith("Show it to a doctor.")
    assert "doctor." not in doubt_text(told._replace(left_out=True), "ASK FIRST", "NO")


def test_a_long_list_is_cut_to_three_and_a_count(book: Book) -> None:
    [doubt] = found(book, conditions=NOT_SURE)
    assert f"one of {len(doubt.options) - 3} more on the list" in doubt_text(doubt, "ASK FIRST", "NO")


def test_a_change_for_the_session_is_no_reason_against_it(run: Run) -> None:
    shown = run("plan", *needling(conditions="pregnancy,sensitive_skin")).out
    assert "Do not needle your skin while you are pregnant." in after("Why", shown)
    assert SENSITIVE not in after("Why", shown)
    assert SENSITIVE in after("On a day when you may go ahead", shown)


def test_a_plan_that_may_go_ahead_gives_its_changes_as_the_reasons(run: Run) -> None:
    shown = run("plan", *needling(conditions="sensitive_skin")).out
    assert SENSITIVE in after("Why", shown)
    assert "On a day when you may go ahead" not in shown


def test_an_end_in_words_is_not_said_again_where_the_rule_says_it(run: Run) -> None:
    shown = " ".join(run("plan", *needling(conditions="pregnancy")).out.split())
    assert "while you are pregnant." in shown
    assert "no longer pregnant" not in shown

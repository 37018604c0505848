"""Whatever is asked once more, changed or taken back: what was said of a danger counts to the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from conftest import Ran, Run
from effort import examples
from first_interview import CONDITIONS, DECIDE, FIRST_TIME, REVIEW, lines, put
from interviews import Wanted
from skinroutine.interview.asking import Asking
from skinroutine.interview.clash import CHANGE, CLASH, Conflict
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen, Facts, Picked
from typed import needling

NAMED: Final = ("keloid", "allergy", "diabetes")
ILLNESSES: Final = Question(
    id="illnesses", kind="many", ask="Which?", why=".", asked_by=("plan",), options=dict.fromkeys(NAMED, ".")
)
RULES: Final = [Picked("illnesses", [one]) for one in NAMED]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def gone(known: Mapping[str, Answer]) -> Iterator[Conflict]:
    """Each illness was named before, so that it cannot be left out now."""
    answer = known.get("illnesses")
    if isinstance(answer, Chosen):
        for one in NAMED:
            if one not in answer.options:
                stands = Chosen(answer.options | {one}, answer.unseen)
                yield Conflict(one, "illnesses", f"You named {one}.", stands)


def interviewed(answers: Iterable[Iterable[str]]) -> tuple[Interview, list[str]]:
    """An interview that is over, and the screens that were shown; the last answer is given over and over."""
    known: dict[str, Answer] = {}
    shown: list[str] = []
    said = [Chosen(frozenset(one)) for one in answers]

    def ask(asking: Asking) -> Answer:
        shown.append(f"{asking.question.id} {asking.screen}".strip())
        if asking.question.id == CLASH:
            return CHANGE
        return said.pop(0) if len(said) > 1 else said[0]

    def undecided(facts: Facts) -> frozenset[str]:
        return frozenset({"illnesses"} - facts.answers.keys())

    interview = Interview(Subject(Wanted([ILLNESSES], undecided, RULES), conflicts=gone), known, ask)
    interview.run()
    return interview, shown


def test_clashes_on_one_question_are_put_on_one_screen_and_the_careful_answer_counts_for_each() -> None:
    interview, shown = interviewed([[]])
    about = "again: keloid allergy diabetes"
    assert shown == ["illnesses", f"clash {about}", f"illnesses {about}"]
    assert interview.known == {"illnesses": Chosen(frozenset(NAMED))}
    assert {one.id for one in interview.ended_clashes} == set(NAMED)


def test_an_answer_that_clashes_with_nothing_is_asked_once_and_nothing_stands() -> None:
    interview, shown = interviewed([NAMED])
    assert (shown, interview.ended_clashes) == (["illnesses"], [])


def test_a_clash_that_another_answer_brings_back_stands_before_the_next_question() -> None:
    options = {"bad": ".", "worn": ".", "good": "."}
    head = Question(id="head", kind="one", ask="?", why=".", asked_by=("plan",), options=options)
    old = Question(id="old", kind="yes_no", ask="?", why=".", asked_by=("plan",))
    shown: list[str] = []

    def ask(asking: Asking) -> Answer:
        shown.append(f"{asking.question.id} {asking.screen}".strip())
        if asking.question.id == CLASH:
            return CHANGE
        return "worn" if asking.screen else "good" if asking.question.id == "head" else True

    def clashes(known: Mapping[str, Answer]) -> Iterator[Conflict]:
        if known.get("head") == "good" or (known.get("head") == "worn" and known.get("old") is True):
            yield Conflict("seen", "head", "You saw it.", "bad")

    def undecided(facts: Facts) -> frozenset[str]:
        brought_up = {"fixed"} if facts.answers.get("head") == "bad" else set()
        return frozenset({"head", "old"} | brought_up) - facts.answers.keys()

    known: dict[str, Answer] = {}
    fixed = structs.replace(old, id="fixed")
    interview = Interview(Subject(Wanted([head, old, fixed], undecided), conflicts=clashes), known, ask)
    interview.run()
    assert shown == ["head", "clash again: seen", "head again: seen", "old", "fixed"]
    assert (known["head"], [one.id for one in interview.ended_clashes]) == ("bad", ["seen"])


@examples(60)
@given(st.lists(st.frozensets(st.sampled_from(NAMED)), min_size=1, max_size=5))
def test_whatever_is_answered_no_clash_is_left_and_none_is_put_twice(answers: list[frozenset[str]]) -> None:
    interview, shown = interviewed(answers)
    assert list(gone(interview.known)) == []
    assert len(shown) == len(set(shown))


ILL = ("cheeks", "none", "raised, allergy to steel", DECIDE)
COLD_SORE = ("cheeks", "a cold sore or", "none")
"""The list of illnesses comes once more: who has a cold sore gets them."""
REST = FIRST_TIME[3:]


def planned(run: Run, *typed: str, options: tuple[str, ...] = ()) -> Ran:
    return run("plan", "microneedling", "--json", *options, typed=lines(*typed))


def reasons(ran: Ran) -> set[str]:
    told: Any = ran.json["reasons"]
    return {one["id"] for one in told}


def stood(ran: Ran) -> list[str]:
    told: Any = ran.json["contradictions"]
    return [one["id"] for one in told]


def fact(run: Run, question: str) -> Any:
    """What the profile remembers of one question."""
    told: Any = run("profile", "--json").json["facts"]
    return next((one["answer"] for one in told if one["question"] == question), None)


def test_two_illnesses_that_were_forgotten_and_left_out_both_stand(
    run: Run, clock: time_machine.Traveller
) -> None:
    planned(run, *ILL)
    run("profile", "forget", "conditions")
    clock.shift(timedelta(days=1))
    ran = planned(run, "cheeks", "none", "none", "change", "none", DECIDE)
    assert ran.json["verdict"] == "no"
    assert reasons(ran) == {"mn-keloid-history", "mn-metal-allergy"}
    assert stood(ran) == ["condition-cannot-be-gone.keloid_history", "condition-cannot-be-gone.metal_allergy"]
    assert fact(run, "conditions") == ["keloid_history", "metal_allergy"]


def own_rules(place: Path, **files: str) -> tuple[str, str]:
    """A folder with these files of a person's own."""
    for name, text in files.items():
        file = place / "own" / "common" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return "--rules", str(place / "own")


def own_clash(asks: str, when: str, stands: str) -> str:
    return (
        f"- id: own-clash\n  asks: {asks}\n  when: {when}\n  stands: {stands}\n"
        "  say: Say that again.\n  sources: [judgement]\n"
    )


def test_a_clash_of_ones_own_does_not_undo_a_shipped_one(
    run: Run, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    planned(run, "cheeks", "none", "none", "isotretinoin", "none", "20", DECIDE)
    run("profile", "forget", "medicines")
    clock.shift(timedelta(days=1))
    clash = own_clash("medicines", "{not: {medicines: anti_inflammatory}}", "anti_inflammatory")
    own = own_rules(tmp_path, contradictions=clash)
    ran = planned(run, "cheeks", *["none"] * 3, *["change", "none"] * 2, "21", DECIDE, options=own)
    assert stood(ran) == ["last-year-cannot-be-over.isotretinoin", "own-clash"]
    assert "mn-isotretinoin-recent" in reasons(ran)


def test_a_clash_of_ones_own_may_not_put_not_sure_in_place_of_a_list(run: Run, tmp_path: Path) -> None:
    clash = own_clash("conditions", "{conditions: asthma}", "not_sure")
    own = own_rules(tmp_path, contradictions=clash)
    words = "own-clash: stands not_sure would replace all that conditions names (write an option)"
    assert words in run("rules", "check", own[1]).err + run("rules", "check", own[1]).out
    assert run("plan", *needling(), *own).status == 1


def test_end_of_input_where_a_clash_is_asked_names_its_question(run: Run) -> None:
    ran = run("plan", "microneedling", typed=lines(*COLD_SORE))
    assert ran.status == 2
    assert ran.err.splitlines()[-1].startswith("These answers are missing: conditions, medicines, ")


def test_a_clash_stands_though_its_answers_are_no_longer_asked_for(run: Run) -> None:
    ran = planned(run, *COLD_SORE, "change", "none", *REST, "age", "17", DECIDE)
    assert stood(ran) == ["cold-sore-but-no-cold-sores"]
    assert {"mn-under-18", "mn-cold-sore-history"} <= reasons(ran)


def test_answers_that_are_no_longer_asked_for_reach_the_profile(run: Run) -> None:
    planned(run, *COLD_SORE, "change", "none", *REST, "age", "17", DECIDE)
    assert fact(run, "conditions") == ["cold_sore_history"]
    assert fact(run, "needle_mm") == 0.25


@pytest.mark.parametrize("change", [("skin today", "none"), ("age", "17"), ("medicines", "retinol", "200")])
def test_what_was_added_where_a_clash_was_asked_outlives_a_change_in_the_review(
    run: Run, change: tuple[str, ...]
) -> None:
    ran = planned(run, *COLD_SORE, "change", "cold sores, diabetes", *REST, *change, DECIDE)
    assert put(ran.err).count(CONDITIONS) == 2  # once, and once to change it
    assert {"mn-diabetes", "mn-cold-sore-history"} <= reasons(ran)
    assert fact(run, "conditions") == ["cold_sore_history", "diabetes"]


def test_what_was_said_to_a_clash_can_itself_be_changed_in_the_review(run: Run) -> None:
    ran = planned(
        run, *COLD_SORE, "change", "cold sores, diabetes", *REST, "conditions", "cold sores", DECIDE
    )
    assert put(ran.err)[-2:] == [CONDITIONS, REVIEW]
    assert ("mn-diabetes" in reasons(ran), "mn-cold-sore-history" in reasons(ran)) == (False, True)

"""A numbing cream is asked for as lines of the list of what is on the skin, and each keeps its own answer."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import BEFORE, CHANGED, DECIDE, DURING, NUMBING, REVIEW, lines, offered, put
from interviews import Wanted
from rule_folders import laid_over_with
from skinroutine.interview.asking import Asking
from skinroutine.interview.replay import GivenAnswer
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Picked
from typed import needling

COVERED = "Will it be wrapped, or spread over a large area?"
WEAK, STRONG = "A numbing cream with at most 4% lidocaine", "A stronger numbing cream"
OWN_HOLD = """\
- id: own-hold
  when: {numbing_cream: stronger, products_during: retinol}
  verdict: wait
  until: it has calmed down
  hold: true
  say: Wait until your skin has calmed down.
  why: Both together can harm the skin.
  sources: [judgement]
"""


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def planned(run: Run, *typed: str, terminal: bool = False) -> Ran:
    """A first plan; the lines begin at what is on the skin."""
    return run("plan", "microneedling", "--json", typed=lines(*BEFORE, "none", *typed), terminal=terminal)


def reviewed(ran: Ran) -> list[str]:
    """What the last review shows of the list."""
    shown = ran.err[ran.err.rindex(REVIEW) :].splitlines()
    named = [line[4:].strip() for line in shown]
    return [line for line in named if line.startswith(("On the skin during", "Numbing cream:"))]


def reasons(ran: Ran) -> set[str]:
    told: Any = ran.json["reasons"]
    return {one["id"] for one in told}


def facts(run: Run) -> dict[str, Any]:
    told: Any = run("profile", "--json").json["facts"]
    return {fact["question"]: fact["answer"] for fact in told}


def test_the_list_ends_with_the_numbing_creams_and_nothing_else_asks_for_them(run: Run) -> None:
    ran = planned(run, "none", DECIDE)
    assert offered(ran.err, DURING)[-3:] == [f"8  {WEAK}", f"9  {STRONG}", "0  Not sure"]
    assert (put(ran.err).count(DURING), NUMBING in ran.err) == (1, False)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (["none"], ["none", "No"]),
        (["hyaluronic"], ["Hyaluronic serum", "No"]),
        (["a stronger"], ["none", "Yes, a stronger one"]),
        (["a numbing", "no"], ["none", "Yes, with at most 4% lidocaine"]),
        (["hyaluronic, a numbing", "no"], ["Hyaluronic serum", "Yes, with at most 4% lidocaine"]),
        (["8, 9"], ["none", "Yes, a stronger one"]),
        (["oil, a numbing, a stronger"], ["Oil", "Yes, a stronger one"]),
        (["not sure"], ["not sure", "not sure"]),
    ],
)
def test_what_is_ticked_tells_both_answers_and_of_two_creams_the_stronger_counts(
    run: Run, said: list[str], shown: list[str]
) -> None:
    found = reviewed(planned(run, *said, *["no"] * (said == ["not sure"]), DECIDE))
    assert found == [f"On the skin during: {shown[0]}", f"Numbing cream: {shown[1]}"]


@pytest.mark.parametrize(
    ("said", "products", "cream"),
    [
        ("none", "none", "none"),
        ("hyaluronic", "hyaluronic_serum", "none"),
        ("a stronger", "none", "stronger"),
        ("retinol, a stronger", "retinol", "stronger"),
    ],
)
def test_the_list_leads_to_the_reasons_of_the_two_answers_given_apart(
    run: Run, said: str, products: str, cream: str
) -> None:
    typed = run("plan", *needling(products_during=products, numbing_cream=cream), "--json")
    asked = planned(run, said, DECIDE)
    assert (asked.json["verdict"], reasons(asked)) == (typed.json["verdict"], reasons(typed))


def test_a_cream_that_is_ticked_asks_how_it_is_put_on(run: Run) -> None:
    ran = planned(run, "a numbing", "yes", DECIDE)
    assert put(ran.err)[-2:] == [COVERED, REVIEW]
    assert "any-numbing-covered" in reasons(ran)


def test_who_goes_back_may_keep_what_was_ticked_of_both(run: Run) -> None:
    ran = planned(run, "hyaluronic, a numbing", "back", "keep", "no", DECIDE)
    assert f"Your answer was: Hyaluronic serum, {WEAK}." in ran.err
    assert reviewed(ran) == [
        "On the skin during: Hyaluronic serum",
        "Numbing cream: Yes, with at most 4% lidocaine",
    ]


def test_a_change_of_the_cream_asks_for_it_alone_and_keeps_the_rest_of_the_list(run: Run) -> None:
    ran = planned(run, "hyaluronic", "numbing", "yes, a stronger", DECIDE)
    assert put(ran.err)[-3:] == [REVIEW, NUMBING, REVIEW]
    assert reviewed(ran) == ["On the skin during: Hyaluronic serum", "Numbing cream: Yes, a stronger one"]


def test_a_change_of_what_is_on_the_skin_keeps_the_cream_and_does_not_ask_for_it(run: Run) -> None:
    ran = planned(run, "hyaluronic, a numbing", "no", "on the skin", "oil", DECIDE)
    assert put(ran.err)[-3:] == [REVIEW, DURING, REVIEW]
    assert offered(ran.err[ran.err.index(REVIEW) :], DURING)[-2:] == ["Something else", "Not sure"]
    assert reviewed(ran) == ["On the skin during: Oil", "Numbing cream: Yes, with at most 4% lidocaine"]


def test_both_can_be_changed_one_after_the_other(run: Run) -> None:
    ran = planned(run, "a stronger", "on the skin", "oil", "numbing", "no", "on the skin", "none", DECIDE)
    assert reviewed(ran) == ["On the skin during: none", "Numbing cream: No"]
    assert ran.json["verdict"] == "caution"


def test_after_a_refusal_both_still_count(run: Run) -> None:
    ran = planned(run, "retinol, a stronger", "age", "17", DECIDE)
    assert reviewed(ran) == ["On the skin during: Retinol", "Numbing cream: Yes, a stronger one"]
    assert {"mn-under-18", "any-numbing-strong"} <= reasons(ran)


@pytest.mark.parametrize("said", ["hyaluronic, a stronger", "a stronger", "none", "not sure"])
def test_an_interview_that_is_taken_up_asks_the_list_no_second_time(run: Run, said: str) -> None:
    more = ["no"] if said == "not sure" else []
    whole = reviewed(planned(run, said, *more, "quit", terminal=True))
    ran = run("plan", "microneedling", "--json", typed=lines("yes", DECIDE), terminal=True)
    assert (put(ran.err)[1:], reviewed(ran)) == ([REVIEW], whole)


def test_both_answers_become_facts(run: Run) -> None:
    planned(run, "hyaluronic, a stronger", DECIDE)
    assert (facts(run)["products_during"], facts(run)["numbing_cream"]) == (["hyaluronic_serum"], "stronger")


def test_not_sure_of_the_list_leaves_a_fact_of_neither(run: Run) -> None:
    planned(run, "not sure", "no", DECIDE)
    assert not {"products_during", "numbing_cream"} & facts(run).keys()


def again(run: Run, clock: time_machine.Traveller, *typed: str) -> Ran:
    """The same person a day later; the lines begin at what has changed."""
    planned(run, "hyaluronic, a numbing", "no", DECIDE)
    clock.shift(timedelta(days=1))
    return run("plan", "microneedling", "--json", typed=lines("cheeks", "none", *typed))


def test_both_are_confirmed_on_lines_of_their_own(run: Run, clock: time_machine.Traveller) -> None:
    ran = again(run, clock, "none", "never", "none", DECIDE)
    shown = " ".join(offered(ran.err, CHANGED))
    assert "On the skin during: Hyaluronic serum (yesterday)" in shown
    assert "Numbing cream: Yes, with at most 4% lidocaine (yesterday)" in shown
    assert (DURING in put(ran.err), NUMBING in put(ran.err)) == (False, False)
    assert reviewed(ran) == [
        "On the skin during: Hyaluronic serum",
        "Numbing cream: Yes, with at most 4% lidocaine",
    ]


def test_what_has_changed_is_asked_alone_and_the_other_stands(
    run: Run, clock: time_machine.Traveller
) -> None:
    ran = again(run, clock, "numbing cream:", "never", "none", "yes, a stronger", DECIDE)
    assert (NUMBING in put(ran.err), DURING in put(ran.err)) == (True, False)
    assert reviewed(ran) == ["On the skin during: Hyaluronic serum", "Numbing cream: Yes, a stronger one"]


def test_where_both_have_changed_the_list_shows_what_was_ticked_of_both(
    run: Run, clock: time_machine.Traveller
) -> None:
    ran = again(run, clock, "on the skin, numbing cream:", "never", "none", "keep", "no", DECIDE)
    assert f"Your answer was: Hyaluronic serum, {WEAK}." in ran.err
    assert reviewed(ran) == [
        "On the skin during: Hyaluronic serum",
        "Numbing cream: Yes, with at most 4% lidocaine",
    ]


@pytest.fixture
def own(tmp_path: Path) -> list[str]:
    """Rules of one's own that read both, so that a log asks for them."""
    return ["--rules", str(laid_over_with(tmp_path, screening=OWN_HOLD))]


def test_a_log_asks_for_both_in_one_list_and_stores_both(run: Run, own: list[str]) -> None:
    typed = lines("cheeks", "roller", "0.25", "retinol, a stronger", "as expected")
    ran = run("log", "microneedling", *own, "--json", typed=typed)
    assert "What was on the skin while you used the device? A numbing cream counts too." in put(ran.err)
    assert "numbing cream?" not in ran.err
    told: Any = ran.json["stored"]
    assert told["answers"]["products_during"] == ["retinol"]
    assert told["answers"]["numbing_cream"] == "stronger"
    assert ran.json["hold"] is True


def list_and_cream() -> list[Question]:
    """The list of what is on the skin, and the question that is lines of it."""
    skin = Question(id="skin", kind="many", ask="?", why=".", asked_by=("plan",), options={"oil": "Oil"})
    cream = Question(
        id="cream", kind="one", ask="?", why=".", asked_by=("plan",),
        options={"no": "No", "weak": "Weak", "strong": "Strong"}, listed_in="skin", listed_rest="no",
        listed_options={"weak": "Weak cream", "strong": "Strong cream"},
    )  # fmt: skip
    return [skin, cream]


@pytest.mark.parametrize("said", [Chosen(frozenset()), Chosen(frozenset({"oil"})), NOT_SURE], ids=str)
def test_an_answer_to_half_of_the_list_is_never_offered_as_one_to_all_of_it(said: Answer) -> None:
    asked: list[Asking] = []

    def ask(asking: Asking) -> Answer:
        asked.append(asking)
        return Chosen(frozenset({"cream.weak", "cream.strong"}))

    known: dict[str, Answer] = {}
    rules = [Picked("skin", ["oil"]), Picked("cream", ["strong"])]
    wanted = Wanted(
        list_and_cream(), lambda facts: frozenset({"skin", "cream"} - facts.answers.keys()), rules
    )
    Interview(Subject(wanted), known, ask, replay=[GivenAnswer("skin", "", frozenset({"oil"}), said)]).run()
    assert [(list(one.options), one.before) for one in asked] == [
        (["oil", "cream.weak", "cream.strong"], None)
    ]
    assert known["cream"] == "strong"

"""What was never on offer is no answer: in a trial, in a saved file, in a list that has grown longer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from conftest import Ran, Run
from first_interview import CONDITIONS, DECIDE, FIRST_TIME, REVIEW, lines, offered, put
from skinroutine.interview.asking import Asking
from skinroutine.interview.replay import GivenAnswer, with_more
from skinroutine.prompts.labels import rows_before
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Chosen
from typed import needling, refused

ASTHMA: Final = "Asthma or another lung disease"
DIAMOND: Final = (*FIRST_TIME[:7], "lowest", "none", "none")
"""A first plan with a diamond tip that the profile knows: nobody is asked for asthma."""
CRYSTAL: Final = ("--what-if", "device_kind=crystal", "--what-if", "eye_and_mouth_cover=yes")
"""Loose crystals: from here on asthma matters."""


@pytest.fixture(autouse=True)
def _clock(clock: object) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture
def diamond(run: Run) -> None:
    """The profile knows the device before the first question."""
    run("profile", "set", "device_kind=diamond_tip", "--treatment", "microdermabrasion")


def abraded(run: Run, *typed: str, options: tuple[str, ...] = ()) -> Ran:
    return run("plan", "microdermabrasion", "--json", *options, typed=lines(*typed))


def reasons(ran: Ran) -> set[str]:
    told: Any = ran.json["reasons"]
    return {one["id"] for one in told}


@pytest.mark.usefixtures("diamond")
def test_a_trial_misses_the_list_that_did_not_offer_what_matters_now(run: Run) -> None:
    assert ASTHMA not in offered(abraded(run, *DIAMOND, DECIDE).err, CONDITIONS)
    refused(run("plan", *CRYSTAL), 2, "These answers are missing: conditions.")


@pytest.mark.usefixtures("diamond")
def test_a_trial_goes_ahead_once_that_list_is_given_in_full(run: Run) -> None:
    abraded(run, *DIAMOND, DECIDE)
    ran = run("plan", *CRYSTAL, "--what-if", "conditions=asthma", "--json")
    assert (ran.status, ran.json["verdict"]) == (0, "no")
    assert "md-crystal-asthma" in reasons(ran)


@pytest.mark.usefixtures("diamond")
def test_a_trial_that_turns_on_nothing_new_misses_nothing(run: Run) -> None:
    abraded(run, *DIAMOND, DECIDE)
    assert "md-age" in reasons(run("plan", "--what-if", "age=17", "--json"))


@pytest.mark.parametrize("typed", ["treatment=microdermabrasion", " treatment =microneedling"])
def test_a_trial_of_another_treatment_is_refused(run: Run, typed: str) -> None:
    refused(run("plan", *needling(), "--what-if", typed), 2, "--what-if cannot change the treatment. Name it")


def test_areas_alone_are_no_fact(run: Run, home: Path) -> None:
    refused(run("profile", "set", "areas=cheeks"), 2, "Areas alone are nothing to remember.")
    assert not (home / "history.db").exists()


@pytest.mark.usefixtures("diamond")
def test_a_saved_file_leaves_a_list_out_that_was_not_offered_in_full(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "me.yaml"
    abraded(run, *DIAMOND, DECIDE, options=("--save-answers", str(file)))
    written = yaml.safe_load(file.read_text())
    assert ("conditions" in written, written["medicines"]) == (False, [])
    assert "# Left out: you weren't asked about all of these. Write [] or a list.\n" in file.read_text()


@pytest.mark.usefixtures("diamond")
def test_a_saved_file_with_another_device_misses_the_list_that_it_leaves_out(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "me.yaml"
    abraded(run, *DIAMOND, DECIDE, options=("--save-answers", str(file)))
    file.write_text(file.read_text().replace("device_kind: diamond_tip", "device_kind: crystal"))
    elsewhere = ("--home", str(tmp_path / "elsewhere"))
    ran = run("plan", "--answers", str(file), "--set", "eye_and_mouth_cover=yes", *elsewhere)
    refused(ran, 2, "These answers are missing: conditions.")


OWN_QUESTION: Final = """\
- id: own_question
  asked_by: [plan]
  kind: one
  ask: "Own question?\\nconditions: []"
  why: It.
  options: {a: "First\\nmedicines: []", b: Second}
"""
OWN_RULE: Final = """\
- id: own-rule
  when: {own_question: a}
  verdict: caution
  say: Take care.
  why: Because.
  sources: [judgement]
"""


def test_a_line_break_in_words_of_ones_own_makes_no_line_of_the_saved_file(run: Run, tmp_path: Path) -> None:
    own, file = tmp_path / "own" / "common", tmp_path / "me.yaml"
    own.mkdir(parents=True)
    (own / "questions.yaml").write_text(OWN_QUESTION)
    (own / "screening.yaml").write_text(OWN_RULE)
    answers = needling(conditions="keloid_history", own_question="a")
    ran = run("plan", *answers, "--rules", str(own.parent), "--save-answers", str(file), "--json")
    assert ran.status == 0, ran.err
    assert [one for one in file.read_text().splitlines() if one.startswith(("conditions", "medicines"))] == [
        "conditions: [keloid_history]", "medicines: []",
    ]  # fmt: skip
    assert "# Own question? conditions: []\n" in file.read_text()


@pytest.mark.usefixtures("diamond")
def test_a_list_that_grows_longer_by_a_change_is_put_again_with_what_is_new(run: Run) -> None:
    ran = abraded(run, *DIAMOND, "device: diamond", "machine", "asthma", DECIDE)
    questions = put(ran.err)
    after = questions[questions.index(REVIEW) :]
    assert after.count(CONDITIONS) == 1
    assert "md-crystal-asthma" in reasons(ran)


@pytest.mark.usefixtures("diamond")
def test_none_of_these_cannot_be_kept_in_a_list_that_has_grown_longer(run: Run) -> None:
    ran = abraded(run, *DIAMOND, "device: diamond", "machine", "keep")
    asked = ran.err.partition("These answers are missing")[0]
    shown = asked[asked.rindex(CONDITIONS) :]
    assert (ASTHMA in shown, "Your answer was" in shown) == (True, False)
    assert (ran.status, put(ran.err)[-1]) == (2, CONDITIONS)


@pytest.mark.parametrize(("ticked", "beforehand"), [([], ()), (["eczema"], ("eczema",))])
def test_of_a_longer_list_only_what_was_named_is_ticked_beforehand(
    ticked: list[str], beforehand: tuple[str, ...]
) -> None:
    options = {"eczema": "Eczema", "asthma": "Asthma"}
    question = Question(id="ill", kind="many", ask="?", why=".", asked_by=("plan",), options=options)
    asking = Asking(question, options)
    shorter = GivenAnswer("ill", "", frozenset({"eczema"}), Chosen(frozenset(ticked)))
    assert tuple(rows_before(asking._replace(before=with_more(shorter, asking)))) == beforehand

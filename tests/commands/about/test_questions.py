"""``about QUESTION``: what people ask, in their own words, and what they get where it is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from effort import examples
from shipped import LIBRARY, TREATMENTS
from skinroutine.commands.about.find import (
    CHECK,
    AmbiguousQuestionError,
    NoAnswerError,
    PlacedFaq,
    find_answers,
)
from skinroutine.errors import SkinroutineError
from skinroutine.interview.own_words import content_words
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book

OWN = """\
- id: own-faq
  question: Does it tickle?
  also: [tickle]
  answer: [It may.]
  sources: [judgement]
"""


EVERY = [PlacedFaq(LIBRARY.treatment(name), faq) for name in TREATMENTS for faq in Book(LIBRARY, name).faq]


def flat(text: str) -> str:
    return " ".join(text.split())


def answered(run: Run, *words: str) -> list[str]:
    answers: Any = run("about", *words, "--json").json["answers"]
    return [each["id"] for each in answers]


@pytest.mark.parametrize(
    "words",
    [
        ["Can I do my neck?"],
        ["can", "i", "do", "my", "neck"],
        ["neck"],
        ["NECKS"],
        ["is it ok to do the throat"],
    ],
)
def test_a_question_is_found_by_its_words_in_any_form(run: Run, words: list[str]) -> None:
    assert answered(run, *words) == ["mn-faq-neck", "md-faq-neck"]


def test_a_treatment_that_is_named_alone_answers_before_or_inside_the_question(run: Run) -> None:
    assert answered(run, "microdermabrasion", "how often") == ["md-faq-often"]
    assert answered(run, "how often microdermabrasion") == ["md-faq-often"]


def test_an_id_is_answered_too(run: Run) -> None:
    assert answered(run, "mn-faq-wrong") == ["mn-faq-wrong"]


def test_what_only_one_treatment_knows_is_answered_for_that_one(run: Run) -> None:
    assert answered(run, "is the dust bad") == ["md-faq-dust"]


def test_more_words_that_fit_win_over_fewer(run: Run) -> None:
    assert answered(run, "acne") == ["mn-faq-acne"]
    assert answered(run, "does it help my acne scars") == ["mn-faq-scars"]


def test_an_answer_gives_its_sentences_the_statements_and_who_says_otherwise(run: Run) -> None:
    out = flat(run("about", "microneedling", "neck").out)
    assert out.startswith("Microneedling: Can I do my neck? - That skin is thinner than the face. - Use the")
    assert "Sources differ: One shop treats it like the face." in out
    often: Any = run("about", "microneedling", "often", "--json").json["answers"]
    assert [each["id"] for each in often[0]["statements"]] == ["mn-about-interval-week"]


@pytest.mark.parametrize(
    ("question", "commands"),
    [
        ("how often", ["skinroutine plan microneedling"]),
        ("it went wrong", ["skinroutine check-symptoms microneedling"]),
        ("what to buy", ["skinroutine device choose microneedling", "skinroutine plan microneedling"]),
    ],
)
def test_an_answer_points_at_the_command_that_judges_it_for_this_person(
    run: Run, question: str, commands: list[str]
) -> None:
    lines = run("about", "microneedling", question).out.splitlines()
    pointing = [line.partition(": ")[2] for line in lines if ": skinroutine " in line]
    assert [line for line in pointing if not line.startswith("skinroutine rules")] == commands


def test_words_that_no_answer_uses_are_named(run: Run) -> None:
    assert run("about", "tattoo on my neck").out.startswith("This says nothing about \u201ctattoo\u201d.\n")
    assert run("about", "neck tattoos and hats", "--json").json["unused"] == ["tattoos", "hats"]


def test_words_that_fit_two_questions_are_refused_with_both(run: Run) -> None:
    ran = run("about", "how often the neck")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "'how often the neck' could be one of several questions. "
        'Try: skinroutine about "How often can I do it?"; skinroutine about "Can I do my neck?"\n'
    )


def test_whoever_names_what_they_see_on_their_skin_is_sent_to_the_check(run: Run) -> None:
    out = run("about", "microneedling", "pus on my neck").out
    assert out.startswith("This says nothing about “neck”.\n\nMicroneedling: What if something goes wrong?\n")
    assert "skinroutine check-symptoms microneedling" in out


def test_words_that_fit_no_question_are_refused_with_the_nearest(run: Run) -> None:
    ran = run("about", "microneedling", "scras")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.endswith('Try: skinroutine about microneedling "Does it help acne scars?"\n')


@pytest.mark.parametrize("words", ["zebra", "it is so", "\u732b"])
def test_words_that_are_near_nothing_lead_to_the_list(run: Run, words: str) -> None:
    ran = run("about", words)
    assert ran.status == 1
    assert ran.err.endswith("See what people ask: skinroutine about\n")


def test_an_empty_question_is_refused(run: Run) -> None:
    ran = run("about", "")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("TREATMENT or QUESTION... is empty.")


@examples(60)
@given(st.text(max_size=40))
def test_any_words_are_answered_or_refused_in_one_line(asked: str) -> None:
    try:
        line = str(find_answers(asked, EVERY).answers[0].faq.id)
    except SkinroutineError as refusal:
        line = str(refusal)
    assert len(line.splitlines()) == 1


def test_a_treatment_lists_what_people_ask_of_it(run: Run) -> None:
    out = run("about", "microdermabrasion").out
    assert "What people ask\n  - How often can I do it?\n  - Can I do my neck?\n" in out
    assert 'skinroutine about "How often can I do it?"' in flat(out)
    listed: Any = run("about", "microdermabrasion", "--json").json["questions"]
    assert [each["id"] for each in listed] == ["md-faq-often", "md-faq-neck", "md-faq-dust"]


def test_all_treatments_list_a_question_that_they_share_once(run: Run) -> None:
    assert run("about").out.count("How often can I do it?\n") == 1


def test_an_answer_of_ones_own_rules_says_that_nobody_reviewed_it(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "rules" / "microneedling"
    own.mkdir(parents=True)
    (own / "faq.yaml").write_text(OWN, encoding="utf-8")
    ran = run("about", "does it tickle", "--rules", str(own.parent))
    assert "- It may." in ran.out
    assert "Unreviewed rules: " in ran.out


def test_rules_list_and_show_know_what_people_ask(run: Run) -> None:
    lines = run("rules", "list", "--topic", "faq").out.splitlines()
    assert "mn-faq-often   microneedling      faq  an answer  How often can I do it?" in lines
    out = flat(run("rules", "show", "mn-faq-often").out)
    assert "People ask: How often can I do it?" in out
    assert "With: mn-about-interval-week" in out


@pytest.mark.proof
def test_coverage_names_what_only_one_treatment_answers(run: Run) -> None:
    gaps: Any = run("rules", "coverage", "--json").json["unanswered"]
    assert {(each["id"], each["missing"]) for each in gaps} >= {
        ("md-faq-dust", "microneedling"), ("mn-faq-scars", "microdermabrasion"),
    }  # fmt: skip
    assert "md-faq-often" not in {each["id"] for each in gaps}


def named_apart(question: Question) -> list[str]:
    """What the options are called by two words or more that say something, each by words of its own."""
    words = (word for each in question.options for word in question.words_for(each))
    return [name for name in (*question.options.values(), *words) if len(content_words(name)) > 1]


def answers_to(asked: str, every: list[PlacedFaq], asking: list[Question]) -> tuple[Sequence[PlacedFaq], str]:
    """The pages that are found, or none and what is said."""
    try:
        return find_answers(asked, every, "", None, asking).answers, ""
    except (NoAnswerError, AmbiguousQuestionError) as refusal:
        return (), str(refusal)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_who_names_an_option_of_a_plan_or_a_check_gets_no_page_that_knows_a_part_of_its_name(
    treatment: str,
) -> None:
    every = [placed for placed in EVERY if placed.treatment.id == treatment]
    asking = [each for each in Book(LIBRARY, treatment).questions(None) if each.kind == "many"]
    for question in asking:
        for name in named_apart(question) if len(question.asked_by) == 1 else []:
            found, said = answers_to(name, every, asking)
            phrases = [content_words(phrase) for placed in found for phrase in placed.phrases]
            matched = frozenset().union(*(each for each in phrases if each <= content_words(name)))
            sends = any(placed.faq.next == CHECK for placed in found)
            asks = "asks about it: skinroutine " in said or "could be one of several" in said
            assert sends or asks or (found and not matched < content_words(name)), name

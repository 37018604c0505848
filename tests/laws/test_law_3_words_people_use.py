"""Law 3 over the rules of today: what people call an option finds it, and what does not matter is said so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from skinroutine.interview.answer_tree import with_settings
from skinroutine.interview.answers import BadAnswersError, answer_of, read_answers
from skinroutine.interview.asking import Asking, as_listed, lines_of, with_lines
from skinroutine.interview.joined import can_be_joined, joined
from skinroutine.prompts.find import TypedWords
from skinroutine.prompts.labels import meanings, rows, typed_words
from skinroutine.prompts.list_state import ListState
from skinroutine.prompts.list_view import list_state
from skinroutine.prompts.parse_line import NotUnderstoodError, parse_line
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen
from skinroutine.text import plain_form
from todays_rules import LIBRARY, TREATMENTS, planning

pytestmark = pytest.mark.todays_rules

COMMANDS: tuple[Command, ...] = ("plan", "log", "check-symptoms")


def questions_with_words() -> Iterator[tuple[str, Question]]:
    """Each question that has such words, once for all options of which it is asked."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for treatment in TREATMENTS:
        for command in COMMANDS:
            for question in Book(LIBRARY, treatment).questions(command):
                known = (question.id.rpartition(".")[2], frozenset(question.options))
                if (question.also or question.may_mean) and known not in seen:
                    seen.add(known)
                    yield f"{treatment} {command}", question


QUESTIONS = list(questions_with_words())
PLANNED = [(treatment, question) for treatment in TREATMENTS for question in planning(treatment).questions]


def name_of(each: object) -> str:
    return str(getattr(each, "id", each))


def option_as_answer(question: Question, option: str) -> Answer:
    return Chosen(frozenset({option})) if question.kind == "many" else option


def askings(question: Question) -> list[Asking]:
    """The screens on which it is asked, each with all of its options on offer."""
    screens = question.screens or {"": tuple(question.options)}
    return [
        Asking(question, {name: question.options[name] for name in names}, screen)
        for screen, names in screens.items()
    ]


def a_list(asking: Asking) -> ListState:
    shown = rows(asking)
    return ListState(shown, many=asking.question.kind == "many", typed=TypedWords(typed_words(asking)))


@pytest.mark.parametrize(("where", "question"), QUESTIONS, ids=name_of)
def test_every_word_beside_an_option_is_understood_in_a_file_a_setting_a_line_and_a_list(
    where: str, question: Question
) -> None:
    for asking in askings(question):
        for option in asking.options:
            wanted = option_as_answer(question, option)
            for word in question.words_for(option):
                assert answer_of(question, word) == wanted, f"{where}: {word}"
                assert answer_of(question, [word.upper()]) == wanted, f"{where}: {word}"
                assert parse_line(asking, word.upper()) == wanted, word
                listed = a_list(asking)
                listed.find()
                listed.letter(word)
                assert listed.pointer == option, f"{word} points at {listed.pointer}"


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_word_for_a_symptom_may_carry_details_in_a_file_and_in_a_setting(treatment: str) -> None:
    questions = Book(LIBRARY, treatment).questions("check-symptoms")
    symptoms = next(question for question in questions if question.screens)
    for option in symptoms.options:
        for word in symptoms.words_for(option):
            given = read_answers({symptoms.id: {word: {"severity": "mild"}}}, questions)
            assert given[f"{symptoms.id}.{option}.severity"] == "mild", word
            typed = with_settings({}, [f"{symptoms.id}.{word}.severity=mild"])
            assert read_answers(typed, questions) == given, word


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_what_is_asked_of_an_option_is_told_by_every_word_for_it(treatment: str) -> None:
    questions = {question.id: question for question in planning(treatment).questions}
    for name, asked in questions.items():
        group, _, option = name.partition(".")
        leaf = next((leaf for leaf, _ in asked.when.leaves()), None)
        if option and leaf is not None and asked.kind == "number":
            for word in questions[leaf.question].words_for(option):
                told = read_answers({leaf.question: [word], group: {word: 9}}, questions.values())
                assert told[name] == 9, word


@pytest.mark.parametrize(("where", "question"), QUESTIONS, ids=name_of)
def test_no_word_stands_beside_two_options(where: str, question: Question) -> None:
    words = [
        word
        for option in question.options
        for word in {plain_form(each) for each in (option, *question.words_for(option))}
    ]
    assert len(words) == len(set(words)), where


@pytest.mark.parametrize(("where", "question"), QUESTIONS, ids=name_of)
def test_who_types_a_word_for_several_options_is_asked_which_of_them_it_is(
    where: str, question: Question
) -> None:
    for word, options in question.may_mean.items():
        with pytest.raises(ValueError, match=", ".join(options)):
            answer_of(question, word)
        for asking in askings(question):
            assert len(meanings(asking, word)) == len(options), f"{where}: {word}"
            with pytest.raises(NotUnderstoodError, match="several things"):
                parse_line(asking, word)
            listed = a_list(asking)
            listed.find()
            listed.letter(word)
            assert set(listed.shown) >= set(options) & asking.options.keys(), word


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_words_of_a_line_that_belongs_to_another_question_find_that_line(treatment: str) -> None:
    questions = planning(treatment).questions
    for line in questions:
        lists = [each for each in questions if each.id == line.listed_in and line.listed_options]
        for asking in [with_lines(Asking(each, each.options), [line]) for each in lists]:
            for option, name in zip(line.listed_options, lines_of(line), strict=True):
                for word in line.words_for(option):
                    assert parse_line(asking, word) == Chosen(frozenset({name})), word
            for word in line.may_mean:
                with pytest.raises(NotUnderstoodError, match="several things"):
                    parse_line(asking, word)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_words_of_a_list_of_questions_find_each_of_them(treatment: str) -> None:
    questions = planning(treatment).questions
    lists = [each for each in questions if each.options_from == "listed"]
    assert lists
    for whole in lists:
        asking = as_listed(whole, [each for each in questions if each.listed_in == whole.id])
        for name in asking.options:
            for word in whole.words_for(name):
                assert parse_line(asking, word) == Chosen(frozenset({name})), word


def shared_screens(questions: list[Question]) -> Iterator[Asking]:
    """The lists that share a screen, as they are asked of a person who has said nothing yet."""
    named = {each.id: each for each in questions}
    for first in [each for each in questions if each.beside]:
        parts = []
        for whole in (first, named[first.beside.list if first.beside else ""]):
            lines = [each for each in questions if each.listed_in == whole.id]
            asking = Asking(whole, whole.options)
            parts.append(
                as_listed(whole, lines) if whole.options_from == "listed" else with_lines(asking, lines)
            )
        assert can_be_joined(*parts)
        yield joined(*parts)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_on_a_screen_that_two_lists_share_each_word_still_finds_one_line(treatment: str) -> None:
    screens = list(shared_screens(planning(treatment).questions))
    assert screens
    for asking in screens:
        for name, label in asking.options.items():
            for word in (label, *asking.question.words_for(name)):
                assert parse_line(asking, word) == Chosen(frozenset({name})), word
                listed = list_state(asking)
                listed.find()
                listed.letter(word)
                assert listed.pointer == name, word
        for word in asking.question.may_mean:
            with pytest.raises(NotUnderstoodError, match="several things"):
                parse_line(asking, word)


def test_a_word_for_several_options_is_refused_in_a_file_with_what_to_write() -> None:
    for _, question in QUESTIONS:
        for word in question.may_mean:
            with pytest.raises(BadAnswersError, match="which can mean several things; write one of"):
                read_answers({question.id: word}, [question])


@pytest.mark.parametrize(("treatment", "question"), PLANNED, ids=name_of)
def test_an_option_that_is_never_offered_is_answered_where_no_rule_reads_it(
    treatment: str, question: Question
) -> None:
    if question.of_no_concern:
        for option in question.unread:
            assert "doesn't matter here" in question.no_matter(option), treatment

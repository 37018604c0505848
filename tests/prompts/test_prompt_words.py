"""What a typed line means: words that steer, answers, and what is neither; nothing has two meanings."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_questions import a_question, chosen, glossary_of
from skinroutine.errors import StoppedError
from skinroutine.interview.asking import BACK, Asking
from skinroutine.prompts.labels import harmless, in_words, together, wrap_label
from skinroutine.prompts.parse_line import NotUnderstoodError, parse_line, word_for
from skinroutine.review.grade import reading_grade
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen

AREAS = {
    "nose": "Nose",
    "cheeks": "Cheeks",
    "chin": "Chin",
    "back": "Back",
    "scalp": "Scalp",
    "peel": "Laser, or a peel",
}


def many(**put: Any) -> Asking:
    return Asking(a_question("areas", "many"), AREAS, **put)


def one(**put: Any) -> Asking:
    return Asking(a_question("kind", "one"), {"roller": "Derma roller", "pen": "Pen"}, **put)


def yes_no(**put: Any) -> Asking:
    return Asking(a_question("shared", "yes_no"), {}, **put)


def years(**put: Any) -> Asking:
    return Asking(a_question("age", "number", unit="years", most=120), {}, **put)


def needed(asking: Asking) -> Asking:
    keys = {
        name: getattr(asking.question, name)
        for name in ("id", "kind", "ask", "why", "asked_by", "unit", "most")
    }
    return asking._replace(question=Question(**keys, not_sure=False, at_least_one=True))


def refusal(asking: Asking, line: str) -> str:
    with pytest.raises(NotUnderstoodError) as refused:
        parse_line(asking, line)
    return str(refused.value)


@pytest.mark.parametrize(
    ("asking", "line", "answer"),
    [
        (many(), "2", chosen("cheeks")),
        (many(), "1, 3", chosen("chin", "nose")),
        (many(), "1 3", chosen("chin", "nose")),
        (many(), "chee, nos", chosen("cheeks", "nose")),
        (many(), "1 2, chin", chosen("cheeks", "chin", "nose")),
        (many(), "laser, or a peel", chosen("peel")),
        (many(), "laser, or", chosen("peel")),
        (many(), "none", chosen()),
        (many(), "None of these", chosen()),
        (many(), "7", NOT_SURE),
        (many(), "not", NOT_SURE),
        (one(), "derma", "roller"),
        (one(), "2", "pen"),
        (one(), "3", NOT_SURE),
        (yes_no(), "y", True),
        (yes_no(), "n", False),
        (yes_no(), "NO", False),
        (yes_no(), "3", NOT_SURE),
        (years(), "34 years", 34),
        (years(), "0,5", 0.5),
        *(
            (asking, word, NOT_SURE)
            for asking in (one(), yes_no(), years())
            for word in ("not sure", "skip", "s")
        ),
        (years(), "don't know", NOT_SURE),
    ],
)
def test_a_line_is_an_answer(asking: Asking, line: str, answer: Answer) -> None:
    assert parse_line(asking, line) == answer


@pytest.mark.parametrize("word", ["back", "b", "<", " BACK "])
def test_back_goes_back_where_there_is_a_question_before(word: str) -> None:
    for asking in (one(), yes_no(), years()):
        assert parse_line(asking._replace(can_go_back=True), word) is BACK
        assert refusal(asking, word) == "This is the first question."


@pytest.mark.parametrize("word", ["why", "w", "?"])
def test_why_gives_the_reason(word: str) -> None:
    for asking in (many(), one(), yes_no(), years()):
        assert refusal(asking, word) == "!"


@pytest.mark.parametrize("word", ["why", "w", "?"])
def test_why_explains_the_words_of_the_question_and_of_its_options(word: str) -> None:
    terms = glossary_of({"pens": "A motor with needles.", "scalps": "The skin of the head.", "toe": "No."})
    assert refusal(one(glossary=lambda: terms), word) == "!\nPens: A motor with needles."
    assert refusal(many(glossary=lambda: terms), word) == "!\nScalps: The skin of the head."


@pytest.mark.parametrize("word", ["quit", "q", "exit", "QUIT"])
def test_quit_stops(word: str) -> None:
    for asking in (many(), one(), yes_no(), years()):
        with pytest.raises(StoppedError):
            parse_line(asking, word)


def test_the_word_of_an_option_is_the_option_and_another_word_steers() -> None:
    asking = many(can_go_back=True)
    assert parse_line(asking, "back") == chosen("back")
    assert parse_line(asking, "<") is BACK
    assert word_for(asking, "back") == "<"
    assert word_for(one(), "back") == "back"
    exit_too = Asking(a_question("x", "one"), {"quit": "Quit", "why": "Why"})
    assert parse_line(exit_too, "quit") == "quit"
    assert (word_for(exit_too, "quit"), word_for(exit_too, "why")) == ("q", "w")


def test_a_single_letter_does_not_answer_where_an_option_begins_with_it() -> None:
    assert refusal(many(), "s") == '\'s\' could be "skip" or "Scalp". Type the whole word.'
    keloid = Asking(a_question("x", "one"), {"keloid": "Keloid"}, before="keloid")
    assert refusal(keloid, "k") == '\'k\' could be "keep" or "Keloid". Type the whole word.'


@pytest.mark.parametrize("word", ["skip", "s", "not sure", "not_sure"])
def test_what_cannot_be_skipped_says_so(word: str) -> None:
    assert refusal(needed(years()), word) == "This question cannot be skipped."


@pytest.mark.parametrize(
    ("asking", "line", "complaint"),
    [
        (many(), "", "An empty line isn't an answer."),
        (years(before=34), "  ", "An empty line isn't an answer."),
        (many(), " , ", "Commas alone aren't an answer."),
        (many(), "moon", "'moon' is not among the options."),
        (many(), "99", "There's no option 99."),
        (many(), "0", "There's no option 0."),
        (many(), "9" * 5000, f"There's no option {'9' * 40}…."),
        (many(), "²", "'²' is not among the options."),
        (many(), "c", "'c' fits 2 options: Cheeks; Chin."),
        (many(), "n", "'n' fits 3 options: None of these; Nose; Not sure."),
        (many(), "none, nose", '"None of these" can\'t go with others.'),
        (many(), "nose, not sure", '"Not sure" can\'t go with others.'),
        (one(), "roller, pen", "'roller, pen' is not among the options."),
        (years(), "forty", "'forty' isn't a number that fits."),
        (years(), "121", "'121' isn't a number that fits."),
        (years(), "keep", "There's no answer to keep."),
        (one(before="gone"), "keep", "There's no answer to keep."),
        (many(), "\x1b[2Jx", "'[2jx' is not among the options."),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told(asking: Asking, line: str, complaint: str) -> None:
    assert refusal(asking, line) == complaint


@pytest.mark.parametrize("word", ["keep", "k", "KEEP"])
@pytest.mark.parametrize(
    ("asking", "kept"),
    [
        (many(before=chosen("nose", "gone")), chosen("nose")),
        (many(before=chosen()), chosen()),
        (many(before=NOT_SURE), NOT_SURE),
        (one(before="pen"), "pen"),
        (yes_no(before=False), False),
        (years(before=0), 0),
        (years(before=NOT_SURE), NOT_SURE),
    ],
)
def test_keep_gives_the_answer_from_before(asking: Asking, kept: Answer, word: str) -> None:
    assert parse_line(asking, word) == kept


def test_options_that_were_not_shown_yet_are_no_answer_to_keep() -> None:
    unseen = Chosen(frozenset(), frozenset(AREAS))
    assert refusal(many(before=unseen), "keep") == "There's no answer to keep."


@pytest.mark.parametrize(
    ("asking", "answer", "words"),
    [
        (many(), chosen("chin", "nose"), "Nose, Chin"),
        (many(), chosen("peel", "nose"), "Nose; Laser, or a peel"),
        (many(), chosen(), "None of these"),
        (many(), NOT_SURE, "Not sure"),
        (one(), "pen", "Pen"),
        (yes_no(), False, "No"),
        (years(), 1, "1 year"),
        (years(), 36500, "36500 years"),
        (years(), 0.25, "0.25 years"),
    ],
)
def test_an_answer_in_words(asking: Asking, answer: Answer, words: str) -> None:
    assert in_words(asking, answer) == words


@given(st.text(max_size=14))
def test_a_line_is_an_answer_or_told_and_never_an_option_that_it_does_not_begin(line: str) -> None:
    for asking in (needed(many()), needed(one())):
        try:
            answer = parse_line(asking, line)
        except (NotUnderstoodError, StoppedError):
            continue
        names = answer.options if isinstance(answer, Chosen) else [answer]
        for name in names:
            parts = [part.strip() for part in re.split("[, ]+", line.lower().replace("_", " "))]
            label = asking.options[str(name)].lower()
            assert any(label.startswith(part) or part.isdigit() for part in parts)


@given(st.text(max_size=200), st.integers(20, 80))
def test_wrapped_lines_fit_and_hold_all_words(text: str, width: int) -> None:
    found = wrap_label(text, width, "  - ")
    assert max(map(len, found)) <= width
    assert "".join("".join(found)[4:].split()) == "".join(harmless(text).split())


def test_hints_are_broken_only_between_them() -> None:
    assert together(["enter choose", "space tick", "? why"], 30) == [
        "enter choose · space tick",
        "? why",
    ]


SAID = [
    "This is the first question.", "This question cannot be skipped.", "An empty line isn't an answer.",
    "Commas alone aren't an answer.", "There's no answer to keep.", "Type the whole word.",
    "Choose a line first, with ↑↓ or its number.", "Press / first to find a word.",
    "Tick with the space bar first, or press Ctrl-N for “None of these”.", "Press Enter to choose this line.",
    "“None of these” doesn't go with the lines you ticked. Untick them first.", "All lines are back.",
    "No line has “zzz”. Try another word for it.", "“None of these” isn't an answer here.",
    "Ticked: Cheeks. Press Enter when done.", "Type a number, 0 to 120, or “not sure”.",
    "Your answer was: Cheeks, Chin.", 'Type "keep" to keep it.', "'moon' is not among the options.",
    "'x' isn't a number that fits.", "'c' fits 2 options: Cheeks; Chin.",
    '"None of these" can\'t go with others.',
]  # fmt: skip


@pytest.mark.parametrize("sentence", SAID)
def test_what_a_prompt_says_can_be_read_by_a_twelve_year_old(sentence: str) -> None:
    assert reading_grade(sentence) <= 8

"""What else people call an option: what it means in a file of answers, in a typed line and in a list."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from example_questions import chosen
from skinroutine.interview.answers import BadAnswersError, answer_of, read_answers
from skinroutine.interview.asking import Asking
from skinroutine.prompts.find import FoundRow, TypedWords
from skinroutine.prompts.labels import in_words, notes_on, typed_words, words_elsewhere
from skinroutine.prompts.list_state import ListState
from skinroutine.prompts.parse_line import NotUnderstoodError, parse_line
from skinroutine.rulebook import OptionGroup, Question
from skinroutine.rulebook.conditions import Picked

LABELS = {"under_eyes": "Under the eyes", "armpits": "Armpits", "jaw": "Jaw"}
WHERE = Question(
    id="where",
    kind="many",
    ask="Where?",
    why="It matters.",
    asked_by=("plan",),
    options={**LABELS, "ears": "Ears"},
    unread=("ears",),
    also={"under_eyes": ("under-eye",), "armpits": ("underarms", "oxter"), "ears": ("earlobe",)},
    groups={"jawline": OptionGroup(label="Jawline", also=("jowls",), options=("jaw",))},
    may_mean={"pit": ("armpits", "jaw")},
    of_no_concern={"ears": "Nobody treats them."},
)
ASKING = Asking(WHERE, LABELS)
FOUND = {"ears": FoundRow("Ears", "Ears: this doesn't matter here. Nobody treats them.")}


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("underarms", chosen("armpits")),
        ("Underarm", chosen("armpits")),
        ("UNDERARMS, jowl", chosen("armpits", "jaw")),
        ("under-eyes", chosen("under_eyes")),
        ("jawline", chosen("jaw")),
        ("earlobes", chosen("ears")),
    ],
)
def test_what_people_say_is_understood_in_a_file_and_in_a_line(written: str, answer: object) -> None:
    assert answer_of(WHERE, written) == answer
    assert parse_line(ASKING, written) == answer


def test_a_slip_of_the_finger_in_such_a_word_is_refused_with_that_word() -> None:
    with pytest.raises(BadAnswersError, match="did you mean 'underarms'"):
        read_answers({"where": "undrarms"}, [WHERE])


@pytest.mark.parametrize("word", ["undergarment", "shaving", "chin"])
def test_a_far_word_is_refused_and_no_other_is_suggested(word: str) -> None:
    with pytest.raises(BadAnswersError) as refused:
        read_answers({"where": word}, [WHERE])
    assert "did you mean" not in str(refused.value)


def test_an_option_that_is_never_offered_is_not_among_those_to_write() -> None:
    with pytest.raises(BadAnswersError, match="any of under_eyes, armpits, jaw or not_sure"):
        read_answers({"where": "moon"}, [WHERE])


def test_a_line_names_what_does_not_matter_here_and_the_person_is_told_why() -> None:
    answer = parse_line(ASKING, "earlobes, jaw")
    assert answer == chosen("ears", "jaw")
    assert notes_on(ASKING, {"ears", "jaw"}) == ["Ears: this doesn't matter here. Nobody treats them."]
    assert in_words(ASKING, chosen("ears", "jaw")) == "Jaw, Ears"


def test_what_is_not_on_record_as_of_no_concern_cannot_be_typed_where_it_is_not_on_offer() -> None:
    with pytest.raises(NotUnderstoodError):
        parse_line(Asking(WHERE, {"jaw": "Jaw"}), "underarms")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("underarm", ["armpits"]),
        ("under", ["under_eyes", "armpits"]),
        ("jow", ["jaw"]),
        ("ea", []),
        ("earl", ["ears"]),
        ("", ["under_eyes", "armpits", "jaw"]),
    ],
)
def test_a_list_is_filtered_by_what_people_say_and_shows_the_rest_only_to_those_who_type_it(
    typed: str, shown: list[str]
) -> None:
    state = list_state()
    state.find()
    state.letter(typed)
    assert state.shown == shown


def test_a_row_that_typing_brought_up_is_ticked_stays_in_sight_and_says_why_it_does_not_matter() -> None:
    state = list_state()
    state.find()
    state.letter("earlobe")
    assert state.enter() == ()
    assert state.message == "Ears: this doesn't matter here. Nobody treats them. Press Enter when done."
    assert state.shown == ["under_eyes", "armpits", "jaw", "ears"]
    assert state.enter() == ("ears",)


def test_a_word_for_several_options_is_refused_in_a_file_with_what_to_write() -> None:
    with pytest.raises(
        BadAnswersError, match="found 'pits', which can mean several things; write one of arm"
    ):
        read_answers({"where": "pits"}, [WHERE])


def test_a_word_for_several_options_is_asked_back_in_a_line() -> None:
    with pytest.raises(NotUnderstoodError, match=r"can mean several things\. Which is it\? Armpits; Jaw\."):
        parse_line(ASKING, "pit")


def test_a_word_for_several_options_leaves_their_rows_in_a_list() -> None:
    state = list_state()
    state.find()
    state.letter("pits")
    assert state.shown == ["armpits", "jaw"]


def test_a_plural_finds_the_row_in_a_list_and_so_does_a_word_with_a_hyphen() -> None:
    state = list_state()
    state.find()
    state.letter("oxters")
    assert state.shown == ["armpits"]
    state.clear()
    state.find()
    state.letter("under-ey")
    assert state.shown == ["under_eyes"]


def test_a_word_of_a_list_that_is_still_to_come_or_is_past_says_so() -> None:
    signs = replace(WHERE, screens={"first": ("jaw",), "second": ("armpits",)})
    first, second = Asking(signs, {"jaw": "Jaw"}, "first"), Asking(signs, {"armpits": "Armpits"}, "second")
    with pytest.raises(NotUnderstoodError, match=r"'oxters' is on a list that is still to come\."):
        parse_line(first, "oxters")
    with pytest.raises(NotUnderstoodError, match=r"'jowls' is on an earlier list\. Go back to it\."):
        parse_line(second, "jowls")
    state = ListState({"jaw": "Jaw"}, many=True, typed=TypedWords(elsewhere=words_elsewhere(first)))
    state.find()
    state.letter("oxters")
    assert state.message == "“oxters” is on a list that is still to come."


def test_a_detail_may_stand_under_what_people_call_its_option() -> None:
    since = Question(
        id="since.armpits", kind="number", ask="Since when?", why="It matters.", asked_by=("plan",),
        when=Picked("where", ["armpits"]),
    )  # fmt: skip
    assert read_answers({"since": {"underarm": 3}}, [WHERE, since])["since.armpits"] == 3
    with pytest.raises(BadAnswersError, match=r"since\.armpits: it is answered twice"):
        read_answers({"since": {"underarm": 3, "armpits": 5}}, [WHERE, since])


def list_state() -> ListState:
    state = ListState(LABELS, many=True, typed=TypedWords(typed_words(ASKING), FOUND))
    state.see(LABELS)
    return state

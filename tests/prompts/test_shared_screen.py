"""Two lists on one screen as a person meets them: in a terminal, and line by line."""

from __future__ import annotations

import pytest

from skinroutine.interview.asking import Asking
from skinroutine.interview.joined import answers_apart, joined
from skinroutine.prompts.find import TypedWords
from skinroutine.prompts.labels import NONE, answer_of
from skinroutine.prompts.list_state import ListState
from skinroutine.prompts.list_view import Size, list_lines, list_state
from skinroutine.prompts.parse_line import NotUnderstoodError, parse_line
from skinroutine.prompts.terminal import fold_lines
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen
from skinroutine.rulebook.questions import ListPart, SharedScreen

HEAD = Question(
    id="head", kind="many", ask="Look at it.", why="It tears.", asked_by=("plan",), name="Head",
    options={"worn": "It is worn", "fell": "It fell"}, also={"worn": ("blunt",)},
    beside=SharedScreen(list="products", ask="What is true today?"),
    as_part=ListPart(heading="The head", not_sure="Not sure about the head"),
)  # fmt: skip
PRODUCTS = Question(
    id="products", kind="many", ask="What is on it?", why="It goes in.", asked_by=("plan",), name="Products",
    options={"oil": "Oil", "acid": "Acid", "glide": "Glide"}, also={"oil": ("jojoba",)}, unread=("glide",),
    as_part=ListPart(heading="On the skin", not_sure="Not sure what is on the skin"),
)  # fmt: skip
OFFERED = {name: PRODUCTS.options[name] for name in ("oil", "acid")}
ASKING = joined(Asking(HEAD, HEAD.options), Asking(PRODUCTS, OFFERED))
HEAD_UNSURE, SKIN_UNSURE = "not_sure.head", "not_sure.products"
TICKS = {"·": "space", "N": "none", "U": "unsure"}


def pressed(keys: str) -> ListState:
    """The list, all of it in sight, after these keys: figures go to a row."""
    state = list_state(ASKING)
    state.see(state.names)
    for key in keys:
        state.digit(key) if key.isdigit() else getattr(state, TICKS[key])()
    return state


def test_each_list_stands_under_its_heading_and_ends_with_its_own_not_sure() -> None:
    lines = [line.text.rstrip() for line in list_lines(ASKING, list_state(ASKING), Size(60, 24), why=False)]
    assert [" ".join(line.split()) for line in lines[3:12]] == [
        "[ ] None of these ctrl-n",
        "The head",
        "\u203a [ ] 1 It is worn",
        "[ ] 2 It fell",
        "[ ] 3 Not sure about the head ctrl-u",
        "On the skin",
        "[ ] 4 Oil",
        "[ ] 5 Acid",
        "[ ] 6 Not sure what is on the skin ctrl-u",
    ]


@pytest.mark.parametrize(
    ("keys", "ticked"),
    [
        ("N", {NONE}),
        ("N1·", {"worn"}),
        ("1·4·", {"worn", "oil"}),
        ("U", {HEAD_UNSURE}),
        ("UU", {HEAD_UNSURE, SKIN_UNSURE}),
        ("4U", {SKIN_UNSURE}),
        ("4UU", {HEAD_UNSURE, SKIN_UNSURE}),
        ("U4·", {HEAD_UNSURE, "oil"}),
        ("U1·", {"worn"}),
        ("NU", {HEAD_UNSURE}),
    ],
)
def test_not_sure_of_one_list_leaves_the_other_open(keys: str, ticked: set[str]) -> None:
    assert pressed(keys).ticked == ticked


@pytest.mark.parametrize(
    ("keys", "ticked", "refused"),
    [
        ("UN", {HEAD_UNSURE}, "“None of these” doesn't go with"),
        ("1·3·", {"worn"}, "“Not sure about the head” doesn't go with"),
        ("1·1U", {"worn"}, "“Not sure about the head” doesn't go with"),
    ],
)
def test_none_of_these_and_not_sure_are_refused_beside_what_they_deny(
    keys: str, ticked: set[str], refused: str
) -> None:
    state = pressed(keys)
    assert (state.ticked, refused in state.message) == (ticked, True)


@pytest.mark.parametrize(
    ("seen", "keys", "answered"),
    [(5, "N", False), (5, "1·", False), (5, "U", False), (5, "UU", True), (7, "U", True)],
)
def test_a_line_that_was_not_on_the_screen_is_not_answered(seen: int, keys: str, *, answered: bool) -> None:
    state = list_state(ASKING)
    state.see(state.names[:seen])
    for key in keys:
        state.digit(key) if key.isdigit() else getattr(state, TICKS[key])()
    assert bool(state.enter()) is answered


@pytest.mark.parametrize(
    ("line", "head", "products"),
    [
        ("none", Chosen(frozenset()), Chosen(frozenset())),
        ("not sure", NOT_SURE, NOT_SURE),
        ("3", NOT_SURE, Chosen(frozenset())),
        ("not sure about the head, jojoba", NOT_SURE, Chosen(frozenset({"oil"}))),
        ("blunt, 5", Chosen(frozenset({"worn"})), Chosen(frozenset({"acid"}))),
        ("glide", Chosen(frozenset()), Chosen(frozenset({"glide"}))),
        ("2 6", Chosen(frozenset({"fell"})), NOT_SURE),
    ],
)
def test_a_line_answers_both_lists_as_the_keys_do(line: str, head: Answer, products: Answer) -> None:
    answer = parse_line(ASKING, line)
    assert isinstance(answer, Chosen | type(NOT_SURE))
    assert [own for _, own in answers_apart(ASKING, answer)] == [head, products]


@pytest.mark.parametrize("line", ["1, 3", "worn, not sure about the head", "oil 6", "none, 3"])
def test_a_line_that_says_two_things_of_one_list_is_refused(line: str) -> None:
    with pytest.raises(NotUnderstoodError, match=r"can't go with|is not among"):
        parse_line(ASKING, line)


def test_what_stays_of_the_screen_is_a_line_for_each_list() -> None:
    answer = answer_of(ASKING, ["fell", SKIN_UNSURE])
    assert [line.text for line in fold_lines(ASKING, answer, 60)] == [
        "✓ Head  It fell",
        "✓ Products  Not sure",
    ]


def test_what_was_answered_before_is_ticked_when_a_person_goes_back() -> None:
    before = answer_of(ASKING, ["oil", HEAD_UNSURE])
    assert list_state(ASKING._replace(before=before)).ticked == {"oil", HEAD_UNSURE}


def test_a_whole_word_is_pointed_at_before_one_that_only_begins_so() -> None:
    state = ListState(
        {"acid": "Acids", "peel": "Chemical peel", "mask": "Mask"},
        many=True,
        typed=TypedWords({"acid": {"peeling pad"}, "peel": {"chemical peel"}}),
    )
    state.find()
    state.letter("peel")
    assert (state.shown, state.pointer) == (["acid", "peel"], "peel")

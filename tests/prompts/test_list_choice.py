"""A list as keys change it: Enter alone never answers, nothing ticked is lost, nothing hidden slips in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_questions import a_question
from skinroutine.interview import Asking
from skinroutine.prompts.labels import ALONE, NONE, UNSURE, headings, rows
from skinroutine.prompts.list_state import ListState, TypedWords
from skinroutine.prompts.list_view import Size, list_lines
from skinroutine.rulebook import OptionGroup, Question

FEW = {"eyelids": "Eyelids", "nose": "Nose", "cheeks": "Cheeks", "chin": "Chin"}
NONE_ROW, UNSURE_ROW = {NONE: "None of these"}, {UNSURE: "Not sure"}
KEYS = (
    "up",
    "down",
    "page",
    "home",
    "space",
    "enter",
    "clear",
    "rub_out",
    "find",
    "none",
    *"0123456789",
    *"nose ch",
)


def many(rows: dict[str, str] = FEW) -> ListState:
    return ListState(NONE_ROW | rows | UNSURE_ROW, many=True)


def press(choosing: ListState, key: str) -> tuple[str, ...]:
    """Press one key; gives the answer, if that was one."""
    ways = {
        "up": lambda: choosing.move(-1), "down": lambda: choosing.move(1), "page": lambda: choosing.leap(8),
        "home": lambda: choosing.leap(-99), "space": choosing.space, "clear": choosing.clear,
        "rub_out": choosing.rub_out, "find": choosing.find, "none": choosing.none, " ": choosing.space,
    }  # fmt: skip
    if key == "enter":
        return choosing.enter()
    if key in ways:
        ways[key]()
    elif key.isdigit():
        choosing.digit(key)
    else:
        choosing.letter(key)
    return ()


def pressed(choosing: ListState, keys: str) -> ListState:
    for key in keys:
        press(choosing, {"⏎": "enter", "␣": "space", "↓": "down", "/": "find", "∅": "none"}.get(key, key))
    return choosing


def test_a_list_for_several_starts_on_the_first_option_with_nothing_ticked() -> None:
    choosing = many()
    assert (choosing.pointer, choosing.ticked) == ("eyelids", set())


def test_none_of_these_is_the_first_row_and_never_ticked_from_the_start() -> None:
    choosing = many()
    assert (choosing.names[0], choosing.ticked) == (NONE, set())


def test_a_list_for_one_has_a_pointer_from_the_start_where_enter_alone_chooses_nothing() -> None:
    choosing = ListState(FEW, many=False)
    assert (choosing.pointer, choosing.enter()) == ("eyelids", ())
    assert choosing.message == "Choose a line first, with ↑↓ or its number."
    assert pressed(choosing, "␣⏎").enter() == ("eyelids",)


def test_the_pointer_starts_where_a_start_is_named_or_at_the_answer_of_before() -> None:
    assert ListState(FEW | UNSURE_ROW, many=False, start=UNSURE).enter() == (UNSURE,)
    assert ListState(FEW | UNSURE_ROW, many=False, start=UNSURE, before=["chin"]).enter() == ("chin",)


@pytest.mark.parametrize("letters", ["chin", "x", "no", "12a"])
@pytest.mark.parametrize("several", [True, False])
def test_letters_find_nothing_and_tick_nothing_before_a_stroke(letters: str, several: bool) -> None:
    choosing = many() if several else ListState(FEW, many=False)
    for key in letters:
        choosing.letter(key)
    assert (choosing.shown, choosing.ticked, choosing.filter) == (choosing.names, set(), "")
    assert choosing.message == "Press / first to find a word."


def test_typed_letters_never_put_the_pointer_of_a_list_for_one_on_one_of_several() -> None:
    choosing = pressed(ListState(FEW, many=False), "/ch")
    assert (choosing.shown, choosing.pointer, choosing.enter()) == (["cheeks", "chin"], None, ())
    assert choosing.message == "Several lines fit: type more, or choose one."
    assert pressed(choosing, "i").enter() == ("chin",)


def test_enter_never_answers_while_a_search_hides_rows() -> None:
    choosing = pressed(many(), "2␣/chee")
    assert choosing.enter() == ()
    assert choosing.message == "Ticked: Cheeks. Press Enter when done."
    assert choosing.enter() == ("nose", "cheeks")


def test_enter_after_typing_does_not_untick() -> None:
    choosing = pressed(many(), "3␣/chee⏎")
    assert choosing.ticked == {"cheeks"}


def test_enter_after_an_arrow_ticks_nothing_more() -> None:
    choosing = pressed(many(), "/ch↓␣↓⏎")
    assert choosing.ticked == {"chin"}
    assert choosing.message == "All lines are back."


def test_space_behind_typed_letters_is_a_blank_and_behind_an_arrow_a_tick() -> None:
    assert pressed(many(), "/of␣").filter == "of "
    assert pressed(many(), "/ch␣").ticked == set()
    assert pressed(many(), "/ch↓␣").ticked == {"chin"}
    assert pressed(many(), "␣").ticked == {"eyelids"}


def test_none_of_these_has_a_key_of_its_own() -> None:
    choosing = pressed(many(), "∅")
    assert (choosing.ticked, choosing.enter()) == ({NONE}, (NONE,))
    assert pressed(many(), "∅∅").ticked == {NONE}


@pytest.mark.parametrize("keys", ["1␣∅", "1␣/none⏎", "1␣5␣", "/chin⏎∅"])
def test_what_stands_alone_is_refused_while_anything_is_ticked(keys: str) -> None:
    choosing = pressed(many(), keys)
    assert choosing.ticked in ({"eyelids"}, {"chin"})
    assert "doesn't go with the lines you ticked. Untick them first." in choosing.message


def test_none_of_these_waits_until_every_row_was_on_the_screen() -> None:
    rows_ = {f"n{number}": f"Spot {number}" for number in range(30)}
    asking, choosing = Asking(a_question("spots", "many"), rows_), many(rows_)
    list_lines(asking, choosing, Size(60, 24), why=False)
    while choosing.seen != set(choosing.names):
        choosing.none()
        assert (choosing.ticked, choosing.enter()) == (set(), ())
        list_lines(asking, choosing, Size(60, 24), why=False)
    choosing.none()
    assert (choosing.ticked, choosing.enter()) == ({NONE}, (NONE,))


def test_an_option_takes_the_place_of_none_of_these_and_of_not_sure() -> None:
    assert pressed(many(), "∅1␣").ticked == {"eyelids"}
    assert pressed(many(), "5␣1␣").ticked == {"eyelids"}


@pytest.mark.parametrize("several", [True, False])
def test_a_figure_goes_to_its_row_in_every_list_and_ticks_nothing(several: bool) -> None:
    choosing = pressed(ListState(FEW | UNSURE_ROW, many=several), "3")
    assert (choosing.pointer, choosing.ticked) == ("cheeks", set())


def test_figures_that_follow_each_other_are_one_number_while_there_is_such_a_row() -> None:
    choosing = many({f"n{number}": f"Spot {number}" for number in range(1, 13)})
    for keys, row in (("1", "n1"), ("2", "n12"), ("5", "n5"), ("↓", "n6"), ("07", "n7")):
        assert pressed(choosing, keys).pointer == row
    assert choosing.ticked == set()


def test_a_number_that_is_not_in_the_list_moves_nothing() -> None:
    choosing = pressed(many(), "39")
    assert (choosing.pointer, choosing.message) == ("cheeks", "There's no line 9.")
    choosing = pressed(ListState(FEW, many=False), "0")
    assert (choosing.pointer, choosing.message) == ("eyelids", "There's no line 0.")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hiv", "immune"),
        ("HIV", "immune"),
        ("transplants", "immune"),
        ("immun", "immune"),
        ("accutane", "isotretinoin"),
        ("allergies", "allergy"),
        ("brown patch", "patches"),
        ("patches brown", "patches"),
    ],
)
def test_a_search_finds_words_inside_labels_what_else_people_say_plural_and_singular(
    typed: str, found: str
) -> None:
    assert pressed_letters(typed).shown == [found]


@pytest.mark.parametrize("typed", ["retin", "mmune", "way", "tins", "allergic"])
def test_a_search_finds_no_word_that_only_has_the_letters_in_it(typed: str) -> None:
    choosing = pressed_letters(typed)
    assert (choosing.shown, choosing.message) == ([], f"No line has “{typed}”. Try another word for it.")


def pressed_letters(typed: str) -> ListState:
    labels = {
        "immune": "A weak immune system (HIV, hepatitis, transplant)",
        "isotretinoin": "Isotretinoin",
        "allergy": "Allergy to metal",
        "patches": "Melasma (brown patches)",
    }
    words = TypedWords({"isotretinoin": {"accutane", "roaccutane"}})
    choosing = ListState(labels, many=True, typed=words)
    choosing.find()
    for letter in typed:
        choosing.letter(letter)
    return choosing


@given(st.lists(st.sampled_from(KEYS), max_size=25))
def test_whatever_keys_are_pressed_enter_gives_what_is_ticked_and_in_sight(keys: list[str]) -> None:
    choosing = many()
    for key in keys:
        seen = set(choosing.ticked), choosing.filter, choosing.finding
        names = press(choosing, key)
        assert len(choosing.ticked & ALONE) in ({0} if choosing.ticked - ALONE else {0, 1})
        if names:
            assert (set(names), "", False) == seen
            assert (choosing.shown, key) == (choosing.names, "enter")


@given(st.lists(st.sampled_from(KEYS), max_size=25))
def test_whatever_keys_are_pressed_a_list_for_one_gives_the_row_of_the_pointer(keys: list[str]) -> None:
    choosing = ListState(FEW, many=False)
    for place, key in enumerate(keys):
        seen, shown = choosing.pointer, choosing.shown
        names = press(choosing, key)
        assert names in ((), (seen,))
        assert not names or set(keys[:place]) - {"enter", "clear", "rub_out"}
        assert not names or (place > 0 and names[0] in shown)


@given(st.lists(st.sampled_from(KEYS), max_size=12), st.sampled_from([30, 40, 80]), st.integers(4, 40))
def test_the_list_as_drawn_fits_the_screen_and_shows_the_row_of_the_pointer(
    keys: list[str], columns: int, height: int
) -> None:
    rows = {f"spot_{number}": f"Spot number {number} with a few more words to wrap" for number in range(15)}
    asking = Asking(a_question("spots", "many"), rows)
    choosing = many(rows)
    for key in keys:
        press(choosing, key)
    lines = list_lines(asking, choosing, Size(columns, height), why=False)
    assert max(len(line.text) for line in lines) < columns
    assert [line.pointed for line in lines].count(True) == (choosing.pointer is not None)
    if columns == 80 and height >= 12:
        assert len(lines) < height


def test_no_word_of_a_row_is_cut_at_40_columns() -> None:
    label = "A tattoo, permanent make-up, a birthmark, or a mole that never changes"
    asking = Asking(a_question("spots", "many"), {"tattoo": label})
    choosing = many({"tattoo": label})
    lines = [line.text for line in list_lines(asking, choosing, Size(40, 12), why=False)]
    assert lines[1:4] == [
        "  [ ]    None of these           ctrl-n",
        "\u203a [ ] 1  A tattoo, permanent make-up, a",
        "         birthmark, or a mole that",
    ]
    assert " ".join(" ".join(lines[2:5]).split()) == f"\u203a [ ] 1 {label}"


HEADED = Question(
    id="spots", kind="many", ask="Which?", why="So.", asked_by=("plan",), at_least_one=True, not_sure=False,
    options={name: name for name in "abcdefghij"},
    headings={"Near": ("b", "j"), "Far": ("a", "c", "d", "e", "f", "g")},
    groups={"both": OptionGroup(label="Both", options=("b", "j"))},
)  # fmt: skip


def shown_rows(asking: Asking) -> list[str]:
    state = ListState(rows(asking), many=True)
    lines = [line.text.strip() for line in list_lines(asking, state, Size(60, 40), why=False)]
    return [line for line in lines if line][1:-1]


def test_a_list_of_more_than_nine_rows_stands_under_headings_and_a_shorter_one_does_not() -> None:
    asking = Asking(HEADED, HEADED.options)
    assert [*rows(asking)] == ["both", "b", "j", "a", "c", "d", "e", "f", "g", "h", "i"]
    assert shown_rows(asking)[:3] == ["Near", "\u203a [ ]  1  Both", "[ ]  2  b"]
    assert headings(asking) == {"both": "Near", "a": "Far", "h": "Other"}
    short = Asking(HEADED, {name: name for name in "abcdefghi"})
    assert ([*rows(short)], headings(short)) == ([*"abcdefghi"], {})


def test_a_prompt_says_how_far_it_is() -> None:
    asking = Asking(HEADED, {"a": "A"}, place=4, total=12)
    state = ListState(rows(asking), many=True)
    first = list_lines(asking, state, Size(61, 12), why=False)[0].text
    assert (first.split("  ")[0], first[-13:], len(first)) == ("Which?", "4 of about 12", 60)

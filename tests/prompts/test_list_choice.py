"""A list as keys change it: Enter alone never answers, nothing ticked is lost, nothing hidden slips in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from example_questions import a_question
from skinroutine.interview.asking import Asking, take
from skinroutine.prompts.find import TypedWords
from skinroutine.prompts.labels import ALONE, NONE, UNSURE, answer_of, headings, rows
from skinroutine.prompts.list_state import ListState
from skinroutine.prompts.list_view import Size, list_lines, rows_drawn
from skinroutine.rulebook import OptionGroup, Question
from skinroutine.rulebook.conditions import Chosen

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
    """A list for several that the screen has shown."""
    choosing = unseen(rows)
    choosing.see(choosing.names)
    return choosing


def unseen(rows: dict[str, str]) -> ListState:
    return ListState(NONE_ROW | rows | UNSURE_ROW, many=True)


def draw(asking: Asking, choosing: ListState, size: Size) -> list[str]:
    """Show a list in a terminal of this size; gives its lines."""
    lines = list_lines(asking, choosing, size, why=False)
    # Where there are more lines than rows, the line with the pointer is drawn with those above it.
    pointed = next((place for place, line in enumerate(lines) if line.pointed), 0)
    top = max(0, pointed + 1 - size.rows)
    choosing.see(rows_drawn(lines, range(top, top + size.rows)))
    return [line.text for line in lines[top : top + size.rows]]


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


def test_the_pointer_starts_at_the_answer_of_before_where_enter_chooses_it() -> None:
    assert ListState(FEW | UNSURE_ROW, many=False, before=[UNSURE]).enter() == (UNSURE,)


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


SPOTS = {f"n{number}": f"Spot {number}" for number in range(1, 31)}
SMALL = Size(60, 16)


def spots(keys: str) -> tuple[ListState, list[str]]:
    """A list of 32 lines on a screen of 16, drawn after each key; gives the lines that stand there then."""
    choosing, asking = unseen(SPOTS), Asking(a_question("spots", "many"), SPOTS)
    lines = draw(asking, choosing, SMALL)
    for key in keys:
        pressed(choosing, key)
        lines = draw(asking, choosing, SMALL)
    return choosing, lines


def test_none_of_these_waits_until_every_row_was_on_the_screen() -> None:
    first, second = spots("∅")[0], spots("∅∅")[0]
    assert (first.ticked, first.message) == (set(), "Look at 20 more lines first, then press Ctrl-N again.")
    assert (second.ticked, second.message) == (set(), "Look at 10 more lines first, then press Ctrl-N again.")
    assert spots("∅∅∅∅")[0].enter() == (NONE,)


def test_enter_takes_what_is_ticked_once_every_row_was_on_the_screen() -> None:
    choosing = spots("1␣⏎")[0]
    assert choosing.message == "Look at 20 more lines first, then press Enter again."
    assert (choosing.enter(), spots("1␣⏎⏎")[0].enter()) == ((), ("n1",))


def test_a_turned_page_begins_with_the_first_row_that_was_not_seen() -> None:
    assert spots("∅")[1][1:4] == ["  … 12 more above", "\u203a [ ] 12  Spot 12", "  [ ] 13  Spot 13"]


def test_not_sure_says_no_to_nothing_and_has_a_key_of_its_own() -> None:
    choosing, lines = spots("")
    assert "  … 20 more below · ctrl-u not sure" in lines
    choosing.unsure()
    assert choosing.enter() == (UNSURE,)


def test_what_already_decides_is_taken_before_the_other_rows_were_seen() -> None:
    choosing = spots("1␣")[0]
    assert choosing.enter(lambda names: "n1" in names) == ("n1",)
    assert spots("2␣")[0].enter(lambda names: "n1" in names) == ()


def test_what_was_not_seen_when_it_was_decided_stays_not_asked() -> None:
    asking = Asking(a_question("spots", "many"), SPOTS)
    answer = answer_of(asking, ("n1",), spots("1␣")[0].hidden)
    taken = take({}, asking, answer)["spots"]
    assert isinstance(taken, Chosen)
    assert (sorted(taken.options), "n2" in taken.unseen, "n30" in taken.unseen) == (["n1"], False, True)


def test_the_space_bar_on_none_of_these_leaves_the_pointer_there_while_rows_are_hidden() -> None:
    choosing = spots("")[0]
    choosing.move(-1)
    pressed(choosing, "␣␣")
    assert (choosing.pointer, choosing.ticked) == (NONE, set())
    assert choosing.message == "Press Ctrl-N to look at 20 more lines first."


def test_a_search_shows_what_it_finds_and_nothing_else() -> None:
    choosing, _ = spots("/30")
    assert ("n30" in choosing.seen, "n29" in choosing.seen) == (True, False)


def test_empty_lines_give_way_to_rows_that_would_not_fit() -> None:
    asking = Asking(a_question("spots", "many"), SPOTS)
    assert draw(asking, unseen(SPOTS), Size(60, 38))[0] == ""
    assert draw(asking, unseen(SPOTS), Size(60, 37))[0] == asking.text


TAKING = (*["none", "enter", "space"] * 9,)


def in_few_columns(rows: int) -> tuple[Asking, ListState]:
    """A list of so many lines and two more, of which some are broken."""
    labels = {f"n{number}": f"Spot {number} of {'a few ' * (number % 3)}words" for number in range(rows)}
    return Asking(a_question("spots", "many"), labels), unseen(labels)


@given(
    st.lists(st.sampled_from(KEYS), max_size=8),
    st.sampled_from(["enter", "none"]),
    st.integers(1, 16),
    st.integers(2, 20),
)
def test_the_same_key_again_and_again_ends_with_an_answer(
    before: list[str], key: str, rows: int, height: int
) -> None:
    asking, choosing = in_few_columns(rows)
    for each in [*before, "clear"]:
        press(choosing, each)
        draw(asking, choosing, Size(30, height))
    if key == "enter" and not choosing.ticked:
        pressed(choosing, "1␣")
    names: tuple[str, ...] = ()
    presses = 0
    while not (names or (choosing.ticked and key == "none")):
        names, presses = press(choosing, key), presses + 1
        draw(asking, choosing, Size(30, height))
        assert presses <= rows + 3


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from((*KEYS, *TAKING)), st.integers(2, 12)), min_size=4, max_size=12),
    st.integers(4, 16),
    st.sampled_from([1, 2, 5]),
)
def test_no_answer_says_no_to_a_row_that_was_never_drawn(
    keys: list[tuple[str, int]], rows: int, at_once: int
) -> None:
    asking, choosing = in_few_columns(rows)
    screens = ""
    for place, (key, height) in enumerate(keys):
        names = press(choosing, key)
        if names and names != (UNSURE,):
            assert [f" Spot {number} of" in screens for number in range(rows)] == [True] * rows
        if place % at_once == 0:
            screens += "".join(draw(asking, choosing, Size(30, height)))


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

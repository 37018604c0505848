"""A list as keys change it: Enter alone never answers, nothing ticked is lost, nothing hidden slips in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from example_questions import a_question
from skinroutine.interview import Asking
from skinroutine.prompts.labels import ALONE, NONE, UNSURE
from skinroutine.prompts.list_state import ListState
from skinroutine.prompts.list_view import list_lines

FEW = {"eyelids": "Eyelids", "nose": "Nose", "cheeks": "Cheeks", "chin": "Chin"}
LAST = {NONE: "None of these", UNSURE: "Not sure"}
KEYS = (
    "up",
    "down",
    "page",
    "home",
    "space",
    "enter",
    "clear",
    "rub_out",
    "comma",
    *"0123456789",
    *"nose ch",
)


def many(rows: dict[str, str] = FEW | LAST) -> ListState:
    return ListState(rows, many=True)


def press(choosing: ListState, key: str) -> tuple[str, ...]:
    """Press one key; gives the answer, if that was one."""
    ways = {
        "up": lambda: choosing.move(-1), "down": lambda: choosing.move(1), "page": lambda: choosing.leap(8),
        "home": lambda: choosing.leap(-99), "space": choosing.space, "clear": choosing.clear,
        "rub_out": choosing.rub_out, "comma": choosing.separate, " ": choosing.space,
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
        press(choosing, {"⏎": "enter", "␣": "space", "↓": "down"}.get(key, key))
    return choosing


def test_a_list_for_several_starts_on_the_first_row_with_nothing_ticked() -> None:
    choosing = many()
    assert (choosing.pointer, choosing.ticked) == ("eyelids", set())


def test_a_list_for_one_has_no_pointer_unless_a_start_is_named() -> None:
    assert ListState(FEW, many=False).pointer is None
    assert ListState(FEW | LAST, many=False, start=UNSURE).pointer == UNSURE
    assert ListState(FEW | LAST, many=False, start=UNSURE, before=["chin"]).pointer == "chin"


def test_typed_letters_never_put_the_pointer_of_a_list_for_one_on_one_of_several() -> None:
    choosing = pressed(ListState(FEW, many=False), "ch")
    assert (choosing.shown, choosing.pointer, choosing.enter()) == (["cheeks", "chin"], None, ())
    assert choosing.message == "Several lines fit: type more, or choose one."
    assert pressed(choosing, "i").enter() == ("chin",)


def test_enter_never_answers_while_a_filter_hides_rows() -> None:
    choosing = pressed(many(), "2chee")
    assert choosing.enter() == ()
    assert choosing.message == "Ticked: Cheeks. Press Enter when done."
    assert choosing.enter() == ("nose", "cheeks")


def test_enter_after_typing_does_not_untick() -> None:
    choosing = pressed(many(), "3chee⏎")
    assert choosing.ticked == {"cheeks"}


def test_enter_after_an_arrow_ticks_nothing_more() -> None:
    choosing = pressed(many(), "ch↓␣↓⏎")
    assert choosing.ticked == {"chin"}
    assert choosing.message == "All options are back."


def test_space_behind_typed_letters_is_a_blank_and_behind_an_arrow_a_tick() -> None:
    assert pressed(many(), "of␣").filter == "of "
    assert pressed(many(), "ch␣").ticked == set()
    assert pressed(many(), "ch↓␣").ticked == {"chin"}
    assert pressed(many(), "␣").ticked == {"eyelids"}


def test_what_stands_alone_unticks_the_others_and_they_untick_it() -> None:
    assert pressed(many(), "125").ticked == {NONE}
    assert pressed(many(), "56").ticked == {UNSURE}
    assert pressed(many(), "51").ticked == {"eyelids"}


def test_a_figure_that_could_be_the_first_of_two_waits() -> None:
    choosing = many({f"n{number}": f"Spot {number}" for number in range(1, 13)})
    assert pressed(choosing, "1").ticked == set()
    assert choosing.message == "Option 1: press Enter, or type one more figure."
    assert pressed(choosing, "2").ticked == {"n12"}
    assert pressed(choosing, "5").ticked == {"n12", "n5"}
    assert pressed(choosing, "1↓␣").ticked == {"n12", "n5", "n2"}


def test_a_number_that_is_not_in_the_list_ticks_nothing() -> None:
    for keys, message in (("9", "There is no option 9."), ("0", "There is no option 0.")):
        choosing = pressed(many(), keys)
        assert (choosing.ticked, choosing.message) == (set(), message)


def test_a_number_brings_the_hidden_rows_back() -> None:
    choosing = pressed(many(), "chin2")
    assert (choosing.filter, choosing.ticked, choosing.pointer) == ("", {"nose"}, "nose")


@given(st.lists(st.sampled_from(KEYS), max_size=25))
def test_whatever_keys_are_pressed_enter_gives_what_is_ticked_and_in_sight(keys: list[str]) -> None:
    choosing = many()
    for key in keys:
        seen = set(choosing.ticked), choosing.filter, choosing.number
        names = press(choosing, key)
        assert len(choosing.ticked & ALONE) in ({0} if choosing.ticked - ALONE else {0, 1})
        if names:
            assert (set(names), "", "") == seen
            assert (choosing.shown, key) == (choosing.names, "enter")


@given(st.lists(st.sampled_from(KEYS), max_size=25))
def test_whatever_keys_are_pressed_a_list_for_one_gives_the_row_of_the_pointer(keys: list[str]) -> None:
    choosing = ListState(FEW, many=False)
    for place, key in enumerate(keys):
        seen, shown = choosing.pointer, choosing.shown
        names = press(choosing, key)
        assert names in ((), (seen,))
        assert not names or (place > 0 and names[0] in shown)


@given(st.lists(st.sampled_from(KEYS), max_size=12), st.sampled_from([30, 40, 80]), st.integers(4, 40))
def test_the_list_as_drawn_fits_the_screen_and_shows_the_row_of_the_pointer(
    keys: list[str], columns: int, height: int
) -> None:
    rows = {f"spot_{number}": f"Spot number {number} with a few more words to wrap" for number in range(15)}
    asking = Asking(a_question("spots", "many"), rows)
    choosing = many(rows | LAST)
    for key in keys:
        press(choosing, key)
    lines = list_lines(asking, choosing, columns, height, why=False)
    assert max(len(line.text) for line in lines) < columns
    assert [line.pointed for line in lines].count(True) == (choosing.pointer is not None)
    if columns == 80 and height >= 12:
        assert len(lines) < height


def test_no_word_of_a_row_is_cut_at_40_columns() -> None:
    label = "A tattoo, permanent make-up, a birthmark, or a mole that never changes"
    asking = Asking(a_question("spots", "many"), {"tattoo": label})
    lines = [line.text for line in list_lines(asking, many({"tattoo": label}), 40, 24, why=False)]
    assert lines[1:3] == ["> [ ] 1  A tattoo, permanent make-up, a", "         birthmark, or a mole that"]
    assert " ".join(" ".join(lines[1:4]).split()) == f"> [ ] 1 {label}"

"""Screens: every one fits 80 columns as plain text, is escaped, and reads in order."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.console import Console

from conftest import LiveOnce, Run
from effort import examples
from skinroutine.show import Banner, Block, Columns, Gauge, Heading, Item, Para, Sided
from skinroutine.show.colour import show
from skinroutine.show.plain import plain_text
from skinroutine.show.signs import LOOKS, ResultLook, luminance
from typed import RESTED, abraded, needled, needling, symptoms

LETTERS = "abcdefgh[]/*<>\\=\N{LATIN SMALL LETTER E WITH ACUTE}"
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=15).map(" ".join)
INDENTS = st.sampled_from([0, 2, 4])
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Banner, st.just("GO"), WORDS, st.just("good")),
    st.builds(Heading, WORDS),
    st.builds(Para, WORDS, st.just("faint"), st.sampled_from([0, 2, 6])),
    st.builds(Item, st.sampled_from(["1.", "-", "12."]), WORDS, st.just("plain"), st.sampled_from([2, 4])),
    st.builds(
        Sided, WORDS, WORDS, WORDS, st.just("plain"), st.just("accent"), st.sampled_from(["", "-"]), INDENTS
    ),
    st.builds(Gauge, WORDS, WORDS, st.floats(-1, 2), WORDS, WORDS, WORDS, st.just("good")),
    st.builds(Columns, st.just([["One", "Two"], ["some words", "other words"]])),
)


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture
def lived_in(run: Run, live_once: LiveOnce) -> Run:
    """A history with sessions of both treatments, late ones, and a hold."""

    def live() -> None:
        areas = "cheeks,nose,around_mouth,chin,jaw,forehead,temples"
        run(*needled(areas=areas), "--at", "8 days ago", "--note", "n" * 200)
        run(*abraded(areas="neck"), "--at", "9 days ago", "--reaction", "prolonged")
        run(*symptoms(symptoms="lump_nodule,red_streaks"))

    live_once(live)
    return run


def is_address(line: str) -> bool:
    """An address stands on a line of its own and is never broken, so that it can be followed."""
    return line.strip().startswith(("http://", "https://")) and " " not in line.strip()


SCREENS = [
    ["--help"],
    ["plan", "--help"],
    ["log", "--help"],
    ["check-symptoms", "--help"],
    ["hold", "--help"],
    ["plan", "--example"],
    ["plan", "microdermabrasion", "--example"],
    ["plan", *needling(**RESTED)],
    [
        "plan",
        *needling(skin_today="active_acne,warts,broken_skin", conditions="pregnancy", device_shared="yes"),
    ],
    needled(areas="cheeks,nose,chin,jaw,neck,forehead,temples"),
    symptoms(symptoms="fever,chills_shivering,pus_discharge"),
    symptoms(symptoms="redness,itch,flaking,tightness"),
    ["about"],
    ["about", "microneedling"],
    ["about", "microdermabrasion"],
    ["status"],
    ["due"],
    ["hold"],
    ["hold", "end", "--how", "seen"],
    ["why"],
]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: " ".join(screen[:2]))
def test_every_screen_as_plain_text_is_at_most_80_columns_wide(lived_in: Run, screen: list[str]) -> None:
    ran = lived_in(*screen, "--plain") if "--help" not in screen else lived_in(*screen)
    lines = ran.out.splitlines()
    assert ran.status == 0
    assert max((len(line) for line in lines if not is_address(line)), default=0) <= 80
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: " ".join(screen[:2]))
def test_no_screen_shows_a_name_that_only_the_program_knows(lived_in: Run, screen: list[str]) -> None:
    out = lived_in(*screen).out
    assert not re.search(r"\bNone\b|\bTrue\b|\bFalse\b|frozenset|\{|\bnan\b", out)


@pytest.mark.parametrize("command", [["plan"], ["log"], ["check-symptoms"]])
def test_every_question_line_by_line_is_at_most_80_columns_wide(run: Run, command: list[str]) -> None:
    answers = ["none", "1", *["1"] * 40]
    err = run(*command, typed="\n".join(answers) + "\n").err
    assert err.count("> ") >= 3
    questions = err.split("These answers are missing")[0]
    assert max(len(line.removeprefix("> ")) for line in questions.splitlines()) <= 80


def test_a_plan_reads_verdict_reasons_next_date_and_checklists_in_order(run: Run) -> None:
    out = run("plan", *needling()).out
    parts = [
        "CAUTION: ",
        "\nWhy\n",
        "\nIf you do it today",
        "\nToday, before",
        "\nDuring\n",
        "\nThe next days\n",
        "\nOnce it is done, log it: skinroutine log",
    ]
    places = [out.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "screen", [["plan", *needling()], symptoms(symptoms="seizure"), ["about"]], ids=["plan", "check", "about"]
)
def test_an_answer_says_once_at_its_foot_that_it_is_no_diagnosis(run: Run, screen: list[str]) -> None:
    out = run(*screen).out
    assert out.endswith("This comes from cited sources. It isn't a diagnosis.\n")
    assert out.count("diagnosis") == 1


def test_a_note_is_shown_as_it_was_typed_and_never_read_as_markup(run: Run) -> None:
    assert (
        "  - note: [bold]sore[/bold] on the left\n"
        in run(*needled(), "--note", "[bold]sore[/bold] on the left").out
    )


@examples(60)
@given(st.lists(BLOCKS, max_size=4), st.integers(40, 120))
def test_no_page_is_wider_than_it_was_told(page: list[Block], width: int) -> None:
    assert max((len(line) for line in plain_text(page, width).splitlines()), default=0) <= width


@pytest.mark.proof
@examples(60)
@given(st.lists(BLOCKS, max_size=4), st.integers(40, 120))
def test_no_page_in_colours_is_wider_than_the_terminal(page: list[Block], width: int) -> None:
    shown = io.StringIO()
    show(page, Console(file=shown, width=width, color_system=None))
    assert max((cell_len(line) for line in shown.getvalue().splitlines()), default=0) <= width


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_a_badge_has_the_better_of_black_and_white_text(look: ResultLook) -> None:
    light = luminance(look.colour) + 0.05
    contrast = {"#000000": light / 0.05, "#ffffff": 1.05 / light}
    assert look.ink == max(contrast, key=lambda ink: contrast[ink])
    assert contrast[look.ink] >= 4.5


SIXTEEN = {
    "go": "green", "caution": "yellow", "wait": "blue", "professional-first": "magenta", "no": "red",
    "hold": "red", "normal": "green", "self-care": "cyan", "seen": "yellow", "today": "red",
    "emergency": "red", "good": "green", "careful": "yellow", "bad": "red",
}  # fmt: skip


def test_a_terminal_of_sixteen_colours_shows_each_result_in_its_own() -> None:
    names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    nearest = {
        sign: Color.parse(look.colour).downgrade(ColorSystem.STANDARD).number or 0
        for sign, look in LOOKS.items()
    }
    assert {sign: names[number % len(names)] for sign, number in nearest.items()} == SIXTEEN


def test_a_terminal_without_utf_8_gets_the_plain_signs() -> None:
    shown = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    show([Banner("WAIT", "Not now.", "wait")], Console(file=shown, width=80, color_system=None))
    shown.seek(0)
    assert shown.read().rstrip() == " .. WAIT   Not now."


@pytest.mark.parametrize("width", [40, 80, 120])
def test_colours_change_no_word_of_a_page_and_read_no_markup(width: int) -> None:
    page: list[Block] = [
        Banner("GO", "Do [bold]this[/bold] with normal care, and stop when it hurts.", "go"),
        Heading("Why"),
        Para("Some running text that is longer than forty columns, so that it wraps.", "faint", 2),
        Item("1.", "One step that is longer than forty columns as well, so that it wraps too."),
    ]
    shown = io.StringIO()
    show(page, Console(file=shown, width=width, color_system=None))
    sign = "\N{CHECK MARK} GO"
    assert shown.getvalue().split() == plain_text(page, width).replace("(ok) GO:", sign).split()
    assert max(map(len, shown.getvalue().splitlines())) <= width


def test_a_narrow_page_sets_columns_one_below_the_other() -> None:
    page = [Columns([["One", "Two"], ["first words", "second words"]])]
    assert plain_text(page, 80).splitlines()[0].split() == ["One", "Two"]
    lines = [line.strip() for line in plain_text(page, 40).splitlines() if line.strip()]
    assert lines.index("first words") < lines.index("Two") < lines.index("second words")


def test_json_is_one_document_without_escape_codes(lived_in: Run, home: Path) -> None:
    assert home
    ran = lived_in("status", "--json")
    assert ran.json["schema_version"] == 1
    assert "\x1b" not in ran.out

"""Law 3 over the rules of today: a word means the same behind ``--set``, on a line and in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import NamedTuple

import pytest

from rule_set import chances
from skinroutine.interview.answers import answer_of
from skinroutine.interview.asking import Asking
from skinroutine.prompts.list_view import list_state
from skinroutine.prompts.parse_line import NotUnderstoodError, parse_line
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Chosen
from skinroutine.rulebook.regions import REGIONS
from skinroutine.text import plain_form
from todays_rules import LIBRARY, TREATMENTS

pytestmark = [pytest.mark.todays_rules, pytest.mark.proof]

COMMANDS: tuple[Command, ...] = ("plan", "log", "check-symptoms", "device-add", "device-choose")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Meant(NamedTuple):
    """What a word came to: the option that was taken, or the one that the refusal names."""

    taken: str = ""
    named: str = ""


@cache
def questions() -> list[Question]:
    """Each question that is put as a list, once."""
    found: dict[tuple[str, frozenset[str]], Question] = {}
    for treatment in TREATMENTS:
        for command in COMMANDS:
            for question in Book(LIBRARY, treatment).questions(command):
                if question.kind in {"one", "many"} and question.options_from != REGIONS:
                    name = re.sub(r"\.[a-z_]+\.", ".*.", question.id)
                    found.setdefault((name, frozenset(question.options)), question)
    return list(found.values())


def askings() -> Iterator[tuple[Asking, str, list[str]]]:
    """Each option on a screen of it, with the ways to say it."""
    for question in questions():
        screens = question.screens or {"": tuple(question.options)}
        for screen, names in screens.items():
            asking = Asking(question, {name: question.options[name] for name in names}, screen)
            for name in names:
                yield asking, name, [question.options[name], *question.words_for(name)]


def by_setting(asking: Asking, typed: str) -> Meant:
    """What ``--set`` makes of it."""
    question = asking.question
    try:
        answer = answer_of(question, [typed] if question.kind == "many" else typed)
    except ValueError as error:
        near = re.search(r"did you mean ['\"](.+?)['\"]\?", str(error))
        return Meant(named=question.option_of(near[1]) if near else "")
    return Meant(min(answer.options) if isinstance(answer, Chosen) else str(answer))


def by_line(asking: Asking, typed: str) -> Meant:
    """What a line makes of it."""
    try:
        answer = parse_line(asking, typed)
    except NotUnderstoodError as error:
        near = re.search("Did you mean \u201c(.+)\u201d", str(error))
        return Meant(named=asking.question.option_of(near[1]) if near else "")
    return Meant(min(answer.options) if isinstance(answer, Chosen) else str(answer))


def by_keys(asking: Asking, typed: str) -> tuple[list[str], Meant]:
    """The rows that a search leaves; the one with the pointer counts as taken."""
    state = list_state(asking)
    state.find()
    state.letter(typed)
    near = re.search("Did you mean \u201c(.+)\u201d", state.message)
    return state.shown, Meant(state.pointer or "", asking.question.option_of(near[1]) if near else "")


def mistyped(word: str, luck: Random) -> str:
    """The word with one letter left out, doubled, changed, or swapped with the next one."""
    place = luck.randrange(len(word) - 1)
    before, here, rest = word[:place], word[place], word[place + 1 :]
    return luck.choice([
        before + rest, before + here * 2 + rest, before + luck.choice(LETTERS) + rest,
        before + rest[0] + here + rest[1:],
    ])  # fmt: skip


def test_each_way_to_say_an_option_finds_it_behind_set_on_a_line_and_in_a_list() -> None:
    for asking, name, ways in askings():
        for way in ways:
            assert by_setting(asking, way) == Meant(name), way
            if "," not in way or asking.question.kind == "one":
                assert by_line(asking, way.lower()) == Meant(name), way
            shown, pointed = by_keys(asking, way)
            assert name in shown, way
            assert pointed.taken == name, way


def test_one_or_several_of_a_thing_is_the_same_word_everywhere() -> None:
    for asking, name, ways in askings():
        for way in [each for each in ways if re.fullmatch(r"[a-z]{4,}", each)]:
            other = way.removesuffix("s") if way.endswith("s") else f"{way}s"
            if plain_form(other) == plain_form(way):
                assert by_setting(asking, other) == Meant(name), other
                assert by_line(asking, other) == Meant(name), other
                assert name in by_keys(asking, other)[0], other


def test_a_mistyped_word_is_taken_for_no_other_option_in_one_place_than_in_another() -> None:
    luck = chances(41)
    for asking, _, ways in askings():
        typed = mistyped(luck.choice(ways).replace(",", "").lower(), luck)
        setting, line = by_setting(asking, typed), by_line(asking, typed)
        shown, pointed = by_keys(asking, typed)
        if setting.taken:
            assert setting.taken == line.taken, typed
            assert setting.taken in shown, typed
        elif line.taken in asking.options:
            assert line.taken == setting.named, typed
        elif not shown and not asking.screen:
            assert line.named == pointed.named == setting.named, typed

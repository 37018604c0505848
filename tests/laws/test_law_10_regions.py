"""Law 10: a region changes which number is named, and nothing else; away from it the general numbers stay."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest

import pytest

from rule_set import NOW
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import URGENT, WORST, Triage
from skinroutine.interview.question import next_asking
from skinroutine.review.grade import HIGHEST, reading_grade, sentences
from skinroutine.rulebook import SYMPTOMS
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen, Facts
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.regions import Region
from todays_rules import LIBRARY, TREATMENTS, cases, checked

pytestmark = pytest.mark.todays_rules

REGIONS = list(LIBRARY.regions)
LEVELS = range(WORST + 1)
BLANK = re.compile(r"\{(emergency|health_line|poison_line|elsewhere)\}")


@cache
def library_of(region: str) -> Library:
    return Library(LIBRARY.layers, lambda: region)


@cache
def checking_in(region: str, treatment: str) -> SymptomDecision:
    return SymptomDecision(Book(library_of(region), treatment), NOW)


@cache
def stories(treatment: str) -> list[dict[str, Answer]]:
    """The answers of one case for each level."""
    tried = [checked(treatment, case) for name, case in cases() if name == treatment and case.symptoms]
    return [next(known for known, found in tried if found.level == level) for level in LEVELS]


def judged(region: str, treatment: str, level: int) -> Triage:
    return checking_in(region, treatment).judge(stories(treatment)[level])


@pytest.mark.parametrize("region", REGIONS)
def test_no_level_no_action_and_no_sign_is_lost_by_a_region(region: str) -> None:
    for treatment in TREATMENTS:
        for level in LEVELS:
            general, here = judged("", treatment, level), judged(region, treatment, level)
            assert here.level == general.level == level
            assert [each.id for each in here.reasons] == [each.id for each in general.reasons]
            assert len(here.actions) == len(general.actions)
            assert len(here.back_if) == len(general.back_if)
            for told, other in zip_longest(here.actions, general.actions):
                assert told == other or any(number in other for number in ("112, 911 or 999", "health line"))


@pytest.mark.parametrize("region", REGIONS)
def test_care_that_cannot_wait_names_the_region_s_number_and_those_elsewhere(region: str) -> None:
    place = LIBRARY.regions[region]
    for treatment in TREATMENTS:
        for level in range(URGENT, WORST + 1):
            told = " ".join(judged(region, treatment, level).actions)
            assert f"Call {place.call} " in told
            assert "In another country, call 112, 911 or 999." in told


@pytest.mark.parametrize("region", ["", *REGIONS])
def test_the_first_screen_of_signs_says_whom_to_call_before_it_is_answered(region: str) -> None:
    call = LIBRARY.regions[region].call if region else "112, 911 or 999"
    for treatment in TREATMENTS:
        checking = checking_in(region, treatment)
        first = next_asking(
            checking.questions, Facts({}, checking.guards), frozenset({SYMPTOMS}), checking.rules
        )
        assert first is not None
        assert f"call {call} before you answer." in first.screen_note
        assert reading_grade(first.screen_note) <= HIGHEST


@pytest.mark.parametrize("region", REGIONS)
def test_a_health_line_is_named_where_one_is_known_and_else_the_general_words_stay(region: str) -> None:
    place = LIBRARY.regions[region]
    for treatment in TREATMENTS:
        told = " ".join(judged(region, treatment, URGENT).actions)
        assert f"call {place.call_health or 'your health line'}." in told


@pytest.mark.parametrize("region", ["", *REGIONS])
def test_no_blank_is_left_unfilled_for_anybody(region: str) -> None:
    library = library_of(region)
    texts = [str(words) for words in library.levels]
    texts += [str(watch) for name in TREATMENTS for watch in Book(library, name).watches]
    assert not [text for text in texts if BLANK.search(text)]


@pytest.mark.parametrize("region", REGIONS)
def test_every_sentence_with_a_number_is_easy_to_read(region: str) -> None:
    library = library_of(region)
    place = LIBRARY.regions[region]
    texts = [step for words in library.levels for step in words.do]
    texts += [text for text in (place.note, place.note_health) if text]
    said = [sentence for text in texts for sentence in sentences(text)]
    assert [sentence for sentence in said if reading_grade(sentence) > HIGHEST] == []


def test_a_fever_is_told_in_the_unit_of_the_region_and_judged_the_same() -> None:
    warm = [name for name, region in LIBRARY.regions.items() if region.fahrenheit]
    for region in warm:
        for treatment in TREATMENTS:
            told: dict[str, Answer] = {
                "symptoms": Chosen(frozenset({"fever"})), "symptoms.fever.temperature_c": 39.6,
            }  # fmt: skip
            general, here = (checking_in(name, treatment).judge(told) for name in ("", region))
            assert (here.level, len(here.reasons)) == (general.level, len(general.reasons))
            assert "°C" in " ".join(each.message for each in general.reasons)
            assert "°C" not in " ".join(each.message for each in here.reasons)


@pytest.mark.proof
def test_no_text_outside_the_list_of_regions_spells_a_number_to_call() -> None:
    from skinroutine.review.lint.run import check  # noqa: PLC0415  the linter is not needed by the other laws

    codes = {"spelled-number", "unknown-blank", "unlisted-number"}
    assert [str(each) for each in check(Library(LIBRARY.layers)).findings if each.code in codes] == []


def test_every_region_is_found_by_its_id_its_name_and_all_that_people_type() -> None:
    (question,) = [
        each for each in Book(LIBRARY).questions("check-symptoms") if each.options_from == "regions"
    ]
    for name, region in LIBRARY.regions.items():
        for word in (name, name.upper(), region.label, *region.also):
            assert question.option_of(word) == name


def test_the_general_numbers_are_the_words_that_stand_without_a_region() -> None:
    place = Library(layers()).place
    assert place.region is None
    assert place.blanks["emergency"] == place.everywhere.everywhere == "112, 911 or 999"
    assert place.blanks["elsewhere"] == ""


def test_the_first_number_that_is_called_stands_first_in_the_list() -> None:
    def first(region: Region) -> bool:
        return region.call.startswith(region.emergency[0].number)

    assert [name for name, region in LIBRARY.regions.items() if not first(region)] == []

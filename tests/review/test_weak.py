"""``rules sources --weak``: what a clinician should look at first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from rule_folders import laid_over_with
from shipped import LIBRARY
from skinroutine.review.catalogue import catalogue
from skinroutine.review.weak import GROUNDS, WeakPoint, is_red, weak_points
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library

STRICT = "when: {skin_today: warts}, verdict: 'no', say: Do not.,"
SOURCES = """
- {id: own-mag, title: T, publisher: P, kind: media, url: "https://a.example"}
- {id: own-law, title: T, publisher: P, kind: regulator, url: "https://b.example"}
- {id: own-copy, title: T, publisher: P, kind: hospital, url: "https://c.example/page"}
"""
FACTS = """
- {id: own-fact, claim: C., sources: [own-mag, own-copy]}
"""
PUBLISHERS = """
- {address: c.example, kinds: [hospital], copies: the NHS}
"""
RULES = f"""
- {{id: own-told, {STRICT} sources: [own-mag, own-law]}}
- {{id: own-mild, when: {{skin_today: warts}}, verdict: wait, say: Wait., sources: [judgement, own-copy]}}
- {{id: own-guess, when: {{skin_today: sunburn}}, verdict: wait, say: Wait., sources: [judgement]}}
- {{id: own-poor, {STRICT} sources: [own-mag, judgement], evidence: [own-fact]}}
- {{id: own-no, {STRICT} sources: [judgement], review: Is it a no?}}
"""

FILES = {
    "sources": SOURCES.lstrip(), "screening": RULES.lstrip(),
    "evidence": FACTS.lstrip(), "publishers": PUBLISHERS.lstrip(),
}  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> list[WeakPoint]:
    folder = laid_over_with(tmp_path, **FILES)
    library = Library(layers((folder,)))
    return [
        point
        for point in weak_points(catalogue(library), library.sources, library.facts.values())
        if point.entry.layer
    ]


def test_a_no_that_no_source_carries_comes_first_and_copies_last(own: list[WeakPoint]) -> None:
    assert [(point.ground, point.entry.id) for point in own] == [
        ("red-flag-judgement", "own-no"),
        ("red-flag-poor", "own-poor"),
        ("judgement", "own-guess"),
        ("no-fact", "own-law"),
        ("copy", "own-copy"),
    ]


def test_each_says_what_it_rests_on_and_what_to_look_at(own: list[WeakPoint]) -> None:
    no, poor, guess, law, copied = own
    assert (no.result, no.rests_on, no.look) == ("no", ("judgement",), "Is it a no?")
    assert (poor.rests_on, poor.evidence) == (("own-mag", "judgement"), ("own-fact",))
    assert guess.look == "No source says this. Would you say the same, and is each number right?"
    assert (law.items, law.rests_on) == (("own-told",), ("own-law",))
    assert copied.look == "This is a copy of a page of the NHS. Find that page, and cite it."


def test_of_one_ground_the_strictest_comes_first() -> None:
    points = weak_points(catalogue(LIBRARY), LIBRARY.sources, LIBRARY.facts.values())
    results = [point.result for point in points if point.ground == "judgement"]
    mild = [result for result in results if result in {"caution", "level 1"}]
    firm = [result for result in results if result in {"professional-first", "level 2"}]
    assert results[: results.index(mild[0])].count("professional-first") == firm.count("professional-first")
    assert [GROUNDS.index(point.ground) for point in points] == sorted(
        GROUNDS.index(point.ground) for point in points
    )


def test_a_red_flag_says_no_or_sends_to_care_on_the_same_day() -> None:
    read = catalogue(LIBRARY)
    strict = [entry for entry in read.cited if getattr(entry.item, "verdict", "") == "no"]
    urgent = [entry for entry in read.cited if getattr(entry.item, "level", 0) >= 3]
    mild = [entry for entry in read.cited if getattr(entry.item, "verdict", "") in {"wait", "caution"}]
    assert all(map(is_red, strict + urgent))
    assert not any(map(is_red, mild))


def test_the_command_shows_place_ground_and_question(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_over_with(tmp_path, **FILES)
    monkeypatch.chdir(tmp_path)
    out = run("rules", "sources", "--weak", "--rules", "own").out
    assert "  own/microneedling/screening.yaml:5: own-no: no\n" in out
    assert "    Rests on: own-mag, judgement; facts: own-fact\n" in out
    assert "    Look at: Is it a no?\n" in out


def test_the_same_as_json(run: Run) -> None:
    weak: Any = run("rules", "sources", "--weak", "--json").json["weak"]
    points = weak_points(catalogue(LIBRARY), LIBRARY.sources, LIBRARY.facts.values())
    assert [(one["id"], one["ground"], one["line"]) for one in weak] == [
        (point.entry.id, point.ground, point.entry.line) for point in points
    ]


def test_weak_and_unused_are_two_questions(run: Run) -> None:
    assert run("rules", "sources", "--weak", "--unused").status == 2

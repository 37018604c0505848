"""Which items were held against their facts, and which have changed since."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from rule_folders import laid_over_with
from rule_overlay import LaidOver
from skinroutine.review.catalogue import catalogue
from skinroutine.review.lint.run import check_folder
from skinroutine.review.reviews import Reviews, record, text_of

RULE = """\
- id: own-warts
  when: {skin_today: warts}
  verdict: "no"
  say: Leave skin with warts alone.
  why: {text: Needles carry them on., facts: [warts-spread]}
  sources: [judgement]
"""
FACT = "- {id: warts-spread, claim: Warts spread by touch., value: {days: 7}, sources: [judgement]}\n"


def own(place: Path, rule: str = RULE, fact: str = FACT) -> Path:
    return laid_over_with(place, screening=rule, evidence=fact)


def review(folder: Path, by: str = "Ann", *names: str) -> None:
    """What the module writes for the shipped rules, for a folder."""
    reviews = record(catalogue(LaidOver(folder)), by, names or ("own-warts",), "2026-11-20")
    (folder / "microneedling" / "reviews.yaml").write_text(text_of(reviews), encoding="utf-8")


def state(folder: Path) -> str:
    read = catalogue(LaidOver(folder))
    (entry,) = (entry for entry in read.cited if entry.id == "own-warts")
    return Reviews(read).state(entry)


def test_an_item_that_nobody_has_read_is_listed_until_somebody_has(run: Run, tmp_path: Path) -> None:
    folder = own(tmp_path)
    lines = run("rules", "list", "--unreviewed", "--rules", str(folder)).out.splitlines()
    assert any(line.startswith("own-warts ") and " never read " in line for line in lines)
    review(folder)
    lines = run("rules", "list", "--unreviewed", "--rules", str(folder)).out.splitlines()
    assert [line for line in lines if line.startswith("own-warts ")] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Leave skin with warts alone.", "Leave warts alone."),
        ("facts: [warts-spread]", "judgement: true"),
        ('"no"', "wait"),
        ("Warts spread by touch.", "Warts may spread by touch."),
        ("days: 7", "days: 8"),
        ("sources: [judgement]", "sources: [nhs-hives-copy]"),
    ],
)
def test_a_change_of_what_it_says_or_rests_on_asks_for_a_reader_again(
    tmp_path: Path, old: str, new: str
) -> None:
    folder = own(tmp_path)
    review(folder)
    assert state(folder) == "current"
    own(tmp_path, RULE.replace(old, new), FACT.replace(old, new))
    assert state(folder) == "changed"


@pytest.mark.parametrize(("old", "new"), [("skin_today: warts", "areas: nose"), ("- id:", "\n\n- id:")])
def test_who_an_item_is_for_and_where_it_stands_is_no_matter_of_the_facts(
    tmp_path: Path, old: str, new: str
) -> None:
    folder = own(tmp_path)
    review(folder)
    own(tmp_path, RULE.replace(old, new))
    assert state(folder) == "current"


def test_a_changed_item_is_listed_as_changed(run: Run, tmp_path: Path) -> None:
    folder = own(tmp_path)
    review(folder)
    own(tmp_path, RULE.replace("alone.", "be."))
    lines = run("rules", "list", "--unreviewed", "--rules", str(folder)).out.splitlines()
    assert any(line.startswith("own-warts ") and " changed since " in line for line in lines)


def test_a_later_review_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    folder = own(tmp_path)
    review(folder)
    own(tmp_path, RULE.replace("alone.", "be."))
    review(folder, "Ben")
    lines = (folder / "microneedling" / "reviews.yaml").read_text(encoding="utf-8").splitlines()
    assert [line.partition(", mark")[0] for line in lines if line.startswith("-")] == [
        "- {reviewed: own-warts"
    ]
    assert "Ben" in lines[-1]
    assert state(folder) == "current"


def test_an_item_that_is_not_there_cannot_be_reviewed(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="own-wart"):
        record(catalogue(LaidOver(own(tmp_path))), "Ann", ["own-wart"], "2026-11-20")


def test_a_review_of_what_is_gone_is_told(tmp_path: Path) -> None:
    folder = own(tmp_path)
    review(folder)
    own(tmp_path, RULE.replace("own-warts", "own-wart"))
    (finding,) = check_folder(LaidOver(folder)).findings
    assert finding.code == "unknown-rule"
    assert finding.message == "there's no item 'own-warts' that could have been reviewed"

"""``explain``: what a word means, all of them, and a word that nobody explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run


def test_a_word_is_explained_and_the_command_that_shows_it_is_named(run: Run) -> None:
    ran = run("explain", "Holds", "--plain")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Hold\n  A hold means that your sessions are paused.\n")
    assert "skinroutine hold\n" in ran.out


def test_without_a_word_all_are_listed(run: Run) -> None:
    ran = run("explain")
    assert [line.partition(":")[0] for line in ran.out.splitlines() if line.startswith("  - ")] == [
        "  - Hold", "  - Sterilise", "  - Test patch",
    ]  # fmt: skip


def test_json_has_the_word_and_what_it_means(run: Run) -> None:
    assert run("explain", "sterilization", "--json").json == {
        "schema_version": 1,
        "asked": "sterilization",
        "word": {
            "id": "word-sterilise",
            "term": "sterilise",
            "also": ["sterilisation"],
            "means": ["To free a thing of all germs."],
            "command": None,
            "sources": ["judgement"],
        },
        "unreviewed_rules": [],
    }


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (["patch"], 'Try: skinroutine explain "test patch"'),
        (["sterilisse"], "Try: skinroutine explain sterilise"),
        (["what", "is", "a", "hold"], "Try: skinroutine explain hold"),
        (["zzz"], "See the list: skinroutine explain"),
    ],
)
def test_a_word_that_is_not_there_is_refused_with_the_near_ones(
    run: Run, typed: list[str], hint: str
) -> None:
    ran = run("explain", *typed)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"There's no explanation of {' '.join(typed)!r} here. {hint}\n"


def test_about_sends_to_the_word_where_no_question_fits(run: Run) -> None:
    ran = run("about", "what is a hold")
    assert ran.status == 1
    assert ran.err.endswith('For what the word means: skinroutine explain "hold"\n')


def test_own_rules_add_a_word_and_overwrite_none(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "common"
    folder.mkdir(parents=True)
    own = "- {id: own-peel, term: peel, means: [An acid on the skin.], sources: [judgement]}\n"
    (folder / "glossary.yaml").write_text(own, encoding="utf-8")
    ran = run("explain", "peels", "--rules", str(tmp_path / "own"))
    assert (ran.status, "An acid on the skin." in ran.out) == (0, True)
    assert "Unreviewed rules" in ran.out
    (folder / "glossary.yaml").write_text(own.replace("term: peel", "term: holds"), encoding="utf-8")
    refused = run("rules", "check", str(tmp_path / "own"))
    assert refused.status == 1
    assert "two-meanings: own-peel: 'holds' is explained by 'word-hold' already" in refused.out
    assert "paused" in run("explain", "holds", "--rules", str(tmp_path / "own")).out

"""``rules list``, ``rules show`` and ``rules sources``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from rule_folders import changed, laid_over_with, rows
from shipped import LIBRARY
from skinroutine.commands.rules.show import sheet_page
from skinroutine.machine import here
from skinroutine.review.cases import CaseRunner
from skinroutine.review.catalogue import catalogue
from skinroutine.review.item import Sheets
from skinroutine.review.lint.ruleset import RULES as KINDS
from skinroutine.review.sources import GRADES, strength, unused
from skinroutine.rulebook import Cited, Faq, GlossaryTerm, LastingFinding, Source
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.show.plain import plain_text

READ = catalogue(LIBRARY)
SHEETS = Sheets(CaseRunner(LIBRARY, here()))
SOURCE_KINDS = sorted({one.kind for one in LIBRARY.sources.values()})


@cache
def shown(name: str) -> str:
    return plain_text(sheet_page(SHEETS.of(name)))


def source(kind: str) -> Source:
    return Source(id=kind, title="T", publisher="P", kind=kind)  # type: ignore[arg-type]  # from a list of kinds


def test_the_list_has_a_line_for_each_rule(run: Run) -> None:
    lines = run("rules", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == [
        entry.id for entry in READ.of(*KINDS, LastingFinding, Faq, GlossaryTerm)
    ]
    assert len(lines) > 500


def test_a_line_tells_id_treatment_topic_result_and_words(run: Run) -> None:
    (line,) = (one for one in run("rules", "list").out.splitlines() if one.startswith("mn-sunburn "))
    assert line.split(maxsplit=4) == [
        "mn-sunburn", "microneedling", "screening", "wait", "Wait until 14 days after the sunburn.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("filters", "some", "column", "value"),
    [
        (["--treatment", "common", "--topic", "screening"], "any-numbing-strong", 1, "common"),
        (["--topic", "frequency"], "mn-weekly", 2, "frequency"),
        (["--verdict", "no"], "mn-under-18", 3, "no"),
        (["--verdict", "no", "--treatment", "microneedling"], "mn-under-18", 1, "microneedling"),
        (["--level", "4"], "flag-seizure", 3, "level"),
    ],
)
def test_a_filter_leaves_the_rules_that_fit(
    run: Run, filters: list[str], some: str, column: int, value: str
) -> None:
    found = [line.split() for line in run("rules", "list", *filters).out.splitlines()]
    assert some in {one[0] for one in found}
    assert {one[column] for one in found} == {value}


def test_the_rules_of_a_source_are_those_that_cite_it(run: Run) -> None:
    found = rows(run("rules", "list", "--source", "philips-visacare", "--json").json["rules"])
    assert "mn-sunburn" in {one["id"] for one in found}
    assert all("philips-visacare" in str(one["sources"]) for one in found)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            ["--treatment", "microneedlin"],
            "There's no treatment 'microneedlin'; did you mean 'microneedling'?",
        ),
        (["--topic", "screning"], "There's no topic 'screning'; did you mean 'screening'?"),
        (
            ["--verdict", "maybe"],
            "There's no verdict 'maybe'. Choose from: caution, go, no, professional-first, wait.",
        ),
        (["--source", "philips"], "There's no source 'philips'"),
    ],
)
def test_a_filter_that_nothing_has_is_refused_with_the_choices(
    run: Run, filters: list[str], message: str
) -> None:
    ran = run("rules", "list", *filters)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(message)


def test_filters_that_leave_nothing_say_so(run: Run) -> None:
    ran = run("rules", "list", "--verdict", "wait", "--topic", "frequency")
    assert (ran.status, ran.out) == (0, "No rule fits. Leave out one of the filters.\n")


def test_own_rules_are_listed_after_the_shipped_ones(run: Run, tmp_path: Path) -> None:
    rule = "- {id: own, when: {skin_today: warts}, verdict: wait, say: Wait., sources: [judgement]}\n"
    lines = run("rules", "list", "--rules", str(laid_over_with(tmp_path, screening=rule))).out.splitlines()
    assert lines[-1].split()[0] == "own"


def test_a_rule_is_shown_in_words_with_evidence_questions_and_cases(run: Run) -> None:
    out = run("rules", "show", "mn-isotretinoin-recent").out
    told = " ".join(out.split())
    assert told.startswith("mn-isotretinoin-recent: a screening rule ")
    assert "microneedling/screening.yaml:" in told
    assert "When medicines include 'Isotretinoin (Accutane, Roaccutane)' and " in told
    assert "and days since isotretinoin is under 182 days, then the verdict is no." in told
    assert "Until: 182 days after: isotretinoin" in told
    assert "Evidence: strong (" in told
    assert "(manufacturer, fair)" in told
    assert "Sources differ: " in told
    assert "Facts: x-isotretinoin-6mo-mn, " in told
    assert "[days_since.isotretinoin]" in told
    assert "One day short of six months after isotretinoin is too soon. [" in told


def test_what_the_facts_say_and_the_sentences_that_stand_by_themselves_are_shown(
    run: Run, tmp_path: Path
) -> None:
    rule = """\
- id: own
  when: {symptoms: hives}
  level: 3
  say: Hives can grow.
  why: {text: They often do., judgement: true}
  do: [{text: Cool them., facts: [fact-cool]}, Wait.]
  sources: [nhs-hives-copy]
  evidence: [fact-grow]
"""
    facts = """\
- {id: fact-cool, claim: Cool water helps., sources: [nhs-hives-copy]}
- {id: fact-grow, claim: Hives may spread., value: {hours: 2}, sources: [nhs-hives-copy], triage: [1, 3]}
"""
    own = str(laid_over_with(tmp_path, symptoms=rule, evidence=facts))
    out = " ".join(run("rules", "show", "own", "--rules", own).out.split())
    assert "Facts: fact-grow - Hives may spread. [fact-grow] - Cool water helps. [fact-cool]" in out
    assert "- Cool them. [do.0: fact-cool] - Wait. [do.1: no fact named]" in out
    assert "- They often do. [why: our own judgement]" in out
    told = " ".join(run("rules", "show", "fact-grow", "--rules", own).out.split())
    assert "Claim: Hives may spread. Figures: hours: 2 Level: 1 to 3 By: nhs-hives-copy" in told
    assert "Used by 1 item - own" in told


def test_a_long_condition_is_shown_part_by_part() -> None:
    told = " ".join(shown("flag-severe-pain-late").split())
    assert "When all of this holds: - symptoms include " in told
    assert "- hours since session is at least 6 hours" in told
    assert "- trend of severe pain is not 'Getting better' then the level is 4." in told


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mn-sym-redness-short", "Level 1: from 72 hours after the session: Redness that lasts three"),
        ("mn-sym-redness-short", "from 120 hours after the session, unless trend is 'Getting better': "),
        ("mn-weekly", "Always: wait 7 days and never less than 72 hours."),
        ("mn-weekly", "Late after: 28 days"),
        ("mn-after-slow-reaction", "then wait 2 times as long."),
        ("mn-after-abrasion", "Counted from: the last session of microdermabrasion on that skin"),
        ("mn-prep-hands", "Always: do this."),
        ("mn-prep-hair", "When areas include 'Forehead', 'Temples', 'Nose',"),
        ("any-last-severe", "Hold: It blocks sessions for at least 7 days when it holds as one is logged"),
        ("any-last-severe", "If not sure: When it hangs on a 'not sure', then the verdict is go"),
        ("flag-hives-risk", "hangs on a 'not sure' about risk factors, then the level is 2"),
        ("needle_mm", "Kind: number from 0 to 5 mm"),
        ("days_since.isotretinoin", "days_since.{medicines}: a question"),
        ("nhs-hives-copy", "nhs-hives-copy: a source"),
        ("nhs-hives-copy", "- flag-hives-two-days"),
        ("hives", "hives: a symptom"),
        ("hives", "- flag-hives-strong"),
        ("roller", "For the home: yes"),
    ],
)
def test_every_kind_of_item_can_be_shown(name: str, words: str) -> None:
    assert words in " ".join(shown(name).split())


def test_every_statement_of_a_treatment_can_be_shown() -> None:
    statements = [entry for entry in READ.entries if entry.topic == "treatment" and entry.id]
    assert len(statements) > 50
    assert [entry.id for entry in statements if not SHEETS.of(entry.id)[0].sources] == []


@given(
    st.sampled_from([entry.id for entry in READ.entries if entry.id and not isinstance(entry.item, Cited)])
)
def test_no_question_symptom_or_source_is_without_words(name: str) -> None:
    for sheet in SHEETS.of(name):
        assert sheet.words.lines
        assert sheet.strength is None


@pytest.mark.parametrize("entry", READ.of(*KINDS)[::60], ids=lambda entry: entry.id)
def test_a_rule_rests_on_sources_and_is_tried_by_cases_as_coverage_says(entry: object) -> None:
    (sheet,) = SHEETS.of(entry.id)  # type: ignore[attr-defined]  # pytest knows no types of parameters
    assert sheet.words.then
    assert sheet.sources
    assert sheet.cases or sheet.cases is None


def test_an_unknown_id_is_refused_with_the_nearest(run: Run) -> None:
    ran = run("rules", "show", "mn-sunbrn")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "There's no item 'mn-sunbrn'; did you mean 'mn-sunburn'? See them all: skinroutine rules list\n"
    )


def test_the_sheet_in_json_names_every_case_and_counts_the_sources(run: Run) -> None:
    (item,) = rows(run("rules", "show", "mn-prep-hair", "--json").json["items"])
    (sheet,) = SHEETS.of("mn-prep-hair")
    assert len(rows(item["cases"])) == len(sheet.cases or ()) > 12
    assert item["then"] == "do this"
    assert item["strength"] == {"best": "fair", "counts": {"strong": 0, "fair": 1, "weak": 1}}


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["seed", "regulator", "media"], "strong (1 of 3 sources)"),
        (["clinic", "manufacturer", "judgement"], "fair (2 of 3 sources)"),
        (["seed"], "weak (1 of 1 source)"),
        (["society", "hospital", "peer-reviewed"], "strong (3 of 3 sources)"),
        (["charity", "medical-reference"], "fair (2 of 2 sources)"),
    ],
)
def test_the_best_source_says_how_strong_the_evidence_is(kinds: list[str], words: str) -> None:
    assert strength([source(kind) for kind in kinds]).words == words


@given(st.lists(st.sampled_from(SOURCE_KINDS), min_size=1), st.sampled_from(SOURCE_KINDS))
def test_one_more_source_never_makes_the_evidence_weaker(kinds: list[str], more: str) -> None:
    before, after = strength(map(source, kinds)), strength(map(source, [*kinds, more]))
    assert GRADES.index(after.best) <= GRADES.index(before.best)


def test_each_source_is_listed_with_the_items_that_use_it(run: Run) -> None:
    found = {str(one["id"]): one for one in rows(run("rules", "sources", "--json").json["sources"])}
    assert found.keys() == LIBRARY.sources.keys()
    assert "mn-sunburn" in str(found["philips-visacare"]["items"])
    assert [name for name, one in found.items() if not one["items"]] == []


def test_the_bibliography_has_kind_publisher_and_address(run: Run) -> None:
    out = run("rules", "sources").out
    assert "\nphilips-visacare (manufacturer)\n  VisaCare microdermabrasion user manual p.8. Philips\n" in out
    assert "\n  https://myhealthcareclinic.com/conditions/hives/\n" in out


def test_no_shipped_source_and_no_fact_is_unused(run: Run) -> None:
    told = run("rules", "sources", "--unused").out.splitlines()
    assert [re.sub(r"of \d+", "of all", line) for line in told] == [
        "0 of all sources are cited by no item.",
        "0 of all facts are carried by no item.",
    ]


def test_a_fact_that_is_taken_off_a_rule_is_told(tmp_path: Path) -> None:
    folder = changed(tmp_path, "microneedling/screening.yaml", "x-herpes-history", "x-herpes-active")
    library = Library(layers(shipped_folder=folder))
    found = unused(library, catalogue(library))
    assert found.facts in {("x-herpes-history",), ()}
    text = (folder / "microdermabrasion" / "screening.yaml").read_text()
    (folder / "microdermabrasion" / "screening.yaml").write_text(
        text.replace("x-herpes-history", "x-sunburn")
    )
    again = Library(layers(shipped_folder=folder))
    assert "x-herpes-history" in unused(again, catalogue(again)).facts


def test_a_source_of_ones_own_that_nothing_cites_is_told_with_its_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_over_with(tmp_path, sources="- {id: own, title: T, publisher: P, kind: clinic}\n")
    monkeypatch.chdir(tmp_path)
    out = run("rules", "sources", "--unused", "--rules", "own").out
    assert out.startswith(
        f"1 of {len(LIBRARY.sources) + 1} sources are cited by no item.\n"
        "  - own (own/microneedling/sources.yaml:1)\n"
    )

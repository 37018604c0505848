"""Law 10 on screens: every sentence that a command prints, and the number to call in any country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Run
from shipped import TREATMENTS
from skinroutine.review.grade import reading_grade as grade
from skinroutine.show import output

HIGHEST = 8


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


CLEAR = (
    "areas=cheeks", "skin_today=none", "conditions=none", "medicines=none", "recent_procedures=none",
    "age=30", "device_kind=roller", "needle_mm=0.25", "device_shared=no", "device_sound=yes",
    "device_clean=yes", "products_during=none", "numbing_cream=none",
)  # fmt: skip
DONE = ("areas=cheeks", "device_kind=roller", "needle_mm=0.25", "numbing_cream=none", "products_during=none")
RUBBED = (
    "areas=neck", "device_kind=diamond_tip", "suction=lowest", "numbing_cream=none", "products_during=none",
)  # fmt: skip
SESSION = ("hours_since_session=12", "needle_mm=0.25", "risk_factors=none")


ROLLER = ("device", "add", "microneedling", "--kind", "roller", "--needle", "0.25")
BOUGHT = ("device_kind=roller", "needle_mm=1.5", "device_shared=yes")


def flags(*pairs: str) -> list[str]:
    return [part for pair in pairs for part in ("--set", pair)]


RUNS: list[list[str]] = [
    ["status"],
    ["why"],
    ["hold"],
    ["hold", "end", "--how", "seen"],
    ["about"],
    *(["about", name] for name in TREATMENTS),
    *(["plan", name, "--example"] for name in TREATMENTS),
    ["plan", "microneedling", *flags(*CLEAR)],
    ["why"],
    ["plan", "microneedling", *flags(*CLEAR, "skin_today=active_acne,sunburn", "days_since.sunburn=3")],
    ["why"],
    ["plan", "microneedling", *flags(*CLEAR, "needle_mm=1.5", "conditions=keloid_history,diabetes")],
    ["log", "microneedling", *flags(*DONE), "--reaction", "expected", "--note", "It went well."],
    ["status"],
    ["log", "microneedling", *flags(*DONE), "--at", "2 days ago"],
    ["due"],
    ["status"],
    ["log", "--reaction", "prolonged"],
    ["log", "microdermabrasion", *flags(*RUBBED), "--at", "200 days ago"],
    ["status"],
    ["due"],
    ["pause", "--until", "2 weeks"],
    ["pause", "--until", "yesterday"],
    ["pause", "--until", "flurb"],
    ["status"],
    ["log", "microneedling", *flags(*DONE), "--photo", "nowhere.jpg"],
    ["resume"],
    ["resume"],
    ["hold", "add"],
    ["plan", "microneedling", *flags(*CLEAR)],
    *(["check-symptoms", "microneedling", *flags(*SESSION, f"symptoms={name}")]
      for name in ("redness", "itch,crusting", "bruising", "pus_discharge", "fever,red_streaks", "seizure")),
    ["why"],
    ["hold"],
    ["status"],
    ["plan", "microdermabrasion", "--no-input"],
    ["plan", "microneedling", *flags(*CLEAR)],
    ["log", "microneedling", *flags(*DONE), "--reaction", "severe"],
    ["hold", "end", "--how", "healed"],
    ["hold", "add", "--why", "A doctor told me to wait"],
    ["hold", "list"],
    ["history"],
    ["history", "--all"],
    ["history", "--chart"],
    ["history", "show", "SESSION"],
    ["history", "show", "zz"],
    ["history", "edit", "SESSION", "--note", "It was windy."],
    ["history", "edit", "SESSION", "--note", "It was windy."],
    ["history", "edit", "SESSION", "--needle", "9"],
    ["undo"],
    ["redo"],
    ["redo"],
    ["history", "remove", "SESSION"],
    ["history", "remove", "PLAN"],
    ["undo"],
    ["profile"],
    ["profile", "set", "conditions=eczema", "age=34"],
    ["profile", "set", "conditions=eczemo"],
    ["profile", "show"],
    ["plan", "microneedling", *flags(*CLEAR)],
    ["profile", "forget", "conditions"],
    ["profile", "forget", "conditions"],
    ["device"],
    [*ROLLER, "--single-use", "--name", "blue"],
    [*ROLLER, "--uses", "90", "--name", "red"],
    ["device", "list", "--all"],
    ["log", "microneedling", *flags(*DONE), "--head", "red", "--at", "1 hour ago"],
    ["log", "microneedling", *flags(*DONE), "--head", "green"],
    ["plan", "microneedling", *flags(*CLEAR)],
    ["device", "retire", "red", "--why", "worn"],
    ["device", "retire", "red"],
    ["device", "choose", "microneedling", *flags(*BOUGHT)],
    ["plan", "microneedling", *flags(*CLEAR), "--what-if", "needle_mm=1.5", "--on", "in 9 days"],
    ["plan", "microneedling", "--on", "2026-13-01"],
    ["plan", "microneedling", *flags(*CLEAR), "--save-answers", "FILE.yaml"],
    ["calendar", "--output", "FILE.ics"],
    ["calendar", "--what", "streaks"],
    ["remind", "cron"],
    ["remind", "systemd"],
    ["remind", "launchd"],
    ["remind", "--at", "25:00"],
    ["due", "--private"],
    ["handover"],
    ["handover", "--output", "FILE.md"],
    ["handover", "--format", "pdf"],
    ["export", "FILE.jsonl"],
    ["export", "FILE.jsonl"],
    ["import", "FILE.jsonl", "--dry-run"],
    ["import", "FILE.jsonl", "--no-input"],
    ["import", "FILE.yaml", "--no-input"],
]  # fmt: skip

NO_SENTENCE = re.compile(
    r"\[[^\]]*\]"  # ids, and what a page leaves in brackets
    r"|\S*://\S+|\S*/\S*|\S*=\S*|--?\w\S*|\b\w+(\.\w+)+\b|\b\w+_\w+\b"  # addresses, answers, flags, names
    r"|^.*\((at home|never at home)\): |^(Critical|Stopping point): |\((from|for) [^)]*\)"  # labels
    r"|^\([^\s\w]+\) |^\((ok|x)\) "  # the sign of a result
    r"|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w{3}( \d{4})?( \d\d:\d\d)?|\b\d{4}-\d\d-\d\d\b"  # dates
)
COMMAND = re.compile(r":? *skinroutine( [a-z-]+)*")


SOURCES = re.compile(r"(?m)^Sources for [^\n]*\n(\s+\S[^\n]*\n)*")
"""The titles of a hand-over page, which are those of others."""


def said(text: str) -> Iterator[str]:
    """The sentences on a screen: what ends like one, without the words that are no part of the language."""
    for line in SOURCES.sub("", text).splitlines():
        if line.startswith("    - ") or re.match(r"\s+\S+://|\s*\d+\. .*\[[\w-]+\]$", line):
            continue  # a source
        plain = COMMAND.sub("", NO_SENTENCE.sub("", re.sub(r"^\s*(-|\d+\.) ", "", line)))
        for one in sentences(plain):
            if one.endswith((".", "!", "?")) and len(one.split()) > 2:
                yield one


def newest(run: Run, kind: str) -> str:
    """The id of the last entry of a kind that stands; some letters where there is none."""
    entries = run("history", "--all", "--json").json["entries"]
    assert isinstance(entries, list)
    return next((str(one["id"]) for one in entries if one["kind"] == kind), "none")


@pytest.mark.proof
def test_every_sentence_that_a_command_prints_can_be_read_by_a_twelve_year_old(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(output, "WIDTH", 10_000)  # one line for each paragraph
    heard: set[str] = set()
    for arguments in RUNS:
        known: dict[str, str] = {
            one: newest(run, one.lower()) for one in arguments if one in {"SESSION", "PLAN"}
        }
        typed = [known.get(one, one.replace("FILE.", f"{tmp_path}/file.")) for one in arguments]
        ran = run(*typed, *([] if "--no-input" in arguments else ["--plain"]))
        assert "Traceback" not in ran.err
        heard |= {*said(ran.out), *said(ran.err)}
    assert len(heard) > 200
    assert {one: grade(one) for one in heard if grade(one) > HIGHEST} == {}


def test_every_question_and_its_reason_can_be_read_on_the_lines_of_a_prompt(run: Run) -> None:
    ran = run("plan", "microneedling", "--plain", typed="why\n")
    # Of the line that lists what is missing the ids are no words.
    missing = "These answers are missing"
    heard = [missing if line.startswith(missing) else line for line in said(ran.err)]
    assert "Which areas will you treat?" in heard
    assert {one: grade(one) for one in heard if grade(one) > HIGHEST} == {}


def test_an_emergency_names_a_number_for_every_country_first(run: Run) -> None:
    ran = run("check-symptoms", "microneedling", "--json", *flags(*SESSION, "symptoms=seizure"))
    actions = ran.json["actions"]
    assert isinstance(actions, list)
    assert actions[0] == "Call 112, 911 or 999 now."

"""What is typed to get the JSON of each command, in many situations.

A new command gets an entry in ``SITUATIONS``, by the name of its schema: enough lines to show each of its
fields filled once, and each of its forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from json_records import RECORD_ERRORS, RECORDS
from json_words import (
    AGO,
    BLUE,
    DOCTOR,
    FAINT,
    FOLDERS,
    KNOWN,
    LUMP,
    OWN,
    PHOTO,
    PLANNED,
    SEVERE,
    SHAVED,
    TOO_DEEP,
    Situation,
)
from rule_folders import laid_over_with
from shipped import RULES, THIRD
from typed import abraded, abrasion, needled, needling, symptoms

BROKEN_FOLDERS: Final = Path(__file__).resolve().parent / "broken_folders"


PUS: Final = symptoms(symptoms="pus_discharge")
MILD: Final = symptoms(symptoms__redness__severity="mild", symptoms__redness__trend="improving")
PEELING: Final = ["rules", "new", "peeling", "--into"]
CASES: Final = """\
- case: Warts are let be.
  answers: {skin_today: [warts]}
  expect: {verdict: caution, reasons: [mn-no-such-rule, own-warts]}
- case: Nothing tells the treatment of this.
  answers: {skin_todai: [warts]}
  expect: {verdict: go}
- case: A lump is mild.
  symptoms: {hours_since_session: 20, needle_mm: 0.25, risk_factors: [], symptoms: {lump_nodule: {}}}
  expect: {level: 0}
"""
RULE: Final = """\
- id: own-warts
  when: {skin_today: warts}
  verdict: "no"
  say: Leave warts alone.
  sources: [judgement]
"""

SHARED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("profile-show", "profile-set", "profile-forget"), "profile"),
    "hold-list": "hold",
    "device-list": "device",
    "history-undo": "undo",
    "history-redo": "redo",
}
"""Commands that print the same document as another, and the schema that they share."""
SITUATIONS: Final[Mapping[str, Sequence[Situation]]] = {
    "plan": [
        Situation(["plan", "--example"]),
        Situation(["plan", "microdermabrasion", "--example"]),
        Situation(PLANNED),
        Situation(["plan", *abrasion()]),
        Situation(["plan", *needling()], [needled()]),
        Situation(["plan", *needling(skin_today="warts"), *OWN]),
        Situation(["plan", *needling(skin_today="active_acne,sunburn"), "--set", "days_since.sunburn=2"]),
        Situation(["plan", *needling(conditions="not_sure")]),
        Situation(["plan", *abrasion(), "--exit-code"], [LUMP]),
        Situation(["plan", "microneedling", "--no-input"], [FAINT]),
        Situation(["plan", *needling(skin_today="active_herpes")]),
        Situation([*PLANNED, "--what-if", "needle_mm=0.5", "--on", "in 9 days"]),
    ],
    "log": [
        Situation(needled()),
        Situation([*needled(), "--at", "yesterday 9pm", "--note", "A windy day."]),
        Situation(needled(areas="cheeks,nose"), [[*needled(), "--at", "2 days ago"]]),
        Situation(SEVERE),
        Situation(["log", "--no-input"], [PLANNED]),
        Situation([*abraded(), "--at", "300 days ago"], [LUMP]),
        Situation(needled(needle_mm="not_sure")),
        Situation(TOO_DEEP),
        Situation([*needled(), "--at", "2 days ago", "--reaction", "none"], [PUS]),
        Situation(
            ["log", "dermaplaning", "--area", "cheeks", "--device", "face_blade", "--rules", str(THIRD)]
        ),
        Situation([*AGO, "--head", "blue", *PHOTO], [[*BLUE, "--opened", "9 days ago", "--uses", "3"]]),
        Situation(needled(), [["pause"]]),
        Situation(["log", "--reaction", "prolonged"], [AGO]),
        Situation(
            ["log", "--reaction", "none", "--note", "Calm.", *PHOTO],
            [AGO, [*abraded(), "--at", "yesterday"], ["pause"]],
        ),
        Situation(["log", "--reaction", "severe"], [[*needled(areas="cheeks,nose"), "--at", "3 days ago"]]),
    ],
    "check-symptoms": [
        Situation(MILD),
        Situation(LUMP),
        Situation(FAINT),
        Situation([*MILD, "--exit-code"], [needled(), LUMP]),
        Situation(symptoms(symptoms="none")),
        Situation(["check-symptoms", "--answers", "-"], answers="symptoms: {breathing_difficulty: {}}\n"),
        Situation([*LUMP, *OWN]),
        Situation(["check-symptoms", "dermaplaning", *SHAVED]),
        Situation(symptoms(symptoms__fever__temperature_c="36.5")),
        Situation(symptoms(symptoms="shared_device")),
    ],
    "status": [
        Situation(["status"]),
        Situation(["status"], [needled(areas="cheeks,nose"), abraded(areas="neck"), LUMP]),
        Situation(["status"], [[*needled(), "--at", "100 days ago"]]),
        Situation(["status"], [FAINT]),
        Situation(["status"], [TOO_DEEP]),
        Situation(["status"], [[*needled(), "--at", "2026-11-20 09:41"]]),
        Situation(["status"], [[*BLUE, "--opened", "9 days ago"], AGO, DOCTOR, ["pause", "--until", "mon"]]),
    ],
    "profile": [
        Situation(["profile"]),
        Situation(["profile", "show"], [[*KNOWN, "age=34", "conditions=eczema"]]),
        Situation(["profile", "set", "medicines=isotretinoin", "days_since.isotretinoin=9"]),
        Situation(["profile", "forget", "conditions"], [[*KNOWN, "conditions=eczema"]]),
        Situation(["profile", "set", "recent_procedures=peel", "days_since.peel=9", "areas=cheeks"]),
    ],
    "due": [
        Situation(["due"]),
        Situation(["due", "--plain"], [[*needled(), "--at", "100 days ago"], needled(areas="nose")]),
        Situation(["due", "--exit-code"], [[*needled(), "--at", "100 days ago"], LUMP]),
        Situation(["due"], [AGO]),
        Situation(["due"], [AGO, ["pause", "--until", "mon", "--why", "holiday"]]),
        Situation(["due", "--home", FOLDERS], [["pause", "--home", FOLDERS]]),
    ],
    "hold": [
        Situation(["hold"]),
        Situation(["hold"], [LUMP, SEVERE]),
        Situation(["hold"], [FAINT]),
        Situation(["hold", "list"], [DOCTOR]),
    ],
    "hold-add": [Situation(DOCTOR), Situation(DOCTOR[:4], [LUMP])],
    "hold-end": [
        Situation(["hold", "end", "--how", "seen"], [LUMP, SEVERE]),
        Situation(["hold", "end", "--how", "error"], [FAINT]),
    ],
    **RECORDS,
    "about": [
        Situation(["about"]),
        Situation(["about", "microneedling"]),
        Situation(["about", "microdermabrasion"]),
        Situation(["about", "--rules", str(THIRD)]),
    ],
    "why": [
        Situation(["why"], [PLANNED]),
        Situation(["why"], [["plan", *needling(skin_today="active_acne", device_kind="stamp")]]),
        Situation(["why"], [LUMP]),
        Situation(["why"], [FAINT]),
    ],
    "rules-list": [
        Situation(["rules", "list"]),
        Situation(["rules", "list", "--topic", "screening", "--verdict", "no"]),
        Situation(["rules", "list", "--level", "4", "--verdict", "no"]),
    ],
    "rules-show": [
        Situation(["rules", "show", name])
        for name in (
            "mn-weekly",
            "judgement",
            "needle_mm",
            "roller",
            "redness",
            "days_since.peel",
            "mn-sunburn",
        )
    ],
    "rules-check": [
        Situation(["rules", "check"]),
        Situation(["rules", "check", str(BROKEN_FOLDERS / "unknown-key")]),
        Situation(["rules", "check", str(BROKEN_FOLDERS / "ten-steps")]),
        Situation(["rules", "check", "--explain", "gap"]),
    ],
    "rules-test": [
        Situation(["rules", "test", str(THIRD)]),
        Situation(["rules", "test", f"{FOLDERS}/own"]),
    ],
    "rules-coverage": [
        Situation(["rules", "coverage", str(THIRD)]),
        Situation(["rules", "coverage", f"{FOLDERS}/own"]),
    ],
    "rules-sources": [
        Situation(["rules", "sources"]),
        Situation(["rules", "sources", "--unused"]),
        Situation(["rules", "sources", "--unused", *OWN]),
    ],
    "rules-diff": [
        Situation(["rules", "diff", str(RULES), str(RULES)]),
        Situation(["rules", "diff", str(THIRD), f"{FOLDERS}/own"], [[*PEELING, f"{FOLDERS}/own"]]),
    ],
    "rules-new": [Situation([*PEELING, FOLDERS])],
    "error": [
        Situation(["plan", "--no-input"]),
        Situation(["plan", "microneedling", "--no-input"]),
        Situation(["check-symptoms", "microneedling", "--no-input"]),
        Situation(["plan", *needling(age="cat", areas="moon")]),
        Situation(["plan", "microneedlin"]),
        Situation(["plan", "--answers", f"{FOLDERS}/none.yaml"]),
        Situation(["plan", "microneedling", "--answers", "-"], answers="areas: [cheeks"),
        Situation(["log", "--at", "in 3 days"]),
        Situation(["log", "microneedling", "--no-input"]),
        Situation(["why"]),
        Situation(["hold", "end", "--how", "healed"], [LUMP]),
        Situation(["hold", "end", "--how", "seen"]),
        Situation(["about", "nothing"]),
        Situation(["rules", "show", "nothing"]),
        Situation(["rules", "list", "--topic", "nothing"]),
        Situation(["rules", "check", "--explain", "nothing"]),
        Situation(["rules", "test", f"{FOLDERS}/none"]),
        Situation(["rules", "new", "Peeling"]),
        *RECORD_ERRORS,
    ],
}


def folders_in(place: Path) -> None:
    """``own`` has cases that differ, and a source and a fact that nothing uses."""
    own = laid_over_with(
        place,
        screening=RULE,
        cases__plan=CASES,
        sources="- {id: own, title: T, publisher: P, kind: clinic}\n",
    )
    (own / "evidence.txt").write_text("own-fact\n", encoding="utf-8")

"""What is typed to get the JSON of each command, in many situations.

A new command gets an entry in ``SITUATIONS``, by the name of its schema: enough lines to show each of its
fields filled once, and each of its forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from checkout import TESTS
from command_lines import (
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
    SHAVING,
    TOO_DEEP,
    Situation,
)
from json_records import RECORDS
from rule_folders import laid_over_with
from rule_set import THIRD
from shipped import RULES
from skinroutine.rulebook import PHASES
from typed import RESTED, abraded, needled, needling, symptoms

BROKEN_FOLDERS: Final = TESTS / "broken_folders"

PUS: Final = symptoms(symptoms="pus_discharge")
MILD: Final = symptoms(symptoms__redness__severity="mild", symptoms__redness__trend="improving")
PEELING: Final = ["rules", "new", "peeling", "--into"]
CASES: Final = """\
- case: Warts are let be.
  answers: {skin_today: [warts]}
  expect: {verdict: caution, reasons: [mn-no-such-rule, own-warts]}
- case: A dull day changes no step.
  answers: {}
  expect: {verdict: go, steps: [mn-no-such-step], no_steps: [own-step-of-prep]}
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
  say: {text: Leave warts alone., judgement: true}
  why: {text: Needles carry them on., facts: [carried-on]}
  sources: [judgement]
"""
FACT: Final = "- {id: carried-on, claim: Needles carry warts on., sources: [own]}\n"
STEP: Final = """\
- id: own-step-of-{phase}
  do: {{text: Sit where you see it well., judgement: true}}
  disagreement: Some say otherwise.
  critical: true
  from: 1 hour
  for: 2 hours
  minutes: 1
  settings: {{tip: small, level: low, direction: up, passes: 1, needle_mm: 0.25}}
  sources: [judgement]
"""
"""A step with all that a step can have."""

SHARED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("profile-show", "profile-set", "profile-forget"), "profile"),
    "hold-list": "hold",
    "device-list": "device",
    "history-undo": "undo",
    "history-redo": "redo",
}
"""Commands that print the same document as another, and the schema that they share."""
BESIDE: Final = {"why-item": "why", "why-question": "why"}
"""Further documents, and the command that prints each when a word stands behind it."""
SITUATIONS: Final[Mapping[str, Sequence[Situation]]] = {
    "plan": [
        Situation(["plan", "--example"]),
        Situation(["plan", *needling()], [needled()]),
        Situation(["plan", *needling(skin_today="warts"), *OWN]),
        Situation(["plan", *needling(skin_today="active_herpes")], [[*KNOWN, "conditions=pregnancy"]]),
        Situation(["plan", *needling(areas="cheeks,neck")], [needled()]),
        Situation(["plan", *needling(conditions="not_sure")]),
        Situation(["plan", *needling()], [["plan", *needling(conditions="eczema")]]),
        Situation(["plan", *needling(), *OWN]),
        Situation([*PLANNED, "--what-if", "needle_mm=0.5", "--on", "in 9 days"]),
        Situation(SHAVING),
    ],
    "log": [
        Situation(needled(areas="cheeks,nose"), [[*needled(), "--at", "2 days ago"]]),
        Situation(TOO_DEEP),
        Situation(AGO, [[*needled(), "--at", "yesterday"]]),
        Situation([*needled(), "--at", "2 days ago", "--reaction", "none"], [PUS]),
        Situation([*AGO, "--head", "blue", *PHOTO], [[*BLUE, "--opened", "9 days ago", "--uses", "3"]]),
        Situation(
            ["log", "--reaction", "none", "--note", "Calm.", *PHOTO],
            [AGO, [*abraded(), "--at", "yesterday"], ["pause"]],
        ),
    ],
    "check-symptoms": [
        Situation(FAINT),
        Situation(symptoms(symptoms="none")),
        Situation(symptoms(symptoms="redness")),
        Situation(symptoms(symptoms="seizure,hives")),
        Situation(["check-symptoms", "dermaplaning", *SHAVED]),
        Situation(symptoms(symptoms__fever__temperature_c="36.5")),
        Situation(symptoms(symptoms="shared_device")),
        Situation(symptoms(symptoms="redness"), [[*KNOWN, "region=gb"]]),
        Situation(symptoms(symptoms="redness"), [[*KNOWN, "region=ie"]]),
        Situation(
            symptoms(symptoms="pustules"), [[*KNOWN, "risk_factors=immunosuppressed,diabetes,keloid_history"]]
        ),
    ],
    "status": [
        Situation(["status"]),
        Situation(["status"], [needled(areas="cheeks,nose"), abraded(areas="neck"), LUMP]),
        Situation(["status"], [TOO_DEEP]),
        Situation(["status"], [[*BLUE, "--opened", "9 days ago"], AGO, DOCTOR, ["pause", "--until", "mon"]]),
    ],
    "profile": [
        Situation(["profile"]),
        Situation(["profile", "show"], [[*KNOWN, "age=34", "conditions=eczema"]]),
        Situation(["profile", "set", "recent_procedures=peel", "days_since.peel=9", "areas=cheeks"]),
    ],
    "due": [
        Situation(["due", "--plain"], [[*needled(), "--at", "100 days ago"], needled(areas="nose")]),
        Situation(["due"], [AGO]),
        Situation(["due"], [AGO, ["pause", "--until", "mon", "--why", "holiday"]]),
        Situation(["due", "--home", FOLDERS], [["pause", "--home", FOLDERS]]),
    ],
    "hold": [
        Situation(["hold"]),
        Situation(["hold"], [LUMP, SEVERE]),
        Situation(["hold"], [FAINT]),
    ],
    "hold-add": [Situation(DOCTOR[:4], [LUMP])],
    "hold-end": [
        Situation(["hold", "end", "--how", "seen"], [LUMP, SEVERE]),
        Situation(["hold", "end", "--how", "error"], [FAINT]),
    ],
    **RECORDS,
    "about": [
        Situation(["about"]),
        Situation(["about", "microneedling"]),
        Situation(["about", "tattoo on my neck"]),
        Situation(["about", "how often"]),
        Situation(["about", "tickle", *OWN]),
    ],
    "explain": [
        Situation(["explain"]),
        Situation(["explain", "hold"]),
        Situation(["explain", "tickle", *OWN]),
    ],
    "why": [
        Situation(["why"], [PLANNED]),
        Situation(["why"], [["plan", *needling(device_shared="not_sure")]]),
        Situation(["why"], [["plan", *needling(skin_today="active_acne", device_kind="stamp")]]),
        Situation(["why"], [FAINT]),
        Situation(["why", *OWN], [["plan", *needling(skin_today="warts"), *OWN]]),
        Situation(["why", *OWN], [["plan", *needling(**RESTED), *OWN]]),
    ],
    "why-item": [
        Situation(["why", "no", "drag"]),
        Situation(["why", "own-warts", *OWN]),
        Situation(["why", "mn-weekly"]),
    ],
    "why-question": [
        Situation(["why", "needle_mm"], [["plan", *needling(**RESTED)]]),
        Situation(["why", "areas"]),
    ],
    "rules-list": [
        Situation(["rules", "list"]),
        Situation(["rules", "list", "--level", "4", "--verdict", "no"]),
    ],
    "rules-show": [
        *(Situation(["rules", "show", name]) for name in ("mn-weekly", "judgement", "mn-sunburn")),
        Situation(["rules", "show", "own-warts", *OWN]),
    ],
    "rules-check": [
        Situation(["rules", "check"]),
        Situation(["rules", "check", str(BROKEN_FOLDERS / "unknown-key")]),
        Situation(["rules", "check", str(BROKEN_FOLDERS / "ten-steps")]),
        Situation(["rules", "check", str(BROKEN_FOLDERS / "first-aid-without-a-fact")]),
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
        Situation(["rules", "sources", "--weak"]),
    ],
    "rules-diff": [
        Situation(["rules", "diff", str(RULES), str(RULES)]),
        Situation(["rules", "diff", str(THIRD), f"{FOLDERS}/own"], [[*PEELING, f"{FOLDERS}/own"]]),
    ],
    "rules-new": [Situation([*PEELING, FOLDERS])],
    "error": [
        Situation(["plan", "--no-input"]),
        Situation(["plan", *needling(age="cat", areas="moon")]),
        Situation(["why"]),
    ],
}


def folders_in(place: Path) -> None:
    """``own`` has cases that differ, and a source and a fact that nothing uses."""
    own = laid_over_with(
        place,
        screening=RULE,
        **{phase: STEP.format(phase=phase) for phase in PHASES},
        cases__plan=CASES,
        evidence=FACT,
        faq="- {id: own-faq, question: 'Does it tickle?', answer: [It may.], sources: [judgement]}\n",
        glossary="- {id: own-word, term: tickle, means: [It itches.], sources: [judgement]}\n",
        sources="- {id: own, title: T, publisher: P, kind: clinic}\n",
    )
    (own / "evidence.txt").write_text("own-fact\n", encoding="utf-8")

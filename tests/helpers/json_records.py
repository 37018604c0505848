"""What is typed to get the JSON of the commands that show, change and share what was recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from command_lines import (
    AGO,
    BLUE,
    DOCTOR,
    FAINT,
    FIRST,
    FOLDERS,
    HEAD,
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
from rule_set import THIRD
from typed import ROLLER, flags, needled, needling, symptoms

BARE: Final = [*HEAD[:3], "--kind", "radiofrequency", "--no-input"]
SEEN: Final = ["hold", "end", "--how", "seen"]
ALL_OF_IT: Final = f"{FOLDERS}/all.jsonl"
EXPORTED: Final = ["export", ALL_OF_IT, "--force"]
AWAY: Final = ["import", ALL_OF_IT, "--home", f"{FOLDERS}/away"]
WORN: Final = ["device", "retire", "blue", "--why", "worn"]
BUMPS: Final = symptoms(
    symptoms="pustules", symptoms__pustules__count="12", symptoms__pustules__area="cheeks"
)
SCAR: Final = symptoms(symptoms="raised_scar")
CHOSEN: Final = {
    **ROLLER, "device_shared": "no", "made_for_home": "yes", "clear_manual": "yes", "device_cleared": "no",
    "head_sterile": "yes", "head_pack_mixed": "no",
}  # fmt: skip
BLADE: Final = [*flags({"device_kind": "face_blade", "device_shared": "yes"}), "--rules", str(THIRD)]
OWN_WARTS: Final = ["plan", *needling(skin_today="warts"), *OWN]
EVERYTHING: Final = [
    PLANNED,
    [*AGO, "--reaction", "none", "--note", "A windy day.", *PHOTO],
    BLUE,
    WORN,
    [*KNOWN, "age=34"],
    OWN_WARTS,
    DOCTOR,
    SEEN,
    ["log", "--reaction", "prolonged"],
    ["pause", "--why", "holiday"],
    ["resume"],
    BUMPS,
    ["check-symptoms", "dermaplaning", *SHAVED],
]
"""A life with an entry of each kind."""
_PAUSE: Final = (
    '"kind": "pause", "happened": "2026-11-18T10:00:00+00:00", "recorded": "2026-11-18T10:00:00+00:00"'
)
LINES: Final = f"""\
{{"skinroutine": "history", "version": 1, "events": 5}}
{{"id": "a1", {_PAUSE}, "data": {{"until": "", "why": ""}}, "replaces": null}}
{{"id": "a1", {_PAUSE}, "data": {{"until": "", "why": "illness"}}, "replaces": null}}
{{"id": "a2",
"""
"""A damaged export: an entry, another by the same id, a line that breaks off; two more are missing."""
RECORDS: Final[Mapping[str, Sequence[Situation]]] = {
    "history": [
        Situation(["history"]),
        Situation(["history", "--all", "--limit", "99"], EVERYTHING),
        Situation(
            ["history", "--limit", "1", "--area", "cheeks", "--since", "a week ago"],
            [AGO, BLUE, [*AGO, "--again"]],
        ),
        Situation(["history", "--chart"]),
        Situation(["history", "--chart", "--months", "3"], [AGO, ["log", "--reaction", "prolonged"]]),
        Situation(["history", "--chart"], [AGO, BUMPS, symptoms(symptoms="none")]),
    ],
    "history-show": [
        Situation(["history", "show", FIRST], [TOO_DEEP]),
        Situation(["history", "show", FIRST], [[*SEVERE, *PHOTO]]),
        Situation(["history", "show", FIRST], [AGO, ["history", "edit", FIRST, "--needle", "0.2"]]),
        Situation(["history", "show", FIRST], [PLANNED]),
        Situation(["history", "show", FIRST], [FAINT]),
        Situation(["history", "show", FIRST], [["pause"]]),
        Situation(["history", "show", FIRST], [BLUE]),
    ],
    "history-edit": [
        Situation(["history", "edit", FIRST, "--note", ""], [[*SEVERE, *PHOTO, "--note", "A windy day."]]),
        Situation(["history", "edit", FIRST, "--set", "reaction=severe"], [AGO, ["pause"]]),
        Situation(["history", "edit", FIRST, "--needle", "0.2"], [TOO_DEEP]),
        Situation(
            ["history", "edit", FIRST, "--area", "cheeks"],
            [[*needled(areas="neck"), "--at", "4 days ago"], AGO],
        ),
        Situation(["history", "edit", FIRST, "--set", "products_during=oil"], [AGO]),
        Situation(
            ["history", "edit", FIRST, "--area", "nose,chin"], [AGO, [*BLUE, "--opened", "9 days ago"]]
        ),
    ],
    "history-remove": [
        Situation(["history", "remove", FIRST], [SEVERE, [*needled(), "--at", "9 days ago"]]),
        Situation(["history", "remove", FIRST], [PLANNED]),
        Situation(["history", "remove", FIRST], [BLUE]),
        Situation(["history", "remove", FIRST], [TOO_DEEP]),
        Situation(["history", "remove", FIRST], [SCAR, SEEN]),
    ],
    "undo": [
        Situation(["undo"], [SEVERE]),
        Situation(
            ["undo"], [[*needled(), "--at", "9 days ago"], AGO, ["history", "edit", FIRST, "--note", "x"]]
        ),
        Situation(["undo"], [LUMP, SEEN]),
        Situation(["undo"], [BLUE]),
        Situation(["undo"], [TOO_DEEP]),
        Situation(["undo"], [LUMP]),
    ],
    "redo": [
        Situation(["redo"], [SEVERE, ["undo"]]),
        Situation(["redo"], [AGO, ["history", "edit", FIRST, "--note", "x"], ["undo"]]),
        Situation(["redo"], [LUMP, SEEN, ["undo"]]),
        Situation(["redo"], [BLUE, ["undo"]]),
        Situation(["redo"], [TOO_DEEP, ["history", "edit", FIRST, "--needle", "0.2"], ["undo"]]),
        Situation(["redo"], [SCAR, SEEN, ["history", "remove", FIRST], ["undo"]]),
    ],
    "export": [
        Situation(EXPORTED),
    ],
    "import": [
        Situation(AWAY, [AGO, DOCTOR, EXPORTED]),
        Situation([*AWAY, "--dry-run"], [PLANNED, AGO, BLUE, EXPORTED]),
        Situation(AWAY, [LUMP, EXPORTED, AWAY, SEEN, EXPORTED]),
        Situation(["import", "-", "--yes"], answers=LINES),
    ],
    "calendar": [
        Situation(["calendar"]),
        Situation(["calendar"], [AGO, DOCTOR]),
        Situation(["calendar", "--private"], [AGO]),
        Situation(["calendar", "--output", f"{FOLDERS}/skin.ics"], [AGO, ["pause"]]),
    ],
    "remind": [
        Situation(["remind", "cron"]),
    ],
    "handover": [
        Situation(["handover"], EVERYTHING),
        Situation(["handover", "--output", f"{FOLDERS}/page.html"], [AGO, BLUE, LUMP]),
        Situation(
            ["handover", "--redact", "notes,conditions,medicines", "--since", "9d"], [PLANNED, AGO, BUMPS]
        ),
        Situation(["handover"], [FAINT]),
        Situation(["handover", "--since", "today"], [AGO]),
        Situation(["handover"], [AGO, ["undo"]]),
        Situation(["handover"], [TOO_DEEP]),
        Situation(["handover"], [TOO_DEEP, ["history", "edit", FIRST, "--needle", "0.2"]]),
        Situation(["handover"], [TOO_DEEP, ["undo"]]),
        Situation(["handover"], [PLANNED, BUMPS, ["undo"]]),
        Situation(["handover"], [PLANNED, ["check-symptoms", "dermaplaning", *SHAVED], ["undo"]]),
    ],
    "device": [
        Situation(["device"]),
        Situation(["device", "list"], [[*BLUE, "--opened", "99 days ago", "--single-use"]]),
        Situation(["device", "--all"], [BLUE, [*HEAD, "red", "--not-certified"], WORN]),
        Situation(
            ["device"], [[*BLUE, "--set", "head_single_use=not_sure", "--set", "device_cleared=not_sure"]]
        ),
    ],
    "device-add": [Situation([*BLUE, "--uses", "9", "--certified"]), Situation(BARE)],
    "device-retire": [Situation(WORN, [BLUE]), Situation(WORN[:3], [BLUE])],
    "device-choose": [
        Situation(["device", "choose", "microneedling", *flags({**ROLLER, "needle_mm": "1.5"})]),
        Situation(["device", "choose", "microneedling", *flags({**CHOSEN, "device_shared": "not_sure"})]),
        Situation(["device", "choose", "microneedling", *flags(CHOSEN)]),
        Situation(["device", "choose", "dermaplaning", *BLADE]),
    ],
    "pause": [Situation(["pause"]), Situation(["pause", "--until", "mon", "--why", "holiday"], [["pause"]])],
    "resume": [Situation(["resume"], [["pause"]])],
}

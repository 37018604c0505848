"""The situations whose screens are kept in ``tests/screens``: what was typed before, and what is typed.

A new command, or a screen that looks different from all of these, gets a line here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from typed import RESTED, abraded, needled, needling, symptoms

Line = Sequence[str]


class Situation(NamedTuple):
    """A line that is typed, after others; ``ID`` in it stands for the entry that was recorded last.

    ``columns`` are the widths of the terminals that show it, none for a pipe; ``plain`` adds a pipe.
    ``keys`` are the lines that standard input holds; in a terminal the question after them is shown, and
    without them there is no keyboard.
    """

    typed: Line
    before: Sequence[Line] = ()
    columns: Sequence[int] = (80,)
    plain: bool = False
    keys: str | None = None


ALL: Final = (60, 80, 120)
PIPE: Final[Sequence[int]] = ()
YESTERDAY: Final = [*needled(areas="cheeks,forehead", reaction="expected"), "--at", "yesterday 9pm"]
NECK: Final = [*abraded(areas="neck", reaction="expected"), "--at", "9 days ago"]
LIVED: Final = [YESTERDAY, NECK]
LUMP: Final = symptoms(symptoms="lump_nodule")
SORE: Final = ["hold", "add", "--why", "A sore on the chin", "--days", "5"]
LONG_AGO: Final = [
    [*needled(reaction=how), "--at", f"{days} days ago"]
    for days, how in ((40, "expected"), (26, "prolonged"), (12, "expected"))
]
PINK: Final = symptoms(
    symptoms="redness", symptoms__redness__severity="mild", symptoms__redness__trend="improving"
)
SORE_SKIN: Final = symptoms(symptoms="tenderness", symptoms__tenderness__severity="mild")
HEAD: Final = [
    "device", "add", "microneedling", "--kind", "roller", "--needle", "0.25", "--no-input",
    "--no-single-use", "--not-certified", "--name", "blue roller",
]  # fmt: skip


KNOWN: Final = ["profile", "set", "age=34", "conditions=eczema", "medicines=none"]


def plan(**changes: str) -> list[str]:
    """``plan`` of a healthy adult who has needled before, with changes."""
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return ["plan", *needling(**{**RESTED, "device_dropped": "no", **named})]


SITUATIONS: Final[Mapping[str, Situation]] = {
    "home-empty": Situation([]),
    "home": Situation([], LIVED, ALL, plain=True),
    "home-on-hold": Situation([], [*LIVED, LUMP], plain=True),
    "home-paused": Situation([], [*LIVED, ["pause", "--until", "2 weeks", "--why", "holiday"]]),
    "home-past-limits": Situation([], [needled(areas="cheeks", needle_mm="1.5")]),
    "status-verbose": Situation(["status", "--verbose"], LIVED),
    "due": Situation(["due"], LIVED),
    "due-nothing": Situation(["due"]),
    "plan-go": Situation(plan(), (), ALL, plain=True),
    "plan-first-time": Situation(["plan", *needling(first_session="yes")]),
    "plan-with-care": Situation(plan(conditions="dark_skin")),
    "plan-wait": Situation(plan(skin_today="active_acne"), (), ALL),
    "plan-ask-first": Situation(plan(conditions="diabetes")),
    "plan-not-sure": Situation(plan(conditions="not_sure", skin_today="not_sure")),
    "plan-no": Situation(plan(medicines="isotretinoin", days_since__isotretinoin="20")),
    "plan-on-hold": Situation(plan(), [*LIVED, LUMP]),
    "plan-clash": Situation(plan(), [YESTERDAY, SORE_SKIN]),
    "plan-example": Situation(["plan", "microdermabrasion", "--example"]),
    "plan-asked-by-lines": Situation(["plan", "microneedling"], (), PIPE, keys="cheeks\nnone\nnone\n"),
    "prompt-areas": Situation(["plan", "microneedling"], (), ALL, keys=""),
    "prompt-conditions": Situation(["plan", "microneedling"], keys="cheeks\nnone\n"),
    "prompt-number": Situation(["plan", "microneedling"], keys="cheeks\nnone\nnone\nnone\nnone\n"),
    "prompt-device": Situation(["plan", "microneedling"], keys="cheeks\nnone\nnone\nnone\nnone\nnever\n34\n"),
    "prompt-on-return": Situation(["plan", "microneedling"], [plan(), YESTERDAY], keys="cheeks\n"),
    "prompt-urgent-signs": Situation(["check-symptoms", "microneedling"], LIVED, ALL, keys=""),
    "prompt-log": Situation(["log", "microneedling"], keys=""),
    "plan-missing": Situation(["plan", "microneedling", "--no-input", "--set", "areas=cheeks"]),
    "check-normal": Situation(PINK),
    "check-nothing": Situation(symptoms(symptoms="none")),
    "check-look-after": Situation(symptoms(symptoms="acne_flare", symptoms__acne_flare__severity="mild")),
    "check-have-it-seen": Situation(symptoms(symptoms="pustules")),
    "check-care-today": Situation(symptoms(symptoms="pus_discharge"), LIVED, ALL, plain=True),
    "check-emergency": Situation(["check-symptoms", "--set", "symptoms=seizure"], (), ALL, plain=True),
    "log": Situation(needled(areas="cheeks,forehead"), plain=True),
    "log-past-limits": Situation(needled(needle_mm="1.5")),
    "log-reaction": Situation(["log", "--reaction", "expected"], [YESTERDAY]),
    "history": Situation(["history"], [*LIVED, PINK, LUMP], ALL, plain=True),
    "history-show": Situation(["history", "show", "ID"], LIVED),
    "history-edit": Situation(["history", "edit", "ID", "--needle", "0.2"], [NECK, YESTERDAY]),
    "history-chart": Situation(["history", "--chart"], [*LONG_AGO, PINK], ALL, plain=True),
    "undo": Situation(["undo"], LIVED),
    "profile": Situation(["profile"], [KNOWN]),
    "profile-empty": Situation(["profile"]),
    "device-list": Situation(["device"], [HEAD]),
    "device-choose": Situation(
        ["device", "choose", "microneedling", "--set", "device_kind=roller", "--set", "needle_mm=0.25",
         "--set", "device_shared=no", "--set", "made_for_home=yes", "--set", "clear_manual=yes",
         "--set", "device_cleared=no", "--set", "head_sterile=yes", "--set", "head_pack_mixed=no"],
    ),
    "hold": Situation(["hold"], [LUMP, SORE]),
    "hold-add": Situation(SORE),
    "hold-end": Situation(["hold", "end", "--how", "error"], [SORE]),
    "hold-none": Situation(["hold"]),
    "pause": Situation(["pause", "--until", "2 weeks", "--why", "holiday"]),
    "handover": Situation(["handover"], [*LIVED, PINK], plain=True),
    "why": Situation(["why"], [plan(skin_today="active_acne")], plain=True),
    "why-a-step": Situation(["why", "sunscreen"], [plan()]),
    "about": Situation(["about", "microneedling"]),
    "about-a-question": Situation(["about", "can I do my neck"]),
    "explain": Situation(["explain", "hold"]),
    "explain-words": Situation(["explain"]),
    "error-word": Situation(["explain", "zits"]),
    "rules-show": Situation(["rules", "show", "mn-after-make-up"]),
    "rules-check-explains": Situation(["rules", "check", "--explain", "no-verb"]),
    "calendar": Situation(["calendar", "--output", "skin.ics"], LIVED),
    "remind": Situation(["remind", "cron"]),
    "export": Situation(["export", "skin.jsonl"], LIVED),
    "help": Situation(["--help"], (), ALL),
    "help-of-a-command": Situation(["log", "--help"], (), ALL),
    "error-command": Situation(["hold", "start"]),
    "error-option": Situation(["plan", "--needel", "0.25"]),
    "error-time": Situation([*needled(), "--at", "yesterdayy"]),
    "error-area": Situation(["log", "microneedling", "--area", "cheek bone"]),
    "error-treatment": Situation(["plan", "microneedeling"]),
    "error-file": Situation(["plan", "microneedling", "--answers", "no-such-file.yaml"]),
}  # fmt: skip

"""Every command by the name under which it is typed: where it stands, and its line in the help.

A command is imported when it is called, so that none pays for what another needs; the help of the whole
program reads this table alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from skinroutine.light_typing import NamedTuple


class CommandEntry(NamedTuple):
    """Where a command stands (``module:function`` below ``skinroutine.commands``), and its help."""

    where: str
    help: str


class GroupEntry(NamedTuple):
    """Commands behind one word; ``bare`` is what the word alone does (empty: it shows its help)."""

    help: str
    commands: Mapping[str, CommandEntry]
    bare: str = ""


SUMMARY: Final = "Plan, log and check skin treatments at home. Your history stays on this computer."
UNDO: Final = CommandEntry(
    "history.undo:undo",
    "Take back what you recorded last. Repeat it to go back further.",
)
REDO: Final = CommandEntry("history.undo:redo", "Bring back what you undid last.")
TABLE: Final[Mapping[str, CommandEntry | GroupEntry]] = {
    "plan": CommandEntry("plan:plan", "Find out whether to go ahead today, and how."),
    "log": CommandEntry(
        "log:log",
        "Record what you did. Without a treatment it starts from your last plan.",
    ),
    "check-symptoms": CommandEntry(
        "check_symptoms:check_symptoms",
        "Find out what to do about a reaction, and how soon. The worst signs come first.",
    ),
    "status": CommandEntry("status:status", "See today's aftercare, what's paused and your next dates."),
    "due": CommandEntry(
        "due:due", "See what's ready to do again today, a line each. Silent when there's nothing."
    ),
    "about": CommandEntry(
        "about:about",
        "Read what a treatment does, or ask in your own words.\n\n"
        "Without a word it shows all treatments "
        "side by side.",
    ),
    "explain": CommandEntry(
        "explain:explain", "Read what a word means, such as hold. Without a word it lists all of them."
    ),
    "why": CommandEntry("why:why", "See the reasons behind your last answer, or one step."),
    "pause": CommandEntry(
        "pause:pause", "Stop reminders for a holiday or an illness. Nothing is lost, and log still works."
    ),
    "resume": CommandEntry("pause:resume", "Get reminders again after a pause."),
    "calendar": CommandEntry(
        "calendar:calendar",
        "Put dates, aftercare and checks in your calendar (ICS).\n\nImport it again to update what is there.",
    ),
    "remind": CommandEntry(
        "remind:remind",
        "Print the files that a daily reminder needs.",
    ),
    "handover": CommandEntry(
        "handover:handover",
        "Make a page for a professional, to read or to print.\n\n"
        "It has what you did, how your skin reacted, and what you were advised and why.",
    ),
    "undo": UNDO,
    "redo": REDO,
    "export": CommandEntry(
        "transfer.export:export", "Copy your history, or your sessions as CSV, to a file."
    ),
    "import": CommandEntry(
        "transfer.import_:import_",
        "Add what you recorded on another computer.\n\nWhat you have here stays as it is.",
    ),
    "hold": GroupEntry(
        "See why your sessions are paused. To end that: skinroutine hold end --help",
        {
            "end": CommandEntry("hold:end", "End a hold, and say how it ended."),
            "add": CommandEntry("hold:add", "Pause sessions yourself, until you end the hold."),
            "list": CommandEntry("hold:show", "See why sessions are paused, as `skinroutine hold` does."),
        },
        bare="hold:show",
    ),
    "profile": GroupEntry(
        "See what skinroutine remembers about you, and until when.",
        {
            "show": CommandEntry("profile:show", "See what skinroutine remembers about you."),
            "set": CommandEntry("profile:put", "Change an answer about you, as of today."),
            "forget": CommandEntry(
                "profile:forget",
                "Forget an answer, so you're asked again. Your history keeps that you gave it.",
            ),
        },
        bare="profile:show",
    ),
    "rules": GroupEntry(
        "Read, check, test and compare rules.",
        {
            "list": CommandEntry(
                "rules.list:list_rules",
                "List the rules, a line each. It shows id, treatment, topic, result and text.",
            ),
            "show": CommandEntry(
                "rules.show:show",
                "Show one rule in words. Its evidence, cases and questions come with it.",
            ),
            "check": CommandEntry(
                "rules.check:check",
                "Find what is wrong with the rules. A line each; exits with 1 when something is.",
            ),
            "test": CommandEntry(
                "rules.test:run_cases",
                "Run the cases and show what differs. Exits with 1 when something does.",
            ),
            "coverage": CommandEntry(
                "rules.coverage:coverage",
                "Find what no case tries, and what only some treatments weigh.",
            ),
            "sources": CommandEntry(
                "rules.sources:sources", "List the sources, each with the rules that use it."
            ),
            "diff": CommandEntry(
                "rules.diff:diff",
                "Compare two folders of rules by result. Exits with 1 when one gets milder.",
            ),
            "new": CommandEntry("rules.new:new", "Write a treatment to start from. It works as it is."),
        },
    ),
    "history": GroupEntry(
        "See what you recorded, newest first. Show, change or remove one, or see a chart.",
        {
            "show": CommandEntry("history:show", "Read all of one record."),
            "edit": CommandEntry(
                "history.edit:edit",
                "Correct a session. What it was before is kept. Without options it asks what to change.",
            ),
            "remove": CommandEntry(
                "history.undo:remove", "Remove one record. Undo brings it back. What it paused stays paused."
            ),
            "undo": UNDO,
            "redo": REDO,
        },
        bare="history:history",
    ),
    "device": GroupEntry(
        "See your heads and their uses, or judge a device to buy.",
        {
            "add": CommandEntry(
                "device:add", "Add a head that you use. What you leave out is asked in a terminal."
            ),
            "list": CommandEntry("device:show", "See the heads in use, with their uses and limits."),
            "retire": CommandEntry("device:retire", "Take a head off your list. It stays in your history."),
            "choose": CommandEntry("device.choose:choose", "Judge a device before you buy it."),
        },
        bare="device:show",
    ),
}

"""Every command by the name under which it is typed: where it stands, and its line in the help.

A command is imported when it is called, so that none pays for what another needs; the help of the whole
program reads this table alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from skinroutine.tuples import NamedTuple


class CommandEntry(NamedTuple):
    """Where a command stands (``module:function`` below ``skinroutine.commands``), and its help."""

    where: str
    help: str


class GroupEntry(NamedTuple):
    """Commands behind one word; ``bare`` is what the word alone does (empty: it shows its help)."""

    help: str
    commands: Mapping[str, CommandEntry]
    bare: str = ""


SUMMARY: Final = "Plan, log and check home skin treatments, with cited rules and a local history."
UNDO: Final = CommandEntry(
    "history.undo:undo",
    "Take back what was recorded last. Again takes back one more; a hold stays.",
)
REDO: Final = CommandEntry("history.undo:redo", "Do again what was undone last.")
TABLE: Final[Mapping[str, CommandEntry | GroupEntry]] = {
    "plan": CommandEntry("plan:plan", "Before a session: may it go ahead, and how."),
    "log": CommandEntry(
        "log:log",
        "After a session: record what was really done. Without a treatment it starts from the last plan.",
    ),
    "check-symptoms": CommandEntry(
        "check_symptoms:check_symptoms",
        "When the skin reacts: what to do, and how soon. The worst signs come first.",
    ),
    "status": CommandEntry("status:status", "Between sessions: what's paused, aftercare, next dates."),
    "due": CommandEntry("due:due", "What may be done again, a line each; silent when nothing."),
    "about": CommandEntry(
        "about:about",
        "What a treatment does, what to expect, and answers to what people ask.\n\n"
        'Ask in your own words: skinroutine about "can I do my neck". Without a word it puts all treatments '
        "side by side.",
    ),
    "why": CommandEntry("why:why", "The rules, answers and sources behind the last answer, or one step."),
    "pause": CommandEntry(
        "pause:pause", "Silence reminders for a holiday or an illness. Nothing is lost, and log still works."
    ),
    "resume": CommandEntry("pause:resume", "End a pause: reminders come again."),
    "calendar": CommandEntry(
        "calendar:calendar",
        "A calendar file (ICS): next dates, aftercare, checks.\n\nImport it again to update what is there.",
    ),
    "remind": CommandEntry(
        "remind:remind", "Print a daily reminder for cron, systemd or launchd. Nothing is changed."
    ),
    "handover": CommandEntry(
        "handover:handover",
        "One page for a professional, to read or to print.\n\n"
        "What was done, how the skin reacted, what was advised and why.",
    ),
    "undo": UNDO,
    "redo": REDO,
    "export": CommandEntry("transfer.export:export", "Write your history as JSON Lines, or sessions as CSV."),
    "import": CommandEntry(
        "transfer.import_:import_",
        "Add another machine's entries to yours.\n\nWhat you have stays as it is.",
    ),
    "hold": GroupEntry(
        "List what pauses your sessions. To end it: skinroutine hold end --how healed|seen|error.",
        {
            "end": CommandEntry("hold:end", "End a hold, and keep how it ended."),
            "add": CommandEntry("hold:add", "Set a hold of your own: no sessions until you end it."),
            "list": CommandEntry("hold:show", "List what pauses your sessions, as `skinroutine hold` does."),
        },
        bare="hold:show",
    ),
    "profile": GroupEntry(
        "What skinroutine remembers about you, and until when.",
        {
            "show": CommandEntry("profile:show", "List what skinroutine remembers about you."),
            "set": CommandEntry("profile:put", "Remember something of you, as of today."),
            "forget": CommandEntry(
                "profile:forget", "Use a fact no longer. The history keeps that it was said."
            ),
        },
        bare="profile:show",
    ),
    "rules": GroupEntry(
        "For rule authors: read, check, test and compare rules.",
        {
            "list": CommandEntry(
                "rules.list:list_rules",
                "List the rules, a line each: id, treatment, topic, result, and what it says.",
            ),
            "show": CommandEntry(
                "rules.show:show",
                "Show one rule in words, with its evidence, its cases and the questions that it needs.",
            ),
            "check": CommandEntry(
                "rules.check:check",
                "Tell all that is wrong with the rules, a line each; exits with 1 when something is.",
            ),
            "test": CommandEntry(
                "rules.test:run_cases",
                "Run the cases, and show those that differ as a diff; exits with 1 when some do.",
            ),
            "coverage": CommandEntry(
                "rules.coverage:coverage",
                "Tell what no case tries, and what one treatment weighs and another does not.",
            ),
            "sources": CommandEntry(
                "rules.sources:sources", "List the sources, each with the rules that use it."
            ),
            "diff": CommandEntry(
                "rules.diff:diff",
                "Tell whose result changes between two folders of rules; exits with 1 when one gets milder.",
            ),
            "new": CommandEntry(
                "rules.new:new", "Write a treatment to start from, which works as it stands."
            ),
        },
    ),
    "history": GroupEntry(
        "List what was recorded, newest first. Show, change or remove an entry, or see a chart.",
        {
            "show": CommandEntry("history:show", "Show one entry with all that was kept of it."),
            "edit": CommandEntry(
                "history.edit:edit",
                "Change a session; what it was before is kept. Without options it asks what to change.",
            ),
            "remove": CommandEntry(
                "history.undo:remove", "Take an entry out. Undo brings it back; a hold stays."
            ),
            "undo": UNDO,
            "redo": REDO,
        },
        bare="history:history",
    ),
    "device": GroupEntry(
        "Your heads and their uses; a device before you buy it.",
        {
            "add": CommandEntry(
                "device:add", "Note a head that you use. What you do not say is asked in a terminal."
            ),
            "list": CommandEntry("device:show", "List the heads in use, with their uses and limits."),
            "retire": CommandEntry(
                "device:retire", "Retire a head that you no longer use; it stays in your history."
            ),
            "choose": CommandEntry("device.choose:choose", "Judge a device before you buy it."),
        },
        bare="device:show",
    ),
}

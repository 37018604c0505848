"""What the help teaches beside the table: the commands in the order of a routine, and examples to copy.

The help alone imports it. ``ID`` in an example stands for the id that a list shows; every example is run by
``tests/cli/test_examples.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from skinroutine.light_typing import NamedTuple


class Example(NamedTuple):
    """A command as it is typed behind ``skinroutine``, and what it is good for."""

    typed: str
    meaning: str


SECTIONS: Final[Sequence[tuple[str, Sequence[str]]]] = (
    ("Before a session", ("plan", "about", "explain", "why", "device")),
    ("After a session", ("log",)),
    ("In between", ("status", "due", "hold", "calendar", "remind", "pause", "resume")),
    ("When your skin reacts", ("check-symptoms", "handover")),
    ("Your data", ("history", "profile", "undo", "redo", "export", "import")),
    ("For rule authors", ("rules",)),
)
"""Every command and group of the program once, below the heading under which a person looks for it."""

EXAMPLES: Final[Mapping[str, Sequence[Example]]] = {
    "": (
        Example("plan --example", "See what a plan looks like. Nothing is stored."),
        Example("status", "See where you are between two sessions."),
    ),
    "plan": (
        Example("plan microneedling --example", "See what a plan looks like. Nothing is stored."),
        Example(
            "plan --answers me.yaml --on tomorrow", "See what tomorrow would say, with answers from a file."
        ),
    ),
    "log": (
        Example(
            "log microneedling --area cheeks --device roller --needle 0.25",
            "Record a session that you have just finished.",
        ),
        Example(
            'log microneedling --at "yesterday 9pm" --area chin --device roller --needle 0.25',
            "Record one from last night.",
        ),
    ),
    "check-symptoms": (
        Example(
            "check-symptoms --set symptoms=breathing_difficulty",
            "Name what you see or feel, and get help at once.",
        ),
        Example(
            "check-symptoms microneedling --answers symptoms.yaml",
            "Use the answers in a file.",
        ),
    ),
    "status": (
        Example("status", "See what to look after today, and your next dates."),
        Example("status --verbose", "See which rule sets each date."),
    ),
    "due": (
        Example("due", "See what you may do again today."),
        Example("due --json", "The same, for a script."),
    ),
    "about": (
        Example("about microneedling", "Read what a treatment does and what to expect."),
        Example('about "can I do my neck"', "Ask in your own words."),
    ),
    "explain": (
        Example("explain hold", "Read what a word means."),
        Example("explain", "See all words that are explained."),
    ),
    "why": (
        Example("why", "See the reasons behind your last answer."),
        Example("why sunscreen", "See the reason for one step, by one of its words."),
    ),
    "pause": (
        Example('pause --until "2 weeks" --why holiday', "Get no reminders while you're away."),
        Example("pause --why illness", "Get none until you say so."),
    ),
    "resume": (
        Example("resume", "Get reminders again."),
        Example("resume --json", "The same, for a script."),
    ),
    "calendar": (
        Example("calendar --output skin.ics", "Write a file that your calendar can import."),
        Example(
            "calendar --what next --alarm 1d --private --output dates.ics",
            "Write next dates only, with an alarm a day before and titles that give nothing away.",
        ),
    ),
    "remind": (
        Example("remind cron --at 20:30", "See the line that reminds you each evening."),
        Example(
            "remind systemd --private", "See the files for systemd, with a notice that gives nothing away."
        ),
    ),
    "handover": (
        Example("handover --output handover.html", "Make a page to print for your appointment."),
        Example(
            'handover --since "3 months" --redact notes',
            "Read the last 3 months here, without your notes.",
        ),
    ),
    "undo": (
        Example("undo", "Take back what you recorded last."),
        Example("undo --json", "The same, for a script."),
    ),
    "redo": (
        Example("redo", "Bring back what you undid last."),
        Example("redo --json", "The same, for a script."),
    ),
    "export": (
        Example("export mine.jsonl --force", "Keep a copy of your whole history."),
        Example("export sessions.csv --format csv", "Open your sessions in a spreadsheet."),
    ),
    "import": (
        Example("import other.jsonl --dry-run", "See what a file would add. Nothing is stored."),
        Example("import other.jsonl", "Add it to your history."),
    ),
    "hold": (
        Example("hold", "See why sessions are paused, and how that ends."),
        Example("hold --json", "The same, for a script."),
    ),
    "hold list": (
        Example("hold list", "See why sessions are paused, and how that ends."),
        Example("hold list --json", "The same, for a script."),
    ),
    "hold add": (
        Example('hold add --why "My doctor told me to wait"', "Stop sessions until you end this."),
        Example("hold add --why sunburn --days 14", "Stop them for 14 days or more."),
    ),
    "hold end": (
        Example("hold end --how seen", "A professional has seen it and says you may start again."),
        Example("hold end ID --how error", "It was set by mistake. `skinroutine hold` shows the ID."),
    ),
    "profile": (
        Example("profile", "See what skinroutine remembers about you."),
        Example("profile --json", "The same, for a script."),
    ),
    "profile show": (
        Example("profile show", "See what skinroutine remembers about you."),
        Example("profile show --json", "The same, for a script."),
    ),
    "profile set": (
        Example("profile set age=34", "Change one answer without a new plan."),
        Example("profile set conditions=eczema medicines=none", "Change two at once."),
    ),
    "profile forget": (
        Example("profile forget age", "Be asked this again next time."),
        Example("profile forget --all", "Be asked everything again."),
    ),
    "rules": (
        Example("rules list --treatment microneedling", "See the rules of one treatment."),
        Example("rules check", "Find what is wrong in the rules."),
    ),
    "rules list": (
        Example("rules list --verdict no", "See every rule that says no."),
        Example("rules list --treatment microneedling --topic screening", "See one file of rules."),
    ),
    "rules show": (
        Example("rules show mn-genitals", "Read one rule with its sources and cases."),
        Example("rules show mn-genitals --json", "The same, for a script."),
    ),
    "rules check": (
        Example("rules check", "Check the rules that you have."),
        Example("rules check --explain milder", "See what a code means."),
    ),
    "rules test": (
        Example("rules test", "Run every case."),
        Example("rules test --json", "The same, for a script."),
    ),
    "rules coverage": (
        Example("rules coverage", "See which answers no case tries."),
        Example("rules coverage --json", "The same, for a script."),
    ),
    "rules sources": (
        Example("rules sources --weak", "See what to review first."),
        Example("rules sources --unused", "See which sources no rule uses."),
    ),
    "rules diff": (
        Example("rules diff before after", "See whose result changes between two folders."),
        Example("rules diff before after --json", "The same, for a script."),
    ),
    "rules new": (
        Example("rules new peeling", "Start a treatment in a new folder here."),
        Example("rules new peeling --into drafts", "Start it in another folder."),
    ),
    "history": (
        Example('history --area cheeks --since "2 weeks ago"', "See what your cheeks have had lately."),
        Example("history --chart --months 3", "See three months as a calendar."),
    ),
    "history show": (
        Example("history show ID", "Read one record. `skinroutine history` shows the ID."),
        Example("history show ID --json", "The same, for a script."),
    ),
    "history edit": (
        Example("history edit ID --needle 0.25", "Correct the needle length."),
        Example('history edit ID --note "New cream"', "Add a note."),
    ),
    "history remove": (
        Example("history remove ID", "Remove one record. `skinroutine history` shows the ID."),
        Example("history remove ID --json", "The same, for a script."),
    ),
    "history undo": (
        Example("history undo", "Take back what you recorded last."),
        Example("history undo --json", "The same, for a script."),
    ),
    "history redo": (
        Example("history redo", "Bring back what you undid last."),
        Example("history redo --json", "The same, for a script."),
    ),
    "device": (
        Example("device", "See your heads and how often you used them."),
        Example("device --all", "See the retired ones as well."),
    ),
    "device list": (
        Example("device list", "See your heads and how often you used them."),
        Example("device list --all", "See the retired ones as well."),
    ),
    "device add": (
        Example(
            'device add microneedling --kind roller --needle 0.25 --name "new roller"',
            "Count how often you use a head.",
        ),
        Example(
            "device add microneedling --kind roller --needle 0.25 --opened 2026-11-02 --uses 3",
            "Add one that you have used already.",
        ),
    ),
    "device retire": (
        Example('device retire "blue roller" --why worn', "Take a worn head off your list."),
        Example("device retire ID --why lost", "Take one off by its ID."),
    ),
    "device choose": (
        Example("device choose microneedling --answers device.yaml", "Use the answers in a file."),
        Example(
            "device choose microneedling --answers device.yaml --json",
            "The same, for a script.",
        ),
    ),
}
"""By the words that call it (empty: the program), what to type; two for each."""

"""Writes what the docs show of the program, from the program.

    python docs/generate.py     writes README.md's sample, the screens of docs/tour.md, the pictures,
                                docs/commands.md, docs/seeds.md, docs/sources.md, docs/json.md and the schemas

``tests/program/test_docs.py`` fails when a file is not what this would write.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
import yaml

import bibliography
import json_documents
from pictures import pictures
from skinroutine.app import App

ROOT = Path(__file__).resolve().parent.parent
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Europe/London"))
RULES = ("list", "show", "check", "test", "coverage", "sources", "diff", "new")
COMMANDS = (
    "plan", "log", "check-symptoms", "status", "due", "about", "explain", "why", "hold", "hold list",
    "hold add", "hold end", "profile", "profile show", "profile set", "profile forget", "history",
    "history show", "history edit", "history remove", "undo", "redo", "device", "device add", "device list",
    "device retire", "device choose", "pause", "resume", "calendar", "remind", "handover", "export", "import",
    "rules", *(f"rules {name}" for name in RULES),
)  # fmt: skip
SYMPTOMS = """\
hours_since_session: 40
needle_mm: 0.25
risk_factors: []
symptoms:
  spreading_redness: {severity: moderate, trend: worsening, area: chin}
  warmth: {severity: moderate, trend: worsening, area: chin}
  fever: {temperature_c: 38.6}
"""
ANSWERS = ("me.yaml", "symptoms.yaml")
"""The files of answers that are typed in a transcript."""
SAMPLE = "skinroutine plan --answers me.yaml --set skin_today=sunburn --set days_since.sunburn=10"
TOUR = (
    {"example": "skinroutine plan --example"},
    {"wait": SAMPLE, "why": "skinroutine why"},
    {
        "log": "skinroutine log microneedling --area cheeks --device roller --needle 0.25",
        "status": "skinroutine status",
    },
    {"symptoms": "skinroutine check-symptoms microneedling --answers symptoms.yaml"},
)
"""The transcripts of the tour, in the order in which they are typed; each group begins with no history."""


def files() -> dict[Path, str]:
    """Every generated file and what it must hold."""
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(NOON, tick=False):
        os.environ.update(SKINROUTINE_HOME=folder, COLUMNS="80")
        typed = Path(folder) / "typed"
        write_answers(typed)
        return {
            ROOT / "README.md": sample(typed),
            ROOT / "docs" / "tour.md": tour(typed),
            **pictures(typed),
            ROOT / "docs" / "commands.md": commands(),
            ROOT / "docs" / "seeds.md": seeds(),
            ROOT / "docs" / "sources.md": bibliography.page(),
            **json_documents.files(COMMANDS),
        }


def write_answers(folder: Path) -> None:
    """The files of answers: a typical person's to a plan with the treatment, and those about a reaction."""
    folder.mkdir()
    example = (ROOT / "rules" / "microneedling" / "example.yaml").read_text(encoding="utf-8")
    for name, text in zip(ANSWERS, [f"treatment: microneedling\n{example}", SYMPTOMS], strict=True):
        (folder / name).write_text(text, encoding="utf-8")


def sample(typed: Path) -> str:
    """README.md with a plan of today: what is typed, and the first two lines of the answer."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    answer = transcript(SAMPLE, typed).splitlines()[:3]
    return filled(readme, "sample", "\n".join(answer))


def tour(typed: Path) -> str:
    """The tour, with what each command prints in the history that those of its group have left."""
    text = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    for number, group in enumerate(TOUR):
        os.environ["SKINROUTINE_HOME"] = str(typed / f"home-{number}")
        for name, command in group.items():
            text = filled(text, name, transcript(command, typed))
    return text


def transcript(command: str, typed: Path) -> str:
    """A command as it is typed in the folder of the answers, and what it prints."""
    program, *arguments = command.split()
    paths = [str(typed / one) if one in ANSWERS else one for one in arguments]
    return f"$ {program} {' '.join(arguments)}\n{printed(*paths)}"


def filled(text: str, name: str, transcript: str) -> str:
    """A text with the block between ``<!-- name -->`` and ``<!-- /name -->`` made new."""
    block = "".join(f"    {line}".rstrip() + "\n" for line in transcript.splitlines())
    pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    return re.sub(pattern, lambda found: f"{found[1]}\n{block}\n{found[2]}", text, flags=re.DOTALL)


def seeds() -> str:
    """A table for each article that the project began with: its statements, and what says each."""
    written = yaml.safe_load((ROOT / "docs" / "seeds.yaml").read_text(encoding="utf-8"))
    rows = [row for listed in written.values() for row in listed]
    contradicted = sum(row["how"] == "contradicted" for row in rows)
    text = SEEDS.format(all=len(rows), contradicted=contradicted)
    sources = App().library.sources
    for seed, listed in written.items():
        text += f"\n## {sources[seed].title}\n\n| | statement | how | what says it | in these words |\n"
        text += "|---|---|---|---|---|\n"
        for number, row in enumerate(listed, 1):
            said = f"`skinroutine {row['command']}`"
            text += f"| {number} | {row['statement']} | {row['how']} | {said} | {row['words']} |\n"
    return text


def printed(*arguments: str) -> str:
    """What a command prints on standard output, without a terminal."""
    from skinroutine.__main__ import main  # noqa: PLC0415  it must see the home that is set above

    before, sys.argv = (sys.stdout, sys.argv), ["skinroutine", *arguments]
    sys.stdout = io.StringIO()
    try:
        main()
    except SystemExit:
        return sys.stdout.getvalue()
    finally:
        sys.stdout, sys.argv = before
    return ""


SEEDS = """\
# Every word of the articles

The project began with four articles. Their {all} statements stand below in our words, with the command
that says each and the words in which it does. {contradicted} are contradicted, as better evidence or a
stricter source says otherwise: there the words are those of the conflict, as the person reads them. A test
runs every command and looks for the words. This page is made from `docs/seeds.yaml`.
"""


def commands() -> str:
    """The help text of every command."""
    parts = ["# Commands\n\nEach help text as the program prints it. Written by `python docs/generate.py`.\n"]
    for name in COMMANDS:
        # The library names the program after the module that was started, a test's too.
        shown = re.sub(r"^(Usage: ).*?skinroutine", r"\1skinroutine", printed(*name.split(), "--help"))
        indented = "".join(f"    {line}".rstrip() + "\n" for line in shown.splitlines())
        parts.append(f"\n## {name}\n\n{indented}")
    return "".join(parts)


if __name__ == "__main__":
    for file, text in files().items():
        file.write_text(text, encoding="utf-8")

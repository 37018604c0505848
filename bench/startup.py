"""How long commands take as whole processes, as a ratio to a Typer hello-world timed in turn with them.

    python bench/startup.py [--entries 100000] [--rounds 15]

Prints the median ratio of each command and the target of the design. It judges nothing: these machines
are noisy, and a timed test would fail on a busy day.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from skinroutine.history import Draft, History
from skinroutine.history.events import SessionRecord

HELLO = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
@app.command()
def hello(name: str = "you"):
    print(f"hello {name}")
@app.command()
def bye():
    print("bye")
app()
"""
TARGETS = {"due": 0.65, "status": 1.2, "log": 1.2, "plan --answers": 2.0, "check-symptoms": 2.0}
EXAMPLE = Path(__file__).parent.parent / "rules" / "microneedling" / "example.yaml"


def main() -> None:
    """Time every command against the hello-world and print a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--entries", type=int, default=10)
    options.add_argument("--rounds", type=int, default=15)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home / "history.db", wanted.entries)
        hello = home / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        print(f"{wanted.entries} entries, {wanted.rounds} rounds, Python {sys.version.split()[0]}")
        for name, command in commands(home).items():
            ratio, own = measured([sys.executable, str(hello), "hello"], command, home, wanted.rounds)
            print(
                f"{name:16} {ratio:5.2f} of a Typer hello-world (target {TARGETS[name]}), {own * 1000:.0f} ms"
            )


def commands(home: Path) -> dict[str, list[str]]:
    """The commands by the name under which they are reported."""
    program = [str(Path(sys.executable).parent / "skinroutine")]
    symptoms = home / "symptoms.yaml"
    symptoms.write_text(
        "hours_since_session: 14\nneedle_mm: 0.25\nrisk_factors: []\n"
        "symptoms: {redness: {severity: mild, trend: improving, area: cheeks}}\n",
        encoding="utf-8",
    )
    log = ["log", "microneedling", "--area", "cheeks", "--device", "roller", "--needle", "0.25"]
    return {
        "due": [*program, "due"],
        "status": [*program, "status"],
        "log": [*program, *log, "--reaction", "none", "--again"],
        "plan --answers": [*program, "plan", "microneedling", "--answers", str(EXAMPLE), "--json"],
        "check-symptoms": [*program, "check-symptoms", "microneedling", "--answers", str(symptoms), "--json"],
    }


def fill(path: Path, entries: int) -> None:
    """A history of past sessions, one every few hours, written in a few transactions."""
    now = datetime.now().astimezone()
    history = History(path, lambda: now)
    done = SessionRecord(
        treatment="microneedling", areas=["cheeks"], answers={}, note="", aftercare=[], follow_up=[]
    )
    drafts = [Draft(done, now - timedelta(hours=200 + place)) for place in range(entries)]
    for start in range(0, entries, 10_000):
        history.write(drafts[start : start + 10_000])


def measured(hello: list[str], command: list[str], home: Path, rounds: int) -> tuple[float, float]:
    """The median ratio of pairs run in turn, and the median time of the command in seconds."""
    ratios, times = [], []
    for _ in range(rounds + 1):
        base, own = timed(hello, home), timed(command, home)
        ratios.append(own / base)
        times.append(own)
    return statistics.median(ratios[1:]), statistics.median(times[1:])


def timed(command: list[str], home: Path) -> float:
    """Seconds that one run takes."""
    start = time.perf_counter()
    subprocess.run(
        command, check=True, capture_output=True, stdin=subprocess.DEVNULL,
        env={**os.environ, "SKINROUTINE_HOME": str(home)},
    )  # fmt: skip
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

"""How long commands take as whole processes, as a ratio to a Typer hello-world timed in turn with them.

    python bench/startup.py [--entries 100000] [--rounds 15] [--grown-from 10] [COMMAND ...]

Prints the median ratio of each command in time of the processor, its target and its peak of memory. With
``--grown-from`` each is run in a history of that length too, in turn, and the median of their ratios is
printed: the speed of a machine that changes within minutes cancels out. It judges nothing: these machines are
noisy, and a timed test would fail on a busy day. Each run finds the same history.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

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
EXAMPLE = Path(__file__).parent.parent / "rules" / "microneedling" / "example.yaml"
HOMES = Path(__file__).with_name("homes.py")
PROGRAM = str(Path(sys.executable).parent / "skinroutine")
SYMPTOMS = """
hours_since_session: 14
needle_mm: 0.25
risk_factors: []
symptoms: {redness: {severity: mild, trend: improving, area: cheeks}}
"""


class Timed(NamedTuple):
    """A command, the most that it should take in hello-worlds, and of memory in MiB (0: none is named)."""

    typed: list[str]
    most: float
    memory: int = 0


class Spent(NamedTuple):
    """What one run took: seconds of the processor, and MiB at the peak."""

    seconds: float
    memory: float


def main() -> None:
    """Time every command against the hello-world and print a table."""
    # With it Python compiles all modules at each start, which nobody's does.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    options = argparse.ArgumentParser()
    options.add_argument("--entries", type=int, default=10)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--grown-from", type=int, default=0)
    options.add_argument("commands", nargs="*")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        fill(place / "lived", wanted.entries)
        if wanted.grown_from:
            fill(place / "young", wanted.grown_from)
        hello = place / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        print(f"{wanted.entries} entries, {wanted.rounds} rounds, Python {sys.version.split()[0]}")
        print(f"{'':24} hello-worlds (most)    ms   MiB (most)")
        for name, command in commands(place).items():
            if not wanted.commands or name in wanted.commands:
                ratio, spent = measured([sys.executable, str(hello), "hello"], command, place, wanted.rounds)
                print(
                    f"{name:24} {ratio:10.2f} {f'({command.most})':>9} {spent.seconds * 1000:6.0f}"
                    f" {spent.memory:5.1f} {f'({command.memory})' if command.memory else '':>6}"
                )
                if wanted.grown_from:
                    grown = growth(command, place, wanted.rounds)
                    print(f"{'':24} {grown:10.2f} of the time with {wanted.grown_from} entries")


def commands(place: Path) -> dict[str, Timed]:
    """The commands by the name under which they are reported."""
    symptoms = place / "symptoms.yaml"
    symptoms.write_text(SYMPTOMS, encoding="utf-8")
    log = ["log", "microneedling", "--area", "cheeks", "--device", "roller", "--needle", "0.25"]
    log += ["--reaction", "none", "--again"]
    return {
        "due": Timed(["due"], 0.5, 17),
        "status": Timed(["status"], 0.7, 17),
        "log": Timed(log, 1.5, 25),
        "log --at": Timed([*log, "--at", "2 days ago"], 1.5, 25),
        "history": Timed(["history"], 1.3),
        "plan --answers": Timed(["plan", "microneedling", "--answers", str(EXAMPLE)], 1.8, 28),
        "check-symptoms --answers": Timed(
            ["check-symptoms", "microneedling", "--answers", str(symptoms)], 1.8
        ),
        "--help": Timed(["--help"], 1.2),
        "plan --help": Timed(["plan", "--help"], 1.2),
    }


def fill(home: Path, entries: int) -> None:
    """A history of so many entries, with its dates. In processes of their own, as they need memory."""
    subprocess.run([sys.executable, str(HOMES), str(home), str(entries)], check=True)
    spent_by([PROGRAM, "status"], home)


def measured(hello: list[str], command: Timed, place: Path, rounds: int) -> tuple[float, Spent]:
    """The median ratio of pairs run in turn, and the medians of what the command took."""
    ratios, all_spent = [], []
    for _ in range(rounds + 1):
        home = home_like(place, "lived")
        base, own = spent_by(hello, home), spent_by([PROGRAM, *command.typed], home)
        ratios.append(own.seconds / base.seconds)
        all_spent.append(own)
    # The first pair only warms up.
    medians = (statistics.median(spent) for spent in zip(*all_spent[1:], strict=True))
    return statistics.median(ratios[1:]), Spent(*medians)


def growth(command: Timed, place: Path, rounds: int) -> float:
    """The median ratio of runs in the long history and in the short one, in turn, each first as often."""
    ratios = []
    for turn in range(rounds + 1):
        order = ("lived", "young") if turn % 2 else ("young", "lived")
        spent = {name: spent_by([PROGRAM, *command.typed], home_like(place, name)).seconds for name in order}
        ratios.append(spent["lived"] / spent["young"])
    return statistics.median(ratios[1:])


def home_like(place: Path, name: str) -> Path:
    """A copy of a home to run in, written to the disk."""
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(place / name, home)
    write_out(home / "history.db")
    return home


def write_out(file: Path) -> None:
    """Have a copy on the disk before anything is timed: the first who waits for it waits for all of it."""
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def spent_by(command: list[str], home: Path) -> Spent:
    """What one run takes."""
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "SKINROUTINE_HOME": str(home)},
    )  # fmt: skip
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command} left with {child.returncode}")
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()

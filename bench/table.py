"""One table of what commands cost at 10, 1,000 and 100,000 entries, beside other programs that are here.

    python bench/table.py [--peers FOLDER] [--sizes 10,1000,100000] [--rounds 5] [--write]

Times are medians of the time of the processor, in units of a Typer hello-world that is run in turn with them;
memory is the largest resident set of the process; modules are those that Python imports; growth is the last
time by the first. It judges nothing: a timed test would fail on a busy day. ``--write`` puts the table into
``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from homes import fill
from peers import PEERS, environment, found, typed
from startup import EXAMPLE, HELLO

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "performance.md"
BEGIN: Final = "<!-- the table of bench/table.py -->"
END: Final = "<!-- end of the table -->"
LONG: Final = 5.0
"""Seconds: what takes longer is run once more, and no oftener."""
LAUNCH: Final = """
import os, sys
name, *command = sys.argv[1:]
errors = os.open(name, os.O_WRONLY)
null = os.open(os.devnull, os.O_RDWR)
actions = [(os.POSIX_SPAWN_DUP2, old, new) for old, new in ((null, 0), (null, 1), (errors, 2))]
child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Starts a command from a small process: the memory of the one that starts it is counted with its own."""
ASK: Final = """
import os, pty, signal, sys
name, sign, *command = sys.argv[1:]
child, terminal = pty.fork()
if not child:
    os.execv(command[0], command)
shown = b""
while sign.encode() not in shown:
    shown += os.read(terminal, 65536)
os.kill(child, signal.SIGKILL)
_, _, used = os.wait4(child, 0)
open(name, "wb").write(shown)
print(0, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""The same in a terminal, until a sign stands on it: what the command took up to then."""
QUESTION: Final = "ctrl-c stop"
"""It stands below each question."""
SYMPTOMS: Final = """hours_since_session: 14
needle_mm: 0.25
risk_factors: []
symptoms: {redness: {severity: mild, trend: improving, area: cheeks}}
"""
LOG: Final = ("log", "microneedling", "--area", "cheeks", "--device", "roller", "--needle", "0.25")
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "due": ("due",),
    "status": ("status",),
    "log": (*LOG, "--reaction", "none", "--again"),
    "log --at": (*LOG, "--reaction", "none", "--again", "--at", "2 days ago"),
    "history": ("history",),
    "plan --answers": ("plan", "microneedling", "--answers", str(EXAMPLE)),
    "check-symptoms --answers": ("check-symptoms", "microneedling", "--answers", "{}/symptoms.yaml"),
    "undo": ("undo",),
    "history --chart": ("history", "--chart"),
    "handover": ("handover",),
    "export": ("export", "-"),
    "history --all": ("history", "--all", "--limit", "100000"),
    "import": ("import", "{}/export.jsonl", "--home", "{}/new"),
}
ASKING: Final[Mapping[str, tuple[str, ...]]] = {
    "plan, to its first question": ("plan", "microneedling"),
    "check-symptoms, to its first question": ("check-symptoms", "microneedling"),
}
"""What is timed until it asks."""


TAB: Final[Mapping[str, Mapping[str, str]]] = {
    f"Tab after {words}": {
        "_SKINROUTINE_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(["skinroutine", *words.split(), ""]),
        "COMP_CWORD": str(len(words.split()) + 1),
    }
    for words in ("log --area", "history show")
}
"""What a shell asks as a person presses Tab, by the words before it."""
MANY_RULES: Final = 1000
RULE: Final = """
- id: bench-{0}
  when: {{medicines: isotretinoin, needle_mm: {{over: {1}}}, age: {{under: {2}}}}}
  verdict: wait
  until: your skin is calm
  say: Wait until your skin is calm.
  why: Calm skin heals well.
  sources: [judgement]
"""


class Cost(NamedTuple):
    """What one run took: seconds of the processor, MiB, and imported modules."""

    seconds: float
    memory: float
    modules: int = 0


class Row(NamedTuple):
    """One command at one length of history: times in units of the hello-world, MiB, and modules."""

    ratio: float
    memory: float
    modules: int

    def __str__(self) -> str:
        return f"{self.ratio:.2f} T, {self.memory:.0f} MiB"


class Bench:
    """Runs commands beside the hello-world."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self._hello = [sys.executable, str(folder / "hello.py"), "hello"]
        self._rounds = rounds
        (folder / "hello.py").write_text(HELLO, encoding="utf-8")

    def row(
        self, command: Sequence[str], env: Mapping[str, str], before: Path | None = None, sign: str = ""
    ) -> Row:
        """The medians of several runs; the file ``before`` is taken away ahead of each.

        With a ``sign`` they last until that stands on their terminal.
        """
        ratios, memory = [], 0.0
        first = self._run(command, env, before, sign)
        for _ in range(1 if first.seconds > LONG else self._rounds):
            hello = run(self._hello, os.environ)
            own = self._run(command, env, before, sign)
            ratios.append(own.seconds / hello.seconds)
            memory = max(memory, own.memory)
        counted = self._run(command, {**env, "PYTHONPROFILEIMPORTTIME": "1"}, before, sign)
        return Row(statistics.median(ratios), memory, counted.modules)

    def _run(self, command: Sequence[str], env: Mapping[str, str], before: Path | None, sign: str) -> Cost:
        if before is not None:
            before.unlink(missing_ok=True)
        return run(command, env, sign)


def run(command: Sequence[str], env: Mapping[str, str], sign: str = "") -> Cost:
    """Run a command, by its whole path, and say what it cost; what it prints is thrown away.

    With a ``sign`` it runs in a terminal, until that stands there.
    """
    launch = [sys.executable, "-I", "-S", "-c", ASK if sign else LAUNCH]
    with tempfile.NamedTemporaryFile() as errors:
        named = [errors.name, *filter(None, [sign])]
        ran = subprocess.run([*launch, *named, *command], capture_output=True, text=True, check=True, env=env)
        text = errors.read()
    status, seconds, memory = ran.stdout.split()
    if int(status):
        raise SystemExit(f"{command} ended with {status}: {text[-500:].decode(errors='replace')}")
    # A head stands before the lines.
    return Cost(float(seconds), int(memory) / 1024, max(0, text.count(b"import time:") - 1))


def own_rows(bench: Bench, folder: Path, sizes: Sequence[int]) -> Iterator[tuple[str, dict[int, Row]]]:
    """Every command of ours at each length of history."""
    program = str(Path(sys.executable).parent / "skinroutine")
    for size in sizes:
        home = folder / str(size)
        home.mkdir()
        fill(home, size)
        run([program, "history", "--home", str(home)], os.environ)  # stores the dates of today's rules
        files = folder / f"files-{size}"
        files.mkdir()
        run([program, "export", str(files / "export.jsonl"), "--home", str(home)], os.environ)
        (files / "symptoms.yaml").write_text(SYMPTOMS, encoding="utf-8")
    for name, words in {**COMMANDS, **ASKING}.items():
        sign = QUESTION if name in ASKING else ""
        yield f"skinroutine {name}", {size: _own(bench, folder / str(size), words, sign) for size in sizes}
    for name, asked in TAB.items():
        rows = {
            size: bench.row([program], {**os.environ, **asked, "SKINROUTINE_HOME": str(folder / str(size))})
            for size in sizes
        }
        yield name, rows
    yield from _many_rules(bench, folder, sizes)


def _many_rules(bench: Bench, folder: Path, sizes: Sequence[int]) -> Iterator[tuple[str, dict[int, Row]]]:
    """A plan where the shipped rules of its treatment have so many more: in a copy of the program."""
    copy = folder / "many"
    for name in ("skinroutine", "rules"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / "rules" / "microneedling" / "screening.yaml").open("a", encoding="utf-8") as rules:
        rules.writelines(RULE.format(place, place / 1000, 20 + place % 60) for place in range(MANY_RULES))
    words = [*COMMANDS["plan --answers"][:-1], str(copy / "rules" / "microneedling" / "example.yaml")]
    command = [sys.executable, "-P", "-m", "skinroutine", *words]
    env = {**os.environ, "PYTHONPATH": str(copy)}
    # The first run reads the YAML and keeps what it says, as it does after an upgrade.
    yield (
        f"skinroutine plan --answers, {MANY_RULES:,} rules more",
        {
            size: bench.row(command, {**env, "SKINROUTINE_HOME": str(folder / str(size))})
            for size in (sizes[0], sizes[-1])
        },
    )


def _own(bench: Bench, home: Path, words: Sequence[str], sign: str) -> Row:
    files, history = home.with_name(f"files-{home.name}"), home / "history.db"
    # Each command finds the same history, whatever those before it have added.
    shutil.copy(history, files / "kept.db")
    program = str(Path(sys.executable).parent / "skinroutine")
    command = [program, *(word.replace("{}", str(files)) for word in words)]
    env = {**os.environ, "SKINROUTINE_HOME": str(home), "TERM": "xterm-256color"}
    row = bench.row(command, env, files / "new" / "history.db", sign)
    (files / "kept.db").replace(history)
    return row


def peer_rows(
    bench: Bench, folder: Path, sizes: Sequence[int], folders: str
) -> Iterator[tuple[str, dict[int, Row]]]:
    """The commands of the other programs that are here."""
    for peer in PEERS:
        if not found(peer, folders):
            continue
        rows: dict[str, dict[int, Row]] = {name: {} for name in peer.commands}
        for size in (size for size in sizes if size <= peer.most):
            home = folder / f"{peer.name}-{size}"
            home.mkdir()
            peer.fill(home, size)
            for name in peer.commands:
                rows[name][size] = bench.row(typed(peer, name, home, folders), environment(peer, home))
        for name, sized in rows.items():
            yield f"{peer.name}, {name}", sized


def lines(rows: Sequence[tuple[str, dict[int, Row]]], sizes: Sequence[int]) -> Iterator[str]:
    """The table in Markdown."""
    yield f"| command | {' | '.join(f'{size:,} entries' for size in sizes)} | growth | modules |"
    yield f"| --- | {' | '.join('---' for _ in sizes)} | --- | --- |"
    for name, sized in rows:
        cells = [str(sized[size]) if size in sized else "not run" for size in sizes]
        modules = max(row.modules for row in sized.values()) or "-"
        most = [sized[size].ratio for size in (sizes[0], sizes[-1]) if size in sized]
        growth = f"{most[-1] / most[0]:.2f}" if len(most) > 1 else "-"
        yield f"| {name} | {' | '.join(cells)} | {growth} | {modules} |"


def main() -> None:
    """Measure everything and print the table."""
    # With it Python compiles all modules at each start, which nobody's does.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    options = argparse.ArgumentParser()
    options.add_argument("--peers", default="", help="folders with the other programs, as in PATH")
    options.add_argument("--sizes", default="10,1000,100000")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--write", action="store_true")
    wanted = options.parse_args()
    sizes = [int(size) for size in wanted.sizes.split(",")]
    folders = os.pathsep.join([*filter(None, [wanted.peers]), os.environ["PATH"]])
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        bench = Bench(folder, wanted.rounds)
        rows = [*own_rows(bench, folder, sizes), *peer_rows(bench, folder, sizes, folders)]
        table = "\n".join(lines(rows, sizes))
    print(table)
    if wanted.write:
        text = PAGE.read_text(encoding="utf-8")
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Files made to hang a program or to fill its memory: a finding within two seconds and 100 MiB."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from checkout import ROOT

MIB = 1 << 20


def rule(name: str, when: str, say: str = "Wait until it has gone.") -> str:
    return f"- id: {name}\n  when: {when}\n  verdict: wait\n  say: {say}\n  sources: [judgement]\n"


def laughs() -> str:
    lines = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(["l0: &l0 [ha]", *lines])


def tangled() -> str:
    either = "{any: [{age: {over: 1}}, {needle_mm: {over: 1}}, {device_shared: true}]}"
    return f"{{all: [{', '.join([either] * 999)}, {{device_kind: pen}}, {{device_kind: roller}}]}}"


NASTY = {
    "brackets": "[" * MIB,
    "over the limit": "- a\n" * MIB,
    "deep blocks": "\n".join(f"{' ' * n}a:" for n in range(1400)),
    "huge key": f"- id: own\n  {'k' * (MIB - 100)}: 1\n",
    "huge id": rule("x" * (MIB - 200), "{skin_today: wart}"),
    "billion laughs": laughs(),
    "many rules": "".join(rule(f"own-{n}", f"{{age: {{under: {n % 100 + 1}}}}}") for n in range(2500)),
    "rules of one kind": "".join(rule(f"own-{n}", "{age: {over: 3}}") for n in range(2500)),
    "many names": "".join(rule(f"own-{n}", f"{{question_{n}: true}}") for n in range(2000)),
    "many anys": rule("own-rule", tangled()),
    "many options": rule("own-rule", f"{{skin_today: [{', '.join(f'o{n}' for n in range(20_000))}]}}"),
    "many steps": "".join(
        f"- {{id: s{n}, do: Go., subject: a, when: {{age: {{over: {n}}}}}, sources: [judgement]}}\n"
        f"- {{id: a{n}, avoid: Go., subject: a, when: {{age: {{under: {n}}}}}, sources: [judgement]}}\n"
        for n in range(120)
    ),
    "long number": rule("own-rule", f"{{age: {{under: {'9' * 5000}}}}}"),
    "long word": rule("own-rule", "{skin_today: warts, areas: nose}", say="a" * 500_000),
}  # fmt: skip

SCRIPT = """
import sys, time
from pathlib import Path
from skinroutine.commands.rules import check
from skinroutine.app import App
start = time.process_time()
status = check.check(App(plain=True), Path(sys.argv[1]))
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
used = int(peak[0].split()[1]) // 1024
print(f"status={status} seconds={time.process_time() - start:.2f} mib={used}", file=sys.stderr)
"""


@pytest.mark.proof
@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_file_takes_two_seconds_and_100_mib_at_the_most(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "microneedling"
    folder.mkdir()
    topic = "prep" if name == "many steps" else "screening"
    (folder / f"{topic}.yaml").write_text(NASTY[name], encoding="utf-8")
    limit = 512 * MIB
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        capture_output=True, text=True, check=False, cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    told = dict(part.split("=") for part in done.stderr.split())
    assert told["status"] == "1"
    assert float(told["seconds"]) < 2
    assert int(told["mib"]) < 100
    assert max(map(len, done.stdout.splitlines())) < 500

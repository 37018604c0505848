"""Tab in the real shells: every position of a value, by the script that ``--show-completion`` prints."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from checkout import FROZEN_CHECKOUT
from checkout import environment as run_environment
from in_a_terminal import in_a_shell

POSITIONS = {
    "plan micron": "plan microneedling",
    "about microd": "about microdermabrasion",
    "check-symptoms microd": "check-symptoms microdermabrasion",
    "log --area foreh": "log --area forehead",
    "log --device rolle": "log --device roller",
    "log --head blu": "log --head blue",
    "log --reaction prol": "log --reaction prolonged",
    "plan --set skin_today=sunb": "plan --set skin_today=sunburn",
    "plan --set areas=chin,foreh": "plan --set areas=chin,forehead",
    "plan --set device_shared=y": "plan --set device_shared=yes",
    "check-symptoms --set symptoms=seiz": "check-symptoms --set symptoms=seizure",
    "check-symptoms --set symptoms.fever.trend=impr": "check-symptoms --set symptoms.fever.trend=improving",
    "log --set reaction=expe": "log --set reaction=expected",
    "profile set conditions=rosa": "profile set conditions=rosacea",
    "profile forget medic": "profile forget medicines",
    "device retire blu": "device retire blue",
    "device add --kind rolle": "device add --kind roller",
    "hold end --how heal": "hold end --how healed",
    "history --treatment micron": "history --treatment microneedling",
    "handover --format=htm": "handover --format=html",
    "export --format csv": "export --format csv",
    "calendar --what next,afte": "calendar --what next,aftercare",
    "rules show mn-radiof": "rules show mn-radiofrequency",
    "why mn-radiof": "why mn-radiofrequency",
    "rules list --verdict professio": "rules list --verdict professional-first",
    "rules list --topic afterc": "rules list --topic aftercare",
    "remind sys": "remind systemd",
}
"""What is typed before Tab, and the line after it."""
ID = "history show "
"""One entry is there: its id is whole after Tab."""

Complete = Callable[[str], str]


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A machine with the program on its path, and a home with one head."""
    folder = tmp_path_factory.mktemp("shells")
    program = folder / "bin" / "skinroutine"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nfrom skinroutine.__main__ import main\nmain()\n", encoding="utf-8"
    )
    program.chmod(0o755)
    found = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "SKINROUTINE_HOME": str(folder / "home"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        **run_environment(FROZEN_CHECKOUT),
    }
    added = ["device", "add", "microneedling", "--kind", "roller", "--name", "blue", "--needle", "0.25"]
    subprocess.run([program, *added], env=found, check=True, capture_output=True, cwd=folder)
    return found


def script(surroundings: dict[str, str], shell: str) -> Path:
    """What a person keeps among the completions of their shell."""
    file = Path(surroundings["HOME"]) / f"completion.{shell}"
    environment = {**surroundings, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    shown = subprocess.run(
        [str(shutil.which("skinroutine", path=environment["PATH"])), "--show-completion", shell],
        env=environment,
        check=True,
        capture_output=True,
    )
    file.write_bytes(shown.stdout)
    return file


def after_tab(started: pexpect.spawn[str], typed: str) -> str:
    """Press Tab behind these words; the line that stands there then, shown by putting ``echo`` before it."""
    started.send(f"skinroutine {typed}\t\x01echo @@ \r")
    started.expect("\n@@ skinroutine ([^\r\n]*)\r?\n")
    assert started.match
    return str(started.match[1]).rstrip()


@pytest.fixture(scope="module")
def bash(surroundings: dict[str, str]) -> Iterator[Complete]:
    started = in_a_shell(["bash", "--norc", "-i"], Path(surroundings["HOME"]), surroundings)
    started.sendline(f"bind 'set enable-bracketed-paste off'; source {script(surroundings, 'bash')}")
    yield lambda typed: after_tab(started, typed)
    started.close(force=True)


@pytest.fixture(scope="module")
def zsh(surroundings: dict[str, str]) -> Iterator[Complete]:
    started = in_a_shell(["zsh", "-f", "-i"], Path(surroundings["HOME"]), surroundings)
    setup = "autoload -Uz compinit; compinit -u -d $HOME/dump; bindkey -e; unsetopt zle_bracketed_paste"
    started.sendline(f"{setup}; source {script(surroundings, 'zsh')}")
    yield lambda typed: after_tab(started, typed)
    started.close(force=True)


@pytest.fixture(scope="module")
def fish(surroundings: dict[str, str]) -> Complete:
    file = script(surroundings, "fish")

    def completed(typed: str) -> str:
        asked = f"source {file}; complete -C 'skinroutine {typed}'"
        shown = subprocess.run(
            [str(shutil.which("fish")), "--no-config", "-c", asked],
            env=surroundings,
            check=True,
            capture_output=True,
            text=True,
        )
        words = [line.split("\t")[0] for line in shown.stdout.splitlines()]
        start = typed.rpartition(" ")[0]
        return f"{start} {words[0]}".strip() if len(words) == 1 else f"{start} {words}"

    return completed


@pytest.mark.parametrize(
    "shell",
    [
        pytest.param(
            name,
            marks=[
                pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not here"),
                *([] if name == "bash" else [pytest.mark.proof]),
            ],
        )
        for name in ("bash", "zsh", "fish")
    ],
)
def test_tab_completes_every_value_in_the_real_shell(shell: str, request: pytest.FixtureRequest) -> None:
    complete: Complete = request.getfixturevalue(shell)
    assert {typed: complete(typed) for typed in POSITIONS} == POSITIONS
    assert len(complete(ID).removeprefix(ID)) == len("01a21b51-0dca-7cc8-996e-9faec704f858")

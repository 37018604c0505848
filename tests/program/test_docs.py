from __future__ import annotations

import re
import sys

import pytest

from conftest import ROOT, Run

sys.path.insert(0, str(ROOT / "docs"))

import generate


@pytest.mark.locked
@pytest.mark.usefixtures("home")
def test_the_docs_show_what_the_program_prints_today() -> None:
    stale = [file.name for file, text in generate.files().items() if file.read_text(encoding="utf-8") != text]

    assert stale == [], "run: python docs/generate.py"


def test_ci_runs_exactly_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"<!-- test -->\n\n    (.*)\n\n<!-- /test -->", readme)

    assert command is not None
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command[1].endswith(".venv/bin/python -m pytest -n 2 -m ''")


@pytest.mark.parametrize("name", ["install", "test"])
def test_both_commands_of_the_readme_install_from_the_lock_alone(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(rf"<!-- {name} -->\n\n    (.*)\n\n<!-- /{name} -->", readme)

    assert command is not None
    assert re.findall(r"pip install -q (--\S+)", command[1]) == ["--require-hashes", "--no-deps"]


def test_a_package_has_one_version_in_the_lock_and_hashes() -> None:
    files = [ROOT / "requirements" / name for name in ("run.txt", "dev.txt")]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    pinned = re.findall(r"^([\w.-]+)==(\S+).* \\\n +--hash=sha256:", text, re.MULTILINE)

    assert len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) == len(pinned)
    assert len({name for name, _ in pinned}) == len(set(pinned))


def test_what_is_needed_under_a_condition_alone_is_pinned_for_the_tools_too() -> None:
    """A tool may need always what the program needs only with an older Python."""
    run, dev = [(ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("run.txt", "dev.txt")]
    conditional = re.findall(r"^([\w.-]+)==\S+ ; ", run, re.MULTILINE)

    assert "typing-extensions" in conditional
    assert [name for name in conditional if not re.search(rf"^{name}==", dev, re.MULTILINE)] == []


@pytest.mark.parametrize(
    "document", ["plan", "log", "check-symptoms", "status", "due", "hold", "about", "why"]
)
def test_each_json_document_is_described(document: str) -> None:
    assert document in (ROOT / "docs" / "json.md").read_text(encoding="utf-8")


def test_every_json_field_of_a_plan_is_described(run: Run) -> None:
    described = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    example = str(ROOT / "rules" / "microneedling" / "example.yaml")
    fields = run("plan", "microneedling", "--answers", example, "--json").json

    assert [field for field in fields if f"`{field}`" not in described] == []

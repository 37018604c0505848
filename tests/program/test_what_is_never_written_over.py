"""One guard for every file that a person names for a result: what is the program's own is never a target."""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from conftest import ROOT, LiveOnce, Run
from skinroutine.cli.program import app_for
from skinroutine.files.targets import FileInTheWay, FileKind, OwnPlaces, Target
from skinroutine.rule_files import shipped
from source_trees import nodes_of
from typed import needled, needling, refused

PACKAGE: Final = ROOT / "skinroutine"

WRITERS: Final[Mapping[str, Callable[[str], list[str]]]] = {
    "handover": lambda file: ["handover", "--format", "md", "--output", file],
    "handover --force": lambda file: ["handover", "--format", "text", "--force", "--output", file],
    "export": lambda file: ["export", file],
    "export --force": lambda file: ["export", file, "--force"],
    "export --format csv --force": lambda file: ["export", file, "--format", "csv", "--force"],
    "calendar": lambda file: ["calendar", "--output", file],
    "plan --save-answers": lambda file: ["plan", *needling(), "--save-answers", file],
    "rules new": lambda file: ["rules", "new", "brushing", "--into", file],
}
"""Every command that takes the name of a file or folder to write."""


_WRITING: Final = frozenset({
    "write_text", "write_bytes", "mkdir", "touch", "rename", "unlink", "rmdir", "rmtree", "hardlink_to",
    "symlink_to", "chmod", "chown", "makedirs", "TemporaryFile", "NamedTemporaryFile", "TemporaryDirectory",
    "mkstemp", "mkdtemp", "truncate", "connect",
})  # fmt: skip
_OF_TOOLS: Final = frozenset({"open", "replace", "link", "symlink", "copy", "copyfile", "copytree", "move"})
"""What `os` and `shutil` do to files; elsewhere the words mean something else."""
EXPECTED: Final[Mapping[str, set[str]]] = {
    "files/private.py": {
        "os.open",
        "fdopen",
        "replace",
        "unlink",
        "mkdir",
        "write_text",
        "rename",
        "rmtree",
        "chmod",
    },
    "history/files.py": {"os.open", "connect", "touch", "chmod", "unlink", "rename", "hardlink_to"},
    "history/copies.py": {"connect"},
    "rule_files.py": {"os.open", "mkdir", "write_bytes", "replace", "unlink"},
    "commands/stopped.py": {"unlink", "rename"},
    "commands/transfer/import_.py": {"TemporaryFile"},
    "review/schema.py": {"mkdir", "write_text"},
    "review/reviews.py": {"write_text"},
    "cli/words.py": {"write_text"},
    "__main__.py": {"open", "os.open"},
}
"""`history/files` makes the history, `history/copies` a copy in memory, `commands/stopped` drops a draft or
sets it aside, an import keeps lines that nobody sees, `review/schema` makes the schemas and `review/reviews`
the list of reviews beside the shipped rules, `cli/words` the words of Tab; `rule_files` keeps what the
shipped rules come to with our compiled modules, and `__main__` opens what takes nothing."""


def _writes(node: ast.Call) -> str:
    """The name of a call that makes, changes or takes away a file; empty for any other."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    owner = node.func.value if isinstance(node.func, ast.Attribute) else None
    if name in _OF_TOOLS and isinstance(owner, ast.Name) and owner.id in {"os", "shutil"}:
        return f"{owner.id}.{name}"
    if name in {"open", "fdopen"}:
        words = [*node.args, *(one.value for one in node.keywords if one.arg == "mode")]
        modes = [one.value for one in words if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        return name if any(set(mode) & set("wax+") and len(mode) < 4 for mode in modes) else ""
    if name == "replace" and len(node.args) == 1 and not node.keywords:
        return name  # of a path; one of a text or a record has more to say
    return name if name in _WRITING else ""


def test_only_these_files_of_the_program_write_files() -> None:
    found: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        names = {_writes(node) for node in nodes_of(file) if isinstance(node, ast.Call)} - {""}
        if names:
            found[file.relative_to(PACKAGE).as_posix()] = names
    assert found == EXPECTED


def test_what_a_person_names_goes_through_the_guard() -> None:
    """Only drafts, which have a name of the program's own, and new treatments are written without it."""
    found: dict[str, set[str]] = {}
    for file in PACKAGE.rglob("*.py"):
        calls = {getattr(node.func, "id", "") for node in nodes_of(file) if isinstance(node, ast.Call)}
        used = calls & {"write_whole", "write_pieces", "write_folder", "refuse_own"}
        if used:
            found[file.relative_to(PACKAGE).as_posix()] = used
    assert found == {
        "files/private.py": {"write_pieces"},
        "files/targets.py": {"write_pieces", "refuse_own"},
        "commands/stopped.py": {"write_whole"},
        "review/new.py": {"write_folder"},
        "commands/rules/new.py": {"refuse_own"},
    }


def test_every_option_that_takes_a_file_to_write_is_in_the_table() -> None:
    reads = {"answers", "rules", "home", "folder", "old", "new", "only", "photo"}
    writes = {"output", "save_answers", "into", "file"}  # `file` is what `export` writes and `import` reads
    assert _options_that_name_files() == reads | writes


def _options_that_name_files() -> set[str]:
    """Every option of the program whose value is a path, or that its help calls a file."""
    waiting: list[Any] = [get_command(app_for([], whole=True))]
    found = set()
    while waiting:
        command = waiting.pop()
        waiting += getattr(command, "commands", {}).values()
        for param in command.params:
            named = str(param.metavar or "").strip("[]") in {"FILE", "DIR"}
            found |= {str(param.name)} if named or param.type.name == "path" else set()
    return found


@contextmanager
def _open_file(file: Path) -> Iterator[str]:
    number = os.open(file, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{number}"
    finally:
        os.close(number)


def _link(there: Path, to: Path) -> Path:
    there.symlink_to(to)
    return there


def _hard_link(there: Path, to: Path) -> Path:
    there.hardlink_to(to)
    return there


SPELLINGS: Final[Mapping[str, Callable[[Path, Path], object]]] = {
    "as it is": lambda home, _: home / "history.db",
    "with dots": lambda home, _: f"{home}/./rules/../history.db",
    "from the folder above": lambda home, _: os.path.relpath(home / "history.db"),
    "with two slashes": lambda home, _: f"{home}//history.db",
    "with a tilde": lambda *_: "~/home/history.db",
    "in capitals": lambda home, _: home / "HISTORY.DB",
    "the process's own folder": lambda *_: "/proc/self/cwd/home/history.db",
    "a link to the file": lambda home, there: _link(there / "link.md", home / "history.db"),
    "a link to its folder": lambda home, there: _link(there / "link", home) / "history.db",
    "a link to a link": lambda home, there: _link(there / "b.md", _link(there / "a.md", home / "history.db")),
    "a second name": lambda home, there: _hard_link(there / "second.md", home / "history.db"),
    "a second name of a rule": lambda home, there: _hard_link(there / "r.md", next(home.rglob("*.yaml"))),
    "the journal": lambda home, _: home / "history.db-journal",
    "the log": lambda home, _: home / "history.db-wal",
    "the shared memory": lambda home, _: home / "history.db-shm",
    "a new file of the home": lambda home, _: home / "page.md",
    "the home": lambda home, _: home,
    "a draft": lambda home, _: home / "unfinished-plan.json",
    "a draft that is not there": lambda home, _: home / "unfinished-check-symptoms.json",
    "a rule of one's own": lambda home, _: home / "rules" / "microneedling" / "screening.yaml",
    "a new file among the rules": lambda home, _: home / "rules" / "microneedling" / "page.md",
    "a shipped rule": lambda *_: shipped() / "common" / "screening.yaml",
    "a new file among the shipped rules": lambda *_: shipped() / "common" / "page.md",
    "the shipped rules": lambda *_: shipped(),
    "a copy of the history": lambda home, there: shutil.copy(home / "history.db", there / "copy.md"),
    "the journal of a copy": lambda home, there: f"{shutil.copy(home / 'history.db', there)}-journal",
}


@pytest.fixture
def lived_in(run: Run, home: Path, live_once: LiveOnce, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a session, a draft and a rule of one's own, seen from the folder above."""

    def live() -> None:
        rule = home / "rules" / "microneedling" / "screening.yaml"
        rule.parent.mkdir(parents=True)
        rule.write_text(
            "- id: own\n  when: {skin_today: warts}\n  verdict: wait\n  say: Wait.\n  sources: [judgement]\n"
        )
        run(*needled(), "--at", "9 days ago")
        (home / "unfinished-plan.json").write_text("{}")

    live_once(live)
    monkeypatch.chdir(home.parent)
    monkeypatch.setenv("HOME", str(home.parent))
    return home


def everything(*places: Path) -> dict[Path, bytes]:
    return {one: one.read_bytes() for place in places for one in place.rglob("*") if one.is_file()}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_nothing_of_the_home_is_written_over_by_any_command(
    run: Run, lived_in: Path, tmp_path: Path, spelling: str
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    named = str(SPELLINGS[spelling](lived_in, there))
    before = everything(lived_in, there, shipped())
    for write in WRITERS.values():
        ran = run(*write(named))
        assert ran.status in {1, 2}, ran
        assert (ran.out, ran.err.count("\n")) == ("", 1), ran
        assert everything(lived_in, there, shipped()) == before


@pytest.mark.parametrize("writer", [name for name in WRITERS if name != "rules new"])
def test_an_open_history_is_not_written_over_by_its_number(run: Run, lived_in: Path, writer: str) -> None:
    before = everything(lived_in)
    with _open_file(lived_in / "history.db") as named:
        refused(run(*WRITERS[writer](named)), 2, "is among skinroutine's own files")
    assert everything(lived_in) == before


@pytest.mark.parametrize("writer", WRITERS)
def test_the_history_of_another_home_is_not_written_over(
    run: Run, lived_in: Path, tmp_path: Path, writer: str
) -> None:
    before = everything(lived_in)
    away = ["--home", str(tmp_path / "away")]
    if writer.startswith("handover"):
        run(*needled(), *away)
    ran = run(*WRITERS[writer](str(lived_in / "history.db")), *([] if writer.startswith("plan") else away))
    assert (ran.status in {1, 2}, ran.err.count("\n")) == (True, 1)
    assert everything(lived_in) == before


@pytest.mark.parametrize("writer", [name for name in WRITERS if name != "rules new"])
def test_a_history_behind_a_link_is_not_written_over_by_its_own_name(
    run: Run, lived_in: Path, tmp_path: Path, writer: str
) -> None:
    real = tmp_path / "real.db"
    (lived_in / "history.db").rename(real)
    (lived_in / "history.db").symlink_to(real)
    before = real.read_bytes()
    for named in (real, f"{real}-journal"):
        refused(run(*WRITERS[writer](str(named))), 2, "Name another place")
    assert real.read_bytes() == before
    assert not Path(f"{real}-journal").exists()


@pytest.mark.parametrize("writer", [name for name in WRITERS if name != "rules new"])
@pytest.mark.parametrize("special", ["fifo", "folder"])
def test_what_is_no_plain_file_is_never_replaced(
    run: Run, lived_in: Path, tmp_path: Path, writer: str, special: str
) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    before = everything(lived_in)
    refused(run(*WRITERS[writer](str(tmp_path / special))), 2, "isn't a plain file")
    assert (tmp_path / "fifo").is_fifo()
    assert everything(lived_in) == before


@pytest.mark.parametrize("named", ["/dev/null", "/dev/stdout", "/dev/new.md", "/dev/fd/1", "/proc/self/fd/1"])
def test_a_name_of_the_system_is_no_plain_file(named: str) -> None:
    """Only looked at and never written: root could replace the machine's own."""
    target = Target(named, OwnPlaces((), ()), FileKind("is there.", "--output ~/page.md"), force=True)
    with pytest.raises(FileInTheWay, match="isn't a plain file"):
        target.check()


@pytest.mark.usefixtures("lived_in")
def test_a_link_to_an_earlier_page_stays_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.md").symlink_to(tmp_path / "real.md")
    (tmp_path / "real.md").write_text("")
    assert run(*WRITERS["handover --force"](str(tmp_path / "page.md"))).status == 0
    assert (tmp_path / "page.md").is_symlink()
    assert (tmp_path / "real.md").read_text() != ""


@pytest.mark.parametrize("writer", WRITERS)
def test_a_home_that_is_still_to_be_made_is_no_target_either(run: Run, home: Path, writer: str) -> None:
    if writer.startswith("handover"):
        return  # with no history there is nothing to hand over
    refused(run(*WRITERS[writer](str(home / "history.db"))), 2, "is among skinroutine's own files")
    assert not home.exists()


def test_a_refusal_names_a_place_that_can_be_typed(run: Run, lived_in: Path, tmp_path: Path) -> None:
    database = str(lived_in / "history.db")
    own = f"{database} is among skinroutine's own files. Name another place: "
    refused(run(*WRITERS["handover"](database)), 2, f"{own}--output ~/page.md")
    refused(run(*WRITERS["export"](database)), 2, f"{own}skinroutine export ~/skin.jsonl")
    refused(run(*WRITERS["calendar"](database)), 2, f"{own}--output ~/skin.ics")
    refused(run(*WRITERS["plan --save-answers"](database)), 2, f"{own}--save-answers ~/answers.yaml")
    refused(run(*WRITERS["rules new"](str(lived_in))), 2, f"Name another place: --into {lived_in}/rules")
    assert run("handover", "--output", "~/page.md").status == 0
    assert (tmp_path / "page.md").read_text().startswith("<!-- ")


def test_a_new_treatment_may_be_put_among_the_rules_of_ones_own(run: Run, lived_in: Path) -> None:
    assert run(*WRITERS["rules new"](str(lived_in / "rules"))).status == 0
    assert (lived_in / "rules" / "brushing" / "treatment.yaml").is_file()
    refused(run(*WRITERS["rules new"](str(lived_in / "rules"))), 2, "There is a treatment brushing already")


@pytest.mark.parametrize("writer", WRITERS)
def test_a_place_beside_the_home_is_free(run: Run, lived_in: Path, writer: str) -> None:
    named = lived_in.parent / "beside" if writer == "rules new" else lived_in.parent / "home.md"
    assert run(*WRITERS[writer](str(named))).status == 0
    assert named.exists()


def test_with_force_another_file_is_replaced_and_without_it_kept(run: Run, lived_in: Path) -> None:
    other = lived_in.parent / "other.md"
    for writer in ("handover", "export"):
        other.write_text("mine")
        refused(run(*WRITERS[writer](str(other))), 2, "--force")
        assert other.read_text() == "mine"
        assert run(*WRITERS[f"{writer} --force"](str(other))).status == 0
        assert other.read_text() != "mine"


STEPS: Final = st.lists(st.sampled_from(["dot", "up", "link", "relative", "double"]), max_size=6)


@given(steps=STEPS, name=st.sampled_from(["history.db", "history.db-journal", "rules/new/x.yaml", "new.md"]))
def test_however_a_way_winds_it_leads_to_the_home(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], name: str
) -> None:
    place = tmp_path_factory.mktemp("place")
    home = place / "home"
    (home / "rules" / "new").mkdir(parents=True)
    (home / "history.db").write_bytes(b"mine")
    folder = str((home / name).parent)
    for number, step in enumerate(steps):
        if step == "dot":
            folder += "/."
        elif step == "double":
            folder = folder.replace("/", "//", 1) if not folder.startswith("//") else folder
        elif step == "up":
            folder += f"/../{Path(os.path.realpath(folder)).name}"
        elif step == "relative":
            folder = os.path.relpath(os.path.realpath(folder))
        else:
            folder = str(_link(place / f"link{number}", Path(os.path.realpath(folder))))
    own = OwnPlaces((home,), (home / "rules",))
    assert own.have(Path(folder, Path(name).name))
    assert not own.have(place / "other" / Path(name).name)

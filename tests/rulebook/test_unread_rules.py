"""Whatever lies in a folder of rules is read, named or refused: a rule that nobody reads forbids nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conftest import Run
from shipped import RULES
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.topics import TOPICS
from skinroutine.rulebook.unread import unread
from typed import needling, refused, symptoms

RULE: Final = """\
- id: own-warts
  when: {skin_today: warts}
  verdict: wait
  say: Wait until they have gone.
  sources: [judgement]
"""
AS_JSON: Final = '[{"id": "own", "when": {"skin_today": "warts"}, "verdict": "no", "say": "Do not."}]'

REFUSED: Final[dict[str, str]] = {
    "screening.YAML": "rename it to screening.yaml",
    "Screening.yaml": "did you mean 'screening'?",
    "SCREENING.YAML": "rename it to screening.yaml",
    "screening.yml": "rename it to screening.yaml",
    "screening.Yml": "rename it to screening.yaml",
    "screening.txt": "rename it to screening.yaml",
    "screening.yaml.txt": "rename it to screening.yaml",
    "screening.json": "rename it to screening.yaml",
    "screening.toml": "rename it to screening.yaml",
    "screening.md": "rename it to screening.yaml",
    "screening.docx": "rename it to screening.yaml",
    "screening": "rename it to screening.yaml",
    "screening ": "rename it to screening.yaml",
    "screening.yaml ": "rename it to screening.yaml",
    " screening.yaml": "did you mean 'screening'?",
    "screening.": "rename it to screening.yaml",
    ".screening.yaml": "rename it to screening.yaml",
    ".screening": "rename it to screening.yaml",
    "screening.yaml~": "rename it to screening.yaml",
    "screening.yaml.bak": "rename it to screening.yaml",
    "screening.yaml.orig": "rename it to screening.yaml",
    "screening.yaml.new": "rename it to screening.yaml",
    ".screening.yaml.swp": "rename it to screening.yaml",
    "#screening.yaml#": "rename it to screening.yaml",
    "._screening.yaml": "rename it to screening.yaml",
    "screening (1).yaml": "did you mean 'screening'?",
    "screening-copy.yaml": "did you mean 'screening'?",
    "red-flags.txt": "rename it to red-flags.yaml",
    "treatment.yml": "rename it to treatment.yaml",
    "mine": "put its rules into a file such as screening.yaml",
    "mine.txt": "put its rules into a file such as screening.yaml",
    "rules.yaml.gz": "put its rules into a file such as screening.yaml",
    "deeper/screening.yaml": "put it in microneedling/",
    "deeper/screening.txt": "rename it to screening.yaml",
    "deeper/.hidden/screening.yaml": "put it in microneedling/",
    "Cases/own.yaml": "put it in microneedling/",
    "cases/own.yml": "rename it to own.yaml",
}
"""A file with a rule in it, below the folder of a treatment, and what its author is told to do."""


@pytest.fixture
def own(home: Path) -> Path:
    """The folder of a treatment among the rules of one's own, with one file that is read."""
    folder = home / "rules" / "microneedling"
    folder.mkdir(parents=True)
    (folder / "device.yaml").write_text(
        RULE.replace("own-warts", "own-age").replace("skin_today: warts", "age: {over: 110}")
    )
    return folder


def put(folder: Path, name: str, text: str = RULE) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


@pytest.mark.parametrize("name", REFUSED)
def test_a_rule_that_nobody_would_read_is_refused_with_what_to_do(run: Run, own: Path, name: str) -> None:
    file = put(own, name)
    refused(run("plan", *needling()), 1, str(file), "unread-file", REFUSED[name])
    told = run("rules", "check", str(own.parent))
    assert told.status == 1
    assert REFUSED[name] in " ".join(told.out.split())
    for words in (
        ["test", str(own.parent)],
        ["coverage", str(own.parent)],
        ["diff", str(own.parent), str(RULES)],
    ):
        refused(run("rules", *words), 1, "unread-file")


@pytest.mark.parametrize(
    "name", ["screening.YAML", "screening.txt", "mine", "screening.yaml", ".screening.yaml"]
)
@pytest.mark.parametrize("place", ["", "common.d", "microneedling.old", ".microneedling"])
def test_a_rule_outside_the_folder_of_a_treatment_is_refused(
    run: Run, own: Path, place: str, name: str
) -> None:
    put(own.parent / place, name)
    assert run("plan", *needling()).status == 1
    assert run("rules", "check", str(own.parent)).status == 1


@pytest.mark.parametrize(
    "text", [AS_JSON, '[rule]\nid = "own"\nverdict = "no"\n', RULE.replace("- ", "  ", 1)]
)
def test_words_of_a_rule_are_known_in_any_form(run: Run, own: Path, text: str) -> None:
    put(own, "mine.txt", text)
    refused(run("plan", *needling()), 1, "mine.txt")


def test_words_of_a_rule_are_known_in_the_letters_of_windows(run: Run, own: Path) -> None:
    (own / "mine.txt").write_bytes(RULE.encode("utf-16"))
    refused(run("plan", *needling()), 1, "mine.txt")


def link_to_nothing(file: Path) -> None:
    file.symlink_to("nowhere.yaml")


def link_to_itself(file: Path) -> None:
    file.symlink_to(file.name)


def folder(file: Path) -> None:
    file.mkdir()


def pipe(file: Path) -> None:
    os.mkfifo(file)


def device(file: Path) -> None:
    file.symlink_to("/dev/null")


SPECIAL: Final[list[Callable[[Path], None]]] = [link_to_nothing, link_to_itself, folder, pipe, device]


@pytest.mark.parametrize("name", ["screening.yaml", "screening.txt", "mine.yaml", "red-flags.yaml"])
@pytest.mark.parametrize("make", SPECIAL, ids=lambda one: str(one.__name__))
def test_what_is_no_plain_file_is_refused(
    run: Run, own: Path, make: Callable[[Path], None], name: str
) -> None:
    make(own / name)
    if make is folder and not name.endswith(".yaml"):
        put(own / name, "screening.yaml")
    refused(run("plan", *needling()), 1, str(own / name).removesuffix(".txt"))
    told = run("rules", "check", str(own.parent))
    assert (told.status, "unread-file" in told.out) == (1, True)


def test_a_folder_that_leads_round_in_a_circle_is_refused(run: Run, own: Path) -> None:
    (own / "again").symlink_to(own.parent)
    refused(run("plan", *needling()), 1, "this link leads back to a folder around it")


def test_a_rule_behind_a_link_is_read(run: Run, own: Path, tmp_path: Path) -> None:
    put(tmp_path / "away", "mine.yaml")
    (own / "screening.yaml").symlink_to(tmp_path / "away" / "mine.yaml")
    reasons = run("plan", *needling(skin_today="warts"), "--json").out
    assert "own-warts" in reasons


def test_a_mistake_behind_a_link_is_told_by_rules_check(run: Run, own: Path, tmp_path: Path) -> None:
    put(tmp_path / "away", "mine.yaml", RULE.replace("warts", "wart"))
    (own / "screening.yaml").symlink_to(tmp_path / "away" / "mine.yaml")
    told = run("rules", "check", str(own.parent))
    assert (told.status, "unknown-option" in told.out) == (1, True)


@pytest.mark.parametrize(
    "make", [link_to_nothing, link_to_itself, pipe, lambda file: file.write_text("mine")]
)
def test_a_folder_of_rules_that_is_none_is_refused(
    run: Run, home: Path, make: Callable[[Path], object]
) -> None:
    home.mkdir()
    make(home / "rules")
    refused(run("plan", *needling()), 1, f"{home}/rules cannot be read")


@pytest.mark.parametrize("named", ["rules", "nowhere", "file"])
def test_a_folder_that_is_named_and_has_no_rules_is_refused(run: Run, tmp_path: Path, named: str) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "file").write_text("mine")
    refused(run("plan", "--example", "--rules", str(tmp_path / named)), 2, str(tmp_path / named))
    refused(run("rules", "check", str(tmp_path / named)), 2, str(tmp_path / named))


def test_rules_that_may_not_be_read_are_refused(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read all, so that the refusal of the system is played."""
    real = Path.iterdir

    def closed(self: Path) -> object:
        if self == own:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    monkeypatch.setattr(Path, "iterdir", closed)
    refused(run("plan", *needling()), 1, f"{own}:1: unread-file: it cannot be read (Permission denied)")


FAMILIAR: Final = ["README.md", "readme", "LICENSE", "COPYING.txt", ".gitignore", ".DS_Store", "Thumbs.db"]
NAMED: Final = ["notes.txt", "photo.jpg", "todo.md", "deeper/plan.odt", "Makefile"]
COPIES: Final = [
    "device.yaml~",
    ".device.yaml.swp",
    "#device.yaml#",
    "._device.yaml",
    "device.yaml.bak",
    "device.yaml.orig",
]


@pytest.mark.parametrize("name", [*FAMILIAR, ".git/config.yaml", ".vscode/settings.yaml", "../README.md"])
def test_what_everybody_knows_to_be_no_rule_is_not_spoken_of(run: Run, own: Path, name: str) -> None:
    put(own, name, "Words about it.\n")
    ran = run("plan", *needling())
    assert (ran.status, ran.err) == (0, "")


@pytest.mark.parametrize("name", [*NAMED, *COPIES, "../notes.txt", "../microneedling/.#device.yaml"])
def test_what_holds_no_rule_is_named_in_a_line_and_stops_nothing(run: Run, own: Path, name: str) -> None:
    file = put(own, name, "Words.\n" if name in NAMED else RULE)
    if name in NAMED or "notes" in name:
        file.write_text("Ask about this.\n")
    for typed in (["plan", *needling()], ["rules", "check", str(own.parent)], symptoms(symptoms="none")):
        ran = run(*typed)
        assert ran.status == 0
        assert ran.err.startswith("Not read as rules: ")
        assert (Path(name).name in ran.err, ran.err.count("\n")) == (True, 1)


def test_of_many_files_eight_are_named(run: Run, own: Path) -> None:
    for number in range(11):
        put(own, f"note{number:02}.txt", "Words.\n")
    err = run("plan", *needling()).err
    assert (err.count("note"), " and 3 more." in err) == (8, True)


def test_nothing_mild_is_said_while_a_rule_is_not_read(run: Run, own: Path) -> None:
    put(own, "symptoms.txt")
    refused(run(*symptoms(symptoms="none")), 1, "There's no answer yet", "rename it to symptoms.yaml")
    ran = run(*symptoms(symptoms="none"), "--json")
    assert (ran.status, ran.json["error"]) == (1, "too-mild")


@pytest.mark.parametrize("make", SPECIAL, ids=lambda one: str(one.__name__))
def test_an_emergency_is_told_whatever_is_wrong_with_ones_rules(
    run: Run, own: Path, make: Callable[[Path], None]
) -> None:
    make(own / "red-flags.yaml")
    ran = run(*symptoms(symptoms="breathing_difficulty"), "--json")
    assert (ran.status, ran.json["level"]) == (0, 4)
    assert "Your own rules were left out; the shipped rules answer." in ran.err


READ: Final = frozenset(f"{topic}.yaml" for topic in [*TOPICS, "treatment", "example"] if topic != "cases")


@given(
    name=st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=30
    )
)
def test_a_rule_in_a_file_of_any_name_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    assume(len(os.fsencode(name)) < 200 and name not in {".", ".."})
    own = tmp_path_factory.mktemp("own") / "microneedling"
    own.mkdir()
    put(own, name)
    (layer,) = layers((own.parent,))[1:]
    assert name in READ or [one.harmless for one in unread(layer)] == [False]

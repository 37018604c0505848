"""What is kept of the YAML of the shipped rules gives what the YAML gives, or is not used."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout import FROZEN_CHECKOUT, run_here
from effort import examples
from shipped import RULES
from skinroutine.rule_files import kept_place
from skinroutine.rulebook import VerdictWords, kept, yaml_text
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.kept import read_document
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.problems import FileProblemsError
from skinroutine.rulebook.yaml_text import read_yaml

FILES: Final = sorted(RULES.glob("*/*.yaml"))
TEXT: Final = "- id: a\n  when: {age: {under: 18.5}}\n  say: Wait.\n  many: [1, true, null, no rule]\n"
OTHER: Final = TEXT.replace("Wait", "Go on")
VALUES: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "__pycache__" / "common.symptoms.kept"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read as YAML."""
    found: list[str] = []

    def read_noted(text: str, file: str) -> Any:
        found.append(text)
        return read_yaml(text, file)

    monkeypatch.setattr(yaml_text, "read_yaml", read_noted)
    return found


def shown(text: str, place: Path | None) -> str:
    """The values of a document with their types: for Python 1 is True and 1.0."""
    return repr(read_document(text, "f.yaml", place).data)


def by_yaml(text: str) -> str:
    return repr(read_yaml(text, "f.yaml").data)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_shipped_file_says_the_same_by_what_is_kept(
    place: Path, readings: list[str], file: Path
) -> None:
    text = file.read_text(encoding="utf-8")
    first, second = shown(text, place), shown(text, place)
    assert (first, second) == (by_yaml(text), by_yaml(text))
    assert readings == [text]


@given(VALUES)
@examples(300)
def test_whatever_a_file_says_is_kept_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, data: object
) -> None:
    text = json.dumps(data)  # which is YAML too
    place = tmp_path_factory.mktemp("kept") / "__pycache__" / "a.kept"
    try:
        expected = by_yaml(text)
    except FileProblemsError:
        with pytest.raises(FileProblemsError):
            shown(text, place)
        return
    assert [shown(text, place), shown(text, place)] == [expected, expected]


def cut_short(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-1])


def empty(place: Path) -> None:
    place.write_bytes(b"")


def grown(place: Path) -> None:
    place.write_bytes(place.read_bytes() + b"\0")


def put_together_from_two(place: Path) -> None:
    other = place.with_name("other.kept")
    read_document(OTHER, "f.yaml", other)
    place.write_bytes(place.read_bytes()[:32] + other.read_bytes()[32:])


def of_another_text(place: Path) -> None:
    read_document(OTHER, "f.yaml", place)


def of_no_sense(place: Path) -> None:
    place.write_text("[]")


def a_folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


def a_link_to_nowhere(place: Path) -> None:
    place.unlink()
    place.symlink_to("nowhere")


def a_pipe(place: Path) -> None:
    place.unlink()
    os.mkfifo(place)


def a_file_for_the_folder(place: Path) -> None:
    shutil.rmtree(place.parent)
    place.parent.write_text("")


DAMAGES: Final[tuple[Callable[[Path], None], ...]] = (
    cut_short, empty, grown, put_together_from_two, of_another_text, of_no_sense, a_folder, a_link_to_nowhere,
    a_pipe, a_file_for_the_folder,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_is_damaged_is_read_from_yaml(
    place: Path, readings: list[str], damage: Callable[[Path], None]
) -> None:
    shown(TEXT, place)
    damage(place)
    readings.clear()
    assert shown(TEXT, place) == by_yaml(TEXT)
    assert readings == [TEXT]


def test_no_byte_of_what_is_kept_can_change_unseen(place: Path, readings: list[str]) -> None:
    shown(TEXT, place)
    whole = place.read_bytes()
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1
        place.write_bytes(changed)
        assert shown(TEXT, place) == by_yaml(TEXT)
    assert len(readings) == 1 + len(whole)


@pytest.mark.parametrize("name", ["__version__", "_READERS"])
def test_what_another_version_kept_is_read_anew(
    place: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shown(TEXT, place)
    kept._reader.cache_clear()  # noqa: SLF001  it is asked once in the life of a program
    monkeypatch.setattr(kept, name, ("parse.py",) if name == "_READERS" else "0.0.1")
    shown(TEXT, place)
    kept._reader.cache_clear()  # noqa: SLF001  the same
    assert readings == [TEXT, TEXT]


def test_where_nothing_can_be_kept_the_yaml_is_read_each_time_and_nothing_is_left(
    place: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert [shown(TEXT, place), shown(TEXT, place)] == [by_yaml(TEXT), by_yaml(TEXT)]
    assert (readings, list(place.parent.iterdir())) == ([TEXT, TEXT], [])


def test_a_full_disk_leaves_no_half_of_it_behind(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_the_disk(self: Path, data: bytes) -> None:
        with self.open("wb") as stream:
            stream.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    assert shown(TEXT, place) == by_yaml(TEXT)
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_line_on_which_each_item_starts_is_kept_too(place: Path, readings: list[str], file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    shown(text, place)
    found, expected = read_document(text, "f.yaml", place), read_yaml(text, "f.yaml")
    items = len(expected.data) if isinstance(expected.data, list) else 0
    assert list(found.starts) == [expected.line((number,)) for number in range(items)]
    assert readings == [text]


def test_a_line_is_found_in_the_text_also_where_the_values_were_kept(place: Path) -> None:
    shown(TEXT, place)
    assert read_document(TEXT, "f.yaml", place).line((0, "say")) == 3


def test_the_rules_of_a_person_are_never_kept(tmp_path: Path) -> None:
    assert kept_place(tmp_path / "rules" / "common" / "symptoms.yaml") is None
    assert kept_place(RULES / "common" / "symptoms.yaml") is not None


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A checkout of our own, whose rules are kept in it."""
    shutil.copytree(FROZEN_CHECKOUT / "rules", tmp_path / "rules")
    run_here(tmp_path)
    yield tmp_path
    run_here(FROZEN_CHECKOUT)


def words() -> list[str]:
    """What the shipped rules say of each verdict."""
    return [each.say for each in Library(layers()).items("verdicts", "", VerdictWords)]


def test_a_changed_rule_is_in_force_at_once(checkout: Path) -> None:
    file = checkout / "rules" / "common" / "verdicts.yaml"
    before, found = words(), file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(before[0], "Something else."), encoding="utf-8")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert words() == ["Something else.", *before[1:]]

"""What files of rules say is known by its digest; the digests that are kept are those of these very texts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout import FROZEN_CHECKOUT, run_here
from effort import examples
from skinroutine import rule_files
from skinroutine.rule_files import RuleText, RuleTexts, digests_of

TEXTS: Final = (b"=a text", b"=", b"unreadable 13", b"=another\n")


def worked_out(texts: tuple[bytes, ...]) -> list[bytes]:
    return [RuleText(text).digest for text in texts]


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "__pycache__" / "rules.kept")


@given(st.lists(st.lists(st.sampled_from(TEXTS) | st.binary(max_size=3), max_size=4).map(tuple), max_size=6))
@examples(100)
def test_the_digests_of_texts_are_theirs_whatever_was_kept_before(
    tmp_path_factory: pytest.TempPathFactory, runs: list[tuple[bytes, ...]]
) -> None:
    place = str(tmp_path_factory.mktemp("kept") / "rules.kept")
    for texts in runs:
        assert [digests_of(texts, place), digests_of(texts, place)] == [worked_out(texts)] * 2


def test_digests_that_were_kept_are_not_worked_out_again(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = digests_of(TEXTS, place)
    digested: list[bytes] = []
    digest = rule_files._digest  # noqa: SLF001  what is spared

    def note(text: bytes) -> bytes:
        digested.append(text)
        return digest(text)

    monkeypatch.setattr(rule_files, "_digest", note)
    assert digests_of(TEXTS, place) == expected
    assert digested == [b"".join(expected)]


def test_no_byte_of_the_digests_can_change_unseen(place: str) -> None:
    expected = digests_of(TEXTS, place)
    whole = Path(place).read_bytes()
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1
        Path(place).write_bytes(changed)
        assert digests_of(TEXTS, place) == expected
        assert Path(place).read_bytes() == whole


def test_digests_put_together_from_those_of_two_releases_are_not_used(place: str) -> None:
    others = (b"=b text", *TEXTS[1:])
    digests_of(others, place)
    other = Path(place).read_bytes()
    expected = digests_of(TEXTS, place)
    whole = Path(place).read_bytes()
    for at in range(len(whole)):
        for mixed in (whole[:at] + other[at:], other[:at] + whole[at:]):
            Path(place).write_bytes(mixed)
            assert digests_of(TEXTS, place) == expected


@pytest.mark.parametrize("damage", ["cut", "grown", "empty", "folder", "pipe", "no folder"])
def test_digests_in_a_damaged_place_are_worked_out(place: str, damage: str) -> None:
    expected, file = digests_of(TEXTS, place), Path(place)
    whole = file.read_bytes()
    file.unlink()
    if damage == "folder":
        file.mkdir()
    elif damage == "pipe":
        os.mkfifo(file)
    elif damage == "no folder":
        file.parent.rmdir()
        file.parent.write_text("")
    else:
        file.write_bytes({"cut": whole[:-1], "grown": whole + b"\0", "empty": b""}[damage])
    assert digests_of(TEXTS, place) == expected


def test_where_nothing_can_be_written_the_digests_are_the_same_and_nothing_is_left(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert [digests_of(TEXTS, place), digests_of(TEXTS, place)] == [worked_out(TEXTS)] * 2
    assert list(Path(place).parent.iterdir()) == []


@pytest.mark.usefixtures("library_of_its_own")
def test_the_name_of_the_rules_turns_on_each_byte_of_theirs_at_once(tmp_path: Path) -> None:
    shutil.copytree(FROZEN_CHECKOUT / "rules", tmp_path / "rules")
    (tmp_path / "skinroutine").mkdir()
    run_here(tmp_path)
    try:
        names = [RuleTexts().stored_under([tmp_path / "rules"]) for _ in range(2)]
        for file in sorted((tmp_path / "rules").glob("*/frequency.yaml")):
            found = file.stat()
            file.write_bytes(file.read_bytes().replace(b"7 days", b"8 days", 1))
            os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
            names.append(RuleTexts().stored_under([tmp_path / "rules"]))
        assert names[0] == names[1]
        assert len(set(names)) == len(names) - 1 == 3
        assert (tmp_path / "skinroutine" / "__pycache__").is_dir()
    finally:
        run_here(FROZEN_CHECKOUT)


def test_a_file_is_read_once_and_named_after_what_was_read(tmp_path: Path) -> None:
    own = tmp_path / "own" / "common"
    own.mkdir(parents=True)
    (own / "frequency.yaml").write_text("first")
    texts = RuleTexts()
    name = texts.name_after([own.parent])
    (own / "frequency.yaml").write_text("second")
    assert texts.of(str(own / "frequency.yaml")).written == b"=first"
    assert texts.name_after([own.parent]) == name != RuleTexts().name_after([own.parent])

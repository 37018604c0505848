"""Files of a person's own: whole or not there, and for nobody else whatever the umask is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from skinroutine.files.private import FileNotWrittenError, write_pieces, write_whole


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def test_a_file_and_the_folders_made_for_it_are_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "one" / "two" / "file"
    write_whole(file, b"mine", folder=True)
    assert (mode(file), mode(file.parent), mode(file.parent.parent)) == (0o600, 0o700, 0o700)


def test_no_folder_is_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(
        FileNotWrittenError, match=r"cannot be written \(No such file or directory\)\. Name a"
    ):
        write_whole(tmp_path / "one" / "file", b"mine")
    assert list(tmp_path.iterdir()) == []


def test_an_open_file_that_is_replaced_is_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"before")
    assert mode(file) == 0o666
    write_pieces(file, [b"a", b"b"])
    assert (file.read_bytes(), mode(file), list(tmp_path.iterdir())) == (b"ab", 0o600, [file])


def test_an_error_while_the_pieces_are_made_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"before")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise KeyError

    with pytest.raises(KeyError):
        write_pieces(file, pieces())
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"before", [file])


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(FileNotWrittenError, match="Is a directory"):
        write_whole(tmp_path / "file", b"mine")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"")
    with pytest.raises(FileNotWrittenError, match="cannot be written"):
        write_whole(tmp_path / "one" / "two" / "file", b"mine", folder=True)

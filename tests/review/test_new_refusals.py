from __future__ import annotations

from pathlib import Path

import pytest

from shipped import LIBRARY, TREATMENTS
from skinroutine.app import App
from skinroutine.commands.rules import new
from skinroutine.files.targets import FileInTheWay
from skinroutine.review.new import (
    SkeletonNotWrittenError,
    TreatmentNameError,
    write_skeleton,
)
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library


def everything_in(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*"))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Peel",
        "two words",
        "a/b",
        "..",
        "../up",
        "1st",
        "_a",
        "a_",
        "a__b",
        "a-b",
        "père",
        "a" * 41,
        "a\n",
    ],
)
def test_a_name_is_lower_case_letters_digits_and_underscores(name: str, tmp_path: Path) -> None:
    with pytest.raises(TreatmentNameError) as refusal:
        write_skeleton(name, tmp_path, TREATMENTS)
    assert str(refusal.value).startswith(f"{name!r} cannot be the name of a treatment. Write lower-case")
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("name", ["common", "schema", "skeleton", "no", "yes", "on", "null", "true"])
def test_a_word_that_means_something_else_in_rule_files_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(TreatmentNameError, match=f"^{name} is a word that means something else"):
        write_skeleton(name, tmp_path, TREATMENTS)
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("name", TREATMENTS)
def test_a_shipped_treatment_is_refused_with_the_way_to_make_it_stricter(name: str, tmp_path: Path) -> None:
    with pytest.raises(TreatmentNameError, match=f"put files of your own into DIR/{name}"):
        write_skeleton(name, tmp_path, LIBRARY.treatment_ids)


def test_a_name_by_which_other_rules_already_begin_their_ids_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TreatmentNameError, match=r"such as mn-after-make-up\. Choose another name\.$"):
        new.new(App(), "mn", into=tmp_path)
    assert everything_in(tmp_path) == []


@pytest.mark.parametrize("what", ["file", "folder", "dangling link"])
def test_nothing_is_ever_overwritten(what: str, tmp_path: Path) -> None:
    there = tmp_path / "peeling"
    if what == "file":
        there.write_text("mine", encoding="utf-8")
    elif what == "folder":
        there.mkdir()
    else:
        there.symlink_to(tmp_path / "nowhere")

    with pytest.raises(FileInTheWay, match="is there already"):
        write_skeleton("peeling", tmp_path, TREATMENTS)
    assert everything_in(tmp_path) == ["peeling"]


def test_a_disk_that_fills_up_half_way_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    real = Path.write_text

    def full(self: Path, text: str, encoding: str) -> int:
        if len(written) == 5:
            raise OSError(28, "No space left on device")
        written.append(self.name)
        return real(self, text, encoding=encoding)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(SkeletonNotWrittenError, match=r"cannot be written \(No space left on device\)"):
        write_skeleton("peeling", tmp_path, TREATMENTS)
    assert len(written) == 5
    assert everything_in(tmp_path) == []


def test_half_a_skeleton_is_never_taken_for_a_treatment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Path, _: Path) -> Path:
        assert Library(layers((tmp_path,))).treatment_ids == TREATMENTS
        assert len(list(self.rglob("*.yaml"))) == 17
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        write_skeleton("peeling", tmp_path, TREATMENTS)
    assert everything_in(tmp_path) == []


def test_a_file_where_the_folder_should_be_is_one_line_with_the_next_step(tmp_path: Path) -> None:
    into = tmp_path / "file"
    into.write_text("mine")
    with pytest.raises(SkeletonNotWrittenError) as refusal:
        write_skeleton("peeling", into, TREATMENTS)
    assert str(refusal.value).endswith("Name a folder of your own with --into.")
    assert "\n" not in str(refusal.value)

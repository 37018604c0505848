"""Rule files with one mistake each (``tests/broken``), and what their author is told."""

from __future__ import annotations

import pytest

from broken_rules import BROKEN, MISTAKES
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.problems import FileProblemsError


@pytest.mark.parametrize(("name", "topic", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_file_its_line_and_what_to_write(
    name: str, topic: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN)
    with pytest.raises(FileProblemsError) as found:
        Library([]).read_file(BROKEN / f"{name}.yaml", topic)
    assert str(found.value) == f"{name}.yaml:{said}"
    assert (found.value.status, found.value.code) == (1, "bad-file")


def test_every_broken_file_is_in_the_table() -> None:
    assert sorted(file.stem for file in BROKEN.iterdir()) == sorted(name for name, _, _ in MISTAKES)

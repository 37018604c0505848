"""What a library says when it refuses is its own affair: no sentence of ours comes from it or hangs on it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checkout import TESTS
from skinroutine.history.event_shapes import EventLine
from skinroutine.history.jsonl import BadLineError, read_row
from skinroutine.misfits import misfit
from skinroutine.rulebook import Case, Question, ScreeningRule
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.problems import FileProblemsError
from skinroutine.rulebook.yaml_text import read_yaml

BROKEN = TESTS / "broken"
PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9999)
    | st.floats(0, 1)
    | st.sampled_from(["wait", "", "plan"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=4,
)
BAD_LINES = [
    b"{}",
    b'{"id": 7, "kind": "session"}',
    b'{"id": "0190a6b4-0000-7000-8000-000000000000", "kind": "session", "happened": "soon"}',
]


def reworded(kind: type[Exception], call: Any) -> Any:
    """The same function, whose refusals say something else, as a newer version might."""

    def calling(*arguments: object, **options: object) -> object:
        try:
            return call(*arguments, **options)
        except kind as error:
            raise type(error)("nothing that was said before") from error.__cause__

    return calling


def problems(name: str) -> str:
    with pytest.raises(FileProblemsError) as found:
        Library([]).read_file(BROKEN / f"{name}.yaml", "screening")
    return str(found.value)


def refusal(line: bytes) -> str:
    with pytest.raises(BadLineError) as found:
        read_row(line)
    return str(found.value)


@pytest.mark.parametrize(
    "name", ["unknown-verdict", "no-sources", "value-left-out", "source-as-word", "empty-say"]
)
def test_a_rule_file_is_refused_in_the_same_words_when_msgspec_changes_its_own(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = problems(name)
    monkeypatch.setattr(msgspec, "convert", reworded(msgspec.ValidationError, msgspec.convert))
    assert problems(name) == before


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_line_of_an_export_is_refused_in_the_same_words_when_msgspec_changes_its_own(
    line: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = refusal(line)
    monkeypatch.setattr(msgspec, "convert", reworded(msgspec.ValidationError, msgspec.convert))
    assert refusal(line) == before


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a: " + "{b: " * 2_000, "[a, '" + "]" * 30 + "' " + "[" * 30]
)
def test_deep_nesting_is_refused_as_such_even_by_a_parser_that_gives_up_at_once(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*_: object, **__: object) -> object:
        raise yaml.parser.ParserError(problem="no more")

    monkeypatch.setattr(yaml, "parse", give_up)
    with pytest.raises(FileProblemsError, match="nested over 20 levels deep"):
        read_yaml(text, "f.yaml")


def test_brackets_in_quotes_and_comments_are_no_nesting() -> None:
    with pytest.raises(FileProblemsError) as found:
        read_yaml(f'a: "{"[" * 30}"  # {"[" * 30}\nb: x: y\n', "f.yaml")
    assert str(found.value) == (
        "f.yaml:2: this isn't valid YAML; check its colons, quotes, brackets and indents, and the line above"
    )


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\ud800"])
def test_a_control_character_is_refused_without_asking_the_parser(
    letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "parse", lambda *_, **__: [])
    with pytest.raises(FileProblemsError, match="this holds characters that YAML does not allow"):
        read_yaml(f"a: b\nc: {letter}", "f.yaml")


@given(value=PLAIN, kind=st.sampled_from([Case, Question, ScreeningRule, EventLine]))
def test_what_does_not_fit_is_found_just_where_msgspec_refuses(
    value: object, kind: type[msgspec.Struct]
) -> None:
    def decode(wanted: object, raw: object) -> object:
        raise ValueError(f"{wanted} is not read here: {raw}")

    try:
        msgspec.convert(value, kind, dec_hook=decode)
        refused = False
    except msgspec.ValidationError:
        refused = True
    assert (misfit(value, kind, decode) is not None) == refused

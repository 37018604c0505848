"""Lines of an export by the fast road and by the slow one: the same events, the same refusals."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from history_facts import START, session
from skinroutine.history import Event
from skinroutine.history.codec import data_by_json, quick_reader
from skinroutine.history.jsonl import (
    BadLineError,
    ExportHead,
    _look_at,
    line_of,
    line_of_row,
    quick_row,
    read_row,
)
from skinroutine.history.writer import Row, row_of

if TYPE_CHECKING:
    from collections.abc import Callable

ID = "019b7000-0000-7000-8000-00000000000a"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.one_of(st.integers(-(10**14), 10**14), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), TEXTS, NUMBERS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=12,
)
EVENTS = st.builds(
    lambda data, answers, note: Event(
        ID,
        "session",
        START,
        START.astimezone(UTC),
        {**data, **session(), "answers": answers, "note": note},
        None,
    ),
    st.dictionaries(TEXTS, VALUES, max_size=3),
    st.dictionaries(TEXTS, st.one_of(TEXTS, NUMBERS, st.booleans(), st.lists(TEXTS, max_size=3)), max_size=3),
    TEXTS,
)


def slow_row(line: bytes) -> Row | ExportHead:
    """What a line says, as the library of Python reads and writes it."""
    found = _look_at(line)
    return row_of(found) if isinstance(found, Event) else found


def outcome(read: Callable[[bytes], object], line: bytes) -> object:
    try:
        return repr(read(line))  # 1 and 1.0 and true are the same for Python, and not in a file
    except BadLineError as error:
        return str(error)


@examples(300)
@given(EVENTS, st.booleans())
def test_a_line_says_the_same_read_fast_or_slowly(event: Event, ascii_only: bool) -> None:
    parts: dict[str, Any] = json.loads(line_of(event))
    line = json.dumps(parts, ensure_ascii=ascii_only).encode() + b"\n"
    assert outcome(read_row, line) == outcome(slow_row, line)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"note":""', b'"note":"\\ud800"'),
        (b'"note":""', b'"note":"\\ud83d\\ude00"'),
        (b'"note":""', b'"note":"a\tb"'),
        (b'"note":""', b'"note":"\x7f"'),
        (b'"note":""', b'"note":"\xff"'),
        (b'"note":""', b'"note":NaN'),
        (b'"answers":{}', b'"answers":{"age":1e3}'),
        (b'"answers":{}', b'"answers":{"age":-0}'),
        (b'"answers":{}', b'"answers":{"age":0.0001}'),
        (b'"answers":{}', b'"answers":{"age":0.00001}'),
        (b'"answers":{}', b'"answers":{"age":-1.5e-9}'),
        (b'"answers":{}', b'"answers":{"age":5e-324}'),
        (b'"answers":{}', b'"answers":{"age":999999999999.25}'),
        (b'"answers":{}', b'"answers":{"age":1000000000000.0}'),
        (b'"answers":{}', b'"answers":{"b":1,"a":2,"\\u00e4":3,"Z":4}'),
        (b'"note":""', b'"note":"a\\nb\\\\c\\"d\\u001f\\/"'),
        (b'"answers":{}', b'"answers":{"age":-0.0}'),
        (b'"answers":{}', b'"answers":{"age":1e400}'),
        (b'"answers":{}', b'"answers":{"age":1234567890123}'),
        (b'"answers":{}', b'"answers":{"age":12345678901234567890123}'),
        (b'"answers":{}', b'"answers":{"age":1,"age":2}'),
        (b'"answers":{}', b'"answers":' + b'{"a":' * 30 + b"1" + b"}" * 30),
        (b'"answers":{}', b'"answers":' + b"[" * 5000 + b"]" * 5000),
        (b'"kind":"session"', b'"kind":"void"'),
        (b'"kind":"session"', b'"kind":"dream"'),
        (b'"replaces":null', b'"replaces":"' + ID.encode() + b'"'),
        (b'"replaces":null', b'"replaces":null,"more":1'),
        (b'"areas":["cheeks"]', b'"areas":[null]'),
        (b'"areas":["cheeks"]', b'"areas":["a\\nb"]'),
        (b'{"id"', b'\xef\xbb\xbf{"id"'),
        (b'{"id"', b'  {"id"'),
        (b'"note":""', b'"note":"' + b"x" * 2**20 + b'"'),
    ],
)
def test_a_line_that_is_out_of_the_ordinary_says_the_same_read_fast_or_slowly(old: bytes, new: bytes) -> None:
    kept = {**session(), "answers": {}, "note": ""}
    line = line_of(Event(ID, "session", START, START, kept, None)).encode()
    assert old in line
    changed = line.replace(old, new)
    assert outcome(read_row, changed) == outcome(slow_row, changed)


def test_an_ordinary_line_takes_the_fast_road() -> None:
    line = line_of(Event(ID, "session", START, START, {**session(), "answers": {}}, None)).encode()
    assert quick_row(line) == slow_row(line)


@examples(200)
@given(EVENTS)
def test_what_is_stored_gives_the_same_line_as_its_event(event: Event) -> None:
    row = (1, *row_of(event))
    assert line_of_row(row) == line_of(event._replace(stored=json.loads(str(row[6]))))


@pytest.mark.parametrize("data", ["", "[1]", "no JSON", '{"a":\n1}', '{ "a" : 1 }'])
def test_stored_text_that_this_program_did_not_write_gives_one_line_or_is_refused(data: str) -> None:
    row = (1, *row_of(Event(ID, "fact", START, START, {}, None)))
    row = (*row[:6], data, *row[7:])
    try:
        line = line_of_row(row)
    except sqlite3.DatabaseError:
        assert not data.startswith("{")
    else:
        assert line.count("\n") == 1
        assert json.loads(line)["data"] == {"a": 1}


def data_or_refused(read: Callable[[str], object], text: str) -> object:
    try:
        return repr(read(text))
    except sqlite3.DatabaseError:
        return "refused"


@examples(300)
@given(st.dictionaries(TEXTS, VALUES, max_size=4), st.booleans(), st.integers(0, 200), TEXTS)
def test_what_is_stored_says_the_same_read_at_once_or_among_thousands(
    data: dict[str, Any], ascii_only: bool, place: int, slip: str
) -> None:
    text = json.dumps(data, ensure_ascii=ascii_only)
    for stored in (text, text[:place] + slip + text[place:]):
        assert data_or_refused(quick_reader(), stored) == data_or_refused(data_by_json, stored)


@pytest.mark.parametrize(
    "stored",
    [
        '{"a":"\\ud800"}', '{"a":NaN}', '{"a":-Infinity}', '{"a":1e400}', '{"a":-0}', '{"a":-0.0}',
        '{"a":1e-400}', f'{{"a":{"9" * 40}}}', f'{{"a":{"9" * 5000}}}', '{"a":01}',
        '{"a":"\n"}', '{"a":"\x7f"}', ' {"a":1}\n', '\ufeff{"a":1}', "", '{"a":1,"b":2,"a":3}', "[1]", "null",
        '{"a":1}x', '{"a":' * 3000 + "1" + "}" * 3000,
    ],
)  # fmt: skip
def test_odd_text_says_the_same_read_at_once_or_among_thousands(stored: str) -> None:
    assert data_or_refused(quick_reader(), stored) == data_or_refused(data_by_json, stored)


@pytest.mark.parametrize(
    "answer",
    [
        "0",
        "0.0",
        "-0.0",
        "-1.5",
        "12",
        "999999999999",
        '"calm"',
        '["a"]',
        '[{"b":[{"c":[{"d":[0.5]}]}]}]',
        "null",
    ],
)
def test_a_line_with_values_of_any_usual_form_takes_the_fast_road(answer: str) -> None:
    line = line_of(Event(ID, "session", START, START, {**session(), "more": "?"}, None)).encode()
    changed = line.replace(b'"?"', answer.encode())
    assert quick_row(changed) == slow_row(changed) is not None

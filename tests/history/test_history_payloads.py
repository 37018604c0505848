"""What is stored with an event: what is written is read again, and what makes no sense is empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout import TESTS
from effort import examples
from history_facts import START, a_history, raw
from old_homes import opened
from shipped import LIBRARY
from skinroutine.commands.history.details import detail_items
from skinroutine.commands.history.rows import row_of
from skinroutine.history import KINDS, Event, History, Reader
from skinroutine.history import fields as form
from skinroutine.history.copies import without_entries
from skinroutine.history.event_shapes import check_data, is_shallow
from skinroutine.history.events import RECORDS, DeviceEndRecord, HoldRecord, Payload, SessionRecord
from skinroutine.history.fields import StoredRecord
from skinroutine.history.parts import StoredReason, StoredResult
from skinroutine.memory.heads import head_in
from skinroutine.rulebook.book import Book
from skinroutine.show.aftercare import in_force
from skinroutine.show.blocks import Para
from skinroutine.show.entry_words import entry_record, entry_words
from skinroutine.show.plain import plain_text

HOMES: Final = sorted(file.parent for file in TESTS.glob("program/homes/*/*/history.sql"))
QUESTIONS: Final = {question.id: question for question in Book(LIBRARY).questions(None)}
PAYLOADS: Final = [*RECORDS.values(), DeviceEndRecord]

texts = st.text(max_size=8)
words = st.lists(texts, max_size=3)
numbers = st.floats(allow_nan=False, allow_infinity=False)
wholes = st.integers(0, 3650)
answers = st.none() | st.booleans() | wholes | numbers | texts | words
zones = st.builds(timezone, st.integers(-720, 720).map(lambda minutes: timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=zones | st.just(UTC))  # noqa: DTZ001
VALUES: Final[dict[object, st.SearchStrategy[Any]]] = {
    form.TEXT: texts,
    form.NULL_TEXT: texts,
    form.MAYBE_TEXT: texts,
    form.ID: texts,
    form.WORDS: words,
    form.OPTIONS: st.none() | words,
    form.ANSWER: answers,
    form.CLAIM: st.none() | st.booleans() | st.just("not_sure"),
    form.ANSWERS: st.dictionaries(texts, answers, max_size=3),
    form.LISTS: st.dictionaries(texts, words, max_size=3),
    form.YES: st.booleans(),
    form.FLAG: st.booleans(),
    form.NUMBER: numbers | wholes,
    form.MAYBE_NUMBER: st.none() | numbers,
    form.WHOLE: st.none() | wholes,
    form.DAYS: wholes,
    form.USES: st.none() | wholes,
    form.DAY: st.none() | st.dates(date(1971, 1, 1)),
    form.MOMENT: moments,
    form.MAYBE_MOMENT: st.none() | moments,
}


def values_of(record: type[StoredRecord]) -> st.SearchStrategy[dict[str, Any]]:
    """What a record can be made of, by the name of the field."""
    return st.fixed_dictionaries({name: _value(field.form) for name, field in record.fields.items()})


def _value(found: form.Form[Any]) -> st.SearchStrategy[Any]:
    if found.record is None:
        return VALUES[found]
    one = values_of(found.record).map(lambda values, kind=found.record: kind(**values))  # type: ignore[misc]
    return st.lists(one, max_size=2) if found.json is list else one


@pytest.mark.parametrize("record", PAYLOADS, ids=lambda record: record.__name__)
@examples(25)
@given(data=st.data())
def test_what_is_written_is_read_again(record: type[Payload], data: st.DataObject) -> None:
    values = data.draw(values_of(record))
    stored = json.loads(json.dumps(record(**values).stored))
    assert record.read(stored) == record(**values)
    assert {name: getattr(record.read(stored), name) for name in values} == values


junk = st.recursive(
    answers,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def all_of(record: StoredRecord) -> Iterator[object]:
    """Everything that a record says, and the records in it."""
    for name in record.fields:
        value = getattr(record, name)
        yield value
        for one in value if isinstance(value, list) else [value]:
            yield from all_of(one) if isinstance(one, StoredRecord) else ()


def keys_in(record: type[StoredRecord]) -> set[str]:
    inner = (field.form.record for field in record.fields.values())
    return {field.key for field in record.fields.values()} | {
        key for one in inner if one for key in keys_in(one)
    }


@pytest.mark.parametrize("record", PAYLOADS, ids=lambda record: record.__name__)
@examples(25)
@given(data=st.data())
def test_whatever_is_stored_is_read_without_an_error(record: type[Payload], data: st.DataObject) -> None:
    keys = st.sampled_from(sorted(keys_in(record))) | texts
    near = st.recursive(
        answers, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=4)
    )
    stored: dict[str, Any] = data.draw(st.dictionaries(keys, near | junk, max_size=6))
    found = record.read(stored)
    assert len(list(all_of(found))) >= len(record.fields)
    assert found.stored is stored
    event = Event("a", record.kind, START, START.astimezone(UTC), stored, None)
    assert isinstance(entry_words(event), str)
    assert entry_record(event).data()["kind"] == record.kind
    assert plain_text([Para("a"), *detail_items(event, {}, QUESTIONS, START)])
    assert row_of(event, {}).kind
    assert Reader(lambda: nullcontext(without_entries())).wording().of(event).payload.answers == found.answers
    assert (head_in(event).id, list(in_force(event, START))) == ("a", in_force(event, START))


@given(junk)
def test_what_is_no_record_reads_as_an_empty_one(stored: object) -> None:
    if not isinstance(stored, dict):
        assert SessionRecord.read(stored) == SessionRecord.read({})


def test_a_hold_without_anything_lasts_no_day_and_is_of_no_treatment() -> None:
    empty = HoldRecord.read({})
    assert (empty.treatment, empty.rule, empty.why, empty.least_days) == ("", "", "", 0)


def test_a_number_where_a_list_should_be_is_an_empty_list() -> None:
    assert (SessionRecord.read({"areas": 3}).areas, SessionRecord.read({"aftercare": 3}).aftercare) == (
        [],
        [],
    )


def test_a_moment_without_an_offset_is_none() -> None:
    windows = [{"id": "a", "kind": "do", "text": "Rest.", "starts": "2026-03-01T10:00:00", "ends": "soon"}]
    (window,) = SessionRecord.read({"aftercare": windows}).aftercare
    assert (window.is_whole, window.ends) == (False, None)


def test_a_photo_that_is_not_there_is_not_written() -> None:
    done = SessionRecord(treatment="mn", areas=["cheeks"], answers={}, note="", aftercare=[], follow_up=[])
    assert done.stored == {
        "treatment": "mn", "areas": ["cheeks"], "answers": {}, "note": "", "aftercare": [], "follow_up": [],
    }  # fmt: skip


def kept_events(folder: Path, tmp_path: Path) -> list[Event]:
    home = opened(folder, tmp_path / "home")
    return History(home / "history.db", lambda: START).events(KINDS)


def released_events(tmp_path: Path) -> list[Event]:
    with raw(tmp_path / "history.db") as db:
        db.executescript((TESTS / "history" / "version_1.sql").read_text())
    return a_history(tmp_path).events(KINDS)


def written_again(record: StoredRecord) -> dict[str, object]:
    """A record made anew of what it says, with the records in it."""

    def again(value: object) -> object:
        if isinstance(value, list):
            return [again(one) for one in value]
        return type(value).read(written_again(value)) if isinstance(value, StoredRecord) else value

    return type(record)(**{name: again(getattr(record, name)) for name in record.fields}).stored


def agrees(before: Any, now: Any) -> bool:
    """Whether everything that was stored is written again; an older entry has fewer keys."""
    if isinstance(before, dict) and isinstance(now, dict):
        return all(agrees(before[key], now[key]) for key in before.keys() & now.keys())
    if isinstance(before, list) and isinstance(now, list):
        return len(before) == len(now) and all(map(agrees, before, now))
    return bool(before == now)


def unnamed(record: StoredRecord) -> set[str]:
    """The keys of a stored record that it has no name for; a result is the whole document of its day."""
    found = {key for one in all_of(record) if isinstance(one, StoredRecord) for key in unnamed(one)}
    if isinstance(record, StoredResult | StoredReason):
        return found
    return found | (record.stored.keys() - {field.key for field in record.fields.values()})


def all_kept(tmp_path: Path) -> list[Event]:
    homes = [kept_events(folder, tmp_path / str(number)) for number, folder in enumerate(HOMES)]
    return [*(event for home in homes for event in home), *released_events(tmp_path)]


def payload_in(event: Event) -> Payload:
    ends = event.kind == "device" and DeviceEndRecord.of(event).retires
    return DeviceEndRecord.of(event) if ends else event.payload


def test_kept_entries_are_of_every_kind_but_clearance(tmp_path: Path) -> None:
    assert set(KINDS) - {event.kind for event in all_kept(tmp_path)} <= {"clearance"}


def test_every_entry_that_was_kept_is_written_as_it_was(tmp_path: Path) -> None:
    events = all_kept(tmp_path)
    assert [one for one in events if not agrees(one.stored, written_again(payload_in(one)))] == []


def test_every_key_of_an_entry_that_was_kept_has_a_name(tmp_path: Path) -> None:
    assert [found for one in all_kept(tmp_path) if (found := unnamed(payload_in(one)))] == []


def test_every_entry_that_was_kept_may_come_from_elsewhere(tmp_path: Path) -> None:
    for event in all_kept(tmp_path):
        check_data(event.kind, event.stored)


def test_data_that_is_nested_too_deep_is_refused_in_words() -> None:
    nested: object = []
    for _ in range(30):
        nested = [nested]
    with pytest.raises(ValueError, match=r"^it is nested too deep$"):
        check_data("void", {"note": nested})


@pytest.mark.parametrize("inmost", [[], {}, "a", [1], {"a": "b"}], ids=str)
def test_both_looks_at_an_entry_agree_on_what_is_nested_too_deep(inmost: object) -> None:
    agree = []
    for depth in range(30):
        nested = inmost
        for level in range(depth):
            nested = [nested] if level % 2 else {"a": nested}
        try:
            check_data("void", {"note": nested})
        except ValueError as error:
            deep = "too deep" in str(error)
        else:
            deep = False
        agree.append(is_shallow({"note": nested}, 0.001, 1e9) == (not deep))
    assert agree == [True] * 30

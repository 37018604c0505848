"""A long list of ``history``: written as it is read, and the same as one that was made as a whole."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from conftest import NOW, Run
from skinroutine.commands import history as command
from skinroutine.commands.history.find import hold_ended_by
from skinroutine.commands.history.rows import HistoryRow, list_blocks, row_of
from skinroutine.commands.history.screen import HistoryList
from skinroutine.history import ENTRIES, VOID, Draft, Event, History, pages
from skinroutine.history.events import payload_of
from skinroutine.history.undo import root_of
from skinroutine.show import output
from skinroutine.show.blocks import Block, Para
from skinroutine.show.entry_words import entry_record
from skinroutine.show.output import Output
from skinroutine.show.plain import plain_text
from typed import needled, needling, symptoms

ALL = ["history", "--all", "--limit", "1000"]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London, a Friday."""


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three entries are many, so that a short history takes every turn of a long one."""
    monkeypatch.setattr(pages, "PAGE", 3)
    monkeypatch.setattr(command, "_LONG", 3)
    monkeypatch.setattr(output, "_AT_A_TIME", 2)


def lived(run: Run, home: Path) -> History:
    """Plans, sessions with notes, checks and an alarm, a hold that was ended, edits and undos."""
    for days in (70, 40, 39, 12, 3):
        run("plan", *needling())
        run(*needled(), "--at", f"{days} days ago", "--note", "calm " * (days // 3), "--again")
        run(*symptoms(areas="cheeks", symptoms="fever,red_streaks" if days == 40 else "none"))
    run("hold", "add", "--why", "I was told to wait")
    run("hold", "end", "--how", "error")
    for _ in range(4):
        run(*needled(areas="chin"), "--at", "2 days ago", "--again")
        run("undo")
    history = History(home / "history.db", lambda: NOW)
    check: dict[str, object] = {"treatment": "microneedling", "areas": ["nose"], "answers": {}}
    result = {"level": 3, "name": "Today", "reasons": []}
    [begun] = history.write([Draft(payload_of("symptom-check", {**check, "result": result}))])
    ended = {**check, "result": result, "began_as": begun.id}
    # Its time was corrected to before its beginning.
    history.write([Draft(payload_of("symptom-check", ended), NOW - timedelta(days=30))])
    run("history", "edit", history.events(["session"])[1].id, "--note", "better")
    return History(home / "history.db", lambda: NOW)


def whole_page(history: History, kinds: list[str], limit: int, *, ends: str = "") -> str:
    """The list as it is made of all its events at once."""
    events = history.events(kinds)
    names, shown = history.wording().names(), events[:limit]
    begun = {str(event.stored.get("began_as", "")) for event in shown}
    rows = [row(history, event, names) for event in shown if event.id not in begun]
    first = shown[-1].happened if len(events) > limit else datetime.min.replace(tzinfo=UTC)
    taken_back = [
        event
        for kind in ("session", "symptom-check", "hold")
        for event in history.gone(kind, first, datetime.max.replace(tzinfo=UTC))
        if (by := history.successor(event.id)) and by.kind == VOID and not history.standing_of(event.id)
    ]
    gone = {root_of(event): row(history, event, names, gone=True) for event in taken_back}
    every = sorted([*rows, *gone.values()], key=lambda each: each.happened, reverse=True)
    short = history.short_ids([each.id for each in every])
    more = ends if len(events) > limit else ""
    return plain_text([*list_blocks(((each, short[each.id]) for each in every), NOW, more=more)])


def row(history: History, event: Event, names: dict[str, str], *, gone: bool = False) -> HistoryRow:
    return row_of(history.wording().of(event), names, hold_ended_by(history, event), gone=gone)


def whole_document(history: History, kinds: list[str], limit: int) -> str:
    events = history.events(kinds)
    short = history.short_ids([event.id for event in events[:limit]])
    records = [entry_record(event, short[event.id]) for event in events[:limit]]
    document = HistoryList(entries=records, more=len(events) > limit)
    return json.dumps(document.data(), ensure_ascii=False, indent=2, default=str) + "\n"


@pytest.mark.usefixtures("small_pages")
def test_a_list_in_pages_says_what_it_says_as_a_whole(run: Run, home: Path) -> None:
    history = lived(run, home)
    everything = [*ENTRIES]
    usual = [kind for kind in ENTRIES if kind not in command.QUIET]
    assert run(*ALL).out == whole_page(history, everything, 1000)
    assert run("history", "--limit", "1000").out == whole_page(history, usual, 1000)
    for limit in range(1, 12):
        more = f"skinroutine history --limit {5 * limit} --all"
        ran = run("history", "--all", "--limit", str(limit))
        assert ran.out == whole_page(history, everything, limit, ends=more), limit
        ran = run("history", "--all", "--limit", str(limit), "--json")
        assert ran.out == whole_document(history, everything, limit), limit
    assert run(*ALL, "--json").out == whole_document(history, everything, 1000)
    assert run(*ALL, "--until", "2000-01-01", "--json").out == whole_document(history, ["none"], 1)


@pytest.mark.usefixtures("small_pages")
def test_a_filter_in_pages_lists_what_it_lists_as_a_whole(run: Run, home: Path) -> None:
    history = lived(run, home)
    listed: Any = run(*ALL, "--area", "cheeks", "--json").json["entries"]
    assert [each["id"] for each in listed] == [
        event.id for event in history.events() if "cheeks" in (event.payload.areas or [])
    ]


@pytest.mark.usefixtures("small_pages")
def test_an_id_that_ends_like_another_keeps_more_of_its_end_in_a_long_list(run: Run, home: Path) -> None:
    history = lived(run, home)
    [known, *_] = history.events(["plan"])
    twin = known._replace(
        id=f"01900000-0000-7000-8000-00{'0' if known.id[-10] != '0' else '1'}{known.id[-9:]}"
    )
    history.merge([twin], lambda reader: reader.standings())
    listed: Any = run(*ALL, "--json").json["entries"]
    short = {each["id"]: each["short"] for each in listed}
    assert {len(short[known.id]), len(short[twin.id])} == {10}
    assert {len(name) for id_, name in short.items() if id_ not in {known.id, twin.id}} == {6}


def test_a_list_is_written_before_all_of_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made, first = [0], list[int]()

    class Stream(io.StringIO):
        def write(self, text: str) -> int:
            first.append(made[0])
            return super().write(text)

    def blocks() -> Iterator[Block]:
        for made[0] in range(5000):
            yield Para("A line.")

    monkeypatch.setattr(sys, "stdout", Stream())
    Output().stream(blocks())
    assert first[0] <= 1000
    assert len(first) == 5


@pytest.mark.usefixtures("small_pages")
def test_whoever_reads_a_list_slowly_keeps_nobody_from_writing_and_sees_one_moment(
    run: Run, home: Path
) -> None:
    history = lived(run, home)
    with closing(history.places([*ENTRIES])) as found:
        ids = [place.id for place in found]
    before = history.events()
    reading = history.entries(ids)
    read = [next(reading)]
    other = History(home / "history.db", lambda: NOW)
    other.record(payload_of("fact", {"question": "age", "answer": 40}))
    other.void(other.events(["session"])[-1].id)
    assert [*read, *reading] == before


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_a_list_that_meets_damage_never_looks_whole(run: Run, home: Path, form: list[str]) -> None:
    lived(run, home)
    whole = run(*ALL, *form).out
    with closing(sqlite3.connect(home / "history.db", isolation_level=None)) as database:
        database.execute("DROP TRIGGER events_keep")
        database.execute("UPDATE events SET data = '{' WHERE kind = 'plan' AND seq < 6")
    ran = run(*ALL, *form)
    assert ran.status == 1
    assert whole.startswith(ran.out)
    if form:
        with pytest.raises(json.JSONDecodeError):
            json.loads(ran.out)
    else:
        assert "Take one back" not in ran.out
        assert "damaged" in ran.err

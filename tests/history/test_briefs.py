"""What is weighed of sessions, read from small rows, against the slow road: the events themselves."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from history_facts import START, a_history, raw, session
from skinroutine.history import Draft, Event, History, Reader, SessionBrief
from skinroutine.history.errors import HistoryDamaged
from skinroutine.history.events import FollowUpRecord, SessionRecord, payload_of, records_in
from skinroutine.history.parts import Crossing

DAY = timedelta(days=1)
WORDS = ["severe", "worse"]
AREAS = ["cheeks", "nose"]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["log", "tell", "edit", "retell", "undo", "redo", "join"]),
        st.integers(0, 40),
        st.sampled_from(["none", "expected", *WORDS]),
    ),
    max_size=14,
)


def an_entry(place: int, answer: str) -> dict[str, object]:
    limit = {"id": "early", "verdict": "wait", "message": "Too early.", "because": [], "sources": []}
    watch = {"id": "sign", "watch_for": ["Heat."], "do": [], "until": (START + 90 * DAY).isoformat()}
    passed: dict[str, object] = {}
    if place % 5 == 0:
        passed = {"past_limits": [{**limit, "watch": ["sign"]}], "watch": [watch]}
    window = {"id": "a", "kind": "avoid", "text": "Wait.", "starts": START.isoformat()}
    aftercare = [{**window, "ends": (START + place * DAY).isoformat()}]
    note = answer if place % 3 == 0 else f"Day {place}."
    answers = {"last_reaction": answer, "patch": place % 4 == 0}
    about = session(*AREAS[: 1 + place % 2], answers=answers, note=note, aftercare=aftercare)
    return {**about, **passed}


def a_report(event: Event, answer: str) -> dict[str, object]:
    about = session(answers={"last_reaction": answer})
    return {"session": event.id, "hours": 24.0, "reaction": "expected", "note": "Red.", **about}


def lived(folder: Path, acts: list[tuple[str, int, str]]) -> History:
    history = a_history(folder)
    for act, place, answer in acts:
        done, told = history.last_sessions(limit=50), history.events(["follow-up"])
        when = START + place * DAY
        if act == "log":
            history.write([Draft(payload_of("session", an_entry(place, answer)), when)])
        elif act in {"undo", "redo"}:
            (history.undo if act == "undo" else history.redo)(lambda *_: [])
        elif act == "join":
            join(history, folder, place)
        elif act == "edit" and done:
            old = done[place % len(done)]
            history.write([Draft(payload_of("session", an_entry(place, answer)), when, old.id)])
        elif act == "tell" and done:
            history.write([Draft(payload_of("follow-up", a_report(done[place % len(done)], answer)), when)])
        elif act == "retell" and told:
            old = told[place % len(told)]
            about = {**old.stored, "answers": {"last_reaction": answer}}
            history.write([Draft(payload_of("follow-up", about), when, old.id)])
    return history


def join(history: History, folder: Path, place: int) -> None:
    """Merge what another machine has, which makes all small tables anew; or take rows away, as if by age."""
    if place % 2:
        other = History(folder / f"other-{place}.db", lambda: START + place * DAY)
        other.write([Draft(payload_of("session", an_entry(place, "severe")), START + place * DAY)])
        history.merge(other.everything()[1], lambda _: [])
    elif (folder / "history.db").exists():
        with raw(folder / "history.db") as db:
            db.execute("DELETE FROM weighed WHERE length(event_id) > 0 AND substr(event_id, -1) < '8'")
            db.commit()


def weighed(brief: SessionBrief) -> tuple[object, ...]:
    """What is read of a session and of the reports on it, which come in any order."""
    done = SessionRecord.read(brief.stored[0])
    reports = sorted(repr(FollowUpRecord.read(stored).answers) for stored in brief.stored[1:])
    rest = (done.treatment, done.areas, done.answers, done.patch, done.crossing, done.lost_answers)
    return (brief.id, brief.happened, brief.happened.utcoffset(), *rest, reports)


def slow_briefs(history: History, area: str, until: datetime) -> list[SessionBrief]:
    """The sessions on an area up to a moment from their events, each with what was told of it by then."""
    whole = [event for event in history.last_sessions(area, "mn", 60) if event.happened <= until]
    later = history.follow_ups([event.id for event in whole])
    told = {name: [each.stored for each in found if each.happened <= until] for name, found in later.items()}
    return [SessionBrief(event.id, event.happened, (event.stored, *told[event.id])) for event in whole]


@examples(100)
@given(ACTS, st.integers(0, 40))
def test_what_is_weighed_is_the_same_from_its_rows_and_from_the_events(
    acts: list[tuple[str, int, str]], day: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = lived(Path(folder), acts)
        for area in AREAS:
            for until in (None, START + day * DAY):
                slow = list(map(weighed, slow_briefs(history, area, until or START + 99 * DAY)))
                for limit in (60, 2):
                    found = history.last_briefs(area, "mn", limit, until)
                    assert list(map(weighed, found)) == slow[:limit]
        assert_telling(history, START + day * DAY)
        assert_crossed(history, day)
        assert_in_care(history, day)


def assert_telling(history: History, moment: datetime) -> None:
    """Every session of which a word was told is found, in order, and is given whole."""
    found = history.sessions_telling(AREAS, "mn", moment, WORDS)
    for area in AREAS:
        late = [e for e in history.last_sessions(area, "mn", 60) if e.happened > moment]
        later = history.follow_ups([event.id for event in late])
        told = [
            event.id
            for event in late
            if any(one.payload.answers["last_reaction"] in WORDS for one in (event, *later[event.id]))
        ]
        here = [brief for where, brief in found if where == area]
        names = [brief.id for brief in here]
        assert [event.id for event in late if event.id in names] == names
        assert [name for name in names if name in told] == told
        slow = {brief.id: weighed(brief) for brief in slow_briefs(history, area, START + 99 * DAY)}
        assert list(map(weighed, here)) == [slow[name] for name in names]
        alone = [brief for _, brief in history.sessions_telling([area], "mn", moment, WORDS)]
        assert [brief.id for brief in alone if brief.id in told] == told


def assert_crossed(history: History, day: int) -> None:
    sessions, until = history.events(["session"]), START + day * DAY
    slow = list(zip(sessions, history.crossings(sessions), strict=True))
    for event in sessions:
        worded = SessionRecord.of(history.wording().of(event))
        assert history.wording().limits(event).crossing == worded.crossing

    def crossed(found: list[tuple[Event, Crossing]]) -> list[tuple[Event, Crossing]]:
        return [(event, crossing) for event, crossing in found if crossing.limits]

    assert history.recent_crossings(60) == crossed(slow)
    assert history.recent_crossings(3) == crossed(slow[:3])
    assert history.recent_crossings(since=until) == crossed([row for row in slow if row[0].happened >= until])
    without = [event.id for event in sessions[:1]]
    before = [row for row in slow if row[0].happened <= until and row[0].id not in without]
    assert history.recent_crossings(3, until=until, without=without) == crossed(before[:3])


def assert_in_care(history: History, day: int) -> None:
    now = START + day * DAY
    found = history.sessions_in_care(START, now)
    lasting = [e for e in history.events(["session"]) if SessionRecord.of(e).aftercare[0].ends > now]  # type: ignore[operator]
    assert [event for event in found if event in lasting] == lasting


def test_what_alike_sessions_are_weighed_by_is_kept_once(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    for place in range(1, 9, 2):
        entry = {**an_entry(7, "none"), "note": f"Note {place}."}
        history.write([Draft(payload_of("session", entry), START + place * DAY)])
    with raw(tmp_path / "history.db") as db:
        assert db.execute("SELECT count(*) FROM weighed").fetchone() == (4,)
        assert [text for (text,) in db.execute("SELECT text FROM brief")] == [
            '{"answers":{"last_reaction":"none","patch":false},"areas":["cheeks","nose"],"treatment":"mn"}'
        ]
    assert len({id(brief.stored) for brief in history.last_briefs("nose", "mn", 9)}) == 1


def test_a_text_that_is_no_json_is_refused_when_it_is_weighed_and_not_before(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    [done] = history.write([Draft(payload_of("session", an_entry(1, "none")))])
    with raw(tmp_path / "history.db") as db:
        db.execute("DROP TRIGGER events_keep")
        db.execute("UPDATE events SET data = '{' WHERE id = ?", (done.id,))
        db.execute("DELETE FROM weighed")
        db.commit()
        with pytest.raises(Exception, match="no JSON"):
            Reader(lambda: nullcontext(db)).last_briefs("cheeks", "mn", 3)
    assert history.treated() == [("mn", "cheeks"), ("mn", "nose")]


def test_limits_are_read_of_no_text_that_was_damaged_after_it_was_weighed(tmp_path: Path) -> None:
    history = a_history(tmp_path)
    [done] = history.write([Draft(payload_of("session", an_entry(5, "none")), START)])
    assert [event.id for event, _ in history.recent_crossings(3, since=START)] == [done.id]
    with raw(tmp_path / "history.db") as db:
        db.execute("DROP TRIGGER events_keep")
        db.execute("UPDATE events SET data = '{' WHERE id = ?", (done.id,))
        db.commit()
        assert Reader(lambda: nullcontext(db)).recent_crossings(3, since=START) == []


READS: Mapping[str, Callable[[History, str], object]] = {
    "newest": lambda history, _: history.newest(["session"]),
    "newest of a treatment": lambda history, _: history.newest(["session"], "mn"),
    "events": lambda history, _: history.events(),
    "event": lambda history, name: history.event(name),
    "entries": lambda history, name: list(history.entries([name])),
    "last sessions": lambda history, _: history.last_sessions(),
    "sessions": lambda history, _: list(history.sessions()),
    "since": lambda history, _: history.since("session", START - DAY),
    "everything": lambda history, _: list(history.everything()[1]),
    "lines": lambda history, _: list(history.lines()[1]),
}


@pytest.mark.parametrize("way", READS)
def test_a_text_that_is_no_json_is_told_as_damage_by_all_that_reads_it(tmp_path: Path, way: str) -> None:
    history = a_history(tmp_path)
    [done] = history.write([Draft(payload_of("session", an_entry(1, "none")), START)])
    with raw(tmp_path / "history.db") as db:
        db.execute("DROP TRIGGER events_keep")
        db.execute("UPDATE events SET data = '{' WHERE id = ?", (done.id,))
        db.commit()
    with pytest.raises(HistoryDamaged):
        READS[way](history, done.id)


def test_each_question_about_what_is_weighed_looks_it_up_by_an_index(tmp_path: Path) -> None:
    lived(tmp_path, [("log", day, "severe") for day in range(1, 6)])
    asked: list[str] = []
    with raw(tmp_path / "history.db") as db:
        reader = Reader(lambda: nullcontext(db))
        db.set_trace_callback(asked.append)
        reader.last_briefs("cheeks", "mn", 3)
        reader.sessions_telling(AREAS, "mn", START, WORDS)
        reader.recent_crossings(3, since=START)
        reader.sessions_in_care(START, START)
        db.set_trace_callback(None)
        plans = [row[3] for query in asked for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]
    tables = {
        "events",
        "session_area",
        "done",
        "weighed",
        "told",
        "brief",
        "words",
        "follow_up",
        "report",
        "own",
    }
    assert [step for step in plans if step.startswith("SCAN") and step.split()[1] in tables] == []
    assert any("session_area_pair (treatment=? AND area=?" in step for step in plans)


def test_the_reports_on_all_sessions_that_were_edited_are_asked_for_at_once(tmp_path: Path) -> None:
    lived(tmp_path, [act for day in range(1, 6) for act in (("log", day, "none"), ("edit", 0, "severe"))])
    asked: list[str] = []
    with raw(tmp_path / "history.db") as db:
        assert db.execute("SELECT count(*) FROM weighed WHERE renamed = 1").fetchone()[0] > 1
        db.set_trace_callback(asked.append)
        Reader(lambda: nullcontext(db)).last_briefs("cheeks", "mn", 9)
    assert len([query for query in asked if "RECURSIVE" in query]) == 1


@pytest.mark.parametrize(
    "edit", ["json_set(data, '$.areas', json('[]'))", "json_remove(data, '$.answers')", "'{'"]
)
def test_what_was_told_of_a_session_counts_whatever_becomes_of_its_text_from_outside(
    tmp_path: Path, edit: str
) -> None:
    lived(tmp_path, [("log", 1, "none"), ("tell", 0, "severe")])
    with raw(tmp_path / "history.db") as db:
        db.execute("DROP TRIGGER events_keep")
        db.execute(f"UPDATE events SET data = {edit}")  # noqa: S608  a part from this file
        db.commit()
        [(area, brief), *_] = Reader(lambda: nullcontext(db)).sessions_telling(AREAS, "mn", START, WORDS)
    assert area == "cheeks"
    assert [report.answers for report in records_in(brief)[1]] == [{"last_reaction": "severe"}]

"""``export`` and ``import``: everything goes there and back, and two machines end up with the same."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from conftest import NOW, Run
from effort import examples
from skinroutine.commands.transfer import import_ as importing
from typed import abraded, needled, needling, symptoms

DAY = 86400
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
READING = (
    ["status"], ["due"], ["hold"], ["why"], ["history"], ["history", "--chart"],
    ["history", "--all", "--json"], ["handover"], ["export", "--format", "csv"], ["log", "--no-input"],
    ["plan", "microneedling", "--no-input"], ["undo"], ["redo"], ["export"],
)  # fmt: skip
DONE = [
    needled(), [*needled(areas="nose"), "--reaction", "severe"], [*abraded(), "--at", "2 days ago"],
    symptoms(symptoms="lump_nodule"), ["hold", "end", "--how", "seen"], ["undo"], ["undo"], ["redo"],
    ["plan", *needling()],
]  # fmt: skip
SCREENS = ("status", "due", "hold", "history")


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.jsonl"


@pytest.fixture
def away(tmp_path: Path) -> str:
    """The home of another machine."""
    return str(tmp_path / "away")


def lines(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def written(file: Path, *rows: object) -> Path:
    """A file of these lines, after the first of what is there; text and bytes go in as they are."""
    head = file.read_bytes().splitlines()[:1]
    given = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    file.write_bytes(b"\n".join([*head, *given]) + b"\n")
    return file


def seen(run: Run, home: str) -> list[str]:
    """What the screens say of a home, as JSON, and its export."""
    return [*(run(name, "--json", "--home", home).out for name in SCREENS), run("export", "--home", home).out]


def holds(run: Run) -> Any:
    return run("hold", "--json").json["holds"]


def swap(run: Run, one: str, other: str, file: Path) -> None:
    """Each home takes in what the other one had."""
    run("export", str(file), "--force", "--home", one)
    run("export", f"{file}.other", "--force", "--home", other)
    assert run("import", str(file), "--home", other).status == 0
    assert run("import", f"{file}.other", "--home", one).status == 0


def a_year(run: Run, clock: time_machine.Traveller) -> None:
    for week in range(0, 52, 4):
        clock.move_to(NOW.replace(year=2025))
        clock.shift(week * 7 * DAY)
        run("plan", *needling())
        run(*needled(areas="cheeks, nose"), "--note", f"Week {week}\n“fine”")
        clock.shift(14 * DAY)
        run(*abraded(areas="forehead"), "--at", "yesterday 9pm")
    run(*symptoms(symptoms="lump_nodule"))
    run("hold", "end", "--how", "seen")
    run(*needled(areas="neck"), "--reaction", "severe")
    clock.move_to(NOW)


def test_a_year_of_use_is_the_same_in_an_empty_home(
    run: Run, home: Path, clock: time_machine.Traveller, file: Path, away: str
) -> None:
    a_year(run, clock)
    assert run("export", str(file)).status == 0
    assert run("import", str(file), "--home", away).out.startswith("Imported: 44 entries are new.\n")
    assert seen(run, away) == seen(run, str(home))
    assert '"areas": [\n        "neck"' in run("status", "--json").out


def test_importing_twice_changes_nothing(run: Run, home: Path, file: Path) -> None:
    run(*needled())
    run("export", str(file))
    before = (home / "history.db").read_bytes()
    assert run("import", str(file)).out == "Nothing is new: 1 entry was here already.\n"
    assert (home / "history.db").read_bytes() == before


def test_two_homes_exported_into_each_other_agree(
    run: Run, home: Path, clock: time_machine.Traveller, file: Path, away: str
) -> None:
    run(*needled())
    run(*symptoms(symptoms="lump_nodule"), "--home", away)
    clock.shift(3600)
    run(*abraded(areas="nose"), "--home", away)
    run("undo", "--home", away)
    run(*needled(areas="neck"), "--home", away)
    swap(run, str(home), away, file)
    assert seen(run, away) == seen(run, str(home))
    assert [hold["rule"] for hold in holds(run)] == ["flag-lump"]
    assert run("due", "--json").json["due"] == []


@examples(7, allowed=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.booleans(), st.integers(-60, 3000), st.sampled_from(DONE)), max_size=6))
def test_two_homes_agree_whatever_was_done_in_each(
    run: Run,
    clock: time_machine.Traveller,
    tmp_path: Path,
    steps: list[tuple[bool, int, list[str]]],
) -> None:
    clock.move_to(NOW)
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        one, other = f"{folder}/one", f"{folder}/other"
        for here, minutes, command in steps:
            clock.shift(minutes * 60)
            run(*command, "--home", one if here else other)
        swap(run, one, other, Path(folder) / "file")
        assert seen(run, one) == seen(run, other)


def test_of_two_edits_of_one_session_the_later_one_counts_on_both_machines(
    run: Run, home: Path, clock: time_machine.Traveller, file: Path, away: str
) -> None:
    run(*needled())
    swap(run, str(home), away, file)
    entry = lines(file)[1]["id"]
    for place, note in ((away, "earlier"), (str(home), "later")):
        clock.shift(60)
        run("history", "edit", entry, "--note", note, "--home", place)
    swap(run, str(home), away, file)
    assert seen(run, away) == seen(run, str(home))
    table = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").out)))
    assert [row["note"] for row in table] == ["later"]


def test_an_entry_that_was_removed_before_it_was_edited_elsewhere_stays(
    run: Run, home: Path, clock: time_machine.Traveller, file: Path, away: str
) -> None:
    run(*needled())
    swap(run, str(home), away, file)
    entry = lines(file)[1]["id"]
    run("history", "remove", entry)
    clock.shift(60)
    run("history", "edit", entry, "--note", "kept", "--home", away)
    swap(run, str(home), away, file)
    assert seen(run, away) == seen(run, str(home))
    assert '"note": "kept"' in run("history", "--json").out


def test_what_is_in_the_file_comes_in_any_order(run: Run, home: Path, file: Path, away: str) -> None:
    run(*symptoms(symptoms="lump_nodule"))
    run("hold", "end", "--how", "seen")
    run(*needled())
    run("undo")
    run("export", str(file))
    rows = lines(file)[1:]
    assert [row["kind"] for row in rows] == ["symptom-check", "hold", "release", "session", "void"]
    run("import", str(written(file, *reversed(rows))), "--home", away)
    assert seen(run, away) == seen(run, str(home))
    assert run("hold", "--home", away).out.startswith("Your sessions aren't paused.\n")
    assert run("status", "--json", "--home", away).json["next"] == []


def test_a_release_that_comes_before_its_hold_ends_it(run: Run, file: Path, away: str) -> None:
    run(*symptoms(symptoms="lump_nodule"))
    run("hold", "end", "--how", "seen")
    run("export", str(file))
    _, check, hold, release = lines(file)
    run("import", str(written(file, check, release)), "--yes", "--home", away)
    run("import", str(written(file, check, hold, release)), "--home", away)
    assert run("hold", "--home", away).out.startswith("Your sessions aren't paused.\n")


@pytest.mark.parametrize("kind", ["void", "fact"])
def test_nothing_in_a_file_takes_the_place_of_a_hold(run: Run, file: Path, kind: str) -> None:
    run(*symptoms(symptoms="lump_nodule"))
    run("export", str(file))
    _, check, hold = lines(file)
    last = {**hold, "id": f"{hold['id'][:-4]}ffff", "kind": kind, "data": {}, "replaces": hold["id"]}
    assert run("import", str(written(file, check, hold, last)), "--yes").status == 0
    assert [one["id"] for one in holds(run)] == [hold["id"]]


def test_an_import_tells_which_holds_are_now_in_force_and_which_it_ended(
    run: Run, file: Path, away: str
) -> None:
    run(*symptoms(symptoms="lump_nodule"), "--home", away)
    run("export", str(file), "--home", away)
    out = run("import", str(file)).out
    assert "\nYour sessions are paused\n  - microneedling: " in out
    run("hold", "end", "--how", "seen", "--home", away)
    run("export", str(file), "--force", "--home", away)
    told: Any = run("import", str(file), "--json").json
    assert (told["new"], told["known"], told["holds"], len(told["ended_holds"])) == (1, 2, [], 1)


def test_an_entry_that_differs_is_named_and_left_alone(run: Run, file: Path) -> None:
    run(*needled(), "--note", "mine")
    run("export", str(file))
    (row,) = lines(file)[1:]
    row["data"]["note"] = "theirs"
    out = run("import", str(written(file, row))).out
    assert "Left out, because the entry here says something else\n" in out
    assert f"{file}:2: conflict session: microneedling, cheeks, Fri 20 Nov: the entry here stays" in " ".join(
        out.split()
    )
    assert '"note": "mine"' in run("history", "--json").out


def test_a_dry_run_tells_of_each_line_what_it_is_and_stores_nothing(
    run: Run, clock: time_machine.Traveller, file: Path, away: str
) -> None:
    run(*needled())
    run("export", str(file))
    run("import", str(file), "--home", away)
    clock.shift(60)
    run(*abraded(areas="nose"))
    run("export", str(file), "--force")
    known, new = lines(file)[1:]
    other = {**known, "replaces": new["id"]}
    before = (Path(away) / "history.db").read_bytes()
    ran = run("import", str(written(file, known, new, other, b"{")), "--dry-run", "--home", away)
    assert ran.status == 0
    assert ran.out.splitlines()[:4] == [
        f"{file}:2: known session: microneedling, cheeks, Fri 20 Nov",
        f"{file}:3: new session: microdermabrasion, nose, Fri 20 Nov",
        f"{file}:4: conflict session: microneedling, cheeks, Fri 20 Nov: the entry here stays",
        f"{file}:5: damaged: it is not whole JSON",
    ]
    assert "1 new, 1 known, 1 in conflict, 1 damaged." in ran.out
    assert (Path(away) / "history.db").read_bytes() == before


def test_a_dry_run_makes_no_history(run: Run, file: Path, tmp_path: Path) -> None:
    run(*needled())
    run("export", str(file))
    assert run("import", str(file), "--dry-run", "--home", str(tmp_path / "none")).status == 0
    assert not (tmp_path / "none").exists()


def changed(**parts: object) -> Callable[[Any], bytes]:
    return lambda row: json.dumps({**row, **parts}).encode()


def inside(**parts: object) -> Callable[[Any], bytes]:
    return lambda row: json.dumps({**row, "data": {**row["data"], **parts}}).encode()


WINDOW = {"id": "a", "kind": "do", "text": "b", "starts": "2026-11-20T10:00:00+00:00", "ends": None}


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda row: json.dumps(row).encode()[:-9], "it is not whole JSON"),
        (lambda row: json.dumps(row).encode("utf-16"), "it isn't UTF-8 text"),
        (lambda _: b"[" * 100_000, "it is nested too deep"),
        (inside(note="x" * 2**20), "it is longer than 1 MiB"),
        (lambda _: b'"text"', "it isn't an entry"),
        (inside(n=float("nan")), "it has a number that makes no sense"),
        (inside(n=10**400), "it has a number that makes no sense"),
        (lambda row: inside(note=7)(row).replace(b": 7", b": 1e999"), "it has a number that makes no sense"),
        (changed(id="1"), "its id makes no sense"),
        (changed(id=None), "its id makes no sense"),
        (changed(happened="yesterday"), "its happened makes no sense"),
        (changed(happened="2026-11-20T10:00:00"), "its happened makes no sense"),
        (changed(happened="0001-01-01T00:00:00+23:59"), "its happened makes no sense: the year is 1"),
        (changed(recorded="9999-12-31T23:59:59-23:59"), "its recorded makes no sense: the year is 9999"),
        (changed(more=1), "it has a part too many: more"),
        (changed(data=[]), "its data makes no sense"),
        (changed(kind="void"), "it does not name the entry that it takes out"),
        (changed(kind="tattoo"), "its kind (tattoo) is from a newer skinroutine, so update this one"),
        (inside(treatment="a\nb"), "its treatment makes no sense"),
        (inside(areas=["\x1b[2J"]), "its areas makes no sense"),
        (inside(areas="cheeks"), "its areas makes no sense"),
        (
            inside(aftercare=[{**WINDOW, "starts": "2026-11-20T10:00:00"}]),
            "its aftercare[0].starts makes no sense",
        ),
        (inside(aftercare=[{**WINDOW, "ends": "9999-12-31T00:00:00Z"}]), "its aftercare makes no sense"),
        (inside(aftercare=[{}]), "its id is missing"),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_stored_unless_the_rest_is_wanted(
    run: Run, file: Path, away: str, damage: Callable[[Any], bytes], why: str
) -> None:
    run(*needled())
    run(*abraded(areas="nose"))
    run("export", str(file))
    first, second = lines(file)[1:]
    written(file, damage(first), second)
    ran = run("import", str(file), "--home", away)
    assert (ran.status, ran.out) == (1, "")
    named, *_, last = ran.err.splitlines()
    assert named.startswith(f"{file}:2: {why}")
    assert last == "Nothing was stored. To take the 1 entry that can be read, add --yes."
    assert not Path(away).exists()
    assert run("import", str(file), "--yes", "--home", away).out.startswith("Imported: 1 entry is new.\n")


@pytest.mark.parametrize(
    ("kind", "content", "why"),
    [
        ("hold", {"treatment": "", "rule": "a", "why": "b", "least_days": 10**9}, "its least_days"),
        ("hold", {"treatment": "", "rule": "a", "why": "\ud800", "least_days": 1}, "its why"),
        ("release", {"hold": "all", "how": "seen"}, "its hold"),
        ("plan", {"result": {"reasons": [{"id": "a"}]}}, "its message is missing"),
        ("fact", {"treatment": "\ud800"}, "its treatment"),
        ("pause", {"until": "soon", "why": ""}, "its until"),
    ],
)
def test_an_entry_that_a_command_would_stumble_over_is_damaged(
    run: Run, file: Path, kind: str, content: dict[str, object], why: str
) -> None:
    run(*needled())
    run("export", str(file))
    row = {**lines(file)[1], "kind": kind, "data": content}
    ran = run("import", str(written(file, row)))
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"{file}:2: {why}")


@pytest.mark.parametrize(("answer", "status"), [("yes", 0), ("no", 130), ("", 130)])
def test_in_a_terminal_the_rest_of_a_damaged_file_is_asked_for(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    away = file.parent / "away"
    run(*needled())
    run("export", str(file))
    written(file, *lines(file)[1:], b"?")
    monkeypatch.setattr(importing, "is_terminal", lambda: True)
    ran = run("import", str(file), "--plain", "--home", str(away), typed=f"{answer}\n" if answer else "")
    assert f"{file}:3: it is not whole JSON\n" in ran.err
    assert "Take the 1 entry that can be read, without the damaged lines?" in ran.err
    assert (ran.status, away.exists()) == (status, status == 0)


@examples(7, allowed=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_written_over_a_part_of_an_entry_no_command_stumbles(
    run: Run, tmp_path: Path, data: st.DataObject
) -> None:
    rows = everything(run, tmp_path)
    row = data.draw(st.sampled_from(rows[1:]))
    holder, key = data.draw(st.sampled_from(list(places(row))))
    holder[key] = data.draw(JSON)
    file = tmp_path / "changed.jsonl"
    file.write_text("".join(f"{json.dumps(one)}\n" for one in rows))
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        ran = run("import", str(file), "--yes", "--home", folder)
        assert (ran.status, "Traceback" in ran.err) == (0, False)
        for command in READING:
            assert run(*command, "--home", folder).status in {0, 1, 2}


def everything(run: Run, tmp_path: Path) -> list[Any]:
    """The lines of a history that has an entry of each common kind; it is made once."""
    file = tmp_path / "all.jsonl"
    if not file.exists():
        run("plan", *needling())
        run(*needled(), "--note", "a")
        run(*symptoms(symptoms="lump_nodule"))
        run("hold", "end", "--how", "seen")
        run("export", str(file))
    return lines(file)


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every place in a value, as what holds it and its key there."""
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(keys):
        yield value, key
        yield from places(inner)


def test_a_file_that_ends_too_soon_is_damaged(run: Run, file: Path, away: str) -> None:
    run(*needled())
    run(*symptoms(symptoms="lump_nodule"))
    run("export", str(file))
    written(file, lines(file)[1])
    ran = run("import", str(file), "--home", away)
    assert ran.status == 1
    assert ran.err.startswith(f"{file}: 2 entries are missing from the file\n")


def test_two_exports_in_one_file_are_taken_together(run: Run, file: Path, away: str) -> None:
    run(*needled())
    run(*abraded(), "--home", f"{away}2")
    both = run("export").out + run("export", "--home", f"{away}2").out
    file.write_text(both)
    assert run("import", str(file), "--home", away).out.startswith("Imported: 2 entries are new.\n")


def test_a_file_of_a_newer_version_is_not_taken(run: Run, file: Path, away: str) -> None:
    file.write_text('{"skinroutine": "history", "version": 2, "events": 0}\n')
    for how in ("--dry-run", "--yes"):
        ran = run("import", str(file), how, "--home", away)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err == f"{file} is from a newer skinroutine. Nothing was stored. Update this one first.\n"


def test_a_file_that_no_export_wrote_is_refused(run: Run, file: Path) -> None:
    for text in ("", "a,b\n1,2\n", "\x00" * 100):
        file.write_text(text)
        ran = run("import", str(file), "--yes")
        assert (ran.status, ran.out) == (1, "")
        assert ran.err == f"{file} isn't an export from skinroutine. Make one with: skinroutine export FILE\n"


def test_a_file_that_is_not_there_is_refused(run: Run, file: Path, tmp_path: Path) -> None:
    for name, why in ((file, "No such file or directory"), (tmp_path, "Is a directory")):
        ran = run("import", str(name))
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith(f"{name} cannot be read ({why}). ")


def test_an_export_goes_through_a_pipe(run: Run, away: str) -> None:
    run(*needled())
    text = run("export").out
    assert run("import", "-", "--home", away, typed=text).status == 0
    assert run("export", "--home", away).out == text


def test_an_export_begins_with_a_head_and_has_one_event_a_line(run: Run) -> None:
    run(*needled(), "--note", "é\u2028\n")
    head, row = (json.loads(line) for line in run("export").out.splitlines())
    assert head == {"skinroutine": "history", "version": 1, "events": 1, "before_day_parts": None}
    assert list(row) == ["id", "kind", "happened", "recorded", "data", "replaces"]
    assert (row["kind"], row["happened"]) == ("session", "2026-11-20T10:00:00+00:00")
    assert row["data"]["note"] == "é\u2028\n"


def test_an_empty_history_is_exported_too(run: Run, home: Path) -> None:
    assert run("export").out == ('{"skinroutine":"history","version":1,"events":0,"before_day_parts":null}\n')
    assert not home.exists()


@pytest.mark.parametrize("told", ['"yesterday"', '"2026-11-20T10:00:00"', "7", "[]"])
def test_a_head_that_tells_no_moment_of_the_calendar_is_damaged(run: Run, file: Path, told: str) -> None:
    file.write_text(f'{{"skinroutine":"history","version":1,"events":0,"before_day_parts":{told}}}\n')
    result = run("import", str(file))
    assert (result.status, result.out) == (1, "")
    assert "isn't an export" in result.err


def test_an_exported_file_is_closed_to_others_and_never_written_over_unasked(run: Run, file: Path) -> None:
    run(*needled())
    assert run("export", str(file)).out.startswith(f"Exported: 1 entry, to this file:\n  {file}\n")
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    run(*abraded())
    ran = run("export", str(file))
    assert (ran.status, ran.out, file.read_bytes()) == (2, "", before)
    assert ran.err == f"{file} is there already. Name another file, or write over it with --force.\n"
    assert run("export", str(file), "--force", "--json").json["entries"] == 2
    assert list(file.parent.iterdir()) == [file]


def test_the_history_itself_is_never_written_over(run: Run, home: Path) -> None:
    run(*needled())
    before = (home / "history.db").read_bytes()
    ran = run("export", str(home / "history.db"), "--force")
    assert (ran.status, (home / "history.db").read_bytes()) == (2, before)
    assert run("export", str(home), "--force").status == 2


def test_a_format_that_does_not_exist_is_refused(run: Run) -> None:
    ran = run("export", "--format", "xml")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "'xml' isn't a format. Choose from: --format jsonl, --format csv\n"


def test_a_table_has_a_row_for_each_session_that_stands_and_a_column_for_each_answer(
    run: Run, clock: time_machine.Traveller
) -> None:
    run("plan", *needling())
    run(*needled(areas="cheeks, nose"), "--note", 'a "b", c\nd')
    clock.shift(60)
    run(*abraded(areas="neck"))
    clock.shift(60)
    run(*needled())
    run("undo")
    out = run("export", "--format", "csv").out
    assert out.splitlines()[0] == (
        "id,happened,treatment,areas,device_kind,needle_mm,numbing_cream,products_during,suction,note"
    )
    needles, abrasion = csv.DictReader(io.StringIO(out, newline=""))
    assert (needles["areas"], needles["needle_mm"], needles["suction"]) == ("cheeks; nose", "0.25", "")
    assert (needles["note"], needles["products_during"]) == ('a "b", c\nd', "none")
    assert (abrasion["happened"], abrasion["suction"]) == ("2026-11-20T10:01:00+00:00", "lowest")


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@a", "\t=1", "  =1", "\r=1"])
def test_no_cell_of_a_table_is_a_formula(run: Run, note: str) -> None:
    run(*needled(), "--note", note)
    (row,) = csv.DictReader(io.StringIO(run("export", "--format", "csv").out, newline=""))
    assert row["note"] == f"'{note}"


def changed_session(run: Run, file: Path, **data: object) -> Path:
    """An export of one session in which something was changed."""
    run(*needled())
    run("export", str(file))
    head, entry = lines(file)
    entry["data"] |= data
    file.write_text(f"{json.dumps(head)}\n{json.dumps(entry)}\n")
    return file


def test_a_session_on_no_area_is_refused(run: Run, file: Path, away: str) -> None:
    ran = run("import", str(changed_session(run, file, areas=[])), "--home", away)
    assert (ran.status, ran.err.splitlines()[0]) == (1, f"{file}:2: its areas makes no sense")


@pytest.mark.parametrize("data", [{"areas": ["moon"]}, {"treatment": "moon"}])
def test_what_no_rule_here_knows_is_kept_and_said(run: Run, file: Path, away: str, data: Any) -> None:
    ran = run("import", str(changed_session(run, file, **data)), "--home", away)
    assert (ran.status, ran.err) == (
        0,
        f"{file}: no rule here knows 'moon'. Those sessions are kept, but they put off nothing else.\n",
    )
    assert run("import", str(file), "--home", away).err == ""

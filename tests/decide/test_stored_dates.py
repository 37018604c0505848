"""Stored next dates: as good as the rules that made them, and never earlier than what a plan says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import NOW, ROOT, Run
from effort import examples
from person import run_program
from shipped import RULES
from skinroutine import rule_files
from skinroutine.commands.entry import dates_on
from skinroutine.decide.dates import derive
from skinroutine.decide.wording import sentences_today
from skinroutine.history import Draft, History, store
from skinroutine.history.errors import DENIED, HistoryUnwritable
from skinroutine.history.events import payload_of
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from typed import DIAMOND, HEALTHY, ROLLER, abraded, flags, needled, needling, refused

AT_NOW: Final = f"""
import time_machine
time_machine.travel({NOW.timestamp()}, tick=False).start()
from skinroutine.__main__ import main
main()
"""
IS_YAML_READ: Final = """
import sys
from skinroutine.__main__ import main
try:
    main()
finally:
    print("yaml" in sys.modules)
"""
SLOWER = """\
- id: own-slower
  every: 30 days
  say: Leave thirty days.
  sources: [judgement]
"""


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def own_rule(home: Path, text: str, name: str = "frequency.yaml", treatment: str = "microneedling") -> Path:
    file = home / "rules" / treatment / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def status_dates(run: Run) -> dict[str, str]:
    listed: Any = run("status", "--json").json["next"]
    return {f"{row['treatment']}, {row['area']}": row["earliest"] for row in listed}


def test_a_rule_of_ones_own_moves_the_dates_as_it_comes_changes_and_goes(run: Run, home: Path) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    assert run("due").out == "microneedling, cheeks: ready since Wed 18 Nov, last done Wed 11 Nov\n"
    file = own_rule(home, SLOWER)
    assert run("due").out == ""
    assert status_dates(run) == {"microneedling, cheeks": "2026-12-11"}
    assert run("plan", *needling(), "--json").json["until"] == "2026-12-11"
    file.write_text(SLOWER.replace("30 days", "10 days"))
    assert status_dates(run) == {"microneedling, cheeks": "2026-11-21"}
    file.unlink()
    assert status_dates(run) == {"microneedling, cheeks": "2026-11-18"}


def test_a_shipped_rule_that_changed_moves_the_dates(run: Run, home: Path, tmp_path: Path) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    checkout = tmp_path / "newer"
    shutil.copytree(ROOT / "skinroutine", checkout / "skinroutine")
    shutil.copytree(RULES, checkout / "rules")
    frequency = checkout / "rules" / "microneedling" / "frequency.yaml"
    frequency.write_text(frequency.read_text().replace("every: 7 days", "every: 30 days"))
    place = {**os.environ, "SKINROUTINE_HOME": str(home), "PYTHONPATH": str(checkout)}

    def newer(*arguments: str) -> str:
        script = (
            "import time_machine, sys; time_machine.travel({!r}, tick=False).start(); sys.argv[0] = 's'; {}"
        )
        main = "from skinroutine.__main__ import main; main()"
        program = [sys.executable, "-c", script.format(NOW.timestamp(), main), *arguments]
        return subprocess.run(
            program, capture_output=True, text=True, check=True, env=place, cwd=checkout
        ).stdout

    assert newer("due") == ""
    assert json.loads(newer("status", "--json"))["next"][0]["earliest"] == "2026-12-11"


def test_a_log_under_other_rules_moves_the_dates_of_all_areas(run: Run, home: Path) -> None:
    run(*needled(areas="nose", reaction="expected"), "--at", "3 days ago")
    file = own_rule(home, SLOWER)
    run(*needled(areas="chin", reaction="expected"), "--at", "2 days ago")
    with History(home / "history.db", lambda: NOW).snapshot() as history:
        assert [str(row.earliest) for row in history.standings()] == ["2026-12-18", "2026-12-17"]
    assert file.exists()


@pytest.mark.parametrize("broken", ["- id: half", "\t", "every: ["])
def test_due_names_no_date_while_the_rules_cannot_be_read(run: Run, home: Path, broken: str) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    own_rule(home, broken)
    refused(run("due"), 1, "frequency.yaml")
    refused(run("due", f"--home={home}"), 1, "frequency.yaml")
    refused(run("calendar"), 1, "frequency.yaml")


def test_status_still_tells_of_the_rest_while_the_rules_cannot_be_read(run: Run, home: Path) -> None:
    run(*needled(reaction="expected"), "--at", "yesterday 9pm")
    own_rule(home, "- id: half")
    ran = run("status")
    assert (ran.status, "Leave make-up off." in ran.out, "cheeks: from" in ran.out) == (0, True, False)
    assert ran.err.startswith("Your next dates are left out until this is mended: ")


def test_what_was_said_before_the_rules_broke_comes_back_when_they_are_whole(run: Run, home: Path) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    before = run("due")
    file = own_rule(home, "- id: half")
    assert run("due").status == 1
    file.unlink()
    assert run("due") == before


def test_a_history_that_cannot_be_written_answers_by_the_new_rules(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    own_rule(home, SLOWER)
    before = (home / "history.db").read_bytes()

    def denied(path: Path) -> None:
        raise HistoryUnwritable(path, DENIED)

    monkeypatch.setattr(store, "open_transaction", denied)
    assert run("due") == run("due", f"--home={home}")
    assert run("due").out == ""
    assert status_dates(run) == {"microneedling, cheeks": "2026-12-11"}
    assert (home / "history.db").read_bytes() == before


def test_new_rules_are_read_once_and_then_due_reads_no_rules(run: Run, home: Path) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    own_rule(home, SLOWER)
    place = {**os.environ, "SKINROUTINE_HOME": str(home)}
    program = [sys.executable, "-c", IS_YAML_READ, "due"]
    told = [
        subprocess.run(program, capture_output=True, text=True, check=True, env=place, cwd=ROOT).stdout
        for _ in range(2)
    ]
    assert [text.splitlines()[-1] for text in told] == ["True", "False"]


def test_eight_at_once_agree_after_the_rules_changed(run: Run, home: Path) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    own_rule(home, SLOWER.replace("30 days", "8 days"))
    place = {**os.environ, "SKINROUTINE_HOME": str(home)}
    program = [sys.executable, "-m", "skinroutine", "status", "--json"]
    with ThreadPoolExecutor(8) as pool:
        work = [
            pool.submit(subprocess.run, program, capture_output=True, text=True, env=place, cwd=ROOT)
            for _ in range(8)
        ]
    rows = [json.loads(one.result().stdout)["next"][0]["earliest"] for one in work]
    assert rows == ["2026-11-19"] * 8


def test_an_empty_home_is_not_made_by_looking_at_it(run: Run, home: Path) -> None:
    for command in (["due"], ["status"], ["hold"], ["due", f"--home={home}"]):
        run(*command)
    assert not home.exists()


def test_stored_dates_are_made_from_no_topic_that_their_name_leaves_out(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*needled(reaction="prolonged"), "--at", "9 days ago")
    run(*abraded(reaction="expected"), "--at", "3 days ago")
    read: set[str] = set()

    def noted(_self: Library, file: str) -> rule_files.RuleText:
        read.add(Path(file).stem)
        return rule_files.RuleText(rule_files.bytes_of(file))

    monkeypatch.setattr(Library, "_text_of", noted)
    monkeypatch.setattr("skinroutine.decide.dates.sentences_today", sentences_today)
    derive(History(home / "history.db", lambda: NOW), Library(layers(), lambda: "gb"), ["cheeks"], NOW)
    derive(History(home / "none.db", lambda: NOW), Library(layers(), lambda: "gb"), [], NOW)
    assert read == set(rule_files.STORED_FROM)


def named(folder: Path) -> str:
    return rule_files.RuleTexts().stored_under([RULES, folder])


@pytest.mark.parametrize(
    "name",
    ["frequency.yaml", "screening.yaml", "screening.YAML", "screening.txt", "notes", "aftercare.yml"],
)
def test_any_file_of_ones_own_changes_the_name_of_the_rules(tmp_path: Path, name: str) -> None:
    names = [named(tmp_path)]
    file = tmp_path / "microneedling" / name
    file.parent.mkdir()
    for text in ("a", "b", "ab"):
        file.write_text(text)
        names.append(named(tmp_path))
    file.rename(file.with_name("other"))
    names.append(named(tmp_path))
    assert len(set(names)) == 5


def test_a_link_that_points_nowhere_and_a_pipe_change_the_name_too(tmp_path: Path) -> None:
    names = {named(tmp_path)}
    (tmp_path / "microneedling").mkdir()
    (tmp_path / "microneedling" / "screening.yaml").symlink_to(tmp_path / "gone")
    names.add(named(tmp_path))
    os.mkfifo(tmp_path / "microneedling" / "pipe")
    names.add(named(tmp_path))
    (tmp_path / "microneedling" / "screening.yaml").unlink()
    names.add(named(tmp_path))
    assert len(names) == 4


def test_the_name_is_of_what_the_files_say_and_not_of_when_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "microneedling" / "frequency.yaml"
    file.parent.mkdir()
    file.write_text(SLOWER)
    times = file.stat()
    before = named(tmp_path)
    os.utime(file, (0, 0))
    assert named(tmp_path) == before
    file.write_text(SLOWER.replace("30", "31"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert named(tmp_path) != before


LIBRARY: Final = Library(layers())
AREAS: Final = ("cheeks", "nose", "hands")
BODIES: Final = {"microneedling": ROLLER, "microdermabrasion": DIAMOND}
INTERVALS: Final = (
    "every: 3 days", "every: 20 days", "every: 2 days\n  never_within: 200 hours",
    "every: 9 days\n  when: {areas: nose}", "every: 11 days\n  when: {last_reaction: expected}",
    "every: 40 days\n  when: {needle_mm: {at_least: 0.25}}", "stretch: 1.5",
    "stretch: 2\n  of_last: {sessions: 3, at_least: 2}\n  when: {last_reaction: prolonged}",
)  # fmt: skip


def rule(place: int, body: str) -> str:
    return f"- id: own-{place}\n  {body}\n  say: Leave more time.\n  sources: [judgement]\n"


SESSION = st.tuples(
    st.sampled_from(sorted(BODIES)),
    st.sets(st.sampled_from(AREAS), min_size=1),
    st.integers(0, 24 * 70),
    st.sampled_from([None, "none", "expected", "prolonged"]),
    st.sampled_from([0.2, 0.25, 0.5]),
)
TOLD_LATER = st.sampled_from(["none", "expected", "prolonged"])
TAKEN_OUT = st.integers(0, 3)
HISTORY = st.lists(st.one_of(SESSION, SESSION, TOLD_LATER, TAKEN_OUT), min_size=1, max_size=7)
OWN = st.lists(st.tuples(st.sampled_from(sorted(BODIES)), st.sampled_from(INTERVALS)), max_size=2)


def written(home: Path, steps: list[Any]) -> None:
    """Each step as the program writes it: its dates alone are worked out again, and not all of them."""
    history = History(home / "history.db", lambda: NOW)
    for step in steps:
        draft = drafted(history, step)
        if draft is not None:
            history.write([draft], dates_on(LIBRARY, touched(history, draft), NOW))


def drafted(history: History, step: Any) -> Draft | None:
    """A session, what was told later of the last one, or the removal of one; None where there is none."""
    last = history.last_sessions(limit=5)
    if isinstance(step, str):
        told = (
            {"session": last[0].id, "hours": 20.0, "reaction": step, "answers": {"last_reaction": step}}
            if last
            else {}
        )
        about = {name: last[0].stored[name] for name in ("treatment", "areas")} if last else {}
        return Draft(payload_of("follow-up", {**told, **about})) if last else None
    if isinstance(step, int):
        return Draft(payload_of("void", {}), replaces=last[step].id) if step < len(last) else None
    treatment, areas, hours, reaction, needle = step
    answers: dict[str, object] = {"areas": sorted(areas), "device_kind": BODIES[treatment]["device_kind"]}
    answers |= {"needle_mm": needle} if treatment == "microneedling" else {}
    answers |= {"last_reaction": reaction} if reaction else {}
    data = {"treatment": treatment, "areas": sorted(areas), "answers": answers, "aftercare": []}
    return Draft(payload_of("session", data), NOW - timedelta(hours=hours))


def touched(history: History, draft: Draft) -> list[str]:
    event = history.event(draft.replaces) if draft.replaces else None
    areas = (event.stored if event else draft.payload.stored)["areas"]
    assert isinstance(areas, list)
    return areas


def laid(home: Path, own: list[tuple[str, str]]) -> None:
    shutil.rmtree(home / "rules", ignore_errors=True)
    for treatment in {name for name, _ in own}:
        bodies = [body for name, body in own if name == treatment and not unfit(treatment, body)]
        text = "".join(rule(place, body) for place, body in enumerate(bodies))
        if text:
            own_rule(home, text.replace("own-", f"own-{treatment}-"), treatment=treatment)


def unfit(treatment: str, body: str) -> bool:
    return "needle_mm" in body and treatment != "microneedling"


def asked(home: Path, *arguments: str) -> Any:
    ran = run_program(home, *arguments, "--json")
    assert ran.status == 0, (arguments, ran)
    return json.loads(ran.out)


def planned(home: Path, treatment: str, area: str) -> date | None:
    """The date that a plan names for an area; None when it may be done today."""
    answers = flags({**HEALTHY, **BODIES[treatment], "areas": area})
    found = asked(home, "plan", treatment, *answers)
    assert found["verdict"] in {"go", "caution", "wait"}
    return date.fromisoformat(found["until"]) if found["verdict"] == "wait" else None


def compared(home: Path) -> None:
    rows = asked(home, "status")["next"]
    due = {(row["treatment"], row["area"]): row["earliest"] for row in asked(home, "due")["due"]}
    for row in rows:
        key, earliest = (row["treatment"], row["area"]), date.fromisoformat(row["earliest"])
        until = planned(home, *key)
        assert until == (earliest if earliest > NOW.date() else None), row
        assert due.get(key) == (row["earliest"] if until is None else None)


NEEDLED: Final = ("microneedling", {"cheeks"}, 24 * 9, "expected", 0.25)
UNTOLD: Final = ("microneedling", {"nose"}, 24 * 3, None, 0.25)


@pytest.mark.proof
@example(steps=[NEEDLED, UNTOLD], first=[], second=[])
@example(steps=[NEEDLED, UNTOLD, "none"], first=[], second=[])
@example(steps=[NEEDLED, UNTOLD, 0], first=[], second=[])
@given(steps=HISTORY, first=OWN, second=OWN)
@examples(40)
def test_due_status_and_plan_name_the_same_date_for_the_same_skin(
    steps: list[Any], first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    with TemporaryDirectory() as place, time_machine.travel(NOW, tick=False):
        home = Path(place)
        written(home, steps)
        for own in ([], first, second):
            laid(home, own)
            compared(home)


def test_where_the_reaction_is_unknown_due_waits_as_long_as_a_plan(run: Run) -> None:
    run(*needled(), "--at", "9 days ago")
    assert run("plan", *needling(), "--json").json["until"] == "2026-11-25"
    assert status_dates(run) == {"microneedling, cheeks": "2026-11-25"}
    assert run("due").out == ""
    run("log", "--reaction", "expected")
    assert status_dates(run) == {"microneedling, cheeks": "2026-11-18"}
    assert run("plan", *needling(), "--json").json["verdict"] == "go"


def test_what_is_unknown_of_one_area_moves_the_dates_of_the_others_as_it_moves_a_plan(run: Run) -> None:
    run(*needled(areas="cheeks", reaction="expected"), "--at", "9 days ago")
    run(*needled(areas="nose"), "--at", "3 days ago")
    assert status_dates(run)["microneedling, cheeks"] == "2026-11-25"
    assert run("plan", *needling(), "--json").json["until"] == "2026-11-25"
    run("log", "--reaction", "expected")
    assert status_dates(run)["microneedling, cheeks"] == "2026-11-18"


def test_a_needle_that_heats_keeps_its_long_rest_when_the_skin_is_rubbed_later(run: Run) -> None:
    run(*needled(device_kind="radiofrequency", needle_mm="0.3", reaction="expected"), "--at", "9 days ago")
    before = status_dates(run)["microneedling, cheeks"]
    run(*abraded(reaction="expected"), "--at", "1 day ago")
    assert status_dates(run)["microneedling, cheeks"] >= before == "2026-12-23"


@pytest.mark.proof
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles", "Pacific/Auckland", "Europe/London"])
@pytest.mark.parametrize("hour", ["00:00", "10:00", "23:30"])
def test_after_a_journey_status_and_plan_name_the_same_date(home: Path, zone: str, hour: str) -> None:
    own_rule(home, rule(1, "never_within: 200 hours"))
    last = (datetime.now(NOW.tzinfo) - timedelta(days=3)).date()

    def there(where: str, *arguments: str) -> Any:
        program = [sys.executable, "-c", AT_NOW, *arguments, "--json"]
        place: Mapping[str, str] = {**os.environ, "TZ": where, "SKINROUTINE_HOME": str(home)}
        ran = subprocess.run(program, capture_output=True, text=True, check=True, env=place, cwd=ROOT)
        return json.loads(ran.stdout)

    there("Europe/London", *needled(reaction="expected"), "--at", f"{last}T{hour}+00:00")
    (row,) = there(zone, "status")["next"]
    assert row["earliest"] == there(zone, "plan", *needling())["until"]


NO_CHEEKS = """\
- id: own-no-cheeks
  when: {areas: cheeks}
  verdict: "no"
  say: Leave the cheeks alone.
  sources: [judgement]
"""


def test_no_date_is_named_for_skin_that_a_plan_says_no_to_on_any_day(run: Run) -> None:
    ran = run(*needled(areas="eyelids,nose", reaction="expected"), "--at", "60 days ago")
    assert "This skin has no next session: eyelids.\n  Do not needle the eyelids" in ran.out
    assert [one["area"] for one in json.loads(run("due", "--json").out)["due"]] == ["nose"]
    listed: Any = run("status", "--json").json["next"]
    assert {row["area"]: row["due"] for row in listed} == {"eyelids": False, "nose": True}
    assert "microneedling, eyelids: no session here (last" in run("status").out
    entries: Any = run("calendar", "--what", "next", "--json").json["entries"]
    assert sorted((one["title"], one["cancelled"]) for one in entries) == [
        ("Next session from today: microneedling, nose", False)
    ]


def test_a_rule_of_ones_own_that_says_no_to_an_area_silences_due_until_it_goes(run: Run, home: Path) -> None:
    run(*needled(reaction="expected"), "--at", "9 days ago")
    file = own_rule(home, NO_CHEEKS, "screening.yaml")
    assert run("due").out == ""
    assert "Leave the cheeks alone. [own-no-cheeks]" in run("status", "--verbose").out
    assert run("plan", *needling(), "--json").json["verdict"] == "no"
    file.unlink()
    assert run("due").out != ""

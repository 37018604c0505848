"""A life: one person's home, what is done in it, and what the same plans and checks say after each act.

All of it goes through the command line, in this process. What a plan or a check of the probes would store
is not stored, so that asking changes nothing.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import time_machine

from closed_list import CAUTION, CLOSED, TYPED, Act, Entry, Result, fall, owing
from person import Ran, run_program
from probes import Probe, asked, interviewed, nothing_stored
from skinroutine.decide.holds import HOLD
from skinroutine.decide.triage import URGENT, WORST
from skinroutine.history import Event, History, Hold
from skinroutine.history.events import FactRecord, SessionRecord, SymptomCheckRecord
from skinroutine.history.jsonl import head_line
from steps import Step

BEGIN: Final = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/London"))
OWN: Final = "own"
"""The rule of a hold of one's own, as the history has it."""
NOT_OVER: Final = {"seen": URGENT, "healed": URGENT - 1}
"""From which level on a sign still counts though its hold has ended so."""
REMEMBERING: Final = frozenset({"fact", "forget", "interview", "import", "undo", "remove"})
"""Acts that change what is remembered of a person."""


class Told(NamedTuple):
    """Answers of a session that become milder once a hold has ended, and how long they count."""

    options: frozenset[str]
    hours: float


class Life:
    """A home and its clock. ``close`` gives both back."""

    def __init__(
        self,
        probes: Mapping[str, Probe],
        resolved: Mapping[str, Told],
        closed: Sequence[Entry] = CLOSED,
        counted: Mapping[str, frozenset[str]] = MappingProxyType({}),
    ) -> None:
        self.probes = probes
        self.resolved = resolved
        self.closed = closed
        self.counted = counted
        self.folder = Path(tempfile.mkdtemp())
        self.home = self.folder / "home"
        self._travel = time_machine.travel(BEGIN, tick=False)
        self.clock = self._travel.start()
        self.before: dict[str, Result] = {}
        self.ask()

    def close(self) -> None:
        """Leave nothing behind."""
        self._travel.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def history(self) -> History:
        """The history as a reader sees it."""
        return History(self.home / "history.db", _now)

    def types(self, *words: str, typed: str = "") -> Ran:
        """Run the program half a minute later."""
        self.clock.shift(timedelta(seconds=30))
        return run_program(self.home, *words, typed=typed)

    # -------------------------------------------------------------- what is done

    def does(self, step: Step) -> list[str]:
        """Do it, ask all probes again, and give what was taken away although nothing allows it."""
        untold = frozenset(self._untold())
        held = self.history.holds()
        ran = self.do(step)
        ended = self._ended(held)
        act = self._act(step, ended, untold)
        corrected = _corrected(step, ran)
        known = dict(self.before)
        now = self.ask(again=step.kind in REMEMBERING)
        without = self._asked_without(corrected) if self._fell(known) and corrected else {}
        found = [
            f"{name}: {lost}"
            for name in self.before
            if name in known
            for lost in self._lost(name, known, step, ended, act._replace(without=without.get(name)))
        ] + self._typed_away(now)
        if not corrected:
            self.before |= {
                name: owing(result, self.before[name], act, self.closed)
                for name, result in known.items()
                if name in now
            }
        return found

    def _lost(
        self, name: str, known: Mapping[str, Result], step: Step, ended: Sequence[Hold], act: Act
    ) -> list[str]:
        least = self._least(step, ended, self.probes[name].treatment)
        return fall(known[name], self.before[name], act._replace(least=least), self.closed)

    def _typed_away(self, now: Mapping[str, Result]) -> list[str]:
        """What a list that is typed anew takes away of what is remembered."""
        return [
            f"{probe.typed}, but remembered: {lost}"
            for name, probe in self.probes.items()
            if probe.typed and name in now
            for lost in fall(now[name], now[probe.typed], Act(TYPED), self.closed)
        ]

    def do(self, step: Step) -> Ran | None:
        if step.kind == "time":
            self.clock.shift(timedelta(days=step.days))
            return None
        if step.person is not None:
            return interviewed(self.home, step.person, *step.words)
        if step.answers is not None:
            return self.types(*step.words, "--answers", "-", typed=json.dumps(step.answers))
        return self.types(*step.words, typed=step.typed)

    def _fell(self, before: Mapping[str, Result]) -> bool:
        return any(self.before[name].weight < result.weight for name, result in before.items())

    def _untold(self) -> Iterator[str]:
        """The sessions of which nobody told the reaction, as a cause of a plan names them."""
        events = self.history.events(["session"])
        later = self.history.follow_ups([event.id for event in events])
        for event in events:
            told = [event, *later[event.id]]
            if not any("reaction" in name for entry in told for name in entry.payload.answers):
                yield from _causes_of(event)

    def _ended(self, held: Sequence[Hold]) -> list[Hold]:
        standing = {_name_of(hold) for hold in self.history.holds()}
        return [hold for hold in held if _name_of(hold) not in standing]

    def _act(self, step: Step, ended: Sequence[Hold], untold: frozenset[str]) -> Act:
        holds = frozenset((name, hold.rule) for hold in ended for name in _told_as(hold))
        names = frozenset(self.resolved) if holds else frozenset[str]()
        over = frozenset(name for name, told in self.resolved.items() if not self._still_told(name, told))
        forgotten = step.names | frozenset(self._counted_alone(step.names))
        return Act(step.kind, forgotten, holds, names, untold, over, today=_now().date())

    def _counted_alone(self, names: frozenset[str]) -> Iterator[str]:
        """The options that only counted because another one was told, which one of these names is about."""
        for option, others in self.counted.items():
            about = others | {other.partition("=")[0] for other in others}
            if not about.isdisjoint(names) and option not in self._told_options():
                yield option

    def _told_options(self) -> set[str]:
        """All that was ever kept of the person by its own name."""
        facts = map(FactRecord.of, self.history.events(["fact"]))
        return {f"{fact.question}={option}" for fact in facts for option in _listed(fact.answer)}

    def _still_told(self, name: str, told: Told) -> bool:
        """Whether an answer was told of a session so lately that it counts beside a milder one."""
        since = _now() - timedelta(hours=told.hours)
        events = self.history.events(["session", "follow-up"])
        return any(
            event.payload.answers.get(name) in told.options and event.happened > since for event in events
        )

    def _least(self, step: Step, ended: Sequence[Hold], treatment: str) -> int:
        """What stays of the holds that ended: what was urgent, and a bad reaction to this treatment."""
        checks = [SymptomCheckRecord.of(event).result for event in self.history.events(["symptom-check"])]
        found = {reason.id: check.level or 0 for check in checks for reason in check.reasons}
        levels = [
            found.get(hold.rule, WORST if hold.treatment == treatment else 0)
            for hold in ended
            if hold.rule != OWN
        ]
        return CAUTION if max(levels, default=0) >= NOT_OVER.get(step.kind, WORST + 1) else 0

    # -------------------------------------------------------------- what is asked

    def ask(self, *, again: bool = True) -> dict[str, Result]:
        """Ask the probes and give the answers; one that is refused for want of one keeps its last result.

        ``again`` asks those too that are about what is remembered.
        """
        found = self._asked(self.home, again=again)
        self.before |= found
        return found

    def _asked(self, home: Path, *, again: bool = True) -> dict[str, Result]:
        wanted = {name: probe for name, probe in self.probes.items() if again or not probe.lists}
        with nothing_stored():
            found = {name: asked(home, probe) for name, probe in wanted.items()}
        return {name: result for name, result in found.items() if result is not None}

    def _asked_without(self, ids: frozenset[str]) -> dict[str, Result]:
        """What the probes say in the same history without these events."""
        with self._other_home() as home:
            text = lines_without(self.home, ids)
            assert run_program(home, "import", "-", "--yes", typed=text).status == 0
            return self._asked(home)

    def elsewhere(self, steps: Sequence[Step]) -> str:
        """The export of another home, in which these steps were done now."""
        with self._other_home() as home:
            for step in steps:
                run_program(home, *step.words, "--answers", "-", typed=json.dumps(step.answers))
            return lines_without(home, frozenset())

    def entries(self, *kinds: str) -> list[Event]:
        """What stands in the history, the newest first."""
        return self.history.events(kinds)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What is done in between is forgotten again, and the clock goes back."""
        moment, before = _now(), dict(self.before)
        with tempfile.TemporaryDirectory(dir=self.folder) as aside:
            if self.home.exists():
                shutil.copytree(self.home, Path(aside, "home"))
            yield
            shutil.rmtree(self.home, ignore_errors=True)
            if Path(aside, "home").exists():
                shutil.copytree(Path(aside, "home"), self.home)
        self.before = before
        self.clock.move_to(moment, tick=False)

    @contextmanager
    def _other_home(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            yield Path(folder) / "home"


def _now() -> datetime:
    return datetime.now(BEGIN.tzinfo)


def _listed(answer: object) -> list[object]:
    return answer if isinstance(answer, list) else [answer]


def _name_of(hold: Hold) -> tuple[object, ...]:
    # What a check found stands under the id of its hold once that has ended, and beside what else it found.
    return hold.id, hold.found, hold.rule, hold.finding


def _told_as(hold: Hold) -> tuple[str, ...]:
    """The ids of the reasons that may tell of a hold: what was found may have one of its own."""
    return (HOLD, hold.finding) if hold.found else (HOLD,)


def lines_without(home: Path, ids: frozenset[str]) -> str:
    """The export of a home, without these events."""
    file = home.parent / "all.jsonl"
    file.unlink(missing_ok=True)
    assert run_program(home, "export", str(file)).status == 0
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    kept = [line for line in lines if json.loads(line)["id"] not in ids]
    return "\n".join([head_line(len(kept), None).strip(), *kept, ""])


def _causes_of(event: Event) -> Iterator[str]:
    session = SessionRecord.of(event)
    for area in session.areas:
        yield f"{session.treatment} {area}={event.happened.date()}"


def _corrected(step: Step, ran: Ran | None) -> frozenset[str]:
    """The ids of what an act corrects: what was undone or removed; an edit, and what it stands for."""
    if ran is None or ran.status or step.kind not in {"undo", "remove", "edit"}:
        return frozenset()
    document = json.loads(ran.out)
    entries = document.get("undone") or document.get("removed") or []
    ids = {entry["id"] for entry in entries}
    if step.kind == "edit":
        ids.add(document["replaces"])
    stored = document.get("stored")
    return frozenset(ids | set(stored if isinstance(stored, list) else [stored["id"]] if stored else []))

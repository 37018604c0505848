"""Two sets of rules held against each other: whose result changes, how, and which rules make it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Final, Literal, NamedTuple

from skinroutine.errors import SkinroutineError
from skinroutine.memory.sessions import FIRST, SINCE
from skinroutine.model import Command, Interval, Ruling
from skinroutine.review.casework import CHECK, PLAN, Answers, Came, Casework, Placed, placed_cases
from skinroutine.review.sampling import Sampler
from skinroutine.review.unlike import differs, named_rules, signed

SAMPLES: Final = 2_000
SEED: Final = 20_261_120
Kind = Literal["milder", "unable", "stricter"]
KINDS: Final[tuple[Kind, ...]] = ("milder", "unable", "stricter")
"""What a reviewer must see first stands first."""


class Change(NamedTuple):
    """Answers whose result is another one. ``placed`` is the case that gives them, None for a sample."""

    kind: Kind
    treatment: str
    command: Command
    old: Came
    new: Came
    placed: Placed | None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that make the difference: those that decided where the result was the stricter."""
        old, new = (
            {(one.id, one.weight, one.until) for one in came.deciding} for came in (self.old, self.new)
        )
        which = {"milder": old - new, "stricter": new - old, "unable": old}[self.kind]
        return tuple(sorted({name for name, *_ in which}))


class Group(NamedTuple):
    """Changes that are alike: the same step, by the same rules."""

    kind: Kind
    treatment: str
    command: Command
    old: str
    new: str
    rules: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def cases(self) -> list[Placed]:
        """The cases among them."""
        return [one.placed for one in self.changes if one.placed is not None]

    @property
    def samples(self) -> int:
        """How many of them were sampled."""
        return len(self.changes) - len(self.cases)


class Comparison(NamedTuple):
    """What was tried, and what changed, milder results first."""

    cases: int
    samples: int
    groups: tuple[Group, ...]
    other_reasons: int
    gone: tuple[str, ...]
    added: tuple[str, ...]

    def count(self, kind: Kind) -> int:
        """How many results changed in this way."""
        return sum(len(group.changes) for group in self.groups if group.kind == kind)


def compare(old: Casework, new: Casework, samples: int = SAMPLES) -> Comparison:
    """Hold every case of both, and sampled answers, against both. Raises FileProblemsError.

    What no rule, question or step of a command differs in cannot change its results, and is not run: all
    samples go to what could.
    """
    shared = [name for name in old.library.treatment_ids if name in new.library.treatment_ids]
    touched = [
        (name, command) for name in shared for command in (PLAN, CHECK) if differs(old, new, name, command)
    ]
    pairs = [*_cases(old, new, shared, touched), *_samples(old, new, touched, samples)]
    changes = [change for change, _ in pairs if isinstance(change, Change)]
    return Comparison(
        cases=sum(placed is not None for _, placed in pairs),
        samples=sum(placed is None for _, placed in pairs),
        groups=tuple(_grouped(changes)),
        other_reasons=sum(change is True for change, _ in pairs),
        gone=tuple(name for name in old.library.treatment_ids if name not in shared),
        added=tuple(name for name in new.library.treatment_ids if name not in shared),
    )


Kindred = tuple[str, Command]
"""A treatment and a command: what is decided by the same rules."""
Held = tuple["Change | bool", Placed | None]
"""A change, or whether the reasons alone are others; and the case, if it is one."""


def _cases(old: Casework, new: Casework, shared: list[str], touched: list[Kindred]) -> Iterator[Held]:
    """The cases of both, each once; the answers are those that its own rules make of it."""
    known = set()
    for work in (old, new):
        for placed in placed_cases(work.library, work.library.layers):
            raw = work.raw(placed)
            name = (placed.treatment, placed.command, repr(sorted(raw.items())))
            if placed.treatment in shared and name not in known:
                known.add(name)
                yield _case(old, new, placed, raw, run=(placed.treatment, placed.command) in touched), placed


def _case(
    old: Casework, new: Casework, placed: Placed, raw: dict[str, object], *, run: bool
) -> Change | bool:
    if not run:
        return False
    before, after = (_of_case(each, raw, placed) for each in (old, new))
    return held(placed.treatment, placed.command, before, after, placed)


def _of_case(work: Casework, raw: dict[str, object], placed: Placed) -> Came:
    try:
        answers = work.read(raw, placed.treatment, placed.command)
        return work.came(answers, placed.treatment, placed.command)
    except SkinroutineError as error:
        return Came("", -1, (), {}, problem=str(error).replace("\n", " "))


def held(treatment: str, command: Command, old: Came, new: Came, placed: Placed | None) -> Change | bool:
    """The change between two results; where there is none, whether other reasons are given."""
    kind = _kind(old, new)
    if kind is not None:
        return Change(kind, treatment, command, old, new, placed)
    return {one.id for one in old.reasons} != {one.id for one in new.reasons}


def _kind(old: Came, new: Came) -> Kind | None:
    """A result of the same name that is over on an earlier day is a milder one."""
    if old.problem or new.problem:
        return "unable" if bool(old.problem) != bool(new.problem) else None
    before, after = (old.weight, old.until), (new.weight, new.until)
    if old.weight == new.weight and not (old.until and new.until):
        return None
    return None if before == after else "milder" if after < before else "stricter"


def _samples(old: Casework, new: Casework, touched: list[Kindred], count: int) -> Iterator[Held]:
    luck = Random(SEED)  # noqa: S311  people to try, no secrets
    samplers = [_sampler(old, new, treatment, command) for treatment, command in touched]
    for place in range(count if touched else 0):
        treatment, command = touched[place % len(touched)]
        answers = samplers[place % len(touched)].sample(luck)
        before, after = (work.judged(dict(answers), treatment, command) for work in (old, new))
        yield held(treatment, command, before, after, None), None


def _sampler(old: Casework, new: Casework, treatment: str, command: Command) -> Sampler:
    questions = {one.id: one for work in (old, new) for one in work.questions(treatment, command)}
    named = [named_rules(work, treatment, command) for work in (old, new)]
    changed = {name for name, _ in signed(named[0]).items() ^ signed(named[1]).items()}
    return Sampler(
        questions.values(),
        _base(new, treatment) if command == PLAN else {},
        [one.when for rules in named for one in rules.values()],
        [one.when for rules in named for name, one in rules.items() if name in changed],
        {SINCE: _lengths(one for rules in named for one in rules.values())},
    )


def _base(work: Casework, treatment: str) -> Answers:
    """A typical person's answers."""
    answers = work.read(work.example(treatment), treatment, PLAN)
    return answers if answers.get(FIRST) else answers | {FIRST: False}


def _lengths(rules: Iterable[Ruling | Interval]) -> set[float]:
    """The days after which some interval is over, stretched or not."""
    intervals = [one for one in rules if isinstance(one, Interval)]
    spans = [span.days for one in intervals for span in (one.every, one.never_within, one.lapsed) if span]
    return {days * factor for days in spans for factor in (1, *(one.stretch for one in intervals))}


def _grouped(changes: Iterable[Change]) -> list[Group]:
    """The changes that are alike together: what is milder first, then what most answers meet."""
    alike: dict[tuple[object, ...], list[Change]] = {}
    for one in changes:
        name = (one.kind, one.treatment, one.command, one.old.result, one.new.result, one.rules)
        alike.setdefault(name, []).append(one)
    groups = [
        Group(one.kind, one.treatment, one.command, one.old.result, one.new.result, one.rules, tuple(listed))
        for listed in alike.values()
        for one in listed[:1]
    ]
    return sorted(groups, key=lambda group: (KINDS.index(group.kind), -len(group.changes)))

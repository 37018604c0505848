"""Two sets of rules held against each other: whose result changes, how, and which rules make it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Final, Literal, NamedTuple

from skinroutine.conditions import Answer, Condition
from skinroutine.errors import SkinroutineError
from skinroutine.model import Command, Interval, Question, Ruling
from skinroutine.remembering import FIRST, SINCE
from skinroutine.review.casework import CHECK, PLAN, Answers, Came, Casework, Placed, placed_cases
from skinroutine.review.checks.likeness import Key, key
from skinroutine.review.sampling import Sampler

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
        old, new = ({(one.id, one.until) for one in came.deciding} for came in (self.old, self.new))
        which = {"milder": old - new, "stricter": new - old, "unable": old}[self.kind]
        return tuple(sorted({name for name, _ in which}))


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
    """Hold every case of both, and sampled answers, against both. Raises FileProblemsError."""
    shared = [name for name in old.library.treatment_ids if name in new.library.treatment_ids]
    pairs = [*_cases(old, new, shared), *_samples(old, new, shared, samples)]
    changes = [change for change, _ in pairs if isinstance(change, Change)]
    return Comparison(
        cases=sum(placed is not None for _, placed in pairs),
        samples=sum(placed is None for _, placed in pairs),
        groups=tuple(_grouped(changes)),
        other_reasons=sum(change is True for change, _ in pairs),
        gone=tuple(name for name in old.library.treatment_ids if name not in shared),
        added=tuple(name for name in new.library.treatment_ids if name not in shared),
    )


Held = tuple["Change | bool", Placed | None]
"""A change, or whether the reasons alone are others; and the case, if it is one."""


def _cases(old: Casework, new: Casework, shared: list[str]) -> Iterator[Held]:
    """The cases of both, each once; the answers are those that its own rules make of it."""
    known = set()
    for work in (old, new):
        for placed in placed_cases(work.library, work.library.layers):
            raw = work.raw(placed)
            name = (placed.treatment, placed.command, repr(sorted(raw.items())))
            if placed.treatment in shared and name not in known:
                known.add(name)
                pair = [_of_case(each, raw, placed) for each in (old, new)]
                yield held(placed.treatment, placed.command, pair[0], pair[1], placed), placed


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


def _samples(old: Casework, new: Casework, shared: list[str], count: int) -> Iterator[Held]:
    luck = Random(SEED)  # noqa: S311  people to try, no secrets
    kinds: list[tuple[str, Command]] = [(name, command) for name in shared for command in (PLAN, CHECK)]
    samplers = [_sampler(old, new, treatment, command) for treatment, command in kinds]
    for place in range(count if kinds else 0):
        treatment, command = kinds[place % len(kinds)]
        answers = samplers[place % len(kinds)].sample(luck)
        before, after = (work.judged(dict(answers), treatment, command) for work in (old, new))
        yield held(treatment, command, before, after, None), None


def _sampler(old: Casework, new: Casework, treatment: str, command: Command) -> Sampler:
    works = (old, new)
    questions: dict[str, Question] = {}
    for work in reversed(works):
        questions |= {one.id: one for one in work.questions(treatment, command) if one.id not in questions}
    rules = [_rules(work, treatment, command) for work in works]
    changed = rules[0].items() ^ rules[1].items()
    whens = [when for one in works for when in _whens(one, treatment, command).values()]
    first = [
        when
        for one in works
        for name, when in _whens(one, treatment, command).items()
        if any(name == other for other, _ in changed)
    ]
    base = _base(new, treatment) if command == PLAN else {}
    return Sampler(questions.values(), base, whens, first, {SINCE: _lengths(works, treatment)})


def _base(work: Casework, treatment: str) -> Answers:
    """A typical person's answers."""
    _, raw = work.library.example(treatment)
    answers: dict[str, Answer] = work.read(dict(raw) if isinstance(raw, dict) else {}, treatment, PLAN)
    return answers if answers.get(FIRST) else answers | {FIRST: False}


Name = tuple[str, str]


def _whens(work: Casework, treatment: str, command: Command) -> dict[Name, Condition]:
    return {name: one.when for name, one in _named(work, treatment, command).items()}


def _rules(work: Casework, treatment: str, command: Command) -> dict[Name, Key]:
    """Each rule with all that a result can turn on."""
    return {name: _signature(one) for name, one in _named(work, treatment, command).items()}


def _named(work: Casework, treatment: str, command: Command) -> dict[Name, Ruling | Interval]:
    book = work.planning(treatment).book
    rulings: Iterable[Ruling | Interval] = (
        [*book.screening, *book.intervals] if command == PLAN else work.checking(treatment).book.signs
    )
    return {(one.id, one.say): one for one in rulings}


def _signature(one: Ruling | Interval) -> Key:
    if isinstance(one, Interval):
        spans = (one.every, one.never_within)
        return (key(one.when), one.since, one.stretch, *(span.hours if span else 0 for span in spans))
    until = (one.until.words, one.until.days, one.until.after) if one.until else ()
    return (key(one.when), one.weight, one.weight_if_not_sure, one.doubted, until)


def _lengths(works: Iterable[Casework], treatment: str) -> set[float]:
    """The days after which some interval is over, stretched or not."""
    intervals = [one for work in works for one in work.planning(treatment).book.intervals]
    spans = [span.days for one in intervals for span in (one.every, one.never_within) if span]
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

"""Two sets of rules held against each other: whose result changes, how, and which rules make it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import Final, Literal, NamedTuple

from skinroutine.memory.sessions import FIRST, SINCE
from skinroutine.review.cases import CHECK, PLAN, Answers, CaseResult, CaseRunner, PlacedCase, placed_cases
from skinroutine.review.lint.satisfiable import Key, key
from skinroutine.review.sampler import Sampler
from skinroutine.rulebook import Command, Interval, Question, Ruling

SAMPLES: Final = 2_000
SEED: Final = 20_261_120
"""The same people each time, so that an author sees what a change of the rules changed."""
Kind = Literal["milder", "unable", "stricter"]
KINDS: Final[tuple[Kind, ...]] = ("milder", "unable", "stricter")
"""What a reviewer must see first stands first."""


class ResultChange(NamedTuple):
    """Answers whose result is another one. ``placed`` is the case that gives them, None for a sample."""

    kind: Kind
    treatment: str
    command: Command
    old: CaseResult
    new: CaseResult
    placed: PlacedCase | None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that make the difference: those that decided where the result was the stricter."""
        old, new = (
            {(reason.id, reason.weight, reason.until) for reason in result.deciding}
            for result in (self.old, self.new)
        )
        which = {"milder": old - new, "stricter": new - old, "unable": old}[self.kind]
        return tuple(sorted({name for name, *_ in which}))


class ChangeGroup(NamedTuple):
    """Changes that are alike: the same step, by the same rules."""

    kind: Kind
    treatment: str
    command: Command
    old: str
    new: str
    rules: tuple[str, ...]
    changes: tuple[ResultChange, ...]

    @property
    def cases(self) -> list[PlacedCase]:
        """The cases among them."""
        return [change.placed for change in self.changes if change.placed is not None]

    @property
    def samples(self) -> int:
        """How many of them were sampled."""
        return len(self.changes) - len(self.cases)


class Comparison(NamedTuple):
    """What was tried, and what changed, milder results first."""

    cases: int
    samples: int
    groups: tuple[ChangeGroup, ...]
    other_reasons: int
    gone: tuple[str, ...]
    added: tuple[str, ...]

    def count(self, kind: Kind) -> int:
        """How many results changed in this way."""
        return sum(len(group.changes) for group in self.groups if group.kind == kind)


Kindred = tuple[str, Command]
"""A treatment and a command: what is decided by the same rules."""
Compared = tuple["ResultChange | bool", PlacedCase | None]
"""A change, or whether the reasons alone are others; and the case, if it is one."""
Name = tuple[str, str, int]
"""The id, the words, and how many before have the same: the turns of a course share an id."""
Rules = dict[Name, Ruling | Interval]


def compare(old: CaseRunner, new: CaseRunner, samples: int = SAMPLES) -> Comparison:
    """Hold every case of both, and sampled answers, against both. Raises FileProblemsError.

    What no rule, question or step of a command differs in cannot change its results, and is not run: all
    samples go to what could.
    """
    shared = [name for name in old.library.treatment_ids if name in new.library.treatment_ids]
    touched = [
        (name, command) for name in shared for command in (PLAN, CHECK) if differs(old, new, name, command)
    ]
    pairs = [*_cases(old, new, shared, touched), *_samples(old, new, touched, samples)]
    return Comparison(
        cases=sum(placed is not None for _, placed in pairs),
        samples=sum(placed is None for _, placed in pairs),
        groups=tuple(_group(change for change, _ in pairs if isinstance(change, ResultChange))),
        other_reasons=sum(change is True for change, _ in pairs),
        gone=tuple(name for name in old.library.treatment_ids if name not in shared),
        added=tuple(name for name in new.library.treatment_ids if name not in shared),
    )


def differs(old: CaseRunner, new: CaseRunner, treatment: str, command: Command) -> bool:
    """Whether any rule, interval, step or question that a result can turn on is another one."""
    return _signatures(old, treatment, command) != _signatures(new, treatment, command)


def _cases(old: CaseRunner, new: CaseRunner, shared: list[str], touched: list[Kindred]) -> Iterator[Compared]:
    """The cases of both, each once; the answers are those that its own rules make of it."""
    known = set()
    for work in (old, new):
        for placed in placed_cases(work.library, work.library.layers):
            raw = work.raw(placed)
            kindred = (placed.treatment, placed.command)
            name = (*kindred, repr(sorted(raw.items())))
            if placed.treatment not in shared or name in known:
                continue
            known.add(name)
            if kindred in touched:
                yield (
                    change_of(*kindred, old.result_of(placed, raw), new.result_of(placed, raw), placed),
                    placed,
                )
            else:
                yield False, placed


def change_of(
    treatment: str, command: Command, old: CaseResult, new: CaseResult, placed: PlacedCase | None
) -> ResultChange | bool:
    """The change between two results; where there is none, whether other reasons are given."""
    kind = _kind(old, new)
    if kind is not None:
        return ResultChange(kind, treatment, command, old, new, placed)
    return {reason.id for reason in old.reasons} != {reason.id for reason in new.reasons}


def _kind(old: CaseResult, new: CaseResult) -> Kind | None:
    # A result of the same name that is over on an earlier day is a milder one.
    if old.problem or new.problem:
        return "unable" if bool(old.problem) != bool(new.problem) else None
    before, after = (old.weight, old.until), (new.weight, new.until)
    if old.weight == new.weight and not (old.until and new.until):
        # Without a day on both sides there is nothing to put in an order.
        return None
    return None if before == after else "milder" if after < before else "stricter"


def _samples(old: CaseRunner, new: CaseRunner, touched: list[Kindred], count: int) -> Iterator[Compared]:
    luck = Random(SEED)  # noqa: S311  people to try, no secrets
    samplers = [_sampler(old, new, *kindred) for kindred in touched]
    for place in range(count if touched else 0):
        kindred = touched[place % len(touched)]
        answers = samplers[place % len(touched)].sample(luck)
        before, after = (work.judge(dict(answers), *kindred) for work in (old, new))
        yield change_of(*kindred, before, after, None), None


def _sampler(old: CaseRunner, new: CaseRunner, treatment: str, command: Command) -> Sampler:
    questions = {asked.id: asked for work in (old, new) for asked in work.questions(treatment, command)}
    both = [_rules(work, treatment, command) for work in (old, new)]
    before, after = ({name: _signature(rule) for name, rule in rules.items()} for rules in both)
    changed = {name for name, _ in before.items() ^ after.items()}
    return Sampler(
        questions.values(),
        _base(new, treatment) if command == PLAN else {},
        [rule.when for rules in both for rule in rules.values()],
        [rule.when for rules in both for name, rule in rules.items() if name in changed],
        {SINCE: _lengths([rule for rules in both for rule in rules.values() if isinstance(rule, Interval)])},
    )


def _base(work: CaseRunner, treatment: str) -> Answers:
    """A typical person's answers."""
    answers = work.read(work.example(treatment), treatment, PLAN)
    return answers if answers.get(FIRST) else answers | {FIRST: False}


def _lengths(intervals: list[Interval]) -> set[float]:
    """The days after which some interval is over, stretched or not."""
    spans = [span for rule in intervals for span in (rule.every, rule.never_within, rule.lapsed) if span]
    return {span.days * factor for span in spans for factor in (1, *(rule.stretch for rule in intervals))}


def _group(changes: Iterable[ResultChange]) -> list[ChangeGroup]:
    """The changes that are alike together: what is milder first, then what most answers meet."""
    alike: dict[tuple[Kind, str, Command, str, str, tuple[str, ...]], list[ResultChange]] = {}
    for change in changes:
        name = (change.kind, change.treatment, change.command, change.old.name, change.new.name, change.rules)
        alike.setdefault(name, []).append(change)
    groups = [ChangeGroup(*name, tuple(listed)) for name, listed in alike.items()]
    return sorted(groups, key=lambda group: (KINDS.index(group.kind), -len(group.changes)))


def _rules(work: CaseRunner, treatment: str, command: Command) -> Rules:
    """What decides the result of a command."""
    book = work.planning(treatment).book
    rules: list[Ruling | Interval] = (
        [*book.screening, *book.intervals] if command == PLAN else [*work.checking(treatment).book.signs]
    )
    named: Rules = {}
    for rule in rules:
        before = sum(name[:2] == (rule.id, rule.say) for name in named)
        named[rule.id, rule.say, before] = rule
    return named


def _signatures(work: CaseRunner, treatment: str, command: Command) -> Key:
    """All that a result of a command can turn on."""
    rules = _rules(work, treatment, command)
    steps = work.planning(treatment).steps if command == PLAN else []
    return (
        tuple((name, _signature(rule)) for name, rule in rules.items()),
        tuple((key(step.when), step.patch) for step in steps),
        tuple(_question(question) for question in work.questions(treatment, command)),
    )


def _signature(rule: Ruling | Interval) -> Key:
    if isinstance(rule, Interval):
        spans = (rule.every, rule.never_within, rule.lapsed, rule.suggested, rule.adds_up)
        last = rule.of_last
        often = (last.sessions, last.at_least, last.past_limit) if last else ()
        return (
            key(rule.when),
            rule.since,
            rule.stretch,
            rule.after_patch,
            often,
            *(span.hours if span else 0 for span in spans),
        )
    until = (rule.until.words, rule.until.days, rule.until.after) if rule.until else ()
    unsure = (rule.weight_if_not_sure, rule.weight_if_left_out, rule.doubted)
    return (key(rule.when), rule.group, rule.weight, *unsure, until)


def _question(asked: Question) -> Key:
    # All but its words: they change no result.
    return (
        (asked.id, asked.kind, tuple(asked.options), key(asked.when), asked.asked_by, asked.always),
        (asked.remembered, asked.least, asked.most, asked.not_sure, asked.at_least_one),
        (asked.left_out, repr(asked.left_out_by), asked.not_sure_can_be, tuple(asked.screens.items())),
        tuple(repr(asked.apart[option]) for option in sorted(asked.apart)),
    )

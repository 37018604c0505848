"""What lives are made of, taken from the rules: probes, sessions, plans, checks, facts and people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any, Final

from lives import Told
from probes import Probe, Raw
from rule_set import RuleSet
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import Triage
from skinroutine.interview.answers import read_answers
from skinroutine.memory.sessions import AREAS, FIRST, SINCE
from skinroutine.rulebook import Case, Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen

MILD: Final = 1
LONG_ENOUGH: Final = 60
"""Days after which no session has to wait, and none has to begin anew."""
LIFELONG: Final = 24 * 36_500
NOT_BEFORE: Final[Raw] = {"begun_before": False}


class Acts:
    """All acts over one set of rules. Names of questions and options come from the rules alone."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.treatments = rules.treatments
        self.example: dict[str, dict[str, Any]] = {name: self._example(name) for name in self.treatments}

    def _example(self, treatment: str) -> dict[str, Any]:
        """The answers of a sound person whose last session is long enough ago for all, and no longer."""
        raw = self.rules.library.example(treatment)[1]
        assert isinstance(raw, dict)
        return {**raw, SINCE: LONG_ENOUGH}

    def questions(self, treatment: str, command: str) -> list[Question]:
        """The questions that a command may ask of a treatment."""
        return Book(self.rules.library, treatment).questions(command)  # type: ignore[arg-type]

    @cached_property
    def lists(self) -> dict[str, Question]:
        """The lists about a person that the profile keeps for longer than a day."""
        listed = {
            one.id: one
            for treatment in self.treatments
            for command in ("plan", "check-symptoms")
            for one in self.questions(treatment, command)
        }
        return {
            name: one
            for name, one in listed.items()
            if one.kind == "many" and one.kept and (one.trusted is None or one.trusted.hours)
        }

    @cached_property
    def counted(self) -> dict[str, frozenset[str]]:
        """The options of these lists that count where one of another list was told."""
        return {
            f"{name}={option}": frozenset(f"{other}={own}" for other, owns in others.items() for own in owns)
            for name, one in self.lists.items()
            for option, others in one.counts_from.items()
        }

    def _logged(self) -> Iterator[str]:
        """The options of these lists that the log tells of its last session."""
        for name, one in self.lists.items():
            yield from (f"{name}={option}" for option in one.logged_as)

    # -------------------------------------------------------------- what is asked again and again

    @cached_property
    def probes(self) -> dict[str, Probe]:
        """Plans and checks, with all answers typed and with those left out that the profile knows."""
        found = {f"plan of {name}": Probe("plan", name, self.example[name]) for name in self.treatments}
        first = self.treatments[0]
        # A treatment whose cases are all of one weight has nothing to watch.
        last, mild = next((name, raw) for name in reversed(self.treatments) if (raw := self.mild_check(name)))
        check = f"check after {last}"
        found[check] = Probe("check-symptoms", last, {**mild, **NOT_BEFORE})
        return found | self._asked(f"plan of {first}", found) | self._asked(check, found)

    def _asked(self, name: str, typed: Mapping[str, Probe]) -> dict[str, Probe]:
        """The same as an interview with a person who says just that, and nothing of any other list."""
        command, treatment, raw, *_ = typed[name]
        person = self._person(treatment, command, raw)
        return {
            f"{name}, asked": Probe(
                command, treatment, None, person, name, frozenset(self.lists), frozenset(self._logged())
            )
        }

    def _person(self, treatment: str, command: str, raw: Raw | None) -> Mapping[str, Answer]:
        questions = self.questions(treatment, command)
        none = {one.id: Chosen(frozenset()) for one in questions if one.kind == "many"}
        return {FIRST: False, **none, **read_answers(raw or {}, questions)}

    def areas(self, name: str) -> str:
        """The areas that a list is about, where it is about some: all that the examples name."""
        if AREAS not in self.lists[name].trusted_within:
            return ""
        return ",".join(sorted({area for raw in self.example.values() for area in raw[AREAS]}))

    def mild_check(self, treatment: str) -> Raw | None:
        """The shortest of the mild cases on which some option of a list about the person would weigh."""
        cases = [one.symptoms for one in self._cases(treatment) if one.symptoms is not None]
        weighing = (
            raw for raw in sorted(cases, key=lambda raw: len(str(raw))) if self._weighs(treatment, raw)
        )
        return next(weighing, None)

    def _weighs(self, treatment: str, raw: Raw) -> bool:
        """Whether a list about the person is told there that would raise the level, and the level is mild."""
        check = self.rules.checking(treatment)
        known = read_answers(raw, check.questions)
        level = check.judge(known).level
        return level <= MILD and any(
            check.judge({**known, name: Chosen(frozenset({option}))}).level > level
            for name, question in self.lists.items()
            if known.get(name) == Chosen(frozenset())
            for option in question.options
        )

    # -------------------------------------------------------------- what is done

    def _cases(self, treatment: str) -> list[Case]:
        return [case for name, case in self.rules.cases() if name == treatment]

    @cached_property
    def sessions(self) -> dict[str, list[Raw]]:
        """Sessions of each treatment: as in the example, on other skin, and as the cases have them."""
        found: dict[str, list[Raw]] = {}
        for treatment in self.treatments:
            asked = self.questions(treatment, "log")
            names = {one.id for one in asked}
            own = {name: value for name, value in self.example[treatment].items() if name in names}
            area = next(one for one in asked if one.id == AREAS)
            others: list[dict[str, object]] = [{AREAS: [one]} for one in islice(area.options, 0, None, 4)]
            cases = [
                {name: value for name, value in (case.answers or {}).items() if name in names}
                for case in self._cases(treatment)
            ]
            found[treatment] = _unlike([own, *({**own, **more} for more in [*others, *cases] if more)])
        return found

    @cached_property
    def reactions(self) -> dict[str, list[str]]:
        """The reactions that may be told of a session, the mildest first."""
        return {
            treatment: [
                option for one in self.questions(treatment, "log") if one.becomes for option in one.options
            ]
            for treatment in self.treatments
        }

    @cached_property
    def plans(self) -> list[tuple[str, Raw]]:
        """Plans of the cases."""
        return [
            (name, _without_none({**self.example[name], **dict(case.answers)}))
            for name in self.treatments
            for case in self._cases(name)
            if case.answers is not None
        ]

    @cached_property
    def checks(self) -> list[tuple[str, Raw]]:
        """The checks of the cases, the worst first."""
        found = [
            (name, case.symptoms)
            for name in self.treatments
            for case in self._cases(name)
            if case.symptoms is not None
        ]
        return sorted(found, key=lambda one: -self._level(*one))

    def _level(self, treatment: str, raw: Raw) -> int:
        return self._judge(treatment, raw).level

    def reasons(self, treatment: str, raw: Raw) -> frozenset[str]:
        """The rules that hold for a check."""
        return frozenset(reason.id for reason in self._judge(treatment, raw).reasons)

    def _judge(self, treatment: str, raw: Raw) -> Triage:
        check: SymptomDecision = self.rules.checking(treatment)
        return check.judge(read_answers(raw, check.questions))

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        """Every option of a list about the person, by question."""
        return [(name, option) for name, one in self.lists.items() for option in one.options]

    @cached_property
    def people(self) -> list[tuple[str, Mapping[str, Answer]]]:
        """Sound persons but for one option of a list, with its details not known."""
        return [self.person_with(fact) for fact in self.facts if self._planned(fact[0])]

    def person_with(self, fact: tuple[str, str]) -> tuple[str, Mapping[str, Answer]]:
        """A sound person but for this option, and the first treatment whose plan asks for it."""
        name, option = fact
        treatment = self._planned(name)[0]
        person = self._person(treatment, "plan", self.example[treatment])
        return treatment, {**person, name: Chosen(frozenset({option}))}

    def _planned(self, name: str) -> list[str]:
        """The treatments whose plan asks this."""
        return [one for one in self.treatments if name in {asked.id for asked in self.questions(one, "plan")}]

    @cached_property
    def heads(self) -> list[tuple[str, Raw]]:
        """The head of each example, as it is described when it is added."""
        return [
            (
                name,
                {
                    one.id: self.example[name][one.id]
                    for one in self.questions(name, "device-add")
                    if one.id in self.example[name]
                },
            )
            for name in self.treatments
        ]

    @cached_property
    def resolved(self) -> dict[str, Told]:
        """The questions of which an answer becomes a milder one once a hold has ended."""
        return {
            one.id: Told(frozenset(one.after_hold), _counting(one))
            for treatment in self.treatments
            for one in self.questions(treatment, "plan")
            if one.after_hold
        }

    @cached_property
    def strong_fact(self) -> tuple[str, str]:
        """The option that speaks most against a session of any kind."""
        return max(self._plan_facts, key=self._weight)

    @cached_property
    def mild_fact(self) -> tuple[str, str]:
        """Another option of the same list, which speaks least against one."""
        name, strongest = self.strong_fact
        others = [fact for fact in self._plan_facts if fact[0] == name and fact[1] != strongest]
        return min(others, key=self._weight)

    @property
    def _plan_facts(self) -> list[tuple[str, str]]:
        return [fact for fact in self.facts if self._planned(fact[0])]

    def _weight(self, fact: tuple[str, str]) -> int:
        name, option = fact
        plans = [
            (self.rules.planning(one), self.rules.example(one, **{name: [option]})) for one in self.treatments
        ]
        return sum(plan.judge(answers).weight for plan, answers in plans)


def _unlike(found: list[Raw]) -> list[Raw]:
    return [one for place, one in enumerate(found) if one not in found[:place]]


def _counting(question: Question) -> float:
    """The hours for which an answer counts beside a milder one of a newer session."""
    spans = getattr(question, "counts_for", {})
    return max((span.hours for span in spans.values()), default=LIFELONG)


def _without_none(raw: Raw) -> Raw:
    return {name: value for name, value in raw.items() if value is not None}

"""Law 3: nothing is asked that cannot matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, islice, product, tee

import pytest

from interviews import answered, conduct
from rule_set import (
    Answers,
    anybody,
    applying,
    chances,
    check_result,
    conditions_of,
    plan_result,
    somebody,
    values_of,
)
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import WORST
from skinroutine.decide.verdict import STRICTEST
from skinroutine.history.events import PATCH
from skinroutine.interview.asking import NEVER, Asking, take
from skinroutine.interview.pending import questions_left
from skinroutine.rulebook import VERDICTS, Question
from skinroutine.rulebook.conditions import Answer, Chosen, Condition, Facts
from skinroutine.rulebook.doubt import holding
from todays_rules import TREATMENTS, check_edges, checking, example, plan_edges, planning, story

pytestmark = pytest.mark.todays_rules

PEOPLE = 40
FEWER = 12
OTHERS = 20_000
"""How many other people are tried before a question counts as one that never matters."""
RARE = 20
"""Who is found after so many others is tried first when the same question is put again."""

Put = tuple[Answers, Asking]


class Interview:
    """One kind of interview: what is asked, what comes of it, and people to put it to."""

    def __init__(
        self, way: PlanDecision | SymptomDecision, conditions: list[Condition], bounds: dict[str, list[float]]
    ):
        self.way = way
        self.conditions = conditions
        self.bounds = bounds
        self.questions = way.questions
        self.guards = {one.id: one.when for one in way.questions if one.when.parts()}
        self.screens = 0
        """How many the last person saw."""
        self.shown_by: dict[str, list[Answers]] = defaultdict(list)
        """By question, people in whom one of its options was seen to matter."""

    def result(self, answers: Answers) -> object:
        way = self.way
        return plan_result(way, answers) if isinstance(way, PlanDecision) else check_result(way, answers)

    def put_to(self, person: Answers, known: Answers) -> list[Put]:
        """Each question that this person is asked, with what was known when it was put."""
        asked: list[Put] = []

        def ask(asking: Asking) -> Answer:
            asked.extend((dict(known), part) for part in asking.parts or (asking,))
            return answered(person, asking)

        self.screens = conduct(self.questions, known, self.way.undecided, ask, self.conditions)
        return asked


def plan_interview(treatment: str) -> Interview:
    plan = planning(treatment)
    return Interview(plan, conditions_of(plan), plan_edges(treatment))


def check_interview(treatment: str) -> Interview:
    check = checking(treatment)
    return Interview(check, [one.when for one in check.rules], check_edges(treatment))


def planners(treatment: str) -> Iterator[Answers]:
    """People in whom little, and then more and more, speaks against a session."""
    plan, luck = planning(treatment), chances(31)
    while True:
        full = somebody(plan.questions, plan_edges(treatment), luck)
        sound = {name: one for name, one in example(treatment).items() if luck.random() < 0.7}
        yield {**full, **sound, "first_session": luck.random() < 0.5}


def storytellers(treatment: str) -> Iterator[Answers]:
    luck, check = chances(32), checking(treatment)
    nobody = somebody(check.questions, check_edges(treatment), luck)
    while True:
        yield {**nobody, **story(treatment, luck)[0]}


def options(asking: Asking, bounds: dict[str, list[float]]) -> list[Answer]:
    """Every answer to what is on offer."""
    values = values_of(asking.question, bounds)
    if asking.question.kind != "many":
        return [*values, NEVER] if asking.never else values
    values += [Chosen(frozenset({line})) for line in asking.options if line not in asking.question.options]
    return [one for one in values if not isinstance(one, Chosen) or one.options <= set(asking.options)]


def matters(put: Put, talk: Interview, me: Answers) -> bool:
    """Whether two answers lead to different results, for me or for somebody who said the same so far."""
    _, asking = put
    if asking.question.always:
        return True  # it is stored whatever it is; begun_before opens what changes the result
    values, luck, rest = options(asking, talk.bounds), chances(33), still_to_ask(put, talk)
    if differs(put, talk, values, {one.id: me[one.id] for one in rest}):
        return True
    another = anybody(rest, talk.bounds)
    return any(differs(put, talk, values, another(luck)) for _ in range(OTHERS))


def still_to_ask(put: Put, talk: Interview) -> list[Question]:
    known, asking = put
    facts = Facts(known, talk.guards)
    return [
        one
        for one in talk.questions
        if one.id not in known and one is not asking.question and holding(one.when, facts).truth is not False
    ]


def differs(put: Put, talk: Interview, values: list[Answer], rest: Answers) -> bool:
    """Whether the results are not all the same; ``rest`` is what is said to all that is still to ask."""
    known, asking = put
    first: object = None
    for value in values:
        found = talk.result(completed(known, asking, value, rest, talk))
        if first is not None and found != first:
            return True
        first = found
    return False


def completed(known: Answers, asking: Asking, value: Answer, rest: Answers, talk: Interview) -> Answers:
    listed = (one for one in talk.questions if one.id in rest)
    said_now = {name: one for name, one in take(known, asking, value).items() if one is not None}
    kept = applying({**rest, **known, **said_now}, listed, talk.guards)
    return {name: Chosen(one.options) if isinstance(one, Chosen) else one for name, one in kept.items()}


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_question_of_a_plan_could_change_the_result(treatment: str) -> None:
    talk, people = plan_interview(treatment), planners(treatment)
    idle = {
        put[1].question.id
        for person in islice(people, PEOPLE)
        for put in talk.put_to(person, {})
        if not matters(put, talk, person)
    }
    assert idle == set()


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_question_of_a_check_could_change_the_result(treatment: str) -> None:
    talk, people = check_interview(treatment), storytellers(treatment)
    idle = {
        put[1].question.id
        for person in islice(people, FEWER)
        for put in talk.put_to(person, {})
        if not matters(put, talk, person)
    }
    assert idle == set()


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_option_that_a_plan_offers_could_change_the_result(treatment: str) -> None:
    talk = plan_interview(treatment)
    idle = {
        (put[1].question.id, option)
        for person in islice(planners(treatment), 12)
        for put in talk.put_to(person, {})
        if put[1].question.kind == "many" and not put[1].question.always
        for option in idle_options(put, talk)
    }
    assert idle == set()


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_every_symptom_and_risk_factor_on_offer_could_change_the_result(treatment: str) -> None:
    talk = check_interview(treatment)
    idle = {
        (put[1].question.id, option)
        for person in islice(storytellers(treatment), 3)
        for put in talk.put_to(person, {})
        if put[1].question.kind == "many"
        for option in idle_options(put, talk)
    }
    assert idle == set()


def idle_options(put: Put, talk: Interview) -> list[str]:
    """The options that change nothing for anybody who was tried."""
    known, asking = put

    def result(other: Answers, *named: str) -> object:
        return talk.result(completed(known, asking, Chosen(frozenset(named)), other, talk))

    rest, shown_by = still_to_ask(put, talk), talk.shown_by[asking.question.id]
    met = [{one.id: each[one.id] for one in rest} for each in shown_by if each.keys() >= {*ids(rest)}]
    another, luck = anybody(rest, talk.bounds), chances(34)
    people = chain(met, (another(luck) for _ in range(OTHERS)))
    # The same people are tried with each option: what they get without it is worked out once.
    tried = tee(((other, result(other)) for other in people), len(asking.options))
    idle = []
    for option, others in zip(asking.options, tried, strict=True):
        found = (each for each in enumerate(others) if result(each[1][0], option) != each[1][1])
        place, (other, _) = next(found, (-1, ({}, None)))
        if place < 0:
            idle.append(option)
        elif place > len(met) + RARE:
            shown_by.append(other)
    return idle


def ids(questions: list[Question]) -> list[str]:
    return [question.id for question in questions]


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_question_that_a_plan_skips_changes_nothing_short_of_the_strictest_verdict(treatment: str) -> None:
    talk, plan = plan_interview(treatment), planning(treatment)
    skipped = 0
    for person in islice(planners(treatment), PEOPLE):
        known: Answers = {}
        talk.put_to(person, known)
        if plan.judge(known).weight < STRICTEST:
            skipped += assert_that_no_skipped_question_matters(talk, known)
    assert skipped > 0


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_question_that_a_check_skips_changes_nothing_short_of_an_emergency(treatment: str) -> None:
    talk, check = check_interview(treatment), checking(treatment)
    skipped = 0
    for person in islice(storytellers(treatment), 8):
        known: Answers = {}
        talk.put_to(person, known)
        if check.judge(known).level < WORST:
            skipped += assert_that_no_skipped_question_matters(talk, known)
    assert skipped > 0


def assert_that_no_skipped_question_matters(talk: Interview, known: Answers) -> int:
    """Gives the number of questions that were tried."""
    facts, before = Facts(known, talk.guards), talk.result(known)
    askable = [one for one in talk.questions if one.asked_by]
    skipped = [one for one in askable if one.id not in known and holding(one.when, facts).truth]
    for question in skipped:
        if question.remembered:
            continue  # the history answers these
        if question.means:
            continue  # its yes says again what was asked sign by sign
        if known.get("begun_before") is False and question.id.endswith(".hours"):
            continue  # what began after the session cannot be older than it
        for value in values_of(question, talk.bounds):
            after = talk.result({**known, question.id: value})
            assert after == before, f"{question.id}={value}"
    return len(skipped)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_an_answer_to_what_a_plan_never_asks_takes_steps_off_or_adds_a_reason(treatment: str) -> None:
    plan, bounds = planning(treatment), plan_edges(treatment)
    lists = {one.listed_in for one in plan.questions}
    # That today is a test patch puts other steps in place of those for a session.
    never = [one for one in plan.questions if not one.asked_by and one.id not in {*lists, PATCH}]
    for question, person in product(never, islice(planners(treatment), FEWER)):
        known = {name: answer for name, answer in person.items() if name != question.id}
        unasked = plan_result(plan, known)
        for value in values_of(question, bounds):
            after = plan_result(plan, {**known, question.id: value})
            assert set(after.pop("steps")) <= set(unasked["steps"])  # type: ignore[call-overload]
            added = after.pop("reasons") - unasked["reasons"]  # type: ignore[operator]
            assert {weight for _, weight, _ in added} <= {VERDICTS.index("caution")}
            assert VERDICTS.index(after.pop("verdict")) >= VERDICTS.index(unasked["verdict"])
            assert after == {name: unasked[name] for name in after}


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_the_first_plan_of_a_typical_person_asks_at_most_twelve_questions(treatment: str) -> None:
    talk = plan_interview(treatment)
    talk.put_to({**example(treatment), "first_session": True}, {})
    assert 0 < talk.screens <= 12


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_after_a_strictest_verdict_that_no_detail_can_ease_nothing_more_is_asked(treatment: str) -> None:
    talk, plan = plan_interview(treatment), planning(treatment)
    for person in islice(planners(treatment), PEOPLE):
        for known, asking in talk.put_to(person, {}):
            name, values = asking.question.id, values_of(asking.question, talk.bounds)
            after = (plan.judge({**known, name: value}).weight for value in values)
            assert plan.judge(known).weight < STRICTEST or min(after) < STRICTEST, name


@pytest.mark.parametrize("people", [FEWER, pytest.param(PEOPLE, marks=pytest.mark.proof)])
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_after_an_emergency_nothing_more_is_asked(treatment: str, people: int) -> None:
    talk, check = check_interview(treatment), checking(treatment)
    for person in islice(storytellers(treatment), people):
        for known, asking in talk.put_to(person, {}):
            assert check.judge(known).level < WORST, asking.question.id


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_part_of_a_list_that_is_known_makes_no_file_incomplete(treatment: str) -> None:
    check = SymptomDecision(checking(treatment).book, checking(treatment).now, asking=False)
    lists = [each for each in check.questions if each.stays]
    for question, option in [(each, option) for each in lists for option in each.options]:
        part = Chosen(frozenset({option}), frozenset(question.options) - {option})
        known: Answers = {"symptoms": Chosen(frozenset()), question.id: part}
        assert questions_left("check-symptoms", check, known) == []

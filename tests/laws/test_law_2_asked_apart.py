"""Law 2: what a question of its own asks about counts in the list, is in doubt by itself, and is never lost.

These laws name no question: they hold for every list of which another question asks about an option.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

import pytest

from checkout import TODAYS_RULES
from conftest import Run
from interviews import answered
from rule_set import Answers, applying, chances, somebody
from skinroutine.decide.plan import PlanDecision
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.verdict import Verdict
from skinroutine.interview.answers import plain, read_answers
from skinroutine.interview.asking import Asking
from skinroutine.interview.pending import questions_left
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.prompts.labels import rows
from skinroutine.prompts.parse_line import parse_line
from skinroutine.rulebook import Question, Ruling
from skinroutine.rulebook.apart import lists_apart, stored
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, NotSure
from todays_rules import TREATMENTS, check_edges, checking, plan_edges, planning

pytestmark = pytest.mark.todays_rules

PEOPLE = 12
every_treatment = pytest.mark.parametrize("treatment", TREATMENTS)
both_commands = pytest.mark.parametrize("command", ["plan", "check-symptoms"])


class Setting(NamedTuple):
    """A decision with one option of a list that another question asks about, and what people say there."""

    decision: PlanDecision | SymptomDecision
    bounds: Mapping[str, list[float]]
    listed: Question
    option: str
    own: Question
    by: frozenset[str]

    @property
    def others(self) -> list[str]:
        """The answers that do not say that it is so."""
        return [name for name in self.own.options if name not in self.by]

    @property
    def readers(self) -> set[str]:
        """The rules that read the option in the list."""
        rules = [each for each in self.decision.rules if isinstance(each, Ruling)]
        return {each.id for each in rules if self.option in each.when.picks.get(self.listed.id, ())}

    def people(self, seed: str) -> Iterator[Answers]:
        """People who give the list in a file, without what is asked apart."""
        luck = chances(seed)
        while True:
            asked = [each for each in self.decision.questions if each.options_from != "listed"]
            person = applying(somebody(asked, self.bounds, luck), asked, self.decision.guards)
            named = person[self.listed.id]
            if isinstance(named, Chosen):
                named = Chosen(named.options - {self.option})
            if self.own.id in person:
                del person[self.own.id]
            yield {**person, self.listed.id: named}

    def result(self, answers: Answers) -> tuple[object, ...]:
        """How strict it is, by which rules, and on what each of them hangs."""
        reasons = self.decision.judge(answers).reasons
        return self.strictness(answers), [(each.id, each.weight, each.doubts) for each in reasons]

    def reasons(self, answers: Answers) -> dict[str, tuple[int, tuple[str, ...]]]:
        """The reasons for a result, each with its weight and what it hangs on."""
        return {each.id: (each.weight, each.doubts) for each in self.decision.judge(answers).reasons}

    def strictness(self, answers: Answers) -> int:
        """How strict the result is, as a number."""
        found = self.decision.judge(answers)
        return found.weight if isinstance(found, Verdict) else found.level


def settings(command: str, treatment: str) -> list[Setting]:
    decision: PlanDecision | SymptomDecision
    decision = planning(treatment) if command == "plan" else checking(treatment)
    bounds = plan_edges(treatment) if command == "plan" else check_edges(treatment)
    listed = {question.id: question for question in decision.questions}
    return [
        Setting(decision, bounds, listed[name], option, listed[own.question], own.by)
        for name, apart in lists_apart(decision.questions).items()
        for option, own in apart.asked.items()
    ]


def people_of(command: str, treatment: str, *, most: int = PEOPLE) -> Iterator[tuple[Setting, Answers]]:
    for setting in settings(command, treatment):
        for person in islice(setting.people(f"{command} {treatment}"), most):
            yield setting, person


def with_named(setting: Setting, person: Answers) -> Answers:
    named = person[setting.listed.id]
    assert isinstance(named, Chosen)
    return {**person, setting.listed.id: Chosen(named.options | {setting.option})}


@both_commands
@every_treatment
def test_there_is_such_a_list_and_its_question_is_asked_wherever_the_list_is(
    command: str, treatment: str
) -> None:
    found = settings(command, treatment)
    assert found
    assert all({*each.listed.asked_by} <= {*each.own.asked_by} for each in found)


@both_commands
@every_treatment
def test_its_own_question_says_what_the_list_would_say(command: str, treatment: str) -> None:
    for setting, person in people_of(command, treatment):
        if isinstance(person[setting.listed.id], Chosen):
            so = setting.result(with_named(setting, person))
            assert all(setting.result({**person, setting.own.id: name}) == so for name in setting.by)
            not_so = setting.result(person)
            assert all(setting.result({**person, setting.own.id: name}) == not_so for name in setting.others)


@both_commands
@every_treatment
def test_what_the_list_names_counts_whatever_its_own_question_says(command: str, treatment: str) -> None:
    for setting, person in people_of(command, treatment):
        if isinstance(person[setting.listed.id], Chosen):
            named = with_named(setting, person)
            answers: list[Answer] = [*setting.own.options, NOT_SURE]
            for answer in answers:
                assert setting.result({**named, setting.own.id: answer}) == setting.result(named)


@both_commands
@every_treatment
def test_a_not_sure_puts_those_rules_in_doubt_that_read_the_option_and_no_others(
    command: str, treatment: str
) -> None:
    for setting, person in people_of(command, treatment):
        if not isinstance(person[setting.listed.id], Chosen):
            continue
        unsure: Answers = {**person, setting.own.id: NOT_SURE}
        new = {
            name
            for name, found in setting.reasons(unsure).items()
            if found != setting.reasons(person).get(name)
        }
        reading = setting.readers
        assert new <= reading
        assert all(setting.own.id in setting.reasons(unsure)[name][1] for name in new)
        assert setting.strictness(unsure) >= setting.strictness(person)


@both_commands
@every_treatment
def test_a_not_sure_about_the_list_leaves_all_but_what_its_own_question_says_in_doubt(
    command: str, treatment: str
) -> None:
    for setting, person in people_of(command, treatment):
        unsure: Answers = {**person, setting.listed.id: NOT_SURE}
        silent = setting.reasons(unsure)
        for name in setting.by:
            assert setting.strictness({**unsure, setting.own.id: name}) >= setting.strictness(unsure)
        for name in setting.others:
            known = setting.reasons({**unsure, setting.own.id: name})
            gone = {rule for rule, found in silent.items() if known.get(rule) != found}
            assert gone <= setting.readers


@both_commands
@every_treatment
def test_a_file_without_it_is_judged_as_if_there_were_no_such_question(command: str, treatment: str) -> None:
    for setting, person in people_of(command, treatment):
        assert stored(person, lists_apart(setting.decision.questions)) == person
        given = dict(person)
        missing = questions_left("plan", setting.decision, given)
        assert setting.own.id not in {each.id for each in missing} | given.keys()


@pytest.mark.proof
@both_commands
@every_treatment
def test_what_is_kept_of_an_answer_gives_the_same_result_again(command: str, treatment: str) -> None:
    for setting, person in people_of(command, treatment):
        named = person[setting.listed.id]
        lists: list[Answer] = [named, Chosen(frozenset()), Chosen(frozenset({setting.option})), NOT_SURE]
        for listed in lists:
            for own in (None, NOT_SURE, *setting.own.options):
                given: Answers = {**person, setting.listed.id: listed}
                given |= {} if own is None else {setting.own.id: own}
                answers = applying(given, setting.decision.questions, setting.decision.guards)
                kept = stored(answers, lists_apart(setting.decision.questions))
                assert setting.result(kept) == setting.result(answers)
                again = read_answers(plain(kept), setting.decision.questions)
                assert setting.result(again) == setting.result(answers)


Say = Callable[[Asking], Answer]


def put_to(decision: PlanDecision | SymptomDecision, say: Say) -> tuple[Answers, list[Asking]]:
    """What is kept after an interview, and what was asked."""
    known: Answers = {}
    put: list[Asking] = []

    def ask(asking: Asking) -> Answer:
        put.append(asking)
        return say(asking)

    Interview(Subject(decision), known, ask).run()
    return stored(known, lists_apart(decision.questions)), put


def interviews(
    command: str, treatment: str, unsure_of: str
) -> Iterator[tuple[Setting, Answers, list[Asking]]]:
    """Interviews with people of whom some have an own answer that counts; they are unsure of one thing."""
    for setting, person in people_of(command, treatment):
        luck = chances(str(len(person)))
        others = somebody(setting.decision.questions, setting.bounds, luck)
        whole = {**others, **person, setting.own.id: luck.choice([*setting.own.options])}

        def say(asking: Asking, setting: Setting = setting, whole: Answers = whole) -> Answer:
            unsure = {"list": setting.listed.id, "own": setting.own.id}.get(unsure_of)
            return NOT_SURE if asking.question.id == unsure else answered(whole, asking)

        known, put = put_to(setting.decision, say)
        yield setting, known, put


@pytest.mark.parametrize("unsure_of", ["nothing", "list", "own"])
@both_commands
@every_treatment
def test_an_interview_comes_to_what_its_answers_come_to_in_a_file(
    command: str, treatment: str, unsure_of: str
) -> None:
    for setting, known, _ in interviews(command, treatment, unsure_of):
        in_a_file = read_answers(plain(known), setting.decision.questions)
        assert setting.strictness(in_a_file) == setting.strictness(known)


@both_commands
@every_treatment
def test_no_list_shows_it_and_whoever_types_it_has_named_it(command: str, treatment: str) -> None:
    for setting, _, put in interviews(command, treatment, "nothing"):
        for asking in (each for each in put if each.question.id == setting.listed.id):
            assert setting.option not in asking.options
            assert setting.option not in rows(asking)
            for word in setting.listed.words_for(setting.option):
                assert parse_line(asking, word) == Chosen(frozenset({setting.option}))


@both_commands
@every_treatment
def test_it_is_asked_once_after_the_list_and_only_while_it_can_matter(command: str, treatment: str) -> None:
    for setting, known, put in interviews(command, treatment, "nothing"):
        asked = [asking.question.id for asking in put]
        assert asked.count(setting.own.id) <= 1
        if setting.own.id in asked:
            assert asked.index(setting.own.id) > asked.index(setting.listed.id)
        else:
            results = {setting.strictness({**known, setting.own.id: name}) for name in setting.own.options}
            named = known.get(setting.listed.id)
            assert len(results) == 1 or (isinstance(named, Chosen) and setting.option in named.options)
            assert not isinstance(known.get(setting.own.id), NotSure)


@every_treatment
@pytest.mark.usefixtures("clock")
def test_the_page_for_a_professional_says_it_once_and_not_in_the_list(run: Run, treatment: str) -> None:
    for each in settings("plan", treatment):
        example = TODAYS_RULES / treatment / "example.yaml"
        run("plan", treatment, "--answers", str(example), "--set", f"{each.own.id}={min(each.by)}")
        shown = " ".join(run("handover", "--plain").out.split())
        assert shown.count(each.own.options[min(each.by)]) == 1
        assert each.listed.options[each.option] not in shown

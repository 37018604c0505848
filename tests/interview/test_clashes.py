"""Answers that clash are put to the person once, who chooses; nothing is ticked by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Ran, Run
from first_interview import BEFORE, DECIDE, SKIN, lines, put
from in_a_terminal import CTRL_C, CTRL_N, ENTER, STOP, Open, answer, ended
from interviews import Wanted
from rule_set import Answers, somebody
from shipped import TREATMENTS, planning
from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.interview.asking import Asking
from skinroutine.interview.clash import CHANGE, CLASH, GONE, KEEP, Conflict, clashes_of
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.memory.statements import EarlierAnswers
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Facts, Picked
from typed import flags, symptoms

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/London"))


# ------------------------------------------------------------------------------------- any person, any past


class Person:
    """Answers by chance; ``put`` is all that was asked, ``given`` each answer by question."""

    def __init__(self, luck: Any) -> None:
        self.luck = luck
        self.put: list[Asking] = []
        self.given: dict[str, list[Answer]] = {}

    def __call__(self, asking: Asking) -> Answer:
        self.put.append(asking)
        reply = self._reply(asking)
        self.given.setdefault(asking.question.id, []).append(reply)
        return reply

    def _reply(self, asking: Asking) -> Answer:
        question, options = asking.question, sorted(asking.options)
        if question.not_sure and self.luck.random() < 0.1:
            return NOT_SURE
        if question.kind == "many":
            fewest = 1 if question.at_least_one else 0
            return Chosen(
                frozenset(self.luck.sample(options, self.luck.randint(fewest, min(2, len(options)))))
            )
        if question.kind == "number":
            return int(self.luck.randint(int(question.least), min(int(question.most), 400)))
        return bool(self.luck.getrandbits(1)) if question.kind == "yes_no" else str(self.luck.choice(options))


def past(luck: Any, treatment: str) -> Before:
    questions = planning(treatment).book.questions(None)
    others = [one for one in questions if not one.id.startswith("symptoms.")]
    told = [
        EarlierAnswers(NOW - timedelta(hours=luck.randint(0, 60)), somebody(others, {}, luck))
        for _ in range(3)
    ]
    return Before(sorted(told, key=lambda one: one.happened, reverse=True), NOW, NOW - timedelta(days=20))


def interviewed(luck: Any, treatment: str) -> tuple[Interview, Person, Conflicts]:
    plan = planning(treatment)
    before = past(luck, treatment)
    found = Conflicts(plan.book.contradictions, plan.questions, plan.book.guards, before)
    person = Person(luck)
    interview = Interview(Subject(plan, conflicts=found), {}, person)
    interview.run()
    interview.use_rest()
    return interview, person, found


@pytest.mark.proof
@settings(max_examples=40, deadline=None)
@given(luck=st.randoms(use_true_random=False), treatment=st.sampled_from(TREATMENTS))
def test_each_clash_is_put_at_most_once_and_no_option_is_ticked_that_the_person_did_not_tick(
    luck: Any, treatment: str
) -> None:
    _, person, _ = interviewed(luck, treatment)
    screens = [one for one in person.put if one.question.id == CLASH]
    spoken = [name for one in screens for name in clashes_of(one.screen)]
    assert len(spoken) == len(set(spoken))
    ticked: dict[str, set[str]] = {}
    kept = False
    for asking, reply in zip(person.put, (_replies(person)), strict=True):
        kept = kept or (asking.question.id == CLASH and reply in (KEEP, NOT_SURE))
        # Who keeps an earlier answer has said it too; who is not sure lets the careful one count.
        if isinstance(asking.before, Chosen) and not kept:
            assert asking.before.options <= ticked.get(asking.question.id, set())
        if isinstance(reply, Chosen):
            ticked.setdefault(asking.question.id, set()).update(reply.options)


def _replies(person: Person) -> Iterator[Answer]:
    left = {name: list(replies) for name, replies in person.given.items()}
    for asking in person.put:
        yield left[asking.question.id].pop(0)


@pytest.mark.proof
@settings(max_examples=40, deadline=None)
@given(luck=st.randoms(use_true_random=False), treatment=st.sampled_from(TREATMENTS))
def test_a_clash_that_is_left_is_one_in_which_the_person_said_that_it_has_gone(
    luck: Any, treatment: str
) -> None:
    interview, person, found = interviewed(luck, treatment)
    gone = {
        name
        for asking, reply in zip(person.put, _replies(person), strict=True)
        if asking.question.id == CLASH and reply == GONE
        for name in clashes_of(asking.screen)
    }
    left = list(found(interview.known))
    assert all(one.can_go and one.id in gone for one in left)
    assert {one.id for one in left} <= {one.id for one in interview.ended_clashes}


# ------------------------------------------------------------------------------------- one question

SPOTS = Question(
    id="spots", kind="many", ask="Which?", why=".", asked_by=("plan",),
    options={"red": "Red", "blue": "Blue", "old": "Old"},
)  # fmt: skip


class Case(NamedTuple):
    """Red and blue spots were named yesterday; red ones can be gone so soon."""

    known: Answers
    interview: Interview
    put: list[Asking]

    @property
    def options(self) -> list[str]:
        answer = self.known["spots"]
        assert isinstance(answer, Chosen)
        return sorted(answer.options)

    @property
    def outcomes(self) -> dict[str, bool]:
        """Whether it is said which answer counts, by clash."""
        return {one.id: bool(one.outcome) for one in self.interview.ended_clashes}


def named_before(*names: str) -> Any:
    def conflicts(known: Mapping[str, Answer]) -> Iterator[Conflict]:
        answer = known.get("spots")
        for name in names if isinstance(answer, Chosen) else ():
            assert isinstance(answer, Chosen)
            if name not in answer.options:
                stands = Chosen(answer.options | {name}, answer.unseen)
                note = f"Yesterday you said: {name}. Today you say: {list(answer.options)}."
                yield Conflict(
                    name, "spots", note, stands, when="yesterday", what=name, until="Sun 22 Nov",
                    gone="It has gone", can_go=name == "red",
                )  # fmt: skip

    return conflicts


def spots(conflicts: Any, *replies: Answer) -> Case:
    said, put = list(replies), list[Asking]()

    def ask(asking: Asking) -> Answer:
        put.append(asking)
        return said.pop(0)

    def undecided(facts: Facts) -> frozenset[str]:
        return frozenset({"spots"} - facts.answers.keys())

    rules = [Picked("spots", [name]) for name in SPOTS.options]
    known: Answers = {}
    interview = Interview(Subject(Wanted([SPOTS], undecided, rules), conflicts=conflicts), known, ask)
    interview.run()
    return Case(known, interview, put)


NOTHING = Chosen(frozenset())


def test_who_says_that_it_has_gone_is_believed_where_that_can_be() -> None:
    case = spots(named_before("red"), NOTHING, GONE)
    assert (case.options, case.outcomes) == ([], {"red": False})


def test_where_it_cannot_be_over_so_soon_the_earlier_answer_counts_and_it_is_said_until_when() -> None:
    case = spots(named_before("blue"), NOTHING, GONE)
    assert case.put[1].options[GONE] == "It has gone (until Sun 22 Nov it still counts)"
    assert (case.options, case.outcomes) == (["blue"], {"blue": True})
    assert "until Sun 22 Nov" in case.interview.ended_clashes[0].outcome


def test_of_two_clashes_on_one_screen_each_counts_by_itself() -> None:
    case = spots(named_before("red", "blue"), NOTHING, GONE)
    assert (case.options, case.outcomes) == (["blue"], {"red": False, "blue": True})
    assert case.put[1].note.splitlines() == [
        "Yesterday you said: red.", "Yesterday you said: blue.", "Today you say: [].",
    ]  # fmt: skip


def test_what_is_kept_counts_and_is_not_spoken_of_again() -> None:
    case = spots(named_before("red", "blue"), Chosen(frozenset({"old"})), KEEP)
    assert (case.options, case.outcomes) == (["blue", "old", "red"], {"red": False, "blue": False})


def test_the_answer_that_is_to_be_changed_is_shown_as_it_was_given() -> None:
    case = spots(named_before("red", "blue"), Chosen(frozenset({"old"})), CHANGE, Chosen(frozenset({"red"})))
    assert case.put[2].before == Chosen(frozenset({"old"}), frozenset())
    assert (case.options, case.outcomes) == (["blue", "red"], {"blue": True})


def test_what_the_person_said_is_known_beside_what_counts() -> None:
    case = spots(named_before("blue"), NOTHING, GONE)
    assert case.interview.own("spots") == NOTHING


# ------------------------------------------------------------------------------------- from outside

SORE = symptoms(
    symptoms="tenderness", symptoms__tenderness__severity="mild", symptoms__tenderness__trend="improving"
)
PUS = symptoms(symptoms="pus_discharge", symptoms__pus_discharge__severity="mild")
REST = (*BEFORE[2:], "none", "none", DECIDE)
CLASHES = "These answers don't agree. Which is right?"


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def after(run: Run, clock: time_machine.Traveller, check: list[str]) -> None:
    run(*check)
    run("hold", "end", "--how", "seen")
    clock.shift(timedelta(days=1))


def planned(run: Run, *typed: str, options: tuple[str, ...] = ("--plain",)) -> Ran:
    return run("plan", "microneedling", *options, typed=lines("cheeks", "none", *typed))


def stood(ran: Ran) -> list[tuple[str, object]]:
    found: Any = ran.json["contradictions"]
    return [(one["id"], one["stands"]) for one in found]


def reasons(ran: Ran) -> set[str]:
    found: Any = ran.json["reasons"]
    return {one["id"] for one in found}


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_clash_names_both_answers_with_their_days_once(run: Run, clock: time_machine.Traveller) -> None:
    after(run, clock, SORE)
    ran = planned(run, "gone", *REST)
    assert flat(ran.err).count("Yet yesterday you told of skin that hurt or swelled") == 1
    assert "Yet yesterday" not in ran.out


def test_who_says_that_soreness_has_gone_is_asked_about_the_skin_once_and_may_go_ahead(
    run: Run, clock: time_machine.Traveller
) -> None:
    after(run, clock, SORE)
    ran = planned(run, "gone", *REST, options=("--json",))
    assert put(ran.err).count(SKIN) == 1
    assert "mn-irritated-skin" not in reasons(ran)
    assert stood(ran) == [("calm-skin-after-soreness", [])]


def test_who_keeps_what_was_said_gets_it_counted(run: Run, clock: time_machine.Traveller) -> None:
    after(run, clock, SORE)
    ran = planned(run, "keep", *REST, options=("--json",))
    assert "mn-irritated-skin" in reasons(ran)


def test_what_counts_against_the_last_word_is_said_before_the_verdict(
    run: Run, clock: time_machine.Traveller
) -> None:
    after(run, clock, PUS)
    ran = planned(run, "gone", *REST)
    words = "you said this yesterday, and it counts until Fri 27 Nov. It can't be over so soon."
    assert flat(ran.out).index(words) < flat(ran.out).index("Microneedling.")


def test_the_review_shows_what_was_said_and_what_counts(run: Run, clock: time_machine.Traveller) -> None:
    after(run, clock, PUS)
    ran = planned(run, "gone", *REST)
    assert "Skin today: none (but this counts: Any skin infection" in flat(ran.err)


def test_a_choice_that_was_made_is_not_asked_for_again_after_a_change_in_the_review(
    run: Run, clock: time_machine.Traveller
) -> None:
    after(run, clock, SORE)
    ran = planned(run, "gone", *REST[:-1], "age", "35", DECIDE, options=("--json",))
    assert flat(ran.err).count(CLASHES) == 1
    assert stood(ran) == [("calm-skin-after-soreness", [])]


def test_an_answer_that_is_changed_back_in_the_review_is_not_asked_about_again(
    run: Run, clock: time_machine.Traveller
) -> None:
    after(run, clock, SORE)
    ran = planned(run, "keep", *REST[:-1], "skin today", "none", DECIDE, options=("--json",))
    assert flat(ran.err).count(CLASHES) == 1
    assert "mn-irritated-skin" in reasons(ran)


def test_a_file_is_settled_at_once_and_says_so_before_the_verdict(
    run: Run, clock: time_machine.Traveller
) -> None:
    after(run, clock, SORE)
    told = {"areas": "cheeks", "skin_today": "none", "conditions": "none", "medicines": "none"}
    more = {"recent_procedures": "none", "age": "34", "device_kind": "roller", "needle_mm": "0.25"}
    last = {"device_shared": "no", "device_sound": "yes", "device_clean": "yes", "products_during": "none"}
    page = flat(
        run("plan", "microneedling", *flags({**told, **more, **last, "numbing_cream": "none"}), "--plain").out
    )
    assert page.index("The more careful answer counts.") < page.index("WAIT")


def test_end_of_input_at_a_clash_stores_nothing(run: Run, clock: time_machine.Traveller) -> None:
    after(run, clock, SORE)
    ran = planned(run)
    assert (ran.status, ran.out) == (2, "")
    assert "skin_today" in ran.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("keys", "counts"), [("it has", "today's answer counts"), ("keep", "Keep what I said")]
)
def test_in_a_terminal_nothing_is_ticked_where_a_clash_is_put(terminal: Open, keys: str, counts: str) -> None:
    ended(terminal(*SORE))  # by the clock of the terminal, which is the real one
    ended(terminal("hold", "end", "--how", "seen"))
    started = terminal("plan", "microneedling")
    answer(started, "Which areas will you treat?", f"/cheeks{ENTER}{ENTER}")
    answer(started, "What do you see there today?", f"{CTRL_N}{ENTER}")
    started.expect_exact("Which is right?")
    started.expect_exact(STOP)
    assert "[x]" not in str(started.before)
    started.send(f"/{keys}{ENTER}")
    started.expect_exact(counts)
    started.send(CTRL_C)
    assert ended(started)[0] == 130


def test_a_choice_outlives_an_interruption(terminal: Open) -> None:
    ended(terminal(*SORE))
    ended(terminal("hold", "end", "--how", "seen"))
    started = terminal("plan", "microneedling")
    answer(started, "Which areas will you treat?", f"/cheeks{ENTER}{ENTER}")
    answer(started, "What do you see there today?", f"{CTRL_N}{ENTER}")
    answer(started, "Which is right?", f"/it has{ENTER}")
    answer(started, "Which of these apply to you?", CTRL_C)
    ended(started)
    started = terminal("plan", "microneedling")
    answer(started, "You stopped on", f"1{ENTER}")
    put_next = started.expect_exact(["Which is right?", "Which of these apply to you?"])
    started.send(CTRL_C)
    ended(started)
    assert put_next == 1

"""Answers that cannot go together: which they are, what is asked once more, and what counts then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from interviews import Wanted
from rule_set import Answers, somebody
from shipped import LIBRARY, TREATMENTS, checking, example, plan_edges, planning
from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.interview.answers import read_answers
from skinroutine.interview.asking import BACK, Asking, Back
from skinroutine.interview.clash import Conflict
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.memory.statements import EarlierAnswers
from skinroutine.rulebook import Command, Contradiction
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen
from skinroutine.text import days_ago

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/London"))
BOOK = Book(LIBRARY, "microneedling")


class Fires(NamedTuple):
    """Answers that clash, what was told before, the days that this counts, and what counts in the end.

    ``instead`` is an answer that does not clash.
    """

    says: dict[str, object]
    told: dict[str, object]
    days: float
    stands: str
    instead: dict[str, object]
    command: Command = "plan"


def today(told: str, days: float, stands: str) -> Fires:
    return Fires({"skin_today": "none"}, {"symptoms": told}, days, stands, {"skin_today": stands})


def gone(question: str, option: str, days: float) -> Fires:
    return Fires({question: "none"}, {question: option}, days, option, {question: option})


FIRES = {
    "no-broken-skin-after-bleeding": today("crusting", 3, "broken_skin"),
    "no-broken-skin-after-blood-spots": today("pinpoint_bleeding", 1, "broken_skin"),
    "calm-skin-after-soreness": today("tenderness", 2, "irritated_skin"),
    "no-infection-after-pus": today("pus_discharge", 7, "active_infection"),
    "no-cold-sore-after-blisters": today("blisters_clustered", 7, "active_herpes"),
    "no-rash-after-hives": today("hives", 3, "rash_or_flare"),
    "last-month-cannot-be-over": gone("skin_today", "sunburn", 10),
    "last-year-cannot-be-over": gone("medicines", "isotretinoin", 14),
    "last-year-on-that-skin-cannot-be-over": gone("recent_procedures", "surgery", 14),
    "condition-cannot-be-gone": gone("conditions", "keloid_history", 14),
    "cold-sore-but-no-cold-sores": Fires(
        {"skin_today": "active_herpes", "conditions": "eczema"}, {}, 0, "cold_sore_history",
        {"skin_today": "active_herpes", "conditions": "cold_sore_history"},
    ),
    "broken-veins-but-no-broken-veins": Fires(
        {"skin_today": "broken_veins", "conditions": "none"}, {}, 0, "fragile_capillaries",
        {"skin_today": "old_scar", "conditions": "none"},
    ),
    "weak-defence-but-none": Fires(
        {"medicines": "immunosuppressant", "conditions": "none"}, {}, 0, "immunosuppression",
        {"medicines": "oral_steroid", "conditions": "none"},
    ),
    "calm-last-session-after-trouble": Fires(
        {"last_reaction": "expected"}, {"symptoms": "open_sore"}, 14, "prolonged", {"last_reaction": "severe"}
    ),
    "calm-log-after-trouble": Fires(
        {"reaction": "none"}, {"symptoms": "open_sore"}, 14, "prolonged", {"reaction": "prolonged"}, "log"
    ),
    "fever-without-a-reading": Fires(
        {"symptoms": {"fever": {"temperature_c": 37.4}}}, {}, 0, "not_sure",
        {"symptoms": {"fever": {"temperature_c": 37.5}}}, "check-symptoms",
    ),
    "shared-but-not-shared": Fires(
        {"symptoms": "shared_device", "risk_factors": "none"}, {}, 0, "device_shared_or_dirty",
        {"symptoms": "redness", "risk_factors": "none"}, "check-symptoms",
    ),
}  # fmt: skip
AGAINST_BEFORE = [name for name, one in FIRES.items() if one.told]


def clashes(
    one: Fires,
    says: dict[str, object],
    hours: float,
    since: datetime | None = None,
    items: Iterable[Contradiction] = tuple(BOOK.contradictions),
) -> list[Conflict]:
    """The clashes of these answers with what was told so many hours ago."""
    questions = BOOK.questions(one.command)
    told = [EarlierAnswers(NOW - timedelta(hours=hours), read_answers(one.told, BOOK.questions(None)))]
    found = Conflicts(items, questions, BOOK.guards, Before(told if one.told else [], NOW, since))
    return list(found(read_answers(says, questions)))


def named(found: list[Conflict]) -> set[str]:
    return {one.id.partition(".")[0] for one in found}


def test_every_shipped_contradiction_stands_in_the_table_of_these_tests() -> None:
    assert {one.id for one in BOOK.contradictions} == FIRES.keys()


def test_nothing_is_held_against_an_answer_for_more_than_two_weeks() -> None:
    assert [one.id for one in BOOK.contradictions if one.within and one.within.days > 14] == []


@pytest.mark.parametrize("name", FIRES)
def test_each_contradiction_fires_and_the_cautious_answer_is_in_what_stands(name: str) -> None:
    one = FIRES[name]
    found = next(clash for clash in clashes(one, one.says, 1) if name in {clash.id, clash.id.split(".")[0]})
    if isinstance(found.stands, Chosen):
        assert one.stands in found.stands.options
    else:
        assert found.stands == (NOT_SURE if one.stands == "not_sure" else one.stands)
    assert "{" not in found.note


@pytest.mark.parametrize("name", FIRES)
def test_each_contradiction_is_silent_beside_answers_that_go_together(name: str) -> None:
    one = FIRES[name]
    assert name not in named(clashes(one, one.instead, 1))


@pytest.mark.parametrize("name", [name for name, one in FIRES.items() if one.command != "log"])
def test_not_sure_clashes_with_nothing(name: str) -> None:
    one = FIRES[name]
    asked = next(item.asks for item in BOOK.contradictions if item.id == name)
    unsure_of_the_reading: dict[str, object] = {"symptoms": {"fever": {"temperature_c": "not_sure"}}}
    says = {**one.says, asked: "not_sure"} if "." not in asked else unsure_of_the_reading
    assert name not in named(clashes(one, says, 1))


@pytest.mark.parametrize("name", AGAINST_BEFORE)
def test_what_was_told_counts_to_the_last_hour_of_its_time_and_no_longer(name: str) -> None:
    one = FIRES[name]
    assert name in named(clashes(one, one.says, one.days * 24))
    assert name not in named(clashes(one, one.says, one.days * 24 + 0.01))


@pytest.mark.parametrize("name", AGAINST_BEFORE)
def test_what_is_told_at_a_time_to_come_is_held_against_nobody(name: str) -> None:
    one = FIRES[name]
    assert name not in named(clashes(one, one.says, -1))


@pytest.mark.parametrize("name", ["calm-last-session-after-trouble", "calm-log-after-trouble"])
def test_trouble_before_the_last_session_says_nothing_of_how_that_session_went(name: str) -> None:
    one = FIRES[name]
    assert name in named(clashes(one, one.says, 30, NOW - timedelta(hours=31)))
    assert name not in named(clashes(one, one.says, 30, NOW - timedelta(hours=29)))


def test_a_time_that_is_longer_than_two_weeks_counts_two_weeks() -> None:
    one = FIRES["condition-cannot-be-gone"]
    own = Contradiction(
        id="own", asks="conditions", vanished=("keloid_history",), say="{when}: {option}.", sources=("s",)
    )
    assert named(clashes(one, one.says, 14 * 24, items=[own])) == {"own"}
    assert named(clashes(one, one.says, 14 * 24 + 1, items=[own])) == set()


def test_what_was_taken_back_since_has_not_vanished_now() -> None:
    questions = BOOK.questions("plan")
    told = [
        EarlierAnswers(NOW - timedelta(days=2), {"medicines": Chosen(frozenset())}),
        EarlierAnswers(NOW - timedelta(days=5), {"medicines": Chosen(frozenset({"isotretinoin"}))}),
    ]
    found = Conflicts(BOOK.contradictions, questions, BOOK.guards, Before(told, NOW))
    assert list(found({"medicines": Chosen(frozenset())})) == []


def test_a_line_that_nobody_was_asked_about_takes_back_nothing_that_was_named_before() -> None:
    named_before, hidden = frozenset({"isotretinoin"}), Chosen(frozenset(), frozenset({"isotretinoin"}))
    told = [
        EarlierAnswers(NOW - timedelta(days=2), {"medicines": hidden}),
        EarlierAnswers(NOW - timedelta(days=5), {"medicines": Chosen(named_before)}),
    ]
    found = Conflicts(BOOK.contradictions, BOOK.questions("plan"), BOOK.guards, Before(told, NOW))
    assert [one.what for one in found({"medicines": NOTHING})] == ["Isotretinoin (Accutane, Roaccutane)"]


def test_the_note_names_both_answers_and_the_day() -> None:
    one = FIRES["last-year-cannot-be-over"]
    found = clashes(one, one.says, 50)[0]
    assert found.note == (
        "2 days ago you named this: Isotretinoin (Accutane, Roaccutane). It counts for 12 months. "
        "Now you do not name it."
    )


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "today"), (9, "today"), (11, "yesterday"), (35, "2 days ago"), (336, "14 days ago")],
)
def test_days_are_counted_by_the_calendar(hours: int, words: str) -> None:
    assert days_ago(NOW - timedelta(hours=hours), NOW) == words


def test_what_else_was_answered_stays_beside_what_stands() -> None:
    one = FIRES["calm-skin-after-soreness"]
    found = clashes(one, {"skin_today": "old_scar"}, 1)[0]
    assert found.stands == Chosen(frozenset({"old_scar", "irritated_skin"}))


class Heard:
    """Gives these answers, one after the other, to one question; ``put`` is what it was told each time."""

    def __init__(self, *answers: Answer | Back) -> None:
        self.answers = list(answers)
        self.put: list[Asking] = []

    def __call__(self, asking: Asking) -> Answer | Back:
        self.put.append(asking)
        return self.answers.pop(0)


def asked_about_skin(person: Heard) -> tuple[Answers, Interview]:
    """An interview of the one question ``skin_today``, a day after a check that told of bleeding."""
    questions = [one for one in BOOK.questions("plan") if one.id == "skin_today"]
    told = EarlierAnswers(NOW - timedelta(days=1), {"symptoms": Chosen(frozenset({"persistent_bleeding"}))})
    found = Conflicts(BOOK.contradictions, questions, {}, Before([told], NOW))
    rules = [
        one for one in BOOK.screening if {leaf.question for leaf, _ in one.when.leaves()} == {"skin_today"}
    ]
    known: Answers = {}
    interview = Interview(
        Subject(
            Wanted(questions, lambda facts: frozenset({"skin_today"}) - facts.answers.keys(), rules),
            conflicts=found,
        ),
        known,
        person,
    )
    interview.run()
    return known, interview


NOTHING = Chosen(frozenset())
BROKEN = Chosen(frozenset({"broken_skin"}))


def test_a_clash_is_put_once_with_both_answers_named() -> None:
    person = Heard(NOTHING, "keep")
    asked_about_skin(person)
    assert [one.question.id for one in person.put] == ["skin_today", "clash"]
    assert person.put[0].note == ""
    assert person.put[1].note == (
        "You see no broken skin today. Yet yesterday you told of bleeding, sores or crusts."
    )


def test_who_keeps_what_was_said_before_has_it_counted() -> None:
    known, interview = asked_about_skin(Heard(NOTHING, "keep"))
    assert known["skin_today"] == Chosen(BROKEN.options, shown_of(known))
    assert [one.outcome for one in interview.ended_clashes] == [""]


def shown_of(known: Answers) -> frozenset[str]:
    said = known["skin_today"]
    assert isinstance(said, Chosen)
    return said.unseen


def test_who_changes_the_answer_so_that_nothing_clashes_is_believed() -> None:
    person = Heard(NOTHING, "change", BROKEN)
    known, interview = asked_about_skin(person)
    assert [one.question.id for one in person.put] == ["skin_today", "clash", "skin_today"]
    assert (options(known), interview.ended_clashes) == (["broken_skin"], [])


def options(known: Answers) -> list[str]:
    said = known["skin_today"]
    assert isinstance(said, Chosen)
    return sorted(said.options)


def test_who_says_the_same_again_is_not_asked_a_third_time_and_is_told_that_the_careful_answer_counts() -> (
    None
):
    person = Heard(NOTHING, "change", Chosen(frozenset({"old_scar"})))
    known, interview = asked_about_skin(person)
    assert (len(person.put), options(known)) == (3, ["broken_skin", "old_scar"])
    assert [(one.id, one.asked, bool(one.outcome)) for one in interview.ended_clashes] == [
        ("no-broken-skin-after-bleeding", True, True)
    ]


def test_who_is_not_sure_which_is_right_has_the_careful_answer_counted() -> None:
    known, interview = asked_about_skin(Heard(NOTHING, NOT_SURE))
    assert (options(known), [one.outcome for one in interview.ended_clashes]) == (["broken_skin"], [""])


def test_who_goes_back_from_a_clash_may_answer_anew() -> None:
    person = Heard(NOTHING, BACK, BROKEN)
    known, interview = asked_about_skin(person)
    assert [one.question.id for one in person.put] == ["skin_today", "clash", "skin_today"]
    assert (options(known), interview.ended_clashes) == (["broken_skin"], [])


def before(luck: Any) -> Before:
    """Some statements of the last two weeks, of any questions."""
    others = [one for one in BOOK.questions(None) if not one.id.startswith("symptoms.")]
    told = [
        EarlierAnswers(NOW - timedelta(hours=luck.randint(0, 400)), somebody(others, {}, luck))
        for _ in range(3)
    ]
    return Before(sorted(told, key=lambda one: one.happened, reverse=True), NOW, NOW - timedelta(days=20))


@pytest.mark.proof
@examples(60)
@given(luck=st.randoms(use_true_random=False), treatment=st.sampled_from(TREATMENTS))
def test_what_stands_after_a_clash_never_makes_a_plan_milder(luck: Any, treatment: str) -> None:
    plan = planning(treatment)
    said: Answers = somebody(plan.questions, plan_edges(treatment), luck)
    said |= {name: one for name, one in example(treatment).items() if luck.random() < 0.8}
    settled = dict(said)
    found = Conflicts(plan.book.contradictions, plan.questions, plan.book.guards, before(luck))
    stood = found.take_cautious(settled)
    assert plan.judge(settled).weight >= plan.judge(said).weight
    assert {name for name in said if settled[name] != said[name]} <= {one.question for one in stood}


@examples(60)
@given(luck=st.randoms(use_true_random=False), treatment=st.sampled_from(TREATMENTS))
def test_what_stands_after_a_clash_never_makes_a_check_milder(luck: Any, treatment: str) -> None:
    check = checking(treatment)
    signs = luck.sample(["fever", "shared_device", "redness", "pain", "hives"], 2)
    details = [one for one in check.questions if one.id.split(".")[1:2] and one.id.split(".")[1] in signs]
    others = [one for one in check.questions if not one.id.startswith("symptoms")]
    said: Answers = somebody([*others, *details], {}, luck) | {"symptoms": Chosen(frozenset(signs))}
    settled = dict(said)
    Conflicts(check.book.contradictions, check.questions, check.guards, before(luck)).take_cautious(settled)
    assert check.judge(settled).level >= check.judge(said).level


def test_settling_twice_finds_nothing_new() -> None:
    one = FIRES["last-year-cannot-be-over"]
    questions = BOOK.questions("plan")
    told = [EarlierAnswers(NOW, read_answers(one.told, questions))]
    found = Conflicts(BOOK.contradictions, questions, BOOK.guards, Before(told, NOW))
    answers: Answers = {"medicines": Chosen(frozenset())}
    assert len(found.take_cautious(answers)) == 1
    assert found.take_cautious(answers) == []

"""Going back in an interview: which question comes then, what it offers, and which answers are left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from interviews import Wanted
from skinroutine.interview.asking import BACK, Asking, Back
from skinroutine.interview.clash import Conflict
from skinroutine.interview.replay import Answered
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import BackedOutError, Subject
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import (
    NOT_SURE,
    Answer,
    Chosen,
    Condition,
    Every,
    Facts,
    Picked,
    Within,
    YesNo,
)
from skinroutine.rulebook.doubt import holding

PEEL: Final = "days_since.peel"
PEELED, NOTHING = Chosen(frozenset({"peel"})), Chosen(frozenset())
CLASHING: Final = "You are well. Yet you take a medicine."

Reply = Answer | Back
Moves = list[str | dict[str, Answer]]


def a_question(name: str, kind: str = "yes_no", **keys: object) -> Question:
    return Question(id=name, kind=kind, ask=f"{name}?", why=".", asked_by=("plan",), **keys)  # type: ignore[arg-type]  # the keys of a question


QUESTIONS: Final = [
    a_question("well"),
    a_question("done", "many", options={"peel": "Peel", "laser": "Laser"}),
    a_question(PEEL, "number", most=9, when=Every([Picked("done", ["peel"])])),
    a_question("medicine"),
    a_question("dose", "number", most=9, when=Every([YesNo("medicine", yes=True)])),
]
RULES: Final[list[Condition]] = [
    YesNo("well", yes=False),
    Picked("done", ["laser"]),
    Within(PEEL, {"under": 7}),
    YesNo("medicine", yes=True),
    Within("dose", {"under": 7}),
]


def undecided(facts: Facts) -> frozenset[str]:
    return frozenset().union(*(holding(one, facts).open for one in RULES))


def no_clash(_: Mapping[str, Answer]) -> Iterable[Conflict]:
    return ()


def well_with_medicine(known: Mapping[str, Answer]) -> Iterable[Conflict]:
    if known.get("well") is True and known.get("medicine") is True:
        yield Conflict("well-with-medicine", "well", CLASHING, stands=False)


class Script:
    """Replies one after the other, and remembers what was put; at the end of its lines it gives up."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.put: list[Asking] = []

    def __call__(self, asking: Asking) -> Reply:
        self.put.append(asking)
        if not self.replies:
            raise EOFError
        return self.replies.pop(0)

    @property
    def heard(self) -> list[str]:
        """The questions that were put, by id."""
        return [one.question.id for one in self.put]


def interview(
    ask: Callable[[Asking], Reply],
    clashes: Callable[[Mapping[str, Answer]], Iterable[Conflict]] = no_clash,
    *,
    can_go_back: bool = False,
) -> Interview:
    wanted = Wanted(QUESTIONS, undecided, RULES)
    return Interview(Subject(wanted, conflicts=clashes, can_go_back=can_go_back), {}, ask)


def to_the_end(ask: Callable[[Asking], Reply]) -> Interview:
    """One with a last question that is always put, so that there is a way back from all others."""
    questions = [*QUESTIONS, a_question("end")]

    def still_open(facts: Facts) -> frozenset[str]:
        return undecided(facts) | ({"end"} - facts.answers.keys())

    return Interview(Subject(Wanted(questions, still_open, RULES), conflicts=well_with_medicine), {}, ask)


def run(
    script: Script, clashes: Callable[[Mapping[str, Answer]], Iterable[Conflict]] = no_clash
) -> Interview:
    """An interview as far as the script goes."""
    found = interview(script, clashes)
    with pytest.raises(EOFError):
        found.run()
    return found


def test_back_puts_the_questions_before_again_the_nearest_first() -> None:
    script = Script(True, PEELED, 3, BACK, BACK, BACK)
    run(script)
    assert script.heard == ["well", "done", PEEL, "medicine", PEEL, "done", "well"]


def test_a_question_that_is_put_again_has_the_answer_from_before() -> None:
    script = Script(True, PEELED, 3, BACK, BACK, BACK)
    run(script)
    assert [one.before for one in script.put] == [None, None, None, None, 3, PEELED, True]


def test_on_the_way_forward_again_the_old_answers_still_stand_beside_the_questions() -> None:
    script = Script(True, PEELED, 3, BACK, BACK, PEELED)
    run(script)
    assert (script.heard[-1], script.put[-1].before) == (PEEL, 3)


def test_what_was_answered_before_a_step_back_is_known_no_more() -> None:
    found = run(Script(True, PEELED, 3, BACK, BACK))
    assert found.known == {"well": True}


def test_a_follow_up_is_dropped_when_the_new_answer_closes_it() -> None:
    script = Script(True, PEELED, 3, BACK, BACK, NOTHING, False)
    found = interview(script)
    assert found.run() == 3
    assert found.known == {"well": True, "done": NOTHING, "medicine": False}
    assert script.heard[-1] == "medicine"


def test_a_follow_up_comes_once_a_new_answer_opens_it() -> None:
    script = Script(True, NOTHING, BACK, PEELED, 3, True, 5)
    found = interview(script)
    assert found.run() == 5
    assert found.known == {"well": True, "done": PEELED, PEEL: 3, "medicine": True, "dose": 5}


def test_a_not_sure_can_be_taken_back_too() -> None:
    script = Script(NOT_SURE, BACK, True, NOTHING, False)
    found = interview(script)
    found.run()
    assert (found.known["well"], script.put[2].before) == (True, NOT_SURE)


def test_what_is_kept_gets_shorter_with_each_step_back() -> None:
    kept: list[int] = []

    def keep(trail: list[Answered]) -> None:
        kept.append(len(trail))

    script = Script(True, PEELED, BACK, BACK, False, NOTHING, False)
    Interview(Subject(Wanted(QUESTIONS, undecided, RULES)), {}, script, keep=keep).run()
    assert kept == [1, 2, 1, 0, 1, 2, 3]


def test_there_is_no_way_back_from_the_first_question() -> None:
    script = Script(True)
    run(script)
    assert [one.can_go_back for one in script.put] == [False, True]


def test_where_something_leads_up_to_it_the_first_question_can_be_left() -> None:
    script = Script(True, BACK, BACK)
    found = interview(script, can_go_back=True)
    with pytest.raises(BackedOutError):
        found.run()
    assert ([one.can_go_back for one in script.put], found.known) == ([True, True, True], {})


def test_back_from_a_clash_puts_the_answer_that_brought_it() -> None:
    script = Script(True, NOTHING, True, BACK, False)
    found = interview(script, well_with_medicine)
    assert found.run() == 3
    assert script.heard == ["well", "done", "medicine", "clash", "medicine"]
    assert [one.note for one in script.put] == ["", "", "", CLASHING, ""]
    assert (found.known["well"], found.ended_clashes) == (True, [])


def test_back_after_a_clash_puts_the_answer_to_change_once_more_as_it_was_given() -> None:
    script = Script(True, NOTHING, True, "change", True, BACK)
    run(script, well_with_medicine)
    assert script.heard[-2:] == ["dose", "well"]
    assert script.put[-1].before is True


def test_an_answer_that_still_clashes_after_a_walk_back_does_not_stand() -> None:
    found = interview(Script(True, NOTHING, True, "change", True, BACK, True, 5), well_with_medicine)
    found.run()
    assert (found.known["well"], [one.id for one in found.ended_clashes]) == (False, ["well-with-medicine"])


YES_NO: st.SearchStrategy[Answer] = st.sampled_from([True, False, NOT_SURE])
NUMBERS: st.SearchStrategy[Answer] = st.one_of(st.integers(0, 9), st.just(NOT_SURE))
MANY: st.SearchStrategy[Answer] = st.sampled_from(
    [NOTHING, PEELED, Chosen(frozenset({"laser"})), Chosen(frozenset({"peel", "laser"})), NOT_SURE]
)
PEOPLE: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {
        "well": YES_NO,
        "done": MANY,
        PEEL: NUMBERS,
        "medicine": YES_NO,
        "dose": NUMBERS,
        "end": st.just(True),
        "clash": st.sampled_from(["keep", "change"]),
    }
)
MOVES = st.lists(st.one_of(st.just("back"), st.just("right"), PEOPLE), max_size=12)


class Walker:
    """Wanders about by its moves; then it takes every wrong answer back, and answers as the person does."""

    def __init__(self, person: dict[str, Answer], moves: Moves) -> None:
        self.person = person
        self.moves = list(moves)
        self.walk: Interview

    def __call__(self, asking: Asking) -> Reply:
        move = self.moves.pop(0) if self.moves else "right"
        astray = any(one.answer != self.person[one.key[0]] for one in self.walk.trail)
        over = asking.question.id == "end" or not self.moves
        if asking.can_go_back and (move == "back" or (astray and over)):
            return BACK
        return (move if isinstance(move, dict) else self.person)[asking.question.id]


def walked(person: dict[str, Answer], moves: Moves) -> tuple[dict[str, Answer], int]:
    walker = Walker(person, moves)
    walker.walk = to_the_end(walker)
    asked = walker.walk.run()
    return walker.walk.known, asked


@given(PEOPLE, MOVES, PEOPLE)
@examples(120)
def test_any_walk_that_ends_with_the_same_answers_knows_the_same_as_the_straight_one(
    person: dict[str, Answer], moves: Moves, other: dict[str, Answer]
) -> None:
    assert walked(person, [*moves, other, "back"]) == walked(person, [])

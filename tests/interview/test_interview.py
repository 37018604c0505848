from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from interviews import conduct
from skinroutine.errors import StoppedError
from skinroutine.interview.asking import Asking
from skinroutine.interview.pending import always_asked, open_questions
from skinroutine.interview.question import next_asking
from skinroutine.rulebook import Question, Ruling, guards_of
from skinroutine.rulebook.conditions import (
    NOT_SURE,
    Answer,
    AnyOf,
    Chosen,
    Condition,
    Every,
    Facts,
    Picked,
    Within,
    YesNo,
)
from skinroutine.rulebook.doubt import holding

A, B = YesNo("a", yes=True), YesNo("b", yes=True)


def a_question(name: str, kind: str = "yes_no", **keys: object) -> Question:
    return Question(id=name, kind=kind, ask=f"{name}?", why=".", asked_by=("plan",), **keys)  # type: ignore[arg-type]


def of_many(name: str, options: str, **keys: object) -> Question:
    return a_question(name, "many", options={one: one.upper() for one in options}, **keys)


class Person:
    """Answers what is put, and remembers what was put."""

    def __init__(self, details: dict[str, Answer] | None = None, **answers: Answer) -> None:
        self.answers = {**answers, **(details or {})}
        self.heard: list[str] = []
        self.offered: list[list[str]] = []

    def __call__(self, asking: Asking) -> Answer:
        self.heard.append(asking.question.id)
        self.offered.append(list(asking.options))
        answer = self.answers[asking.question.id]
        if isinstance(answer, Chosen):
            return Chosen(answer.options & frozenset(asking.options))
        return answer


def any_open(conditions: Iterable[Condition]) -> Callable[[Facts], frozenset[str]]:
    listed = list(conditions)
    return lambda facts: frozenset().union(*(holding(one, facts).open for one in listed))


def interviewed(
    questions: list[Question], conditions: list[Condition], person: Person, known: dict[str, Answer]
) -> int:
    return conduct(questions, known, any_open(conditions), person, conditions)


def test_questions_come_in_the_order_of_the_file_whatever_the_order_of_the_rules() -> None:
    person = Person(a=False, b=False)
    asked = interviewed([a_question("b"), a_question("a")], [A, B], person, {})
    assert (asked, person.heard) == (2, ["b", "a"])


def test_nothing_is_asked_when_no_rule_is_open() -> None:
    person = Person()
    assert interviewed([a_question("a")], [], person, {}) == 0
    assert interviewed([a_question("a")], [A], person, {"a": False}) == 0


def test_a_question_that_can_no_longer_matter_is_skipped() -> None:
    person = Person(a=False, b=True)
    interviewed([a_question("a"), a_question("b")], [Every([A, B])], person, {})
    assert person.heard == ["a"]


def test_no_rule_is_left_out_because_another_one_was_answered() -> None:
    person, known = Person(a=True, b=True), dict[str, Answer]()
    interviewed([a_question("a"), a_question("b")], [A, B], person, known)
    assert known == {"a": True, "b": True}


def test_answers_that_were_given_are_not_asked_for_again() -> None:
    person = Person(b=True)
    interviewed([a_question("a"), a_question("b")], [A, B], person, {"a": NOT_SURE})
    assert person.heard == ["b"]


def test_the_interview_ends_as_soon_as_what_is_open_says_so() -> None:
    person = Person(a=True, b=True)

    def until_a(facts: Facts) -> frozenset[str]:
        return frozenset() if facts.answers.get("a") else frozenset({"a", "b"})

    asked = conduct([a_question("a"), a_question("b")], {}, until_a, person, [A, B])
    assert (asked, person.heard) == (1, ["a"])


def test_a_person_who_stops_leaves_the_earlier_answers_and_no_other() -> None:
    known: dict[str, Answer] = {}

    def leaving(asking: Asking) -> Answer:
        if asking.question.id == "b":
            raise StoppedError
        return False

    with pytest.raises(StoppedError):
        conduct([a_question("a"), a_question("b")], known, any_open([A, B]), leaving, [A, B])
    assert known == {"a": False}


def test_a_question_is_asked_once_its_guard_holds_and_its_guard_is_asked_first() -> None:
    questions = [a_question("b", when=Every([A])), a_question("a")]
    yes, no, unsure = Person(a=True, b=True), Person(a=False), Person(a=NOT_SURE)
    for person in (yes, no):
        interviewed(questions, [B], person, {})
    assert (yes.heard, no.heard) == (["a", "b"], ["a"])
    assert interviewed(questions, [B], unsure, {}) == 1


def test_only_questions_with_a_condition_have_a_guard() -> None:
    assert list(guards_of([a_question("a"), a_question("b", when=Every([A]))])) == ["b"]


def test_an_option_is_offered_that_a_rule_reads_only_through_a_guard() -> None:
    since = a_question("since.x", "number", when=Every([Picked("m", ["x"])]))
    person = Person({"since.x": 3}, m=Chosen(frozenset("x")))
    known: dict[str, Answer] = {}
    interviewed([of_many("m", "xyz"), since], [Within("since.x", {"under": 7})], person, known)
    assert (person.heard, person.offered[0]) == (["m", "since.x"], ["x"])
    assert known == {"m": Chosen(frozenset("x"), frozenset("yz")), "since.x": 3}


def test_questions_that_do_not_apply_are_not_among_those_left_to_answer() -> None:
    questions = [a_question("a"), a_question("b", when=Every([A])), a_question("c")]
    facts = Facts({"a": False}, guards_of(questions))
    assert [one.id for one in open_questions(questions, facts, frozenset("abc"))] == ["a", "c"]


def test_an_option_is_offered_only_while_an_open_rule_reads_it() -> None:
    person = Person(m=Chosen(frozenset()), b=False)
    rules: list[Condition] = [Picked("m", ["x"]), Every([B, Picked("m", ["z"])])]
    interviewed([a_question("b"), of_many("m", "xyz")], rules, person, {})
    assert person.offered == [[], ["x"]]


def test_an_option_that_no_rule_reads_is_neither_chosen_nor_left_out() -> None:
    known: dict[str, Answer] = {}
    interviewed([of_many("m", "xy")], [Picked("m", ["x"])], Person(m=Chosen(frozenset("xy"))), known)
    assert known == {"m": Chosen(frozenset("x"), frozenset("y"))}


def test_an_option_that_could_still_raise_a_milder_result_is_offered() -> None:
    either = Ruling(
        id="r",
        group="r",
        when=AnyOf([A, Picked("m", ["x"])]),
        weight=4,
        weight_if_not_sure=1,
        say=".",
        sources=("s",),
    )
    facts = Facts({"a": NOT_SURE}, {})
    asking = next_asking([of_many("m", "xy")], facts, frozenset("m"), [either])
    assert asking is not None
    assert list(asking.options) == ["x"]
    assert next_asking([of_many("m", "xy")], facts, frozenset("m"), [either.when]) is None


def test_a_question_none_of_whose_options_matters_is_not_asked() -> None:
    facts = Facts({}, {})
    asking = next_asking([of_many("m", "xy")], facts, frozenset("m"), [Picked("other", ["x"])])
    assert asking is None


def test_a_question_of_one_offers_all_of_its_options() -> None:
    one = a_question("k", "one", options={"x": "X", "y": "Y"})
    person = Person(k="y")
    interviewed([one], [Picked("k", ["x"])], person, {})
    assert person.offered == [["x", "y"]]


def test_a_question_that_is_always_asked_offers_all_of_its_options_without_any_rule() -> None:
    areas = of_many("areas", "xyz", always=True)
    person, known = Person(areas=Chosen(frozenset("xz"))), dict[str, Answer]()
    conduct([areas], known, lambda facts: always_asked([areas], facts), person)
    assert (person.offered, known) == ([["x", "y", "z"]], {"areas": Chosen(frozenset("xz"))})


def test_what_is_always_asked_is_still_not_asked_where_it_does_not_apply() -> None:
    questions = [a_question("a"), a_question("b", always=True, when=Every([A]))]
    person = Person(a=False)
    conduct(questions, {"a": False}, lambda facts: always_asked(questions, facts), person)
    assert person.heard == []


SCREENED = of_many("s", "uvwxyz", screens={"first": ("u", "v"), "second": ("w", "x"), "third": ("y", "z")})


def reads(*options: str) -> list[Condition]:
    return [Picked("s", [option]) for option in options]


def test_a_question_in_screens_is_put_screen_by_screen_and_the_answers_are_joined() -> None:
    known: dict[str, Answer] = {}
    person = Person(s=Chosen(frozenset("uxz")))
    asked = interviewed([SCREENED], reads(*"uvwxyz"), person, known)
    assert (asked, person.offered) == (3, [["u", "v"], ["w", "x"], ["y", "z"]])
    assert known == {"s": Chosen(frozenset("uxz"))}


def test_a_screen_that_no_open_rule_reads_is_skipped() -> None:
    person = Person(s=Chosen(frozenset()))
    interviewed([SCREENED], reads("u", "z"), person, {})
    assert person.offered == [["u"], ["z"]]


def test_what_stands_on_a_later_screen_is_not_a_no_after_the_first() -> None:
    known: dict[str, Answer] = {}

    def first_screen_only(facts: Facts) -> frozenset[str]:
        return frozenset() if "s" in facts.answers else frozenset("s")

    person = Person(s=Chosen(frozenset("u")))
    conduct([SCREENED], known, first_screen_only, person, reads(*"uvwxyz"))
    assert known == {"s": Chosen(frozenset("u"), unseen=frozenset("wxyz"))}
    facts = Facts(known, {})
    assert [holding(one, facts).truth for one in reads(*"uvw")] == [True, False, None]


def test_the_name_of_the_screen_goes_with_the_question() -> None:
    facts = Facts({"s": Chosen(frozenset(), unseen=frozenset("yz"))}, {})
    asking = next_asking([SCREENED], facts, frozenset("s"), reads("z"))
    assert asking == Asking(SCREENED, {"z": "Z"}, "third")


def test_the_details_of_a_symptom_are_asked_once_it_is_named() -> None:
    detail = a_question("s.u.worse", when=Every([Picked("s", ["u"])]))
    rules: list[Condition] = [*reads(*"uw"), Every([Picked("s", ["u"]), YesNo("s.u.worse", yes=True)])]
    named, other = Person({"s.u.worse": False}, s=Chosen(frozenset("u"))), Person(s=Chosen(frozenset()))
    for person in (named, other):
        interviewed([SCREENED, detail], rules, person, {})
    assert (named.heard, other.heard) == (["s", "s", "s.u.worse"], ["s", "s"])

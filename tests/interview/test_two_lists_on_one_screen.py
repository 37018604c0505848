"""Two lists that share a screen: one answer, which settles two questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from effort import examples
from interviews import Wanted
from skinroutine.interview.asking import BACK, Asking, Back
from skinroutine.interview.joined import answers_apart, answers_together, unsure_line
from skinroutine.interview.replay import GivenAnswer
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import Subject
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Condition, Facts, Picked
from skinroutine.rulebook.questions import ListPart, SharedScreen

HEAD = Question(
    id="head", kind="many", options_from="listed", ask="Look at the head.", why="It matters.", asked_by=(),
    options={"worn": "It is worn", "fell": "It fell"}, name="Head",
    beside=SharedScreen(list="products", ask="What is true today?"),
    as_part=ListPart(heading="The head", not_sure="Not sure about the head"),
)  # fmt: skip
WORN, FELL = (
    Question(
        id=name, kind="yes_no", ask=f"{name}?", why="It matters.", asked_by=("plan",),
        listed_in="head", listed_as=label,
    )
    for name, label in HEAD.options.items()
)  # fmt: skip
PRODUCTS = Question(
    id="products", kind="many", ask="What is on the skin?", why="It goes in.", asked_by=("plan",),
    options={"oil": "Oil", "acid": "Acid"}, name="Products",
    as_part=ListPart(heading="On the skin", not_sure="Not sure what is on the skin"),
)  # fmt: skip
CREAM = Question(
    id="cream", kind="one", ask="A cream?", why="It is strong.", asked_by=("plan",), listed_in="products",
    options={"no": "No", "strong": "Strong"}, listed_options={"strong": "A strong cream"}, listed_rest="no",
)  # fmt: skip
LAST = Question(id="last", kind="yes_no", ask="And this?", why="It matters.", asked_by=("plan",))
ALL = [HEAD, WORN, FELL, PRODUCTS, CREAM, LAST]
READ: list[Condition] = [Picked("products", list(PRODUCTS.options))]
BOTH = ("worn", "fell", "oil", "acid", "cream.strong")
NOTHING: Chosen = Chosen(frozenset())

Say = Callable[[Asking], Answer | Back]


def unanswered(facts: Facts) -> frozenset[str]:
    return frozenset(each.id for each in ALL if each.asked_by) - facts.answers.keys()


def interview(say: Say, known: dict[str, Answer], **kept: list[GivenAnswer]) -> Interview:
    return Interview(Subject(Wanted(ALL, unanswered, READ)), known, say, **kept)  # type: ignore[arg-type]


def says(*answers: Answer | Back) -> tuple[Say, list[Asking]]:
    """Somebody who gives these answers in turn, and what they were asked."""
    left: Iterator[Answer | Back] = iter(answers)
    put: list[Asking] = []

    def say(asking: Asking) -> Answer | Back:
        put.append(asking)
        return next(left)

    return say, put


def come_to(
    *answers: Answer | Back, known: Mapping[str, Answer] = {}
) -> tuple[dict[str, Answer], list[Asking]]:
    say, put = says(*answers)
    found = dict(known)
    interview(say, found).run()
    return found, put


def ticked(*names: str) -> Chosen:
    return Chosen(frozenset(names))


def test_the_lines_of_both_stand_on_one_screen_under_a_heading_each_with_a_line_for_not_sure() -> None:
    _, (asking, _) = come_to(NOTHING, True)
    assert asking.text == "What is true today?"
    assert asking.question.headings == {
        "The head": ("worn", "fell", "not_sure.head"),
        "On the skin": ("oil", "acid", "cream.strong", "not_sure.products"),
    }
    assert [*asking.options] == [*BOTH[:2], "not_sure.head", *BOTH[2:], "not_sure.products"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (NOTHING, (False, False, NOTHING, "no")),
        (ticked("fell"), (False, True, NOTHING, "no")),
        (ticked("worn", "oil", "cream.strong"), (True, False, ticked("oil"), "strong")),
        (ticked("not_sure.head", "oil"), (NOT_SURE, NOT_SURE, ticked("oil"), "no")),
        (ticked("not_sure.products", "fell"), (False, True, NOT_SURE, NOT_SURE)),
        (NOT_SURE, (NOT_SURE, NOT_SURE, NOT_SURE, NOT_SURE)),
    ],
)
def test_one_answer_settles_both_and_not_sure_of_one_says_nothing_of_the_other(
    answer: Answer, expected: tuple[Answer, ...]
) -> None:
    known, put = come_to(answer, True)
    assert tuple(known[name] for name in ("worn", "fell", "products", "cream")) == expected
    assert len(put) == 2


def test_a_shared_screen_is_one_question() -> None:
    say, put = says(NOTHING, True)
    assert interview(say, {}).run() == 2
    assert [(asking.place, asking.total) for asking in put] == [(1, 2), (2, 2)]


def test_back_leads_to_both_with_what_was_ticked_in_each() -> None:
    known, put = come_to(ticked("fell", "oil"), BACK, ticked("oil", "acid"), True)
    assert put[2].before == ticked("fell", "oil")
    assert (known["fell"], known["products"]) == (False, ticked("oil", "acid"))


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({"products": NOTHING, "cream": "no"}, [{"worn", "fell"}, {"last"}]),
        ({"worn": False, "fell": False}, [{"products", "cream"}, {"last"}]),
        ({"worn": False}, [{"fell", "products", "cream"}, {"last"}]),
        ({"cream": "no"}, [{"worn", "fell", "products"}, {"last"}]),
    ],
)
def test_what_is_known_of_a_list_is_not_asked_on_the_screen_and_a_list_alone_asks_as_ever(
    known: dict[str, Answer], asked: list[set[str]]
) -> None:
    _, put = come_to(NOTHING, True, known=known)
    assert [{*asking.settles} for asking in put] == asked
    assert (put[0].text == "What is true today?") is bool(put[0].parts)


def test_of_what_was_answered_before_a_stop_only_the_rest_is_asked() -> None:
    head = GivenAnswer("head", "", frozenset({"worn", "fell"}), ticked("fell"))
    say, put = says(ticked("acid"), True)
    known: dict[str, Answer] = {}
    interview(say, known, replay=[head]).run()
    assert [asking.question.id for asking in put] == ["products", "last"]
    assert (known["fell"], known["products"]) == (True, ticked("acid"))


def test_an_answer_is_kept_as_one_to_each_list() -> None:
    say, _ = says(ticked("fell", "not_sure.products"), True)
    talk = interview(say, {})
    talk.run()
    assert [step.given for step in talk.trail][:2] == [
        GivenAnswer("head", "", frozenset({"worn", "fell"}), ticked("fell")),
        GivenAnswer("products", "", frozenset({"oil", "acid", "cream.strong"}), NOT_SURE),
    ]


def test_a_line_that_would_mean_two_things_keeps_the_lists_apart() -> None:
    clashing = replace(PRODUCTS, options={"fell": "Something that fell on it", "oil": "Oil"})
    put: list[Asking] = []

    def say(asking: Asking) -> Answer:
        put.append(asking)
        return NOTHING if asking.question.kind == "many" else True

    questions = [HEAD, WORN, FELL, clashing]
    read: list[Condition] = [Picked("products", list(clashing.options))]
    wanted = Wanted(questions, lambda facts: unanswered(facts) - {"cream", "last"}, read)
    Interview(Subject(wanted), {}, say).run()
    assert [asking.question.id for asking in put] == ["head", "products"]


@given(
    head=st.just(NOT_SURE) | st.frozensets(st.sampled_from(["worn", "fell"])),
    products=st.just(NOT_SURE) | st.frozensets(st.sampled_from(["oil", "acid", "cream.strong"])),
)
@examples(100)
def test_two_answers_put_together_come_apart_as_they_were(head: object, products: object) -> None:
    _, (asking, _) = come_to(NOTHING, True)
    answers = [Chosen(each) if isinstance(each, frozenset) else NOT_SURE for each in (head, products)]
    whole = answers_together(asking.parts, answers)
    assert [own for _, own in answers_apart(asking, whole)] == answers
    assert whole.options >= {
        unsure_line(part) for part, own in zip(asking.parts, answers, strict=True) if own is NOT_SURE
    }

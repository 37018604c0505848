"""A detail that is asked of one option and was given of another: a temperature beside redness, not fever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen, Facts, Picked


def owners_of(name: str, detail: str, questions: Iterable[Question]) -> list[Question]:
    """The questions for this detail of other options of the same list."""
    group = f"{name.partition('.')[0]}."
    own = [question for question in questions if question.id.startswith(group)]
    return [question for question in own if question.id.endswith(f".{detail}")]


def borrow(owner: Question, name: str) -> Question:
    """The question for the same detail of another option, which nobody is asked."""
    parent, option = name.split(".")[:2]
    return replace(owner, id=name, when=Picked(parent, [option]))


def with_owners(answers: Mapping[str, Answer], owners: Mapping[str, Question]) -> dict[str, Answer]:
    """The answers, with each borrowed detail counted where it belongs when it says what its owner stands for.

    ``owners`` gives the question that each borrowed detail was taken from. A detail that speaks of its owner
    adds the owner's option, and of two numbers the greater counts: nothing here makes an answer milder.
    """
    whole = dict(answers)
    for name, owner in owners.items():
        if _tells(owner, whole[name]):
            parent, option = owner.id.split(".")[:2]
            chosen = whole.get(parent)
            if isinstance(chosen, Chosen):
                whole[parent] = Chosen(chosen.options | {option}, chosen.unseen)
            whole[owner.id] = _stricter(whole.get(owner.id), whole[name])
    return whole


def _tells(owner: Question, answer: Answer) -> bool:
    """Whether an answer, given of another option, says that the option of this question is there."""
    facts = Facts({owner.id: answer}, {})
    return owner.tells is not None and owner.tells.weigh(facts, not_sure=False).truth is True


def _stricter(there: Answer | None, answer: Answer) -> Answer:
    if isinstance(there, int | float) and isinstance(answer, int | float):
        return max(there, answer)
    return answer

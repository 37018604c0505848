"""What is told of an option: which one it is, and details that belong to another: a temperature to fever."""

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


def option_inside(name: str, key: str, questions: Mapping[str, Question]) -> str:
    """The option that a key stands for: ``accutane`` in ``days_since`` by its id, else the same key."""
    asked = [question for question in questions.values() if question.id.startswith(f"{name}.")]
    leaves = (next((leaf for leaf, _ in question.when.leaves()), None) for question in asked)
    lists = {leaf.question for leaf in leaves if isinstance(leaf, Picked)} & questions.keys()
    found = {questions[each].option_of(key) for each in lists}
    fitting = [option for option in found if f"{name}.{option}" in questions]
    return fitting[0] if len(fitting) == 1 and f"{name}.{key}" not in questions else key


def details_of(name: str, options: Iterable[str], questions: Iterable[Question]) -> list[str]:
    """The questions that are asked of these options of a list."""
    wanted = frozenset(options)
    leaves = ((question, next((leaf for leaf, _ in question.when.leaves()), None)) for question in questions)
    return [
        question.id
        for question, leaf in leaves
        if isinstance(leaf, Picked)
        and leaf.question == name
        and leaf.options <= wanted
        and question.id.rpartition(".")[2] in wanted
    ]


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

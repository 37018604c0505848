"""What of an interview is to be recorded as facts about the person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from skinroutine.history.events import FactRecord
from skinroutine.interview.answers import plain
from skinroutine.interview.asking import take
from skinroutine.interview.no_longer import NO_LONGER
from skinroutine.interview.replay import Answered
from skinroutine.memory.facts import AREAS
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer, Chosen, NotSure


def options_answered(
    trail: Iterable[Answered], known: Mapping[str, Answer], questions: Iterable[Question]
) -> dict[str, list[str] | None]:
    """Which questions were answered in an interview, and the options of each that were on offer (None: all).

    What was recalled and never shown is left out: nobody said it now.
    """
    all_options = {question.id: frozenset(question.options) for question in questions}
    shown: dict[str, list[str] | None] = {}
    for given in trail:
        for name, options in _shown(given, all_options):
            if name in known:
                earlier = shown.get(name) or []
                shown[name] = None if options is None else sorted({*earlier, *options})
    return shown


def drafts(
    shown: Mapping[str, list[str] | None],
    known: Mapping[str, Answer],
    questions: Iterable[Question],
    treatment: str,
    ended: Mapping[str, Mapping[str, Iterable[str]]] = {},
) -> Iterator[FactRecord]:
    """What is to be recorded of these answers: one fact for each question that the profile keeps.

    "Not sure" is kept as no answer, which ends what was remembered before, though not what was named of a
    list that stays. ``ended`` are the options of such lists that are so no longer, by question, each with
    the ids of the facts that named it.
    """
    areas = known.get(AREAS)
    for question in questions:
        if question.kept and question.id in shown:
            answer = known[question.id]
            unsure = isinstance(answer, NotSure)
            gone = ended.get(question.id, {})
            yield FactRecord(
                question=question.id,
                answer=None if unsure else _plain_answer(answer, shown[question.id]),
                options=shown[question.id],
                treatment=treatment,
                areas=sorted(areas.options) if isinstance(areas, Chosen) else [],
                about=plain({"": known[question.follows]})[""] if question.follows in known else None,
                no_longer=sorted(gone),
                ends=_ids(gone),
            )


def ending(question: Question, ended: Mapping[str, Iterable[str]], treatment: str = "") -> FactRecord:
    """What ends options of a list that stays, each with the ids of the facts that named it, and no more."""
    return _ends(question, ended, treatment, answer=[], options=sorted(ended))


def forgetting(question: Question, ended: Mapping[str, Iterable[str]], treatment: str = "") -> FactRecord:
    """What ends all that is remembered of a question, so that it is asked again."""
    return _ends(question, ended, treatment, answer=None, options=None)


def _ends(
    question: Question,
    ended: Mapping[str, Iterable[str]],
    treatment: str,
    *,
    answer: object,
    options: list[str] | None,
) -> FactRecord:
    return FactRecord(
        question=question.id,
        answer=answer,
        options=options,
        areas=[],
        about=None,
        treatment=treatment,
        no_longer=sorted(ended),
        ends=_ids(ended),
    )


def _ids(ended: Mapping[str, Iterable[str]]) -> list[str]:
    return sorted({name for names in ended.values() for name in names})


def _unseen(given: Answered) -> frozenset[str]:
    """The lines of a list that were not on the screen as it was answered: nothing was said of them."""
    return given.answer.unseen if isinstance(given.answer, Chosen) else frozenset()


def _shown(
    given: Answered, all_options: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, list[str] | None]]:
    """The questions that one answer settled, with the options that it settled of each."""
    asking = given.asking
    if asking.question.id == NO_LONGER:
        # What is not over was confirmed by name.
        yield from ((name.rpartition(".")[0], [name.rpartition(".")[2]]) for name in asking.options)
        return
    if not asking.tells:
        many = asking.question.kind == "many"
        own = (
            {*asking.options, *_typed(given)} & all_options.get(asking.question.id, frozenset())
        ) - _unseen(given)
        yield asking.question.id, sorted(own) if many else None
        yield from ((name, None) for name in (*asking.extras, *([asking.never] * bool(asking.never))))
    for name, line in asking.tells.items():
        left = line.left
        if not isinstance(left, Chosen):
            yield name, None
        elif take({}, asking, given.answer)[name] == left:
            open_before = line.ticked.unseen if isinstance(line.ticked, Chosen) else all_options[name]
            yield name, sorted(open_before - left.unseen)


def _typed(given: Answered) -> frozenset[str]:
    """What was named although the list does not show it, as it has a question of its own."""
    named = given.answer.options if isinstance(given.answer, Chosen) else frozenset[str]()
    return named & given.asking.question.apart.keys()


def _plain_answer(answer: Answer, shown: list[str] | None) -> object:
    if isinstance(answer, Chosen) and shown is not None:
        answer = Chosen(answer.options & frozenset(shown))
    return plain({"": answer})[""]

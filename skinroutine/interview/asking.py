"""One question as it is put to a person, or a list that stands for several, and what an answer tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Glossary, Question
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, NotSure


class Back:
    """What a person says who wants to see the question before this one again. There is one: ``BACK``."""


BACK: Final = Back()
NEVER: Final = "never"
"""What may stand in place of a number of days since something."""


class ListLine(NamedTuple):
    """What one line of a list tells about a question of its own: ticked, left out, or not sure about all.

    None tells nothing, so that the question itself is still to be asked. ``line`` is the line that it
    hangs on, when that is not its own.
    """

    ticked: Answer | None
    left: Answer | None
    unsure: Answer | None = NOT_SURE
    line: str = ""


class Asking(NamedTuple):
    """One question as it is put to a person: the options on offer, by id, with their labels.

    ``before`` is the answer that was given when it was asked before, ``note`` what is said first,
    ``can_go_back`` whether there is a question before it, ``glossary`` gives the words that can be explained.
    ``tells`` says what the answer means for other questions, where a list stands for several of them.
    ``start`` is the option where a pointer may wait, for a choice that decides nothing about the skin.
    ``extras`` are questions that are asked as lines of this list, each with its answer when
    none is ticked and those that can be ticked, the most careful last.
    ``never`` is the question to which "never" in place of a number says yes.
    ``settled`` says of an answer whether it decides, whatever else is so: then nobody has to see the rest of
    the list first. What they did not see stays unseen.
    ``parts`` are the lists that share this screen, where they are several: the answer is one to all.
    ``place`` is the number of this question and ``total`` about how many there are; 0 where nobody counts.
    """

    question: Question
    options: dict[str, str]
    screen: str = ""
    before: Answer | None = None
    note: str = ""
    can_go_back: bool = False
    tells: Mapping[str, ListLine] = {}
    start: str = ""
    extras: Mapping[str, tuple[str, ...]] = {}
    never: str = ""
    place: int = 0
    total: int = 0
    glossary: Callable[[], Glossary] | None = None
    settled: Callable[[Answer], bool] | None = None
    parts: tuple[Asking, ...] = ()

    @property
    def text(self) -> str:
        """How it is asked: each screen of a question may have words of its own."""
        return self.question.screen_asks.get(self.screen, self.question.ask)

    @property
    def settles(self) -> tuple[str, ...]:
        """The questions that an answer to this settles."""
        if self.parts:
            return tuple(name for part in self.parts for name in part.settles)
        return (*([] if self.tells else [self.question.id]), *self.tells, *self.extras)

    @property
    def screen_note(self) -> str:
        """What stands under the question on its screen; empty where nothing does."""
        return self.question.screen_notes.get(self.screen, "")

    @property
    def why(self) -> str:
        """Why it is asked."""
        return self.question.why

    def explained(self, option: str = "") -> list[str]:
        """What the words mean that a person may not know: of the question, of one option, then of the others.

        ``option`` is the label that somebody points at. Empty where there is no glossary.
        """
        if self.glossary is None:
            return []
        find = self.glossary().in_text
        found = [term for text in (self.text, option, *self.options.values()) for term in find(text)]
        return [str(term) for term in {term.id: term for term in found}.values()]


Ask = Callable[[Asking], Answer | Back]
"""Puts one question to a person. BACK only where ``can_go_back``."""


def take(known: Mapping[str, Answer], asking: Asking, answer: Answer) -> dict[str, Answer | None]:
    """What an answer tells, by question. None: the question is known to be unknown, and still to be asked."""
    if asking.tells:
        return {name: _line_answer(line, name, answer) for name, line in asking.tells.items()}
    if asking.never and answer == NEVER:
        return {asking.never: True}
    found: dict[str, Answer | None] = {asking.never: False} if asking.never else {}
    found |= {name: _extra(name, rising, answer) for name, rising in asking.extras.items()}
    return {**found, asking.question.id: _merge(known, asking, answer)}


def with_lines(asking: Asking, extras: Iterable[Question]) -> Asking:
    """The same list with the options of other questions as lines of it."""
    listed = list(extras)
    lines = {name: label for extra in listed for name, label in lines_of(extra).items()}
    rising = {extra.id: (extra.listed_rest, *extra.listed_options) for extra in listed}
    question = replace(asking.question, **_line_words(asking.question, listed))
    return asking._replace(question=question, options={**asking.options, **lines}, extras=rising)


def _line_words(question: Question, lines: Iterable[Question]) -> dict[str, dict[str, tuple[str, ...]]]:
    """What else people call the rows of a list that has the options of other questions among its lines."""
    also, may_mean = dict(question.also), dict(question.may_mean)
    for line in lines:
        also |= {f"{line.id}.{name}": line.words_for(name) for name in line.listed_options}
        may_mean |= {
            word: tuple(f"{line.id}.{name}" for name in options) for word, options in line.may_mean.items()
        }
    return {"also": also, "may_mean": may_mean}


def lines_of(question: Question) -> dict[str, str]:
    """The options of a question that are lines of another list, by the name of the line."""
    return {f"{question.id}.{name}": label for name, label in question.listed_options.items()}


def as_listed(whole_list: Question, members: Iterable[Question]) -> Asking:
    """A list that stands for several questions of yes or no, a line for each."""
    listed = list(members)
    tells = {member.id: ListLine(member.listed_means, not member.listed_means) for member in listed}
    return Asking(whole_list, {member.id: member.listed_as for member in listed}, tells=tells)


def _line_answer(line: ListLine, name: str, answer: Answer) -> Answer | None:
    if isinstance(answer, NotSure):
        return line.unsure
    ticked = (line.line or name) in answer.options if isinstance(answer, Chosen) else answer is False
    return line.ticked if ticked else line.left


def _extra(name: str, rising: tuple[str, ...], answer: Answer) -> Answer:
    """What a list says of a question that is some of its lines: of several that are ticked the last."""
    if not isinstance(answer, Chosen):
        return NOT_SURE
    rest, *options = rising
    return next((option for option in reversed(options) if f"{name}.{option}" in answer.options), rest)


def unseen_of(question: Question, answer: Answer | None) -> frozenset[str]:
    """The options that nobody was asked about."""
    if answer is None:
        return frozenset(question.options)
    return answer.unseen if isinstance(answer, Chosen) else frozenset()


def as_offered(asking: Asking, answer: Answer) -> Answer:
    """An answer to a list: what was not on offer is not left out, it is not known."""
    if not isinstance(answer, Chosen):
        return answer
    offered = asking.options.keys() | answer.options
    return Chosen(answer.options, frozenset(asking.question.options.keys() - offered))


def _merge(known: Mapping[str, Answer], asking: Asking, answer: Answer) -> Answer:
    """An answer to one screen of a question, joined with those to its other screens."""
    if not isinstance(answer, Chosen):
        return answer
    question, before = asking.question, known.get(asking.question.id)
    chosen = before.options if isinstance(before, Chosen) else frozenset[str]()
    shown = frozenset(asking.options)
    unseen = unseen_of(question, before) - shown | answer.unseen & shown
    # A line of another question is an answer to that one, not to the list.
    own = answer.options & question.options.keys() if asking.extras else answer.options
    return Chosen(chosen | own, unseen - own)

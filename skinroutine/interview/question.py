"""One question as it is put to a person: which comes next, what is on offer, what its answer tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from skinroutine.rulebook import CountsAs, Glossary, HeadLife, Interval, Merit, Question, Ruling, Step
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Condition, Facts, NotSure
from skinroutine.rulebook.doubt import holding
from skinroutine.tuples import NamedTuple

Reads = Condition | Ruling | Step | Interval | CountsAs | HeadLife | Merit
"""Whatever turns on answers."""


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

    @property
    def text(self) -> str:
        """How it is asked: each screen of a question may have words of its own."""
        return self.question.screen_asks.get(self.screen, self.question.ask)

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


def next_asking(
    questions: Iterable[Question], facts: Facts, undecided: frozenset[str], rules: Iterable[Reads]
) -> Asking | None:
    """The first question, in the order of the file, that is worth asking now."""
    listed = list(questions)
    for question in listed:
        if _applies(question, facts, undecided):
            following = _make_asking(question, facts, rules)
            if following is not None:
                return _together(following, listed, facts, undecided)
    return None


def screens_left(questions: Iterable[Question], facts: Facts, undecided: frozenset[str]) -> int:
    """About how many screens are still to come: what is asked together is one."""
    listed = list(questions)
    askers = {other.never: other.id for other in listed if other.never}
    wanted = [question for question in listed if _applies(question, facts, undecided)]
    lists = {question.listed_in or askers.get(question.id, question.id) for question in wanted}
    named = [question for question in wanted if question.screens]
    unseen = {question.id: _unseen(question, facts.answers.get(question.id)) for question in named}
    more = [unseen[each.id] & {*ids} for each in named for ids in each.screens.values()]
    return len(lists) - len(named) + len([screen for screen in more if screen])


def whole(question: Question, rules: Iterable[Reads], guards: Mapping[str, Condition]) -> Asking:
    """A question as it is asked of a person who has said nothing yet, on one screen."""
    options = question.options
    if question.kind == "many" and not question.always:
        read = _options_read(question.id, Facts({}, guards), [when_of(rule) for rule in rules], guards)
        options = {name: label for name, label in options.items() if name in read - question.apart.keys()}
    return Asking(question, options)


def readers(question: str, rules: Iterable[Reads]) -> tuple[str, ...]:
    """The ids of the rules that turn on a question, in their order."""
    return tuple(rule.id for rule in rules if not isinstance(rule, Condition) and question in rule.when.reads)


def take(known: Mapping[str, Answer], asking: Asking, answer: Answer) -> dict[str, Answer | None]:
    """What an answer tells, by question. None: the question is known to be unknown, and still to be asked."""
    if asking.tells:
        return {name: _line_answer(line, name, answer) for name, line in asking.tells.items()}
    if asking.never and answer == NEVER:
        return {asking.never: True}
    found: dict[str, Answer | None] = {asking.never: False} if asking.never else {}
    found |= {name: _extra(name, rising, answer) for name, rising in asking.extras.items()}
    return {**found, asking.question.id: _merge(known, asking, answer)}


def _applies(question: Question, facts: Facts, undecided: frozenset[str]) -> bool:
    return bool(question.asked_by and question.id in undecided and holding(question.when, facts).truth)


def _make_asking(question: Question, facts: Facts, rules: Iterable[Reads]) -> Asking | None:
    if question.kind != "many":
        return Asking(question, question.options)
    listed = list(rules)
    unseen = _unseen(question, facts.answers.get(question.id))
    offered = unseen if question.always else unseen & _options_read(question.id, facts, listed, facts.guards)
    offered -= question.apart.keys()
    for screen, ids in question.screens.items() or {"": tuple(question.options)}.items():
        options = {option: question.options[option] for option in ids if option in offered}
        if options:
            return Asking(question, options, screen)
    return None


def _together(asking: Asking, questions: list[Question], facts: Facts, undecided: frozenset[str]) -> Asking:
    """The same question, or the one that is asked for it and for others at once."""
    question = asking.question
    if question.listed_in and question.kind == "yes_no":
        return _in_list(asking, questions, facts, undecided)
    # One screen for both: a "never" there answers this question too.
    asker = next((other for other in questions if other.never == question.id), None)
    if asker is not None and asker.id not in facts.answers:
        return Asking(asker, asker.options, never=question.id)
    lines = [other for other in questions if other.listed_in == question.id]
    more = [line for line in lines if _applies(line, facts, undecided)]
    if question.kind != "many" or not more:
        return asking
    return with_lines(asking, more)


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


def _in_list(asking: Asking, questions: list[Question], facts: Facts, undecided: frozenset[str]) -> Asking:
    """The list that stands for this question and others like it; alone, the question asks for itself."""
    name = asking.question.listed_in
    whole_list = next((question for question in questions if question.id == name), None)
    lines = [question for question in questions if question.listed_in == name]
    members = [line for line in lines if _applies(line, facts, undecided)]
    if whole_list is None or len(members) == 1:
        return asking
    return as_listed(whole_list, members)


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


def _unseen(question: Question, answer: Answer | None) -> frozenset[str]:
    if answer is None:
        return frozenset(question.options)
    return answer.unseen if isinstance(answer, Chosen) else frozenset()


def _options_read(
    question: str, facts: Facts, rules: Iterable[Reads], guards: Mapping[str, Condition]
) -> frozenset[str]:
    """The options of a question that some open rule reads."""
    found = frozenset[str]()
    for rule in rules:
        more = _options_in(question, when_of(rule), guards)
        if not more <= found and question in _open(rule, facts):
            found |= more
    return found


def _options_in(question: str, condition: Condition, guards: Mapping[str, Condition]) -> frozenset[str]:
    """The options of a question that a condition reads, itself or to know whether another applies."""
    found = condition.picks.get(question, frozenset())
    for name in condition.reads & guards.keys():
        found |= _options_in(question, guards[name], guards)
    return found


def when_of(rule: Reads) -> Condition:
    """The condition under which it holds."""
    return rule if isinstance(rule, Condition) else rule.when


def _open(rule: Reads, facts: Facts) -> frozenset[str]:
    """What it hangs on: a ruling with a milder weight also on what could still settle which applies."""
    if not isinstance(rule, Ruling):
        return holding(when_of(rule), facts).open
    return holding(rule.when, facts, milder_if_not_sure=rule.milder, about=rule.doubted).open


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
    unseen = _unseen(question, before) - shown | answer.unseen & shown
    # A line of another question is an answer to that one, not to the list.
    own = answer.options & question.options.keys() if asking.extras else answer.options
    return Chosen(chosen | own, unseen - own)

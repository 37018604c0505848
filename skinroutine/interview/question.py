"""Which question comes next, and what is on offer in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from skinroutine.interview.asking import Asking, as_listed, unseen_of, with_lines
from skinroutine.interview.joined import can_be_joined, joined
from skinroutine.interview.pending import when_of
from skinroutine.rulebook import Question, Ruling
from skinroutine.rulebook.conditions import Condition, Facts
from skinroutine.rulebook.doubt import holding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.pending import Reads


def next_asking(
    questions: Iterable[Question], facts: Facts, undecided: frozenset[str], rules: Iterable[Reads]
) -> Asking | None:
    """The first question, in the order of the file, that is worth asking now."""
    listed = list(questions)
    for question in listed:
        if _applies(question, facts, undecided):
            following = _make_asking(question, facts, rules)
            if following is not None:
                asking = _together(following, listed, facts, undecided)
                return _with_list_beside(asking, listed, facts, undecided, rules)
    return None


def screens_left(questions: Iterable[Question], facts: Facts, undecided: frozenset[str]) -> int:
    """About how many screens are still to come: what is asked together is one."""
    listed = list(questions)
    askers = {other.never: other.id for other in listed if other.never}
    wanted = [question for question in listed if _applies(question, facts, undecided)]
    names = {question.listed_in or askers.get(question.id, question.id) for question in wanted}
    beside = {other.beside.list: other.id for other in listed if other.beside}
    lists = {beside.get(name, name) for name in names}
    named = [question for question in wanted if question.screens]
    unseen = {question.id: unseen_of(question, facts.answers.get(question.id)) for question in named}
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


def _applies(question: Question, facts: Facts, undecided: frozenset[str]) -> bool:
    return bool(question.asked_by and question.id in undecided and holding(question.when, facts).truth)


def _make_asking(question: Question, facts: Facts, rules: Iterable[Reads]) -> Asking | None:
    if question.kind != "many":
        return Asking(question, question.options)
    listed = list(rules)
    unseen = unseen_of(question, facts.answers.get(question.id))
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


def _with_list_beside(
    asking: Asking, questions: list[Question], facts: Facts, undecided: frozenset[str], rules: Iterable[Reads]
) -> Asking:
    """The same question, with the list on one screen that belongs beside it, while that is open too."""
    own = asking.question
    listed = next((each for each in questions if own.kind == "yes_no" and each.id == own.listed_in), own)
    other = next((each for each in questions if listed.beside and each.id == listed.beside.list), None)
    if other is None or not _applies(other, facts, undecided):
        return asking
    second = _make_asking(other, facts, rules)
    first = asking if listed is own else as_listed(listed, [own])
    if second is None:
        return asking
    second = _together(second, questions, facts, undecided)
    return joined(first, second) if can_be_joined(first, second) else asking


def _in_list(asking: Asking, questions: list[Question], facts: Facts, undecided: frozenset[str]) -> Asking:
    """The list that stands for this question and others like it; alone, the question asks for itself."""
    name = asking.question.listed_in
    whole_list = next((question for question in questions if question.id == name), None)
    lines = [question for question in questions if question.listed_in == name]
    members = [line for line in lines if _applies(line, facts, undecided)]
    if whole_list is None or len(members) == 1:
        return asking
    return as_listed(whole_list, members)


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


def _open(rule: Reads, facts: Facts) -> frozenset[str]:
    """What it hangs on: a ruling with a milder weight also on what could still settle which applies."""
    if not isinstance(rule, Ruling):
        return holding(when_of(rule), facts).open
    return holding(rule.when, facts, milder_if_not_sure=rule.milder, about=rule.doubted).open

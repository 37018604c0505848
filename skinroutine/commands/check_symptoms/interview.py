"""A check as a person is asked: red flags first, what cannot wait is said at once, then the rest."""

from __future__ import annotations

from collections.abc import Mapping

from skinroutine.app import App
from skinroutine.commands.check_symptoms.alarm import Alarm, weigh
from skinroutine.commands.check_symptoms.answers import conflicts_of, known_answers, profile_of, typed_answers
from skinroutine.commands.check_symptoms.occasion import Occasion, ask_occasion
from skinroutine.commands.check_symptoms.screen import SymptomCheck, alarm_page
from skinroutine.commands.check_symptoms.stored import store_check
from skinroutine.commands.conversation import Conversation
from skinroutine.commands.typed import Typed
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import WORST
from skinroutine.errors import EndOfInputError
from skinroutine.interview.asking import Ask, Back, take
from skinroutine.interview.question import next_asking
from skinroutine.interview.subject import BackedOutError, Subject
from skinroutine.memory.new_facts import drafts
from skinroutine.prompts import ask_words
from skinroutine.rulebook import SYMPTOMS
from skinroutine.rulebook.apart import stored
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen, Facts
from skinroutine.rulebook.rulings import HOURS


def ask_person(app: App, wanted: str, typed: Typed, ask: Ask) -> SymptomCheck:
    """The first screen, then the rest; from there a person may go back to the first screen."""
    alarm = Alarm(ask, lambda check: _alarm(app, check))
    before: Answer | None = None
    while True:
        early = _red_flags(app, alarm, wanted, before)
        if early.found.level == WORST:
            return early
        try:
            return _ask_on(app, wanted, typed, alarm, early)
        except BackedOutError:
            before = early.answers.get(SYMPTOMS)


def _ask_on(app: App, wanted: str, typed: Typed, alarm: Alarm, early: SymptomCheck) -> SymptomCheck:
    """What was left unfinished, the treatment, and the rest. Raises BackedOutError."""
    alarm.sound(early)  # before a draft is taken up, which asks again: what cannot wait is said first
    talk = Conversation(app, "check-symptoms", alarm, first=early.answers)
    taken_up = talk.take_up(wanted)
    while True:
        occasion = Occasion(taken_up) if taken_up else ask_occasion(app, alarm, early.answers, typed.raw)
        treatment = occasion.treatment
        checking = SymptomDecision(Book(app.library, treatment), app.now())
        first = early.answers if early.treatment else _own_unseen(early.answers, checking)
        answers = {**first, **occasion.known, **typed_answers(typed, checking)}
        known = known_answers(app, checking, answers)
        checking = SymptomDecision(checking.book, checking.now, brief=HOURS in known)
        app.tell_doubts()
        alarm.watch(checking, known)
        try:
            check = _talk(app, talk, checking, known, early.asked + occasion.asked)
        except BackedOutError:
            if taken_up:
                raise
            continue
        return alarm.at_least(check)._replace(asked=early.asked + check.asked)


def _talk(
    app: App, talk: Conversation, checking: SymptomDecision, known: dict[str, Answer], asked: int
) -> SymptomCheck:
    """The rest of the questions, after so many. An emergency is not reviewed before it is told."""
    treatment = checking.book.treatment
    profile = profile_of(app, checking)
    memory, conflicts = profile.memory, conflicts_of(app, checking)
    subject = Subject(checking, profile.stale, conflicts, can_go_back=True, named=memory.lines, asked=asked)
    result = talk.about(treatment, subject, known, reviewing=lambda: checking.wants_review(known))
    gone = memory.ends(known, result.ended)
    recalled = memory.counting(known, gone)
    new = tuple(drafts(result.shown, known, checking.questions, treatment, gone))
    whole = stored(memory.under(known, result.ended), checking.guards.apart)
    added = {text.id: ask_words(text)[: int(text.most)] for text in checking.open_texts(whole)}
    whole |= {name: words for name, words in added.items() if words}
    clashes = tuple(result.conflicts)
    return weigh(checking, whole)._replace(asked=result.asked, clashes=clashes, facts=new, recalled=recalled)


def _red_flags(app: App, alarm: Alarm, treatment: str, before: Answer | None) -> SymptomCheck:
    """The first screen, before all else: it is asked again whatever was said an hour ago."""
    checking = SymptomDecision(Book(app.library, treatment), app.now())
    known: dict[str, Answer] = {}
    alarm.watch(checking, known)
    facts_now = Facts(known, checking.guards)
    first = next_asking(checking.questions, facts_now, frozenset({SYMPTOMS}), checking.rules)
    if first is not None:
        try:
            answer = alarm(first._replace(before=before))
        except EndOfInputError:
            first = None
        else:
            new = {} if isinstance(answer, Back) else take(known, first, answer)
            known |= {name: answer for name, answer in new.items() if answer is not None}
    return weigh(checking, known)._replace(asked=int(first is not None))


def _own_unseen(answers: Mapping[str, Answer], checking: SymptomDecision) -> dict[str, Answer]:
    """The first screen's answer, with what only this treatment can cause still to be asked."""
    named = answers.get(SYMPTOMS)
    if not isinstance(named, Chosen):
        return dict(answers)
    common = Book(checking.book.library).symptoms
    own = {symptom.id for symptom in checking.book.symptoms} - {symptom.id for symptom in common}
    return {**answers, SYMPTOMS: Chosen(named.options, named.unseen | own)}


def _alarm(app: App, check: SymptomCheck) -> str:
    """Say what cannot wait, and keep it: who stops here has been told, and the hold stands. Gives its id."""
    stored, _ = store_check(app, check)
    app.out.talk(alarm_page(check))
    return stored

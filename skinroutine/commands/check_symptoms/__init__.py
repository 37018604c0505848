"""``check-symptoms``: red flags first, then the rest; a level, what to do, and a hold where it needs one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from skinroutine.app import REGION, App
from skinroutine.commands.check_symptoms.alarm import SEE_SOMEONE, Alarm, after_what_is_urgent, weigh
from skinroutine.commands.check_symptoms.occasion import Occasion, ask_occasion
from skinroutine.commands.check_symptoms.residence import ask_after, take_typed
from skinroutine.commands.check_symptoms.screen import (
    SymptomCheck,
    alarm_page,
    symptom_document,
    symptom_page,
)
from skinroutine.commands.check_symptoms.stored import store_check
from skinroutine.commands.conversation import Conversation
from skinroutine.commands.options import AnswersFile, NoInput, Settings, TreatmentName
from skinroutine.commands.typed import Typed, check_answers, pick_treatment, read_typed, without_asking
from skinroutine.commands.way_to_ask import way_to_ask
from skinroutine.commands.workflow import unread_notes, without_treatment
from skinroutine.decide.conflicts import Before, Conflicts
from skinroutine.decide.symptoms import SymptomDecision
from skinroutine.decide.triage import WORST
from skinroutine.errors import EndOfInputError, SkinroutineError, UsageError
from skinroutine.history import Event
from skinroutine.interview.asking import Ask, Back, take
from skinroutine.interview.question import next_asking
from skinroutine.interview.subject import BackedOutError, Subject
from skinroutine.memory.facts import read_facts
from skinroutine.memory.new_facts import drafts
from skinroutine.memory.recall import Recollection, recollect
from skinroutine.memory.sessions import AREAS, session_answers, statements
from skinroutine.memory.stored_answers import settled_options, with_settled
from skinroutine.options import NOT_NOW, Option, command
from skinroutine.prompts import ask_words
from skinroutine.rulebook import SYMPTOMS
from skinroutine.rulebook.apart import stored
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen, Facts
from skinroutine.rulebook.rulings import HOURS

_SAME_SESSION: Final = 1
"""Hours by which a person may be off about when the last session was."""


class TooMildError(SkinroutineError):
    """Nothing urgent was found, but something that could say more was not read."""

    code = "too-mild"

    def __init__(self, cause: SkinroutineError) -> None:
        super().__init__(f"There's no answer yet: it could be too mild, as not all was read. {cause}")


@command(rules=True, full=True, no_pager=True)
def check_symptoms(
    app: App,
    treatment: TreatmentName = "",
    *,
    answers: AnswersFile = None,
    settings: Settings = None,
    no_input: NoInput = False,
    exit_code: Annotated[
        bool, Option("--exit-code", "For a script: exit with 3 when someone should see it.")
    ] = False,
) -> int:
    """Judge symptoms. Gives the exit status. Raises what ``answer`` raises."""
    level = answer(app, treatment, read_typed(answers, settings or [], no_input=no_input))
    return NOT_NOW if exit_code and level >= SEE_SOMEONE else 0


def answer(app: App, treatment: str, typed: Typed) -> int:
    """Judge symptoms. Gives the level, for the exit status.

    Advice to see someone is given whatever becomes of the history and of a person's own rules; what could
    not be stored or used is said. Anything milder is given only when both were read. Raises TooMildError,
    BadAnswersError and MissingAnswersError.
    """
    try:
        _ = app.library
    except SkinroutineError as error:
        app.leave_own_rules_out(error)
    take_typed(app, typed.raw)
    ask = None if typed.quiet else way_to_ask(app)
    if ask is not None:
        app.tell_doubts()
    try:
        check = _check(app, treatment, typed, ask)
    except UsageError as error:
        raise (error if ask else after_what_is_urgent(error, app, treatment, typed)) from None
    if app.doubts and check.found.level < SEE_SOMEONE:
        raise TooMildError(app.doubts[0])
    app.tell_doubts()
    stored, on_hold = store_check(app, check)
    check = check._replace(on_hold=on_hold)
    if app.out.folds:
        from skinroutine.commands.check_symptoms.more import show_first  # noqa: PLC0415  a terminal alone folds

        show_first(app, check, asked=ask is not None)
        return check.found.level
    app.out.result(symptom_page(check), symptom_document(check, stored))
    if ask is not None:
        ask_after(app, check.found.level)
    return check.found.level


def _check(app: App, named: str, typed: Typed, ask: Ask | None) -> SymptomCheck:
    wanted = pick_treatment(named, typed.raw.get("treatment"), app.library)
    if ask is not None:
        return _ask(app, wanted, typed, ask)
    if not wanted:
        early = _common_check(app, typed)
        if early.found.level == WORST:
            return early
        raise without_treatment(app.library, "check-symptoms", lambda name: _check(app, name, typed, None))
    checking = SymptomDecision(Book(app.library, wanted), app.now(), asking=False)
    known = _known(app, checking, _typed_answers(typed, checking))
    conflicts = _conflicts(app, checking)
    memory = _profile(app, checking).memory
    clashes = without_asking("check-symptoms", checking, known, conflicts, memory)
    recalled = memory.because((), _typed_answers(typed, checking))
    return weigh(checking, known)._replace(clashes=tuple(clashes), recalled=recalled)


def _ask(app: App, wanted: str, typed: Typed, ask: Ask) -> SymptomCheck:
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
        answers = {**first, **occasion.known, **_typed_answers(typed, checking)}
        known = _known(app, checking, answers)
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


def _typed_answers(typed: Typed, checking: SymptomDecision) -> dict[str, Answer]:
    return check_answers(typed, [*checking.questions, *checking.texts])


def _talk(
    app: App, talk: Conversation, checking: SymptomDecision, known: dict[str, Answer], asked: int
) -> SymptomCheck:
    """The rest of the questions, after so many. An emergency is not reviewed before it is told."""
    treatment = checking.book.treatment
    profile = _profile(app, checking)
    memory, conflicts = profile.memory, _conflicts(app, checking)
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


def _common_check(app: App, typed: Typed) -> SymptomCheck:
    """What was typed, by the rules that hold for all: an emergency needs no treatment to be one."""
    checking = SymptomDecision(Book(app.library), app.now())
    return weigh(checking, _typed_answers(typed, checking))


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


def _known(app: App, checking: SymptomDecision, typed: Mapping[str, Answer]) -> dict[str, Answer]:
    profile = _profile(app, checking)
    for sentence in unread_notes(question for question in profile.unread if question.id not in typed):
        app.warn(sentence)
    past = _last_session_answers(_from_history(app, checking), typed, checking)
    # Where they live changes no level: it is nothing to look over before the answer.
    own = {name: answer for name, answer in profile.known.items() if name != REGION}
    known = {**own, **past, **typed}
    for name in [question.id for question in checking.questions if question.logged_as]:
        settled = past.get(name)
        if isinstance(settled, Chosen):
            known[name] = with_settled(typed.get(name, profile.known.get(name)), settled)
    return known


def _last_session_answers(
    past: Mapping[str, Answer], typed: Mapping[str, Answer], checking: SymptomDecision
) -> dict[str, Answer]:
    """What the history says; not what was done in it, where another session is meant than the last."""
    hours, last = typed.get(HOURS, past.get(HOURS)), past.get(HOURS)
    same = hours == last or (
        isinstance(hours, int | float)
        and isinstance(last, int | float)
        and abs(hours - last) <= _SAME_SESSION
    )
    own = {AREAS, *(question.id for question in checking.questions if question.logged_as)}
    return {name: answer for name, answer in past.items() if same or name not in own}


def _profile(app: App, checking: SymptomDecision) -> Recollection:
    """What the person said of themselves before, when the history can be read."""
    try:
        found, unread = read_facts(app.history, checking.questions, checking.now, checking.book.treatment)
    except SkinroutineError:  # told once, where the last session is read
        return Recollection({}, {})
    profile = recollect(found, checking.questions, checking.now, asking=checking.asking)
    return profile._replace(unread=tuple(unread))


def _conflicts(app: App, checking: SymptomDecision) -> Conflicts:
    try:
        earlier = statements(app.history, checking.now)
    except SkinroutineError:  # the same
        earlier = []
    book, before = checking.book, Before(earlier, checking.now)
    return Conflicts(
        book.contradictions, checking.questions, checking.guards, before, lambda: book.questions(None)
    )


def _from_history(app: App, checking: SymptomDecision) -> dict[str, Answer]:
    """Hours since the last session and its needle length, when the history can be read and knows them."""
    last = _last_session(app, checking.book.treatment)
    if last is None:
        return {}
    hours = (checking.now - last.happened).total_seconds() / 3600
    ids = {question.id for question in checking.questions}
    earlier = session_answers(last, checking.book.questions("plan"))
    known = {name: answer for name, answer in earlier.items() if name in ids}
    lists = [question for question in checking.questions if question.logged_as]
    known |= {question.id: settled_options(earlier, question) for question in lists}
    return {**known, HOURS: round(hours, 1)} if hours >= 0 else known


def _last_session(app: App, treatment: str) -> Event | None:
    try:
        return next(iter(app.history.last_sessions(treatment=treatment, limit=1)), None)
    except SkinroutineError as error:
        app.doubt(error, f"Your history was not read. {error}")
        return None

"""A check of symptoms: what it asks, and what is judged after each answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Final

from msgspec.structs import replace

from skinroutine.decide.evaluate import evaluate, silent_on
from skinroutine.decide.skin_care import skin_care
from skinroutine.decide.triage import URGENT, WORST, Triage, triage
from skinroutine.interview.answers import answer_of
from skinroutine.rulebook import SYMPTOMS, LevelWords, Question, Ruling, guards_of
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, Facts, NotSure, Within
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.rulings import HOURS

REST: Final = "rest"
"""The screen of all signs that are not on the first one, where the session is known."""
_LASTED: Final = ".hours"
_BEGUN: Final = "begun_before"
_JUST_OVER: Final = 0.01
"""Hours past a bound, for rules that hold beyond it."""


def one_screen(question: Question) -> Question:
    """The list of signs with all that comes after its first screen on one, under the names of the others."""
    first, *others = question.screens or ("",)
    if not others:
        return question
    rest = tuple(option for name in others for option in question.screens[name])
    headings = {question.screen_headings.get(name, name): question.screens[name] for name in others}
    return replace(question, screens={first: question.screens[first], REST: rest}, headings=headings)


class SymptomDecision:
    """A check of symptoms: its rules and its time. Judges again after each answer.

    Where nobody can be asked (``asking`` is false), a rule that turns on no sign speaks only when the answers
    name what it is about: whoever gives the signs alone gets an answer to them.
    """

    def __init__(self, book: Book, now: datetime, *, asking: bool = True, brief: bool = False) -> None:
        self.book = book
        self.now = now
        self.asking = asking
        every = book.questions("check-symptoms")
        asked = [question for question in every if question.kind != "text"]
        brief = brief and any(question.means for question in asked)
        self.questions = [one_screen(question) if brief else question for question in asked]
        self.texts = [question for question in every if question.kind == "text"]
        """What may be told in words of one's own: no rule reads it."""
        self.guards = guards_of(self.questions)
        self.rules: list[Ruling] = book.signs
        self.levels: list[LevelWords] = book.levels
        self._ids = {question.id for question in self.questions}
        self._usual = {question.id: self._meanings(question) for question in asked if question.means}
        self._brief = brief
        self._settled = [(asked.id, asked.known_by) for asked in self.questions if asked.known_by is not None]

    @cached_property
    def _turns(self) -> list[float]:
        """The hours since a session at which some rule turns, in order."""
        return sorted({turn for rule in self.rules for turn in _turns_of(rule)})

    def open_texts(self, answers: Mapping[str, Answer]) -> list[Question]:
        """What may still be told in words of one's own; nothing where care cannot wait."""
        facts, waits = Facts(answers, self.guards), self.judge(answers).level < URGENT
        return [
            text
            for text in self.texts
            if waits and text.id not in answers and holding(text.when, facts).truth
        ]

    def judge(self, answers: Mapping[str, Answer]) -> Triage:
        """The level for these answers: the worst over the times that they could mean.

        A symptom that has lasted longer than the session is ago began before it, and is judged by its own
        time too: a new session does not make an old sign young again.
        """
        known = self._complete(answers)
        times = [*_times(known), *self._unsure_times(known)]
        found = [self._judge_at(known, time) for time in times]
        worst = self._in_time(known, times, max(found, key=lambda judged: judged.level))
        # At the worst no answer can change it: nothing is left to ask.
        if worst.level == WORST or len(found) == 1:
            return worst
        silent = dict.fromkeys(name for time in times for name in self._silent_at(known, time, worst.level))
        undecided = frozenset().union(*(judged.undecided for judged in found))
        return replace(worst, undecided=undecided, left_out=tuple(silent))

    def _in_time(
        self, known: Mapping[str, Answer], times: Sequence[Mapping[str, Answer]], found: Triage
    ) -> Triage:
        """The result, to be checked again before it would be worse though nothing else had changed."""
        default = found.words.check_again
        soon = self.now + timedelta(hours=default.hours) if default else self.now
        if found.check_again is None or found.check_again <= soon:
            return found
        hours = [{**known, **time}.get(HOURS) for time in times]
        since = max((each for each in hours if isinstance(each, int | float)), default=None)
        if since is None or NOT_SURE in hours:
            return replace(found, check_again=soon)
        ahead = [turn for turn in self._turns if turn > since]
        for turn, when in ((turn, self.now + timedelta(hours=turn - since)) for turn in ahead):
            if when >= found.check_again:
                break
            if self._judge_at(known, {HOURS: turn}).level > found.level:
                return replace(found, check_again=max(soon, when))
        return found

    def wants_review(self, answers: Mapping[str, Answer]) -> bool:
        """Whether all answers are shown before the end: not in an emergency, nor where all is as usual."""
        usual = any(answers.get(name) is True for name in self._usual)
        level = self.judge(answers).level
        return level < WORST and not (usual and not level)

    def complete(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers, with all that a "yes" to "as it usually is" stands for.

        What the person said of these things goes before it; beside another sign it only adds the sign itself.
        """
        found = dict(answers)
        for known in (known for name, known in self._usual.items() if answers.get(name) is True):
            named, sign = found.get(SYMPTOMS), known.get(SYMPTOMS)
            if not isinstance(named, Chosen) or not isinstance(sign, Chosen):
                continue
            alone = named.options <= sign.options
            found[SYMPTOMS] = Chosen(named.options | sign.options, named.unseen - sign.options)
            found |= {name: answer for name, answer in known.items() if alone and name not in found}
        return found

    def _meanings(self, question: Question) -> dict[str, Answer]:
        listed = {each.id: each for each in self.questions}
        return {
            name: answer_of(listed[name], text) for name, text in question.means.items() if name in listed
        }

    def _complete(self, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
        """The answers, and those that they settle: what a person said of a question itself comes first."""
        answers = self.complete(answers) if self._usual else answers
        facts = Facts(answers, self.guards)
        found = {
            name: truth
            for name, known_by in self._settled
            if _is_unknown(answers.get(name)) and (truth := holding(known_by, facts).truth) is not None
        }
        return {**answers, **found} if found else answers

    def _judge_at(self, answers: Mapping[str, Answer], time: Mapping[str, Answer]) -> Triage:
        facts = Facts({**answers, **time}, self.guards)
        # The aftercare goes by when the session was, also where a sign began before it.
        care = partial(skin_care, self.book, Facts(answers, self.guards))
        return triage(self._possible(facts), facts, self.levels, self.now, care)

    def _silent_at(
        self, answers: Mapping[str, Answer], time: Mapping[str, Answer], level: int
    ) -> tuple[str, ...]:
        """What was left out and could make the result stricter than this level at one of the times."""
        if not any(isinstance(answer, NotSure) and answer.left_out for answer in answers.values()):
            return ()
        facts = Facts({**answers, **time}, self.guards)
        return silent_on(evaluate(self._possible(facts), facts).fired, facts, level)

    def _possible(self, facts: Facts) -> list[Ruling]:
        return [
            rule for rule in self.book.sign_index.possible(facts.answers) if not self._is_spared(rule, facts)
        ]

    def _is_spared(self, rule: Ruling, facts: Facts) -> bool:
        if self.asking or _reads_signs(rule):
            return False
        # Of a list of which only a part is known, as from the profile, the rest was not named either.
        return not rule.when.reads <= facts.answers.keys() or holding(rule.when, facts).truth is None

    def undecided(self, facts: Facts) -> frozenset[str]:
        """The questions that are still worth asking; the symptoms themselves always are."""
        usual = self._usual_first(facts.answers)
        if usual:
            return usual
        found = self.judge(facts.answers)
        if found.level == WORST:
            return frozenset()
        still = found.undecided | ({SYMPTOMS} - set(facts.answers))
        return still or self._older(self.complete(facts.answers), found.level)

    def _usual_first(self, answers: Mapping[str, Answer]) -> frozenset[str]:
        """Whether all is as it usually is: asked once the first screen was denied, of a known session."""
        named = answers.get(SYMPTOMS)
        denied = isinstance(named, Chosen) and not named.options and bool(named.unseen)
        open_now = self._usual.keys() - answers.keys() if self._brief and denied and HOURS in answers else ()
        return frozenset(open_now)

    def _older(self, answers: Mapping[str, Answer], level: int) -> frozenset[str]:
        """Whether a sign is older than the session, where that would make it worse; then how old."""
        named = answers.get(SYMPTOMS)
        options = named.options if isinstance(named, Chosen) else ()
        lasted = {f"{SYMPTOMS}.{option}{_LASTED}" for option in options}
        unknown = {name for name in lasted & self._ids if isinstance(answers.get(name, NOT_SURE), NotSure)}
        if not unknown or answers.get(_BEGUN) is False or not self._worse_when_older(answers, level):
            return frozenset()
        return frozenset(unknown - answers.keys() if _BEGUN in answers else {_BEGUN} & self._ids)

    def _worse_when_older(self, answers: Mapping[str, Answer], level: int) -> bool:
        times = [Facts({**answers, **time}, self.guards) for time in self._later(answers)]
        worse = [rule for rule in self._possible(Facts(answers, self.guards)) if rule.worst > level]
        return any(evaluate(worse, facts).weight > level for facts in times)

    def _later(self, answers: Mapping[str, Answer]) -> list[dict[str, Answer]]:
        """Every time after that of the session at which some rule turns."""
        since = answers.get(HOURS)
        if isinstance(since, bool) or not isinstance(since, int | float):
            return []
        return [{HOURS: turn} for turn in self._turns if turn > since]

    def _unsure_times(self, answers: Mapping[str, Answer]) -> list[dict[str, Answer]]:
        """The times that a sign could be old which may have begun before, when nobody knows."""
        begun = answers.get(_BEGUN, False) is not False
        unsure = any(
            name.endswith(_LASTED) and isinstance(answer, NotSure) for name, answer in answers.items()
        )
        return self._later(answers) if begun and unsure else []


def _is_unknown(answer: Answer | None) -> bool:
    return answer is None or (isinstance(answer, NotSure) and answer.left_out)


def _reads_signs(ruling: Ruling) -> bool:
    return any(name.partition(".")[0] == SYMPTOMS for name in ruling.when.reads)


def _turns_of(ruling: Ruling) -> Iterator[float]:
    """The hours since a session at which a rule turns, and just beyond."""
    for leaf, _ in ruling.when.leaves():
        if isinstance(leaf, Within) and leaf.question == HOURS:
            yield from (bound + more for bound in leaf.bounds.values() for more in (0, _JUST_OVER))


def _times(answers: Mapping[str, Answer]) -> list[dict[str, Answer]]:
    """The hours since the session as told, and each symptom's own hours where these are more.

    Where nobody is sure of the session a symptom's own hours count: either the session is as long ago, or
    the symptom began before it.
    """
    since = answers.get(HOURS)
    if since is NOT_SURE:
        since = 0
    if isinstance(since, bool) or not isinstance(since, int | float):
        return [{}]
    lasted = {
        hours
        for name, hours in answers.items()
        if name.endswith(_LASTED) and isinstance(hours, int | float) and hours > since
    }
    times: list[dict[str, Answer]] = [{HOURS: hours} for hours in sorted(lasted)]
    return [{}, *times]

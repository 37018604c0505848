"""A whole interview: forward, back, once more where answers conflict, and again with one answer changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from skinroutine.interview.asking import NEVER, Ask, Asking, Back, as_listed, as_offered, take
from skinroutine.interview.clash import CLASH, Conflict, clash_asking, clashes_of
from skinroutine.interview.clashes import Clashes
from skinroutine.interview.joined import answers_apart, answers_together
from skinroutine.interview.no_longer import NO_LONGER, ended_in, is_ended, put_back, unticked
from skinroutine.interview.question import next_asking, screens_left, whole
from skinroutine.interview.reconfirm import STILL_SO, Ahead, look_ahead, unconfirmed
from skinroutine.interview.replay import (
    Answered,
    GivenAnswer,
    Key,
    Replay,
    as_it_was,
    before_of_list,
    followers_of,
    lines_apart,
    screens,
    still_offered,
    with_more,
)
from skinroutine.interview.subject import BackedOutError, Subject
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Answer
from skinroutine.rulebook.doubt import holding


class Interview:
    """Asks until no answer could change anything; ``known`` takes the answers as they come.

    ``replay`` are answers that were given before to the same questions: they are not asked for again.
    ``keep`` is called with all that was given, after each answer.
    """

    def __init__(
        self,
        subject: Subject,
        known: dict[str, Answer],
        ask: Ask,
        *,
        replay: Iterable[GivenAnswer] = (),
        keep: Callable[[list[Answered]], None] = lambda _: None,
    ) -> None:
        self.subject = subject
        self.known = known
        self.ask = ask
        self.keep = keep
        self.trail: list[Answered] = []
        self.at: Question | None = None
        """The question that is put now."""
        self.rest: list[Answered] = []
        """What ``use_rest`` took."""
        self.used: set[str] = set()
        """The questions whose answers ``use_rest`` took."""
        self._rules = list(subject.decision.rules)
        self._clashes = Clashes(self._conflicts, known, self.trail)
        self._replay = Replay(replay)
        self.guards = subject.decision.guards
        self._open: frozenset[str] = frozenset()
        self._ahead: Ahead | None = None
        self._before: dict[Key, Answer] = {(name, ""): kept.answer for name, kept in subject.stale.items()}

    def run(self) -> int:
        """Ask to the end. Gives how many questions were put. Raises what ``ask`` raises."""
        while (asking := self._next()) is not None:
            self._put_question(asking)
        return screens(self.trail)

    @property
    def unused(self) -> list[GivenAnswer]:
        """What was said before to questions that were not put again."""
        return list(self._replay.left)

    @property
    def corrected(self) -> dict[str, Answer]:
        """What was said where a question was asked once more, by question: the first answer is over."""
        steps = [step for step in self.trail if clashes_of(step.asking.screen) and step.key[0] != CLASH]
        return {step.key[0]: as_offered(step.asking, step.answer) for step in steps}

    def own(self, name: str) -> Answer | None:
        """What the person said to a question, whatever counts in its place."""
        return self._clashes.own(name)

    def but_for(self, name: str) -> list[GivenAnswer]:
        """All that was said but the answer to one question and to what hangs on it; its other lines stay."""
        given = [*(step.given for step in self.trail), *self.unused]
        apart = [
            part for old in given if old.question == name for part in lines_apart(old, self.subject.questions)
        ]
        gone = {name, *followers_of(name, self.subject.questions)}
        return [*(self._clashes.as_past(old, name) for old in given if old.question not in gone), *apart]

    def use_rest(self) -> None:
        """Take what was said to questions that apply and are no longer put: every answer counts."""
        for given in self.unused:
            asking = as_it_was(given, self.subject.questions)
            if asking is not None and not clashes_of(given.screen):
                self.rest.append(Answered(asking, given.answer, dict(self.known)))
                for name, answer in take(self.known, asking, given.answer).items():
                    if answer is not None and self._lacks(name):
                        self.known[name] = answer
                        self.used.add(name)
        self._clashes.overrule_rest()

    @property
    def ended_clashes(self) -> list[Conflict]:
        """The clashes as they ended: each says which answer counts, unless the person chose it."""
        return self._clashes.ended()

    def _conflicts(self, known: Mapping[str, Answer]) -> list[Conflict]:
        ended = ended_in(self.trail)
        return [new for new in self.subject.conflicts(known) if not is_ended(new, known, ended)]

    def _next(self) -> Asking | None:
        dropped = unticked(self.subject.named(self.known), self.subject.counted(self.known), self.trail)
        if dropped is not None:
            return dropped
        name = self._clashes.to_change()
        if name:
            return self._once_more(name)
        kept = (clash for old in self.unused if old.question == CLASH for clash in clashes_of(old.screen))
        conflicts = self._clashes.to_ask(kept)
        if conflicts:
            return clash_asking(conflicts)
        facts, decision = self.subject.facts(self.known, self.trail), self.subject.decision
        self._open = decision.undecided(facts)
        following = next_asking(decision.questions, facts, self._open, self._rules)
        self._ahead = None
        if following is None or not self._is_stale(following):
            return following
        # Where even what is asked each time is remembered, today comes first: all else is taken to be so
        # until the list that follows. What hangs on a line that is ticked there is asked for again.
        self._ahead = look_ahead(decision, facts, unconfirmed(self.subject.stale, self.trail))
        return self._ahead.asking(
            decision, self._rules, today=self.subject.today_first and following.question.always
        )

    def _put_question(self, asking: Asking) -> None:
        if any(map(self._was_answered, asking.parts)):
            # The rest of the screen comes by itself, as far as it was not answered too.
            asking = asking.parts[0]
        answer = self._answer(asking)
        if isinstance(answer, Back):
            self._go_back()
            return
        for place, (part, own) in enumerate(answers_apart(asking, answer)):
            self._note(part, own)
            # Before the answer is taken: going back puts all of this back.
            self.trail.append(Answered(part, own, dict(self.known), beside=place > 0))
            self._take(part, own)
        self.keep(self.trail)

    def _was_answered(self, part: Asking) -> bool:
        names = {part.question.id, *part.settles}
        return self._replay.find(lambda old: old.question in names) is not None

    def _answer(self, asking: Asking) -> Answer | Back:
        """What was said to this before, or what is said now where more is on offer than then."""
        if asking.parts:
            return self._put(asking)
        key = (asking.question.id, asking.screen)
        # Taken out: should the question come again, the person is asked.
        earlier = self._choice_before(asking) or self._replay.take(lambda old: old.key == key)
        if earlier is not None:
            self._note(as_it_was(earlier, self.subject.questions) or asking, earlier.answer, key)
            fits = earlier.options >= set(asking.options) and (asking.never or earlier.answer != NEVER)
            if fits:
                return still_offered(earlier.answer, asking)
            self._before[key] = with_more(earlier, asking)
        listed = self._from_longer_list(asking)
        if listed is not None:
            return listed
        return self._put(asking)

    def _before_of(self, asking: Asking) -> Answer | None:
        """What was said when this was asked before: half of a screen is no answer to all of it."""
        if asking.parts:
            found = [answer for part in asking.parts if (answer := self._before_of(part)) is not None]
            return answers_together(asking.parts, found) if len(found) == len(asking.parts) else None
        if asking.extras:
            return before_of_list(asking, self._before)
        return self._before.get((asking.question.id, asking.screen), asking.before)

    def _put(self, asking: Asking) -> Answer | Back:
        before = self._before_of(asking)
        behind = bool(self.trail) or self.subject.can_go_back
        self.at = self._clashes.about(asking, self.subject.questions)
        questions, facts = self.subject.questions, self.subject.facts(self.known, self.trail)
        left = self._ahead.screens(questions) if self._ahead else screens_left(questions, facts, self._open)
        place = self.subject.asked + screens(self.trail) + 1
        return self.ask(
            asking._replace(can_go_back=behind, before=before, place=place, total=place - 1 + max(left, 1))
        )

    def _choice_before(self, asking: Asking) -> GivenAnswer | None:
        """What was chosen before for these clashes, perhaps on a screen with others beside them."""
        ids = set(clashes_of(asking.screen)) if asking.question.id == CLASH else set()
        earlier = self._replay.find(
            lambda old: old.question == CLASH and bool(ids & {*clashes_of(old.screen)})
        )
        return earlier and earlier._replace(options=frozenset(asking.options))

    def _note(self, asking: Asking, answer: Answer, key: Key | None = None) -> None:
        """Keep an answer, to show it should this be asked again; of a list also what its lines said."""
        self._before[key or (asking.question.id, asking.screen)] = answer
        if asking.extras:
            lines = take({}, asking, answer)
            self._before |= {(name, ""): part for name, part in lines.items() if part is not None}

    def _from_longer_list(self, asking: Asking) -> Answer | None:
        """What was said before of these lines, where they stood in a longer list."""
        question = asking.question
        if question.listed_options:
            return self._from_lines(question)
        lists, names = {question.listed_in} - {""}, {question.id}
        if question.id == STILL_SO:
            lists, names = {STILL_SO}, set(asking.options)
        earlier = self._replay.take(lambda old: old.question in lists and old.options >= names)
        answer = earlier.answer if earlier else None
        if answer is None:
            return None
        return answer if asking.tells else take({}, as_listed(question, [question]), answer)[question.id]

    def _from_lines(self, question: Question) -> Answer | None:
        """What the list that has the options of this question as lines said of it before."""
        earlier = self._replay.find(lambda old: old.key == (question.listed_in, ""))
        if earlier is None:
            return None
        lines = lines_apart(earlier, self.subject.questions)
        return next((line.answer for line in lines if line.question == question.id), None)

    def _take(self, asking: Asking, answer: Answer) -> None:
        """Take an answer into what is known."""
        if asking.question.id == NO_LONGER:
            put_back(self.known, asking, answer)
            return
        if clashes_of(asking.screen):
            if asking.question.id != CLASH:
                self.known[asking.question.id] = as_offered(asking, answer)
            self._clashes.take(asking, answer)
            return
        for name, part in take(self.known, asking, answer).items():
            if part is None:
                self._forget(name)
            else:
                self.known[name] = part

    def _forget(self, name: str) -> None:
        """Know an answer no longer, nor what was told of the thing that it named."""
        self.known.pop(name, None)
        for follower in followers_of(name, self.subject.questions):
            self.known.pop(follower, None)
            self._before.pop((follower, ""), None)

    def _lacks(self, name: str) -> bool:
        """Whether a question applies and nothing is known of it."""
        guard = self.guards.get(name)
        applies = guard is None or holding(guard, self.subject.facts(self.known, self.trail)).truth is True
        return applies and name not in self.known

    def _go_back(self) -> None:
        if not self.trail:
            raise BackedOutError
        last = self.trail.pop()
        while last.beside:
            last = self.trail.pop()
        self.known.clear()
        self.known.update(last.before)
        self._clashes.go_back()
        self.keep(self.trail)

    def _once_more(self, name: str) -> Asking:
        """The question of a clash, for a person who wants to change the answer of today."""
        question = next(other for other in self.subject.questions if other.id == name)
        asking = whole(question, self._rules, self.guards)
        return asking._replace(screen=self.trail[-1].asking.screen, before=self.own(name))

    def _is_stale(self, asking: Asking) -> bool:
        facts, stale = self.subject.facts(self.known, self.trail), unconfirmed(self.subject.stale, self.trail)
        names = [name for part in asking.parts or (asking,) for name in part.tells or (part.question.id,)]
        return any(name in stale and holding(stale[name].when, facts).truth for name in names)

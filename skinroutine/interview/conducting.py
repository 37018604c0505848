"""A whole interview: forward, back, once more where answers clash, and again with one answer changed."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

from skinroutine.conditions import Answer, Facts, holding
from skinroutine.interview.asking import (
    NEVER,
    Ask,
    Asking,
    Back,
    Reads,
    as_offered,
    listing,
    next_asking,
    taken,
    whole,
)
from skinroutine.interview.given import AGAIN, Clash, Clashes, Given, again
from skinroutine.interview.open_questions import Open, guards_of
from skinroutine.interview.said_before import (
    Key,
    Said,
    as_it_was,
    before_of_list,
    hanging_on,
    lines_apart,
    still_offered,
    with_more,
)
from skinroutine.interview.still_so import STILL_SO, Recalled, still_so
from skinroutine.model import Question


class BackedOutError(Exception):
    """The person went back from the first question."""


class Subject(NamedTuple):
    """What an interview is about.

    ``rules`` are all that turn on answers: an option is offered only while an open one reads it. ``stale``
    are remembered answers whose time is up, by question. ``clashes`` finds answers that cannot both be true.
    """

    questions: list[Question]
    open_now: Open
    rules: Iterable[Reads] = ()
    stale: Mapping[str, Recalled] = {}
    clashes: Clashes = lambda _: ()


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
        replay: Iterable[Said] = (),
        keep: Callable[[list[Given]], None] = lambda _: None,
    ) -> None:
        self.subject = subject
        self.known = known
        self.ask = ask
        self.keep = keep
        self.trail: list[Given] = []
        self.leading = False
        """Whether a person may go back from the first question, which raises BackedOutError."""
        self.at: Question | None = None
        """The question that is put now."""
        self.rest: list[Given] = []
        """What ``use_rest`` took."""
        self.used: set[str] = set()
        """The questions whose answers ``use_rest`` took."""
        self._rules = list(subject.rules)
        self._silent: dict[str, Clash] = {}
        self._replay = {(one.question, one.screen): one for one in replay}
        self.guards = guards_of(subject.questions)
        self._before: dict[Key, Answer] = {(name, ""): one.answer for name, one in subject.stale.items()}

    def run(self) -> int:
        """Ask to the end. Gives how many questions were put. Raises what ``ask`` raises."""
        while (asking := self._next()) is not None:
            self._put(asking)
        return len(self.trail)

    @property
    def unused(self) -> list[Said]:
        """What was said before to questions that were not put again."""
        return list(self._replay.values())

    @property
    def corrected(self) -> dict[str, Answer]:
        """What was said where a question was asked once more, by question: the first answer is over."""
        return {one.key[0]: as_offered(one.asking, one.answer) for one in self.trail if again(one.asking)}

    def but_for(self, name: str) -> list[Said]:
        """All that was said but the answer to one question and to what hangs on it; its other lines stay."""
        told = [*(one.said for one in self.trail), *self.unused]
        apart = [
            part for one in told if one.question == name for part in lines_apart(one, self.subject.questions)
        ]
        gone = {name, *hanging_on(name, self.subject.questions)}
        return [*(one for one in told if one.question not in gone), *apart]

    def use_rest(self) -> None:
        """Take what was said to questions that apply and are no longer put: every answer counts."""
        for one in self.unused:
            asking = as_it_was(one, self.subject.questions)
            if asking is not None and not one.screen.startswith(AGAIN):
                self.rest.append(Given(asking, one.answer, dict(self.known)))
                for name, told in taken(self.known, asking, one.answer).items():
                    if told is not None and self._lacks(name):
                        self.known[name] = told
                        self.used.add(name)
        self._stand({one.id for one in self.subject.clashes(self.known)})

    @property
    def stood(self) -> list[Clash]:
        """The clashes in which the cautious answer stands, whatever was said."""
        stood = {one.stood.id: one.stood for one in self.trail if one.stood}
        return list({**stood, **self._silent}.values())

    def _next(self) -> Asking | None:
        clash = self._clash()
        if clash is not None:
            return self._once_more(clash)
        facts = Facts(self.known, self.guards)
        about = self.subject
        following = next_asking(about.questions, facts, about.open_now(facts), self._rules)
        if following is None or not self._is_stale(following):
            return following
        return still_so(about.questions, facts, about.open_now, self._unsettled())

    def _put(self, asking: Asking) -> None:
        answer = self._answered(asking)
        if isinstance(answer, Back):
            self._go_back()
            return
        self._note(asking, answer)
        snapshot = dict(self.known)
        stood = self._take(asking, answer)
        self.trail.append(Given(asking, answer, snapshot, stood))
        self.keep(self.trail)

    def _answered(self, asking: Asking) -> Answer | Back:
        """What was said to this before, or what is said now where more is on offer than then."""
        key = (asking.question.id, asking.screen)
        earlier = self._replay.pop(key, None)
        if earlier is not None:
            self._note(as_it_was(earlier, self.subject.questions) or asking, earlier.answer, key)
            fits = earlier.options >= set(asking.options) and (asking.never or earlier.answer != NEVER)
            if fits:
                return still_offered(earlier.answer, asking)
            self._before[key] = with_more(earlier, asking)
        listed = self._from_longer_list(asking)
        if listed is not None:
            return listed
        behind = bool(self.trail) or self.leading
        told = before_of_list(asking, self._before) if asking.extras else self._before.get(key, asking.before)
        self.at = asking.question
        return self.ask(asking._replace(can_go_back=behind, before=told))

    def _note(self, asking: Asking, answer: Answer, key: Key | None = None) -> None:
        """Keep an answer, to show it should this be asked again; of a list also what its lines said."""
        self._before[key or (asking.question.id, asking.screen)] = answer
        if asking.extras:
            told = taken({}, asking, answer)
            self._before |= {(name, ""): one for name, one in told.items() if one is not None}

    def _from_longer_list(self, asking: Asking) -> Answer | None:
        """What was said before of these lines, where they stood in a longer list."""
        question = asking.question
        if question.listed_options:
            return self._from_lines(question)
        lists, names = {question.listed_in} - {""}, {question.id}
        if question.id == STILL_SO:
            lists, names = {STILL_SO}, set(asking.options)
        key = next((at for at, one in self._replay.items() if at[0] in lists and one.options >= names), None)
        if key is None:
            return None
        answer = self._replay.pop(key).answer
        return answer if asking.tells else taken({}, listing(question, [question]), answer)[question.id]

    def _from_lines(self, question: Question) -> Answer | None:
        """What the list that has the options of this question as lines said of it before."""
        earlier = self._replay.get((question.listed_in, ""))
        if earlier is None:
            return None
        told = lines_apart(earlier, self.subject.questions)
        return next((one.answer for one in told if one.question == question.id), None)

    def _take(self, asking: Asking, answer: Answer) -> Clash | None:
        """Take an answer into what is known. Gives the clash that it leaves standing."""
        clash_id = again(asking)
        if not clash_id:
            for name, told in taken(self.known, asking, answer).items():
                if told is None:
                    self._forget(name)
                else:
                    self.known[name] = told
            return None
        self.known[asking.question.id] = as_offered(asking, answer)
        return self._stand({*self._asked_clashes(), clash_id}).get(clash_id)

    def _stand(self, ids: Container[str]) -> dict[str, Clash]:
        """Put the cautious answer in place for each of these clashes; no later one undoes it."""
        stood: dict[str, Clash] = {}
        while True:
            found = (one for one in self.subject.clashes(self.known) if one.id in ids and one.id not in stood)
            clash = next(found, None)
            if clash is None:
                self._silent |= stood
                return stood
            self.known[clash.question] = clash.stands
            stood[clash.id] = clash

    def _asked_clashes(self) -> set[str]:
        return {again(one.asking) for one in self.trail} - {""}

    def _forget(self, name: str) -> None:
        """Know an answer no longer, nor what was told of the thing that it named."""
        for one in self.subject.questions:
            if name in {one.id, one.follows}:
                self.known.pop(one.id, None)

    def _lacks(self, name: str) -> bool:
        """Whether a question applies and nothing is known of it."""
        guard = self.guards.get(name)
        applies = guard is None or holding(guard, Facts(self.known, self.guards)).truth is True
        return applies and name not in self.known

    def _go_back(self) -> None:
        if not self.trail:
            raise BackedOutError
        last = self.trail.pop()
        self.known.clear()
        self.known.update(last.before)
        self._silent.clear()
        self.keep(self.trail)

    def _clash(self) -> Clash | None:
        asked = self._asked_clashes()
        self._stand(asked)
        return next((one for one in self.subject.clashes(self.known) if one.id not in asked), None)

    def _once_more(self, clash: Clash) -> Asking:
        question = next(one for one in self.subject.questions if one.id == clash.question)
        asking = whole(question, self._rules, self.guards)
        return asking._replace(
            screen=f"{AGAIN}{clash.id}", note=clash.note, before=self.known.get(clash.question)
        )

    def _is_stale(self, asking: Asking) -> bool:
        facts, stale = Facts(self.known, self.guards), self._unsettled()
        names = asking.tells or (asking.question.id,)
        return any(name in stale and holding(stale[name].when, facts).truth for name in names)

    def _unsettled(self) -> dict[str, Recalled]:
        """The stale answers that nobody was asked about yet."""
        settled = {name for one in self.trail if one.key[0] == STILL_SO for name in one.asking.options}
        return {name: one for name, one in self.subject.stale.items() if not settled & {name, one.follows}}

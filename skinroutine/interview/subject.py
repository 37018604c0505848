"""What an interview is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from skinroutine.interview.clashes import FindConflicts
from skinroutine.interview.no_longer import FindNamed, ended_in
from skinroutine.interview.pending import Decision
from skinroutine.interview.reconfirm import Recalled
from skinroutine.interview.replay import Answered
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Question
from skinroutine.rulebook.apart import settled, while_asking
from skinroutine.rulebook.conditions import Answer, Facts


class BackedOutError(Exception):
    """The person went back from the first question."""


class Subject(NamedTuple):
    """What an interview is about.

    ``stale`` are remembered answers whose time is up, by question. ``conflicts`` finds answers that cannot
    both be true, ``named`` what was named before and counts until it is ended. ``can_go_back`` lets a
    person back out of the first question, which raises BackedOutError. ``asked`` is how many questions
    were put before the interview began, ``today_first`` that what is so today is asked before what may have
    changed.
    """

    decision: Decision[object]
    stale: Mapping[str, Recalled] = {}
    conflicts: FindConflicts = lambda _: ()
    can_go_back: bool = False
    named: FindNamed = lambda _: {}
    asked: int = 0
    today_first: bool = False

    @property
    def questions(self) -> list[Question]:
        """What may be asked, in order."""
        return self.decision.questions

    def facts(self, known: Mapping[str, Answer], trail: Iterable[Answered]) -> Facts:
        """What is known, as it is weighed while there is somebody to ask.

        What was named before and counts is not asked for again, unless it is to be confirmed.
        """
        guards = self.decision.guards
        apart = Facts({}, guards).apart
        ended = ended_in(trail) if apart else {}
        named = self.named(known) if apart else {}
        counting = {name: options.keys() - ended.get(name, frozenset()) for name, options in named.items()}
        return Facts(while_asking(known, apart, counting, self.stale.keys()), guards)

    def counted(self, known: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers, with what questions of their own say put into the lists that were answered."""
        whole = settled(known, Facts({}, self.decision.guards).apart)
        return {name: whole[name] for name in known}

"""Which question comes next, and when there is nothing left to ask.

``ask`` is handed in: this room knows neither a terminal nor a line of input. A question is asked only
while some rule is open on it, which the conditions decide by proof.
"""

from __future__ import annotations

from skinroutine.interview.asking import BACK, NEVER, Ask, Asking, Back, ListLine, lines_of, take
from skinroutine.interview.clash import CHOICES, CLASH, Conflict
from skinroutine.interview.clashes import FindConflicts
from skinroutine.interview.joined import answers_apart, answers_together, unsure_line
from skinroutine.interview.no_longer import NO_LONGER, NamedLines
from skinroutine.interview.pending import Decision, always_asked, open_questions, questions_left
from skinroutine.interview.question import Reads, next_asking, when_of
from skinroutine.interview.reconfirm import STILL_SO, Recalled
from skinroutine.interview.replay import Answered, GivenAnswer
from skinroutine.interview.run import Interview
from skinroutine.interview.subject import BackedOutError, Subject

__all__ = [
    "BACK",
    "CHOICES",
    "CLASH",
    "NEVER",
    "NO_LONGER",
    "STILL_SO",
    "Answered",
    "Ask",
    "Asking",
    "Back",
    "BackedOutError",
    "Conflict",
    "Decision",
    "FindConflicts",
    "GivenAnswer",
    "Interview",
    "ListLine",
    "NamedLines",
    "Reads",
    "Recalled",
    "Subject",
    "always_asked",
    "answers_apart",
    "answers_together",
    "lines_of",
    "next_asking",
    "open_questions",
    "questions_left",
    "take",
    "unsure_line",
    "when_of",
]  # fmt: skip

"""What was named before and is left out now: asked once, by name, whether it is so no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from skinroutine.interview.asking import Asking
from skinroutine.interview.replay import Answered
from skinroutine.rulebook import Question
from skinroutine.rulebook.answer import adding, possible
from skinroutine.rulebook.conditions import Answer, Chosen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.clash import Conflict

NO_LONGER: Final = "no_longer"
_WHY: Final = "What you said before counts until you say that it is over."

NamedLines = Mapping[str, Mapping[str, str]]
"""Options that were named before, by question, each with the line that asks about it."""
FindNamed = Callable[[Mapping[str, Answer]], NamedLines]


def unticked(named: NamedLines, known: Mapping[str, Answer], trail: Iterable[Answered]) -> Asking | None:
    """The question about all that was named before, is left out now, and was not asked about yet."""
    asked = {name for step in trail if step.key[0] == NO_LONGER for name in step.asking.options}
    lines = {
        f"{name}.{option}": line
        for name, options in named.items()
        for option, line in options.items()
        if isinstance(answer := known.get(name), Chosen) and option not in possible(answer)
    }
    left = {name: line for name, line in lines.items() if name not in asked}
    return _asking(left) if left else None


def ended_by(asking: Asking, answer: Answer) -> dict[str, frozenset[str]]:
    """What an answer says is so no longer, by question."""
    if isinstance(answer, Chosen):
        names = answer.options & asking.options.keys()
    else:
        names = frozenset(asking.options) if answer is True else frozenset()
    return _by_question(names)


def put_back(known: dict[str, Answer], asking: Asking, answer: Answer) -> None:
    """Take back into what is known all that is not said to be over."""
    ended = ended_by(asking, answer)
    for name, options in _by_question(asking.options).items():
        chosen = known.get(name)
        if isinstance(chosen, Chosen):
            known[name] = adding(chosen, options - ended.get(name, frozenset()))


def ended_in(trail: Iterable[Answered]) -> dict[str, frozenset[str]]:
    """All that was said to be so no longer, by question."""
    found: dict[str, frozenset[str]] = {}
    for step in trail:
        if step.key[0] == NO_LONGER:
            for name, options in ended_by(step.asking, step.answer).items():
                found[name] = found.get(name, frozenset()) | options
    return found


def is_ended(conflict: Conflict, known: Mapping[str, Answer], ended: Mapping[str, frozenset[str]]) -> bool:
    """Whether a conflict holds against the person what they ended by name."""
    answer, options = known.get(conflict.question), ended.get(conflict.question, frozenset())
    if not options or not isinstance(answer, Chosen) or not isinstance(conflict.stands, Chosen):
        return False
    return conflict.stands.options - answer.options <= options


def _asking(lines: Mapping[str, str]) -> Asking:
    shown = dict(lines)
    ask = "You said this before. Has any of this changed?"
    if len(shown) == 1:
        ask = f"No longer true? {next(iter(shown.values()))}."
    question = Question(
        id=NO_LONGER, kind="many" if len(shown) > 1 else "yes_no", ask=ask, why=_WHY, asked_by=("plan",),
        options=shown if len(shown) > 1 else {},
    )  # fmt: skip
    return Asking(question, shown, " ".join(shown))


def _by_question(names: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name in names:
        question, _, option = name.rpartition(".")
        found[question] = found.get(question, frozenset()) | {option}
    return found

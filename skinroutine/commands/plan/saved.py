"""``plan --save-answers``: what was answered, as a file that ``--answers`` takes back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from skinroutine.app import App
from skinroutine.commands.plan.answers import PlanAnswers
from skinroutine.decide.plan import PlanDecision
from skinroutine.files.targets import FileKind, Target
from skinroutine.interview.answers import plain
from skinroutine.interview.question import whole
from skinroutine.memory.sessions import FIRST
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import Chosen
from skinroutine.text import clock_text, yes_or_no

HEAD: Final = "# Answers for skinroutine plan. Run it again with: skinroutine plan --answers "
_TAKEN: Final = "is already there and isn't a file of saved answers. Choose another name."
_PLAIN: Final = re.compile(r"[a-z][a-z0-9_]*")
_TRAPS: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


def target_for(app: App, file: Path) -> Target:
    """Where the answers go; an earlier file of answers is replaced."""
    kind = FileKind(_TAKEN, "--save-answers ~/answers.yaml", [HEAD.rstrip().encode()])
    return Target(file, app.own_places, kind)


def save(target: Target, planning: PlanDecision, answered: PlanAnswers) -> None:
    """Write the answers of a plan, each under its question. Raises FileInTheWay and FileNotWrittenError."""
    lines = _lines(target.file, planning, answered)
    target.write([f"{line}\n".encode() for line in lines], folder=True)


def _lines(file: Path, planning: PlanDecision, answered: PlanAnswers) -> Iterator[str]:
    yield f"{HEAD}{file.name}"
    saved = f"{planning.now.date()} {clock_text(planning.now)}"
    yield f"# Saved on {saved}. Skin changes: look again before you repeat it."
    yield f"treatment: {_word(planning.book.treatment)}"
    answers = plain(answered.answers)
    for question in planning.questions:
        if question.id in answers and not (question.id == FIRST and planning.logged):
            yield ""
            yield f"# {_flat(question.ask)}"
            if question.options:
                yield from _options(question.options)
            if _is_whole(question, planning, answered):
                yield f"{_word(question.id)}: {_value(answers[question.id])}"
            else:
                yield "# Left out: you weren't asked about all of these. Write [] or a list."


def _is_whole(question: Question, planning: PlanDecision, answered: PlanAnswers) -> bool:
    """Whether every option that some rule reads was on offer: else an empty list would say no to the rest."""
    answer = answered.answers[question.id]
    if not isinstance(answer, Chosen) or not answer.unseen:
        return True
    # What has a question of its own is said there: without that it is as open as what was not on offer.
    offered = whole(question, planning.rules, planning.guards).options.keys()
    return not answer.unseen & (offered | question.apart.keys())


def _options(options: dict[str, str]) -> Iterator[str]:
    for name, label in options.items():
        yield f"#   {_flat(name)}: {_flat(label)}"


def _flat(text: str) -> str:
    """A text on one line: what follows a line break would no longer be a comment."""
    return " ".join(text.split())


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_word(str(item)) for item in value)}]"
    if isinstance(value, bool):
        return yes_or_no(value)
    return _word(value) if isinstance(value, str) else repr(value)


def _word(text: str) -> str:
    """A name as YAML reads it back; in quotes where it would be read as something else."""
    parts = text.split(".")
    safe = all(_PLAIN.fullmatch(part) for part in parts) and text not in _TRAPS
    return text if safe else json.dumps(text)

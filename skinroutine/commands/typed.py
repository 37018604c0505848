"""From what was typed to answers that are enough: a file, settings, and questions where they are allowed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from skinroutine.decide.conflicts import Conflicts
from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.interview.answer_tree import with_settings
from skinroutine.interview.answers import BadAnswersError, MissingAnswersError, read_answers
from skinroutine.interview.pending import Decision, open_questions, questions_left
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.named import Memory
from skinroutine.rule_files import MOST_BYTES
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.apart import stored
from skinroutine.rulebook.conditions import LEFT_OUT, Answer, Facts
from skinroutine.rulebook.library import Library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.clash import Conflict


class NoAnswersFileError(SkinroutineError):
    """The answers file cannot be read."""

    code = "no-answers-file"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"{file}: the answers cannot be read ({why}). Check the path, or use - for standard input."
        )


class Typed(NamedTuple):
    """What was typed with a command. ``quiet`` means that nothing may be asked.

    ``where`` names the file of answers, and ``by_hand`` the questions that settings answer.
    """

    raw: Mapping[str, object]
    where: str
    quiet: bool
    by_hand: frozenset[str] = frozenset()


def read_typed(answers: str | None, settings: Iterable[str], *, no_input: bool) -> Typed:
    """The answers of a file (``-`` for standard input) with settings over them.

    Raises FileProblemsError, NoAnswersFileError or UsageError.
    """
    settings = list(settings)
    raw = with_settings(_read(answers) if answers else {}, settings)
    wanted = raw.get("treatment", "any")
    if not isinstance(wanted, str) or not wanted.strip():
        raise BadAnswersError(["treatment: write its name. To list them: skinroutine about"])
    where = "standard input" if answers == "-" else answers or ""
    by_hand = frozenset(setting.partition("=")[0].strip() for setting in settings)
    return Typed(raw, where, bool(answers or settings or no_input), by_hand)


def _read(answers: str) -> Mapping[str, object]:
    file = "standard input" if answers == "-" else answers
    try:
        text = sys.stdin.read(MOST_BYTES + 1) if answers == "-" else _text(Path(answers))
    except OSError as error:
        raise NoAnswersFileError(file, error.strerror or "unknown") from error
    except UnicodeDecodeError as error:
        raise NoAnswersFileError(file, "it isn't UTF-8 text") from error
    from skinroutine.rulebook.yaml_text import read_yaml  # noqa: PLC0415  options alone do without it

    data = read_yaml(text, file, words_for_truth=True).data
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise BadAnswersError([f"{file}: write answers as question: answer, a line each"])
    return data


def _text(file: Path) -> str:
    """The text of a file, no further than where it is refused for its size."""
    with file.open("rb") as stream:
        return stream.read(MOST_BYTES + 1).decode("utf-8")


def pick_treatment(named: str, wanted: object, library: Library) -> str:
    """The treatment of the command line or of the answers, by its id; empty when neither names one.

    Raises UnknownTreatmentError, and UsageError when they disagree.
    """
    asked_for = library.known(str(wanted)) if wanted else ""
    if named and asked_for and library.known(named) != asked_for:
        message = f"The command names {named}, the answers name {asked_for}. Name one treatment."
        raise UsageError(message)
    only = library.treatment_ids
    return (library.known(named) if named else asked_for) or (only[0] if len(only) == 1 else "")


def without_asking(
    command: Command,
    decision: Decision[object],
    known: dict[str, Answer],
    conflicts: Conflicts,
    memory: Memory | None = None,
) -> list[Conflict]:
    """Complete answers where nobody can be asked: of two in conflict the cautious one counts.

    What such an answer opens counts as left out, and what was named before counts too. Gives the conflicts.
    Raises MissingAnswersError.
    """
    # Held against what was typed: once it is added, what was named before is in conflict with nothing.
    typed = {conflict.id: conflict for conflict in conflicts.take_cautious(dict(known))} if memory else {}
    if memory is not None:
        known |= memory.under(known)
    complete(command, decision, known)
    before = dict(known)
    settled = conflicts.take_cautious(known)
    if settled:
        spared = _open_names(decision, before)
        known |= {name: LEFT_OUT for name in _open_names(decision, known) if name not in {*known, *spared}}
    known |= stored(known, Facts({}, decision.guards).apart)
    return list({**typed, **{conflict.id: conflict for conflict in settled}}.values())


def _open_names(decision: Decision[object], known: Mapping[str, Answer]) -> list[str]:
    """The questions that are still open under these answers."""
    facts = Facts(known, decision.guards)
    return [each.id for each in open_questions(decision.questions, facts, decision.undecided(facts))]


def complete(command: Command, decision: Decision[object], known: dict[str, Answer]) -> None:
    """Bring ``known`` to the point where nothing is open, where nobody can be asked.

    What an answers file leaves out is put in as such where the question says so. Raises MissingAnswersError
    with all that is missing.
    """
    needed = questions_left(command, decision, known)
    if needed:
        raise MissingAnswersError(needed)


def check_answers(typed: Typed, questions: list[Question]) -> dict[str, Answer]:
    """What was typed as answers, the treatment left out. Raises BadAnswersError."""
    raw = {key: value for key, value in typed.raw.items() if key != "treatment"}
    return read_answers(raw, questions, typed.where, typed.by_hand)


def without_idle(typed: Typed, idle: Iterable[Question], known: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers without what their device doesn't have; what was typed of that is refused, not lost unsaid.

    Raises BadAnswersError with them all.
    """
    kept, refused = dict(known), []
    for question in idle:
        if question.id in typed.raw:
            where = "" if question.id in typed.by_hand or not typed.where else f"{typed.where}: "
            device = f"{question.follows}={known[question.follows]}"
            fix = "leave it out, or name the device that you used"
            refused.append(f"{where}{question.id}: {device} has nothing like that; {fix}")
        del kept[question.id]
    if refused:
        raise BadAnswersError(refused)
    return kept

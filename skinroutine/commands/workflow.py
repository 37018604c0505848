"""What plan, log and check-symptoms begin with: which treatment it is about, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from skinroutine.app import App
from skinroutine.errors import EndOfInputError, SkinroutineError
from skinroutine.history import Reader
from skinroutine.interview.answers import BadAnswersError, MissingAnswersError
from skinroutine.memory.stored_answers import unreadable
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.templates import asked_questions
from skinroutine.text import date_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.asking import Ask


def ask_treatment(
    library: Library, command: Command, ask: Ask | None, *, last: str = "", can_go_back: bool = False
) -> str:
    """The treatment that a person chooses; ``last`` is the one that was done last, where a pointer waits.

    Raises MissingAnswersError where nobody can, and BackedOutError where the person goes back.
    """
    question = treatment_question(library, command)
    if ask is None:
        raise MissingAnswersError([question])
    return choose_treatment(question, ask, last=last, can_go_back=can_go_back)


def choose_treatment(question: Question, ask: Ask, *, last: str, can_go_back: bool) -> str:
    """The option of such a question that a person chooses. Raises as ``ask_treatment``."""
    from skinroutine.interview.asking import Asking, Back  # noqa: PLC0415  only who is asked waits for it
    from skinroutine.interview.subject import BackedOutError  # noqa: PLC0415  the same

    try:
        chosen = ask(Asking(question, question.options, can_go_back=can_go_back, start=last))
    except EndOfInputError:
        raise MissingAnswersError([question]) from None
    if isinstance(chosen, Back):
        raise BackedOutError
    return str(chosen)


def last_treatment(app: App) -> str:
    """The treatment that was logged last, when the history can be read and has one."""
    try:
        last = app.history.newest(["session"])
    except SkinroutineError:  # told where the history is needed
        return ""
    return last.payload.treatment if last else ""


def without_treatment(
    library: Library, command: Command, answer: Callable[[str], object]
) -> MissingAnswersError:
    """What is missing where no treatment is named: that, and what every treatment would miss.

    ``answer`` tries to answer for one treatment, and stores nothing.
    """
    missed: list[dict[str, Question]] = []
    for name in library.treatment_ids:
        try:
            answer(name)
        except MissingAnswersError as error:
            missed.append({question.id: question for question in error.questions})
        except BadAnswersError:
            continue
    shared = (
        [question for name, question in missed[0].items() if all(name in others for others in missed)]
        if missed
        else []
    )
    return MissingAnswersError([treatment_question(library, command), *shared])


def unread_notes(questions: Iterable[Question]) -> Iterator[str]:
    """A sentence for each remembered answer that cannot be read."""
    for question in questions:
        yield f"{question.called}: your earlier answer can't be read, so it isn't used. Please answer again."


def unread_sessions(history: Reader, questions: Iterable[Question], treatment: str) -> Iterator[str]:
    """A sentence for each of the last sessions that holds an answer that cannot be read."""
    listed = list(questions)
    for event in history.last_sessions(treatment=treatment):
        done = event.payload
        unclear = listed if done.lost_answers else unreadable(done.answers, listed)
        if unclear:
            names = ", ".join(question.called.lower() for question in unclear[:3])
            yield (
                f"Your session of {date_text(event.happened)} has answers that can't be read ({names}). "
                f"They count as not sure. To mend it: skinroutine history edit {event.id}"
            )


def treatment_question(library: Library, command: Command) -> Question:
    """The question that asks which treatment a command is about."""
    names = {name: treatment.name for name, treatment in library.treatments.items()}
    asked = asked_questions(library.questions(), command, {"treatments": names})
    return next(question for question in asked if question.options_from == "treatments")

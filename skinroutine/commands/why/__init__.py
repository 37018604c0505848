"""``why``: the rules behind the last answer, what made them hold, and their sources; or those of one step."""

from __future__ import annotations

from typing import Annotated

from skinroutine.app import App
from skinroutine.commands.reasons import AnsweredResult, why_document, why_page
from skinroutine.commands.reasons.short import short_page
from skinroutine.commands.why.items import find_items, item_document, item_page
from skinroutine.commands.why.questions import find_question, question_document, question_page
from skinroutine.errors import SkinroutineError
from skinroutine.history import Event
from skinroutine.history.events import PlanRecord, ResultRecord
from skinroutine.options import Apart, Argument, command


class NothingAnsweredError(SkinroutineError):
    """There is no answer to explain."""

    code = "nothing-answered"

    def __init__(self) -> None:
        super().__init__("Nothing was answered yet. Start with: skinroutine plan")


@command(rules=True, full=True, no_pager=True, apart=(Apart("--full", ("STEP...",)),))
def why(
    app: App,
    step: Annotated[
        list[str] | None,
        Argument("A step, a reason or a question, in a few of its words or by its id.", "[STEP...]"),
    ] = None,
) -> int:
    """Explain the last plan or check, or one step, rule or question.

    Raises NothingAnsweredError, NoSuchStepError, SeveralStepsError and the errors of the history.
    """
    event = app.history.newest(["plan", "symptom-check"])
    asked = " ".join(step or ()).strip()
    if asked:
        _explain(app, asked, event)
        return 0
    if event is None:
        raise NothingAnsweredError
    record = ResultRecord.of(app.history.wording().of(event))
    answered = AnsweredResult(event.kind, event.happened, record, PlanRecord.of(event).steps)
    if app.out.folds:
        app.out.page(short_page(app.library, answered, app.now()))
        return 0
    document = why_document(app.library, answered)
    app.out.result(why_page(document, app.now()), document)
    return 0


def _explain(app: App, asked: str, event: Event | None) -> None:
    """One step or rule, or a question by its whole name; a step or rule comes first by its id."""
    question = find_question(app.library, asked)
    if question is None:
        found = find_items(app.library, asked, _ids_of(event))
        explained = item_document(app.library, asked, found)
        app.out.result(item_page(explained), explained)
        return
    answers = ResultRecord.of(event).answers if event else {}
    document = question_document(app.library, asked, question, answers)
    app.out.result(question_page(document), document)


def _ids_of(event: Event | None) -> frozenset[str]:
    """The steps and rules of the last plan or check."""
    if event is None:
        return frozenset()
    reasons = (reason.id for reason in ResultRecord.of(event).result.reasons)
    return frozenset([*PlanRecord.of(event).steps, *reasons])

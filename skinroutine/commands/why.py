"""``why``: the rules behind the last answer, the answers that made them hold, and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skinroutine.app import App
from skinroutine.commands.why_screen import WhyDocument, WhyRule, why_page
from skinroutine.errors import SkinroutineError
from skinroutine.history.events import PlanRecord, ResultRecord
from skinroutine.model import Ruling
from skinroutine.options import command
from skinroutine.rulebook import Book, Library
from skinroutine.show.documents import CitedSource


class NothingAnsweredError(SkinroutineError):
    """There is no answer to explain."""

    code = "nothing-answered"

    def __init__(self) -> None:
        super().__init__("Nothing was answered yet. Start with: skinroutine plan")


@command(rules=True)
def why(app: App) -> int:
    """Explain the last plan or check. Raises NothingAnsweredError and the errors of the history."""
    event = app.history.newest(["plan", "symptom-check"])
    if event is None:
        raise NothingAnsweredError
    answered = ResultRecord.of(event)
    document = WhyDocument.of(
        kind=event.kind,
        treatment=answered.treatment,
        happened=event.happened,
        result=answered.result.title,
        reasons=list(_behind(app.library, answered)),
        steps=list(_disputed(app.library, PlanRecord.of(event))),
    )
    app.out.result(why_page(document, app.now()), document)
    return 0


def _behind(library: Library, answered: ResultRecord) -> Iterator[WhyRule]:
    known = _rules(library, answered.treatment)
    for reason in answered.result.reasons:
        rule = known.get(reason.id, Known("", ""))
        sources = _cited(library, reason.sources)
        yield WhyRule.of(reason, why=rule.why, disagreement=rule.disagreement, sources=sources)


def _disputed(library: Library, plan: PlanRecord) -> Iterator[WhyRule]:
    """The steps of the checklists on which sources differ."""
    shown, treatment = plan.steps, plan.treatment
    if treatment not in library.treatment_ids:
        return
    for step in (step for steps in Book(library, treatment).steps.values() for step in steps):
        if step.id in shown and step.disagreement:
            yield WhyRule.of(step, message=step.text, because=(), sources=_cited(library, step.sources))


def _cited(library: Library, names: Iterable[str]) -> list[CitedSource]:
    return [CitedSource.of(library.sources[name]) for name in names if name in library.sources]


class Known:
    """What the rules say of a reason beyond what was stored with it."""

    def __init__(self, why: str, disagreement: str) -> None:
        self.why = why
        self.disagreement = disagreement


def _rules(library: Library, treatment: str) -> dict[str, Known]:
    """Every rule that could have held, by id; none of a treatment that is gone."""
    book = Book(library, treatment if treatment in library.treatment_ids else "")
    rulings: list[Ruling] = [*book.screening, *book.signs]
    known = {one.id: Known(one.why, one.disagreement) for one in rulings}
    known |= {one.id: Known(one.why, one.disagreement) for one in book.lives}
    known |= {one.id: Known("", one.disagreement) for one in book.watches}
    return known | {one.id: Known("", one.disagreement) for one in book.intervals}

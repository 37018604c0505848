"""``why``: the rules behind the last answer, the answers that made them hold, and their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skinroutine.app import App
from skinroutine.commands.why_screen import Behind, WhyView, why_data, why_page
from skinroutine.errors import SkinroutineError
from skinroutine.history import Event
from skinroutine.model import Ruling
from skinroutine.options import command
from skinroutine.rulebook import Book, Library


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
    result = event.data.get("result")
    told = result if isinstance(result, Mapping) else {}
    view = WhyView(
        kind=event.kind,
        treatment=str(event.data.get("treatment") or ""),
        happened=event.happened,
        now=app.now(),
        result=str(told.get("verdict") or told.get("name") or ""),
        behind=list(_behind(app.library, event, told)),
        disputed=list(_disputed(app.library, event)),
    )
    app.out.result(why_page(view), why_data(view))
    return 0


def _behind(library: Library, event: Event, told: Mapping[str, object]) -> Iterator[Behind]:
    reasons = told.get("reasons")
    known = _rules(library, str(event.data.get("treatment") or ""))
    for reason in reasons if isinstance(reasons, list) else []:
        rule = known.get(str(reason["id"]), Known("", ""))
        yield Behind(
            id=str(reason["id"]),
            message=str(reason["message"]),
            because=[str(pair) for pair in reason["because"]],
            why=rule.why,
            disagreement=rule.disagreement,
            sources=[library.sources[name] for name in reason["sources"] if name in library.sources],
        )


def _disputed(library: Library, event: Event) -> Iterator[Behind]:
    """The steps of the checklists on which sources differ."""
    shown, treatment = event.data.get("steps"), str(event.data.get("treatment") or "")
    if not isinstance(shown, list) or treatment not in library.treatment_ids:
        return
    for step in (step for steps in Book(library, treatment).steps.values() for step in steps):
        if step.id in shown and step.disagreement:
            sources = [library.sources[name] for name in step.sources if name in library.sources]
            yield Behind(step.id, step.text, (), step.why, step.disagreement, sources)


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

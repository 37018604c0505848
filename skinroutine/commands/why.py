"""``why``: the rules behind the last answer, the answers that made them hold, and their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from skinroutine.app import App
from skinroutine.errors import SkinroutineError
from skinroutine.history.events import PlanRecord, ResultRecord
from skinroutine.options import command
from skinroutine.rulebook import Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.show.blocks import Block, Heading, Item, Page, Para
from skinroutine.show.documents import CitedSource, JsonDocument, JsonRecord
from skinroutine.text import moment, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


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
        steps=list(_disputes(app.library, PlanRecord.of(event))),
    )
    app.out.result(why_page(document, app.now()), document)
    return 0


def _behind(library: Library, answered: ResultRecord) -> Iterator[WhyRule]:
    known = _rules(library, answered.treatment)
    for reason in answered.result.reasons:
        rule = known.get(reason.id, Known("", ""))
        sources = _sources(library, reason.sources)
        yield WhyRule.of(reason, why=rule.why, disagreement=rule.disagreement, sources=sources)


def _disputes(library: Library, plan: PlanRecord) -> Iterator[WhyRule]:
    """The steps of the checklists on which sources differ."""
    shown, treatment = plan.steps, plan.treatment
    if treatment not in library.treatment_ids:
        return
    for step in (step for steps in Book(library, treatment).steps.values() for step in steps):
        if step.id in shown and step.disagreement:
            yield WhyRule.of(
                step,
                message=step.text_on_the_day,
                because=(),
                not_sure_about=(),
                sources=_sources(library, step.sources),
            )


def _sources(library: Library, names: Iterable[str]) -> list[CitedSource]:
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
    known = {ruling.id: Known(ruling.why, ruling.disagreement) for ruling in rulings}
    known |= {life.id: Known(life.why, life.disagreement) for life in book.lives}
    known |= {watch.id: Known("", watch.disagreement) for watch in book.watches}
    known |= {found.id: Known(found.why, found.disagreement) for found in library.findings.values()}
    return known | {interval.id: Known("", interval.disagreement) for interval in book.intervals}


class WhyRule(JsonRecord):
    """One rule or step."""

    id: Annotated[str, "The id of the rule or step."]
    message: Annotated[str, "What it says, in plain words."]
    because: kinds.Reasons
    not_sure_about: kinds.Doubts
    why: Annotated[str | None, "Why it is there, or null."]
    disagreement: Annotated[str | None, "Who says otherwise, or null."]
    sources: Annotated[Sequence[CitedSource], "The sources that it rests on."]


class WhyDocument(JsonDocument, kind="about", happened="at"):
    """The rules behind the last plan or check."""

    kind: Annotated[Literal["plan", "symptom-check"], "What was answered last."]
    treatment: Annotated[str | None, "The id of the treatment, or null for an emergency that came before it."]
    happened: Annotated[datetime, "When it was answered."]
    result: Annotated[str, "The verdict of the plan, or the name of the level."]
    reasons: Annotated[Sequence[WhyRule], "The rules that held, strictest first."]
    steps: Annotated[Sequence[WhyRule], "The steps of a plan on which sources differ."]


def why_page(view: WhyDocument, now: datetime) -> Page:
    """The screen of the reasons."""
    what = "plan" if view.kind == "plan" else "symptom check"
    when = moment(view.happened, now)
    about = f", {spoken(view.treatment)}" if view.treatment else ""
    blocks: list[Block] = [Para(f"The {what} of {when}{about}: {view.result}", "strong")]
    if not view.reasons:
        blocks.append(Para("No rule spoke against it."))
    blocks += [block for reason in view.reasons for block in _behind_page(reason)]
    if view.steps:
        blocks += [Para(""), Para("Steps of this plan on which sources differ:", "strong")]
    return [*blocks, *(block for step in view.steps for block in _behind_page(step))]


def _behind_page(rule: WhyRule) -> Iterator[Block]:
    yield Heading(rule.id)
    yield Para(rule.message, indent=2)
    if rule.why:
        yield Para(rule.why, indent=2)
    if rule.not_sure_about:
        names = ", ".join(rule.not_sure_about)
        yield Para(f"It counts because you were not sure, or were not asked: {names}", indent=2)
    elif rule.because:
        yield Para(f"It holds because of: {', '.join(rule.because)}", indent=2)
    if rule.disagreement:
        yield Para(f"Sources differ: {rule.disagreement}", indent=2)
    for source in rule.sources:
        yield Item("-", f"{source.title}. {source.publisher} ({source.kind}) [{source.id}]", indent=4)
        if source.url:
            yield Para(source.url, "faint", indent=6)

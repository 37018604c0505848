"""``why``: the rules behind the last answer, what made them hold, and their sources; or those of one step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from skinroutine.app import App
from skinroutine.commands.why.items import (
    Judgements,
    Known,
    cited,
    find_items,
    item_document,
    item_page,
    marked,
    sources_blocks,
)
from skinroutine.errors import SkinroutineError
from skinroutine.history import Event
from skinroutine.history.events import PlanRecord, ResultRecord
from skinroutine.options import Argument, command
from skinroutine.rulebook import Cited, Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.show.blocks import Block, Heading, Page, Para, command_line
from skinroutine.show.documents import CitedSource, JsonDocument, JsonRecord
from skinroutine.text import moment, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class NothingAnsweredError(SkinroutineError):
    """There is no answer to explain."""

    code = "nothing-answered"

    def __init__(self) -> None:
        super().__init__("Nothing was answered yet. Start with: skinroutine plan")


@command(rules=True, full=True, no_pager=True)
def why(
    app: App,
    step: Annotated[
        list[str] | None,
        Argument("A step or a reason, in a few of its words or by its id.", "[STEP...]"),
    ] = None,
) -> int:
    """Explain the last plan or check, or one step or rule.

    Raises NothingAnsweredError, NoSuchStepError, SeveralStepsError and the errors of the history.
    """
    event = app.history.newest(["plan", "symptom-check"])
    asked = " ".join(step or ()).strip()
    if asked:
        found = find_items(app.library, asked, _ids_of(event))
        explained = item_document(app.library, asked, found)
        app.out.result(item_page(explained), explained)
        return 0
    if event is None:
        raise NothingAnsweredError
    answered = ResultRecord.of(app.history.wording().of(event))
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


def _ids_of(event: Event | None) -> frozenset[str]:
    """The steps and rules of the last plan or check."""
    if event is None:
        return frozenset()
    reasons = (reason.id for reason in ResultRecord.of(event).result.reasons)
    return frozenset([*PlanRecord.of(event).steps, *reasons])


def _behind(library: Library, answered: ResultRecord) -> Iterator[WhyRule]:
    known = _rules(library, answered.treatment)
    for reason in answered.result.reasons:
        rule = known.get(reason.id, Known())
        sources = cited(library, reason.sources)
        yield WhyRule.of(
            reason,
            why=rule.why,
            disagreement=rule.disagreement,
            judgement=rule.judged_of(reason.message),
            sources=sources,
        )


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
                judgement=Known.of(step).judged_of(step.text_on_the_day),
                sources=cited(library, step.sources),
            )


def _rules(library: Library, treatment: str) -> dict[str, Known]:
    """Every rule that could have held, by id; none of a treatment that is gone."""
    book = Book(library, treatment if treatment in library.treatment_ids else "")
    rulings: list[Ruling] = [*book.screening, *book.signs]
    items: list[Cited] = [*book.lives, *book.watches, *library.findings.values(), *book.intervals]
    known = {ruling.id: Known(ruling.why, ruling.disagreement, ruling.judged) for ruling in rulings}
    return known | {item.id: Known.of(item) for item in items}


class WhyRule(JsonRecord):
    """One rule or step."""

    id: Annotated[str, "The id of the rule or step."]
    message: Annotated[str, "What it says, in plain words."]
    because: kinds.Reasons
    not_sure_about: kinds.Doubts
    why: Annotated[str | None, "Why it is there, or null."]
    disagreement: Annotated[str | None, "Who says otherwise, or null."]
    judgement: Judgements
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
    what = "plan" if view.kind == "plan" else "check"
    when = moment(view.happened, now)
    about = f", {spoken(view.treatment)}" if view.treatment else ""
    blocks: list[Block] = [Para(f"The {what} of {when}{about}: {view.result}", "strong")]
    if not view.reasons:
        blocks.append(Para("Nothing spoke against it."))
    blocks += [block for reason in view.reasons for block in _behind_page(reason)]
    if view.steps:
        blocks += [Para(""), Para("Steps of this plan on which sources differ:", "strong")]
    blocks += [block for step in view.steps for block in _behind_page(step)]
    return [*blocks, Para(""), command_line("Where you are now:", "skinroutine status")]


def _behind_page(rule: WhyRule) -> Iterator[Block]:
    yield Heading(rule.id)
    yield Para(marked(rule, "message", rule.message), indent=2)
    if rule.why:
        yield Para(marked(rule, "why", rule.why), indent=2)
    if rule.not_sure_about:
        names = ", ".join(rule.not_sure_about)
        yield Para(f"It counts because you weren't sure, or were not asked: {names}", indent=2)
    elif rule.because:
        yield Para(f"It counts because of: {', '.join(rule.because)}", indent=2)
    if rule.disagreement:
        yield Para(marked(rule, "disagreement", f"Sources differ: {rule.disagreement}"), indent=2)
    yield from sources_blocks(rule.sources)

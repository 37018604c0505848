"""The answer of ``why``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from skinroutine.show.blocks import Block, Heading, Item, Page, Para
from skinroutine.show.documents import CitedSource, JsonDocument, JsonRecord
from skinroutine.text import moment, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


class WhyRule(JsonRecord):
    """One rule or step."""

    id: Annotated[str, "The id of the rule or step."]
    message: Annotated[str, "What it says, in plain words."]
    because: kinds.Reasons
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
    blocks += [block for one in view.reasons for block in _behind(one)]
    if view.steps:
        blocks += [Para(""), Para("Steps of this plan on which sources differ:", "strong")]
    return [*blocks, *(block for one in view.steps for block in _behind(one))]


def _behind(one: WhyRule) -> Iterator[Block]:
    yield Heading(one.id)
    yield Para(one.message, indent=2)
    if one.why:
        yield Para(one.why, indent=2)
    if one.because:
        yield Para(f"It holds because of: {', '.join(one.because)}", indent=2)
    if one.disagreement:
        yield Para(f"Sources differ: {one.disagreement}", indent=2)
    for source in one.sources:
        yield Item("-", f"{source.title}. {source.publisher} ({source.kind}) [{source.id}]", indent=4)
        if source.url:
            yield Para(source.url, "faint", indent=6)

"""The rules behind a plan or a check, what made them hold, and their sources: for ``why`` and its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final, Literal, Protocol

from skinroutine.history.events import ResultRecord
from skinroutine.light_typing import NamedTuple
from skinroutine.rulebook import Cited, Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.grounds import is_among, judged
from skinroutine.rulebook.library import Library
from skinroutine.show.blocks import Block, Heading, Item, Page, Para, command_line
from skinroutine.show.document_parts import CitedSource
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import moment, source_text, spoken

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds

Spoken = Literal["message", "why", "disagreement"]
"""The sentences of a rule that are shown."""
Judgements = Annotated[
    Sequence[Annotated[Spoken, "The name of a sentence."]],
    "Which of these sentences are our own judgement.",
]


NO_SIGN: Final = "You chose no sign, so no rule applies. That isn't an all-clear."
"""What stands in place of the reasons of a check that has none."""


class AnsweredResult(NamedTuple):
    """A plan or a check, ``kind`` as the history calls it, and when it was answered."""

    kind: str
    happened: datetime
    record: ResultRecord
    steps: Sequence[str] = ()
    """The ids of the steps on its checklists."""


class Known(NamedTuple):
    """What the rules say of a reason beyond what was stored with it; ``judged`` are sentences of our own.

    ``stricter`` says that who says otherwise is stricter.
    """

    why: str = ""
    disagreement: str = ""
    judged: tuple[str, ...] = ()
    stricter: bool = False

    @classmethod
    def of(cls, item: Cited) -> Known:
        """What an item says."""
        return cls(getattr(item, "why", ""), item.disagreement, judged(item))

    def judged_of(self, message: str) -> list[Spoken]:
        """Which of the sentences that are shown are our own judgement."""
        shown: dict[Spoken, str] = {
            "message": message, "why": self.why, "disagreement": self.disagreement,
        }  # fmt: skip
        return [name for name, text in shown.items() if text and is_among(text, self.judged)]


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


def why_document(library: Library, answered: AnsweredResult) -> WhyDocument:
    """Everything behind an answer, as JSON."""
    record = answered.record
    return WhyDocument.of(
        answered,
        treatment=record.treatment,
        result=record.result.title,
        reasons=list(_behind(library, record)),
        steps=list(_disputes(library, record.treatment, frozenset(answered.steps))),
    )


def known_rules(library: Library, treatment: str) -> dict[str, Known]:
    """Every rule that could have held, by id; none of a treatment that is gone."""
    book = Book(library, treatment if treatment in library.treatment_ids else "")
    rulings: list[Ruling] = [*book.screening, *book.signs]
    items: list[Cited] = [*book.lives, *book.watches, *library.findings.values(), *book.intervals]
    known = {
        ruling.id: Known(ruling.why, ruling.disagreement, ruling.judged, ruling.stricter)
        for ruling in rulings
    }
    return known | {item.id: Known.of(item) for item in items}


def cited(library: Library, names: Iterable[str]) -> list[CitedSource]:
    """The sources of these names; one that the rules no longer list is left out."""
    return [CitedSource.of(library.sources[name]) for name in names if name in library.sources]


def _behind(library: Library, answered: ResultRecord) -> Iterator[WhyRule]:
    known = known_rules(library, answered.treatment)
    for reason in answered.result.reasons:
        rule = known.get(reason.id, Known())
        yield WhyRule.of(
            reason,
            why=rule.why,
            disagreement=rule.disagreement,
            judgement=rule.judged_of(reason.message),
            sources=cited(library, reason.sources),
        )


def _disputes(library: Library, treatment: str, shown: frozenset[str]) -> Iterator[WhyRule]:
    """The steps of the checklists on which sources differ."""
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


def why_page(view: WhyDocument, now: datetime) -> Page:
    """The screen of all reasons, with every source."""
    what = "plan" if view.kind == "plan" else "check"
    when = moment(view.happened, now)
    about = f", {spoken(view.treatment)}" if view.treatment else ""
    blocks: list[Block] = [Para(f"The {what} of {when}{about}: {view.result}", "strong")]
    if not view.reasons:
        blocks.append(Para("Nothing spoke against it." if what == "plan" else NO_SIGN))
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


def sources_blocks(sources: Iterable[CitedSource]) -> Iterator[Block]:
    """Each source with its address."""
    for source in sources:
        shown = source_text(source.title, source.publisher)
        yield Item("-", f"{shown} ({source.kind}) [{source.id}]", indent=4)
        if source.url:
            yield Para(source.url, "faint", indent=6)


class Judged(Protocol):
    """What names those of its sentences that are our own."""

    judgement: Sequence[Spoken]


def marked(rule: Judged, name: Spoken, text: str) -> str:
    """A sentence, and that it is our own judgement where it is."""
    return f"{text} (This is our own judgement.)" if name in rule.judgement else text

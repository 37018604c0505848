"""The answers of ``device``: the heads, their uses, and what is said of one that is worn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, NamedTuple

from skinroutine.decide.head_wear import Limits
from skinroutine.memory.heads import Head
from skinroutine.rulebook import VERDICTS, Reason
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, Tone
from skinroutine.show.document_parts import RuleReason
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.head_words import describe_head, uses_words
from skinroutine.text import counted, day

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


ADD = "Note one: skinroutine device add"


class HeadView(NamedTuple):
    """A head and how long it lasts."""

    head: Head
    limits: Limits


def listed_page(
    views: Sequence[HeadView], short: Mapping[str, str], now: datetime, *, everything: bool
) -> Page:
    """The list of heads; ``short`` gives the shortest id of each."""
    if not views:
        none = "You have no head on your list." if everything else "You have no head in use on your list."
        return [Para(none), Para(ADD)]
    blocks: list[Block] = [Para("Your heads" if everything else "Your heads in use", "strong")]
    for view in views:
        blocks += [
            *_list_lines(view, now),
            Para(f"id {short.get(view.head.id, view.head.id)}", "faint", indent=4),
        ]
    if any(view.head.retired is None for view in views):
        blocks.append(Para("One that is done: skinroutine device retire NAME", "faint"))
    return blocks


class LifeRule(JsonRecord):
    """One rule."""

    id: Annotated[str, "The id of the rule."]
    say: Annotated[str, "What it says."]
    sources: Annotated[Sequence[kinds.SourceId], "Where it comes from."]
    disagreement: Annotated[str | None, "How sources differ, or null."]


class ListedHead(JsonRecord, why="retired_why"):
    """One head."""

    id: Annotated[str, "The id of the head."]
    name: Annotated[str, "What you call it."]
    treatment: kinds.TreatmentId
    kind: Annotated[str, "The kind of device, such as roller."]
    needle_mm: Annotated[float | None, "The length of the needles in mm, or null."]
    opened: Annotated[date, "The day on which it was opened."]
    single_use: Annotated[
        bool | str | None, "True when made for one use, or not_sure. Null when nobody said."
    ]
    certified: Annotated[
        bool | str | None, "True when said to be certified, or not_sure. Null when nobody said."
    ]
    uses: Annotated[kinds.Count, "How often it has been used."]
    most_uses: Annotated[int | None, "After how many uses it is worn out, or null."]
    days_open: Annotated[int, "How many days ago it was opened."]
    most_days_open: Annotated[int | None, "After how many days it is worn out, or null."]
    worn: Annotated[bool, "True when it is worn out."]
    rules: Annotated[Sequence[LifeRule], "The rules that say how long it lasts."]
    retired: Annotated[datetime | None, "When it was retired. It is null while it is in use."]
    why: Annotated[str | None, "Why it was retired: worn, lost or damaged, or null."]


class DeviceDocument(JsonDocument):
    """The heads in use. With --all, it lists retired ones too."""

    heads: Annotated[Sequence[ListedHead], "The heads, the newest first."]


class HeadReason(RuleReason, first=("id", "verdict", "because", "message", "why"), doubts=""):
    """One rule that holds."""

    verdict: Annotated[kinds.VerdictWord, "The verdict of this rule alone."]
    why: Annotated[str | None, "Why it says so, or null."]


class DeviceAddDocument(JsonDocument):
    """A head that was added, and what speaks against it."""

    added: Annotated[ListedHead, "One head."]
    reasons: Annotated[Sequence[HeadReason], "What speaks against it, strictest first."]
    stored: Annotated[str, "The id of this entry in the history."]


class RetiredHead(JsonRecord):
    """The head."""

    id: Annotated[str, "The id of the head."]
    name: Annotated[str, "What you call it."]
    treatment: kinds.TreatmentId
    uses: Annotated[kinds.Count, "How often it was used."]
    why: Annotated[str | None, "Why it was retired: worn, lost or damaged, or null."]


class DeviceRetireDocument(JsonDocument):
    """A head that is no longer used. It stays in your history."""

    retired: Annotated[RetiredHead, "The head."]
    stored: Annotated[str, "The id of this entry in the history."]


def listed_document(views: Sequence[HeadView], today: date) -> DeviceDocument:
    """The heads as JSON."""
    return DeviceDocument(heads=[_head_record(view, today) for view in views])


def added_page(view: HeadView, reasons: Sequence[Reason], now: datetime) -> Page:
    """A head that was added, and what speaks against it."""
    head = view.head
    blocks: list[Block] = [
        Banner("Added", f"{head.name}, {describe_head(head)}", "good"),
        Para(f"{uses_words(head.uses, view.limits.uses)}, {_opening(head, now)}."),
        *_spent(view),
    ]
    if reasons:
        blocks.append(Heading("Before you use it"))
        blocks += [
            Item("-", " ".join(part for part in (reason.message, reason.why) if part)) for reason in reasons
        ]
    return [*blocks, Para(""), Para("Each session that you log counts as a use: skinroutine log", "faint")]


def added_document(view: HeadView, reasons: Sequence[Reason], today: date) -> DeviceAddDocument:
    """A head that was added, as JSON."""
    against = [HeadReason.of(reason, verdict=VERDICTS[reason.weight]) for reason in reasons]
    return DeviceAddDocument(added=_head_record(view, today), reasons=against, stored=view.head.id)


def retired_page(head: Head, why: str) -> Page:
    """A head that was retired."""
    text = f"{head.name} is off your list after {counted(head.uses, 'use')}."
    return [
        Banner("Retired", f"{text} {why}." if why else text, "good"),
        Para("It stays in your history. For a new one: skinroutine device add"),
    ]


def retired_document(head: Head, why: str, stored: str) -> DeviceRetireDocument:
    """A head that was retired, as JSON."""
    return DeviceRetireDocument(retired=RetiredHead.of(head, why=why), stored=stored)


def _head_record(view: HeadView, today: date) -> ListedHead:
    return ListedHead.of(
        view.head,
        most_uses=view.limits.uses,
        days_open=view.head.open_for(today),
        most_days_open=view.limits.days,
        worn=bool(view.limits.reached),
        rules=[LifeRule.of(rule) for rule in view.limits.rules],
    )


def _list_lines(view: HeadView, now: datetime) -> Iterator[Block]:
    head, limits = view.head, view.limits
    tone: Tone = "bad" if limits.reached else "plain"
    parts = [uses_words(head.uses, limits.uses), _opening(head, now)]
    if limits.days is not None:
        parts.append(f"day {head.open_for(now.date())} of {limits.days}")
    if head.retired is not None:
        tone = "faint"
        parts.append(f"retired {day(head.retired.date(), now.date())}")
        parts += [head.why] if head.why else []
    yield Item("-", f"{head.name} ({describe_head(head)}): {', '.join(parts)}", tone)
    if head.retired is None:
        yield from _spent(view)


def _spent(view: HeadView) -> Iterator[Block]:
    """What is said of a head that has come to a limit, and how far advice differs."""
    for limit in view.limits.reached:
        yield Para(f"Worn out: {limit.say}", "bad", indent=4)
        if limit.disagreement:
            yield Para(f"Sources differ: {limit.disagreement}", indent=4)


def _opening(head: Head, now: datetime) -> str:
    return f"opened {day(head.opened, now.date())}"

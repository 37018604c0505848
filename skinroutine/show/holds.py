"""The answers of ``hold``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from skinroutine.history import CLEARED, HEALED, Hold
from skinroutine.history.records import NAMED_BY
from skinroutine.show.blocks import Banner, Block, Item, Page, Para, command_line
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.text import ago, capital, day, spoken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Final

    from skinroutine.show import document_types as kinds


ENDINGS: Final = {
    "healed": "It has healed",
    "seen": "A professional has seen it",
    "error": "It was recorded in error",
    "cleared": "The professional it waited for has cleared it",
}


def holds_page(holds: Sequence[Hold], now: datetime) -> Page:
    """The holds in force."""
    if not holds:
        return [Para("Your sessions aren't paused."), command_line("Before a session:", "skinroutine plan")]
    blocks: list[Block] = [Para("Your sessions are paused until this is sorted out.", "strong")]
    for number, hold in enumerate(holds):
        blocks += [Para("")] if number else []
        blocks.append(
            Item("-", f"{capital(treatment_on_hold(hold))}, set {ago(hold.since, now)}: {capital(hold.why)}")
        )
        blocks += [*care_of(hold), *ways_page(hold, now, among=holds)]
        blocks.append(Para(f"id {hold.id}", "faint", indent=4))
    return blocks


def ways_out(hold: Hold, now: datetime, among: Sequence[Hold] = ()) -> Iterator[tuple[str, str]]:
    """How a hold ends: when each way is open, in words, and the command that records it.

    Of a hold that was set the word of whoever clears its finding stands first: it ends both. ``among`` are
    all holds in force: where there is another one, the commands name this one, or they would end both.
    """
    named = len(among) > 1
    if CLEARED in hold.ends:
        yield f"Once {hold.professional} says that you may start again:", hold.ending(CLEARED, named=named)
    if "seen" in hold.ends:
        # Who has seen it need not be the one who can clear what was found: that still counts then.
        seen = "If someone else has looked at it, note that. You stay paused:"
        free = "Once a professional has seen it and says that you may start again:"
        yield seen if CLEARED in hold.ends else free, hold.ending("seen", named=named)
    if HEALED in hold.ends:
        first = hold.healed_from(now.tzinfo)
        when = f", from {day(first, now.date())}" if first > now.date() else ""
        yield f"Once it has healed{when}:", hold.ending(HEALED, named=named or hold.found)
    if hold.found:
        yield "If that check was a mistake:", f"skinroutine history remove {hold.id[-NAMED_BY:]}"
    if "error" in hold.ends:
        yield "If this was recorded by mistake:", hold.ending("error", named=named)


def ways_page(hold: Hold, now: datetime, among: Sequence[Hold] = ()) -> Iterator[Block]:
    """The same on a screen, one after the other, each with its command whole."""
    for words, step in ways_out(hold, now, among):
        yield Para(f"{words} {step}", indent=4)


def care_of(hold: Hold) -> Iterator[Block]:
    """What to do about it while it lasts, where a rule says so."""
    if hold.care:
        yield Para(hold.care, "strong", indent=4)


class HoldInForce(JsonRecord):
    """One hold."""

    id: Annotated[str, "The id of the hold."]
    treatment: Annotated[
        str | None, "The id of the treatment that it was set for. Null for none in particular."
    ]
    since: Annotated[datetime, "When the hold was set."]
    rule: Annotated[str, "The id of the rule that set it. It is own when you set it."]
    why: Annotated[str, "The reason in plain words."]
    care: Annotated[
        str | None, "What to do while it lasts: who to see, and how soon. Null for a hold of your own."
    ]


class HoldWithTime(HoldInForce):
    """One hold."""

    least_days: Annotated[kinds.Count, "Days that must pass before it can end as healed, 0 for none."]
    finding: Annotated[str | None, "The id of what a check found that lasts beyond the hold, or null."]
    cleared_by: Annotated[str | None, "Who can clear that, as hold end --by takes it, or null."]
    ends: Annotated[Sequence[kinds.WayToEnd], "The ways in which it can end, as hold end --how takes them."]
    healed_from: Annotated[date | None, "The first day on which it can end as healed. Null for never."]


class HoldDocument(JsonDocument):
    """The open holds. While there is one, no session may be done."""

    holds: Annotated[Sequence[HoldWithTime], "The open holds. During one, no session may be done."]


class HoldAddDocument(HoldDocument):
    """The open holds, with the one that was added."""

    stored: Annotated[str, "The id of the hold that was added."]


class HoldEndDocument(JsonDocument):
    """The holds that were ended."""

    ended: Annotated[Sequence[kinds.HoldId], "The holds that are over."]
    treatments: Annotated[Sequence[kinds.HoldTreatment], "What each hold was set for, in the same order."]
    how: Annotated[kinds.HoldEnding, "How it ended: it has healed, a professional has seen it, or an error."]
    stored: Annotated[Sequence[kinds.EntryId], "What was written to the history, in the same order."]


def holds_document(holds: Sequence[Hold], now: datetime) -> HoldDocument:
    """The holds in force as JSON."""
    return HoldDocument(
        holds=[
            HoldWithTime.of(hold, healed_from=hold.healed_from(now.tzinfo) if HEALED in hold.ends else None)
            for hold in holds
        ]
    )


def ended_page(holds: Sequence[Hold], how: str, left: Sequence[Hold], now: datetime) -> Page:
    """Holds that were ended, and ``left``, what still keeps sessions paused: then nothing is called over."""
    if not left:
        names = ", ".join(dict.fromkeys(treatment_on_hold(hold) for hold in holds))
        over = Banner("Ended", f"The hold on {names} is over. {how}.", "good")
        return [over, Para("It stays in your history. Before the next session: skinroutine plan")]
    blocks: list[Block] = [Banner("Noted", f"{how}. Sessions stay paused for this:", "careful")]
    for hold in left:
        blocks += [Item("-", hold.reason, "bad"), *care_of(hold), *ways_page(hold, now, among=left)]
    return [*blocks, Para("What you noted stays in your history.")]


def ended_document(holds: Sequence[Hold], how: str, stored: Sequence[str]) -> HoldEndDocument:
    """Holds that were ended, as JSON."""
    treatments = [hold.treatment or None for hold in holds]
    ended = [hold.id for hold in holds]
    return HoldEndDocument(ended=ended, treatments=treatments, how=how, stored=stored)


def treatment_on_hold(hold: Hold) -> str:
    """The treatment that a hold was set for; an emergency may come before it is known."""
    return spoken(hold.treatment) or "all treatments"

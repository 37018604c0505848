"""The answer of ``check-symptoms``: the level in words, what to do in order, when to come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.decide.triage import URGENT, WORST, Triage
from skinroutine.history.events import FactRecord
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.named import NamedOption
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, Series, Tone, command_line
from skinroutine.show.document_parts import RuleReason
from skinroutine.show.documents import JsonDocument
from skinroutine.show.numbers import NumbersToCall, emergency_page, numbers_data, numbers_page
from skinroutine.show.parts import FOOT, conflict_blocks, contradictions, left_out, unsure
from skinroutine.show.remembered import remembered, remembered_text
from skinroutine.show.signs import LEVEL_SIGNS
from skinroutine.text import moment

if TYPE_CHECKING:
    from skinroutine.interview.clash import Conflict
    from skinroutine.show import document_types as kinds


_HELPER: Final = "For whoever is with you"
_MEANWHILE: Final = "While you wait for help"
HANDED_OVER: Final = 2
"""From this level on somebody will see the skin, and a page for them is offered."""


class SymptomCheck(NamedTuple):
    """Symptoms that were judged; ``on_hold`` when no session may be done now."""

    book: Book
    treatment: str
    answers: dict[str, Answer]
    found: Triage
    asked: int
    now: datetime
    clashes: tuple[Conflict, ...] = ()
    """The cautious answers that stand because two answers conflict."""
    facts: tuple[FactRecord, ...] = ()
    recalled: Mapping[str, NamedOption] = {}
    """What counts because it was named before, by the answer that a rule names as its cause."""
    on_hold: bool = False
    began_as: str = ""
    """The id of what was kept of this check before its last question; empty where nothing was."""


def symptom_page(check: SymptomCheck) -> Page:
    """The screen of a check. Which answer counts is said first, unless help has to come before all."""
    questions = check.book.questions("check-symptoms")
    clashes, waits = list(conflict_blocks(check.clashes)), check.found.level < URGENT
    return [
        *(clashes if waits else ()),
        *_level(check.found, left_out(check.found.left_out, questions)),
        *_why(check, questions),
        *(() if waits else clashes),
        *coming_back(check),
        *numbers(check),
        *_foot(check),
    ]


def alarm_page(check: SymptomCheck) -> Page:
    """What is said at once, before the rest is asked."""
    return [
        Para(""),
        *_level(check.found),
        *coming_back(check),
        Para(""),
        Para("Do this first, whatever comes next. A few more questions follow.", "strong"),
    ]


class SymptomReason(RuleReason, first=("id", "level")):
    """One rule that holds."""

    level: Annotated[kinds.Level, "The level of this rule alone."]
    remembered: kinds.Remembered


class CheckSymptomsDocument(JsonDocument):
    """How soon the skin needs care, and what to do."""

    treatment: Annotated[str | None, "The id of the treatment, or null for an emergency that came before it."]
    level: Annotated[
        kinds.Level,
        "How soon care is needed. 0 is the normal course. 1 is care at home. 2 is a pharmacist or doctor "
        "within days. 3 is medical care the same day. 4 is the emergency services now.",
    ]
    name: Annotated[kinds.LevelName, "The name of the level."]
    reasons: Annotated[Sequence[SymptomReason], "The rules that hold, strictest first."]
    actions: Annotated[Sequence[kinds.ToDo], "What to do now, in order."]
    helper: Annotated[Sequence[kinds.ToDo], "Those of them for somebody who is with the person."]
    meanwhile: Annotated[Sequence[kinds.ToDo], "Those of them that wait until help was called."]
    back_if: Annotated[Sequence[kinds.Sign], "What should bring the person back at once."]
    call_if: Annotated[Sequence[kinds.Sign], "Those of them to call the emergency number for."]
    numbers: Annotated[NumbersToCall, "What to call where the person lives."]
    check_again: Annotated[
        datetime | None,
        "When to check again, to the minute, with the offset from UTC. It is null where care comes first.",
    ]
    hold: Annotated[bool, "True when sessions are now on hold."]
    handover: Annotated[bool, "True when someone should see it, so that a page for them is of use."]
    questions_asked: kinds.Asked
    contradictions: kinds.Contradictions
    left_out: kinds.Unanswered
    unreviewed_rules: kinds.Unreviewed
    stored: Annotated[str | None, "The id of this entry in the history, or null when nothing was stored."]


def symptom_document(check: SymptomCheck, stored: str) -> CheckSymptomsDocument:
    """The check as JSON."""
    found = check.found
    return CheckSymptomsDocument.of(
        found,
        treatment=check.treatment,
        name=found.words.name,
        reasons=[
            SymptomReason.of(reason, level=reason.weight, remembered=remembered(reason, check.recalled))
            for reason in found.reasons
        ],
        back_if=found.back_if,
        call_if=found.call_if,
        numbers=numbers_data(check.book.library.place),
        check_again=found.check_again and found.check_again.replace(second=0, microsecond=0),
        hold=check.on_hold,
        handover=found.level >= HANDED_OVER,
        questions_asked=check.asked,
        contradictions=contradictions(check.clashes),
        unreviewed_rules=_unreviewed(check),
        stored=stored,
    )


def banner(found: Triage) -> Banner:
    """The level in words."""
    words = found.words
    # Nothing named is no clean bill of health: only a sign that is a part of healing gets the tick.
    sign = LEVEL_SIGNS[found.level] if found.level or not words.names_nothing else "plain"
    return Banner(words.title, words.say, sign)


def actions(found: Triage) -> Iterator[Block]:
    """What to do, in order; what somebody else does, and what can wait for help, each under its heading."""
    others = {*found.helper, *found.meanwhile}
    for number, action in enumerate((action for action in found.actions if action not in others), 1):
        first = number == 1 and found.level >= URGENT
        yield Item(f"{number}.", action, "strong" if first else "plain")
    for heading, steps in ((_HELPER, found.helper), (_MEANWHILE, found.meanwhile)):
        yield from [Heading(heading)] if steps else ()
        yield from (Item("-", step) for step in steps)


def _level(found: Triage, missing: Iterable[Block] = ()) -> Iterator[Block]:
    yield banner(found)
    yield from missing
    yield Heading("What to do now")
    yield from actions(found)


def reasons(check: SymptomCheck, questions: Sequence[Question]) -> Iterator[Block]:
    """The reasons for this level; milder ones are left to ``why``, so that the worst is not lost."""
    found = check.found
    shown: set[str] = set()
    for reason in found.reasons:
        if reason.weight < found.level:
            continue
        since = remembered_text(reason, check.recalled, check.now)
        yield Item("-", f"{reason.message} {since}".rstrip())
        yield from unsure(reason.doubts, questions)
        # No voice is stricter than an emergency: there the line would only be in the way.
        if reason.disagreement and found.level < WORST and reason.disagreement not in shown:
            yield Para(f"Sources differ: {reason.disagreement}", indent=4)
            shown.add(reason.disagreement)


def _why(check: SymptomCheck, questions: Sequence[Question]) -> Iterator[Block]:
    listed = list(reasons(check, questions))
    yield from [Heading("Why")] if listed else ()
    yield from listed


def coming_back(check: SymptomCheck) -> Iterator[Block]:
    """The signs to call for and those to check again for, and when."""
    found = check.found
    if found.level == WORST:
        yield Heading("And then")
        yield from (Item("-", text) for text in found.back_if)
        return
    call = f"Call {check.book.library.place.blanks['emergency']} at once if"
    yield from _series(call, found.call_if, "bad" if found.level >= URGENT else "strong")
    yield from _series("Check again at once if", found.check_if, "strong")
    if found.check_again:
        yield Para("")
        even = "even if you still notice nothing" if found.words.names_nothing else "even if it's no worse"
        yield Para(f"Check again by {moment(found.check_again, check.now)}, {even}.", "strong")


def _series(order: str, signs: Sequence[str], tone: Tone) -> Iterator[Block]:
    if signs:
        yield Para("")
        yield Series(order, signs, tone)


def numbers(check: SymptomCheck) -> Iterator[Block]:
    """What to call, where somebody should see it; in an emergency nothing but the emergency numbers."""
    level = check.found.level
    if level >= HANDED_OVER:
        yield from (emergency_page if level == WORST else numbers_page)(check.book.library.place)


def pages_for_others(check: SymptomCheck) -> Iterator[Block]:
    """How the pause ends, whose rules nobody reviewed, and the page for whoever sees the skin."""
    if check.on_hold:
        yield command_line("Your sessions are paused. How that ends:", "skinroutine hold")
    for name in _unreviewed(check):
        yield Para(f"Unreviewed rules: {name}", "careful")
    if check.found.level >= HANDED_OVER:
        yield command_line("For whoever sees you:", "skinroutine handover --output handover.html")


def _foot(check: SymptomCheck) -> Iterator[Block]:
    yield Para("")
    yield from pages_for_others(check)
    yield command_line("The rules and sources behind this:", "skinroutine why")
    yield Para(FOOT, "faint")


def _unreviewed(check: SymptomCheck) -> list[str]:
    own = check.book.library.unreviewed(check.treatment)
    return sorted({*own, *(reason.origin for reason in check.found.reasons if reason.origin)})

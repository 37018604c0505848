"""Steps as orders: each is one whole sentence that starts with a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.rulebook import Course, LevelWords, Meanwhile, Step, SymptomRule, Turn, Watch
from skinroutine.rulebook.regions import without_blanks

_STEPPED: Final = (Step, SymptomRule, Course, Watch, LevelWords, Meanwhile)
_SIGNS: Final = ("back_if", "call_if", "watch_for")
_WHOLE: Final = re.compile(r"[.!?…][)\"'\u201d\u2019]*$")
_FIRST: Final = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_REFUSALS: Final = ("do not ", "don't ", "never ")
"""What makes an order of any word that follows."""
_LEADS: Final = frozenset({"always", "please", "only", "then", "now"})
"""Words that may stand before the verb."""
_VERBS: Final = frozenset(
    """
    abrade accept add adjust aim allow alternate answer apply arrange ask attach avoid await bandage
    bathe be bear begin bend bin blot boil book breathe bring brush buy calculate call calm carry catch
    change charge check choose clean cleanse clear clip close collect come compare complete compress
    confirm contact continue cool count cover cross crouch cure cut dab decide dial dig dilute dip
    disconnect discontinue disinfect dispose dissolve do drag drain draw dress drink drive drop dry dump
    ease eat elevate empty end ensure examine exfoliate expose fasten feel fetch fill find finish fit
    flush fold follow get give glide go handle hang have heat help hold hydrate ignore increase inform
    insert inspect join keep kneel knock know lay leave lend let lie lift limit list listen lock log
    look loosen lower make mark massage measure mention mix moisten moisturise moisturize monitor move
    name note notice observe obtain offer omit open order pack pat pause peel phone photograph pick
    place plan point polish position pour practice practise prepare press prevent prick print proceed
    protect pull put quit raise reach read recheck record reduce refuse remain remember remove repeat
    replace report reschedule rest restart return rinse roll rotate rub run save say scan scrape scratch
    scrub seal see seek select send set settle shake share shave shield shorten show shower sip sit skip
    sleep smooth soak soften speak splash split spray spread squeeze stamp stand start stay sterilise
    sterilize stick stop store stretch stroke support swab swallow switch take talk tap tell test throw
    tie tilt touch treat trim try turn uncover understand unplug update use vacuum visit wait walk warm
    warn wash watch wear weigh wet wipe wrap write
    """.split()  # noqa: SIM905  some hundred words are easier to read as text
)
"""What an order can start with."""


def poor_orders(ruleset: Ruleset) -> Iterator[Finding]:
    """Steps that are a piece of a sentence, as an unquoted comma makes them, or that start with no verb."""
    for entry in ruleset.catalogue.of(*_STEPPED):
        for text in map(without_blanks, _steps(entry.item)):
            yield from _poor(entry, text)
        for text in (sign for key in _SIGNS for sign in getattr(entry.item, key, ())):
            yield from _pieces(entry, without_blanks(text))


def _steps(item: Struct) -> Iterator[str]:
    if isinstance(item, Step):
        yield from (text for text in (item.do, item.avoid, item.if_past) if text)
    elif isinstance(item, Course):
        for turn in item.then:
            yield from _steps(turn)
    else:
        do = getattr(item, "do", ())
        yield from (do,) if isinstance(do, str) else do
        if isinstance(item, SymptomRule | Turn):
            yield from (below.step for below in item.do_below)


def _poor(entry: PlacedItem, text: str) -> Iterator[Finding]:
    if _is_piece(text):
        yield from _pieces(entry, text)
    elif not starts_with_verb(text):
        yield entry.finding("no-verb", f"{_name(entry)}{text!r} starts with no verb", "say what to do first")


def _pieces(entry: PlacedItem, text: str) -> Iterator[Finding]:
    if _is_piece(text):
        hint = "in a list in brackets, put a sentence with a comma in quotes"
        yield entry.finding("split-step", f"{_name(entry)}{text!r} is a piece of a sentence", hint)


def _is_piece(text: str) -> bool:
    return not _WHOLE.search(text) or text[:1].islower()


def _name(entry: PlacedItem) -> str:
    return f"{entry.id}: " if entry.id else ""


def starts_with_verb(text: str) -> bool:
    """Whether a sentence is an order: its first word is a verb, or leads to one."""
    plain = text.lower().replace("\u2019", "'")
    verb = next((word for word in _FIRST.findall(plain) if not _leads(word)), "")
    return plain.startswith(_REFUSALS) or verb in _VERBS


def _leads(word: str) -> bool:
    return word in _LEADS or (word.endswith("ly") and word not in _VERBS)

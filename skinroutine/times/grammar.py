"""Which pieces make up a phrase, and in which order. Every sign of the text belongs to one of them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Final

from skinroutine.times.phrase import Clock, Phrase, PhraseError
from skinroutine.times.pieces import MONTH, PIECES, ZONES, Piece

_ALIKE: Final = {0x2010: "-", 0x2011: "-", 0x2013: "-", 0x2212: "-", 0x2019: "'", 0xA0: " ", 0x202F: " "}
"""Dashes, apostrophes and spaces that a phone or a page puts in place of the plain ones."""
_BETWEEN: Final = re.compile(" ?, ?| ")
_DAY: Final = "(?:WD|W|D|R)"
_FORM: Final = re.compile(
    rf"N|A|L|W?I[Zz]?"  # now; 2 hours ago; 90d; 2026-11-19T21:00-08:00
    rf"|{_DAY}(?:[TH]Z?)?"  # friday; thu 19 nov 9pm
    rf"|{_DAY}P(?:[THh]Z?)?"  # yesterday evening at 9
    rf"|{_DAY}[THh]PZ?"  # yesterday at 9 in the evening
    rf"|B(?:[THh]Z?)?"  # last night at 9
    rf"|[TH]Z?{_DAY}?|[THh]Z?(?:{_DAY}P|B)|[THh]PZ?{_DAY}?"  # 9pm yesterday; 9 in the evening
    rf"|P[TH]?Z?"
)
"""The kinds of pieces, in the orders in which people say them: see ``pieces`` for the letters."""
_NO_DAY: Final = (
    rf"{MONTH}(?: [0-9]{{4}})?|(?:19|20)[0-9]{{2}}(?:[-/.][0-9]{{1,2}})?|[0-9]{{1,2}}[-/.][0-9]{{4}}"
)
"""A whole month or year: which of its days was meant is not for us to say."""
_NUMERIC: Final = r"(?<!\S)([0-9]{1,2})([./-])([0-9]{1,2})(?:(\2)([0-9]{2,4})?)?(?=$|[ ,])(?! [a-z]+ ago)"
_MONTHS: Final = 12
_LONGEST_MONTH: Final = 31
_HALF_DAY: Final = 12
_DIGITS_OF_YEAR: Final = 4


def read_phrase(text: str) -> Phrase:
    """The phrase that a text is from its first to its last sign. Raises PhraseError."""
    plain = " ".join(text.translate(_ALIKE).lower().split())
    pieces = _pieces(plain)
    if not _FORM.fullmatch("".join(piece.kind for piece in pieces)):
        raise PhraseError(_why_not(plain))
    phrase = _together(pieces)
    _check(phrase)
    return phrase


def _pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    place = 0
    while place < len(text):
        gap = _BETWEEN.match(text, place) if found else None
        glued = bool(found) and gap is None
        piece, place = _piece(text, gap.end() if gap else place, glued=glued)
        found.append(piece)
    return found


def _piece(text: str, place: int, *, glued: bool) -> tuple[Piece, int]:
    """The piece that reaches farthest, and where it ends; only a zone may be glued to what is before it."""
    patterns = ZONES if glued else (*PIECES, *ZONES)
    matches = []
    for source, meaning in patterns:
        if match := _compiled(source).match(text, place):
            matches.append((match, meaning))
            # None reaches farther than to the end: the patterns behind it need not be made.
            if match.end() == len(text):
                with suppress(PhraseError):
                    return meaning(match), match.end()
    for match, meaning in sorted(matches, key=lambda found: -found[0].end()):
        with suppress(PhraseError):
            return meaning(match), match.end()
    raise PhraseError(_why_not(text))


@cache
def _compiled(source: str) -> re.Pattern[str]:
    # Made when it is first tried: all of them take longer to make than a session to log.
    return re.compile(source)


def _together(pieces: list[Piece]) -> Phrase:
    # All pieces as one phrase. The forms let no two of them fill the same part of it.
    phrase = Phrase()
    for piece in pieces:
        phrase = phrase.joined(piece.meaning)
    return phrase


def _check(phrase: Phrase) -> None:
    """Refuse what has the form of a phrase and still no one meaning."""
    clock = phrase.clock
    if phrase.weekday and phrase.weekday.which and phrase.day:
        raise PhraseError
    if phrase.part and clock is None:
        raise PhraseError("needs an hour.")
    alone = not (phrase.day or phrase.weekday or phrase.part)
    if clock and clock.loose and alone:
        _check_alone(clock)


def _check_alone(clock: Clock) -> None:
    """Refuse what could be something else than a time of day where no other word says that it is one."""
    if clock.loose == "." and _could_be_day(clock.hour, clock.minute):
        raise PhraseError("could be a time or a day.")
    if clock.loose == "h" and (clock.hour <= _HALF_DAY or not clock.minute):
        raise PhraseError("could be a time or a number of hours.")


def _why_not(text: str) -> str:
    """What is wrong with words that are no phrase, where that is plain; else an empty text."""
    return "needs a day." if _compiled(_NO_DAY).fullmatch(text) else _in_numbers(text)


def _in_numbers(text: str) -> str:
    """What a date in numbers could mean, when the text has one: countries differ in the order."""
    found = _compiled(_NUMERIC).search(text)
    if found is None or found[2] == "." != found[4] or not _could_be_day(int(found[1]), int(found[3])):
        return ""
    first, second = int(found[1]), int(found[3])
    readings = [
        f"{day} {date(2000, month, 1):%B}"
        for day, month in ((first, second), (second, first))
        if month <= _MONTHS
    ]
    year = [found[5]] if len(found[5] or "") == _DIGITS_OF_YEAR else []
    if len(set(readings)) == 1:
        return f"has its month in numbers. Write {' '.join([readings[0], *year])}."
    return f"could be {readings[0]} or {readings[1]}."


def _could_be_day(first: int, second: int) -> bool:
    """Whether two numbers could be a day and a month in some order."""
    return 0 < min(first, second) <= _MONTHS and max(first, second) <= _LONGEST_MONTH

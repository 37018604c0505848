"""Words for a person: an answer, a day, a length of time, a number of things, a name.

Each is made here alone. ``due`` and ``status`` wait for this module, so that it imports nothing beyond dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import ceil

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NOT_SURE: Final = "not_sure"
"""How "not sure" is kept among stored answers."""
_STEERING: Final = dict.fromkeys(
    [*range(32), *range(127, 160), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_SIGNS: Final = {ord("_"): " ", ord("-"): " ", ord("'"): None, ord("\u2019"): None}
_KNOWN: Final = 8192  # texts of which a form is kept: each question goes through the words of all options
_SHORT: Final = 3  # so short a word keeps its s: it is seldom a plural
_PLURAL_ENDINGS: Final = ("ie", "che", "she", "xe", "sse", "ze")  # allergies, patches: these lose the e too
_FEW_HOURS: Final = 48  # up to two days a length is said in hours: "1 day" could be 24 hours or 47
_HOUR: Final = 60
_TRUTHS: Final = {"yes": True, "true": True, "no": False, "false": False}
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCK_AHEAD: Final = 2  # minutes that a clock may run ahead, as ``--at`` allows it


def harmless(text: str) -> str:
    """The same text in one line, without the characters that could steer a terminal."""
    # What can be printed has none of them.
    return text if text.isprintable() else text.replace("\n", " ").translate(_STEERING)


def spoken(name: str) -> str:
    """A name from the rules or the history as words: ``nose_sides`` gives ``nose sides``."""
    return name.replace("_", " ")


@lru_cache(maxsize=_KNOWN)
def plain_form(words: str) -> str:
    """Words in the form in which two spellings of them are one: ``Cold-sores`` and ``cold sore``."""
    plain = " ".join(words.lower().translate(_SIGNS).split())
    if len(plain) > _SHORT and plain[-1:] == "s" and plain[-2:-1] not in "sui":
        plain = plain[:-1]
    if len(plain) > _SHORT and plain.endswith(_PLURAL_ENDINGS):
        return f"{plain[:-2]}y" if plain.endswith("ie") else plain[:-1]
    return plain


def source_text(title: str, publisher: str) -> str:
    """A source by its title and who put it out: ``Cellulitis. NHS inform``."""
    return f"{title}{'' if title.endswith(('.', '!', '?')) else '.'} {publisher}"


def professional(who: str) -> str:
    """Somebody by a name of the rules: ``an allergy specialist``; empty for nobody."""
    words = spoken(who)
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}" if words else ""


def join_words(names: Iterable[str]) -> str:
    """Names as words, with a comma between: ``cheeks, nose sides``."""
    return spoken(", ".join(names))


def treatment_text(treatment: str, areas: Iterable[str]) -> str:
    """What is treated and where: ``microneedling, cheeks, nose sides``."""
    return f"{spoken(treatment)}, {join_words(areas)}"


def with_and(names: Sequence[str], word: str = "and") -> str:
    """Words with commas between, the last with "and", or another ``word``: ``neck, arms and hands``."""
    *rest, last = names
    return f"{', '.join(rest)} {word} {last}" if rest else last


def first_few(texts: Sequence[str], most: int) -> str:
    """The first ``most`` texts, and how many there are beside them: ``a, b, c and 2 more``."""
    more = len(texts) - most
    return f"{', '.join(texts[:most])}{f' and {more} more' if more > 0 else ''}"


def capital(text: str) -> str:
    """The same text with a capital at its start; the rest stays, unlike with ``str.capitalize``."""
    return f"{text[:1].upper()}{text[1:]}"


def whole_sentence(text: str) -> str:
    """The same text with a full stop, where it ends in no stop."""
    return text if text.endswith((".", "!", "?", '."', '!"', '?"')) else f"{text}."


def uncapital(text: str) -> str:
    """The same text with a small letter at its start, for use inside a sentence."""
    return f"{text[:1].lower()}{text[1:]}"


def plural(number: int, single: str, several: str = "") -> str:
    """The word that goes with a number: ``day`` with 1, else ``several``, which is ``days`` by itself."""
    return single if number == 1 else several or f"{single}s"


def counted(number: int, single: str, several: str = "", *, alone: str = "") -> str:
    """A number with its word: ``1 day``, ``2 days``. ``alone`` is said for exactly one: ``one answer``."""
    return alone if alone and number == 1 else f"{number} {plural(number, single, several)}"


def singular(unit: str) -> str:
    """The unit of one: ``day`` of ``days``; ``mm`` stays."""
    return unit.removesuffix("s")


def with_unit(value: float, unit: str, digits: int = 6) -> str:
    """A number with its unit, if any: ``0.25 mm``, ``1 day`` of ``days``; no more than what a float holds."""
    within = min(max(value, -1e308), 1e308) if isinstance(value, int) else value
    return f"{within:.{digits}g} {singular(unit) if value == 1 else unit}".strip()


def yes_or_no(truth: object) -> str:
    """``yes`` or ``no``."""
    return "yes" if truth else "no"


def truth_of(value: object) -> bool | None:
    """What a word for yes or no means, or a truth itself; None for anything else."""
    found = _TRUTHS.get(value.lower()) if isinstance(value, str) else value
    return found if isinstance(found, bool) else None


def stored_value(word: str) -> object:
    """What a word stands for that was written for an answer: a truth or a number, else the word itself."""
    truth = truth_of(word) if word in {"true", "false", "True", "False"} else None
    if truth is not None:
        return truth
    try:
        return float(word)
    except ValueError:
        return word


def option_text(name: object, labels: Mapping[str, str]) -> str:
    """An option by its label; one that the rules do not know keeps its own name, as words."""
    return labels.get(str(name), spoken(str(name)))


def answer_text(
    value: object, labels: Mapping[str, str], unit: str = "", *, comma: str = ", ", none: str = "none"
) -> str:
    """A stored answer in the words of its question, whose options have these ``labels``.

    ``comma`` stands between several options, ``none`` is said where none was chosen.
    """
    if isinstance(value, list):
        return comma.join(option_text(each, labels) for each in value) or none
    if isinstance(value, bool):
        return yes_or_no(value)
    if isinstance(value, int | float):
        return with_unit(value, unit)
    return spoken(NOT_SURE) if value == NOT_SURE else option_text(value, labels)


def kept_text(value: object) -> str:
    """A stored answer whose question is not at hand, or any other kept value; empty for what is no answer."""
    if isinstance(value, (list, bool)):
        return yes_or_no(value) if isinstance(value, bool) else join_words(map(str, value)) or "none"
    return spoken(str(value).removesuffix(".0")) if isinstance(value, (str, int, float)) else ""


def date_text(when: date, *, weekday: bool = True, year: bool = True) -> str:
    """``Fri 27 Nov 2026``; without the day of the week or the year where they are not wanted.

    By hand: a format takes ten times as long, and none for a day without a zero works on every system.
    """
    name = f"{_DAYS[when.weekday()]} " if weekday else ""
    return f"{name}{when.day} {_MONTHS[when.month - 1]}{f' {when.year}' if year else ''}"


@lru_cache(maxsize=64)  # a list goes through its days in their order
def day(when: date, today: date) -> str:
    """``Fri 27 Nov``, with the year when it is another one."""
    return date_text(when, year=when.year != today.year)


def stored_day(value: object) -> str:
    """A day as it is kept, ``2026-08-01``, as ``1 Aug 2026``; other text as it is."""
    try:
        return date_text(date.fromisoformat(str(value)), weekday=False)
    except ValueError:
        return str(value)


def month_text(when: date) -> str:
    """``November 2026``."""
    return f"{when:%B %Y}"


def clock_text(when: datetime | time) -> str:
    """``21:00``."""
    return f"{when.hour:02}:{when.minute:02}"


def moment(when: datetime, now: datetime) -> str:
    """``Sat 21 Nov 21:00`` in the zone of ``now``."""
    return moment_there(when.astimezone(now.tzinfo), now)


def moment_there(when: datetime, now: datetime) -> str:
    """The same on the clock of the place where it happened, as the person remembers it."""
    return f"{day(when.date(), now.date())} {clock_text(when)}"


def near_moment(when: datetime, now: datetime) -> str:
    """``tomorrow 21:00``, ``yesterday 21:00``, else ``Sat 21 Nov 21:00``, in the zone of ``now``."""
    there = when.astimezone(now.tzinfo)
    return f"{near_day(there.date(), now.date())} {clock_text(there)}"


def near_day(when: date, today: date) -> str:
    """``today``, ``tomorrow``, ``yesterday``, else ``Sat 21 Nov``."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get((when - today).days) or day(when, today)


def hours_left(until: datetime, now: datetime) -> int:
    """The hours until then, never rounded down."""
    return ceil((until - now) / timedelta(hours=1))


def time_left(until: datetime, now: datetime) -> str:
    """``15 min left`` below an hour, ``14 h left`` up to two days, then ``5 days left``."""
    minutes = ceil((until - now) / timedelta(minutes=1))
    if minutes < _HOUR:
        return f"{minutes} min left"
    hours = hours_left(until, now)
    return f"{hours} h left" if hours <= _FEW_HOURS else f"{ceil(hours / 24)} days left"


def ending(until: datetime, now: datetime) -> str:
    """When something ends, and how long that is from now: ``Sat 21 Nov 21:00, 14 h left``."""
    return f"{moment(until, now)}, {time_left(until, now)}"


def window_text(text: str, starts: datetime, ends: datetime | None, now: datetime) -> str:
    """A step of aftercare with its times: ``Leave make-up off. Until Sat 21 Nov 21:00, 14 h left.``."""
    if starts > now:
        return f"{text} From {moment(starts, now)}."
    return f"{text} Until {ending(ends, now)}." if ends else text


def window_aside(starts: datetime, ends: datetime | None, now: datetime) -> str:
    """The same for a narrow column on the right: ``until 21:00, 14 h left``, ``until tomorrow 21:00``."""
    if starts > now:
        return f"from {near_moment(starts, now)}"
    if ends is None:
        return ""
    there = ends.astimezone(now.tzinfo)
    if there.date() == now.date():
        return f"until {clock_text(there)}, {time_left(ends, now)}"
    return f"until {near_moment(ends, now)}"


def ago(when: datetime, now: datetime) -> str:
    """``just now``, ``11 h ago``, ``3 days ago``; ``still to come`` under a clock that was set back."""
    minutes = int((now - when) / timedelta(minutes=1))
    if minutes < -_CLOCK_AHEAD:
        return "still to come"
    hours = max(minutes, 0) // _HOUR
    if not hours:
        return f"{minutes} min ago" if minutes > 0 else "just now"
    return f"{hours} h ago" if hours <= _FEW_HOURS else f"{_days_between(when, now)} days ago"


def days_ago(when: datetime, now: datetime) -> str:
    """``today``, ``yesterday``, or ``3 days ago``, by the calendar of ``now``."""
    days = _days_between(when, now)
    if days < 0:
        return "at a time still to come"
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def after_hours(hours: float) -> str:
    """How long after something: ``1 hour``, ``30 hours``, ``about 5 days``."""
    if hours > _FEW_HOURS:
        return f"about {round(hours / 24)} days"
    return counted(round(hours), "hour")


def short_hours(hours: float) -> str:
    """A length in whole hours, short: ``30 h``."""
    return f"{hours:.0f} h"


def _days_between(when: datetime, now: datetime) -> int:
    return (now.date() - when.astimezone(now.tzinfo).date()).days

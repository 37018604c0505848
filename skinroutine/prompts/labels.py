"""What both kinds of prompt say: the rows of a question, an answer in words, lines that fit a width."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from textwrap import wrap
from typing import Final

from skinroutine import text as words
from skinroutine.interview.asking import NEVER, Asking
from skinroutine.interview.joined import unsure_line
from skinroutine.interview.own_words import mistyped_way
from skinroutine.rulebook import OptionGroup
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen, NotSure

NONE: Final = "none of these"
UNSURE: Final = "not sure"
ALONE: Final = frozenset({NONE, UNSURE})
"""Rows that stand alone. No id of an option holds a space, so none can be taken for one."""
WIDEST: Final = 80
FIRST: Final = "This is the first question."
NEEDED: Final = "This question cannot be skipped."
_EARLIER: Final = "is on an earlier list. Go back to it."
_LATER: Final = "is on a list that is still to come."

_NARROWEST: Final = 12
_LONGEST_PLAIN: Final = 9  # a list of more rows has headings
_OTHER: Final = "Other"
_UNBOUNDED: Final = 1e9
_SIMPLER: Final = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "\u2018": "'",
        "\u2019": "'",
        "·": "-",
        "←": "left",
        "↑": "up",
        "↓": "/down",
        "…": "...",
        "°": "",
        "\u203a": ">",
        "✓": "ok",
    }
)


@lru_cache(maxsize=1024)
def harmless(text: str) -> str:
    """The same text on one line, one blank between words, without characters that steer a terminal."""
    return words.harmless(" ".join(text.split()))


def wrap_label(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """A text as lines of at most ``width`` columns, broken between words.

    ``first`` stands before the first line and ``rest`` before the others; blanks as long as ``first``
    where it is not given.
    """
    lines = wrap(
        harmless(text),
        max(width, len(first) + _NARROWEST),
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_on_hyphens=False,
    )
    return lines or [first.rstrip()]


def noted(asking: Asking, width: int) -> list[str]:
    """What is said before a question, each line of it by itself."""
    return [line for part in asking.note.splitlines() for line in wrap_label(part, width)]


def together(parts: Iterable[str], width: int) -> list[str]:
    """Short texts side by side, with a sign between; none of them is broken while it fits a line."""
    lines = [""]
    for part in map(harmless, parts):
        if lines[-1] and len(f"{lines[-1]} · {part}") > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} · {part}" if lines[-1] else part
    return lines


def signs(text: str, encoding: str | None) -> str:
    """The same text with plainer signs where the terminal lacks some of them."""
    try:
        text.encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return text.translate(_SIMPLER)
    return text


def rows(asking: Asking) -> dict[str, str]:
    """What can be chosen, by name: "none of these" first, "not sure" last, where they are answers."""
    question = asking.question
    none = question.none_label or "None of these"
    shown = {NONE: none} if question.kind == "many" and not question.at_least_one else {}
    for _, labels in sections(asking):
        shown |= labels
    if question.not_sure and not asking.parts:
        shown[UNSURE] = question.not_sure_label or "Not sure"
    return shown


def unsure_rows(asking: Asking) -> dict[str, frozenset[str]]:
    """The rows for "not sure" of one list among several on a screen, each with the rows that it speaks of."""
    lines = {unsure_line(part): frozenset(part.options) for part in asking.parts}
    return {name: rest for name, rest in lines.items() if name in asking.options}


def numbers(names: Iterable[str]) -> dict[int, str]:
    """The rows by the number that is typed for each. "None of these" has a word and a key instead."""
    return dict(enumerate((name for name in names if name != NONE), 1))


def sections(asking: Asking) -> list[tuple[str, dict[str, str]]]:
    """The rows of the list itself under their headings; a short list has none."""
    question = asking.question
    labels = {"yes": "Yes", "no": "No"} if question.kind == "yes_no" else asking.options
    single = {name: harmless(label) for name, label in labels.items()}
    several = dict(_group_rows(asking))
    if (len(single) <= _LONGEST_PLAIN and not asking.parts) or not question.headings:
        return [("", single | {name: harmless(group.label) for name, group in several.items()})]
    found: list[tuple[str, dict[str, str]]] = []
    for heading, options in question.headings.items():
        whole = [name for name, group in several.items() if {*group.options} <= {*options}]
        under = {name: harmless(several.pop(name).label) for name in whole}
        under |= {name: single.pop(name) for name in options if name in single}
        found += [(harmless(heading), under)] if under else []
    rest = single | {name: harmless(group.label) for name, group in several.items()}
    return [*found, (_OTHER, rest)] if rest else found


def headings(asking: Asking) -> dict[str, str]:
    """The heading that stands over a row, by the row that follows it."""
    return {next(iter(labels)): heading for heading, labels in sections(asking) if heading}


def progress(asking: Asking) -> str:
    """How far a person is: ``4 of about 12``; empty where nobody counts."""
    return f"{asking.place} of about {max(asking.place, asking.total)}" if asking.place else ""


def folded(asking: Asking) -> str:
    """What an answered question is called in the line that is left of it."""
    question = asking.question
    return harmless(question.name if question.name and not asking.screen else asking.text)


def found_rows(asking: Asking) -> dict[str, str]:
    """Options that are found only by typing.

    Some do not matter for this treatment, and who types one is told so; others have a question of their own,
    or are read by no rule.
    """
    question = asking.question
    known = (*question.of_no_concern, *question.apart, *question.unread)
    return {
        name: harmless(question.options[name])
        for name in known
        if name in question.options and name not in asking.options
    }


def words_for(asking: Asking) -> dict[str, frozenset[str]]:
    """What each row may be called: its name, its label and what else people say, each in its plain form."""
    return {
        name: frozenset(words.plain_form(word) for word in (name, *ways))
        for name, ways in _ways_to_say(asking).items()
    }


def typed_words(asking: Asking) -> dict[str, frozenset[str]]:
    """What finds each row in a list: the same, and words that can mean another row too, but not its name.

    A name is no word that a person would type, and would bring up rows that nobody meant.
    """
    unclear = asking.question.may_mean.items()
    return {
        name: frozenset(map(words.plain_form, (*ways, *(word for word, means in unclear if name in means))))
        for name, ways in _ways_to_say(asking).items()
    }


def _ways_to_say(asking: Asking) -> dict[str, tuple[str, ...]]:
    """The label and the other words of each row, and of each that is found only by typing."""
    groups, words_of = asking.question.groups, asking.question.words_for
    return {
        name: (label, *(groups[name].also if name in groups else words_of(name)))
        for name, label in {**rows(asking), **found_rows(asking)}.items()
    }


def near_label(asking: Asking, typed: str) -> str:
    """What somebody meant who mistyped it: a label, or a word for several; "" where none is near."""
    offered = _ways_to_say(asking)
    ways = {name: (name, *offered[name]) for name in offered.keys() - ALONE}
    name, _ = mistyped_way(typed, {**ways, **{word: (word,) for word in asking.question.may_mean}})
    return offered[name][0] if name in offered else name


def words_elsewhere(asking: Asking) -> dict[str, str]:
    """What the options on the other screens of a question are called, in plain form, and where each is."""
    question, screens = asking.question, list(asking.question.screens)
    here = screens.index(asking.screen) if asking.screen in screens else -1
    found: dict[str, str] = {}
    for place, screen in enumerate(screens):
        where = _EARLIER if place < here else _LATER
        names = question.screens[screen] if place != here else ()
        for name in names:
            ways = (name, question.options.get(name, name), *question.words_for(name))
            found |= {words.plain_form(word): where for word in ways}
    return found


def meanings(asking: Asking, typed: str) -> list[str]:
    """The labels of the options that a word can mean, where it stands for none alone; else none."""
    labels = {**asking.question.options, **asking.options}
    return [harmless(labels[name]) for name in asking.question.meanings_of(typed) if name in labels]


def notes_on(asking: Asking, names: Collection[str]) -> list[str]:
    """Why what was typed does not matter here, a sentence or two for each."""
    found = (asking.question.no_matter(name) for name in found_rows(asking) if name in names)
    return [harmless(note) for note in found if note]


def _group_rows(asking: Asking) -> Iterator[tuple[str, OptionGroup]]:
    """The words for several options at once that are rows: those of which all options are on offer."""
    for name, group in asking.question.groups.items():
        if len(group.options) > 1 and asking.options.keys() >= set(group.options):
            yield name, group


def answer_of(asking: Asking, names: Collection[str], hidden: Collection[str] = ()) -> Answer:
    """The answer that these rows stand for; ``hidden`` rows were never on the screen, so not asked about."""
    if UNSURE in names:
        return NOT_SURE
    if asking.question.kind == "many":
        groups = asking.question.groups
        options = (groups[name].options if name in groups else (name,) for name in names)
        chosen = frozenset[str]().union(*options) - ALONE
        return Chosen(chosen, frozenset(hidden) & asking.options.keys() - chosen)
    (name,) = names
    return name == "yes" if asking.question.kind == "yes_no" else name


def rows_before(asking: Asking) -> tuple[str, ...]:
    """The rows of the answer that was given before, as far as they are still on offer."""
    before, offered = asking.before, {**rows(asking), **found_rows(asking)}
    names: Collection[str] = ()
    if isinstance(before, NotSure):
        names = {UNSURE}
    elif isinstance(before, Chosen):
        # Nothing chosen is "none of these" only where all of it was on offer.
        unseen = before.unseen & asking.options.keys()
        names = before.options & offered.keys() or (set() if unseen else {NONE})
    elif isinstance(before, bool):
        names = {words.yes_or_no(before)}
    elif isinstance(before, str):
        names = {before}
    return tuple(name for name in offered if name in names)


def in_words(asking: Asking, answer: Answer) -> str:
    """An answer as a person reads it: ``Cheeks, Chin``, ``34 years``, ``Not sure``."""
    if isinstance(answer, NotSure):
        return "Not sure"
    if answer == NEVER and asking.never:
        return "Never"
    shown_number = asking.question.as_shown(answer)
    if asking.question.kind == "number" and isinstance(shown_number, int | float):
        # All figures that a float holds: a number is shown as it was typed.
        return words.with_unit(shown_number, asking.question.shown_unit, digits=15)
    shown = {**rows(asking), **found_rows(asking)}
    labels = [shown[name] for name in rows_before(asking._replace(before=answer))]
    return ("; " if any("," in label for label in labels) else ", ").join(labels)


def number_before(asking: Asking) -> str:
    """The number that was given before, as it would be typed; "" where there is none."""
    before = asking.before
    if isinstance(before, NotSure):
        return UNSURE if asking.question.not_sure else ""
    if before == NEVER and asking.never:
        return NEVER
    shown = asking.question.as_shown(before)
    if isinstance(shown, bool) or not isinstance(shown, int | float):
        return ""
    return f"{shown:.15g}"


def bounds(asking: Asking) -> str:
    """Which numbers fit: ``0 to 120``, or ``0 or more`` where there is no upper end."""
    question = asking.question
    if question.most >= _UNBOUNDED:
        return f"{question.least:.15g} or more"
    return f"{question.as_shown(question.least):.15g} to {question.as_shown(question.most):.15g}"

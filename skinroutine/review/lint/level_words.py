"""Words that belong to a level, such as "care today": none is shown at another level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from skinroutine.review.catalogue import PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.ruleset import Ruleset
from skinroutine.rulebook import Course, LevelWords, SymptomRule, Turn

WORST = 4


class _Shown(NamedTuple):
    """A text, and the results at which a person reads it."""

    text: str
    levels: frozenset[int]


def words_of_other_levels(ruleset: Ruleset) -> Iterator[Finding]:
    """Messages and steps with the words of another level than one at which they are shown."""
    owners = [
        (words.lower(), page.level)
        for _, page in ruleset.catalogue.each(LevelWords)
        for words in page.own_words
    ]
    for entry in ruleset.catalogue.of(SymptomRule, Course, LevelWords):
        for shown in _of_item(entry):
            for words, owner in owners:
                wrong = sorted(shown.levels - {owner})
                if wrong and words in shown.text.lower():
                    message = f"{entry.id or entry.topic}: {words!r} belongs to level {owner}"
                    yield entry.finding(
                        "level-words",
                        f"{message}, and {shown.text!r} is shown at level {', '.join(map(str, wrong))} too",
                        "leave the words out, or give a say_if_not_sure",
                    )


def _of_item(entry: PlacedItem) -> Iterator[_Shown]:
    item = entry.item
    if isinstance(item, LevelWords):
        shown = (item.title, item.say, *item.do, *item.helper, *(each.step for each in item.on_skin))
        yield from (_Shown(text, frozenset({item.level})) for text in shown)
    elif isinstance(item, SymptomRule):
        yield from _of_part(item)
        yield _Shown(item.disagreement, frozenset({item.level, *_doubtful(item)}))
    elif isinstance(item, Course):
        yield _Shown(item.say, frozenset({0}))
        for turn in item.then:
            yield from _of_part(turn)
        levels = frozenset(level for turn in item.then for level in (turn.level, *_doubtful(turn)))
        yield _Shown(item.disagreement, levels | {0})


def _doubtful(part: SymptomRule | Turn) -> frozenset[int]:
    """The results at which a doubt shows it: none where it then counts for nothing."""
    unsure = part.level if part.if_not_sure is None else part.if_not_sure
    silent = unsure if part.if_left_out is None else part.if_left_out
    return frozenset(level for level in (unsure, silent) if level or not part.level)


def _of_part(part: SymptomRule | Turn) -> Iterator[_Shown]:
    """A message is shown at its own level; a step there and at every higher one, unless its rule ends it."""
    doubtful = _doubtful(part)
    yield _Shown(part.say, frozenset({part.level}) | (frozenset() if part.say_if_not_sure else doubtful))
    if part.say_if_not_sure:
        yield _Shown(part.say_if_not_sure, doubtful)
    least = min({part.level, *doubtful})
    for step in (*part.do, *(part.helper if isinstance(part, SymptomRule) else ())):
        yield _Shown(step, frozenset(range(least, WORST + 1)))
    for below in part.do_below:
        yield _Shown(below.step, frozenset(range(least, below.level)))

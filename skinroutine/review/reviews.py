"""Which items were read against their facts, and which have changed since.

``python -m skinroutine.review.reviews NAME ID...`` records in ``rules/common/reviews.yaml`` that NAME has
held every sentence of these items against its facts. What is recorded is a mark of the sentences, the figures
and the facts: when one of them changes, the item waits for a reader again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from skinroutine.review.catalogue import Catalogue, PlacedItem, catalogue
from skinroutine.review.lint.figures import figures_of_item
from skinroutine.review.lint.findings import Finding
from skinroutine.review.lint.vocabulary import likely
from skinroutine.rule_files import shipped
from skinroutine.rulebook import EvidenceFact, Grounded, Review
from skinroutine.rulebook.folders import COMMON, layers
from skinroutine.rulebook.grounds import sentences_of
from skinroutine.rulebook.library import Library

State = Literal["never", "changed", "current"]
FILE: Final = "reviews.yaml"
_HEAD: Final = """\
# yaml-language-server: $schema=../schema/reviews.json
# Who has held the sentences of an item against its facts, and when. `skinroutine rules list --unreviewed`
# names the items that are not here, or have changed since. Nobody writes here by hand:
#     python -m skinroutine.review.reviews NAME ID...

"""


class Reviews:
    """What was recorded of the items of a catalogue."""

    def __init__(self, read: Catalogue) -> None:
        self._facts = {fact.id: fact for _, fact in read.each(EvidenceFact)}
        self._marks: dict[str, set[str]] = {}
        for _, review in read.each(Review):
            self._marks.setdefault(review.reviewed, set()).add(review.mark)

    def mark(self, entry: PlacedItem) -> str:
        """A short name of what an item says and rests on: with any change it is another."""
        return mark_of(entry, self._facts)

    def state(self, entry: PlacedItem) -> State:
        """Whether somebody has read the item as it is now."""
        marks = self._marks.get(entry.id, set())
        if not marks:
            return "never"
        return "current" if self.mark(entry) in marks else "changed"


def mark_of(entry: PlacedItem, facts: Mapping[str, EvidenceFact]) -> str:
    """A short name of the sentences, the result and the figures of an item, and of the facts behind them."""
    item = entry.item
    sentences = sentences_of(item) if isinstance(item, Grounded) else []
    known = [facts[name] for name in sorted(entry.facts) if name in facts]
    parts: list[object] = [
        [[each.part, each.text, sorted(each.facts), each.judgement] for each in sentences],
        [str(getattr(item, key, "")) for key in ("verdict", "level")],
        sorted((figure.number, figure.unit) for figure in figures_of_item(item)),
        [[fact.id, fact.claim, fact.value, sorted(fact.sources)] for fact in known],
        sorted(entry.sources),
    ]
    return blake2b(json.dumps(parts, sort_keys=True).encode(), digest_size=6).hexdigest()


def unknown_reviews(read: Catalogue) -> Iterator[Finding]:
    """Records of items that there are no more."""
    known = {entry.id for entry in read.cited}
    for entry, review in read.each(Review):
        if review.reviewed not in known:
            message = f"there's no item {review.reviewed!r} that could have been reviewed"
            hint = likely(review.reviewed, known) or "take the line out"
            yield entry.finding("unknown-rule", message, hint)


def record(read: Catalogue, by: str, names: Iterable[str], day: str) -> list[Review]:
    """All reviews, with new ones of these items in place of older ones. Raises KeyError for an unknown id."""
    reviews, fresh = Reviews(read), dict.fromkeys(names)
    wanted = [entry for entry in read.cited if entry.id in fresh]
    missing = fresh.keys() - {entry.id for entry in wanted}
    if missing:
        raise KeyError(*sorted(missing))
    known = {entry.id for entry in read.cited}
    kept = [each for _, each in read.each(Review) if each.reviewed in known - fresh.keys()]
    made = {(entry.id, reviews.mark(entry)) for entry in wanted}
    kept += [Review(reviewed=name, mark=mark, by=by, day=day) for name, mark in made]
    return sorted(kept, key=lambda each: (each.reviewed, each.mark))


def text_of(reviews: Iterable[Review]) -> str:
    """The file of reviews, a line each, in order of id: two readers' lines seldom meet."""
    lines = (
        f'- {{reviewed: {each.reviewed}, mark: "{each.mark}", by: {json.dumps(each.by)}, '
        f'day: "{each.day}"}}\n'
        for each in reviews
    )
    return _HEAD + "".join(lines)


def main(by: str, names: list[str]) -> int:
    """Record reviews of shipped items. Gives how many there are then."""
    read = catalogue(Library(layers()))
    reviews = record(read, by, names, datetime.now().astimezone().date().isoformat())
    Path(shipped() / COMMON / FILE).write_text(text_of(reviews), encoding="utf-8")
    return len(reviews)


if __name__ == "__main__":
    if len(sys.argv) < 3:  # noqa: PLR2004  a name and an id
        sys.exit("Usage: python -m skinroutine.review.reviews NAME ID...")
    try:
        sys.stdout.write(f"{main(sys.argv[1], sys.argv[2:])} items reviewed\n")
    except KeyError as unknown:
        sys.exit(f"There's no item {', '.join(map(str, unknown.args))}.")

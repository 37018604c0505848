"""Sources that are not what they are listed as: a kind that nobody bears, one address twice, a copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from skinroutine.review.catalogue import Catalogue, PlacedItem
from skinroutine.review.lint.findings import Finding
from skinroutine.rulebook import Publisher, Source
from skinroutine.rulebook.pages import plain_address

_ANYONE: Final = frozenset({"clinic", "media", "seed", "judgement"})
"""The kinds that need no standing."""


def wrong_kinds(read: Catalogue) -> Iterator[Finding]:
    """Sources of a kind that the one behind their address does not bear."""
    publishers = [publisher for _, publisher in read.each(Publisher)]
    for entry, source in read.each(Source) if publishers else ():
        if source.kind in _ANYONE or not source.url:
            continue
        bearer = behind(source, publishers)
        where = plain_address(source.url).partition("/")[0]
        if bearer is None:
            message = f"{source.id}: nothing says that {where} is {_a(source.kind)}"
            hint = "add its address to publishers.yaml, or write kind: media"
            yield entry.finding("kind-not-borne", message, hint, "kind")
        elif source.kind not in bearer.kinds:
            message = f"{source.id}: {bearer.address} isn't a source of the kind {source.kind}"
            yield entry.finding("kind-not-borne", message, f"write kind: {' or '.join(bearer.kinds)}", "kind")


def copies(read: Catalogue) -> Iterator[Finding]:
    """Sources whose address shows a copy or a translation of what somebody else has written."""
    publishers = [publisher for _, publisher in read.each(Publisher)]
    for entry, source in read.each(Source):
        shown = behind(source, publishers)
        if shown and shown.copies:
            message = f"{source.id}: {shown.address} shows a copy of {shown.copies}"
            yield entry.finding(
                "copy", message, "give the address of the original, where it can be read", "url"
            )


def same_addresses(read: Catalogue) -> Iterator[Finding]:
    """Sources that have the address of an earlier one."""
    first: dict[str, PlacedItem] = {}
    for entry, source in read.each(Source):
        earlier = first.setdefault(plain_address(source.url), entry) if source.url else entry
        if earlier is not entry and earlier.id != source.id:
            message = f"{source.id}: {earlier.id} has the same address"
            yield entry.finding("same-address", message, f"cite {earlier.id}, and take this one out", "url")


def behind(source: Source, publishers: list[Publisher]) -> Publisher | None:
    """The one who stands behind the address of a source: of two, the one that says more of it."""
    found = [publisher for publisher in publishers if source.url and publisher.bears(source.url)]
    return max(found, key=lambda publisher: len(publisher.address), default=None)


def _a(kind: str) -> str:
    return f"a source of the kind {kind}"

"""A hand-over page as Markdown. No text of it is read as markup: a note could fetch a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from skinroutine.commands.handover import layout as parts
from skinroutine.commands.handover.layout import badge_text, cell_text
from skinroutine.text import harmless

START: Final = f"<!-- {parts.MARK} -->"
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#|!&~$^=]")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\\]+")
_LINKS: Final = re.compile(r"(?i)(https?|ftp|www|mailto)([:.])|@")
"""What some readers turn into a link by themselves."""


def handover_markdown(document: parts.PrintedPage) -> str:
    """The page, ending in a line feed."""
    blocks = [
        START,
        f"# {_plain(document.title)}",
        *(_plain(text) for text in document.notes),
        *(text for part in document.parts for text in _part(part)),
        *(f"*{_plain(text)}*" for text in document.foot),
    ]
    return "\n\n".join(blocks) + "\n"


def _part(part: parts.Part) -> Iterator[str]:
    yield f"## {_plain(part.title)}"
    for block in part.blocks:
        yield from _block(block)


def _block(block: parts.Block) -> Iterator[str]:
    if isinstance(block, parts.Status):
        badge = f"{_plain(badge_text(block.badge))}: " if block.badge else ""
        yield f"**{badge}{_plain(block.headline)}**"
        if block.lines:
            yield "\n".join(f"- {_plain(text)}" for text in block.lines)
    elif isinstance(block, parts.Table):
        rows = [block.columns, ["---"] * len(block.columns), *block.rows]
        yield "\n".join(_row(row, rule=place == 1) for place, row in enumerate(rows))
    elif isinstance(block, parts.Points):
        yield f"{_plain(block.lead)}:"
        yield "\n".join(f"- {_plain(text)}" for text in block.items)
    elif isinstance(block, parts.Paragraph):
        yield _plain(block.text)
    elif isinstance(block, parts.Bibliography):
        yield "\n".join(f"{number}. {_plain(title)}{_link(url)}" for number, title, url in block.rows)


def _row(cells: Sequence[parts.Cell], *, rule: bool) -> str:
    return f"| {' | '.join(str(cell) if rule else _plain(cell_text(cell)) for cell in cells)} |"


def _link(url: str) -> str:
    if not url:
        return ""
    return f" <{url}>" if _ADDRESS.fullmatch(url) else f" {_plain(url)}"


def _plain(text: str) -> str:
    """The same text, each sign that could be markup set off, and no address that becomes a link."""
    escaped = _MARKUP.sub(r"\\\g<0>", harmless(text))
    return _LINKS.sub(lambda found: f"{found[1]}&#{ord(found[2])};" if found[1] else "&#64;", escaped)

"""A hand-over page as one HTML file: no script, nothing fetched, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import count
from pathlib import Path
from typing import Final

from skinroutine.commands.handover import document as parts
from skinroutine.text import harmless

START: Final = f"<!doctype html>\n<!-- {parts.MARK} -->\n"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_DATE: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}(, \d\d:\d\d)?")
_LONG_WORD: Final = 24
_ADDRESS: Final = re.compile(r"https?://\S+")
_STYLE: Final = Path(__file__).with_name("page.css")
"""How the page looks: light, dark and on paper (A4 and Letter). It loads nothing."""


def handover_html(document: parts.PrintedPage, drawing: str) -> str:
    """The page. ``drawing`` is the timeline as HTML, or empty."""
    return "".join(f"{line}\n" for line in [START.rstrip("\n"), *_head(document), *_body(document, drawing)])


def _head(document: parts.PrintedPage) -> Iterator[str]:
    yield '<html lang="en-GB">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="robots" content="noindex">'
    yield f"<title>{text_of(document.title)}</title>"
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>"
    yield "</head>"


def _body(document: parts.PrintedPage, drawing: str) -> Iterator[str]:
    yield "<body>"
    yield "<header>"
    yield f"<h1>{text_of(document.title)}</h1>"
    yield '<div class="why">'
    yield from (f"<p>{text_of(text)}</p>" for text in document.lead)
    yield "</div>"
    yield from (f'<p class="soft">{text_of(text)}</p>' for text in document.notes)
    yield "</header>"
    yield "<main>"
    yield drawing
    for number, part in zip(count(1), document.parts, strict=False):
        yield f'<section aria-labelledby="part-{number}">'
        yield f'<h2 id="part-{number}">{text_of(part.title)}</h2>'
        yield from (line for block in part.blocks for line in _block(block, part.title))
        yield "</section>"
    yield "</main>"
    yield f"<footer><p>{text_of(document.foot)}</p></footer>"
    yield "</body>"
    yield "</html>"


def _block(block: parts.Block, title: str) -> Iterator[str]:
    if isinstance(block, parts.Table):
        yield from _table(block, title)
    elif isinstance(block, parts.Points):
        yield f"<dl><dt>{text_of(block.lead)}</dt><dd>{_points(block)}</dd></dl>"
    elif isinstance(block, parts.Paragraph):
        yield (
            f"<h3>{text_of(block.text)}</h3>"
            if block.strong
            else f'<p class="soft">{text_of(block.text)}</p>'
        )
    else:
        yield '<ul class="cited">'
        yield from (
            f"<li><b>{number}</b> {text_of(title)}{_link(url)}</li>" for number, title, url in block.rows
        )
        yield "</ul>"


def _points(block: parts.Points) -> str:
    # Short advice runs on in one paragraph, as paper is short; what was told is a list.
    if block.run_on:
        return text_of(" ".join(block.items))
    return f"<ul>{''.join(f'<li>{text_of(text)}</li>' for text in block.items)}</ul>"


def _table(table: parts.Table, title: str) -> Iterator[str]:
    yield '<div class="wide"><table>'
    yield f"<caption>{text_of(title)}</caption>"
    names = "".join(f'<th scope="col">{text_of(name)}</th>' for name in table.columns)
    yield f"<thead><tr>{names}</tr></thead>"
    yield "<tbody>"
    for first, *rest in table.rows:
        cells = "".join(f"<td{_breaks(cell)}>{_date(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row"{_breaks(first)}>{_date(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _breaks(cell: str) -> str:
    # A word too long for a column may be broken; others never are.
    return ' class="long"' if any(len(word) > _LONG_WORD for word in cell.split()) else ""


def _date(cell: str) -> str:
    """A cell whose dates stay on one line."""
    return _DATE.sub(lambda found: found[0].replace(" ", "&nbsp;"), text_of(cell))


def _link(url: str) -> str:
    """The address as text, and as a link where it is one of the web."""
    if not url:
        return ""
    shown = text_of(url)
    return f' <a href="{shown}" rel="noreferrer">{shown}</a>' if _ADDRESS.fullmatch(url) else f" {shown}"


def text_of(text: str) -> str:
    """A text as HTML shows it: nothing in it is read as markup, or steers the reading direction."""
    return escape(harmless(text), quote=True)

"""A hand-over page as one HTML file: no script, nothing fetched, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from skinroutine.commands.handover import layout as parts
from skinroutine.text import harmless

START: Final = f"<!doctype html>\n<!-- {parts.MARK} -->\n"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_DATE: Final = re.compile(r"\b\d{1,2} [A-Z][a-z]{2} \d{4}(, \d\d:\d\d)?|\(\d+ \w+ ago\)")
_LONG_WORD: Final = 24
_WORD: Final = 14
_NAME: Final = 36
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
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}{_running(document)}</style>"
    yield "</head>"


def _running(document: parts.PrintedPage) -> str:
    """What stands at the head and the foot of each sheet, where the browser prints such."""
    return (
        f"@page {{ @bottom-left {{ content: {_quoted(document.running)}; }} "
        '@bottom-right { content: "Page " counter(page) " of " counter(pages); } }\n'
        f"@page {{ @top-left {{ content: {_quoted(document.title)}; }} }}\n"
        "@page :first { @top-left { content: none; } }\n"
    )


def _quoted(text: str) -> str:
    """A text as a string of CSS: no sign of it can end the string or the style."""
    return '"' + re.sub(r"[^\w .,:;+()-]", lambda sign: f"\\{ord(sign[0]):06x}", harmless(text)) + '"'


def _body(document: parts.PrintedPage, drawing: str) -> Iterator[str]:
    yield "<body>"
    yield "<header>"
    yield f'<div class="top"><h1>{text_of(document.title)}</h1>'
    yield '<p class="fill"><span>Name</span><span>Born</span></p></div>'
    yield from (f'<p class="small">{text_of(text)}</p>' for text in document.notes)
    yield "</header>"
    yield "<main>"
    for number, part in enumerate(document.parts, 1):
        cited = any(isinstance(block, parts.Bibliography) for block in part.blocks)
        yield f'<section aria-labelledby="part-{number}"{" class=sources" if cited else ""}>'
        yield f'<h2 id="part-{number}">{text_of(part.title)}</h2>'
        for block in part.blocks:
            yield from [drawing] if isinstance(block, parts.Drawing) else _block(block, part.title)
        yield "</section>"
    yield "</main>"
    yield f"<footer>{' '.join(f'<p>{text_of(text)}</p>' for text in document.foot)}</footer>"
    yield "</body>"
    yield "</html>"


def _block(block: parts.Block, title: str) -> Iterator[str]:
    if isinstance(block, parts.Status):
        yield from _status(block)
    elif isinstance(block, parts.Table):
        yield from _table(block, title)
    elif isinstance(block, parts.Points):
        run_on = " class=run" if block.run_on else ""
        yield f"<dl{run_on}><dt>{_date(block.lead)}:</dt> <dd>{_points(block)}</dd></dl>"
    elif isinstance(block, parts.Paragraph):
        small = ' class="small"' if block.small else ""
        yield f"<p{small}>{_date(block.text)}</p>"
    elif isinstance(block, parts.Bibliography):
        yield '<ul class="cited">'
        yield from (
            f"<li><b>{number}</b> {text_of(title)}{_link(url)}</li>" for number, title, url in block.rows
        )
        yield "</ul>"


def _status(status: parts.Status) -> Iterator[str]:
    level = f" l{status.badge.level}" if status.badge else ""
    badge = f"{_badge(status.badge)} " if status.badge else ""
    yield f'<div class="now{level}">'
    yield f'<p class="headline">{badge}{_date(status.headline)}</p>'
    yield from (f"<p>{_date(text)}</p>" for text in status.lines)
    yield "</div>"


def _badge(badge: parts.LevelBadge) -> str:
    """A level that is told by its sign, its word and its frame: in grey as well as in colour."""
    sign = f'<span aria-hidden="true">{text_of(badge.look.sign)}</span> ' if badge.look.sign else ""
    return f'<span class="level l{badge.level}">{sign}{text_of(badge.name)}</span>'


def _points(block: parts.Points) -> str:
    # Short advice runs on in one paragraph, as paper is short; what was told is a list.
    if block.run_on:
        return text_of(" ".join(block.items))
    return f"<ul>{''.join(f'<li>{text_of(text)}</li>' for text in block.items)}</ul>"


def _table(table: parts.Table, title: str) -> Iterator[str]:
    yield f'<div class="wide"><table{" class=plain" if table.unnamed else ""}>'
    yield f"<caption>{text_of(title)}</caption>"
    names = "".join(f'<th scope="col">{text_of(name)}</th>' for name in table.columns)
    yield f"<thead><tr>{names}</tr></thead>"
    yield "<tbody>"
    for first, *rest in table.rows:
        cells = "".join(f"<td{_breaks(cell)}>{_cell(cell)}</td>" for cell in rest)
        most = _NAME if table.unnamed else _WORD
        yield f'<tr><th scope="row"{_breaks(first, most)}>{_cell(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _cell(cell: parts.Cell) -> str:
    if isinstance(cell, str):
        return _date(cell)
    mark = cell.mark
    if isinstance(mark, parts.LevelBadge):
        return f"{_badge(mark)} {_date(cell.text)}"
    colon = ":" if cell.text else ""
    return f"<b>{_date(mark)}{colon}</b> {_date(cell.text)}"


def _breaks(cell: parts.Cell, most: int = _WORD) -> str:
    # A word too long for a column may be broken; others never are. So short a cell stays on one line.
    text = cell if isinstance(cell, str) else cell.text
    if any(len(word) > _LONG_WORD for word in text.split()):
        return ' class="long"'
    return ' class="one"' if len(text) <= most else ""


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

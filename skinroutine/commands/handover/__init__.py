"""``handover``: one page for a professional, on the screen or in a file. It only reads."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Final

from skinroutine.app import App
from skinroutine.commands.handover.document import document_of
from skinroutine.commands.handover.gather import gather
from skinroutine.commands.handover.records import HandoverDocument
from skinroutine.commands.handover.scope import PageScope
from skinroutine.commands.handover.text import TEXT_START, handover_page, written_page
from skinroutine.commands.handover.wording import redactions
from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.history.events import OWN
from skinroutine.options import Apart, Option, command
from skinroutine.rulebook.slips import slipped
from skinroutine.show.holds import ENDINGS
from skinroutine.show.plain import plain_text
from skinroutine.text import date_text
from skinroutine.times import past_day

USUAL: Final = timedelta(days=90)
MARKDOWN: Final = "md"
HTML: Final = "html"
TEXT: Final = "text"
FORMS: Final = (MARKDOWN, HTML, TEXT)
_BY_ENDING: Final = {
    ".html": HTML,
    ".htm": HTML,
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    "": MARKDOWN,
}
_ENDINGS: Final = {MARKDOWN: "md", HTML: "html", TEXT: "txt"}
_TAKEN: Final = "is there and isn't a skinroutine page. Name another file, or add --force to replace it."


class HandoverError(UsageError):
    """A page was asked for in a way that makes no sense."""

    code = "handover"


class NothingRecordedError(SkinroutineError):
    """There is nothing to hand over."""

    code = "nothing-recorded"

    def __init__(self) -> None:
        super().__init__("Nothing is recorded yet. After a session: skinroutine log")


@command(
    no_pager=True,
    rules=True,
    apart=(Apart("--json", ("--format",), unless="--output"),),
    needs={"--force": "--output"},
)
def handover(
    app: App,
    *,
    since: Annotated[
        str | None,
        Option(
            "--since", 'Start on this day, such as "3 months ago" or 2026-08-01. Usually 90 days ago.', "DAY"
        ),
    ] = None,
    until: Annotated[
        str | None,
        Option("--until", "End on this day, such as yesterday or 2026-11-20. Usually today.", "DAY"),
    ] = None,
    form: Annotated[str, Option("--format", "The form of the page: md, html or text.", "FORM")] = "",
    output: Annotated[
        Path | None,
        Option("--output", "Write the page to this file. A name in .html or .txt picks the form.", "FILE"),
    ] = None,
    force: Annotated[
        bool, Option("--force", "Replace the file, even one that skinroutine didn't make.")
    ] = False,
    redact: Annotated[
        list[str] | None,
        Option("--redact", "Leave out notes, conditions or medicines. Repeat it for more.", "WHAT"),
    ] = None,
) -> int:
    """Show the page, or put it into the file ``output``.

    Raises HandoverError, FileInTheWay, BadTimeError, NothingRecordedError, FileNotWrittenError and the
    errors of the history. Broken rules of one's own are left out and said.
    """
    try:
        _ = app.library
    except SkinroutineError as error:
        app.leave_own_rules_out(error)
    now = app.now()
    form = _form(form, output, app)
    first, last = _time(since, until, now)
    scope = PageScope(first, last, _redact(app, redact or []), ENDINGS, OWN)
    found = _found(app, scope, now, output)
    app.tell_doubts()
    if output:
        _write(app, output, _content(found, form), form, force=force)
    _show(app, found, form, output)
    return 0


def _found(app: App, scope: PageScope, now: datetime, output: Path | None) -> HandoverDocument:
    """What goes onto the page. Raises NothingRecordedError."""
    found = gather(app.history, app.library, scope, now, str(output or ""))
    taken_out = found.removed or found.removed_checks or found.undone or found.holds
    if not taken_out and not app.history.events(limit=1):
        raise NothingRecordedError
    return found


def _form(named: str, output: Path | None, app: App) -> str:
    """The form that was named, else that of the file's ending, else what reads best where it goes."""
    if named and named not in FORMS:
        near = slipped(named, FORMS) or "."
        listed = f"Choose from: --format {', '.join(FORMS)}"
        raise HandoverError(f"{named!r} isn't a form for the page{near} {listed}")
    if named:
        return named
    if output:
        if output.suffix.lower() not in _BY_ENDING:
            raise HandoverError(
                f"A page cannot be written as {output.suffix}. Name a file that ends in .html, .md or .txt; "
                "a browser prints the .html as PDF."
            )
        return _BY_ENDING[output.suffix.lower()]
    return TEXT if app.out.plain or sys.stdout.isatty() else MARKDOWN


def _time(since: str | None, until: str | None, now: datetime) -> tuple[datetime, datetime]:
    """The first moment of the first day and the last one of the last day, or now."""
    last = past_day(until, now, "--until") if until is not None else now.date()
    first = past_day(since, now, "--since") if since is not None else last - USUAL
    if first > last:
        raise HandoverError(
            f"--since is {date_text(first)} and --until is {date_text(last)}. "
            "Name a first day before the last."
        )
    start = datetime.combine(first, time.min, now.tzinfo)
    end = datetime.combine(last, time.max, now.tzinfo)
    return start, min(end, now)


def _redact(app: App, named: Sequence[str]) -> list[str]:
    """What is left out; several words may be typed with commas."""
    words = [word.strip().lower() for words in named for word in words.split(",")]
    known = redactions(app.library)
    unknown = [word for word in words if word not in known]
    if unknown:
        near = slipped(unknown[0], known) or "."
        listed = f"Choose from: --redact {', '.join(dict.fromkeys(known))}"
        raise HandoverError(f"{unknown[0]!r} cannot be left out{near} {listed}")
    return words


def _content(handover: HandoverDocument, form: str) -> str:
    if form == TEXT:
        return plain_text(handover_page(document_of(handover)))
    if form == HTML:
        from skinroutine.commands.handover.html import handover_html  # noqa: PLC0415  one form is enough
        from skinroutine.commands.handover.timeline import timeline  # noqa: PLC0415  the same

        return handover_html(document_of(handover), timeline(handover))
    from skinroutine.commands.handover.markdown import handover_markdown  # noqa: PLC0415  the same

    return handover_markdown(document_of(handover))


def _show(app: App, handover: HandoverDocument, form: str, output: Path | None) -> None:
    """The page on standard output; where it went into a file, that file's name."""
    if app.out.as_json:
        app.out.data(handover)
    elif output:
        app.out.result(written_page(str(output)), handover)
    elif form == TEXT:
        app.out.result(handover_page(document_of(handover)), handover)
    else:
        app.out.text(_content(handover, form))


def _write(app: App, file: Path, content: str, form: str, *, force: bool) -> None:
    from skinroutine.commands.handover.html import START as HTML_START  # noqa: PLC0415  files alone need it
    from skinroutine.commands.handover.markdown import START as MARKDOWN_START  # noqa: PLC0415  the same
    from skinroutine.files.targets import FileKind, Target  # noqa: PLC0415  the same

    starts = [start.encode() for start in (HTML_START, MARKDOWN_START, TEXT_START)]
    kind = FileKind(_TAKEN, f"--output ~/page.{_ENDINGS[form]}", starts)
    target = Target(file, app.own_places, kind, force=force)
    target.write([content.encode("utf-8")])

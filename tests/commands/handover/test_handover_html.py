"""The hand-over page as HTML and Markdown: it runs and fetches nothing, and all can see or hear it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, Run
from handover_pages import lived, written
from skinroutine.commands.handover import html
from skinroutine.commands.handover.html import text_of
from skinroutine.commands.handover.layout import Cell, Marked, Paragraph, Part, PrintedPage, Table
from skinroutine.commands.handover.markdown import handover_markdown
from skinroutine.commands.handover.records import (
    HandoverCheck,
    HandoverDocument,
    HandoverHold,
    HandoverSession,
)
from skinroutine.commands.handover.timeline import timeline
from typed import needled

__all__ = ["lived"]


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


VOID = {"meta", "br", "rect", "path", "circle", "line"}


class Outline(HTMLParser):
    """The tags of a page in order, with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def outlined(page: str) -> Outline:
    outline = Outline()
    outline.feed(page)
    outline.close()
    assert outline.open == []
    return outline


def test_the_page_runs_nothing_and_fetches_nothing(lived: Run, tmp_path: Path) -> None:
    page = written(lived, tmp_path)
    tags = outlined(page).tags
    assert {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in tags} == set()
    for tag, attributes in tags:
        assert not {"src", "style", "srcset", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert tag == "a" or "href" not in attributes
    assert "url(" not in page
    assert "@import" not in page
    policy = {
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'",
    }
    assert ("meta", policy) in tags


def test_the_page_can_be_read_by_ear(lived: Run, tmp_path: Path) -> None:
    tags = outlined(written(lived, tmp_path)).tags
    names = [tag for tag, _ in tags]
    assert tags[0] == ("html", {"lang": "en-GB"})
    assert [tag for tag in names if tag in {"header", "main", "footer"}] == ["header", "main", "footer"]
    assert names.count("table") == names.count("caption") == 5
    assert {attributes.get("scope") for tag, attributes in tags if tag == "th"} == {"col", "row"}
    drawing = next(attributes for tag, attributes in tags if tag == "svg")
    named = {attributes.get("id") for tag, attributes in tags if tag in {"title", "desc"}}
    assert drawing["role"] == "img"
    assert set(str(drawing["aria-labelledby"]).split()) <= named


def test_the_drawing_has_a_mark_for_each_session_a_number_for_a_check_and_an_open_bar_for_a_hold(
    lived: Run, tmp_path: Path
) -> None:
    page = written(lived, tmp_path)
    assert page.count('class="done"') == 2
    assert len(set(re.findall(r'<(\w+) class="done"', page))) == 2
    assert re.findall(r'class="digit( high)?" [^>]*>(\d)<', page) == [(" high", "2")]
    assert re.search(r'class="held" d="[^"Z]*"', page)
    lived("hold", "end", "--how", "seen")
    assert re.search(r'class="held" d="[^"]* Z"', written(lived, tmp_path))


def test_without_anything_to_draw_there_is_no_drawing(lived: Run, tmp_path: Path) -> None:
    page = written(lived, tmp_path, "page.html", "--since", "2026-11-01", "--until", "2026-11-02")
    assert "<svg" not in page
    assert "No session was logged in this time." in page


def test_a_drawing_with_many_areas_has_one_lane_for_the_treatment(lived: Run, tmp_path: Path) -> None:
    areas = ["forehead", "temples", "nose", "chin", "jaw", "neck", "chest", "back", "arms", "hands"]
    for day, area in enumerate(areas, 1):
        lived(*needled(areas=area), "--at", f"2026-09-{day:02} 20:00")
    page = written(lived, tmp_path)
    assert page.count('class="lane"') == 4


FIRST, LAST = NOW.replace(year=2020, tzinfo=None), NOW.replace(tzinfo=None)
AT = st.datetimes(FIRST, LAST, timezones=st.just(ZoneInfo("Europe/London")))


@given(st.lists(st.tuples(AT, st.sampled_from(["nose", "chin", "<b>"])), max_size=12), AT, AT)
def test_nothing_is_drawn_outside_of_the_drawing(
    done: list[tuple[datetime, str]], one: datetime, other: datetime
) -> None:
    first, last = sorted([one, other])
    sessions = [
        HandoverSession(
            id=str(place),
            happened=when,
            treatment="Rolling",
            areas=[area],
            settings=[],
            reaction="",
            later=[],
            note="",
            photos=[],
        )
        for place, (when, area) in enumerate(done)
        if first <= when <= last
    ]
    holds = [
        HandoverHold(
            id="h", since=first - timedelta(days=30), treatment="", rule="r", why="why", ended=None, how=""
        )
    ]
    checks = [
        HandoverCheck(
            id="c",
            happened=last,
            treatment="",
            after="",
            level=3,
            title="get care",
            symptoms=[],
            reasons=[],
            actions=[],
            unreviewed=[],
            left_out=False,
            say="",
            rules=[],
        )
    ]
    page = HandoverDocument(
        made=NOW,
        since=first.date(),
        until=last.date(),
        redacted=[],
        facts=[],
        devices=[],
        sessions=sessions,
        removed=[],
        checks=checks,
        removed_checks=[],
        holds=holds,
        plans=[],
        rules=[],
        sources=[],
        file="",
        levels={},
    )
    drawn = timeline(page)
    places = [float(one) for one in re.findall(r' (?:cx|x|x1|x2)="(-?[\d.]+)"', drawn)]
    places += [float(one) for one in re.findall(r"[MH](-?[\d.]+)", drawn)]
    assert drawn.count('class="done"') == len(sessions)
    assert min(places) >= 0
    assert max(places) <= 720
    assert {tag for tag, _ in outlined(drawn).tags} >= {"svg", "title", "desc", "figcaption"}
    assert "<b>" not in drawn


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)> & \u202e\x1b[31m'


def test_a_hostile_note_is_text_in_every_form(lived: Run, tmp_path: Path) -> None:
    lived(*needled(), "--at", "2026-11-19 20:00", "--note", HOSTILE)
    lived("device", "add", "microneedling", "--kind", "roller", "--needle", "0.2", "--name", HOSTILE[:50])
    outline = outlined(written(lived, tmp_path))
    assert "script" not in {tag for tag, _ in outline.tags}
    assert "img" not in {tag for tag, _ in outline.tags}
    assert '<script>alert(1)</script>"><img src=x onerror=alert(1)> & [31m' in "".join(outline.text)
    page = lived("handover").out
    assert "<script" not in page.replace("\\<", "")
    assert not {"\x1b", "\u202e"} & set(page + lived("handover", "--plain").out)


@given(st.text())
def test_no_text_is_ever_a_tag(text: str) -> None:
    outline = outlined(f"<p>{text_of(text)}</p>")
    assert [tag for tag, _ in outline.tags] == ["p"]


ACTIVE = re.compile(r"(?<!\\)(?:\\\\)*[\[\]<>`*_|#!]|(?i:https?:|www\.)|@")


SIGNS = "\\`*_{}[]<>#|!&~@"


def one_table(text: str) -> PrintedPage:
    """A page with this text in a cell, behind a mark, and in a paragraph."""
    rows: list[tuple[Cell, ...]] = [("x", text), ("y", Marked("m", text))]
    return PrintedPage("T", ["L"], [Part("P", [Table(("a", "b"), rows), Paragraph(text)])], ["F"])


PLAIN = handover_markdown(one_table("x"))


def active(page: str) -> int:
    """How many signs of a Markdown page are markup, or could become a link."""
    return len(ACTIVE.findall(re.sub(r"&#\d+;", "", page)))


@given(st.text(SIGNS) | st.text() | st.sampled_from([*SIGNS, "https://x.org", "www.x.org", "a@x.org"]))
def test_no_text_is_ever_markdown(text: str) -> None:
    page = handover_markdown(one_table(f"x{text}"))
    assert active(page) == active(PLAIN)
    assert len(page.splitlines()) == len(PLAIN.splitlines())


def colours(scheme: str) -> Mapping[str, str]:
    return dict(re.findall(r"--(\w+): (#\w{6})", scheme))


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT, DARK, _ = re.findall(r":root \{[^}]*\}", Path(html.__file__).with_name("page.css").read_text("utf-8"))


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("behind", ["paper", "band"])
@pytest.mark.parametrize("ink", ["ink", "soft", "mark", "alarm", "held"])
def test_every_text_and_mark_stands_out_from_what_is_behind_it(scheme: str, behind: str, ink: str) -> None:
    dark, light = sorted(brightness(colours(scheme)[name]) for name in (behind, ink))
    assert (light + 0.05) / (dark + 0.05) >= 4.5

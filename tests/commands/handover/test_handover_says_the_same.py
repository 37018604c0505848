"""What holds for every page, in each of its forms: what leads, what must be on it, and in which order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW
from skinroutine.commands.handover.document import document_of
from skinroutine.commands.handover.html import handover_html
from skinroutine.commands.handover.markdown import handover_markdown
from skinroutine.commands.handover.records import (
    Detail,
    HandoverCheck,
    HandoverDocument,
    HandoverHold,
    HandoverReason,
    HandoverRemoval,
    HandoverRule,
    HandoverSession,
    HandoverSymptom,
    HandoverUndone,
)
from skinroutine.commands.handover.text import handover_page
from skinroutine.commands.handover.timeline import timeline
from skinroutine.show.plain import plain_text

pytestmark = pytest.mark.proof

LEVELS = {0: "normal", 1: "look after it", 2: "have it seen", 3: "care today", 4: "emergency"}
ORDER = [
    "The skin now", "How it went", "What was used on the skin", "Since the last session", "About the person",
    "What skinroutine said to do",
]  # fmt: skip
AGO = st.integers(0, 60 * 24 * 80).map(lambda minutes: NOW - timedelta(minutes=minutes))
NAMES = st.lists(st.from_regex(r"[A-Z][a-z]{6,9}", fullmatch=True), min_size=1, max_size=3, unique=True)


def check_of(happened: datetime, level: int, signs: Sequence[str], reason: str) -> HandoverCheck:
    """A check of that level with these signs, for one reason."""
    symptoms = [
        HandoverSymptom(name=sign, details=[Detail(name="course", answer="getting worse")]) for sign in signs
    ]
    rule = HandoverReason(id="r", message=f"{reason} should be seen.", sources=[], not_sure_about=[])
    return HandoverCheck(
        id=f"{happened} {reason}", happened=happened, treatment="Rolling", after="", level=level,
        title=LEVELS[level], symptoms=symptoms, reasons=["r"], actions=[f"Do this about {reason}."],
        unreviewed=[], left_out=False, say="", rules=[rule], asked=["course"],
    )  # fmt: skip


def session_of(happened: datetime, note: str) -> HandoverSession:
    """A session with a note."""
    return HandoverSession(
        id=f"{happened}", happened=happened, treatment="Rolling", areas=["Chin"], settings=[], reaction="",
        later=[], note=note, photos=[],
    )  # fmt: skip


def hold_of(since: datetime, why: str, *, ended: bool) -> HandoverHold:
    """A hold, in force or ended as seen."""
    return HandoverHold(
        id=f"{since} {why}", since=since, treatment="", rule="r", why=f"{why} must heal.",
        ended=NOW if ended else None, how="A professional has seen it" if ended else "",
    )  # fmt: skip


def page_of(**parts: Sequence[object]) -> HandoverDocument:
    """A page of these parts, each newest first."""
    names = (
        "redacted", "facts", "devices", "sessions", "removed", "checks", "removed_checks", "holds", "plans",
        "rules", "sources",
    )  # fmt: skip
    empty: dict[str, Any] = dict.fromkeys(names, ())
    ordered: dict[str, Any] = {
        name: sorted(found, key=lambda each: getattr(each, "happened", NOW), reverse=True)
        for name, found in parts.items()
    }
    start = (NOW - timedelta(days=90)).date()
    return HandoverDocument(
        made=NOW, since=start, until=NOW.date(), file="", levels=LEVELS, **{**empty, **ordered}
    )


def forms_of(page: HandoverDocument) -> dict[str, str]:
    """The words of each form of a page, without its markup."""
    document = document_of(page)
    body = handover_html(document, timeline(page)).split("<body>")[1]
    words = {
        "html": unescape(re.sub(r"<figure>.*?</figure>|<[^>]+>", " ", body, flags=re.DOTALL)),
        "md": re.sub(r"\\(.)", r"\1", handover_markdown(document)),
        "text": plain_text(handover_page(document), 10_000),
    }
    return {form: " ".join(text.split()) for form, text in words.items()}


CHECKS = st.lists(
    st.builds(check_of, AGO, st.sampled_from([*LEVELS]), NAMES, NAMES.map(lambda names: names[0])),
    max_size=5,
    unique_by=lambda check: check.happened,
)


@given(CHECKS, st.lists(AGO, max_size=3))
def test_every_level_sign_reason_and_advice_of_every_check_is_in_each_form(
    checks: list[HandoverCheck], done: list[datetime]
) -> None:
    sessions = [session_of(when, "calm") for when in done]
    for form, text in forms_of(page_of(checks=checks, sessions=sessions)).items():
        for check in checks:
            assert f"Level {check.level}" in text, form
            assert LEVELS[check.level].upper() in text, form
            assert [sign.name for sign in check.symptoms if sign.name not in text] == [], form
            assert check.rules[0].message in text, form
            assert check.actions[0] in text, form


@given(CHECKS.filter(bool), st.lists(AGO, max_size=3))
def test_the_last_check_leads_each_form_with_its_signs_and_its_course_and_the_worst_follows(
    checks: list[HandoverCheck], done: list[datetime]
) -> None:
    last, worst = max(checks, key=lambda check: check.happened), max(check.level for check in checks)
    page = page_of(checks=checks, sessions=[session_of(when, "calm") for when in done])
    for form, text in forms_of(page).items():
        lead = text.split("The skin now", 1)[1].split("How it went")[0]
        assert f"{LEVELS[last.level].upper()}" in lead.split("Level")[0], form
        assert lead.index(f"Level {last.level} of 4") < lead.index(last.rules[0].message), form
        assert [sign.name for sign in last.symptoms if sign.name not in lead] == [], form
        assert "getting worse" in lead, form
        assert (f"level {worst}, {LEVELS[worst]}" in lead) is (worst > last.level), form


@given(CHECKS, st.lists(AGO, max_size=3), NAMES)
def test_what_was_taken_back_removed_or_ended_is_marked_at_its_place_and_never_leads(
    checks: list[HandoverCheck], done: list[datetime], names: list[str]
) -> None:
    name, when = f"Gone{names[0]}", NOW - timedelta(hours=3)
    limit = HandoverRule(id="l", message="Do not roll so deep.", sources=[])
    removed = HandoverRemoval(id="x", happened=when, treatment="Rolling", areas=[name], corrected=[limit])
    page = page_of(
        checks=checks,
        sessions=[session_of(when, "calm") for when in done],
        removed_checks=[check_of(when, 4, [name], name)],
        removed=[removed],
        undone=[HandoverUndone(happened=when, what=f"Session, rolling, {name}")],
        holds=[hold_of(when, name, ended=True)],
    )
    back = "Taken back: The person took"
    marks = [f"{back} this check back", f"{back} it back", "Removed, rolling,", "Pause, over"]
    for form, text in forms_of(page).items():
        lead, rest = text.split("How it went", 1)
        assert name not in lead, form
        assert [mark for mark in marks if mark not in rest] == [], form
        assert rest.lower().count(name.lower()) >= 5, form


@given(CHECKS, st.lists(AGO, max_size=3), st.lists(st.booleans(), max_size=3))
def test_the_parts_stand_in_one_order_in_each_form(
    checks: list[HandoverCheck], done: list[datetime], ended: list[bool]
) -> None:
    holds = [hold_of(NOW - timedelta(days=9), f"Spot{place}", ended=over) for place, over in enumerate(ended)]
    page = page_of(checks=checks, sessions=[session_of(when, "calm") for when in done], holds=holds)
    for form, text in forms_of(page).items():
        found = [title for title in ORDER if title in text]
        assert found[:3] == ORDER[:3], form
        assert [text.index(title) for title in found] == sorted(text.index(title) for title in found), form
        lead = text.split("How it went")[0]
        for hold in holds:
            assert (f"{hold.why}" in lead) is (hold.ended is None), form


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_told_by_its_sign_and_its_frame_so_that_grey_paper_shows_it(level: int) -> None:
    page = page_of(checks=[check_of(NOW, level, ["Redness"], "Redness")])
    body = handover_html(document_of(page), "")
    sign = {0: "✓", 1: "+", 2: "!", 3: "!!", 4: "✕"}[level]
    name = LEVELS[level].upper()
    assert f'<span class="level l{level}"><span aria-hidden="true">{sign}</span> {name}</span>' in body

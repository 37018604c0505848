"""The aftercare of two treatments on one skin is one list: the stricter and longer step, and what clashes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from skinroutine.show.aftercare import AVOID, Care, InForce, care_lines, one_list
from skinroutine.show.blocks import Sided

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def step(
    text: str, subject: str = "", *, areas: str = "nose", by: str = "peel", hours: int = 24, **more: object
) -> InForce:
    return InForce(
        treatment=by,
        areas=areas.split(),
        text=text,
        starts=NOW,
        ends=NOW + timedelta(hours=hours),
        session=by,
        kind=str(more.get("kind", AVOID)),
        subject=subject,
        excludes=tuple(str(more.get("excludes", "")).split()),
    )


def lines(*steps: InForce) -> dict[str, list[str]]:
    """The areas of each line, by its words."""
    return {care.text: list(care.areas) for care in one_list(steps)}


def test_of_two_steps_about_one_thing_the_longer_counts() -> None:
    assert lines(step("No pools.", "sport", hours=24), step("No sport.", "sport", by="brush", hours=72)) == {
        "No sport.": ["nose"]
    }


def test_an_area_that_only_one_treatment_touched_keeps_its_own_step() -> None:
    short = step("No pools.", "sport", areas="nose chin", hours=24)
    assert lines(short, step("No sport.", "sport", by="brush", hours=72)) == {
        "No sport.": ["nose"],
        "No pools.": ["chin"],
    }


def test_equal_words_of_five_sessions_are_one_line() -> None:
    assert len(lines(*[step("No sport.", hours=hours) for hours in range(1, 6)])) == 1


def test_using_a_thing_waits_until_leaving_it_off_is_over() -> None:
    cream = step("Use cream.", "cream", hours=72, kind="do")
    avoid, use = one_list([step("No cream.", "cream", by="brush", hours=24), cream])
    assert (avoid.ends, use.starts, use.against) == (NOW + timedelta(hours=24),) * 2 + ("brush",)


def test_what_would_be_over_before_it_may_begin_is_left_out() -> None:
    cream = step("Use cream.", "cream", hours=24, kind="do")
    assert lines(step("No cream.", "cream", by="brush", hours=72), cream) == {"No cream.": ["nose"]}


def test_nothing_but_gel_puts_the_cream_of_another_treatment_off() -> None:
    gel = step("Only gel.", "gel", by="brush", hours=24, kind="do", excludes="cream")
    _, cream = one_list([gel, step("Use cream.", "cream", hours=72, kind="do")])
    assert (cream.starts, cream.against) == (NOW + timedelta(hours=24), "brush")


def test_two_steps_of_a_session_that_name_no_subject_both_stay() -> None:
    assert len(lines(step("No pools."), step("No peels."))) == 2


SUBJECTS = {"No peels.": "", "No pools.": "sport", "No sport.": "sport"}
STEPS = st.lists(
    st.builds(
        lambda text, areas, by, hours: step(text, SUBJECTS[text], areas=areas, by=by, hours=hours),
        st.sampled_from(sorted(SUBJECTS)),
        st.sampled_from(["nose", "chin", "nose chin"]),
        st.sampled_from(["peel", "brush"]),
        st.integers(1, 200),
    ),
    max_size=6,
)


@given(STEPS)
def test_nothing_that_was_to_be_left_off_may_be_used_sooner_by_the_list(steps: list[InForce]) -> None:
    found = one_list(steps)
    for hit in steps:
        for area in hit.areas:
            assert any(forbids_as_long(care, hit, area) for care in found)


def forbids_as_long(care: Care, hit: InForce, area: str) -> bool:
    """Whether a line leaves off on an area what a step leaves off there, until the same hour or later."""
    alike = care.text == hit.text or SUBJECTS[care.text] == SUBJECTS[hit.text] == "sport"
    return alike and area in care.areas and (care.ends or NOW) >= (hit.ends or NOW)


LONG = "No sport, no pools, no sea and no sauna, nor anything else that makes you sweat."


def said(*steps: InForce, shorts: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    """What a screen has on the left and on the right, and what plain text has."""
    found = care_lines(steps, NOW, shorts or {})
    return [(line.text, line.aside, line.sentence) for line in found if isinstance(line, Sided)]


def test_a_screen_has_the_few_words_and_plain_text_the_sentence() -> None:
    assert said(step("Leave make-up off.", hours=13), shorts={"Leave make-up off.": "No make-up"}) == [
        ("No make-up", "until 23:00, 13 h left", "Leave make-up off. Until Fri 20 Nov 23:00, 13 h left.")
    ]


def test_what_takes_more_than_a_line_is_said_once_for_areas_with_times_of_their_own() -> None:
    assert [(text, aside) for text, aside, _ in said(step(LONG), step(LONG, areas="chin", hours=48))] == [
        (LONG, ""),
        ("Nose", "until tomorrow 10:00"),
        ("Chin", "until Sun 22 Nov 10:00"),
    ]


def test_what_takes_a_line_names_its_area_there() -> None:
    shorts = {LONG: "No sport"}
    texts = [text for text, _, _ in said(step(LONG), step(LONG, areas="chin", hours=48), shorts=shorts)]
    assert texts == ["Nose: No sport", "Chin: No sport"]

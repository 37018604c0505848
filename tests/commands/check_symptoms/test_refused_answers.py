"""An answer that is refused hides no other: what cannot wait is the first thing the refusal says."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from conftest import Run
from typed import refused

EMERGENCY: Final = "Call 112, 911 or 999 now. Then put this right: "
TODAY: Final = "See a doctor or an urgent care centre today"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("symptoms=seizure,no_such_sign", "symptoms: found 'no_such_sign'"),
        ("region=Narnia", "region: there's no place 'Narnia'"),
        ("hours_since_session=soon", "hours_since_session: found 'soon'"),
        ("no_such_question=1", "no_such_question: there's no such question"),
        ("treatment=no_such_treatment", "There's no treatment 'no_such_treatment'"),
    ],
)
def test_an_emergency_is_said_before_what_is_wrong_with_another_answer(
    run: Run, typed: str, why: str
) -> None:
    sign = () if typed.startswith("symptoms") else ("--set", "symptoms=seizure")
    refused(run("check-symptoms", *sign, "--set", typed), 2, EMERGENCY + why)


def test_care_today_is_said_before_the_answers_that_are_missing(run: Run) -> None:
    refused(run("check-symptoms", "--set", "symptoms=red_streaks"), 2, TODAY, "missing: treatment")


def test_a_sign_with_details_in_a_file_is_read_beside_one_that_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "signs.yaml"
    file.write_text("symptoms: {seizure: yes, no_such_sign: yes}\n", encoding="utf-8")
    refused(run("check-symptoms", "--answers", str(file)), 2, EMERGENCY)


def test_a_mild_sign_adds_nothing_to_a_refusal(run: Run) -> None:
    ran = run("check-symptoms", "--set", "symptoms=itch,no_such_sign")
    assert ran.err.startswith("symptoms: found 'no_such_sign'")

"""A fact never makes a result milder, and what was never on offer is never taken for a no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from conftest import Ran, Run
from first_interview import (
    AGAIN,
    CONDITIONS,
    DECIDE,
    FIRST_TIME,
    lines,
    offered,
)
from typed import HEALTHY, ROLLER, flags, needling


@pytest.fixture(autouse=True)
def _clock(clock: time_machine.Traveller) -> None:
    """It is 2026-11-20 10:00 in London."""


def planned(run: Run, *typed: str, treatment: str = "microneedling") -> Ran:
    return run("plan", treatment, "--json", typed=lines(*typed))


def first(run: Run) -> Ran:
    return planned(run, *FIRST_TIME, DECIDE)


# ------------------------------------------------------------------ law 2: not on offer is no answer

ASTHMA = "Asthma or another lung disease"
"""Only what throws up dust minds it: needling records it as of no concern and never offers it."""


def other_treatment(run: Run) -> Ran:
    """A plan of the other treatment, whose rules read more options of the same questions."""
    return planned(run, "cheeks", "none", "none", "none", "none", treatment="microdermabrasion")


def test_an_option_that_was_never_on_offer_is_offered_later(run: Run) -> None:
    assert ASTHMA not in offered(first(run).err, CONDITIONS)
    assert offered(other_treatment(run).err, CONDITIONS)[:2] == ["None of these", ASTHMA]


def test_confirming_does_not_answer_for_an_option_that_was_never_on_offer(
    run: Run, clock: time_machine.Traveller
) -> None:
    first(run)
    clock.shift(timedelta(days=31))
    planned(run, *AGAIN, DECIDE)
    assert ASTHMA in " ".join(offered(other_treatment(run).err, CONDITIONS))


def test_a_change_in_the_review_does_not_answer_for_an_option_that_was_never_on_offer(run: Run) -> None:
    planned(run, *FIRST_TIME, "conditions", "none", DECIDE)
    assert ASTHMA in " ".join(offered(other_treatment(run).err, CONDITIONS))


# ------------------------------------------------------------------ law 1: a fact makes nothing milder

RISKS = {
    "an illness": {"conditions": "diabetes"},
    "a medicine": {"medicines": "isotretinoin", "days_since.isotretinoin": "70"},
    "an age": {"age": "17"},
    "a shared device": {"device_shared": "yes"},
}


@pytest.mark.parametrize("risk", RISKS)
def test_an_answer_typed_over_a_harmless_fact_counts_in_full(run: Run, risk: str) -> None:
    without = run("plan", *needling(**RISKS[risk]), "--json").json["reasons"]
    first(run)
    assert run("plan", *needling(**RISKS[risk]), "--json").json["reasons"] == without


@pytest.mark.parametrize("risk", ["a medicine", "an age", "a shared device"])
def test_a_remembered_risk_weighs_as_much_as_a_typed_one(run: Run, risk: str) -> None:
    typed = run("plan", *needling(**RISKS[risk]), "--json").json
    settings = [f"{name}={value}" for name, value in RISKS[risk].items()]
    run("profile", "set", *settings, "--treatment", "microneedling")
    rest = {name: value for name, value in {**HEALTHY, **ROLLER}.items() if name not in RISKS[risk]}
    remembered: Any = run("plan", "microneedling", *flags(rest), "--json").json
    reasons = [{**reason, "remembered": []} for reason in remembered["reasons"]]
    assert (remembered["verdict"], reasons) == (typed["verdict"], typed["reasons"])


def test_a_remembered_risk_that_is_confirmed_weighs_as_much_as_before(
    run: Run, clock: time_machine.Traveller
) -> None:
    before = planned(run, "cheeks", "none", "bleeding", *FIRST_TIME[3:], DECIDE)
    clock.shift(timedelta(days=200))
    after = planned(run, "cheeks", "none", "yes", DECIDE)
    assert "Still the same? Conditions: A bleeding or clotting disorder (200 days ago)." in after.err
    assert before.json["verdict"] == after.json["verdict"] == "no"

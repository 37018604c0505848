"""Law 13: what a person reads is about the device in their hand."""

from __future__ import annotations

from itertools import islice

import pytest

from rule_set import chances, somebody
from skinroutine.text import spoken
from todays_rules import LIBRARY, TREATMENTS, plan_edges, planning

pytestmark = pytest.mark.todays_rules
PEOPLE = 150


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_no_reason_names_what_the_device_does_not_have(treatment: str) -> None:
    plan, luck = planning(treatment), chances(13)
    devices = LIBRARY.treatment(treatment).devices
    all_parts = {part for device in devices for part in device.has}
    people = (somebody(plan.questions, plan_edges(treatment), luck) for _ in iter(int, 1))
    wrong = {
        (device.id, reason.id)
        for person in islice(people, PEOPLE)
        for device in devices
        for reason in plan.judge({**person, "device_kind": device.id}).reasons
        for part in all_parts - set(device.has)
        if device.home and spoken(part) in f"{reason.message} {reason.why} {reason.instead}".lower()
    }
    assert wrong == set()

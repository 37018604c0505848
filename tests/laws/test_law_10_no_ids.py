"""Law 10: a screen names things by their words; ids stand where rules are read, and in what can be pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest

from conftest import Run
from skinroutine.review.catalogue import catalogue
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.show import output

CLEAR: Final = (
    "areas=cheeks", "skin_today=none", "conditions=none", "medicines=none", "recent_procedures=none",
    "age=30", "device_kind=roller", "needle_mm=0.25", "device_shared=no", "device_sound=yes",
    "device_clean=yes", "products_during=none", "numbing_cream=none",
)  # fmt: skip
DONE: Final = (*CLEAR[:1], *CLEAR[6:8], "numbing_cream=none", "products_during=none")
BOUGHT: Final = ("device_kind=roller", "needle_mm=1.5", "device_shared=yes")
SESSION: Final = ("hours_since_session=12", "needle_mm=0.25", "risk_factors=none")
ROLLER: Final = ("device", "add", "microneedling", "--kind", "roller", "--needle", "0.25")


def flags(*pairs: str) -> list[str]:
    return [part for pair in pairs for part in ("--set", pair)]


def newest(run: Run, kind: str) -> str:
    """The id of the last entry of a kind that stands."""
    entries = run("history", "--all", "--json").json["entries"]
    assert isinstance(entries, list)
    return next(str(entry["id"]) for entry in entries if entry["kind"] == kind)


LINES: Final = (
    ["plan", "microneedling", *flags(*CLEAR)],
    ["log", "microneedling", *flags(*DONE), "--at", "2 days ago"],
    ["log", "microneedling", *flags(*DONE), "--reaction", "prolonged"],
    ["plan", "microneedling", *flags(*CLEAR, "skin_today=active_acne", "conditions=pregnancy")],
    ["plan", "microneedling", *flags(*CLEAR), "--what-if", "needle_mm=1.5", "--on", "in 9 days"],
    ["check-symptoms", "microneedling", *flags(*SESSION, "symptoms=redness,pus_discharge")],
    ["check-symptoms", "microneedling", *flags(*SESSION, "symptoms=pustules")],
    ["hold"],
    ["hold", "add", "--why", "sunburn"],
    ["status"],
    ["due"],
    ["history"],
    ["history", "--all"],
    ["history", "--chart"],
    ["history", "show", "SESSION"],
    ["history", "show", "PLAN"],
    ["profile"],
    ["profile", "set", "conditions=eczema", "medicines=retinol"],
    [*ROLLER, "--uses", "90", "--name", "red"],
    ["device"],
    ["device", "choose", "microneedling", *flags(*BOUGHT)],
    ["about"],
    ["about", "microneedling"],
    ["explain"],
    ["calendar"],
    ["handover"],
    ["undo"],
    ["redo"],
)  # fmt: skip
PASTED: Final = re.compile(r"skinroutine [a-z].*|--[a-z-]+ \S+|^(?:UID|SEQUENCE|URL|X-)\S*.*$", re.MULTILINE)
OF_A_QUESTION: Final = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")


def ids() -> frozenset[str]:
    """The ids of all rules, sources aside: the hand-over cites them as its footnotes."""
    entries = catalogue(Library(layers())).entries
    return frozenset(entry.id for entry in entries if "-" in entry.id and entry.topic != "sources")


def named(text: str, known: frozenset[str]) -> Iterator[str]:
    """The ids in a text, but for those of a command to be pasted."""
    plain = PASTED.sub("", text)
    yield from (word for word in re.findall(r"[\w-]+", plain) if word in known)
    yield from OF_A_QUESTION.findall(plain)


def test_no_screen_but_those_of_rules_names_an_id(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "WIDTH", 10_000)  # one line for each command
    known, found = ids(), dict[str, list[str]]()
    for line in LINES:
        filled = [newest(run, word.lower()) if word in {"SESSION", "PLAN"} else word for word in line]
        ran = run(*filled)
        assert ran.status in {0, 2}, ran.err
        if ids_there := list(named(ran.out, known)):
            found[" ".join(line)] = ids_there
    assert found == {}


def test_an_id_on_a_screen_would_be_noticed(run: Run) -> None:
    ran = run("rules", "show", "mn-active-acne")
    assert "mn-active-acne" in named(ran.out, ids())
    assert list(named("Write needle_mm there.", ids())) == ["needle_mm"]
    assert list(named("See: skinroutine rules show mn-active-acne", ids())) == []

"""The answer of ``about``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from skinroutine.model import Treatment
from skinroutine.show.blocks import Block, Columns, Heading, Item, Page, Para
from skinroutine.show.parts import FOOT

_PARTS: Final = {
    "does": "What it does",
    "expect": "What to expect",
    "not-expect": "What not to expect",
    "time": "How long until it shows",
    "interval": "How often",
    "place": "At home or in a clinic",
    "device": "Which device",
}


def about_page(told: Treatment) -> Page:
    """One treatment, part by part, with where sources disagree."""
    return [
        Para(told.name, "strong"),
        Para(told.summary),
        *_parts(told),
        *_devices(told),
        Para(""),
        Para(FOOT, "faint"),
    ]


def about_data(told: Treatment) -> dict[str, object]:
    """One treatment as JSON: see ``docs/json.md``."""
    return {
        "schema_version": 1,
        "treatment": told.id,
        "name": told.name,
        "summary": told.summary,
        "about": [
            {
                "id": one.id,
                "part": one.part,
                "say": one.say,
                "sources": list(one.sources),
                "disagreement": one.disagreement or None,
            }
            for one in told.about
        ],
        "devices": [
            {"id": one.id, "label": one.label, "home": one.home, "say": one.say, "sources": list(one.sources)}
            for one in told.devices
        ],
    }


def comparison_page(told: Sequence[Treatment]) -> Page:
    """All treatments side by side."""
    names = [one.name for one in told]
    blocks: list[Block] = [Columns([names, [one.summary for one in told]])]
    for part, heading in _PARTS.items():
        cells = [" ".join(_said(one, part)) for one in told]
        if any(cells):
            blocks += [Heading(heading), Columns([names, cells])]
    return [
        *blocks,
        Para(f"More on one of them: skinroutine about {told[0].id}", "faint"),
        Para(FOOT, "faint"),
    ]


def comparison_data(told: Sequence[Treatment]) -> dict[str, object]:
    """All treatments as JSON."""
    return {"schema_version": 1, "treatments": [about_data(one) for one in told]}


def _parts(told: Treatment) -> Iterator[Block]:
    for part, heading in _PARTS.items():
        said = [one for one in told.about if one.part == part]
        if said:
            yield Heading(heading)
        for one in said:
            yield Item("-", one.say)
            if one.disagreement:
                yield Para(f"Sources differ: {one.disagreement}", "faint", indent=4)


def _devices(told: Treatment) -> Iterator[Block]:
    yield Heading("The devices")
    for device in told.devices:
        yield Item("-", f"{device.label} ({'at home' if device.home else 'never at home'}): {device.say}")


def _said(told: Treatment, part: str) -> list[str]:
    return [one.say for one in told.about if one.part == part]

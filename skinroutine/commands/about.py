"""``about``: what a treatment does, what to expect, home or clinic, which device; or all side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Final

from skinroutine.app import App
from skinroutine.options import TreatmentName, command
from skinroutine.rulebook import Treatment
from skinroutine.show.blocks import Block, Columns, Heading, Item, Page, Para
from skinroutine.show.documents import JsonDocument, JsonRecord
from skinroutine.show.parts import FOOT

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


@command(rules=True)
def about(app: App, treatment: TreatmentName = "") -> int:
    """Tell about one treatment, or about all. Raises UnknownTreatmentError and FileProblemsError."""
    library = app.library
    if treatment:
        page = library.treatment(library.known(treatment))
        app.out.result(about_page(page), about_document(page))
    else:
        every = list(library.treatments.values())
        app.out.result(comparison_page(every), treatments_document(every))
    return 0


_PARTS: Final = {
    "does": "What it does",
    "expect": "What to expect",
    "not-expect": "What not to expect",
    "time": "How long until it shows",
    "interval": "How often",
    "place": "At home or in a clinic",
    "device": "Which device",
}


def about_page(treatment: Treatment) -> Page:
    """One treatment, part by part, with where sources disagree."""
    return [
        Para(treatment.name, "strong"),
        Para(treatment.summary),
        *_parts(treatment),
        *_devices(treatment),
        Para(""),
        Para(FOOT, "faint"),
    ]


class AboutSentence(JsonRecord):
    """One thing that is said."""

    id: Annotated[str, "The id of the sentence."]
    part: Annotated[str, "What it is about: does, expect, not-expect, time, place, device, interval."]
    say: Annotated[str, "The sentence in plain words."]
    sources: kinds.Sources
    disagreement: Annotated[str | None, "Who says otherwise, or null."]


class AboutDevice(JsonRecord):
    """One kind of device."""

    id: Annotated[str, "The id of the device."]
    label: Annotated[str, "The name of the device."]
    home: Annotated[bool, "True when it may be used at home."]
    say: Annotated[str, "What to know of it, in plain words."]
    sources: kinds.Sources


class AboutDocument(JsonDocument):
    """What a treatment does. Without a name, it tells of all of them."""


class AboutOne(AboutDocument):
    """All that is told of one treatment."""

    treatment: kinds.TreatmentId
    name: Annotated[str, "The name of the treatment."]
    summary: Annotated[str, "What it is, in one sentence."]
    about: Annotated[Sequence[AboutSentence], "What is said of it."]
    devices: Annotated[Sequence[AboutDevice], "The kinds of device."]


class AboutAll(AboutDocument):
    """All treatments."""

    treatments: Annotated[Sequence[AboutOne], "The treatments."]


def about_document(treatment: Treatment) -> AboutOne:
    """One treatment as JSON."""
    return AboutOne.of(
        treatment,
        treatment=treatment.id,
        about=[AboutSentence.of(sentence) for sentence in treatment.about],
        devices=[AboutDevice.of(device) for device in treatment.devices],
    )


def comparison_page(treatments: Sequence[Treatment]) -> Page:
    """All treatments side by side."""
    names = [treatment.name for treatment in treatments]
    blocks: list[Block] = [Columns([names, [treatment.summary for treatment in treatments]])]
    for part, heading in _PARTS.items():
        cells = [" ".join(_sentences(treatment, part)) for treatment in treatments]
        if any(cells):
            blocks += [Heading(heading), Columns([names, cells])]
    return [
        *blocks,
        Para(f"More on one of them: skinroutine about {treatments[0].id}", "faint"),
        Para(FOOT, "faint"),
    ]


def treatments_document(treatments: Sequence[Treatment]) -> AboutAll:
    """All treatments as JSON."""
    return AboutAll(treatments=[about_document(treatment) for treatment in treatments])


def _parts(treatment: Treatment) -> Iterator[Block]:
    for part, heading in _PARTS.items():
        sentences = [sentence for sentence in treatment.about if sentence.part == part]
        if sentences:
            yield Heading(heading)
        for sentence in sentences:
            yield Item("-", sentence.say)
            if sentence.disagreement:
                yield Para(f"Sources differ: {sentence.disagreement}", "faint", indent=4)


def _devices(treatment: Treatment) -> Iterator[Block]:
    yield Heading("The devices")
    for device in treatment.devices:
        yield Item("-", f"{device.label} ({'at home' if device.home else 'never at home'}): {device.say}")


def _sentences(treatment: Treatment, part: str) -> list[str]:
    return [sentence.say for sentence in treatment.about if sentence.part == part]

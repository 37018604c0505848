"""``about`` as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

from skinroutine.commands.about.find import FoundAnswers, PlacedFaq
from skinroutine.commands.about.screen import statements_of, unreviewed_of
from skinroutine.rulebook import Faq, Treatment
from skinroutine.show.documents import JsonDocument, JsonRecord

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


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


class AskedQuestion(JsonRecord):
    """One question that people ask."""

    id: Annotated[str, "The id of the question, by which about answers it."]
    question: Annotated[str, "The question."]


class AboutAnswer(AskedQuestion, first=("treatment",)):
    """One answer."""

    treatment: kinds.TreatmentId
    answer: Annotated[Sequence[Annotated[str, "One sentence."]], "The answer, sentence by sentence."]
    statements: Annotated[Sequence[AboutSentence], "What the page of the treatment says of it."]
    sources: kinds.Sources
    disagreement: Annotated[str | None, "Who says otherwise, or null."]
    next: Annotated[str, "The command that answers it for the person: plan, check-symptoms or device choose."]


class AboutDocument(JsonDocument):
    """What a treatment does, or answers to a question. Without a name, it describes all of them."""


class AboutOne(AboutDocument):
    """All that is said about one treatment."""

    treatment: kinds.TreatmentId
    name: Annotated[str, "The name of the treatment."]
    summary: Annotated[str, "What it is, in one sentence."]
    about: Annotated[Sequence[AboutSentence], "What is said of it."]
    devices: Annotated[Sequence[AboutDevice], "The kinds of device."]
    questions: Annotated[Sequence[AskedQuestion], "What people ask of it."]


class AboutAnswers(AboutDocument):
    """The answers to a question, one for each treatment at most."""

    asked: Annotated[str, "What was asked."]
    answers: Annotated[Sequence[AboutAnswer], "The answers."]
    unused: Annotated[Sequence[Annotated[str, "One word."]], "The words that no answer says anything about."]
    unreviewed_rules: kinds.Unreviewed


class AboutAll(AboutDocument):
    """All treatments."""

    treatments: Annotated[Sequence[AboutOne], "The treatments."]


def about_document(treatment: Treatment, faq: Iterable[Faq]) -> AboutOne:
    """One treatment as JSON."""
    return AboutOne.of(
        treatment,
        treatment=treatment.id,
        about=[AboutSentence.of(sentence) for sentence in treatment.about],
        devices=[AboutDevice.of(device) for device in treatment.devices],
        questions=[AskedQuestion.of(each) for each in faq],
    )


def treatments_document(treatments: Iterable[Treatment], faq: Iterable[PlacedFaq]) -> AboutAll:
    """All treatments as JSON."""
    placed = list(faq)
    return AboutAll(
        treatments=[
            about_document(each, [asked.faq for asked in placed if asked.treatment.id == each.id])
            for each in treatments
        ]
    )


def answers_document(found: FoundAnswers) -> AboutAnswers:
    """The answers as JSON."""
    return AboutAnswers.of(
        found,
        answers=[
            AboutAnswer.of(
                placed.faq,
                treatment=placed.treatment.id,
                statements=[AboutSentence.of(each) for each in statements_of(placed)],
            )
            for placed in found.answers
        ],
        unreviewed_rules=unreviewed_of(found),
    )

"""``about``: what a treatment does and what people ask of it; or all treatments side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from skinroutine.app import App
from skinroutine.commands.about.document import about_document, answers_document, treatments_document
from skinroutine.commands.about.find import (
    FoundAnswers,
    NoAnswerError,
    PlacedFaq,
    find_answers,
    treatments_named,
)
from skinroutine.commands.about.screen import about_page, answers_page, comparison_page
from skinroutine.options import Argument, command
from skinroutine.rulebook import Question, Treatment
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.slips import nearest


@command(rules=True, no_pager=True)
def about(
    app: App,
    words: Annotated[
        list[str] | None,
        Argument("A treatment, a question in your own words, or both.", "[TREATMENT or QUESTION...]"),
    ] = None,
) -> int:
    """Tell about one treatment, or about all, or answer a question.

    Raises UnknownTreatmentError, AmbiguousQuestionError, NoAnswerError and FileProblemsError.
    """
    library = app.library
    first, *rest = words or [""]
    treatment = first if first in library.treatment_ids else ""
    asked = " ".join(rest if treatment else [first, *rest]).strip()
    every = [library.treatment(treatment)] if treatment else list(library.treatments.values())
    if asked:
        found = _find(library, asked, questions_of(library, treatments_named(asked, every)), treatment)
        app.out.result(answers_page(found), answers_document(found))
    elif treatment:
        faq = Book(library, treatment).faq
        app.out.result(about_page(every[0], faq), about_document(every[0], faq))
    else:
        asking = questions_of(library, every)
        app.out.result(comparison_page(every, asking), treatments_document(every, asking))
    return 0


def questions_of(library: Library, treatments: Sequence[Treatment]) -> list[PlacedFaq]:
    """What people ask of these treatments, in the order of the rules."""
    return [PlacedFaq(treatment, faq) for treatment in treatments for faq in Book(library, treatment.id).faq]


def _asking(library: Library, every: Sequence[PlacedFaq]) -> list[Question]:
    """What a plan and a check ask of those who have these treatments."""
    names = dict.fromkeys(placed.treatment.id for placed in every)
    return [question for name in names for question in Book(library, name).questions(None)]


def _find(library: Library, asked: str, every: Sequence[PlacedFaq], treatment: str) -> FoundAnswers:
    """The answers; a lone word that is nearly the name of a treatment is taken for a slip of that."""
    try:
        return find_answers(asked, every, treatment, library.glossary, _asking(library, every))
    except NoAnswerError:
        if not treatment and " " not in asked and nearest(asked, library.treatment_ids):
            library.known(asked)
        raise

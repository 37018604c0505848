"""What is no rule in words: questions and their answers, sources, statements, devices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from skinroutine.review.condition_words import condition_words
from skinroutine.review.lint.satisfiable import Ask
from skinroutine.rulebook import Consult, CountsAs, Device, Faq, FollowUp, GlossaryTerm, Question, Span

Lines = Iterator[tuple[str, str]]
"""Labels and texts."""


def question_lines(question: Question, ask: Ask) -> Lines:
    """A question as it is asked."""
    yield "It asks", question.ask
    yield "Why", question.why
    numbers = f" from {question.least:g} to {question.most:g} {question.unit}".rstrip()
    yield "Kind", question.kind.replace("_", " ") + (numbers if question.kind == "number" else "")
    yield "Asked by", ", ".join(question.asked_by) or "no command; an answers file may give it"
    yield "Asked when", condition_words(question.when, ask)
    yield from (("Option", f"{label} [{name}]") for name, label in question.options.items())
    yield "Not sure", "may be answered" if question.not_sure else "isn't an answer here"
    yield "If left out", question.left_out.replace("_", " ")


def faq_lines(faq: Faq) -> Lines:
    """A question that people ask, and its answer."""
    yield "People ask", faq.question
    yield "Found by", ", ".join(faq.also)
    yield from list_lines("Answer", faq.answer)
    yield "With", ", ".join(faq.see)
    yield "Points at", f"skinroutine {faq.next}"


def term_lines(term: GlossaryTerm) -> Lines:
    """A word that is explained."""
    yield "Word", term.term
    yield "Found by", ", ".join(term.also)
    yield from list_lines("Means", term.means)
    yield "Points at", f"skinroutine {term.command}" if term.command else ""


def simple_lines(item: Struct) -> Lines:
    """Of what has few keys: what each says."""
    yield "Name", getattr(item, "label", "")
    yield "In short", getattr(item, "short", "")
    if isinstance(item, CountsAs) and item.every:
        yield "At least", f"{item.every.words}, for each other treatment on that skin"
    if isinstance(item, FollowUp):
        yield "It asks", item.ask
        yield "Time", window_words(item.after, item.until)
    labels = (
        ("Because", "because"),
        ("Part", "part"),
        ("It says", "say"),
        ("Do", "do"),
        ("Ask", "ask" if isinstance(item, Consult) else ""),
        ("Bring", "bring"),
        ("Screen", "screen"),
    )
    yield from ((label, str(getattr(item, key, ""))) for label, key in labels if key)
    if isinstance(item, Device):
        yield "For the home", "yes" if item.home else "no"


def window_words(starts: Span | None, lasts: Span | None) -> str:
    """From when until when after a session, empty where neither is said."""
    parts = [f"from {starts.words}"] if starts else []
    parts += [f"until {lasts.words}"] if lasts else []
    return f"{' '.join(parts)} after the session" if parts else ""


def list_lines(label: str, texts: Iterable[str]) -> Lines:
    """Each text; the label stands before the first."""
    yield from (("" if place else label, text) for place, text in enumerate(texts))

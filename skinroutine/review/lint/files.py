"""Files that nothing reads, and files that a treatment needs and does not have."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import partial
from pathlib import Path

from skinroutine.decide.evaluate import evaluate
from skinroutine.errors import SkinroutineError
from skinroutine.interview.answers import read_answers
from skinroutine.interview.pending import always_asked, open_questions
from skinroutine.review.lint.findings import Finding, findings_of
from skinroutine.review.lint.vocabulary import likely
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import LEFT_OUT, Answer, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.folders import COMMON, Layer
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.texts import shown_path
from skinroutine.rulebook.unread import CASES, EXAMPLE, PAGE, unread


def rule_files(layer: Layer) -> list[Path]:
    """The YAML files of the folders that rules are read from."""
    folders = [layer.folder / name for name in (COMMON, *layer.treatments())]
    return [file for folder in folders for file in sorted(folder.rglob("*.yaml"))]


def unread_files(layer: Layer) -> Iterator[Finding]:
    """Files that nothing would ever read, unless they can hold no rules."""
    for file in unread(layer):
        if not file.harmless:
            yield Finding(file.file, 1, "unread-file", file.why, file.step)


def repeated_pages(layer: Layer, shipped: Layer) -> Iterator[Finding]:
    """Files of an own folder that a shipped one of the same name leaves without effect."""
    for name in layer.treatments():
        for topic in (PAGE, EXAMPLE):
            file = layer.folder / name / f"{topic}.yaml"
            if file.is_file() and (shipped.folder / name / file.name).is_file():
                message = f"{name} has a shipped {file.name}, which stands"
                yield Finding(shown_path(file), 1, "same-id", message, "take this file out")


def missing_pages(layer: Layer, library: Library) -> Iterator[Finding]:
    """Folders of a treatment that no file describes."""
    described = [
        name
        for each in library.layers
        for name in each.treatments()
        if (each.folder / name / f"{PAGE}.yaml").is_file()
    ]
    for name in layer.treatments():
        if name not in described:
            first = min((layer.folder / name).glob("*.yaml"))
            guess = likely(name, described) or f"add {name}/{PAGE}.yaml"
            yield Finding(shown_path(first), 1, "unknown-treatment", f"there's no treatment {name!r}", guess)


def missing_proof(layer: Layer, library: Library) -> Iterator[Finding]:
    """Treatments that a folder describes, and that have no example or no cases."""
    proved = {name for name, _ in library.case_files()}
    for name in layer.treatments():
        page = layer.folder / name / f"{PAGE}.yaml"
        if not page.is_file():
            continue
        if name not in proved:
            hint = f"add {name}/{CASES}/plan.yaml"
            yield Finding(shown_path(page), 1, "no-cases", f"{name} has no cases", hint)
        if not any((each.folder / name / f"{EXAMPLE}.yaml").is_file() for each in library.layers):
            hint = f"add {name}/{EXAMPLE}.yaml with a typical person's answers"
            yield Finding(shown_path(page), 1, "no-example", f"{name} has no example", hint)


def unreadable_proof(layer: Layer, library: Library) -> Iterator[Finding]:
    """Cases and examples that cannot be read."""
    for name in layer.treatments():
        for file in sorted((layer.folder / name / CASES).glob("*.yaml")):
            yield from _unreadable(file, partial(library.read_file, file, CASES))
        file = layer.folder / name / f"{EXAMPLE}.yaml"
        if file.is_file():
            yield from _unreadable(file, partial(library.example, name))


def _unreadable(file: Path, read: Callable[[], object]) -> list[Finding]:
    try:
        read()
    except SkinroutineError as error:
        return findings_of(error, shown_path(file))
    return []


def poor_examples(layer: Layer, library: Library, described: Container[str]) -> Iterator[Finding]:
    """Examples of a folder whose answers are wrong, or not enough for a plan."""
    for name in layer.treatments():
        own = layer.folder / name / f"{EXAMPLE}.yaml"
        if name in described and own.is_file() and not _unreadable(own, partial(library.example, name)):
            for message, hint in _complaints(Book(library, name), library.example(name)[1]):
                yield Finding(shown_path(own), 1, "no-example", message, hint)


def _complaints(book: Book, raw: object) -> Iterator[tuple[str, str]]:
    """What is wrong with the answers of an example, and what to do about it."""
    if not isinstance(raw, Mapping):
        yield "this file must give answers", "write question: answer, a line each"
        return
    questions = book.questions("plan")
    try:
        answers = read_answers(raw, questions)
    except SkinroutineError as error:
        yield from ((line, "a plan could not read this answer") for line in str(error).splitlines())
        return
    for question in _open_questions(book, questions, answers):
        yield f"{question.id} is not answered", "a plan would ask this person"


def _open_questions(book: Book, questions: list[Question], answers: dict[str, Answer]) -> list[Question]:
    """The questions that a plan would still need to ask; what is remembered may have been asked before."""
    while True:
        facts = Facts(answers, book.guards)
        steps = (holding(step.when, facts).open for steps in book.steps.values() for step in steps)
        wanted = evaluate(book.screening, facts).questions.union(always_asked(questions, facts), *steps)
        left = [asked for asked in open_questions(questions, facts, wanted) if not asked.remembered]
        unsure = [asked.id for asked in left if asked.if_left_out("plan") == "not_sure"]
        if not unsure:
            return [asked for asked in left if asked.if_left_out("plan") == "needed"]
        answers |= dict.fromkeys(unsure, LEFT_OUT)

"""``profile``: what is remembered of a person, until when it is trusted, and which rules use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Final

from msgspec.structs import replace

from skinroutine.app import App
from skinroutine.commands.entry import dates_on
from skinroutine.commands.profile.forget import ProfileError, Scoped, forgotten
from skinroutine.commands.profile.screen import UsedFact, profile_document, profile_page, still_counting
from skinroutine.history import Draft
from skinroutine.interview.answer_tree import shortened, with_settings
from skinroutine.interview.answers import plain, read_answers
from skinroutine.interview.question import readers
from skinroutine.memory.facts import AREAS, Fact, parent_of
from skinroutine.memory.facts import facts as remembered_facts
from skinroutine.memory.new_facts import drafts
from skinroutine.memory.recall import is_outdated
from skinroutine.options import Apart, Argument, Option, command
from skinroutine.rulebook import Question
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.pending import Reads

_PUT: Final = "skinroutine profile set"


@command(rules=True, no_pager=True)
def show(
    app: App,
    *,
    verbose: Annotated[bool, Option("--verbose", "Show which rules use each answer.")] = False,
) -> int:
    """List what is remembered. Raises the errors of the history."""
    return _listed(app, verbose=verbose)


def _listed(app: App, done: str = "", typed: Mapping[str, Answer] = {}, *, verbose: bool = False) -> int:
    """List what is remembered; ``done`` says what was just changed, ``typed`` the lists that were given."""
    now = app.now()
    lines = [
        UsedFact(fact, treatment, _rules(app, fact.question.id, treatment))
        for treatment, fact in _current(app)
    ]
    page = profile_page(lines, now, [done, *still_counting(lines, typed)], verbose=verbose)
    app.out.result(page, profile_document(lines, now))
    return 0


@command(rules=True)
def put(
    app: App,
    facts: Annotated[
        list[str] | None, Argument("What to remember, such as age=34.", "QUESTION=VALUE...")
    ] = None,
    *,
    treatment: Annotated[str, Option("--treatment", "Remember it for this treatment alone.")] = "",
) -> int:
    """Remember facts, given as ``question=value``.

    Raises BadAnswersError for an answer that fits no question, and ProfileError for a question that is
    not remembered, or whose treatment or areas are not said.
    """
    settings = facts or []
    for setting in settings:
        if "=" not in setting.strip().strip("="):
            raise ProfileError(f"{shortened(setting)}: write it as QUESTION=VALUE. See: {_PUT} --help")
    raw = with_settings({}, settings)
    if not raw:
        raise ProfileError(f"Say what to remember, as QUESTION=VALUE. See: {_PUT} --help")
    book = Book(app.library, treatment)
    questions = _asked_of_a_person(book)
    for question in questions:
        if question.id in raw and "treatment" in question.trusted_within and not treatment:
            treatments = " or ".join(app.library.treatment_ids)
            message = f"{question.id} is remembered for one treatment. Add --treatment {treatments}."
            raise ProfileError(message)
    answers = read_answers(raw, questions)
    kept = [question for question in questions if question.id in answers and question.id != AREAS]
    if not kept:
        raise ProfileError("Areas alone are nothing to remember. Say what was done there too.")
    _check(kept, answers)
    shown = {question.id: None for question in kept}
    found = [Draft(fact) for fact in drafts(shown, answers, questions, book.treatment)]
    app.history.write(found, dates_on(app.library, (), app.now()))
    return _listed(app, f"Changed: {', '.join(question.called for question in kept)}.", answers)


_FORGOTTEN: Final = "This is no longer remembered"
_STILL_HELD: Final = "If you said it in the last two weeks, it can still count beside a different answer."


@command(rules=True, apart=(Apart("--all", ("QUESTION[=OPTION]...",)),))
def forget(
    app: App,
    facts: Annotated[
        list[str] | None,
        Argument("What is no longer true, such as age or conditions=pregnancy.", "QUESTION[=OPTION]..."),
    ] = None,
    *,
    everything: Annotated[bool, Option("--all", "Forget everything about you.")] = False,
) -> int:
    """Use facts no longer, and what hangs on them. The history keeps that they were said, and until when.

    Of a list that stays, ``question=option`` ends one option by name. Raises ProfileError for a name that
    nothing is remembered of.
    """
    known = _all(app)
    wanted = facts or ([fact.question.id for _, fact in known] if everything else [])
    if not wanted and not everything:
        raise ProfileError("Say what to forget, or --all. To see what is remembered: skinroutine profile")
    going, lines = forgotten(known, wanted)
    app.history.write([Draft(record) for record in going], dates_on(app.library, (), app.now()))
    if not lines:
        return _listed(app, "There's nothing to forget.")
    if all("=" in name for name in wanted):
        return _listed(app, f"From now on this no longer counts: {', '.join(lines)}.")
    # A law: what was told lately is held against another answer, unless it was ended by its name.
    return _listed(app, f"{_FORGOTTEN}: {', '.join(lines)}. {_STILL_HELD}")


def _all(app: App) -> list[Scoped]:
    """Every fact; one that is about a treatment once for each."""
    found: dict[tuple[str, str], Fact] = {}
    for treatment in app.library.treatment_ids:
        questions = _asked_of_a_person(Book(app.library, treatment))
        for name, fact in remembered_facts(app.history, questions, app.now(), treatment).items():
            scope = treatment if "treatment" in fact.question.trusted_within else ""
            found.setdefault((name, scope), fact)
    return [(scope, fact) for (_, scope), fact in found.items() if _applies(fact, found)]


def _asked_of_a_person(book: Book) -> list[Question]:
    """What a plan or a check may ask, each with what was named of it alone."""
    listed = [*book.questions("plan"), *book.questions("check-symptoms")]
    return [replace(question, counts_from={}) for question in {each.id: each for each in listed}.values()]


def _current(app: App) -> list[Scoped]:
    """Every fact that still counts: the needle length of another device does not."""
    known = _all(app)
    return [
        (scope, fact)
        for scope, fact in known
        if not is_outdated(fact, {other.question.id: other for about, other in known if about in {"", scope}})
    ]


def _applies(fact: Fact, found: Mapping[tuple[str, str], Fact]) -> bool:
    """Whether what it is about is still named: days since a medicine that was dropped say nothing."""
    parent = next((other for (name, _), other in found.items() if name == parent_of(fact.question)), None)
    named = parent.answer if parent else None
    return not isinstance(named, Chosen) or fact.question.id.rsplit(".", 1)[-1] in named.options


def _rules(app: App, question: str, treatment: str) -> list[str]:
    """The ids of the rules that turn on a question, of one treatment or of all."""
    found: dict[str, None] = {}
    for name in [treatment] if treatment else app.library.treatment_ids:
        book = Book(app.library, name)
        steps = [step for steps in book.steps.values() for step in steps]
        rules: list[Reads] = [*book.screening, *steps, *book.own_gaps, *book.signs]
        found |= dict.fromkeys(readers(question, rules))
    return list(found)


def _check(kept: list[Question], answers: Mapping[str, Answer]) -> None:
    for question in kept:
        for complaint in _complaints(question, answers):
            raise ProfileError(complaint)


def _complaints(question: Question, answers: Mapping[str, Answer]) -> Iterator[str]:
    if not question.kept:
        yield f"{question.id} is asked each time, so there is nothing to remember of it."
    if plain({"": answers[question.id]})[""] == "not_sure":
        yield f"{question.id}: not_sure is nothing to remember. Leave it out, and it will be asked."
    if "areas" in question.trusted_within and AREAS not in answers:
        yield f"{question.id} is remembered for certain areas. Add areas=cheeks or the like."

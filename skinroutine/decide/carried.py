"""What the skin took badly not long ago, whichever treatment it was and whatever was told of it since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from skinroutine.decide.evaluate import Fired, reason
from skinroutine.memory.past import SessionHistory
from skinroutine.memory.sessions import Past, after_hold, lasting
from skinroutine.rulebook import Reason, Ruling
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Facts
from skinroutine.rulebook.doubt import holding


def lasting_on(history: SessionHistory, book: Book, areas: Collection[str], now: datetime) -> list[Past]:
    """The sessions of which something was told that still counts, each with that alone as after its hold.

    Those of the treatment itself count wherever they were, as for the last reaction; those of another
    one on these areas, as the skin there is the same.
    """
    return [past for other in _books(book) for past in _lasting_of(history, other, book, areas, now)]


def _books(book: Book) -> Iterator[Book]:
    return (Book(book.library, name) for name in book.library.treatment_ids)


def _lasting_of(
    history: SessionHistory, other: Book, book: Book, areas: Collection[str], now: datetime
) -> Iterator[Past]:
    done = [area for treatment, area in history.treated() if treatment == other.treatment]
    where = [area for area in done if other.treatment == book.treatment or area in areas]
    for question in other.questions("plan") if where else []:
        for past in lasting(history, other, where, question, now):
            answer = after_hold(question, past.answers[question.id])
            yield past._replace(answers={question.id: answer})


def carried_reasons(rulings: Iterable[Ruling], pasts: Iterable[Past], facts: Facts) -> list[Reason]:
    """The rules that mind what was told of these sessions, each once.

    Those that the answers of today (``facts``) make hold anyway are left out.
    """
    # Of a session nothing else counts: no rule about its other answers holds today.
    counting = [(past, Facts(past.answers, {})) for past in pasts]
    found: dict[str, Reason] = {}
    for ruling in rulings if counting else ():
        for past, then in counting:
            if _is_minding(ruling, then) and not _is_minding(ruling, facts):
                found[ruling.id] = reason(Fired(ruling, ruling.weight, (past.cause,)))
    return list(found.values())


def _is_minding(ruling: Ruling, facts: Facts) -> bool:
    found = holding(ruling.when, facts)
    return found.truth is True and found.sure

"""What may be done in a life, each as it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from probes import Raw
from skinroutine.memory.sessions import AREAS
from skinroutine.rulebook.conditions import Answer

CLEARED: Final = "cleared"


class Step(NamedTuple):
    """One act before it is done: its kind, and what is typed for it, or who answers what is asked."""

    kind: str
    words: tuple[str, ...] = ()
    answers: Raw | None = None
    names: frozenset[str] = frozenset()
    days: int = 0
    person: Mapping[str, Answer] | None = None
    typed: str = ""


def log(treatment: str, session: Raw, *, reaction: str = "", ago: int = 0) -> Step:
    """A session so many days ago."""
    words = ("log", treatment, "--again", "--at", f"{ago} days ago" if ago else "now")
    told = {"reaction": reaction} if reaction else {}
    return Step("log", words, {**session, **told})


def told(reaction: str) -> Step:
    """How the skin took the last session."""
    return Step("reaction", ("log", "--reaction", reaction))


def plan(treatment: str, answers: Raw) -> Step:
    """A plan that is stored."""
    return Step("plan", ("plan", treatment), answers)


def check(treatment: str, answers: Raw) -> Step:
    """A check that is stored."""
    return Step("check", ("check-symptoms", treatment), answers)


def hold(days: int) -> Step:
    """A hold of one's own."""
    return Step("hold", ("hold", "add", "--why", "A doctor told me to stop", "--days", str(days)))


def hold_end(how: str, by: str = "") -> Step:
    """The end of all holds that may end so."""
    by_whom = ("--by", by) if how == CLEARED else ()
    return Step(how, ("hold", "end", "--how", how, *by_whom))


def fact(name: str, *options: str, areas: str = "") -> Step:
    """A list about the person, as it is typed into the profile."""
    about = (f"{AREAS}={areas}",) if areas else ()
    return Step("fact", ("profile", "set", f"{name}={','.join(options) or 'none'}", *about))


def forget(name: str) -> Step:
    """This is no longer so, said of one question by its name."""
    return Step("forget", ("profile", "forget", name), names=frozenset({name}))


def interview(treatment: str, person: Mapping[str, Answer]) -> Step:
    """A plan that asks, of a person who answers so; it keeps what they say of themselves."""
    return Step("interview", ("plan", treatment), person=person)


def head(treatment: str, described: Raw, uses: int) -> Step:
    """A new head, used so many times."""
    words = ("device", "add", treatment, "--uses", str(uses))
    return Step("device", words, described, names=frozenset({"head"}))


def taken_in(lines: str) -> Step:
    """What another machine has exported."""
    return Step("import", ("import", "-", "--yes"), typed=lines)


def no_longer(name: str, option: str) -> Step:
    """This is no longer so, said of one option by its name."""
    return Step("forget", ("profile", "forget", f"{name}={option}"), names=frozenset({f"{name}={option}"}))


def later(days: int) -> Step:
    """Days that pass."""
    return Step("time", days=days)


def undo() -> Step:
    """What was recorded last is taken back."""
    return Step("undo", ("undo", "--json"))


def edit(entry: str, changes: Mapping[str, object]) -> Step:
    """A session as it really was."""
    return Step("edit", ("history", "edit", entry, "--json"), changes)


def remove(entry: str) -> Step:
    """An entry that was never so."""
    return Step("remove", ("history", "remove", entry, "--json"))

"""A plan or a check that is asked for again and again, by a file or by an interview; none of it is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from closed_list import Cause, Result
from interviews import answered
from person import Ran, run_program
from skinroutine import prompts
from skinroutine.errors import SkinroutineError
from skinroutine.history import History
from skinroutine.interview.asking import Ask, Asking
from skinroutine.interview.joined import answers_together
from skinroutine.interview.reconfirm import STILL_SO
from skinroutine.rulebook import VERDICTS
from skinroutine.rulebook.conditions import NOT_SURE, Answer, Chosen

Raw = Mapping[str, object]


class Probe(NamedTuple):
    """One plan or one check that is asked for again and again.

    ``person`` answers what is asked, where it is an interview and not a file; ``typed`` is then the name of
    the same with a file. Only what rests on ``lists`` counts, of which memory says more than that person;
    what is typed anew takes none of it away, so that the file is not milder. What rests on ``logged`` does
    not: that is about the last session in the history, and a file may be about another one.
    """

    command: str
    treatment: str
    answers: Raw | None = None
    person: Mapping[str, Answer] | None = None
    typed: str = ""
    lists: frozenset[str] = frozenset()
    logged: frozenset[str] = frozenset()


@contextmanager
def nothing_stored() -> Iterator[None]:
    """No write succeeds: a plan and a check answer all the same."""
    with mock.patch.object(History, "write", side_effect=SkinroutineError("probe")):
        yield


def interviewed(home: Path, person: Mapping[str, Answer], *words: str) -> Ran:
    """Run a command that asks; this person answers, to whom nothing has changed since the last time."""

    def asker(**_: object) -> Ask:
        return lambda asking: _answered(person, asking)

    with mock.patch.object(prompts, "asker", asker):
        return run_program(home, *words)


def _answered(person: Mapping[str, Answer], asking: Asking) -> Answer:
    question = asking.question
    if asking.parts:
        return answers_together(asking.parts, [_answered(person, part) for part in asking.parts])
    if question.id == STILL_SO:
        return True if question.kind == "yes_no" else Chosen(frozenset())
    if question.id in person or asking.tells or asking.never in person:
        return answered(person, asking)
    if question.kind == "many":
        return Chosen(frozenset())
    return NOT_SURE if question.not_sure else asking.start or next(iter(asking.options))


def asked(home: Path, probe: Probe) -> Result | None:
    """What a probe says in a home, or None where an answer is missing."""
    words = (probe.command, probe.treatment, "--json")
    if probe.person is None:
        ran = run_program(home, *words, "--answers", "-", typed=json.dumps(probe.answers))
    else:
        ran = interviewed(home, probe.person, *words)
    if ran.status:
        assert ran.status == 2, ran
        return None
    result = _read(json.loads(ran.out))
    return result.about(probe.lists, probe.logged) if probe.lists else result


def _read(document: Any) -> Result:
    causes = tuple(
        Cause(reason["id"], _weight(reason), tuple(reason["because"]), reason.get("until") or "")
        for reason in document["reasons"]
    )
    clashing = frozenset(clash["question"] for clash in document["contradictions"])
    return Result(_weight(document), causes, clashing)


def _weight(entry: Any) -> int:
    return VERDICTS.index(entry["verdict"]) if "verdict" in entry else int(entry["level"])

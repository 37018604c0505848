"""A program for the tests of prompts: puts one question after the other, and prints each answer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from skinroutine.errors import EndOfInputError, StoppedError

sys.path.append(str(Path(__file__).parent / "helpers"))  # a child of the tests, which knows none of them

from example_questions import glossary_of
from skinroutine.interview.asking import Asking
from skinroutine.prompts import asker
from skinroutine.rulebook import Question
from skinroutine.rulebook.conditions import NOT_SURE, Chosen


def asking_of(told: dict[str, Any]) -> Asking:
    """An Asking from plain words: the keys of a question, and those of an Asking after ``asking``."""
    put = dict(told.pop("asking", {}))
    question = Question(
        **{"id": "question", "ask": "Which of them?", "why": "It matters.", "asked_by": ("plan",), **told}
    )
    before = put.pop("before", None)
    if isinstance(before, list):
        before = Chosen(frozenset(before))
    explained = put.pop("glossary", {})
    if explained:
        put["glossary"] = lambda: glossary_of(explained)
    return Asking(question, question.options, before=NOT_SURE if before == "not_sure" else before, **put)


def main() -> None:
    """Ask what each line of a file says: a question as JSON. The file is a pipe that the test writes to."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            plain = told.pop("plain")
            print(f"Got: {json.dumps(answered(asking_of(told), plain=plain))};;", flush=True)  # noqa: T201  the result


def answered(asking: Asking, *, plain: bool) -> object:
    try:
        answer = asker(plain=plain)(asking)
    except (StoppedError, EndOfInputError) as error:
        return type(error).__name__
    if isinstance(answer, Chosen):
        return sorted(answer.options)
    return answer if isinstance(answer, str | int | float) else type(answer).__name__


if __name__ == "__main__":
    main()

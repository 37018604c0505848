"""What nobody can have meant, for the proofs that it is refused or used and never passed over.

Here: answers, by the kind of question, as a file holds them and as a line does. Times, files and links
that make no sense have their tables beside these.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from skinroutine.rulebook import Question

ANYWHERE: Final[tuple[object, ...]] = (
    None, [None], [[]], [[None]], [{}], {"x": None}, {"x": {"y": 1}}, "", " ", "null", "~", "???", "\u200b",
    "[[]]", "[none]", "{}", "nothing", "[null]", "yes no", "not_sure, none", [""], [1], [True], [0.5],
    ["not_sure", "not_sure"], [["not_sure"]], "x" * 100_000, [None, None],
)  # fmt: skip
"""Nothing that any question takes."""
NUMBERS: Final[tuple[object, ...]] = (
    "nan", "inf", "-inf", "1e1", "0x10", "1_0", "\uff15", "\u0663", "\u00bd", "--5", "5-", "5 mm", "5,5",
    "five", "1.2.3", "5 5", True, False, [5], ["5"], 10**30, -1, "-1", float("inf"), float("nan"), {"5": {}},
)  # fmt: skip
YES_OR_NO: Final[tuple[object, ...]] = (0, 1, "1", "maybe", "y", "on", ["yes"], [True], 1.0, {"yes": {}})
LISTS: Final[tuple[object, ...]] = (0, 1, 3.5, True, False, ["none", "none"], {"none": {}}, ",", "none,")


def for_a_file(question: Question) -> Iterator[object]:
    """What an answers file, an export or a stored entry may hold in place of an answer."""
    yield from ANYWHERE
    if question.kind == "number":
        yield from NUMBERS
        return
    if question.kind == "yes_no":
        yield from YES_OR_NO
        return
    first, second = list(question.options)[-2:]
    yield from (f"{first}x", f"{first};{second}", [[first]], [first, None], [first, ["x"]], {first: False})
    yield from ({first: None}, [{first: {}}], f"{first},", [first, "not_sure"], f"not_sure, {first}")
    if question.kind == "many":
        yield from LISTS
        yield from (["none", first], [first, "none"], f"none, {first}", f"{first}, none")
    else:
        yield from (0, 1, [first, second], f"{first}, {second}", {first: {}})


def for_a_line(question: Question) -> list[str]:
    """The same as it can be typed behind an equals sign."""
    return list(dict.fromkeys(one for one in for_a_file(question) if isinstance(one, str)))

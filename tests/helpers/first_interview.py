"""The lines of a first interview about needling, and what was put to a person, by its first line."""

from __future__ import annotations

import re
from typing import Final

BEFORE: Final = ("cheeks", "none", "none", "none", "none", "never", "34", "roller", "0.25")
"""From the areas to the needle length."""
FIRST_TIME: Final = (*BEFORE, "none", "none")
"""All of it: then the state of the head, and what is on the skin."""
DECIDE: Final = "1"
AGAIN: Final = ("cheeks", "none", "none", "never", "none")
"""The same person some days later: nothing has changed."""

AREAS: Final = "Which areas will you treat?"
SKIN: Final = "Look at that skin in good light. What do you see there today?"
CONDITIONS: Final = "Which of these apply to you?"
MEDICINES: Final = "Which of these have you used in the last 12 months?"
PROCEDURES: Final = "Which of these were done on that skin in the last 12 months?"
SINCE: Final = "How many days since your last session of this kind on that skin?"
FIRST: Final = "Is this your first session of this kind?"
"""Asked by itself only where that one answer is changed."""
AGE: Final = "How old are you?"
HEAD: Final = "Look at the head under a bright light. Is any of this so?"
DURING: Final = "What will be on the skin while you use the device? A numbing cream counts too."
NUMBING: Final = "Will you use a numbing cream?"
"""The same."""
REACTION: Final = "How did your skin take the last session?"
REVIEW: Final = "Are these answers right? Choose one to change it."
CHANGED: Final = "Has any of this changed?"


def lines(*typed: str) -> str:
    """Each on a line of its own, as it is typed."""
    return "".join(f"{line}\n" for line in typed)


def put(err: str) -> list[str]:
    """The first line of each question that was put."""
    blocks = re.split(r"\n\n|> \n", err)
    return [block.strip().splitlines()[0] for block in blocks if "\nType " in block]


def offered(err: str, question: str) -> list[str]:
    """The labels that stood under a question."""
    block = next(one for one in err.split("\n\n") if one.strip().startswith(question))
    return [line[3:].strip() for line in block.splitlines() if line.startswith("  ")]

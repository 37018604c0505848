"""Which of the sentences of today a stored one is: by its rule, its result and the answers behind it."""

from __future__ import annotations

from operator import ge, gt, le, lt

from skinroutine.light_typing import NamedTuple
from skinroutine.text import NOT_SURE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import timedelta
    from typing import Final

RESULT: Final = "result"
"""The item under which the word for each result stands."""
NAME: Final = "name"
"""The item under which the short name of each symptom stands."""
CARE: Final = "care"
"""The item under which stands what to do while a hold lasts: by its rule, its finding or its level."""
NOTHING: Final = "-nothing"
"""Ends the part under which the word for a level stands where nothing was named."""
SHORT: Final = "short"
"""The item under which a step after a session stands in a few words, by its whole sentence."""
UNSURE: Final = "?"
"""Ends the part of what is said where a "not sure" makes a rule hold."""
LINES: Final = "\n"
"""Between the sentences of a list: none of them has a line break."""
_BOUNDS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "under": lt, "over": gt, "at_least": ge, "at_most": le,
}  # fmt: skip


class KnownSentence(NamedTuple):
    """One sentence of today: the answers that its condition reads, and from when on that counts.

    Of each question that are the texts of its answers, one for each place where it is read; an empty one
    takes any answer.
    """

    part: str
    text: str
    reads: Mapping[str, Sequence[str]]
    since: str

    def fits(self, because: Mapping[str, Sequence[str]]) -> bool:
        """Return whether its condition reads these answers, question by question, as it can hold."""
        return not self.reads or all(
            any(_takes(wanted, answer) for wanted in self.reads.get(question, ()))
            for question, answers in because.items()
            for answer in answers
        )


def _takes(wanted: str, answer: str) -> bool:
    """Whether one place of a condition takes an answer; a "not sure" may be any."""
    if not wanted or answer in {NOT_SURE, *wanted.split(",")}:
        return True
    bounds = [bound.partition(":") for bound in wanted.split(",") if ":" in bound]
    try:
        return bool(bounds) and all(_BOUNDS[name](float(answer), float(at)) for name, _, at in bounds)
    except (ValueError, KeyError):
        return False


def reads_of(text: str) -> Mapping[str, Sequence[str]]:
    """The questions of a text such as ``areas=nose,chin hours=at_least:48``, each with its answers."""
    found: dict[str, list[str]] = {}
    for question, _, wanted in (part.partition("=") for part in text.split()):
        found.setdefault(question, []).append(wanted)
    return found


def parts_of(result: str, *, sure: bool) -> Sequence[str]:
    """The parts of a rule that a reason with this result can be; a gap between sessions has one for all."""
    return (result, "") if sure else (f"{result}{UNSURE}", result, "")


def fitting_sentence(found: Sequence[KnownSentence], because: Sequence[str]) -> str:
    """The sentence that is said under these answers: of several the first, as the rules have it.

    Empty where none is, and where several can be and no answer tells.
    """
    answers = reads_of(" ".join(because))
    fitting = [known for known in found if known.fits(answers)]
    # The answers are those of one sentence: one that reads more of them, or fewer, is seldom that.
    texts = [known.text for known in fitting if known.reads.keys() == answers.keys()]
    texts = texts or [known.text for known in fitting]
    return texts[0] if texts and (answers or len(set(texts)) == 1) else ""


def has_new_blank(text: str, stored: str) -> bool:
    """Whether it has a blank such as ``{sessions}``, which was filled in the stored sentence."""
    return "{" in text and "{" not in stored


def names_another_length(text: str, stored: str, lasting: timedelta | None) -> bool:
    """Whether it names a length of time that is neither in the stored sentence nor how long that counts."""
    from skinroutine.history.lengths import lengths_in  # noqa: PLC0415  most words are as they were

    return not lengths_in(text) <= lengths_in(stored) | ({lasting} if lasting else set())

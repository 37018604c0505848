"""Which question of the rules somebody means who asks in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Final, NamedTuple

from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.interview.own_words import Words, content_words, in_short, words_in
from skinroutine.rulebook import Faq, Glossary, Treatment
from skinroutine.text import harmless, with_and

CHECK: Final = "check-symptoms"
"""Where somebody goes on whose skin something shows."""
_MOST: Final = 3
"""Questions that are named where none is the one, or several are."""

Rank = tuple[int, int]
"""How well words fit: they are the same, or all of them, all that it needs, a part of it; and how many."""
_SAME, _ALL, _ENOUGH, _PART = 4, 3, 2, 1


class PlacedFaq(NamedTuple):
    """A question that people ask, and the treatment that they ask it of."""

    treatment: Treatment
    faq: Faq

    @property
    def phrases(self) -> Iterator[str]:
        """What it is found by: its own words, and what else people say."""
        yield from (self.faq.question, *self.faq.also)


class FoundAnswers(NamedTuple):
    """The questions that were meant, one for each treatment at most, and the words that none of them has."""

    asked: str
    answers: Sequence[PlacedFaq]
    unused: Sequence[str]


class AmbiguousQuestionError(UsageError):
    """Several questions fit as well."""

    code = "ambiguous-question"

    def __init__(self, asked: str, found: Sequence[PlacedFaq], treatment: str) -> None:
        super().__init__(
            f"{in_short(asked)!r} could be one of several questions. {choices(found, treatment)}"
        )


class NoAnswerError(SkinroutineError):
    """No question fits; ``word`` is one that ``explain`` knows, where there is one."""

    code = "no-answer"

    def __init__(self, asked: str, near: Sequence[PlacedFaq], treatment: str, word: str = "") -> None:
        listed = f"See what people ask: skinroutine about {treatment}".rstrip()
        hint = choices(near, treatment) if near else listed
        if word:
            hint = f'For what the word means: skinroutine explain "{word}"'
        super().__init__(f"There's no answer to {in_short(asked)!r} here. {hint}")


def choices(found: Sequence[PlacedFaq], treatment: str) -> str:
    """The commands that ask a few of these questions, to be pasted."""
    about = f"skinroutine about {treatment}".rstrip()
    named = dict.fromkeys(f'{about} "{placed.faq.question}"' for placed in found)
    return f"Try: {'; '.join(list(named)[:_MOST])}"


def find_answers(
    asked: str, every: Sequence[PlacedFaq], treatment: str = "", glossary: Glossary | None = None
) -> FoundAnswers:
    """The questions that fit these words best. ``treatment`` is what was named beside them.

    Raises AmbiguousQuestionError where several of one treatment fit as well, and NoAnswerError.
    """
    by_id = [placed for placed in every if placed.faq.id == asked.strip()]
    if by_id:
        return FoundAnswers(asked, by_id, ())
    search = Search(asked, every)
    best = search.best
    if not best:
        words = glossary.in_text(asked) if glossary else []
        raise NoAnswerError(asked, search.near, treatment, words[0].term if words else "")
    names = [placed.treatment.id for placed in best]
    if len(set(names)) < len(names):
        raise AmbiguousQuestionError(asked, best, treatment)
    return FoundAnswers(asked, best, search.unused(best))


class Search:
    """One question in somebody's own words, held against those of the rules."""

    def __init__(self, asked: str, every: Sequence[PlacedFaq]) -> None:
        self.asked = asked
        self.every = every
        self._of_treatments = frozenset().union(*(words_of_treatment(placed.treatment) for placed in every))
        self._words = content_words(asked)

    @cached_property
    def best(self) -> list[PlacedFaq]:
        """Those that fit best, in the order of the rules; one that is asked of all treatments once."""
        ranks = [(self._rank(placed), placed) for placed in self.every]
        top = max((rank for rank, _ in ranks), default=(0, 0))
        fitting = [placed for rank, placed in ranks if rank == top] if top[0] else []
        # Who speaks of what they see on their skin is sent to the check, whatever else fits as well.
        worried = [placed for placed in fitting if placed.faq.next == CHECK]
        if worried:
            return list({placed.treatment.id: placed for placed in reversed(worried)}.values())[::-1]
        return list({placed.faq.id: placed for placed in reversed(fitting)}.values())[::-1]

    @cached_property
    def near(self) -> list[PlacedFaq]:
        """Those that share a word, or one that is spelled alike, the most first."""
        counts = [(self._shared(placed), placed) for placed in self.every]
        return [placed for count, placed in sorted(counts, key=lambda pair: -pair[0]) if count]

    def unused(self, found: Sequence[PlacedFaq]) -> list[str]:
        """The words that were asked and stand in none of these questions, as they were typed.

        One that sends to a check may be found by the words of another that does: they are about the same.
        """
        checked = any(placed.faq.next == CHECK for placed in found)
        read = [*found, *(placed for placed in self.every if checked and placed.faq.next == CHECK)]
        known = frozenset().union(*(self._all_words(placed) for placed in read)) | self._of_treatments
        typed = dict.fromkeys(words_in(self.asked))
        return [word for word in typed if content_words(word) - known]

    def _rank(self, placed: PlacedFaq) -> Rank:
        return max(self._rank_of(phrase) for phrase in placed.phrases)

    def _rank_of(self, phrase: str) -> Rank:
        if words_in(phrase) == words_in(self.asked):
            return (_SAME, 0)
        needed, own = content_words(phrase), self._words - self._of_treatments
        if needed - self._of_treatments and needed <= self._words:
            return (_ALL if needed in {self._words, own} else _ENOUGH, len(needed))
        return (_PART, -len(needed)) if own and own <= needed else (0, 0)

    def _shared(self, placed: PlacedFaq) -> int:
        known = self._all_words(placed)
        return sum(bool(get_close_matches(word, known, n=1, cutoff=0.75)) for word in self._words)

    def _all_words(self, placed: PlacedFaq) -> Words:
        return frozenset().union(*(content_words(phrase) for phrase in placed.phrases))


def words_of_treatment(treatment: Treatment) -> Words:
    """The words for a treatment and for what it is done with."""
    devices = (text for device in treatment.devices for text in (device.id, device.label))
    return content_words(" ".join((treatment.id, treatment.name, *treatment.also, *devices)))


def treatments_named(asked: str, treatments: Sequence[Treatment]) -> list[Treatment]:
    """The treatments that a question names by one of their own names; all of them where it names none."""
    words = f" {' '.join(words_in(asked))} "
    named = [
        treatment
        for treatment in treatments
        if any(
            f" {' '.join(words_in(name))} " in words
            for name in (treatment.id, treatment.name, *treatment.also)
        )
    ]
    return named or list(treatments)


def quoted(words: Sequence[str]) -> str:
    """Words in quotes, with "or" between."""
    return with_and([f"\u201c{harmless(word)}\u201d" for word in words], "or")

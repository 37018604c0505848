"""Which question of the rules somebody means who asks in their own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.interview.own_words import Words, content_words, in_short, words_in
from skinroutine.rulebook import Command, Faq, Glossary, Question, Treatment
from skinroutine.rulebook.slips import is_slip
from skinroutine.text import harmless, spoken, with_and

CHECK: Final = "check-symptoms"
"""Where somebody goes on whose skin something shows."""
_ASKS: Final[Mapping[Command, str]] = {CHECK: "A check of your skin", "plan": "A plan"}
"""The commands that ask about somebody's own skin and health, the more urgent first."""
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
    """No question fits; ``hint`` says where to go on."""

    code = "no-answer"

    def __init__(self, asked: str, hint: str) -> None:
        super().__init__(f"There's no answer to {in_short(asked)!r} here. {hint}")


def choices(found: Sequence[PlacedFaq], treatment: str) -> str:
    """The commands that ask a few of these questions, to be pasted."""
    about = f"skinroutine about {treatment}".rstrip()
    named = dict.fromkeys(f'{about} "{placed.faq.question}"' for placed in found)
    return f"Try: {'; '.join(list(named)[:_MOST])}"


def find_answers(
    asked: str,
    every: Sequence[PlacedFaq],
    treatment: str = "",
    glossary: Glossary | None = None,
    asking: Sequence[Question] = (),
) -> FoundAnswers:
    """The questions that fit these words best. ``treatment`` is what was named beside them.

    ``asking`` are the questions of a plan and a check: who names one of their options speaks of that, and
    not of what a part of its name means.

    Raises AmbiguousQuestionError where several of one treatment fit as well, and NoAnswerError.
    """
    by_id = [placed for placed in every if placed.faq.id == asked.strip()]
    if by_id:
        return FoundAnswers(asked, by_id, ())
    search = Search(asked, every)
    best = search.best
    asker = _asker(asked, asking, search.matched(best))
    if not best or (asker and all(placed.faq.next != CHECK for placed in best)):
        words = glossary.in_text(asked) if glossary and not asker else []
        raise NoAnswerError(asked, _way_on(search.near, treatment, words[0].term if words else "", asker))
    names = [placed.treatment.id for placed in best]
    if len(set(names)) < len(names):
        raise AmbiguousQuestionError(asked, best, treatment)
    return FoundAnswers(asked, best, search.unused(best))


def _way_on(near: Sequence[PlacedFaq], treatment: str, word: str, asker: Command | None) -> str:
    """What to type where no question fits."""
    if asker:
        return f"{_ASKS[asker]} asks about it: skinroutine {asker} {treatment}".rstrip()
    if word:
        return f'For what the word means: skinroutine explain "{word}"'
    return (
        choices(near, treatment) if near else f"See what people ask: skinroutine about {treatment}".rstrip()
    )


def _asker(asked: str, asking: Sequence[Question], matched: Words) -> Command | None:
    """The command with an option that these words name in full, and of which a page was found by a part.

    Of several the longest name counts, then what shows on the skin now before what somebody has.
    """
    words_typed = content_words(asked)
    found = [
        ((len(words), command == CHECK and not question.stays, command != CHECK), command)
        for question in asking
        for command in _ASKS
        if question.kind == "many" and question.asked_by == (command,)
        for words in _names_of_options(question)
        if words <= words_typed and matched < words
    ]
    return max(found)[1] if found else None


def _names_of_options(question: Question) -> Iterator[Words]:
    """What each option is called, as the words that say something; not what says nothing."""
    for option, label in question.options.items():
        for name in (label, spoken(option), *question.words_for(option)):
            yield from filter(None, [content_words(name)])
    yield from filter(None, map(content_words, question.may_mean))


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

    def matched(self, found: Sequence[PlacedFaq]) -> Words:
        """The words by which these questions were found."""
        phrases = [content_words(phrase) for placed in found for phrase in placed.phrases]
        return frozenset().union(*(words for words in phrases if words <= self._words))

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
        return sum(any(is_slip(word, each) for each in known) for word in self._words)

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

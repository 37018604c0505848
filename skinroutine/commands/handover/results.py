"""Checks and plans as they were stored: the result, the rules behind it, and what was advised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final

from skinroutine.commands.handover.records import HandoverCheck, HandoverPlan, HandoverReason
from skinroutine.commands.handover.wording import AnswerWords, Redaction
from skinroutine.decide.triage import is_anything_named
from skinroutine.history import Event
from skinroutine.history.events import PlanRecord, ResultRecord, SymptomCheckRecord
from skinroutine.history.parts import StoredReason
from skinroutine.rulebook import LevelWords
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.folders import COMMON
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.regions import Place
from skinroutine.rulebook.rulings import HOURS
from skinroutine.text import NOT_SURE, after_hours


class Results:
    """Turns stored results into records, in the words of the rules that all treatments share."""

    def __init__(self, common: Book, words: AnswerWords, redaction: Redaction) -> None:
        self._library = common.library
        self._levels = {level.level: level for level in common.levels}
        self._verdicts = common.verdicts
        self._words = words
        self._redaction = redaction

    def check(self, event: Event) -> HandoverCheck:
        """A check of symptoms, with the rules that gave its level."""
        check = SymptomCheckRecord.of(event)
        treatment, answers, result = check.treatment, check.answers, check.result
        level = result.level or 0
        words = self._levels.get(level)
        words = words and words.where_named(anything=is_anything_named(answers))
        shown, left_out = self._reasons_shown(event)
        rules = [HandoverReason.of(reason) for reason in shown if reason.level == level]
        return HandoverCheck(
            id=event.id,
            happened=event.happened,
            treatment=self._words.treatment(treatment) if treatment else "",
            after=limits_text(answers.get(HOURS)),
            level=level,
            title=words.title.lower() if words else result.name,
            say=words.say if words else "",
            symptoms=list(
                self._words.symptoms(treatment, self._redaction.kept(treatment, answers), event.happened)
            ),
            rules=rules,
            asked=self._words.detail_names(treatment),
            reasons=[rule.id for rule in rules],
            actions=self._actions(result.actions, level, left_out=left_out),
            unreviewed=result.unreviewed_rules,
            left_out=left_out,
            back_if=[] if left_out else result.back_if,
        )

    def plan(self, event: Event) -> HandoverPlan:
        """A plan, with the rules behind its verdict."""
        plan = PlanRecord.of(event)
        verdict, result = plan.result.verdict, plan.result
        words = self._verdicts.get(verdict)
        shown, left_out = self._reasons_shown(event)
        return HandoverPlan(
            happened=event.happened,
            treatment=self._words.treatment(plan.treatment),
            title=(words.title if words else verdict).lower(),
            rules=[HandoverReason.of(reason) for reason in shown],
            reasons=[reason.id for reason in shown],
            unreviewed=result.unreviewed_rules,
            left_out=left_out,
        )

    def hidden_rules(self, event: Event) -> set[str]:
        """The ids of the rules that held here because of what is left out."""
        record = ResultRecord.of(event)
        hides = self._redaction.hides_reason
        return {reason.id for reason in record.result.reasons if hides(record.treatment, reason.because)}

    def _reasons_shown(self, event: Event) -> tuple[list[StoredReason], bool]:
        """The reasons that may be told, and whether others may not."""
        record = ResultRecord.of(event)
        found, treatment = record.result.reasons, record.treatment
        shown = [reason for reason in found if not self._redaction.hides_reason(treatment, reason.because)]
        return shown, len(shown) < len(found)

    def _actions(self, actions: list[str], level: int, *, left_out: bool) -> list[str]:
        """What was advised; what a rule added could tell what is left out, so that the level's own stays."""
        if not left_out:
            return actions
        usual = steps_anywhere(self._library, level)
        return [action for action in actions if action in usual]


def steps_anywhere(library: Library, level: int) -> frozenset[str]:
    """What a level asks for in the words of any place: a check may have been answered for another one."""
    files = [layer.folder / COMMON / "levels.yaml" for layer in library.layers]
    written = [item for file in files if file.is_file() for item in library.read_file(file, "levels")]
    general = library.place.everywhere
    places = [Place(general), *(Place(general, region) for region in library.regions.values())]
    filled = [
        place.fill(words)
        for place in places
        for words in written
        if isinstance(words, LevelWords) and words.level == level
    ]
    nothing = [step for words in filled if words.nothing_named for step in words.nothing_named.do]
    return frozenset((*nothing, *(step for words in filled for step in _all_of(words))))


def _all_of(words: LevelWords) -> Iterator[str]:
    yield from (*words.do, *words.helper, *(each.step for each in words.on_skin))


def limits_text(hours: object) -> str:
    """Hours in words: ``30 hours``, ``about 5 days``; empty where they were not told."""
    if hours == NOT_SURE:
        return "not sure how long"
    if isinstance(hours, bool) or not isinstance(hours, int | float):
        return ""
    return after_hours(hours)


ONE_CHECK: Final = timedelta(hours=1)
"""As long as one check may take to answer."""


def whole_checks(checks: Sequence[Event]) -> list[Event]:
    """The checks without those that are the beginning of the next one. Newest first, in and out."""
    later = [None, *checks][: len(checks)]
    return [
        check
        for check, newer in zip(checks, later, strict=True)
        if newer is None or not _begins(check, newer)
    ]


def _begins(older: Event, newer: Event) -> bool:
    """Whether all that was told first was told again soon after, with a result as serious or more."""
    first, then = older.payload.answers, newer.payload.answers
    return (
        newer.happened - older.happened <= ONE_CHECK
        and older.payload.treatment in {"", newer.payload.treatment}
        and _level(older) <= _level(newer)
        and all(_repeats(first, then, name) for name in first)
    )


def _repeats(first: Mapping[str, object], then: Mapping[str, object], name: str) -> bool:
    before, after = first[name], then.get(name)
    if isinstance(before, list) and isinstance(after, list):
        return set(map(str, before)) <= set(map(str, after))
    return name in then and before == after


def _level(check: Event) -> int:
    return SymptomCheckRecord.of(check).result.level or 0

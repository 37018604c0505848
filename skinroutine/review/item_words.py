"""One item of a rule file in words: what it is, when it holds, what then applies, and all else it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from msgspec import Struct

from skinroutine.review.condition_words import condition_words, conjunct_words, name_words
from skinroutine.review.lint.satisfiable import Ask
from skinroutine.review.page_words import (
    Lines,
    faq_lines,
    list_lines,
    question_lines,
    simple_lines,
    term_lines,
    window_words,
)
from skinroutine.review.sources import fact_lines, source_lines
from skinroutine.rulebook import (
    SYMPTOMS,
    Consult,
    CountsAs,
    Course,
    Device,
    EvidenceFact,
    Faq,
    FollowUp,
    GlossaryTerm,
    HeadLife,
    Interval,
    LastingFinding,
    Meanwhile,
    Merit,
    NoConcern,
    Question,
    ScreeningRule,
    Source,
    Statement,
    Step,
    StepBelow,
    StepSettings,
    Symptom,
    SymptomRule,
    Turn,
    Watch,
)
from skinroutine.rulebook.conditions import ALWAYS
from skinroutine.text import counted, join_words, with_unit

_KINDS: Final[dict[type[Struct], str]] = {
    ScreeningRule: "a screening rule", SymptomRule: "a symptom rule", Course: "the course of a symptom",
    Step: "a step", Interval: "an interval", CountsAs: "what a session counts as",
    HeadLife: "the life of a head", Merit: "a point in favour",
    NoConcern: "a record that something is of no concern", Question: "a question", Source: "a source",
    EvidenceFact: "a fact",
    Statement: "a statement", Device: "a device", Meanwhile: "a thing to do meanwhile", Symptom: "a symptom",
    LastingFinding: "what a check leaves behind", Consult: "a thing to ask or bring",
    Faq: "a question that people ask", GlossaryTerm: "a word that is explained",
    FollowUp: "a look at the skin after a session", Watch: "what to watch for after a limit was passed",
}  # fmt: skip
_STEPS: Final = {"do": "do this", "avoid": "leave this", "pause": "stop and look", "stop_if": "stop if"}


class LabelledText(NamedTuple):
    """One thing that an item says, and what it is; an entry of a list has no label of its own."""

    label: str
    text: str


class ItemInWords(NamedTuple):
    """An item in words. ``when`` are the parts that must all hold; ``then`` is empty for what is no rule."""

    kind: str
    when: Sequence[str]
    then: str
    lines: Sequence[LabelledText]

    @property
    def sentence(self) -> str:
        """``When ... then ...``."""
        if not self.then:
            return ""
        return f"When {' and '.join(self.when)}, then {self.then}." if self.when else f"Always: {self.then}."


def item_words(item: Struct, ask: Ask) -> ItemInWords:
    """An item in words. ``ask`` gives the questions that its conditions name."""
    kind, then = _KINDS.get(type(item), "an item"), _THEN.get(type(item))
    parts = conjunct_words(getattr(item, "when", ALWAYS), ask) if then else []
    if isinstance(item, Course):
        question = ask(SYMPTOMS)
        label = (question.options.get(item.course) if question else "") or name_words(item.course)
        parts = [f"symptoms include '{label}'", *parts]
    lines = [LabelledText(label, text) for label, text in _lines(item, ask) if text]
    return ItemInWords(kind, parts, then(item) if then else "", lines)


def _lines(item: Struct, ask: Ask) -> Lines:
    """All else that an item says, by label; what it leaves out has no text."""
    if isinstance(item, Course):
        return _course(item, ask)
    if isinstance(item, Question):
        return question_lines(item, ask)
    return _LINES.get(type(item), simple_lines)(item)


def _screening_lines(rule: ScreeningRule) -> Lines:
    yield "It says", rule.say
    if until := rule.until:
        yield "Until", until.words or f"{with_unit(until.days or 0, 'days')} after: {name_words(until.after)}"
    yield "Why", rule.why
    yield "Instead", rule.instead
    yield "If not sure", _if_not_sure(f"the verdict is {rule.if_not_sure or rule.verdict}", rule)
    yield "If left out", f"The verdict is {rule.if_left_out}" if rule.if_left_out else ""
    if rule.hold:
        least = f" for at least {counted(rule.hold_days, 'day')}" if rule.hold_days else ""
        yield "Hold", f"It blocks sessions{least} when it holds as one is logged"


def _sign(rule: SymptomRule) -> Lines:
    yield "It says", rule.say
    yield from list_lines("Do", rule.do)
    yield from list_lines("Do", [_below(step) for step in rule.do_below])
    yield from list_lines("A helper does", rule.helper)
    yield "Why", rule.why
    level = rule.level if rule.if_not_sure is None else rule.if_not_sure
    yield "If not sure", _if_not_sure(f"the level is {level}", rule)
    yield "If left out", "" if rule.if_left_out is None else f"The level is {rule.if_left_out}"
    yield "Cleared by", name_words(rule.cleared_by)


def _if_not_sure(then: str, rule: ScreeningRule | SymptomRule) -> str:
    if rule.if_not_sure is None:
        return f"It still holds, and {then}"
    names = " or ".join(name_words(name) for name in rule.if_not_sure_about)
    about = f" about {names}" if names else ""
    return f"When it hangs on a 'not sure'{about}, then {then}"


def _course(course: Course, ask: Ask) -> Lines:
    yield "Level 0", course.say
    for turn in course.then:
        unsure, silent = turn.if_not_sure, turn.if_left_out
        milder = "" if unsure is None else f" (level {unsure} when it hangs on 'not sure')"
        milder += "" if silent is None else f" (level {silent} when it hangs on what was left out)"
        yield f"Level {turn.level}", f"{_turn(turn, ask, course.course)}: {turn.say}{milder}"
        yield from (("", text) for text in (*turn.do, *(_below(step) for step in turn.do_below)))


def _below(step: StepBelow) -> str:
    return f"{step.step} (below level {step.level}: {step.because})"


def _turn(turn: Turn, ask: Ask, symptom: str) -> str:
    """When a turn comes; its questions are details of the symptom."""

    def asked(name: str) -> Question | None:
        return ask(f"symptoms.{symptom}.{name}")

    parts = [f"from {turn.since.words} after the session"] if turn.since else []
    parts += [f"when {condition_words(turn.when, asked)}"] if turn.when else []
    parts += [f"unless {condition_words(turn.unless, asked)}"] if turn.unless else []
    return ", ".join(parts) or "always"


def _wait(interval: Interval) -> str:
    parts = [f"wait {interval.every.words}"] if interval.every else []
    parts += [f"never less than {interval.never_within.words}"] if interval.never_within else []
    parts += [f"wait {interval.stretch:g} times as long"] if interval.stretch > 1 else []
    parts += [f"add the missed rest, up to {interval.adds_up.words}"] if interval.adds_up else []
    parts += [f"after {interval.lapsed.words} the start is gentle again"] if interval.lapsed else []
    return " and ".join(parts)


def _interval(interval: Interval) -> Lines:
    yield "It says", interval.say
    what = f"the last session of {name_words(interval.since)}" if interval.since else "the last session"
    yield "Counted from", f"{what} on that skin"
    last = interval.of_last
    if last and interval.adds_up:
        yield "Asked of", f"{last.sessions} sessions, each but the first too early"
    elif last:
        past = f"were past a limit of {last.past_limit} or stricter" if last.past_limit else "were"
        asked = f"{last.at_least} of the last {last.sessions} sessions; it holds when they {past}"
        yield "Asked of", asked
    replaced = ", ".join(interval.after_patch)
    yield "After a test patch", f"in place of {replaced}" if replaced else ""
    yield "The spot", interval.spot
    for label, span in (("Usual gap", interval.suggested), ("Late after", interval.overdue)):
        yield label, span.words if span else ""


def _watch(watch: Watch) -> Lines:
    yield from list_lines("Watch for", watch.watch_for)
    yield from list_lines("Do", watch.do)
    yield from list_lines("Help", watch.help)
    yield "Look after", watch.check.words if watch.check else ""
    if watch.verdict:
        yield "A plan", f"is at least {watch.verdict} as long, and says: {watch.say}"


def _finding(finding: LastingFinding) -> Lines:
    yield "Name", finding.finding
    yield from list_lines("Left by", [*finding.left_by, *_at_level(finding)])
    yield "It says", finding.say
    yield "Why", finding.why
    yield "Instead", finding.instead
    yield "Cleared by", name_words(finding.ends.cleared_by)
    if finding.ends.healed:
        yield "Healed", f"may be said from {finding.ends.healed.words} after the check"


def _at_level(finding: LastingFinding) -> list[str]:
    if finding.left_at_level is None:
        return []
    return [f"every other rule at level {finding.left_at_level} or above"]


def _step(step: Step) -> Lines:
    yield "It says", step.text
    yield "Time", step.lead or window_words(step.starts, step.lasts)
    yield "Takes", with_unit(step.minutes, "minutes") if step.minutes else ""
    yield "Sets", ", ".join(_settings(step.settings)) if step.settings else ""
    yield "Marked", "critical" if step.critical else ""
    yield "In place of", ", ".join(step.in_place_of)
    yield "Shown", "only while today is one test patch" if step.patch else ""
    yield "Why", step.why
    yield "About", step.subject


def _settings(settings: StepSettings) -> Iterator[str]:
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        if value:
            yield f"{name_words(name)} {value}"


def _life(life: HeadLife) -> Lines:
    yield "It says", life.say
    yield "After uses", str(life.uses or "")
    yield "After days", str(life.days_open or "")
    yield "Why", life.why


_THEN: Final[Mapping[type[Struct], Callable[[Any], str]]] = {
    ScreeningRule: lambda rule: f"the verdict is {rule.verdict}",
    SymptomRule: lambda rule: f"the level is {rule.level}",
    Course: lambda _: "this is its course",
    Step: lambda step: _STEPS[step.kind],
    Interval: _wait,
    CountsAs: lambda item: f"for the other treatments it is {join_words(item.counts_as) or 'itself'}",
    HeadLife: lambda _: "the head is done",
    Merit: lambda merit: f"its {merit.point} speaks for the device",
    NoConcern: lambda _: "nothing changes",
    LastingFinding: lambda finding: f"a plan says at least {finding.verdict} until it has ended",
    Watch: lambda watch: f"watch for this {watch.lasts.words} long, once a limit that rests on it was passed",
}
"""What a rule comes to when it holds."""
_LINES: Final[Mapping[type[Struct], Callable[[Any], Lines]]] = {
    ScreeningRule: _screening_lines, SymptomRule: _sign, Step: _step, Interval: _interval, HeadLife: _life,
    Watch: _watch, Source: source_lines, EvidenceFact: fact_lines, LastingFinding: _finding, Faq: faq_lines,
    GlossaryTerm: term_lines,
}  # fmt: skip

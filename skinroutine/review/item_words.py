"""One item of a rule file in words: what it is, when it holds, what then applies, and all else it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec import Struct

from skinroutine.model import (
    SYMPTOMS,
    Course,
    Device,
    FollowUp,
    HeadLife,
    Interval,
    Meanwhile,
    Merit,
    NoConcern,
    OfLast,
    Question,
    ScreeningRule,
    Source,
    Span,
    Statement,
    Step,
    Symptom,
    SymptomRule,
    Turn,
    Until,
    Watch,
)
from skinroutine.review.wording import Ask, condition_words, conjunct_words, name_words

_KINDS: Final[dict[type[Struct], str]] = {
    ScreeningRule: "a screening rule", SymptomRule: "a symptom rule", Course: "the course of a symptom",
    Step: "a step", Interval: "an interval", HeadLife: "the life of a head", Merit: "a point in favour",
    NoConcern: "a record that something is of no concern",
    Question: "a question", Source: "a source",
    Statement: "a statement", Device: "a device", Meanwhile: "a thing to do meanwhile", Symptom: "a symptom",
    FollowUp: "a look at the skin after a session", Watch: "what to watch for after a limit was passed",
}  # fmt: skip
_STEPS: Final = {"do": "do this", "avoid": "leave this", "pause": "stop and look", "stop_if": "stop if"}


class Line(NamedTuple):
    """One thing that an item says, and what it is; an entry of a list has no label of its own."""

    label: str
    text: str


class Told(NamedTuple):
    """An item in words. ``when`` are the parts that must all hold; ``then`` is empty for what is no rule."""

    kind: str
    when: Sequence[str]
    then: str
    lines: Sequence[Line]

    @property
    def sentence(self) -> str:
        """``When ... then ...``."""
        if not self.then:
            return ""
        return f"When {' and '.join(self.when)}, then {self.then}." if self.when else f"Always: {self.then}."


def item_words(item: Struct, ask: Ask) -> Told:
    """An item in words. ``ask`` gives the questions that its conditions name."""
    kind = _KINDS.get(type(item), "an entry")
    if isinstance(item, ScreeningRule):
        when = conjunct_words(item.when, ask)
        return Told(kind, when, f"the verdict is {item.verdict}", [*_screening(item)])
    if isinstance(item, SymptomRule):
        when = conjunct_words(item.when, ask)
        return Told(kind, when, f"the level is {item.level}", [*_sign(item)])
    if isinstance(item, Course):
        when = [f"symptoms include '{_label(item.course, ask)}'", *conjunct_words(item.when, ask)]
        return Told(kind, when, "this is its course", [*_course(item, ask)])
    if isinstance(item, Step):
        return Told(kind, conjunct_words(item.when, ask), _STEPS[item.kind], [*_step(item)])
    if isinstance(item, Interval | HeadLife | Merit | Watch | NoConcern):
        return Told(kind, conjunct_words(item.when, ask), *_unweighed(item))
    return Told(kind, (), "", [*_entry(item, ask)])


def _label(symptom: str, ask: Ask) -> str:
    question = ask(SYMPTOMS)
    return (question.options.get(symptom) if question else "") or name_words(symptom)


def _screening(rule: ScreeningRule) -> Iterator[Line]:
    yield Line("It says", rule.say)
    yield from _some("Until", _until(rule.until))
    yield from _some("Why", rule.why)
    yield from _some("Instead", rule.instead)
    yield Line("If not sure", _if_not_sure(f"the verdict is {rule.if_not_sure or rule.verdict}", rule))
    if rule.hold:
        least = f" for at least {rule.hold_days} days" if rule.hold_days else ""
        yield Line("Hold", f"It blocks sessions{least} when it holds as one is logged")


def _sign(rule: SymptomRule) -> Iterator[Line]:
    yield Line("It says", rule.say)
    yield from (Line("Do" if not place else "", text) for place, text in enumerate(rule.do))
    yield from _some("Why", rule.why)
    level = rule.level if rule.if_not_sure is None else rule.if_not_sure
    yield Line("If not sure", _if_not_sure(f"the level is {level}", rule))
    yield from _some("Cleared by", name_words(rule.cleared_by))


def _if_not_sure(then: str, rule: ScreeningRule | SymptomRule) -> str:
    if rule.if_not_sure is None:
        return f"It still holds, and {then}"
    names = " or ".join(name_words(name) for name in rule.if_not_sure_about)
    about = f" about {names}" if names else ""
    return f"When it hangs on a 'not sure'{about}, then {then}"


def _until(until: Until | None) -> str:
    if until is None:
        return ""
    return until.words or f"{until.days} days after: {name_words(until.after)}"


def _course(course: Course, ask: Ask) -> Iterator[Line]:
    yield Line("Level 0", course.say)
    for turn in course.then:
        unsure = (
            "" if turn.if_not_sure is None else f" (level {turn.if_not_sure} when it hangs on 'not sure')"
        )
        yield Line(f"Level {turn.level}", f"{_turn(turn, ask, course.course)}: {turn.say}{unsure}")
        yield from (Line("", text) for text in turn.do)


def _turn(turn: Turn, ask: Ask, symptom: str) -> str:
    """When a turn comes; its questions are details of the symptom."""

    def asked(name: str) -> Question | None:
        return ask(f"symptoms.{symptom}.{name}")

    parts = [f"from {turn.since.words} after the session"] if turn.since else []
    parts += [f"when {condition_words(turn.when, asked)}"] if turn.when else []
    parts += [f"unless {condition_words(turn.unless, asked)}"] if turn.unless else []
    return ", ".join(parts) or "always"


def _step(step: Step) -> Iterator[Line]:
    yield Line("It says", step.text)
    yield from _some("Time", _window(step.starts, step.lasts))
    if step.critical:
        yield Line("Marked", "critical")
    yield from _some("Why", step.why)
    yield from _some("About", step.subject)


def _window(starts: Span | None, lasts: Span | None) -> str:
    begin = f"from {starts.words}" if starts else ""
    end = f"until {lasts.words}" if lasts else ""
    return f"{' '.join(part for part in (begin, end) if part)} after the session" if begin or end else ""


def _wait(interval: Interval) -> str:
    parts = [f"wait {interval.every.words}"] if interval.every else []
    parts += [f"never less than {interval.never_within.words}"] if interval.never_within else []
    parts += [f"wait {interval.stretch:g} times as long"] if interval.stretch > 1 else []
    parts += [f"add the missed rest, up to {interval.adds_up.words}"] if interval.adds_up else []
    parts += [f"after {interval.lapsed.words} the start is gentle again"] if interval.lapsed else []
    return " and ".join(parts)


def _interval(interval: Interval) -> Iterator[Line]:
    yield Line("It says", interval.say)
    what = f"the last session of {name_words(interval.since)}" if interval.since else "the last session"
    yield Line("Counted from", f"{what} on that skin")
    if interval.of_last:
        yield Line("Asked of", _often(interval, interval.of_last))
    yield from _some("Usual gap", interval.suggested.words if interval.suggested else "")
    yield from _some("Late after", interval.overdue.words if interval.overdue else "")


def _often(interval: Interval, last: OfLast) -> str:
    """Which of the last sessions must have been so."""
    if interval.adds_up:
        return f"{last.sessions} sessions, each but the first too early"
    past = f"were past a limit of {last.past_limit} or stricter" if last.past_limit else "were so"
    return f"{last.at_least} of the last {last.sessions} sessions; it holds when they {past}"


def _unweighed(item: Interval | HeadLife | Merit | Watch | NoConcern) -> tuple[str, list[Line]]:
    """What an item that gives no verdict and no level comes to, and what it says."""
    if isinstance(item, Interval):
        return _wait(item), [*_interval(item)]
    if isinstance(item, HeadLife):
        return "the head is done", [*_life(item)]
    if isinstance(item, NoConcern):
        return "nothing changes", [Line("Because", item.because)]
    if isinstance(item, Watch):
        then = f"watch for this {item.lasts.words} long, once a limit that rests on it was passed"
        return then, [*_watch(item)]
    return f"its {item.point} speaks for the device", [Line("It says", item.say)]


def _watch(watch: Watch) -> Iterator[Line]:
    yield from (Line("" if place else "Watch for", sign) for place, sign in enumerate(watch.watch_for))
    yield from (Line("" if place else "Do", step) for place, step in enumerate(watch.do))
    yield from _some("Look after", watch.check.words if watch.check else "")
    if watch.verdict:
        yield Line("A plan", f"is at least {watch.verdict} as long, and says: {watch.say}")


def _life(life: HeadLife) -> Iterator[Line]:
    yield Line("It says", life.say)
    yield from _some("After uses", str(life.uses or ""))
    yield from _some("After days", str(life.days_open or ""))
    yield from _some("Why", life.why)


def _entry(item: Struct, ask: Ask) -> Iterator[Line]:
    if isinstance(item, Question):
        yield from _question(item, ask)
    elif isinstance(item, Source):
        yield Line("Title", item.title)
        yield Line("By", f"{item.publisher} ({item.kind})")
        yield from _some("Address", item.url)
    elif isinstance(item, Device | Symptom):
        yield Line("Name", item.label)
    if isinstance(item, FollowUp):
        yield Line("It asks", item.ask)
        yield Line("Time", _window(item.after, item.until))
    for label, key in (("Part", "part"), ("It says", "say"), ("Do", "do"), ("Screen", "screen")):
        yield from _some(label, str(getattr(item, key, "")))
    if isinstance(item, Device):
        yield Line("For the home", "yes" if item.home else "no")


def _question(question: Question, ask: Ask) -> Iterator[Line]:
    yield Line("It asks", question.ask)
    yield Line("Why", question.why)
    numbers = f" from {question.least:g} to {question.most:g} {question.unit}".rstrip()
    yield Line("Kind", question.kind.replace("_", " ") + (numbers if question.kind == "number" else ""))
    yield Line("Asked by", ", ".join(question.asked_by) or "no command; an answers file may give it")
    yield from _some("Asked when", condition_words(question.when, ask))
    yield from (Line("Option", f"{label} [{name}]") for name, label in question.options.items())
    yield Line("Not sure", "may be answered" if question.not_sure else "is no answer here")
    yield Line("If left out", question.left_out.replace("_", " "))


def _some(label: str, text: str) -> Iterator[Line]:
    if text:
        yield Line(label, text)

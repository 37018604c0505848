"""What is shown of a plan, on a screen and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from skinroutine.commands.plan.doubts import Doubt
from skinroutine.decide.checklist import ChecklistStep
from skinroutine.decide.verdict import Verdict
from skinroutine.light_typing import NamedTuple
from skinroutine.memory.lately import NamedLately
from skinroutine.memory.named import NamedOption
from skinroutine.rulebook import Consult, Phase, Question, Step, VerdictWords
from skinroutine.text import day, uncapital

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.interview.clash import Conflict


class AreaDate(NamedTuple):
    """When an area, ``name`` in words, may be treated again, and from when on it is better still."""

    area: str
    name: str
    earliest: date
    suggested: date


class BetterDay(NamedTuple):
    """The day from which a session is better than today, why, and for which area where not for all."""

    until: date
    say: str
    name: str = ""


class PlanView(NamedTuple):
    """What a screen shows of a plan. ``example`` holds the answers of an example, else nothing."""

    treatment: str
    name: str
    verdict: Verdict
    words: VerdictWords
    steps: Mapping[Phase, Sequence[ChecklistStep]]
    meanwhile: Sequence[str]
    next_earliest: str
    asked: int
    now: datetime
    example: Mapping[str, object]
    own: Sequence[str] = ()
    """The folders of own rules that the treatment comes from, when it is not a shipped one."""
    doubts: Sequence[Doubt] = ()
    """The questions with a "not sure" that counts."""
    titles: Mapping[str, str] = {}
    """The title of each verdict, by its name."""
    clashes: Sequence[Conflict] = ()
    """The cautious answers that stand because two answers conflict."""
    recalled: Mapping[str, NamedOption] = {}
    """What counts because it was named before, by ``question=option``."""
    lately: Sequence[NamedLately] = ()
    """What other plans named of the person not long ago that these answers leave out."""
    by_area: Mapping[str, Verdict] = {}
    """Of a plan that refuses several areas, what it says of each of them alone."""
    questions: Sequence[Question] = ()
    """What a plan may ask."""
    next_dates: Sequence[AreaDate] = ()
    """When each area may be treated again; empty where the session may not go ahead."""
    better: Sequence[BetterDay] = ()
    """From when on a session is better than today, after what was done before."""
    days_ahead: int = 0
    """How many days off the session is."""
    supposed: Sequence[str] = ()
    """What is only supposed, a sentence each."""
    patch: bool = False
    """Whether today is one test patch only."""
    areas: str = ""
    """What is to be treated, in words; empty where nobody named an area."""
    consult: Sequence[Consult] = ()
    """What to ask a professional before the first session, and what to bring."""

    @property
    def today(self) -> date:
        """The day of the plan."""
        return self.now.date()

    @property
    def session_day(self) -> date:
        """The day of the session."""
        return self.today + timedelta(days=self.days_ahead)

    def step_text(self, found: ChecklistStep) -> str:
        """One line of a checklist: for which areas, when, how long and whether it is critical, in words."""
        times, words = step_times(found.step), self.step_words(found)
        text = f"{words.rstrip('.')} ({times})." if times else words
        mark = "Stopping point: " if is_stop(found) else "Critical: " if found.step.critical else ""
        return f"{found.place}: {mark}{text}" if found.place else f"{mark}{text}"

    def step_words(self, found: ChecklistStep) -> str:
        """The words of a step, with the day on which it begins where that is before the session."""
        begin = found.begins_in
        if begin is None or found.is_check:
            return found.text
        first = day(self.today + timedelta(days=begin - self.days_ahead), self.today)
        if begin == self.days_ahead:
            return f"On {first}: {uncapital(found.text)}"
        return f"From {first if begin > 0 else 'now'} on: {uncapital(found.text)}"


def step_times(step: Step) -> str:
    """From when after the session on a step holds, and how long: ``from 24 hours on, for 14 days``."""
    starts = f"from {step.starts.words} on" if step.starts else ""
    lasts = f"for {step.lasts.words}" if step.lasts else ""
    return ", ".join(words for words in (starts, lasts) if words)


def is_stop(found: ChecklistStep) -> bool:
    """Whether it is a point at which the session may be put off."""
    return found.step.kind == "pause" or found.is_check


def meanwhile_of(view: PlanView) -> list[str]:
    """What can be done instead of a session."""
    own = [reason.instead for reason in view.verdict.reasons if reason.instead and not reason.doubts]
    return list(dict.fromkeys([*own, *view.meanwhile]))


def unreviewed_of(view: PlanView) -> list[str]:
    """The folders of own rules that it rests on."""
    origins = [reason.origin for reason in view.verdict.reasons]
    origins += [found.step.origin for steps in view.steps.values() for found in steps]
    return sorted({*view.own, *(origin for origin in origins if origin)})

"""The items of rule files: rules, courses, steps and intervals."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from skinroutine.rulebook.basis import (
    VERDICTS,
    Cited,
    Level,
    MaybeSentence,
    Sentence,
    Span,
    Text,
    Until,
    VerdictName,
)
from skinroutine.rulebook.conditions import ALWAYS, Condition


class ScreeningRule(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers that call for a verdict."""

    when: Condition
    """Under which answers this holds. Keys are questions, and all of them must hold."""
    verdict: VerdictName
    """The result, mildest first: go, caution, wait, professional-first, no. Put no in quotes."""
    say: Sentence
    """What the person reads: one plain sentence that starts with a verb."""
    until: Until | None = None
    """When this can change: words, or a number of days after something with a date."""
    instead: MaybeSentence = ""
    """What to do instead, in one sentence."""
    why: MaybeSentence = ""
    """The reason, in one plain sentence."""
    hold: bool = False
    """True puts a hold on the treatment when this holds as a session is logged."""
    hold_days: Annotated[int, Meta(ge=0, le=3660)] = 0
    """The least days that the hold lasts, in days. 0 sets no least time."""
    if_not_sure: VerdictName | None = None
    """What applies instead when only a 'not sure' makes this hold. It is one step milder."""
    if_left_out: VerdictName | None = None
    """What applies instead when only what an answers file leaves out makes this hold."""
    if_not_sure_about: tuple[Text, ...] = ()
    """The questions for which if_not_sure and if_left_out apply. Without it: all of them."""
    say_if_not_sure: MaybeSentence = ""
    """What the person reads instead when only a 'not sure' makes this hold: one plain sentence."""
    stricter: bool = False
    """True when who says otherwise is stricter than this rule: then the screen of a plan says so too."""

    def __post_init__(self) -> None:
        """Refuse a stricter voice that says nothing, and one above the strictest verdict."""
        if self.stricter and not self.disagreement:
            raise ValueError("stricter needs disagreement: say who is stricter")
        if self.stricter and self.verdict == VERDICTS[-1]:
            raise ValueError(f"nothing is stricter than {self.verdict}")


class StepBelow(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A step that a high result takes back, and why: what helps stays said everywhere else."""

    step: Sentence
    """What to do: one plain sentence that starts with a verb."""
    level: Annotated[int, Meta(ge=1, le=4)]
    """From this result on the step is left out."""
    because: Sentence
    """Why it is left out there, in one plain sentence."""


class SymptomRule(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Symptoms that call for a level. ``do`` comes before what the level asks for."""

    when: Condition
    """Under which answers this holds. Keys are questions, and all of them must hold."""
    level: Level
    """0 expected, 1 self-care, 2 see someone, 3 care today, 4 emergency."""
    say: Sentence
    """What the person reads: one plain sentence."""
    do: tuple[Sentence, ...] = ()
    """What to do, step by step. It is said at every result that is as high or higher."""
    do_below: tuple[StepBelow, ...] = ()
    """Steps that are said only while the result is below a level, each with the reason."""
    helper: tuple[Sentence, ...] = ()
    """What somebody does who is with the person. It is said wherever do is, under a heading of its own."""
    look_for: tuple[Sentence, ...] = ()
    """Signs that mean: check again at once. They come before those of the level."""
    call_if: tuple[Sentence, ...] = ()
    """Signs to call the emergency number for. They come before those of the level."""
    why: MaybeSentence = ""
    """The reason, in one plain sentence."""
    if_not_sure: Level | None = None
    """What applies instead when only a 'not sure' makes this hold. It is one step milder."""
    if_left_out: Level | None = None
    """What applies instead when only what an answers file leaves out makes this hold."""
    if_not_sure_about: tuple[Text, ...] = ()
    """The questions for which if_not_sure and if_left_out apply. Without it: all of them."""
    say_if_not_sure: MaybeSentence = ""
    """What the person reads instead when only a 'not sure' makes this hold: one plain sentence."""
    check_again: Span | None = None
    """When to look at it again, where its course is slower than the next check of the level."""
    cleared_by: Annotated[str, Meta(pattern=r"^([a-z]+(_[a-z]+)*)?$")] = ""
    """The one who can say that sessions may go on after this, such as eye_doctor."""


class Contradiction(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Two answers that cannot both be true: ``asks`` is asked once more, and then ``stands`` counts.

    ``against`` is what was recorded before, at most ``within`` ago. ``vanished`` names options that cannot
    go so soon: each is a contradiction of its own, against the last time that it was named.
    """

    asks: Text
    """The question that is asked once more."""
    say: Sentence
    """Both answers, in one or two plain sentences. {when}, {then}, {now} and {option} are filled in."""
    when: Condition = ALWAYS
    """What is answered now. All must hold, without any 'not sure'."""
    against: Condition | None = None
    """What was recorded before that it cannot go with."""
    within: Span | None = None
    """How long what was recorded counts, such as 3 days. At most 14 days."""
    after_session: bool = False
    """True counts only what was recorded since the last session."""
    vanished: tuple[Text, ...] = ()
    """Options that were named before, and cannot be gone within that time."""
    stands: str = ""
    """The answer that counts when the two still don't agree. It must be the more cautious one."""
    gone: str = ""
    """The choice of a person who says that what was recorded before is over, in a few words."""
    can_go: bool = False
    """True where it can be over so soon, so that a person who says so is believed."""


class Turn(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a course leaves the expected: from an hour after the session, or by how the symptom is.

    ``when`` and ``unless`` name details of the symptom, without its name.
    """

    level: Level
    """0 expected, 1 self-care, 2 see someone, 3 care today, 4 emergency."""
    say: Sentence
    """What the person reads from here on: one plain sentence."""
    since: Span | None = field(name="from", default=None)
    """How long after the session this starts, such as 48 hours."""
    when: Condition | None = None
    """Details of the same symptom, such as {trend: worsening}, without its name."""
    unless: Condition | None = None
    """Details of the same symptom that keep this from holding."""
    if_not_sure: Level | None = None
    """What applies instead when only a 'not sure' makes this hold. It is one step milder."""
    if_left_out: Level | None = None
    """What applies instead when only what an answers file leaves out makes this hold."""
    say_if_not_sure: MaybeSentence = ""
    """What the person reads instead when only a 'not sure' makes this hold: one plain sentence."""
    do: tuple[Sentence, ...] = ()
    """What to do, step by step. It is said at every result that is as high or higher."""
    do_below: tuple[StepBelow, ...] = ()
    """Steps that are said only while the result is below a level, each with the reason."""
    check_again: Span | None = None
    """When to look at it again, where its course is slower than the next check of the level."""


class Course(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a symptom is expected to go."""

    course: Text
    """The id of the symptom. This holds while the symptom is there."""
    say: Sentence
    """What is normal, in one plain sentence. It is said at level 0."""
    when: Condition = ALWAYS
    """Under which answers this holds. Keys are questions, and all of them must hold."""
    then: tuple[Turn, ...] = ()
    """Where it stops being normal. Each entry that holds can raise the level."""
    check_again: Span | None = None
    """When to look at it again, where its course is slower than the next check of the level."""


class NoConcern(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers that another treatment minds and this one does not. Who types one reads why."""

    no_concern: Condition
    """One question and its options that another treatment minds, such as {areas: [arms]}."""
    because: Sentence
    """Why they are of no concern here, in one plain sentence."""

    @property
    def when(self) -> Condition:
        """The answers that it is about."""
        return self.no_concern


class Watch(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to watch for, and to do, after a session that went past a limit.

    One with a ``when`` belongs to the limits that rest on the same answers, one without to every limit.
    """

    watch_for: Annotated[tuple[Sentence, ...], Meta(min_length=1)]
    """The signs to watch for, one plain sentence each."""
    lasts: Span = field(name="for")
    """How long to watch for them after the session, such as 7 days."""
    check: Span | None = None
    """How long after the session to run check-symptoms, such as 24 hours."""
    do: tuple[Sentence, ...] = ()
    """What to do now, step by step."""
    help: tuple[Sentence, ...] = ()
    """Whom to see or to call where such a sign shows up, and how soon: said as long as it is watched for."""
    when: Condition = ALWAYS
    """The answers it is about. It goes with the limits that rest on one of them."""
    verdict: VerdictName | None = None
    """What a plan says at least while this lasts, such as caution."""
    say: MaybeSentence = ""
    """What that plan tells the person. {when}, {went} and {limit} are filled in."""


class HeadLife(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a head has done its work: after so many uses, or so many days since it was opened."""

    say: Sentence
    """What the person reads at the limit: one plain sentence that starts with a verb."""
    when: Condition = ALWAYS
    """For which heads this holds. The answers are those that device add takes."""
    uses: Annotated[int, Meta(ge=1, le=1000)] | None = None
    """After how many uses the head is done."""
    days_open: Annotated[int, Meta(ge=1, le=3660)] | None = None
    """After how many days since it was opened the head is done."""
    why: MaybeSentence = ""
    """The reason, in one plain sentence."""


class Merit(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What speaks for a device before it is bought. It makes no verdict milder."""

    point: Text
    """In a word, what about the device it speaks for, such as length or tips."""
    say: Sentence
    """What speaks for the device: one plain sentence."""
    when: Condition = ALWAYS
    """Under which answers of device choose this holds. It must hold for sure."""

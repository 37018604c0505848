"""The steps of a checklist."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from skinroutine.rulebook.basis import Cited, MaybeSentence, Span, Text
from skinroutine.rulebook.conditions import ALWAYS, Condition


class StepSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a step sets, as data. Its sentence says the same."""

    tip: str = ""
    """The tip or the head to fit, in a few words."""
    level: str = ""
    """How strong the device is set, in a few words."""
    direction: str = ""
    """Which way to move, in a few words."""
    passes: Annotated[int, Meta(ge=1, le=20)] | None = None
    """The most passes over one place."""
    needle_mm: Annotated[float, Meta(gt=0, le=5)] | None = None
    """The longest needle, in mm."""


class Step(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of a checklist. Exactly one of ``do``, ``avoid``, ``pause`` and ``stop_if`` is set."""

    do: MaybeSentence = ""
    """A thing to do. Start with a verb."""
    avoid: MaybeSentence = ""
    """A thing to leave undone. Start with a verb."""
    pause: MaybeSentence = ""
    """A point to stop and look, before anything touches the skin."""
    stop_if: MaybeSentence = ""
    """A sign that ends the session."""
    when: Condition = ALWAYS
    """Under which answers this holds. Keys are questions, and all of them must hold."""
    critical: bool = False
    """True marks the step on the checklist."""
    lasts: Span | None = field(name="for", default=None)
    """How long it holds after the session, such as 48 hours or 3 days."""
    starts: Span | None = field(name="from", default=None)
    """How long after the session it starts, such as 24 hours."""
    before: Span | None = None
    """How long before the session it starts, such as 3 days. On the day itself it isn't an order any more."""
    if_past: MaybeSentence = ""
    """What stands there on the day itself, as in: Put it off if ... Leave it out where a rule asks for it."""
    in_short: str = ""
    """Of a stop_if, a pause or an if_past: its sign in a few words, as they go on from: Stop if ...

    Of a step with for: what it asks in a few words, as a list of what applies now has it.
    """
    needs: tuple[Text, ...] = ()
    """What has to lie ready for it, in a word or two each."""
    why: MaybeSentence = ""
    """The reason, in one plain sentence."""
    subject: str = ""
    """One word for what the step is about. A do and an avoid of one subject don't agree."""
    excludes: tuple[Text, ...] = ()
    """Subjects of other treatments' steps that have to wait on this skin until this step is over."""
    in_place_of: tuple[Text, ...] = ()
    """Steps of the same list that this one stands in for, on the areas that it is for."""
    minutes: Annotated[float, Meta(gt=0, le=240)] | None = None
    """How long it takes, in minutes."""
    settings: StepSettings | None = None
    """What it sets, such as {tip: small, passes: 1}. Its sentence says the same."""
    patch: bool = False
    """True shows it only while today is one test patch. Each other do of its phase then stays away.

    One with a time of its own, from or for, joins the others instead.
    """

    def __post_init__(self) -> None:
        """Refuse times that nothing would read."""
        if self.if_past and not self.before:
            raise ValueError("if_past needs before")
        if self.before and (self.pause or self.stop_if or self.lasts or self.starts or self.patch):
            raise ValueError("before goes with do or avoid, without from, for and patch")
        if self.in_short and not (self.pause or self.stop_if or self.if_past or self.lasts):
            raise ValueError("in_short needs stop_if, pause, if_past or for")

    @property
    def kind(self) -> str:
        """Which of the four the step is."""
        return next(kind for kind in ("do", "avoid", "pause", "stop_if") if getattr(self, kind))

    @property
    def text(self) -> str:
        """The words of the step."""
        return self.do or self.avoid or self.pause or self.stop_if

    @property
    def lead(self) -> str:
        """From when on before a session it holds, and what stands there on the day, in words; else empty."""
        if self.before is None:
            return ""
        return f"from {self.before.words} before the session on; on the day: {self.if_past or 'left out'}"

    @property
    def over(self) -> Span | None:
        """How long after the session it is over: what takes minutes and names no other time, by then."""
        if self.lasts or self.minutes is None:
            return self.lasts
        return Span((self.starts.hours if self.starts else 0) + self.minutes / 60, "")

    @property
    def is_patch_itself(self) -> bool:
        """Whether it says how to treat a test patch, and not what is done after it."""
        return self.patch and not (self.starts or self.lasts)

    @property
    def text_on_the_day(self) -> str:
        """Its words when the session is today."""
        return self.if_past or self.text

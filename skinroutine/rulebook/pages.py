"""What is said of a treatment, a result and a source, and the cases that prove the rules."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, field, structs

from skinroutine.rulebook.basis import (
    Cited,
    Grounded,
    Level,
    MaybeSentence,
    Record,
    Sentence,
    Sources,
    Span,
    Text,
    VerdictName,
)

SourceKind = Literal[
    "regulator", "society", "hospital", "peer-reviewed", "medical-reference",
    "charity", "manufacturer", "clinic", "media", "seed", "judgement",
]  # fmt: skip


class Source(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One entry of the bibliography."""

    title: Text
    """The title of the page or paper."""
    publisher: Text
    """Who put it out."""
    kind: SourceKind
    """What sort of source it is; judgement is our own reading."""
    url: str = ""
    """The address, if it has one."""


class Publisher(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who stands behind an address: what kind a source there can be, and whose text it copies."""

    address: Text
    """A host and all that lies below it, such as nhs.uk, or a part of one, such as a.org/journal."""
    kinds: Annotated[tuple[SourceKind, ...], Meta(min_length=1)]
    """The kinds that its pages can be."""
    copies: str = ""
    """Whose text it shows, where its pages are copies or translations."""

    def bears(self, url: str) -> bool:
        """Whether it stands behind an address."""
        host, _, path = plain_address(url).partition("/")
        own, _, below = self.address.partition("/")
        return (host == own or host.endswith(f".{own}")) and path.startswith(below)


_TRACKING: Final = r"(?<=[?&])(s_cid|utm_\w+|fbclid|gclid)=[^&]*&?"


def plain_address(url: str) -> str:
    """An address as it can be compared: without http, www, the place on the page and what tracks a reader."""
    bare = url.lower().partition("#")[0].partition("://")[2] or url.lower()
    return re.sub(_TRACKING, "", bare.removeprefix("www.")).rstrip("/?&")


class EvidenceFact(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that sources say: what an item or a sentence of it may name as its evidence.

    A position of sources that disagree, and a limit of an expected course, are facts as well.
    """

    claim: Text
    """What the sources say, in our words."""
    treatment: str = ""
    """The treatment that it speaks of, or both."""
    sources: Sources
    """The sources that say it, by id. One that no rule cites need not be in sources.yaml."""
    value: dict[str, object] = field(default_factory=dict)
    """The figures of the claim, such as {max_hours: 72}."""
    reading: dict[str, object] = field(default_factory=dict)
    """What we make of it where the sources give no figure, such as {suggest_days: 14}."""
    triage: Level | Annotated[tuple[Level, ...], Meta(min_length=1)] | None = None
    """How serious it is about a sign, 0 to 4; a list where that depends on the person."""
    mapped: bool = False
    """True where no source names that level, and it is our own reading of it."""
    confidence: str = ""
    """How sure the sources are, such as high or low."""
    question: str = ""
    """What the sources disagree about, of one position among several."""

    @property
    def lowest(self) -> int | None:
        """The mildest level that it gives a sign, if any."""
        return self.triage if isinstance(self.triage, int) or self.triage is None else min(self.triage)


class Review(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody has held the sentences of an item against its facts."""

    reviewed: Text
    """The id of the item."""
    mark: Annotated[str, Meta(pattern="^[0-9a-f]{12}$")]
    """A short name of what it said and rested on then."""
    by: Text
    """Who has read it."""
    day: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    """The day on which they did, in quotes."""


class VerdictWords(Grounded, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a verdict is said."""

    verdict: VerdictName
    """The result, mildest first: go, caution, wait, professional-first, no. Put no in quotes."""
    title: Text
    """The word in capitals on the screen."""
    say: Sentence
    """The sentence that goes with it."""
    buy: MaybeSentence = ""
    """The same sentence for a device before it is bought."""


class NothingNamed(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a level is said of a check in which nothing on the lists was named."""

    title: Text
    """The word in capitals on the screen."""
    say: Sentence
    """The sentence that goes with it."""
    do: tuple[Sentence, ...] = ()
    """What to do, step by step."""
    back_if: tuple[Sentence, ...] = ()
    """The signs that mean: check again at once."""
    call_if: tuple[Sentence, ...] = ()
    """The signs to call the emergency number for."""


class SkinStep(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How to care for skin that shows a sign, where the aftercare of that hour says nothing else."""

    step: Sentence
    """What to do: one plain sentence that starts with a verb."""
    subject: Text
    """What it is about. Where a step of aftercare excludes this, its words are shown instead."""


class LevelWords(Grounded, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a level is said, what it asks for, and whether it blocks the next session."""

    level: Level
    """0 expected, 1 self-care, 2 see someone, 3 care today, 4 emergency."""
    name: Text
    """The word for the level in JSON."""
    title: Text
    """The word in capitals on the screen."""
    say: Sentence
    """The sentence that goes with it."""
    do: tuple[Sentence, ...] = ()
    """What this level asks for, step by step."""
    helper: tuple[Sentence, ...] = ()
    """What somebody does who is with the person."""
    on_skin: tuple[SkinStep, ...] = ()
    """How to care for the skin meanwhile. It stands before the last step of do."""
    own_words: tuple[Text, ...] = ()
    """Words that no rule may use at another level, such as care today."""
    back_if: tuple[Sentence, ...] = ()
    """The signs that mean: check again at once."""
    call_if: tuple[Sentence, ...] = ()
    """The signs to call the emergency number for."""
    check_again: Span | None = None
    """How long until the next check, such as 24 hours."""
    hold: bool = False
    """True blocks the next session."""
    hold_days: Annotated[int, Meta(ge=0, le=3660)] = 0
    """The least days that the hold lasts, in days. 0 sets no least time."""
    hold_ends: tuple[Literal["healed", "seen", "error"], ...] = ("healed", "seen", "error")
    """How the hold can end: healed after its days, seen by a professional, error."""
    while_paused: MaybeSentence = ""
    """What to do while the hold lasts: whom to see, and how soon. {when} is the day on which it was set."""
    nothing_named: NothingNamed | None = None
    """Other words for a check in which nothing on the lists was named."""

    def where_named(self, *, anything: bool) -> LevelWords:
        """The words for a check in which something on the lists was named, or nothing was."""
        if anything or self.nothing_named is None:
            return self
        return structs.replace(self, on_skin=(), **structs.asdict(self.nothing_named))

    @property
    def names_nothing(self) -> bool:
        """Whether these are the words for a check in which nothing was named."""
        return self.nothing_named is not None and self.say == self.nothing_named.say


class Device(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of device that a treatment is done with."""

    label: Text
    """The name of the device."""
    home: bool
    """True when it may be used at home."""
    say: Sentence
    """What it is, or why it is not for the home, in one plain sentence."""
    has: tuple[Text, ...] = ()
    """The questions that only such a device raises, such as [needle_mm]."""


class Statement(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing that ``about`` says of a treatment."""

    part: Literal["does", "expect", "not-expect", "time", "place", "device", "interval"]
    """The part of the page that this stands in."""
    say: Sentence
    """One thing about the treatment, in one plain sentence."""


class Faq(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A question that people ask of a treatment, and its answer, which never lets a session go ahead."""

    question: Text
    """The question as people ask it. It ends with a question mark."""
    also: tuple[Text, ...] = ()
    """Other words by which it is found, such as [price, expensive]. They are not shown."""
    answer: Annotated[tuple[Sentence, ...], Meta(min_length=1)]
    """The answer, one plain sentence each."""
    see: tuple[Text, ...] = ()
    """The ids of statements of treatment.yaml that belong to the answer. They follow it."""
    next: Literal["plan", "check-symptoms", "device choose"] = "plan"
    """The command that answers it for the person's own skin, what they see on it, or their device."""

    def __post_init__(self) -> None:
        """Refuse what asks nothing."""
        if not self.question.endswith("?"):
            raise ValueError("question ends with a question mark")


class Meanwhile(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What can be done while a session has to wait."""

    do: Sentence
    """What can be done while a session has to wait. Start with a verb."""


class Consult(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a professional can help with before the first session. One of the two is set."""

    ask: MaybeSentence = ""
    """What to ask. It ends with a question mark."""
    bring: MaybeSentence = ""
    """What to bring."""


class FollowUp(Cited, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A look at the skin that is asked for some time after a session, and no longer than ``until``."""

    after: Span
    """How long after the session to ask for it, such as 1 day."""
    until: Span
    """How long after the session it is asked for no more, such as 7 days."""
    ask: Sentence
    """What is asked: one plain question."""


class Treatment(Grounded, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A treatment as ``about`` tells it. Its id is the name of its folder."""

    name: Text
    """The name of the treatment."""
    summary: Sentence
    """What it is, in one plain sentence."""
    devices: Annotated[tuple[Device, ...], Meta(min_length=1)]
    """The kinds of device that it is done with."""
    about: tuple[Statement, ...]
    """What about tells: what it does, what to expect, where, how often."""
    meanwhile: tuple[Meanwhile, ...] = ()
    """What can be done while a session has to wait."""
    consult: tuple[Consult, ...] = ()
    """What to ask a professional before the first session, and what to bring."""
    follow_up: tuple[FollowUp, ...] = ()
    """When status and due ask how the skin is, after a session."""
    also: tuple[Text, ...] = ()
    """What else people call it. It may be said in a question to about, and is not shown."""
    order: int = 99
    """Its place in lists. Small numbers come first."""
    id: str = ""


class Case(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Answers or symptoms, and the result that they must give."""

    case: Text
    """What the case shows, as one sentence."""
    expect: dict[str, str | int | list[str]]
    """The result that must come: a verdict or a level, and the ids of its reasons."""
    answers: dict[str, object] | None = None
    """Changes to the answers of example.yaml. null takes one out."""
    symptoms: dict[str, object] | None = None
    """The answers for check-symptoms."""

"""What may be asked."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from skinroutine.rulebook.basis import Command, MaybeSentence, Record, Sentence, Span, Text
from skinroutine.rulebook.conditions import ALWAYS, Condition
from skinroutine.text import plain_form, spoken

SYMPTOMS: Final = "symptoms"
"""The question that names symptoms, and the topic that lists what it may name."""
CELSIUS: Final = "°C"
FAHRENHEIT: Final = "°F"
_FIGURES: Final = 2
"""Decimals of °C that are kept of a reading in °F: enough to show it again as it was typed."""


class OptionGroup(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word for some options of a list. One for several options is a line of the list too."""

    label: Text
    """The words of its line."""
    options: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """The options that it stands for."""
    also: tuple[Text, ...] = ()
    """Other words for the same options, as they may be typed."""


class SharedScreen(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Two lists on one screen."""

    list: Text
    """The other list, which stands below."""
    ask: Text
    """How both are asked."""


class ListPart(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A list on a screen that it shares."""

    heading: str = ""
    """What stands over its lines; without it, the headings that it has."""
    not_sure: Text
    """The words of its own line for 'not sure'."""


class Question(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may be asked. See the head of ``rules/common/questions.yaml`` for each key."""

    kind: Literal["one", "many", "number", "yes_no", "text"]
    """one option, many options, a number, yes_no, or text, which no rule reads and nobody is asked for."""
    name: str = ""
    """What it is called in a list of answers: a word or two."""
    ask: Text
    """The question as it is asked."""
    why: Sentence
    """Why it is asked, in one plain sentence."""
    asked_by: tuple[Command, ...]
    """The commands that may ask it. Leave the list empty for none."""
    told_to: tuple[Command, ...] = ()
    """The commands that take the answer and do not ask for it."""
    ask_log: str = ""
    """How log asks it, after the session."""
    options: dict[str, str] = field(default_factory=dict)
    """The options: the id of each, and its words."""
    groups: dict[str, OptionGroup] = field(default_factory=dict)
    """Words that may be typed for several options at once, or as another name for one."""
    also: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    """What else people call an option, by its id: brand names, lay words. It may be typed, not seen."""
    headings: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    """Headings of a long list, each with its options. What stands under none comes last."""
    may_mean: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    """Words that can mean several options, the worst first. Who types one is asked which of them it is."""
    options_from: str = ""
    """Take options from elsewhere: treatments, devices, symptoms or a question."""
    when: Condition = ALWAYS
    """Under which answers the question is asked at all."""
    unit: str = ""
    """The unit of the number, such as days, hours, mm or years."""
    least: float = 0
    """The least number that can be given, in the unit."""
    most: float = 1e9
    """The greatest number that can be given, in the unit; of a text the most letters."""
    only: tuple[str, ...] = ()
    """The options for which a question with {braces} in its id is asked."""
    taken_of_others: bool = False
    """True keeps an answer that a file gives for an option that only leaves out."""
    tells: Condition | None = None
    """Where such an answer says that the option of only is there, which then counts as named."""
    unread: tuple[str, ...] = ()
    """Options that may be typed although no rule turns on them. They are never offered."""
    not_sure: bool = True
    """False refuses 'not sure' as an answer."""
    not_sure_can_be: tuple[Text, ...] = ()
    """The options that a 'not sure' can stand for, without those that a person knows for sure."""
    not_sure_label: str = ""
    """The words of the line for 'not sure', where they say what it can stand for."""
    none_label: str = ""
    """The words of the line for "none of these", where it says more."""
    known_by: Condition | None = None
    """Of a yes-or-no question: where other answers settle this, it is that answer, and nobody is asked."""
    means: dict[str, Text] = field(default_factory=dict)
    """Of a yes-or-no question that no rule reads: what its yes stands for, where the person said no other."""
    find_out: MaybeSentence = ""
    """How a person who is not sure can find out, in one plain sentence."""
    always: bool = False
    """True asks it even when no rule needs it, as it is stored with the session."""
    at_least_one: bool = False
    """True refuses an empty list."""
    left_out: Literal["needed", "not_sure", "optional"] = "needed"
    """What it means that a file of answers does not give this."""
    left_out_by: dict[Command, Literal["needed", "not_sure", "optional"]] = field(default_factory=dict)
    """The same for one command, by its name."""
    becomes: str = ""
    """The question that this answer is kept as."""
    remembered: str = ""
    """The fact by which the history knows the answer."""
    after_hold: dict[str, str] = field(default_factory=dict)
    """What an answer becomes once the hold that it caused has ended."""
    counts_for: dict[str, Span] = field(default_factory=dict)
    """How long an answer about one session counts beside a milder one of a newer session."""
    trusted: Span | None = None
    """How long the profile trusts an answer before it is confirmed. 0 days: each time."""
    trusted_options: dict[str, Span] = field(default_factory=dict)
    """The same for single options. Without trusted, all others are asked each time."""
    stays: bool = False
    """True keeps what was named of a list until the person says that it is no longer so."""
    passes: dict[str, Span] = field(default_factory=dict)
    """Of such a list the options that are over by themselves so long after they were named."""
    counts_from: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """Of such a list the options that other lists name too: the option, then question and its options."""
    apart: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """Of a list the options that a question of its own asks about: the option, then question and options."""
    logged_as: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """Of a list the options that the log of a session settles: the option, then question and its options."""
    trusted_within: tuple[Literal["treatment", "areas"], ...] = ()
    """What must be the same for the profile to know it: treatment, areas."""
    follows: str = ""
    """The question whose answer it hangs on: asked again when that one changes."""
    grows: Literal["", "daily", "over_zero"] = ""
    """daily: the number is one more each day. over_zero: the same, but 0 stays 0."""
    listed_in: str = ""
    """The question whose list asks for this one and others at once."""
    listed_as: str = ""
    """The line of that list."""
    listed_means: bool = True
    """The answer that a tick on that line gives."""
    listed_options: dict[str, str] = field(default_factory=dict)
    """Options that are asked as lines of the list that listed_in names."""
    listed_rest: str = ""
    """The answer when none of these lines is ticked."""
    beside: SharedScreen | None = None
    """Of a list the other list that is asked on one screen with it."""
    as_part: ListPart | None = None
    """How a list is marked off on a screen that it shares."""
    never: str = ""
    """The yes-or-no question to which 'never' in place of a number says yes."""
    charted: bool = False
    """True puts the answer on the chart of history, as a letter."""
    screen_asks: dict[str, str] = field(default_factory=dict)
    """How it is asked on each screen, by the name of the screen."""
    screen_notes: dict[str, str] = field(default_factory=dict)
    """What stands under the question on each screen, by the name of the screen."""
    screen_headings: dict[str, str] = field(default_factory=dict)
    """What stands over the lines of each screen where several are one, by the name of the screen."""
    told_as: str = ""
    """Its short name on a hand-over page. An answer without one is not shown there."""
    redacted_by: tuple[str, ...] = ()
    """The words of handover --redact that keep this off a hand-over page."""
    used_for: str = ""
    """What its answer is used for beside the rules, in one plain sentence."""
    screens: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Set when read: the options that are shown together, by the name of their screen."""
    option: str = ""
    """Set when read: the option of a list that it asks more about, in short; "" where it asks about none."""
    shown_in: str = ""
    """Set when read: the unit in which the number is asked and shown, where it is stored in another one."""
    of_no_concern: dict[str, str] = field(default_factory=dict)
    """Set when read: why an option does not matter for the treatment, of those on record as of no concern."""

    def if_left_out(self, command: Command) -> str:
        """What it means that an answers file does not give this."""
        return self.left_out_by.get(command, self.left_out)

    @property
    def called(self) -> str:
        """What it is called in a list of answers."""
        return self.name or spoken(self.id).capitalize()

    def members(self, word: str) -> tuple[str, ...]:
        """The options that a word of a group stands for; none where it is no such word."""
        typed = plain_form(word)
        for name, group in self.groups.items():
            if typed in {plain_form(each) for each in (name, group.label, *group.also)}:
                return group.options
        return ()

    def words_for(self, option: str) -> tuple[str, ...]:
        """What else an option is called, those of the groups that stand for it alone among them."""
        single = [
            word
            for name, group in self.groups.items()
            if group.options == (option,)
            for word in (name, group.label, *group.also)
        ]
        return (*self.also.get(option, ()), *single)

    def option_of(self, word: str) -> str:
        """The option that is called so, by its id, its label or what else people say; "" for none."""
        if word in self.options:
            return word
        typed = plain_form(word)
        for option, label in self.options.items():
            if typed in {plain_form(each) for each in (option, label, *self.words_for(option))}:
                return option
        return ""

    def meanings_of(self, word: str) -> tuple[str, ...]:
        """The options that a word can mean which stands for none alone; none where it is no such word."""
        typed = plain_form(word)
        return next((options for each, options in self.may_mean.items() if plain_form(each) == typed), ())

    def no_matter(self, option: str) -> str:
        """What a person reads who types an option that is on record as of no concern; "" where it is not."""
        because = self.of_no_concern.get(option, "")
        return f"{self.options[option]}: this doesn't matter here. {because}" if because else ""

    @property
    def known_words(self) -> tuple[str, ...]:
        """All that may be typed for an option, as it is written in the rules."""
        return (
            *self.options,
            *self.groups,
            *(word for option in self.options for word in self.words_for(option)),
            *self.may_mean,
        )

    @property
    def shown_unit(self) -> str:
        """The unit in which a person reads and types the number."""
        return self.shown_in or self.unit

    def as_shown(self, value: object) -> object:
        """An answer in the unit in which it is shown; anything but a number stays as it is."""
        if not self.shown_in or isinstance(value, bool) or not isinstance(value, int | float):
            return value
        return round(value * 1.8 + 32, 1)

    @property
    def kept(self) -> bool:
        """Whether the profile remembers its answer."""
        return self.trusted is not None or bool(self.trusted_options)


class Symptom(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A symptom as a person would name it, and the screen that it is shown on."""

    screen: Text
    """The screen on which it is shown."""
    label: Text
    """The symptom as a person would name it."""
    short: str = ""
    """Its name where there is little room, if its id with spaces doesn't read well."""
    charted: bool = False
    """True shows on the chart of history how long it lasted after each session."""

    @property
    def called(self) -> str:
        """What it is called where there is little room."""
        return self.short or spoken(self.id)


def in_fahrenheit(question: Question) -> Question:
    """A question for a temperature as it is put where people read it in °F; the answer is kept in °C."""
    ask, name = (text.replace(CELSIUS, FAHRENHEIT) for text in (question.ask, question.name))
    return replace(question, ask=ask, name=name, shown_in=FAHRENHEIT)


def celsius_of(fahrenheit: float) -> float:
    """A reading in °F as it is stored, in °C."""
    return round((fahrenheit - 32) / 1.8, _FIGURES)

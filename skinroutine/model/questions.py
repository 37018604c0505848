"""What may be asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from msgspec import field

from skinroutine.conditions import ALWAYS, Condition
from skinroutine.model.basis import Command, Record, Span, Text
from skinroutine.text import spoken

SYMPTOMS: Final = "symptoms"
"""The question that names symptoms, and the topic that lists what it may name."""


class Question(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may be asked. See the head of ``rules/common/questions.yaml`` for each key."""

    kind: Literal["one", "many", "number", "yes_no"]
    name: str = ""
    ask: Text
    why: Text
    asked_by: tuple[Command, ...]
    told_to: tuple[Command, ...] = ()
    ask_log: str = ""
    options: dict[str, str] = field(default_factory=dict)
    options_from: str = ""
    when: Condition = ALWAYS
    unit: str = ""
    least: float = 0
    most: float = 1e9
    only: tuple[str, ...] = ()
    taken_of_others: bool = False
    tells: Condition | None = None
    unread: tuple[str, ...] = ()
    not_sure: bool = True
    always: bool = False
    at_least_one: bool = False
    left_out: Literal["needed", "not_sure", "optional"] = "needed"
    left_out_by: dict[Command, Literal["needed", "not_sure", "optional"]] = field(default_factory=dict)
    becomes: str = ""
    remembered: str = ""
    after_hold: dict[str, str] = field(default_factory=dict)
    trusted: Span | None = None
    trusted_options: dict[str, Span] = field(default_factory=dict)
    trusted_within: tuple[Literal["treatment", "areas"], ...] = ()
    follows: str = ""
    grows: Literal["", "daily", "over_zero"] = ""
    listed_in: str = ""
    listed_as: str = ""
    listed_means: bool = True
    listed_options: dict[str, str] = field(default_factory=dict)
    listed_rest: str = ""
    never: str = ""
    charted: bool = False
    screen_asks: dict[str, str] = field(default_factory=dict)
    told_as: str = ""
    redacted_by: tuple[str, ...] = ()
    screens: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Set when read: the options that are shown together, by the name of their screen."""

    def if_left_out(self, command: Command) -> str:
        """What it means that an answers file does not give this."""
        return self.left_out_by.get(command, self.left_out)

    @property
    def called(self) -> str:
        """What it is called in a list of answers."""
        return self.name or spoken(self.id).capitalize()

    @property
    def kept(self) -> bool:
        """Whether the profile remembers its answer."""
        return self.trusted is not None or bool(self.trusted_options)


class Symptom(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A symptom as a person would name it, and the screen that it is shown on."""

    screen: Text
    label: Text
    charted: bool = False


def guards_of(questions: Iterable[Question]) -> dict[str, Condition]:
    """The condition under which each question is asked, for those that have one."""
    return {question.id: question.when for question in questions if question.when.parts()}

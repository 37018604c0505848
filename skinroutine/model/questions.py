"""What may be asked."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from skinroutine.conditions import ALWAYS, Condition
from skinroutine.model.basis import Command, Record, Text


class Question(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may be asked. See the head of ``rules/common/questions.yaml`` for each key."""

    kind: Literal["one", "many", "number", "yes_no"]
    ask: Text
    why: Text
    asked_by: tuple[Command, ...]
    ask_log: str = ""
    options: dict[str, str] = field(default_factory=dict)
    options_from: str = ""
    when: Condition = ALWAYS
    unit: str = ""
    least: float = 0
    most: float = 1e9
    only: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    not_sure: bool = True
    always: bool = False
    at_least_one: bool = False
    left_out: Literal["needed", "not_sure", "optional"] = "needed"
    left_out_by: dict[Command, Literal["needed", "not_sure", "optional"]] = field(default_factory=dict)
    becomes: str = ""
    remembered: str = ""
    after_hold: dict[str, str] = field(default_factory=dict)
    screen_asks: dict[str, str] = field(default_factory=dict)
    screens: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Set when read: the options that are shown together, by the name of their screen."""

    def if_left_out(self, command: Command) -> str:
        """What it means that an answers file does not give this."""
        return self.left_out_by.get(command, self.left_out)


class Symptom(Record, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A symptom as a person would name it, and the screen that it is shown on."""

    screen: Text
    label: Text

"""A long list is easy to look through: of more than nine lines nearly all stand under a heading."""

from __future__ import annotations

import pytest

from skinroutine.interview.asking import Asking
from skinroutine.prompts.labels import sections
from skinroutine.rulebook import Command, Question
from skinroutine.rulebook.book import Book
from todays_rules import LIBRARY, TREATMENTS

pytestmark = pytest.mark.todays_rules

COMMANDS: tuple[Command, ...] = ("plan", "log", "check-symptoms", "device-add", "device-choose")
LONG = 9
AT_MOST_LEFT = 2
"""So many lines may stand under no heading of their own."""


def lists_of(question: Question) -> list[dict[str, str]]:
    """The options that are shown together."""
    screens = question.screens.values() or (tuple(question.options),)
    offered = [[name for name in screen if name not in question.unread] for screen in screens]
    return [{name: question.options[name] for name in names} for names in offered]


@pytest.mark.parametrize("treatment", TREATMENTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_each_line_of_a_long_list_stands_under_a_heading(treatment: str, command: Command) -> None:
    for question in Book(LIBRARY, treatment).questions(command):
        for options in lists_of(question) if question.asked_by else ():
            if len(options) > LONG:
                found = sections(Asking(question, options))
                left = [name for heading, labels in found if heading in {"", "Other"} for name in labels]
                assert len(left) <= AT_MOST_LEFT, (question.id, left)

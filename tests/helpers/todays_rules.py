"""The rules as they are today, whatever they say: for the laws and the cases alone.

A test module that imports this is marked ``todays_rules``.
"""

from __future__ import annotations

from checkout import ROOT, TODAYS_RULES
from rule_set import (
    THIRD,
    Answers,
    RuleSet,
    applying,
    chances,
    check_result,
    conditions_of,
    plan_result,
    somebody,
    values_of,
)

RULES = TODAYS_RULES
SET = RuleSet(RULES)
LIBRARY = SET.library
TREATMENTS = SET.treatments
planning = SET.planning
checking = SET.checking
plan_edges = SET.plan_edges
check_edges = SET.check_edges
example = SET.example
story = SET.story
cases = SET.cases
planned = SET.planned
checked = SET.checked

__all__ = [
    "LIBRARY",
    "ROOT",
    "RULES",
    "SET",
    "THIRD",
    "TREATMENTS",
    "Answers",
    "applying",
    "cases",
    "chances",
    "check_edges",
    "check_result",
    "checked",
    "checking",
    "conditions_of",
    "example",
    "plan_edges",
    "plan_result",
    "planned",
    "planning",
    "somebody",
    "story",
    "values_of",
]

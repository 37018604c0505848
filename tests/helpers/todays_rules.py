"""The rules as they are today, whatever they say: for the laws and the cases alone.

A test module that imports this is marked ``todays_rules``.
"""

from __future__ import annotations

from checkout import TODAYS_RULES
from rule_set import RuleSet

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

"""The rules that the program under test ships: the frozen ones, see ``frozen_rules/README.md``."""

from __future__ import annotations

from checkout import FROZEN_RULES
from rule_set import RuleSet

RULES = FROZEN_RULES
_SET = RuleSet(RULES)
LIBRARY = _SET.library
TREATMENTS = _SET.treatments
planning = _SET.planning
checking = _SET.checking
plan_edges = _SET.plan_edges
check_edges = _SET.check_edges
example = _SET.example
story = _SET.story
cases = _SET.cases
planned = _SET.planned
checked = _SET.checked

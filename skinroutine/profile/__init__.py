"""What a person said that stays so for a while: each fact with the day on which it was told.

A fact is trusted for as long as its question says; then it is confirmed in one line. Options are
remembered one by one, so that what was never on offer is never taken for a no.
"""

from __future__ import annotations

from skinroutine.profile.facts import (
    AREAS,
    FACT,
    Fact,
    drafts,
    facts,
    grown,
    grown_by,
    parent_of,
    read_facts,
    said,
)
from skinroutine.profile.recollecting import Recollection, is_outdated, recollect
from skinroutine.profile.wording import words

__all__ = [
    "AREAS", "FACT", "Fact", "Recollection", "drafts", "facts", "grown", "grown_by", "is_outdated",
    "parent_of", "read_facts", "recollect", "said", "words",
]  # fmt: skip

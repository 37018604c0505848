"""``rules check``: everything that is wrong with a set of rules, told at once."""

from __future__ import annotations

from skinroutine.review.checks.checking import Checked, check, check_folder
from skinroutine.review.checks.refusing import refuse_unusable

__all__ = ["Checked", "check", "check_folder", "refuse_unusable"]

"""What the program does not keep yet of law 1 over weeks: an entry goes once the lives of its name pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from closed_list import Entry

NOT_KEPT: Final[Sequence[Entry]] = ()

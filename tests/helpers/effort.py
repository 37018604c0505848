"""How much a test tries: all of it, or a fifth where the long proofs are left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hypothesis import HealthCheck, settings

FEWEST: Final = 10
_WHOLE: Final = 100
"""What hypothesis tries where nobody says how much."""

# A busy machine makes examples slowly: that says nothing about the code.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("steady"), max_examples=FEWEST)
settings.load_profile("steady")


def some(many: int) -> int:
    """Of so many the part that is tried under the profile that is loaded, and never fewer than ``FEWEST``."""
    loaded = settings.default
    part = loaded.max_examples if loaded else _WHOLE
    return min(many, max(many * part // _WHOLE, FEWEST))


def examples(many: int, *, allowed: Sequence[HealthCheck] = ()) -> settings:
    """The settings of a property that is tried with so many examples; a law takes ``settings`` itself.

    ``allowed`` are checks of hypothesis itself that the test needs off.
    """
    return settings(max_examples=some(many), suppress_health_check=[HealthCheck.too_slow, *allowed])

"""Decision support for people who treat their own skin at home."""

from __future__ import annotations

__version__ = "0.19.0"

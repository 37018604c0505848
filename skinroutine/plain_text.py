"""Text that is safe to show: a note, a file or a rule of one's own may hold what steers a terminal."""

from __future__ import annotations

from typing import Final

_STEERING: Final = dict.fromkeys(
    [*range(32), *range(127, 160), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def harmless(text: str) -> str:
    """The same text in one line, without characters that steer a terminal."""
    return text.replace("\n", " ").translate(_STEERING)

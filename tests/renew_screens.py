"""Draws the screens of ``tests/screens`` anew.

    python tests/renew_screens.py

They are drawn over the frozen rules. It writes in that folder alone: no law, no case and no rule changes.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "helpers")]


def main() -> None:
    """Write what has changed, and name it."""
    from kept_screens import FOLDER, drawn, write  # noqa: PLC0415  found by the line above

    with tempfile.TemporaryDirectory() as place:
        changed = write(drawn(Path(place)))
    sys.stdout.write("".join(f"{FOLDER.name}/{name}.txt\n" for name in changed) or "Nothing has changed.\n")


if __name__ == "__main__":
    main()

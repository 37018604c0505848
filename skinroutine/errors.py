"""The one base error: every refusal that a person may see is a subclass that owns its sentence."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar


class SkinroutineError(Exception):
    """Something could not be done.

    ``str(error)`` is one line for a person: what happened, where, what to do next.
    ``status`` is the exit status of the program, ``code`` the id used in JSON. ``is_late`` says that a part
    of an answer stands on standard output already, so that no other document may follow it there.
    """

    status: ClassVar[int] = 1
    code: ClassVar[str] = "failed"
    is_late = False

    def mark_late(self) -> None:
        """Note that a part of the answer was written before it."""
        self.is_late = True


class UsageError(SkinroutineError):
    """What was typed makes no sense: exit status 2."""

    status: ClassVar[int] = 2
    code: ClassVar[str] = "usage"

    def after(self, urgent: str) -> UsageError:
        """The same refusal, with a sentence before it that cannot wait until it is put right."""
        self.args = (f"{urgent} Then put this right: {self}",)
        return self


class StoppedError(SkinroutineError):
    """The person pressed Ctrl-C: no answer, no verdict, exit status 130."""

    status: ClassVar[int] = 130
    code: ClassVar[str] = "interrupted"

    def __init__(self, what: str = "") -> None:
        super().__init__(what or "Stopped. Nothing was decided and nothing was stored.")


class EndOfInputError(Exception):
    """There is nobody to answer: the input has ended."""

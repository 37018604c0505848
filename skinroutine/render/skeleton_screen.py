"""The answer of ``rules new``."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from skinroutine.review.skeleton import Skeleton
from skinroutine.show.blocks import Banner, Heading, Item, Page, Para
from skinroutine.show.documents import JsonDocument

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


def skeleton_page(made: Skeleton) -> Page:
    """What was written, and what to do next."""
    rules = shlex.quote(str(made.folder.parent))
    return [
        Banner("WRITTEN", f"A treatment to start from is in {made.folder}.", "good"),
        Heading("Change these files, one at a time"),
        *(Item("-", file) for file in made.files),
        Heading("After each change"),
        Item("1.", f"Check it: skinroutine rules check {rules}"),
        Item("2.", f"Test it: skinroutine rules test {rules}"),
        Item("3.", f"Try it: skinroutine plan {made.treatment} --example --rules {rules}"),
        Para("Its words are samples. Nothing in it is advice until you have changed it."),
    ]


class RulesNewDocument(JsonDocument):
    """The treatment that was written to start from."""

    treatment: kinds.TreatmentId
    folder: Annotated[str, "The folder that was written."]
    files: Annotated[Sequence[kinds.PathInFolder], "The files in it, in the order in which to read them."]

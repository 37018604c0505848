"""``rules new``: a treatment of one's own, to start from."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from skinroutine.app import App
from skinroutine.files.private import expand
from skinroutine.files.targets import refuse_own
from skinroutine.options import Argument, Option, command
from skinroutine.review.catalogue import catalogue
from skinroutine.review.new import Skeleton, write_skeleton
from skinroutine.show.blocks import Banner, Heading, Item, Page, Para
from skinroutine.show.documents import JsonDocument

if TYPE_CHECKING:
    from skinroutine.show import document_types as kinds


@command(rules=True)
def new(
    app: App,
    treatment: Annotated[str, Argument("The name of the treatment, in small letters, digits and _.")],
    *,
    into: Annotated[Path | None, Option("--into", "Where to make its folder. Usually here.", "DIR")] = None,
) -> int:
    """Write the skeleton of a treatment to ``into/treatment``, and say what to do with it.

    Raises TreatmentNameError, FileInTheWay and SkeletonNotWrittenError; then nothing is written.
    """
    folder = expand(into or Path())
    _refuse_home(app, treatment, folder)
    ids = {entry.id for entry in catalogue(app.library).entries}
    made = write_skeleton(treatment, folder, app.library.treatment_ids, ids)
    app.out.result(skeleton_page(made), RulesNewDocument.of(made, folder=str(made.folder)))
    return 0


def _refuse_home(app: App, treatment: str, folder: Path) -> None:
    """Of the program's own places the folder for a person's rules is the one that takes a treatment."""
    rules = app.paths.rules
    if os.path.realpath(folder) != os.path.realpath(rules):
        for target in (folder / treatment, *(() if folder.is_dir() else (folder,))):
            refuse_own(target, app.own_places, f"--into {shlex.quote(str(rules))}")


def skeleton_page(made: Skeleton) -> Page:
    """What was written, and what to do next."""
    rules = shlex.quote(str(made.folder.parent))
    return [
        Banner("Written", f"A treatment to start from is in {made.folder}.", "good"),
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

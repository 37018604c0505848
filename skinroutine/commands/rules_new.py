"""``rules new``: a treatment of one's own, to start from."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from skinroutine.app import Place
from skinroutine.private_files import expanded
from skinroutine.render.skeleton_screen import skeleton_data, skeleton_page
from skinroutine.review.catalogue import catalogue
from skinroutine.review.skeleton import write_skeleton
from skinroutine.targets import refuse_own


def run(place: Place, treatment: str, folder: Path) -> int:
    """Write the skeleton of a treatment to ``folder/treatment``, and say what to do with it.

    Raises TreatmentNameError, FileInTheWay and SkeletonNotWrittenError; then nothing is written.
    """
    folder = expanded(folder)
    _refuse_home(place, treatment, folder)
    ids = {entry.id for entry in catalogue(place.library).entries}
    made = write_skeleton(treatment, folder, place.library.treatment_ids, ids)
    place.out.result(skeleton_page(made), skeleton_data(made))
    return 0


def _refuse_home(place: Place, treatment: str, folder: Path) -> None:
    """Of the program's own places the folder for a person's rules is the one that takes a treatment."""
    rules = place.paths.rules
    if os.path.realpath(folder) != os.path.realpath(rules):
        for target in (folder / treatment, *(() if folder.is_dir() else (folder,))):
            refuse_own(target, place.own_places, f"--into {shlex.quote(str(rules))}")

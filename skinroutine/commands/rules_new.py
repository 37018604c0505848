"""``rules new``: a treatment of one's own, to start from."""

from __future__ import annotations

from pathlib import Path

from skinroutine.commands.place import Place
from skinroutine.render.skeleton_screen import skeleton_data, skeleton_page
from skinroutine.review.catalogue import catalogue
from skinroutine.review.skeleton import write_skeleton


def run(place: Place, treatment: str, folder: Path) -> int:
    """Write the skeleton of a treatment to ``folder/treatment``, and say what to do with it.

    Raises TreatmentNameError, SkeletonInTheWayError and SkeletonNotWrittenError; then nothing is written.
    """
    ids = {entry.id for entry in catalogue(place.library).entries}
    made = write_skeleton(treatment, folder, place.library.treatment_ids, ids)
    place.out.result(skeleton_page(made), skeleton_data(made))
    return 0

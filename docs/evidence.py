"""Adds the facts of a folder of dossiers to rules/common/evidence.yaml.

    python docs/evidence.py FOLDER     FOLDER holds treatment.yaml, symptoms.yaml, more.yaml and fit.yaml

What stands there already is left as it is: the file of the repository is where facts are kept and corrected.
A position of sources that disagree, and a limit of an expected course, get the id here that they lack there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent
FILE: Final = ROOT / "rules" / "common" / "evidence.yaml"
WIDTH: Final = 112
OURS: Final = "suggest"
"""The keys of a value that begin so are no figures of a source."""
SHORT: Final = {"microneedling": "mn", "microdermabrasion": "md", "both": "any"}
MODES: Final = {"any": "", "<=0.5 mm": "-short", ">0.5 mm": "-long"}
NEEDLES: Final = {"any": "", "<=0.5 mm": " with needles up to 0.5 mm", ">0.5 mm": " with needles over 0.5 mm"}
Fact = dict[str, Any]


class Dumper(yaml.SafeDumper):
    """Writes each value where it is used."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def facts_of(name: str, dossier: Mapping[str, Any]) -> Iterator[Fact]:
    """All that one dossier says, as facts with ids."""
    yield from map(fact, dossier.get("facts", ()))
    for number, conflict in enumerate(dossier.get("conflicts", ()), 1):
        yield from positions(f"{name}-conflict-{number:02}", conflict)
    for number, dispute in enumerate(dossier.get("disagreements", ()), 1):
        yield from positions(f"{name}-dispute-{number:02}", dispute)
    for course in dossier.get("expected_course", ()):
        yield from limits(course)


def fact(written: Mapping[str, Any]) -> Fact:
    """One fact as the repository writes it."""
    figures, ours = split(written["value"])
    level = written.get("triage", written.get("level"))
    basis = written.get("triage_basis", written.get("level_basis"))
    return {
        "id": written["id"], "treatment": written["treatment"], "claim": written["claim"],
        "value": figures, "reading": ours,
        "sources": written["sources"], "triage": level, "mapped": basis == "mapped",
        "confidence": written["confidence"],
    }  # fmt: skip


def split(value: Mapping[Any, Any]) -> tuple[Fact, Fact]:
    """The figures of the sources, and what a dossier suggests where they have none."""
    named = {str(key): part for key, part in value.items()}
    ours = {key: part for key, part in named.items() if key.startswith(OURS)}
    return {key: part for key, part in named.items() if key not in ours}, ours


def positions(name: str, conflict: Mapping[str, Any]) -> Iterator[Fact]:
    """Each position of a conflict; where it names no source of its own, all of them stand behind it."""
    question = conflict.get("question", conflict.get("topic"))
    taken: set[str] = set()
    for number, position in enumerate(conflict["positions"]):
        letter = chr(ord("a") + number)
        own = position["source"] if isinstance(position, dict) else letter
        end = f"{own}-{letter}" if own in taken else own
        taken.add(own)
        yield {
            "id": f"{name}-{end}",
            "claim": position["says"] if isinstance(position, dict) else position,
            "sources": [own] if isinstance(position, dict) else conflict["sources"],
            "question": question,
        }


def limits(course: Mapping[str, Any]) -> Iterator[Fact]:
    """How long a sign is expected, and from when on it is taken for more than that."""
    mode, sign = course["needle_or_mode"], course["symptom"].replace("_", " ")
    name = f"course-{SHORT[course['treatment']]}{MODES[mode]}-{course['symptom'].replace('_', '-')}"
    after = {"both": "either treatment"}.get(course["treatment"], course["treatment"]) + NEEDLES[mode]
    common = {key: course[key] for key in ("treatment", "sources", "confidence")}
    if course["normal_hours"]:
        claim = f"After {after}, {sign} is expected for {course['normal_hours']} hours at the most."
        yield {
            "id": f"{name}-normal",
            "claim": claim,
            "value": {"max_hours": course["normal_hours"]},
            **common,
        }
    proposed = course["threshold_basis"].startswith("derived")
    for turn in course["escalate"]:
        figures = {"from_hours": turn["from_hour"]}
        claim = f"After {after}, {sign} that goes on from this hour is more than its expected course."
        yield {
            "id": f"{name}-from-{turn['from_hour']}h", "claim": claim, "triage": turn["level"],
            "reading" if proposed else "value": figures, "mapped": proposed, **common,
        }  # fmt: skip


def text_of(facts: Sequence[Fact]) -> str:
    """Facts as YAML, an empty line between two; what they leave out is not written."""
    order = (
        "id",
        "treatment",
        "claim",
        "value",
        "reading",
        "sources",
        "triage",
        "mapped",
        "confidence",
        "question",
    )
    written = [
        {key: each[key] for key in order if each.get(key) not in (None, {}, False, "")} for each in facts
    ]
    return "\n".join(
        yaml.dump(
            [each], Dumper=Dumper, default_flow_style=None, sort_keys=False, width=WIDTH, allow_unicode=True
        )
        for each in written
    )


def main(folder: Path) -> int:
    """Add what is not there yet. Gives how many facts that were."""
    text = FILE.read_text(encoding="utf-8") if FILE.is_file() else ""
    known = {each["id"] for each in yaml.load(text, Loader=yaml.CSafeLoader) or ()}
    dossiers = [
        (name, yaml.load((folder / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        for name in ("treatment", "symptoms", "more", "fit")
    ]
    added = [each for name, read in dossiers for each in facts_of(name, read) if each["id"] not in known]
    if added:
        FILE.write_text(text + "\n" * bool(text) + text_of(added), encoding="utf-8")
    return len(added)


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]))} facts added to {FILE.relative_to(ROOT)}\n")

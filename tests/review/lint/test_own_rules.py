"""Every shipped rule is copied in a milder form into a folder of one's own; none of them gives way."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from shipped import LIBRARY, TREATMENTS
from skinroutine.machine import here
from skinroutine.review.cases import CaseRunner, placed_cases
from skinroutine.review.catalogue import PlacedItem, catalogue
from skinroutine.review.lint.own_rules import refuse_unusable
from skinroutine.rulebook import Interval, ScreeningRule, SymptomRule
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.problems import FileProblemsError

SHIPPED = [
    entry
    for entry in catalogue(LIBRARY).of(ScreeningRule, SymptomRule, Interval)
    if not getattr(entry.item, "since", "")
]
MILDER: dict[str, dict[str, object]] = {
    "screening": {"verdict": "go", "say": "All is well."},
    "red-flags": {"level": 0, "say": "All is well."},
    "frequency": {"every": "1 day", "say": "Go again at once."},
}


def milder(entry: PlacedItem, name: str) -> tuple[str, dict[str, object]]:
    """The topic of a rule, and a copy of it that asks for nothing."""
    topic = {"device": "screening", "choosing": "screening", "symptoms": "red-flags"}.get(
        entry.topic, entry.topic
    )
    raw: dict[str, object] = {
        "id": name,
        "when": {"age": {"at_least": 0}},
        "sources": ["judgement"],
        **MILDER[topic],
    }
    if topic == "red-flags":
        raw["when"] = {"symptoms": "redness"}
    return topic, raw


def folder_of(tmp_path: Path, suffix: str) -> Path:
    files: dict[Path, list[dict[str, object]]] = {}
    for entry in SHIPPED:
        topic, raw = milder(entry, f"{entry.id}{suffix}")
        files.setdefault(tmp_path / entry.treatment / f"{topic}.yaml", []).append(raw)
    for file, items in files.items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(yaml.safe_dump(items), encoding="utf-8")
    return tmp_path


def test_a_milder_rule_under_the_id_of_any_shipped_rule_is_refused(tmp_path: Path) -> None:
    library = Library(layers((folder_of(tmp_path, ""),)))

    with pytest.raises(FileProblemsError) as refused:
        refuse_unusable(library)

    told = str(refused.value)
    assert [entry.id for entry in SHIPPED if f"'{entry.id}'" not in told] == []


@pytest.mark.proof
@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_milder_rule_beside_every_shipped_rule_makes_no_case_milder(tmp_path: Path, treatment: str) -> None:
    shipped = CaseRunner(LIBRARY, here())
    own = CaseRunner(Library(layers((folder_of(tmp_path, "-mine"),))), here())

    softened = []
    for placed in placed_cases(LIBRARY, LIBRARY.layers):
        if placed.treatment == treatment:
            before, after = shipped.run(placed).result, own.run(placed).result
            if after.weight < before.weight:
                softened.append(placed.case.case)

    assert softened == []

"""Items that get in each other's way: one id for two of them, or one condition with two results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skinroutine.model import (
    VERDICTS,
    Cited,
    Device,
    LevelWords,
    Question,
    ScreeningRule,
    Source,
    Symptom,
    SymptomRule,
    VerdictWords,
)
from skinroutine.review.catalogue import Entry
from skinroutine.review.checks.likeness import Key, key
from skinroutine.review.checks.ruleset import Ruleset
from skinroutine.review.findings import Finding
from skinroutine.rulebook.folders import COMMON

Name = tuple[str, str]


def same_ids(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Items that have the id of an earlier one."""
    first: dict[Name, list[Entry]] = {}
    for entry in entries:
        name = name_of(entry)
        if name is None:
            continue
        earlier = next((one for one in first.get(name, ()) if _meet(one, entry)), None)
        if earlier is not None:
            yield _taken(entry, f"it stands at {earlier.file}:{earlier.line}" if earlier.layer else "")
        first.setdefault(name, []).append(entry)


def _taken(entry: Entry, where: str = "") -> Finding:
    """An item whose name is not free; ``where`` says who has it, when that is no shipped one."""
    kind, name = name_of(entry) or ("", entry.id)
    named = kind if kind in {"verdict", "level"} else "id"
    return entry.finding("same-id", f"the {named} {name!r} is taken", where or "a shipped item has it")


def name_of(entry: Entry) -> Name | None:
    """What must be the only one of its kind: the kind and the name; None for what has no name."""
    item = entry.item
    if isinstance(item, VerdictWords):
        return "verdict", item.verdict
    if isinstance(item, LevelWords):
        return "level", str(item.level)
    if isinstance(item, Question | Symptom | Source | Device):
        return type(item).__name__, item.id
    return ("rule", item.id) if isinstance(item, Cited) else None


def _meet(one: Entry, other: Entry) -> bool:
    """Whether two items of one name can be mistaken for each other: questions and devices only together."""
    if not isinstance(one.item, Question | Symptom | Device):
        return True
    return one.treatment == other.treatment or COMMON in {one.treatment, other.treatment}


def shadowed(ruleset: Ruleset) -> Iterator[Finding]:
    """Rules that a stricter one with the same condition makes pointless."""
    for _, entries in ruleset.together(ScreeningRule, SymptomRule):
        alike: dict[Key, list[tuple[int, Entry]]] = {}
        for entry in entries:
            item = entry.item
            if isinstance(item, ScreeningRule):
                alike.setdefault(("verdict", key(item.when)), []).append(
                    (VERDICTS.index(item.verdict), entry)
                )
            elif isinstance(item, SymptomRule):
                alike.setdefault(("level", key(item.when)), []).append((item.level, entry))
        for group in alike.values():
            yield from _pointless(group)


def _pointless(group: list[tuple[int, Entry]]) -> Iterator[Finding]:
    """All of a group but the strictest; as strict a one of another folder has words of its own to add."""
    most, strictest = max(group, key=lambda pair: pair[0])
    for weight, entry in group:
        if weight < most:
            yield _told(entry, strictest, "is stricter")
        elif entry is not strictest and entry.treatment == strictest.treatment:
            yield _told(entry, strictest, "gives the same result")


def _told(entry: Entry, other: Entry, how: str) -> Finding:
    message = f"{entry.id}: {other.id} holds under the same condition and {how}"
    return entry.finding("shadowed", message, "keep one of them")

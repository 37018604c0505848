"""What each topic file may hold: an item is told by the key that it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from skinroutine.rulebook import (
    Case,
    Contradiction,
    CountsAs,
    Course,
    EvidenceFact,
    Faq,
    GlossaryTerm,
    HeadLife,
    Interval,
    LastingFinding,
    LevelWords,
    Merit,
    NoConcern,
    Publisher,
    Question,
    Review,
    ScreeningRule,
    Source,
    Step,
    Symptom,
    SymptomRule,
    VerdictWords,
    Watch,
)
from skinroutine.rulebook.regions import EVERYWHERE, REGIONS, Everywhere, Region
from skinroutine.rulebook.slips import nearest

Kind = type[Struct]
_RULE: Final[dict[str, Kind]] = {"verdict": ScreeningRule}
_STEP: Final[dict[str, Kind]] = dict.fromkeys(("do", "avoid", "pause", "stop_if"), Step)
_INTERVAL: Final[dict[str, Kind]] = dict.fromkeys(
    ("every", "never_within", "stretch", "lapsed", "adds_up", "suggested"), Interval
)
_LIFE: Final[dict[str, Kind]] = dict.fromkeys(("uses", "days_open"), HeadLife)
_SIGN: Final[dict[str, Kind]] = {"level": SymptomRule, "course": Course, "screen": Symptom}

_AHEAD: Final = "prep"
"""The one list with steps that can begin before the day of the session."""

TOPICS: Final[Mapping[str, Mapping[str, Kind]]] = {
    "screening": _RULE,
    "no-concern": {"no_concern": NoConcern},
    "device": _RULE | _STEP,
    "prep": _STEP,
    "technique": _STEP,
    "aftercare": _STEP,
    "frequency": _INTERVAL,
    "counts-as": {"counts_as": CountsAs},
    "heads": _LIFE,
    "limits": {"watch_for": Watch},
    "findings": {"finding": LastingFinding},
    "choosing": _RULE | {"point": Merit},
    "red-flags": _SIGN,
    "symptoms": _SIGN,
    "questions": {"asked_by": Question},
    "contradictions": {"asks": Contradiction},
    "sources": {"publisher": Source},
    "evidence": {"claim": EvidenceFact},
    "publishers": {"address": Publisher},
    "reviews": {"reviewed": Review},
    "verdicts": {"verdict": VerdictWords},
    "levels": {"level": LevelWords},
    "faq": {"question": Faq},
    "glossary": {"term": GlossaryTerm},
    EVERYWHERE: {"everywhere": Everywhere},
    REGIONS: {"call": Region},
    "cases": {"case": Case},
}


def kind_of(topic: str) -> Callable[[Mapping[str, object]], Kind | str]:
    """How to tell what an item of this topic is: its record type, or a complaint."""
    kinds = TOPICS[topic]

    def kind(item: Mapping[str, object]) -> Kind | str:
        found = [kinds[key] for key in kinds if key in item]
        if found and found[0] is Step and "before" in item and topic != _AHEAD:
            return f"'before' is for steps of {_AHEAD}"
        several = sorted({key for key in kinds if key in item})
        if found and found[0] is Step and len(several) > 1:
            return f"keep one of {', '.join(several)}: a step is one of them"
        if found:
            return found[0]
        guess = next((hint for key in item if (hint := nearest(str(key), kinds))), "")
        return f"an item of {topic} needs one of the keys {', '.join(kinds)}{guess}"

    return kind

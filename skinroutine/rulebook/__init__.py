"""The records that everything else speaks of.

They are frozen and are read from YAML by field name, so a field here is a key there. They know neither
YAML nor a screen, and no treatment, symptom or device by name.
"""

from __future__ import annotations

from skinroutine.rulebook.basis import (
    MILDEST_REFUSAL,
    MOST_STEPS,
    PHASES,
    VERDICTS,
    Cited,
    Command,
    Ground,
    Grounded,
    Level,
    Phase,
    Record,
    Span,
    Until,
    VerdictName,
)
from skinroutine.rulebook.findings import FindingEnds, LastingFinding
from skinroutine.rulebook.glossary import Glossary, GlossaryTerm
from skinroutine.rulebook.guards import guards_of
from skinroutine.rulebook.intervals import CountsAs, Interval, OfLast
from skinroutine.rulebook.pages import (
    Case,
    Consult,
    Device,
    EvidenceFact,
    Faq,
    FollowUp,
    LevelWords,
    Meanwhile,
    Publisher,
    Review,
    Source,
    Statement,
    Treatment,
    VerdictWords,
)
from skinroutine.rulebook.questions import SYMPTOMS, ListPart, OptionGroup, Question, SharedScreen, Symptom
from skinroutine.rulebook.rules import (
    Contradiction,
    Course,
    HeadLife,
    Merit,
    NoConcern,
    ScreeningRule,
    StepBelow,
    SymptomRule,
    Turn,
    Watch,
)
from skinroutine.rulebook.rulings import Reason, Ruling
from skinroutine.rulebook.steps import Step, StepSettings

__all__ = [
    "MILDEST_REFUSAL", "MOST_STEPS", "PHASES", "SYMPTOMS", "VERDICTS", "Case", "Cited", "Command",
    "Consult", "Contradiction", "CountsAs", "Course", "Device", "EvidenceFact", "Faq", "FindingEnds",
    "FollowUp", "Glossary", "GlossaryTerm", "Ground", "Grounded", "HeadLife", "Interval",
    "LastingFinding", "Level", "LevelWords", "ListPart",
    "Meanwhile", "Merit", "NoConcern", "OfLast", "OptionGroup", "Phase", "Publisher", "Question", "Reason",
    "Record", "Review", "Ruling", "ScreeningRule", "SharedScreen", "Source", "Span", "Statement", "Step",
    "StepBelow", "StepSettings", "Symptom", "SymptomRule", "Treatment", "Turn", "Until", "VerdictName",
    "VerdictWords", "Watch", "guards_of",
]  # fmt: skip

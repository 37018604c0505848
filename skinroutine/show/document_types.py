"""Types of fields that stand in more than one record of a ``--json`` document, with what they mean.

A type checker and ``docs/generate.py`` alone load this file: to make such types takes its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from skinroutine.show.document_parts import ClashingAnswers, RememberedAnswer

TreatmentId = Annotated[str, "The id of the treatment."]
QuestionId = Annotated[str, "The id of the question."]
StepText = Annotated[str, "One step."]
StepName = Annotated[str, "The id of a step, alone or behind the id of an area."]
ToDo = Annotated[str, "One thing to do."]
RuleId = Annotated[str, "The id of a rule."]
AreaId = Annotated[str, "The id of an area."]
HoldId = Annotated[str, "The id of a hold."]
EntryId = Annotated[str, "The id of an entry."]
SourceId = Annotated[str, "The id of a source."]
OwnRules = Annotated[
    Sequence[Annotated[str, "The name of a folder of rules."]], "Rules of your own that this answer rests on."
]
AnyQuestion = Annotated[str, "The id of a question."]
LaterLook = Annotated[str, "How many hours after it, and how the skin was."]
PhotoPath = Annotated[str, "Where a photo is, as a whole path."]
Redacted = Annotated[str, "Such as notes, conditions or medicines."]
Supposed = Annotated[str, "One thing that is supposed."]
PathInFolder = Annotated[str, "The path of a file in that folder."]
HoldTreatment = Annotated[str | None, "The id of a treatment, or null for an emergency that came before it."]
DayOfSymptom = Annotated[
    str | None,
    "How bad it was, or how the skin reacted. It is gone when it was not there, there when nobody said how "
    "bad, and null where nothing is known.",
]
LevelName = Literal["expected", "self-care", "see-professional", "urgent", "emergency"]
HoldEnding = Annotated[str, {"enum": ["healed", "seen", "error", "cleared"]}]
WayToEnd = Annotated[
    str, "Healed, seen by a professional, an error, or cleared by who it waits for.",
    {"enum": ["healed", "seen", "error", "cleared"]},
]  # fmt: skip
Refusal = Annotated[str, {"enum": ["wait", "professional-first", "no"]}]
QuestionKind = Literal["one", "many", "number", "yes_no"]
OptionId = Annotated[str, "The id of an option."]
Folder = Annotated[str, "The name of a folder."]
Because = Annotated[str, "The id of a question, an equals sign, and its answer."]
Sign = Annotated[str, "One sign."]
Count = Annotated[int, {"minimum": 0}]
LineNumber = Annotated[int, {"minimum": 1}]
Level = Annotated[int, {"enum": [0, 1, 2, 3, 4]}]
VerdictWord = Annotated[str, {"enum": ["go", "caution", "wait", "professional-first", "no"]}]
Answer = Annotated[
    str | float | bool | Sequence[OptionId],
    "One answer. It is an option, a list of them, a number, true or false, or not_sure. A number has the "
    "unit of its question: mm, days, hours or years. An empty list means none of them.",
]
Kept = Annotated[object, "Anything else that was kept, as it was written.", {"$ref": "#/$defs/kept"}]
Sources = Annotated[Sequence[SourceId], "The sources that it rests on."]
Reasons = Annotated[Sequence[Because], "The answers that made it hold."]
Doubts = Annotated[
    Sequence[QuestionId], 'The questions whose "not sure" alone makes it hold. It is empty for a fact.'
]
Areas = Annotated[Sequence[AreaId], "The areas that were treated."]
Asked = Annotated[Count, "How many questions were put to the person."]
Unreviewed = Annotated[
    Sequence[Folder], "The folders of rules of your own that this answer rests on. They were not reviewed."
]
Unanswered = Annotated[
    Sequence[AnyQuestion],
    "The questions that nobody answered, as the answers file left them out, and that could make it stricter.",
]
Contradictions = Annotated[
    Sequence[ClashingAnswers], "Answers that cannot both be true. The more careful one counts."
]
Remembered = Annotated[
    Sequence[RememberedAnswer], "What it rests on that was not said now: since when, and how to end it."
]
CommandText = Annotated[str, "One command."]
SessionId = Annotated[str, "The id of the session in the history."]
LeftOut = Annotated[bool, "True when something was left out of it with --redact."]
RulesBehind = Annotated[Sequence[RuleId], "The rules behind it. What they say is under rules."]
NameOfTreatment = Annotated[str, "The name of the treatment in plain words."]
TreatmentIds = Sequence[Annotated[str, "The id of a treatment."]]
Weight = Annotated[
    str | None, {"enum": ["go", "caution", "wait", "professional-first", "no", "0", "1", "2", "3", "4", None]}
]
Expected = Annotated[str | int | Sequence[RuleId], "What must come."]
NextDates = Annotated[
    Mapping[
        str, Annotated[date, "The day on which the wait for this area is over. A plan may still say no."]
    ],
    "When the wait is over for each area, by the id of the area.",
]
Topic = Annotated[str, "The file that it stands in, without its ending."]
AnyTreatment = Annotated[str, "The id of the treatment, or common for all of them."]
LineInFile = Annotated[LineNumber, "The line in that file, from 1."]
FilePath = Annotated[str, "The file, as a path from here if it is below this folder."]
RulePlace = Annotated[str, "Where the rule stands, as file:line. It is null when no rule has this id."]

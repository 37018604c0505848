"""The small languages inside a rule as JSON Schema: conditions, lengths of time, answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from skinroutine.rulebook.conditions import BOUNDS
from skinroutine.rulebook.whens import MOST_HOURS

Schema = dict[str, object]
ID: Final[Schema] = {"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}
QUESTION: Final[Schema] = {
    "type": "string", "pattern": r"^[a-z0-9_]+(\.([a-z0-9_]+|\{[a-z0-9_]+\}))*$",
}  # fmt: skip
WORDS: Final[Schema] = {"type": "string", "minLength": 1}
_BOUNDS: Final = {
    "under": "Less than this number", "over": "More than this number",
    "at_least": "This number or more", "at_most": "This number or less",
}  # fmt: skip


def ref(name: str, **more: object) -> Schema:
    """A reference to a definition of the schema."""
    return {"$ref": f"#/$defs/{name}", **more}


def _schema_of_mapping(properties: Schema, **more: object) -> Schema:
    return {"type": "object", **more, "properties": properties, "additionalProperties": False}


def _several(items: Schema, **more: object) -> Schema:
    return {"type": "array", "minItems": 1, "items": items, **more}


LANGUAGES: Final[Mapping[str, Schema]] = {
    "condition": {
        "description": "Questions that must all hold, such as {skin_today: sunburn}.",
        "type": "object", "minProperties": 1,
        "properties": {
            "all": _several(ref("condition"), description="Each of these must hold."),
            "any": _several(ref("condition"), description="One of these must hold."),
            "not": ref("condition", description="This must not hold."),
        },
        "propertyNames": QUESTION, "additionalProperties": ref("test"),
    },
    "test": {
        "description": "An option, a list of options, true, false, or bounds.",
        "anyOf": [
            {**WORDS, "description": "This option was chosen."},
            _several(WORDS, description="Any of these was chosen."),
            {"type": "boolean", "description": "true is yes, false is no."},
            _schema_of_mapping(
                {
                    name: {"type": "number", "description": f"{_BOUNDS[name]}, in the unit of the question."}
                    for name in BOUNDS
                },
                description="A number within these bounds.", minProperties=1,
            ),
        ],
    },
    "span": {
        "description": "A number and a unit: minutes, hours, days or weeks, such as 48 hours.",
        "type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? (minute|hour|day|week)s?$",
    },
    "until": {
        "description": "Words such as 'it has healed', or {days: 14, after: sunburn}.",
        "anyOf": [
            WORDS,
            {
                "type": "object",
                "properties": {
                    "days": {
                        "type": "integer", "minimum": 1, "maximum": MOST_HOURS // 24,
                        "description": "How many days must have passed.",
                    },
                    "after": {**ID, "description": "The option that the days are counted from."},
                },
                "required": ["days", "after"], "additionalProperties": False,
            },
        ],
    },
    "answer": {
        "description": "An option, a list, a number, true, false, not_sure, or details in braces. "
        "null is none.",
        "anyOf": [
            {"type": ["string", "number", "boolean", "null"]},
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "additionalProperties": ref("answer")},
        ],
    },
}  # fmt: skip
"""The small languages inside a rule. A condition is recursive; each other key of it is a question."""

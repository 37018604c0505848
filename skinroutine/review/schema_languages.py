"""The small languages inside a rule, as schemas: ``when``, lengths of time, ``until``, answers, ids."""

from __future__ import annotations

from typing import Final

from skinroutine.conditions import BOUNDS
from skinroutine.reading.whens import MOST_HOURS

Schema = dict[str, object]

ID: Final[Schema] = {"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}
QUESTION: Final[Schema] = {"type": "string", "pattern": r"^[a-z0-9_]+(\.([a-z0-9_]+|\{[a-z0-9_]+\}))*$"}
URL: Final[Schema] = {"type": "string", "pattern": "^(https?://\\S+)?$"}

_CONDITION: Final[Schema] = {"$ref": "#/$defs/condition"}
_CONDITIONS: Final[Schema] = {"type": "array", "minItems": 1, "items": _CONDITION}
CONDITION: Final[Schema] = {
    "description": "Questions that must all hold, such as {skin_today: sunburn}.",
    "type": "object",
    "minProperties": 1,
    "properties": {
        "all": {**_CONDITIONS, "description": "Each of these must hold."},
        "any": {**_CONDITIONS, "description": "One of these must hold."},
        "not": {**_CONDITION, "description": "This must not hold."},
    },
    "propertyNames": QUESTION,
    "additionalProperties": {"$ref": "#/$defs/test"},
}
"""What ``when`` holds: recursive by all, any and not; each other key is a question."""

_BOUNDS: Final = {
    "under": "Less than this number, in the unit of the question.",
    "over": "More than this number, in the unit of the question.",
    "at_least": "This number or more, in the unit of the question.",
    "at_most": "This number or less, in the unit of the question.",
}
_OPTION: Final[Schema] = {"type": "string", "minLength": 1}
TEST: Final[Schema] = {
    "description": "An option, a list of options, true, false, or bounds.",
    "anyOf": [
        {**_OPTION, "description": "This option was chosen."},
        {"type": "array", "minItems": 1, "items": _OPTION, "description": "Any of these was chosen."},
        {"type": "boolean", "description": "true is yes, false is no."},
        {
            "type": "object",
            "description": "A number within these bounds.",
            "minProperties": 1,
            "properties": {name: {"type": "number", "description": _BOUNDS[name]} for name in BOUNDS},
            "additionalProperties": False,
        },
    ],
}
"""What is asked of the answer to one question."""

SPAN: Final[Schema] = {
    "description": "A number and a unit: minutes, hours, days or weeks, such as 48 hours.",
    "type": "string",
    "pattern": r"^[0-9]+(\.[0-9]+)? (minute|hour|day|week)s?$",
}
UNTIL: Final[Schema] = {
    "description": "Words such as 'it has healed', or {days: 14, after: sunburn}.",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {
                "days": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MOST_HOURS // 24,
                    "description": "How many days must have passed.",
                },
                "after": {**ID, "description": "The option that the days are counted from."},
            },
            "required": ["days", "after"],
            "additionalProperties": False,
        },
    ],
}
ANSWER: Final[Schema] = {
    "description": "An option, a list, a number, true, false, not_sure, or details in braces. null is none.",
    "anyOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "additionalProperties": {"$ref": "#/$defs/answer"}},
    ],
}

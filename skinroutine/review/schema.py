"""JSON Schemas by which editors complete and check rule files, made from the records that these become.

``python -m skinroutine.review.schema`` writes them to ``rules/schema``, one for each topic.
"""

# msgspec.json.schema is not used: it sorts enums (verdicts stand mildest first), offers null for what may be
# left out (the reader refuses it), and cannot write down a condition as a default.

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Final, Literal, Union, get_args, get_origin

from msgspec import Meta, Struct, structs

from skinroutine.rule_files import shipped
from skinroutine.rulebook import VERDICTS, Case, Cited, Question, Record, Source, Span, Step, Treatment, Until
from skinroutine.rulebook.basis import Level
from skinroutine.rulebook.conditions import BOUNDS, Condition
from skinroutine.rulebook.topics import TOPICS
from skinroutine.rulebook.whens import MOST_HOURS

Schema = dict[str, object]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PAGE: Final = "treatment"
EXAMPLE: Final = "example"
NAMES: Final[tuple[str, ...]] = (*TOPICS, PAGE, EXAMPLE)

_ID: Final[Schema] = {"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}
_QUESTION: Final[Schema] = {
    "type": "string", "pattern": r"^[a-z0-9_]+(\.([a-z0-9_]+|\{[a-z0-9_]+\}))*$",
}  # fmt: skip
_WORDS: Final[Schema] = {"type": "string", "minLength": 1}
_BOUNDS: Final = {
    "under": "Less than this number", "over": "More than this number",
    "at_least": "This number or more", "at_most": "This number or less",
}  # fmt: skip


def _ref(name: str, **more: object) -> Schema:
    return {"$ref": f"#/$defs/{name}", **more}


def _schema_of_mapping(properties: Schema, **more: object) -> Schema:
    return {"type": "object", **more, "properties": properties, "additionalProperties": False}


def _several(items: Schema, **more: object) -> Schema:
    return {"type": "array", "minItems": 1, "items": items, **more}


_LANGUAGES: Final[Mapping[str, Schema]] = {
    "condition": {
        "description": "Questions that must all hold, such as {skin_today: sunburn}.",
        "type": "object", "minProperties": 1,
        "properties": {
            "all": _several(_ref("condition"), description="Each of these must hold."),
            "any": _several(_ref("condition"), description="One of these must hold."),
            "not": _ref("condition", description="This must not hold."),
        },
        "propertyNames": _QUESTION, "additionalProperties": _ref("test"),
    },
    "test": {
        "description": "An option, a list of options, true, false, or bounds.",
        "anyOf": [
            {**_WORDS, "description": "This option was chosen."},
            _several(_WORDS, description="Any of these was chosen."),
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
            _WORDS,
            {
                "type": "object",
                "properties": {
                    "days": {
                        "type": "integer", "minimum": 1, "maximum": MOST_HOURS // 24,
                        "description": "How many days must have passed.",
                    },
                    "after": {**_ID, "description": "The option that the days are counted from."},
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
            {"type": "object", "additionalProperties": _ref("answer")},
        ],
    },
}  # fmt: skip
"""The small languages inside a rule. A condition is recursive; each other key of it is a question."""
_WRITTEN_AS: Final[Mapping[object, str]] = {Condition: "condition", Span: "span", Until: "until"}
_LEANS_ON: Final[Mapping[str, tuple[str, ...]]] = {"condition": ("test",)}
_ANSWERS: Final[Schema] = {
    "type": "object", "propertyNames": _QUESTION, "additionalProperties": _ref("answer"),
}  # fmt: skip
_PLAIN: Final[Mapping[object, str]] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_SET_WHEN_READ: Final[frozenset[tuple[type[Struct], str]]] = frozenset(
    {(Cited, "origin"), (Question, "screens"), (Treatment, "id")}
)
_IDS: Final[Schema] = {"type": "array", "items": _ID}
_NARROWER: Final[tuple[tuple[type[Struct], str, Schema], ...]] = (
    (Question, "id", _QUESTION),
    (Source, "url", {"type": "string", "pattern": "^(https?://\\S+)?$"}),
    (Record, "id", _ID),
    (Cited, "sources", {**_IDS, "minItems": 1}),
    (Cited, "evidence", _IDS),
    *((Step, kind, _WORDS) for kind in ("do", "avoid", "pause", "stop_if")),
)
"""What a key may hold where its type alone says too little."""
_WAYS: Final = ("answers", "symptoms")
_RESULT: Final[Mapping[str, tuple[object, str]]] = {
    "verdict": (Literal[VERDICTS], "The verdict that the plan must come to."),
    "level": (Level, "The level that the check must come to, 0 to 4."),
    "reasons": (list[str], "Ids that must be among the reasons."),
    "steps": (list[str], "Ids of steps that must be shown, alone or behind an area, as in 'neck: my-step'."),
    "no_steps": (list[str], "Ids of steps that must not be shown, alone or behind an area."),
}


def schema_of(name: str) -> Schema:
    """The schema of one topic, of a treatment's page or of the example answers, by name (``NAMES``)."""
    definitions = _Definitions()
    if name == PAGE:
        body = definitions.record(Treatment)
    elif name == EXAMPLE:
        body = definitions.answers()
    else:
        body = {"type": ["array", "null"], "items": _item(TOPICS[name], definitions)}
    head: Schema = {"$schema": DIALECT, "title": f"{name}.yaml of a treatment"}
    return {**head, **body, "$defs": dict(sorted(definitions.found.items()))}


def files() -> dict[str, str]:
    """Every schema as the text of its file, by the name of the file."""
    return {
        f"{name}.json": json.dumps(schema_of(name), indent=1, ensure_ascii=False) + "\n" for name in NAMES
    }


def folder() -> Path:
    """Where the schemas of the shipped rules stand."""
    return shipped() / "schema"


def write() -> int:
    """Write all schemas. Gives how many."""
    folder().mkdir(exist_ok=True)
    for name, text in files().items():
        (folder() / name).write_text(text, encoding="utf-8")
    return len(NAMES)


@cache
def meanings_of(kind: type[Struct]) -> dict[str, str]:
    """What each key of a record means: the sentence under its field, by the name of the field.

    It is read from the source, as a string that stands alone in a class costs nothing at run time.
    """
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__[: kind.__mro__.index(Struct)]):
        (written,) = ast.parse(inspect.getsource(base)).body
        assert isinstance(written, ast.ClassDef)  # noqa: S101  it is the source of a class
        for field, text in zip(written.body, written.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                found[ast.unparse(field.target)] = ast.literal_eval(text.value)
    return found


def _item(kinds: Mapping[str, type[Struct]], definitions: _Definitions) -> Schema:
    """An item is told by the key that it has, as the reader tells it."""
    keys: dict[type[Struct], list[str]] = {}
    for key, kind in kinds.items():
        keys.setdefault(kind, []).append(key)
    choices: list[Schema] = []
    for kind, listed in keys.items():
        needed = [{"required": [key]} for key in listed]
        way = {"oneOf" if kind is Step else "anyOf": needed} if len(needed) > 1 else {}
        choices.append({**definitions.named(kind), **way})
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


class _Definitions:
    """What a schema refers to by name, found while it is made."""

    def __init__(self) -> None:
        self.found: dict[str, Schema] = {}

    def named(self, kind: type[Struct]) -> Schema:
        """A reference to a record."""
        if kind.__name__ not in self.found:
            self.found[kind.__name__] = {}
            self.found[kind.__name__] = self.record(kind)
        return _ref(kind.__name__)

    def language(self, name: str) -> Schema:
        """A reference to one of the small languages inside a rule."""
        for part in (name, *_LEANS_ON.get(name, ())):
            self.found[part] = _LANGUAGES[part]
        return _ref(name)

    def answers(self) -> Schema:
        """Answers by question."""
        self.language("answer")
        return dict(_ANSWERS)

    def record(self, kind: type[Struct]) -> Schema:
        """A record as a mapping that knows its keys and no other."""
        unwritten = {name for base, name in _SET_WHEN_READ if issubclass(kind, base)}
        fields = [field for field in structs.fields(kind) if field.name not in unwritten]
        made: Schema = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split("\n\n", maxsplit=1)[0].split()),
            "properties": {field.encode_name: self.field(kind, field) for field in fields},
            "required": [field.encode_name for field in fields if field.required],
            "additionalProperties": False,
        }
        return made | ({"oneOf": [{"required": [way]} for way in _WAYS]} if kind is Case else {})

    def field(self, kind: type[Struct], field: structs.FieldInfo) -> Schema:
        """One key with its meaning."""
        shape = self.narrower(kind, field.name) or self.shape(field.type)
        return {**shape, "description": meanings_of(kind).get(field.name, "")}

    def narrower(self, kind: type[Struct], name: str) -> Schema | None:
        """What a key may hold where its type alone says too little."""
        if kind is Case and name in _WAYS:
            return self.answers()
        if kind is Case and name == "expect":
            parts = {key: {**self.shape(of), "description": text} for key, (of, text) in _RESULT.items()}
            ways: list[Schema] = [{"required": ["verdict"]}, {"required": ["level"]}]
            return {"type": "object", "additionalProperties": False, "oneOf": ways, "properties": parts}
        return next((made for base, key, made in _NARROWER if issubclass(kind, base) and key == name), None)

    def shape(self, kind: object) -> Schema:
        """A type as what may be written for it."""
        origin, parts = get_origin(kind), get_args(kind)
        if kind in _WRITTEN_AS:
            return self.language(_WRITTEN_AS[kind])
        if kind in _PLAIN:
            return {"type": _PLAIN[kind]}
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self.named(kind)
        if origin is Annotated:
            return self.shape(parts[0]) | _limits(parts[0], parts[1])
        if origin is Literal:
            return {"enum": list(parts)}
        return self._gather(origin, parts)

    def _gather(self, origin: object, parts: tuple[object, ...]) -> Schema:
        if origin in {tuple, list}:
            return {"type": "array", "items": self.shape(parts[0])}
        if origin is dict:
            keys, values = map(self.shape, parts)
            return {"type": "object", "propertyNames": keys, "additionalProperties": values}
        assert origin in {Union, UnionType}, origin  # noqa: S101  records hold nothing else
        return self.shape(next(part for part in parts if part is not type(None)))


def _limits(kind: object, meta: Meta) -> Schema:
    least = "minItems" if get_origin(kind) is tuple else "minLength"
    limits = {least: meta.min_length, "minimum": meta.ge, "exclusiveMinimum": meta.gt, "maximum": meta.le}
    return {name: limit for name, limit in limits.items() if limit is not None}


if __name__ == "__main__":
    sys.stdout.write(f"{write()} schemas in {folder()}\n")

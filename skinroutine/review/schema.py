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

from skinroutine.review.schema_languages import ID, LANGUAGES, QUESTION, WORDS, Schema, ref
from skinroutine.rule_files import shipped
from skinroutine.rulebook import (
    VERDICTS,
    Case,
    Cited,
    EvidenceFact,
    Grounded,
    Question,
    Record,
    Source,
    Span,
    Step,
    Treatment,
    Until,
)
from skinroutine.rulebook.basis import SENTENCE, Level
from skinroutine.rulebook.conditions import Condition
from skinroutine.rulebook.grounds import WrittenSentence
from skinroutine.rulebook.topics import TOPICS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PAGE: Final = "treatment"
EXAMPLE: Final = "example"
NAMES: Final[tuple[str, ...]] = (*TOPICS, PAGE, EXAMPLE)

_WRITTEN_AS: Final[Mapping[object, str]] = {Condition: "condition", Span: "span", Until: "until"}
_LEANS_ON: Final[Mapping[str, tuple[str, ...]]] = {"condition": ("test",)}
_ANSWERS: Final[Schema] = {
    "type": "object", "propertyNames": QUESTION, "additionalProperties": ref("answer"),
}  # fmt: skip
_PLAIN: Final[Mapping[object, str]] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_SET_WHEN_READ: Final[frozenset[tuple[type[Struct], str]]] = frozenset(
    {
        (Cited, "origin"), (Grounded, "grounds"), (Treatment, "id"), (Question, "screens"),
        (Question, "option"), (Question, "shown_in"), (Question, "of_no_concern"),
    }
)  # fmt: skip
_IDS: Final[Schema] = {"type": "array", "items": ID}
_NARROWER: Final[tuple[tuple[type[Struct], str, Schema], ...]] = (
    (Question, "id", QUESTION),
    (Source, "url", {"type": "string", "pattern": "^(https?://\\S+)?$"}),
    (Record, "id", ID),
    (Cited, "sources", {**_IDS, "minItems": 1}),
    (Cited, "evidence", _IDS),
    (EvidenceFact, "sources", {**_IDS, "minItems": 1}),
    (WrittenSentence, "facts", {**_IDS, "minItems": 1}),
    (WrittenSentence, "judgement", {"const": True}),
)
"""What a key may hold where its type alone says too little."""
_ORDERS: Final = frozenset({"do", "avoid", "pause", "stop_if"})
"""The keys of a step of which one is written: that one is not empty."""
_WITH_GROUND: Final[Schema] = {"anyOf": [{"required": ["facts"]}, {"required": ["judgement"]}]}
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
        return ref(kind.__name__)

    def language(self, name: str) -> Schema:
        """A reference to one of the small languages inside a rule."""
        for part in (name, *_LEANS_ON.get(name, ())):
            self.found[part] = LANGUAGES[part]
        return ref(name)

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
        if kind is WrittenSentence:
            return made | _WITH_GROUND
        return made | ({"oneOf": [{"required": [way]} for way in _WAYS]} if kind is Case else {})

    def field(self, kind: type[Struct], field: structs.FieldInfo) -> Schema:
        """One key with its meaning."""
        shape = self.narrower(kind, field.name) or self.shape(field.type)
        if kind is Step and field.name in _ORDERS:
            shape = self.sentence(WORDS)
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
            shape = self.shape(parts[0]) | _limits(parts[0], parts[1])
            return self.sentence(shape) if (parts[1].extra or {}).get(SENTENCE) else shape
        if origin is Literal:
            return {"enum": list(parts)}
        return self._gather(origin, parts)

    def sentence(self, words: Schema) -> Schema:
        """A sentence, alone or with facts of its own."""
        return {"anyOf": [words, self.named(WrittenSentence)]}

    def _gather(self, origin: object, parts: tuple[object, ...]) -> Schema:
        if origin in {tuple, list}:
            return {"type": "array", "items": self.shape(parts[0])}
        if origin is dict and parts[1] is object:
            return {"type": "object", "additionalProperties": True}
        if origin is dict:
            keys, values = map(self.shape, parts)
            return {"type": "object", "propertyNames": keys, "additionalProperties": values}
        assert origin in {Union, UnionType}, origin  # noqa: S101  records hold nothing else
        ways = [self.shape(part) for part in parts if part is not type(None)]
        return ways[0] if len(ways) == 1 else {"anyOf": ways}


def _limits(kind: object, meta: Meta) -> Schema:
    least = "minItems" if get_origin(kind) is tuple else "minLength"
    limits = {least: meta.min_length, "minimum": meta.ge, "exclusiveMinimum": meta.gt, "maximum": meta.le}
    return {name: limit for name, limit in limits.items() if limit is not None}


if __name__ == "__main__":
    sys.stdout.write(f"{write()} schemas in {folder()}\n")

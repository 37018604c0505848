"""JSON Schemas by which editors complete and check rule files, made from the records that these become.

``python -m skinroutine.review.schema`` writes them to ``rules/schema``, one for each topic.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Final, Literal, Union, get_args, get_origin

from msgspec import Meta, Struct, structs

from skinroutine.conditions import Condition
from skinroutine.model import VERDICTS, Case, Cited, Question, Record, Source, Span, Step, Treatment, Until
from skinroutine.model.basis import Level
from skinroutine.model.meanings import meaning
from skinroutine.review.schema_languages import ANSWER, CONDITION, ID, QUESTION, SPAN, TEST, UNTIL, URL
from skinroutine.rulebook import shipped
from skinroutine.rulebook.topics import TOPICS

Schema = dict[str, object]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PAGE: Final = "treatment"
EXAMPLE: Final = "example"
NAMES: Final[tuple[str, ...]] = (*TOPICS, PAGE, EXAMPLE)

_SET_WHEN_READ: Final[frozenset[tuple[type[Struct], str]]] = frozenset(
    {(Cited, "origin"), (Question, "screens"), (Treatment, "id")}
)
_PLAIN: Final[Mapping[object, str]] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_LANGUAGES: Final[Mapping[object, str]] = {Condition: "condition", Span: "span", Until: "until"}
_DEFINED: Final[Mapping[str, Schema]] = {
    "condition": CONDITION, "test": TEST, "span": SPAN, "until": UNTIL, "answer": ANSWER,
}  # fmt: skip
_LEANS_ON: Final[Mapping[str, tuple[str, ...]]] = {"condition": ("test",), "answer": ()}
_IDS: Final[Schema] = {"type": "array", "items": ID}
_ANSWERS: Final[Schema] = {
    "type": "object",
    "propertyNames": QUESTION,
    "additionalProperties": {"$ref": "#/$defs/answer"},
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


def _item(kinds: Mapping[str, type[Struct]], definitions: _Definitions) -> Schema:
    """An item is told by the key that it has, as the reader tells it."""
    keys: dict[type[Struct], list[str]] = {}
    for key, kind in kinds.items():
        keys.setdefault(kind, []).append(key)
    choices = [_told_by(kind, listed, definitions) for kind, listed in keys.items()]
    return choices[0] if len(choices) == 1 else {"anyOf": choices}


def _told_by(kind: type[Struct], keys: Iterable[str], definitions: _Definitions) -> Schema:
    needed: list[Schema] = [{"required": [key]} for key in keys]
    if len(needed) == 1:
        return definitions.named(kind)
    return {**definitions.named(kind), "oneOf" if kind is Step else "anyOf": needed}


class _Definitions:
    """What a schema refers to by name, found while it is made."""

    def __init__(self) -> None:
        self.found: dict[str, Schema] = {}

    def named(self, kind: type[Struct]) -> Schema:
        """A reference to a record."""
        if kind.__name__ not in self.found:
            self.found[kind.__name__] = {}
            self.found[kind.__name__] = self.record(kind)
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def language(self, name: str) -> Schema:
        """A reference to one of the small languages inside a rule."""
        for part in (name, *_LEANS_ON.get(name, ())):
            self.found[part] = _DEFINED[part]
        return {"$ref": f"#/$defs/{name}"}

    def answers(self) -> Schema:
        """Answers by question."""
        self.language("answer")
        return dict(_ANSWERS)

    def record(self, kind: type[Struct]) -> Schema:
        """A record as a mapping that knows its keys and no other."""
        fields = [one for one in structs.fields(kind) if not _set_when_read(kind, one.name)]
        made: Schema = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split("\n\n", maxsplit=1)[0].split()),
            "properties": {one.encode_name: self.field(kind, one) for one in fields},
            "required": [one.encode_name for one in fields if one.required],
            "additionalProperties": False,
        }
        return made | ({"oneOf": [{"required": [way]} for way in _WAYS]} if kind is Case else {})

    def field(self, kind: type[Struct], info: structs.FieldInfo) -> Schema:
        """One key with its meaning."""
        told: Schema = {"description": meaning(kind, info.encode_name)}
        return {**(self.special(kind, info.name) or self.shape(info.type)), **told}

    def special(self, kind: type[Struct], name: str) -> Schema | None:
        """What a key may hold where its type alone says too little."""
        if kind is Case and name in _WAYS:
            return self.answers()
        if kind is Case and name == "expect":
            parts = {key: {**self.shape(one), "description": told} for key, (one, told) in _RESULT.items()}
            return {**_EXPECTED, "properties": parts}
        if kind is Step and name in {"do", "avoid", "pause", "stop_if"}:
            return {"type": "string", "minLength": 1}
        return next(
            (made for base, key, made in _PATTERNS if issubclass(kind, base) and key == name),
            None,
        )

    def shape(self, kind: object) -> Schema:
        """A type as what may be written for it."""
        origin, parts = get_origin(kind), get_args(kind)
        if kind in _LANGUAGES:
            return self.language(_LANGUAGES[kind])
        if kind in _PLAIN:
            return {"type": _PLAIN[kind]}
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self.named(kind)
        if origin is Annotated:
            return self.shape(parts[0]) | _limits(parts[0], parts[1])
        if origin is Literal:
            return {"enum": list(parts)}
        return self.gathered(origin, parts)

    def gathered(self, origin: object, parts: tuple[object, ...]) -> Schema:
        """A type that is made of others."""
        if origin is tuple or origin is list:
            return {"type": "array", "items": self.shape(parts[0])}
        if origin is dict:
            keys, values = map(self.shape, parts)
            return {"type": "object", "propertyNames": keys, "additionalProperties": values}
        if origin in {Union, UnionType}:
            return self.shape(next(part for part in parts if part is not type(None)))
        message = f"no schema is known for {origin}"
        raise TypeError(message)


_WAYS: Final = ("answers", "symptoms")
_RESULT: Final[Mapping[str, tuple[object, str]]] = {
    "verdict": (Literal[VERDICTS], "The verdict that the plan must come to."),
    "level": (Level, "The level that the check must come to, 0 to 4."),
    "reasons": (list[str], "Ids that must be among the reasons."),
}
_EXPECTED: Final[Schema] = {
    "type": "object",
    "additionalProperties": False,
    "oneOf": [{"required": ["verdict"]}, {"required": ["level"]}],
}
_PATTERNS: Final[tuple[tuple[type[Struct], str, Schema], ...]] = (
    (Question, "id", QUESTION),
    (Source, "url", URL),
    (Record, "id", ID),
    (Cited, "sources", _IDS | {"minItems": 1}),
    (Cited, "evidence", _IDS),
)


def _set_when_read(kind: type[Struct], name: str) -> bool:
    return any(issubclass(kind, base) and name == ours for base, ours in _SET_WHEN_READ)


def _limits(kind: object, meta: Meta) -> Schema:
    least = "minItems" if get_origin(kind) is tuple else "minLength"
    limits = {least: meta.min_length, "minimum": meta.ge, "maximum": meta.le}
    return {name: limit for name, limit in limits.items() if limit is not None}


if __name__ == "__main__":
    sys.stdout.write(f"{write()} schemas in {folder()}\n")

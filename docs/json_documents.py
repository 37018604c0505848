"""The schemas of ``docs/schema`` and the page ``docs/json.md``, made from the records of the documents."""

# ruff: noqa: ANN401  a type is a value here, and none says more

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from pkgutil import walk_packages
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Final, Literal, Union, get_args, get_origin, get_type_hints

import skinroutine
from skinroutine.show import document_types
from skinroutine.show.documents import JsonDocument, JsonRecord

Schema = dict[str, Any]
ROOT: Final = Path(__file__).resolve().parent
DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
GROUPS: Final = re.compile("^(device|history|hold|rules)-")
PLAIN: Final[Mapping[object, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    None: {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    object: {},
}
KEPT: Final[Schema] = {
    "type": ["string", "number", "boolean", "array", "object", "null"],
    "description": "Anything else that was kept, as it was written.",
    "items": {"$ref": "#/$defs/kept"},
    "additionalProperties": {"$ref": "#/$defs/kept"},
}
"""What an entry of the history holds beside the names that a record tells: any JSON."""


def files(commands: Sequence[str]) -> dict[Path, str]:
    """Every schema, and the page about JSON with the commands in that order."""
    found = {name: Drawing(name, kind).schema() for name, kind in documents().items()}
    folder = ROOT / "schema"
    texts = {
        folder / f"{name}.json": json.dumps(one, indent=2, ensure_ascii=False) + "\n"
        for name, one in found.items()
    }
    return {**texts, ROOT / "json.md": page(found, commands)}


def documents() -> dict[str, type[JsonDocument]]:
    """Each document by the name of its schema: ``HoldEndDocument`` is that of ``hold-end``."""
    for module in walk_packages(skinroutine.__path__, "skinroutine."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    named = {one.__name__.removesuffix("Document"): one for one in below(JsonDocument)}
    return {snake(name).replace("_", "-"): one for name, one in sorted(named.items()) if one.__name__ != name}


def below(kind: type[JsonDocument]) -> Iterator[type[JsonDocument]]:
    """All subclasses, at any depth."""
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def command(name: str) -> str:
    """``hold-end`` as it is typed: ``hold end``."""
    return GROUPS.sub(r"\1 ", name)


def snake(name: str) -> str:
    """``GoAhead`` as ``go_ahead``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


class Drawing:
    """One schema in the making. Records in a list go to its ``$defs``."""

    def __init__(self, name: str, document: type[JsonDocument]) -> None:
        self.name = name
        self.document = document
        self.forms = [one for one in below(document) if not one.__name__.endswith("Document")]
        self.defs: dict[str, Schema] = {}

    def schema(self) -> Schema:
        """Return the whole schema."""
        head: Schema = {"$schema": DRAFT, "title": f"{command(self.name)} --json"}
        found = head | self.record(self.document)
        if self.forms:
            found["anyOf"] = [{"$ref": f"#/$defs/{self.short(form)}"} for form in self.forms]
            forms = {self.short(form): self.record(form, self.document) for form in self.forms}
            self.defs = forms | self.defs
        used = {
            key: one for key, one in self.defs.items() if f'"#/$defs/{key}"' in json.dumps([found, self.defs])
        }
        return found | ({"$defs": used} if used else {})

    def record(self, kind: type[JsonRecord], base: type[JsonRecord] = JsonRecord) -> Schema:
        """Return the schema of a record, without what is told of its ``base`` already."""
        hints, before = kinds(kind), kinds(base)
        fields = {
            name: key for name, key, _ in kind._fields if name in hints and before.get(name) != hints[name]
        }
        properties = {key: self.field(hints[name], before.get(name)) for name, key in fields.items()}
        needed = [key for name, key in fields.items() if name not in before or record_in(hints[name])]
        return {
            "type": "object",
            "description": cleandoc(kind.__doc__ or ""),
            "properties": properties,
            "required": needed,
        }

    def field(self, kind: Any, before: Any = None) -> Schema:
        """Return the schema of a type; of a record that narrows another, what is new in it."""
        if before is not None and (inner := record_in(kind)):
            return self.record(inner, record_in(before) or JsonRecord) | {"description": described(kind)}
        return self.drawn(kind)

    def drawn(self, kind: Any) -> Schema:
        """Return the schema of any type."""
        origin, inside = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self.noted(self.drawn(inside[0]), inside[1:])
        if origin in {Union, UnionType}:
            return merged([self.drawn(one) for one in inside])
        if origin is Literal:
            return {"type": "string", "enum": list(inside)}
        if origin is Sequence:
            return {"type": "array", "items": self.item(inside[0])}
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self.item(inside[1])}
        return dict(PLAIN[kind]) if kind in PLAIN else self.record(kind)

    def item(self, kind: Any) -> Schema:
        """Return what a list holds: a record of its own stands among the definitions."""
        if not isinstance(kind, type) or not issubclass(kind, JsonRecord):
            return self.drawn(kind)
        if self.short(kind) not in self.defs:
            self.defs[self.short(kind)] = self.record(kind)
        return {"$ref": f"#/$defs/{self.short(kind)}"}

    def noted(self, found: Schema, notes: Sequence[object]) -> Schema:
        """Return a schema with its sentence, its further keywords, and the names that a table has."""
        for note in notes:
            if isinstance(note, str):
                found = {"type": found.get("type"), **found, "description": note}
            elif isinstance(note, dict):
                found = {key: value for key, value in (found | note).items() if value is not None}
                if "$ref" in note:
                    self.defs["kept"] = KEPT
                    found = note
            else:
                found["properties"] = self.record(note)["properties"]  # type: ignore[arg-type]  # a record
        return found

    def short(self, kind: type[JsonRecord]) -> str:
        """Return the name of a definition: that of its record, without the name of the document."""
        return snake(kind.__name__.removeprefix(self.document.__name__.removesuffix("Document")))


def kinds(record: type[JsonRecord]) -> dict[str, Any]:
    """The types of the fields of a record."""
    names = {"kinds": document_types, "Annotated": Annotated, "ClassVar": ClassVar}
    found = get_type_hints(record, localns=names, include_extras=True)
    return {name: kind for name, kind in found.items() if not name.startswith("_")}


def record_in(kind: Any) -> type[JsonRecord] | None:
    """The record that a described field is, if it is one."""
    inner = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return inner if isinstance(inner, type) and issubclass(inner, JsonRecord) else None


def described(kind: Any) -> str:
    """The sentence of a field."""
    return next(str(note) for note in get_args(kind)[1:] if isinstance(note, str))


def merged(parts: Sequence[Schema]) -> Schema:
    """One schema for several types: their names in a list, and what else each of them says."""
    names = dict.fromkeys(part["type"] for part in parts)
    return {key: value for part in parts for key, value in part.items()} | {"type": list(names)}


# ---------------------------------------------------------------- the page

BLOCK: Final = re.compile(r"(?<=<!-- documents -->\n).*(?=<!-- /documents -->)", re.DOTALL)
ALSO: Final = {
    "profile": "`profile show`, `profile set` and `profile forget` print the same.",
    "hold": "`hold list` prints the same.",
    "device": "`device list` prints the same.",
    "undo": "`history undo` prints the same.",
    "redo": "`history redo` prints the same.",
    "why-item": "`why STEP` prints it.",
    "error": "Any command may print it: exit status 1 or 2, or 130 when stopped at a question.",
}
TABLE: Final = ["", "| field | type | what it is |", "|---|---|---|"]


def page(found: Mapping[str, Schema], commands: Sequence[str]) -> str:
    """The page about JSON with a table for each document, in the order of the commands."""
    order = [name.replace(" ", "-") for name in commands]
    names = sorted(found, key=lambda name: order.index(name) if name in order else len(order))
    tables = "".join(section(name, found[name]) for name in names)
    return BLOCK.sub(lambda _: f"{tables}\n", (ROOT / "json.md").read_text(encoding="utf-8"))


def section(name: str, schema: Schema) -> str:
    """What is said of one document, and of each of its forms."""
    forms = [resolved(form, schema) for form in schema.get("anyOf", ())]
    parts = [f"## {command(name)}", f"{schema['description']} {ALSO.get(name, '')}".rstrip()]
    for one in (schema, *(form for form in forms if form["properties"])):
        told = list(rows(one, schema))
        parts += [*(["One form: " + one["description"]] if one is not schema else []), *table(told)]
    return "".join(f"\n{part}\n" for part in parts)


def table(told: Sequence[str]) -> list[str]:
    """The rows under a head, where there are any."""
    return ["\n".join(["| field | type | what it is |", "|---|---|---|", *told])] if told else []


def rows(node: Schema, root: Schema, path: str = "") -> Iterator[str]:
    """A row for each field of a record, then those of the records in it."""
    for name, one in node["properties"].items():
        if name != "schema_version":
            field, below = resolved(one, root), f"{path}.{name}".lstrip(".")
            enum = [f"`{one}`" for one in field.get("enum", ()) if one is not None]
            said = field["description"] + (f" One of {', '.join(enum)}." if enum else "")
            yield f"| `{below}` | {words(field)} | {said} |"
            yield from inside(field, root, below)


def inside(field: Schema, root: Schema, path: str) -> Iterator[str]:
    """The rows of the record that a field is, or has as an entry of a list or as a value of a table."""
    for key, mark in (("", ""), ("items", "[]"), ("additionalProperties", "{}")):
        inner = resolved(field.get(key, {}) if key else field, root)
        if "properties" in inner:
            yield from rows(inner, root, path + mark)


def resolved(node: Schema, root: Schema) -> Schema:
    """What a reference stands for, or the node itself."""
    found: Schema = root["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    return found


def words(field: Schema) -> str:
    """The type of a field in a word or two."""
    names = [field["type"]] if isinstance(field["type"], str) else field["type"]
    shown = {"string": field.get("format", "text"), "array": "list", "object": "record"}
    return " or ".join(shown.get(name, name) for name in names)

"""What the schemas of ``docs/schema`` promise: the paths that are always there, each with its type.

    python tests/json_promises.py          adds what the schemas promise now to json_promises.txt

Nothing is ever taken out or changed by that: what was once promised is kept.

A path reads ``reasons[].id``: ``[]`` is each entry of a list, ``{}`` each value of a table, ``<name>`` one
of several forms that a document may have.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

Schema = Mapping[str, Any]
Promises = Mapping[tuple[str, str], str]
"""Types by file and path."""
Named = tuple[Schema, str]
"""A schema, and the path by which it is called."""
Part = tuple[str, set[str]]

HERE: Final = Path(__file__).resolve().parent
SCHEMAS: Final = HERE.parent / "docs" / "schema"
KEPT: Final = HERE / "json_promises.txt"
HEAD: Final = "# file, path, type. Lines are only ever added: python tests/json_promises.py\n"


def schemas(folder: Path = SCHEMAS) -> dict[str, Schema]:
    """Every schema by the name of its file, without its ending."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}


def resolved(node: Schema, root: Schema) -> Schema:
    """What a reference stands for, or the node itself."""
    while "$ref" in node:
        node = root["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return node


def type_of(node: Schema) -> str:
    """``string|null``, with the format where there is one: ``string/date``."""
    names = [node["type"]] if isinstance(node["type"], str) else sorted(node["type"], key="null".__eq__)
    return "|".join(names) + (f"/{node['format']}" if "format" in node else "")


def promised(
    node: Schema, root: Schema, path: str = "", around: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """The paths below a node that are always there, with their types.

    ``around`` are the references that it stands in: one that holds itself is told once.
    """
    if node.get("$ref") in around:
        return
    around |= {node["$ref"]} if "$ref" in node else set()
    node = resolved(node, root)
    for name in node.get("required", ()):
        yield from _with_inside(node["properties"][name], root, f"{path}.{name}".lstrip("."), around)
    for form in node.get("anyOf", ()):
        yield from promised(form, root, f"{path}<{form['$ref'].rpartition('/')[2]}>", around)
    for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
        if key in node:
            yield from _with_inside(node[key], root, f"{path}{mark}", around)


def _with_inside(node: Schema, root: Schema, path: str, around: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield path, type_of(resolved(node, root))
    yield from promised(node, root, path, around)


def promises(all_schemas: Mapping[str, Schema]) -> dict[tuple[str, str], str]:
    """What all schemas promise today."""
    return {
        (name, path): kind for name, schema in all_schemas.items() for path, kind in promised(schema, schema)
    }


def kept(file: Path = KEPT) -> dict[tuple[str, str], str]:
    """What was promised before."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {(name, path): kind for name, path, kind in rows}


def broken(before: Promises, now: Promises) -> list[str]:
    """The promises that the schemas no longer keep, a sentence each. A text may gain a format."""
    return [
        f"{name}.json: {path} was promised as {kind}, now it is {now.get((name, path), 'not promised')}"
        for (name, path), kind in before.items()
        if not f"{now.get((name, path))}/".startswith(f"{kind}/")
    ]


def write(rows: Promises, file: Path = KEPT) -> None:
    """Write the promises, in the order of their paths."""
    lines = [f"{name} {path} {kind}\n" for (name, path), kind in sorted(rows.items())]
    file.write_text(HEAD + "".join(lines), encoding="utf-8")


def add(all_schemas: Mapping[str, Schema], file: Path = KEPT) -> list[str]:
    """Add what the schemas promise now. Gives how many were added, and what is no longer kept."""
    before, now = kept(file), promises(all_schemas)
    write({**now, **before}, file)
    return [f"{len(now.keys() - before.keys())} promises added to {file.name}", *broken(before, now)]


def walked(nodes: Sequence[Named], root: Schema, data: object, where: str = "") -> Iterator[Part]:
    """Every part of a document: where it is, and the paths by which the schema speaks of it."""
    found = [one for node, path in nodes for one in _forms(node, root, data, path)]
    for key, value in _parts(data):
        inside = [one for node, path in found for one in _inside(node, path, key)]
        place = f"{where}[{key}]" if isinstance(key, int) else f"{where}.{key}".lstrip(".")
        yield place, {path for _, path in inside}
        if inside:
            yield from walked(inside, root, value, place)


def undescribed(schema: Schema, data: object) -> list[str]:
    """The places of a document that its schema does not speak of."""
    return [place for place, paths in walked([(schema, "")], schema, data) if not paths]


def met(schema: Schema, data: object) -> set[str]:
    """The paths, written as those of ``promised``, that a document has."""
    return {path for _, paths in walked([(schema, "")], schema, data) for path in paths}


def _parts(data: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(data, dict):
        return data.items()
    return enumerate(data) if isinstance(data, list) else ()


def _inside(node: Schema, path: str, key: str | int) -> Iterator[Named]:
    """What a schema says of one part: nothing, or the schema of the part and its path."""
    if isinstance(key, int):
        if "items" in node:
            yield node["items"], f"{path}[]"
    elif key in node.get("properties", {}):
        yield node["properties"][key], f"{path}.{key}".lstrip(".")
    elif "additionalProperties" in node:
        yield node["additionalProperties"], f"{path}{{}}"


def _forms(node: Schema, root: Schema, data: object, path: str) -> Iterator[Named]:
    """A node, and those of its forms that the data has."""
    node = resolved(node, root)
    yield node, path
    for form in node.get("anyOf", ()):
        if Draft202012Validator({**form, "$defs": root["$defs"]}).is_valid(data):
            yield from _forms(form, root, data, f"{path}<{form['$ref'].rpartition('/')[2]}>")


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in add(schemas()))

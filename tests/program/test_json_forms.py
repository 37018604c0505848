"""The schemas themselves: every field has a type and a sentence that is easy to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from json_promises import resolved, schemas
from shipped import TREATMENTS, checking
from skinroutine.review.grade import reading_grade
from skinroutine.rulebook import VERDICTS

ALL = schemas()


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that is a schema."""
    yield schema
    for key in ("properties", "$defs"):
        for one in schema.get(key, {}).values():
            yield from nodes(one)
    for key in ("items", "additionalProperties"):
        if key in schema:
            yield from nodes(schema[key])


EVERY_NODE = [node for schema in ALL.values() for node in nodes(schema)]


@pytest.mark.parametrize("name", ALL)
def test_a_schema_is_of_the_draft_that_it_names(name: str) -> None:
    Draft202012Validator.check_schema(ALL[name])
    assert ALL[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", ALL)
def test_every_field_has_a_type_and_is_described(name: str) -> None:
    found = [resolved(node, ALL[name]) for node in nodes(ALL[name])]
    assert [node for node in found if "type" not in node or not node.get("description")] == []


def test_every_description_is_easy_to_read() -> None:
    told = {node["description"] for node in EVERY_NODE if "description" in node}
    assert {one for one in told if reading_grade(one) > 8} == set()


def test_verdicts_and_levels_are_those_of_the_rules() -> None:
    levels = {one.level: one.name for one in checking(TREATMENTS[0]).levels}
    enums = [one for node in EVERY_NODE if set(one := node.get("enum", [])) & set(VERDICTS)]
    assert {word for one in enums for word in one} - {None, *map(str, levels)} == set(VERDICTS)
    assert ALL["plan"]["properties"]["verdict"]["enum"] == list(VERDICTS)
    assert ALL["check-symptoms"]["properties"]["level"]["enum"] == list(levels)
    assert ALL["check-symptoms"]["properties"]["name"]["enum"] == list(levels.values())

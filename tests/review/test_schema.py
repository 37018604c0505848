from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec import Struct, structs

from broken_rules import BROKEN, MISTAKES
from checkout import TESTS, TODAYS_RULES
from effort import examples
from rule_set import THIRD
from shipped import LIBRARY, RULES
from skinroutine import rulebook
from skinroutine.review.grade import reading_grade
from skinroutine.review.schema import EXAMPLE, NAMES, PAGE, files, folder, meanings_of, schema_of
from skinroutine.rulebook.document import Document
from skinroutine.rulebook.parse import read_items, read_one
from skinroutine.rulebook.problems import FileProblemsError
from skinroutine.rulebook.topics import kind_of
from skinroutine.rulebook.yaml_text import read_yaml

BROKEN_FOLDERS = TESTS / "broken_folders"
RECORDS = [
    kind
    for name in rulebook.__all__
    if isinstance(kind := getattr(rulebook, name), type) and issubclass(kind, Struct)
    if kind not in (rulebook.Ruling, rulebook.Reason)
]
UNEXPLAINED = {"Treatment": {"id"}}
"""Keys that no file may have: they are set when it is read."""


def rule_files(root: Path) -> list[Path]:
    return sorted([*root.glob("**/*.yaml")])


def name_of(file: Path) -> str:
    return "cases" if file.parent.name == "cases" else file.stem


def held(file: Path) -> object:
    return read_yaml(file.read_text(encoding="utf-8"), file.name, words_for_truth=file.stem == EXAMPLE).data


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(name))


def refused_by_reader(name: str, data: object) -> bool:
    document = Document("a file", data, dict)
    try:
        if name == PAGE:
            read_one(document, rulebook.Treatment)
        elif name != EXAMPLE:
            read_items(document, kind_of(name))
    except FileProblemsError:
        return True
    return False


def objects(schema: object) -> Iterator[Mapping[str, object]]:
    """Every part of a schema that lists properties."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_the_committed_schemas_are_what_the_records_say_today() -> None:
    committed = {file.name: file.read_text(encoding="utf-8") for file in folder().iterdir()}
    stale = sorted(
        {name for name, text in files().items() if committed.get(name) != text}
        | set(committed) - set(files())
    )

    assert stale == [], "run: python -m skinroutine.review.schema"


def test_the_folder_of_schemas_is_no_treatment() -> None:
    assert LIBRARY.treatment_ids == ("microdermabrasion", "microneedling")
    assert folder() == RULES / "schema"


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_valid_and_knows_every_key_with_its_meaning(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)

    for part in objects(schema):
        properties = part["properties"]
        assert isinstance(properties, dict)
        if "propertyNames" not in part:  # the keys of a condition are questions
            assert part["additionalProperties"] is False
        assert [key for key, shape in properties.items() if not shape.get("description")] == []


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_key_of_a_record_has_its_meaning_under_it_in_words_of_grade_eight_or_lower(
    kind: type[Struct],
) -> None:
    meanings = meanings_of(kind)

    assert set(meanings) == {one.name for one in structs.fields(kind)} - UNEXPLAINED.get(kind.__name__, set())
    assert [text for text in meanings.values() if reading_grade(text) > 8] == []


@pytest.mark.proof
@pytest.mark.todays_rules
@pytest.mark.parametrize("folder", [TODAYS_RULES, THIRD], ids=["shipped", "third"])
def test_every_rule_file_that_the_reader_takes_is_clean_in_an_editor(folder: Path) -> None:
    found = [
        f"{file.relative_to(folder)}: {list(one.absolute_path)}: {one.message}"
        for file in rule_files(folder)
        for one in validator(name_of(file)).iter_errors(held(file))
    ]
    assert found == []


def test_every_shipped_file_names_the_schema_of_its_topic() -> None:
    for file in rule_files(RULES):
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        head, _, where = first.partition("$schema=")

        assert head == "# yaml-language-server: ", file
        assert (file.parent / where).resolve() == RULES / "schema" / f"{name_of(file)}.json"


REFUSED = [
    ("screening", "- {id: a, when: {age: {under: 18}}, verdict: never, say: Wait., sources: [x]}"),
    ("screening", "- {id: a, when: {age: {under: 18}}, verdict: wait, say: Wait.}"),
    ("screening", "- {id: a, when: {age: {under: 18}}, verdict: wait, say: Wait., sources: []}"),
    ("screening", "- {id: a, when: {age: {below: 18}}, verdict: wait, say: Wait., sources: [x]}"),
    ("screening", "- {id: a, when: {age: {under: young}}, verdict: wait, say: Wait., sources: [x]}"),
    ("screening", "- {id: a, when: {}, verdict: wait, say: Wait., sources: [x]}"),
    ("screening", "- {id: a, when: {any: {age: {under: 18}}}, verdict: wait, say: Wait., sources: [x]}"),
    ("screening", "- {id: a, when: {not: [pregnancy]}, verdict: wait, say: Wait., sources: [x]}"),
    ("screening", "- {id: a, when: {skin_today: []}, verdict: wait, say: Wait., sources: [x]}"),
    ("screening", "- {id: a, when: {age: 18}, verdict: wait, say: Wait., sources: [x]}"),
    ("screening", "- {id: a, when: {age: {under: 18}}, verdict: wait, say: Wait., sources: [x], becuase: y}"),
    (
        "screening",
        "- {id: a, when: {x: true}, verdict: wait, say: S., sources: [x], until: {days: 0, after: y}}",
    ),
    ("screening", "- {id: a, when: {x: true}, verdict: wait, say: S., sources: [x], until: {days: 3}}"),
    ("screening", "- {id: a, when: {x: true}, verdict: wait, say: S., sources: x}"),
    ("screening", "- {id: a, do: Wash., sources: [x]}"),
    ("screening", "id: a"),
    ("screening", "- just words"),
    ("prep", "- {id: a, do: Wash., avoid: Rub., sources: [x]}"),
    ("prep", "- {id: a, sources: [x]}"),
    ("aftercare", "- {id: a, avoid: Rub., for: 2 moons, sources: [x]}"),
    ("aftercare", "- {id: a, avoid: Rub., for: 48, sources: [x]}"),
    ("aftercare", "- {id: a, avoid: Rub., critical: maybe, sources: [x]}"),
    ("frequency", "- {id: a, say: Wait., sources: [x]}"),
    ("frequency", "- {id: a, every: 7 days, stretch: 0.5, say: Wait., sources: [x]}"),
    ("red-flags", "- {id: a, when: {symptoms: fever}, level: 5, say: S., sources: [x]}"),
    ("red-flags", "- {id: a, when: {symptoms: fever}, level: high, say: S., sources: [x]}"),
    ("symptoms", "- {id: a, course: fever, say: S., then: [{level: 1}], sources: [x]}"),
    ("symptoms", "- {id: a, course: fever, say: S., then: [{level: 1, say: S., at: 3}], sources: [x]}"),
    ("symptoms", "- {id: a, screen: skin}"),
    ("questions", "- {id: a, kind: words, ask: Q?, why: W., asked_by: [plan]}"),
    ("questions", "- {id: a, kind: one, ask: Q?, why: W., asked_by: [due]}"),
    ("sources", "- {id: a, title: T, publisher: P, kind: rumour}"),
    ("verdicts", "- {verdict: maybe, title: T, say: S.}"),
    ("levels", "- {level: 2, name: n, title: T, say: S., check_again: soon}"),
    ("cases", "- {case: C, answers: {}}"),
    ("cases", "- {case: C, answers: [], expect: {verdict: go}}"),
    ("treatment", "{name: N, summary: S., about: []}"),
]


@pytest.mark.parametrize(("name", "text"), REFUSED)
def test_what_the_reader_refuses_for_its_shape_an_editor_flags_too(name: str, text: str) -> None:
    data = read_yaml(text, "a file").data
    assert refused_by_reader(name, data)
    assert not validator(name).is_valid(data)


FLAGGED_ALONE = [
    ("treatment", "{name: N, summary: S., devices: [], about: []}"),
    ("cases", "- {case: C, answers: {}, symptoms: {}, expect: {verdict: go}}"),
    ("cases", "- {case: C, answers: {}, expect: {verdict: maybe}}"),
    ("prep", "- {id: Wash Hands, do: Wash., sources: [x]}"),
    ("sources", "- {id: a, title: T, publisher: P, kind: seed, url: example.org}"),
]


@pytest.mark.parametrize(("name", "text"), FLAGGED_ALONE)
def test_an_editor_flags_more_than_the_reader_refuses(name: str, text: str) -> None:
    data = read_yaml(text, "a file").data
    assert not refused_by_reader(name, data)
    assert not validator(name).is_valid(data)


def missed_by_the_schema(file: Path, name: str) -> bool:
    """Whether the reader refuses the file for its shape and the schema does not."""
    try:
        data = held(file)
    except (FileProblemsError, UnicodeDecodeError):
        return False  # the YAML itself is wrong, so there is nothing that a schema could be held against
    return refused_by_reader(name, data) and validator(name).is_valid(data)


def test_a_schema_misses_only_a_length_of_time_over_ten_years_among_the_broken_files() -> None:
    listed = [(BROKEN / f"{name}.yaml", topic) for name, topic, _ in MISTAKES]
    listed += [(file, name_of(file)) for file in rule_files(BROKEN_FOLDERS) if name_of(file) in NAMES]

    assert [file.name for file, name in listed if missed_by_the_schema(file, name)] == ["span-of-ages.yaml"]


JUNK: list[object] = [None, "", "x", 0, -1, 5, 2.5, True, [], ["x"], [[]], {}, {"x": 1}, {"under": "x"}]
TOPICS_WITH_ITEMS = [
    "screening",
    "device",
    "prep",
    "aftercare",
    "frequency",
    "heads",
    "choosing",
    "red-flags",
    "symptoms",
    "cases",
]


@cache
def shipped_items(name: str) -> list[dict[str, object]]:
    found = [held(file) for file in rule_files(RULES) if name_of(file) == name]
    return [item for listed in found if isinstance(listed, list) for item in listed]


def spoiled(item: dict[str, object], luck: Random) -> dict[str, object]:
    """A copy with one mistake at any depth: a key lost, a key too many, or another value."""
    copy = deepcopy(item)
    holder: dict[str, object] = copy
    while luck.random() < 0.5 and (
        inner := [one for one in holder.values() if isinstance(one, dict) and one]
    ):
        holder = luck.choice(inner)
    key = luck.choice(sorted(holder))
    change = luck.choice(["lose", "add", "replace", "replace"])
    if change == "lose":
        del holder[key]
    else:
        holder["colour" if change == "add" else key] = luck.choice(JUNK)
    return copy


@examples(400)
@given(luck=st.randoms(use_true_random=False), name=st.sampled_from(TOPICS_WITH_ITEMS))
def test_a_shipped_item_with_a_mistake_is_never_refused_by_the_reader_alone(luck: Random, name: str) -> None:
    spoilt = [spoiled(luck.choice(shipped_items(name)), luck)]
    if refused_by_reader(name, spoilt):
        assert not validator(name).is_valid(spoilt), json.dumps(spoilt)


def test_most_of_these_mistakes_are_refused() -> None:
    luck = Random(3)  # noqa: S311  no secret
    made = [[spoiled(luck.choice(shipped_items("screening")), luck)] for _ in range(200)]
    assert sum(refused_by_reader("screening", one) for one in made) > 100

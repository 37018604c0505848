"""What is kept of the shipped rules gives what their YAML gives, or is not used."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout import FROZEN_CHECKOUT, TODAYS_RULES, run_here
from effort import examples
from shipped import RULES
from skinroutine.rule_files import RuleText, kept_place
from skinroutine.rulebook import VerdictWords, kept, packed, texts, yaml_text
from skinroutine.rulebook.conditions import Condition
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.packed import pack, unpack
from skinroutine.rulebook.topics import TOPICS
from skinroutine.rulebook.whens import condition
from skinroutine.rulebook.yaml_text import read_yaml

FILES: Final = sorted(file for file in RULES.glob("*/*.yaml") if file.stem != "example")
TEXT: Final = """
- id: a
  when: {age: {under: 18.5}, not: {any: [{sure: true}, {skin: [sore, cut]}, {skin: burnt, age: {over: 3}}]}}
  verdict: wait
  say: {text: Wait., judgement: true}
  until: {days: 3, after: burn}
  sources: [judgement]
"""
OTHER: Final = TEXT.replace("Wait.", "Go on.")
TOPIC: Final = "screening"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "__pycache__" / "common.symptoms.kept"


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read as YAML."""
    found: list[str] = []

    def read_noted(text: str, file: str) -> Any:
        found.append(text)
        return read_yaml(text, file)

    monkeypatch.setattr(yaml_text, "read_yaml", read_noted)
    return found


def spelled(value: object) -> object:
    """A value with its types, down to what has no parts: for Python 1 is True and 1.0."""
    if isinstance(value, Mapping):
        return type(value), [(spelled(key), spelled(each)) for key, each in value.items()]
    if isinstance(value, tuple | list):
        return type(value), [spelled(each) for each in value]
    if isinstance(value, frozenset):
        return type(value), sorted(value)
    if isinstance(value, msgspec.Struct):
        return type(value), [(name, spelled(getattr(value, name))) for name in value.__struct_fields__]
    return (type(value), spelled(vars(value))) if hasattr(value, "__dict__") else (type(value), value)


def shown(text: str, place: Path | None, topic: str = TOPIC) -> object:
    """What the items of a text are, and where they start."""
    found = texts.items_of.__wrapped__(said(text), "f.yaml", topic, str(place or ""))
    return spelled(tuple(found))


def said(text: str) -> RuleText:
    return RuleText(b"=" + text.encode())


def by_yaml(text: str, topic: str = TOPIC) -> object:
    return shown(text, None, topic)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_shipped_file_says_the_same_by_what_is_kept(
    place: Path, readings: list[str], file: Path
) -> None:
    text = file.read_text(encoding="utf-8")
    if file.stem == "treatment":
        pages = [
            texts.page_of.__wrapped__(said(text), "f.yaml", kept) for kept in ("", str(place), str(place))
        ]
        found = [spelled(page) for page in pages]
    else:
        found = [shown(text, kept, file.stem) for kept in (None, place, place)]
    assert found == [found[0]] * 3
    assert readings == [text, text]


@pytest.mark.todays_rules
def test_todays_rules_are_packed_and_unpacked_as_they_are() -> None:
    for file in sorted(TODAYS_RULES.glob("*/*.yaml")):
        if file.stem in TOPICS:
            items = texts.items_of(said(file.read_text(encoding="utf-8")), file.name, file.stem, "").items
            assert spelled(unpack(*wire(pack(items)))) == spelled(items)


def wire(packed: Any) -> Any:
    """The same after a file."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(packed))


WORDS: Final = st.text("abc", min_size=1, max_size=2)
NUMBERS: Final = st.integers(0, 99) | st.sampled_from([0.5, 3.0, 18.25])
WHENS: Final = st.recursive(
    st.dictionaries(
        WORDS,
        st.booleans()
        | WORDS
        | st.lists(WORDS, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["under", "over", "at_least", "at_most"]), NUMBERS, min_size=1),
        min_size=1,
        max_size=3,
    ),
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda whens: st.sampled_from([{"all": whens}, {"any": whens}, {"not": whens[0]}])
    ),
    max_leaves=6,
)


@given(WHENS)
@examples(200)
def test_whatever_a_condition_says_is_kept_as_it_is(when: dict[str, object]) -> None:
    text = msgspec.json.encode(
        [{"id": "a", "when": when, "verdict": "wait", "say": "Wait.", "sources": ["b"]}]
    )
    items = texts.items_of.__wrapped__(said(text.decode()), "f.yaml", TOPIC, "").items
    assert spelled(getattr(items[0], "when", None)) == spelled(condition(when))
    assert spelled(unpack(*wire(pack(items)))) == spelled(items)


def test_every_kind_of_item_and_of_condition_has_a_form() -> None:
    kinds = {kind for topic in TOPICS.values() for kind in topic.values()} | _below(Condition)
    made = packed._classes().keys() | packed._LISTS.keys()  # noqa: SLF001  what it can build
    unknown = {kind.__name__ for kind in kinds} - made
    assert unknown == {"_Joined", "Leaf"}  # what two conditions share, and what three do


def _below(kind: type) -> set[type]:
    found: list[type] = kind.__subclasses__()
    return {*found}.union(*map(_below, found))


def test_what_has_no_form_is_not_kept(
    place: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "_classes", dict)
    assert [shown(TEXT, place), shown(TEXT, place)] == [by_yaml(TEXT)] * 2
    assert (len(readings), place.exists()) == (3, False)


def test_a_text_is_kept_for_its_topic_alone(place: Path, readings: list[str]) -> None:
    shown(TEXT, place)
    shown(TEXT, place, "device")
    assert readings == [TEXT, TEXT]


def cut_short(place: Path) -> None:
    place.write_bytes(place.read_bytes()[:-1])


def empty(place: Path) -> None:
    place.write_bytes(b"")


def grown(place: Path) -> None:
    place.write_bytes(place.read_bytes() + b"\0")


def put_together_from_two(place: Path) -> None:
    other = place.with_name("other.kept")
    shown(OTHER, other)
    place.write_bytes(place.read_bytes()[:32] + other.read_bytes()[32:])


def of_another_text(place: Path) -> None:
    shown(OTHER, place)


def of_no_sense(place: Path) -> None:
    place.write_text("[]")


def a_folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


def a_link_to_nowhere(place: Path) -> None:
    place.unlink()
    place.symlink_to("nowhere")


def a_pipe(place: Path) -> None:
    place.unlink()
    os.mkfifo(place)


def a_file_for_the_folder(place: Path) -> None:
    shutil.rmtree(place.parent)
    place.parent.write_text("")


DAMAGES: Final[tuple[Callable[[Path], None], ...]] = (
    cut_short, empty, grown, put_together_from_two, of_another_text, of_no_sense, a_folder, a_link_to_nowhere,
    a_pipe, a_file_for_the_folder,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_is_damaged_is_read_from_yaml(
    place: Path, readings: list[str], damage: Callable[[Path], None]
) -> None:
    shown(TEXT, place)
    damage(place)
    expected = by_yaml(TEXT)
    readings.clear()
    assert shown(TEXT, place) == expected
    assert readings == [TEXT]


def test_no_byte_of_what_is_kept_can_change_unseen(place: Path, readings: list[str]) -> None:
    expected = shown(TEXT, place)
    whole = place.read_bytes()
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1
        place.write_bytes(changed)
        assert shown(TEXT, place) == expected
    assert len(readings) == 1 + len(whole)


@pytest.mark.parametrize("name", ["__version__", "_BESIDE"])
def test_what_another_version_kept_is_read_anew(
    place: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shown(TEXT, place)
    kept._reader.cache_clear()  # noqa: SLF001  it is asked once in the life of a program
    monkeypatch.setattr(kept, name, ("app.py",) if name == "_BESIDE" else "0.0.1")
    shown(TEXT, place)
    kept._reader.cache_clear()  # noqa: SLF001  the same
    assert readings == [TEXT, TEXT]


def test_where_nothing_can_be_kept_the_yaml_is_read_each_time_and_nothing_is_left(
    place: Path, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert [shown(TEXT, place), shown(TEXT, place)] == [by_yaml(TEXT)] * 2
    assert (readings, list(place.parent.iterdir())) == ([TEXT] * 3, [])


def test_a_full_disk_leaves_no_half_of_it_behind(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_the_disk(self: Path, data: bytes) -> None:
        with self.open("wb") as stream:
            stream.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    assert shown(TEXT, place) == by_yaml(TEXT)
    assert list(place.parent.iterdir()) == []


def test_a_change_of_any_module_that_reads_rules_makes_what_is_kept_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def note(file: str) -> bytes:
        read.append(Path(file).name)
        return b""

    monkeypatch.setattr(kept, "bytes_of", note)
    kept._reader.__wrapped__()  # noqa: SLF001  it is asked once in the life of a program
    own = {file.name for file in (Path(kept.__file__).parent).glob("*.py")}
    assert own | {"misfits.py", "text.py", "light_typing.py"} == set(read)


def test_the_rules_of_a_person_are_never_kept(tmp_path: Path) -> None:
    assert kept_place(str(tmp_path / "rules" / "common" / "symptoms.yaml")) == ""
    assert kept_place(str(RULES / "common" / "symptoms.yaml"))


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A checkout of our own, whose rules are kept in it."""
    shutil.copytree(FROZEN_CHECKOUT / "rules", tmp_path / "rules")
    run_here(tmp_path)
    yield tmp_path
    run_here(FROZEN_CHECKOUT)


def words() -> list[str]:
    """What the shipped rules say of each verdict."""
    return [each.say for each in Library(layers()).items("verdicts", "", VerdictWords)]


def test_a_changed_rule_is_in_force_at_once(checkout: Path) -> None:
    file = checkout / "rules" / "common" / "verdicts.yaml"
    before, found = words(), file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(before[0], "Something else."), encoding="utf-8")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert words() == ["Something else.", *before[1:]]

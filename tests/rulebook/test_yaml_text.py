"""The text of one file to values or to problems with their lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from effort import examples
from skinroutine.rulebook import ScreeningRule, Step, Treatment
from skinroutine.rulebook.document import Document
from skinroutine.rulebook.parse import read_items, read_one
from skinroutine.rulebook.problems import FileProblemsError, Problem
from skinroutine.rulebook.topics import TOPICS, kind_of
from skinroutine.rulebook.whens import span, until
from skinroutine.rulebook.yaml_text import read_yaml


def problems(text: str) -> list[str]:
    with pytest.raises(FileProblemsError) as found:
        read_yaml(text, "f.yaml")
    return str(found.value).splitlines()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 0.25", 0.25),
        ("a: 10", 10),
        ("a: 0", 0),
        ("a: -3", -3),
        ("a: -0.5", -0.5),
        ("a: true", True),
        ("a: False", False),
        ("a:", None),
        ("a: ~", None),
        ("a: 'no'", "no"),
        ('a: "010"', "010"),
        ("a: y", "y"),
        ("a: none", "none"),
        ("a: 48 hours", "48 hours"),
        ("a: |\n  no\n", "no\n"),
        ("a: []", []),
        ("a: {b: [1, x]}", {"b": [1, "x"]}),
        ("\ufeffa: 1", 1),
        ("---\na: 1\n...\n", 1),
        ("a: ü 漢", "ü 漢"),
    ],
)
def test_a_plain_value_is_read_as_it_is_written(text: str, value: object) -> None:
    read = read_yaml(text, "f.yaml").data
    assert isinstance(read, dict)
    assert read["a"] == value
    assert type(read["a"]) is type(value)


@pytest.mark.parametrize("text", ["", "# only a comment", "---", "~"])
def test_a_file_without_content_holds_nothing(text: str) -> None:
    assert read_yaml(text, "f.yaml").data is None


@pytest.mark.parametrize(
    ("written", "reads_as"),
    [
        ("no", "true or false"),
        ("No", "true or false"),
        ("yes", "true or false"),
        ("on", "true or false"),
        ("OFF", "true or false"),
        ("2026-12-01", "a date"),
        ("2026-12-01T10:00:00Z", "a date"),
        ("1:30", "another number"),
        ("12:30:45", "another number"),
        ("010", "another number"),
        ("00", "another number"),
        ("0x1F", "another number"),
        ("0b11", "another number"),
        ("1_000", "another number"),
        ("1.0e+3", "another number"),
        (".5", "another number"),
        (".inf", "another number"),
        ("-.inf", "another number"),
        (".nan", "another number"),
        ("=", "a default value"),
        ("<<", "a merge"),
    ],
)
def test_what_yaml_reads_otherwise_than_people_is_refused(written: str, reads_as: str) -> None:
    assert problems(f"x: 1\na: {written}") == [
        f"f.yaml:2: a: YAML reads {written} as {reads_as}; put it in quotes"
    ]
    assert read_yaml(f"a: '{written}'", "f.yaml").data == {"a": written}


@pytest.mark.parametrize(
    ("word", "value"), [("yes", True), ("no", False), ("on", True), ("off", False), ("No", False)]
)
def test_an_answers_file_may_say_yes_and_no(word: str, value: bool) -> None:
    assert read_yaml(f"a: {word}", "f.yaml", words_for_truth=True).data == {"a": value}


@pytest.mark.parametrize("written", ["2026-12-01", "1:30", "010", "0x1F", "1_000", ".inf"])
def test_an_answers_file_is_spared_no_other_trap(written: str) -> None:
    with pytest.raises(FileProblemsError):
        read_yaml(f"a: {written}", "f.yaml", words_for_truth=True)


def test_a_file_of_one_mebibyte_is_read_and_one_byte_more_is_refused() -> None:
    text = "# " + "x" * ((1 << 20) - 2)
    assert read_yaml(text, "f.yaml").data is None
    assert problems(text + "x") == ["f.yaml:1: this file is over 1 MiB; split it"]


def test_the_limit_counts_bytes_and_not_letters() -> None:
    assert problems("# " + "ü" * (1 << 19)) == ["f.yaml:1: this file is over 1 MiB; split it"]


def test_twenty_levels_are_read_and_one_more_is_refused() -> None:
    assert read_yaml("[" * 20 + "]" * 20, "f.yaml").data is not None
    assert problems("[" * 21 + "]" * 21) == ["f.yaml:1: this is nested over 20 levels deep; flatten it"]


def test_a_hundred_thousand_brackets_are_refused_without_exhausting_the_stack() -> None:
    assert problems("[" * 100_000) == ["f.yaml:1: this is nested over 20 levels deep; flatten it"]


def test_a_bomb_of_aliases_is_refused_and_not_expanded() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    told = problems("\n".join(lines))
    assert len(told) == 40 + 2 * 39
    assert told[0] == "f.yaml:1: a0: anchors such as &a0 are refused; write the value where it is used"


@pytest.mark.parametrize("text", ["a: \x01", "a: \x07b", "x\x00y", "\ud800", "a: \x1b[31m"])
def test_control_characters_are_refused(text: str) -> None:
    said = "this holds characters that YAML does not allow; save it as plain UTF-8 text"
    assert problems(text) == [f"f.yaml:1: {said}"]


def test_all_traps_of_a_file_are_told_at_once_each_with_its_line() -> None:
    text = "a: no\nb: 1\nc:\n  - on\n  - d: 0x1F\na: &x 1\n"
    assert problems(text) == [
        "f.yaml:1: a: YAML reads no as true or false; put it in quotes",
        "f.yaml:4: c: YAML reads on as true or false; put it in quotes",
        "f.yaml:5: c.d: YAML reads 0x1F as another number; put it in quotes",
        "f.yaml:6: the key 'a' stands here twice; keep one",
        "f.yaml:6: a: anchors such as &x are refused; write the value where it is used",
    ]


def test_all_mistakes_of_all_items_are_told_at_once_each_with_its_line() -> None:
    text = (
        "- id: one\n  verdict: later\n  say: Wait.\n  sources: [s]\n  when: {a: true}\n"
        "- id: two\n  verdict: wait\n  sources: []\n  sya: Wait.\n"
        "- three\n"
    )
    with pytest.raises(FileProblemsError) as found:
        read_items(read_yaml(text, "f.yaml"), lambda _: ScreeningRule)
    assert str(found.value).splitlines() == [
        "f.yaml:2: verdict: found 'later'; write one of go, caution, wait, professional-first, no",
        "f.yaml:6: the key 'when' is missing",
        "f.yaml:6: the key 'say' is missing",
        "f.yaml:8: sources: this must not be empty",
        "f.yaml:9: sya: nothing reads this key; did you mean 'say'?",
        "f.yaml:10: each item is a mapping of keys and values",
    ]  # fmt: skip


def test_no_file_may_say_where_a_rule_comes_from() -> None:
    text = "- {id: one, verdict: wait, when: {a: true}, say: Wait., sources: [s], origin: mine}\n"
    with pytest.raises(FileProblemsError, match="origin: nothing reads this key"):
        read_items(read_yaml(text, "f.yaml"), lambda _: ScreeningRule)
    page = "devices: [{id: one, label: One, sources: [s], origin: mine}]\n"
    with pytest.raises(FileProblemsError, match=r"devices\.origin: nothing reads this key"):
        read_one(read_yaml(page, "f.yaml"), Treatment)


def test_the_line_of_something_inside_is_that_of_the_nearest_thing_that_has_one() -> None:
    document = read_yaml("a:\n  b:\n    - c\n", "f.yaml")
    assert [document.line(path) for path in [("a",), ("a", "b", 0), ("a", "b", 7, "x"), ("z",)]] == [
        1,
        3,
        2,
        1,
    ]


def test_problems_of_several_files_come_in_the_order_of_files_and_lines() -> None:
    told = [("b.yaml", 1), ("a.yaml", 9), ("a.yaml", 2)]
    error = FileProblemsError(Problem(file, line, "", "mend it") for file, line in told)
    assert [(one.file, one.line) for one in error.problems] == [("a.yaml", 2), ("a.yaml", 9), ("b.yaml", 1)]


def test_a_record_is_read_by_its_keys_with_lengths_of_time_and_conditions() -> None:
    text = "id: rinse\ndo: Rinse.\nfor: 90 minutes\nfrom: 2 days\nwhen: {a: true}\nsources: [s]\n"
    step = read_one(read_yaml(text, "f.yaml"), Step)
    assert (step.kind, step.text, step.critical) == ("do", "Rinse.", False)
    assert step.lasts is not None
    assert step.starts is not None
    assert (step.lasts.hours, step.lasts.words, step.starts.hours) == (1.5, "90 minutes", 48)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("1 hour", 1),
        ("48 hours", 48),
        ("7 days", 168),
        ("1 week", 168),
        ("1.5 days", 36),
        ("30 minutes", 0.5),
    ],
)
def test_a_length_of_time_is_a_number_and_a_unit(written: str, hours: float) -> None:
    assert span(written).hours == pytest.approx(hours)


@pytest.mark.parametrize("written", ["48", "hours", "48hours", "-1 days", "1 month", "1  day", 48, None, ""])
def test_any_other_length_of_time_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="write a number and a unit, such as 48 hours or 7 days"):
        span(written)


@pytest.mark.parametrize(
    "raw", ["", 14, {"days": 0, "after": "peel"}, {"days": 14}, {"days": 10**9, "after": "peel"}]
)
def test_an_end_is_words_or_days_after_something(raw: object) -> None:
    assert until("it has healed").words == "it has healed"
    assert (until({"days": 14, "after": "peel"}).days, until({"days": 14, "after": "peel"}).after) == (
        14,
        "peel",
    )
    with pytest.raises(ValueError, match="write words"):
        until(raw)


@given(st.one_of(st.text(max_size=60), st.text(alphabet="ab:-[]{}&*!|>'\"#%@,? \n\t0x1._~<=no", max_size=60)))
@examples(700)
def test_any_text_gives_values_or_problems_and_never_another_error(text: str) -> None:
    for words in (True, False):
        try:
            document = read_yaml(text, "f.yaml", words_for_truth=words)
        except FileProblemsError as error:
            assert all(1 <= one.line <= text.count("\n") + text.count("\r") + 20 for one in error.problems)  # noqa: PT017
        else:
            _is_plain(document.data)


def _is_plain(value: object) -> None:
    if isinstance(value, dict):
        assert all(isinstance(key, str) for key in value)
        for inner in value.values():
            _is_plain(inner)
    elif isinstance(value, list):
        for inner in value:
            _is_plain(inner)
    else:
        assert value is None or type(value) in {str, int, float, bool}


KEYS = sorted(
    {"id", "say", "when", "verdict", "do", "for", "from", "until", "then", "sources", "x", "level", "every"}
)
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(["wait", "48 hours", "", "x"])
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=10,
)


@given(st.sampled_from(sorted(TOPICS)), st.lists(VALUES, max_size=3) | VALUES)
@examples(400)
def test_any_values_under_any_topic_give_records_or_problems(topic: str, data: object) -> None:
    try:
        items = read_items(Document("f.yaml", data, dict), kind_of(topic))
    except FileProblemsError as error:
        assert error.problems  # noqa: PT017  either outcome is right
    else:
        assert isinstance(items, list)

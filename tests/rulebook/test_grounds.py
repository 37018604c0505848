"""Sentences with facts of their own: how they are written, and what each one rests on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skinroutine.rulebook import Course, LevelWords, ScreeningRule, Step, SymptomRule, Watch
from skinroutine.rulebook.basis import Grounded
from skinroutine.rulebook.grounds import PlacedSentence, is_among, judged, sentence_keys, sentences_of
from skinroutine.rulebook.parse import read_items, read_one
from skinroutine.rulebook.problems import FileProblemsError
from skinroutine.rulebook.rulings import symptom_rulings
from skinroutine.rulebook.topics import TOPICS
from skinroutine.rulebook.yaml_text import read_yaml

COURSE = """\
id: itch
course: itch
say: {text: "Itching, if it is mild, is normal.", facts: [a]}
then:
  - level: 1
    say: Rest it.
    do:
      - Wait a day.
      - {text: Cool it., facts: [b], judgement: true}
    do_below: [{step: {text: Take a tablet., judgement: true}, level: 3, because: It can harm.}]
disagreement: {text: Some wait longer., facts: [c]}
sources: [s]
evidence: [e]
"""
KINDS = sorted(
    {kind for kinds in TOPICS.values() for kind in kinds.values() if issubclass(kind, Grounded)},
    key=lambda kind: kind.__name__,
)


def read(text: str, kind: type[Grounded]) -> Grounded:
    return read_one(read_yaml(text, "f.yaml"), kind)


def rests_on(item: Grounded) -> dict[str, tuple[tuple[str, ...], bool]]:
    return {each.part: (each.facts, each.judgement) for each in sentences_of(item)}


def problems(text: str, kind: type[Grounded]) -> list[str]:
    with pytest.raises(FileProblemsError) as refused:
        read(text, kind)
    return [str(problem) for problem in refused.value.problems]


def test_each_sentence_rests_on_what_it_names_and_else_on_the_evidence_of_its_item() -> None:
    assert rests_on(read(COURSE, Course)) == {
        "disagreement": (("c",), False),
        "say": (("a",), False),
        "then.0.say": (("e",), False),
        "then.0.do.0": ((), False),
        "then.0.do.1": (("b",), True),
        "then.0.do_below.0.step": ((), True),
        "then.0.do_below.0.because": (("e",), False),
    }


def test_the_words_are_those_of_the_sentence_written_alone() -> None:
    course = read(COURSE, Course)
    assert isinstance(course, Course)
    assert course.say == "Itching, if it is mild, is normal."
    assert course.then[0].do == ("Wait a day.", "Cool it.")
    assert course.disagreement == "Some wait longer."


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("id: a\nwhen: {age: {over: 1}}\nlevel: 2\nsay: A.\ndo: [Go.]", SymptomRule, "do.0"),
        ("id: a\nwatch_for: [Pus.]\nfor: 3 days\ndo: [Go.]", Watch, "do.0"),
        ("level: 2\nname: n\ntitle: T\nsay: A.\ndo: [Go.]", LevelWords, "do.0"),
    ],
)
def test_a_step_of_first_aid_does_not_rest_on_the_evidence_of_its_item(
    text: str, kind: type[Grounded], part: str
) -> None:
    cited = "" if kind is LevelWords else "\nsources: [s]\nevidence: [e]"
    found = {each.part: each for each in sentences_of(read(text + cited, kind))}
    assert found[part] == PlacedSentence(part, "Go.", (), judgement=False, own=False, first_aid=True)


def test_the_one_line_of_a_checklist_rests_on_the_evidence_of_its_item() -> None:
    step = read("id: a\ndo: Wash.\nsources: [s]\nevidence: [e]", Step)
    assert rests_on(step) == {"do": (("e",), False)}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("{text: Stop.}", "name its facts, or say judgement: true, or write the sentence alone"),
        ("{text: Stop., facts: []}", "this must not be empty"),
        ("{text: Stop., fact: [a]}", "nothing reads this key; did you mean 'facts'?"),
        ("{text: '', facts: [a]}", "this must not be empty"),
        ("{text: Stop., judgement: maybe}", "write true or false, not text"),
        ("{facts: [a]}", "the key 'text' is missing"),
    ],
)
def test_a_sentence_that_is_written_wrong_is_refused_where_it_stands(sentence: str, told: str) -> None:
    rule = f"id: a\nwhen: {{age: {{over: 1}}}}\nverdict: wait\nsay: {sentence}\nsources: [s]"
    (problem,) = problems(rule, ScreeningRule)
    assert problem.startswith("f.yaml:4: say")
    assert problem.endswith(told)


def test_no_file_sets_what_is_found_when_it_is_read() -> None:
    text = "id: a\nwhen: {age: {over: 1}}\nverdict: wait\nsay: A.\nsources: [s]\ngrounds: []"
    assert problems(text, ScreeningRule) == ["f.yaml:6: grounds: nothing reads this key"]


def test_what_is_our_own_judgement_goes_with_each_turn_of_a_course() -> None:
    course = read(COURSE, Course)
    assert judged(course) == ("Cool it.", "Take a tablet.")
    assert isinstance(course, Course)
    assert {ruling.judged for ruling in symptom_rulings([course])} == {("Cool it.", "Take a tablet.")}


def test_a_sentence_is_known_again_when_its_names_are_filled_in() -> None:
    assert is_among("On Mon 3 Aug you said (so): a.", ["{when} you said (so): {then}."])
    assert not is_among("You said (so): a!", ["{when} you said (so): {then}."])


@given(
    st.sampled_from(KINDS),
    st.sampled_from(["{text: Stop it., facts: [a]}", "{text: Stop it., judgement: true}"]),
)
def test_every_sentence_of_every_kind_of_item_can_name_its_facts(kind: type[Grounded], written: str) -> None:
    for key, inner in sentence_keys(kind).items():
        for value in (written, f"[{written}]"):
            told = _told(f"{key}: {value}", kind)
            if inner is None and not any(problem.startswith(f"f.yaml:1: {key}:") for problem in told):
                break
        else:
            assert inner is not None, key


def _told(text: str, kind: type[Grounded]) -> list[str]:
    try:
        read_items(read_yaml(f"- {text}", "f.yaml"), lambda _: kind)
    except FileProblemsError as refused:
        return [str(problem) for problem in refused.problems]
    return []

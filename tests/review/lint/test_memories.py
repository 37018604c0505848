"""``rules check`` on contradictions, and on what questions say of being remembered, trusted or listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from rule_overlay import SHIPPED, LaidOver
from skinroutine.review.catalogue import catalogue
from skinroutine.review.lint.memories import replacing_contradictions
from skinroutine.review.lint.names import unknown_names
from skinroutine.review.lint.own_rules import refuse_unusable
from skinroutine.review.lint.ruleset import Ruleset, speaking_for
from skinroutine.review.lint.run import check_folder
from skinroutine.rulebook.problems import FileProblemsError

CLASH = "- {id: own-clash, %s, say: You said two things., sources: [judgement]}\n"
WARTS = "asks: skin_today, when: {skin_today: warts}"
REACTION = "asks: last_reaction, when: {last_reaction: [none, expected]}"
QUESTION = '- {id: own_question, asked_by: [plan], ask: "Is it so?", why: It matters., %s}\n'


def folder_with(place: Path, topic: str, text: str) -> Path:
    file = place / "own" / "microneedling" / f"{topic}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return place / "own"


def found(place: Path, topic: str, text: str) -> list[tuple[str, str]]:
    """The codes and the messages of what is wrong, without the id."""
    folder = folder_with(place, topic, text)
    return [(one.code, one.message.partition(": ")[2]) for one in check_folder(LaidOver(folder)).findings]


def of_clash(place: Path, keys: str) -> list[tuple[str, str]]:
    return found(place, "contradictions", CLASH % keys)


def of_question(place: Path, keys: str) -> list[tuple[str, str]]:
    return found(place, "questions", QUESTION % keys)


def test_the_shipped_contradictions_and_memories_have_no_problems() -> None:
    ruleset = Ruleset(catalogue(SHIPPED), SHIPPED.treatment_ids, speaking_for(SHIPPED))
    assert list(unknown_names(ruleset)) == []


def test_some_shipped_contradictions_put_an_answer_in_place_of_another() -> None:
    ruleset = Ruleset(catalogue(SHIPPED), SHIPPED.treatment_ids, speaking_for(SHIPPED))
    assert {one.message.partition(":")[0] for one in replacing_contradictions(ruleset)} == {
        "calm-last-session-after-trouble",
        "calm-log-after-trouble",
        "fever-without-a-reading",
    }


@pytest.mark.parametrize(
    "keys",
    [
        f"{WARTS}, stands: broken_skin",
        "asks: skin_today, vanished: [warts, sunburn], within: 14 days",
        "asks: age, when: {age: {under: 30}}, against: {age: {over: 60}}, stands: not_sure",
        f"{REACTION}, against: {{skin_today: warts}}, stands: severe",
        f"{WARTS}, against: {{symptoms: redness}}, within: 336 hours, stands: warts",
    ],
)
def test_a_contradiction_that_is_sound_has_no_problems(tmp_path: Path, keys: str) -> None:
    assert of_clash(tmp_path, keys) == []


@pytest.mark.parametrize(
    ("keys", "code", "message"),
    [
        ("asks: skin_todey, vanished: [warts]", "unknown-question", "skin_todey"),
        ("asks: skin_today, vanished: [wart]", "unknown-option", "skin_today has no option 'wart'"),
        (f"{WARTS}, stands: pebble", "unknown-option", "stands: found 'pebble'"),
        ("asks: skin_today, when: {skin_today: wart}, stands: warts", "unknown-option", "no option 'wart'"),
        (
            f"{WARTS}, against: {{symptoms: rednes}}, stands: warts",
            "unknown-symptom",
            "no symptom 'rednes'",
        ),
        (
            "asks: skin_today, when: {agee: {under: 30}}, stands: warts",
            "unknown-question",
            "agee",
        ),
        ("asks: skin_today, vanished: [warts], within: 15 days", "out-of-range", "within is 15 days"),
        ("asks: skin_today, vanished: [warts], stands: warts", "wrong-kind", "either vanished or stands"),
        (WARTS, "wrong-kind", "either vanished or stands"),
        ("asks: numbing_cream, vanished: [stronger]", "wrong-kind", "vanished needs a list"),
        (
            "asks: numbing_cream, when: {numbing_cream: stronger}, stands: none",
            "milder",
            "stands 'none' is not the more careful answer",
        ),
        (
            "asks: last_reaction, when: {last_reaction: prolonged}, stands: expected",
            "milder",
            "stands 'expected' is not the more careful answer",
        ),
        (
            "asks: last_reaction, when: {last_reaction: [none, severe]}, stands: prolonged",
            "milder",
            "stands 'prolonged' is not the more careful answer",
        ),
        (
            "asks: last_reaction, when: {age: {under: 30}}, stands: prolonged",
            "milder",
            "stands 'prolonged' is not the more careful answer",
        ),
        ("asks: age, when: {age: {under: 30}}, stands: '18'", "milder", "stands '18' is not"),
        ("asks: device_shared, when: {device_shared: true}, stands: 'no'", "milder", "stands 'no' is not"),
        (
            "asks: first_session, when: {first_session: true}, stands: not_sure",
            "unknown-option",
            "isn't an answer here",
        ),
    ],
)  # fmt: skip
def test_a_contradiction_that_is_not_sound_is_told(
    tmp_path: Path, keys: str, code: str, message: str
) -> None:
    told = of_clash(tmp_path, keys)
    assert [one for one, said in told if message in said] == [code], told


def test_a_persons_own_contradiction_may_add_to_a_list(tmp_path: Path) -> None:
    text = CLASH % f"{WARTS}, stands: broken_skin"
    refuse_unusable(LaidOver(folder_with(tmp_path, "contradictions", text)))


@pytest.mark.parametrize(
    "keys",
    [
        "asks: age, when: {age: {under: 30}}, stands: not_sure",
        "asks: last_reaction, when: {last_reaction: none}, stands: prolonged",
    ],
)
def test_a_persons_own_contradiction_may_not_replace_an_answer(tmp_path: Path, keys: str) -> None:
    with pytest.raises(FileProblemsError, match="stands would replace the answer"):
        refuse_unusable(LaidOver(folder_with(tmp_path, "contradictions", CLASH % keys)))


def test_a_persons_own_contradiction_may_not_have_the_id_of_a_shipped_one(tmp_path: Path) -> None:
    text = CLASH.replace("own-clash", "condition-cannot-be-gone") % "asks: skin_today, vanished: [warts]"
    with pytest.raises(FileProblemsError, match="the id 'condition-cannot-be-gone' is taken"):
        refuse_unusable(LaidOver(folder_with(tmp_path, "contradictions", text)))


OTHER = "kind: many, options: {a: A}, counts_from: {%s}"
STAYING = f"{OTHER}, stays: true, trusted: 30 days"


BESIDE = 'kind: many, options: {a: A}, as_part: {not_sure: "?"}, beside: {list: %s, ask: "Which are true?"}'


@pytest.mark.parametrize(
    "keys",
    [
        "kind: many, options: {a: A, b: B}, trusted: 30 days, trusted_options: {a: 1 day}",
        "kind: many, options: {a: A}, trusted_options: {a: 1 day}, trusted_within: [areas]",
        STAYING % "a: {conditions: [pregnancy]}",
        "kind: number, trusted: 30 days, grows: daily",
        "kind: number, trusted: 30 days, grows: over_zero, trusted_within: [treatment]",
        "kind: yes_no, listed_in: device_state, listed_as: It is so, listed_means: false",
    ],
)
def test_a_question_that_is_remembered_or_listed_soundly_has_no_problem_of_that(
    tmp_path: Path, keys: str
) -> None:
    assert {code for code, _ in of_question(tmp_path, keys)} <= {"unread-question", "unread-option"}


@pytest.mark.parametrize(
    ("keys", "code", "message"),
    [
        ("kind: many, options: {a: A}, trusted_options: {b: 1 day}", "unknown-option", "no option 'b'"),
        ("kind: one, options: {a: A}, trusted_options: {a: 1 day}", "wrong-kind", "trusted_options needs"),
        ("kind: one, options: {a: A}, counts_for: {b: 9 days}", "unknown-option", "no option 'b'"),
        ("kind: one, options: {a: A}, counts_for: {a: 9 days}", "wrong-kind", "counts_for needs"),
        (OTHER % "a: {conditions: [pregnancy]}", "wrong-kind", "counts_from needs a list that stays"),
        (STAYING % "b: {conditions: [pregnancy]}", "unknown-option", "no option 'b'"),
        (STAYING % "a: {conditions: [pregnanty]}", "unknown-option", "no option 'pregnanty'"),
        (STAYING % "a: {condition: [pregnancy]}", "unknown-question", "condition"),
        (STAYING % "a: {areas: [cheeks]}", "wrong-kind", "areas, which isn't another list that stays"),
        (STAYING % "a: {own_question: [a]}", "wrong-kind", "own_question, which isn't another list"),
        ("kind: yes_no, grows: daily", "wrong-kind", "grows needs a question of kind number"),
        ("kind: many, options: {a: A}, grows: over_zero", "wrong-kind", "grows needs"),
        ("kind: yes_no, listed_in: device_stat, listed_as: It is so", "unknown-question", "device_stat"),
        ("kind: yes_no, listed_in: skin_today, listed_as: It is so", "unknown-question", "'skin_today'"),
        ("kind: number, listed_in: device_state, listed_as: It is so", "wrong-kind", "a line of a list"),
        ("kind: yes_no, listed_in: device_state", "wrong-kind", "a line of a list"),
        (BESIDE % "medicine", "unknown-question", "medicine"),
        (BESIDE % "age", "wrong-kind", "age isn't one"),
        (BESIDE % "areas", "wrong-kind", "areas isn't one"),
        (BESIDE % "medicines", "wrong-kind", "medicines shares a screen"),
    ],
)
def test_a_question_that_cannot_be_remembered_or_listed_so_is_told(
    tmp_path: Path, keys: str, code: str, message: str
) -> None:
    told = of_question(tmp_path, keys)
    assert code in [one for one, said in told if message in said], told


@pytest.mark.parametrize(
    "keys", ["trusted_within: [somewhere]", "grows: weekly", "trusted: soon", "trusted_options: {a: 1 moon}"]
)
def test_a_word_that_no_key_of_a_question_knows_is_refused_when_it_is_read(tmp_path: Path, keys: str) -> None:
    folder = folder_with(tmp_path, "questions", QUESTION % f"kind: many, options: {{a: A}}, {keys}")
    assert len(check_folder(LaidOver(folder)).findings) == 1


def test_a_list_that_is_no_shipped_one_may_be_a_persons_own(tmp_path: Path) -> None:
    own_list = QUESTION.replace("own_question", "own_list").replace("[plan]", "[]")
    text = own_list % "kind: many, options_from: listed" + QUESTION % (
        "kind: yes_no, listed_in: own_list, listed_as: It is so"
    )
    assert [one for one in found(tmp_path, "questions", text) if one[0] == "unknown-question"] == []

"""Folders of rules put together, on rules of their own: not one shipped rule is read here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skinroutine.decide.evaluate import evaluate
from skinroutine.rule_files import UnreadableFileError
from skinroutine.rulebook import Case, Course, Interval, Question, ScreeningRule, Step, Symptom, SymptomRule
from skinroutine.rulebook.book import Book
from skinroutine.rulebook.conditions import Answer, Chosen, Facts
from skinroutine.rulebook.doubt import holding
from skinroutine.rulebook.folders import Layer, NoRulesFolderError, UnknownTreatmentError, layers
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.problems import FileProblemsError
from skinroutine.rulebook.templates import asked_questions
from skinroutine.rulebook.topics import kind_of

TREATMENT = """\
name: Waxing
summary: Wax takes hair away.
order: 2
devices:
  - {id: strip, label: Strip, home: true, say: Fine at home., sources: [s]}
about:
  - {id: wax-does, part: does, say: It takes hair away., sources: [s]}
"""
QUESTIONS = """\
- {id: kit, asked_by: [plan, log], kind: one, options_from: devices, ask: Which?, ask_log: Which one?, why: x}
- {id: skin, asked_by: [plan], kind: many, options: {sore: Sore skin, burnt: Burnt skin}, ask: Which?, why: x}
- {id: "days.{skin}", asked_by: [plan], kind: number, only: [burnt], ask: "Since when? ({option})", why: x}
- {id: signs, asked_by: [check-symptoms], kind: many, options_from: symptoms, ask: Which?, why: x}
"""
SIGNS = """\
- {id: faint, screen: first, label: Fainted}
- {id: pink, screen: skin, label: Pink skin}
- {id: seizure, screen: first, label: A fit}
"""
SCREENING = """\
- {id: sore, when: {skin: sore}, verdict: wait, say: Wait until it is calm., sources: [s]}
"""
LEVELS = "".join(
    f"- {{level: {level}, name: level-{level}, title: Level {level}, say: Level {level}.}}\n"
    for level in range(5)
)
FILES = {
    "common/questions.yaml": QUESTIONS,
    "common/symptoms.yaml": SIGNS,
    "common/levels.yaml": LEVELS,
    "common/screening.yaml": SCREENING,
    "waxing/treatment.yaml": TREATMENT,
    "waxing/screening.yaml": SCREENING.replace("sore", "burnt"),
}
Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes a folder of rules: its name, and its files by path."""

    def writing(name: str, files: dict[str, str]) -> Path:
        for path, text in files.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path / name

    return writing


@pytest.fixture
def shipped(written: Written) -> Path:
    return written("shipped", FILES)


def library(shipped: Path, *own: Path) -> Library:
    return Library(layers(own, shipped_folder=shipped))


def ids(items: list[ScreeningRule]) -> list[str]:
    return [item.id for item in items]


def test_a_treatment_is_a_folder_with_yaml_and_common_is_none(shipped: Path) -> None:
    (shipped / "empty").mkdir()
    (shipped / "notes.yaml").write_text("- x", encoding="utf-8")
    assert library(shipped).treatment_ids == ("waxing",)


def test_a_folder_that_is_none_is_refused_by_name(shipped: Path, tmp_path: Path) -> None:
    with pytest.raises(NoRulesFolderError) as found:
        library(shipped, tmp_path / "nowhere")
    assert str(found.value) == (
        f"{tmp_path / 'nowhere'} isn't a folder of rules. Name the folder that holds the treatment folders."
    )


def test_the_shipped_layer_has_no_name_and_another_that_of_its_folder(
    shipped: Path, written: Written
) -> None:
    own = written("mine", {"waxing/prep.yaml": ""})
    assert layers((own,), shipped_folder=shipped) == (Layer(shipped, ""), Layer(own, "mine"))


def test_an_unknown_treatment_is_refused_with_the_nearest_and_all_that_there_are(shipped: Path) -> None:
    with pytest.raises(UnknownTreatmentError) as found:
        Book(library(shipped), "waxin")
    assert str(found.value) == "There's no treatment 'waxin'; did you mean 'waxing'? Choose from: waxing."


def test_common_rules_come_first_and_apply_to_every_treatment(shipped: Path) -> None:
    rules = library(shipped)
    assert ids(rules.items("screening", "waxing", ScreeningRule)) == ["sore", "burnt"]
    assert ids(rules.items("screening", "", ScreeningRule)) == ["sore"]


def test_a_topic_that_has_no_file_has_no_items(shipped: Path) -> None:
    assert library(shipped).items("prep", "waxing", Step) == []


def test_a_topic_is_read_only_when_it_is_asked_for(shipped: Path) -> None:
    (shipped / "waxing/aftercare.yaml").write_text("a: [", encoding="utf-8")
    rules = library(shipped)
    assert len(rules.items("screening", "waxing", ScreeningRule)) == 2
    with pytest.raises(FileProblemsError):
        rules.items("aftercare", "waxing", Step)


def test_a_persons_own_rules_are_added_and_carry_the_name_of_their_folder(
    shipped: Path, written: Written
) -> None:
    own = written("mine", {"waxing/screening.yaml": SCREENING.replace("id: sore", "id: mine")})
    items = library(shipped, own).items("screening", "waxing", ScreeningRule)
    assert [(item.id, item.origin) for item in items] == [("sore", ""), ("burnt", ""), ("mine", "mine")]


def test_a_rule_of_the_same_id_is_added_to_the_shipped_one_and_replaces_nothing(
    shipped: Path, written: Written
) -> None:
    own = written("mine", {"common/screening.yaml": SCREENING.replace("verdict: wait", "verdict: go")})
    book = Book(library(shipped, own), "waxing")
    answers: dict[str, Answer] = {"skin": Chosen(frozenset({"sore"}))}
    assert evaluate(book.screening, Facts(answers, {})).weight == 2


@pytest.mark.parametrize("folder", ["common", "waxing"])
def test_no_later_folder_can_hide_a_shipped_question(folder: str, shipped: Path, written: Written) -> None:
    hidden = (
        "- {id: skin, asked_by: [], kind: yes_no, when: {kit: strip}, left_out: optional, ask: x, why: x}\n"
    )
    book = Book(library(shipped, written("mine", {f"{folder}/questions.yaml": hidden})), "waxing")
    (skin,) = [one for one in book.questions("plan") if one.id == "skin"]
    assert (skin.kind, skin.left_out, list(skin.options)) == ("many", "needed", ["sore", "burnt"])
    assert "skin" not in book.guards


def test_no_later_folder_can_hide_one_of_the_questions_that_a_pattern_makes(
    shipped: Path, written: Written
) -> None:
    hidden = "- {id: days.burnt, asked_by: [], kind: yes_no, when: {kit: strip}, ask: x, why: x}\n"
    book = Book(library(shipped, written("mine", {"common/questions.yaml": hidden})), "waxing")
    (days,) = [one for one in book.questions("plan") if one.id == "days.burnt"]
    assert days.kind == "number"
    assert holding(book.guards["days.burnt"], Facts({"skin": Chosen(frozenset({"burnt"}))}, {})).truth is True


def test_no_later_folder_can_change_what_a_level_says_or_a_symptom_is_called(
    shipped: Path, written: Written
) -> None:
    own = {
        "common/levels.yaml": "- {level: 0, name: fine, title: Fine, say: All is fine.}\n",
        "common/symptoms.yaml": "- {id: seizure, screen: last, label: All is fine}\n",
    }
    book = Book(library(shipped, written("mine", own)), "waxing")
    assert [words.title for words in book.levels] == ["Level 0", "Level 1", "Level 2", "Level 3", "Level 4"]
    assert [(one.id, one.screen) for one in book.symptoms if one.id == "seizure"] == [("seizure", "first")]


def test_a_later_folder_may_bring_a_treatment_of_its_own(shipped: Path, written: Written) -> None:
    own = written("mine", {"icing/treatment.yaml": TREATMENT.replace("Waxing", "Icing").replace("2", "1")})
    treatments = library(shipped, own).treatments
    assert [(name, one.name) for name, one in treatments.items()] == [
        ("icing", "Icing"),
        ("waxing", "Waxing"),
    ]


def test_a_treatment_without_its_own_page_is_told_by_file(shipped: Path, written: Written) -> None:
    own = written("mine", {"icing/prep.yaml": ""})
    with pytest.raises(FileProblemsError) as found:
        library(shipped, own).treatment("icing")
    assert str(found.value).endswith("icing/treatment.yaml:1: this file is missing; a treatment needs it")


def test_a_file_in_another_encoding_is_told_by_name(shipped: Path) -> None:
    (shipped / "common/sources.yaml").write_bytes(b"- \xff")
    with pytest.raises(FileProblemsError) as found:
        _ = library(shipped).sources
    assert str(found.value).endswith("sources.yaml:1: this isn't UTF-8 text; save it as UTF-8")


def test_a_file_that_cannot_be_opened_is_told_by_name(shipped: Path) -> None:
    with pytest.raises(UnreadableFileError) as found:
        library(shipped).read_file(shipped / "gone.yaml", "prep")
    assert str(found.value).endswith(
        "gone.yaml cannot be read (No such file or directory). Check the path and its permissions."
    )


@pytest.mark.parametrize(
    ("topic", "item", "kind"),
    [
        ("screening", {"id": "x", "verdict": "wait"}, ScreeningRule),
        ("device", {"id": "x", "verdict": "wait"}, ScreeningRule),
        ("device", {"id": "x", "do": "Rinse."}, Step),
        ("technique", {"id": "x", "stop_if": "It bleeds."}, Step),
        ("frequency", {"id": "x", "stretch": 2}, Interval),
        ("red-flags", {"id": "x", "level": 4}, SymptomRule),
        ("symptoms", {"id": "x", "course": "pink"}, Course),
        ("symptoms", {"id": "x", "screen": "first"}, Symptom),
        ("questions", {"id": "x", "asked_by": []}, Question),
        ("cases", {"case": "x"}, Case),
        (
            "prep",
            {"id": "x", "verdict": "wait"},
            "an item of prep needs one of the keys do, avoid, pause, stop_if",
        ),
        ("prep", {"do": "x", "pause": "y"}, "keep one of do, pause: a step is one of them"),
    ],
)
def test_what_an_item_is_is_told_by_its_keys(topic: str, item: dict[str, object], kind: object) -> None:
    assert kind_of(topic)(item) == kind


def test_a_question_for_each_option_is_asked_only_where_that_option_is_chosen(shipped: Path) -> None:
    book = Book(library(shipped), "waxing")
    questions = {one.id: one for one in book.questions("plan")}
    assert list(questions) == ["kit", "skin", "days.burnt"]
    assert questions["days.burnt"].ask == "Since when? (Burnt skin)"
    for chosen, applies in [({"burnt"}, True), ({"sore"}, False)]:
        answers: dict[str, Answer] = {"skin": Chosen(frozenset(chosen))}
        assert holding(questions["days.burnt"].when, Facts(answers, book.guards)).truth is applies


def test_each_command_asks_its_own_questions_in_its_own_words(shipped: Path) -> None:
    book = Book(library(shipped), "waxing")
    asked = {command: [one.ask for one in book.questions(command)] for command in ("plan", "log")}
    assert asked == {
        "plan": ["Which?", "Which?", "Since when? (Burnt skin)"],
        "log": ["Which one?"],
    }


def test_devices_and_symptoms_fill_in_the_options_and_symptoms_their_screens(shipped: Path) -> None:
    book = Book(library(shipped), "waxing")
    (kit,) = book.questions("log")
    (signs,) = book.questions("check-symptoms")
    assert kit.options == {"strip": "Strip"}
    assert signs.options == {"faint": "Fainted", "pink": "Pink skin", "seizure": "A fit"}
    assert asked_questions([kit], "log", {"devices": {}})[0].options == {"strip": "Strip"}

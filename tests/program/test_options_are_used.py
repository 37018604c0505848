"""Every option and every answer that is typed is used, or the command refuses and says which one it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import time_machine
import typer.main

from conftest import Ran, Run
from skinroutine.cli.misuse import name_of
from skinroutine.cli.near import names_in
from skinroutine.cli.program import app_for
from skinroutine.options import Usage
from typed import HEALTHY, RESTED, ROLLER, flags, needled, needling, refused

NONSENSE: Final = "zzz=@?"
WORDS: Final = frozenset({"--note", "--why", "--name"})
"""Options for a person's own words: any text is one."""
PLACES: Final = frozenset({"--home", "--output", "--save-answers", "--into", "--rules", "FILE"})
"""Options that name a file or a folder, of which any name may be one."""
MODES: Final = frozenset({"--json", "--plain", "--no-input", "--full", "--no-pager", "--help"})


class Option(NamedTuple):
    """An option or an argument of a command, as it is typed; ``takes`` says whether a value belongs to it."""

    command: str
    name: str
    takes: bool
    many: bool
    turns: bool
    """Whether it is a flag with an opposite."""

    @property
    def words(self) -> list[str]:
        return [] if self.is_argument else [self.name]

    @property
    def is_argument(self) -> bool:
        return not self.name.startswith("--")


def options_of(command: Any, path: str = "") -> Iterator[Option]:
    """Every option of a command and of those inside it, as the program builds them."""
    for param in command.params:
        if param.name != "help":
            takes = param.param_type_name == "argument" or not param.is_flag
            many = getattr(param, "multiple", False) or param.nargs == -1
            turns = bool(getattr(param, "secondary_opts", ()))
            yield Option(path, name_of(param), takes, many, turns)
    for name, inner in getattr(command, "commands", {}).items():
        yield from options_of(inner, f"{path} {name}".strip())


@cache
def everything() -> tuple[Option, ...]:
    return tuple(options_of(typer.main.get_command(app_for([], whole=True))))


def usages_of(command: Any, path: str = "") -> Iterator[tuple[str, Usage]]:
    """What the command line knows of each command beside its options."""
    yield path, command.usage
    for name, inner in getattr(command, "commands", {}).items():
        yield from usages_of(inner, f"{path} {name}".strip())


def arguments_of(command: str) -> list[str]:
    """What a command cannot do without."""
    needed = {"history show": 1, "history edit": 1, "history remove": 1, "device retire": 1, "import": 1}
    rules = {"rules show": 1, "rules diff": 2, "rules new": 1}
    return ["thing"] * (needed | rules).get(command, 0)


ALL: Final = everything()
USAGES: Final = dict(usages_of(typer.main.get_command(app_for([], whole=True))))
APART: Final = {command: usage.apart for command, usage in USAGES.items() if usage.apart}
NEEDS: Final = {command: usage.needs for command, usage in USAGES.items() if usage.needs}
MAY_BE_EMPTY: Final = {(command, name) for command, usage in USAGES.items() for name in usage.may_be_empty}
TAKING: Final = [one for one in ALL if one.takes]


def shown(option: Option) -> str:
    return f"{option.command} {option.name}"


def test_every_command_is_looked_at() -> None:
    assert len({one.command for one in ALL}) >= 35
    assert len(ALL) >= 200


@pytest.mark.parametrize("blank", ["", "  "], ids=["empty", "blank"])
def test_an_option_without_a_value_is_refused_by_its_name(run: Run, home: Path, blank: str) -> None:
    for one in TAKING:
        if (one.command, one.name) in MAY_BE_EMPTY:
            continue
        before = ["thing"] * (one.name == "NEW")
        words = [*before, blank] if one.is_argument else [*arguments_of(one.command), one.name, blank]
        refused(run(*one.command.split(), *words), 2, f"{one.name} is empty.")
    assert not home.exists()


def test_an_option_that_takes_one_value_is_not_given_twice(run: Run, home: Path) -> None:
    for one in ALL:
        if one.many or one.is_argument or not (one.takes or one.turns):
            continue
        value = ["1"] if one.takes else []
        words = [*arguments_of(one.command), one.name, *value, one.name, *value]
        refused(run(*one.command.split(), *words), 2, f"{one.name} is given twice.")
    assert not home.exists()


def test_an_option_before_the_name_of_a_command_is_refused(run: Run, home: Path) -> None:
    groups = {one.command.split()[0] for one in ALL if " " in one.command}
    inside = {
        group: next(one.command for one in ALL if one.command.startswith(f"{group} ")) for group in groups
    }
    before = [one for one in ALL if one.command in groups and not one.is_argument]
    refused(run("hold", "--plain", "end"), 2, "Write --plain after the command: skinroutine hold end --plain")
    for one in before:
        name = inside[one.command].split()[1]
        ran = run(one.command, one.name, *(["1"] if one.takes else []), name)
        assert (ran.status, one.name in ran.err) == (2, True), one
    assert len(before) >= 20
    assert not home.exists()


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        (["--home", "x", "status"], "Write --home after the command: skinroutine status --home"),
        (["--home=x", "status"], "Write --home after the command: skinroutine status --home"),
        (["--no-input", "plan"], "Write --no-input after the command: skinroutine plan --no-input"),
        (["--plain", "hold", "list"], "Write --plain after the command: skinroutine hold --plain"),
        (["--version", "status"], "There's no option --version here. See: skinroutine --help"),
    ],
)
def test_an_option_before_the_command_is_refused_with_where_it_goes(
    run: Run, home: Path, typed: list[str], instead: str
) -> None:
    refused(run(*typed), 2, instead)
    assert not home.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ["status", "--jsn"],
            "There's no option --jsn here. Did you mean --json? See: skinroutine status --help",
        ),
        (["log", "--foo"], "There's no option --foo here. See: skinroutine log --help"),
        (["status", "--zzz"], "There's no option --zzz here. See: skinroutine status --help"),
        (["status", "due"], "“due” is too many. See: skinroutine status --help"),
        (["plan", "microneedling", "--on"], "--on needs a value after it. See: skinroutine plan --help"),
        (["history", "show"], "ID is missing. See: skinroutine history show --help"),
        (["history", "--limit", "0"], "--limit: write a whole number from 1 to 100000."),
        (["history", "--limit", "9" * 30], "--limit: write a whole number from 1 to 100000."),
        (["history", "--limit", "1.5"], "--limit: write a whole number from 1 to 100000."),
        (["status", "--json=yes"], "--json takes no value. See: skinroutine status --help"),
    ],
)
def test_what_the_command_line_cannot_take_is_told_with_a_fix(run: Run, typed: list[str], said: str) -> None:
    refused(run(*typed), 2, said)


def test_what_the_command_line_cannot_take_is_an_error_in_json_too(run: Run) -> None:
    ran = run("status", "--json", "--zzz")
    assert (ran.status, ran.json["error"]) == (2, "usage")


@pytest.mark.parametrize("typed", [[""], ["", "status"], ["hold", ""], ["rules", ""], ["history", ""]])
def test_an_empty_word_is_no_command_and_is_refused_in_json_too(run: Run, typed: list[str]) -> None:
    group = "".join(f"{word} " for word in typed[:1] if word)
    see = f"See them all: skinroutine {group}--help"
    listed = ", ".join(names_in(group.strip()))
    refused(run(*typed), 2, f"There's no command '{group}'. ")
    assert run(*typed).err.endswith((f"{see}\n", f"Choose from: {listed}.\n"))
    assert run(*typed, "--json").json["error"] == "no-such-command"


def test_again_beside_a_reaction_alone_is_refused(run: Run) -> None:
    run(*needled())
    refused(run("log", "--reaction", "none", "--again"), 2, "--again is for a session")


def test_the_table_names_options_that_there_are() -> None:
    known = {(one.command, one.name) for one in ALL}
    told = {
        (command, name)
        for command, listed in APART.items()
        for apart in listed
        for name in (apart.option, *apart.others, *([apart.unless] if apart.unless else []))
    }
    told |= {(command, name) for command, needs in NEEDS.items() for pair in needs.items() for name in pair}
    assert told | MAY_BE_EMPTY <= known
    assert (len(APART), len(NEEDS), len(MAY_BE_EMPTY)) >= (7, 2, 1)


def test_options_that_do_nothing_beside_each_other_are_refused_in_any_order(run: Run, home: Path) -> None:
    takes = {(one.command, one.name): one.takes for one in ALL}
    for command, listed in APART.items():
        for apart in listed:
            for other in apart.others:
                pair = [
                    [*([] if name.isupper() else [name]), *(["1"] if takes[command, name] else [])]
                    for name in (apart.option, other)
                ]
                for first, second in (pair, pair[::-1]):
                    ran = run(*command.split(), *arguments_of(command), *first, *second)
                    assert (ran.status, "do not go together" in ran.err) == (2, True), (
                        command,
                        first,
                        second,
                    )
    for command, needs in NEEDS.items():
        for option, needed in needs.items():
            words = [option, *(["1"] if takes[command, option] else [])]
            refused(run(*command.split(), *words), 2, f"{option} does nothing without {needed}.")
    assert not home.exists()


def test_nonsense_in_an_option_is_refused_and_nothing_is_stored(run: Run, home: Path) -> None:
    for one in TAKING:
        if one.name in WORDS | PLACES or one.name == "DIR":
            continue
        words = [NONSENSE] if one.is_argument else [*arguments_of(one.command), one.name, NONSENSE]
        ran = run(*one.command.split(), *words)
        assert (ran.status in {1, 2}, ran.out, ran.err.count("\n") >= 1) == (True, "", True), (one, ran)
    assert not (home / "history.db").exists()


def test_no_nonsense_that_a_healthy_plan_is_given_leaves_its_verdict_standing(run: Run) -> None:
    whole = needling(**RESTED)
    assert run("plan", *whole, "--json").json["verdict"] == "go"
    for one in (one for one in TAKING if one.command == "plan" and not one.is_argument):
        if one.name in PLACES:
            continue
        ran = run("plan", *whole, "--json", one.name, NONSENSE)
        assert (ran.status in {1, 2}, "verdict" in ran.out) == (True, False), one


def test_pairs_of_options_of_a_plan_are_each_used_or_refused(run: Run, home: Path, tmp_path: Path) -> None:
    """What the pair gives is what neither option gives alone, or it is refused."""
    file, target = tmp_path / "a.yaml", tmp_path / "b.yaml"
    file.write_text(json.dumps({**HEALTHY, **ROLLER, **RESTED}))
    given: dict[str, list[str]] = {
        "--example": ["--example"], "--answers": ["--answers", str(file)], "--set": ["--set", "age=12"],
        "--what-if": ["--what-if", "needle_mm=3"], "--on": ["--on", "friday"], "--exit-code": ["--exit-code"],
        "--save-answers": ["--save-answers", str(target)], "--no-input": ["--no-input"], "--json": ["--json"],
        "--plain": ["--plain"], "--full": ["--full"], "--no-pager": ["--no-pager"],
        "--rules": ["--rules", "none"], "--home": ["--home", str(home)],
    }  # fmt: skip
    known = {one.name for one in ALL if one.command == "plan" and not one.is_argument}
    assert set(given) == known
    for first, second in combinations(sorted(known - MODES - {"--home", "--rules"}), 2):
        ran = run("plan", "microneedling", *given[first], *given[second])
        target.unlink(missing_ok=True)
        if ran.status == 2:
            continue
        alone = [run("plan", "microneedling", *given[name]) for name in (first, second)]
        saved = "--save-answers" in {first, second}
        assert saved or "--exit-code" in {first, second} or ran.out not in {one.out for one in alone}, (
            first,
            second,
        )


@pytest.mark.parametrize(
    "beside",
    [
        ["--set", "conditions=pregnancy"], ["--set", "age=12"], ["--set", "nonsense=1"], ["--answers", "f"],
        ["--what-if", "age=12"], ["--on", "friday"], ["--save-answers", "f"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_example_takes_no_answers_of_ones_own(run: Run, home: Path, beside: list[str]) -> None:
    for words in (["--example", *beside], [*beside, "--example"]):
        ran = run("plan", "microneedling", *words, "--json")
        assert (ran.status, ran.json["error"]) == (2, "options-clash")
        assert "For your own answers, leave --example out." in str(ran.json["message"])
    assert not home.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["export", "--force"], "--force does nothing without a file."),
        (["export", "-", "--force"], "--force does nothing without a file."),
        (["calendar", "--what", ","], "'' isn't a part of the calendar."),
        (["handover", "--redact", ","], "'' cannot be left out."),
        (["history", "--area", "chekks"], "There's no area 'chekks'; did you mean 'cheeks'?"),
        (["history", "--chart", "--area", "chekks"], "There's no area 'chekks'; did you mean 'cheeks'?"),
        (["history", "--treatment", "waxing"], "There's no treatment 'waxing'"),
        (["export", "--format", "jsonll"], "'jsonll' isn't a format; did you mean 'jsonl'? Choose from: "),
        (
            ["calendar", "--what", "aftercaer"],
            "'aftercaer' isn't a part of the calendar; did you mean 'aftercare'?",
        ),
        (["remind", "crno"], "'crno' is not known; did you mean 'cron'? Choose from: "),
        (["hold", "end", "--how", "heald"], "'heald' isn't a way to end a hold; did you mean 'healed'? "),
        (["hold", "end", "--how", "qqqqq"], "'qqqqq' isn't a way to end a hold. Choose from: --how healed, "),
        (["handover", "--redact", "nots"], "'nots' cannot be left out; did you mean 'notes'? Choose from: "),
        (["device", "retire", "qqqqq"], "is called 'qqqqq'. See them all: skinroutine device list --all"),
        (["history", "--since", "2026-11-02", "--until", "2026-11-01"], "Name a first day before the last."),
        (["due", "--private"], "Add it to: skinroutine due --notify"),
        (["due", "--home", "x", "--home", "y"], "--home is given twice."),
        (["status", "--home", ""], "--home is empty."),
    ],
)
def test_a_value_that_would_do_nothing_is_refused(run: Run, home: Path, typed: list[str], said: str) -> None:
    refused(run(*typed), 2, said)
    assert not home.exists()


@pytest.mark.parametrize(
    "typed", [["export", "--format", "csv"], ["handover", "--format", "html"]], ids=" ".join
)
def test_a_form_that_is_not_shown_is_refused_beside_json(run: Run, home: Path, typed: list[str]) -> None:
    ran = run(*typed, "--json")
    assert (ran.status, ran.json["error"]) == (2, "options-clash")
    assert not home.exists()


def test_a_page_in_a_file_may_be_told_of_as_json(
    run: Run, tmp_path: Path, clock: time_machine.Traveller
) -> None:
    run(*needled(), "--at", "2 days ago")
    page = tmp_path / "page.txt"
    ran = run("handover", "--json", "--format", "html", "--output", str(page))
    assert (ran.status, page.read_text().startswith("<!doctype html>")) == (0, True)
    assert clock


def test_an_area_that_was_never_treated_is_no_mistake(run: Run, clock: time_machine.Traveller) -> None:
    run(*needled())
    ran = run("history", "--area", "nose")
    assert (ran.status, ran.err) == (0, "")
    assert clock


def decided(ran: Ran) -> tuple[object, object]:
    told: Any = ran.json
    return told["verdict"], sorted(one["id"] for one in told["reasons"])


@pytest.mark.parametrize(
    "beside",
    [
        "suction=high",
        "device_cleared=no",
        "eye_and_mouth_cover=no",
        "numbing_covered=no",
        "last_reaction=none",
    ],
)
def test_an_answer_of_the_vocabulary_that_cannot_matter_today_is_taken_and_kept(
    run: Run, beside: str
) -> None:
    name, value = beside.split("=")
    ran = run("plan", *needling(**{**RESTED, name: value}), "--json")
    assert (ran.status, ran.json["verdict"]) == (0, "go")
    assert name in json.loads(run("export").out.splitlines()[-1])["data"]["answers"]


def test_a_mapping_of_days_that_names_none_is_legal(run: Run) -> None:
    answers = json.dumps({**HEALTHY, **ROLLER, **RESTED, "days_since": {}})
    ran = run("plan", "microneedling", "--answers", "-", "--json", typed=answers)
    assert ran.json["verdict"] == "go"


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"last_reaction": "severe"}, "last_reaction=severe"),
        ({"numbing_covered": "yes"}, "numbing_covered=yes"),
        ({"days_since.isotretinoin": "20"}, "medicines=isotretinoin"),
        ({"days_since.sunburn": "2"}, "skin_today=sunburn"),
        ({"days_since.peel": "2"}, "recent_procedures=peel"),
    ],
)
def test_an_answer_to_a_question_that_nobody_would_have_asked_still_counts(
    run: Run, answers: dict[str, str], reason: str
) -> None:
    ran: Any = run("plan", *needling(), *flags(answers), "--json").json
    because = [pair for one in ran["reasons"] for pair in one["because"]]
    assert reason in because


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("check-symptoms", "skin_today=sunburn"),
        ("plan", "risk_factors=diabetes"),
        ("plan", "symptoms=redness"),
        ("plan", "reaction=severe"),
        ("log", "conditions=pregnancy"),
        ("device add", "age=12"),
        ("device choose", "numbing_cream=stronger"),
    ],
)
def test_an_answer_to_a_question_of_another_command_is_refused_by_name(
    run: Run, home: Path, command: str, answer: str
) -> None:
    ran = run(*command.split(), "microneedling", "--set", answer)
    assert (ran.status, ran.out) == (2, "")
    assert f"{answer.partition('=')[0]}: there's no such question" in ran.err
    assert not home.exists()


@pytest.mark.parametrize(
    "typed", [["--json", "--home", "{}"], ["--home={}", "--json"], ["--home", "{}", "--json"]]
)
def test_the_screen_without_a_command_takes_its_options_in_any_order(
    typed: list[str], tmp_path: Path, run: Run
) -> None:
    asked = [word.format(tmp_path) for word in typed]
    assert (run(*asked).status, run(*asked).out) == (0, run("status", *asked).out)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["--home"], "--home needs a value after it."),
        (["--home", ""], "--home is empty."),
        (["--home", "x", "--home", "y"], "--home is given twice."),
        (["--plain", "x"], "“x” is too many."),
        (["--show-completion", "bash"], "“bash” is too many."),
    ],
)
def test_what_is_wrong_without_a_command_is_named(typed: list[str], told: str, run: Run) -> None:
    ran = run(*typed)
    assert (ran.status, ran.err.startswith(told)) == (2, True), ran.err

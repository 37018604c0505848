"""Law 2 at the prompt: what is no answer, whatever was typed, gives no result and stores nothing."""

from __future__ import annotations

import io
from typing import NoReturn

import pytest

from conftest import Run


def missing(found: object) -> list[str]:
    assert isinstance(found, list)
    return [str(one["id"]) for one in found]


def test_a_plan_without_answers_gives_status_2_and_names_every_answer_that_it_needs(run: Run) -> None:
    ran = run("plan", "microneedling", "--no-input", "--json")
    assert ran.status == 2
    assert ran.json["error"] == "missing-answers"
    assert set(missing(ran.json["missing"])) >= {
        "areas", "skin_today", "conditions", "medicines", "recent_procedures", "age", "device_kind",
        "needle_mm", "device_shared", "device_sound", "device_clean", "products_during", "numbing_cream",
    }  # fmt: skip
    assert all(name in ran.err for name in missing(ran.json["missing"]))


def test_a_check_without_answers_gives_status_2_and_names_all_that_it_needs(run: Run) -> None:
    ran = run("check-symptoms", "microdermabrasion", "--no-input", "--json")
    assert ran.status == 2
    assert missing(ran.json["missing"]) == ["symptoms", "hours_since_session", "risk_factors"]


def test_a_check_whose_hours_are_missing_gives_status_2_and_names_them(run: Run) -> None:
    ran = run("check-symptoms", "microneedling", "--json", "--set", "symptoms=redness")
    assert ran.status == 2
    assert "hours_since_session" in missing(ran.json["missing"])


@pytest.mark.parametrize("command", ["plan", "check-symptoms", "log"])
@pytest.mark.parametrize(
    "typed", ["", "\n", "\n\n\n", "xyzzy\n", "\x1b[A\n", "99\n"],
    ids=["end of input", "an empty line", "empty lines", "no option", "an arrow key", "no such number"],
)  # fmt: skip
def test_what_is_no_answer_gives_no_result_and_the_open_questions_on_status_2(
    run: Run, command: str, typed: str
) -> None:
    ran = run(command, "microneedling", "--plain", typed=typed)
    assert (ran.status, ran.out) == (2, "")
    assert "These answers are missing: " in ran.err
    assert run("why").err == "Nothing was answered yet. Start with: skinroutine plan\n"


def test_an_empty_line_is_no_not_sure_either(run: Run) -> None:
    ran = run("plan", "microneedling", "--plain", typed="cheeks\n\n")
    assert (ran.status, ran.out) == (2, "")
    assert "An empty line isn't an answer." in ran.err
    assert "These answers are missing: skin_today, " in ran.err


class Interrupting(io.StringIO):
    def readline(self, *_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt


@pytest.mark.parametrize("command", ["plan", "check-symptoms", "log"])
def test_ctrl_c_gives_no_result_and_status_130(
    run: Run, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(io, "StringIO", Interrupting)
    ran = run(command, "microneedling", "--plain")
    assert (ran.status, ran.out) == (130, "")
    assert ran.err.endswith("Stopped. Nothing was decided and nothing was stored.\n")

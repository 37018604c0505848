"""Files that are no rules at all: findings, and never a traceback."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from effort import examples
from rule_overlay import LaidOver
from skinroutine.review.lint.own_rules import refuse_unusable
from skinroutine.review.lint.run import check_folder
from skinroutine.rulebook.problems import FileProblemsError

WORDS = [
    "id", "when", "verdict", "level", "course", "do", "avoid", "say", "sources", "then", "every", "for",
    "from", "asked_by", "kind", "options", "screen", "label", "until", "if_not_sure", "not", "any", "all",
    "under", "over", "skin_today", "warts", "symptoms", "redness", "symptoms.redness.trend", "medicines",
    "days_since.retinol", "needle_mm", "wait", "caution", "no", "judgement", "own-rule", "{medicines}",
    "x.{medicines}", "{nothing}.x", "plan", "one", "many", "number", "yes_no", "only", "options_from",
    "becomes", "devices", "*", "48 hours", "\x1b[2J", "",
]  # fmt: skip
QUESTIONS = ["skin_today", "medicines", "age", "symptoms", "days_since.retinol", "symptoms.redness.trend"]
ANSWERS = ["warts", "retinol", "redness", "improving", True, False, "nothing"]
BOUNDS = ["under", "over", "at_least", "at_most"]
TOPICS = [
    "screening", "device", "prep", "frequency", "red-flags", "symptoms", "questions", "sources", "treatment",
    "example", "cases/own",
]  # fmt: skip

SCALARS = st.one_of(st.sampled_from(WORDS), st.integers(), st.booleans(), st.none(), st.text(max_size=8))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)
    ),
    max_leaves=20,
)
TESTS = st.one_of(
    st.sampled_from(ANSWERS),
    st.dictionaries(st.sampled_from(BOUNDS), st.integers(-5, 200), min_size=1),
)
CONDITIONS = st.recursive(
    st.dictionaries(st.sampled_from(QUESTIONS), TESTS, min_size=1, max_size=2),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=8,
)
RULES = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["own-rule", "own-other", "mn-warts"]),
        "when": CONDITIONS,
        "verdict": st.sampled_from(["go", "caution", "wait"]),
        "say": st.sampled_from(["Wait.", "Discontinue utilisation."]),
        "sources": st.lists(st.sampled_from(["judgement", "nobody"]), min_size=1),
    },
    optional={"if_not_sure": st.sampled_from(["go", "no"]), "until": st.sampled_from(["it is gone"])},
)
few = examples(15, allowed=[HealthCheck.function_scoped_fixture])


def found(folder: Path, topic: str, text: bytes) -> list[str]:
    """What is found when this text is a file of a folder of rules."""
    file = folder / "microneedling" / f"{topic}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
    try:
        with suppress(FileProblemsError):
            refuse_unusable(LaidOver(folder))
        return [str(one) for one in check_folder(LaidOver(folder)).findings]
    finally:
        file.unlink()


@pytest.mark.proof
@few
@given(topic=st.sampled_from(TOPICS), value=st.one_of(VALUES, st.lists(VALUES, max_size=3)))
def test_any_values_at_all_give_findings_in_their_file(tmp_path: Path, topic: str, value: object) -> None:
    told = found(tmp_path, topic, yaml.safe_dump(value).encode())
    assert [one for one in told if not one.startswith(str(tmp_path))] == []


@pytest.mark.proof
@few
@given(topic=st.sampled_from(TOPICS), text=st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_any_bytes_at_all_give_findings_in_their_file(tmp_path: Path, topic: str, text: bytes | str) -> None:
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    told = found(tmp_path, topic, raw)
    assert [one for one in told if not one.startswith(str(tmp_path))] == []


@pytest.mark.proof
@few
@given(rules=st.lists(RULES, min_size=1, max_size=4))
def test_any_rules_of_the_right_shape_are_judged(tmp_path: Path, rules: list[dict[str, object]]) -> None:
    told = found(tmp_path, "screening", yaml.safe_dump(rules).encode())
    taken = any(one["id"] == "mn-warts" for one in rules)
    assert any("'mn-warts' is taken" in one for one in told) == taken

"""What a clinician may do to a folder of rules, each change with its cases, as CONTRIBUTING.md asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from skinroutine.review.catalogue import catalogue
from skinroutine.review.lint.concerns import summarise
from skinroutine.review.new import write_skeleton
from skinroutine.rulebook.folders import layers
from skinroutine.rulebook.library import Library

NEEDLES: Final = "microneedling"
ABRASION: Final = "microdermabrasion"
Change = Callable[[Path], None]


def rewrite(file: Path, *changes: tuple[str, str]) -> None:
    """Other words at every place where these stand in a file; each stands somewhere."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{file}: {old}"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def append(file: Path, text: str) -> None:
    """More at the end of a file."""
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def longer_interval(rules: Path) -> None:
    rewrite(
        rules / NEEDLES / "frequency.yaml",
        ("- id: mn-weekly\n  every: 7 days", "- id: mn-weekly\n  every: 10 days"),
        ("Leave a full week between two sessions.", "Leave ten days between two sessions."),
    )
    rewrite(
        rules / NEEDLES / "cases" / "plan.yaml",
        ("Exactly one week after the last", "Ten days after the last"),
        ("days_since_last_session: 7}", "days_since_last_session: 10}"),
        ("Six days after the last session is", "Nine days after the last session is"),
        ("answers: {days_since_last_session: 6}", "answers: {days_since_last_session: 9}"),
        ("Two weeks after a session that was slow", "Twenty days after a session that was slow"),
        ("days_since_last_session: 14, last_reaction: p", "days_since_last_session: 20, last_reaction: p"),
    )


def another_sentence(rules: Path) -> None:
    old = "Wait until cuts, scabs and raw skin have healed."
    rewrite(rules / NEEDLES / "screening.yaml", (old, "Wait until your skin is whole again."))


def stricter_red_flag(rules: Path) -> None:
    old = (
        "- id: flag-hives-two-days\n  when: {symptoms: hives, hours_since_session: {at_least: 48}}\n  level: "
    )
    rewrite(rules / "common" / "red-flags.yaml", (f"{old}2", f"{old}3"))
    for treatment in (NEEDLES, ABRASION):
        rewrite(
            rules / treatment / "cases" / "symptoms.yaml",
            ("{level: 2, reasons: [flag-hives-two-days]}", "{level: 3, reasons: [flag-hives-two-days]}"),
        )


def new_red_flag(rules: Path) -> None:
    append(
        rules / "common" / "red-flags.yaml",
        """
- id: flag-hives-asthma
  when: {symptoms: hives, risk_factors: asthma}
  level: 4
  say: Hives in someone with asthma can turn into a bad allergy fast.
  sources: [nhs-anaphylaxis]
""",
    )
    for treatment in (NEEDLES, ABRASION):
        append(
            rules / treatment / "cases" / "symptoms.yaml",
            "".join(
                f"- case: Mild hives after three hours in someone with {words}.\n"
                f"  symptoms:\n    hours_since_session: 3\n    risk_factors: [{factors}]\n"
                f"    symptoms:\n      hives: {{severity: mild, trend: stable, area: arms}}\n"
                f"  expect: {{level: {level}{reasons}}}\n"
                for words, factors, level, reasons in (
                    ("asthma", "asthma", 4, ", reasons: [flag-hives-asthma]"),
                    ("no asthma", "", 1, ""),
                )
            ),
        )


def new_option(rules: Path) -> None:
    rewrite(
        rules / "common" / "questions.yaml",
        ("    warts: Warts\n", "    warts: Warts\n    ringworm: A ring of red, scaly skin (ringworm)\n"),
    )
    append(
        rules / "common" / "screening.yaml",
        """
- id: any-ringworm
  when: {skin_today: ringworm}
  verdict: wait
  until: the ring has gone
  say: Wait until the ring has gone.
  sources: [seed-microneedling-home]
""",
    )
    for treatment in (NEEDLES, ABRASION):
        append(
            rules / treatment / "cases" / "plan.yaml",
            "- case: A ring of scaly skin has to go first.\n"
            "  answers: {skin_today: [ringworm]}\n"
            "  expect: {verdict: wait, reasons: [any-ringworm]}\n",
        )


def longer_hold(rules: Path) -> None:
    rewrite(rules / "common" / "levels.yaml", ("hold_days: 2\n", "hold_days: 4\n"))


def lower_needle_limit(rules: Path) -> None:
    for name in ("device", "limits", "frequency"):
        rewrite(rules / NEEDLES / f"{name}.yaml", ("needle_mm: {over: 0.3}", "needle_mm: {over: 0.25}"))
    rewrite(
        rules / NEEDLES / "device.yaml",
        ("the needles are 0.3 mm or shorter", "the needles are 0.25 mm or shorter"),
        ("longer than 0.3 mm at home", "longer than 0.25 mm at home"),
    )
    rewrite(
        rules / NEEDLES / "cases" / "plan.yaml",
        ("  answers: {needle_mm: 0.3}\n", "  answers: {needle_mm: 0.25}\n"),
        ("The neck is too thin for 0.3 mm without care.", "0.3 mm is too long, above all for the neck."),
        (
            "{verdict: caution, reasons: [mn-thin-skin-needle]}",
            '{verdict: "no", reasons: [mn-thin-skin-needle]}',
        ),
    )


def record_becomes_a_rule(rules: Path) -> None:
    """What was of no concern is minded: the record goes, a rule with its cases comes."""
    file = rules / NEEDLES / "no-concern.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("- id: mn-no-concern-asthma")
    file.write_text(text[:start] + text[text.index("- id: ", start + 1) :], encoding="utf-8")
    append(
        rules / NEEDLES / "screening.yaml",
        """
- id: mn-asthma
  when: {conditions: asthma}
  verdict: caution
  say: Keep your inhaler at hand.
  sources: [judgement]
""",
    )
    answers = "  answers: {conditions: [asthma]}\n  expect: {verdict: "
    rewrite(
        rules / NEEDLES / "cases" / "plan.yaml",
        ("Asthma is no reason against it, as needles make no dust.", "Asthma asks for an inhaler at hand."),
        (f"{answers}go, reasons: []}}", f"{answers}caution, reasons: [mn-asthma]}}"),
    )


COURSE: Final = """
- id: skin-brushing-sym-tightness
  course: tightness
  say: Tight skin is normal for a day.
  then:
    - {level: 2, from: 24 hours, say: Skin that stays tight should be seen.}
  sources: [skin-brushing-manual]
"""
STORY: Final = """- case: Tight skin after %s hours.
  symptoms:
    hours_since_session: %s
    risk_factors: []
    symptoms: {tightness: {severity: mild, trend: stable}}
  expect: {level: %s, reasons: [skin-brushing-sym-tightness]}
"""


def new_treatment(rules: Path) -> None:
    """What ``rules new`` writes, with an address, one more course, and what is of no concern."""
    write_skeleton("skin_brushing", rules, Library(layers(shipped_folder=rules)).treatment_ids)
    folder = rules / "skin_brushing"
    rewrite(folder / "sources.yaml", ("# url: https://...", "url: https://example.org/manual"))
    append(folder / "symptoms.yaml", COURSE)
    append(folder / "cases" / "symptoms.yaml", STORY % (3, 3, 0) + STORY % (24, 24, 2))
    library = Library(layers(shipped_folder=rules))
    for place, gap in enumerate(summarise(catalogue(library), library.layers[0]).unweighed):
        line = gap.record.replace("WHY", "It does no harm.").replace("SOURCE", "judgement")
        line = line.replace("-no-concern-", f"-no-concern-{place}-")
        append(rules / gap.treatment / "no-concern.yaml", f"{line}\n")


CHANGES: Final[Mapping[str, Change]] = {
    "a longer interval": longer_interval,
    "another sentence": another_sentence,
    "a stricter red flag": stricter_red_flag,
    "a new red flag": new_red_flag,
    "a new option": new_option,
    "a longer hold": longer_hold,
    "a lower needle limit": lower_needle_limit,
    "a record that becomes a rule": record_becomes_a_rule,
    "a new treatment": new_treatment,
}

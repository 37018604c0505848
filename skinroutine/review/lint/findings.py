"""What is wrong with a set of rules, each with a code that can be explained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from skinroutine.errors import SkinroutineError, UsageError
from skinroutine.rulebook.problems import FileProblemsError
from skinroutine.rulebook.slips import choices, nearest

UNSAID: Final = frozenset({"no-facts", "own-judgement", "first-aid", "copy"})
"""Codes of what an author has not said yet: they are warnings."""
LEFT_TO_READERS: Final = frozenset(
    {"uncarried-source", "unlisted-fact", "figure", "no-position", "below-triage"}
)
"""Codes that are warnings of the shipped rules, of which some are left until their sources are read again."""


class Finding(NamedTuple):
    """One problem: where it stands, its code, what is wrong, and what to do about it."""

    file: str
    line: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}: {self.code}: {self.message}{hint}"


def findings_of(error: SkinroutineError, file: str) -> list[Finding]:
    """What an error says of a file that cannot be read: each of its problems where it stands."""
    if not isinstance(error, FileProblemsError):
        return [Finding(file, 1, "file", str(error))]
    return [
        Finding(each.file, each.line, "file", f"{each.key}: {each.message}" if each.key else each.message)
        for each in error.problems
    ]


class UnknownCodeError(UsageError):
    """No finding has this code."""

    code = "unknown-code"

    def __init__(self, code: str, known: Iterable[str]) -> None:
        known = list(known)
        hint = nearest(code, known) or "."
        see = choices(known, "skinroutine rules check --help")
        super().__init__(f"There's no code {code!r}{hint} {see}")


class Explanation(NamedTuple):
    """What a code means, and a piece of a rule file before and after it is mended."""

    code: str
    meaning: str
    wrong: str
    right: str


def explanation_of(code: str) -> Explanation:
    """What a code means. Raises UnknownCodeError with the nearest code."""
    if code not in CODES:
        raise UnknownCodeError(code, CODES)
    return Explanation(code, *CODES[code])


CODES: Final[dict[str, tuple[str, str, str]]] = {
    "file": ("The file cannot be read as rules: its YAML, a key or a value is wrong.",
        "verdict: no", 'verdict: "no"'),
    "unread-file": ("Nothing reads the file: its name or its place is wrong.",
        "rules/my_treatment/screning.yaml", "rules/my_treatment/screening.yaml"),
    "same-id": ("Two items have one id. An answer names rules by id, so each needs its own.",
        "- id: my-rule   # twice", "- id: my-rule\n- id: my-other-rule"),
    "unknown-source": ("An item cites a source that the list of sources does not have.",
        "sources: [judgment]", "sources: [judgement]"),
    "unknown-fact": ("An item or a sentence names a fact that the evidence does not have.",
        "evidence: [hives-onyl]", "evidence: [hives-only]"),
    "no-facts": ("An item cites sources and names no fact, so that nobody can see what they say.",
        "sources: [my-clinic]", "sources: [my-clinic]\nevidence: [my-fact]   # in evidence.yaml"),
    "uncarried-source": ("An item cites a source, and none of the facts that it names comes from there.",
        "sources: [my-clinic, my-journal]\nevidence: [my-fact]   # of my-clinic alone",
        "sources: [my-clinic]\nevidence: [my-fact]"),
    "unlisted-fact": ("An item names a fact, and lists none of the sources that say it.",
        "sources: [my-journal]\nevidence: [my-fact]   # of my-clinic",
        "sources: [my-journal, my-clinic]\nevidence: [my-fact]"),
    "figure": ("A sentence has a number that none of its facts and no field of its item has.",
        "say: Wait six weeks.\nevidence: [my-fact]   # it says four",
        "say: {text: Wait six weeks., judgement: true}"),
    "no-position": ("A disagreement rests on no fact, so that nobody can see who disagrees.",
        "disagreement: Some wait longer.",
        "disagreement: {text: Some wait longer., facts: [my-other-fact]}"),
    "own-judgement": ("An item rests on our own judgement alone, and a sentence of it does not say so.",
        "say: Wait a week.\nsources: [judgement]",
        "say: {text: Wait a week., judgement: true}\nsources: [judgement]"),
    "below-triage": ("A sign has a lower level than every fact that it names, and no disagreement.",
        "level: 1\nevidence: [my-fact]   # at level 3",
        "level: 1\nevidence: [my-fact]\ndisagreement: A hospital says to come the same day."),
    "first-aid": ("A step of first aid names no fact. The evidence of its item says how serious the sign is.",
        "do: [Cool it.]", "do: [{text: Cool it., facts: [my-fact]}]"),
    "kind-not-borne": ("A source has a kind that the one behind its address does not bear.",
        "url: https://www.my-optician.example\nkind: hospital",
        "url: https://www.my-optician.example\nkind: clinic"),
    "same-address": ("Two sources have one address, so that one voice would count twice.",
        "- {id: smith-2019, url: https://a.example, ...}\n- {id: smith2019, url: https://a.example, ...}",
        "- {id: smith-2019, url: https://a.example, ...}"),
    "copy": ("The address of a source shows a copy or a translation of what somebody else has written.",
        "url: https://translate.example/?u=my-journal.example", "url: https://my-journal.example"),
    "unused-source": ("The list of sources has one that no item cites.",
        "- id: my-source   # in sources.yaml only", "sources: [my-source]   # in a rule"),
    "unknown-question": ("A condition reads a question that is never asked there.",
        "when: {skin_tody: sunburn}", "when: {skin_today: sunburn}"),
    "unknown-option": ("A condition reads an option that its question does not have.",
        "when: {skin_today: wart}", "when: {skin_today: warts}"),
    "unknown-symptom": ("A course, or a condition, names a symptom that no one can choose.",
        "course: tickel", "course: tickle"),
    "unknown-treatment": ("There's no folder for the treatment that is named.",
        "since: brushin", "since: brushing"),
    "unknown-rule": ("A finding is left by, or a review is of, a rule that there is not.",
        "left_by: [my-rsah]", "left_by: [my-rash]"),
    "unknown-interval": ("A gap after a test patch names an interval that does not stand beside it.",
        "after_patch: [my-wekly]", "after_patch: [my-weekly]"),
    "unknown-statement": ("An answer names a statement that the page of its treatment does not have.",
        "see: [my-about-doe]", "see: [my-about-does]"),
    "circular": ("A treatment counts as itself, by its own word or by way of others.",
        "counts_as: [my_peel]   # in my_peel/counts-as.yaml", "counts_as: [peel]"),
    "counts-for-nothing": ("What a session counts as changes nothing for any other treatment.",
        "counts_as: [facelift]   # and nobody waits after one", "counts_as: [facelift]\nevery: 14 days"),
    "counts-too-mild": ("A session would make others wait where a rule about the same thing is stricter.",
        "counts_as: [tattoo]   # and a rule says no to a new tattoo", "counts_as: [peel]"),
    "two-meanings": ("A word of `also` leads to two options or questions, or is the id of another one.",
        "also: {eczema: [rash], hives: [rash]}", "also: {hives: [rash]}"),
    "spelled-number": ("A text spells a number to call. Which one it is turns on where a person lives.",
        "do: [Call 999 now.]", "do: ['Call {emergency} now. {elsewhere}']"),
    "unknown-blank": ("A text names a blank for a number that nothing fills.",
        "do: ['Call {emergancy} now.']", "do: ['Call {emergency} now.']"),
    "unlisted-number": ("A region calls a number in a sentence that its list does not have.",
        "call: '116'\nemergency: [{number: '117', what: ambulance}]",
        "call: '117'\nemergency: [{number: '117', what: ambulance}]"),
    "wrong-kind": ("A condition reads a question in a way that does not fit its kind.",
        'when: {smoker: "yes"}', "when: {smoker: true}"),
    "out-of-range": ("A bound lies outside the numbers that its question takes.",
        "when: {age: {over: 180}}", "when: {age: {over: 80}}"),
    "never-holds": ("The condition speaks against itself, so the item can never hold.",
        "when: {age: {under: 18, over: 70}}", "when: {age: {at_least: 18, under: 70}}"),
    "milder": ("More answers, or a 'not sure', could make the result milder. They may only make it stricter.",
        "when: {symptoms: tickle, not: {symptoms: rash}}",
        "when: {symptoms: tickle, not: {symptoms.tickle.trend: improving}}"),
    "not-sure": ("A 'not sure' counts for too little: a step less than a yes at most.",
        'verdict: "no"\nif_not_sure: go', 'verdict: "no"\nif_not_sure: professional-first'),
    "split-step": ("A step is a piece of a sentence. In a list in brackets a comma starts the next step.",
        "do: [Watch your lips, your tongue and your throat.]",
        'do: ["Watch your lips, your tongue and your throat."]'),
    "no-verb": ("A step starts with no verb, so it does not say what to do.",
        "do: [Cold water for ten minutes.]", "do: [Cool it with water for ten minutes.]"),
    "level-words": ("A message or a step has the words of another level than one at which it is shown.",
        "level: 3\nif_not_sure: 2\nsay: Marks that grow need care today.",
        "level: 3\nif_not_sure: 2\nsay: Marks that grow can get worse fast."),
    "shadowed": ("Another rule with the same condition is as strict or stricter, so this one adds nothing.",
        "{when: {skin_today: warts}, verdict: caution, ...}\n{when: {skin_today: warts}, verdict: wait, ...}",
        "{when: {skin_today: warts}, verdict: wait, ...}"),
    "overlap": ("Two rules that differ in one number hold at once, and their results differ.",
        "wait: {days_since.peel: {under: 14}}\ncaution: {days_since.peel: {at_least: 7}}",
        "wait: {days_since.peel: {under: 14}}\ncaution: {days_since.peel: {at_least: 14}}"),
    "gap": ("Two rules that differ in one number leave a value between them that no rule covers.",
        "when: {days_since.peel: {under: 7}}\nwhen: {days_since.peel: {over: 7}}",
        "when: {days_since.peel: {under: 7}}\nwhen: {days_since.peel: {at_least: 7}}"),
    "unread-question": ("No rule, step or interval reads the question, so it is never asked.",
        "- id: skin_type   # in questions.yaml only", "when: {skin_type: dry}   # in a rule"),
    "unread-option": ("No rule reads the option, so it is never on offer.",
        "options: {warts: Warts, freckles: Freckles}", "options: {warts: Warts}"),
    "no-concern": ("A record of no concern stands against a rule, or says nothing that anybody asks.",
        "no_concern: {conditions: lupus}   # and a rule of this treatment reads lupus",
        "when: {conditions: lupus}   # the rule alone"),
    "absence": ("A point for a device rests on what it lacks or does not claim, which isn't a merit.",
        "{point: claims, when: {device_cleared: false}, ...}",
        "{point: manual, when: {clear_manual: true}, ...}"),
    "contradiction": ("Two steps of one phase can hold at once and say opposite things of one subject.",
        "{do: Put on a serum., subject: serum, ...}\n{avoid: Leave the skin bare., subject: serum, ...}",
        "{avoid: Leave the skin bare., subject: serum, ...}"),
    "long-checklist": ("More than nine steps of one phase can hold at once. Such a list is not read.",
        "ten steps in prep.yaml", "nine steps in prep.yaml, or a `when` that lets in fewer"),
    "stand-in": ("A step stands in for one that is not in its list, is reviewed, or says more.",
        "{avoid: Skip it., in_place_of: [my-critical-step], ...}",
        "{avoid: Skip it., critical: true, in_place_of: [my-critical-step], ...}"),
    "grade": ("A sentence has a reading grade above 8. Use short words and say one thing.",
        "say: Discontinue utilisation immediately subsequent to irritation.",
        "say: Stop as soon as the skin is sore."),
    "no-example": ("The treatment has no example.yaml, or its answers do not do for a plan.",
        "my_treatment/ without example.yaml", "my_treatment/example.yaml with:\n  age: 34"),
    "no-cases": ("The treatment has no cases that prove its rules.",
        "my_treatment/ without cases/",
        "my_treatment/cases/plan.yaml with:\n  - {case: Warts go first., answers: {...}, expect: {...}}"),
}  # fmt: skip
"""What each code means, and a piece of a rule file before and after it is mended."""

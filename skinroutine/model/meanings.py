"""What each key of a rule file means, as an editor shows it while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_WHEN: Final = "Under which answers this holds. Keys are questions, and all of them must hold."
_IF_NOT_SURE: Final = "What applies instead when only a 'not sure' makes this hold. It must be milder."
_ABOUT: Final = "The questions for which if_not_sure applies. Without it: all of them."
_WHY: Final = "The reason, in one plain sentence."
_DO_FIRST: Final = "What to do, step by step. It comes before what the level asks for."
_LEVEL: Final = "0 expected, 1 self-care, 2 see someone, 3 care today, 4 emergency."
_VERDICT: Final = "The result, mildest first: go, caution, wait, professional-first, no. Put no in quotes."
_HOLD_DAYS: Final = "The least days that the hold lasts, in days. 0 sets no least time."

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "Record": {
        "id": "The name of this item. It must be the only one of its kind in all rules.",
    },
    "Cited": {
        "sources": "Ids from sources.yaml. At least one; use judgement for our own reading.",
        "evidence": "Ids of the facts that this rests on, from the evidence file.",
        "disagreement": "One sentence: who says otherwise.",
    },
    "ScreeningRule": {
        "when": _WHEN,
        "verdict": _VERDICT,
        "say": "What the person is told: one plain sentence that starts with a verb.",
        "until": "When this can change: words, or a number of days after something with a date.",
        "instead": "What to do instead, in one sentence.",
        "why": _WHY,
        "hold": "True puts a hold on the treatment when this holds as a session is logged.",
        "hold_days": _HOLD_DAYS,
        "if_not_sure": _IF_NOT_SURE,
        "if_not_sure_about": _ABOUT,
    },
    "SymptomRule": {
        "when": _WHEN,
        "level": _LEVEL,
        "say": "What the person is told: one plain sentence.",
        "do": _DO_FIRST,
        "why": _WHY,
        "if_not_sure": _IF_NOT_SURE,
        "if_not_sure_about": _ABOUT,
        "cleared_by": "The one who can say that sessions may go on after this, such as eye_doctor.",
    },
    "Course": {
        "course": "The id of the symptom. This holds while the symptom is there.",
        "say": "What is normal, in one plain sentence. It is told at level 0.",
        "when": _WHEN,
        "then": "Where it stops being normal. Each entry that holds can raise the level.",
    },
    "Turn": {
        "level": _LEVEL,
        "say": "What the person is told from here on: one plain sentence.",
        "from": "How long after the session this starts, such as 48 hours.",
        "when": "Details of the same symptom, such as {trend: worsening}, without its name.",
        "unless": "Details of the same symptom that keep this from holding.",
        "if_not_sure": _IF_NOT_SURE,
        "do": _DO_FIRST,
    },
    "Step": {
        "do": "A thing to do. Start with a verb.",
        "avoid": "A thing to leave undone. Start with a verb.",
        "pause": "A point to stop and look, before anything touches the skin.",
        "stop_if": "A sign that ends the session.",
        "when": _WHEN,
        "critical": "True marks the step on the checklist.",
        "for": "How long it holds after the session, such as 48 hours or 3 days.",
        "from": "How long after the session it starts, such as 24 hours.",
        "why": _WHY,
        "subject": "One word for what the step is about. A do and an avoid of one subject clash.",
    },
    "Interval": {
        "say": "What the person is told: one plain sentence.",
        "when": "Under which answers this holds. The answers are those of the session it counts from.",
        "since": "The treatment whose last session is counted from. Leave it out for this one.",
        "every": "How long to wait for the next session, such as 7 days. The longest one wins.",
        "never_within": "A floor in true hours: no session before this, such as 72 hours.",
        "stretch": "Makes the longest interval that holds this many times as long. 1 or more.",
        "suggested": "The usual gap, where it is longer than every. It is shown and holds nobody back.",
        "lapsed": "From how long ago on the next session starts again gently. It gives a caution.",
        "of_last": "Asks when of the last sessions and not of one, such as {sessions: 3, at_least: 2}.",
        "overdue": "How long until the next session counts as late, such as 28 days.",
        "adds_up": "Adds the rest that one early session after another missed, up to this much. See of_last.",
    },
    "Watch": {
        "watch_for": "The signs to watch for, one plain sentence each.",
        "for": "How long to watch for them after the session, such as 7 days.",
        "check": "How long after the session to run check-symptoms, such as 24 hours.",
        "do": "What to do now, step by step.",
        "when": "The answers it is about. It goes with the limits that rest on one of them.",
        "verdict": "What a plan says at least while this lasts, such as caution.",
        "say": "What that plan tells the person. {when}, {went} and {limit} are filled in.",
    },
    "Contradiction": {
        "asks": "The question that is asked once more.",
        "say": "Both answers, in one or two plain sentences. {when} and {option} are filled in.",
        "when": "What is answered now. All must hold, without any 'not sure'.",
        "against": "What was recorded before that it cannot go with.",
        "within": "How long what was recorded counts, such as 3 days. At most 14 days.",
        "after_session": "True counts only what was recorded since the last session.",
        "vanished": "Options that were named before, and cannot be gone within that time.",
        "stands": "The answer that counts when the two still clash. It must be the more cautious one.",
    },
    "NoConcern": {
        "no_concern": "One question and its options that another treatment minds, such as {areas: [arms]}.",
        "because": "Why they are of no concern here, in one plain sentence.",
    },
    "HeadLife": {
        "say": "What the person is told at the limit: one plain sentence that starts with a verb.",
        "when": "For which heads this holds. The answers are those that device add takes.",
        "uses": "After how many uses the head is done.",
        "days_open": "After how many days since it was opened the head is done.",
        "why": _WHY,
    },
    "Merit": {
        "point": "In a word, what about the device it speaks for, such as length or tips.",
        "say": "What speaks for the device: one plain sentence.",
        "when": "Under which answers of device choose this holds. It must hold for sure.",
    },
    "OfLast": {
        "sessions": "How many sessions back to look. Those of one day count as one.",
        "at_least": "In how many of them when must hold.",
        "past_limit": "They must have gone past a limit of this verdict or a stricter one.",
    },
    "FollowUp": {
        "after": "How long after the session to ask for it, such as 1 day.",
        "until": "How long after the session it is asked for no more, such as 7 days.",
        "ask": "What is asked: one plain question.",
    },
    "Question": {
        "kind": "one option, many options, a number, or yes_no.",
        "name": "What it is called in a list of answers: a word or two.",
        "ask": "The question as it is asked.",
        "why": "Why it is asked, in one plain sentence.",
        "asked_by": "The commands that may ask it. Leave the list empty for none.",
        "told_to": "The commands that may be told the answer and do not ask for it.",
        "ask_log": "How log asks it, after the session.",
        "options": "The options: the id of each, and its words.",
        "options_from": "Take options from elsewhere: treatments, devices, symptoms or a question.",
        "when": "Under which answers the question is asked at all.",
        "unit": "The unit of the number, such as days, hours, mm or years.",
        "least": "The least number that can be given, in the unit.",
        "most": "The greatest number that can be given, in the unit.",
        "only": "The options for which a question with {braces} in its id is asked.",
        "taken_of_others": "True keeps an answer that a file gives for an option that only leaves out.",
        "tells": "Where such an answer says that the option of only is there, which then counts as named.",
        "not_sure": "False refuses 'not sure' as an answer.",
        "always": "True asks it even when no rule needs it, as it is stored with the session.",
        "at_least_one": "True refuses an empty list.",
        "left_out": "What it means that a file of answers does not give this.",
        "left_out_by": "The same for one command, by its name.",
        "becomes": "The question that this answer is kept as.",
        "screen_asks": "How it is asked on each screen, by the name of the screen.",
        "remembered": "The fact by which the history knows the answer.",
        "unread": "Options that an answers file may name although no rule turns on them. They are not asked.",
        "told_as": "Its short name on a hand-over page. An answer without one is not shown there.",
        "redacted_by": "The words of handover --redact that keep this off a hand-over page.",
        "after_hold": "What an answer becomes once the hold that it caused has ended.",
        "trusted": "How long the profile trusts an answer before it is confirmed. 0 days: each time.",
        "trusted_options": "The same for single options. Without trusted, all others are asked each time.",
        "trusted_within": "What must be the same for the profile to know it: treatment, areas.",
        "follows": "The question whose answer it hangs on: told anew when that one changes.",
        "grows": "daily: the number is one more each day. over_zero: the same, but 0 stays 0.",
        "listed_in": "The question whose list asks for this one and others at once.",
        "listed_as": "The line of that list.",
        "listed_means": "The answer that a tick on that line gives.",
        "listed_options": "Options that are asked as lines of the list that listed_in names.",
        "listed_rest": "The answer when none of these lines is ticked.",
        "never": "The yes-or-no question to which 'never' in place of a number says yes.",
        "charted": "True puts the answer on the chart of history, as a letter.",
    },
    "Symptom": {
        "screen": "The screen on which it is shown.",
        "label": "The symptom as a person would name it.",
        "charted": "True shows on the chart of history how long it lasted after each session.",
    },
    "Source": {
        "title": "The title of the page or paper.",
        "publisher": "Who put it out.",
        "kind": "What sort of source it is; judgement is our own reading.",
        "url": "The address, if it has one.",
    },
    "VerdictWords": {
        "verdict": _VERDICT,
        "title": "The word in capitals on the screen.",
        "say": "The sentence that goes with it.",
        "buy": "The same sentence for a device before it is bought.",
    },
    "LevelWords": {
        "level": _LEVEL,
        "name": "The word for the level in JSON.",
        "title": "The word in capitals on the screen.",
        "say": "The sentence that goes with it.",
        "do": "What this level asks for, step by step.",
        "back_if": "The signs that mean: check again at once.",
        "check_again": "How long until the next check, such as 24 hours.",
        "hold": "True blocks the next session.",
        "hold_days": _HOLD_DAYS,
    },
    "Device": {
        "label": "The name of the device.",
        "home": "True when it may be used at home.",
        "say": "What it is, or why it is not for the home, in one plain sentence.",
        "has": "The questions that only such a device raises, such as [needle_mm].",
    },
    "Statement": {
        "part": "The part of the page that this stands in.",
        "say": "One thing about the treatment, in one plain sentence.",
    },
    "Meanwhile": {
        "do": "What can be done while a session has to wait. Start with a verb.",
    },
    "Treatment": {
        "name": "The name of the treatment.",
        "summary": "What it is, in one plain sentence.",
        "devices": "The kinds of device that it is done with.",
        "about": "What about tells: what it does, what to expect, where, how often.",
        "meanwhile": "What can be done while a session has to wait.",
        "follow_up": "When status and due ask how the skin is, after a session.",
        "order": "Its place in lists. Small numbers come first.",
    },
    "Case": {
        "case": "What the case shows, as one sentence.",
        "expect": "The result that must come: a verdict or a level, and the ids of its reasons.",
        "answers": "Changes to the answers of example.yaml. null takes one out.",
        "symptoms": "The answers for check-symptoms.",
    },
}  # fmt: skip
"""By record and key. A record also has the keys of the records that it is built on."""


def meaning(kind: type, key: str) -> str:
    """What a key of a record means, in one or two sentences; empty when nobody wrote it down."""
    tables = (MEANINGS.get(base.__name__, {}) for base in kind.__mro__)
    return next((table[key] for table in tables if key in table), "")

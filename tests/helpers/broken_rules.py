"""The rule files with one mistake each (``tests/broken``): name, topic, and what their author is told."""

from __future__ import annotations

from typing import Final

from checkout import TESTS

BROKEN: Final = TESTS / "broken"
MISTAKES: Final = [
    ("alias", "screening", "2: when: aliases such as *sore are refused; write the value again"),
    ("anchor", "screening", "2: when: anchors such as &sore are refused; write the value where it is used"),
    (
        "any-without-list",
        "screening",
        "2: when: any takes a list of conditions, such as any: [{age: {under: 18}}, ...]",
    ),
    (
        "asked-by-nobody-known",
        "questions",
        (
            "2: asked_by: found 'plna'; "
            "write one of plan, log, check-symptoms, device-add, device-choose; did you mean 'plan'?"
        ),
    ),
    ("bare-no", "screening", "3: verdict: YAML reads no as true or false; put it in quotes"),
    ("bare-on", "screening", "2: when.trend: YAML reads on as true or false; put it in quotes"),
    ("bound-as-word", "screening", "2: when: age under takes a number, not 'adult'"),
    ("clock-time", "frequency", "2: every: YAML reads 1:30 as another number; put it in quotes"),
    (
        "control-character",
        "screening",
        "4: this holds characters that YAML does not allow; save it as plain UTF-8 text",
    ),
    ("critical-as-word", "prep", "3: critical: write true or false, not text"),
    ("date", "screening", "4: until: YAML reads 2026-12-01 as a date; put it in quotes"),
    (
        "deep",
        "screening",
        "2: when.all.all.all.all.all.all.all.all.all: this is nested over 20 levels deep; flatten it",
    ),
    ("duplicate-key", "screening", "4: the key 'verdict' stands here twice; keep one"),
    ("empty-say", "screening", "4: say: this must not be empty"),
    ("empty-when", "screening", "2: when: write the questions that must hold, such as {skin_today: sunburn}"),
    ("hexadecimal", "screening", "2: when.age.under: YAML reads 0x12 as another number; put it in quotes"),
    (
        "infinity",
        "symptoms",
        "2: when.symptoms.pustules.count.under: YAML reads .inf as another number; put it in quotes",
    ),
    ("latin-1", "screening", "1: this isn't UTF-8 text; save it as UTF-8"),
    (
        "left-out-by-nobody",
        "questions",
        (
            "6: left_out_by: found 'plann'; "
            "write one of plan, log, check-symptoms, device-add, device-choose; did you mean 'plan'?"
        ),
    ),
    ("left-out-by", "questions", "6: left_out_by: found 'maybe'; write one of needed, not_sure, optional"),
    ("level-as-word", "symptoms", "3: level: write a whole number, not text"),
    ("level-too-high", "symptoms", "3: level: found 5; write a number up to 4"),
    ("list-as-key", "screening", "6: a key must be a word, not a list or a mapping"),
    (
        "mapping-instead-of-list",
        "screening",
        "1: this file must be a list of items, each starting with a dash",
    ),
    ("merge-key", "screening", "2: YAML reads << as a merge; put it in quotes"),
    ("missing-key", "screening", "1: the key 'say' is missing"),
    ("no-sources", "screening", "5: sources: this must not be empty"),
    ("number-as-key", "screening", "6: a key must be a word: put '7' in quotes"),
    (
        "number-as-option",
        "screening",
        "2: when: age takes an option, a list of options, true, false or bounds such as {under: 7}",
    ),
    ("octal", "screening", "2: when.age.under: YAML reads 010 as another number; put it in quotes"),
    (
        "open-bracket",
        "screening",
        (
            "2: when.skin_today: this isn't valid YAML; "
            "check its colons, quotes, brackets and indents, and the line above"
        ),
    ),
    (
        "question-of-no-kind",
        "questions",
        "3: kind: found 'figure'; write one of one, many, number, yes_no, text",
    ),
    ("set-when-read", "questions", "6: shown_in: nothing reads this key"),
    ("source-as-word", "screening", "5: sources: write a list in [ ], not text"),
    ("span-of-ages", "frequency", "2: every: found '99999999 weeks'; write at most 520 weeks"),
    (
        "span-without-unit",
        "frequency",
        "2: every: found 7; write a number and a unit, such as 48 hours or 7 days",
    ),
    ("minutes-of-nothing", "technique", "3: minutes: found 0; write a number over 0"),
    ("group-as-list", "questions", "7: groups: write a mapping in { }, not a list in [ ]"),
    ("stretch-below-one", "frequency", "2: stretch: found 0.5; write a number from 1"),
    ("tab", "screening", "2: id: this isn't valid YAML: a tab indents this line; use spaces"),
    (
        "tag",
        "screening",
        "1: id: tags such as tag:yaml.org,2002:python/name:os.system are refused; take it out",
    ),
    ("then-without-list", "symptoms", "4: then: write a list in [ ], not a mapping in { }"),
    (
        "thousands",
        "symptoms",
        "2: when.symptoms.pustules.count.over: YAML reads 1_000 as another number; put it in quotes",
    ),
    ("turn-with-unknown-key", "symptoms", "7: then.after: nothing reads this key"),
    ("turn-without-words", "symptoms", "6: then: the key 'say' is missing"),
    ("two-documents", "screening", "6: keep one document a file: take out the ---"),
    ("two-kinds-of-step", "prep", "1: keep one of avoid, do: a step is one of them"),
    (
        "unknown-bound",
        "screening",
        "2: when: age has the bound 'below'; write one of under, over, at_least, at_most",
    ),
    (
        "unknown-item",
        "screening",
        "1: an item of screening needs one of the keys verdict; did you mean 'verdict'?",
    ),
    ("unknown-key", "screening", "5: sorces: nothing reads this key; did you mean 'sources'?"),
    (
        "unknown-verdict",
        "screening",
        "3: verdict: found 'later'; write one of go, caution, wait, professional-first, no",
    ),
    (
        "until-half-written",
        "screening",
        "4: until: write words (it has healed) or {days: 14, after: sunburn}",
    ),
    ("value-left-out", "screening", "4: say: write text, not nothing"),
    (
        "when-as-word",
        "screening",
        "2: when: write the questions that must hold, such as {skin_today: sunburn}",
    ),
    ("word-as-item", "screening", "1: each item is a mapping of keys and values"),
]

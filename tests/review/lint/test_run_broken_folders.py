"""Folders of rules with one mistake each (``tests/broken_folders``), and the line that their author is told."""
# ruff: noqa: E501  an expected line stands as it is printed

from __future__ import annotations

from pathlib import Path

import pytest

from checkout import TESTS
from rule_overlay import LaidOver
from skinroutine.review.lint.findings import CODES
from skinroutine.review.lint.own_rules import refuse_unusable
from skinroutine.review.lint.run import check_folder
from skinroutine.rulebook.problems import FileProblemsError

BROKEN = TESTS / "broken_folders"
HERE = Path()

TOLD_AND_REFUSED = {
    "answer-to-what-is-not-asked": "microneedling/screening.yaml:1: never-holds: own-rule: its conditions contradict each other (no answers meet all of them at once)",
    "bound-at-the-end-of-the-range": "microneedling/screening.yaml:1: never-holds: own-rule: its conditions contradict each other (no answers meet all of them at once)",
    "bound-out-of-range": "microneedling/screening.yaml:1: out-of-range: own-rule: age over 180 isn't an answer (the answer is from 0 to 120 years)",
    "bounds-of-options": "microneedling/screening.yaml:1: wrong-kind: own-rule: skin_today is not a number (write one of its options)",
    "bounds-that-contradict": "microneedling/screening.yaml:1: never-holds: own-rule: its conditions contradict each other (no answers meet all of them at once)",
    "cases-in-one-file": "microneedling/cases.yaml:1: unread-file: cases are read from a folder (put it in microneedling/cases/)",
    "cases-without-rules": "microneedling/cases/own.yaml:1: unread-file: cases are read only beside a rule file (add a rule to microneedling/)",
    "course-not-over-risk-factors": "microneedling/symptoms.yaml:1: milder: own-course: 'not' stands over risk_factors, so one more answer there would switch it off (say which of risk_factors it holds for)",
    "course-of-unknown-symptom": "microneedling/symptoms.yaml:1: unknown-symptom: own-course: there's no symptom 'mila' (did you mean 'milia'?)",
    "days-since-what-has-no-date": "microneedling/screening.yaml:1: unknown-question: own-rule: days_since.warts is never asked (only for sunburn, recent_tan, cold_sore_just_gone)",
    "detail-not-without-its-option": "microneedling/screening.yaml:1: milder: own-rule: 'not' stands over days_since.retinol, which is asked only after another answer (name that answer beside the 'not')",
    "detail-of-unknown-symptom": "microneedling/symptoms.yaml:1: unknown-symptom: own-sign: there's no symptom 'mila' (did you mean 'milia'?)",
    "device-of-another-treatment": "microneedling/screening.yaml:1: unknown-option: own-rule: device_kind has no option 'diamond_tip'",
    "doubt-about-an-unread-question": "microneedling/screening.yaml:1: unknown-question: own-rule: if_not_sure_about names 'age', which its when does not read",
    "file-ending": "microneedling/screening.yml:1: unread-file: only files that end in .yaml are read (rename it to screening.yaml)",
    "file-outside-a-folder": "screening.yaml:1: unread-file: rules are read only from the folder of a treatment (put it in NAME/ or common/)",
    "file-too-deep": "rules/microneedling/screening.yaml:1: unread-file: nothing is read from a folder this deep (put it in rules/)",
    "finding-left-by-no-rule": "common/findings.yaml:1: unknown-rule: own-finding: there's no symptom rule 'flag-lumpp' that could leave it (did you mean 'flag-lump'?)",
    "group-of-an-unknown-option": "microneedling/questions.yaml:1: unknown-option: own_question: own_question has no option 'coffee'",
    "id-of-a-shipped-rule": "microneedling/screening.yaml:1: same-id: the id 'mn-warts' is taken (a shipped item has it)",
    "id-of-another-treatment": "microneedling/screening.yaml:1: same-id: the id 'md-every-week' is taken (a shipped item has it)",
    "id-twice": "microneedling/screening.yaml:7: same-id: the id 'own-rule' is taken (it stands at microneedling/screening.yaml:1)",
    "interval-not-over-many": "microneedling/frequency.yaml:1: milder: own-gap: 'not' stands over areas, so one more answer there would switch it off (say which of areas it holds for)",
    "interval-since-unknown-treatment": "microneedling/frequency.yaml:1: unknown-treatment: own-gap: there's no treatment 'microdermabrashion' (did you mean 'microdermabrasion'?)",
    "level-not-sure-stricter": "microneedling/symptoms.yaml:1: milder: own-sign: 'not sure' counts for more than a yes (if_not_sure must be milder than the result itself)",
    "level-words-again": "common/levels.yaml:1: same-id: the level '4' is taken (a shipped item has it)",
    "misspelt-file": "microneedling/screning.yaml:1: unread-file: nothing reads a file named screning.yaml (did you mean 'screening'?)",
    "misspelt-folder": "microneedlng/screening.yaml:1: unknown-treatment: there's no treatment 'microneedlng' (did you mean 'microneedling'?)",
    "negated-detail-without-its-symptom": "microneedling/symptoms.yaml:1: milder: own-sign: 'not' stands over symptoms.redness.trend, which is asked only after another answer (name that answer beside the 'not')",
    "no-text-at-all": "microneedling/screening.yaml:1: file: this file must be a list of items, each starting with a dash",
    "not-inside-any": "microneedling/screening.yaml:1: milder: own-rule: 'not' stands over conditions, so one more answer there would switch it off (say which of conditions it holds for)",
    "not-over-many": "microneedling/screening.yaml:1: milder: own-rule: 'not' stands over medicines, so one more answer there would switch it off (say which of medicines it holds for)",
    "not-over-risk-factors": "microneedling/symptoms.yaml:1: milder: own-sign: 'not' stands over risk_factors, so one more answer there would switch it off (say which of risk_factors it holds for)",
    "not-over-symptoms": "microneedling/symptoms.yaml:1: milder: own-sign: 'not' stands over symptoms, so one more answer there would switch it off (say which of symptoms it holds for)",
    "not-sure-stricter": "microneedling/screening.yaml:1: milder: own-rule: 'not sure' counts for more than a yes (if_not_sure must be milder than the result itself)",
    "open-bracket": "microneedling/screening.yaml:3: file: when.skin_today: this isn't valid YAML; check its colons, quotes, brackets and indents, and the line above",
    "option-and-not-that-option": "microneedling/screening.yaml:1: never-holds: own-rule: its conditions contradict each other (no answers meet all of them at once)",
    "option-of-a-number": "microneedling/screening.yaml:1: wrong-kind: own-rule: age has no options (write bounds, such as {under: 7})",
    "option-of-yes-or-no": "microneedling/screening.yaml:1: wrong-kind: own-rule: device_shared has no options (write true or false)",
    "patch-in-place-of-a-shipped-interval": "microneedling/frequency.yaml:1: unknown-interval: own-patch: after_patch names 'mn-weekly', which isn't an interval beside it (it takes the place only of what is in the same folder)",
    "patch-in-place-of-nothing": "microneedling/frequency.yaml:1: unknown-interval: own-patch: after_patch names 'own-wekly', which isn't an interval beside it (did you mean 'own-weekly'?)",
    "question-again": "common/questions.yaml:1: same-id: the id 'age' is taken (a shipped item has it)",
    "question-for-each-of-nothing": "microneedling/questions.yaml:1: unknown-question: own_question.{smokes}: there's no question 'smokes' to be asked once for each option",
    "question-of-another-command": "microneedling/screening.yaml:1: unknown-question: own-rule: risk_factors is not asked by plan, so this never holds (plan must be among its asked_by)",
    "question-only-for-unknown-option": "microneedling/questions.yaml:1: unknown-option: own_question.{medicines}: medicines has no option 'retinal' (did you mean 'retinol'?)",
    "question-that-becomes-nothing": "microneedling/questions.yaml:1: unknown-question: own_question: there's no question 'last_reacton' for it to become",
    "question-that-leaves-unknown-options-unread": "microneedling/questions.yaml:1: unknown-option: own_question: own_question has no option 'tea'",
    "question-whose-not-sure-can-be-anything-else": "microneedling/questions.yaml:1: unknown-option: own_question: own_question has no option 'tea'",
    "question-under-unknown-question": "microneedling/questions.yaml:1: unknown-question: own_question: there's no question 'smokes'",
    "question-with-options-from-nowhere": "microneedling/questions.yaml:1: unknown-question: own_question: there's no question 'climate' to take options from",
    "record-against-a-rule": "microneedling/no-concern.yaml:1: no-concern: own-record says that conditions=melasma is of no concern, and mn-melasma reads it (take it out of the record)",
    "record-of-a-contradiction": "microneedling/no-concern.yaml:1: no-concern: own-record: a record names one question (one question and its options, such as {areas: [arms, legs]})",
    "record-of-an-unknown-option": "microneedling/no-concern.yaml:1: unknown-option: own-record: conditions has no option 'asthmatic' (did you mean 'asthma'?)",
    "record-of-two-questions": "microneedling/no-concern.yaml:1: no-concern: own-record: a record names one question (one question and its options, such as {areas: [arms, legs]})",
    "record-of-what-is-not-asked": "microneedling/no-concern.yaml:1: no-concern: own-record: nobody is asked this before microneedling (take the record out)",
    "record-of-what-no-treatment-minds": "microneedling/no-concern.yaml:1: no-concern: own-record: no treatment reads numbing_cream=none (take it out: a record is for what another treatment reads)",
    "record-without-a-reason": "microneedling/no-concern.yaml:1: file: the key 'because' is missing",
    "second-example": "microneedling/example.yaml:1: same-id: microneedling has a shipped example.yaml, which stands (take this file out)",
    "second-page": "microneedling/treatment.yaml:1: same-id: microneedling has a shipped treatment.yaml, which stands (take this file out)",
    "session-that-counts-as-itself": "microneedling/counts-as.yaml:1: circular: own-counts: a session of microneedling is one already (name what it is for the other treatments)",
    "session-that-counts-as-nothing-known": "microneedling/counts-as.yaml:1: unknown-treatment: own-counts: there's no treatment and no option of recent_procedures 'waxin' (did you mean 'waxing'?)",
    "session-that-counts-for-nothing": "microneedling/counts-as.yaml:1: counts-for-nothing: own-counts: no other treatment waits after it (say how long they wait: every: 14 days)",
    "session-that-counts-too-mildly": "microneedling/counts-as.yaml:1: counts-too-mild: own-counts: md-after-radiotherapy says professional-first after radiotherapy, and a session only waits (count it as something that others wait after)",
    "source-again": "common/sources.yaml:1: same-id: the id 'judgement' is taken (a shipped item has it)",
    "step-in-place-of-a-shipped-one": "microneedling/technique.yaml:1: stand-in: own-drag can't stand in for 'mn-tech-no-drag', which isn't a step of technique here (name a step of the same list and folder)",
    "step-in-place-of-nothing": "microneedling/technique.yaml:5: stand-in: own-rest-neck can't stand in for 'own-rst', which isn't a step of technique here (did you mean 'own-rest'?)",
    "step-that-begins-later": "microdermabrasion/prep.yaml:7: stand-in: own-wine-hands says less than own-wine, which it stands in for (write it as avoid, as critical and for as long)",
    "step-that-says-less": "microneedling/aftercare.yaml:6: stand-in: own-wind-hands says less than own-wind, which it stands in for (write it as avoid, as critical and for as long)",
    "symptom-again": "microneedling/symptoms.yaml:1: same-id: the id 'milia' is taken (a shipped item has it)",
    "treatment-without-page": "brushing/example.yaml:1: unknown-treatment: there's no treatment 'brushing' (add brushing/treatment.yaml)",
    "turn-not-sure-stricter": "microneedling/symptoms.yaml:1: milder: own-course: 'not sure' counts for more than a yes (if_not_sure must be milder than the result itself)",
    "turn-that-never-comes": "microneedling/symptoms.yaml:1: never-holds: own-course: its conditions contradict each other (turn: They should have gone.) (no answers meet all of them at once)",
    "turn-with-unknown-detail": "microneedling/symptoms.yaml:1: unknown-question: own-course: there's no question 'symptoms.milia.tend' (did you mean 'symptoms.milia.trend'?)",
    "turn-with-unknown-option": "microneedling/symptoms.yaml:1: unknown-option: own-course: symptoms.milia.trend has no option 'better'",
    "two-options-of-one": "microneedling/screening.yaml:1: never-holds: own-rule: its conditions contradict each other (no answers meet all of them at once)",
    "unknown-detail": "microneedling/symptoms.yaml:1: unknown-question: own-sign: there's no question 'symptoms.milia.tend' (did you mean 'symptoms.milia.trend'?)",
    "unknown-key": "microneedling/screening.yaml:4: file: becuse: nothing reads this key",
    "unknown-option": "microneedling/screening.yaml:1: unknown-option: own-rule: skin_today has no option 'wart' (did you mean 'warts'?)",
    "unknown-option-of-days-since": "microneedling/screening.yaml:1: unknown-option: own-rule: medicines has no option 'retinal' (did you mean 'retinol'?)",
    "unknown-option-of-detail": "microneedling/symptoms.yaml:1: unknown-option: own-sign: symptoms.milia.trend has no option 'worse' (did you mean 'worsening'?)",
    "unknown-question": "microneedling/screening.yaml:1: unknown-question: own-rule: there's no question 'skin_tody' (did you mean 'skin_today'?)",
    "unknown-source": "microneedling/screening.yaml:1: unknown-source: own-rule: there's no source 'judgment' (did you mean 'judgement'?)",
    "unknown-symptom": "microneedling/symptoms.yaml:1: unknown-symptom: own-sign: there's no symptom 'mila' (did you mean 'milia'?)",
    "until-counts-from-nothing": "microneedling/screening.yaml:1: unknown-option: own-rule: until counts from 'retinal', but medicines has no option 'retinal' (did you mean 'retinol'?)",
    "verdict-without-quotes": "microneedling/screening.yaml:3: file: verdict: YAML reads no as true or false; put it in quotes",
    "verdict-words-again": "common/verdicts.yaml:1: same-id: the verdict 'wait' is taken (a shipped item has it)",
    "word-for-two-options": "microneedling/questions.yaml:1: two-meanings: own_question: 'Hot drinks' means 'tea' and 'coffee' (keep it at one of them)",
    "word-that-is-another-option": "microneedling/questions.yaml:1: two-meanings: own_question: 'coffee' means 'coffee' and 'tea' (keep it at one of them)",
    "question-known-by-an-unknown-option": "microneedling/questions.yaml:1: unknown-option: own_question: areas has no option 'lip' (did you mean 'lips'?)",
    "question-known-by-an-unknown-question": "microneedling/questions.yaml:1: unknown-question: own_question: there's no question 'arias' (did you mean 'areas'?)",
    "question-of-a-plan-known-by-another": "microneedling/questions.yaml:1: wrong-kind: own_question: known_by counts only for what check-symptoms asks (take it out)",
    "question-of-options-known-by-another": "microneedling/questions.yaml:1: wrong-kind: own_question: known_by needs a question of kind yes_no (take it out)",
    "word-that-may-mean-an-unknown-option": "microneedling/questions.yaml:1: unknown-option: own_question: own_question has no option 'cofee' (did you mean 'coffee'?)",
    "word-that-may-mean-one-option": "microneedling/questions.yaml:1: two-meanings: own_question: 'hot drink' can mean 'tea' alone (list it under also)",
    "word-that-means-one-and-may-mean-two": "microneedling/questions.yaml:1: two-meanings: own_question: 'brews' means 'tea' and may not mean others too (take it out of may_mean, or out of also)",
    "yes-and-no": "microneedling/screening.yaml:1: never-holds: own-rule: its conditions contradict each other (no answers meet all of them at once)",
    "yes-of-a-number": "microneedling/screening.yaml:1: wrong-kind: own-rule: age is not a yes-or-no question (write bounds, such as {under: 7})",
    "yes-of-options": "microneedling/screening.yaml:1: wrong-kind: own-rule: skin_today is not a yes-or-no question (write one of its options)",
}
"""What would do nothing, or make a result milder: a person's own rules are not taken up with it."""

TOLD_ONLY = {
    "answer-with-an-unknown-statement": "microneedling/faq.yaml:1: unknown-statement: own-faq: see names 'mn-about-interval-weak', which isn't a statement of this treatment (did you mean 'mn-about-interval-week'?)",
    "bounds-that-leave-a-number-out": "microneedling/screening.yaml:7: gap: own-second: between own-first and it, age 30 is left out (write at_most or at_least on one side)",
    "bounds-that-leave-a-year-out": "microneedling/screening.yaml:7: gap: own-second: between own-first and it, age from 30 to under 31 is left out (write at_most or at_least on one side)",
    "bounds-that-overlap": "microneedling/screening.yaml:7: overlap: own-second: it and own-first both hold for age from 25 to under 30 (let one begin where the other ends)",
    "bounds-that-share-an-end": "microneedling/screening.yaml:7: overlap: own-second: it and own-first both hold for age 30 (let one begin where the other ends)",
    "case-without-result": "microneedling/cases/own.yaml:1: file: the key 'expect' is missing",
    "courses-that-overlap": "microneedling/symptoms.yaml:6: overlap: own-course-long: it and own-course-short both hold for needle_mm 0.5 (let one begin where the other ends)",
    "doubt-of-a-red-flag": "microneedling/red-flags.yaml:1: not-sure: own-flag: 'not sure' counts for less than a yes, and this is a red flag (leave if_not_sure out)",
    "doubt-of-an-emergency": "microneedling/symptoms.yaml:1: not-sure: own-sign: 'not sure' counts for less than a yes, and this is an emergency (leave if_not_sure out)",
    "doubt-of-many-steps": "microneedling/screening.yaml:1: not-sure: own-rule: if_not_sure is more than one step milder (go for no) (at least professional-first, or leave it out)",
    "example-that-is-a-list": "brushing/example.yaml:1: no-example: this file must give answers (write question: answer, a line each)",
    "example-too-short": "brushing/example.yaml:1: no-example: skin_today is not answered (a plan would ask this person)",
    "example-with-unknown-option": "brushing/example.yaml:1: no-example: areas: found 'cheecks'; did you mean 'cheeks'? See what fits: skinroutine why areas (a plan could not read this answer)",
    "hard-say": "microneedling/screening.yaml:1: grade: own-rule: grade 38.3: Discontinue immediately following dermatological complications. (at most 8: use short, common words)",
    "hard-step": "microneedling/technique.yaml:1: grade: own-step: grade 38.3: Discontinue immediately following dermatological complications. (at most 8: use short, common words)",
    "hard-turn": "microneedling/symptoms.yaml:1: grade: own-course: grade 38.3: Discontinue immediately following dermatological complications. (at most 8: use short, common words)",
    "hard-until": "microneedling/screening.yaml:1: grade: own-rule: grade 33.2: dermatological complications disappear entirely (at most 8: use short, common words)",
    "hard-why": "microneedling/screening.yaml:1: grade: own-rule: grade 38.3: Discontinue immediately following dermatological complications. (at most 8: use short, common words)",
    "intervals-that-leave-a-gap": "microneedling/frequency.yaml:7: gap: own-second: between own-first and it, needle_mm from 0.1 to under 0.2 is left out (write at_most or at_least on one side)",
    "intervals-that-overlap": "microneedling/frequency.yaml:7: overlap: own-second: it and own-first both hold for needle_mm from 0.1 to under 0.2 (let one begin where the other ends)",
    "left-out-for-more-than-not-sure": "microneedling/symptoms.yaml:1: not-sure: own-sign: what was left out counts for more than a 'not sure' (level 2 and level 1) (make if_left_out as mild as that, or leave it out)",
    "list-cut-at-a-comma": "microneedling/limits.yaml:1: split-step: own-watch: 'or pain that grows.' is a piece of a sentence (in a list in brackets, put a sentence with a comma in quotes)",
    "merit-of-an-absence": "microneedling/choosing.yaml:1: absence: own-point: it counts for the device that it has none (make a rule against its opposite, or say what the device has)",
    "milder-than-a-shipped-rule": "microneedling/screening.yaml:1: shadowed: own-rule: mn-warts holds under the same condition and is stricter (keep one of them)",
    "narrow-bounds-that-are-milder": "microneedling/screening.yaml:7: overlap: own-second: it and own-first both hold for age from 0 to under 30 (let one begin where the other ends)",
    "option-that-no-rule-reads": "microneedling/questions.yaml:1: unread-option: no rule reads 'coffee' of 'own_question' (add the rule that needs it, or take it out)",
    "question-that-no-rule-reads": "microneedling/questions.yaml:1: unread-question: no rule reads 'own_question' (add the rule that needs the answer, or take the question out)",
    "source-that-no-item-cites": "microneedling/sources.yaml:1: unused-source: no item cites 'my-book' (cite it where it is the reason, or take it out)",
    "step-against-a-shipped-one": "microneedling/technique.yaml:1: contradiction: own-drag: mn-tech-no-drag says the opposite of 'dragging' in technique (change a condition, a time or a subject)",
    "step-cut-at-a-comma": "microneedling/symptoms.yaml:1: split-step: own-sign: 'and your eyes.' is a piece of a sentence (in a list in brackets, put a sentence with a comma in quotes)",
    "spelled-number": "microneedling/symptoms.yaml:1: spelled-number: own-sign: 'Call 911 if it gets hard to breathe.' spells the number 911 (write {emergency}, {health_line} or {poison_line}: the numbers stand in regions.yaml)",
    "blank-that-nothing-fills": "microneedling/symptoms.yaml:1: unknown-blank: own-sign: nothing fills {emergancy} (did you mean {emergency}?)",
    "number-that-is-not-listed": "common/regions.yaml:1: unlisted-number: no: call names 113, which is not among its numbers (list it with what it is, or take it out)",
    "word-for-two-places": "common/regions.yaml:1: two-meanings: 'UK' means 'gb' and 'ua' (keep it at one of them)",
    "step-without-a-verb": "microneedling/symptoms.yaml:1: no-verb: own-sign: 'Cold water on the skin.' starts with no verb (say what to do first)",
    "steps-against-each-other": "brushing/aftercare.yaml:7: contradiction: own-no-balm: own-balm says the opposite of 'balm' in aftercare (change a condition, a time or a subject)",
    "symptom-that-no-rule-reads": "microneedling/symptoms.yaml:1: unread-option: no rule or course reads the symptom 'tickle' (add its course or a rule, or take it out)",
    "ten-steps": "microneedling/prep.yaml:1: long-checklist: more than 9 steps of prep can hold at once for microneedling (join some, or let fewer hold)",
    "ten-steps-under-conditions": "microneedling/technique.yaml:16: long-checklist: more than 9 steps of technique can hold at once for microneedling (join some, or let fewer hold)",
    "treatment-without-cases": "brushing/treatment.yaml:1: no-cases: brushing has no cases (add brushing/cases/plan.yaml)",
    "treatment-without-example": "brushing/treatment.yaml:1: no-example: brushing has no example (add brushing/example.yaml with a typical person's answers)",
    "word-for-two-questions": "microneedling/faq.yaml:1: two-meanings: own-faq: 'Spots' leads to 'mn-faq-acne' too (keep it at one of them)",
    "words-of-another-level": "microneedling/symptoms.yaml:1: level-words: own-sign: 'until the crew comes' belongs to level 4, and 'Keep still until the crew comes.' is shown at level 2, 3 too (leave the words out, or give a say_if_not_sure)",
    "two-signs-under-one-condition": "microneedling/symptoms.yaml:7: shadowed: own-other-sign: own-sign holds under the same condition and is stricter (keep one of them)",
    "address-of-a-copy": "microneedling/sources.yaml:1: copy: my-clinic: clinic.example shows a copy of a hospital (give the address of the original, where it can be read)",
    "address-twice": "microneedling/sources.yaml:2: same-address: my-other: my-clinic has the same address (cite my-clinic, and take this one out)",
    "disagreement-of-nobody": "microneedling/screening.yaml:6: no-position: own-rule: no fact says who disagrees: Some treat them. (write it as {text: ..., facts: [...]}, or with judgement: true)",
    "fact-that-nobody-knows": "microneedling/screening.yaml:4: unknown-fact: own-rule: there's no fact 'own-facts' (did you mean 'own-fact'?)",
    "fact-without-its-source": "microneedling/screening.yaml:5: unlisted-fact: own-rule: it lists no source of the fact 'own-fact' (add to its sources: my-clinic)",
    "first-aid-without-a-fact": "microneedling/symptoms.yaml:7: first-aid: own-sign: this step names no fact of its own: Cool it with water. (write it as {text: ..., facts: [...]}, or with judgement: true)",
    "judgement-that-is-not-said": "microneedling/screening.yaml:4: own-judgement: own-rule: nothing says that this is our own judgement: Leave warts alone. (write it as {text: ..., judgement: true})",
    "kind-that-nobody-bears": "microneedling/sources.yaml:1: kind-not-borne: my-clinic: clinic.example isn't a source of the kind hospital (write kind: clinic)",
    "number-that-no-fact-has": "microneedling/screening.yaml:4: figure: own-rule: no fact and no field has 'six weeks': Leave warts alone for six weeks. (name its fact: {text: ..., facts: [...]}, or write judgement: true)",
    "sign-below-its-facts": "microneedling/symptoms.yaml:3: below-triage: own-sign: level 3, and every fact that it names is at 4 or above (raise the level, or say in a disagreement who rates it higher)",
    "source-that-no-fact-carries": "microneedling/screening.yaml:5: uncarried-source: own-rule: no fact that it names comes from 'my-journal' (name a fact of it, or take the source out)",
    "sources-without-a-fact": "microneedling/screening.yaml:5: no-facts: own-rule: it cites my-clinic and names no fact (name the fact under evidence, such as own-fact, or write sources: [judgement])",
}
"""What can be used as it stands, and should still be mended."""

ALL = TOLD_AND_REFUSED | TOLD_ONLY


def test_every_broken_folder_is_in_the_table() -> None:
    assert sorted(folder.name for folder in BROKEN.iterdir()) == sorted(ALL)


def test_every_code_is_shown_by_a_broken_folder() -> None:
    assert {line.split(": ")[1] for line in ALL.values()} == set(CODES)


@pytest.mark.proof
@pytest.mark.parametrize("name", sorted(ALL))
def test_one_mistake_is_told_in_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN / name)
    found = check_folder(LaidOver(HERE))
    assert [str(one) for one in (*found.findings, *found.warnings)] == [ALL[name]]


@pytest.mark.parametrize("name", sorted(TOLD_AND_REFUSED))
def test_own_rules_that_do_nothing_or_make_milder_are_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BROKEN / name)
    with pytest.raises(FileProblemsError) as refused:
        refuse_unusable(LaidOver(HERE))
    assert str(refused.value) == TOLD_AND_REFUSED[name]


@pytest.mark.parametrize("name", sorted(TOLD_ONLY))
def test_own_rules_that_can_be_used_are_taken_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN / name)
    refuse_unusable(LaidOver(HERE))


NO_PAGE = {
    "questions": '- {id: own_q, kind: yes_no, ask: "Is it so?", why: It matters., asked_by: [plan]}\n',
    "no-concern": "- {id: own-n, no_concern: {skin_today: warts}, because: It is fine., sources: [judgement]}\n",
    "prep": "- {id: own-p, do: Wash your hands., sources: [judgement]}\n",
    "frequency": "- {id: own-f, every: 7 days, say: Wait a week., sources: [judgement]}\n",
    "counts-as": "- {id: own-c, counts_as: [waxing], say: Wait a week., sources: [judgement]}\n",
}


@pytest.mark.parametrize("topic", NO_PAGE)
def test_a_folder_that_no_file_describes_is_one_finding_whatever_is_in_it(tmp_path: Path, topic: str) -> None:
    file = tmp_path / "own" / "brushing" / f"{topic}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(NO_PAGE[topic], encoding="utf-8")

    found = check_folder(LaidOver(tmp_path / "own")).findings
    assert [one.code for one in found] == ["unknown-treatment"]


UNSAID_FOLDERS = [
    "first-aid-without-a-fact",
    "judgement-that-is-not-said",
    "sources-without-a-fact",
    "address-of-a-copy",
]


@pytest.mark.parametrize("name", UNSAID_FOLDERS)
def test_what_an_author_has_not_said_yet_is_a_warning(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN / name)
    found = check_folder(LaidOver(HERE))
    assert (len(found.findings), len(found.warnings)) == (0, 1)


def test_without_facts_nothing_is_held_against_them(tmp_path: Path) -> None:
    file = tmp_path / "own" / "microneedling" / "screening.yaml"
    file.parent.mkdir(parents=True)
    rule = """\
- id: own-rule
  when: {skin_today: warts}
  verdict: "no"
  say: Leave warts alone for six weeks.
  sources: [nhs-hives-copy]
  evidence: [no-such-fact]
"""
    file.write_text(rule, encoding="utf-8")
    found = check_folder(LaidOver(tmp_path / "own"))
    assert (found.findings, found.warnings, found.facts) == ((), (), 0)

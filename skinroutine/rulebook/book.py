"""What one command needs to know of one treatment, put together from the library."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec.structs import replace

from skinroutine.rulebook import (
    PHASES,
    SYMPTOMS,
    Command,
    Contradiction,
    CountsAs,
    Course,
    Faq,
    HeadLife,
    Interval,
    LevelWords,
    Merit,
    NoConcern,
    Phase,
    Question,
    Ruling,
    ScreeningRule,
    Step,
    Symptom,
    SymptomRule,
    VerdictWords,
    Watch,
    guards_of,
)
from skinroutine.rulebook.conditions import Picked
from skinroutine.rulebook.counts import gaps_after_others, rulings_on_named
from skinroutine.rulebook.guards import Guards
from skinroutine.rulebook.library import Library
from skinroutine.rulebook.regions import REGIONS
from skinroutine.rulebook.rulings import RuleIndex, screening_rulings, symptom_rulings
from skinroutine.rulebook.templates import asked_questions, is_needed, screens_of


class Book:
    """The rules in force for a treatment. Each part is read when it is first used.

    Without a treatment it holds what is common to all.
    """

    def __init__(self, library: Library, treatment: str = "") -> None:
        self.library = library
        self.treatment = library.known(treatment) if treatment else ""
        self._questions: dict[Command | None, list[Question]] = {}
        # What one book of a treatment has read and put together, all others of it have too.
        self.__dict__ = library.books.setdefault(self.treatment, self.__dict__)

    def questions(self, command: Command | None) -> list[Question]:
        """What a command may ask once the treatment is known (None: everything), in order."""
        if command not in self._questions:
            self._questions[command] = self._questions_for(command)
        return self._questions[command]

    def _questions_for(self, command: Command | None) -> list[Question]:
        symptoms = self.symptoms if command in {"check-symptoms", None} else []
        devices = self.library.treatment(self.treatment).devices if self.treatment else ()
        fillings = {
            "devices": {device.id: device.label for device in devices},
            SYMPTOMS: {symptom.id: symptom.label for symptom in symptoms},
        }
        known = self.library.questions(self.treatment)
        # The list of all regions takes long to read.
        questions = [
            self._with_regions(each)
            if each.options_from == REGIONS and is_needed(each, command, known)
            else each
            for each in known
        ]
        written = [question for question in questions if question.options_from != "treatments"]
        asked = asked_questions(written, command, fillings)
        if command == "plan":
            asked = [_with_records(question, self.of_no_concern) for question in asked]
        short = {symptom.label: symptom.called for symptom in symptoms}
        return [_with_screens(_in_short(question, short), symptoms) for question in asked]

    def _with_regions(self, question: Question) -> Question:
        """The question for where a person lives, with all places and what people type for them."""
        known = self.library.regions
        labels = {name: region.label for name, region in known.items()}
        return replace(question, options=labels, also={name: each.also for name, each in known.items()})

    @cached_property
    def of_no_concern(self) -> dict[str, dict[str, str]]:
        """Why what others mind does not matter for this treatment, by question and option."""
        found: dict[str, dict[str, str]] = {}
        for record in self.library.items("no-concern", self.treatment, NoConcern):
            for leaf, _ in record.no_concern.leaves():
                options = leaf.options if isinstance(leaf, Picked) else ()
                found.setdefault(leaf.question, {}).update(dict.fromkeys(options, record.because))
        return found

    @cached_property
    def guards(self) -> Guards:
        """Under which answers each question about a session applies at all."""
        return guards_of(self.questions("plan"))

    @cached_property
    def screening(self) -> list[Ruling]:
        """The rules that give a verdict; what counts as another treatment is minded like that one."""
        rules, counts = self._screening_rules, self.library.counts
        named = rulings_on_named(self.treatment, self._own_intervals, rules, counts)
        return [*screening_rulings(rules), *named]

    @cached_property
    def screening_index(self) -> RuleIndex:
        """The same by the options that they ask for."""
        return RuleIndex(self.screening)

    @cached_property
    def _screening_rules(self) -> list[ScreeningRule]:
        return [
            rule
            for topic in ("screening", "device")
            for rule in self.library.items(topic, self.treatment, ScreeningRule)
        ]

    @cached_property
    def signs(self) -> list[Ruling]:
        """The rules that give a level."""
        items: list[SymptomRule | Course] = []
        for topic in ("red-flags", SYMPTOMS):
            items += self.library.items(topic, self.treatment, SymptomRule)
            items += self.library.items(topic, self.treatment, Course)
        return symptom_rulings(items)

    @cached_property
    def sign_index(self) -> RuleIndex:
        """The same by the options that they ask for."""
        return RuleIndex(self.signs)

    @cached_property
    def symptoms(self) -> list[Symptom]:
        """The symptoms that can be named, worst first."""
        return self.library.items(SYMPTOMS, self.treatment, Symptom)

    @cached_property
    def steps(self) -> dict[Phase, list[Step]]:
        """The steps of each checklist."""
        return {phase: self.steps_of(phase) for phase in PHASES}

    def steps_of(self, phase: Phase) -> list[Step]:
        """The steps of one checklist; the files of the others are not read for it."""
        return self.library.items(phase, self.treatment, Step)

    @cached_property
    def intervals(self) -> list[Interval]:
        """The intervals between sessions, and after those of other treatments that count as something."""
        own, counts = self._own_intervals, self.library.counts
        return [*own, *gaps_after_others(self.treatment, own, self._screening_rules, counts)]

    @cached_property
    def own_gaps(self) -> list[Interval]:
        """The intervals after sessions of this treatment: what is answered for these can change no other."""
        return [interval for interval in self.intervals if not interval.since]

    @cached_property
    def asked_of_person(self) -> frozenset[str]:
        """The questions that some gap reads and no log asks: about the person and not about what was done."""
        logged = {question.id for question in self.questions("log")}
        known = {question.id for question in self.questions("plan") if not question.remembered}
        read = frozenset[str]().union(*(interval.when.reads for interval in self.intervals))
        apart = self.guards.apart
        named = read & (known - logged)
        return named | {each.question for name in named & apart.keys() for each in apart[name].asked.values()}

    @cached_property
    def counting(self) -> list[CountsAs]:
        """What a session of this treatment is for the others."""
        return [count.item for count in self.library.counts if count.treatment == self.treatment]

    @cached_property
    def _own_intervals(self) -> list[Interval]:
        return self.library.items("frequency", self.treatment, Interval)

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        """The answers that cannot go together."""
        return self.library.items("contradictions", self.treatment, Contradiction)

    @cached_property
    def watches(self) -> list[Watch]:
        """What to watch for after a session that went past a limit."""
        return self.library.items("limits", self.treatment, Watch)

    @cached_property
    def lives(self) -> list[HeadLife]:
        """How long heads last."""
        return self.library.items("heads", self.treatment, HeadLife)

    @cached_property
    def faq(self) -> list[Faq]:
        """The questions that people ask of the treatment, with their answers."""
        return self.library.items("faq", self.treatment, Faq)

    @cached_property
    def choosing(self) -> list[Ruling]:
        """The rules that speak against a device before it is bought: its own, and those of plan that can."""
        asked = {question.id for question in self.questions("device-choose")}
        own = screening_rulings(self.library.items("choosing", self.treatment, ScreeningRule))
        return [rule for rule in [*self.screening, *own] if rule.when.reads <= asked]

    @cached_property
    def merits(self) -> list[Merit]:
        """What speaks for a device before it is bought."""
        return self.library.items("choosing", self.treatment, Merit)

    @cached_property
    def verdicts(self) -> dict[str, VerdictWords]:
        """How each verdict is said."""
        return {words.verdict: words for words in self.library.items("verdicts", "", VerdictWords)}

    @cached_property
    def levels(self) -> list[LevelWords]:
        """How each level is said, 0 to 4."""
        return self.library.levels


def _with_records(question: Question, records: Mapping[str, dict[str, str]]) -> Question:
    own = records.get(question.id)
    return replace(question, of_no_concern=own) if own else question


def _in_short(question: Question, short: Mapping[str, str]) -> Question:
    """A question about one option with the short name of that, by its words; others stay."""
    name = short.get(question.option)
    return replace(question, option=name) if name else question


def _with_screens(question: Question, symptoms: list[Symptom]) -> Question:
    return replace(question, screens=screens_of(symptoms)) if question.options_from == SYMPTOMS else question

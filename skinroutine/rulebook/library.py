"""The rules of all folders, read by topic and only when something asks for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from skinroutine.rule_files import RuleText, RuleTexts, kept_place
from skinroutine.rulebook import (
    SYMPTOMS,
    Cited,
    CountsAs,
    EvidenceFact,
    Glossary,
    GlossaryTerm,
    LastingFinding,
    LevelWords,
    Question,
    Source,
    Symptom,
    SymptomRule,
    Treatment,
    VerdictWords,
)
from skinroutine.rulebook.counts import PROCEDURES, Count, counts_of
from skinroutine.rulebook.findings import findings_by_id
from skinroutine.rulebook.folders import COMMON, Layer, UnknownTreatmentError
from skinroutine.rulebook.problems import FileProblemsError, missing_file
from skinroutine.rulebook.regions import EVERYWHERE, REGIONS, Everywhere, Place, Region
from skinroutine.rulebook.texts import (
    Lines,
    items_of,
    lined_items,
    lined_page,
    page_of,
    shown_path,
    words_of,
)
from skinroutine.text import plain_form

TYPE_CHECKING = False
if TYPE_CHECKING:
    from skinroutine.rulebook.grounds import Way
    from skinroutine.rulebook.kept import Kept

T = TypeVar("T", bound=Struct)
_NAMED_BY: Final[Mapping[type[Struct], str]] = {
    Question: "id", Symptom: "id", Source: "id", EvidenceFact: "id",
    VerdictWords: "verdict", LevelWords: "level", Region: "id",
}  # fmt: skip
EVIDENCE: Final = "evidence"


class Library:
    """All layers of rules, read by topic and kept; ``region`` is asked only for what turns on a place.

    ``name`` is the name of what ``texts`` say, where it was worked out before any of them was read.
    """

    def __init__(
        self,
        layers: Iterable[Layer],
        region: Callable[[], str] = str,
        name: str = "",
        texts: RuleTexts | None = None,
    ) -> None:
        self.layers = tuple(layers)
        self._name = name
        self._texts = texts or RuleTexts()
        self._region = region
        self._read: dict[tuple[str, str], list[Struct]] = {}
        self._pages: dict[str, Treatment] = {}
        self.books: dict[str, dict[str, Any]] = {}
        """What the books of each treatment have put together of it."""

    @cached_property
    def stored_under(self) -> str:
        """The name of these rules, under which the history stores what follows from them."""
        return self._name or self._texts.stored_under([layer.folder for layer in self.layers])

    @cached_property
    def findings(self) -> dict[str, LastingFinding]:
        """What checks of symptoms leave behind that has an end of its own, by id."""
        treatments = ("", *self.treatment_ids)
        written = [each for name in treatments for each in self.items("findings", name, LastingFinding)]
        rules = [
            rule
            for name in treatments
            for topic in ("red-flags", SYMPTOMS)
            for rule in self.items(topic, name, SymptomRule)
        ]
        return findings_by_id(written, rules)

    @cached_property
    def counts(self) -> list[Count]:
        """What the sessions of each treatment count as for the others."""
        written = {name: self.items("counts-as", name, CountsAs) for name in self.treatment_ids}
        asked = next((each for each in self.questions() if each.id == PROCEDURES), None)
        return counts_of(written, asked.options if asked else ())

    @cached_property
    def glossary(self) -> Glossary:
        """The words that are explained, the shipped ones first."""
        folders = ("", *self.treatment_ids)
        terms = {term.id: term for name in folders for term in self.items("glossary", name, GlossaryTerm)}
        return Glossary(sorted(terms.values(), key=lambda term: bool(term.origin)))

    @cached_property
    def levels(self) -> list[LevelWords]:
        """How each level is said, 0 to 4."""
        return sorted(self.items("levels", "", LevelWords), key=lambda words: words.level)

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Where a person may live, by id."""
        return {region.id: region for region in self.items(REGIONS, "", Region)}

    @cached_property
    def place(self) -> Place:
        """What to call where the person lives."""
        everywhere = next(iter(self.items(EVERYWHERE, "", Everywhere)), None)
        if everywhere is None:
            raise missing_file(
                shown_path(self.layers[0].folder / COMMON / f"{EVERYWHERE}.yaml"), "what to call is in it"
            )
        # The list of all regions takes long to read: only whoever named one of them waits for it.
        return Place(everywhere, self.regions.get(named) if (named := self._region()) else None)

    @cached_property
    def treatment_ids(self) -> tuple[str, ...]:
        """The ids of all treatments."""
        return tuple(dict.fromkeys(name for layer in self.layers for name in layer.treatments()))

    def known(self, treatment: str) -> str:
        """The id of the treatment that is called so: by its id or what else people say.

        Raises UnknownTreatmentError.
        """
        if treatment in self.treatment_ids:
            return treatment
        typed = plain_form(treatment)
        found = [name for name in self.treatment_ids if typed in map(plain_form, self._words_for(name))]
        if len(found) != 1:
            raise UnknownTreatmentError(treatment, self.treatment_ids)
        return found[0]

    def _words_for(self, name: str) -> tuple[str, ...]:
        """What people say for a treatment; nothing of one whose page cannot be read."""
        try:
            page = self.treatment(name)
        except FileProblemsError:
            return ()
        return (page.name, *page.also)

    @cached_property
    def treatments(self) -> dict[str, Treatment]:
        """Every treatment by id, in the order that they ask for."""
        made = {name: self.treatment(name) for name in self.treatment_ids}
        return dict(sorted(made.items(), key=lambda pair: (pair[1].order, pair[0])))

    def treatment(self, name: str) -> Treatment:
        """One treatment's own page: the first layer that describes it."""
        if name not in self._pages:
            self._pages[name] = self._page(name)
        return self._pages[name]

    def _page(self, name: str) -> Treatment:
        for layer in self.layers:
            file = layer.folder / name / "treatment.yaml"
            if file.is_file():
                page, turning = page_of(self._text_of(str(file)), str(file), kept_place(str(file)))
                page = replace(page, id=name)
                return self.place.fill_items([page], turning)[0] if turning else page
        raise missing_file(
            shown_path(self.layers[-1].folder / name / "treatment.yaml"), "a treatment needs it"
        )

    def unreviewed(self, treatment: str) -> list[str]:
        """The folders of a person's own that a treatment comes from, when it is not a shipped one."""
        if len(self.layers) == 1:
            return []
        having = [layer for layer in self.layers if treatment in layer.treatments()]
        return [layer.name for layer in having] if all(layer.name for layer in having) else []

    def items(self, topic: str, treatment: str, kind: type[T]) -> list[T]:
        """The items of a topic that are of this kind: common ones first, then the treatment's.

        Of what is known by name the first stands: a later folder may add to it, never replace it.
        """
        found = [
            item
            for folder in dict.fromkeys((COMMON, treatment or COMMON))
            for item in self._topic(topic, folder)
            if isinstance(item, kind)
        ]
        if kind not in _NAMED_BY:
            return found
        first: dict[object, T] = {}
        for item in found:
            first.setdefault(getattr(item, _NAMED_BY[kind]), item)
        return list(first.values())

    def questions(self, treatment: str = "") -> list[Question]:
        """Every question as written."""
        return self.items("questions", treatment, Question)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The whole bibliography by id."""
        return {
            source.id: source
            for name in ("", *self.treatment_ids)
            for source in self.items("sources", name, Source)
        }

    @cached_property
    def facts(self) -> dict[str, EvidenceFact]:
        """All that the evidence says, by id; empty where the rules come without it."""
        found = [
            fact for name in ("", *self.treatment_ids) for fact in self.items(EVIDENCE, name, EvidenceFact)
        ]
        return {fact.id: fact for fact in found}

    def case_files(self) -> Iterator[tuple[str, Path]]:
        """Each treatment's files of cases."""
        for layer in self.layers:
            for name in layer.treatments():
                for file in sorted((layer.folder / name / "cases").glob("*.yaml")):
                    yield name, file

    def example(self, treatment: str) -> tuple[Path, object]:
        """The file of a typical person's answers, and what it holds."""
        for layer in self.layers:
            file = layer.folder / treatment / "example.yaml"
            if file.is_file():
                from skinroutine.rulebook.yaml_text import read_yaml  # noqa: PLC0415  rules do without it

                words = words_of(self._text_of(str(file)), file)
                return file, read_yaml(words, shown_path(file), words_for_truth=True).data
        raise missing_file(
            shown_path(self.layers[-1].folder / treatment / "example.yaml"), "--example needs it"
        )

    def read_file(self, file: Path, topic: str) -> list[Struct]:
        """The items of one file. Raises FileProblemsError or UnreadableFileError."""
        return list(self._kept(str(file), topic).items)

    def read_lined(self, file: Path, topic: str) -> list[tuple[Lines, Struct]]:
        """The items of one file, each with the lines on which it and its parts start."""
        return list(lined_items(self._text_of(str(file)), str(file), topic))

    def read_page(self, file: Path) -> tuple[Treatment, dict[Way, Lines]]:
        """A treatment's own page, and the lines of each item of its lists, by list and place."""
        page, lines = lined_page(self._text_of(str(file)), str(file))
        return page, dict(lines)

    def _topic(self, topic: str, folder: str) -> list[Struct]:
        key = (topic, folder)
        if key not in self._read:
            self._read[key] = [item for layer in self.layers for item in self._of_layer(layer, topic, folder)]
        return self._read[key]

    def _of_layer(self, layer: Layer, topic: str, folder: str) -> list[Struct]:
        # Text, as a Path takes longer to make than the file to read.
        file = f"{layer.folder}{os.sep}{folder}{os.sep}{topic}.yaml"
        if not os.path.isfile(file):  # noqa: PTH113  the same
            return []
        items = self._filled(file, topic)
        if not layer.name:
            return items
        return [_unreviewed(item, layer.name) for item in items]

    def _filled(self, file: str, topic: str) -> list[Struct]:
        """The items of a file; those that turn on where the person lives are filled, the others stay."""
        kept = self._kept(file, topic)
        if topic in {REGIONS, EVERYWHERE} or not kept.turning:
            return list(kept.items)
        return self.place.fill_items(kept.items, kept.turning)

    def _kept(self, file: str, topic: str) -> Kept:
        return items_of(self._text_of(file), file, topic, kept_place(file))

    def _text_of(self, file: str) -> RuleText:
        return self._texts.of(file)


def _unreviewed(item: Struct, name: str) -> Struct:
    """An item of a person's own: marked, and a question of it answers no other question."""
    if isinstance(item, Cited):
        return replace(item, origin=name)
    return replace(item, becomes="", remembered="") if isinstance(item, Question) else item

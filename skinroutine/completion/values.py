"""The values that a shell may complete: from the rules, scanned line by line, and from the history."""
# ruff: noqa: PLC0415  what a word does not need is not loaded

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from skinroutine.text import clock_text, date_text

if TYPE_CHECKING:
    from skinroutine.completion import Words
    from skinroutine.history import History
    from skinroutine.machine import Paths

_ENTRIES: Final = 60
"""So many of the newest entries are offered."""
_LABEL: Final = 60
_COMMON: Final = "common"


class Scan:
    """The rules as far as a shell needs them: names and labels, without what they say."""

    def __init__(self, folders: Sequence[Path], command: str) -> None:
        self.folders = folders
        self.command = command.replace(" ", "-")

    @cached_property
    def treatments(self) -> Words:
        """The treatments, each with its name."""
        files = (file for folder in self.folders for file in sorted(folder.glob("*/treatment.yaml")))
        return {file.parent.name: _field(file.read_text(encoding="utf-8"), "", "name") for file in files}

    @property
    def devices(self) -> Words:
        """The kinds of device of all treatments."""
        files = [file for folder in self.folders for file in folder.glob("*/treatment.yaml")]
        listed = [
            re.split(r"^  - ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:] for file in files
        ]
        return {
            found[1]: _field(part, "    ", "label")
            for parts in listed
            for part in parts
            if (found := re.match(r"id: (\S+)", part)) and "\n    label:" in part and "\n    home:" in part
        }

    @cached_property
    def questions(self) -> dict[str, str]:
        """The text of each question, by its id."""
        return {name: text for file in self._files("questions") for name, text in scan_items(file)}

    def options(self, question: str) -> Words:
        """The options of a question, and words for several of them at once, each with its label."""
        text = self.questions.get(question, "")
        source = _field(text, "  ", "options_from")
        filled = {"treatments": lambda: self.treatments, "devices": lambda: self.devices}
        if source in filled:
            return filled[source]()
        if source == "symptoms":
            return self.symptoms
        found = self.options(source) if source else dict(_lines(text, "options"))
        whole = {name: _flow_label(rest) or rest for name, rest in _lines(text, "groups")}
        return found | whole

    @property
    def symptoms(self) -> Words:
        """What a check may name."""
        items = (item for file in self._files("symptoms") for item in scan_items(file))
        return {name: _flow_label(text) for name, text in items if "screen:" in text}

    def ids(self, *topics: str) -> Words:
        """The ids of all items of these topics, or of all, each with the file that it stands in."""
        files = [file for topic in topics or ("*",) for file in self._files(topic)]
        return {name: f"{file.parent.name}/{file.stem}" for file in files for name, _ in scan_items(file)}

    @property
    def verdicts(self) -> Words:
        """The verdicts, each with its word on a screen."""
        texts = (file.read_text(encoding="utf-8") for file in self._files("verdicts"))
        parts = (part for text in texts for part in re.split(r"^- verdict: ", text, flags=re.MULTILINE)[1:])
        return {part.split()[0].strip("\"'"): _field(part, "  ", "word") for part in parts}

    @property
    def terms(self) -> Words:
        """The words that are explained."""
        items = (text for file in self._files("glossary") for _, text in scan_items(file))
        return {_field(text, "  ", "term"): "" for text in items}

    @property
    def professionals(self) -> Words:
        """Who can clear a finding of a check."""
        files = (
            file
            for topic in ("findings", "red-flags", "screening", "symptoms")
            for file in self._files(topic)
        )
        texts = (file.read_text(encoding="utf-8") for file in files)
        found = (
            name for text in texts for name in re.findall(r"^[^#\n]*\bcleared_by: (\w+)", text, re.MULTILINE)
        )
        return dict.fromkeys(sorted(set(found)), "")

    def topics(self) -> Words:
        """The topics that rules stand in."""
        return dict.fromkeys(sorted({file.stem for file in self._files("*")}), "")

    def answers(self, word: str, *, kept: bool = False) -> Words:
        """``question=value`` for the command that is typed; ``kept``: only what is remembered of a person."""
        name, equals, value = word.partition("=")
        if equals:
            return {f"{name}={each}": label for each, label in self._values(name, value).items()}
        names = dict(self._names(word, kept=kept))
        fitting = [each for each in names if each.startswith(word)]
        if len(fitting) == 1:
            # A shell puts a blank behind what is whole, and "age= 34" is no answer.
            values = self._values(fitting[0], "")
            return {f"{fitting[0]}={each}": label for each, label in values.items()} | {f"{fitting[0]}=": ""}
        return {f"{each}=": label for each, label in names.items()}

    def _names(self, word: str, *, kept: bool) -> Iterator[tuple[str, str]]:
        for name, text in self.questions.items():
            asked = {each.strip() for each in _field(text, "  ", "asked_by").strip("[]").split(",")}
            if kept and not re.search(r"^  trusted(_options)?:", text, re.MULTILINE):
                continue
            if self.command in {"plan", "log", "check-symptoms", "device-add", "device-choose"} - asked:
                continue
            start, brace, rest = name.partition("{")
            if not brace:
                yield name, _field(text, "  ", "name")
            elif word.startswith(start):
                parent, _, end = rest.partition("}")
                for option, label in self.options(parent).items():
                    yield f"{start}{option}{end}", label

    def _values(self, name: str, value: str) -> Words:
        text = self.questions.get(name) or self._template(name)
        kind = _field(text, "  ", "kind")
        found = {"yes": "", "no": ""} if kind == "yes_no" else self.options(self._id(text) or name)
        unsure = {} if "\n  not_sure: false" in text or not text else {"not_sure": "Not sure"}
        if kind != "many":
            return found | unsure
        before, comma, _ = value.rpartition(",")
        taken = before.split(",")
        more = {f"{before}{comma}{each}": label for each, label in found.items() if each not in taken}
        return more if comma else more | unsure

    def _template(self, name: str) -> str:
        for known, text in self.questions.items():
            pattern = re.escape(known).replace(r"\{", "{").replace(r"\}", "}")
            if "{" in known and re.fullmatch(re.sub(r"\{.*?\}", r"[^.]+", pattern), name):
                return text
        return ""

    @staticmethod
    def _id(text: str) -> str:
        found = re.match(r"id: (\S+)", text)
        return found[1] if found else ""

    def _files(self, topic: str) -> list[Path]:
        files = [file for folder in self.folders for file in sorted(folder.glob(f"*/{topic}.yaml"))]
        return [
            file for file in files if (file.parent / "treatment.yaml").exists() or file.parent.name == _COMMON
        ]


def scan_items(file: Path) -> Iterator[tuple[str, str]]:
    """The id of each item of a file of rules, and its text."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    for part in re.split(r"^- \{?", text, flags=re.MULTILINE)[1:]:
        found = re.match(r"id: ((?:\{\w+\}|[^\s,}])+)", part)
        if found:
            yield found[1], part


def _field(text: str, indent: str, name: str) -> str:
    found = re.search(rf"^{indent}{name}: (.*?)(?:\s+#.*)?$", text, re.MULTILINE)
    return found[1].strip().strip("\"'")[:_LABEL] if found else ""


def _lines(text: str, name: str) -> Iterator[tuple[str, str]]:
    """The keys of a block, each with what stands behind it."""
    block = re.search(rf"^  {name}:\n((?:(?:    .*)?\n)+)", f"{text}\n", re.MULTILINE)
    for line in re.finditer(r"^    (\w+): ?(.*)$", block[1] if block else "", re.MULTILINE):
        yield line[1], line[2].strip().strip("\"'")[:_LABEL]


def _flow_label(text: str) -> str:
    found = re.search(r"label: (?:\"([^\"]*)\"|'([^']*)'|([^,}\n]*))", text)
    return next((part for part in found.groups() if part), "")[:_LABEL] if found else ""


def _history(paths: Paths) -> History | None:
    from skinroutine.history import History
    from skinroutine.machine import here

    return History(paths.history, here) if paths.history.exists() else None


def _entries(kinds: Sequence[str], paths: Paths) -> Words:
    history = _history(paths)
    found = history.events(kinds, limit=_ENTRIES) if history else []
    return {
        event.id: f"{event.kind} {date_text(event.happened)} {clock_text(event.happened)}" for event in found
    }


def _holds(_: Scan, paths: Paths, __: str) -> Words:
    history = _history(paths)
    return {hold.id: hold.why[:_LABEL] for hold in (history.holds() if history else [])}


def _professionals(rules: Scan, paths: Paths, _: str) -> Words:
    """Those whose word a hold waits for; where none does, all that there are."""
    history = _history(paths)
    waiting = {hold.cleared_by: hold.why[:_LABEL] for hold in (history.holds() if history else [])}
    return {name: why for name, why in waiting.items() if name} or rules.professionals


def _heads(_: Scan, paths: Paths, __: str) -> Words:
    from skinroutine.memory.heads import heads

    history = _history(paths)
    found: dict[str, str] = {}
    for head in heads(history) if history else []:
        found |= {head.id: head.name, **({head.name: head.kind} if head.name else {})}
    return found


Source = Callable[[Scan, "Paths", str], "Words"]

SOURCES: Final[Mapping[str, Source]] = {
    "TREATMENT": lambda rules, _, __: rules.treatments,
    "about TREATMENT OR QUESTION": lambda rules, _, __: rules.treatments,
    "explain WORD": lambda rules, _, __: rules.terms,
    "why STEP": lambda rules, _, __: rules.ids(),
    "--treatment": lambda rules, _, __: rules.treatments,
    "rules list --treatment": lambda rules, _, __: rules.treatments | {_COMMON: ""},
    "--device": lambda rules, _, __: rules.devices,
    "--kind": lambda rules, _, __: rules.devices,
    "--head": _heads,
    "device retire NAME|ID": _heads,
    "--set": lambda rules, _, word: rules.answers(word),
    "--what-if": lambda rules, _, word: rules.answers(word),
    "rules new TREATMENT": lambda _, __, ___: {},
    "profile set QUESTION=VALUE": lambda rules, _, word: rules.answers(word, kept=True),
    "profile forget QUESTION[=OPTION]": lambda rules, _, __: dict.fromkeys(
        (name.rstrip("=") for name in rules.answers("", kept=True)), ""
    ),
    "history show ID": lambda _, paths, __: _entries((), paths),
    "history edit ID": lambda _, paths, __: _entries(("session",), paths),
    "history remove ID": lambda _, paths, __: _entries((), paths),
    "hold end HOLD": _holds,
    "hold end --by": _professionals,
    "rules show ID": lambda rules, _, __: rules.ids(),
    "rules list --topic": lambda rules, _, __: rules.topics(),
    "rules list --verdict": lambda rules, _, __: rules.verdicts,
    "rules list --source": lambda rules, _, __: rules.ids("sources"),
}
"""Where the values come from, by the option, or by the command and the name of the argument in its help."""

"""YAML text to plain values with line numbers, refusing what YAML 1.1 reads otherwise than people.

Built on the event stream rather than on the loader: events carry the line of each value, cannot expand
an alias and need no recursion, so that no file can exhaust memory or the stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

import yaml
from yaml.resolver import Resolver

from skinroutine.rule_files import MOST_BYTES
from skinroutine.rulebook.document import Document, Path
from skinroutine.rulebook.problems import FileProblemsError, Problem

MOST_DEPTH: Final = 20
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Final = Resolver()
_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_STARTS: Final = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_ENDS: Final = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
_TAG: Final = "tag:yaml.org,2002:"
_ALLOWED: Final = bytes({*b"\t\n\r", *range(0x20, 0x7F), *range(0x80, 0x100)})
"""All bytes of a text but the control characters."""
_NO_BRACKETS: Final = re.compile(r"""(?:^|(?<=\s))\#.*|"[^"\\]*"|'[^']*'""")
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_CHARACTERS: Final = "this holds characters that YAML does not allow; save it as plain UTF-8 text"
_INVALID: Final = "this isn't valid YAML; check its colons, quotes, brackets and indents, and the line above"
_TAB: Final = re.compile(r" *\t")
_TOO_DEEP: Final = f"this is nested over {MOST_DEPTH} levels deep; flatten it"


def read_yaml(text: str, file: str, *, words_for_truth: bool = False) -> Document:
    """Read one YAML document.

    ``words_for_truth`` takes a bare yes or no as an answer, as people write it; rule files refuse it,
    where "no" is a verdict. Raises FileProblemsError.
    """
    # The two loaders refuse other characters in other words: they see only what passes here.
    _check_text(text, file)
    builder = _Builder(file, words_for_truth=words_for_truth)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        builder.note(*_unreadable(text, mark.line + 1 if mark else 1))
    except RecursionError:
        builder.note(*_unreadable(text, 1))
    except (yaml.YAMLError, UnicodeError, ValueError):
        builder.note(1, _CHARACTERS)
    if builder.problems:
        raise FileProblemsError(builder.problems)
    return Document(file, builder.root, lambda: builder.lines)


def _check_text(text: str, file: str) -> None:
    """Refuse what no parser needs to see: its size and its control characters. Raises FileProblemsError."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raise FileProblemsError([Problem(file, 1, "", _CHARACTERS)]) from None
    if len(raw) > MOST_BYTES:
        raise FileProblemsError([Problem(file, 1, "", "this file is over 1 MiB; split it")])
    if raw.translate(None, _ALLOWED):
        line = next(place for place, part in enumerate(raw.split(b"\n"), 1) if part.translate(None, _ALLOWED))
        raise FileProblemsError([Problem(file, line, "", _CHARACTERS)])


def _unreadable(text: str, line: int) -> tuple[int, str]:
    # Where and why a parser gave up, judged by the text: each parser takes and says something else.
    lines = text.splitlines() or [""]
    deep = _too_deep(lines)
    if deep:
        return deep, _TOO_DEEP
    if _TAB.match(lines[min(line, len(lines)) - 1]):
        return line, "this isn't valid YAML: a tab indents this line; use spaces"
    return line, _INVALID


def _too_deep(lines: list[str]) -> int:
    """The line on which too many brackets are open at once, 0 for none; comments and quotes left out."""
    depth = 0
    for number, line in enumerate(lines, 1):
        for sign in _BRACKETS.findall(_NO_BRACKETS.sub("", line)):
            depth = depth + 1 if sign in "[{" else max(0, depth - 1)
            if depth > MOST_DEPTH:
                return number
    return 0


class _Open:
    """A list or a mapping that is being filled."""

    def __init__(self, holder: list[object] | dict[str, object], path: Path) -> None:
        self.holder = holder
        self.path = path
        self.key: str | None = None

    def begin(self, key: str) -> None:
        """Take the key of the value that comes next."""
        self.key = key

    def put(self, value: object) -> str | int:
        """Take a value. Gives where it stands: under its key, or at the end of the list."""
        if isinstance(self.holder, list):
            self.holder.append(value)
            return len(self.holder) - 1
        key, self.key = self.key or "", None
        self.holder[key] = value
        return key


class _Builder:
    def __init__(self, file: str, *, words_for_truth: bool) -> None:
        self.file = file
        self.words_for_truth = words_for_truth
        self.problems: list[Problem] = []
        self.lines: dict[Path, int] = {}
        self.root: object = None
        self.documents = 0
        self.stack: list[_Open] = []

    def note(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, self._key(), message))

    def take(self, event: yaml.Event) -> None:
        line = _line(event)
        if isinstance(event, yaml.ScalarEvent):
            self._check_anchor(event, line)
            self._scalar(event, line)
        elif isinstance(event, yaml.AliasEvent):
            self.note(line, f"aliases such as *{event.anchor} are refused; write the value again")
            self._put(None, line)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._start_document(line)
        elif isinstance(event, _STARTS):
            self._check_anchor(event, line)
            self._start(event, line)
        elif isinstance(event, _ENDS):
            self.stack.pop()

    def _start_document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise FileProblemsError(
                [Problem(self.file, line, "", "keep one document a file: take out the ---")]
            )

    def _check_anchor(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor:
            self.note(line, f"anchors such as &{event.anchor} are refused; write the value where it is used")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self.note(line, f"tags such as {tag} are refused; take it out")

    def _start(self, event: yaml.Event, line: int) -> None:
        if len(self.stack) >= MOST_DEPTH:
            raise FileProblemsError([Problem(self.file, line, self._key(), _TOO_DEEP)])
        holder: list[object] | dict[str, object] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self.stack.append(_Open(holder, self._put(holder, line)))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        value = self._value(event, line)
        top = self.stack[-1] if self.stack else None
        if top is None or isinstance(top.holder, list) or top.key is not None:
            self._put(value, line)
        else:
            self._take_key(top, value, event.value, line)

    def _take_key(self, top: _Open, value: object, written: str, line: int) -> None:
        if not isinstance(value, str):
            if value is not None and not isinstance(value, bool):
                self.note(line, f"a key must be a word: put {written!r} in quotes")
            value = written
        if value in top.holder:
            self.note(line, f"the key {value!r} stands here twice; keep one")
        top.begin(value)
        self.lines[(*top.path, value)] = line

    def _put(self, value: object, line: int) -> Path:
        if not self.stack:
            self.root = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.holder, dict) and top.key is None:
            self.note(line, "a key must be a word, not a list or a mapping")
        path: Path = (*top.path, top.put(value))
        if isinstance(top.holder, list):
            self.lines[path] = line
        return path

    def _value(self, event: yaml.ScalarEvent, line: int) -> object:
        text = event.value
        if not event.implicit[0]:
            return text
        tag = _resolve(text)
        if tag == "null":
            return None
        if tag == "bool" and (text.lower() in {"true", "false"} or self.words_for_truth):
            return text.lower() in {"true", "yes", "on"}
        if tag == "int" and _INTEGER.fullmatch(text):
            # Python refuses to make a whole number of more than 4,300 digits.
            return int(text) if len(text) < MOST_DEPTH else float(text)
        if tag == "float" and _DECIMAL.fullmatch(text):
            return float(text)
        if tag != "str":
            self.note(line, f"YAML reads {text} as {_TRAPS.get(tag, 'something else')}; put it in quotes")
        return text

    def _key(self) -> str:
        return ".".join(part for part in self._path() if part)

    def _path(self) -> Iterator[str]:
        if self.stack:
            yield from (str(part) for part in self.stack[-1].path if isinstance(part, str))
            yield self.stack[-1].key or ""


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


@lru_cache(maxsize=8192)
def _resolve(text: str) -> str:
    if text[:1] not in _RESOLVER.yaml_implicit_resolvers:  # most of what is written: plain words
        return "str"
    resolve: Callable[..., str] = _RESOLVER.resolve
    return resolve(yaml.ScalarNode, text, (True, False)).removeprefix(_TAG)


_TRAPS: Final = {
    "bool": "true or false",
    "int": "another number",
    "float": "another number",
    "timestamp": "a date",
    "merge": "a merge",
    "value": "a default value",
}

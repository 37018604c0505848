"""What every test stands on: a home of its own, the program run in this process, a clock that is set."""

from __future__ import annotations

import gc
import io
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import WorkStealingScheduling

import checkout
import effort  # noqa: F401  it registers the profiles
from checkout import FROZEN_CHECKOUT, TODAYS_CHECKOUT, environment, run_here
from skinroutine import rule_files
from skinroutine.__main__ import main
from skinroutine.decide import dates, wording
from skinroutine.history import TodaysSentence, files
from skinroutine.rulebook import folders, library, texts

pytest_plugins = ["child_processes", "in_a_terminal", "todays_rules_guard"]

# More texts than one run of the program ever reads: the shipped rules are parsed once for all tests.
for reader in ("items_of", "lined_items", "page_of", "lined_page"):
    setattr(library, reader, lru_cache(maxsize=2000)(getattr(texts, reader).__wrapped__))

SENTENCES: dict[tuple[str, str], list[TodaysSentence]] = {}
"""The sentences of rules that were read before: every first write into a new home stores them all."""


def _sentences_today(library: library.Library) -> list[TodaysSentence]:
    key = (library.stored_under, library._region())  # noqa: SLF001  some sentences turn on it
    if key not in SENTENCES:
        SENTENCES[key] = wording.sentences_today(library)
    return SENTENCES[key]


setattr(dates, "sentences_today", _sentences_today)  # noqa: B010  it is not exported

READ: dict[tuple[object, ...], dict[str, object]] = {}
"""What the libraries of earlier runs have put together, by all that it turns on: the rules and the place."""
MAKE = library.Library.__init__


def _made(
    self: library.Library,
    layers: Iterable[folders.Layer],
    region: Callable[[], str] = str,
    name: str = "",
    texts: rule_files.RuleTexts | None = None,
) -> None:
    """A library that shares what an earlier run of the program read of the same rules."""
    MAKE(self, layers, region, name, texts)
    if name and self.layers[0].folder in (checkout.FROZEN_RULES, checkout.TODAYS_RULES):
        self.__dict__ = READ.setdefault((self.layers, name, region()), self.__dict__)


library.Library.__init__ = _made  # type: ignore[method-assign]  # the tests alone do this

NAMES: dict[tuple[object, ...], str] = {}
"""The name of what the shipped rules say, which each run works out from all of their bytes."""
NAME_AFTER = rule_files.RuleTexts.name_after


def _name_after(
    self: rule_files.RuleTexts, named: Sequence[Path], topics: Collection[str] = (), *also: str
) -> str:
    if list(named) not in ([checkout.FROZEN_RULES], [checkout.TODAYS_RULES]):
        return NAME_AFTER(self, named, topics, *also)
    key = (*named, *topics, "", *also)
    if key not in NAMES:
        NAMES[key] = NAME_AFTER(self, named, topics, *also)
    return NAMES[key]


rule_files.RuleTexts.name_after = _name_after  # type: ignore[assignment,method-assign]  # the tests alone do this

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Europe/London"))
ROOT = checkout.ROOT
FILL = files._fill  # noqa: SLF001  what a new history is made by


def pytest_configure(config: pytest.Config) -> None:
    """What a test and its children inherit: Ctrl-C that stops, and warnings of our own modules as errors."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell starts a command in the background with Ctrl-C ignored, and every child would inherit that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    ours = {file.stem for room in ("tests", "docs", "bench") for file in (ROOT / room).rglob("*.py")}
    # One filter for all of them: pytest reads each filter again before every test.
    config.addinivalue_line("filterwarnings", rf"error:::({'|'.join(sorted({'skinroutine', *ours}))})(\.|$)")
    if "not proof" in config.option.markexpr:
        settings.load_profile("quick")  # before any test is imported: `examples` reads it there


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files whose tests take long go first: begun last, they keep one worker busy and the other idle."""
    long = {item.path for item in items if item.get_closest_marker("proof")}
    items.sort(key=lambda item: item.path not in long)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WorkStealingScheduling | None:
    """A worker that is done takes tests over from the other.

    Else one keeps all that it is given at the start: an eighth of the tests, with most of the long ones.
    """
    return WorkStealingScheduling(config, log) if config.getoption("dist") == "load" else None


def pytest_collection_finish() -> None:
    """What was made for ten thousand tests stays to the end: no collection of garbage looks through it."""
    gc.freeze()


class Ran(NamedTuple):
    """What a run of the program left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, object]:
        """Standard output as JSON."""
        data = json.loads(self.out)
        assert isinstance(data, dict)
        return data


Run = Callable[..., Ran]
LiveOnce = Callable[[Callable[[], object]], None]


class Typing(io.StringIO):
    """What a person types in a terminal that draws nothing."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="session")
def _nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that nobody used; pytest's own numbering would look at all of them for each new one."""
    base = tmp_path_factory.mktemp("nowhere")
    return (base / str(number) for number in count())


@cache
def _empty_history() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "history.db")
        file.touch()
        FILL(file)
        return file.read_bytes()


def _begin_as_a_copy(new: Path) -> None:
    """The steps to a new history are taken once."""
    new.write_bytes(_empty_history())


@pytest.fixture(autouse=True)
def _alone(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _nowhere: Iterator[Path]
) -> Iterator[None]:
    """No test sees the machine's home, colours or terminal.

    The program, here and in a child, ships the frozen rules; today's under the marker ``todays_rules``.
    A history begins as a copy, but for the tests of the history itself. One fixture does all of this: what
    pytest does to call one, ten thousand times, is seen.
    """
    nobody = next(_nowhere)
    nobody.mkdir()
    rules = TODAYS_CHECKOUT if request.node.get_closest_marker("todays_rules") else FROZEN_CHECKOUT
    homes = {"SKINROUTINE_HOME": str(nobody / "home" / "skinroutine"), "HOME": str(nobody)}
    for name, value in (homes | environment(rules)).items():
        monkeypatch.setenv(name, value)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LINES", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    if not request.path.is_relative_to(checkout.TESTS / "history"):
        monkeypatch.setattr(files, "_fill", _begin_as_a_copy)
    run_here(rules)
    yield
    run_here(FROZEN_CHECKOUT)


@pytest.fixture
def library_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program reads its rules for itself, and asks where the person lives only when it needs that."""
    monkeypatch.setattr(library.Library, "__init__", MAKE)
    monkeypatch.setattr(rule_files.RuleTexts, "name_after", NAME_AFTER)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock stands at 2026-11-20 10:00 in London; ``clock.shift`` and ``clock.move_to`` move it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The home that the program uses."""
    place = tmp_path / "home"
    monkeypatch.setenv("SKINROUTINE_HOME", str(place))
    return place


@pytest.fixture(scope="session")
def _lived_homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[], object]], Path]:
    """The place of the home that a function of a test file leaves, once it was called."""
    base = tmp_path_factory.mktemp("lived")
    return lambda live: base / f"{live.__module__}.{live.__qualname__}"


@pytest.fixture
def live_once(home: Path, _lived_homes: Callable[..., Path]) -> LiveOnce:
    """Fill the home as this function does: it is called for the first test, the others get a copy."""

    def living(live: Callable[[], object]) -> None:
        kept = _lived_homes(live)
        if kept.exists():
            shutil.copytree(kept, home)
        else:
            live()
            shutil.copytree(home, kept)

    return living


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program with these arguments, as if typed; ``typed`` is its standard input.

    It comes through a pipe, unless it is said to come from a terminal.
    """

    def running(*arguments: str, typed: str = "", terminal: bool = False) -> Ran:
        monkeypatch.setattr(sys, "argv", ["skinroutine", *arguments])
        monkeypatch.setattr(sys, "stdin", (Typing if terminal else io.StringIO)(typed))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        streams = capsys.readouterr()
        return Ran(int(left.value.code or 0), streams.out, streams.err)

    return running

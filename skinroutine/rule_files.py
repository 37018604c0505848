"""Where the files of rules lie, and what they say in one short name: the same bytes, the same name.

It reads no YAML and is loaded by `due`, which a shell prompt calls.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

try:  # hashlib brings OpenSSL along: 2 ms, more than reading and hashing all of the files
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

from skinroutine.errors import SkinroutineError
from skinroutine.files.private import lost_link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import Final

STORED_FROM: Final = (
    "frequency", "questions", "treatment", "red-flags", "symptoms", "screening", "device",
    "findings", "levels", "no-concern", "counts-as", "regions", "everywhere", "aftercare", "limits", "heads",
    "verdicts",
)  # fmt: skip
"""The topics from which the history stores what follows: next dates, what ends a finding, and sentences."""
_SIZE: Final = 32
"""Bytes of a digest."""
MOST_BYTES: Final = 1 << 20
"""No longer file of rules is read."""
_WORKED_OUT: Final = "4"
"""Raised when the same rules and sessions come to other dates, as after a mended reckoning."""
_READ: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
"""A pipe among the files keeps nobody waiting."""
_PACKAGE: Final = Path(__file__).resolve().parent


def shipped() -> Path:
    """The shipped rules: inside the package once it is built, beside it in a checkout."""
    built = _PACKAGE / "rules"
    return built if built.is_dir() else _PACKAGE.parent / "rules"


def kept_place(file: str) -> str:
    """Where what a file of the shipped rules says is kept, with our compiled modules; "" for other files.

    Whoever may write there can change the program itself.
    """
    folder, _, name = file.rpartition(os.sep)
    rules, _, folder = folder.rpartition(os.sep)
    return beside_modules(f"{folder}.{name.removesuffix('.yaml')}") if rules == str(shipped()) else ""


def beside_modules(name: str) -> str:
    """A file of what is kept beside our compiled modules."""
    return f"{_PACKAGE}{os.sep}__pycache__{os.sep}{name}.kept"


class UnreadableFileError(SkinroutineError):
    """A file or folder is there and cannot be read."""

    code = "unreadable-file"

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file} cannot be read ({why}). Check the path and its permissions.")


def own_folders(named: Path | None, kept: Path) -> dict[str, Path]:
    """A person's own folders by where they really are: the one that was named, and the one in their home.

    Raises UnreadableFileError where the one in their home is out of reach: it is not taken for none.
    """
    own = {os.path.realpath(named): named} if named else {}
    if _is_there(kept):
        own.setdefault(os.path.realpath(kept), kept)
    return own


def _is_there(folder: Path) -> bool:
    """Whether there is such a folder; False only where that is certain."""
    try:
        # Opened, not only asked for: a folder that may not be read is a folder too.
        os.scandir(folder).close()
    except (FileNotFoundError, NotADirectoryError) as error:
        link = lost_link(folder)
        if link is not None:
            raise UnreadableFileError(folder, f"the link {link} leads nowhere") from error
        if os.path.lexists(folder):
            raise UnreadableFileError(folder, "a file is where a folder should be") from error
        return False
    except OSError as error:
        raise UnreadableFileError(folder, error.strerror or "unknown cause") from error
    return True


class RuleText:
    """What a file says, behind a sign that it could be read, and the digest of that: it is known by this."""

    def __init__(self, written: bytes, digest: bytes = b"") -> None:
        self.written = written
        self.digest = digest or _digest(written)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same."""
        return isinstance(other, RuleText) and self.digest == other.digest

    def __hash__(self) -> int:
        """The same for what says the same."""
        return hash(self.digest)


class RuleTexts:
    """The files of rules, each read once: what they are named after is what is read of them."""

    def __init__(self) -> None:
        self._read: dict[str, RuleText] = {}

    def of(self, file: str) -> RuleText:
        """What a file says."""
        if file not in self._read:
            self._read[file] = RuleText(bytes_of(file))
        return self._read[file]

    def stored_under(self, folders: Sequence[Path]) -> str:
        """The name of what is stored under these folders of rules, the shipped one first, in this zone.

        It changes with every byte that a stored date could turn on, with the zone in which days are counted,
        and with any change at all to a person's own files.
        """
        zone = f"{time.timezone} {time.altzone} {' '.join(time.tzname)}"
        return self.name_after(folders, STORED_FROM, _WORKED_OUT, zone)

    def name_after(self, folders: Sequence[Path], topics: Collection[str] = (), *also: str) -> str:
        """The name of what these folders say. Of the first these topics alone count; none: all of them."""
        parts = [text.encode("utf-8", "surrogateescape") for text in also]
        for place, folder in enumerate(folders):
            files = list(_files(folder, {f"{topic}.yaml" for topic in topics} if place == 0 else ()))
            if place == 0 and topics and folder == shipped():
                self._read_all(files)
            for file in files:
                parts += (os.fsencode(file[len(os.fspath(folder)) :]), self.of(file).digest)
        return digest_of(parts, size=16).hexdigest()

    def _read_all(self, files: Sequence[str]) -> None:
        texts = [self._read[file].written if file in self._read else bytes_of(file) for file in files]
        made = map(RuleText, texts, digests_of(texts, beside_modules("rules")))
        self._read.update(zip(files, made, strict=True))


def digests_of(texts: Sequence[bytes], place: str) -> list[bytes]:
    """The digest of each text. Those of the very same texts are kept at ``place``: to compare takes less.

    What is kept is the digests, the texts, and a digest of the digests: no part of it stands for another.
    """
    parts, size = [b"".join([len(text).to_bytes(8, "big") for text in texts]), *texts], _SIZE * len(texts)
    kept = bytes_of(place, size + sum(map(len, parts)) + _SIZE)
    digests = kept[1 : 1 + size]
    if kept[-_SIZE:] != _digest(digests) or not _has(kept, parts, 1 + size):
        digests = b"".join(map(_digest, texts))
        write_kept(place, b"".join([digests, *parts, _digest(digests)]))
    return [digests[at : at + _SIZE] for at in range(0, size, _SIZE)]


def _has(kept: bytes, parts: Iterable[bytes], at: int) -> bool:
    """Whether these parts stand there one after the other, and the last digest behind them."""
    for part in parts:
        if not kept.startswith(part, at):
            return False
        at += len(part)
    return at + _SIZE == len(kept)


def _digest(text: bytes) -> bytes:
    return blake2b(text, digest_size=_SIZE).digest()


def write_kept(place: str, kept: bytes) -> None:
    """Keep bytes for the next run; where nothing can be written, that does without."""
    file = Path(place)
    # Put it in place whole.
    new = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(exist_ok=True)
        try:
            new.write_bytes(kept)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
    except OSError:
        return


def short_name(text: str) -> str:
    """A name of 16 digits for a text: the same text, the same name."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def digest_of(parts: Iterable[bytes], size: int) -> blake2b:
    """The digest of these bytes, of ``size`` bytes. No two lists of bytes share one by where they are cut."""
    digest = blake2b(digest_size=size)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest


def _files(folder: Path, wanted: Collection[str]) -> Iterator[str]:
    """What lies in the folders of a folder, and beside them, in order of name."""
    for entry in _entries(folder):
        inside = _entries(entry.path)
        if not inside and not wanted:
            yield entry.path
        yield from (inner.path for inner in inside if not wanted or inner.name in wanted)


def _entries(folder: str | Path) -> Sequence[os.DirEntry[str]]:
    """What lies in a folder; nothing in what is none."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return ()


def bytes_of(file: str, most: int = MOST_BYTES) -> bytes:
    """What a file says behind a sign, a byte more than the most; without the sign that it cannot be read."""
    try:
        # No stream around it: `due` reads all of these files at each start.
        number = os.open(file, _READ)
    except OSError as error:
        return f"unreadable {error.errno}".encode()
    try:
        return b"=" + os.read(number, most + 1)
    except OSError as error:
        return f"unreadable {error.errno}".encode()
    finally:
        os.close(number)

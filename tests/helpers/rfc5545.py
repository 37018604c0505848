"""What RFC 5545 asks of a file, as far as such a file can break it; it reads without any library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 75
_LINE: Final = re.compile(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
_DAY: Final = re.compile(r"\d{8}")
_MOMENT: Final = re.compile(r"\d{8}T\d{6}Z")
_LENGTH: Final = re.compile(r"[+-]?P(?=[\dT])(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)")
_TEXT: Final = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
_FORMS: Final = {
    "UID": _TEXT, "SUMMARY": _TEXT, "DESCRIPTION": _TEXT, "STATUS": re.compile("CONFIRMED|CANCELLED"),
    "TRANSP": re.compile("TRANSPARENT"), "CLASS": re.compile("PRIVATE"), "SEQUENCE": re.compile(r"\d{1,10}"),
    "DTSTAMP": _MOMENT, "LAST-MODIFIED": _MOMENT, "DTSTART": _MOMENT, "DTEND": _MOMENT,
    "ACTION": re.compile("DISPLAY"), "TRIGGER": _LENGTH, "VERSION": re.compile(r"2\.0"), "PRODID": _TEXT,
    "METHOD": re.compile("PUBLISH"),
}  # fmt: skip
_NEEDED: Final = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
_INSIDE: Final = {"": {"VCALENDAR"}, "VCALENDAR": {"VEVENT"}, "VEVENT": {"VALARM"}, "VALARM": set[str]()}


def faults(file: bytes) -> list[str]:
    """What is wrong with a file, each with its line."""
    return list(_faults(file))


def _faults(file: bytes) -> Iterator[str]:
    if not file.endswith(b"\r\n"):
        yield "the end is no CRLF"
    raw = file.removesuffix(b"\r\n").split(b"\r\n")
    for piece in raw:
        if len(piece) > LONGEST or b"\n" in piece or b"\r" in piece:
            yield f"not folded: {piece!r}"
        piece.decode()  # no sign is cut in two
    open_: list[tuple[str, dict[str, str]]] = []
    for line in file.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n"):
        found = _LINE.fullmatch(line)
        if found is None:
            yield f"no line of content: {line!r}"
            continue
        name, parameters, value = found.groups()
        if name == "BEGIN":
            if value not in _INSIDE[open_[-1][0] if open_ else ""]:
                yield f"out of place: {line!r}"
            open_.append((value, {}))
        elif name == "END":
            part, had = open_.pop()
            yield from _of_part(part, value, had)
        else:
            yield from _of_line(name, parameters, value, open_[-1][1])
    if open_:
        yield "not closed"


def _of_part(part: str, end: str, had: dict[str, str]) -> Iterator[str]:
    if part != end:
        yield f"{part} is closed as {end}"
    if _NEEDED[part] - set(had):
        yield f"{part} lacks {sorted(_NEEDED[part] - set(had))}"
    if had.get("DTEND", "A") <= had.get("DTSTART", "0") or len(had.get("DTEND", "")) != len(
        had.get("DTSTART", "")
    ):
        yield from [f"it does not end after its start: {had}"] if part == "VEVENT" else []


def _of_line(name: str, parameters: str, value: str, had: dict[str, str]) -> Iterator[str]:
    if name in had:
        yield f"{name} is there twice"
    had[name] = value
    form = _DAY if parameters == ";VALUE=DATE" else _FORMS.get(name)
    if form is None or not form.fullmatch(value) or (parameters and form is not _DAY):
        yield f"{name}{parameters}: {value!r}"

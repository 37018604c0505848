"""The aftercare of all sessions as one list: where two say the same, the stricter and longer one counts.

It is read on the fast path of ``status``, so that it knows no more than what is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from skinroutine.history import Event, Reader
from skinroutine.history.events import SessionRecord
from skinroutine.history.parts import LONGEST_AFTERCARE
from skinroutine.light_typing import NamedTuple
from skinroutine.show.blocks import Block, Para, Sided
from skinroutine.text import capital, join_words, spoken, window_aside, window_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

AVOID: Final = "avoid"
_WHOLE: Final[Mapping[str, str]] = {}
_LINE: Final = 45
"""What is longer seldom stands on one line beside its times."""
_NO_END: Final = float("inf")
CLASH: Final = "Until then {} says otherwise, and the more careful one counts."


class InForce(NamedTuple):
    """A step of aftercare of one session that holds now or will, with its times.

    ``kind`` is do or avoid, ``subject`` what it is about, where a rule names that; ``excludes`` are subjects
    of other treatments that have to wait until it is over.
    """

    treatment: str
    areas: Sequence[str]
    text: str
    starts: datetime
    ends: datetime | None
    session: str
    kind: str = ""
    subject: str = ""
    excludes: Sequence[str] = ()

    @property
    def last(self) -> float:
        """When it is over, in seconds, for comparing."""
        return self.ends.timestamp() if self.ends else _NO_END

    @property
    def about(self) -> str:
        """What it is about; in a session of before its words say that."""
        return self.subject or self.text


def in_force(event: Event, now: datetime) -> list[InForce]:
    """The steps of aftercare of one session that hold now, or will."""
    done = SessionRecord.of(event)
    return [
        InForce(
            treatment=done.treatment,
            areas=step.areas or done.areas,
            text=step.text,
            starts=step.starts,
            ends=step.ends,
            session=event.id,
            kind=step.kind,
            subject=step.subject,
            excludes=step.excludes,
        )
        for step in done.aftercare
        if step.is_whole and step.ends is not None and step.ends > now
    ]


def steps_in_force(history: Reader, now: datetime) -> list[InForce]:
    """What holds now, of every session, newest first as the history has them."""
    sessions, wording = history.sessions_in_care(now - LONGEST_AFTERCARE, now), history.wording()
    # Of most of them nothing holds any more: only what does is looked up in the words of today.
    lasting = [event for event in sessions if in_force(event, now)]
    return [step for event in lasting for step in in_force(wording.of(event), now)]


def on_areas(history: Reader, areas: Collection[str], now: datetime) -> list[InForce]:
    """What holds on some skin now, of every session that treated it, newest first as the history has them."""
    steps = steps_in_force(history, now)
    return [
        step._replace(areas=[area for area in step.areas if area in areas])
        for step in steps
        if not set(areas).isdisjoint(step.areas)
    ]


class Care(NamedTuple):
    """One line of the list. ``against`` is a treatment whose aftercare says otherwise on that skin.

    ``treatment``, ``kind`` and ``about`` are those of its step.
    """

    text: str
    areas: Sequence[str]
    starts: datetime
    ends: datetime | None
    against: str = ""
    treatment: str = ""
    kind: str = ""
    about: str = ""


def care_lines(
    steps: Sequence[InForce], now: datetime, shorts: Mapping[str, str] = _WHOLE
) -> Iterator[Block]:
    """The list as a person reads it: behind the names of its areas, where a line is not for all of them.

    What takes more than a line, and is said of several areas for times of their own, is said once, with a
    line for each. A screen has the few words of ``shorts`` for it, by the whole sentence, and plain text the
    sentence.
    """
    everywhere = {area for step in steps for area in step.areas}
    for text, group in groupby(one_list(steps), lambda care: care.text):
        cares, words = list(group), shorts.get(text, text)
        once = len(cares) > 1 and len(words) > _LINE
        if once:
            yield Sided(words, "", text)
        for care in cares:
            where = "" if len(care.areas) == len(everywhere) else capital(join_words(care.areas))
            yield _place(care, where, now) if once else _line(care, where, words, now)
            if care.against:
                yield Para(CLASH.format(spoken(care.against)), indent=4)


def _line(care: Care, where: str, words: str, now: datetime) -> Block:
    place, times = f"{where}: " if where else "", (care.starts, care.ends, now)
    return Sided(f"{place}{words}", window_aside(*times), window_text(f"{place}{care.text}", *times))


def _place(care: Care, where: str, now: datetime) -> Block:
    times = (care.starts, care.ends, now)
    return Sided(where, window_aside(*times), window_text(f"{where}:", *times), mark=" ")


def one_list(steps: Sequence[InForce]) -> list[Care]:
    """Every step that counts, once, in the order of the sessions, with the areas for which it does."""
    lines: dict[tuple[str, datetime, datetime | None, str], Care] = {}
    areas = dict.fromkeys(area for step in steps for area in step.areas)
    found = {area: list(_on([step for step in steps if area in step.areas])) for area in areas}
    ranks = {step.text: rank for rank, step in reversed(list(enumerate(steps)))}
    for area, cares in found.items():
        for care in cares:
            known = lines.setdefault((care.text, care.starts, care.ends, care.against), care)
            lines[care.text, care.starts, care.ends, care.against] = known._replace(
                areas=[*known.areas, area]
            )
    return sorted(lines.values(), key=lambda care: ranks[care.text])


def _on(steps: Sequence[InForce]) -> Iterator[Care]:
    """What counts on one area: of each kind the longest, and leaving a thing off before using it."""
    counting = [step for about in _subjects(steps) for step in _counting(about)]
    for step in counting:
        other = next((other for other in counting if _puts_off(other, step)), None)
        if other is None:
            yield _care(step, step.starts)
        elif other.ends is not None and other.last < step.last:
            yield _care(step, max(step.starts, other.ends), other.treatment)


def _care(step: InForce, starts: datetime, against: str = "") -> Care:
    return Care(step.text, (), starts, step.ends, against, step.treatment, step.kind, step.about)


def _subjects(steps: Sequence[InForce]) -> Iterator[list[InForce]]:
    """The steps that are about the same thing. In a session of before only equal words show that."""
    named = {step.text: step.subject for step in steps if step.subject}
    abouts: dict[str, list[InForce]] = {}
    for step in steps:
        abouts.setdefault(named.get(step.text, step.text), []).append(step)
    yield from abouts.values()


def _counting(steps: Sequence[InForce]) -> Iterator[InForce]:
    """The step of each kind that ends last. To leave off begins with the first, to do with the last."""
    for kind in dict.fromkeys(step.kind for step in steps):
        alike = [step for step in steps if step.kind == kind]
        starts = [step.starts for step in alike]
        longest = max(alike, key=lambda step: step.last)
        yield longest._replace(starts=min(starts) if kind == AVOID else max(starts))


def _puts_off(other: InForce, step: InForce) -> bool:
    """Whether one step has to wait for another: what that leaves off, or has no room for."""
    if step.kind == AVOID or other is step:
        return False
    if other.starts.timestamp() >= step.last or step.starts.timestamp() >= other.last:
        return False
    forbids = other.kind == AVOID and bool(other.subject) and other.subject == step.subject
    return forbids or (other.treatment != step.treatment and step.subject in other.excludes)


def calm_day(when: str) -> str:
    """From when the next session may be once the skin has taken the last one well, and that is recorded."""
    moved = f"That moves the next session to {when}: skinroutine log --reaction expected"
    return f"Once your skin has calmed down as usual, and not before, record it. {moved}"

"""What the rules of today say in place of a sentence that was stored with an event, by the id of its rule.

It changes words alone: every result, time and length stays as it was stored. Where it is not sure that
today's sentence means the same, the stored one stays:

- the rule is gone, gives another result now, or asks for the opposite;
- it turns on other answers than those that made it hold, or than when the event was recorded;
- it names a length of time that is neither in the stored sentence nor in what was stored with it;
- it has a blank, such as a number of sessions: what that was is in the stored sentence alone.
"""

from __future__ import annotations

from datetime import timedelta

from skinroutine.history.codec import action_of, utc_text
from skinroutine.history.events import HoldRecord, ResultRecord, SessionRecord
from skinroutine.history.sentences import (
    CARE,
    LINES,
    NAME,
    RESULT,
    SHORT,
    UNSURE,
    KnownSentence,
    fitting_sentence,
    has_new_blank,
    names_another_length,
    parts_of,
    reads_of,
)
from skinroutine.text import date_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import Final

    from skinroutine.history.fields import Stored
    from skinroutine.history.parts import (
        AftercareWindow,
        FollowUpLook,
        LaterEarly,
        PassedLimit,
        SessionWatch,
        StoredReason,
    )
    from skinroutine.history.reader import Row
    from skinroutine.history.records import Event, Hold, SkinCheck, TodaysSentence

    Opened = Callable[[], AbstractContextManager[sqlite3.Connection]]

_EVENT: Final = "SELECT * FROM events WHERE id = ?"
_CHECK_OF: Final = """SELECT * FROM events WHERE id > ? AND id < ? AND kind = 'symptom-check'
ORDER BY id LIMIT 1"""
_SENTENCES: Final = """SELECT part, text, reads, since FROM wording
WHERE treatment IN ('', ?) AND item = ? AND text <> '' ORDER BY treatment, part, place"""
_BEFORE: Final = "SELECT treatment, item, part, place, nature, since FROM wording"
_PUT: Final = """INSERT INTO wording (treatment, item, part, place, text, nature, reads, since)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


def store(connection: sqlite3.Connection, sentences: Iterable[TodaysSentence], now: str) -> None:
    """Put what the rules say in place of what they said before; ``now`` is when, as the file keeps it.

    A condition that has changed counts from now on. Of a rule that is gone its condition stays known.
    """
    before = {tuple(key): (nature, since) for *key, nature, since in connection.execute(_BEFORE)}
    rows: dict[tuple[object, ...], tuple[object, ...]] = {}
    for each in sentences:
        key = (each.treatment, each.item, each.part, each.place)
        nature, since = before.get(key, (each.nature, ""))
        rows[key] = (*key, each.text, each.nature, each.reads, since if nature == each.nature else now)
    gone = ((*key, "", nature, "", since) for key, (nature, since) in before.items() if key not in rows)
    connection.execute("DELETE FROM wording")
    connection.executemany(_PUT, [*rows.values(), *gone])


class Wording:
    """The sentences of today, those of a rule read once; ``event_of`` makes an event of a row."""

    def __init__(
        self,
        opened: Callable[[], AbstractContextManager[sqlite3.Connection]],
        event_of: Callable[[Row], Event],
    ) -> None:
        self._opened = opened
        self._event_of = event_of
        self._read: dict[tuple[str, str], list[KnownSentence]] = {}

    def names(self) -> dict[str, str]:
        """Return the word for each result and symptom: a level by its number, others by id; none at first."""
        return {known.part: known.text for item in (NAME, RESULT) for known in self.known("", item)}

    def shorts(self) -> dict[str, str]:
        """Return the few words for each step after a session that has them, by its whole sentence."""
        return {known.part: known.text for known in self.known("", SHORT)}

    def known(self, treatment: str, item: str) -> Sequence[KnownSentence]:
        """Return all sentences of a rule, in the order in which the rules have them."""
        rule = (treatment, item)
        if rule not in self._read:
            with self._opened() as db:
                rows = db.execute(_SENTENCES, rule).fetchall()
            self._read[rule] = [
                KnownSentence(part, text, reads_of(reads), since) for part, text, reads, since in rows
            ]
        return self._read[rule]

    def of(self, event: Event) -> Event:
        """Return the event with the sentences of today in place of those that were stored."""
        make = _MAKERS.get(event.kind)
        if make is None:
            return event
        return event._replace(stored={**event.stored, **make(SpokenEvent(self, event), event)})

    def limits(self, session: Event) -> SessionRecord:
        """Return a session with what it went past, and what to watch for, in the words of today, no other."""
        done = SessionRecord.of(session)
        return SessionRecord.read({**done.stored, **_limits(SpokenEvent(self, session), done)})

    def holds(self, holds: Sequence[Hold]) -> list[Hold]:
        """Return holds in force, each with its reason and what to do in the words of today."""
        return [hold._replace(why=self._why(hold), care=self._care(hold)) for hold in holds]

    def checks(self, checks: Sequence[SkinCheck]) -> list[SkinCheck]:
        """Return looks at the skin that are due, each asked in the words of today."""
        return [check._replace(ask=self._ask(check)) for check in checks]

    def check_with(self, event: Event) -> Event | None:
        """Return the check of symptoms that was recorded in one go with an event."""
        action = action_of(event.id)
        return self._event(_CHECK_OF, f"{action}-", f"{action}.")

    def _why(self, hold: Hold) -> str:
        event = self._event(_EVENT, hold.id)
        if event is None:
            return hold.why
        if event.kind == HoldRecord.kind:
            return HoldRecord.of(self.of(event)).why
        reasons = ResultRecord.of(self.of(event)).result.reasons
        return next((reason.message for reason in reasons if reason.id == hold.rule), hold.why)

    def _care(self, hold: Hold) -> str:
        """What to do while a hold lasts: by its finding, by the level of its check, else by its rule."""
        known = {known.part: known.text for known in self.known(hold.treatment, CARE)}
        by = hold.finding if hold.found else str(hold.level) if hold.level else hold.rule
        return known.get(by, "").replace("{when}", date_text(hold.since, year=False))

    def _ask(self, check: SkinCheck) -> str:
        event = self._event(_EVENT, check.session)
        looks = SessionRecord.of(self.of(event)).follow_up if event else []
        return next((look.ask for look in looks if look.opens == check.opens), check.ask)

    def _event(self, query: str, *values: str) -> Event | None:
        with self._opened() as db:
            row = db.execute(query, values).fetchone()
        return self._event_of(row) if row else None


class SpokenEvent:
    """The sentences that were stored with one event."""

    def __init__(self, wording: Wording, event: Event) -> None:
        self.wording = wording
        self._treatment = event.payload.treatment
        self._recorded = utc_text(event.recorded)

    def today(
        self,
        item: str,
        stored: str,
        parts: Collection[str] = (),
        *,
        because: Sequence[str] = (),
        lasting: timedelta | None = None,
    ) -> str:
        """Return what to say for a stored sentence of a rule.

        ``parts`` are those of its sentences that it can be, the likeliest first; none means each that needs
        no "not sure".
        ``because`` are the answers that made it hold, ``lasting`` is for how long it was stored to count.
        """
        every = self.wording.known(self._treatment, item)
        found = next(filter(None, ([known for known in every if known.part == part] for part in parts)), [])
        if not parts:
            found = [known for known in every if not known.part.endswith(UNSURE)]
        if any(known.text == stored for known in found):
            return stored
        kept = [known for known in found if self._recorded >= known.since]
        text = fitting_sentence(kept, because)
        if not text or has_new_blank(text, stored):
            return stored
        return stored if names_another_length(text, stored, lasting) else text

    def step(self, step: AftercareWindow) -> Stored:
        lasting = step.ends - step.starts if step.ends and step.is_whole else None
        return {**step.stored, "text": self.today(step.id, step.text, (step.kind,), lasting=lasting)}

    def limit(self, limit: PassedLimit) -> Stored:
        part = limit.verdict if limit.sure else f"{limit.verdict}{UNSURE}"
        return {
            **limit.stored,
            "message": self.today(limit.id, limit.message, (part, ""), because=limit.because),
        }

    def reason(self, reason: StoredReason) -> Stored:
        result = reason.verdict if reason.level is None else str(reason.level)
        parts = parts_of(result, sure=not reason.not_sure_about)
        message = self.today(reason.id, reason.message, parts, because=reason.because)
        return {**reason.stored, "message": message}

    def watch(self, watch: SessionWatch) -> Stored:
        # Not what to do: that can name a number to call, which turns on where the person lived then.
        signs = self.today(watch.id, LINES.join(watch.watch_for), ("watch_for",))
        return {**watch.stored, "watch_for": signs.split(LINES) if signs else []}

    def look(self, look: FollowUpLook) -> Stored:
        return {**look.stored, "ask": self.today(look.id, look.ask, ("ask",))}

    def later(self, later: LaterEarly) -> Stored:
        limits, watches = map(self.limit, later.limits), map(self.watch, later.watch)
        return {**later.stored, "limits": list(limits), "watch": list(watches)}


def _session(spoken: SpokenEvent, event: Event) -> Stored:
    done = SessionRecord.of(event)
    return {
        "aftercare": list(map(spoken.step, done.aftercare)),
        "follow_up": list(map(spoken.look, done.follow_up)),
        **_limits(spoken, done),
    }


def _limits(spoken: SpokenEvent, done: SessionRecord) -> Stored:
    made: Stored = {}
    if done.past_limits is not None:
        made["past_limits"] = list(map(spoken.limit, done.past_limits))
    if done.watch is not None:
        made["watch"] = list(map(spoken.watch, done.watch))
    if done.later_early is not None:
        made["later_early"] = list(map(spoken.later, done.later_early))
    return made


def _result(spoken: SpokenEvent, event: Event) -> Stored:
    result = ResultRecord.of(event).result
    return {"result": {**result.stored, "reasons": list(map(spoken.reason, result.reasons))}}


def _hold(spoken: SpokenEvent, event: Event) -> Stored:
    hold, check = HoldRecord.of(event), spoken.wording.check_with(event)
    for reason in ResultRecord.of(check).result.reasons if check else ():
        if reason.id == hold.rule and reason.message == hold.why:
            return {"why": spoken.reason(reason)["message"]}
    lasting = timedelta(days=min(hold.least_days, timedelta.max.days))
    return {"why": spoken.today(hold.rule, hold.why, lasting=lasting)}


_MAKERS: Final[Mapping[str, Callable[[SpokenEvent, Event], Stored]]] = {
    "session": _session,
    "symptom-check": _result,
    "plan": _result,
    "hold": _hold,
}

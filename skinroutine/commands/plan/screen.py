"""The screen of ``plan``: verdict, reasons, checklists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from skinroutine.commands.plan.apart import areas_of, free_areas
from skinroutine.commands.plan.checklist_screen import checklists
from skinroutine.commands.plan.doubts import doubt_text, known_reasons
from skinroutine.commands.plan.view import BetterDay, PlanView, meanwhile_of, unreviewed_of
from skinroutine.decide.verdict import Verdict
from skinroutine.rulebook import MILDEST_REFUSAL, VERDICTS, Reason
from skinroutine.show.blocks import Banner, Block, Heading, Item, Page, Para, Sided, command_line
from skinroutine.show.parts import FOOT, answer_line, conflict_blocks, left_out
from skinroutine.show.remembered import remembered_text
from skinroutine.show.signs import verdict_sign
from skinroutine.text import day, days_ago, join_words, with_and


def plan_page(view: PlanView) -> Page:
    """The screen of a plan: which answer counts where two clash is said before the verdict."""
    head = [*_example(view), *supposition(view), *conflict_blocks(view.clashes)]
    return [*head, *_verdict(view), *after(view), *consult(view), *checklists(view), *_foot(view)]


def _example(view: PlanView) -> Iterator[Block]:
    if not view.example:
        return
    yield Para("An example: these are the answers of a typical person. Nothing is stored.", "faint")
    questions = {question.id: question for question in view.questions}
    for name, answer in view.example.items():
        yield Item("-", answer_line(questions.get(name), name, answer), "faint")
    yield Para("")


def supposition(view: PlanView) -> Iterator[Block]:
    """What is only supposed in a trial."""
    if not view.supposed:
        return
    yield Para("Only a trial: nothing is stored.", "faint")
    yield from (Item("-", text, "faint") for text in view.supposed)
    yield Para("")


def _verdict(view: PlanView) -> Iterator[Block]:
    verdict = view.verdict
    yield Banner(view.words.title, f"{view.name}. {view.words.say}", verdict_sign(verdict.name))
    yield from left_out(verdict.left_out, view.questions)
    # A better day stands below: the first one is none that anybody should wait for.
    if verdict.until and not (verdict.allowed or may_end_sooner(verdict) or later_day(view)):
        yield Para(
            f"This can't change before {day(date.fromisoformat(verdict.until), view.today)}.", "strong"
        )
    yield from lately(view)
    known = known_reasons(verdict.reasons, view.doubts)
    # A change to make during a session is no reason against it: on a refusal it stands apart from those.
    later = [] if verdict.allowed else [reason for reason in known if reason.weight < MILDEST_REFUSAL]
    yield from _listed("Why", [reason for reason in known if reason not in later], view)
    yield from _doubts(view)
    yield from _listed("On a day when you may go ahead", later, view)
    if free_areas(view.by_area):
        free = join_words(free_areas(view.by_area))
        yield Para(f"You may still treat your {free} today. Plan that alone.")
    if not verdict.allowed:
        yield Heading("What you can do meanwhile")
        there = {reason.instead for reason in later}
        yield from (Item("-", text) for text in meanwhile_of(view) if text not in there)


def _listed(heading: str, reasons: Sequence[Reason], view: PlanView) -> Iterator[Block]:
    if reasons:
        yield Heading(heading)
    for reason in reasons:
        yield Item("-", _reason(reason, view))
        yield from stricter_voices([reason], view)


def stricter_voices(reasons: Iterable[Reason], view: PlanView) -> Iterator[Block]:
    """Who is stricter than these reasons, where that is not followed."""
    for reason in reasons:
        if is_outvoiced(reason, view):
            yield Para(f"Sources differ: {reason.disagreement}", indent=4)


def is_outvoiced(reason: Reason, view: PlanView) -> bool:
    """Whether a stricter voice than this reason is not followed: none is stricter than the last verdict."""
    return reason.stricter and view.verdict.name != VERDICTS[-1]


def doubted_reasons(view: PlanView) -> list[Reason]:
    """The reasons that a doubt speaks of alone: of several, nobody would know to which a voice belongs."""
    alone = {doubt.reasons[0] for doubt in view.doubts if len(doubt.reasons) == 1}
    known = known_reasons(view.verdict.reasons, view.doubts)
    return [reason for reason in view.verdict.reasons if reason.id in alone and reason not in known]


def lately(view: PlanView) -> Iterator[Block]:
    """What these answers leave out, where a plan not long ago named it: the person says which is right."""
    for named in view.lately:
        when = days_ago(named.happened, view.now)
        yield Para(f"You said this {when}, and these answers don't: {named.label}.", "strong")
        text = "If it's true of you, have it count"
        yield Sided(text, named.keep, f"{text}: {named.keep}", aside_tone="accent")


def may_end_sooner(verdict: Verdict) -> bool:
    """Whether only a "not sure" makes the verdict what it is, so that an answer could change it today."""
    return all(reason.doubts for reason in verdict.reasons if reason.weight == verdict.weight)


def _doubts(view: PlanView) -> Iterator[Block]:
    if view.doubts:
        yield Heading("Where you weren't sure")
    for doubt in view.doubts:
        now, worst = (view.titles[VERDICTS[weight]] for weight in (doubt.weight, doubt.worst))
        yield Item("-", doubt_text(doubt, now, worst))
    yield from stricter_voices(doubted_reasons(view), view)


def _reason(reason: Reason, view: PlanView) -> str:
    """What to do, until when, what else where a session may go ahead, and why."""
    also = reason.instead if view.verdict.allowed or reason.weight < MILDEST_REFUSAL else ""
    since = remembered_text(reason, view.recalled, view.now)
    areas = join_words(areas_of(reason, view.by_area))
    message = f"{reason.message}{until_text(reason, view.today)}"
    where = f"This is about your {areas}." if areas else ""
    parts = [
        message,
        where,
        also,
        reason.why,
        since,
    ]
    return " ".join(part for part in parts if part)


def until_text(reason: Reason, today: date) -> str:
    """When a reason is over: a session waits for that day only where the reason refuses it."""
    if reason.until:
        words = "Not before" if reason.weight >= MILDEST_REFUSAL else "Until"
        return f" {words} {day(date.fromisoformat(reason.until), today)}."
    worded = not {"until", "while"}.isdisjoint(reason.message.lower().split())
    return f" This counts until {reason.until_words}." if reason.until_words and not worded else ""


def consult(view: PlanView) -> Iterator[Block]:
    """What to ask a professional before the first session, and what to bring."""
    if not view.consult:
        return
    yield Heading("Better still, ask a dermatologist before you start")
    yield from (
        Item("-", f"Ask: {item.ask}" if item.ask else f"Bring: {item.bring}") for item in view.consult
    )


def after(view: PlanView, *, short: bool = False) -> Iterator[Block]:
    """The one next date, and what the session waits for; ``short`` leaves out areas that wait longer."""
    if not view.next_earliest:
        return
    first = date.fromisoformat(view.next_earliest)
    yield from () if short else [Para("")]
    if not view.verdict.allowed:
        later = later_day(view)
        when = day(later.until if later else first, view.today)
        why = f" {later.say}" if later else ""
        yield Para(f"Plan again on {when} at the earliest.{why}", "strong")
        return
    yield from _better_than_today(view)
    then = "then" if view.days_ahead else "today"
    what = (
        f"If you test the patch {then}, the rest" if view.patch else f"If you do it {then}, the next session"
    )
    calm = ", if the patch stays calm" if view.patch else ""
    when = day(max([first, *_later_days(view)[:1]]), view.today)
    yield Para(f"{what} may be on {when} at the earliest{calm}.", "strong")
    yield from () if short else later_areas(view)


def later_day(view: PlanView) -> BetterDay | None:
    """The day that is better than the first on which a refused session may be, where there is one."""
    if view.verdict.allowed or not view.next_earliest:
        return None
    first = date.fromisoformat(view.next_earliest)
    later = [each for each in view.better if each.until > first]
    return max(later, key=lambda each: each.until, default=None)


def _better_than_today(view: PlanView) -> Iterator[Block]:
    """That a day may be allowed and still be too soon: in one sentence, or it would gainsay the verdict."""
    then = "then" if view.days_ahead else "today"
    for better in view.better:
        may = f"{better.name}: you may do it {then}" if better.name else f"You may do it {then}"
        when = day(better.until, view.today)
        yield Para(f"{may}, but it's better to wait until {when}. {better.say}", "strong")


def _later_days(view: PlanView) -> Sequence[date]:
    """The days that areas are shown for the next session, the first day first; none after one test patch."""
    return () if view.patch else sorted({each.suggested for each in view.next_dates})


def later_areas(view: PlanView) -> Iterator[Block]:
    """The areas that are better left for longer than the others."""
    for later in _later_days(view)[1:]:
        names = [each.name for each in view.next_dates if each.suggested == later]
        named = with_and([names[0], *(name.lower() for name in names[1:])])
        yield Para(f"{named}: leave it until {day(later, view.today)}.")


def log_line(view: PlanView) -> Iterator[Block]:
    """How to record it, and which rules nobody has reviewed."""
    if view.next_earliest and view.verdict.allowed:
        log = f"skinroutine log {view.treatment}{' --patch' if view.patch else ''}"
        yield command_line("Once it is done, log it:", log)
    for name in unreviewed_of(view):
        yield Para(f"Unreviewed rules: {name}", "careful")


def _foot(view: PlanView) -> Iterator[Block]:
    yield Para("")
    yield from log_line(view)
    if not view.example and not view.supposed:
        yield command_line("The rules and sources behind this:", "skinroutine why")
        if view.steps:
            yield command_line("Why a step is there, by a few of its words:", "skinroutine why WORDS")
    yield Para(FOOT, "faint")

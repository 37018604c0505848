"""A check in a terminal: its first screen, and the reasons by a key or by a command."""

from __future__ import annotations

from skinroutine.app import App
from skinroutine.commands.check_symptoms.first_screen import first_screen
from skinroutine.commands.check_symptoms.residence import ask_after
from skinroutine.commands.check_symptoms.screen import SymptomCheck
from skinroutine.commands.check_symptoms.stored import check_record
from skinroutine.commands.more import More, offer_more
from skinroutine.commands.reasons import AnsweredResult
from skinroutine.commands.reasons.short import short_page
from skinroutine.history.events import SymptomCheckRecord
from skinroutine.prompts import takes_keys
from skinroutine.show.blocks import Para, command_line


def show_first(app: App, check: SymptomCheck, *, asked: bool) -> None:
    """Show the first screen; where the person was asked, where they live comes next, then the key."""
    if not (asked and takes_keys(plain=app.out.plain)):
        app.out.first(first_screen(check, [command_line("The reasons and sources:", "skinroutine why")]))
        if asked:
            ask_after(app, check.found.level)
        return
    app.out.first([*first_screen(check), Para("")])
    ask_after(app, check.found.level)
    answered = AnsweredResult(SymptomCheckRecord.kind, check.now, check_record(check))
    offer_more(app, {"w": More("why", lambda: short_page(app.library, answered, check.now))})

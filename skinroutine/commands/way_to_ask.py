"""How a command asks a person here, with the words at hand that ``?`` explains."""

from __future__ import annotations

from skinroutine.app import App
from skinroutine.errors import SkinroutineError
from skinroutine.interview import Ask
from skinroutine.prompts import asker
from skinroutine.rulebook import Glossary


def way_to_ask(app: App) -> Ask:
    """The way to ask that this place allows. A glossary that cannot be read explains nothing."""

    def glossary() -> Glossary:
        try:
            return app.library.glossary
        except SkinroutineError:  # told where the rules are needed; a prompt goes on without
            return Glossary(())

    return asker(plain=app.out.plain, glossary=glossary)

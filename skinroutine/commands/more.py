"""What goes on below the first screen of an answer: a key for each part of the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from skinroutine.app import App
from skinroutine.light_typing import NamedTuple
from skinroutine.prompts import ask_key
from skinroutine.show.blocks import Page, Para


class More(NamedTuple):
    """A part of the rest: what its key is called, and its page, made when it is wanted."""

    words: str
    page: Callable[[], Page]


def offer_more(app: App, parts: Mapping[str, More]) -> None:
    """Show a part for each key that is pressed, where keys are taken, until the person is done."""
    try:
        while pressed := ask_key({key: part.words for key, part in parts.items()}):
            app.out.page(parts[pressed].page())
            app.out.first([Para("")])
    except KeyboardInterrupt:  # while a page was drawn: what was decided is kept already
        return

"""What several documents of ``--json`` share, and the one that says why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from skinroutine.show.documents import JsonDocument, JsonRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from skinroutine.show import document_types as kinds


class ClashingAnswers(JsonRecord):
    """Two answers that don't agree."""

    id: Annotated[str, "The id of the rule that found it."]
    question: kinds.QuestionId
    message: Annotated[str, "Both answers, in plain words."]
    stands: Annotated[str | float | bool | Sequence[kinds.OptionId], "The answer that counts."]


class RememberedAnswer(JsonRecord):
    """One answer that counts because it was given before."""

    question: kinds.QuestionId
    option: kinds.OptionId
    since: Annotated[datetime, "When it was last given."]
    end: Annotated[str, "The command that says that it is no longer so."]


class RuleReason(JsonRecord, doubts="not_sure_about"):
    """One rule that holds."""

    id: Annotated[str, "The id of the rule."]
    because: kinds.Reasons
    message: Annotated[str, "The reason in plain words."]
    sources: kinds.Sources
    doubts: kinds.Doubts


class CitedSource(JsonRecord):
    """One source."""

    id: Annotated[str, "The id of the source."]
    title: Annotated[str, "The title of the page or paper."]
    publisher: Annotated[str, "Who put it out."]
    kind: Annotated[str, "What sort of source it is, such as society or hospital."]
    url: Annotated[str | None, "The address on the web, or null."]


class MissingAnswer(JsonRecord):
    """One answer that is needed."""

    id: kinds.QuestionId
    kind: Annotated[kinds.QuestionKind, "How it is answered: one option, any of them, a number, yes or no."]
    options: Annotated[Sequence[kinds.OptionId], "The options that it has."]


class ErrorDocument(JsonDocument):
    """Why there's no answer."""

    error: Annotated[str, "The id of this sort of error."]
    message: Annotated[str, "What happened, where, and what to do next."]
    missing: Annotated[Sequence[MissingAnswer], "The answers that are needed. It is empty for other errors."]

"""Reading the data of an event: what is not there, or of another kind, is empty."""

from __future__ import annotations

from collections.abc import Mapping

Data = Mapping[str, object]


def mapping(value: object) -> Data:
    """The value where it is one, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def text(data: Data, key: str) -> str:
    """What stands under the key, as text."""
    return str(data.get(key) or "")


def texts(data: Data, key: str) -> list[str]:
    """The list under the key, as texts."""
    value = data.get(key)
    return [str(one) for one in value] if isinstance(value, list) else []


def whole(data: Data, key: str) -> int:
    """The whole number under the key, else 0."""
    value = data.get(key)
    return value if isinstance(value, int) else 0


def reasons(data: Data) -> list[Data]:
    """The reasons of a stored answer."""
    found = mapping(data.get("result")).get("reasons")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []

"""A warning that our own code causes is an error; what a library warns itself of turns no test red."""

from __future__ import annotations

import sys
import types
import warnings

import pytest

LIBRARY = "def old():\n    import warnings\n    warnings.warn('old', DeprecationWarning, stacklevel=1)\n"
CALLED = "def old():\n    import warnings\n    warnings.warn('old', DeprecationWarning, stacklevel=2)\n"


def module(name: str, code: str) -> types.ModuleType:
    made = types.ModuleType(name)
    exec(code, made.__dict__)  # noqa: S102  the module of a library that does not exist
    return made


def test_a_deprecation_inside_a_library_is_no_error() -> None:
    with warnings.catch_warnings(record=False):
        module("somebodys_library", LIBRARY).old()


def test_a_deprecated_call_of_ours_is_an_error() -> None:
    with pytest.raises(DeprecationWarning, match="old"):
        module("somebodys_library", CALLED).old()


@pytest.mark.parametrize("name", ["skinroutine", "skinroutine.rulebook.yaml_text", "conftest", "generate"])
def test_a_warning_from_any_module_of_ours_is_an_error(name: str) -> None:
    with pytest.raises(DeprecationWarning, match="old"):
        module(name, LIBRARY).old()


def test_a_module_that_only_begins_like_one_of_ours_is_a_library() -> None:
    module("skinroutines", LIBRARY).old()
    assert "skinroutines" not in sys.modules

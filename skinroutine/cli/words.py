"""``python -m skinroutine.cli.words`` writes what a shell may complete, as the command line has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from typer.main import get_command

from skinroutine.cli.program import app_for
from skinroutine.completion import TABLE
from skinroutine.review.lint.findings import CODES

_VALUES: Final = {"rules check": {"--explain": {code: meaning for code, (meaning, *_) in CODES.items()}}}
"""Values of options that lie in a module of ours which a shell should not have to load."""


def command_words() -> dict[str, Any]:
    """Every command with its line of help, the names of its arguments, and its options."""
    return dict(_walk("", get_command(app_for([], whole=True))))


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  a type that Typer hides
    options: dict[str, tuple[str, bool]] = {}
    arguments = []
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            arguments.append(str(parameter.metavar or parameter.name).upper())
            continue
        for option in (*parameter.opts, *parameter.secondary_opts):
            if option.startswith("--"):
                options[option] = (str(parameter.help or ""), not parameter.is_flag)
    options["--help"] = ("Show this help.", False)
    values = {"values": _VALUES[name]} if name in _VALUES else {}
    about = str(command.help or "").split("\n")[0]
    yield name, {"help": about, "arguments": arguments, "options": options, **values}
    for inner, found in getattr(command, "commands", {}).items():
        yield from _walk(f"{name} {inner}".strip(), found)


def main() -> None:
    """Write the table beside the module that reads it."""
    TABLE.write_text(json.dumps(command_words(), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

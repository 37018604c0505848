"""The program: ``skinroutine`` and ``python -m skinroutine``."""
# ruff: noqa: PLC0415  what a command does not need is not loaded

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its status; every refusal is told on standard error."""
    from skinroutine.errors import SkinroutineError

    arguments = sys.argv[1:]
    try:
        status = _run(arguments)
    except SkinroutineError as error:
        status = _refused(error, as_json="--json" in arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was decided and nothing was stored.\n")
        status = INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; point the stream away so that exit does not complain.
        sys.stdout = None
        status = 0
    sys.exit(status)


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["due"]:
        from skinroutine.commands.due import quickly

        status = quickly(arguments[1:])
        if status is not None:
            return status
    return _typed(arguments)


def _typed(arguments: list[str]) -> int:
    from typer.exceptions import Abort, TyperException

    from skinroutine.cli import app

    try:
        return int(app(arguments, standalone_mode=False) or 0)
    except TyperException as error:
        sys.stderr.write(f"{error.message if hasattr(error, 'message') else error}\n")
        return getattr(error, "exit_code", 2)
    except Abort:
        raise KeyboardInterrupt from None


def _refused(error: Exception, *, as_json: bool) -> int:
    from skinroutine.errors import SkinroutineError

    assert isinstance(error, SkinroutineError)  # noqa: S101  the caller caught just that
    if as_json:
        import json

        data = {"error": error.code, "message": str(error), "missing": getattr(error, "missing", [])}
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    sys.stderr.write(f"{error}\n")
    return error.status


if __name__ == "__main__":
    main()

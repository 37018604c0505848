"""The program: ``skinroutine`` and ``python -m skinroutine``."""
# ruff: noqa: PLC0415  what a command does not need is not loaded

from __future__ import annotations

import atexit
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 130


def run() -> NoReturn:
    """Do what ``main`` does as the installed command, and leave without Python's clean-up.

    That takes a thirtieth of what ``due`` takes, and nothing waits for it: every file is closed by who opened
    it, no thread runs on, and what was said is flushed here.
    """
    status: object = 0
    try:
        main()
    except SystemExit as left:
        status = left.code
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 1)


def main() -> None:
    """Run the command line and exit with its status; every refusal is told on standard error."""
    _steady_streams()
    _spare_the_collector()
    try:
        status = _answer([_readable(argument) for argument in sys.argv[1:]])
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has seen enough (`skinroutine history | head`): that is no failure.
        _to_nowhere()
        status = 0
    except OSError as error:
        _to_nowhere()
        what = error.filename or "The answer"
        sys.stderr.write(f"{what} could not be read or written ({error.strerror}). Check space and rights.\n")
        status = 1
    sys.exit(status)


def _readable(argument: str) -> str:
    """An argument as text: bytes that are no UTF-8 stand in for nothing that could be stored or shown."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _answer(arguments: list[str]) -> int:
    from skinroutine.errors import SkinroutineError

    try:
        return _run(arguments)
    except SkinroutineError as error:
        return _refuse(error, as_json="--json" in arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Nothing was decided and nothing was stored.\n")
        return INTERRUPTED


def _steady_streams() -> None:
    # A closed stream is an empty one, and a letter that the output lacks stops no answer.
    # Python has None for a stream that was closed before it started: `skinroutine plan <&-`
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115  stands until exit
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  the same
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  the same
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")


def _spare_the_collector() -> None:
    # Clean up less often, and not at the end: a sixth of the time of a plan, and the memory goes anyway.
    gc.set_threshold(50_000)
    atexit.register(gc.freeze)


def _to_nowhere() -> None:
    # Point standard output away, so that what is still in it does not complain at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str]) -> int:
    status = _quick(arguments)
    if status is None:
        from skinroutine.cli import straight

        arguments = straight.with_command(arguments)
        status = straight.answer(arguments)
    return _run_typed(arguments) if status is None else status


def _quick(arguments: list[str]) -> int | None:
    """What needs no command line: the version, Tab, and the commands of a shell prompt; None for all else."""
    asked, _, shell = os.environ.get("_SKINROUTINE_COMPLETE", "").partition("_")
    if asked == "complete":
        from skinroutine.completion import SHELLS, answer_shell

        # What any other shell is told it would put into the line.
        return answer_shell(shell) if shell in SHELLS else 0
    if arguments[:1] == ["due"]:
        from skinroutine.commands import due

        return due.quickly(arguments[1:])
    if arguments == ["--version"]:
        from skinroutine import __version__

        sys.stdout.write(f"skinroutine {__version__}\n")
        return 0
    if not arguments or arguments[0] in ("status", "--home", "--json", "--plain", "--verbose"):
        from skinroutine.commands import status

        # Without a command it is the screen of where things stand, with the same options.
        return status.quickly(arguments[1:] if arguments[:1] == ["status"] else arguments)
    return None


def _run_typed(arguments: list[str]) -> int:
    from typer.exceptions import Abort, TyperException

    from skinroutine.cli.program import app_for

    try:
        status = int(app_for(arguments)(arguments, standalone_mode=False) or 0)
    except TyperException as error:
        _tell(getattr(error, "message", "") or error.format_message())
        return getattr(error, "exit_code", 2)
    except Abort:
        raise KeyboardInterrupt from None
    if status == INTERRUPTED:
        raise KeyboardInterrupt  # Typer turns one into a bare status, and the person is told nothing
    return status


def _refuse(error: Exception, *, as_json: bool) -> int:
    from skinroutine.errors import SkinroutineError

    assert isinstance(error, SkinroutineError)  # noqa: S101  the caller caught just that
    if as_json and not error.is_late:
        from skinroutine.show.document_parts import ErrorDocument
        from skinroutine.show.output import Output

        missing = getattr(error, "missing", [])
        Output(as_json=True).data(ErrorDocument(error=error.code, message=str(error), missing=missing))
    _tell(str(error))
    return error.status


def _tell(sentence: str) -> None:
    from skinroutine.show.plain import talk_line

    sys.stderr.write(talk_line(sentence, sys.stderr))


if __name__ == "__main__":
    main()

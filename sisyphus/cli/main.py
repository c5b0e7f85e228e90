"""The commands, and the one place where errors become messages and exit codes."""

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sisyphus import __version__
from sisyphus.cli import STARTED_ANEW
from sisyphus.cli.commands import COMMANDS, load
from sisyphus.cli.options import Answer, let_go_of, write_out
from sisyphus.cli.reading import command_first, read_arguments
from sisyphus.errors import Exit, MachineError, SisyphusError
from sisyphus.render.terminal import inert, safe

if TYPE_CHECKING:
    from types import TracebackType

_COMPLETION = "_SISYPHUS_COMPLETE"
"""What a shell sets when it asks for completions."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing but a bug gets past here."""
    _open_streams()
    try:
        return _answer(arguments)
    except KeyboardInterrupt:
        if not _write_error(arguments, "interrupted", "interrupted", "run it again"):
            _say("sisyphus: interrupted")
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a bug must not exit 1, the code of "work left"
        own = _as_own(error)
        if own is None:
            return _report_bug(arguments, error)
        _settle_stdout()
        return _report_error(arguments, own)


def _open_streams() -> None:
    """Make all three streams such that none is missing, and no text is refused."""
    if sys.stdin is None:  # closed by the caller (`2>&-`)
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - until the end
    if sys.stdout is None:
        let_go_of("stdout")
    if sys.stderr is None:
        let_go_of("stderr")
    encoding = None
    if sys.orig_argv[1:2] == [STARTED_ANEW]:
        from sisyphus.cli.encoding import encoding_of_streams  # noqa: PLC0415 - start-up: few need it

        encoding = encoding_of_streams()
    # What is typed may be no text, as in a terminal of another encoding: then it is no answer to a question.
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding, errors=errors)


def _answer(arguments: Sequence[str]) -> int:
    answer = _ask(arguments)
    if not isinstance(answer, Answer):
        return int(answer) if isinstance(answer, int) else Exit.OK
    for warning in answer.warnings:
        _say(f"sisyphus: {safe(warning)}")
    write_out(answer.text)
    return int(answer.code)


def _ask(arguments: Sequence[str]) -> object:
    """Call the command that is meant: at once where its line is plain, else through Typer."""
    arguments = command_first(arguments)
    if arguments and arguments[0] in COMMANDS and _COMPLETION not in os.environ:
        command = load(COMMANDS[arguments[0]])
        values = read_arguments(command, arguments[1:])
        if values is not None:
            return command(**values)
    from sisyphus.cli.app import answer  # noqa: PLC0415 - start-up: a plain line needs no Typer

    return answer(arguments)


_NO_THREAD = "can't start new thread"
"""All that Python says where the system allows no more."""


def _as_own(error: Exception) -> SisyphusError | None:
    """Give every foreseen error the same form; `None` for a bug."""
    if isinstance(error, SisyphusError):
        return error
    if isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and str(error) == _NO_THREAD):
        problem = "there is not enough memory" if isinstance(error, MemoryError) else _NO_THREAD
        return MachineError(problem, fix="free memory, or raise the limits of memory and processes")
    if isinstance(error, UnicodeEncodeError) and sys.getfilesystemencoding() != "utf-8":
        problem = f"the encoding of the locale, {error.encoding}, cannot name {error.object!r}"
        return MachineError(problem, fix="set LC_ALL to a locale in UTF-8, such as C.UTF-8")
    if not isinstance(error, OSError):
        return None
    problem = (error.strerror or str(error)).lower()
    fix = "check the disk, its space and your permissions"
    return MachineError(problem, fix=fix, path=str(error.filename) if error.filename else None)


def _settle_stdout() -> None:
    """Let go of stdout where it does not take what Typer wrote there by itself, such as help."""
    try:
        sys.stdout.flush()
    except OSError:
        let_go_of("stdout")


def _say(text: str) -> None:
    """Say it on stderr; one that takes nothing changes no exit code."""
    try:
        sys.stderr.write("\n".join(inert(row) for row in text.split("\n")) + "\n")
        sys.stderr.flush()
    except OSError:
        let_go_of("stderr")


def _report_error(arguments: Sequence[str], error: SisyphusError) -> int:
    if not _write_error(arguments, error.kind, error.message, error.fix):
        message = "\n".join(safe(row) for row in error.message.split("\n"))
        _say(f"sisyphus: {message}\n  fix: {safe(error.fix)}")
    return error.exit_code


def _report_bug(arguments: Sequence[str], error: Exception) -> int:
    import traceback  # noqa: PLC0415 - start-up: only a bug needs it

    trace: TracebackType | None = error.__traceback__
    _say(safe_lines(traceback.format_exception(type(error), error, trace)))
    _say(f"sisyphus {__version__}: this is a bug; please report it with the lines above")
    _write_error(arguments, "bug", f"{type(error).__name__}: {error}", "report it with the traceback")
    return Exit.BUG


def _write_error(arguments: Sequence[str], kind: str, message: str, fix: str) -> bool:
    """Write the document that stands for an answer; `False` where none is wanted."""
    if "--json" not in arguments:
        return False
    from sisyphus.render.json import render_error  # noqa: PLC0415 - start-up: only errors need it

    with contextlib.suppress(OSError):  # a full disk has been said by the exit code
        write_out(render_error(kind, message, fix))
    return True


def safe_lines(lines: Sequence[str]) -> str:
    """Join the lines of a traceback, which may quote a plan."""
    return "\n".join(safe(row) for text in lines for row in text.rstrip("\n").split("\n"))

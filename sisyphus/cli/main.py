"""The commands, and the one place where errors become messages and exit codes."""

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import Abort, TyperException

from sisyphus import __version__
from sisyphus.cli.note import note, notes
from sisyphus.cli.options import Answer, write_out
from sisyphus.cli.report import report
from sisyphus.cli.status import status
from sisyphus.cli.trust import trust
from sisyphus.cli.verify import verify
from sisyphus.errors import Exit, MachineError, SisyphusError, UsageError
from sisyphus.render.terminal import safe

if TYPE_CHECKING:
    from types import TracebackType

app = typer.Typer(
    name="sisyphus",
    help="Tells the truth about what AI agents did with their plans: claimed, committed, verified.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command()(status)
app.command()(verify)
app.command()(report)
app.command()(note)
app.command()(notes)
app.add_typer(trust, name="trust")


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        write_out(f"sisyphus {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and leave.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing but a bug gets past here."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _answer(arguments)
    except (KeyboardInterrupt, Abort):
        _say("sisyphus: interrupted")
        return Exit.INTERRUPTED
    except (SisyphusError, TyperException, OSError) as error:
        return _report_error(arguments, _as_own(error))
    except Exception as error:  # noqa: BLE001 - a bug must not exit 1, the code of "work left"
        return _report_bug(arguments, error)


def _open_closed_streams() -> None:
    """Give a stream that the caller has closed (`2>&-`) a place to go; Python makes it `None`."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - until the end


def _answer(arguments: Sequence[str]) -> int:
    answer = app(list(arguments) or ["--help"], prog_name="sisyphus", standalone_mode=False)
    if answer == Exit.INTERRUPTED:  # typer makes an exit code of Ctrl-C
        raise KeyboardInterrupt
    if not isinstance(answer, Answer):
        return int(answer or 0)
    for warning in answer.warnings:
        _say(f"sisyphus: {safe(warning)}")
    write_out(answer.text)
    return int(answer.code)


def _as_own(error: SisyphusError | TyperException | OSError) -> SisyphusError:
    """Give every foreseen error the same form."""
    match error:
        case SisyphusError():
            return error
        case TyperException():
            fix = "sisyphus --help lists the commands, sisyphus COMMAND --help its options"
            return UsageError(error.format_message().replace("Value error, ", ""), fix=fix)
        case _:
            problem = (error.strerror or str(error)).lower()
            fix = "check the disk, its space and your permissions"
            return MachineError(problem, fix=fix, path=str(error.filename) if error.filename else None)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _report_error(arguments: Sequence[str], error: SisyphusError) -> int:
    if "--json" in arguments:
        from sisyphus.render.json import render_error  # noqa: PLC0415 - start-up: only errors need it

        with contextlib.suppress(OSError):  # a full disk has been said by the exit code
            write_out(render_error(error.kind, error.message, error.fix))
    else:
        message = "\n".join(safe(row) for row in error.message.split("\n"))
        _say(f"sisyphus: {message}\n  fix: {safe(error.fix)}")
    return error.exit_code


def _report_bug(arguments: Sequence[str], error: Exception) -> int:
    import traceback  # noqa: PLC0415 - start-up: only a bug needs it

    trace: TracebackType | None = error.__traceback__
    _say(safe_lines(traceback.format_exception(type(error), error, trace)))
    _say(f"sisyphus {__version__}: this is a bug; please report it with the lines above")
    if "--json" in arguments:
        from sisyphus.render.json import render_error  # noqa: PLC0415 - start-up: only errors need it

        write_out(render_error("bug", f"{type(error).__name__}: {error}", "report it with the traceback"))
    return Exit.BUG


def safe_lines(lines: Sequence[str]) -> str:
    """Join the lines of a traceback, which may quote a plan."""
    return "\n".join(safe(row) for text in lines for row in text.rstrip("\n").split("\n"))

"""The command line as Typer reads it: help, completion, errors, and every form that is not plain."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, get_args, get_type_hints

import typer
from typer.exceptions import Abort, TyperException

from sisyphus import __version__
from sisyphus.cli.commands import COMMANDS, GROUPS, load
from sisyphus.cli.options import write_out
from sisyphus.cli.words import Word
from sisyphus.cli.wrong_line import say
from sisyphus.errors import Exit, UsageError

HELP_OPTIONS = ("--help", "-h")
"""Where one of them stands, help is all that is written."""


def answer(arguments: Sequence[str]) -> object:
    """Answer a command line; what comes back is the command's own answer, or an exit code.

    Raises UsageError for a line that no command takes, KeyboardInterrupt also where Typer has caught it.
    """
    words = list(arguments)
    if not words or (len(words) == 1 and words[0] in GROUPS):
        words += ["--help"]
    # A known command is all that its own line needs: the others would only be imported.
    named = [words[0]] if words[0] in {**COMMANDS, **GROUPS} else [*COMMANDS, *GROUPS]
    try:
        given = build_app(named)(words, prog_name="sisyphus", standalone_mode=False)
    except Abort as abort:
        raise KeyboardInterrupt from abort
    except SystemExit:  # Typer's way to leave, with 1, when a stream's reader has left
        if not set(HELP_OPTIONS).intersection(words):
            raise
        given = Exit.OK
    except TyperException as error:
        raise UsageError(say(error.format_message()), fix=_where_to_look(error, named)) from error
    if given == Exit.INTERRUPTED:  # typer makes an exit code of Ctrl-C
        raise KeyboardInterrupt
    return given


def _where_to_look(error: TyperException, named: list[str]) -> str:
    """Return which help tells more: that of the command which the line got to."""
    context = getattr(error, "ctx", None)
    alone = named[0] if len(named) == 1 else ""
    where = context.command_path if context else f"sisyphus {alone}".rstrip()
    return f"{where} --help {'lists the commands' if where == 'sisyphus' else 'says what it takes'}"


def build_app(names: Iterable[str] = (*COMMANDS, *GROUPS)) -> typer.Typer:
    """Build the command line with the commands of these names, all of them unless told."""
    app = typer.Typer(
        name="sisyphus",
        help="Tells the truth about what AI agents did with their plans: claimed, committed, verified.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": [*HELP_OPTIONS]},
    )
    app.callback()(_root)
    for name in names:
        if name in GROUPS:
            group: typer.Typer = load(GROUPS[name])
            for command in group.registered_commands:
                command.short_help = _first_paragraph(command.callback)
                command.callback = for_typer(command.callback) if command.callback else None
            app.add_typer(group, name=name, short_help=group.info.help)
        else:
            called = load(COMMANDS[name])
            app.command(name, short_help=_first_paragraph(called))(for_typer(called))
    return app


def _first_paragraph(command: Callable[..., Any] | None) -> str:
    """Return what a list of commands says of one; given so, it wraps where Typer would cut it."""
    return " ".join((inspect.getdoc(command) or "").partition("\n\n")[0].split())


def for_typer(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command with its words as Typer's options and arguments; one without words as it is."""
    given = get_type_hints(command, include_extras=True)
    hints = {name: _as_typer(hint) for name, hint in given.items()}
    if hints == given:
        return command

    @functools.wraps(command)
    def called(**values: object) -> object:
        return command(**values)

    signature = inspect.signature(command)
    parameters = [
        p.replace(annotation=hints[n], kind=p.KEYWORD_ONLY) for n, p in signature.parameters.items()
    ]
    called.__annotations__ = hints
    called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined] # as inspect reads it
    return called


def _as_typer(hint: Any) -> Any:  # noqa: ANN401 - an annotation
    word = next((w for w in getattr(hint, "__metadata__", ()) if isinstance(w, Word)), None)
    if word is None:
        return hint
    settings: dict[str, Any] = dict(word.settings)
    made = typer.Option(*word.names, **settings) if word.names else typer.Argument(**settings)
    return Annotated[get_args(hint)[0], made]


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        write_out(f"sisyphus {__version__}\n")
        raise typer.Exit


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

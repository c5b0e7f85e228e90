"""Options that every command has, and what they make of the terminal."""

import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from sisyphus.cli.words import argument, option
from sisyphus.errors import Exit, UsageError
from sisyphus.model.deferred import dataclass


class Colour(StrEnum):
    """When to paint."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


PlanArgument = Annotated[
    str | None,
    argument(metavar="PLAN", help="Plan name, a unique part of one, or a path to a Markdown file."),
]
DirectoryOption = Annotated[
    Path, option("--directory", "-C", metavar="DIR", help="Work as if started in DIR.")
]
JsonOption = Annotated[bool, option("--json", help="Print one JSON document and nothing else.")]
ColourOption = Annotated[Colour, option("--color", help="When to use colour.")]
QuietOption = Annotated[bool, option("--quiet", "-q", help="Print no warnings and no progress.")]
VerboseOption = Annotated[bool, option("--verbose", "-v", help="Show what is otherwise cut short.")]
ExitCodeOption = Annotated[
    bool, option("--exit-code", help="Exit 1 for work left, 3 for blocked, 0 only for complete.")
]

HERE = Path()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command says: its text for stdout, warnings for stderr, and its exit code."""

    text: str
    code: Exit = Exit.OK
    warnings: tuple[str, ...] = ()


def start_folder(directory: Path) -> Path:
    """Return the folder to start in. Raises UsageError when it is none."""
    if not directory.is_dir():
        raise UsageError("no such folder", fix="give -C a folder that is there", path=str(directory))
    try:
        return Path(os.path.abspath(directory))  # noqa: PTH100 - resolve() would follow links before the search upward
    except FileNotFoundError as error:  # removed by another process, and still the one that we stand in
        raise UsageError("the current folder is gone", fix="go to a folder that is there") from error


def wants_colour(colour: Colour) -> bool:
    """Decide on colour: the option, then NO_COLOR, then FORCE_COLOR, then the terminal."""
    if colour is not Colour.AUTO:
        return colour is Colour.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Return the width to lay out for: the terminal's, COLUMNS, or 100 where there is neither."""
    return max(shutil.get_terminal_size((100, 24)).columns, 40)


def rows_are_cut() -> bool:
    """Whether the rows of a table are cut to the width: in a pipe nothing limits them but COLUMNS."""
    return bool(os.environ.get("COLUMNS")) or sys.stdout.isatty()


def write_out(text: str) -> None:
    """Write an answer to stdout, whole; in silence when its reader has left, as in `| head`.

    Raises OSError where stdout does not take it for another reason.
    """
    if not text.isascii() and (sys.stdout.encoding or "utf-8").lower() != "utf-8":
        from sisyphus.cli.encoding import in_ascii  # noqa: PLC0415 - start-up: hardly anybody needs it

        text = in_ascii(text)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        let_go_of("stdout")
        if not isinstance(error, BrokenPipeError):  # a reader that leaves changes no exit code
            raise


def let_go_of(name: Literal["stdout", "stderr"]) -> None:
    """Put a stream that is closed, full or broken aside.

    What it still holds would make Python complain at its end and leave with 120.
    """
    setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - lives until the end

"""What one line of a script leaves for the next: the folder that it went to, its exit code."""

import re

_MOVES = re.compile(r"cd\s+(?P<path>[^\s;&|]+)\s*&&\s*\S")
_TELLS_CODE = re.compile(
    r"(?:echo|printf)\s[^;&|\n]*\$(?:\?|\{\?\}|status\b)[^;&|\n]*(?:\|\s*tee\b[^;&|\n]*)?$"
)


def folder_left(command: str) -> str | None:
    """Return the folder in which `cd FOLDER && …` leaves the shell; `None` where it stays."""
    match = _MOVES.match(command)
    return match["path"] if match else None


def moved(folder: str | None, command: str) -> tuple[str, ...]:
    """Return the line that takes a later command to that folder, unless it goes or looks there by itself."""
    if folder is None or command.startswith("cd ") or f"{folder.rstrip('/')}/" in command:
        return ()
    return (f"cd {folder}",)


_INTO = re.compile(r"cd\s+(?P<first>[\w.-]*\w[\w.-]*)/[^\s;&|]+$")


def without_left(context: list[str], move: str) -> list[str]:
    """Return context lines without the folder that is left for one beside it.

    `cd examples/b` below `cd examples/a` is meant from where both lie: nobody keeps `examples/a/examples/b`.
    """
    into = _INTO.match(move)
    if not into:
        return context
    return [line for line in context if not (left := _INTO.match(line)) or left["first"] != into["first"]]


def tells_code(command: str) -> bool:
    """Whether a command does nothing but tell the exit code of the one before it."""
    return "$" in command and bool(_TELLS_CODE.match(command))

"""Errors that a user can act on, and the exit codes of every command."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes (README, "Exit codes")."""

    OK = 0
    WORK_LEFT = 1
    USAGE = 2
    BLOCKED = 3
    BAD_INPUT = 4
    ENVIRONMENT = 5
    UNTRUSTED = 6
    TAMPERED = 7
    BUG = 70
    INTERRUPTED = 130


class SisyphusError(Exception):
    """An error that a user can act on: what is wrong, where, and what to do."""

    exit_code: Exit = Exit.ENVIRONMENT
    kind: str = "environment"
    """Public name, as in the JSON error document."""

    def __init__(self, problem: str, *, fix: str, path: str | None = None, line: int | None = None) -> None:
        where = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        self.message = where + problem
        self.problem, self.fix, self.path, self.line = problem, fix, path, line
        super().__init__(f"{self.message}\n  fix: {fix}")


class UsageError(SisyphusError):
    """What was asked for does not exist or is ambiguous."""

    exit_code = Exit.USAGE
    kind = "usage"


class InputError(SisyphusError):
    """A plan or state file cannot be understood."""

    exit_code = Exit.BAD_INPUT
    kind = "bad-input"


class MachineError(SisyphusError):
    """The machine refuses: no permission, disk full, a program missing or hung."""


class SilentError(MachineError):
    """A program that did not answer in time: who asks it again waits as long again."""


class UntrustedError(SisyphusError):
    """Commands that nobody has trusted, and nobody to ask."""

    exit_code = Exit.UNTRUSTED
    kind = "untrusted"


class TamperedError(SisyphusError):
    """The evidence log does not hold together."""

    exit_code = Exit.TAMPERED
    kind = "tampered"

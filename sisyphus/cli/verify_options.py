"""The options of `sisyphus verify`, and what one command line of it asks for."""

from dataclasses import dataclass
from enum import StrEnum
from math import isnan, nan
from pathlib import Path
from typing import Annotated

import typer

from sisyphus.errors import UsageError


class Only(StrEnum):
    """Which checks to run."""

    FAILED = "failed"
    STALE = "stale"
    UNPROVED = "unproved"


class SandboxChoice(StrEnum):
    """When to shut checks in."""

    AUTO = "auto"
    REQUIRE = "require"
    OFF = "off"


TasksArgument = Annotated[
    list[str] | None, typer.Argument(metavar="TASK", help="Ids of tasks or checks; all without.")
]
ListOption = Annotated[bool, typer.Option("--list", help="Show the checks; run nothing.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would run; run nothing.")]


_MOST_JOBS = 64
_SHORTEST_S = 0.1
_LONGEST_S = 365 * 24 * 3600


def _jobs(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= _MOST_JOBS:
        problem = f"--jobs: {str(text)!r} is no number of checks from 1 to {_MOST_JOBS}"
        raise UsageError(problem, fix="give a whole number, such as --jobs 2")
    return number


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = nan
    if isnan(number):
        raise UsageError(f"--timeout: {text!r} is no number of seconds", fix="give one, such as --timeout 60")
    if not _SHORTEST_S <= number <= _LONGEST_S:
        fix = f"give a number from {_SHORTEST_S} to {_LONGEST_S}"
        raise UsageError(f"--timeout: {text} seconds are no time to wait", fix=fix)
    return number


JobsOption = Annotated[
    int,
    typer.Option("--jobs", "-j", metavar="N", parser=_jobs, help=f"Checks at a time, {_MOST_JOBS} at most."),
]
TimeoutOption = Annotated[
    float | None,
    typer.Option("--timeout", metavar="SECONDS", parser=_seconds, help="Seconds that each check may take."),
]
OnlyOption = Annotated[Only | None, typer.Option("--only", help="Run only these checks.")]
FailFastOption = Annotated[
    bool, typer.Option("--fail-fast", "-x", help="Start nothing more after the first failure.")
]
TrustAllOption = Annotated[
    bool,
    typer.Option(
        "--trust-all",
        help="Allow every ordinary command of the plan, this once; none with a side effect, and no server.",
    ),
]
TrustFileOption = Annotated[
    Path | None,
    typer.Option(
        "--trust-file",
        metavar="FILE",
        help="Allow the keys listed in FILE, which lies outside the repository; one inside is read as the "
        "default branch of the remote has it.",
    ),
]
TrustDriftOption = Annotated[
    bool,
    typer.Option(
        "--trust-drift",
        help="Do not ask again where others changed conftest.py, Makefile, package.json and their like.",
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="REF",
        help="Run in a clean temporary checkout of that commit, with the plan as it is there. Untracked "
        "files, build outputs and environments (.venv, node_modules) of this work tree are not in it; "
        "filters such as Git LFS, hooks and submodules are left out.",
    ),
]
BaselineOption = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="REF",
        help="Then run the same checks in a clean checkout of REF too, and show the figures before and "
        "after. With --at HEAD both runs begin clean.",
    ),
]
JUnitOption = Annotated[
    Path | None,
    typer.Option("--junit", metavar="FILE", help="Write the result to FILE as JUnit XML, for CI services."),
]
CtrfOption = Annotated[
    Path | None, typer.Option("--ctrf", metavar="FILE", help="Write the result to FILE as CTRF JSON.")
]
SandboxOption = Annotated[
    SandboxChoice,
    typer.Option(
        "--sandbox",
        help="Shut checks in with bubblewrap: no network, an empty home folder, the work tree read-only "
        "but for build folders that are there. `require` fails without it, `auto` goes on and says so.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One command line of `sisyphus verify`."""

    start: Path
    plan: str | None
    tasks: tuple[str, ...]
    show_only: bool
    """Nothing is to be run."""
    runnable_only: bool
    """Show only what would run."""
    jobs: int
    timeout_s: float | None
    only: Only | None
    fail_fast: bool
    trust_all: bool
    trust_file: Path | None
    trust_drift: bool
    at: str | None
    baseline: str | None
    sandbox: SandboxChoice
    junit: Path | None = None
    ctrf: Path | None = None

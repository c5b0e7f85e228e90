"""How long a small run takes, as ratios against an empty run of the same Python.

usage: startup.py [ROUNDS]

The commands take turns within each round, so that a busy moment of the machine hits all of them alike.
Times say little about another machine; the ratios do.
"""
# ruff: noqa: INP001 - a script to run, no package

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import Command, in_turns, report, run

PLAN = """# One plan

## TODOs

- [x] 1. Split a text into words

  **Acceptance Criteria**:
  - [x] `python -m unittest tests.test_words` → passes

  **Commit**: YES
  - Message: `feat(words): split a text into words`

- [ ] 2. Rank the words
"""

NOTES = "# Status\n\nProgress: 2/2 tasks complete (100%). All tests pass.\n"

SISYPHUS = (sys.executable, "-m", "sisyphus")
COMMANDS = {
    "python -c pass": (sys.executable, "-c", "pass"),
    "sisyphus --version": (*SISYPHUS, "--version"),
    "sisyphus status": (*SISYPHUS, "status"),
    "sisyphus status PLAN": (*SISYPHUS, "status", "one"),
    "sisyphus status --json": (*SISYPHUS, "status", "--json"),
    "sisyphus report PLAN": (*SISYPHUS, "report", "one"),
    "sisyphus audit PLAN": (*SISYPHUS, "audit", "one"),
    "sisyphus --help": (*SISYPHUS, "--help"),
}
"""By what is printed; the first is what the others are compared with."""
UNKNOWN = "sisyphus status, first time"
"""The same as the third, with nothing kept of what was parsed and judged before."""


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory(prefix="sisyphus-bench.") as folder:
        home = Path(folder)
        environment = build(home)
        repository = home / "repository"
        commands = {name: Command(words, repository, environment) for name, words in COMMANDS.items()}
        forgetful = environment | {"SISYPHUS_NO_CACHE": "1"}
        commands[UNKNOWN] = Command(COMMANDS["sisyphus status"], repository, forgetful)
        # What is kept of a file is read only some seconds after it was written.
        for file in (repository / ".sisyphus").rglob("*.md"):
            os.utime(file, (1_700_000_000, 1_700_000_000))
        for command in commands.values():
            run(command)
        costs = in_turns(commands, rounds)
    report(costs, next(iter(COMMANDS)), rounds)


def build(home: Path) -> dict[str, str]:
    """Lay a repository with one plan and return an environment that is deaf to the user's own settings."""
    # What is installed has its bytecode: without leave to write it, a checkout would be compiled each time.
    unwanted = ("GIT_", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
    }
    repository = home / "repository"
    plans = repository / ".sisyphus" / "plans"
    plans.mkdir(parents=True)
    (plans / "one.md").write_text(PLAN, encoding="utf-8")
    notes = repository / ".sisyphus" / "notepads" / "one"
    notes.mkdir(parents=True)
    (notes / "final-status.md").write_text(NOTES, encoding="utf-8")
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for arguments in (
        ("init", "--quiet"),
        ("add", "."),
        (*identity, "commit", "--quiet", "--message", "one"),
    ):
        run(Command(("git", *arguments), repository, environment))
    return environment


if __name__ == "__main__":
    main()

"""How long a small run takes, as ratios against an empty run of the same Python.

usage: startup.py [ROUNDS]

The commands take turns within each round, so that a busy moment of the machine hits all of them alike.
Wall times say little about another machine; the ratios do.
"""
# ruff: noqa: INP001 - a script to run, no package

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLAN = """# One plan

## TODOs

- [x] 1. Split a text into words

  **Acceptance Criteria**:
  - [x] `python -m unittest tests.test_words` → passes

  **Commit**: YES
  - Message: `feat(words): split a text into words`

- [ ] 2. Rank the words
"""

COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "sisyphus --version": ("-m", "sisyphus", "--version"),
    "sisyphus status": ("-m", "sisyphus", "status"),
}
"""By what is printed; the first is what the others are compared with."""


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory(prefix="sisyphus-bench.") as folder:
        home = Path(folder)
        environment = build(home)
        times = measure(rounds, home / "repository", environment)
    write(times, rounds)


def build(home: Path) -> dict[str, str]:
    """Lay a repository with one plan and return an environment that is deaf to the user's own settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
    }
    repository = home / "repository"
    plans = repository / ".sisyphus" / "plans"
    plans.mkdir(parents=True)
    (plans / "one.md").write_text(PLAN, encoding="utf-8")
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for arguments in (
        ("init", "--quiet"),
        ("add", "."),
        (*identity, "commit", "--quiet", "--message", "one"),
    ):
        subprocess.run(["git", *arguments], cwd=repository, env=environment, check=True)  # noqa: S603, S607 - our own words; git from PATH
    return environment


def measure(rounds: int, folder: Path, environment: dict[str, str]) -> dict[str, list[float]]:
    """Return seconds of each run; one round more warms the caches and is thrown away."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(rounds + 1):
        for name, arguments in COMMANDS.items():
            before = time.perf_counter()
            run = subprocess.run(  # noqa: S603 - the words of COMMANDS
                [sys.executable, *arguments],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if run.returncode:
                sys.exit(f"{name}: exit {run.returncode}\n{run.stderr}")
            if turn:
                times[name].append(time.perf_counter() - before)
    return times


def write(times: dict[str, list[float]], rounds: int) -> None:
    """Print one line a command: median of the ratios of each round, and of the milliseconds."""
    base = next(iter(COMMANDS))
    lines = [f"{'command':<22}{'ratio':>8}{'median ms':>12}{'min ms':>9}"]
    for name, seconds in times.items():
        ratio = statistics.median(own / empty for own, empty in zip(seconds, times[base], strict=True))
        middle, least = statistics.median(seconds) * 1000, min(seconds) * 1000
        lines.append(f"{name:<22}{ratio:>7.1f}x{middle:>12.1f}{least:>9.1f}")
    version = sys.version.split(maxsplit=1)[0]
    lines.append(f"\n{rounds} interleaved rounds, Python {version}. Again: make bench")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

"""What a status over a long history costs, as a ratio to one `git log --raw -z --numstat` of the same range.

usage: git_history.py [ROUNDS] [COMMITS]

Both take turns, so that a busy moment of the machine hits both alike. The repository is generated, the
on every machine: plans of twenty tasks, ticked in the commits that carry them, a remote that lags behind, and
branches with work of their own. A second one with fewer plans over as many commits shows what a plan costs.
"""
# ruff: noqa: INP001 - a script to run, no package. It is not called git.py, which would hide GitPython.

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

COMMITS = 10_000
PLANS = 50
FEW_PLANS = 5
TASKS = 20
FOLDERS, FILES = 20, 15
"""Folders of source, and files in each."""
BRANCHES = 20
UNPUSHED = 10
START = 1_767_225_600
"""2026-01-01, in seconds since 1970."""
STEP_S = 600
"""Between two commits."""
VERBS = ("split", "count", "rank", "store", "serve", "check", "cache")
NOUNS = (
    "words", "pages", "users", "queues", "reports", "colours", "routes", "dates", "keys", "rows", "marks",
)  # fmt: skip
IDENTITY = "Ada <ada@example.org>"
LOG = ("git", "log", "--raw", "-z", "--numstat", "HEAD")
STATUS = (sys.executable, "-m", "sisyphus", "status", "--all")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    commits = int(sys.argv[2]) if len(sys.argv) > 2 else COMMITS  # noqa: PLR2004 - the second argument
    with tempfile.TemporaryDirectory(prefix="sisyphus-bench.") as folder:
        home = Path(folder)
        environment = quiet_environment(home)
        shown = {plans: build(home / f"plans-{plans}", commits, plans) for plans in (PLANS, FEW_PLANS)}
        runs = {plans: measure(rounds, top, environment) for plans, top in shown.items()}
    write(runs, commits, rounds)


@dataclass(frozen=True, slots=True)
class Cost:
    """One run of a command."""

    seconds: float
    peak_mib: float
    """Of the biggest process of the run, git among them."""


def quiet_environment(home: Path) -> dict[str, str]:
    """Return an environment that is deaf to the user's own settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return inherited | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
    }


def build(top: Path, commits: int, plans: int) -> Path:
    """Lay a repository with a history."""
    environment = quiet_environment(top.parent)

    def git(*arguments: str, stream: IO[bytes] | None = None) -> None:
        command = ("git", "-C", str(top), *arguments)
        subprocess.run(command, env=environment, stdin=stream, check=True, capture_output=True)  # noqa: S603 - our own words

    top.mkdir()
    git("init", "--quiet", "--initial-branch=main")
    with tempfile.TemporaryFile() as stream:  # a child is measured from the size of this process on
        stream.writelines(history(commits, plans))
        stream.seek(0)
        git("fast-import", "--quiet", stream=stream)
    git("reset", "--quiet", "--hard", "main")
    git("config", "remote.origin.url", "https://example.org/none.git")
    git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    return top


def history(commits: int, plans: int) -> Iterator[bytes]:
    """Yield what `git fast-import` reads."""
    step = max(commits // plans // (TASKS + 1), 1)
    life = step * (TASKS + 1)
    for number in range(commits):
        plan, age = divmod(number, life)
        yield commit("refs/heads/main", number, subject(number))
        yield from sources(number)
        if plan < plans and age % step == 0:
            yield blob(f".sisyphus/plans/plan-{plan:02}.md", plan_text(plan, age // step, step))
        if number == max(commits - UNPUSHED, 0):
            yield b"reset refs/remotes/origin/main\nfrom refs/heads/main\n\n"
    for branch in range(BRANCHES):
        for age in range(5):
            name = f"refs/heads/side-{branch}"
            start = f"from :{max(commits - 3 * branch, 1)}\n".encode() if age == 0 else b""
            number = commits + 5 * branch + age
            yield commit(name, number, f"fix: side {branch}, step {age}") + start
            yield blob(f"side/{branch}.py", f"STEP = {age}\n")


def subject(number: int) -> str:
    """Return a subject that shares some words with others, as subjects do."""
    folder, file = number % FOLDERS, number // FOLDERS % FILES
    return f"feat(part {folder}): {VERBS[number % 7]} the {NOUNS[number % 11]} of file {file} #{number}"


def commit(ref: str, number: int, message: str) -> bytes:
    """Return the head of one commit."""
    when = f"{IDENTITY} {START + number * STEP_S} +0000"
    body = message.encode()
    head = f"commit {ref}\nmark :{number + 1}\nauthor {when}\ncommitter {when}\ndata {len(body)}\n"
    return head.encode() + body + b"\n"


def blob(path: str, text: str) -> bytes:
    """Return one changed file."""
    body = text.encode()
    return f"M 100644 inline {path}\ndata {len(body)}\n".encode() + body + b"\n"


def sources(number: int) -> Iterator[bytes]:
    """Yield the files that a commit changes: two, and their test in every third."""
    folder, file = number % FOLDERS, number // FOLDERS % FILES
    for name in (f"src/part_{folder}/file_{file}.py", f"src/part_{folder}/file_{(file + 1) % FILES}.py"):
        lines = (f"def step_{line}(): return {number if line == number % 60 else line}" for line in range(60))
        yield blob(name, "\n".join(lines) + "\n")
    if number % 3 == 0:
        yield blob(f"tests/test_part_{folder}_{file}.py", f"def test(): assert {number}\n")


def plan_text(plan: int, done: int, step: int) -> str:
    """Return a plan with its first `done` tasks ticked; every `step`th commit carries one."""
    lines = [f"# Plan {plan}", "", "## TODOs", ""]
    for number in range(1, TASKS + 1):
        carried = (plan * (TASKS + 1) + number) * step
        path = f"src/part_{carried % FOLDERS}/file_{carried // FOLDERS % FILES}.py"
        mark = "x" if number <= done else " "
        lines += [
            f"- [{mark}] {number}. {VERBS[(plan + number) % 7]} the {NOUNS[number % 11]} of plan {plan}",
            "",
            f"  **What to do**: change `{path}` and keep what is there as it is",
            "",
            "  **Acceptance Criteria**:",
            f"  - [{mark}] `python -m pytest tests -k part_{number}` → exit code 0",
            "",
            f"  **Commit**: YES | Message: `{subject(carried)}` | Files: `{path}`",
            "",
        ]
    return "\n".join(lines) + "\n"


def measure(rounds: int, top: Path, environment: dict[str, str]) -> list[tuple[Cost, Cost]]:
    """Return the cost of the log and of the status, by round; one round more warms the caches."""
    turns = [(cost(LOG, top, environment), cost(STATUS, top, environment)) for _ in range(rounds + 1)]
    return turns[1:]


def cost(command: Sequence[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command, its output read to the end."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE) as child:  # noqa: S603 - same
        if child.stdout is not None:
            while child.stdout.read(1 << 20):
                pass
        _, code, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(code)
    if child.returncode:
        sys.exit(f"{' '.join(command)}: exit {child.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(seconds=time.perf_counter() - start, peak_mib=usage.ru_maxrss / unit)


def write(runs: dict[int, list[tuple[Cost, Cost]]], commits: int, rounds: int) -> None:
    """Print one line a repository, and what a further plan costs."""
    lines = [f"{'commits':>7}{'plans':>7}{'ratio':>8}{'status ms':>11}{'log ms':>8}{'peak MiB':>10}"]
    medians: dict[int, float] = {}
    for plans, turns in runs.items():
        ratio = statistics.median(own.seconds / log.seconds for log, own in turns)
        log_ms, own_ms = (statistics.median(t[at].seconds for t in turns) * 1000 for at in (0, 1))
        peak = max(own.peak_mib for _, own in turns)
        medians[plans] = own_ms
        lines.append(f"{commits:>7}{plans:>7}{ratio:>7.2f}x{own_ms:>11.0f}{log_ms:>8.0f}{peak:>10.0f}")
    most, few = max(medians), min(medians)
    each = (medians[most] - medians[few]) / (most - few)
    lines.append(f"\na further plan of {TASKS} tasks: {each:.1f} ms")
    lines.append(f"medians of {rounds} interleaved rounds. Again: make bench")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

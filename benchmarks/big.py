"""What one very big thing costs, and how that grows: a long plan, many tasks, much evidence, a long history.

usage: big.py [ROUNDS [SUBJECT ...]]      subjects: plan tasks evidence history

Each size takes turns with a baseline of the same run: for texts markdown-it-py's block parse of the same
plan, for evidence `json.loads` and a digest of each line, for a history `git log --raw -z --numstat`. The
baseline is of the same size: a ratio that stays the same from one size to the next is growth in proportion.
"""
# ruff: noqa: INP001 - a script to run, no package

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import rfc8785

from benchmarks.git_history import LOG, build, quiet_environment
from benchmarks.timing import Command, Cost, in_turns
from sisyphus.adapters.evidence_log.chain import GENESIS, digest

NAME = "big"
SISYPHUS = (sys.executable, "-m", "sisyphus")
TASK = """- [{mark}] {number}. Split the words of part {number}

  **What to do**: change `src/part_{number}.py` and keep the rest

  **Acceptance Criteria**:
  - [{mark}] `test -n part_{number}` → exit code 0

"""
BLOCKS = """
import sys
from markdown_it import MarkdownIt
parser = MarkdownIt("commonmark").enable("table")
parser.core.ruler.enableOnly(["normalize", "block"])
parser.parse(open(sys.argv[1], encoding="utf-8").read())
"""
LINES = """
import hashlib, json, sys
for line in open(sys.argv[1], "rb"):
    json.loads(line)
    hashlib.sha256(line).hexdigest()
"""
BASE = "baseline"

Lay = Callable[[Path, int], Command]
"""Lays a workspace of a size into a folder and returns the baseline."""


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    for subject in sys.argv[2:] or SUBJECTS:
        lay, unit, sizes = SUBJECTS[subject]
        sys.stdout.write(f"{subject}\n{unit:>10}{'command':>10}{'ratio':>9}{'cpu s':>8}{'peak MiB':>10}\n")
        costs = {size: measure(lay, size, rounds) for size in sizes}
        for size, own in costs.items():
            write_size(size, own)
        write_growth(costs)


def measure(lay: Lay, size: int, rounds: int) -> dict[str, list[Cost]]:
    """Return what the commands cost for one size."""
    with tempfile.TemporaryDirectory(prefix="sisyphus-bench.") as folder:
        root = Path(folder) / "work"
        baseline = lay(root, size)
        environment = {**baseline.environment, "SISYPHUS_NO_CACHE": "1"}
        words = {"status": ("status", NAME), "report": ("report", NAME), "audit": ("audit", NAME)}
        commands = {name: Command((*SISYPHUS, *each), root, environment) for name, each in words.items()}
        return in_turns({BASE: baseline, **commands}, rounds)


def write_size(size: int, costs: Mapping[str, list[Cost]]) -> None:
    """Print one line a command."""
    for name, own in costs.items():
        ratio = statistics.median(
            a.cpu_s / max(b.cpu_s, 0.001) for a, b in zip(own, costs[BASE], strict=True)
        )
        cpu_s, peak = statistics.median(c.cpu_s for c in own), max(c.peak_mib for c in own)
        sys.stdout.write(f"{size:>10}{name:>10}{ratio:>8.1f}x{cpu_s:>8.2f}{peak:>10.0f}\n")


def write_growth(costs: Mapping[int, Mapping[str, list[Cost]]]) -> None:
    """Print how `status` grows from one size to the next."""
    spent = {size: statistics.median(c.cpu_s for c in own["status"]) for size, own in costs.items()}
    for small, large in itertools.pairwise(sorted(spent)):
        times = f"{large / small:.0f} times the size: {spent[large] / spent[small]:.1f} times the cost"
        sys.stdout.write(f"{small} to {large}, {times}\n")
    sys.stdout.write("\n")


def lay_plan(root: Path, size: int) -> Command:
    """Lay a plan of so many lines."""
    count = size // TASK.count("\n")
    return _lay_text(root, (TASK.format(mark=" x"[n % 2], number=n) for n in range(1, count + 1)))


def lay_tasks(root: Path, size: int) -> Command:
    """Lay a plan of so many tasks of one line."""
    return _lay_text(root, (f"- [{' x'[n % 2]}] {n}. part\n" for n in range(1, size + 1)))


def _lay_text(root: Path, tasks: Iterable[str]) -> Command:
    plan = root / ".sisyphus" / "plans" / f"{NAME}.md"
    plan.parent.mkdir(parents=True)
    plan.write_text("# Big\n\n## TODOs\n\n" + "".join(tasks), encoding="utf-8")
    return Command((sys.executable, "-c", BLOCKS, str(plan)), root, quiet_environment(root.parent))


def lay_evidence(root: Path, size: int) -> Command:
    """Lay a log of so many records: one run of a real check, again and again."""
    lay_plan(root, TASK.count("\n"))
    environment = quiet_environment(root.parent)
    verify = (*SISYPHUS, "verify", "--trust-all", "-q")
    subprocess.run(verify, cwd=root, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    (log,) = (root / ".sisyphus" / "evidence" / "sisyphus" / NAME).glob("*.jsonl")
    pair = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    before = GENESIS
    with log.open("wb") as stream:
        for number in range(size):
            own = {"start": number} if number % 2 else {}
            line = rfc8785.dumps({**pair[number % 2], **own, "seq": number + 1, "prev": before})
            before = digest(line)
            stream.write(line + b"\n")
    # Without its anchor the log counts as somebody else's, which costs the same.
    anchored = environment | {"XDG_STATE_HOME": str(root.parent / "other")}
    return Command((sys.executable, "-c", LINES, str(log)), root, anchored)


def lay_history(root: Path, size: int) -> Command:
    """Lay a repository of so many commits, and a plan whose tasks some of them carry."""
    build(root, size, 1)
    (root / ".sisyphus" / "plans" / "plan-00.md").rename(root / ".sisyphus" / "plans" / f"{NAME}.md")
    return Command(LOG, root, quiet_environment(root.parent))


SUBJECTS: dict[str, tuple[Lay, str, tuple[int, ...]]] = {
    "plan": (lay_plan, "lines", (1_250, 5_000, 20_000)),
    "tasks": (lay_tasks, "tasks", (3_750, 15_000, 60_000)),
    "evidence": (lay_evidence, "records", (31_250, 125_000, 500_000)),
    "history": (lay_history, "commits", (10_000, 100_000)),
}
"""How each is laid, what its size counts, and the sizes."""


if __name__ == "__main__":
    main()

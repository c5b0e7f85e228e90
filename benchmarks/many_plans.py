"""What a status of many plans costs, cold and warm, as a ratio to a search of the same files.

usage: many_plans.py [ROUNDS [PLANS ...]]

The baseline counts the boxes of the same plans with `rg -c` where ripgrep is installed, else with `grep -rc`.
Cold is without what is kept of earlier runs: that folder is emptied before the run. Warm is as after another
run; "one plan edited" is warm but for one plan. The block parse is that of markdown-it-py over the same plans
in one process, measured over a sample: what a cold run is held against.
"""
# ruff: noqa: INP001 - a script to run, no package

import itertools
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from markdown_it import MarkdownIt

from benchmarks.parse import generate
from benchmarks.timing import Command, Cost, in_turns, report, run

SIZES = (1, 100, 1000, 5000)
LONG_AGO = 1_700_000_000
SAMPLE = 40
"""Plans of the block parse that is measured."""


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    sizes = [int(word) for word in sys.argv[2:]] or SIZES
    search = "rg" if shutil.which("rg") else "grep"
    costs: dict[int, dict[str, list[Cost]]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sisyphus-bench.") as folder:
            sys.stdout.write(f"{size} plans\n")
            costs[size] = measure(Path(folder), size, search, rounds)
            report(costs[size], search, rounds)
            sys.stdout.write("\n")
    write_growth(costs)


def measure(home: Path, size: int, search: str, rounds: int) -> dict[str, list[Cost]]:
    """Lay the plans and return what the commands cost."""
    root, cache = home / "work", home / "cache"
    plans = root / ".sisyphus" / "plans"
    plans.mkdir(parents=True)
    for number in range(size):
        file = plans / f"plan-{number:05}.md"
        file.write_bytes(generate(number))
        os.utime(file, (LONG_AGO, LONG_AGO))  # the cache leaves out what was written just now
    environment = dict(os.environ) | {"XDG_CACHE_HOME": str(cache), "XDG_STATE_HOME": str(home / "state")}
    pattern = r"^\s*[-*+] \[.\]"
    words = {"rg": ("rg", "-c", pattern, str(plans)), "grep": ("grep", "-rcE", pattern, str(plans))}
    status = (sys.executable, "-m", "sisyphus", "status")
    commands = {
        search: Command(words[search], root, environment),
        "status, cold": Command(status, root, environment),
        "status, warm": Command(status, root, environment),
        "status, one plan edited": Command(status, root, environment),
        "status of one plan, warm": Command((*status, "plan-00000"), root, environment),
    }

    def prepare(name: str) -> None:
        if name == "status, cold":
            shutil.rmtree(cache, ignore_errors=True)
        elif name == "status, one plan edited":
            with (plans / "plan-00000.md").open("ab") as file:
                file.write(b"\n")

    for command in commands.values():
        run(command)
    costs = in_turns(commands, rounds, prepare)
    wall = statistics.median(c.wall_s for c in costs["status, cold"])
    cpu = statistics.median(c.cpu_s for c in costs["status, cold"])
    blocks = block_parse_s() * size
    sys.stdout.write(
        f"markdown-it-py's block parse: {blocks:.2f} s; cold is {wall / blocks:.2f} times that, and "
        f"{cpu / blocks:.2f} times in processor time of all its processes\n"
    )
    return costs


def block_parse_s() -> float:
    """Return the seconds of markdown-it-py's block parse of one plan."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    texts = [generate(number).decode() for number in range(SAMPLE)]
    parser.parse(texts[0])
    start = time.process_time()
    for text in texts:
        parser.parse(text)
    return (time.process_time() - start) / SAMPLE


def write_growth(costs: dict[int, dict[str, list[Cost]]]) -> None:
    """Print how a warm status grows with the number of plans."""
    medians = {
        size: statistics.median(c.wall_s for c in each["status, warm"]) for size, each in costs.items()
    }
    sizes = sorted(medians)
    for few, many in itertools.pairwise(sizes):
        sys.stdout.write(f"warm, {many} plans against {few}: {medians[many] / medians[few]:.1f} times\n")


if __name__ == "__main__":
    main()

"""What commands cost as whole processes, taken in turns and told as ratios."""
# ruff: noqa: INP001 - used by the scripts beside it, no package

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Command(NamedTuple):
    """A command line in a folder."""

    words: Sequence[str]
    folder: Path
    environment: Mapping[str, str]


class Cost(NamedTuple):
    """What one run took."""

    wall_s: float
    cpu_s: float
    """Of the process and those that it waited for."""
    peak_mib: float
    """Of the process itself. Small ones are not told apart: a child begins with the size of its parent."""


def run(command: Command) -> Cost:
    """Run a command to its end, its output read and thrown away. Leaves the program when it fails."""
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - the words of a benchmark
        list(command.words), cwd=command.folder, env=dict(command.environment), stdout=subprocess.PIPE
    ) as child:
        if child.stdout is not None:
            while child.stdout.read(1 << 20):
                pass
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall_s = time.perf_counter() - start
    if child.returncode:
        sys.exit(f"{' '.join(command.words)}: exit {child.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(wall_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def in_turns(
    commands: Mapping[str, Command], rounds: int, before: Callable[[str], object] = lambda _: None
) -> dict[str, list[Cost]]:
    """Return the costs of each command, run in turns; `before` is called ahead of each run, unmeasured."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            before(name)
            costs[name].append(run(command))
    return costs


def report(costs: Mapping[str, Sequence[Cost]], base: str, rounds: int) -> None:
    """Print one line a command: medians of the ratios of each round, and of the costs."""
    lines = [f"{'command':<34}{'wall':>9}{'cpu':>9}{'wall ms':>10}{'cpu ms':>9}{'peak MiB':>10}"]
    for name, own in costs.items():
        pairs = list(zip(own, costs[base], strict=True))
        wall = statistics.median(a.wall_s / b.wall_s for a, b in pairs)
        cpu = statistics.median(a.cpu_s / max(b.cpu_s, 0.001) for a, b in pairs)
        wall_ms = statistics.median(c.wall_s for c in own) * 1000
        cpu_ms = statistics.median(c.cpu_s for c in own) * 1000
        peak = max(c.peak_mib for c in own)
        lines.append(f"{name:<34}{wall:>8.1f}x{cpu:>8.1f}x{wall_ms:>10.1f}{cpu_ms:>9.1f}{peak:>10.0f}")
    version = sys.version.split(maxsplit=1)[0]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    lines.append(f"\nratios to `{base}`; {rounds} interleaved rounds, Python {version}, {cores} cores")
    sys.stdout.write("\n".join(lines) + "\n")


__all__ = ["Command", "Cost", "in_turns", "report", "run"]

"""What `sisyphus verify` adds to the commands that it runs, against `bash -c` in the same run.

usage: verify.py [CHECKS] [ROUNDS]

Trivial checks show our own share: what one costs beside start-up (the difference of two plans, by the number
of checks between them), whether it grows with their number, and with a log that is long already. A check
that writes a gigabyte shows what keeping its output costs, in time and in memory.
"""
# ruff: noqa: INP001 - a script to run, no package

import os
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.startup import build
from benchmarks.timing import Command, Cost, in_turns, report, run

FEW = 10
FLOOD = 1 << 30
FLOODING = f"head -c {FLOOD} /dev/zero | tr '\\\\0' x"
VERIFY = (sys.executable, "-m", "sisyphus", "verify", "--trust-all", "--quiet", "plan")
SHELL = ("bash", "--noprofile", "--norc", "-o", "pipefail", "-c")


def main() -> None:
    """Measure and print."""
    checks = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5  # noqa: PLR2004 - the second argument
    with tempfile.TemporaryDirectory(prefix="sisyphus-bench.") as folder:
        home = Path(folder)
        single = verifying(home / "one", [f"test {n} -ge 0" for n in range(FEW)])
        many = verifying(home / "many", [f"test {n} -ge 0" for n in range(checks + FEW)])
        shells = Command(
            ("sh", "-c", f'for n in $(seq {checks}); do {" ".join(SHELL)} "echo $n" </dev/null; done'),
            home,
            dict(os.environ),
        )
        run(single)  # the cache of parsed plans is filled
        commands = {
            f"bash -c, {checks} times": shells,
            f"{FEW} checks": single,
            f"{checks + FEW} checks": many,
        }
        costs = in_turns(commands, rounds)
        report(costs, next(iter(commands)), rounds)
        tell_share(costs, checks)
        flood(home)


def verifying(home: Path, lines: list[str]) -> Command:
    """Lay a repository whose plan holds these checks, and return the command that runs them."""
    home.mkdir()
    environment = build(home)
    rows = "\n".join(lines)
    plan = home / "repository" / ".sisyphus" / "plans" / "plan.md"
    plan.write_text(
        f"# Plan\n\n## TODOs\n\n- [ ] 1. A\n\n## Success Criteria\n\n```bash\n{rows}\n```\n", encoding="utf-8"
    )
    return Command(VERIFY, home / "repository", environment)


def tell_share(costs: dict[str, list[Cost]], checks: int) -> None:
    """Print what a check costs beside its command, start-up apart; the first rounds against the last."""
    shells, few, many = costs.values()
    own = [
        (m.wall_s - f.wall_s - s.wall_s) / checks * 1000 for s, f, m in zip(shells, few, many, strict=True)
    ]
    cpu = [(m.cpu_s - f.cpu_s - s.cpu_s) / checks * 1000 for s, f, m in zip(shells, few, many, strict=True)]
    sys.stdout.write(
        f"\nof our own, a check: {statistics.median(own):.1f} ms wall, {statistics.median(cpu):.1f} ms cpu"
        f" (first round {own[0]:.1f}, last, with a log of {len(own)} times as many runs, {own[-1]:.1f})\n"
    )


def flood(home: Path) -> None:
    """Print what a gigabyte of output costs, to the same command into /dev/null, and the peak memory."""
    quiet = verifying(home / "quiet", ["test 1 -ge 0"])
    loud = verifying(home / "loud", [FLOODING])
    plain = Command((*SHELL, FLOODING), home, dict(os.environ))
    costs = in_turns({"the flood, read by us": plain, "1 check": quiet, "1 check of 1 GiB": loud}, 1)
    report(costs, "the flood, read by us", 1)


if __name__ == "__main__":
    main()

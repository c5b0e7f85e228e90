"""How many commands plans hold, by kind: found, runnable, with an expectation that is understood.

usage: checks.py [FOLDER] [--sample N]

Reads every Markdown file in folders called `plans` below FOLDER; without FOLDER, the corpus of real plans,
which is not part of the project. With --sample, N checks are printed to be read by eye, the same N each time.
"""
# ruff: noqa: INP001 - a script to run, no package

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sisyphus.errors import SisyphusError
from sisyphus.model.check import Check
from sisyphus.parse.plan import parse_plan
from sisyphus.render.terminal import safe

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SEED = 20261123


def main(arguments: Sequence[str]) -> int:
    """Print the tables."""
    words = list(arguments)
    sample = int(words.pop(words.index("--sample") + 1)) if "--sample" in words else 0
    folder = Path(next((word for word in words if not word.startswith("--")), CORPUS))
    if not folder.is_dir():
        sys.stdout.write("skipped: the real plans are not part of the project; name a folder with plans\n")
        return 0
    checks = list(find_checks(folder))
    for heading, counts in tables(checks):
        sys.stdout.write(f"{heading}\n")
        sys.stdout.writelines(f"{count:>8}  {name}\n" for name, count in counts.most_common())
    for check in random.Random(SEED).sample(checks, min(sample, len(checks))):  # noqa: S311 - no secret
        sys.stdout.write("\n" + "\n".join(map(safe, describe(check))) + "\n")
    return 0


def find_checks(folder: Path) -> Iterator[Check]:
    """Yield the checks of all plans below a folder."""
    for path in sorted(folder.rglob("*.md")):
        if "plans" in path.relative_to(folder).parts[:-1]:
            try:
                yield from parse_plan(path.read_bytes(), str(path.relative_to(folder))).checks
            except SisyphusError as error:
                sys.stderr.write(f"{error}\n")


def tables(checks: Sequence[Check]) -> Iterator[tuple[str, Counter[str]]]:
    """Yield each table with its heading."""
    yield "candidates", Counter({"commands found": len(checks)})
    yield "can be run", Counter("yes" if c.runnable else f"no: {c.why_not}" for c in checks)
    yield "expectation", Counter(expectation(c) for c in checks)
    yield "stands in", Counter(str(c.origin) for c in checks)
    yield "assertions", Counter(str(a.kind) for c in checks for a in c.expect.assertions)


def expectation(check: Check) -> str:
    """Return whether an expectation is there, and understood."""
    if check.expect.text is None:
        return "none given: exit code 0"
    return "understood" if check.expect.understood else "kept as text: can never pass"


def describe(check: Check) -> Iterable[str]:
    """Return a check as lines."""
    yield f"{check.path}:{check.line} [{check.origin}] {check.why_not or 'can be run'} {check.risk or ''}"
    yield f"  $ {check.command}"
    yield f"  = {check.expect.text!r} ({expectation(check)})"
    yield from (f"    {assertion}" for assertion in check.expect.assertions)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What reading a plan costs, as a ratio to the Markdown parser's own block parse of the same texts.

usage: parse.py [ROUNDS]

Both take turns, text by text, so that a busy moment of the machine hits both alike. Nothing is cached between
plans or rounds. The generated plans are the same on every machine; the corpus of real plans is not part of
the project and is left out where it is not.
"""
# ruff: noqa: INP001 - a script to run, no package

import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt

from sisyphus.parse.plan import parse_plan

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
PLANS = 40
TASKS = 12
"""Of a generated plan, which make about 400 lines."""
VERBS = ("Split", "Count", "Rank", "Store", "Serve", "Check", "Cache", "Draw")
NOUNS = ("words", "pages", "users", "queues", "reports", "colours", "routes", "dates")


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    lines = [f"{'texts':<18}{'plans':>6}{'lines':>8}{'ratio':>8}{'plan ms':>10}{'markdown ms':>13}"]
    lines.append(measure("generated", [generate(number) for number in range(PLANS)], rounds))
    counts = CORPUS / "GFM.json"
    if counts.exists():
        names = json.loads(counts.read_text(encoding="utf-8"))
        lines.append(measure("corpus", [(CORPUS / name).read_bytes() for name in names], max(rounds // 3, 1)))
    else:
        lines.append("corpus            skipped: the real plans are not part of the project")
    version = sys.version.split(maxsplit=1)[0]
    lines.append(f"\nmedians of interleaved rounds, ms a plan, Python {version}. Again: make bench")
    sys.stdout.write("\n".join(lines) + "\n")


def measure(name: str, plans: Sequence[bytes], rounds: int) -> str:
    """Return one line: how much longer reading takes than the block parse alone."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    texts = [plan.decode("utf-8", "replace") for plan in plans]
    times: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        gc.collect()
        times.append(take_turns(parser, plans, texts))
    # The first round pays for imports and for compiling patterns.
    own, theirs = zip(*times[1:], strict=True)
    ratio = statistics.median(a / b for a, b in times[1:])
    each = 1000 / len(plans)
    total = sum(text.count("\n") for text in texts)
    return (
        f"{name:<18}{len(plans):>6}{total:>8}{ratio:>7.2f}x"
        f"{statistics.median(own) * each:>10.2f}{statistics.median(theirs) * each:>13.2f}"
    )


def take_turns(parser: MarkdownIt, plans: Sequence[bytes], texts: Sequence[str]) -> tuple[float, float]:
    """Return the processor seconds of reading all plans, and of the block parse alone."""
    own = theirs = 0.0
    for plan, text in zip(plans, texts, strict=True):
        start = time.process_time()
        parser.parse(text)
        middle = time.process_time()
        parse_plan(plan, "plan.md")
        own += time.process_time() - middle
        theirs += middle - start
    return own, theirs


def generate(seed: int) -> bytes:
    """Return one plan of the usual template, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    lines = [f"# Plan {seed}", "", "## Work Objectives", "", "### Core Objective", "Less to wait for.", ""]
    lines += [
        "### Definition of Done",
        "- [ ] `make test` → exit code 0",
        "- [ ] CI is green",
        "",
        "## TODOs",
        "",
    ]
    for number in range(1, TASKS + 1):
        lines += task(number, chance)
    lines += ["## Final Verification Wave", ""]
    lines += [f"- [ ] F{n}. **{w}**" for n, w in enumerate(("Plan audit", "Code review", "Manual QA"), 1)]
    lines += ["", "## Commit Strategy", "", "| After task | Message | Files |", "|---|---|---|"]
    lines += [f"| {n} | `feat: step {n}` | src/step_{n}.py |" for n in range(1, TASKS + 1)]
    lines += ["", "## Success Criteria", "", "```bash", "make test  # Expected: all pass", "```", ""]
    return "\n".join(lines).encode()


def task(number: int, chance: random.Random) -> list[str]:
    """Return the lines of one task."""
    verb, noun = chance.choice(VERBS), chance.choice(NOUNS)
    path = f"src/{noun}/{verb.lower()}.py"
    before = chance.randrange(number)
    return [
        f"- [{chance.choice(' x')}] {number}. {verb} the {noun}",
        "",
        "  **What to do**:",
        f"  - Add `{verb.lower()}_{noun}` to `{path}` and keep what is there as it is",
        f"  - {verb} lazily, since most runs need no {noun} at all",
        "",
        "  **Must NOT do**:",
        "  - Touch the public names",
        "",
        f"  **Parallelization**: Wave {1 + number // 4} | Blocked By: {before or 'None'}",
        "",
        "  **References**:",
        f"  - `{path}:{chance.randrange(1, 90)}-{chance.randrange(90, 200)}` - the loop to replace",
        f"  - `tests/test_{noun}.py` - how the others are tested",
        "",
        "  **Acceptance Criteria**:",
        f"  - [ ] `python -m pytest tests/test_{noun}.py -q` → {chance.randrange(2, 60)} passed",
        f"  - [ ] `grep -c {verb.lower()} {path}` → {chance.randrange(1, 9)}",
        "",
        "  **QA Scenarios**:",
        "  ```",
        f"  Scenario: no {noun}",
        "    Tool: Bash",
        "    Steps:",
        f"      1. Run: python -m app {verb.lower()} --dry-run",
        "      2. Read the last line",
        f"    Expected Result: exit code 0, and the output names no {noun}",
        f"    Evidence: .sisyphus/evidence/task-{number}-{noun}.txt",
        "  ```",
        "",
        f"  **Commit**: YES | Message: `feat({noun}): {verb.lower()} them` | Files: `{path}`",
        "",
    ]


if __name__ == "__main__":
    main()

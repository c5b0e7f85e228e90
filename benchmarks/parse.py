"""What a cold reading of plans costs, as a ratio to the Markdown parser's own block parse of the same texts.

usage: parse.py [ROUNDS]

Both take turns, text by text, so that a busy moment of the machine hits both alike; what counts is processor
time. Every round is cold: what the parsers remember of texts read before is forgotten at its start. Within a
round they may remember, as they do when one command reads many plans. The generated plans are the same on
every machine; the corpus of real plans is not part of the project and is left out where it is not.
"""
# ruff: noqa: INP001 - a script to run, no package

import gc
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from markdown_it import MarkdownIt

from sisyphus.parse import plan as plan_parser

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
PLANS = 40
TASKS = 12
"""Of a generated plan, which make about 400 lines."""
VERBS = ("Split", "Count", "Rank", "Store", "Serve", "Check", "Cache", "Draw")
NOUNS = ("words", "pages", "users", "queues", "reports", "colours", "routes", "dates")
STAGES = (
    "decode",
    "parse_markdown",
    "find_sections",
    "find_rows",
    "split_rows",
    "read_tasks",
    "find_checks",
    "find_faults",
    "find_uncounted",
    "find_claims",
    "find_aims",
)
"""Functions that `parse_plan` calls in turn; what is left between them is `rest`."""


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    samples = {"generated": [generate(number) for number in range(PLANS)]}
    counts = CORPUS / "GFM.json"
    if counts.exists():
        names = json.loads(counts.read_text(encoding="utf-8"))
        samples["corpus"] = [(CORPUS / name).read_bytes() for name in names]
    lines = [f"{'texts':<18}{'plans':>6}{'lines':>8}{'ratio':>8}{'plan ms':>10}{'markdown ms':>13}"]
    for name, plans in samples.items():
        lines += measure(name, plans, rounds if name == "generated" else max(rounds // 2, 1))
    if "corpus" not in samples:
        lines.append("corpus            skipped: the real plans are not part of the project")
    version = sys.version.split(maxsplit=1)[0]
    lines.append(
        f"\nmedians of interleaved cold rounds, processor ms a plan, Python {version}; a stage's ratio is to"
        "\nthe same block parse. Again: make bench, or python benchmarks/parse.py 20 for more rounds"
    )
    sys.stdout.write("\n".join(lines) + "\n")


def measure(name: str, plans: Sequence[bytes], rounds: int) -> list[str]:
    """Return how much longer reading takes than the block parse alone, whole and by stage."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    texts = [plan.decode("utf-8", "replace") for plan in plans]
    times: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        forget()
        gc.collect()
        times.append(take_turns(parser, plans, texts))
    # The first round pays for imports and for compiling patterns.
    own, theirs = zip(*times[1:], strict=True)
    ratio = statistics.median(a / b for a, b in times[1:])
    markdown = statistics.median(theirs)
    each = 1000 / len(plans)
    total = sum(text.count("\n") for text in texts)
    head = (
        f"{name:<18}{len(plans):>6}{total:>8}{ratio:>7.2f}x"
        f"{statistics.median(own) * each:>10.2f}{markdown * each:>13.2f}"
    )
    return [head, *(f"  {s:<30}{t / markdown:>7.2f}x{t * each:>10.2f}" for s, t in by_stage(plans).items())]


def take_turns(parser: MarkdownIt, plans: Sequence[bytes], texts: Sequence[str]) -> tuple[float, float]:
    """Return the processor seconds of reading all plans, and of the block parse alone."""
    own = theirs = 0.0
    for plan, text in zip(plans, texts, strict=True):
        start = time.process_time()
        parser.parse(text)
        middle = time.process_time()
        plan_parser.parse_plan(plan, "plan.md")
        own += time.process_time() - middle
        theirs += middle - start
    return own, theirs


def forget() -> None:
    """Empty what the parsers remember of texts read before."""
    for name, module in list(sys.modules.items()):
        if name.startswith("sisyphus.parse"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and not isinstance(value, type):
                    value.cache_clear()


def by_stage(plans: Sequence[bytes]) -> dict[str, float]:
    """Return the processor seconds of each stage, in one round more, whose clock reads cost a little."""
    spent: Counter[str] = Counter()
    plain = {stage: getattr(plan_parser, stage) for stage in STAGES}
    forget()
    gc.collect()
    for stage, function in plain.items():
        setattr(plan_parser, stage, timed(stage, function, spent))
    try:
        start = time.process_time()
        for plan in plans:
            plan_parser.parse_plan(plan, "plan.md")
        whole = time.process_time() - start
    finally:
        for stage, function in plain.items():
            setattr(plan_parser, stage, function)
    return {stage: spent[stage] for stage in STAGES} | {"rest": whole - sum(spent.values())}


Result = TypeVar("Result")


def timed(
    stage: str, function: Callable[..., Result], spent: "Counter[str]"
) -> "Callable[..., Result | list[object]]":
    """Return a function that adds its time to its stage's; what it would yield later, it makes now."""

    def measured(*arguments: object, **named: object) -> Result | list[object]:
        start = time.process_time()
        try:
            result = function(*arguments, **named)
            return list(result) if isinstance(result, Iterator) else result
        finally:
            spent[stage] += time.process_time() - start  # type: ignore[assignment]  # a Counter of seconds

    return measured


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

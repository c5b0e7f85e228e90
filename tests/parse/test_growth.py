"""Reading a text twice as long costs about twice the work, whatever stands in it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from sisyphus.parse.plan import parse_plan
from tests.growth import WORST, forget, lines_run

FENCE = "`" * 3

FAMILIES: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n,
    "boxes on a line": lambda n: "- " + "[ ] " * n,
    "emphasis": lambda n: "*a " * n,
    "backticks": lambda n: "`a " * n,
    "quotes": lambda n: "> " * min(n, 60) + "a\n" + "> a\n" * n,
    "items": lambda n: "- [ ] a\n" * n,
    "tasks": lambda n: "## TODOs\n" + "".join(f"- [ ] {i}. a\n  - [x] b\n" for i in range(n)),
    "tasks with the same id": lambda n: "## TODOs\n" + "- [ ] 1. a\n" * n,
    "tasks with fields": lambda n: (
        "## TODOs\n"
        + "".join(f"- [ ] {i}. a\n  **Blocked By**: {i}\n  **Files**: `a{i}.py`\n" for i in range(n))
    ),
    "heading tasks": lambda n: "## Tasks\n" + "".join(f"### Task {i}: a\n- [x] b\n" for i in range(n)),
    "headings": lambda n: "## Notes\ntext\n" * n,
    "deeper headings": lambda n: "# a\n## b\n### c\n#### d\n" * n,
    "matrices": lambda n: "## Dependencies\n| T | Depends on |\n|--|--|\n| 1 | 2 |\n\n" * n,
    "commit strategies": lambda n: "## Commit Strategy\n- **1**: `feat: a`\n" * n,
    "objectives": lambda n: "## Objective\n" * n,
    "table rows": lambda n: "## Tasks\n| # | a | s |\n|--|--|--|\n" + "| 1 | a | ✅ |\n" * n,
    "nested lists": lambda n: "".join(" " * 2 * (i % 30) + "- [ ] a\n" for i in range(n)),
    "paragraph": lambda n: "a word in a line\n" * n,
    "claims": lambda n: "## TODOs\n" + "- [x] 1. a\n" * n + "✅ COMPLETED\n\n" * n,
    "closed fences": lambda n: f"{FENCE}sh\nls\n{FENCE}\n" * n,
    "unclosed fences": lambda n: f"- [ ] a\n  {FENCE}\n" * n,
    "broken fences": lambda n: f"## TODOs\n  {FENCE}\n- [ ] 1. a\n" * n,
    "nested fences": lambda n: f"{FENCE}markdown\n{FENCE}json\n{FENCE}\n{FENCE}\n" * n,
    "fences that end indented ones": lambda n: f"text\n    {FENCE}bash\nls\n{FENCE}\n" * n,
    "fences in items, never balanced": lambda n: f"- {FENCE}md\n  {FENCE}sh\n  {FENCE}\n" * n,
    "fences in items": lambda n: f"- {FENCE}a\n" * n,
    "comments": lambda n: "<!--\n- [ ] a\n-->\n" * n,
    "open comment": lambda n: "<!--\n" + "- [ ] a\n" * n,
    "spaces": lambda n: " " * n + "a",
    "a long label": lambda n: "- [ ] " + "1." * n,
    "signs before an id": lambda n: "- [ ] " + "✅ " * 4 * n + "1. a",
    "a long range": lambda n: "## TODOs\n- [ ] 1. a\n  **Blocked By**: " + "1, " * n,
    "stages of a pipeline": lambda n: f"## Success Criteria\n\n```bash\nx{' | w' * 4 * n}\n```\n",
}
SIZE = 400


@pytest.mark.parametrize("name", FAMILIES)
def test_work_grows_with_the_text(name: str) -> None:
    single, double = FAMILIES[name](SIZE), FAMILIES[name](2 * SIZE)
    parse(single)
    assert work(double) <= WORST * work(single)


def test_commands_that_are_never_closed_are_not_followed_each_for_itself() -> None:
    opened, closed = ("- [ ] 1. a\n" + f"cd a && echo {end}\n" * SIZE for end in ("$(", "b"))
    parse(closed)
    assert work(opened) < 30 * work(closed)


def work(text: str) -> int:
    forget()
    return lines_run(lambda: parse(text))


def parse(text: str) -> None:
    parse_plan(text.encode(), "p.md")


HANGING = {
    "signs in a list of needs": "## TODOs\n- [ ] 1. a\n  - Blocked By: " + "&" * 100_000,
    "blanks behind an arrow": f"## TODOs\n- [ ] 1. a\n## Execution Strategy\n\n3 ← 1{' ' * 200_000}x",
    "blanks in a matrix": f"## TODOs\n- [ ] 1. a\n## Dependency Matrix\n\n- 1: 2{' ' * 200_000}x",
    "blanks behind a label": f"## TODOs\n- [ ] 1. a\n\n**Wave 1**{' ' * 200_000}x",
    "indented fences ended at the margin": f"text\n    {FENCE}bash\nls\n{FENCE}\n" * 8_000,
}
HANG_S = 60
"""Processor seconds after which a reading hangs, a hundred times what these texts take."""


@pytest.mark.parametrize("name", HANGING)
def test_no_search_of_a_pattern_hangs(name: str) -> None:
    # Lines run tell nothing of what one search costs.
    with stopped_when_hanging():
        parse(HANGING[name])


@contextmanager
def stopped_when_hanging() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError("hangs")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

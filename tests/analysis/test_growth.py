"""The analysis of a large plan costs as much more as the plan is larger."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sisyphus.analysis.assess import assess
from sisyphus.model.snapshot import Snapshot
from sisyphus.parse.plan import parse_plan
from tests.analysis.builders import REPOSITORY, commit, record, snapshot
from tests.growth import WORST, forget, lines_run

FAMILIES: dict[str, Callable[[int], str]] = {
    "done tasks": lambda i: f"- [x] {i}. a\n  - [ ] b\n",
    "waiting tasks": lambda i: f"- [ ] {i}. Push to origin\n  **Blocked By**: {i - 1}\n",
    "tasks with files": lambda i: f"- [x] {i}. a\n  **Files**: `src/app.py`, `src/a{i}.py`\n",
    "tasks with checks": lambda i: (
        f"- [x] {i}. a\n  **Acceptance**:\n  - [x] `sh checks/{i}.sh` → exit code 0\n"
    ),
    "planned commits": lambda i: f"- [x] {i}. a\n  **Commit**: YES | Message: `feat(a): do the thing {i}`\n",
}
SIZE = 300


def of(family: Callable[[int], str], size: int) -> Snapshot:
    text = "## TODOs\n" + "".join(map(family, range(1, size + 1)))
    plan = parse_plan(text.encode(), ".sisyphus/plans/speed.md")
    return snapshot(record(plan), repository=replace(REPOSITORY, commits=(commit("src/app.py"),)))


@pytest.mark.parametrize("name", FAMILIES)
def test_work_grows_with_the_plan(name: str) -> None:
    single, double = of(FAMILIES[name], SIZE), of(FAMILIES[name], 2 * SIZE)
    assess(single)
    assert work_on(double) <= WORST * work_on(single)


def work_on(whole: Snapshot) -> int:
    forget()
    return lines_run(lambda: assess(whole))

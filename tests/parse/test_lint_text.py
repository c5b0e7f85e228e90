"""What lint reads of a plan's text beside the plan, and what that costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.analysis.lint import RULES, lint
from sisyphus.errors import SisyphusError
from sisyphus.model.evidence import EvidenceLogs
from sisyphus.model.lint import Announced, LintScene, LintText, Planned
from sisyphus.model.snapshot import PlanRecord
from sisyphus.parse.lint_text import read_lint_text
from sisyphus.parse.plan import parse_plan
from tests.analysis.builders import NOW
from tests.growth import WORST, forget, lines_run


def read(text: str) -> LintText:
    content = text.encode()
    return read_lint_text(content, parse_plan(content, "plans/a.md"))


PLAN = """# A

## Execution Strategy

```
Wave 1:
├── Task 1: Count
└── Task 2: Rank
```

Wave 9: Task 33 of the plan before this one

### Dependency Matrix

| Task | Depends On | Blocks |
|------|------------|--------|
| 1 | None | 2 |
| 2 | 1 | - |

## Commit Strategy

- **1**: `feat: count` - src/count.py

## TODOs

- [ ] 1. Count
"""


def test_where_tasks_are_named() -> None:
    assert read(PLAN).announced == (
        Announced(place="the waves", line=5, labels=("1", "2")),
        Announced(place="the dependency matrix", line=17, labels=("1",)),
        Announced(place="the dependency matrix", line=18, labels=("2",)),
        Announced(place="the commit strategy", line=22, labels=("1",)),
    )


def test_headings_tell_whether_they_name_work() -> None:
    assert [(h.line, h.text) for h in read(PLAN).headings if h.is_work] == [(24, "## TODOs")]


@pytest.mark.parametrize(
    ("last", "cut"),
    [
        ("  **Acceptance Criteria**:", True),
        ("  **Acceptance Criteria:**", True),
        ("  - Write `src/cou", True),
        ("  - **Write the", True),
        ("  - Write `src/count.py`", False),
        ("  **Commit**: NO", False),
        ("## Success criteria", False),
        ("---", False),
        ("**End of plan**", False),
        ("```sh\nmake `x\n```", False),
        ("", False),
    ],
)
def test_a_last_line_that_breaks_off(last: str, cut: bool) -> None:  # noqa: FBT001 - the answer of a case
    assert (read(PLAN + last).cut_short is not None) is cut


def test_a_plan_that_ends_with_the_fence_of_its_last_task_is_whole() -> None:
    assert read("## TODOs\n- [ ] 1. a\n  **QA**:\n  ```bash\n  make\n  ```\n").cut_short is None


@pytest.mark.parametrize(
    "piece",
    [
        "- [ ] 1. A\n  **References**: `a/b.py:3`\n",
        "## TODOs\n- [~] 1. A\n",
        "### Dependency Matrix\n| Task | Depends On |\n|---|---|\n| 1 | 2 |\n\n",
        "  ```\n- [ ] 1. A\n",
        "`" * 3 + "x\n",
        "## Execution Strategy\n├── Task 1: x\n\n",
    ],
)
def test_twice_the_text_is_twice_the_work(piece: str) -> None:
    steps = []
    for times in (100, 200):
        content = (piece * times).encode()
        plan = parse_plan(content, "plans/a.md")
        forget()
        steps.append(lines_run(lambda c=content, p=plan: read_lint_text(c, p)))  # type: ignore[misc] # bound at once
    assert steps[1] < WORST * steps[0]


PIECES = (
    *(
        "- [ ] ",
        "* [x] ",
        "1. ",
        "F1. ",
        "22-23. ",
        "## TODOs\n",
        "## Final Verification Wave\n",
        "```\n",
        "\n",
    ),
    *(
        "### Dependency Matrix\n",
        "| 1 | 2-9999999 |\n",
        "|---|---|\n",
        "**Blocked By**: 1, F9\n",
        "├── Task 3\n",
    ),
    *(
        "<!-- sisyphus: ignore no-check -->\n",
        "<!-- sisyphus: ignore-file (",
        "`a/b.py:99`",
        "  ",
        "\u2028",
        "\x0c",
    ),
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40))
def test_any_text_has_an_answer(pieces: list[str]) -> None:
    content = "".join(pieces).replace("\0", "").encode("utf-8", "replace")
    try:
        plan = parse_plan(content, "plans/a.md")
    except SisyphusError:
        return
    record = PlanRecord(
        name="a",
        path=plan.path,
        plan=plan,
        notepads=(),
        work=None,
        active=False,
        evidence=EvidenceLogs(records=()),
        since=None,
        modified_at=None,
        trusted=frozenset(),
    )
    planned = Planned(plan=plan, record=record, text=read_lint_text(content, plan))
    (answer,) = lint([LintScene(plans=(planned,), tool_version="1", taken_at=NOW)], set(RULES)).plans
    assert all(1 <= f.source.line <= max(plan.lines, 1) for f in answer.findings if f.source.line is not None)

"""A task's body: files, references, dependencies, commit plan."""

import pytest

from sisyphus.model.plan import CommitPlan, Task
from sisyphus.parse.plan import parse_plan
from sisyphus.parse.plans.dependencies import parse_labels
from sisyphus.parse.plans.paths import find_paths


def task(body: str, title: str = "Do it", rest: str = "") -> Task:
    indented = "".join(f"  {line}\n" for line in body.split("\n"))
    return parse_plan(f"## TODOs\n\n- [ ] 1. {title}\n\n{indented}\n{rest}".encode(), "p.md").tasks[0]


LABELS = [
    ("1, 3-5", ("1", "3", "4", "5")),
    ("[1, 2]", ("1", "2")),
    ("Tasks 4-6", ("4", "5", "6")),
    ("T3", ("T3",)),
    ("F1–F4", ("F1", "F2", "F3", "F4")),
    ("None", ()),
    ("None (can start immediately)", ()),
    ("无", ()),
    ("Task 2 (Wave 1)", ("2",)),
    ("Wave 1", ()),
    ("NO (depends on 0)", ("0",)),
    ("1.2, 1.3", ("1.2", "1.3")),
    ("", ()),
]


@pytest.mark.parametrize(("text", "labels"), LABELS)
def test_lists_of_labels(text: str, labels: tuple[str, ...]) -> None:
    assert parse_labels(text) == labels


def test_a_huge_range_is_not_spelt_out() -> None:
    assert len(parse_labels("1-9999")) == 2


PATHS = [
    ("see `src/a.py:10-20` - why", [("src/a.py", 10, 20)]),
    ("see src/a.py:10 and `b.ts`", [("src/a.py", 10, None), ("b.ts", None, None)]),
    ("`src/a.py#L3-L9`", [("src/a.py", 3, 9)]),
    ("`pytest -q` and `foo()` and `Node.js`", []),
    ("https://example.org/a.py", []),
    ("/etc/passwd ~/x.py ../x", []),
    ("either/or, and `docs/`", [("docs/", None, None)]),
    ("`Makefile` and `.github/workflows/ci.yml`", [("Makefile", None, None), (".github/workflows/ci.yml", None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paths"), PATHS)
def test_paths_in_running_text(text: str, paths: list[tuple[str, int | None, int | None]]) -> None:
    assert [(p.path, p.first_line, p.last_line) for p in find_paths(text, 1)] == paths


COMMITS = [
    ("**Commit**: YES\n- Message: `feat: a`\n- Files: `a.py`, `b.py`\n- Pre-commit: `make test`",
     CommitPlan(wanted=True, message="feat: a", files=("a.py", "b.py"), pre_commit="make test")),
    ("**Commit**: NO (groups with 3)", CommitPlan(wanted=False, with_tasks=("3",))),
    ("**Commit**: YES (groups with Tasks 3, 4)", CommitPlan(wanted=True, with_tasks=("3", "4"))),
    ("**Commit**: YES — `fix(x): b`", CommitPlan(wanted=True, message="fix(x): b")),
    ("**Commit**: YES | Message: feat: c | Files: `c.py`", CommitPlan(wanted=True, message="feat: c", files=("c.py",))),
    ("**Commit**: YES, Message: `feat: d`", CommitPlan(wanted=True, message="feat: d")),
    ("**Commit:** `feat: e`", CommitPlan(wanted=True, message="feat: e")),
    ("Commit: Y | feat(x): y", CommitPlan(wanted=True, message="feat(x): y")),
    ("**Commit**: NO (validation task)", CommitPlan(wanted=False)),
    ("**What to do**: it", CommitPlan()),
    ("**Commit**: NO | Message: - | Files: N/A", CommitPlan(wanted=False)),
    ("**Commit**: YES\n- Message: `feat: x`\n- Pre-commit: None (docs only)", CommitPlan(wanted=True, message="feat: x")),
    ("**Commit**: YES\n- Message: 'feat: it'", CommitPlan(wanted=True, message="feat: it")),
    ("**Commit**: YES\n- Message: `Found the project: tools`", CommitPlan(wanted=True, message="Found the project: tools")),
    ("**Commit**: YES — `Found the project: tools`", CommitPlan(wanted=True, message="Found the project: tools")),
    ('**Commit**: `git commit -m "feat: x"`', CommitPlan(wanted=True, message="feat: x")),
    ("**Commit**: `Add the thing`", CommitPlan(wanted=True, message="Add the thing")),
    ("**Commit message**: `feat: y`", CommitPlan(wanted=True, message="feat: y")),
    ("**Suggested commit**: `feat: z`", CommitPlan(wanted=True, message="feat: z")),
    ("**Commit**: YES\n- Message: `feat: x`\n- Files:\n  - `a/x.py`\n  - b/y.py",
     CommitPlan(wanted=True, message="feat: x", files=("a/x.py", "b/y.py"))),
    ("**Commit**: NO (part of Task 4)", CommitPlan(wanted=False, with_tasks=("4",))),
    ("**Commit**: NO (will be committed with Tasks 4-6)", CommitPlan(wanted=False, with_tasks=("4", "5", "6"))),
    ("**Commit**: NO (squash into 3)", CommitPlan(wanted=False, with_tasks=("3",))),
    ("**Commit**: NO (verified with 3 browsers)", CommitPlan(wanted=False)),
    ("**提交**：否（与任务 3 合并提交）", CommitPlan(wanted=False, with_tasks=("3",))),
    ("**提交**: 不需要", CommitPlan(wanted=False)),
    ("**커밋**: 아니오 (작업 3과 함께)", CommitPlan(wanted=False, with_tasks=("3",))),
    ("**コミット**: いいえ（タスク3と一緒に）", CommitPlan(wanted=False, with_tasks=("3",))),
    ("**Коммит**: НЕТ (вместе с задачей 3)", CommitPlan(wanted=False, with_tasks=("3",))),
    ("**Commit**: NÃO (agrupado com 3)", CommitPlan(wanted=False, with_tasks=("3",))),
]  # fmt: skip


@pytest.mark.parametrize(("body", "plan"), COMMITS)
def test_commit_fields(body: str, plan: CommitPlan) -> None:
    assert task(body).commit_plan == plan


def test_the_commit_strategy_fills_what_a_task_leaves_open() -> None:
    rest = "## Commit Strategy\n| After Task | Message | Files | Verification |\n|---|---|---|---|\n| 1 | `feat: a` | a.py | `make` |\n"
    assert task("**What to do**: it", rest=rest).commit_plan == CommitPlan(
        wanted=True, message="feat: a", files=("a.py",)
    )
    bullets = "## Commit Strategy\n- **1**: `feat: b` - b.py\n"
    assert task("x", rest=bullets).commit_plan.message == "feat: b"
    assert task("**Commit**: NO", rest=bullets).commit_plan.message is None


@pytest.mark.parametrize(
    ("rows", "strategy", "messages"),
    [
        ("- [ ] T1. a\n- [ ] T2. b\n", "- **1**: `feat: a`\n- **2**: `feat: b`", ["feat: a", "feat: b"]),
        ("- [ ] 1. a\n- [ ] 2. b\n", "- **T1+T2**: `feat: both`", ["feat: both", "feat: both"]),
        ("- [ ] T2. a\n- [ ] 2. b\n", "- **2**: `feat: b`", [None, "feat: b"]),
        (
            "- [ ] T1. a\n- [ ] T2. b\n",
            "| Commit | Message |\n|---|---|\n| 1 | `feat: a` |\n| 2 | `feat: b` |",
            ["feat: a", "feat: b"],
        ),
    ],
)
def test_a_commit_strategy_may_leave_out_the_t_of_an_id_or_add_it(
    rows: str, strategy: str, messages: list[str | None]
) -> None:
    plan = parse_plan(f"## TODOs\n{rows}\n## Commit Strategy\n{strategy}\n".encode(), "x.md")
    assert [t.commit_plan.message for t in plan.tasks] == messages
    assert {label for t in plan.tasks for label in t.commit_plan.with_tasks} <= {t.label for t in plan.tasks}


@pytest.mark.parametrize("row", ["| 2 | 1 | - |", "| T2 | T1 | - |"])
def test_a_row_of_the_matrix_is_of_the_task_that_has_its_very_id(row: str) -> None:
    matrix = f"## Dependency Matrix\n| Task | Depends On | Blocks |\n|---|---|---|\n{row}\n"
    plan = parse_plan(f"{matrix}\n## TODOs\n- [ ] 1. a\n- [ ] 2. b\n- [ ] T2. c\n".encode(), "x.md")
    assert [bool(t.depends_on) for t in plan.tasks] == [False, "T" not in row, "T" in row]


WAVES = (
    "## TODOs\n### Wave 1\n- [x] 1. a\n- [x] 2. b\n### Wave 2\n- [ ] 3. c\n  **Commit**: {}\n- [ ] 4. d\n\n"
)
BY_WAVE = [("feat: one", ("2",)), ("feat: one", ("1",)), ("feat: two", ("4",)), ("feat: two", ("3",))]
"""What the strategies below say of the tasks of `WAVES`: message and companions."""


def strategy(text: str, commit: str = "") -> list[tuple[str | None, tuple[str, ...]]]:
    plan = parse_plan(f"{WAVES.format(commit)}## Commit Strategy\n{text}\n".encode(), "x.md")
    return [(t.commit_plan.message, t.commit_plan.with_tasks) for t in plan.tasks]


@pytest.mark.parametrize(
    "text",
    [
        "- **Wave 1**: `feat: one`\n- **Wave 2**: `feat: two` — a.py",
        "1. After Wave 1: `feat: one`\n2. After Wave 2 (Tasks 3, 4): `feat: two`",
        "| Wave | Message |\n|---|---|\n| 1 | `feat: one` |\n| 2 | `feat: two` |",
        "| After Wave | Message |\n|---|---|\n| Wave 1 | `feat: one` |\n| Wave 2 | `feat: two` |",
        "| Commit | Message | Tasks |\n|---|---|---|\n| 1 | `feat: one` | 1-2 |\n| 2 | `feat: two` | Tasks 3, 4 |",
        "- Commit 1: `feat: one` (todos 1, 2)\n- Commit 2 after Tasks 3-4: `feat: two`",
    ],
)
def test_a_commit_strategy_speaks_of_waves_and_counts_its_commits(text: str) -> None:
    assert strategy(text) == BY_WAVE


def test_numbers_of_commits_are_no_ids_of_tasks() -> None:
    text = "| # | Message |\n|---|---|\n| 1 | `feat: one` |\n| 2 | `feat: two` |"

    assert strategy(text) == [(None, ())] * 4
    assert strategy("- Commit 1: `feat: one`\n- Commit 2: `feat: two`") == [(None, ())] * 4


def test_numbers_of_commits_tell_the_tasks_where_each_has_one() -> None:
    rows = "".join(f"| {n} | `feat: {n}` |\n" for n in (1, 2, 3, 4))

    assert [message for message, _ in strategy(f"| # | Message |\n|---|---|\n{rows}")] == [
        "feat: 1", "feat: 2", "feat: 3", "feat: 4",
    ]  # fmt: skip


def test_a_task_is_grouped_with_a_wave() -> None:
    assert strategy("", "NO (groups with Wave 1)")[2] == (None, ("1", "2"))
    assert strategy("", "YES (group with Wave 2)")[2] == (None, ("4",))
    assert strategy("", "NO (groups with Wave 7)")[2] == (None, ())


def test_a_message_of_its_own_outweighs_that_of_the_wave() -> None:
    assert strategy("- **Wave 2**: `feat: two`", "YES — `fix: mine`")[2] == ("fix: mine", ())


def test_files_come_from_title_field_commit_and_work_list_once_each() -> None:
    body = "**What to do**:\n- Change `src/b.py`\n- and src/a.py\n\n**References**:\n- `docs/c.md:3` - why\n\n**Files**: `src/d.py`"
    found = task(body, title="Update `src/a.py`")
    assert found.files == ("src/d.py", "src/a.py", "src/b.py")
    assert [(r.path, r.first_line) for r in found.references] == [("docs/c.md", 3)]


def test_dependencies_from_fields_and_from_the_matrix() -> None:
    found = task(
        "**Parallelization**:\n- **Parallel Group**: Wave 2 (with 3)\n- **Blocks**: 4\n- **Blocked By**: 2, 3"
    )
    assert (found.depends_on, found.blocks, found.wave) == (("2", "3"), ("4",), "Wave 2 (with 3)")
    one_line = task("**Parallelization**: Can Parallel: YES | Wave 2 | Blocks: [4] | Blocked By: [2]")
    assert (one_line.depends_on, one_line.blocks) == (("2",), ("4",))
    table = "### Dependency Matrix\n| Task | Depends On | Blocks |\n|---|---|---|\n| 1 | 7 | 8 |\n"
    assert task("x", rest=table).depends_on == ("7",)
    bullets = "### Dependency Matrix\n- **1**: 2, 3 - 4, 1\n"
    assert (task("x", rest=bullets).depends_on, task("x", rest=bullets).blocks) == (("2", "3"), ("4",))


def test_translated_fields() -> None:
    found = task("**做什么**:\n- 修改 `src/a.py`\n\n**依赖**: 2\n\n**提交**: 是\n- 提交信息: `feat: a`")
    assert (found.files, found.depends_on) == (("src/a.py",), ("2",))
    assert found.commit_plan == CommitPlan(wanted=True, message="feat: a")


def test_evidence_paths() -> None:
    body = "Evidence: .sisyphus/evidence/task-1-a.txt\nand `.omo/evidence/b.png`. Not .sisyphus/evidence/task-{N}.txt"
    assert task(body).evidence_paths == (".sisyphus/evidence/task-1-a.txt", ".omo/evidence/b.png")

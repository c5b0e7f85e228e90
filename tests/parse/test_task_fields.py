"""A task's body: what to do and not to do, who does it, beside whom, in which wave, and its QA scenarios."""

import pytest

from sisyphus.model.plan import Scenario, Task
from sisyphus.parse.plan import parse_plan

FULL = """
**What to do**:
- Write `src/parser.py`
- [ ] Keep the **old** names

**Must NOT do**:
- Touch the lexer
1. Rename files

**Recommended Agent Profile**:
- **Category**: `quick`
  - Reason: small
- **Skills**: []

**Parallelization**:
- **Can Run In Parallel**: YES
- **Parallel Group**: Wave 2 (with Task 3)
- **Blocked By**: None

**Commit**: NO
"""
FENCED = """
**QA Scenarios (MANDATORY)**:

```
Scenario: Lists the plans
  Tool: Bash (curl)
  Preconditions: Server runs
  Steps:
    1. Run: curl localhost:1/plans
    2. Assert: status is 200
  Expected Result: Two plans
  Failure Indicators: 404
  Evidence: .omo/evidence/task-1-list.txt

Scenario: Refuses strangers
  Tool: Bash
  Steps: 1. curl -i / 2. look at `1. 2.` 3. stop
  Expected: 401
  Evidence: console output
```

**Commit**: YES
- Message: `feat: list`
"""
LISTS = Scenario(
    title="Lists the plans",
    line=8,
    tool="Bash (curl)",
    preconditions=("Server runs",),
    steps=("Run: curl localhost:1/plans", "Assert: status is 200"),
    expected=("Two plans",),
    failure_indicators=("404",),
    evidence=(".omo/evidence/task-1-list.txt",),
)
REFUSES = Scenario(
    title="Refuses strangers",
    line=18,
    tool="Bash",
    steps=("curl -i /", "look at `1. 2.`", "stop"),
    expected=("401",),
    evidence=("console output",),
)


def task(body: str, before: str = "", after: str = "") -> Task:
    indented = "".join(f"  {line}\n" if line else "\n" for line in body.split("\n"))
    (found, *_) = parse_plan(
        f"{before}## TODOs\n\n- [ ] 1. Do it\n{indented}\n{after}".encode(), "p.md"
    ).tasks
    return found


def test_fields_in_words() -> None:
    found = task(FULL)
    assert found.what_to_do == ("Write `src/parser.py`", "Keep the old names")
    assert found.must_not_do == ("Touch the lexer", "Rename files")
    assert found.agent_profile == "Category: `quick`; Reason: small; Skills: []"
    assert (found.parallel, found.wave, found.depends_on) == (True, "Wave 2 (with Task 3)", ())


def test_silent_task_says_nothing() -> None:
    found = task("")
    assert (found.what_to_do, found.must_not_do, found.scenarios) == ((), (), ())
    assert (found.agent_profile, found.parallel, found.wave) == (None, None, None)


def test_prose_above_the_first_field_says_what_to_do_where_no_field_does() -> None:
    body = "Move the parser.\n- [ ] A criterion\n- Keep its tests\n\n**Commit**: NO"
    assert task(body).what_to_do == ("Move the parser.", "Keep its tests")
    assert task(f"Some remark.\n\n**What to do**: Move it.\n{body}").what_to_do[0] == "Move it."


def test_compact_body() -> None:
    found = task(
        "What to do / Must NOT do: Add it, note: twice | or thrice; do not push.\n"
        "Parallelization: Wave 3 | Blocked by: 1, 2 | Blocks: 5\n"
        "Commit: Y | feat(x): add it; twice"
    )
    assert found.what_to_do == ("Add it, note: twice | or thrice; do not push.",)
    assert (found.wave, found.depends_on, found.blocks) == ("Wave 3", ("1", "2"), ("5",))
    assert found.commit_plan.message == "feat(x): add it; twice"


@pytest.mark.parametrize(
    ("line", "parallel"),
    [
        ("**Parallelizable**: YES (with 3, 4)", True),
        ("**Parallelizable**: NO (depends on 0)", False),
        ("**Parallelization**: Can Parallel: NO | Wave 2 | Blocks: [3]", False),
        ("Parallelization: Can parallel Y | Wave 1", True),
        ("**Parallelization**:\n- **Can Run In Parallel**: **YES**", True),
        ("**Parallel Group**: Sequential", False),
        ("**Parallelization**: Wave 2", None),
        ("**并行化**: 是", True),
    ],
)
def test_parallel(line: str, *, parallel: bool | None) -> None:
    assert task(line).parallel is parallel


def test_the_first_piece_of_a_one_line_field_may_be_one_itself() -> None:
    found = task("**Parallelization**: Parallel Group: Wave 1 | Blocks: 2 | Blocked By: None")
    assert (found.parallel_group, found.wave, found.blocks, found.depends_on) == (
        "Wave 1",
        "Wave 1",
        ("2",),
        (),
    )
    turned = task("**Parallelization**: Blocks: 3; Blocked By: 1")
    assert (turned.blocks, turned.depends_on) == (("3",), ("1",))


def test_wave_of_a_one_line_field() -> None:
    assert task("**Parallelization**: Can Parallel: YES | Wave 2 | Blocks: [3]").wave == "Wave 2"


@pytest.mark.parametrize("fence", ["```", "\\`\\`\\`", "~~~", ""])
def test_scenarios_fenced_escaped_and_bare(fence: str) -> None:
    found = task(FENCED.replace("```", fence))
    assert found.scenarios == (LISTS, REFUSES)
    assert found.evidence_paths == (".omo/evidence/task-1-list.txt",)
    assert found.commit_plan.message == "feat: list"


def test_steps_of_a_bare_scenario_are_no_work_and_name_no_changed_file() -> None:
    found = task(
        "**What to do**:\n- Edit `a.py`\n**QA Scenarios**:\n- Scenario: One\n  Steps: open `b.py`\n  Evidence: x\n"
        "- Scenario: Two\n  Steps:\n  1. open `c.py`"
    )
    assert (found.what_to_do, found.files) == (("Edit `a.py`",), ("a.py",))
    assert [s.steps for s in found.scenarios] == [("open `b.py`",), ("open `c.py`",)]


def test_fence_left_open_ends_at_the_next_field() -> None:
    found = task(
        "**QA Scenarios**:\n```\nScenario: One\n  Evidence: e.txt\n\n**Commit**: YES | Message: `m`\n"
    )
    assert [s.evidence for s in found.scenarios] == [("e.txt",)]


def test_scenarios_without_a_heading_over_them() -> None:
    (found,) = task("**Scenario: Opens the page**\n- **Tool**: Playwright\n- **Expected**: a title").scenarios
    assert (found.title, found.tool, found.expected) == ("Opens the page", "Playwright", ("a title",))


def test_scenario_without_a_title() -> None:
    (found,) = task("**QA Scenarios**:\n- Tool: Bash\n- Steps: `ls`\n- Evidence: `out/ls.txt`").scenarios
    assert (found.title, found.tool, found.steps) == ("", "Bash", ("`ls`",))
    assert task("**QA Scenarios**:\n- Evidence: `out/ls.txt`").scenarios == ()


def test_evidence_outside_the_state_folder_counts_when_it_is_a_path() -> None:
    found = task("Scenario: A\nEvidence: evidence/task-1.txt\nScenario: B\nEvidence: see src/a.py by hand")
    assert found.evidence_paths == ("evidence/task-1.txt",)


def test_patterns_name_no_evidence() -> None:
    body = (
        "Evidence in .omo/evidence/task-1-*.png, .omo/evidence/{slug}.txt and .sisyphus/evidence/task-1-..."
    )
    assert task(body).evidence_paths == ()
    assert task("See `.omo/evidence/final-qa/`").evidence_paths == (".omo/evidence/final-qa/",)


def test_one_line_scenario() -> None:
    (found,) = task(
        "Scenario: Happy | Tool: Bash | Steps: `a | b`; c | Expected: 0 | Evidence: e/x.txt"
    ).scenarios
    assert (found.title, found.tool, found.expected) == ("Happy", "Bash", ("0",))
    assert (found.steps, found.evidence) == (("`a | b`; c",), ("e/x.txt",))


def test_happy_and_failure_are_two_scenarios() -> None:
    found = task("QA scenarios:\nHappy: a token saves\nFailure: no token fails\nEvidence: .omo/evidence/x.md")
    assert [s.title for s in found.scenarios] == ["Happy: a token saves", "Failure: no token fails"]
    assert found.scenarios[1].evidence == (".omo/evidence/x.md",)


@pytest.mark.parametrize(
    "keys",
    [
        ("场景", "工具", "前置条件", "步骤", "预期结果", "失败指标", "证据"),
        ("시나리오", "도구", "전제 조건", "단계", "예상 결과", "실패 지표", "증거"),
        ("Escenario", "Herramienta", "Precondiciones", "Pasos", "Resultado esperado", "Indicadores de fallo", "Evidencia"),
        ("Cenário", "Ferramenta", "Pré-condições", "Passos", "Resultado esperado", "Indicadores de falha", "Evidência"),
        ("Сценарий", "Инструмент", "Предусловия", "Шаги", "Ожидаемый результат", "Признаки сбоя", "Доказательства"),
        ("シナリオ", "ツール", "前提条件", "手順", "期待結果", "失敗の兆候", "証拠"),
    ],
)  # fmt: skip
def test_translated_keys(keys: tuple[str, ...]) -> None:
    title, tool, before, steps, expected, failure, evidence = keys
    (found,) = task(
        f"{title}: A\n  {tool}：B\n  {before}: C\n  {steps}:\n    1. D\n  {expected}: E\n  {failure}: F\n  {evidence}: G"
    ).scenarios
    assert found == Scenario(
        title="A",
        line=4,
        tool="B",
        preconditions=("C",),
        steps=("D",),
        expected=("E",),
        failure_indicators=("F",),
        evidence=("G",),
    )


TREE = """## Execution Strategy

### Parallel Execution Waves

```
Wave 1 (Start Immediately — foundation):
├── Task 1: Lay the base [quick]
└── Task 2-3: Two more (depends: 1) [deep]

Wave 2 (After Wave 1):
├── T4: Join them [depends: T2, 3] [deep]
└── 5.1 Polish

Wave FINAL (After ALL tasks):
└── Task F1: Audit (oracle)
```

"""
ROWS = "- [ ] 2. b\n- [ ] 3. c\n- [ ] T4. d\n- [ ] 5.1 e\n- [ ] 6. f\n\n## Final Verification Wave\n\n- [ ] F1. g\n"


def test_tree_of_waves_fills_what_tasks_leave_open() -> None:
    plan = parse_plan(f"{TREE}## TODOs\n\n- [ ] 1. a\n{ROWS}".encode(), "p.md")
    assert [(t.label, t.wave, t.depends_on) for t in plan.tasks] == [
        ("1", "Wave 1", ()),
        ("2", "Wave 1", ("1",)),
        ("3", "Wave 1", ("1",)),
        ("T4", "Wave 2", ("2", "3")),
        ("5.1", "Wave 2", ()),
        ("6", None, ()),
        ("F1", "Wave FINAL", ()),
    ]


def test_task_speaks_before_the_tree() -> None:
    tree = TREE.replace("Task 1: Lay the base", "Task 1: Lay the base (depends: 9)")
    assert task("", tree).depends_on == ("9",)
    found = task("- **Parallel Group**: Wave 7\n- **Blocked By**: None", tree)
    assert (found.wave, found.depends_on) == ("Wave 7", ())


def test_waves_without_a_tree_and_without_a_fence() -> None:
    assert (
        task("", "## Execution Strategy\n\nWave 1: Task 1 (test first)\nWave 2: Task 2\n\n").wave == "Wave 1"
    )
    assert task("", "## Notes\n\n```\nWave 1:\n├── Task 1: a\n```\n\n").wave is None


def test_lines_of_other_trees_are_no_tasks() -> None:
    before = "## Execution Strategy\n\n```\nsrc/\n├── 1.py\n└── Task 1: a\n```\n\n"
    assert task("", before).wave is None

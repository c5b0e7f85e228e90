"""Where the dependency matrix and the tasks' own fields disagree."""

from collections.abc import Iterator

import pytest

from sisyphus.analysis.finding_rules.matrix import matrix_disagrees
from sisyphus.analysis.findings import unknown_dependency
from sisyphus.analysis.labels import find_task, index_tasks
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.plan import Plan
from sisyphus.parse.plan import parse_plan
from tests.analysis.builders import facts

MATRIX = "### Dependency Matrix\n\n| Task | Depends On |\n|---|---|\n"


def read(text: str) -> Plan:
    return parse_plan(f"# P\n\n{text}".encode(), ".sisyphus/plans/p.md")


def tasks(*needs: str, box: str = " ") -> str:
    rows = (f"- [{box}] {n}. t{n}\n\n  **Blocked By**: {need}\n" for n, need in enumerate(needs, 1))
    return f"## TODOs\n\n{''.join(rows)}"


def found(text: str) -> list[Finding]:
    return list(matrix_disagrees(facts(read(text))))


def test_the_matrix_says_more_and_less() -> None:
    (finding,) = found(f"{MATRIX}| 2 | 1 |\n| 3 | 2 |\n| 4 | 3 |\n\n{tasks('None', '1', '1', '2')}")
    assert (finding.rule, finding.severity, finding.source.line) == ("matrix-disagrees", Severity.INFO, 8)
    assert finding.message == (
        "the dependency matrix and the tasks disagree: task 3 waits for 2 in the matrix only; "
        "task 4 waits for 3 in the matrix only"
    )


def test_an_order_through_other_tasks_is_the_same_order() -> None:
    assert found(f"{MATRIX}| 2 | 1 |\n| 3 | 1, 2 |\n\n{tasks('None', '1', '2')}") == []


@pytest.mark.parametrize(
    "text",
    [
        f"{MATRIX}| 2 | 3 |\n\n{tasks('None', '1', 'None', box='x')}",
        f"{MATRIX}| 2 | - |\n\n{tasks('None', '1')}",
        f"{MATRIX}| 2 | 1 |\n\n{tasks('None', 'None')}",
        f"{MATRIX.replace('Task', 'Wave')}| 2 | 3 |\n\n{tasks('None', '1', 'None')}",
        f"{MATRIX}| 2 | 9 |\n\n{tasks('None', '1')}".replace("| 2 | 9 |", "| T2 | T1 |"),
        tasks("None", "1"),
    ],
    ids=["done", "matrix silent", "field says none", "waves", "T2 is 2", "no matrix"],
)
def test_what_is_no_conflict(text: str) -> None:
    assert found(text) == []


def test_a_merged_row_answers_to_each_of_its_ids() -> None:
    plan = read("## TODOs\n\n- [ ] 22-23. Both\n- [ ] 24. Next\n\n  **Blocked By**: 22, T23\n")
    index = index_tasks(plan)
    assert find_task(index, "22") is find_task(index, "23") is find_task(index, "T22") is plan.tasks[0]
    assert list(unknown_dependency(facts(plan))) == []


def test_an_exact_id_wins_over_a_merged_one() -> None:
    plan = read("## TODOs\n\n- [ ] 2-4. All\n- [ ] 3. One\n")
    assert find_task(index_tasks(plan), "3") is plan.tasks[1]


def test_chapters_are_no_ranges() -> None:
    plan = read("## TODOs\n\n- [ ] 1-1. A\n- [ ] 1-2. B\n- [ ] 1-3. C\n- [ ] 2-1. D\n\n  **Blocked By**: 2\n")
    assert [f.message for f in unknown_dependency(facts(plan))] == [
        "task 2-1 depends on 2, which the plan does not have"
    ]


def messages(text: str) -> Iterator[str]:
    return (finding.message for finding in unknown_dependency(facts(read(text))))


def test_an_unknown_wave_is_told() -> None:
    text = (
        "## TODOs\n\n### Wave 1\n- [ ] 1. a\n\n### Wave 2\n- [ ] 2. b\n\n  **Blocked By**: Wave 1, Wave 7\n"
    )
    assert list(messages(text)) == ["task 2 depends on Wave 7, which the plan does not have"]

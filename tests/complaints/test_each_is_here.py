"""Each complaint has a test of its name here, or is held by a test of another subject."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ALL = (
    *(f"a{n:02}" for n in range(1, 23)), "a06b",
    *(f"b{n:02}" for n in range(1, 21)),
    *(f"c{n:02}" for n in range(1, 14)),
    *(f"d{n:02}" for n in range(1, 19)),
    *(f"e{n:02}" for n in range(1, 12)),
)  # fmt: skip
ELSEWHERE = {
    "b01": "analysis/test_findings_proof.py::test_empty_evidence",
    "b02": "analysis/test_findings_proof.py::test_evidence_from_before_the_work",
    "b05": "cli/test_verify.py::test_passes_and_keeps_evidence",
    "b07": "complaints/test_counting.py::test_a06b_a_cancelled_task_is_kept_and_not_done",
    "b11": "complaints/test_done.py::test_a09_the_old_final_wave_heading_still_holds_the_plan_open",
    "b13": "complaints/test_proof.py::test_b03_evidence_of_the_same_number_in_another_plan_proves_nothing",
    "b16": "cli/test_evidence.py::test_list",
    "b18": "cli/test_audit.py::test_evidence_proves_or_refutes",
    "e08": "parse/test_task_fields.py::test_waves_without_a_tree_and_without_a_fence",
}
"""Complaints that a test of another subject holds."""
NOT_OURS = {"e10": "a dashboard that reads sessions and tokens; we read no sessions"}
"""Complaints that no test can hold, with the reason."""


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@cache
def named_here() -> frozenset[str]:
    files = [f"complaints/{file.name}" for file in Path(__file__).parent.glob("test_*.py")]
    return frozenset(n.split("_")[1] for file in files for n in names_in(file) if n.startswith("test_"))


@pytest.mark.parametrize("complaint", ALL)
def test_complaint(complaint: str) -> None:
    if place := ELSEWHERE.get(complaint):
        path, name = place.split("::")
        assert name in names_in(path)
    else:
        assert complaint in named_here() or NOT_OURS[complaint]


def test_none_stands_in_two_tables() -> None:
    assert not (ELSEWHERE.keys() | NOT_OURS.keys()) & named_here()

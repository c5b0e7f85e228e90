"""Each complaint about reading plans has a test of its name."""

import ast
from pathlib import Path

import pytest

READING = (
    *(f"a{n:02}" for n in range(1, 23)), "a06b", "b03", "b04", "b12", "c11",
    *(f"d{n:02}" for n in range(1, 19)),
)  # fmt: skip


@pytest.fixture(scope="module")
def names() -> set[str]:
    files = Path(__file__).parent.glob("test_*.py")
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    functions = (node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef))
    return {name.split("_")[1] for name in functions if name.startswith("test_")}


@pytest.mark.parametrize("complaint", READING)
def test_complaint(complaint: str, names: set[str]) -> None:
    assert complaint in names

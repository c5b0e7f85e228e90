"""The hooks that other repositories use through pre-commit."""

import re
from pathlib import Path

import pytest

from sisyphus.cli.main import run
from tests.cli.conftest import Project, project

__all__ = ["project"]
ROOT = Path(__file__).resolve().parents[1]
KEYS = {
    *("id", "name", "description", "entry", "language", "files", "require_serial", "stages", "always_run"),
    *("pass_filenames", "verbose"),
}


def hooks() -> dict[str, dict[str, str]]:
    """Read the file as far as it goes: a list of flat mappings."""
    found: dict[str, dict[str, str]] = {}
    for block in (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").split("\n- ")[0:]:
        rows = [row.strip().removeprefix("- ") for row in block.split("\n") if row.strip()]
        pairs = dict(row.split(": ", 1) for row in rows)
        found[pairs["id"]] = pairs
    return found


def test_keys_are_those_of_pre_commit() -> None:
    assert set(hooks()) == {"sisyphus-lint", "sisyphus-status"}
    for hook in hooks().values():
        assert {"id", "name", "entry", "language"} <= set(hook) <= KEYS


@pytest.mark.parametrize("path", [".omo/plans/a.md", "apps/x/.sisyphus/plans/done/b.md"])
def test_plans_are_what_the_lint_hook_is_for(path: str) -> None:
    files = re.compile(hooks()["sisyphus-lint"]["files"])
    assert files.search(path)
    assert not files.search(path.replace("plans", "notepads"))
    assert not files.search("docs/plans/a.md")


@pytest.mark.parametrize(("name", "code"), [("sisyphus-lint", 1), ("sisyphus-status", 0)])
def test_the_entries_are_commands(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    project.plan("# Tally\n")
    monkeypatch.chdir(project.root)
    hook = hooks()[name]
    program, *arguments = hook["entry"].split()
    files = [] if hook.get("pass_filenames") == "false" else [".sisyphus/plans/tally.md"]
    assert (program, run([*arguments, *files])) == ("sisyphus", code)

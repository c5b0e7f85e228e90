"""Start-up: which command imports what. Modules are counted, not time, so that a slow machine changes nothing."""

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project  # type: ignore[import-not-found] # found by pytest alone

PLAN = "# Tally\n\n## TODOs\n\n- [x] 1. Count\n\n  **Acceptance Criteria**:\n  - [ ] `true` → exit code 0\n"

HEAVY = (
    *("typer", "pydantic", "rich", "git", "gitdb", "tree_sitter", "markdown_it", "jinja2", "platformdirs"),
    *("dataclasses", "inspect", "secrets"),
)
NAMES = """
import sys
from sisyphus.__main__ import main
try:
    main()
except SystemExit as end:
    code = end.code
finally:
    names = sorted(sys.modules)
print("MODULES", *names, file=sys.stderr)
"""
SETTLED = "from sisyphus.adapters.kept import marks\nmarks.RACY_NS = -(10**18)\n"
"""Put in front: files that were written just now count as if it were long ago."""


def modules(project: "Project", *arguments: str, warm: bool = True, settled: bool = False) -> set[str]:
    """The modules that a command line imports; with `warm`, the second time."""
    for _ in range(1 + warm):
        run = subprocess.run(
            [sys.executable, "-c", SETTLED * settled + NAMES, *arguments],
            cwd=project.root, capture_output=True, text=True, check=True,
        )  # fmt: skip
    return set(run.stderr.rpartition("MODULES ")[2].split())


def heavy(found: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in found} & set(HEAVY)


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--version",), set()),
        (("status",), set()),
        (("status", "tally"), set()),
        (("status", "tally", "-v"), set()),
        (("status", "--json"), set()),
        (("status", "--exit-code", "-q"), set()),
        (("notes", "--json"), {"typer", "pydantic", "dataclasses", "inspect", "secrets"}),
        (("schema", "status"), {"pydantic", "dataclasses", "inspect", "secrets"}),
        (("--help",), {"typer", "dataclasses", "inspect", "secrets"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_heavy_modules_by_command(project: "Project", arguments: tuple[str, ...], allowed: set[str]) -> None:
    project.plan(PLAN)
    project.commit("docs: plan")
    assert heavy(modules(project, *arguments)) <= allowed


def test_a_plan_that_is_not_known_needs_the_parser_alone(project: "Project") -> None:
    project.plan(PLAN)
    project.commit("docs: plan")
    assert heavy(modules(project, "status", warm=False)) <= {
        "markdown_it", "tree_sitter", "tree_sitter_bash", "dataclasses", "inspect",
    }  # fmt: skip


def test_wide_text_needs_the_table_of_widths_and_no_more_of_rich(project: "Project") -> None:
    project.plan(PLAN, "计划")
    found = modules(project, "status")
    assert "rich.cells" in found
    assert not found & {"rich.console", "rich.text", "rich.table", "rich.live"}


def test_version_imports_nothing_of_ours_but_the_entry(project: "Project") -> None:
    found = {name for name in modules(project, "--version") if name.startswith("sisyphus")}
    assert found == {"sisyphus", "sisyphus.__main__"}


@pytest.mark.parametrize("arguments", [("status",), ("status", "tally")], ids=" ".join)
def test_a_warm_status_imports_no_parser_of_plans_and_no_other_command(
    project: "Project", arguments: tuple[str, ...]
) -> None:
    project.plan(PLAN)
    project.commit("docs: plan")
    found = modules(project, *arguments)
    ours = {name for name in found if name.startswith("sisyphus.parse.")}
    assert not ours & {
        "sisyphus.parse.plan",
        "sisyphus.parse.notepad",
        "sisyphus.parse.checks",
        "sisyphus.parse.shell",
    }
    commands = {"verify", "report", "audit", "note", "trust", "evidence", "schema", "app"}
    assert not found & {f"sisyphus.cli.{name}" for name in commands}


def _own(found: set[str]) -> int:
    return sum(name.startswith("sisyphus") for name in found)


def test_the_number_of_modules_stays_small(project: "Project") -> None:
    """Each module costs a third of a millisecond, packages count: a new one on this way should be worth it."""
    project.plan(PLAN)
    project.commit("docs: plan")
    assert _own(modules(project, "status")) < 147
    assert _own(modules(project, "status", settled=True)) < 73
    assert _own(modules(project, "status", "tally")) < 147
    assert len(modules(project, "--version")) < 60


def test_the_locale_of_a_bare_container_needs_nothing_more(
    project: "Project", monkeypatch: pytest.MonkeyPatch
) -> None:
    project.plan(PLAN)
    for name in ("LANG", "LC_CTYPE", "PYTHONUTF8"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    assert "sisyphus.cli.encoding" not in modules(project, "status")

"""The program as a process: its help, its exit codes, and that reading writes nothing."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sisyphus

if TYPE_CHECKING:
    from tests.cli.conftest import Project

SCRIPT = Path(sys.executable).with_name("sisyphus")
PLAN = """# Tally

## TODOs

- [x] 1. Count the words
  **Acceptance Criteria**:
  - [x] `touch ran.txt` → exit 0
- [ ] 2. Rank them
"""
ALL_DONE_BUT_PUSH = (
    "# P\n\n## TODOs\n\n- [x] 1. a\n\n## Definition of Done\n\n- [ ] CI passes (requires push)\n"
)
READING = (
    ("status",),
    ("status", "tally"),
    ("status", "--json"),
    ("report",),
    ("report", "--json"),
    ("verify", "--list"),
    ("verify", "--dry-run"),
    ("verify", "--list", "--json"),
    ("trust", "list"),
)
COMMANDS = ("status", "verify", "report", "trust", "trust list", "trust revoke")
PROGRAMS = ([sys.executable, "-m", "sisyphus"], [str(SCRIPT)])


@pytest.mark.parametrize("program", PROGRAMS, ids=["module", "script"])
def test_version_and_help_of_both_programs(program: list[str], tmp_path: Path) -> None:
    if not Path(program[0]).exists():
        pytest.skip("the package is not installed here")
    version = subprocess.run(
        [*program, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert version.stdout == f"sisyphus {sisyphus.__version__}\n"
    helped = subprocess.run([*program, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert all(name in helped.stdout for name in ("status", "verify", "report"))
    assert helped.stderr == ""


def test_without_a_command_the_help_is_shown(project: "Project") -> None:
    run = project.run()
    assert run.returncode == 0
    assert run.stdout == project.run("--help").stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(project: "Project", command: str) -> None:
    run = project.run(*command.split(), "--help")
    assert run.returncode == 0
    assert run.stderr == ""
    assert f"sisyphus {command}" in run.stdout
    assert "\x1b" not in run.stdout


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (PLAN, 1),
        (ALL_DONE_BUT_PUSH, 3),
        ("# P\n\n## TODOs\n\n- [ ] 1. a\n", 1),
        ("", 1),
    ],
    ids=["in progress", "blocked", "planned", "no tasks"],
)
@pytest.mark.parametrize("command", ["status", "report"])
def test_exit_code_tells_the_answer_only_when_asked(
    project: "Project", command: str, plan: str, code: int
) -> None:
    project.plan(plan)
    assert project.run(command, "tally").returncode == 0
    run = project.run(command, "tally", "--exit-code")
    assert run.returncode == code
    assert run.stderr == ""


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_reading_writes_nothing_and_runs_nothing(
    project: "Project", arguments: tuple[str, ...], sealed_home: Path
) -> None:
    project.plan(PLAN)
    project.commit("docs: plan")
    project.write("README.md", "# Tally\n\nChanged.\n")
    before = digest(project.root), digest(sealed_home)
    run = project.run(*arguments)
    assert run.returncode == 0, run.stderr
    shutil.rmtree(
        sealed_home / ".cache", ignore_errors=True
    )  # parsed plans may be kept there, and only there
    assert (digest(project.root), digest(sealed_home)) == before
    assert not (project.root / "ran.txt").exists()


def digest(root: Path) -> dict[str, str]:
    """Every file and folder below a folder, with its content."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in sorted(root.rglob("*"))
    }


def test_report_is_written_only_where_asked(project: "Project") -> None:
    project.plan(PLAN)
    before = digest(project.root)
    run = project.ask("report", "-o", "out.md")
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == f"sisyphus: wrote {project.root / 'out.md'}\n"
    assert digest(project.root).keys() - before.keys() == {"out.md"}
    assert (project.root / "out.md").read_text() == project.ask("report", "-o", "-").stdout


def test_report_that_a_person_edited_is_kept(project: "Project") -> None:
    project.plan(PLAN)
    report = project.root / ".sisyphus" / "notepads" / "tally" / "FINAL_STATUS.md"
    assert project.ask("report", "--write").returncode == 0
    written = report.read_text()
    assert project.ask("report", "--write").returncode == 0
    report.write_text(written + "\nA word by a person.\n")
    refused = project.ask("report", "--write")
    assert refused.returncode == 2
    assert "FINAL_STATUS.md: was written or edited by hand" in refused.stderr
    assert report.read_text().endswith("by a person.\n")
    assert project.ask("report", "--write", "--force").returncode == 0
    assert "by a person" not in report.read_text()


def test_same_facts_give_the_same_report(project: "Project") -> None:
    project.plan(PLAN)
    project.commit("feat: count")
    first = project.ask("report")
    assert first.stdout == project.ask("report").stdout
    assert project.ask("report", "--write", "-q").stderr == ""
    assert project.ask("report", "--write").returncode == 0
    assert project.ask("report").stdout == first.stdout


def test_ctrl_c_before_anything_is_imported_is_no_traceback(project: "Project") -> None:
    program = (
        "import sys\n"
        "class Slow:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'sisyphus.cli.main': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Slow())\n"
        "from sisyphus.__main__ import main\n"
        "main()\n"
    )
    run = project.python("-c", program, "status")
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "")

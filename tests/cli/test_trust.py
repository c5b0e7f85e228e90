"""`sisyphus trust list` and `revoke`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import answer

if TYPE_CHECKING:
    from tests.cli.conftest import Project


@pytest.fixture
def decided(checked: "Project", tmp_path: Path) -> "Project":
    """One command allowed and one denied here, one allowed for a second plan, one in another repository."""
    answer(checked, "a\nd\n", "tally")
    checked.plan("# P\n\n## TODOs\n\n- [x] 1. a\n\n## Success Criteria\n\n```bash\ntrue\n```\n", name="other")
    answer(checked, "a\n", "other")
    away = tmp_path / "away"
    checked.git("clone", "-q", str(checked.root), str(away))
    checked.git("-C", str(away), "checkout", "-q", "--orphan", "fresh")
    checked.git("-C", str(away), "commit", "-qm", "feat: another beginning")
    there = checked._replace(root=away)
    answer(there, "a\ns\n", "tally")
    return checked


def entries(project: "Project") -> list[dict[str, str | bool | int | None]]:
    listed: list[dict[str, str | bool | int | None]] = json.loads(
        project.ask("trust", "list", "--json").stdout
    )["trust"]
    return listed


def test_list_names_repository_time_and_command(decided: "Project", tmp_path: Path) -> None:
    said = decided.ask("trust", "list").stdout
    rows = said.split("\n")
    first = decided.git("rev-list", "--max-parents=0", "HEAD")
    assert rows[0] == f"{decided.root}  repository {first[:12]}"
    assert "  allowed  20" in rows[1]
    assert rows[1].endswith("  .sisyphus/plans/tally.md:8: sh checks/one.sh")
    assert "  denied   20" in rows[2]
    assert rows[3].endswith("  .sisyphus/plans/other.md:10: true")
    assert rows[4] == ""
    assert rows[5].startswith(f"{tmp_path / 'away'}  repository ")
    assert [(e["plan"], e["line"], e["command"], e["allowed"]) for e in entries(decided)][:2] == [
        (".sisyphus/plans/tally.md", 8, "sh checks/one.sh", True),
        (".sisyphus/plans/tally.md", 13, "sh checks/two.sh", False),
    ]


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("--plan", "other"), 3),
        (("--plan", "tally"), 1),
        (("--plan", "tally", "--repository", "."), 2),
        (("--plan", ".sisyphus/plans/tally.md", "--repository", "."), 2),
        (("--repository", "."), 1),
        (("--repository", "../away"), 3),
        (("--all",), 0),
    ],
)
def test_revoke_by_plan_repository_or_all(decided: "Project", arguments: tuple[str, ...], left: int) -> None:
    assert len(entries(decided)) == 4
    run = decided.ask("trust", "revoke", *arguments)
    assert run.returncode == 0
    assert run.stdout.count("forgot ") == 4 - left
    assert len(entries(decided)) == left


def test_a_folder_is_looked_for_from_the_one_to_start_in(decided: "Project", tmp_path: Path) -> None:
    (tmp_path / "far" / "off").mkdir(parents=True)
    words = ("trust", "revoke", "--repository", ".", "-C", str(decided.root))
    assert decided.ask(*words, at=tmp_path / "far" / "off").returncode == 0
    assert len(entries(decided)) == 1


def test_revoke_by_id_of_the_repository_and_by_key(decided: "Project") -> None:
    repository = str(entries(decided)[0]["repository"])
    run = decided.ask("trust", "revoke", "--repository", repository[:12], "--json")
    assert len(json.loads(run.stdout)["forgot"]) == 3
    key = str(entries(decided)[0]["key"])
    assert json.loads(decided.ask("trust", "revoke", key[:10], "--json").stdout)["forgot"] == key
    assert entries(decided) == []


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("",),
        ("abc", "--all"),
        ("--all", "--plan", "tally"),
        ("zzz",),
        ("--plan", "nope"),
        ("--plan", ""),
        ("--repository", "/nope"),
        ("--repository", ""),
        ("--repository", "abc"),
    ],
)
def test_what_means_nothing_forgets_nothing(decided: "Project", arguments: tuple[str, ...]) -> None:
    assert decided.ask("trust", "revoke", *arguments).returncode == 2
    assert len(entries(decided)) == 4


def test_revoking_ends_the_trust(decided: "Project") -> None:
    assert decided.ask("verify", "other").returncode == 0
    decided.ask("trust", "revoke", "--all", "-q")
    assert decided.ask("verify", "other").returncode == 6
    assert decided.ask("trust", "revoke", "--all").returncode == 0


def test_decisions_of_an_older_version_are_listed_and_hold(checked: "Project", sealed_home: Path) -> None:
    answer(checked, "a\na\n")
    for file in (sealed_home / ".state" / "sisyphus" / "trust").iterdir():
        said = json.loads(file.read_text())
        del said["matter"]
        file.write_text(json.dumps(said))
    said = checked.ask("trust", "list").stdout
    assert "did not keep where" in said
    assert "tally.md:8: sh checks/one.sh" in said
    assert checked.ask("verify").returncode == 0
    assert checked.ask("trust", "revoke", "--repository", ".").returncode == 2


@pytest.mark.parametrize("command", [("trust", "list"), ("verify", "--list"), ("report",)])
def test_a_state_folder_that_is_none_is_a_fault_of_the_machine(
    decided: "Project", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    said = decided.ask(*command, *(("tally",) if command[0] != "trust" else ()))
    assert said.returncode == 5
    assert "set XDG_STATE_HOME to another folder" in said.stderr

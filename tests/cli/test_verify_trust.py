"""Nothing runs that the user has not allowed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import answer

if TYPE_CHECKING:
    from tests.cli.conftest import Project

Ran = Callable[[], list[str]]


def test_untrusted_checks_are_listed_and_none_runs(checked: "Project", ran: Ran) -> None:
    run = checked.run("verify")
    assert run.returncode == 6
    assert run.stdout == ""
    assert "tally.md:8: sh checks/one.sh [key " in run.stderr
    assert "tally.md:13: sh checks/two.sh [key " in run.stderr
    assert "--trust-file" in run.stderr
    assert ran() == []
    assert not (checked.root / ".sisyphus" / "evidence").exists()

    error = json.loads(checked.ask("verify", "--json").stdout)["error"]
    assert error["kind"] == "untrusted"
    assert "sh checks/one.sh" in error["message"]
    assert ran() == []


def test_trust_all_runs_this_once(checked: "Project", ran: Ran) -> None:
    assert checked.ask("verify", "--trust-all").returncode == 0
    assert ran() == ["one", "two"]
    assert checked.ask("verify").returncode == 6
    assert ran() == ["one", "two"]


def test_trust_file_allows_the_keys_it_lists(checked: "Project", ran: Ran, tmp_path: Path) -> None:
    keys = re.findall(r"\[key ([0-9a-f]{64})\]", checked.ask("verify").stderr)
    assert len(keys) == 2
    file = tmp_path / "keys.txt"
    file.write_text(f"# the first task\n{keys[0]}\n")
    assert checked.ask("verify", "tally", "1", "--trust-file", str(file)).returncode == 0
    assert ran() == ["one"]
    both = checked.ask("verify", "--trust-file", str(file))
    assert both.returncode == 6
    assert "checks/one.sh" not in both.stderr
    assert ran() == ["one"]


def test_trust_file_is_looked_for_from_the_folder_to_start_in(
    checked: "Project", ran: Ran, tmp_path: Path
) -> None:
    keys = re.findall(r"\[key ([0-9a-f]{64})\]", checked.ask("verify").stderr)
    (checked.root.parent / "keys.txt").write_text("\n".join(keys))
    (tmp_path / "far" / "off").mkdir(parents=True)
    words = ("verify", "-C", str(checked.root), "--trust-file", "../keys.txt")
    run = checked.ask(*words, at=tmp_path / "far" / "off")
    assert run.returncode == 0, run.stderr
    assert ran() == ["one", "two"]


def test_trust_file_of_the_repository_is_refused(checked: "Project", ran: Ran) -> None:
    keys = re.findall(r"\[key ([0-9a-f]{64})\]", checked.ask("verify").stderr)
    checked.write("keys.txt", "\n".join(keys))
    run = checked.ask("verify", "--trust-file", "keys.txt")
    assert run.returncode == 4
    assert "inside the repository" in run.stderr
    linked = checked.root.parent / "link.txt"
    linked.symlink_to(checked.root / "keys.txt")
    assert checked.ask("verify", "--trust-file", str(linked)).returncode == 4
    assert checked.ask("verify", "--trust-file", "none.txt").returncode == 2
    assert ran() == []


def test_side_effects_never_run_under_trust_all(project: "Project") -> None:
    project.plan(
        "# P\n\n## TODOs\n\n- [x] 1. a\n\n## Success Criteria\n\n```bash\ngit push origin main\n```\n"
    )
    run = project.run("verify", "--trust-all", "--json")
    checks = json.loads(run.stdout)["checks"]
    assert [(c["runnable"], c["why_not"], c["result"]) for c in checks] == [(False, "side_effect", None)]
    assert run.returncode != 0


@pytest.mark.parametrize(
    ("typed", "code", "expected"),
    [
        ("o\no\n", 0, ["one", "two"]),
        ("a\na\n", 0, ["one", "two"]),
        ("o\ns\n", 3, ["one"]),
        ("\n\n", 3, []),
        ("yes\nabort\n\nof\n\n", 3, []),
        ("d\no\n", 3, ["two"]),
        ("o\nq\n", 3, ["one"]),
        ("q\n", 3, []),
        ("\x04\x04", 3, []),
    ],
    ids=[
        "once",
        "always",
        "skip",
        "default is no",
        "unclear is no",
        "deny",
        "quit late",
        "quit",
        "end of input",
    ],
)
def test_answers_on_a_terminal(
    checked: "Project", ran: Ran, typed: str, code: int, expected: list[str]
) -> None:
    left, shown = answer(checked, typed)
    assert ran() == expected, shown
    assert left == code
    assert "Command 1 of 2, .sisyphus/plans/tally.md:8" in shown
    assert "    sh checks/one.sh" in shown
    assert "last changed by Dev" in shown
    assert "does not vet the programs" in shown


def test_always_holds_until_the_command_changes(checked: "Project", ran: Ran) -> None:
    assert answer(checked, "a\na\n")[0] == 0
    assert checked.ask("verify").returncode == 0
    assert ran() == ["one", "two"] * 2
    listed = checked.ask("trust", "list").stdout
    assert listed.count("allowed") == 2

    plan = checked.root / ".sisyphus" / "plans" / "tally.md"
    plan.write_text("\n" + plan.read_text().replace("sh checks/two.sh", "sh  checks/two.sh"))
    run = checked.ask("verify")
    assert run.returncode == 6
    assert "checks/two.sh" in run.stderr
    assert "checks/one.sh" not in run.stderr


def test_denied_outweighs_everything_until_revoked(checked: "Project", ran: Ran) -> None:
    answer(checked, "d\ns\n")
    assert checked.ask("verify", "--trust-all").returncode == 3
    assert ran() == ["two"]
    said = checked.ask("status", "tally").stdout
    assert "not trusted yet" not in said
    assert "not run: you denied it (sisyphus trust list)" in checked.ask("verify", "--list").stdout
    (key,) = re.findall(r"^([0-9a-f]{12})  denied ", checked.ask("trust", "list").stdout, re.MULTILINE)
    assert checked.ask("trust", "revoke", key).returncode == 0
    assert checked.ask("trust", "revoke", key).returncode == 2
    assert checked.ask("verify", "--trust-all").returncode == 0
    assert ran() == ["two", "one", "two"]


def test_a_terminal_in_ci_is_not_asked(checked: "Project", ran: Ran) -> None:
    code, shown = answer(checked, "a\na\n", CI="true")
    assert code == 6
    assert "[o]nce" not in shown
    assert ran() == []

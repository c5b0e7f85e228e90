"""What the user is shown and may answer before a command runs for the first time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import answer

if TYPE_CHECKING:
    from tests.cli.conftest import Project

Ran = Callable[[], list[str]]


def rewrite(project: "Project", old: str, new: str) -> None:
    plan = project.root / ".sisyphus" / "plans" / "tally.md"
    plan.write_text(plan.read_text().replace(old, new))


def test_all_shows_the_rest_and_asks_once(checked: "Project", ran: Ran) -> None:
    code, shown = answer(checked, "all\no\n")
    assert (code, ran()) == (0, ["one", "two"])
    assert "Command 2 of 2, .sisyphus/plans/tally.md:13" in shown
    assert shown.count("[s]kip") == 1
    assert checked.ask("trust", "list").stdout == "nothing is trusted yet\n"
    assert answer(checked, "all\nalways\n")[0] == 0
    assert checked.ask("verify").returncode == 0


@pytest.mark.parametrize("typed", ["all\n\n", "all\ny\n", "all\nyes\n", "all\n\x04"])
def test_all_takes_no_vague_yes(checked: "Project", ran: Ran, typed: str) -> None:
    assert answer(checked, typed)[0] == 3
    assert ran() == []


def test_a_yes_to_all_that_was_typed_before_they_were_shown_is_none(checked: "Project", ran: Ran) -> None:
    code, shown = answer(checked, ["all\no\n", "\n"])
    assert (code, ran()) == (3, []), shown
    code, shown = answer(checked, ["o\no\n", "\n"])
    assert (code, ran()) == (3, ["one"]), shown


@pytest.mark.parametrize("typed", [["\udce9\n", "s\n", "s\n"], ["all\n", "\udce9\n"]])
def test_bytes_that_are_no_text_are_no_answer(checked: "Project", ran: Ran, typed: list[str]) -> None:
    code, shown = answer(checked, typed, PYTHONIOENCODING="utf-8")
    assert (code, ran()) == (3, []), shown


def test_ctrl_c_at_the_question_is_said_on_a_line_of_its_own(checked: "Project", ran: Ran) -> None:
    code, shown = answer(checked, ["\x03"])
    assert (code, ran()) == (130, [])
    assert shown.endswith("\r\nsisyphus: interrupted\r\n")


def test_help_explains_and_asks_again(checked: "Project", ran: Ran) -> None:
    code, shown = answer(checked, "?\no\ns\n")
    assert (code, ran()) == (3, ["one"])
    assert "never run it, whatever else allows it" in shown


def test_a_changed_command_asks_again_with_what_changed(checked: "Project") -> None:
    assert answer(checked, "a\na\n")[0] == 0
    rewrite(checked, "sh checks/two.sh", "sh checks/two.sh; touch owned.log")
    code, shown = answer(checked, "s\n")
    assert code == 3
    assert "asked again: it was changed since you allowed it:" in shown
    assert "    sh [-checks/two.sh-]{+checks/two.sh; touch owned.log+}" in shown
    assert "Command 1 of 1" in shown
    assert not (checked.root / "owned.log").exists()
    code, shown = answer(checked, "a\n")
    assert code == 0
    assert (checked.root / "owned.log").exists()
    # What it replaces is no longer allowed: back in the plan it is asked for again.
    rewrite(checked, "; touch owned.log", "")
    assert checked.ask("verify").returncode == 6


def test_a_change_of_white_space_asks_and_is_marked(checked: "Project") -> None:
    assert answer(checked, "a\na\n")[0] == 0
    rewrite(checked, "sh checks/two.sh", "sh  checks/two.sh")
    assert "    sh[- -]{+  +}checks/two.sh" in answer(checked, "s\n")[1]


def test_a_command_of_another_task_is_no_new_version(checked: "Project") -> None:
    assert answer(checked, "a\ns\n")[0] == 3
    rewrite(checked, "sh checks/one.sh` ", "sh checks/one.sh ` ")
    rewrite(checked, "`sh checks/one.sh` → exit code 0", "it counts")
    assert "was changed" not in answer(checked, "s\n")[1]


def test_a_command_is_shown_whole_and_nothing_of_it_is_hidden(project: "Project") -> None:
    lines = ["export A='x", "y'", "cat <<'EOF'", "\u202egnp.exe\x1b[2K\x1b]0;t\x07 \u200b\u00a0|", "EOF"]
    block = "\n".join(lines)
    project.plan(f"# P\n\n## TODOs\n\n- [x] 1. a\n\n## Success Criteria\n\n```bash\n{block}\n```\n")
    _, shown = answer(project, "s\ns\ns\n", NO_COLOR="1")
    rows = [row.rstrip("\r") for row in shown.split("\n")]
    for expected in ("    export A='x", "    y'", "    cat <<'EOF'", "    EOF"):
        assert expected in rows, shown
    assert "    <U+202E>gnp.exe^[[2K^[]0;t^G <U+200B><U+00A0>|" in rows
    assert "\x1b" not in shown.replace("\x1b[K", "")
    assert "beware: it holds U+202E RIGHT-TO-LEFT OVERRIDE" in shown


HIDDEN = "echo ok \u2066; touch owned.log\u2069"


@pytest.mark.parametrize("command", [HIDDEN, "echo a\u200bb", "echo ownеd", "echo\u00a0x"])
def test_trust_all_does_not_allow_what_the_eye_cannot_see(project: "Project", command: str) -> None:
    project.plan(f"# P\n\n## TODOs\n\n- [x] 1. a\n\n## Success Criteria\n\n```bash\n{command}\n```\n")
    checks = json.loads(project.ask("verify", "--list", "--json").stdout)["checks"]
    assert [c["command"] for c in checks] == [command]
    run = project.ask("verify", "--trust-all")
    if checks[0]["runnable"]:
        assert run.returncode == 6, run.stderr
        assert "--trust-all does not allow that" in run.stderr
        assert run.stderr.replace("\n", "").isprintable()
    assert not (project.root / "owned.log").exists()


@pytest.fixture
def tested(project: "Project", tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Project":
    """A plan whose `make check` the user, Dev, has allowed for good."""
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\temail = dev@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    project.plan("# P\n\n## TODOs\n\n- [x] 1. a\n\n## Success Criteria\n\n```bash\nmake check\n```\n")
    project.write("Makefile", "check:\n\ttrue\n")
    project.commit("feat: make")
    assert answer(project, "a\n")[0] == 0
    return project


def by_eve(project: "Project", path: str, content: str) -> None:
    project.write(path, content)
    project.git("add", "-A")
    project.git("commit", "-qm", "chore: innocent", "--author=Eve <eve@example.org>")


def test_a_makefile_that_others_changed_asks_again(tested: "Project") -> None:
    by_eve(tested, "Makefile", "check:\n\ttouch ../owned\n")
    run = tested.ask("verify")
    assert run.returncode == 6
    assert "you allowed it, but Makefile was changed by Eve in " in run.stderr
    code, shown = answer(tested, "s\n")
    assert code == 1  # stale: the content is another one
    assert "asked again: Makefile was changed by Eve in " in shown
    assert not (tested.root.parent / "owned").exists()
    assert answer(tested, "a\n")[0] == 0
    assert (tested.root.parent / "owned").exists()
    assert tested.ask("verify").returncode == 0


def test_drift_may_be_trusted_by_name(tested: "Project") -> None:
    by_eve(tested, "Makefile", "check:\n\ttrue # other\n")
    assert tested.ask("verify", "--trust-drift").returncode == 0


def test_own_changes_and_other_files_ask_nothing(tested: "Project") -> None:
    tested.write("Makefile", "check:\n\ttrue # mine\n")
    tested.commit("fix: mine")
    by_eve(tested, "README.md", "# Eve\n")
    assert tested.ask("verify").returncode == 0


def test_the_baseline_is_held_to_the_same(tested: "Project") -> None:
    tested.git("checkout", "-qb", "theirs")
    by_eve(tested, "Makefile", "check:\n\ttouch ../owned\n")
    tested.git("checkout", "-q", "main")
    assert tested.ask("verify").returncode == 0
    for option in ("--baseline", "--at"):
        run = tested.ask("verify", option, "theirs")
        assert run.returncode == 6
        assert "Makefile was changed by Eve" in run.stderr

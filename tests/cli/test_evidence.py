"""`sisyphus evidence`: what `verify` kept, shown, checked and exported, as real processes and real logs."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sisyphus.adapters.evidence_log.check import BEHIND, ELSEWHERE, UNKNOWN

if TYPE_CHECKING:
    from tests.cli.conftest import Project

COMMANDS = ("evidence", "evidence list", "evidence show", "evidence check", "evidence export")
NOISE = b"\x1b[31mred\x1b[0m \xff\xfe ::error::x\n"


@pytest.fixture
def proven(checked: "Project") -> "Project":
    """The plan with two checks, both run on its last commit; the second prints bytes of all sorts."""
    checked.write("checks/two.sh", b"printf '\\033[31mred\\033[0m \\377\\376 ::error::x\\n'; echo oops >&2\n")
    checked.commit("test: make noise")
    assert checked.ask("verify", "--trust-all").returncode == 0
    return checked


def log_of(project: "Project") -> Path:
    (log,) = (project.root / ".sisyphus" / "evidence" / "sisyphus" / "tally").glob("*.jsonl")
    return log


def document(project: "Project", *arguments: str, at: Path | None = None) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(project.ask("evidence", *arguments, "--json", at=at).stdout)
    return said


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(project: "Project", command: str) -> None:
    run = project.run(*command.split(), "--help")
    assert (run.returncode, run.stderr) == (0, "")
    assert f"sisyphus {command}" in run.stdout


def test_list(proven: "Project") -> None:
    run = proven.run("evidence", "list")
    assert (run.returncode, run.stderr) == (0, "")
    rows = run.stdout.split("\n")
    assert rows[0].split() == ["SEQ", "WHEN", "(UTC)", "CHECK", "OUTCOME", "FRESH", "COMMIT", "COMMAND"]
    assert [row.split()[0] for row in rows[1:3]] == ["1", "3"]
    assert all("passed" in row and "fresh" in row for row in rows[1:3])
    runs = document(proven, "list")["runs"]
    assert [(r["seq"], r["outcome"], r["own"], r["freshness"]) for r in runs] == [
        (1, "passed", True, "fresh"), (3, "passed", True, "fresh"),
    ]  # fmt: skip
    proven.write("README.md", "# Other\n")
    assert {r["freshness"] for r in document(proven, "list")["runs"]} == {"stale"}


def test_list_of_nothing(checked: "Project") -> None:
    run = checked.ask("evidence", "list")
    assert (run.returncode, run.stdout[:6]) == (0, "No run")
    assert document(checked, "list")["runs"] == []
    assert checked.ask("evidence", "list", "nosuchplan").returncode == 2


def test_show_one_run_whole(proven: "Project") -> None:
    run = proven.run("evidence", "show", "3")
    assert run.returncode == 0, run.stderr
    for words in (
        "sh checks/two.sh",
        "exit 0: holds",
        "environment  ",
        "PATH",
        "allowed: all",
        "sha256",
        "--- stdout",
        "--- stderr",
    ):
        assert words in run.stdout
    assert "\x1b" not in run.stdout
    assert "^[[31mred" in run.stdout
    assert "    oops" in run.stdout
    assert "--- stdout" not in proven.ask("evidence", "show", "3", "-q").stdout
    shown = document(proven, "show", "3")
    assert shown["log"]["stderr"] == "oops\n"
    assert shown["run"]["circumstances"]["results"][0]["holds"] is True
    assert shown["run"]["circumstances"]["machine"]["shell"] == "bash"
    assert shown["run"]["circumstances"]["context"] == []


def test_show_by_check_and_by_writer(proven: "Project") -> None:
    assert proven.ask("verify", "tally", "1", "--trust-all").returncode == 0
    first = document(proven, "list")["runs"][0]
    assert document(proven, "show", first["check"])["run"]["seq"] == 5
    assert document(proven, "show", f"{first['writer']}:1")["run"]["seq"] == 1
    for unknown in ("2", "99", "c-0000000000", "", "nobody:1", ":"):
        run = proven.ask("evidence", "show", unknown)
        assert run.returncode == 2, unknown
        assert "evidence list" in run.stderr


def test_raw_bytes_go_to_a_pipe_and_not_to_json(proven: "Project") -> None:
    raw = subprocess.run(
        [sys.executable, "-m", "sisyphus", "evidence", "show", "3", "--raw"],
        cwd=proven.root, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    assert raw.stdout == NOISE + b"oops\n"
    run = proven.ask("evidence", "show", "3", "--raw", "--json")
    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["kind"] == "usage"


def test_output_that_was_changed_is_not_shown(proven: "Project") -> None:
    blob = document(proven, "list")["runs"][1]["stdout"]["blob"]
    file = log_of(proven).parent / blob
    file.write_bytes(b"all is well\n")
    run = proven.ask("evidence", "show", "3")
    assert run.returncode == 4
    assert "was changed since it was stored" in run.stderr


def test_check_holds(proven: "Project") -> None:
    run = proven.run("evidence", "check")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(
        f"ok      .sisyphus/evidence/sisyphus/tally/{log_of(proven).name}  4 lines, 2 runs, 2 outputs, own\n"
    )
    assert "1 log checked: all hold together." in run.stdout
    said = document(proven, "check", "tally")
    assert said["holds"] is True
    assert said["logs"][0]["remarks"] == []


def test_check_of_nothing(checked: "Project") -> None:
    run = checked.ask("evidence", "check")
    assert (run.returncode, run.stdout) == (0, "No evidence is stored here.\n")


@pytest.mark.parametrize("plan", [(), ("tally",)], ids=["all", "one"])
def test_a_log_that_went_with_its_folder_is_missed(proven: "Project", plan: tuple[str, ...]) -> None:
    proven.git("clean", "-qfdx")
    assert not (proven.root / ".sisyphus/evidence").exists()
    run = proven.ask("evidence", "check", *plan)
    assert run.returncode == 7
    assert "is gone: it had 4 lines when it was last written here" in run.stdout
    assert proven.ask("verify", "--trust-all").returncode == 0
    assert proven.ask("evidence", "check", *plan).returncode == 0


def faults(project: "Project") -> list[str]:
    run = project.ask("evidence", "check")
    said = document(project, "check")
    assert run.returncode == (0 if said["holds"] else 7)
    assert run.stdout.startswith("ok" if said["holds"] else "broken")
    return [fault for log in said["logs"] for fault in log["faults"]]


def test_check_finds_what_was_edited(proven: "Project") -> None:
    log = log_of(proven)
    whole = log.read_text()
    log.write_text(whole.replace('"outcome":"passed"', '"outcome":"failed"', 1))
    assert "does not follow the line before it" in faults(proven)[0]
    assert proven.ask("evidence", "list").returncode == 7
    assert proven.ask("evidence", "export").returncode == 7
    log.write_text("\n".join(whole.split("\n")[:2]) + "\n")
    assert "was cut off at line 2: it went to line 4" in faults(proven)[0]
    log.unlink()
    assert "is gone: it had 4 lines" in faults(proven)[0]
    log.write_text(whole)
    assert faults(proven) == []
    log.write_text(whole + '{"v":1')
    assert document(proven, "check")["logs"][0]["remarks"] == [
        "its last line is only a part, as after a crash; it is left out"
    ]


def test_check_finds_outputs_that_are_missing_or_changed(proven: "Project") -> None:
    out = log_of(proven).parent / "out"
    blobs = sorted(out.rglob("*.txt"))
    blobs[0].write_text("all is well\n")
    blobs[1].unlink()
    assert [fault.partition(":")[0] for fault in faults(proven)] == [
        "1 stored outputs are missing", "1 stored outputs were changed",
    ]  # fmt: skip


def test_check_says_what_it_cannot_know(proven: "Project", tmp_path: Path) -> None:
    proven.commit("docs: evidence")
    clone = tmp_path / "clone"
    proven.git("clone", "-q", str(proven.root), str(clone))
    said = document(proven, "check", at=clone)
    assert (said["holds"], said["logs"][0]["own"], said["logs"][0]["remarks"]) == (True, False, [ELSEWHERE])
    listed = proven.ask("evidence", "list", at=clone).stdout
    assert "2 runs, 2 of them written elsewhere" in listed
    assert document(proven, "show", "3", at=clone)["run"]["own"] is False


def test_check_says_whose_a_log_is_when_the_state_folder_lost_sight_of_it(
    proven: "Project", sealed_home: Path
) -> None:
    anchors, plan = sealed_home / ".state/sisyphus/anchors", log_of(proven).parent.name

    def told() -> list[tuple[bool, list[str]]]:
        return [(log["own"], log["remarks"]) for log in document(proven, "check")["logs"]]

    behind = {file.name: file.read_bytes() for file in anchors.iterdir()}
    assert proven.ask("verify", "--trust-all").returncode == 0
    assert told() == [(True, [])]
    for name, content in behind.items():
        (anchors / name).write_bytes(content)
    assert told() == [(True, [BEHIND.format(plan=plan)])]
    shutil.rmtree(anchors)
    unknown = (False, [UNKNOWN.format(plan=plan)])
    assert told() == [unknown]
    (way_out,) = re.findall(r"`sisyphus ([^`]+)`", unknown[1][0])
    assert proven.ask(*way_out.split(), "--trust-all").returncode == 0, "the way out that it names"
    assert told() == [(True, []), unknown]
    assert proven.ask("evidence", "check").returncode == 0


def test_export_is_a_statement_about_the_commit(proven: "Project") -> None:
    run = proven.run("evidence", "export")
    assert run.returncode == 0
    assert "not signed" in run.stderr
    said = json.loads(run.stdout)
    assert said["subject"] == [{"digest": {"gitCommit": proven.git("rev-parse", "HEAD")}}]
    assert said["predicate"]["result"] == "PASSED"
    assert len(said["predicate"]["passedTests"]) == 2
    again = proven.ask("evidence", "export", "--format", "in-toto", "-o", "s.json", "-q")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    # The file itself is untracked content now: the bytes were made before it was there.
    assert (proven.root / "s.json").read_text() == run.stdout
    assert proven.ask("evidence", "export", "-o", "no/such/folder.json").returncode in {2, 5}


def test_export_refuses_what_is_of_no_commit(proven: "Project", loose: "Project") -> None:
    proven.write("README.md", "# Changed\n")
    run = proven.ask("evidence", "export")
    assert run.returncode == 2
    assert "no stored run speaks of commit" in run.stderr
    assert proven.ask("verify", "--trust-all").returncode == 0
    assert proven.ask("evidence", "export").returncode == 2, "they ran on changes that no commit has"
    loose.plan("# P\n\n## TODOs\n\n- [ ] 1. a\n")
    assert "no commit" in loose.ask("evidence", "export").stderr


@pytest.mark.parametrize("command", [("list",), ("show", "1"), ("check",), ("export",)])
def test_looking_writes_nothing(proven: "Project", command: tuple[str, ...], sealed_home: Path) -> None:
    def files() -> dict[Path, bytes]:
        return {
            p: p.read_bytes()
            for root in (proven.root, sealed_home)
            for p in root.rglob("*")
            if p.is_file() and not p.is_relative_to(sealed_home / ".cache")  # where parsed plans are kept
        }

    before = files()
    assert proven.ask("evidence", *command).returncode == 0
    assert files() == before


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}\n", b"\xff\xfe", b"[" * 100_000, b'{"v":1,"seq":1e999}\n', b'{"v":99}\n']
)
def test_any_log_is_answered_for(proven: "Project", content: bytes) -> None:
    other = log_of(proven).with_name("other.jsonl")
    other.write_bytes(content)
    for command in (("list",), ("check",), ("show", "1")):
        run = proven.ask("evidence", *command)
        assert run.returncode in {0, 7}, run.stderr
        assert "Traceback" not in run.stderr

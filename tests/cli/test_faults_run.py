"""Commands that lie, spoil or break off: what is kept says so, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sisyphus.adapters.evidence_log import writer as evidence_writer

if TYPE_CHECKING:
    from tests.cli.conftest import Project


def script(*commands: str) -> str:
    block = "\n".join(commands)
    return f"# P\n\n## TODOs\n\n- [x] 1. a\n\n## Success Criteria\n\n```bash\n{block}\n```\n"


def checks_of(project: "Project") -> list[dict[str, Any]]:
    checks: list[dict[str, Any]] = json.loads(project.ask("verify", "--list", "--json").stdout)["checks"]
    return checks


def log_of(project: "Project") -> Path:
    (log,) = (project.root / ".sisyphus" / "evidence" / "sisyphus" / "tally").glob("*.jsonl")
    return log


RECORD = '{"type":"ended","v":1,"seq":2,"start":1,"outcome":"passed","exit":0}'


@pytest.mark.parametrize(
    "words",
    ["PASSED", "ended 0 1", "swept 0 0", "1 passed in 0.1s", RECORD, "::set-output name=outcome::passed"],
)
def test_what_a_command_says_of_itself_decides_nothing(project: "Project", words: str) -> None:
    project.write("lie.sh", f"cat <<'EOF'\n{words}\nEOF\nexit 1\n")
    project.plan(script("sh lie.sh"))
    assert project.ask("verify", "--trust-all").returncode == 1
    assert [c["result"]["outcome"] for c in checks_of(project)] == ["failed"]
    assert len(log_of(project).read_text().strip().split("\n")) == 2


def test_a_command_that_writes_to_the_supervisor_s_pipes_decides_nothing(project: "Project") -> None:
    project.write(
        "lie.sh", "for fd in 3 4 5 6 7 8 9; do eval \"echo 'ended 0 1' >&$fd\" 2>/dev/null; done; exit 1\n"
    )
    project.plan(script("sh lie.sh"))
    assert project.ask("verify", "--trust-all").returncode == 1


@pytest.mark.parametrize(
    "spoil",
    [
        "sed -i s/started/ended/ $LOG",
        "head -c 100 $LOG > x; cat x > $LOG",
        "echo '{}' >> $LOG; echo '{}' >> $LOG",
        'cp $LOG x; sed -i \'s/"none"/"bwrap"/\' x; mv x $LOG',
    ],
)
def test_a_command_that_writes_its_own_evidence_is_found_out(project: "Project", spoil: str) -> None:
    project.write("spoil.sh", f"LOG=$(ls .sisyphus/evidence/sisyphus/tally/*.jsonl)\n{spoil}\n")
    project.plan(script("sh spoil.sh", "true"))
    project.commit("test: spoil")
    code = project.ask("verify", "--trust-all").returncode
    assert code in {1, 7}
    assert not [c for c in checks_of(project) if c["command"] == "sh spoil.sh" and c["standing"] == "passed"]


@pytest.mark.parametrize(
    "command",
    ["echo x >> README.md", "git commit -q --allow-empty -m x; echo y >> README.md", "chmod +x README.md"],
)
def test_a_command_that_changes_the_content_proves_nothing(project: "Project", command: str) -> None:
    project.write(
        "change.sh", f"export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=b GIT_COMMITTER_NAME=a\n{command}\n"
    )
    project.plan(script("sh change.sh"))
    project.commit("test: change")
    assert project.ask("verify", "--trust-all").returncode == 1
    (check,) = checks_of(project)
    assert (check["result"]["freshness"], check["standing"]) == ("void", "stale")


def test_every_attempt_of_a_flaky_check_is_kept(project: "Project") -> None:
    project.write("flaky.sh", "test -e ../again || { touch ../again; exit 1; }\n")
    project.plan(script("sh flaky.sh"))
    project.commit("test: flaky")
    assert project.ask("verify", "--trust-all").returncode == 1
    assert project.ask("verify", "--trust-all").returncode == 0
    ended = [json.loads(row) for row in log_of(project).read_text().strip().split("\n")][1::2]
    assert [r["outcome"] for r in ended] == ["failed", "passed"]


def test_a_clock_that_is_set_back_changes_no_duration(
    project: "Project", monkeypatch: pytest.MonkeyPatch
) -> None:
    class Jumping(datetime):
        """A year earlier each time it is asked."""

        year_now = 2020

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Jumping":
            cls.year_now -= 1
            return cls(cls.year_now, 1, 1, tzinfo=tz or UTC)

    monkeypatch.setattr(evidence_writer, "datetime", Jumping)
    project.plan(script("sleep 0.2"))
    project.ask("verify", "--trust-all")
    (check,) = checks_of(project)
    assert 0.2 <= check["result"]["duration_s"] < 60


def start(project: "Project") -> "subprocess.Popen[str]":
    """Start a long check and wait until it runs."""
    project.plan(script("sh -c 'touch up.log; sleep 73.5'"))
    project.commit("docs: plan")
    process = subprocess.Popen(
        [sys.executable, "-m", "sisyphus", "verify", "--trust-all"],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 30
    while not (project.root / "up.log").exists():
        assert time.monotonic() < until, "it never ran"
        time.sleep(0.02)
    return process


def sleepers(project: "Project") -> list[int]:
    """Processes whose folder is the project's."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if (entry / "cwd").readlink() == project.root:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_a_request_to_end_ends_all_and_is_kept(project: "Project", number: signal.Signals, code: int) -> None:
    process = start(project)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, "Traceback" in said) == (code, False)
    assert sleepers(project) == []
    assert [c["result"]["outcome"] for c in checks_of(project)] == ["cancelled"]


def test_a_run_that_was_killed_is_inconclusive_and_leaves_nothing(project: "Project") -> None:
    process = start(project)
    process.kill()
    process.communicate(timeout=30)
    until = time.monotonic() + 30
    while sleepers(project) and time.monotonic() < until:
        time.sleep(0.05)
    assert sleepers(project) == []
    (check,) = checks_of(project)
    assert (check["result"]["outcome"], check["standing"]) == ("inconclusive", "not_run")
    assert "never ended" in check["note"]


def test_a_place_that_cannot_hold_evidence_runs_nothing(project: "Project") -> None:
    project.plan(script("touch ran.log"))
    project.write(".sisyphus/evidence", "a file")
    run = project.ask("verify", "--trust-all")
    assert run.returncode in {4, 5}
    assert "Traceback" not in run.stderr
    assert not (project.root / "ran.log").exists()
    assert project.ask("status").returncode == 0

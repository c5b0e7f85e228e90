"""Checks with a side effect, or that do not end: only an answer to that very command makes them run."""

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

PLAN = """# Tally

## TODOs

- [x] 1. Count the words

## Success Criteria

```bash
git tag v1 && echo tag >> ran.log
```
```bash
echo plain >> ran.log
```
```bash
echo serving >> ran.log; tail -f /dev/null
```
```bash
sudo -n true; echo root >> ran.log
```
"""
PLAIN, TAG, SERVER = "plain", "tag", "serving"


@pytest.fixture
def risky(project: "Project") -> "Project":
    """A plan with an ordinary check, a side effect, a server, and one that nothing makes run."""
    project.plan(PLAN)
    project.commit("work")
    return project


@pytest.fixture
def ran(project: "Project") -> Ran:
    """What ran so far, in order."""
    log = project.root / "ran.log"
    return lambda: log.read_text().split() if log.exists() else []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("o\nonce\nonce\n", [PLAIN, TAG, SERVER]),
        ("o\nonce\n\n", [PLAIN, TAG]),
        ("o\n\n\n", [PLAIN]),
        ("o\no\n\na\ny\n\n", [PLAIN]),
        ("o\nall\nskip\nyes\nskip\n", [PLAIN]),
        ("s\nonce\nq\n", [TAG]),
        ("all\no\n\n\n", [PLAIN]),
        ("all\n\nonce\nq\n", [TAG]),
        ("q\nonce\nonce\n", []),
        ("o\nq\nonce\n", [PLAIN]),
    ],
    ids=[
        "each by itself",
        "one of them",
        "default is no",
        "a letter is no yes",
        "all is no yes",
        "only the side effect",
        "all is about the others",
        "all refused",
        "quit",
        "quit late",
    ],
)
def test_only_its_own_word_makes_it_run(risky: "Project", ran: Ran, typed: str, expected: list[str]) -> None:
    _, shown = answer(risky, typed, "--timeout", "1")
    assert sorted(ran()) == sorted(expected), shown
    assert "sudo" not in shown.partition("CHECK")[0].partition("---")[0]


def test_what_was_typed_before_the_question_is_no_answer_to_it(risky: "Project", ran: Ran) -> None:
    _, shown = answer(risky, ["\n"] * 4, ahead="o\nonce\nonce\n")
    assert ran() == [], shown
    _, shown = answer(risky, ["o\nonce\nonce\n", "\n", "\n"])
    assert ran() == [PLAIN], shown


def test_its_risk_is_named_before_anything_runs(risky: "Project") -> None:
    _, shown = answer(risky, "o\n\n\n", "--timeout", "1")
    assert "2 commands reach beyond the work tree or will not end by itself" in shown
    assert "  RISK: changes the branch or the index" in shown
    assert "  RISK: it does not end by itself: stopped after 1 s, it is a timeout, no pass" in shown
    assert shown.index("echo plain") < shown.index("RISK:")


def test_neither_trust_all_nor_a_pipe_makes_it_run(risky: "Project", ran: Ran) -> None:
    run = risky.ask("verify", "--trust-all", "--json")
    assert ran() == [PLAIN]
    rows = {c["command"]: c for c in json.loads(run.stdout)["checks"]}
    tag, server, root = (next(c for k, c in rows.items() if w in k) for w in ("tag v1", "tail", "sudo"))
    assert [c["needs_own_approval"] for c in (tag, server, root)] == [True, True, False]
    assert [c["runnable"] for c in (tag, server, root)] == [False] * 3
    assert tag["note"] == "not run: changes the branch or the index; it needs an approval of its own"
    assert root["note"] == "cannot be run: needs root"
    assert root["key"] is None
    code, shown = answer(risky, "once\nonce\nonce\n", "--trust-all")
    assert ran() == [PLAIN, PLAIN]
    assert "RISK" not in shown
    assert code == 0


def test_a_trust_file_may_name_it(risky: "Project", ran: Ran, tmp_path: Path) -> None:
    rows = json.loads(risky.ask("verify", "--list", "--json").stdout)["checks"]
    listed = risky.ask("verify", "--list").stdout
    assert all((f"    key {c['key']}\n" in listed) == c["needs_own_approval"] for c in rows)
    file = tmp_path / "keys.txt"
    file.write_text("\n".join(c["key"] for c in rows if "tail" not in c["command"] and c["key"]))
    assert risky.ask("verify", "--trust-file", str(file)).returncode == 0
    assert ran() == [TAG, PLAIN]


def test_always_is_kept_under_its_own_key(risky: "Project", ran: Ran) -> None:
    answer(risky, "always\nalways\nq\n")
    assert ran() == [TAG, PLAIN]
    risky.git("tag", "-d", "v1")
    assert risky.ask("verify").returncode == 0
    assert ran() == [TAG, PLAIN] * 2
    assert "git tag v1" in risky.ask("verify", "--dry-run").stdout
    assert "tail -f" not in risky.ask("verify", "--dry-run").stdout
    listed = risky.ask("trust", "list", "-v").stdout
    (key,) = re.findall(r"^([0-9a-f]{12})\s+allowed.*git tag", listed, re.MULTILINE)
    assert risky.ask("trust", "revoke", key).returncode == 0
    risky.git("tag", "-d", "v1")
    assert risky.ask("verify").returncode == 0
    assert ran() == [TAG, PLAIN] * 2 + [PLAIN]


def test_a_denied_one_is_not_asked_about_again(risky: "Project", ran: Ran) -> None:
    answer(risky, "s\ndeny\nd\n")
    _, shown = answer(risky, "s\n")
    assert "RISK" not in shown
    assert ran() == []


def test_a_server_that_was_stopped_proves_nothing_and_fails_nothing(risky: "Project") -> None:
    code, shown = answer(risky, "o\ns\nonce\n", "--timeout", "1")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert re.search(r"^c-\w{10} .*\btimeout +\d+\.\d s ", plain, re.MULTILINE)
    assert "ran until its limit, which shows nothing" in shown
    assert code == 0
    (row,) = (
        c
        for c in json.loads(risky.ask("verify", "--list", "--json").stdout)["checks"]
        if "tail" in c["command"]
    )
    assert (row["standing"], row["result"]["outcome"]) == ("not_runnable", "timeout")


def test_a_side_effect_counts_while_its_content_is_here(risky: "Project") -> None:
    answer(risky, "o\nonce\nq\n")

    def tag() -> tuple[str, str]:
        rows = json.loads(risky.ask("verify", "--list", "--json").stdout)["checks"]
        row = next(c for c in rows if "tag v1" in c["command"])
        return row["standing"], row["note"]

    assert tag() == ("passed", "")
    risky.write("a.txt", "new")
    assert tag()[0] == "not_runnable"
    (row,) = (
        r
        for r in risky.ask("verify", "--trust-all").stdout.split("\n")
        if r.startswith("c-") and "git tag" in r
    )
    assert row.split()[-1] == "-"
    assert "changes the branch" in tag()[1]


def test_the_end_says_why_what_did_not_run(risky: "Project") -> None:
    shown = " ".join(risky.ask("verify", "--trust-all").stdout.split())
    assert re.search(
        r"c-\w{10}: not run: changes the branch or the index; it needs an approval of its own ", shown
    )
    assert "not runnable: not run" not in risky.ask("verify", "--list").stdout
    assert "to be asked about one, on a terminal: sisyphus verify tally CHECK" in shown
    assert "needs root" not in shown


def test_processes_that_a_check_leaves_are_told(project: "Project") -> None:
    project.plan("# P\n\n## Success Criteria\n\n```bash\nsh left.sh\n```\n")
    project.write("left.sh", "(setsid sleep 61.5 &)\n")
    assert "left 1 process running, ended" in project.ask("verify", "--trust-all").stdout

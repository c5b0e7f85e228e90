"""What `--exit-code` says of all plans when one of the files cannot be read."""

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Project

DONE = (
    "# Tally\n\n## TODOs\n\n- [x] 1. Count\n\n  **Acceptance Criteria**:\n  - [x] `test -d .git` → exit 0\n"
)
UNREAD = {
    "plans/other.md": (b"\xff\xfe\0\xd8", "unreadable-plan"),
    "boulder.json": (b"{ no", "broken-boulder"),
}


@pytest.mark.parametrize("name", UNREAD)
@pytest.mark.parametrize(
    ("box", "code"),
    [("[x]", 4), ("[~] (needs a token from the user)", 4), ("[ ]", 1)],
    ids=["done", "blocked", "open"],
)
def test_nothing_left_is_not_said_of_files_that_cannot_be_read(
    project: "Project", name: str, box: str, code: int
) -> None:
    content, rule = UNREAD[name]
    mark, _, why = box.partition("] ")
    project.plan(DONE.replace("[x] 1. Count", f"{mark.rstrip(']')}] 1. Count {why}"))
    project.commit("feat: count")
    project.ask("verify", "--trust-all")
    (project.root / ".sisyphus" / name).write_bytes(content)
    for _ in range(2):  # the second time from what was kept
        assert project.ask("status", "--exit-code").returncode == code
    found = project.ask("status", "--exit-code", "--json")
    assert found.returncode == code
    (finding,) = (f for f in json.loads(found.stdout)["workspace"]["findings"] if f["rule"] == rule)
    assert finding["source"] == {"path": f".sisyphus/{name}", "line": 1}
    assert project.ask("status", "tally", "--exit-code").returncode != 4


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        (
            "- [~] 1. Sign in (needs a token from the user)\n- [~] 2. Send\n",
            3,
            "ticked yet, and it waits for",
        ),
        (
            "- [ ] 1. Publish (requires push to verify)\n",
            3,
            "and it waits for `git remote add origin <url>` (you)",
        ),
        ("- [-] 1. Sign in\n- [-] 2. Send\n", 3, "every box is cancelled"),
        ("- [~] 1. Sign in (needs a token from the user)\n- [ ] 2. Send\n", 1, "no box is ticked yet."),
    ],
    ids=["marked", "waits", "cancelled", "one is left"],
)
def test_a_plan_that_an_agent_cannot_begin_leaves_it_no_work(
    project: "Project", rows: str, code: int, said: str
) -> None:
    project.plan(f"# Tally\n\n## TODOs\n\n{rows}")
    project.commit("docs: plan")
    assert project.ask("status", "--exit-code").returncode == code
    assert project.ask("report", "--exit-code").returncode == code
    found = project.ask("status", "tally", "--json")
    (status,) = json.loads(found.stdout)["plans"]
    assert (status["phase"], said in status["sentence"]) == ("planned", True), status["sentence"]


def test_what_only_a_person_can_judge_is_no_work_for_an_agent(project: "Project") -> None:
    project.plan(DONE.replace("→ exit 0", "→ looks well"))
    project.commit("feat: count")
    assert project.ask("verify", "--trust-all").returncode == 3
    assert project.ask("status", "--exit-code").returncode == 3
    project.plan(DONE.replace("→ exit 0", "→ looks well") + "  - [x] `test -f nowhere` → exit 0\n")
    assert project.ask("verify", "--trust-all").returncode == 1
    assert project.ask("status", "--exit-code").returncode == 1

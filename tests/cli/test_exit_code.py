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

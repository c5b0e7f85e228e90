"""Entries of a notepad that say of a task that it waits for somebody, and those that leave work to an agent."""

import pytest

from sisyphus.analysis.blocker_rules.notes import notepad_blocker
from sisyphus.analysis.blocker_rules.stopped import waits_when_stopped
from sisyphus.parse.notepad import parse_notepad
from tests.analysis.builders import facts_of, record
from tests.analysis.plan_builders import plan, task

HOLDS = [
    "Task: 3\nBLOCKED: waiting for Eva to rotate the key",
    "## Task 3\n\nBLOCKED: waiting for Eva to rotate the key",
    "## [2026-03-02] Task 3: rotation\n\n**Status**: BLOCKED\n**Reason**: Eva has to rotate the key first",
    "## Task 3\n\n**Blocked by**: missing AWS credentials",
    "## Task 3\n\n**Status**: BLOCKED - waiting for CI",
    "## Task 3\n\n**Status**: blocked, waiting for deployment to staging by DevOps",
    "## Task 3: key missing\n\n**Status**: Blocked\n\nThe user must provide STRIPE_API_KEY.",
    "## Task 3\n\nCannot proceed until legal signs off.",
    "## Task 3\n\nBLOCKED: PR #12 must be merged by a maintainer",
    "## Task 3\n\nBLOCKED: need decision from product: soft or hard delete?",
    "## Task 3\n\nBLOCKED: I need you to approve the schema change",
    "## Task 3\n\n**Status**: Blocked (external): waiting on the Okta team",
    "## Blockers\n\n- **Task 3**: Eva has not rotated the key yet",
    "## Open\n\n- Task 3: waiting for Eva",
    "| Task | Problem | Status |\n|---|---|---|\n| 3 | key not rotated | BLOCKED: waiting for Eva |",
    "## Task 3\n\n<start-work-blocked-external>",
    "## Aufgabe 3\n\nBLOCKIERT: Eva muss erst den Schlüssel tauschen",
    "## Tarea 3\n\nBLOQUEADO: falta acceso al servidor",
    "## Tarefa 3\n\nBLOQUEADO: aguardando a Eva",
    "## Tâche 3\n\nBLOQUÉ : en attente d'Eva",
    "## Attività 3\n\nBLOCCATO: in attesa di Eva",
    "## Задача 3\n\n**Статус**: заблокировано — ждём ключ от Евы",
    "## 任务 3\n\n阻塞：等待安全团队审批",
    "## タスク 3\n\nブロック中: Eva の鍵交換待ち",
    "## 작업 3\n\n차단됨: Eva가 키를 교체하기를 기다리는 중",
    "## Nhiệm vụ 3\n\nBị chặn: đang chờ Eva đổi khóa",
]
LEAVES = [
    "## Task 3\n\nBLOCKED: tests fail with ImportError\n\nCI passes on main.",
    "## Task 3\n\nBLOCKED by task 2, which must be merged first",
    "## Task 3\n\n**Status**: Blocked - waiting for task 2 to finish",
    "## Task 3\n\n**Status**: Blocked until tests are written",
    "## Task 3\n\n**Status**: BLOCKED - process is waiting for user input on stdin, pass --yes",
    "## Task 3\n\nBLOCKED: the endpoint needs permission checks before it can be merged",
    "## Task 3\n\n**Status**: BLOCKED\n**Reason**: no permission table in the schema yet",
    "## Task 3\n\nBLOCKED: login fails without password hashing",
    "## Task 3\n\nBLOCKED: crash when the user has not logged in",
    "## Task 3\n\nThe login form needs user input validation.",
    "## Task 3\n\nThe worker hangs waiting for the user to confirm the dialog in the test.",
    "## Task 3\n\n**Status**: Open\n\nThe endpoint requires credentials; the mock has none.",
    "## Task 3\n\n~~BLOCKED: waiting for Eva~~ done",
    "## Task 3\n\nBLOCKED: waiting for Eva\n\nUpdate 2026-03-04: Eva rotated it, unblocked.",
    "## Task 3\n\nBLOCKED: waiting for Eva\n\n## Task 3\n\nRESOLVED: Eva rotated the key",
    "## Task 3\n\n**Status**: Resolved. Was waiting for Eva to rotate the key.",
    "## Aufgabe 3\n\nBLOCKIERT: wartet auf Aufgabe 2",
    "## Tarea 3\n\nBLOQUEADO: esperando a que termine la tarea 2",
    "## Задача 3\n\n**Статус**: заблокировано — ждём задачу 2",
    "## 任务 3\n\n阻塞：等待任务 2 完成",
]


def held(text: str, kind: str = "problems") -> set[str | None]:
    """Return the labels of the tasks that a notepad holds up."""
    pad = parse_notepad(f"# Notes\n\n{text}\n", f".sisyphus/notepads/tally/{kind}.md")
    facts = facts_of(record(plan(task("1", 5), task("3", 6)), notepads=(pad,)))
    return {b.task for b in notepad_blocker(facts) if b.holds}


@pytest.mark.parametrize("text", HOLDS)
def test_a_task_that_waits_for_somebody_is_held(text: str) -> None:
    assert held(text) == {"3"}
    assert held(text.replace("3", "1", 1) if "2026" not in text else text.replace("k 3", "k 1")) == {"1"}


@pytest.mark.parametrize("text", LEAVES)
def test_work_of_the_agent_is_not_held(text: str) -> None:
    assert held(text) == set()


def test_what_tells_of_the_word_by_which_an_agent_stops_holds_nothing() -> None:
    assert (
        held("## Task 3\n\nPrint <start-work-blocked-external> where no board is there", "learnings") == set()
    )
    assert held("## Task 3\n\n<start-work-blocked-external> no board", "learnings") == {"3"}


def test_somebody_who_has_to_push_is_waited_for_no_longer_than_the_push() -> None:
    said = "BLOCKED - needs the owner to push"
    assert [str(w.event) for w in waits_when_stopped(said, said)] == ["a push"]


@pytest.mark.parametrize(
    "piece", ["waiting for ", "needs a-b ", "A_B", "ждём ", "muss a ", "api key a ", "blocked by: ", "等待"]
)
def test_long_lines_end(piece: str) -> None:
    waits_when_stopped(piece * 10_000, piece * 20_000)

"""Complaints A18, A19, A22, D10 to D13 and D16 to D18: what was read, from where, and what is wrong with it."""

import hashlib
from typing import TYPE_CHECKING

import pytest

from sisyphus.model.judgement import Phase, Tally
from sisyphus.model.plan import Role

if TYPE_CHECKING:
    from tests.complaints.conftest import Workspace

FENCE = "`" * 3
OPEN = "# Tally\n\n## TODOs\n- [x] 1. a\n- [ ] 2. b\n"


def test_a18_the_path_that_was_read_and_every_other_copy_are_named(workspace: "Workspace") -> None:
    workspace.plan(OPEN)
    workspace.write(".omo/plans/tally.md", OPEN.replace("[ ]", "[x]"))
    plan = workspace.named("tally")
    assert plan.path == ".omo/plans/tally.md"
    assert plan.counts.task == Tally(total=2, done=2)
    [finding] = [f for f in plan.findings if f.rule == "state-drift"]
    assert ".sisyphus/plans/tally.md" in finding.message
    assert finding.message.count(" UTC") == 2
    assert ".omo/plans/tally.md" in workspace.say("status", "tally")


def test_a18_boxes_elsewhere_do_not_reopen_the_tasks(workspace: "Workspace") -> None:
    plan = workspace.judge("## TODOs\n- [x] 1. a\n- [x] 2. b\n\n## Ideas\n- [ ] one\n- [ ] two\n")
    assert (plan.counts.task, plan.counts.other) == (Tally(total=2, done=2), Tally(total=2, open=2))


def test_a19_a_malformed_plan_is_told_what_is_wrong_with_it(workspace: "Workspace") -> None:
    plan = workspace.judge(
        "## Phase 1\n- [ ] a\n- [?] b\n\n## TODOs\n- [ ] 3. c\n  Blocked By: 4, 9\n- [ ] 4. d\n  Blocked By: 3\n"
    )
    rules = {f.rule for f in plan.findings}
    assert rules >= {"unknown-marker", "unknown-dependency", "dependency-cycle"}
    assert "unlabelled-task" in {f.rule for f in workspace.judge("## TODOs\n- [ ] a\n").findings}


TRANSLATED = {
    "Chinese": ("任务列表", "最终验证波次", "完成标准"),
    "Korean": ("작업 목록", "최종 검증 웨이브", "완료 기준"),
    "Japanese": ("タスク一覧", "最終検証", "完了条件"),
    "Spanish": ("Lista de tareas", "Verificación final", "Definición de terminado"),
    "Portuguese": ("Lista de tarefas", "Verificação final", "Definição de pronto"),
    "Russian": ("Список задач", "Финальная проверка", "Критерии готовности"),
    "Vietnamese": ("Danh sách công việc", "Kiểm tra cuối cùng", "Tiêu chí hoàn thành"),
    "Indonesian": ("Daftar tugas", "Verifikasi akhir", "Definisi selesai"),
    "German": ("Aufgabenliste", "Abschlussprüfung", "Definition von fertig"),
    "French": ("Liste des tâches", "Vérification finale", "Définition de terminé"),
    "no words at all": ("§ 1", "Final Verification Wave", "DoD"),
}


@pytest.mark.parametrize("headings", TRANSLATED.values(), ids=TRANSLATED.keys())
def test_a22_a_translated_plan_is_read_like_any_other(
    workspace: "Workspace", headings: tuple[str, str, str]
) -> None:
    tasks, final, done = headings
    plan = workspace.judge(
        f"# P\n## {done}\n- [ ] d\n## {tasks}\n- [x] 1. a\n- [ ] 2. b\n## {final}\n- [ ] F1. c\n"
    )
    assert plan.counts.task == Tally(total=2, done=1, open=1)
    assert plan.counts.final_wave == Tally(total=1, open=1)
    assert plan.counts.definition_of_done == Tally(total=1, open=1)
    assert [t.role for t in plan.tasks] == [Role.TASK, Role.TASK, Role.FINAL_WAVE]


def test_d10_a_plan_that_was_cut_off_shows_it(workspace: "Workspace") -> None:
    plan = workspace.judge(
        f"# P\n\n## TODOs\n- [x] 1. a\n- [ ] 2. b\n  Blocked By: 7\n\n{FENCE}bash\ncargo te"
    )
    found = {f.rule: (f.source.line, f.message) for f in plan.findings}
    assert found["unknown-dependency"][0] == 5
    assert found["broken-fence"] == (8, "a code fence is never closed; it ends with the file")


def test_d10_a_plan_without_its_task_section_has_no_tasks(workspace: "Workspace") -> None:
    plan = workspace.judge("# P\n\n## Context\n\nIt should be faster.\n\n## Work Objectives\n")
    assert plan.phase is Phase.NO_TASKS
    assert [f.rule for f in plan.findings] == ["no-tasks"]


def test_d11_a_notepad_of_scaffold_only_has_no_entries(workspace: "Workspace") -> None:
    workspace.write(
        ".sisyphus/notepads/tally/learnings.md", "# Learnings\n\nConventions and patterns.\n\n---\n"
    )
    workspace.write(
        ".sisyphus/notepads/tally/issues.md", "# Issues\n\n## [2026-03-01] Task 1\n\nThe cache is slow.\n"
    )
    notepads = {n.kind: n.entries for n in workspace.judge(OPEN).notepads}
    assert notepads == {"learnings": 0, "issues": 1}


def test_d12_what_a_person_wrote_is_never_overwritten(workspace: "Workspace") -> None:
    workspace.plan(OPEN)
    report = workspace.write(".sisyphus/notepads/tally/FINAL_STATUS.md", "# My own words\n")
    before = {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}
    for command in (("status",), ("status", "tally"), ("report", "tally"), ("verify", "tally", "--list")):
        workspace.say(*command)
    answer = workspace.ask("report", "tally", "--write")
    assert (answer.returncode, "edited by hand" in answer.stderr) == (2, True)
    assert report.read_text() == "# My own words\n"
    assert {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()} == before


def test_d13_the_state_is_found_from_any_folder_below(workspace: "Workspace") -> None:
    workspace.plan(OPEN)
    deep = workspace.root / "apps" / "web"
    deep.mkdir(parents=True)
    answer = workspace.ask("status", "tally", at=deep)
    assert (answer.returncode, "tasks 1/2" in answer.stdout) == (0, True)


def test_d16_the_graph_of_a_reworked_plan_is_checked(workspace: "Workspace") -> None:
    plan = workspace.judge(
        "## TODOs\n- [ ] 1. a\n  Blocked By: 2\n- [ ] 2. b\n  Blocked By: 1\n- [ ] 3. c\n  Blocked By: 12\n"
    )
    messages = {f.rule: f.message for f in plan.findings}
    assert messages["dependency-cycle"] == "tasks depend on each other in a circle: 1 → 2 → 1"
    assert messages["unknown-dependency"] == "task 3 depends on 12, which the plan does not have"


def test_d17_the_planned_wave_stands_beside_the_commit_that_came(tracked: "Workspace") -> None:
    tracked.plan(
        "## TODOs\n### Wave 1\n- [ ] 1. First\n  **Files**: `count.py`\n  **Commit**: YES\n  - Message: `feat(count): count the words`\n"
        "### Wave 2\n- [x] 2. Second\n  **Blocked By**: 1\n  **Commit**: YES\n  - Message: `feat(rank): order the words by length`\n"
    )
    tracked.write("rank.py", "rank = sorted\n")
    sha = tracked.commit("feat(rank): order the words by length")
    first, second = tracked.named("tally").tasks
    assert [(t.wave, [c.sha for c in t.commits]) for t in (first, second)] == [
        ("Wave 1", []),
        ("Wave 2", [sha]),
    ]
    assert "done-before-dependency" in {f.rule for f in tracked.named("tally").findings}


def test_d18_the_plan_s_own_hash_says_which_copy_was_judged(workspace: "Workspace") -> None:
    plan = workspace.judge(OPEN)
    digest = hashlib.sha256(OPEN.encode()).hexdigest()
    assert plan.sha256 == digest
    assert digest in workspace.say("status", "--json")
    assert digest[:12] in workspace.say("report", "tally")

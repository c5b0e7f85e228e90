"""The tasks of a plan: claimed, committed, verified, with all that the plan says of each."""

from collections.abc import Iterable

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.linking.ticks import describe_tick
from sisyphus.analysis.verification import tally_checks
from sisyphus.model.judgement import CheckStatus, Confidence, Criteria, Proof, Proven
from sisyphus.model.plan import Plan, Role, State, Task
from sisyphus.model.repository import Repository
from sisyphus.model.review import NamedFile
from sisyphus.model.status import TaskStatus

_NO_CRITERIA = Criteria(total=0, done=0)


def judge_tasks(facts: Facts) -> tuple[TaskStatus, ...]:
    """Return the tasks of a plan in file order."""
    criteria, checks = _criteria(facts.plan), _checks_by_task(facts.checks)
    files = {f.path: f for f in facts.record.named_files}
    return tuple(
        _task(
            task,
            facts,
            criteria.get(task.key, _NO_CRITERIA),
            checks.get(task.key, ()),
            tuple(files[path] for path in task.evidence_paths if path in files),
        )
        for task in facts.plan.tasks
    )


def _criteria(plan: Plan) -> dict[str, Criteria]:
    """Count the acceptance boxes of each task that has some."""
    states: dict[str, list[State]] = {}
    for box in plan.boxes:
        if box.task and box.role is Role.ACCEPTANCE:
            states.setdefault(box.task, []).append(box.state)
    return {key: Criteria(total=len(inner), done=inner.count(State.DONE)) for key, inner in states.items()}


def _checks_by_task(checks: tuple[CheckStatus, ...]) -> dict[str | None, list[CheckStatus]]:
    found: dict[str | None, list[CheckStatus]] = {}
    for status in checks:
        found.setdefault(status.check.task, []).append(status)
    return found


def _task(
    task: Task,
    facts: Facts,
    criteria: Criteria,
    checks: Iterable[CheckStatus],
    evidence: tuple[NamedFile, ...],
) -> TaskStatus:
    links, no_commit = facts.links.get(task.key, ((), "no commit found"))
    return TaskStatus(
        id=task.label,
        key=task.key,
        role=task.role,
        title=task.title,
        state=task.state,
        marker=task.marker,
        line=task.line,
        end_line=task.end_line,
        depends_on=task.depends_on,
        blocks=task.blocks,
        wave=task.wave,
        files=task.files,
        criteria=criteria,
        commit_plan=task.commit_plan,
        commits=links,
        no_commit=no_commit,
        verification=tally_checks(checks),
        ticked=describe_tick(facts.ticks[task.key]) if task.key in facts.ticks else None,
        what_to_do=task.what_to_do,
        must_not_do=task.must_not_do,
        references=task.references,
        evidence=evidence,
        scenarios=task.scenarios,
        agent_profile=task.agent_profile,
        parallel=task.parallel,
        parallel_group=task.parallel_group,
    )


def _is_committed(task: TaskStatus) -> bool:
    return any(c.confidence is not Confidence.LOW for c in task.commits)


def count_carried(tasks: tuple[TaskStatus, ...], repository: Repository | None) -> int | None:
    """Count the done tasks that a commit carries, the final reviews left out; `None` outside git."""
    if repository is None:
        return None
    return sum(_is_committed(t) for t in tasks if t.state is State.DONE and t.role is Role.TASK)


def count_proof(tasks: tuple[TaskStatus, ...]) -> Proof:
    """Count the three columns."""
    return Proof(
        claimed=sum(t.state is State.DONE for t in tasks),
        committed=sum(map(_is_committed, tasks)),
        verified=sum(t.verification.state is Proven.PASSED for t in tasks),
        of=len(tasks),
    )

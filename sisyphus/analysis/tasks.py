"""The tasks of a plan: claimed, committed, verified, with all that the plan says of each."""

from collections.abc import Mapping

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.linking.ticks import describe_tick
from sisyphus.analysis.verification import tally_checks
from sisyphus.model.judgement import Criteria, Verification
from sisyphus.model.plan import Plan, Role, State, Task
from sisyphus.model.review import NamedFile
from sisyphus.model.status import TaskStatus

_NO_CRITERIA = Criteria(total=0, done=0)


def judge_tasks(facts: Facts, by_task: Mapping[str | None, Verification]) -> tuple[TaskStatus, ...]:
    """Return the tasks of a plan in file order; `by_task` is what `tally_by_task` counted."""
    criteria, nothing = _criteria(facts.plan), tally_checks(())
    files = {f.path: f for f in facts.record.named_files}
    return tuple(
        _task(
            task,
            facts,
            criteria.get(task.key, _NO_CRITERIA),
            by_task.get(task.key, nothing),
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


def _task(
    task: Task,
    facts: Facts,
    criteria: Criteria,
    verification: Verification,
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
        verification=verification,
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

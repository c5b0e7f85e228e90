"""What the rules look at: one plan, with what was concluded of it so far."""

from collections.abc import Mapping
from datetime import datetime

from sisyphus.analysis.linking.past import Past
from sisyphus.model.deferred import dataclass, field
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.judgement import CheckStatus, CommitLink
from sisyphus.model.plan import Box, Plan, State, Task, plan_word
from sisyphus.model.repository import Flip, Repository
from sisyphus.model.review import Others
from sisyphus.model.snapshot import PlanRecord

_NOT_DONE = frozenset({State.OPEN, State.IN_PROGRESS, State.BLOCKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Input of every blocker rule."""

    record: PlanRecord
    plan: Plan
    repository: Repository | None
    checks: tuple[CheckStatus, ...]
    left: tuple[Box, ...]
    """Boxes that are neither done nor cancelled."""
    links: dict[str, tuple[tuple[CommitLink, ...], str | None]]
    """By task key: its commits and, where there are none, why."""
    names_files: dict[str, tuple[str, ...]]
    """By task key: the files that differ from HEAD and that the task names."""
    shared_evidence: Mapping[str, Others] = field(default_factory=dict)
    """By path: the other plans that name it as evidence; empty when no other plan was read."""
    taken_at: datetime | None = None
    """When all of this was observed."""
    ticks: Mapping[str, Flip] = field(default_factory=dict)
    """By task key: the last flip to done of each ticked task, where git knows it."""
    past: Past | None = None
    """The repository as links look at it; `None` where nobody asked it."""

    @property
    def rows_left(self) -> tuple[Box, ...]:
        """The boxes that are left, and tasks without a box whose own words say that they are not done.

        Such a task has no marker; one whose words say nothing is none: its state is unknown.
        """
        told = [t for t in self.plan.tasks if t.marker is None and t.state in _NOT_DONE]
        if not told:  # most plans
            return self.left
        return tuple(sorted((*self.left, *map(_row, told)), key=lambda row: row.line))

    @property
    def plan_word(self) -> str:
        """How a command line names the plan."""
        return plan_word(self.plan.name, self.plan.path)

    def finding(
        self,
        rule: str,
        severity: Severity,
        message: str,
        line: int | None = None,
        *,
        against: int | None = None,
    ) -> Finding:
        """Make a finding about a line of the plan; `against` is the line of the other side."""
        path = self.plan.path
        return Finding(
            rule=rule,
            severity=severity,
            message=message,
            source=Source(path=path, line=line),
            against=None if against is None else Source(path=path, line=against),
        )

    @property
    def tasks(self) -> dict[str, Task]:
        """Tasks by key."""
        return {t.key: t for t in self.plan.tasks}


def _row(task: Task) -> Box:
    """Return a task without a box as a box that nobody drew."""
    return Box(
        line=task.line,
        marker="",
        state=task.state,
        role=task.role,
        text=task.title,
        task=task.key,
        outermost=False,
        in_list=False,
    )

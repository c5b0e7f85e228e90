"""Plans for the tests of analysis and render, piece by piece."""

import hashlib

from sisyphus.model.check import Assertion, AssertionKind, Check, Expectation, Origin
from sisyphus.model.plan import Box, Claim, Plan, Role, State, Task

PATH = ".sisyphus/plans/speed.md"
MARKERS = {
    State.OPEN: " ",
    State.DONE: "x",
    State.BLOCKED: "~",
    State.CANCELLED: "-",
    State.IN_PROGRESS: "/",
    State.OTHER: "?",
}
EXITS_0 = Expectation(
    text=None, assertions=(Assertion(kind=AssertionKind.EXIT_CODE, equals=0),), understood=True
)


def key(label: str, role: Role = Role.TASK) -> str:
    return f"{'final-wave' if role is Role.FINAL_WAVE else 'todo'}:{label.lower()}"


def box(
    line: int,
    text: str = "Holds",
    state: State = State.OPEN,
    role: Role = Role.CHECKLIST,
    task: str | None = None,
) -> Box:
    """`task` is a key."""
    return Box(
        line=line,
        marker=MARKERS[state],
        state=state,
        role=role,
        text=text,
        task=task,
        outermost=task is None or role in {Role.TASK, Role.FINAL_WAVE},
        in_list=True,
    )


def task(
    label: str,
    line: int,
    state: State = State.OPEN,
    role: Role = Role.TASK,
    depends_on: tuple[str, ...] = (),
) -> Task:
    return Task(
        label=label,
        key=key(label, role),
        role=role,
        title=f"Do step {label}",
        state=state,
        marker=MARKERS[state],
        line=line,
        end_line=line + 5,
        depends_on=depends_on,
    )


def plan(
    *tasks: Task,
    boxes: tuple[Box, ...] = (),
    checks: tuple[Check, ...] = (),
    claims: tuple[Claim, ...] = (),
) -> Plan:
    """The box of each task is added to `boxes`."""
    rows = tuple(box(t.line, t.title, t.state, t.role, t.key) for t in tasks if t.marker is not None)
    return Plan(
        path=PATH,
        name="speed",
        title="Speed",
        objective=None,
        sha256="5" * 64,
        lines=200,
        tasks=tasks,
        boxes=tuple(sorted((*rows, *boxes), key=lambda b: b.line)),
        checks=checks,
        claims=claims,
    )


def check(command: str = "make test", label: str | None = "1", *programs: str, line: int = 70) -> Check:
    return Check(
        id=f"c-{hashlib.sha256(command.encode('utf-8', 'replace')).hexdigest()[:10]}",
        task=None if label is None else key(label),
        label=label,
        origin=Origin.ACCEPTANCE,
        path=PATH,
        line=line,
        command=command,
        expect=EXITS_0,
        runnable=True,
        programs=programs,
    )

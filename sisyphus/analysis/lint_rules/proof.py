"""Lint rules about what the work leaves and what it starts from: evidence, commits, criteria, files."""

from collections.abc import Iterator

from sisyphus.analysis.blocker_rules.waiting import waits_for
from sisyphus.analysis.finding_rules.proof import evidence_shared
from sisyphus.analysis.lint_rules.rule import LintRule, facts_of, found, is_over, is_silenced, labels, listed
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.lint import Planned, Rule
from sisyphus.model.plan import Reference, Role, State, Task


def shared_evidence(planned: Planned) -> Iterator[Finding]:
    """Two plans, or two tasks of one, name the same file as evidence."""
    yield from evidence_shared(facts_of(planned))
    folders = {f.path for f in planned.record.named_files if f.is_folder}
    named: dict[str, list[Task]] = {}
    for task in planned.plan.tasks:
        # A scenario makes what it names; elsewhere a task may read what another one left.
        for path in dict.fromkeys(p for s in task.scenarios for p in s.evidence):
            if "/evidence/" in path and path not in folders and not path.endswith("/"):
                named.setdefault(path, []).append(task)
    by_tasks: dict[tuple[str, ...], list[str]] = {}
    for path, tasks in named.items():
        if len(tasks) > 1:
            by_tasks.setdefault(tuple(t.key for t in tasks), []).append(path)
    known = {t.key: t for t in planned.plan.tasks}
    for keys, paths in by_tasks.items():
        tasks = [known[key] for key in keys]
        message = f"{labels(tasks)} name the same evidence, which cannot prove both: {listed(paths)}"
        yield found(planned, "evidence-shared", Severity.WARNING, message, tasks[1].line)


def no_commit_line(planned: Planned) -> Iterator[Finding]:
    """Tasks do not say whether they are committed, and how; all such tasks of a plan are one finding."""
    rows = [t for t in planned.plan.tasks if t.role is Role.TASK and not is_over(t)]
    silent = [
        t
        for t in rows
        if t.commit_plan.wanted is None
        and not t.commit_plan.with_tasks
        and not is_silenced(planned, "no-commit-line", t.line)
    ]
    if not silent:
        return
    if len(silent) == len(rows) > 1:
        message = f"none of the {len(rows)} open tasks says how it is committed"
    else:
        message = f"{labels(silent)} {'does' if len(silent) == 1 else 'do'} not say how to commit"
    yield found(planned, "no-commit-line", Severity.INFO, message, silent[0].line)


def external_check(planned: Planned) -> Iterator[Finding]:
    """A criterion of the whole plan waits for a push, CI, a deployment or a person."""
    for box in planned.plan.boxes:
        waits = waits_for(box.text) if box.role in _CRITERIA and box.state is State.OPEN else ()
        if waits:
            events = ", then ".join(dict.fromkeys(str(w.event) for w in waits))
            message = f"only {events} can close it: {box.text[:60]}"
            yield found(planned, "external-check", Severity.INFO, message, box.line)


_CRITERIA = frozenset({Role.DEFINITION_OF_DONE, Role.CHECKLIST, Role.DELIVERABLE})


def missing_file(planned: Planned) -> Iterator[Finding]:
    """A task refers to a file that is not there."""
    told: set[str] = set()
    for reference in planned.absent:
        if reference.path not in told:
            told.add(reference.path)
            message = f"no such file: {reference.path}"
            yield found(planned, "missing-file", Severity.WARNING, message, reference.source_line)


def missing_line(planned: Planned) -> Iterator[Finding]:
    """A task refers to lines behind the end of a file."""
    for reference, length in planned.short:
        message = f"{reference.path} has {length} lines; there is no {_lines(reference)}"
        yield found(planned, "missing-line", Severity.WARNING, message, reference.source_line)


def _lines(reference: Reference) -> str:
    last = reference.last_line
    return f"line {reference.first_line}" + (f" to {last}" if last else "")


RULES = (
    LintRule(
        Rule(
            id="evidence-shared",
            severity=Severity.WARNING,
            summary="Two plans, or two tasks, name the same file as evidence.",
            why="The one that is done first leaves a file that then seems to prove the other.",
            fix="put the plan's name and the task's id into the file's name",
        ),
        shared_evidence,
    ),
    LintRule(
        Rule(
            id="no-commit-line",
            severity=Severity.INFO,
            summary="Tasks do not say how they are committed.",
            why="A planned message is what ties a commit to its task most surely; without it one has to"
            " guess.",
            fix="add `**Commit**: YES | Message: type(scope): subject | Files: …`, or `**Commit**: NO`",
        ),
        no_commit_line,
    ),
    LintRule(
        Rule(
            id="external-check",
            severity=Severity.INFO,
            summary="Only a push, CI, a deployment or a person can close a criterion of the plan.",
            why="An agent that is told to go on until all is done can never finish, or ticks what it"
            " cannot know.",
            fix="say what can be seen on this machine, and leave the rest to a list of steps for the user",
        ),
        external_check,
    ),
    LintRule(
        Rule(
            id="missing-file",
            severity=Severity.WARNING,
            summary="A task refers to a file that is not there.",
            why="The agent will look for it, and make something up in its place.",
            fix="correct the path, or say that the file is new",
        ),
        missing_file,
    ),
    LintRule(
        Rule(
            id="missing-line",
            severity=Severity.WARNING,
            summary="A task refers to lines behind the end of a file.",
            why="The file has changed since the plan was written, or the numbers were guessed.",
            fix="look the lines up again, or name a function instead",
        ),
        missing_line,
    ),
)
"""Rules about evidence, commits, criteria and references."""

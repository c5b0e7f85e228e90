"""Contradictions and oddities that only show when facts stand side by side: one generator a rule."""

from collections.abc import Callable, Iterator

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.finding_rules.graph import blocks_disagree, same_wave_same_file
from sisyphus.analysis.finding_rules.history import (
    bulk_ticked,
    doubled_commits,
    ticked_out_of_order,
    ticked_without_change,
)
from sisyphus.analysis.finding_rules.matrix import matrix_disagrees
from sisyphus.analysis.finding_rules.order import taken_out_of_order
from sisyphus.analysis.finding_rules.proof import (
    evidence_empty,
    evidence_missing,
    evidence_shared,
    evidence_stale,
    no_tests_ran,
    rejected_but_ticked,
    ticked_without_verdict,
)
from sisyphus.analysis.finding_rules.state import (
    judged_older_copy,
    notepad_entries_lost,
    plan_copies_differ,
    stalled_work,
    work_ended_early,
)
from sisyphus.analysis.labels import find_task, index_tasks
from sisyphus.model.finding import Finding, Severity
from sisyphus.model.judgement import Standing
from sisyphus.model.plan import HEADLINE_ROLES, State

FindingRule = Callable[[Facts], Iterator[Finding]]

_UNFINISHED = frozenset({State.OPEN, State.IN_PROGRESS, State.BLOCKED, State.OTHER})


def claims_completion(facts: Facts) -> Iterator[Finding]:
    """The plan's text says that all is done, and a box says otherwise."""
    for claim in facts.plan.claims:
        if facts.left:
            first, number = facts.left[0], len(facts.left)
            boxes = "1 open box (" if number == 1 else f"{number} open boxes (first: "
            yield facts.finding(
                "contradicted-claim",
                Severity.ERROR,
                f'"{claim.text}" stands beside {boxes}line {first.line})',
                claim.line,
                against=first.line,
            )


def ticked_but_failing(facts: Facts) -> Iterator[Finding]:
    """A ticked task has a check that fails on this very content."""
    done = {t.key: t.line for t in facts.plan.tasks if t.state is State.DONE}
    for status in facts.checks:
        if status.standing is Standing.FAILED and status.check.task in done:
            message = f"task {status.check.label} is ticked, and its check fails: {status.check.command}"
            ticked = done[status.check.task]
            yield facts.finding(
                "ticked-but-failing", Severity.ERROR, message, status.check.line, against=ticked
            )


def done_before_dependency(facts: Facts) -> Iterator[Finding]:
    """A task is ticked before one that it depends on."""
    index = index_tasks(facts.plan)
    for task in facts.plan.tasks:
        needed = {d: find_task(index, d) for d in task.depends_on}
        early = {d: t.line for d, t in needed.items() if t is not None and t.state in _UNFINISHED}
        if task.state is State.DONE and early:
            message = f"task {task.label} is done before task {', '.join(early)}, which it depends on"
            first = next(iter(early.values()))
            yield facts.finding("done-before-dependency", Severity.WARNING, message, task.line, against=first)


def unknown_dependency(facts: Facts) -> Iterator[Finding]:
    """A task depends on an id that the plan does not have."""
    index = index_tasks(facts.plan)
    for task in facts.plan.tasks:
        unknown = [d for d in task.depends_on if find_task(index, d) is None]
        if unknown:
            message = f"task {task.label} depends on {', '.join(unknown)}, which the plan does not have"
            yield facts.finding("unknown-dependency", Severity.WARNING, message, task.line)


def dependency_cycle(facts: Facts) -> Iterator[Finding]:
    """Tasks wait for each other in a circle."""
    index = index_tasks(facts.plan)
    needs = {
        t.key: tuple(n.key for n in (find_task(index, d) for d in t.depends_on) if n is not None)
        for t in facts.plan.tasks
        if t.depends_on
    }
    tasks = facts.tasks
    settled: set[str] = set()
    for start in needs:
        cycle = _cycle_from(start, needs, settled)
        if cycle:
            message = f"tasks depend on each other in a circle: {' → '.join(tasks[k].label for k in cycle)}"
            yield facts.finding("dependency-cycle", Severity.ERROR, message, tasks[cycle[0]].line)


def _cycle_from(start: str, needs: dict[str, tuple[str, ...]], settled: set[str]) -> list[str] | None:
    """Walk the dependencies of one task without recursion; each task is settled once."""
    path: list[str] = []
    on_path: set[str] = set()
    stack: list[tuple[str, bool]] = [(start, True)]
    while stack:
        label, entering = stack.pop()
        if not entering:
            on_path.discard(path.pop())
            settled.add(label)
        elif label in on_path:
            settled.update(path)  # one cycle, one finding
            return [*path[path.index(label) :], label]
        elif label not in settled:
            path.append(label)
            on_path.add(label)
            stack.append((label, False))
            stack += [(d, True) for d in needs.get(label, ())]
    return None


def committed_but_open(facts: Facts) -> Iterator[Finding]:
    """A commit carries a task whose box is open."""
    for task in facts.plan.tasks:
        links, _ = facts.links.get(task.key, ((), None))
        sure = [link for link in links if link.confidence == "high"]
        if task.state is State.OPEN and sure and task.role in HEADLINE_ROLES:
            message = f"task {task.label} is open, and commit {sure[0].sha[:7]} carries it"
            yield facts.finding("committed-but-open", Severity.INFO, message, task.line)


RULES: dict[str, FindingRule] = {
    "contradicted-claim": claims_completion,
    "ticked-but-failing": ticked_but_failing,
    "done-before-dependency": done_before_dependency,
    "unknown-dependency": unknown_dependency,
    "dependency-cycle": dependency_cycle,
    "committed-but-open": committed_but_open,
    "same-wave-file": same_wave_same_file,
    "blocks-disagree": blocks_disagree,
    "matrix-disagrees": matrix_disagrees,
    "taken-out-of-order": taken_out_of_order,
    "no-tests-ran": no_tests_ran,
    "evidence-missing": evidence_missing,
    "evidence-empty": evidence_empty,
    "evidence-stale": evidence_stale,
    "evidence-shared": evidence_shared,
    "ticked-without-verdict": ticked_without_verdict,
    "rejected-but-ticked": rejected_but_ticked,
    "plan-copies-differ": plan_copies_differ,
    "stalled-work": stalled_work,
    "work-ended-early": work_ended_early,
    "notepad-entries-lost": notepad_entries_lost,
    "judged-older-copy": judged_older_copy,
    "bulk-ticked": bulk_ticked,
    "ticked-out-of-order": ticked_out_of_order,
    "ticked-without-change": ticked_without_change,
    "doubled-commits": doubled_commits,
}
"""Finding rules by name, in the order in which they are asked."""


def find_findings(facts: Facts, only: frozenset[str] | None = None) -> tuple[Finding, ...]:
    """Ask every rule, or `only` those of these names, in the order of `RULES`."""
    rules = (rule for name, rule in RULES.items() if only is None or name in only)
    return tuple(finding for rule in rules for finding in rule(facts))

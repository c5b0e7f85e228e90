"""What a lint rule is, and the shapes that most of them have."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sisyphus.analysis.facts import Facts
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.first_few import first_few
from sisyphus.model.lint import Planned, Rule
from sisyphus.model.plan import State, Task

Find = Callable[[Planned], Iterator[Finding]]

_NAMED_AT_MOST = 4


class LintRule(NamedTuple):
    """One rule: what is told about it, and the generator that asks it."""

    about: Rule
    find: Find


def as_read(rule: str) -> Find:
    """Ask for what reading the plan found already."""

    def find(planned: Planned) -> Iterator[Finding]:
        return (f for f in planned.plan.findings if f.rule == rule)

    return find


def summed_up(rule: str, words: str, most: int) -> Find:
    """Ask likewise; more than `most` findings become one, which begins with their number and `words`."""

    def find(planned: Planned) -> Iterator[Finding]:
        every = [
            f
            for f in planned.plan.findings
            if f.rule == rule and not is_silenced(planned, rule, f.source.line)
        ]
        if len(every) <= most:
            yield from every
            return
        lines = listed([str(f.source.line) for f in every])
        yield found(
            planned, rule, every[0].severity, f"{len(every)} {words} (lines {lines})", every[0].source.line
        )

    return find


def as_judged(judge: Callable[[Facts], Iterator[Finding]]) -> Find:
    """Ask a rule of `status`, as it would judge the plan with nothing around it."""

    def find(planned: Planned) -> Iterator[Finding]:
        return judge(facts_of(planned))

    return find


def facts_of(planned: Planned) -> Facts:
    """Return a plan as the rules of `status` look at it, without repository, runs and links."""
    return Facts(
        record=planned.record,
        plan=planned.plan,
        repository=None,
        checks=(),
        left=(),
        links={},
        names_files={},
        shared_evidence=planned.shared_evidence,
    )


def found(planned: Planned, rule: str, severity: Severity, message: str, line: int | None) -> Finding:
    """Make a finding about a line of the plan."""
    source = Source(path=planned.plan.path, line=line)
    return Finding(rule=rule, severity=severity, message=message, source=source)


def is_silenced(planned: Planned, rule: str, line: int | None) -> bool:
    """Whether a comment of the plan takes back what a rule says; a rule that sums up lines asks for each."""
    return planned.text.silences.cover(rule, line or 0)


def is_over(task: Task) -> bool:
    """Whether nobody will work on a task any more."""
    return task.state in {State.DONE, State.CANCELLED}


def listed(names: Sequence[str], most: int = _NAMED_AT_MOST) -> str:
    """Name the first few, and say how many more there are."""
    return first_few(list(dict.fromkeys(names)), most)


def labels(tasks: Sequence[Task]) -> str:
    """Return `task 3` or `tasks 3, 4 and 2 more`."""
    return f"{'task' if len(tasks) == 1 else 'tasks'} {listed([t.label for t in tasks])}"

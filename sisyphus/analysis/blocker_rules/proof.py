"""Blocker rules about proof: what ran and failed, what is stale, what could not run, what was changed."""

from collections.abc import Iterator

from sisyphus.analysis.facts import Facts
from sisyphus.model.evidence import Freshness
from sisyphus.model.finding import Source
from sisyphus.model.judgement import CheckStatus, Owner, Standing
from sisyphus.model.plan import State
from sisyphus.model.status import Blocker

_NOT_RUN_HERE = frozenset({Standing.NOT_RUN, Standing.ELSEWHERE})


def evidence_tampered(facts: Facts) -> Iterator[Blocker]:
    """Logs of evidence that do not hold together: what they proved is void, and nothing new can run."""
    for finding in facts.record.evidence.tampered:
        yield Blocker(
            rule="evidence-tampered",
            owner=Owner.USER,
            message="the evidence log does not hold together",
            why=f"{finding.message}; restore it from git or a backup, or move it away and verify anew",
            remedy=(f"sisyphus verify {facts.plan_word}",),
            task=None,
            source=finding.source,
        )


def failed_check(facts: Facts) -> Iterator[Blocker]:
    """Checks that ran on this very content and did not pass."""
    failed = [c for c in facts.checks if c.standing is Standing.FAILED]
    done = {t.key for t in facts.plan.tasks if t.state is State.DONE}
    begun = [c for c in failed if c.check.task is not None and c.check.task not in done]
    alone = len(begun) == 1
    for status in failed:
        if alone or status not in begun:
            yield Blocker(
                rule="failed-check",
                owner=Owner.AGENT,
                message=f"check failed: {status.check.command}",
                why=status.note,
                remedy=(f"sisyphus verify {facts.plan_word} {status.check.id}",),
                task=status.check.label,
                source=_place(facts, status),
            )
    if begun and not alone:  # one cause: those tasks are not done
        yield Blocker(
            rule="failed-check",
            owner=Owner.AGENT,
            message=f"{_checks(len(begun))} of tasks that are not done fail",
            why=_listed(list(dict.fromkeys(f"task {c.check.label}" for c in begun))),
            remedy=(f"sisyphus verify {facts.plan_word} --only failed",),
            task=None,
            source=_place(facts, begun[0]),
            also=tuple(_place(facts, c) for c in begun[1:]),
        )


def stale_proof(facts: Facts) -> Iterator[Blocker]:
    """Checks whose evidence speaks of other content, or of none in particular."""
    stale = [c for c in facts.checks if c.standing is Standing.STALE]
    if stale:
        void = [c for c in stale if c.freshness is Freshness.VOID]
        message, why = "ran on other content than is here now", "files or the commit changed since"
        if void == stale:
            message, why = "ran while files changed, which proves nothing", void[0].note
        elif void:
            why = f"{why}; of {len(void)} while they ran"
        yield Blocker(
            rule="stale-proof",
            owner=Owner.AGENT,
            message=f"{_checks(len(stale))} {message}",
            why=why,
            remedy=(f"sisyphus verify {facts.plan_word} --only stale",),
            task=None,
            source=_place(facts, stale[0]),
        )


def missing_tool(facts: Facts) -> Iterator[Blocker]:
    """Programs that checks need and that are not here: those checks cannot run on this machine."""
    by_program: dict[str, int] = {}
    waiting = [c for c in facts.checks if c.standing in _NOT_RUN_HERE and c.missing]
    for status in waiting:
        for program in status.missing:
            by_program[program] = by_program.get(program, 0) + 1
    if waiting:
        first, *others = (_place(facts, c) for c in waiting)
        each = ", ".join(f"{program} ({_checks(number)})" for program, number in by_program.items())
        yield Blocker(
            rule="missing-tool",
            owner=Owner.USER,
            message=f"{_listed(list(by_program))} not found: {_checks(len(waiting))} cannot run here",
            why=f"not on PATH: {each}",
            remedy=(),
            task=None,
            source=first,
            also=tuple(others),
        )


def untrusted_checks(facts: Facts) -> Iterator[Blocker]:
    """Checks of what is claimed to be done that could run now and that nobody has allowed."""
    done = {t.key for t in facts.plan.tasks if t.state is State.DONE}
    waiting = [
        c
        for c in facts.checks
        if c.standing in _NOT_RUN_HERE and not (c.trusted or c.denied or c.missing)
        # Before the work a check cannot pass; one that no task holds is of all of them.
        if (c.check.task in done if c.check.task is not None else done)
    ]
    if waiting:
        yield Blocker(
            rule="untrusted-checks",
            owner=Owner.USER,
            message=f"{_checks(len(waiting))} never ran{_here(waiting)}: not trusted yet",
            why="verify runs a command of a plan only after you have seen and allowed it",
            remedy=(f"sisyphus verify {facts.plan_word}",),
            task=None,
            source=_place(facts, waiting[0]),
        )


def _here(waiting: list[CheckStatus]) -> str:
    return " here" if any(c.standing is Standing.ELSEWHERE for c in waiting) else ""


def _place(facts: Facts, status: CheckStatus) -> Source:
    return Source(path=facts.plan.path, line=status.check.line)


def _checks(number: int) -> str:
    return "1 check" if number == 1 else f"{number} checks"


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))

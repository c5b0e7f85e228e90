"""Findings about what should prove a plan besides checks: evidence that it names, verdicts of its reviews."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sisyphus.analysis.facts import Facts
from sisyphus.analysis.freshness import PROVES
from sisyphus.analysis.labels import canonical
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.first_few import first_few
from sisyphus.model.plan import Role, State, Task
from sisyphus.model.review import NamedFile, Others, Verdict

_NAMED_AT_MOST = 3
_LABELS_AT_MOST = 10
_EVER = datetime.min.replace(tzinfo=UTC)


def evidence_missing(facts: Facts) -> Iterator[Finding]:
    """A task is ticked, and a file that should show it is not there."""
    files = _files(facts)
    ticked = _ticked(facts)
    named = [files[p] for t in ticked for p in t.evidence_paths if p in files]
    if len(named) > 1 and not any(f.found for f in named):
        first = next(t for t in ticked if t.evidence_paths)
        message = f"none of the {len(named)} evidence files that ticked tasks name is there"
        yield facts.finding("evidence-missing", Severity.WARNING, message, first.line)
        return
    for task in ticked:
        gone = [p for p in task.evidence_paths if p in files and files[p].found is None]
        if gone:
            message = f"task {task.label} is ticked, and its evidence is not there: {_listed(gone)}"
            yield facts.finding("evidence-missing", Severity.WARNING, message, task.line)


def evidence_empty(facts: Facts) -> Iterator[Finding]:
    """A task is ticked, and a file that should show it holds nothing."""
    for task, found in _found_of_ticked(facts):
        empty = [f.path for f in found if not f.size]
        if empty:
            message = f"task {task.label} is ticked, and its evidence is empty: {_listed(empty)}"
            yield facts.finding("evidence-empty", Severity.WARNING, message, task.line)


def evidence_stale(facts: Facts) -> Iterator[Finding]:
    """A task is ticked, and a file that should show it is older than the work on the plan."""
    started = facts.record.work.started_at if facts.record.work else None
    since = started.replace(microsecond=0) if started else _EVER
    for task, found in _found_of_ticked(facts):
        old = [f.path for f in found if f.modified_at and f.modified_at < since]
        if old:
            message = f"task {task.label}: its evidence is older than the work on this plan: {_listed(old)}"
            yield facts.finding("evidence-stale", Severity.WARNING, message, task.line)


def evidence_shared(facts: Facts) -> Iterator[Finding]:
    """Another plan names the same file: it cannot prove both. A folder is a place, not a proof."""
    folders = {f.path for f in facts.record.named_files if f.is_folder}
    shared: dict[Others, list[str]] = {}
    lines: dict[Others, int] = {}
    for task in facts.plan.tasks:
        for path in task.evidence_paths:
            others = facts.shared_evidence.get(path)
            if others is not None and path not in folders and not path.endswith("/"):
                lines.setdefault(others, task.line)
                shared.setdefault(others, []).append(path)
    for others, paths in shared.items():
        unique = list(dict.fromkeys(paths))
        verb = "names" if len(others.names) == 1 and not others.more else "name"
        message = f"{others} {verb} the same evidence, which cannot prove both: {_listed(unique)}"
        yield facts.finding("evidence-shared", Severity.WARNING, message, lines[others])


def no_tests_ran(facts: Facts) -> Iterator[Finding]:
    """A check's test runner says, on this very content, that no test ran: a success of it proves nothing."""
    for status in facts.checks:
        figures = dict(status.evidence.metrics) if status.evidence else {}
        ran = figures.get("tests_passed"), figures.get("tests_failed")
        if ran == (0, 0) and status.freshness in PROVES:
            message = f"no test ran in this check: {' '.join(status.check.command.split())}"
            yield facts.finding("no-tests-ran", Severity.WARNING, message, status.check.line)


def ticked_without_verdict(facts: Facts) -> Iterator[Finding]:
    """Reviews of the final wave are ticked, and nobody wrote down what they came to."""
    judged = {canonical(v.label) for v in facts.record.verdicts}
    silent = [t for t in _ticked(facts) if t.role is Role.FINAL_WAVE and canonical(t.label) not in judged]
    if silent:
        names = first_few([t.label for t in silent], _LABELS_AT_MOST)
        verb = "is" if len(silent) == 1 else "are"
        message = f"{names} {verb} ticked, and no verdict stands in ledger, notepads or named evidence"
        yield facts.finding("ticked-without-verdict", Severity.WARNING, message, silent[0].line)


def rejected_but_ticked(facts: Facts) -> Iterator[Finding]:
    """A task is ticked, and the last word of its review is no."""
    for task in _ticked(facts):
        verdicts = [v for v in facts.record.verdicts if canonical(v.label) == canonical(task.label)]
        against = next((v for v in _last_words(verdicts) if not v.approved), None)
        if against:
            place = f"{against.source.path}:{against.source.line}"
            message = f"task {task.label} is ticked, and its review rejects it ({place})"
            yield Finding(
                rule="rejected-but-ticked",
                severity=Severity.ERROR,
                message=message,
                source=Source(path=facts.plan.path, line=task.line),
                against=against.source,
            )


def _last_words(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield the newest verdicts: all of the latest moment, and the last of each file that tells no time."""
    latest = max((v.at or _EVER for v in verdicts), default=_EVER)
    of_file = {v.source.path: v for v in verdicts}
    for verdict in of_file.values():
        if verdict.at is None or verdict.at == latest:
            yield verdict


def _ticked(facts: Facts) -> list[Task]:
    return [t for t in facts.plan.tasks if t.state is State.DONE]


def _files(facts: Facts) -> dict[str, NamedFile]:
    return {f.path: f for f in facts.record.named_files}


def _found_of_ticked(facts: Facts) -> Iterator[tuple[Task, list[NamedFile]]]:
    files = _files(facts)
    for task in _ticked(facts):
        yield task, [files[p] for p in task.evidence_paths if p in files and files[p].found]


def _listed(paths: Sequence[str]) -> str:
    return first_few(paths, _NAMED_AT_MOST)

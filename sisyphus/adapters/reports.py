"""Reads the texts that make claims about a plan, and looks up on disk what they name."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sisyphus.adapters.files import modified_at, read_file
from sisyphus.adapters.locate import own_place
from sisyphus.adapters.place import Place, error_finding, listed_notepads
from sisyphus.adapters.runners.coverage import read_coverage
from sisyphus.adapters.runners.summaries import plain_lines, read_tests
from sisyphus.errors import InputError, MachineError, SisyphusError
from sisyphus.model.claim import Claim, ClaimKind, Report, Reported, StoredLog
from sisyphus.model.finding import Finding
from sisyphus.model.judgement import Confidence
from sisyphus.model.review import NamedFile
from sisyphus.model.snapshot import Snapshot
from sisyphus.model.status import REPORT_SEAL, PlanStatus
from sisyphus.parse.claims import find_claims
from sisyphus.parse.encoding import MAX_BYTES, decode
from sisyphus.parse.notepads.names import is_report

_LOG_BYTES = 1 << 20
"""A stored log that is larger is not read."""
_MOST_LOGS = 200
_LOG_SUFFIXES = frozenset({".txt", ".log", ".out", ".md", ""})
_SHORT = 7


def read_reported(
    place: Place,
    snapshot: Snapshot,
    status: PlanStatus,
    only: Path | None = None,
    *,
    but: Path | None = None,
) -> Reported:
    """Read the reports of a plan, the final sections of its notepads and the messages of its commits.

    With `only`, that one file; `but` is left out. Raises InputError or MachineError when `only` cannot be
    read.
    """
    findings: list[Finding] = []
    if only is not None:
        one = _read_report(place, only, only.parent, whole=True)
        reports = [one] if one else []
    else:
        reports = [*_read_notepads(place, status.name, findings, but), *_commit_messages(snapshot, status)]
    record = next(r for r in snapshot.plans if r.path == status.path)
    names = {c.file for r in reports for c in r.claims if c.kind is ClaimKind.FILE and c.file}
    return Reported(
        reports=tuple(reports),
        logs=tuple(_read_logs(place, record.named_files)),
        present=frozenset(n for n in names if _is_there(place, n)),
        folders=frozenset(
            f for f in {n.removeprefix("./").partition("/")[0] for n in names} if _is_there(place, f)
        ),
        plan_modified_at=modified_at(place.root / status.path),
        findings=tuple(findings),
    )


def _read_notepads(place: Place, name: str, findings: list[Finding], but: Path | None) -> Iterator[Report]:
    for file in listed_notepads(place, name, findings):
        if but is not None and own_place(file.path) == but:
            continue
        try:
            report = _read_report(place, file.path, place.state.bound, whole=is_report(file.relative))
        except (InputError, MachineError) as error:
            findings.append(error_finding("unreadable-notepad", error, place.root))
            continue
        if report is not None:
            yield report


def _read_report(place: Place, path: Path, bound: Path, *, whole: bool) -> Report | None:
    """Read one text; `None` for a report of ours, which is made of facts."""
    real = own_place(path)
    inside = real.is_relative_to(place.root)
    shown = real.relative_to(place.root).as_posix() if inside else str(real)
    shown = os.fsencode(shown).decode("utf-8", "replace")
    text, _ = decode(read_file(path, bound, limit=MAX_BYTES), shown)
    if f"\n{REPORT_SEAL}" in text:
        return None
    claims = find_claims(text, shown, final_sections_only=not whole)
    # A notepad grows at its end: when a line of it was written, its file does not tell.
    return Report(path=shown, claims=claims, written_at=modified_at(path) if whole else None)


def _commit_messages(snapshot: Snapshot, status: PlanStatus) -> Iterator[Report]:
    """Yield what the messages of the plan's commits claim, oldest first."""
    wanted = {c.sha for t in status.tasks for c in t.commits if c.confidence is not Confidence.LOW}
    commits = snapshot.repository.commits if snapshot.repository else ()
    for commit in reversed(commits):
        if commit.sha in wanted:
            path = f"commit {commit.sha[:_SHORT]}"
            claims = find_claims(f"{commit.subject}\n\n{commit.body}", path)
            if claims:
                yield Report(path=path, claims=claims, written_at=commit.committed_at, commit=commit.sha)


def _read_logs(place: Place, files: Iterable[NamedFile]) -> Iterator[StoredLog]:
    logs = [f for f in files if f.found and not f.is_folder and Path(f.found).suffix.lower() in _LOG_SUFFIXES]
    for file in logs[:_MOST_LOGS]:
        path = place.root / (file.found or "")
        bound = next((w for w in place.worktrees if path.is_relative_to(w)), place.state.bound)
        try:
            content = read_file(path, bound, limit=_LOG_BYTES)
        except SisyphusError:
            continue  # a log that cannot be read proves nothing
        if b"\0" not in content and (metrics := tuple(_figures(content.decode("utf-8", "replace")))):
            yield StoredLog(path=file.found or "", metrics=metrics)


def _figures(text: str) -> Iterator[tuple[str, float]]:
    counts, coverage = read_tests(text), read_coverage(plain_lines(text))
    if counts is not None and counts.passed is not None:
        yield "tests_passed", float(counts.passed)
    if counts is not None and counts.failed is not None:
        yield "tests_failed", float(counts.failed)
    if coverage is not None:
        yield "coverage_percent", float(coverage)


def _is_there(place: Place, name: str) -> bool:
    bases: Sequence[Path] = (place.root, *([place.top_level] if place.top_level else []))
    for base in bases:
        path = Path(os.path.normpath(base / name))
        try:
            if path.is_relative_to(base) and os.path.lexists(path):
                return True
        except ValueError:
            return False
    return False


def named_ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the commit ids that claims name, once each."""
    return tuple(dict.fromkeys(c.sha for c in claims if c.sha))

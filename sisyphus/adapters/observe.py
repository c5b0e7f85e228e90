"""The world to a Snapshot: one moment, one git observation for all plans."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sisyphus import __version__
from sisyphus.adapters.git import open_access
from sisyphus.adapters.locate import STATE_DIRS
from sisyphus.adapters.place import Place, plan_names, works_by_plan
from sisyphus.adapters.private import DECISIONS, holds_anything
from sisyphus.adapters.records import read_records
from sisyphus.adapters.repository.flips import PlanHistory
from sisyphus.adapters.repository.notepads import NO_HISTORY as NO_STATE
from sisyphus.adapters.repository.observation import Wanted
from sisyphus.adapters.repository.subject import UNKNOWN, Wish
from sisyphus.adapters.state.state_history import read_history, with_history
from sisyphus.model.check import programs_of
from sisyphus.model.commit_id import find_commit_ids
from sisyphus.model.deferred import replace
from sisyphus.model.finding import Finding, Severity, Source
from sisyphus.model.repository import Repository, Subject
from sisyphus.model.snapshot import PlanRecord, Snapshot

MOST_COMMITS = 20_000
"""Of the window, newest first: years of most projects."""
_BEFORE_WORK = timedelta(days=1)
"""How long before its first recorded moment a plan's work may have begun: clocks and habits differ."""
_BEFORE_COMMIT = timedelta(days=7)
"""How long before its first commit: of ten plans that are ticked, seven are committed with their ticks in."""


def take_snapshot(
    place: Place, wanted: Sequence[str | Path] | None = None, *, keys: bool = True, subject: bool = True
) -> Snapshot:
    """Observe the plans that are wanted (names or paths), or all of them.

    Without `keys`, checks have them only where the user has decided about some. Without `subject`, what is
    here is digested only where there is evidence to hold against it.

    Raises InputError or MachineError when the one plan that is wanted, or every plan, cannot be read.
    """
    taken_at = datetime.now(UTC).replace(microsecond=0)
    works = works_by_plan(place)
    findings = list(place.findings)
    records = read_records(place, wanted, works, findings)
    findings += _beside_plans(place) if wanted is None else ()
    decided = keys or holds_anything(DECISIONS)
    wish = Wish(content=subject or any(r.evidence.records for r in records), root_commit=decided)
    repository, records = _observe(place, records, wish)
    here = repository.subject if repository else _digest(place, records, wish)
    if decided:
        from sisyphus.adapters.trusting.decisions import with_decisions  # noqa: PLC0415 - start-up: there may be none

        records = with_decisions(place, records, here)
    return Snapshot(
        tool_version=__version__,
        taken_at=taken_at,
        root=str(place.root),
        state_dirs=place.state.state_dirs,
        prefix=place.prefix,
        plans=tuple(sorted(records, key=lambda r: (not r.active, r.name))),
        boulder=place.boulder,
        repository=repository,
        subject=here,
        missing_programs=_missing_programs(records),
        findings=(*findings, *_repository_findings(repository)),
        every_plan=wanted is None or set(plan_names(place)) <= {r.name for r in records},
    )


def _beside_plans(place: Place) -> Iterator[Finding]:
    """Yield what is to be said of drafts and loops, which belong to no plan."""
    from sisyphus.adapters.state.loops import find_interrupted_loops  # noqa: PLC0415 - start-up: not for one plan
    from sisyphus.adapters.state.unplanned_drafts import find_unplanned_drafts  # noqa: PLC0415 - same

    yield from find_unplanned_drafts(place)
    yield from find_interrupted_loops(place.state)


def _observe(
    place: Place, records: list[PlanRecord], wish: Wish
) -> tuple[Repository | None, list[PlanRecord]]:
    """Observe the repository, and add to the records what it tells of them."""
    access = open_access(place.top_level) if place.top_level else None
    if access is None:
        return None, with_history(place, records, None, NO_STATE)
    dirs = _state_dirs(place)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # What git has of the state folders needs nothing that is asked meanwhile.
        state = beside.submit(read_history, access, place)
        ignored = beside.submit(access.ignored_state, dirs)
        history = access.plan_history(_git_paths(place, records), dirs)
        seen = dict(history.first_seen)
        records = [replace(r, since=_life_start(r, seen.get(place.prefix + r.path))) for r in records]
        repository = access.observe(_wanted(place, records, history, wish))
        repository = _with_leftovers(place, records, repository)
        if history.first_seen:
            repository = replace(repository, ignored_state=ignored.result())
        return repository, with_history(place, records, repository, state.result() if records else NO_STATE)


def _with_leftovers(place: Place, records: Sequence[PlanRecord], repository: Repository) -> Repository:
    trees = [r.work.worktree_path for r in records if r.work and r.work.worktree_path]
    if not trees:
        return repository
    from sisyphus.adapters.state.worktree_leftovers import with_leftovers  # noqa: PLC0415 - start-up: few have such

    state_dirs = tuple(place.prefix + name for name in STATE_DIRS)
    return with_leftovers(repository, trees, state_dirs) or repository


def _digest(place: Place, records: Sequence[PlanRecord], wish: Wish) -> Subject:
    """Return what a check would run on outside git."""
    if not wish.content:
        return UNKNOWN
    from sisyphus.adapters.content import digest_folder  # noqa: PLC0415 - start-up: most have git

    return digest_folder(place.root, place.state_dirs, outputs_of(records))


def _git_paths(place: Place, records: Iterable[PlanRecord]) -> tuple[str, ...]:
    """Return the paths of the plans that lie in the work tree, relative to its top level."""
    paths = (r.path for r in records if r.plan is not None)
    return tuple(place.prefix + path for path in paths if ".." not in path.split("/") and path[:1] != "/")


def _state_dirs(place: Place) -> tuple[str, ...]:
    return tuple(place.prefix + name for name in place.state_dirs)


def _life_start(record: PlanRecord, first_commit: datetime | None) -> datetime | None:
    """Return when a plan's work began at the earliest; `None` when nothing tells."""
    stamps = [e.written_at for n in record.notepads for e in n.entries if e.written_at]
    moments = [s if isinstance(s, datetime) else datetime(s.year, s.month, s.day, tzinfo=UTC) for s in stamps]
    moments = [m if m.tzinfo else m.replace(tzinfo=UTC) for m in moments]
    if record.work and record.work.started_at:
        moments.append(record.work.started_at)
    starts = [min(moments) - _BEFORE_WORK] if moments else []
    if first_commit:
        starts.append(first_commit if moments else first_commit - _BEFORE_COMMIT)
    return min(starts) if starts else None


def _wanted(place: Place, records: Sequence[PlanRecord], history: PlanHistory, wish: Wish) -> Wanted:
    starts = [r.since for r in records]
    known = [s for s in starts if s is not None]
    return Wanted(
        since=min(known) if known and len(known) == len(starts) else None,
        state_dirs=_state_dirs(place),
        outputs=outputs_of(records),
        max_commits=MOST_COMMITS,
        around=True,
        named=tuple(dict.fromkeys(sha for r in records for sha in _named_ids(r))),
        history=history,
        subject=wish,
    )


def _named_ids(record: PlanRecord) -> Iterator[str]:
    """Yield the commit ids that agents wrote down: in the plan, its notepads and reports, the ledger."""
    for box in record.plan.boxes if record.plan else ():
        yield from find_commit_ids(box.text)
    for task in record.plan.tasks if record.plan else ():
        for line in task.what_to_do:
            yield from find_commit_ids(line)
    for pad in record.notepads:
        yield from (mention.sha for mention in pad.commits)
        for entry in pad.entries:
            yield from find_commit_ids(entry.title)
            yield from find_commit_ids(entry.text)
    for row in record.ledger:
        yield from row.shas


def outputs_of(records: Iterable[PlanRecord]) -> frozenset[str]:
    """Return the untracked files that runs of checks made here: outputs, not content that is proven."""
    return frozenset(
        path
        for r in records
        for e in r.evidence.records
        if e.ref is None and not e.baseline
        for path in e.created
    )


def _missing_programs(records: Iterable[PlanRecord]) -> frozenset[str]:
    programs = programs_of(check for record in records if record.plan for check in record.plan.checks)
    return frozenset(p for p in programs if shutil.which(p) is None)


def _repository_findings(repository: Repository | None) -> tuple[Finding, ...]:
    if repository is None:
        return ()
    return tuple(
        Finding(rule="git", severity=Severity.WARNING, message=text, source=Source())
        for text in repository.findings
    )

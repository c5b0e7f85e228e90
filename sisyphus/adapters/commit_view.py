"""A workspace as one commit has it: content, plan and, as long as it is needed, a clean checkout."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sisyphus.adapters.git import calls_in
from sisyphus.adapters.observe import missing_programs
from sisyphus.adapters.place import Place
from sisyphus.adapters.repository.call import GitFailure, Inquiry, Run
from sisyphus.adapters.repository.layout import Layout, read_layout
from sisyphus.adapters.repository.subject import observe_subject
from sisyphus.adapters.repository.worktree import clean_worktree, read_committed, resolve_commit
from sisyphus.errors import InputError, MachineError, UsageError
from sisyphus.model.deferred import dataclass, replace
from sisyphus.model.repository import Commit
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.parse.encoding import MAX_BYTES
from sisyphus.parse.plan import parse_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitView:
    """One commit that the user named."""

    ref: str
    """As the user wrote it."""
    sha: str
    layout: Layout
    prefix: str
    """The workspace root below the git top level, with a trailing slash; empty when they are the same."""

    @contextmanager
    def check_out(self) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Give the root of a clean checkout that goes away again, and what it lacks, in words.

        Raises InputError where the commit does not have the workspace's folder.
        """
        with clean_worktree(calls_in, self.layout, self.sha) as checkout:
            root = checkout.top / self.prefix
            if not root.is_dir():
                raise InputError(
                    f"{self.prefix} is not in {self.ref} ({self.sha[:8]})",
                    fix="name a commit that has this folder",
                )
            yield root, checkout.notes


def find_commit(place: Place, ref: str) -> CommitView:
    """Find the commit that the user names. Raises UsageError outside git and for one that is not there."""
    if place.top_level is None:
        fix = "leave the option out, or work in a git repository"
        raise UsageError(f"there is no git here that could have {ref!r}", fix=fix)
    layout = read_layout(place.top_level)
    return CommitView(
        ref=ref, sha=resolve_commit(_run(place.top_level), ref), layout=layout, prefix=place.prefix
    )


def look_at(view: CommitView, place: Place, snapshot: Snapshot) -> tuple[Snapshot, str | None]:
    """Return the snapshot of one plan as it would be with the commit checked out clean.

    The plan is that of the commit, else, where the commit does not have it, the one here; evidence and
    notepads are those here. The second value says so in words when the plans differ.
    """
    run = _run(view.layout.top)
    (record,) = snapshot.plans
    path = view.prefix + record.path
    committed = None if Path(record.path).is_absolute() else read_committed(run, view.sha, path)
    name = f"{view.ref} ({view.sha[:8]})"
    note = f"{record.path} is not in {name}: the plan is the one that is here" if committed is None else None
    if committed is not None and record.plan is not None:
        record, note = _with_plan(record, committed, name)
    subject = observe_subject(
        Inquiry(run=run, layout=view.layout),
        view.sha,
        _bare_commit(view.sha),
        entries=(),
        state_dirs=tuple(place.prefix + d for d in place.state_dirs),
    )
    missing = missing_programs([record])
    return replace(snapshot, plans=(record,), subject=subject, missing_programs=missing), note


def _run(top: Path) -> Run:
    try:
        return calls_in(top)
    except GitFailure as failure:
        fix = "see what `git status` says there"
        raise MachineError(f"git refuses this repository: {failure.message}", fix=fix) from failure


def _with_plan(record: PlanRecord, committed: bytes, name: str) -> tuple[PlanRecord, str | None]:
    if len(committed) > MAX_BYTES:
        raise InputError("is too large to be read", path=f"{record.path} in {name}", fix="split the plan")
    plan = parse_plan(committed, record.path)
    if record.plan is not None and plan.sha256 == record.plan.sha256:
        return record, None
    return replace(record, plan=plan), f"the plan is read as {name} has it, which differs from the one here"


def _bare_commit(sha: str) -> Commit:
    """Stand for a commit of which only the id is known."""
    never = datetime.fromtimestamp(0, UTC)
    return Commit(
        sha=sha,
        parents=(),
        author="",
        authored_at=never,
        committed_at=never,
        subject="",
        body="",
        changes=(),
        pushed=None,
    )

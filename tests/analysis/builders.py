"""What stands around a plan, for the tests of analysis and render: no disk, no git, no clock."""

from datetime import UTC, datetime, timedelta

from sisyphus.analysis.assess import assess
from sisyphus.analysis.facts import Facts
from sisyphus.analysis.verification import judge_checks
from sisyphus.model.check import Check
from sisyphus.model.evidence import Evidence, EvidenceLogs, Outcome
from sisyphus.model.judgement import CommitLink, Confidence
from sisyphus.model.notepad import Entry, EntryState, Notepad
from sisyphus.model.plan import Plan, State
from sisyphus.model.repository import Change, Commit, Repository, Subject
from sisyphus.model.snapshot import PlanRecord, Snapshot
from sisyphus.model.status import StatusDocument
from tests.analysis.plan_builders import PATH

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def subject(source: str | None = "here", worktree: str | None = "clean", commit: str = "c" * 40) -> Subject:
    return Subject(
        commit=commit,
        tree="t" * 40,
        patch_id=None,
        source=source,
        worktree=worktree,
        dirty=False,
        root_commit="r" * 40,
    )


HERE = subject()
ELSEWHERE = subject("other", commit="d" * 40)
REPOSITORY = Repository(
    top_level="/work",
    head="c" * 40,
    branch="perf/speed",
    detached=False,
    default_branch="main",
    remote="origin",
    upstream=None,
    ahead=None,
    behind=None,
    unpushed=0,
    dirty_files=(),
    worktrees=(),
    shallow=False,
    operation=None,
    commits=(),
    commits_cut=False,
    subject=HERE,
)


def evidence(of: Check, outcome: Outcome = Outcome.PASSED, on: Subject = HERE, seq: int = 1) -> Evidence:
    start = NOW + timedelta(minutes=seq)
    return Evidence(
        seq=seq,
        writer="here",
        own=True,
        check=of.id,
        task=of.task,
        command=of.command,
        outcome=outcome,
        exit=0 if outcome is Outcome.PASSED else 1,
        signal=None,
        duration_s=1.5,
        started_at=start,
        ended_at=start,
        reason=None if outcome is Outcome.PASSED else "exit 1, not 0",
        subject=on,
        changed_during=False,
        stdout=None,
        stderr=None,
        created=(),
        trust="exact",
    )


def entry(title: str, status: str | None, state: EntryState = EntryState.OPEN, text: str = "") -> Entry:
    return Entry(
        title=title,
        line=3,
        end_line=9,
        written_at=None,
        task=None,
        state=state,
        status_text=status,
        parts=(),
        text=text,
    )


def notepad(*entries: Entry, kind: str = "problems", is_report: bool = False) -> Notepad:
    return Notepad(
        kind=kind,
        path=f".sisyphus/notepads/speed/{kind}.md",
        is_report=is_report,
        title=None,
        purpose=None,
        entries=entries,
    )


def link(confidence: Confidence = Confidence.HIGH, sha: str = "7" * 40, subject: str = "Do it") -> CommitLink:
    return CommitLink(
        sha=sha,
        subject=subject,
        committed_at=NOW,
        confidence=confidence,
        reasons=("changes src/app.py, named by the task",),
        insertions=3,
        deletions=1,
        pushed=False,
        changes=(Change(path="src/app.py", insertions=3, deletions=1),),
    )


def commit(*paths: str, subject: str = "Do it") -> Commit:
    return Commit(
        sha="c" * 40,
        parents=("0" * 40,),
        author="Ada <ada@example.org>",
        authored_at=NOW,
        committed_at=NOW,
        subject=subject,
        body="",
        changes=tuple(Change(path=p, insertions=3, deletions=1) for p in paths),
        pushed=False,
    )


def record(
    of: Plan | None,
    *runs: Evidence,
    notepads: tuple[Notepad, ...] = (),
    trusted: bool = True,
) -> PlanRecord:
    return PlanRecord(
        name="speed",
        path=PATH,
        plan=of,
        notepads=notepads,
        work=None,
        active=True,
        evidence=EvidenceLogs(records=runs),
        since=None,
        modified_at=NOW,
        trusted=frozenset(c.id for c in of.checks) if of and trusted else frozenset(),
    )


def facts(
    of: Plan,
    *runs: Evidence,
    repository: Repository | None = REPOSITORY,
    missing: frozenset[str] = frozenset(),
) -> Facts:
    return facts_of(record(of, *runs), repository=repository, missing=missing)


def facts_of(
    one: PlanRecord,
    *,
    repository: Repository | None = REPOSITORY,
    missing: frozenset[str] = frozenset(),
) -> Facts:
    assert one.plan is not None
    return Facts(
        record=one,
        plan=one.plan,
        repository=repository,
        checks=judge_checks(one, missing, HERE),
        left=tuple(b for b in one.plan.boxes if b.state not in {State.DONE, State.CANCELLED}),
        links={},
        names_files={},
    )


def snapshot(*records: PlanRecord, repository: Repository | None = REPOSITORY) -> Snapshot:
    return Snapshot(
        tool_version="1.2.3",
        taken_at=NOW,
        root="/work",
        state_dirs=(".sisyphus",),
        prefix="",
        plans=records,
        boulder=None,
        repository=repository,
        subject=HERE,
        missing_programs=frozenset(),
    )


def assessed(of: Plan, *runs: Evidence, repository: Repository | None = REPOSITORY) -> StatusDocument:
    """The whole analysis over one plan."""
    return assess(snapshot(record(of, *runs), repository=repository))

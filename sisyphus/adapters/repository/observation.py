"""One observation of a repository: some twenty calls of git at most, whatever the number of plans."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sisyphus.adapters.repository.around import Surroundings
from sisyphus.adapters.repository.branches import Branches, Walk, observe_branches, observe_landed
from sisyphus.adapters.repository.call import Inquiry, Run
from sisyphus.adapters.repository.flips import NO_HISTORY, PlanHistory, with_code
from sisyphus.adapters.repository.harden import Config
from sisyphus.adapters.repository.layout import Layout
from sisyphus.adapters.repository.log import LOG, read_log, window_flags
from sisyphus.adapters.repository.parse import Standing, StatusEntry, parse_log, text
from sisyphus.adapters.repository.standing import observe_standing
from sisyphus.adapters.repository.subject import UNKNOWN, WHOLE, Wish, is_below, is_output, observe_subject
from sisyphus.model.deferred import dataclass
from sisyphus.model.repository import Commit, DirtyFile, Flip, Repository, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of one observation."""

    since: datetime | None
    state_dirs: tuple[str, ...]
    outputs: frozenset[str]
    max_commits: int
    around: bool = False
    """Whether other branches, stashes, what landed and named commits are wanted too."""
    named: tuple[str, ...] = ()
    """Commit ids that somebody wrote down."""
    history: PlanHistory = NO_HISTORY
    """What was read before of the plans."""
    subject: Wish = WHOLE
    """How much of what a check would run on is wanted."""


def unknown_repository(layout: Layout, finding: str) -> Repository:
    """Return the answer for a repository that git does not read: nothing is known but where it is."""
    return Repository(
        top_level=str(layout.top),
        head=None,
        branch=None,
        detached=False,
        default_branch=None,
        remote=None,
        upstream=None,
        ahead=None,
        behind=None,
        unpushed=None,
        dirty_files=(),
        worktrees=(),
        shallow=layout.shallow,
        operation=layout.operation,
        commits=(),
        commits_cut=False,
        subject=UNKNOWN,
        findings=(finding,),
    )


def observe_repository(run: Run, layout: Layout, config: Config, wanted: Wanted) -> Repository:
    """Observe a repository. What git refuses to tell is unknown, with a finding.

    Raises:
        MachineError: git is missing or did not answer in time.

    """
    return _Observation(
        inquiry=Inquiry(run=run, layout=layout), config=dict(config), wanted=wanted
    ).repository()


@dataclass(slots=True, kw_only=True)
class _Observation:
    inquiry: Inquiry
    config: dict[str, str]
    wanted: Wanted

    @property
    def run(self) -> Run:
        return self.inquiry.run

    @property
    def layout(self) -> Layout:
        return self.inquiry.layout

    @property
    def findings(self) -> list[str]:
        return self.inquiry.findings

    def repository(self) -> Repository:
        standing = observe_standing(self.inquiry, self.config)
        head, entries = standing.head, counted(standing, self.wanted.state_dirs)
        with ThreadPoolExecutor(max_workers=1) as beside:
            # The longest call by far, and git's own work: the others are asked while it runs.
            history = beside.submit(self.read_history, head)
            known = observe_branches(self.inquiry, self.config, standing, self.walk())
            landed = observe_landed(self.inquiry, standing, known)
            subject = self.subject(head, entries)
        unread = "the history is unknown"
        commits = self.inquiry.ask(lambda: parse_log(history.result(), landed), unread) or ()
        seen = self.around(head, known, commits[: self.wanted.max_commits])
        return Repository(
            top_level=str(self.layout.top),
            head=head,
            branch=standing.branch,
            detached=standing.branch is None and head is not None,
            default_branch=known.default,
            remote=known.remote,
            upstream=standing.upstream,
            ahead=standing.ahead,
            behind=standing.behind,
            unpushed=None if landed.unpushed is None else len(landed.unpushed),
            dirty_files=tuple(map(_dirty_file, entries or ())),
            worktrees=known.worktrees,
            shallow=self.layout.shallow,
            operation=self.layout.operation,
            commits=seen.commits if seen else commits[: self.wanted.max_commits],
            commits_cut=len(commits) > self.wanted.max_commits,
            subject=subject,
            elsewhere=seen.elsewhere if seen else (),
            elsewhere_cut=seen is not None and seen.elsewhere_cut,
            stashes=seen.stashes if seen else (),
            flips=self.flips(commits),
            named=seen.named if seen else (),
            fetched_at=self.fetched_at(known.remote),
            findings=tuple(self.findings),
        )

    def walk(self) -> Walk | None:
        wanted = self.wanted
        return Walk(since=wanted.since, most=2 * wanted.max_commits) if wanted.around else None

    def around(self, head: str | None, known: Branches, commits: tuple[Commit, ...]) -> Surroundings | None:
        """Look around HEAD where that is wanted."""
        if head is None or known.refs is None or known.graph is None:
            return None
        seen = Surroundings(
            inquiry=self.inquiry,
            head=head,
            refs=known.refs,
            graph=known.graph,
            target=known.target,
            has_remote=known.remote is not None,
            commits=commits,
        )
        seen.look(self.wanted.named)
        return seen

    def fetched_at(self, remote: str | None) -> datetime | None:
        if remote is None:
            return None
        from sisyphus.adapters.repository.fetched import read_fetched_at  # noqa: PLC0415 - start-up: as it says

        return read_fetched_at(self.layout, remote)

    def flips(self, commits: tuple[Commit, ...]) -> tuple[Flip, ...]:
        flips = self.wanted.history.flips
        found = self.inquiry.ask(
            lambda: with_code(self.run, flips, commits, self.wanted.state_dirs),
            "what the commits that ticked boxes changed is unknown",
        )
        if self.wanted.history.cut:
            self.findings.append("the plans' histories are long: the oldest ticks were not read")
        return flips if found is None else found

    def read_history(self, head: str | None) -> bytes:
        """Read the commits of the window, and one more when there are too many."""
        if head is None:
            return b""
        most = f"-n{self.wanted.max_commits + 1}"
        return self.run(*LOG, most, *window_flags(self.wanted.since), head, "--")

    def subject(self, head: str | None, entries: tuple[StatusEntry, ...] | None) -> Subject:
        last: tuple[Commit, ...] = ()
        if head is not None and (self.wanted.subject.content or self.wanted.subject.root_commit):
            last = self.inquiry.ask(lambda: read_log(self.run, "-n1", head), "HEAD is unknown") or ()
        return observe_subject(
            self.inquiry,
            head,
            last[0] if last else None,
            entries=None if entries is None else proven(entries, self.wanted.outputs),
            state_dirs=self.wanted.state_dirs,
            wish=self.wanted.subject,
        )


def counted(standing: Standing, state_dirs: tuple[str, ...]) -> tuple[StatusEntry, ...] | None:
    """Return what differs outside the state folders; `None` when that is unknown."""
    if standing.entries is None:
        return None
    return tuple(e for e in standing.entries if not is_below(text(e.path), state_dirs))


def proven(entries: tuple[StatusEntry, ...], outputs: frozenset[str]) -> tuple[StatusEntry, ...]:
    """Return those that a run would prove something of: no outputs of builds or of earlier runs."""
    return tuple(
        e for e in entries if not (e.untracked and (text(e.path) in outputs or is_output(text(e.path))))
    )


def _dirty_file(entry: StatusEntry) -> DirtyFile:
    return DirtyFile(path=text(entry.path), untracked=entry.untracked, unmerged=entry.unmerged)

"""One observation of a repository: a dozen calls of git, whatever the number of plans."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sisyphus.adapters.git_call import GitFailure, Inquiry, Run
from sisyphus.adapters.git_harden import Config
from sisyphus.adapters.git_layout import Layout
from sisyphus.adapters.git_parse import (
    LOG_FORMAT,
    NOWHERE,
    Landed,
    Standing,
    StatusEntry,
    parse_log,
    parse_status,
    parse_worktrees,
    text,
)
from sisyphus.adapters.git_subject import DIFF_FLAGS, UNKNOWN, is_below, is_output, observe_subject
from sisyphus.model.repository import Commit, DirtyFile, Repository, Subject, Worktree

DEFAULT_BRANCHES = ("main", "master")
"""Names tried, in order, where the remote does not say which branch is its default."""

_STATUS = (
    "status", "--porcelain=v2", "-z", "--branch", "--ahead-behind", "--untracked-files=all",
    "--no-renames", "--ignore-submodules=all",
)  # fmt: skip

_LOG = (
    "log", "-z", "--numstat", f"--format={LOG_FORMAT}", "--diff-merges=first-parent", "-M", "-l1000",
    "--no-color", "--no-show-signature", "--encoding=UTF-8", *DIFF_FLAGS,
)  # fmt: skip

_OLDEST = datetime(1970, 1, 2, tzinfo=UTC)
"""git takes no earlier date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of one observation."""

    since: datetime | None
    state_dirs: tuple[str, ...]
    outputs: frozenset[str]
    max_commits: int


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
        standing = self.standing()
        head = standing.head
        if standing.upstream and standing.ahead is None and head:
            self.findings.append(f"the upstream {standing.upstream} is gone, as far as the last fetch knew")
        remote = self.remote(standing.branch)
        default = self.inquiry.ask(lambda: self.default_branch(remote), "the default branch is unknown")
        landed = Landed(
            unpushed=self.missing_from(head, "--remotes") if remote else None,
            off_default=self.off_default(head, standing.branch, remote, default) if default else None,
        )
        commits = self.inquiry.ask(lambda: self.commits(head, landed), "the history is unknown") or ()
        entries = standing.entries
        if entries is not None:
            entries = tuple(e for e in entries if not is_below(text(e.path), self.wanted.state_dirs))
        return Repository(
            top_level=str(self.layout.top),
            head=head,
            branch=standing.branch,
            detached=standing.branch is None and head is not None,
            default_branch=default,
            remote=remote,
            upstream=standing.upstream,
            ahead=standing.ahead,
            behind=standing.behind,
            unpushed=None if landed.unpushed is None else len(landed.unpushed),
            dirty_files=tuple(DirtyFile(path=text(e.path), untracked=e.untracked) for e in entries or ()),
            worktrees=self.inquiry.ask(self.worktrees, "the work trees are unknown") or (),
            shallow=self.layout.shallow,
            operation=self.layout.operation,
            commits=commits[: self.wanted.max_commits],
            commits_cut=len(commits) > self.wanted.max_commits,
            subject=self.subject(head, entries, commits),
            findings=tuple(self.findings),
        )

    def standing(self) -> Standing:
        """Return HEAD, branch, upstream and what differs; `entries` is `None` when that is unknown."""
        if self.config.get("core.bare") == "true" and not self.layout.linked:
            self.findings.append("this is a bare repository: it has no work tree")
            return self.standing_without_files()
        try:
            standing = parse_status(self.run(*_STATUS))
        except GitFailure as failure:
            self.findings.append(f"the state of the work tree is unknown: {failure.message}")
            return self.standing_without_files()
        if standing.branch == "(detached)":
            return replace(standing, branch=self.branch())  # a branch may have that name
        return standing

    def standing_without_files(self) -> Standing:
        try:
            head = text(self.run("rev-parse", "--verify", "--quiet", "HEAD").strip())
        except GitFailure:
            head = None
        return Standing(head=head, branch=self.branch(), upstream=None, ahead=None, behind=None, entries=None)

    def branch(self) -> str | None:
        try:
            name = text(self.run("symbolic-ref", "--quiet", "HEAD").strip())
        except GitFailure:
            return None
        return name.removeprefix("refs/heads/")

    def remote(self, branch: str | None) -> str | None:
        """Return the remote that a push would go to."""
        names = [key[7:-4] for key in self.config if key.startswith("remote.") and key.endswith(".url")]
        keys = (f"branch.{branch}.pushremote", "remote.pushdefault", f"branch.{branch}.remote")
        wanted = [self.config.get(key) for key in keys]
        return next((n for n in (*wanted, "origin") if n in names), names[0] if names else None)

    def default_branch(self, remote: str | None) -> str | None:
        """Return the default branch: what the remote says, else a usual name that exists there, else here."""
        there = f"refs/remotes/{remote}/"
        places = [f"{place}{name}" for place in (there, "refs/heads/") for name in DEFAULT_BRANCHES]
        out = self.run("for-each-ref", "--format=%(refname) %(symref)", f"{there}HEAD", *places)
        refs = dict(line.partition(" ")[::2] for line in text(out).split("\n") if line)
        if (target := refs.get(f"{there}HEAD", "")).startswith(there):
            return target.removeprefix(there)
        return next((place.rpartition("/")[2] for place in places if place in refs), None)

    def missing_from(self, head: str | None, *places: str) -> frozenset[str] | None:
        """Return the commits of HEAD that `places` do not contain; `None` when that is unknown."""
        if head is None:
            return frozenset()
        arguments = ("rev-list", "--ignore-missing", head, "--not", *places)
        out = self.inquiry.ask(lambda: self.run(*arguments), "where the commits have arrived is unknown")
        return None if out is None else frozenset(text(out).split())

    def off_default(
        self, head: str | None, branch: str | None, remote: str | None, default: str
    ) -> frozenset[str] | None:
        if branch == default:
            return frozenset()
        return self.missing_from(head, f"refs/remotes/{remote}/{default}", f"refs/heads/{default}")

    def commits(self, head: str | None, landed: Landed) -> tuple[Commit, ...]:
        """Return the commits of the window, and one more when there are too many."""
        if head is None:
            return ()
        since = self.wanted.since
        window = [f"-n{self.wanted.max_commits + 1}"]
        if since is not None:
            window.append(f"--since={max(since.astimezone(UTC), _OLDEST):%Y-%m-%dT%H:%M:%SZ}")
        return parse_log(self.run(*_LOG, *window, head, "--"), landed)

    def worktrees(self) -> tuple[Worktree, ...]:
        current = str(self.layout.top)
        try:
            out, separator = self.run("worktree", "list", "--porcelain", "-z"), b"\0"
        except GitFailure:  # git before 2.36 does not know -z
            out, separator = self.run("worktree", "list", "--porcelain"), b"\n"
        return parse_worktrees(out, current, separator)

    def subject(
        self, head: str | None, entries: tuple[StatusEntry, ...] | None, commits: tuple[Commit, ...]
    ) -> Subject:
        counted = None if entries is None else tuple(e for e in entries if not self.is_output(e))
        if head is not None and not commits:  # HEAD is older than the window
            last = (*_LOG, "-n1", head, "--")
            commits = self.inquiry.ask(lambda: parse_log(self.run(*last), NOWHERE), "HEAD is unknown") or ()
        return observe_subject(
            self.inquiry,
            head,
            commits[0] if commits else None,
            entries=counted,
            state_dirs=self.wanted.state_dirs,
        )

    def is_output(self, entry: StatusEntry) -> bool:
        path = text(entry.path)
        return entry.untracked and (path in self.wanted.outputs or is_output(path))

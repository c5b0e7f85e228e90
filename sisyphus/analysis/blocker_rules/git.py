"""Blocker rules about the repository. Each is evaluated anew: a push that happened removes its blocker."""

from collections.abc import Iterator

from sisyphus.analysis.blocker_rules.waiting import waits_for
from sisyphus.analysis.facts import Facts
from sisyphus.model.finding import Source
from sisyphus.model.first_few import first_few
from sisyphus.model.judgement import Confidence, Event, Owner
from sisyphus.model.repository import Repository, is_same_folder
from sisyphus.model.shell_word import shell_word
from sisyphus.model.status import Blocker

_NOWHERE = Source()
_MOST_PATHS = 3
_NEEDS_REMOTE = frozenset({Event.PUSH, Event.CI, Event.MERGE})


def has_arrived(facts: Facts) -> bool:
    """Whether the plan's commits are on the remote, with all others: then a push is nothing to wait for."""
    repository = facts.repository
    if repository is None or repository.remote is None or repository.unpushed != 0:
        return False
    links = (link for found, _ in facts.links.values() for link in found)
    return any(link.pushed and link.confidence is not Confidence.LOW for link in links)


def no_remote(facts: Facts) -> Iterator[Blocker]:
    """A box waits for a remote and there is none. Work that stays local is no blocker by itself."""
    repository = facts.repository
    if repository is None or repository.remote is not None or repository.head is None:
        return
    waiting = [b for b in facts.rows_left if any(w.event in _NEEDS_REMOTE for w in waits_for(b.text))]
    if waiting:
        # Where HEAD is on no branch, detached-head says how to begin one; that comes first.
        push = (_push_anew(repository.branch, "origin"),) if repository.branch else ()
        yield Blocker(
            rule="no-remote",
            owner=Owner.USER,
            message="there is no remote to push to",
            why=f"line {waiting[0].line} waits for one: {waiting[0].text}",
            remedy=("git remote add origin <url>", *push),
            task=None,
            source=Source(path=facts.plan.path, line=waiting[0].line),
        )


def pending_push(facts: Facts) -> Iterator[Blocker]:
    """Commits on HEAD that no remote branch has."""
    repository = facts.repository
    if repository is None or not repository.unpushed or _diverged(repository):
        return
    if repository.detached or repository.branch is None or repository.remote is None:
        return
    yield Blocker(
        rule="pending-push",
        owner=Owner.USER,
        message=f"{_commits(repository.unpushed)} only on this machine, on branch {repository.branch}",
        why=f"no branch of {repository.remote} has them, as of the last fetch",
        remedy=(_push(repository, repository.branch, repository.remote),),
        task=None,
        source=_NOWHERE,
    )


def _push(repository: Repository, branch: str, remote: str) -> str:
    return "git push" if _follows_itself(repository) else _push_anew(branch, remote)


def _push_anew(branch: str, remote: str) -> str:
    name = f"{_ref(branch)}:{_ref(branch)}" if branch.startswith("-") else branch
    return f"git push -u {shell_word(remote)} {shell_word(name)}"


def _ref(branch: str) -> str:
    """Return a branch as git reads it on a command line: one named like an option by its full name."""
    return f"refs/heads/{branch}" if branch.startswith("-") else branch


def _follows_itself(repository: Repository) -> bool:
    """Whether the upstream is the branch's own: `git switch -c feat origin/main` makes it another's.

    `git push` refuses to push there, and commits of that other branch are none that this one lacks.
    """
    return repository.upstream == f"{repository.remote}/{repository.branch}"


def diverged(facts: Facts) -> Iterator[Blocker]:
    """Both sides have commits that the other lacks."""
    repository = facts.repository
    if repository is not None and _diverged(repository):
        yield Blocker(
            rule="diverged",
            owner=Owner.USER,
            message=f"{repository.branch} and {repository.upstream} have diverged",
            why=f"{_commits(repository.ahead or 0)} only here, {repository.behind} only there",
            remedy=("git pull --rebase", "git push"),
            task=None,
            source=_NOWHERE,
        )


def _commits(number: int) -> str:
    return "1 commit is" if number == 1 else f"{number} commits are"


def _diverged(repository: Repository) -> bool:
    return bool(repository.ahead and repository.behind and _follows_itself(repository))


def detached_head(facts: Facts) -> Iterator[Blocker]:
    """Commits that belong to no branch are lost with the next checkout; CI checks out pushed ones so."""
    repository = facts.repository
    if repository is None or repository.operation is not None:
        return
    if repository.detached and repository.unpushed != 0:
        yield Blocker(
            rule="detached-head",
            owner=Owner.USER,
            message="HEAD is on no branch",
            why="commits made here belong to no branch and cannot be pushed by name",
            remedy=("git switch -c <branch>",),
            task=None,
            source=_NOWHERE,
        )


def uncommitted_work(facts: Facts) -> Iterator[Blocker]:
    """Files that a task names and that differ from HEAD."""
    by_task = {key: files for key, files in facts.names_files.items() if files}
    files = tuple(dict.fromkeys(f for names in by_task.values() for f in names))
    if files:
        tasks = facts.tasks
        labels = [tasks[key].label for key in by_task]
        message, why, remedy = f"not committed: {first_few(files, _MOST_PATHS)}", "", _commit(facts, files)
        if conflicts := _conflicts(facts):
            # Who added and committed these as they are would commit the marks of the conflict.
            message, remedy = f"in conflict: {first_few(conflicts, _MOST_PATHS)}", (_SHOW_CONFLICTS,)
            why = f"resolve it, then git add and {_end_of(facts) or 'git commit'}; "
        yield Blocker(
            rule="uncommitted-work",
            owner=Owner.AGENT,
            message=message,
            why=f"{why}named by task {', '.join(labels)}",
            remedy=remedy,
            task=labels[0] if len(labels) == 1 else None,
            source=_NOWHERE,
        )


_SHOW_CONFLICTS = "git diff --diff-filter=U"


def _conflicts(facts: Facts) -> tuple[str, ...]:
    """Return the files with conflicts that wait to be resolved: before that git commits none at all."""
    return tuple(f.path for f in facts.repository.dirty_files if f.unmerged) if facts.repository else ()


def _commit(facts: Facts, files: tuple[str, ...]) -> tuple[str, ...]:
    return f"git add -- {' '.join(shell_word(f) for f in files)}", _end_of(facts) or "git commit"


def _end_of(facts: Facts) -> str | None:
    """Return what commits in the middle of a rebase or the like; `None` for an ordinary commit."""
    operation = facts.repository.operation if facts.repository else None
    return f"git {operation} --continue" if operation in {"rebase", "cherry-pick", "revert"} else None


def unmerged_worktree(facts: Facts) -> Iterator[Blocker]:
    """The plan's work was done in another work tree, and something of it is only there."""
    work, repository = facts.record.work, facts.repository
    if work is None or repository is None or not work.worktree_path:
        return
    for worktree in repository.worktrees:
        if worktree.current or not is_same_folder(worktree.path, work.worktree_path):
            continue
        place, left = shell_word(worktree.path), worktree.leftovers or ()
        whys, remedy = [], []
        if left:
            whys.append(f"not committed there, or state that is not here: {first_few(left, _MOST_PATHS)}")
            remedy.append(f"git -C {place} status --short --ignored")
        if worktree.head and _is_lacking(repository, worktree.head):
            branch = worktree.branch or worktree.head[:12]
            whys.append(f"the last commit of {branch} is not on this branch")
            remedy.append(f"git merge {shell_word(_ref(branch))}")
        if whys:
            yield Blocker(
                rule="unmerged-worktree",
                owner=Owner.USER,
                message=f"work lies in the worktree {worktree.path}",
                why="; ".join(whys),
                remedy=tuple(remedy),
                task=None,
                source=_NOWHERE,
            )


def _is_lacking(repository: Repository, sha: str) -> bool:
    """Whether HEAD lacks a commit. One that is older than what was looked at is no work on a plan."""
    if repository.commits_cut or repository.elsewhere_cut:
        return sha not in {commit.sha for commit in repository.commits}
    return sha in {commit.sha for commit in repository.elsewhere}

"""Commits on top of the work that only change the state folders, as the one that keeps the report does.

A report is generated as if they were not there: it would be out of date by its own commit else. What they
bring is still read: the plan by its hash, notepads and evidence by their content.
"""

from sisyphus.model.deferred import replace
from sisyphus.model.repository import Repository
from sisyphus.model.snapshot import Snapshot


def leave_out_state_commits(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with HEAD at the newest commit that changes something outside the state folders."""
    repository = snapshot.repository
    if repository is None or repository.head is None:
        return snapshot
    folders = tuple(f"{snapshot.prefix}{folder.strip('/')}/" for folder in snapshot.state_dirs)
    number = _state_commits_on_top(repository, folders)
    if not number:
        return snapshot
    top, rest = repository.commits[:number], repository.commits[number:]
    head = rest[0].sha if rest else top[-1].parents[0]
    unpushed = sum(c.pushed is False for c in top)
    work = replace(
        repository,
        head=head,
        commits=rest,
        unpushed=_less(repository.unpushed, unpushed),
        ahead=_less(repository.ahead, unpushed),
        subject=replace(repository.subject, commit=head),
    )
    subject = replace(snapshot.subject, commit=head) if snapshot.subject.commit else snapshot.subject
    return replace(snapshot, repository=work, subject=subject)


def _state_commits_on_top(repository: Repository, folders: tuple[str, ...]) -> int:
    """Count the commits from HEAD down, each the only child of the next, that only change state folders."""
    number, expected = 0, repository.head
    commits = repository.commits
    while number < len(commits):
        commit = commits[number]
        inside = bool(commit.changes) and all(c.path.startswith(folders) for c in commit.changes)
        if commit.sha != expected or len(commit.parents) != 1 or not inside:
            break
        number, expected = number + 1, commit.parents[0]
    return number if number == len(commits) or commits[number].sha == expected else 0


def _less(number: int | None, by: int) -> int | None:
    return None if number is None else max(number - by, 0)

"""Commits that are the same change under another id: after a rebase, cherry-pick or squash."""

from collections.abc import Iterable
from datetime import timedelta

from sisyphus.adapters.repository.call import Run
from sisyphus.adapters.repository.subject import MOST_PATCH_LINES, PATCH
from sisyphus.model.regex import regex
from sisyphus.model.repository import Commit

MOST_TWINS = 400
"""Commits whose patch ids are taken for one observation."""

CLOSE = timedelta(days=14)
"""Between a commit and the one that replaces it, where only the subject says so."""

_PULL_REQUEST = regex(r"\s*\(#\d{1,9}\)\s*$")
_LIST_MARK = regex(r"\s{0,8}[-*+]\s+")
_MOST_TEXT = 20_000

_EACH_PATCH = tuple("--stdin" if word == "--no-commit-id" else word for word in PATCH)
"""With the id of each commit in front of its patch, which is what `patch-id` goes by."""

Fingerprint = frozenset[tuple[str, int | None, int | None]]


def fingerprint(commit: Commit) -> Fingerprint:
    """Return what two commits of one patch share, and few others; empty for what has no patch of its own."""
    if len(commit.parents) > 1:
        return frozenset()
    return frozenset(
        (c.path, None, None) if c.old_path else (c.path, c.insertions, c.deletions) for c in commit.changes
    )


def look_alikes(ours: Iterable[Commit], theirs: Iterable[Commit]) -> list[str]:
    """Return the ids of those on both sides that may be twins: only their patches are worth comparing."""
    by_print: dict[Fingerprint, list[str]] = {}
    for one in ours:
        if key := fingerprint(one):
            by_print.setdefault(key, []).append(one.sha)
    found: dict[str, None] = {}
    for other in theirs:
        if mine := by_print.get(fingerprint(other)):
            found.update(dict.fromkeys((*mine, other.sha)))
    return list(found)


def affordable(shas: Iterable[str], commits: dict[str, Commit]) -> list[str]:
    """Return the first ids whose patches can be taken without being felt."""
    left = MOST_PATCH_LINES
    found: list[str] = []
    for sha in shas:
        changes = commits[sha].changes
        left -= sum((c.insertions or 0) + (c.deletions or 0) for c in changes)
        if left >= 0 and len(found) < MOST_TWINS:
            found.append(sha)
    return found


def read_patch_ids(run: Run, shas: Iterable[str]) -> dict[str, str]:
    """Return the stable patch ids of commits; one without a patch is left out.

    Raises:
        GitFailure: git said no.

    """
    feed = "".join(f"{sha}\n" for sha in shas)
    if not feed:
        return {}
    out = run(*_EACH_PATCH, feed=feed.encode("ascii"), then=("patch-id", "--stable"))
    rows = (line.split(" ") for line in out.decode("ascii", "replace").split("\n") if line)
    return {row[1]: row[0] for row in rows if len(row) > 1}


def plain(subject: str) -> str:
    """Return a subject without pull request number and case, to compare it."""
    return " ".join(_PULL_REQUEST.sub("", subject[:500]).casefold().split())


def squashes(squash: Commit, commit: Commit) -> bool:
    """Whether a commit says, as GitHub has it, that it is the squash of a pull request that held another."""
    if not _PULL_REQUEST.search(squash.subject[:500]) or len(squash.parents) > 1:
        return False
    wanted = plain(commit.subject)
    said = plain(squash.subject) == wanted or any(
        plain(line[mark.end() :]) == wanted
        for line in squash.body[:_MOST_TEXT].split("\n")
        if (mark := _LIST_MARK.match(line))
    )
    return said and bool(wanted) and _shares_files(squash, commit)


def same_subject(other: Commit, commit: Commit) -> bool:
    """Whether two commits have one subject and one author's moment, or else files and nearly the moment."""
    if plain(other.subject) != plain(commit.subject) or not plain(commit.subject):
        return False
    near = abs(other.committed_at - commit.committed_at) <= CLOSE
    return other.authored_at == commit.authored_at or (near and _shares_files(other, commit))


def _shares_files(other: Commit, commit: Commit) -> bool:
    """Whether one changes at least half of what the other changes."""
    theirs, own = ({c.path for c in each.changes} for each in (other, commit))
    return bool(own) and 2 * len(own & theirs) >= len(own)

"""Commit ids that somebody wrote down, looked up: all of them in a few calls."""

from collections.abc import Sequence

from sisyphus.adapters.repository.call import GitFailure, Run
from sisyphus.adapters.repository.twins import look_alikes, same_subject, squashes
from sisyphus.model.deferred import dataclass
from sisyphus.model.regex import regex
from sisyphus.model.repository import Commit, NamedCommit

MOST_NAMED = 1000
"""Ids that are looked up."""

_ID = regex(r"[0-9a-f]{4,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was written, and the commit that it stands for."""

    written: str
    sha: str | None
    """`None` when there is no such commit here, or several."""


def resolve(run: Run, written: Sequence[str]) -> tuple[Asked, ...]:
    """Look ids up. A branch of that name is not meant.

    Raises:
        GitFailure: git said no.

    """
    ids = [word for word in dict.fromkeys(w.lower() for w in written) if _ID.fullmatch(word)][:MOST_NAMED]
    if not ids:
        return ()
    feed = "".join(f"{word}^{{commit}}\n" for word in ids).encode("ascii")
    out = run("cat-file", "--batch-check=%(objectname) %(objecttype)", feed=feed)
    found: list[Asked] = []
    for word, line in zip(ids, out.decode("utf-8", "replace").split("\n"), strict=False):
        sha, _, kind = line.partition(" ")
        known = kind == "commit" and sha.startswith(word)
        found.append(Asked(written=word, sha=sha if known else None))
    return tuple(found)


def missing_on(run: Run, shas: Sequence[str], head: str) -> frozenset[str]:
    """Return those of `shas` that `head` does not have; all of them where git cannot tell."""
    if not shas:
        return frozenset()
    feed = "".join(f"{word}\n" for word in (*shas, f"^{head}")).encode("ascii")
    try:
        out = run("rev-list", "--ignore-missing", "--stdin", feed=feed)
    except GitFailure:  # what came before a commit that was left behind may be gone
        return frozenset(shas)
    return frozenset(shas) & frozenset(out.decode("ascii", "replace").split())


def twins_to_compare(lost: Sequence[Commit], commits: Sequence[Commit]) -> list[str]:
    """Return the commits whose patches are worth comparing."""
    return look_alikes(lost, commits) if lost else []


def find_twin(
    lost: Commit, commits: Sequence[Commit], patches: dict[str, str]
) -> tuple[str | None, str | None]:
    """Return the commit of HEAD that carries the change of one that HEAD lacks, and how it was found."""
    patch = patches.get(lost.sha)
    if patch and (same := next((c.sha for c in commits if patches.get(c.sha) == patch), None)):
        return same, "patch"
    for commit in commits:
        if same_subject(commit, lost) or squashes(commit, lost):
            return commit.sha, "subject"
    return None, None


def named_commit(
    asked: Asked,
    commit: Commit | None,
    *,
    on_head: bool,
    branches: tuple[str, ...],
    twin: tuple[str | None, str | None],
) -> NamedCommit:
    """Return what is known of one id."""
    return NamedCommit(
        asked=asked.written,
        sha=asked.sha,
        subject=commit.subject if commit else None,
        on_head=on_head,
        branches=() if on_head else branches,
        twin=twin[0],
        twin_by=twin[1],
    )

"""How the rows with boxes of plans changed, commit by commit, and when each plan was first committed."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from sisyphus.adapters.repository.call import Run
from sisyphus.adapters.repository.diff import PATCH_FORMAT, CommitPatch, FilePatch, Hunk, parse_patches
from sisyphus.adapters.repository.log import read_commits
from sisyphus.adapters.repository.parse import moment, text
from sisyphus.adapters.repository.subject import DIFF_FLAGS, is_below
from sisyphus.model.deferred import dataclass, replace
from sisyphus.model.regex import regex
from sisyphus.model.repository import Commit, Flip
from sisyphus.parse.plans.rows import read_box

MOST_BYTES = 48 << 20
"""Of patches that are read, newest first; what is older is not known."""
MOST_FLIPS = 100_000
MOST_COMMITS = 1000
"""Commits that are read beside those of the window, which mostly has them all."""
LONGEST_ROW = 4096
"""Bytes of a row that are kept: beyond it only the end of its text is lost."""

_PATCHES = (
    "log", "-z", "--raw", "--no-abbrev", "--text", "-p", "-U0", "-M", "-l200", f"--format={PATCH_FORMAT}",
    "--diff-merges=off", "--inter-hunk-context=0", "--diff-algorithm=myers", "--no-color", "--no-relative",
    "--no-show-signature", *DIFF_FLAGS,
)  # fmt: skip

_ROW = regex(rb"(?:\xef\xbb\xbf)?[ \t>]*(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+(\[[^\n]*)", re.DOTALL)
_LABEL = regex(r"\W*((?:[A-Za-z]+[ -]?)?\d[\d.]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHistory:
    """What the commits of HEAD did to plans."""

    flips: tuple[Flip, ...] = ()
    """Newest first. `with_code` is still false throughout: it needs the commits' other files."""
    first_seen: tuple[tuple[str, datetime], ...] = ()
    """Each tracked path with when it was first committed, under this or another folder."""
    cut: bool = False
    """Whether there were more changes than were read."""


NO_HISTORY = PlanHistory()


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    marker: str
    text: str


def read_plan_history(
    run: Run, paths: tuple[str, ...], state_dirs: tuple[str, ...], wanted: frozenset[str] | None = None
) -> PlanHistory:
    """Read how the boxes of plans changed.

    Args:
        run: asks git.
        paths: of the plans, relative to the git top level.
        state_dirs: folders whose files are looked at whole when there are several plans, so that a plan is
            followed to an earlier name. A single plan is followed anywhere.
        wanted: those of `paths` whose boxes are asked about; `None` for all.

    Raises:
        GitFailure: git said no; there is no commit yet, for one.

    """
    if not paths:
        return PlanHistory()
    where = ("--follow", "HEAD", "--", *paths)
    if len(paths) > 1:
        plans = {f"{folder}/plans" for folder in state_dirs}
        where = ("HEAD", "--", *sorted(plans | {path for path in paths if not is_below(path, plans)}))
    data = run(*_PATCHES, *where, most=MOST_BYTES)
    cut = len(data) >= MOST_BYTES
    return _trace(
        parse_patches(data, cut=cut), paths, frozenset(paths) if wanted is None else wanted, cut=cut
    )


def with_code(
    run: Run, flips: tuple[Flip, ...], commits: Iterable[Commit], state_dirs: tuple[str, ...]
) -> tuple[Flip, ...]:
    """Say for each flip whether its commit changes more than the state folders.

    Raises:
        GitFailure: git said no.

    """
    wanted = dict.fromkeys(flip.commit for flip in flips)
    known = [commit for commit in commits if commit.sha in wanted]
    in_window = {commit.sha for commit in known}
    read = read_commits(run, [sha for sha in wanted if sha not in in_window][:MOST_COMMITS])
    carrying = {
        commit.sha
        for commit in (*known, *read)
        if any(not is_below(change.path, state_dirs) for change in commit.changes)
    }
    return tuple(replace(flip, with_code=True) if flip.commit in carrying else flip for flip in flips)


def _trace(
    commits: Iterable[CommitPatch], paths: tuple[str, ...], wanted: frozenset[str], *, cut: bool
) -> PlanHistory:
    """Follow each plan back through its names: all of them, since one may once have had another's name."""
    names = {path: path for path in paths}
    flips: list[Flip] = []
    seen: dict[str, datetime] = {}
    made_of_another: set[str] = set()
    for commit in commits:
        now = moment(commit.committed)
        renamed: dict[str, str] = {}
        for file in commit.files:
            path = text(file.path)
            if (plan := names.get(path)) is None:
                continue
            flips += _flips(plan, file, commit.sha, now) if plan in wanted else ()
            old = text(file.old_path)
            other = _leaf(old) != _leaf(path)
            if (file.status == "A" or other) and plan not in made_of_another:
                seen[plan] = min(now, moment(commit.authored))  # newest first, so the oldest stays
            if old != path:
                made_of_another |= {plan} if other else set()
                del names[path]
                renamed[old] = plan
        names |= renamed
        if len(flips) > MOST_FLIPS:
            cut = True
            break
    return PlanHistory(flips=tuple(flips[:MOST_FLIPS]), first_seen=tuple(seen.items()), cut=cut)


def _leaf(path: str) -> str:
    return path.rpartition("/")[2]


def _flips(plan: str, file: FilePatch, sha: str, now: datetime) -> Iterator[Flip]:
    """Yield what one commit did to the rows of one plan, in the order of the file."""
    for before, after in _pairs(file.hunks):
        row = after or before
        if row is None or (before and after and before.marker == after.marker):
            continue
        yield Flip(
            path=plan,
            line=after.line if after else None,
            text=row.text,
            before=before.marker if before else None,
            after=after.marker if after else None,
            commit=sha,
            committed_at=now,
            with_code=False,
        )


def _pairs(hunks: tuple[Hunk, ...]) -> Iterator[tuple[_Row | None, _Row | None]]:
    """Pair the rows that went with those that came.

    Within a hunk by text, then by label, since a tick often comes with a remark; between hunks, where a row
    has moved, by text alone.
    """
    gone: list[_Row] = []
    come: list[_Row] = []
    for hunk in hunks:
        removed, added = list(_rows(hunk.removed, 0)), list(_rows(hunk.added, hunk.first))
        yield from _match(removed, added, {id(row): row.text for row in (*removed, *added)})
        yield from _match(removed, added, {id(row): _label(row.text) for row in (*removed, *added)})
        gone += removed
        come += added
    yield from _match(gone, come, {id(row): row.text for row in (*gone, *come)})
    yield from ((None, row) for row in come)
    yield from ((row, None) for row in gone)


def _match(removed: list[_Row], added: list[_Row], keys: dict[int, str]) -> list[tuple[_Row, _Row]]:
    """Take the rows of equal key out of both lists, in order, and return them in pairs."""
    waiting: dict[str, list[_Row]] = {}
    for row in reversed(removed):
        waiting.setdefault(keys[id(row)], []).append(row)
    pairs = [(waiting[key].pop(), row) for row in added if (key := keys[id(row)]) and waiting.get(key)]
    taken = {id(row) for pair in pairs for row in pair}
    removed[:] = [row for row in removed if id(row) not in taken]
    added[:] = [row for row in added if id(row) not in taken]
    return pairs


def _label(row: str) -> str:
    match = _LABEL.match(row)
    return match[1] if match else ""


def _rows(lines: tuple[bytes, ...], first: int) -> Iterator[_Row]:
    """Yield the rows with a box; a carriage return ends a line too, as it does for the plan's reader."""
    number = first
    for whole in lines:
        parts = whole.split(b"\r") if b"\r" in whole[:-1] else (whole,)
        for part in parts:
            match = _ROW.match(part[:LONGEST_ROW]) if b"[" in part else None
            row = (
                match[1].decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
                if match
                else ""
            )
            if box := read_box(row):
                yield _Row(number, box.marker, box.text)
            number += 1

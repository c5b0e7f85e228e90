"""Judges of changed lines and files, against the commits that a report names and those of the plan."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sisyphus.analysis.claim_judges.commits import size
from sisyphus.analysis.claim_judges.scene import Scene, judged, older, short
from sisyphus.model.claim import Claim, Deed, JudgedClaim, Report, Verdict
from sisyphus.model.deferred import replace
from sisyphus.model.repository import Change, Commit, is_state

_NO_GIT = "this is not a git repository: changes are unknown"
_SLACK = 1
"""Lines that a figure may be off in all: tools count a missing newline differently."""


class Amount(NamedTuple):
    """Changed lines of some commits."""

    whose: str
    files: int
    insertions: int
    deletions: int
    source: str

    def __str__(self) -> str:
        """Return such as `commit 1234567 changes 3 files, +56 -30`."""
        return (
            f"{self.whose}: {self.files} file{'s' * (self.files != 1)}, +{self.insertions} -{self.deletions}"
        )


def judge_diffstat(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    """Compare counts of changed lines, in total or of one file."""
    if scene.repository is None:
        return judged(claim, Verdict.UNCHECKABLE, f"says {_said(claim)}; {_NO_GIT}")
    judge = _judge_file_lines if claim.file else _judge_total
    return judge(claim, report, scene)


def _said(claim: Claim) -> str:
    if claim.changed_lines is not None:
        return f"{claim.changed_lines} changed lines"
    files = f"{claim.files} files, " if claim.files is not None else ""
    signs = [f"+{claim.insertions}"] if claim.insertions is not None else []
    signs += [f"-{claim.deletions}"] if claim.deletions is not None else []
    return files + " ".join(signs)


def _judge_total(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    named = scene.named_by(claim)
    amounts = list(_totals(named, scene))
    fit = next((a for a in amounts if _fits(claim, a) and claim.files in {None, a.files}), None)
    if fit:
        return judged(claim, Verdict.TRUE, f"says {_said(claim)}; {fit}", fit.source)
    alone = _only_commit(claim, named, scene)
    unsettled = bool(scene.repository and scene.repository.dirty_files)
    if alone and older([alone], report, scene) and not claim.narrow and not unsettled:
        amount = _amount(f"commit {short(alone.sha)} changes", (alone,))
        return judged(claim, Verdict.FALSE, f"says {_said(claim)}; {amount}", amount.source)
    shown = f": {amounts[0]}" if amounts else ""
    why = f"no commit of the plan, nor all of them together, change that much{shown}"
    return judged(claim, Verdict.UNCHECKABLE, f"says {_said(claim)}; {why}")


def _only_commit(claim: Claim, named: Sequence[Commit], scene: Scene) -> Commit | None:
    """Return the one commit that a total can speak of: its line's, or all of the plan's and branch's work."""
    own = {*scene.linked, *scene.branch_commits}
    if claim.sha or not own:
        return named[0] if len(named) == 1 else None
    return own.pop() if len(own) == 1 else None


def _totals(named: Sequence[Commit], scene: Scene) -> Iterator[Amount]:
    """Yield what a total may speak of, the most likely first; of each all of it, and its code alone."""
    for whose, commits in ((w, c) for w, c in _groups(named, scene) if c):
        yield _amount(whose, commits)
        code = [replace(c, changes=tuple(f for f in c.changes if not is_state(f.path))) for c in commits]
        if code != list(commits) and any(c.changes for c in code):
            yield _amount(f"{whose} outside the state folders", code)


def _groups(named: Sequence[Commit], scene: Scene) -> Iterator[tuple[str, Sequence[Commit]]]:
    yield from ((f"commit {short(c.sha)} changes", (c,)) for c in named)
    yield "the plan's commits change", scene.linked
    yield "the branch's commits change", scene.branch_commits
    yield from ((f"commit {short(c.sha)} changes", (c,)) for c in scene.commits)


def _amount(whose: str, commits: Sequence[Commit]) -> Amount:
    sizes = [size(c) for c in commits]
    files = {f.path for c in commits for f in c.changes}
    source = f"commit {short(commits[0].sha)}" + (f" and {len(commits) - 1} more" if commits[1:] else "")
    return Amount(whose, len(files), sum(p for p, _ in sizes), sum(m for _, m in sizes), source)


def _fits(claim: Claim, amount: Amount) -> bool:
    if claim.changed_lines is not None:
        return abs(claim.changed_lines - amount.insertions - amount.deletions) <= _SLACK
    off = 0 if claim.insertions is None else abs(claim.insertions - amount.insertions)
    off += 0 if claim.deletions is None else abs(claim.deletions - amount.deletions)
    return off <= _SLACK


def _judge_file_lines(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    touching = [(c, f) for c in scene.commits for f in c.changes if _is(f.path, claim.file or "")]
    if not touching:
        why = f"no commit of the plan's time changes {claim.file}"
        verdict = Verdict.UNCHECKABLE if _is_dirty(claim.file or "", scene) else Verdict.UNEVIDENCED
        return judged(claim, verdict, f"says {_said(claim)}; {why}")
    amounts = list(_file_amounts(touching, scene))
    fit = next((a for a in amounts if _fits(claim, a)), None)
    if fit:
        return judged(claim, Verdict.TRUE, f"says {_said(claim)}; {_in_file(fit)}", fit.source)
    all_of_it = dict.fromkeys(c for c, _ in touching)
    # One that the report names, or the only one there is: else the figure may speak of another.
    own = [c for c in scene.named_by(claim) if c in all_of_it] or list(all_of_it)
    paths = {f.path for _, f in touching}
    binary = any(f.insertions is None for _, f in touching)
    settled = not _is_dirty(claim.file or "", scene) and len(paths) == 1 and not binary
    if (
        len(own) == 1
        and settled
        and older(own, report, scene)
        and (claim.insertions is None) == (claim.deletions is None)
    ):
        amount = next(a for a in amounts if a.source == f"commit {short(own[0].sha)}")
        return judged(claim, Verdict.FALSE, f"says {_said(claim)}; {_in_file(amount)}", amount.source)
    why = (
        "several commits change it, and no sum of them is that much" if len(own) > 1 else _in_file(amounts[0])
    )
    return judged(claim, Verdict.UNCHECKABLE, f"says {_said(claim)}; {why}", amounts[0].source)


def _in_file(amount: Amount) -> str:
    return f"{amount.whose} it by +{amount.insertions} -{amount.deletions}"


def _file_amounts(touching: Sequence[tuple[Commit, Change]], scene: Scene) -> Iterator[Amount]:
    wholes = {
        "the plan's commits change": set(scene.linked),
        "the branch's commits change": set(scene.branch_commits),
    }
    for commit, change in touching:
        yield _file_amount(f"commit {short(commit.sha)} changes", [change], commit)
    for whose, commits in wholes.items():
        some = [f for c, f in touching if c in commits]
        if len(some) > 1:
            yield _file_amount(whose, some, touching[0][0])
    if len(touching) > 1:
        yield _file_amount("all commits of the plan's time change", [f for _, f in touching], touching[0][0])


def _file_amount(whose: str, changes: Sequence[Change], commit: Commit) -> Amount:
    plus = sum(f.insertions or 0 for f in changes)
    minus = sum(f.deletions or 0 for f in changes)
    return Amount(whose, 1, plus, minus, f"commit {short(commit.sha)}")


def _is(path: str, said: str) -> bool:
    """Whether a report's name for a file is that of a path: all of it, or its last parts."""
    said = said.removeprefix("./")
    return path == said or path.endswith(f"/{said}")


def _is_dirty(said: str, scene: Scene) -> bool:
    files = scene.repository.dirty_files if scene.repository else ()
    return any(_is(f.path, said) for f in files)


def judge_file(claim: Claim, _report: Report, scene: Scene) -> JudgedClaim:
    """Look for a file that is said to be created, changed or deleted."""
    name, deed = claim.file or "", claim.deed or Deed.CHANGED
    said = f"says {name} was {deed}"
    here = name in scene.reported.present
    touched = [
        c for c in scene.commits if any(_is(f.path, name) or _is(f.old_path or "", name) for f in c.changes)
    ]
    if deed is Deed.DELETED:
        return _judge_deleted(claim, said, touched, here=here, scene=scene)
    if touched:
        return _judge_touched(claim, said, _best(touched, scene), here=here, scene=scene)
    if _is_dirty(name, scene):
        return judged(claim, Verdict.TRUE, f"{said}; it differs from HEAD and is not committed", name)
    if here:
        verdict = Verdict.TRUE if deed is Deed.CREATED and scene.repository is None else Verdict.UNEVIDENCED
        since = (
            "it is there"
            if scene.repository is None
            else "it is there, but no commit of the plan's time changes it"
        )
        return judged(claim, verdict if "/" in name else Verdict.UNCHECKABLE, f"{said}; {since}", name)
    return _judge_absent(claim, said, name, scene)


def _best(touched: Sequence[Commit], scene: Scene) -> Commit:
    return next((c for c in touched if c in scene.linked), touched[0])


def _judge_touched(claim: Claim, said: str, commit: Commit, *, here: bool, scene: Scene) -> JudgedClaim:
    source, name = f"commit {short(commit.sha)}", claim.file or ""
    gone = not here and any(f.path == scene.prefix + name or f.path == name for f in commit.changes)
    if gone and claim.deed is Deed.CREATED:
        return judged(
            claim,
            Verdict.STALE,
            f"{said}; commit {short(commit.sha)} has it, and it is not there now",
            source,
        )
    return judged(claim, Verdict.TRUE, f"{said}; commit {short(commit.sha)} changes it", source)


def _judge_absent(claim: Claim, said: str, name: str, scene: Scene) -> JudgedClaim:
    """Judge a file that neither disk nor history has; a short name may stand for one elsewhere."""
    folder = name.removeprefix("./").partition("/")[0]
    base = name.rpartition("/")[2]
    elsewhere = scene.repository.elsewhere if scene.repository else ()
    paths = [f.path for c in (*scene.commits, *elsewhere) for f in c.changes]
    also = any(_is(path, base) for path in paths)
    # Where git keeps nothing of a folder, its files may have come and gone: outputs, logs, screenshots.
    beside = {path.rpartition("/")[0] for path in paths}
    known = {scene.prefix + name.rpartition("/")[0], name.rpartition("/")[0]} & beside
    if scene.repository is None or not known or folder not in scene.reported.folders or also:
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; no file of this name was found")
    if scene.repository.shallow or scene.repository.commits_cut:
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; it is not there, and older commits are unknown")
    return judged(claim, Verdict.FALSE, f"{said}; it is not there, and no commit of the plan's time has it")


def _judge_deleted(
    claim: Claim, said: str, touched: Iterable[Commit], *, here: bool, scene: Scene
) -> JudgedClaim:
    commit = next(iter(touched), None)
    if here:
        verdict = Verdict.FALSE if "/" in (claim.file or "") else Verdict.UNCHECKABLE
        return judged(claim, verdict, f"{said}; it is there", claim.file)
    if commit:
        return judged(
            claim,
            Verdict.TRUE,
            f"{said}; it is not there, commit {short(commit.sha)} changes it",
            f"commit {short(commit.sha)}",
        )
    if _is_dirty(claim.file or "", scene):
        return judged(claim, Verdict.TRUE, f"{said}; it is not there, and that is not committed", claim.file)
    return judged(
        claim, Verdict.UNCHECKABLE, f"{said}; it is not there, and no commit of the plan's time changes it"
    )

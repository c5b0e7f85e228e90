"""Judges of what git knows of commits: their ids, and where the work has arrived."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from sisyphus.analysis.claim_judges.scene import Found, Scene, judged, older, plain, short, written_at
from sisyphus.model.claim import Arrival, Claim, ClaimKind, JudgedClaim, Report, Verdict
from sisyphus.model.repository import Commit, Repository

_NO_GIT = "this is not a git repository: commits are unknown"


def judge_commit(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    """Look a commit id up: there and reachable, else the same change under another id."""
    sha, said = claim.sha or "", f"says commit {claim.sha}"
    if scene.repository is None:
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; {_NO_GIT}")
    found = scene.find(sha)
    if found is None:
        return _judge_missing(claim, report, scene, scene.repository)
    source = f"commit {short(found.sha)}"
    if claim.title and found.subject and not _same_message(claim.title, found.subject):
        return judged(
            claim, Verdict.FALSE, f"{said} is “{claim.title}”; its message is “{found.subject}”", source
        )
    where, verdict = _where(found)
    return judged(claim, verdict, f"{said}; it exists, {where}", source)


def _where(found: Found) -> tuple[str, Verdict]:
    if found.on_head:
        return "and HEAD has it", Verdict.TRUE
    if found.twin:
        what = "its change" if found.by_patch else "one with its message"
        return f"and HEAD has {what} as {short(found.twin)} (rebased, squashed or picked)", Verdict.TRUE
    if found.branches:
        return f"not on HEAD but on {', '.join(found.branches[:3])}", Verdict.TRUE
    return "but no branch has it any more", Verdict.STALE


def _same_message(said: str, subject: str) -> bool:
    """Whether a report's words may stand for a commit's message: equal, cut short, or sharing a word."""
    first, second = plain(said), plain(subject)
    if first in second or second in first:
        return True
    return bool(_words(first) & _words(second))


def _words(text: str) -> set[str]:
    cleaned = "".join(c if c.isalnum() else " " for c in text)
    return {w for w in cleaned.split() if len(w) > 3}  # noqa: PLR2004 - words that tell something


def _judge_missing(claim: Claim, report: Report, scene: Scene, repository: Repository) -> JudgedClaim:
    sha = claim.sha or ""
    said = f"says commit {sha}; this clone has no such commit"
    same = scene.by_title(sha)
    if same:
        fits = _sized_as_said(same, scene)
        also = " and the size that the reports give for it" if fits else ""
        actual = f"{said}, but {short(same.sha)} has its message{also} (rebased, or made again)"
        return judged(claim, Verdict.TRUE if fits else Verdict.STALE, actual, f"commit {short(same.sha)}")
    if repository.shallow or repository.commits_cut:
        return judged(claim, Verdict.UNCHECKABLE, f"{said}, and it lacks older commits")
    if not scene.full_history() and scene.asked(sha) is None:
        return judged(claim, Verdict.UNCHECKABLE, f"says commit {sha}; none since the plan began has this id")
    if repository.remote is None and _began_before(report, scene, repository):
        return judged(claim, Verdict.FALSE, f"{said}, and no remote from which it could be missing")
    return judged(
        claim, Verdict.UNEVIDENCED, f"{said}; it may have been rebased, squashed, or lie on another machine"
    )


def _sized_as_said(commit: Commit, scene: Scene) -> bool:
    """Whether some report gives a commit's totals as they are."""
    plus, minus = size(commit)
    totals = (
        (c.insertions or 0, c.deletions or 0)
        for r in scene.reported.reports
        for c in r.claims
        if c.kind is ClaimKind.DIFFSTAT and c.file is None
    )
    return any(abs(plus - p) + abs(minus - m) <= 1 for p, m in totals)


def size(commit: Commit) -> tuple[int, int]:
    """Return inserted and deleted lines; binary files count 0."""
    return sum(c.insertions or 0 for c in commit.changes), sum(c.deletions or 0 for c in commit.changes)


def _began_before(report: Report, scene: Scene, repository: Repository) -> bool:
    """Whether the history here is older than a report, so that its commits would have been made here."""
    at = written_at(report, scene)
    return bool(at and repository.commits and repository.commits[-1].committed_at < at)


def judge_push(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    """Hold what is said of branch, push and merge against what git knew at the last fetch."""
    arrival = claim.arrival or Arrival.BRANCH
    said = f"says {_SAYS[arrival]}"
    repository = scene.repository
    if repository is None:
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; {_NO_GIT}")
    if arrival in _BY_STATE:
        return _BY_STATE[arrival](claim, said, repository)
    named = scene.named_by(claim)
    # What it lists as its commits is meant, too, where no task explains it.
    listed = {*scene.linked, *(named if arrival is Arrival.PUSHED else ())}
    whole = tuple(c for c in scene.commits if c in listed) or named or repository.commits[:1]
    commits = named if claim.sha else older((*_left_behind(claim, report, scene), *whole), report, scene)
    if not commits:
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; no commit is known that this speaks of")
    if repository.remote is None:
        verdict = Verdict.TRUE if arrival is Arrival.UNPUSHED else Verdict.UNEVIDENCED
        return judged(claim, verdict, f"{said}; the repository has no remote")
    judge = _judge_merged if arrival is Arrival.MERGED else _judge_pushed
    return judge(claim, said, commits, repository)


_ALL_PUSHED = re.compile(
    r"\b(?:everything(?! else)|(?:all|every)(?: (?:of|the|our|my|local|new|code))* (?:commits?|changes|code"
    r"|work))\b[^.;,]{0,30}\bpushed\b|(?:全部|所有|均|都)[^。；，]{0,12}已推送",  # noqa: RUF001 - Chinese
    re.IGNORECASE,
)


def _left_behind(claim: Claim, report: Report, scene: Scene) -> Iterator[Commit]:
    """Yield what no remote has where all is said to be pushed; the commit that keeps the report is none."""
    if claim.arrival is not Arrival.PUSHED or claim.narrow or not _ALL_PUSHED.search(claim.text):
        return
    path = scene.prefix + report.path
    yield from (c for c in scene.commits if c.pushed is False and not any(f.path == path for f in c.changes))


_SAYS = {
    Arrival.BRANCH: "a branch",
    Arrival.CLEAN: "nothing is uncommitted",
    Arrival.UNPUSHED: "not pushed yet",
    Arrival.PUSHED: "pushed",
    Arrival.PULL_REQUEST: "a pull request is open",
    Arrival.MERGED: "merged",
}


def _judge_pushed(
    claim: Claim, said: str, commits: tuple[Commit, ...], repository: Repository
) -> JudgedClaim:
    missing = [c for c in commits if c.pushed is False]
    source = f"commit {short((missing or commits)[0].sha)}"
    if any(c.pushed is None for c in commits):
        return judged(claim, Verdict.UNCHECKABLE, f"{said}; what was pushed is unknown", source)
    remote = repository.remote
    state = (
        f"no branch of {remote} has {short(missing[0].sha)}, as of the last fetch"
        if missing
        else f"{remote} has {short(commits[0].sha)}"
    )
    if claim.arrival is Arrival.UNPUSHED:
        return judged(claim, Verdict.TRUE if missing else Verdict.STALE, f"{said}; {state}", source)
    return judged(claim, Verdict.FALSE if missing else Verdict.TRUE, f"{said}; {state}", source)


def _judge_merged(
    claim: Claim, said: str, commits: tuple[Commit, ...], repository: Repository
) -> JudgedClaim:
    newest, default = commits[0], repository.default_branch
    source = f"commit {short(newest.sha)}"
    if default is None or newest.on_default is None:
        return judged(
            claim, Verdict.UNCHECKABLE, f"{said}; which branch is the default one is unknown", source
        )
    if newest.on_default or newest.landed_as:
        as_ = f" as {short(newest.landed_as)}" if newest.landed_as else ""
        return judged(claim, Verdict.TRUE, f"{said}; {default} has {short(newest.sha)}{as_}", source)
    actual = f"{said}; {default} lacks {short(newest.sha)}, as of the last fetch"
    if newest.pushed is False:
        return judged(claim, Verdict.FALSE, f"{actual}, and it was never pushed", source)
    return judged(claim, Verdict.UNEVIDENCED, f"{actual}; a squash merge may have changed its id", source)


def _judge_branch(claim: Claim, _said: str, repository: Repository) -> JudgedClaim:
    said, source = f"says branch {claim.branch}", f"branch {claim.branch}"
    known = {b.removeprefix(f"{repository.remote}/") for c in repository.elsewhere for b in c.branches}
    known |= {w.branch for w in repository.worktrees if w.branch} | {repository.default_branch or ""}
    if claim.branch == repository.branch:
        return judged(claim, Verdict.TRUE, f"{said}; it is checked out here", source)
    if claim.branch in known:
        return judged(
            claim,
            Verdict.TRUE,
            f"{said}; it exists, {repository.branch or 'no branch'} is checked out",
            source,
        )
    actual = (
        f"{said}; {repository.branch or 'no branch'} is checked out, and no commit was found that only it has"
    )
    return judged(claim, Verdict.UNCHECKABLE, actual)


def _judge_clean(claim: Claim, said: str, repository: Repository) -> JudgedClaim:
    if not repository.dirty_files:
        return judged(claim, Verdict.TRUE, f"{said}; git finds nothing that differs from HEAD")
    first, count = repository.dirty_files[0].path, len(repository.dirty_files)
    more = f" and {count - 1} more" if count > 1 else ""
    actual = (
        f"{said}; now {first}{more} differ{'s' if count == 1 else ''} from HEAD, and since when is not known"
    )
    return judged(claim, Verdict.UNCHECKABLE, actual, first)


def _judge_request(claim: Claim, said: str, _repository: Repository) -> JudgedClaim:
    return judged(claim, Verdict.UNCHECKABLE, f"{said}; only the hosting service knows")


_BY_STATE: Mapping[Arrival, Callable[[Claim, str, Repository], JudgedClaim]] = MappingProxyType(
    {
        Arrival.BRANCH: _judge_branch,
        Arrival.CLEAN: _judge_clean,
        Arrival.PULL_REQUEST: _judge_request,
    }
)
"""What needs no commit to be judged."""

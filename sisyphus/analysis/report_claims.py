"""What a report is made from besides the status: the claims of others that do not hold, and not itself."""

from collections.abc import Iterable, Iterator

from sisyphus.model.claim import AuditDocument, Claim, JudgedClaim, Report, Reported, Verdict
from sisyphus.model.deferred import replace
from sisyphus.model.finding import UNEVIDENCED_CLAIMS, Finding, Severity, Source
from sisyphus.model.first_few import first_few
from sisyphus.model.snapshot import Snapshot
from sisyphus.model.status import PlanStatus, StatusDocument

_WRONG = frozenset({Verdict.FALSE, Verdict.STALE})
_MOST_PLACES = 3


def leave_out_notepad(snapshot: Snapshot, path: str) -> Snapshot:
    """Return the snapshot without one notepad: what is written or compared is no source of itself."""
    plans = (replace(p, notepads=tuple(n for n in p.notepads if n.path != path)) for p in snapshot.plans)
    return replace(snapshot, plans=tuple(plans))


def leave_out_clocks(reported: Reported, snapshot: Snapshot) -> Reported:
    """Return reports with the times that git gives them; a file's own time differs in every clone.

    What git does not keep counts as written now: after the newest commit.
    """
    commits = snapshot.repository.commits if snapshot.repository else ()
    times = {c.path: commit.committed_at for commit in reversed(commits) for c in commit.changes}
    now = max((c.committed_at for c in commits), default=None)

    def timed(one: Report) -> Report:
        known = one.written_at is None or one.commit is not None
        return one if known else replace(one, written_at=times.get(snapshot.prefix + one.path, now))

    return replace(reported, reports=tuple(map(timed, reported.reports)), plan_modified_at=None)


def with_claims(document: StatusDocument, audited: AuditDocument, plan_word: str) -> StatusDocument:
    """Return the answer with a finding for each claim that is wrong, and one for those without evidence."""
    (plan,) = document.plans
    findings = (*plan.findings, *_wrong(audited.claims), *_unevidenced(plan, audited, plan_word))
    return replace(document, plans=(replace(plan, findings=findings),))


def _wrong(claims: Iterable[JudgedClaim]) -> Iterator[Finding]:
    """Yield one finding for all places that say the same wrong thing."""
    groups: dict[tuple[object, ...], list[JudgedClaim]] = {}
    for one in claims:
        if one.verdict in _WRONG:
            groups.setdefault((one.claim.kind, one.claim.file, one.actual), []).append(one)
    for first, *others in groups.values():
        claim = first.claim
        about = f"on {claim.file}: " if claim.file and claim.file not in first.actual else ""
        yield Finding(
            rule=f"{first.verdict}-claim",
            severity=Severity.WARNING,
            message=f"{_name(claim)} {about}{first.actual}{_others(others)}",
            source=Source(path=claim.path, line=claim.line),
        )


def _others(others: list[JudgedClaim]) -> str:
    places = [f"{_name(o.claim)}:{o.claim.line}" for o in others]
    return f" (said in {first_few(places, _MOST_PLACES)} too)" if places else ""


def _name(claim: Claim) -> str:
    return claim.path.rpartition("/")[2]


def _unevidenced(plan: PlanStatus, audited: AuditDocument, plan_word: str) -> Iterator[Finding]:
    bare = [j for j in audited.claims if j.verdict is Verdict.UNEVIDENCED]
    if bare:
        them = (
            "1 claim of a report or notepad has"
            if len(bare) == 1
            else f"{len(bare)} claims of reports and notepads have"
        )
        yield Finding(
            rule=UNEVIDENCED_CLAIMS,
            severity=Severity.INFO,
            message=f"{them} no evidence that is kept: `sisyphus audit {plan_word}`",
            source=Source(path=plan.path),
        )

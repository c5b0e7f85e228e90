"""Checks and their evidence to what is proven."""

from collections.abc import Callable, Iterable, Mapping

from sisyphus.analysis.freshness import PROVES, is_known, judge_freshness
from sisyphus.model.check import Check, WhyNot
from sisyphus.model.deferred import replace
from sisyphus.model.evidence import Evidence, Freshness, Outcome
from sisyphus.model.judgement import NOT_OWED, CheckStatus, Proven, Standing, Verification
from sisyphus.model.plan import Plan, State
from sisyphus.model.repository import Subject
from sisyphus.model.snapshot import PlanRecord

SAYS_NOTHING = frozenset({Outcome.CANCELLED, Outcome.SKIPPED, Outcome.INCONCLUSIVE})
"""Outcomes that say nothing of the check itself."""

WHY_NOT_WORDS = {
    "placeholder": "it holds a placeholder",
    "side_effect": "it has a side effect",
    "long_running": "it does not end by itself",
    "interactive": "it waits for input",
    "tool_call": "it is no shell command",
    "not_a_command": "it is no command",
}


def judge_checks(record: PlanRecord, missing: frozenset[str], now: Subject) -> tuple[CheckStatus, ...]:
    """Return every check of a plan with its latest evidence, first of all that on the content of `now`."""
    if record.plan is None:
        return ()
    latest: dict[str, tuple[tuple[bool, bool, bool], Evidence]] = {}
    for evidence in record.evidence.records:
        if evidence.baseline:
            continue
        # A run that was broken off says nothing against one that ended, nor does one on other content
        # (another branch, another checkout) against one on what is here.
        # What ran here outweighs what somebody else's log says, whatever its date.
        weight = (
            evidence.outcome not in SAYS_NOTHING,
            judge_freshness(evidence, now) in PROVES,
            evidence.own,
        )
        if evidence.check not in latest or weight >= latest[evidence.check][0]:
            latest[evidence.check] = (weight, evidence)
    nothing = (None, None)
    before, keys = _baselines(record), dict(record.keys)
    void = _cancelled(record.plan)
    judged = (
        void(judge_check(c, latest.get(c.id, nothing)[1], missing, now, consent=_consent(record, c.id)))
        for c in record.plan.checks
    )
    if not (before or keys):  # most plans
        return tuple(judged)
    return tuple(replace(s, baseline=before.get(s.check.id), key=keys.get(s.check.id)) for s in judged)


def _cancelled(plan: Plan) -> Callable[[CheckStatus], CheckStatus]:
    """Return what makes nothing owed of a check whose task, or the box that it stands in, is cancelled."""
    tasks = {t.key for t in plan.tasks if t.state is State.CANCELLED}
    lines = {b.line for b in plan.boxes if b.state is State.CANCELLED}

    def void(status: CheckStatus) -> CheckStatus:
        check = status.check
        if status.standing is Standing.NOT_RUNNABLE or not (check.task in tasks or check.line in lines):
            return status
        whose = "its task" if check.task in tasks else "its box"
        return replace(status, standing=Standing.CANCELLED, note=f"{whose} is cancelled, so nothing is owed")

    return void


def _baselines(record: PlanRecord) -> dict[str, Evidence]:
    """Return the latest baseline run of each check, our own before others'."""
    found: dict[str, Evidence] = {}
    for evidence in record.evidence.records:
        if evidence.baseline and evidence.outcome not in SAYS_NOTHING:
            known = found.get(evidence.check)
            if known is None or evidence.own or not known.own:
                found[evidence.check] = evidence
    return found


def _consent(record: PlanRecord, check: str) -> bool | None:
    return True if check in record.trusted else False if check in record.denied else None


def judge_check(
    check: Check,
    evidence: Evidence | None,
    missing: frozenset[str],
    now: Subject | None = None,
    *,
    consent: bool | None = True,
) -> CheckStatus:
    """Judge one check by one record; `now` is `None` for a run that has just ended.

    `consent` is what the user said of it: allowed, denied, or `None` for nothing yet.
    """
    absent = tuple(p for p in check.programs if p in missing)
    freshness = judge_freshness(evidence, now or evidence.subject) if evidence else None
    standing = _standing(check, evidence, freshness)
    if standing is Standing.NOT_RUNNABLE:
        note = _not_runnable_note(check, evidence, absent, consent)
    elif standing is Standing.NOT_RUN:
        note = _not_run_note(evidence, absent, consent)
    elif evidence and standing is Standing.STALE:
        known = is_known(evidence.subject) and is_known(now or evidence.subject)
        notes = _STALE_NOTES if known else _UNKNOWN_NOTES
        note = notes[freshness or Freshness.STALE].format(
            outcome=evidence.outcome, files=_changed_words(evidence.changed)
        )
    elif evidence and standing is Standing.ELSEWHERE:
        note = f"passed elsewhere, in the log of {evidence.writer}; not run here"
    else:
        failed = evidence if standing is not Standing.PASSED else None
        note = (failed.reason or str(failed.outcome)) if failed else ""
    return CheckStatus(
        check=check,
        trusted=consent is True,
        evidence=evidence,
        freshness=freshness,
        standing=standing,
        missing=absent,
        denied=consent is False,
        note=note,
    )


def _changed_words(paths: tuple[str, ...]) -> str:
    """Name the first files; logs of older versions name none."""
    rest = len(paths) - _MOST_NAMED
    shown = [*paths[:_MOST_NAMED], *([f"{rest} more"] if rest > 0 else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if shown else "files"


_MOST_NAMED = 3
"""Files that changed while a check ran and are named in its note."""


def _standing(check: Check, evidence: Evidence | None, freshness: Freshness | None) -> Standing:
    """Return where a check stands.

    One that needs an approval of its own is never owed: only what it showed on this very content counts, and
    a server that was stopped by its limit showed nothing.
    """
    ran = evidence is not None and evidence.outcome not in SAYS_NOTHING
    shown = ran and freshness in PROVES and not _was_stopped(check, evidence)
    if not (check.runnable or (check.needs_own_approval and shown)):
        return Standing.NOT_RUNNABLE
    if evidence is None or not ran:
        return Standing.NOT_RUN
    if freshness not in PROVES:
        return Standing.STALE
    if evidence.outcome is Outcome.PASSED and not evidence.own:
        return Standing.ELSEWHERE
    return _STANDINGS.get(evidence.outcome, Standing.FAILED)


def _was_stopped(check: Check, evidence: Evidence | None) -> bool:
    server = check.why_not is WhyNot.LONG_RUNNING
    return server and evidence is not None and evidence.outcome is Outcome.TIMEOUT


_STANDINGS = {Outcome.PASSED: Standing.PASSED, Outcome.UNCHECKED: Standing.UNCHECKED}
"""Standing of a run on this very content; any other outcome failed."""

_STALE_NOTES = {
    Freshness.STALE: "{outcome} on other content than is here now",
    Freshness.PORTED: "{outcome} before the commit was ported; other content is here now",
    Freshness.VOID: "void: {files} changed while it ran",
}

_UNKNOWN_NOTES = _STALE_NOTES | {Freshness.STALE: "{outcome}; which content that proves is not known"}


def _not_runnable_note(
    check: Check,
    evidence: Evidence | None,
    absent: tuple[str, ...],
    consent: bool | None,  # noqa: FBT001 - three-valued
) -> str:
    why = check.risk or WHY_NOT_WORDS[check.why_not or "not_a_command"]
    if not check.needs_own_approval:
        return f"cannot be run: {why}"
    if _was_stopped(check, evidence):
        return f"ran until its limit, which shows nothing: {why}"
    if consent is False or absent:
        return _not_run_note(None, absent, consent)
    owed = "you allowed it" if consent else "it needs an approval of its own"
    return f"not run: {why}; {owed}"


def _not_run_note(evidence: Evidence | None, absent: tuple[str, ...], consent: bool | None) -> str:  # noqa: FBT001 - three-valued
    if consent is False:
        return "not run: you denied it (sisyphus trust list)"
    if absent:
        return f"not run: {', '.join(absent)} not found"
    if evidence:
        return f"not run: {evidence.reason or evidence.outcome}"
    return "not run" if consent else "not run: not trusted yet"


def tally_checks(checks: Iterable[CheckStatus]) -> Verification:
    """Count checks by where they stand. Those that nothing is owed of are no part of the total."""
    standings = [c.standing for c in checks]
    counted = {standing: standings.count(standing) for standing in Standing}
    total = len(standings) - sum(counted[standing] for standing in NOT_OWED)
    return Verification(
        state=_proven(counted, total),
        passed=counted[Standing.PASSED],
        failed=counted[Standing.FAILED],
        stale=counted[Standing.STALE],
        not_run=counted[Standing.NOT_RUN] + counted[Standing.ELSEWHERE],
        unchecked=counted[Standing.UNCHECKED],
        total=total,
        not_runnable=counted[Standing.NOT_RUNNABLE],
        cancelled=counted[Standing.CANCELLED],
        elsewhere=counted[Standing.ELSEWHERE],
    )


def tally_by_task(checks: Iterable[CheckStatus]) -> dict[str | None, Verification]:
    """Count the checks of each task, by its key; `None` for those that no task holds."""
    found: dict[str | None, list[CheckStatus]] = {}
    for status in checks:
        found.setdefault(status.check.task, []).append(status)
    return {key: tally_checks(some) for key, some in found.items()}


def _proven(counted: Mapping[Standing, int], total: int) -> Proven:
    if not total:
        return Proven.NO_CHECKS
    if counted[Standing.FAILED]:
        return Proven.FAILED
    if counted[Standing.STALE]:
        return Proven.STALE
    if counted[Standing.PASSED] == total:
        return Proven.PASSED
    some = counted[Standing.PASSED] or counted[Standing.UNCHECKED]
    return Proven.PARTIAL if some else Proven.NOT_RUN

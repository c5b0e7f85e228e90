"""Judges of what only a run can show: tests, coverage, durations, verifications. No record, no proof."""

from collections.abc import Iterator
from typing import NamedTuple

from sisyphus.analysis.claim_judges.completion import judge_completion
from sisyphus.analysis.claim_judges.scene import Scene, judged, written_at
from sisyphus.analysis.freshness import PROVES
from sisyphus.model.claim import Claim, Counted, JudgedClaim, Report, Verdict
from sisyphus.model.evidence import Freshness, Outcome
from sisyphus.model.judgement import CheckStatus, Standing

_NOTHING = "no evidence record or stored log has such a figure"
_NEAR = 0.1
"""Part of a duration that two runs of one thing may differ by."""


class Shown(NamedTuple):
    """One figure of a record or log."""

    value: float
    source: str
    words: str
    fresh: bool
    """Whether it is of a record for the content that is here now."""


def _shown(scene: Scene, metric: str) -> Iterator[Shown]:
    """Yield the figures of a kind: those of evidence records, the latest first, then those of stored logs."""
    runs = (c.evidence for c in scene.status.checks if c.freshness in PROVES)
    now = {(run.check, run.writer, run.seq) for run in runs if run}
    for record in reversed(scene.record.evidence.records):
        value = dict(record.metrics).get(metric)
        if value is not None:
            source = f"evidence record {record.seq} of {record.writer}"
            fresh = (record.check, record.writer, record.seq) in now
            yield Shown(value, source, f"{source} shows {value:g}", fresh)
    for log in scene.reported.logs:
        value = dict(log.metrics).get(metric)
        if value is not None:
            yield Shown(value, log.path, f"the stored log {log.path} shows {value:g}", fresh=False)


def judge_tests(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    """Compare how many tests passed with what runs showed."""
    of = f"/{claim.total}" if claim.total is not None else ""
    said = f"says {claim.done}{of} tests pass"
    passed = list(_shown(scene, "tests_passed"))
    fit = next((s for s in passed if s.value == claim.done), None)
    if fit:
        return judged(claim, Verdict.TRUE, f"{said}; {fit.words} passed", fit.source)
    failed = next((s for s in _shown(scene, "tests_failed") if s.fresh and s.value), None)
    fresh = [s for s in passed if s.fresh]
    whole = failed is not None and len(fresh) == 1 and claim.done == fresh[0].value + failed.value
    if failed and whole and claim.total in {None, claim.done} and _unchanged_since(report, scene):
        actual = f"{said}; {fresh[0].words} passed and {failed.value:g} failed, on the content that is here"
        return judged(claim, Verdict.FALSE, actual, failed.source)
    return _unshown(claim, said, passed)


def _unchanged_since(report: Report, scene: Scene) -> bool:
    """Whether the content that is here is that of which a report speaks."""
    at, repository = written_at(report, scene), scene.repository
    if at is None or repository is None or repository.dirty_files or not repository.commits:
        return False
    return repository.commits[0].committed_at <= at


def _unshown(claim: Claim, said: str, others: list[Shown]) -> JudgedClaim:
    if others:
        return judged(
            claim,
            Verdict.UNEVIDENCED,
            f"{said}; {others[0].words}, of a run that may be another",
            others[0].source,
        )
    return judged(claim, Verdict.UNEVIDENCED, f"{said}; {_NOTHING}")


def judge_coverage(claim: Claim, _report: Report, scene: Scene) -> JudgedClaim:
    """Compare a coverage with what runs showed."""
    said = f"says {claim.percent:g} % coverage"
    shown = list(_shown(scene, "coverage_percent"))
    step = 10**-claim.decimals
    fit = next((s for s in shown if abs(s.value - (claim.percent or 0)) < step), None)
    if fit:
        return judged(claim, Verdict.TRUE, f"{said}; {fit.words} %", fit.source)
    return _unshown(claim, said, shown)


def judge_duration(claim: Claim, _report: Report, scene: Scene) -> JudgedClaim:
    """Compare a duration with those of runs. A run that took longer does not make another's figure wrong."""
    seconds = claim.seconds or 0
    said = f"says {_time(seconds)}"
    for record in reversed(scene.record.evidence.records):
        took = record.duration_s
        if took is not None and abs(took - seconds) <= _NEAR * max(took, seconds):
            source = f"evidence record {record.seq} of {record.writer}"
            return judged(claim, Verdict.TRUE, f"{said}; {source} took {_time(took)}", source)
    return judged(claim, Verdict.UNEVIDENCED, f"{said}; no evidence record took about as long")


def _time(seconds: float) -> str:
    minutes = seconds / 60
    return f"{seconds:g} s" if minutes < 2 else f"{minutes:g} min"  # noqa: PLR2004 - read better so


def judge_verification(claim: Claim, _report: Report, scene: Scene) -> JudgedClaim:
    """Look for evidence behind what is said to be verified."""
    status = scene.status.verification
    if claim.command:
        check = next((c for c in scene.status.checks if _same(c, claim.command)), None)
        if check:
            return _by_check(claim, f"says `{claim.command}` passes", check)
    if claim.done is not None:
        said = f"says {claim.done}/{claim.total} verified"
        if status.failed and claim.done == claim.total and status.total == claim.total:
            return judged(
                claim, Verdict.FALSE, f"{said}; {status.failed} of {status.total} checks of the plan failed"
            )
        if (status.passed, status.total) == (claim.done, claim.total):
            return judged(
                claim, Verdict.TRUE, f"{said}; {status.passed} of {status.total} checks of the plan passed"
            )
    else:
        said = f"says “{claim.text}”"
    have = f"{status.passed} of {status.total} checks of the plan have a passing record"
    have += f", {status.elsewhere} more one of another checkout" if status.elsewhere else ""
    return judged(
        claim,
        Verdict.UNEVIDENCED,
        f"{said}; nothing stored shows it ({have})"
        if status.total
        else f"{said}; nothing stored shows it, and the plan has no check to run",
    )


def _same(status: CheckStatus, command: str) -> bool:
    return " ".join(status.check.command.split()) == " ".join(command.split())


_VERDICTS = {Standing.PASSED: Verdict.TRUE, Standing.FAILED: Verdict.FALSE}


def _has_passed(status: CheckStatus) -> bool:
    """Whether the latest run passed on other content: what it proved was so, and may be so no longer."""
    run = status.evidence if status.standing is Standing.STALE else None
    return run is not None and run.outcome is Outcome.PASSED and status.freshness is not Freshness.VOID


def _by_check(claim: Claim, said: str, status: CheckStatus) -> JudgedClaim:
    source = f"{status.check.path}:{status.check.line}"
    if status.evidence:
        source = f"evidence record {status.evidence.seq} of {status.evidence.writer}"
    word = str(status.standing).replace("_", " ")
    return judged(
        claim,
        Verdict.STALE if _has_passed(status) else _VERDICTS.get(status.standing, Verdict.UNEVIDENCED),
        f"{said}; this check of the plan: {word}",
        source,
    )


def judge_words(claim: Claim, report: Report, scene: Scene) -> JudgedClaim:
    """Judge words of completion: those about tests by runs, all others by boxes."""
    if claim.counted is not Counted.TESTS:
        return judge_completion(claim, report, scene)
    failed = next((s for s in _shown(scene, "tests_failed") if s.fresh and s.value), None)
    if failed and not claim.narrow and _unchanged_since(report, scene):
        actual = f"says all tests pass; {failed.words} failed, on the content that is here"
        return judged(claim, Verdict.FALSE, actual, failed.source)
    passed = next((s for s in _shown(scene, "tests_passed") if s.fresh and s.value), None)
    if passed and not failed and not claim.narrow:
        return judged(claim, Verdict.TRUE, f"says all tests pass; {passed.words} passed", passed.source)
    now = f"; now {failed.words} failed" if failed else "; no fresh evidence record shows a run of tests"
    return judged(claim, Verdict.UNEVIDENCED, f"says all tests pass{now if not claim.narrow else _OF_SOME}")


_OF_SOME = "; no evidence record is of just those tests"

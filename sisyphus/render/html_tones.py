"""Which words of the page are good, bad or ask for attention: the classes of its style."""

from collections.abc import Mapping

from sisyphus.model.evidence import Outcome
from sisyphus.model.judgement import Phase, Proven, Standing

PHASE_TONES: Mapping[Phase, str] = {
    Phase.MISSING: "bad",
    Phase.NO_TASKS: "bad",
    Phase.CONTRADICTED: "bad",
    Phase.PLANNED: "",
    Phase.IN_PROGRESS: "",
    Phase.BLOCKED: "warn",
    Phase.DONE_UNVERIFIED: "warn",
    Phase.COMPLETE: "good",
}
PROVEN_TONES: Mapping[Proven, str] = {
    Proven.PASSED: "good",
    Proven.FAILED: "bad",
    Proven.STALE: "warn",
    Proven.PARTIAL: "warn",
    Proven.NOT_RUN: "",
    Proven.NO_CHECKS: "",
}
_WARNED = ("stale", "unchecked", "passed_elsewhere")
STANDING_TONES: Mapping[Standing, str] = {
    standing: {"passed": "good", "failed": "bad", **dict.fromkeys(_WARNED, "warn")}.get(standing, "")
    for standing in Standing
}
OUTCOME_TONES: Mapping[Outcome, str] = {
    outcome: {"passed": "good", "failed": "bad", "timeout": "bad", "killed": "bad", "error": "bad"}.get(
        outcome, "warn"
    )
    for outcome in Outcome
}

"""The documents of `--json`: promised names, and text that any parser and any terminal can take."""

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from sisyphus.analysis.verification import judge_check
from sisyphus.model.check import Assertion, AssertionKind, Expectation, WhyNot
from sisyphus.model.evidence import Outcome
from sisyphus.model.judgement import CheckStatus
from sisyphus.model.plan import Role
from sisyphus.render.json import dump, encode, render_checks, render_error, render_status
from tests.analysis.builders import HERE, assessed, evidence
from tests.analysis.plan_builders import check, plan
from tests.render.documents import HOSTILE, hostile, hostile_check, ordinary

TALLY = {"total", "done", "open", "blocked", "cancelled", "in_progress", "other"}
PROMISED: dict[str, set[str]] = {
    "": {"format_version", "tool", "taken_at", "workspace", "repository", "plans"},
    "tool": {"name", "version"},
    "workspace": {"root", "state_dirs", "findings"},
    "repository": {
        "head", "branch", "detached", "default_branch", "remote", "upstream", "ahead", "behind", "unpushed", "dirty",
        "worktrees", "shallow",
    },
    "repository.dirty": {"modified", "untracked"},
    "plans.0": {
        "name", "path", "title", "sha256", "lines", "active", "phase", "counts", "boxes", "top_level", "proof",
        "tasks", "boxes_open", "blockers", "findings", "notepads", "work",
    },
    "plans.0.counts": set(Role),
    "plans.0.counts.final_wave": TALLY,
    "plans.0.boxes": TALLY,
    "plans.0.top_level": TALLY,
    "plans.0.proof": {"claimed", "committed", "verified", "of"},
    "plans.0.tasks.0": {
        "id", "key", "role", "title", "state", "marker", "line", "end_line", "depends_on", "blocks", "wave", "files",
        "criteria", "commit_plan", "commits", "verification",
    },
    "plans.0.tasks.0.criteria": {"total", "done"},
    "plans.0.tasks.0.commit_plan": {"wanted", "message", "files", "with_tasks", "pre_commit"},
    "plans.0.tasks.0.commits.0": {
        "sha", "subject", "committed_at", "confidence", "reasons", "insertions", "deletions", "pushed",
    },
    "plans.0.tasks.0.verification": {"state", "passed", "failed", "stale", "not_run", "unchecked", "total"},
    "plans.0.boxes_open.0": {"line", "role", "state", "text", "task"},
    "plans.0.blockers.0": {"rule", "owner", "message", "why", "remedy", "task", "source"},
    "plans.0.blockers.0.source": {"path", "line"},
    "plans.0.findings.0": {"rule", "severity", "message", "source"},
    "plans.0.notepads.0": {"kind", "path", "entries"},
}  # fmt: skip
"""Field names that users may rely on, by place in the document."""


def status() -> Any:  # noqa: ANN401 - a parsed document is of any shape
    return json.loads(render_status(ordinary()))


def at(document: Any, place: str) -> Any:  # noqa: ANN401 - a parsed document is of any shape
    for step in place.split(".") if place else ():
        document = document[int(step)] if step.isdigit() else document[step]
    return document


def listed(*statuses: CheckStatus) -> Any:  # noqa: ANN401 - a parsed document is of any shape
    return json.loads(render_checks("speed", statuses))


@pytest.mark.parametrize("place", [p for p in PROMISED if "findings" not in p])
def test_promised_names_are_there(place: str) -> None:
    assert set(at(status(), place)) >= PROMISED[place]


def test_promised_names_of_findings() -> None:
    document = json.loads(render_status(hostile("odd")))
    assert set(at(document, "plans.0.findings.0")) == PROMISED["plans.0.findings.0"] | {"against"}
    assert at(document, "plans.0.findings.0.source") == {"path": "odd.md", "line": 3}


def test_what_other_renderings_need_is_hidden() -> None:
    document = status()
    assert not {"checks", "entries", "evidence_heads"} & set(at(document, "plans.0"))
    assert "changes" not in at(document, "plans.0.tasks.0.commits.0")


def test_outside_git_the_repository_is_null() -> None:
    assert json.loads(render_status(assessed(plan(), repository=None)))["repository"] is None


def test_unknown_is_null_and_not_0() -> None:
    repository = status()["repository"]
    assert (repository["ahead"], repository["behind"], repository["upstream"]) == (None, None, None)
    assert repository["unpushed"] == 1


def test_a_check_holds_what_is_promised() -> None:
    one = replace(
        check(),
        expect=Expectation(
            text="→ none", assertions=(Assertion(kind=AssertionKind.STDOUT_EMPTY),), understood=True
        ),
    )
    ran = replace(evidence(one, seq=41), metrics=(("tests_passed", 806.0), ("coverage_percent", 96.61)))
    document = listed(judge_check(one, ran, frozenset(), HERE))
    assert set(document) == {"format_version", "plan", "checks"}
    (found,) = document["checks"]
    assert {
        "id", "task", "origin", "path", "line", "command", "shell", "cwd", "timeout_s", "expect", "runnable",
        "why_not", "risk", "trusted", "result",
    } <= set(found)  # fmt: skip
    assert (found["task"], found["timeout_s"], found["why_not"], found["risk"]) == ("1", 600, None, None)
    assert found["expect"] == {"text": "→ none", "assertions": [{"kind": "stdout_empty"}], "understood": True}
    result = found["result"]
    assert {"outcome", "exit", "signal", "duration_s", "freshness", "evidence", "commit", "metrics"} <= set(
        result
    )
    assert (result["outcome"], result["freshness"], result["evidence"]) == ("passed", "fresh", "seq 41")
    assert result["metrics"] == {"tests_passed": 806, "coverage_percent": 96.61}


def test_a_check_that_never_ran_has_no_result() -> None:
    refused = replace(check(), runnable=False, why_not=WhyNot.SIDE_EFFECT, risk="pushes")
    (found,) = listed(judge_check(refused, None, frozenset(), consent=None))["checks"]
    assert (found["result"], found["runnable"], found["why_not"], found["trusted"]) == (
        None,
        False,
        "side_effect",
        False,
    )


@pytest.mark.parametrize(
    ("assertion", "expected"),
    [
        (Assertion(kind=AssertionKind.EXIT_CODE, equals=0), {"kind": "exit_code", "equals": 0}),
        (
            Assertion(kind=AssertionKind.STDOUT_NUMBER, op=">=", value=0.0),
            {"kind": "stdout_number", "op": ">=", "value": 0},
        ),
        (Assertion(kind=AssertionKind.STDOUT_CONTAINS, text=""), {"kind": "stdout_contains", "text": ""}),
        (Assertion(kind=AssertionKind.FILE_EXISTS, path="a"), {"kind": "file_exists", "path": "a"}),
    ],
)
def test_an_assertion_holds_its_own_fields_only(assertion: Assertion, expected: dict[str, object]) -> None:
    one = replace(check(), expect=Expectation(text="x", assertions=(assertion,), understood=True))
    (found,) = listed(judge_check(one, None, frozenset()))["checks"]
    assert found["expect"]["assertions"] == [expected]


def test_errors_have_the_promised_shape() -> None:
    error = {"kind": "usage", "message": "no plan x", "fix": "name one"}
    assert json.loads(render_error("usage", "no plan x", "name one")) == {"format_version": 1, "error": error}


@pytest.mark.parametrize("figure", [math.nan, math.inf, -math.inf])
def test_no_number_that_json_lacks(figure: float) -> None:
    one = check()
    ran = replace(evidence(one), duration_s=figure, metrics=(("coverage_percent", figure),))
    result = listed(judge_check(one, ran, frozenset(), HERE))["checks"][0]["result"]
    assert (result["duration_s"], result["metrics"]) == (None, {"coverage_percent": None})
    assert encode(figure) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_whole_and_harmless(text: str) -> None:
    shown = render_status(hostile(text))
    assert shown.replace("\n", "").isprintable()
    shown.encode("utf-8")
    assert json.loads(shown)["plans"][0]["title"] == text
    listing = render_checks(text, [judge_check(hostile_check(text), None, frozenset())])
    assert listing.replace("\n", "").isprintable()
    assert json.loads(listing)["plan"] == text


def test_what_can_be_read_stays_readable() -> None:
    assert dump({"a": "日本語 – é 😀"}) == '{\n  "a": "日本語 – é 😀"\n}\n'
    assert dump("x\u202ey\x7fz") == '"x\\u202ey\\u007fz"\n'


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 3, 1, 12, tzinfo=UTC), "2026-03-01T12:00:00Z"),
        (datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=8))), "2026-03-01T04:00:00Z"),
        (datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC), "2026-03-01T12:00:00.000005Z"),
        (datetime(2026, 3, 1, 12), "2026-03-01T12:00:00Z"),  # noqa: DTZ001 - one that tells no zone is UTC
        (date(2026, 3, 1), "2026-03-01"),
    ],
)
def test_times_are_utc(moment: date, text: str) -> None:
    assert encode(moment) == text


def test_what_is_no_value_of_the_model_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        encode({1, 2})


def test_outcomes_are_written_by_their_public_names() -> None:
    one = check()
    for outcome in Outcome:
        (found,) = listed(judge_check(one, evidence(one, outcome), frozenset(), HERE))["checks"]
        assert found["result"]["outcome"] == outcome.value


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_status(ordinary()) == render_status(ordinary())

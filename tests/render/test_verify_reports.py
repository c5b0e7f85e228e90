"""What `verify` writes for other tools: JUnit, CTRF, in-toto, GitHub. Honest mappings, and text that stays text."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from sisyphus.analysis.attestation import of_commit
from sisyphus.model.evidence import Outcome
from sisyphus.model.judgement import CheckStatus, Standing
from sisyphus.model.plan import State
from sisyphus.model.verify_report import VerifyReport
from sisyphus.render.ctrf import STATUSES, render_ctrf
from sisyphus.render.github import LEVELS, MOST_OF_A_KIND, render_annotations, render_summary
from sisyphus.render.in_toto import RESULTS, render_statement
from sisyphus.render.junit import STANDINGS, render_junit
from sisyphus.render.portable import tail, xml_text
from tests.analysis.builders import ELSEWHERE, HERE, NOW, assessed, evidence, subject
from tests.analysis.plan_builders import check, plan, task
from tests.render.documents import HOSTILE, hostile

ONE, TWO, THREE, FOUR = check("make a"), check("make b"), check("make c", None), check("make d")
RUNS = (
    evidence(ONE, seq=1),
    replace(evidence(TWO, Outcome.TIMEOUT, seq=3), exit=None, signal="SIGKILL", reason="no end within 5 s"),
    evidence(THREE, on=ELSEWHERE, seq=5),
)
DOCUMENT = assessed(plan(task("1", 10, State.DONE), checks=(ONE, TWO, THREE, FOUR)), *RUNS)
CHECKS = DOCUMENT.plans[0].checks


def report(checks: Sequence[CheckStatus] = CHECKS, **outputs: tuple[str, str]) -> VerifyReport:
    named = {one.id: outputs[name] for name, one in (("one", ONE), ("two", TWO)) if name in outputs}
    return VerifyReport(
        plan="speed", checks=tuple(checks), outputs=named, subject=HERE, branch="main", tool_version="1.2.3", ended_at=NOW,
    )  # fmt: skip


def cases(text: str) -> list[ET.Element]:
    return ET.fromstring(text).findall("./testsuite/testcase")  # noqa: S314 - our own output


def standing(one: Standing, outcome: Outcome = Outcome.PASSED) -> CheckStatus:
    return replace(CHECKS[0], standing=one, evidence=evidence(ONE, outcome), note="the reason")


@pytest.mark.parametrize("table", [STANDINGS, STATUSES, LEVELS, RESULTS])
def test_every_standing_has_its_row(table: dict[Standing, str | None]) -> None:
    assert set(table) == set(Standing)


def test_junit_counts_what_it_holds() -> None:
    root = ET.fromstring(render_junit(report()))  # noqa: S314 - our own output
    assert root.tag == "testsuites"
    for counted in (root, root[0]):
        assert {k: counted.get(k) for k in ("tests", "failures", "errors", "skipped")} == {
            "tests": "4", "failures": "0", "errors": "1", "skipped": "2",
        }  # fmt: skip
    assert root[0].get("timestamp") == "2026-03-01T12:00:00"
    commit = root.find("./testsuite/properties/property[@name='git.commit']")
    assert commit is not None
    assert commit.get("value") == "c" * 40


def test_junit_cases_say_where_why_and_how_long() -> None:
    passed, timeout, stale, never = cases(
        render_junit(report(one=("fine\n", ""), two=("", "half\x1b[31m a\x00 word")))
    )
    assert [child.tag for child in passed] == ["properties", "system-out"]
    assert (passed.get("time"), passed.get("file"), passed.get("line")) == (
        "1.500",
        ".sisyphus/plans/speed.md",
        "70",
    )
    assert passed.get("classname") == "speed.task 1"
    assert stale.get("classname") == "speed.plan"
    error = timeout.find("error")
    assert error is not None
    assert (error.get("message"), error.get("type")) == ("no end within 5 s", "timeout")
    assert timeout.findtext("system-err") == "half a\ufffd word"
    for case, words in ((stale, "passed on other content than is here now"), (never, "not run")):
        skipped = case.find("skipped")
        assert skipped is not None
        assert skipped.get("message") == words
    assert never.get("time") is None, "unknown, and not 0"


@pytest.mark.parametrize("one", list(Standing))
def test_only_a_pass_that_was_seen_here_is_a_bare_case(one: Standing) -> None:
    (case,) = cases(render_junit(report([standing(one)])))
    tags = {child.tag for child in case} - {"properties"}
    assert tags == (
        {"failure"} if one is Standing.FAILED else set() if one is Standing.PASSED else {"skipped"}
    )
    (test,) = ctrf(report([standing(one)]))["results"]["tests"]
    assert (test["status"] == "passed") == (one is Standing.PASSED)
    assert ("message" in test) == (one is not Standing.PASSED)


def test_a_pass_in_somebody_elses_log_is_no_pass_here() -> None:
    foreign = replace(
        CHECKS[0],
        evidence=replace(evidence(ONE), own=False, writer="ci"),
        standing=Standing.ELSEWHERE,
        note="passed elsewhere, in the log of ci; not run here",
    )
    (case,) = cases(render_junit(report([foreign])))
    assert case.find("skipped") is not None
    assert ctrf(report([foreign]))["results"]["summary"]["other"] == 1


@pytest.mark.parametrize("text", [*HOSTILE, "]]>", "\ufffe\uffff\x00\x0b\x1f", "a\tb\nc\rd"])
def test_any_text_leaves_the_documents_whole(text: str) -> None:
    (status,) = hostile(text).plans
    odd = replace(
        report(status.checks),
        plan=text,
        branch=text,
        outputs={c.check.id: (text, text) for c in status.checks},
    )
    xml = render_junit(odd)
    assert len(cases(xml)) == len(status.checks)
    xml.encode("utf-8")
    written = render_ctrf(odd)
    json.loads(written)
    written.encode("utf-8")
    render_statement(status, HERE, status.checks, "1").encode("utf-8", "strict")
    shown = render_annotations(status.checks, prefix="") + "\n"
    assert all(re.match(r"::(?:error|warning) [^\n]*?::|$", row) for row in shown.split("\n"))
    assert shown.count("\n") <= len(status.checks) + 1
    render_summary(odd).encode("utf-8")


def test_xml_keeps_what_it_can_hold() -> None:
    text = "1 < 2 & 3 > 2\t日本 😀"
    assert ET.fromstring(f"<a>{xml_text(text)}</a>").text == text  # noqa: S314 - our own output


def test_long_output_is_cut_at_a_line_and_says_so() -> None:
    text = "".join(f"line {n}\n" for n in range(10_000))
    cut = tail(text, 100)
    first, _, rest = cut.partition("\n")
    assert re.fullmatch(r"\[\.\.\. \d+ characters cut \.\.\.\]", first)
    assert rest.startswith("line ")
    assert rest.endswith("line 9999\n")
    assert len(rest) <= 100
    assert tail("short", 100) == "short"


def ctrf(of: VerifyReport) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render_ctrf(of))
    return document


ALLOWED = {
    "": {"reportFormat", "specVersion", "reportId", "timestamp", "generatedBy", "extra", "results", "insights", "baseline"},
    "results": {"tool", "summary", "tests", "environment", "extra"},
    "test": {"id", "name", "status", "duration", "start", "stop", "suite", "message", "trace", "snippet", "ai", "line",
             "rawStatus", "tags", "labels", "type", "filePath", "retries", "retryAttempts", "flaky", "stdout", "stderr",
             "threadId", "browser", "device", "screenshot", "attachments", "parameters", "steps", "insights", "extra"},
    "environment": {"reportName", "appName", "appVersion", "buildId", "buildName", "buildNumber", "buildUrl", "commit",
                    "repositoryName", "repositoryUrl", "branchName", "osPlatform", "osRelease", "osVersion",
                    "testEnvironment", "healthy", "extra"},
}  # fmt: skip
"""Fields that the format knows; it refuses others."""


def test_ctrf_has_the_fields_of_the_format_and_no_others() -> None:
    document = ctrf(report(one=("fine\n", ""), two=("", "half")))
    results = document["results"]
    assert document.keys() <= ALLOWED[""]
    assert results.keys() <= ALLOWED["results"]
    assert results["environment"].keys() <= ALLOWED["environment"]
    assert (document["reportFormat"], results["tool"]) == ("CTRF", {"name": "sisyphus", "version": "1.2.3"})
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["specVersion"])
    for test in results["tests"]:
        assert test.keys() <= ALLOWED["test"]
        assert {"name", "status", "duration"} <= test.keys()
        assert isinstance(test["duration"], int)
        assert re.fullmatch(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", test["id"])


def test_ctrf_counts_and_statuses() -> None:
    results = ctrf(report(one=("fine\n", "")))["results"]
    assert [t["status"] for t in results["tests"]] == ["passed", "failed", "other", "pending"]
    assert [t["rawStatus"] for t in results["tests"]] == ["passed", "timeout", "stale", "not_run"]
    counts = {k: results["summary"][k] for k in ("tests", "passed", "failed", "skipped", "pending", "other")}
    assert counts == {"tests": 4, "passed": 1, "failed": 1, "skipped": 0, "pending": 1, "other": 1}
    assert results["summary"]["start"] <= results["summary"]["stop"]
    assert results["tests"][0]["stdout"] == ["fine"]
    assert results["tests"][0]["duration"] == 1500


def test_documents_of_no_check_at_all() -> None:
    assert cases(render_junit(report([]))) == []
    assert ctrf(report([]))["results"]["summary"]["tests"] == 0
    assert "No check stands" in render_summary(report([]))


def statement(checks: Sequence[CheckStatus]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(render_statement(DOCUMENT.plans[0], HERE, checks, "1.2.3"))
    return said


def test_statement_is_of_the_commit() -> None:
    said = statement(CHECKS)
    assert said["_type"] == "https://in-toto.io/Statement/v1"
    assert said["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    assert said["subject"] == [{"digest": {"gitCommit": "c" * 40}}]
    predicate = said["predicate"]
    assert predicate["configuration"][0]["name"] == ".sisyphus/plans/speed.md"
    assert set(predicate["configuration"][0]["digest"]) == {"sha256"}
    assert predicate["passedTests"] == [f"{ONE.id}: make a"]
    assert predicate["failedTests"] == [f"{TWO.id}: make b"]
    assert predicate["warnedTests"] == []
    assert [c["run"] is None for c in predicate["sisyphus_evidence"]["checks"]] == [False, False, True, True]


@pytest.mark.parametrize(
    ("standings", "result"),
    [
        ([Standing.PASSED, Standing.PASSED], "PASSED"),
        ([Standing.PASSED, Standing.NOT_RUNNABLE], "PASSED"),
        ([Standing.PASSED, Standing.CANCELLED], "PASSED"),
        ([Standing.PASSED, Standing.ELSEWHERE], "WARNED"),
        ([Standing.PASSED, Standing.FAILED], "FAILED"),
        ([Standing.PASSED, Standing.UNCHECKED], "WARNED"),
        ([Standing.PASSED, Standing.NOT_RUN], "WARNED"),
        ([Standing.PASSED, Standing.STALE], "WARNED"),
        ([], "WARNED"),
    ],
)
def test_statement_is_passed_only_when_all_passed(standings: list[Standing], result: str) -> None:
    assert statement([standing(one) for one in standings])["predicate"]["result"] == result


def test_a_run_with_uncommitted_changes_says_nothing_of_a_commit() -> None:
    dirty = replace(CHECKS[0], evidence=evidence(ONE, on=replace(subject(), dirty=True)))
    assert [s.standing for s in of_commit([dirty, CHECKS[0], CHECKS[3]])] == [
        Standing.STALE, Standing.PASSED, Standing.NOT_RUN,
    ]  # fmt: skip


def test_statement_has_the_same_bytes_each_time() -> None:
    assert render_statement(DOCUMENT.plans[0], HERE, CHECKS, "1") == render_statement(
        DOCUMENT.plans[0], HERE, CHECKS, "1"
    )


def test_annotations_are_escaped_and_failures_come_first() -> None:
    odd = replace(ONE, command="echo 100%, a: b", path="a,b:c.md", line=7)
    unchecked = replace(standing(Standing.UNCHECKED, Outcome.UNCHECKED), check=odd, note="why\nnot: 5%")
    shown = render_annotations([unchecked, standing(Standing.FAILED), CHECKS[0]], prefix="sub/")
    first, second = shown.removesuffix("\n").split("\n")
    assert first.startswith("::error file=sub/.sisyphus/plans/speed.md,line=70,title=")
    assert second.startswith(
        f"::warning file=sub/a%2Cb%3Ac.md,line=7,title={ONE.id}%3A unchecked::echo 100%25, a: b"
    )
    assert second.endswith("why not: 5%25")


def test_annotations_are_no_more_than_github_shows() -> None:
    shown = render_annotations([standing(Standing.FAILED)] * 30 + [standing(Standing.STALE)] * 30, prefix="")
    assert shown.count("::error ") == shown.count("::warning ") == MOST_OF_A_KIND
    outside = replace(standing(Standing.FAILED), check=replace(ONE, path="/elsewhere/plan.md"))
    assert "file=" not in render_annotations([outside], prefix="")


def test_the_summary_shows_failures_and_stays_small() -> None:
    odd = replace(ONE, command="echo 'a | b' `x`")
    failed = replace(standing(Standing.FAILED), check=odd)
    text = render_summary(report([failed], one=("a line\n```\n<b>", "")))
    assert "1 check: 1 failed" in text
    assert "a \\| b" in text
    assert "````text\na line\n```\n<b>\n````" in text
    many = render_summary(report([failed] * 5000, one=("x" * 9000, "")), room=50_000)
    assert len(many.encode()) <= 50_000
    assert "left out" in many
    assert render_summary(report([failed]), room=10) == ""


def test_the_summary_shows_the_output_of_failures_alone() -> None:
    text = render_summary(report([standing(Standing.PASSED)], one=("a line that passed", "")))
    assert "a line that passed" not in text


def test_a_cut_output_begins_with_a_whole_line() -> None:
    assert tail("first\nsecond\nthird\n", 10) == "[... 13 characters cut ...]\nthird\n"

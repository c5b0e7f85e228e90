"""The ledger: rows of every shape, bad lines among them."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.model.ledger import LedgerRow
from sisyphus.parse.ledger import MAX_FINDINGS, parse_ledger

SHA = "4f2a90c1d3e5b7a8890aa1b2c3d4e5f607182930"


def row(**fields: object) -> LedgerRow:
    (only,), findings = parse_ledger(json.dumps(fields), "ledger.jsonl")
    assert findings == ()
    return only


def test_row_as_asked_for() -> None:
    found = row(
        event="task-completed",
        plan="garden",
        task="4",
        session_id="opencode:ses_9",
        timestamp="2026-06-02T08:00:00Z",
        artifact=".omo/evidence/task-4-rows.txt",
        verdict="CONFIRMED",
        notes="rows are sown",
    )
    assert (found.event, found.plan, found.task, found.session) == ("task-completed", "garden", "4", "ses_9")
    assert found.at == datetime(2026, 6, 2, 8, tzinfo=UTC)
    assert found.verdict == "confirmed"
    assert found.artifacts == (".omo/evidence/task-4-rows.txt",)
    assert found.claims == ("rows are sown",)
    assert (found.checks, found.shas, found.line) == ((), (), 1)


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("4", "4"),
        (4, "4"),
        ("1. Sow the seeds", "1"),
        ("2A", "2A"),
        ("Task 3.1: Water", "3.1"),
        ("todo:7", "7"),
        ("final-wave:f1", "f1"),
        ("T12 dig", "T12"),
        ("sow-everything", "sow-everything"),
        ("garden", None),
        (None, None),
        ("", None),
    ],
)
def test_task_label(written: object, label: str | None) -> None:
    assert row(event="e", plan="garden", task=written).task == label


@pytest.mark.parametrize("written", [".omo/plans/garden.md", "C:\\app\\.omo\\plans\\garden.md", "garden"])
def test_plan_is_a_bare_name(written: str) -> None:
    assert row(plan_path=written).plan == "garden"


def test_final_wave_checks_and_review_lanes() -> None:
    found = row(
        event="final-verification-wave-completed",
        checks={"F1": "PASS", "F2": {"verdict": "REJECT"}, "F3": True},
        review_work={"security": "PASS"},
        lanes=[{"name": "docs", "result": "FAIL"}, "odd"],
        gate="APPROVE",
    )
    assert found.checks == (
        ("F1", "PASS"),
        ("F2", "REJECT"),
        ("F3", "True"),
        ("security", "PASS"),
        ("docs", "FAIL"),
        ("gate", "APPROVE"),
    )


def test_drifting_keys_are_read() -> None:
    found = row(
        kind="evidence_captured",
        at="2026-06-21T07:54:06.022Z",
        session="codex:main",
        criterionStatus="pass",
        evidence=["build/out.txt", "the build passed"],
        verification=["ran the tests"],
        artifact=["a.png", "b.png"],
    )
    assert (found.event, found.session, found.verdict) == ("evidence_captured", "main", "pass")
    assert found.claims == ("build/out.txt", "the build passed", "ran the tests")
    assert found.artifacts == ("a.png", "b.png", "build/out.txt")


def test_shas_are_told_from_words_numbers_and_ids() -> None:
    found = row(
        notes=f"reviewed {SHA.upper()} and e6f10cf, not deadbeef, 20260621 or ses_054b9df2bff",
        commit="abcdefa",
        id="550e8400-e29b-41d4-a716-446655440000",
        digest="a" * 30 + "1" * 34,
    )
    assert found.shas == (SHA, "e6f10cf", "abcdefa")


def test_bad_lines_are_left_out_and_said() -> None:
    text = '{"event": "a"}\n\nnot json\n[1]\n{"event": "b"\n{"event": "c"}\n'
    rows, findings = parse_ledger(text, "l")
    assert [(found.event, found.line) for found in rows] == [("a", 1), ("c", 6)]
    assert [finding.source.line for finding in findings] == [3, 4, 5]
    assert {finding.rule for finding in findings} == {"ledger-line"}


def test_many_bad_lines_are_counted() -> None:
    rows, findings = parse_ledger("x\n" * 1000, "l")
    assert rows == ()
    assert len(findings) == MAX_FINDINGS + 1
    assert "1000 lines" in findings[-1].message


def test_deep_line_is_one_bad_line() -> None:
    rows, findings = parse_ledger("[" * 100_000 + '\n{"event": "a"}', "l")
    assert [found.event for found in rows] == ["a"]
    assert len(findings) == 1


@given(
    st.lists(
        st.text()
        | st.dictionaries(st.text(), st.recursive(st.text() | st.floats(), st.lists)).map(json.dumps)
    )
)
def test_any_text_gives_rows(lines: list[str]) -> None:
    rows, findings = parse_ledger("\n".join(lines), "l")
    assert len(findings) <= MAX_FINDINGS + 1
    for found in rows:
        found.event.encode()

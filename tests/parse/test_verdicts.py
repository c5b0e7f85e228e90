"""Verdicts of reviews: which words are one, whose it is, and what only looks like one."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.parse.ledger import parse_ledger
from sisyphus.parse.plans.verdicts import find_verdicts, ledger_verdicts

AT = datetime(2026, 3, 1, tzinfo=UTC)


def said(text: str, about: str | None = None) -> list[tuple[str, bool]]:
    return [(v.label, v.approved) for v in find_verdicts(text, "v.md", about=about)]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("VERDICT: APPROVE", [("F1", True)]),
        ("4) **Verdict**: ❌ REJECT (2 deviations)", [("F1", False)]),
        ("Tests [3/3] | VERDICT: REJECT", [("F1", False)]),
        ("F2 verdict: APPROVE.", [("F2", True)]),
        ("## F2. Code quality review — **FAIL**", [("F2", False)]),
        ("F1 [APPROVE] | F2 [REJECT] | F3 PASS", [("F1", True), ("F2", False), ("F3", True)]),
        ("| F4 | APPROVED |", [("F4", True)]),
        ("- [x] F1. Audit — `oracle` — APPROVE (all [11/11])", [("F1", True)]),
        ("## F3 review\n\nVERDICT: REJECT", [("F3", False)]),
        ("- F1 Plan compliance: ✅ passed", [("F1", True)]),
        ("- F2 Quality — rejected (3 lint errors)", [("F2", False)]),
        ("| F1 | pass | F2 | fail |", [("F1", True), ("F2", False)]),
        ("### F1 结论：通过", [("F1", True)]),
        ("### F2 结论：不通过", [("F2", False)]),
        ("F3: 승인", [("F3", True)]),
        ("F4 — отклонено", [("F4", False)]),
        ("### F4 Alcance — Rechazo", [("F4", False)]),
        ("F1: bestanden, F2: nicht bestanden", [("F1", True), ("F2", False)]),
    ],
)
def test_what_is_a_verdict(text: str, verdicts: list[tuple[str, bool]]) -> None:
    assert said(text, "F1") == verdicts


@pytest.mark.parametrize(
    "text",
    [
        "Output: `Tests [N/N] | VERDICT: APPROVE/REJECT`",
        "VERDICT: [APPROVE | REJECT]",
        "VERDICT: APPROVE or REJECT",
        "F1-F4 all APPROVE",
        "F1, F2, F3 must APPROVE before the merge",
        "Continue only if F2 is PASS",
        "F5 runs after F1 APPROVE",
        "the reviews approve of F2 in passing",
        "- `.omo/evidence/other.txt`: verdict=PASS",
        "F1 is open",
        "F1: pass the parcels to the porter",
        "F2: ok to start when the porter is there",
        "F2: approved reviewers only",
        "",
    ],
)
def test_what_is_none(text: str) -> None:
    assert said(text, "F9") == []


def test_a_verdict_of_nobody_is_left_out() -> None:
    assert said("VERDICT: APPROVE") == []


def test_place_and_time_are_kept() -> None:
    (verdict,) = find_verdicts("\n\nVERDICT: APPROVE", "e.md", about="F1", at=AT)
    assert (verdict.source.path, verdict.source.line, verdict.at, verdict.text) == (
        "e.md",
        3,
        AT,
        "VERDICT: APPROVE",
    )


def of_rows(*rows: dict[str, object]) -> list[tuple[str, bool, int | None]]:
    found, _ = parse_ledger("\n".join(map(json.dumps, rows)), "ledger.jsonl")
    return [(v.label, v.approved, v.source.line) for v in ledger_verdicts(found)]


def test_ledger_verdicts_and_checks() -> None:
    assert of_rows(
        {"event": "task-completed", "task": "4. Sow", "verdict": "confirmed"},
        {"event": "final", "checks": {"F1": "PASS", "F2": "REJECT (2)", "F3": "running"}},
        {"event": "task-started", "task": "5", "status": "started"},
    ) == [("4", True, 1), ("F1", True, 2), ("F2", False, 2)]


def test_last_row_of_a_task_counts() -> None:
    assert of_rows(
        {"task": "4", "verdict": "needs-fix"}, {"task": "5", "verdict": "needs-fix"}, {"task": "5", "event": "done"}
    ) == [("4", False, 1)]  # fmt: skip


@given(st.text())
def test_any_text_gives_verdicts_or_none(text: str) -> None:
    list(find_verdicts(f"F1 {text}\nVERDICT: {text}", "v.md", about="F1"))


def test_a_rejection_that_was_taken_back_is_none() -> None:
    line = "- [x] F4. **Scope** — REJECT (order of commits; accepted as-is)\n- [x] F3. **QA** — REJECT (broken)\n"

    assert [(v.label, v.approved) for v in find_verdicts(line, "p.md")] == [("F4", True), ("F3", False)]

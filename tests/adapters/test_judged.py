"""Hashes of plans that reviews write down."""

import hashlib

import pytest

from sisyphus.adapters.state.judged import A_REVIEW, hash_as_planned, judged_in_draft, judged_in_text

ONE, TWO, THREE = "1" * 64, "2" * 64, "a" * 64
DRAFT = f"""---
slug: tally
status: awaiting-approval
plan_path: /home/ada/app/.omo/plans/tally-words.md
plan_sha256: {ONE}
review:
  momus:
    status: approved
    plan_sha256: "{TWO}"
  independent:
    target: plan
    plan_sha256: {THREE.upper()}
---
# Draft
plan_sha256: {"f" * 64}
"""


def test_each_hash_of_a_draft_belongs_to_the_reviewer_above_it() -> None:
    plan, judged = judged_in_draft(DRAFT, "d.md")
    assert plan == "tally-words"
    assert [(j.by, j.sha256, j.source.line) for j in judged] == [
        ("the draft", ONE, 5),
        ("momus", TWO, 9),
        ("independent", THREE, 12),
    ]


def test_keys_with_dots_and_a_plan_named_by_its_slug() -> None:
    plan, judged = judged_in_draft(f"---\nslug: tally\nreview.momus.plan_sha256: {ONE}\n---\n", "d.md")
    assert (plan, [(j.by, j.sha256) for j in judged]) == ("tally", [("momus", ONE)])


@pytest.mark.parametrize("value", ["", "null", "<sha256>", "abc123", "g" * 64, "1" * 63, "1" * 65])
def test_what_is_no_hash_is_none(value: str) -> None:
    assert judged_in_draft(f"---\nplan_sha256: {value}\n---\n", "d.md")[1] == ()


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\nplan_path:\n", "no front matter", "---\n: : :\n---"]
)
def test_any_draft_is_read(text: str) -> None:
    assert judged_in_draft(text, "d.md")[1] == ()


@pytest.mark.parametrize(
    "line",
    [
        f"plan_sha256: {ONE}",
        f"- **Plan SHA-256**: `{ONE}`",
        f'{{"event": "review", "plan_sha256": "{ONE}"}}',
        f"Reviewed plan sha256 = {ONE}.",
    ],
)
def test_notes_name_the_hash_in_their_own_way(line: str) -> None:
    (judged,) = judged_in_text(f"# Review\n\n{line}\n", "n.md")
    assert (judged.by, judged.sha256, judged.source.line) == (A_REVIEW, ONE, 3)


def test_another_hash_in_a_note_is_not_that_of_the_plan() -> None:
    assert judged_in_text(f"sha256 of the archive: {ONE}\n", "n.md") == ()


@pytest.mark.parametrize("mark", "xX~-/ ")
def test_ticks_are_no_change_of_what_was_judged(mark: str) -> None:
    ticked = f"## TODOs\r\n- [{mark}] 1. a\r\n  * [{mark}] b\n1. [{mark}] c [{mark}] d\n- [x](link)\n"
    opened = "## TODOs\r\n- [ ] 1. a\r\n  * [ ] b\n1. [ ] c [" + mark + "] d\n- [x](link)\n"
    assert hash_as_planned(ticked.encode()) == hashlib.sha256(opened.encode()).hexdigest()

"""What a report claims, and what only looks like a claim."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.model.claim import Arrival, Claim, ClaimKind, Counted, Deed
from sisyphus.parse.claims import FORMS, MOST, find_claims
from tests.growth import WORST, lines_run

FENCE = "`" * 3

SAID: dict[str, tuple[ClaimKind, dict[str, object]]] = {
    "**Plan Progress**: 11/12 checkboxes": (ClaimKind.PROGRESS, {"counted": Counted.BOXES, "done": 11, "total": 12}),
    "### Tasks Completed (3/3)": (ClaimKind.PROGRESS, {"counted": Counted.TASKS, "done": 3, "total": 3}),
    "Status: 123 of 137 tasks complete": (ClaimKind.PROGRESS, {"counted": Counted.TASKS, "done": 123, "total": 137}),
    "任务完成：٣/٤": (ClaimKind.PROGRESS, {"counted": Counted.TASKS, "done": 3, "total": 4}),
    "Tareas: 5/6": (ClaimKind.PROGRESS, {"counted": Counted.TASKS, "done": 5, "total": 6}),
    "All 9 implementation tasks completed": (ClaimKind.PROGRESS, {"done": 9, "total": 9, "narrow": True}),
    "**Definition of Done**: 6/9 ✅": (ClaimKind.PROGRESS, {"counted": Counted.DEFINITION_OF_DONE, "done": 6}),
    "Plan: 87.5% complete": (ClaimKind.PERCENTAGE, {"counted": Counted.WORK, "percent": 87.5, "decimals": 1}),
    "Tasks: 9/9 (100%)": (ClaimKind.PERCENTAGE, {"percent": 100, "done": 9, "total": 9}),
    "**Commit**: `7dfc6db`": (ClaimKind.COMMIT, {"sha": "7dfc6db"}),
    "Commit 7dfc6db: feat: rank the words": (ClaimKind.COMMIT, {"sha": "7dfc6db", "title": "feat: rank the words"}),
    '**Commit**: `7dfc6db`\n**Message**: "Rank the words"': (ClaimKind.COMMIT, {"title": "Rank the words"}),
    f"{FENCE}\n7dfc6db feat: rank\n{FENCE}": (ClaimKind.COMMIT, {"sha": "7dfc6db", "title": "feat: rank"}),
    "| Task | Commit |\n|--|--|\n| 1 | 7dfc6db |": (ClaimKind.COMMIT, {"sha": "7dfc6db"}),
    "3 files changed, 56 insertions(+), 30 deletions(-)": (ClaimKind.DIFFSTAT, {"files": 3, "insertions": 56, "deletions": 30}),
    "Code changes: 3 files, +56 −30 lines": (ClaimKind.DIFFSTAT, {"files": 3, "insertions": 56, "deletions": 30}),
    "- `src/rank.py` (+5, -2)": (ClaimKind.DIFFSTAT, {"file": "src/rank.py", "insertions": 5, "deletions": 2}),
    "- `src/rank.py` (-14 lines)": (ClaimKind.DIFFSTAT, {"insertions": None, "deletions": 14}),
    f"{FENCE}\n src/rank.py | 70 +++---\n{FENCE}": (ClaimKind.DIFFSTAT, {"file": "src/rank.py", "changed_lines": 70}),
    "## Files Created\n\n- `src/rank.py` - ranks": (ClaimKind.FILE, {"file": "src/rank.py", "deed": Deed.CREATED}),
    "## Files Modified\n\n| File | Why |\n|--|--|\n| `a/b.ts` | x |": (ClaimKind.FILE, {"file": "a/b.ts", "deed": Deed.CHANGED}),
    "- Deleted `src/old.py`": (ClaimKind.FILE, {"file": "src/old.py", "deed": Deed.DELETED}),
    "- ✅ Updated `src/rank.py` with ranks": (ClaimKind.FILE, {"deed": Deed.CHANGED}),
    "All 806 tests pass": (ClaimKind.TESTS, {"done": 806, "total": None}),
    "| Metric | Result |\n|--|--|\n| All tests pass | ✅ 806/806 |": (ClaimKind.TESTS, {"done": 806, "total": 806}),
    "12 tests passed, 3 failed": (ClaimKind.TESTS, {"done": 12, "total": 15}),
    "Tests: 1,114 passing": (ClaimKind.TESTS, {"done": 1114}),
    "24 个测试通过": (ClaimKind.TESTS, {"done": 24}),
    "Coverage: **96.61%** (exceeds 95% requirement)": (ClaimKind.COVERAGE, {"percent": 96.61, "decimals": 2}),
    "覆盖率：88%": (ClaimKind.COVERAGE, {"percent": 88}),
    "Total Time | ~20 minutes": (ClaimKind.DURATION, {"seconds": 1200}),
    "Suite finished in 75.64s": (ClaimKind.DURATION, {"seconds": 75.64}),
    "Test time: 427s → 75s": (ClaimKind.DURATION, {"seconds": 75}),
    "**Branch**: `perf/speed`": (ClaimKind.PUSH, {"arrival": Arrival.BRANCH, "branch": "perf/speed"}),
    "The branch is not pushed yet": (ClaimKind.PUSH, {"arrival": Arrival.UNPUSHED}),
    "Status: ✅ READY FOR PUSH": (ClaimKind.PUSH, {"arrival": Arrival.UNPUSHED}),
    "All commits pushed to origin": (ClaimKind.PUSH, {"arrival": Arrival.PUSHED}),
    "Merged to `main`": (ClaimKind.PUSH, {"arrival": Arrival.MERGED}),
    "PR #12 created": (ClaimKind.PUSH, {"arrival": Arrival.PULL_REQUEST}),
    "Git Status: Clean": (ClaimKind.PUSH, {"arrival": Arrival.CLEAN}),
    "**ALL TASKS COMPLETE**": (ClaimKind.COMPLETION, {"counted": Counted.TASKS}),
    "Status: ✅ COMPLETE": (ClaimKind.COMPLETION, {"counted": Counted.WORK}),
    "所有任务已完成": (ClaimKind.COMPLETION, {"counted": Counted.TASKS}),
    "All tests pass": (ClaimKind.COMPLETION, {"counted": Counted.TESTS}),
    "- [x] **Task 2**: Rank the words": (ClaimKind.COMPLETION, {"task": "2", "title": "Rank the words"}),
    "## Verification (5/5 ✅)": (ClaimKind.VERIFICATION, {"done": 5, "total": 5}),
    "## Verification\n\n- ✅ No race conditions": (ClaimKind.VERIFICATION, {"done": None}),
    "- ✅ Lint passes: `make lint`": (ClaimKind.VERIFICATION, {"command": "make lint"}),
    "All checks pass": (ClaimKind.VERIFICATION, {}),
}  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_a_claim_is_read(text: str) -> None:
    kind, fields = SAID[text]
    found = [c for c in find_claims(text, "r.md") if c.kind is kind]
    assert len(found) == 1
    assert {name: getattr(found[0], name) for name in fields} == fields


SAYS_NOTHING = {
    "a target": "Target: 5/5 tasks",
    "a target in brackets": "Speed is up (target: 100% complete)",
    "the future": "All 806 tests should pass and coverage will be 96%",
    "a condition": "Once all tasks are complete, push",
    "next steps": "## Next Steps\n\n1. **Push branch**: all commits pushed to origin\n2. 5/5 tasks",
    "what is expected": "## Expected CI Results\n\n- ✅ All 806 tests pass\n- ✅ Coverage: 96%",
    "quoted code": f"{FENCE}bash\n# 806 tests passed, 5/5 tasks, coverage 96%\n{FENCE}",
    "a quote": "> ALL TASKS COMPLETE",
    "a comment": "<!-- 5/5 tasks -->",
    "an open box": "- [ ] All tasks complete",
    "not all": "Not all tasks are complete",
    "a date": "2026/01 and 24/7",
    "a baseline": "Before: coverage was 80%",
    "a column of baselines": "| Metric | Before |\n|--|--|\n| Coverage | 80% |",
    "a word of hexadecimal digits": "The commit was defaced by a facade",
    "a number": "The commit of 2026012712",
    "a digest": "Commit image digest `7dfc6db0a1`",
    "a function": "Created `make_url().set()` and `worker_id`",
    "a promise": "<promise>DONE</promise>",
    "a push to a registry": "- Images will be pushed to Docker Hub",
    "a push of an image": '- `docker push a/b:1` → exit code 0, "Pushed" in output',
    "a tree that is clean but for": "Git status clean (except boulder.json)",
    "a step": "2. Merge: after approval",
    "reduction": "82% reduction, 50% faster, 95% confidence",
    "what was taken out of a file": "Removed `src/rank.py` imports",
    "files to come": "## Files to Create\n\n- `src/rank.py`",
    "a hint in a heading": "## If CI Fails\n\n- All commits pushed to origin",
}


@pytest.mark.parametrize("case", SAYS_NOTHING)
def test_what_is_no_claim(case: str) -> None:
    assert find_claims(SAYS_NOTHING[case], "r.md") == ()


SEVERAL = {
    "All tasks complete: 3/3. All 12 tests pass.": {
        (ClaimKind.PROGRESS, Counted.TASKS),
        (ClaimKind.COMPLETION, Counted.TASKS),
        (ClaimKind.TESTS, None),
    },
    "All tests pass. All tasks are done.": {
        (ClaimKind.COMPLETION, Counted.TESTS),
        (ClaimKind.COMPLETION, Counted.TASKS),
    },
    "All 12 tests pass. Progress: 3/4": {(ClaimKind.TESTS, None), (ClaimKind.PROGRESS, Counted.WORK)},
    "测试全部通过。任务：3/4": {(ClaimKind.COMPLETION, Counted.TESTS), (ClaimKind.PROGRESS, Counted.TASKS)},
}


@pytest.mark.parametrize("text", SEVERAL)
def test_each_sentence_of_a_line_is_a_claim_of_its_own(text: str) -> None:
    assert {(c.kind, c.counted) for c in find_claims(text, "r.md")} == SEVERAL[text]


def test_a_claim_has_its_place() -> None:
    claim = find_claims("# Report\n\n## Progress\n\n3/4 tasks done\n", "notes/r.md")[0]
    assert (claim.path, claim.line, claim.heading, claim.text) == (
        "notes/r.md", 5, "Report > Progress", "3/4 tasks done",
    )  # fmt: skip


def test_a_part_of_the_plan_is_told_apart() -> None:
    whole, part = find_claims("# R\n\n3/4 tasks done\n\n## Wave 1\n\n2/2 tasks done\n", "r.md")
    assert (whole.narrow, part.narrow) == (False, True)


def test_of_a_notepad_only_final_sections_count() -> None:
    text = "# Notes\n\n## A gotcha\n\n3/4 tasks done\n\n## Final status\n\n4/4 tasks done\n"
    assert [c.line for c in find_claims(text, "n.md", final_sections_only=True)] == [9]


def test_every_kind_has_a_finder() -> None:
    assert set(FORMS) == set(ClaimKind)


def test_every_kind_of_claim_is_tried() -> None:
    assert {kind for kind, _ in SAID.values()} == set(ClaimKind)


def test_claims_are_capped() -> None:
    assert len(find_claims("5/5 tasks done\n\n" * (MOST + 5), "r.md")) == MOST


PIECES = st.sampled_from(
    [
        *SAID, *SAYS_NOTHING.values(), "|", "(", ")", "`", "**", "%", "5/", "100", "\n", "\t", " ", "✅", "- [x] ", "# ", FENCE,
        "\u2028", "\x0c", "\x00", "a" * 700,
    ]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_gives_claims_or_none(text: str) -> None:
    lines = text.count("\n") + 1
    for claim in find_claims(text, "r.md"):
        assert isinstance(claim, Claim)
        assert 1 <= claim.line <= lines
        assert "\n" not in claim.text
        assert dataclasses.replace(claim) == claim


FAMILIES = {
    "ratios on a line": "5/5 tasks " * 10,
    "claims": "- ✅ 5/5 tasks (100%), 806 tests pass in 75 s, 96% coverage\n",
    "rows": "| a | b |\n|--|--|\n| 5/5 | `7dfc6db` |\n\n",
    "brackets": "(" * 30 + "target",
    "numbers": "1234567890" * 9,
    "digits and letters": "a1" * 40 + " ",
    "headings": "## Verification\n\n- [x] lint passes\n\n",
    "backticks": "Created `a.b" * 6,
    "paths": "`a/b.py` (+1, -1) " * 4,
    "words": "all the of all tasks " * 4,
}


@pytest.mark.parametrize("name", FAMILIES)
def test_work_grows_with_the_text(name: str) -> None:
    single, double = FAMILIES[name] * 40, FAMILIES[name] * 80
    find_claims(single, "r.md")
    assert lines_run(lambda: find_claims(double, "r.md")) <= WORST * lines_run(
        lambda: find_claims(single, "r.md")
    )

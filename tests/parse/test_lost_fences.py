"""A fence without its end, an end too many, a beginning that is missing: one fault hides no task."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sisyphus.parse.broken_fences import FenceLines
from sisyphus.parse.markdown import Kind, parse_markdown
from sisyphus.parse.plan import parse_plan

F = "`" * 3
WAVES = f"## Order\n\n{F}\nWave 1: 1, 2\nWave 2: 3\n{F}\n\n### Matrix\n\n| Task | Needs |\n|---|---|\n| 2 | 1 |\n\n"
ROWS = "\n\n".join(
    f"- [ ] {n}. Bed {n}\n\n  **QA**:\n  {F}\n  Scenario: water\n    Evidence: w{n}.txt\n  {F}\n\n  **Commit**: YES"
    for n in (1, 2, 3)
)
PLAN = f"# Beds\n\n{WAVES}## TODOs\n\n{ROWS}\n\n## Success Criteria\n\n{F}bash\nmake beds\n{F}\n\n- [ ] All grow\n"
HEADINGS = "# Beds\n\n## Tasks\n\n" + "\n\n".join(
    f"### Task {n}: Bed {n}\n\nDig.\n\n{F}bash\ngrep -c deep bed{n}\n{F}\n\n**Commit**: `feat: bed {n}`\n\n---"
    for n in (1, 2, 3)
)


def labels(text: str) -> list[str]:
    return [task.label for task in parse_plan(text.encode(), "p.md").tasks]


def fence_lines(text: str) -> list[int]:
    return [n for n, line in enumerate(text.split("\n")) if line.lstrip().startswith(F)]


def without(text: str, number: int) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[:number], *lines[number + 1 :]])


def doubled(text: str, number: int) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[: number + 1], lines[number], *lines[number + 1 :]])


ENDS = [(text, number) for text in (PLAN, HEADINGS) for number in fence_lines(text)[1::2]]
BEGINNINGS = [(text, number) for text in (PLAN, HEADINGS) for number in fence_lines(text)[::2]]


@pytest.mark.parametrize(("text", "number"), ENDS)
def test_an_end_that_is_missing_hides_no_task(text: str, number: int) -> None:
    assert labels(without(text, number)) == ["1", "2", "3"]


@pytest.mark.parametrize(("text", "number"), ENDS)
def test_an_end_too_many_hides_no_task(text: str, number: int) -> None:
    assert labels(doubled(text, number)) == ["1", "2", "3"]


@pytest.mark.parametrize(("text", "number"), BEGINNINGS)
def test_a_beginning_that_is_missing_hides_no_task(text: str, number: int) -> None:
    assert labels(without(text, number)) == ["1", "2", "3"]


def test_what_is_recovered_is_told() -> None:
    plan = parse_plan(without(PLAN, fence_lines(PLAN)[1]).encode(), "p.md")
    assert {f.rule for f in plan.findings} >= {"broken-fence"}
    assert [(b.text, b.recovered) for b in plan.boxes if b.outermost][:1] == [("1. Bed 1", True)]


def test_a_plan_in_one_fence_for_markdown_is_read() -> None:
    wrapped = f"{F}markdown\n{PLAN}{F}\n"
    plan = parse_plan(wrapped.encode(), "p.md")
    assert [task.label for task in plan.tasks] == ["1", "2", "3"]
    assert plan.findings[0].rule == "broken-fence"
    assert len(plan.boxes) == len(parse_plan(PLAN.encode(), "p.md").boxes)


@pytest.mark.parametrize(
    "sample",
    [
        f"{F}\n## TODOs\n- [ ] 9. Sample\n{F}",
        f"{F}text\n## TODOs\n- [ ] 9. Sample\n{F}",
        f"{F}markdown\n## TODOs\n\n- [ ] 9. Sample\n\n## End\n{F}",
        f"{F}markdown\n# Readme\n\n{F}\nsrc/\n{F}\n\n## Use\n\n- [ ] 9. Sample\n{F}",
        f"{F}bash\n## step 1\ncat > t.md <<'END'\n- [ ] 9. Sample\nEND\n{F}",
        f"{F}python\nHELP = '''\n{F}sh\nls\n{F}\n'''\n{F}",
        f"{F}js\ns = `\n{F}x{F}\n- [ ] 9. Sample\n`\n{F}",
        f"~~~\n{F}sh\nls\n{F}\n- [ ] 9. Sample\n~~~",
        f"{F}`\n{F}sh\nls\n{F}\n- [ ] 9. Sample\n{F}`",
    ],
)
def test_a_sample_stays_a_sample(sample: str) -> None:
    text = f"# Beds\n\n## TODOs\n\n- [ ] 1. Sow\n\nAs in this:\n\n{sample}\n\nAnd on.\n\n- [ ] 2. Reap\n"
    rows = [b.text for b in parse_markdown(text).blocks if b.kind is Kind.ITEM]
    assert rows == ["[ ] 1. Sow", "[ ] 2. Reap"]


def test_code_may_hold_a_fence_in_a_text_of_its_own() -> None:
    code = f"HELP = '''\n{F}sh\nls\n{F}\n'''\n"
    document = parse_markdown(f"{F}python\n{code}{F}\n\nAnd on.\n")
    assert [b.text for b in document.blocks if b.kind is Kind.FENCE] == [code]


@given(
    st.lists(
        st.sampled_from([F, f"{F}sh", f"{F}`", f"{F}`md", "~~~", "~~~sh", f"- {F}sh", "text"]), max_size=20
    )
)
def test_where_fences_balance_is_what_counting_from_each_gives(body: list[str]) -> None:
    openings = [n for n, line in enumerate(body) if F in line or "~~~" in line]
    lines = FenceLines(body, openings)
    for first, markup in product(openings, (F, f"{F}`", "~~~")):
        if not body[first].removeprefix("- ").startswith(markup):
            continue
        assert lines.balanced(markup, first) == counted(body, markup, first)


def counted(body: list[str], markup: str, first: int) -> int | None:
    """Return where the fence that opens on a line is closed, counting line by line."""
    depth = 1
    for number in range(first + 1, len(body)):
        if body[number].startswith(markup):
            depth += 1 if body[number].strip("`~") else -1
            if not depth:
                return number
    return None
